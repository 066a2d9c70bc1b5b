"""Audits as whole processes, start and all, beside the floor: Polars reads the log and groups it.

    python -m benchmarks.whole LOG ... [--before CHECKOUT] [--rounds N] [--processes N]

They take turns; each figure is the median of its rounds. Clock and processor are of all processes
together. The share is that of the floor's speed by the clock, floor and audit one after another.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from benchmarks.common import ROOT, machine

AS_OF: Final = "2027-01-01"
FLOOR: Final = (
    "import sys, polars as pl; print(pl.read_parquet(sys.argv[1]).group_by('case').len().height)"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("logs", nargs="+", type=Path)
    parser.add_argument("--before", type=Path, help="another checkout, to take turns with")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, help="of an audit (default: one a core)")
    options = parser.parse_args()
    checkouts = {"before": options.before.resolve()} if options.before else {}
    checkouts["now"] = ROOT
    print(f"{machine()}; medians of {options.rounds} rounds\n")
    print("| | cases | seconds | of processor | microseconds a case | of the floor's speed |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for log in options.logs:
        for line in _lines(log.resolve(), checkouts, options.rounds, options.processes):
            print(line, flush=True)


def _lines(log: Path, checkouts: dict[str, Path], rounds: int, processes: int | None) -> list[str]:
    """A line for the floor, and one for each checkout."""
    floor = [sys.executable, "-c", FLOOR, str(log)]
    cases = int(subprocess.run(floor, check=True, capture_output=True, text=True).stdout)
    more = [] if processes is None else ["--processes", str(processes)]
    runs: dict[str, list[tuple[float, float]]] = {}
    with TemporaryDirectory() as folder:
        audit = ["-m", "foirules", "audit", str(log), "--as-of", AS_OF, *more, "--out"]
        for _ in range(rounds):
            runs.setdefault("floor", []).append(_run(floor, ROOT))
            for name, checkout in checkouts.items():
                command = [sys.executable, *audit, str(Path(folder) / name)]
                runs.setdefault(name, []).append(_run(command, checkout))
    shares = {
        name: median(least / each for (least, _), (each, _) in zip(runs["floor"], of, strict=True))
        for name, of in runs.items()
    }
    found = {name: tuple(map(median, zip(*of, strict=True))) for name, of in runs.items()}
    return [
        f"| {name} | {cases:,} | {clock:.2f} | {busy:.2f} | {1e6 * busy / cases:.1f} "
        f"| {shares[name]:.0%} |"
        for name, (clock, busy) in found.items()
    ]


def _run(command: list[str], checkout: Path) -> tuple[float, float]:
    """Seconds of the clock, and of the processor, that a process and its workers take."""
    settings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    settings["PYTHONPATH"] = str(checkout)
    start, before = perf_counter(), _spent()
    subprocess.run(command, check=True, capture_output=True, cwd=checkout, env=settings)
    return perf_counter() - start, _spent() - before


def _spent() -> float:
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
