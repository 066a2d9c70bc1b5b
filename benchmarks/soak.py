"""Many assessments in one process: the memory stays flat, and the findings stay the same.

    python benchmarks/soak.py [ENGINE CASES]

Without arguments 200,000 cases by scalar, 20,000 by durable-rules and 1,000,000 over columns, each
engine in its own process. All lists are made; over columns not what is undecided, which the scalar
back end explains. Exit code 1 where memory grows or a finding changes.

The memory is what is in use, as the C library counts it (glibc, so Linux), which Python asks for
each object here (``PYTHONMALLOC=malloc``). What the machine has given a process tells less: Python
gives little of it back, so that it is what the largest block of cases so far took.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from ctypes import CDLL, Structure, c_size_t
from itertools import pairwise
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent))

from foirules import Assessment, assess
from foirules.assessing.many_cases import assess_block
from foirules.cases.errors import CaseError
from foirules.cases.lists import RESULTS
from foirules.engine.durable import matcher as durable
from tests import generate

FULL: Final = {"scalar": 200_000, "durable": 20_000, "columns": 1_000_000}
COLUMNS: Final = "columns"
BLOCK: Final = 5_000  # cases judged together over columns
LISTS: Final = tuple(name for name in RESULTS if name != "undecided")  # made of these
WARM: Final = 0.25  # of the cases come before the memory is first read: the caches fill
MOST: Final = 16.0  # megabytes it may grow by after that: in a short run caches go on filling
COUNTED: Final = {"PYTHONMALLOC": "malloc"}  # the environment in which all memory is counted


class SoakError(Exception):
    """What did not stay as it was."""


class _InUse(Structure):
    """What glibc's ``mallinfo2`` gives."""

    _fields_ = tuple(
        (name, c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    )


def counts() -> bool:
    """Whether the C library can count the memory that is in use."""
    return sys.platform == "linux" and hasattr(CDLL(None), "mallinfo2")


def memory() -> float:
    """Megabytes that are in use."""
    gc.collect()
    count = CDLL(None).mallinfo2
    count.restype = _InUse
    found = count()
    return float(found.uordblks + found.hblkhd) / 2**20


def soak(engine: str, cases: int, then: Callable[[Assessment], object] = id) -> list[float]:
    """Assess so many generated cases; the memory after the warm-up and after each tenth since.

    :param then: what is done with each assessment.
    :raises SoakError: where memory has grown, or the first cases are no longer found the same.
    """
    first = _findings(engine)
    warm = int(cases * WARM)
    marks = [warm + (cases - warm) * tenth // 10 for tenth in range(11)]
    used = []
    for before, mark in pairwise([0, *marks]):
        for found in _assessed(range(before + 1, mark + 1), engine):
            then(found)
        used.append(memory())
    if _findings(engine) != first:
        raise SoakError("the findings are not those of the beginning")
    last = min(used[-3:])  # what is remembered of a case of many ways to fall goes again
    if last - used[0] > MOST:
        raise SoakError(f"memory grew from {used[0]:.1f} MB to {last:.1f} MB")
    return used


def _findings(engine: str) -> list[Assessment]:
    return list(_assessed(range(50), engine))


def _assessed(seeds: Sequence[int], engine: str) -> Iterator[Assessment]:
    """The assessments of generated cases, one by one or, over columns, some at a time."""
    at_once = BLOCK if engine == COLUMNS else 1
    for first in range(0, len(seeds), at_once):
        cases, days = [], []
        for seed in seeds[first : first + at_once]:
            rng = Random(seed)
            cases.append(generate.case(rng))
            days.append(generate.as_of(rng, cases[-1]))
        if engine != COLUMNS:
            yield assess(cases[0], days[0], engine=engine)
            continue
        for found in assess_block(cases, days, results=[LISTS] * len(cases)):
            if isinstance(found, CaseError):
                raise found
            yield found


def main(arguments: Sequence[str]) -> int:
    if not counts():
        print("the C library does not count the memory in use", file=sys.stderr)
        return 2
    if not arguments:
        engines = [engine for engine in FULL if engine != "durable" or durable.available()]
        return max(main([engine, str(FULL[engine])]) for engine in engines)
    if not COUNTED.items() <= os.environ.items():
        command = [sys.executable, __file__, *arguments]
        return abs(subprocess.run(command, check=False, env=os.environ | COUNTED).returncode)
    engine, cases = arguments[0], int(arguments[1])
    start = perf_counter()
    try:
        used = soak(engine, cases)
    except SoakError as error:
        print(f"{engine}: {error}", file=sys.stderr)
        return 1
    seconds = perf_counter() - start
    print(f"{engine}: {cases:,} cases in {seconds:.0f} s; MB after warm-up and each tenth since:")
    print("  " + " ".join(f"{each:.1f}" for each in used))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
