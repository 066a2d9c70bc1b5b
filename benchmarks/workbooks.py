"""A tracker as a workbook, audited beside the same as CSV.

    python -m benchmarks.workbooks [--rows N]

Each audit is a process of its own, from the command to its last line. The workbook has a formula in
each row, as trackers do, so that all of its XML is looked at.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

import xlsxwriter

from benchmarks.common import ROOT, machine

ROUNDS: Final = 3
MAP: Final = """
map: tracker
date-formats: ["%d/%m/%Y"]
columns:
  case: Ref
  outcome: {column: Outcome, values: {Granted in full: disclosed, Refused in full: refused}}
  exemptions: Exemptions
events:
  - {event: request-received, on: Date received}
  - {event: response, on: Date responded}
"""
HEADINGS: Final = [
    *("Ref", "Date received", "Date responded", "Outcome", "Exemptions"),
    *("Due", "Responding team", "Requester type", "Message", "Notes"),
]
Line = list[Any]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="A workbook beside the same as CSV.")
    parser.add_argument("--rows", type=int, default=100_000, help="default: 100000")
    rows = parser.parse_args(arguments).rows
    with TemporaryDirectory() as kept:
        folder = Path(kept)
        (folder / "map.yaml").write_text(MAP, encoding="utf-8")
        logs = [_workbook(folder / "log.xlsx", rows), _csv(folder / "log.csv", rows)]
        spent: dict[str, list[float]] = {log.name: [] for log in logs}
        for _ in range(ROUNDS):
            for log in logs:
                spent[log.name].append(_seconds(log))
        print(f"{machine()}; {rows:,} rows, medians of {ROUNDS} rounds in turn\n")
        print("| | MB | seconds |\n| --- | ---: | ---: |")
        for log in logs:
            size = log.stat().st_size / 1e6
            print(f"| {log.name} | {size:.1f} | {median(spent[log.name]):.1f} |")


def _lines(rows: int) -> Iterator[Line]:
    for n in range(rows):
        received = date(2023, 1, 3) + timedelta(days=n % 400)
        refused = n % 3 == 0
        said = ["Refused in full", "s40(2)"] if refused else ["Granted in full", ""]
        answered = received + timedelta(days=n % 37)
        beside = ["Planning", "Journalist", f"About the {n % 997}th matter", ""]
        yield [f"FOI-{n:06}", received, answered, *said, None, *beside]


def _workbook(path: Path, rows: int) -> Path:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Log")
    of_day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, HEADINGS)
    for place, line in enumerate(_lines(rows), 1):
        for column, value in enumerate(line):
            if isinstance(value, date):
                sheet.write_datetime(place, column, value, of_day)
            elif value is None:
                sheet.write_formula(place, column, f"=WORKDAY(B{place + 1},20)", of_day, 45_000)
            elif value:
                sheet.write_string(place, column, value)
    book.close()
    return path


def _csv(path: Path, rows: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for line in _lines(rows):
            writer.writerow(f"{e:%d/%m/%Y}" if isinstance(e, date) else e for e in line)
    return path


def _seconds(log: Path) -> float:
    command = [sys.executable, "-m", "foirules", "audit", str(log), "--as-of", "2024-06-03"]
    command += ["--map", str(log.with_name("map.yaml")), "--out", str(log.with_suffix(".results"))]
    start = perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env={**os.environ})
    return perf_counter() - start


if __name__ == "__main__":
    main(sys.argv[1:])
