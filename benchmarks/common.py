"""What the benchmarks share: generated cases, rounds that alternate, and the machine's name."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from foirules import Case
from tests import generate

ROOT = Path(__file__).parent.parent

Work = tuple[int, Callable[[], object]]
"""How many things are done, and how."""


def cases(seed: int, hostile: bool = False) -> Iterator[tuple[Case, date]]:
    """Cases of 5 events and 2 parts on known days, without end, each with a day to judge it on.

    :param hostile: anything may happen in them, and nearly every field is recorded.
    """
    rng = Random(seed)
    while True:
        case = (
            generate.case(rng, most_events=4, ranges=False) if hostile else generate.realistic(rng)
        )
        if len(case.events) == 5 and len(case.parts) == 2:
            yield case, generate.as_of(rng, case)


def rounds(works: Mapping[str, Work], times: int = 5) -> dict[str, float]:
    """Things a second, by name: the median of rounds.

    The works take turns, so that a slow moment of the machine falls on all alike.
    """
    rates: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(times):
        for name, (things, work) in works.items():
            start = perf_counter()
            work()
            rates[name].append(things / (perf_counter() - start))
    return {name: median(found) for name, found in rates.items()}


def machine() -> str:
    """The machine in general terms."""
    return f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores"
