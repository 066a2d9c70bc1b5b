"""A tracker as CSV, audited beside the same as a workbook and as a table of databases.

    python -m benchmarks.sources [--rows N]

Each audit is a process of its own, from the command to its last line. The workbook has a formula in
each row, as trackers do, so that all of its XML is looked at. PostgreSQL is measured where its
server is installed; what the server itself takes is not among the seconds of the processor.
"""

from __future__ import annotations

import argparse
import csv
import io
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import date, timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

import xlsxwriter

from benchmarks.common import ROOT, machine
from tests.database.servers import Server, programs, server

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
COLUMNS: Final = (
    "ref text, received {day}, responded {day}, outcome text, exemptions text, due {day},"
    " team text, type text, message text, notes text"
)
QUERY: Final = """
SELECT ref AS "Ref", received AS "Date received", responded AS "Date responded",
  outcome AS "Outcome", exemptions AS "Exemptions", due, team, type, message, notes
FROM log ORDER BY ref
"""
Line = list[Any]
Spent = tuple[float, float]  # seconds, and seconds of the processor


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="A tracker as CSV, a workbook and in databases.")
    parser.add_argument("--rows", type=int, default=100_000, help="default: 100000")
    rows = parser.parse_args(arguments).rows
    with TemporaryDirectory() as kept, ExitStack() as opened:
        folder = Path(kept)
        (folder / "map.yaml").write_text(MAP, encoding="utf-8")
        (folder / "query.sql").write_text(QUERY, encoding="utf-8")
        csv_file = _csv(folder / "log.csv", rows)
        of_query = ["--query", str(folder / "query.sql")]
        logs = {
            "CSV": [str(csv_file)],
            "workbook (.xlsx)": [str(_workbook(folder / "log.xlsx", rows))],
            "SQLite": [str(_sqlite(folder / "log.db", rows)), *of_query],
        }
        if (found := programs()) is not None:
            running = opened.enter_context(server(found))
            _postgresql(running, rows)
            logs["PostgreSQL"] = [running.url(), *of_query]
        spent: dict[str, list[Spent]] = {name: [] for name in logs}
        for _ in range(ROUNDS):
            for name, given in logs.items():
                spent[name].append(_spent(given, folder))
        print(f"{machine()}; {rows:,} rows, medians of {ROUNDS} rounds in turn\n")
        print("| | seconds | of the processor | times CSV |\n| --- | ---: | ---: | ---: |")
        floor = median(each[1] for each in spent["CSV"])
        for name, each in spent.items():
            seconds, cpu = (median(column) for column in zip(*each, strict=True))
            print(f"| {name} | {seconds:.1f} | {cpu:.1f} | {cpu / floor:.2f} |")


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


def _sqlite(path: Path, rows: int) -> Path:
    with closing(sqlite3.connect(path)) as made, made:
        made.execute(f"CREATE TABLE log ({COLUMNS.format(day='text')})")
        texts = ([f"{e}" if isinstance(e, date) else e for e in line] for line in _lines(rows))
        made.executemany(f"INSERT INTO log VALUES ({', '.join('?' * len(HEADINGS))})", texts)
    return path


def _postgresql(running: Server, rows: int) -> None:
    running.run(f"CREATE TABLE log ({COLUMNS.format(day='date')})")
    text = io.StringIO()
    csv.writer(text).writerows(_lines(rows))
    running.run("COPY log FROM STDIN (FORMAT csv)", given=text.getvalue())


def _spent(given: Sequence[str], folder: Path) -> Spent:
    command = [sys.executable, "-m", "foirules", "audit", *given, "--as-of", "2024-06-03"]
    command += ["--map", str(folder / "map.yaml"), "--out", str(folder / "results")]
    start, before = perf_counter(), _processor()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return perf_counter() - start, _processor() - before


def _processor() -> float:
    """What processes that have ended took of the processor, in seconds."""
    spent = getrusage(RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    main(sys.argv[1:])
