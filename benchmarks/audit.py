"""An audit of a log beside what else one might take, on the same log in one run: ratios count.

    tox run -e peers            # which installs pm4py and calls
    python benchmarks/audit.py [--cases N]

foirules finds breaches of some dozens of provisions, runs clocks, says what can be done next and
counts; the others do less, each in its own way.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent))


from benchmarks.columns import PROCESSES, audited, each_chunk, floor, make, warm
from benchmarks.common import machine
from foirules.calendars.uk import get_calendar

ROUNDS: Final = 3


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="An audit of a log beside what else there is.")
    parser.add_argument("--cases", type=int, default=50_000, help="default: 50000")
    parser.add_argument("--python", default=sys.executable, help="the Python that has pm4py")
    options = parser.parse_args(arguments)
    os.environ["POLARS_MAX_THREADS"] = str(PROCESSES)
    with TemporaryDirectory() as kept:
        log = Path(kept) / "log.parquet"
        make(log, options.cases)
        spent, versions = timed(log, options.python)
    least = options.cases / spent["the floor: polars reads the file and groups it by case"]
    print(f"{machine()}, {versions}; {options.cases:,} cases, medians of {ROUNDS} rounds in turn\n")
    print("| | cases a second | of the floor |\n| --- | ---: | ---: |")
    for name, seconds in spent.items():
        rate = options.cases / seconds
        print(f"| {name} | {rate:,.0f} | {rate / least:.1%} |")


def timed(log: Path, python: str) -> tuple[dict[str, float], str]:
    """Seconds by name: each from the file to its results, everything started and imported."""
    calendar = get_calendar("foia")
    holidays = [str(day) for day in _days(calendar.holidays(calendar.first, calendar.last))]
    command = [python, str(Path(__file__).with_name("peers.py")), str(log), json.dumps(holidays)]
    runs: dict[str, list[float]] = {}
    versions = ""
    with warm() as pool, TemporaryDirectory() as out:
        ours: dict[str, Callable[[], object]] = {
            "foirules audit, all of it": partial(each_chunk, audited, log, Path(out), pool),
            "the floor: polars reads the file and groups it by case": partial(floor, log),
        }
        for work in ours.values():
            work()
        for _ in range(ROUNDS):
            for name, work in ours.items():
                start = perf_counter()
                work()
                runs.setdefault(name, []).append(perf_counter() - start)
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            said = json.loads(told.splitlines()[-1])
            versions = f"pm4py {said['pm4py']}, pandas {said['pandas']}"
            for name, seconds in said["seconds"].items():
                runs.setdefault(name, []).append(seconds)
    return {name: median(each) for name, each in runs.items()}, versions


def _days(holidays: list[tuple[int, str]]) -> list[date]:
    return [date.fromordinal(day) for day, _ in holidays]


if __name__ == "__main__":
    main(sys.argv[1:])
