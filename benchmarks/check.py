"""How long `foirules check` takes for many case files, from its start to its end."""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

import yaml

from benchmarks.common import ROOT, cases, machine
from foirules import Case, assess
from tests import generate

FILES: Final = 5_000
TIMES: Final = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=FILES, help=f"default: {FILES}")
    parser.add_argument("--times", type=int, default=TIMES, help=f"default: {TIMES}")
    options = parser.parse_args()
    print(f"foirules check over {options.files:,} files; {machine()}")
    with TemporaryDirectory() as folder:
        for name, write in (("ordinary", ordinary), ("hostile", hostile), ("curated", curated)):
            place = Path(folder, name)
            place.mkdir()
            write(place, options.files)
            size = sum(file.stat().st_size for file in place.iterdir()) / options.files
            print(f"  {name}, {size:,.0f} bytes a file: {timed(place, options.times)}")


def ordinary(folder: Path, files: int) -> None:
    """Cases of 5 events and 2 parts on known days, each expecting what is found."""
    generated(folder, files, cases(7))


def hostile(folder: Path, files: int) -> None:
    """Such cases in which anything happens, and nearly every field is recorded."""
    generated(folder, files, cases(7, hostile=True))


def generated(folder: Path, files: int, made: Iterator[tuple[Case, date]]) -> None:
    for number, (case, as_of) in enumerate(islice(made, files)):
        expect = yaml.safe_dump({"expect": expected(case, as_of)}, sort_keys=False)
        text = generate.as_file(case) + expect
        (folder / f"{number:06}.foi.yaml").write_text(text, encoding="utf-8")


def curated(folder: Path, files: int) -> None:
    """The project's own cases over and over, those with many days unknown among them."""
    kept = sorted((ROOT / "cases").glob("*.yaml"))
    for number in range(files):
        shutil.copy(kept[number % len(kept)], folder / f"{number:06}.foi.yaml")


def timed(folder: Path, times: int) -> str:
    """Seconds of the whole command, the median of several, and of processor in all processes."""
    taken, worked = [], []
    for _ in range(times):
        start, before = perf_counter(), _worked()
        subprocess.run(
            [sys.executable, "-m", "foirules", "check", str(folder)],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        taken.append(perf_counter() - start)
        worked.append(_worked() - before)
    return f"{median(taken):.2f} s, {median(worked):.2f} s of processor"


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def expected(case: Case, as_of: date) -> dict[str, Any]:
    """What is found, as a file would expect it."""
    findings = assess(case, as_of).findings
    return {
        "as-of": as_of,
        "findings": [
            {"rule": f.rule, "part": f.part, "certainty": f.certainty, "due": f.due}
            for f in findings
        ],
    }


if __name__ == "__main__":
    main()
