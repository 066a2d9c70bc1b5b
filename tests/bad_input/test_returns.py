"""Returns that cannot be filled in, and published ones that cannot be checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import (
    AbstractContextManager,
    chdir,
    contextmanager,
    nullcontext,
    redirect_stderr,
    redirect_stdout,
)
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest import mock

import pytest

pytest.importorskip("polars")
xlsxwriter = pytest.importorskip("xlsxwriter")

from foirules.cli import main  # noqa: E402
from tests.bad_input.command_lines import limited  # noqa: E402
from tests.files import ROOT  # noqa: E402

LOG = "case,on,event\na,2024-03-04,request-received\n"
LENDING = ROOT / "tests" / "regime" / "lending"
RETURN = ("audit", "log.csv", "--as-of", "2024-06-03", "--out", "out", "--return")
WORKBOOKS = "foirules.audit.reading.readers.workbook"
OWN = ("check-return", "shelves", "r.csv", "--law", "lending")
HEAD = "Period,Authority,Requests closed,Requests closed within statutory timescales"
TABLE = """\
return: shelves
title: Loans
version: "1"
source: made up
counts: loans
columns:
  - {id: lent, heading: Lent}
  - {id: late, heading: Late}
checks:
  - {sum: [late], at-most: lent, why: some of all}
"""


class Given(NamedTuple):
    """A command line, with the files of its folder."""

    arguments: Sequence[str]
    files: Mapping[str, str | bytes] = {"log.csv": LOG}
    setting: Callable[[], AbstractContextManager[Any]] = nullcontext


def own(old: str, new: str) -> dict[str, str | bytes]:
    """A law of one's own with a return that is wrong."""
    law = {f"lending/{p.name}": p.read_text("utf-8") for p in LENDING.glob("*.yaml")}
    return {**law, "shared/returns/shelves.yaml": TABLE.replace(old, new)}


def workbook() -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(3):
            sheet.write_row(row, 0, HEAD.split(","))
    return data.getvalue()


def without(module: str) -> Callable[[], AbstractContextManager[Any]]:
    return lambda: mock.patch.dict("sys.modules", {module: None})


def small() -> AbstractContextManager[Any]:
    return limited(cells=5)


@contextmanager
def short_cells() -> Iterator[None]:
    before = csv.field_size_limit(9)
    yield
    csv.field_size_limit(before)


TRIALS: dict[str, tuple[Given, list[str]]] = {
    # filled in
    "a return that there is not": (
        Given([*RETURN, "cabinet"]),
        ["foirules: unknown return 'cabinet'; did you mean 'cabinet-office'?"],
    ),
    "a return and no folder for it": (
        Given(["audit", "log.csv", "--return", "ico"]),
        [
            "foirules: --return writes into the folder returns of --out DIR, which is not given",
        ],
    ),
    "a return by Spark": (
        Given([*RETURN, "ico", "--engine", "spark"]),
        ["foirules: --return is filled in on this machine: leave out --engine spark"],
    ),
    "a return of one case": (
        Given([*RETURN, "ico", "--case", "a"]),
        ["foirules: --return is of a whole log: leave out --case"],
    ),
    "a period of no return": (
        Given(["audit", "log.csv", "--period", "2024"]),
        ["foirules: --period is for --return, which is not given"],
    ),
    "a period that is none": (
        Given([*RETURN, "ico", "--period", "2024-Q5"]),
        [
            "foirules: --period: found '2024-Q5'; expected a quarter (2024-Q2), a year (2024), or two"
            " days (2024-04-01..2024-06-30)"
        ],
    ),
    "a period that ends before it begins": (
        Given([*RETURN, "ico", "--period", "2024-05-01..2024-04-01"]),
        ["foirules: --period: 2024-05-01 comes after 2024-04-01"],
    ),
    "a period before the calendar": (
        Given([*RETURN, "ico", "--period", "1999"]),
        ["foirules: --period: 1999 lies outside the years covered, 2005 to 2030"],
    ),
    "a period to come": (
        Given([*RETURN, "ico", "--period", "2025"]),
        [
            "foirules: --period: the period begins on 2025-01-01, after 2024-06-03, the day of the"
            " audit"
        ],
    ),
    # declared
    "a column twice": (
        Given(OWN, own("id: late", "id: lent")),
        [
            "foirules: shared/returns/shelves.yaml:8:10: columns[2].id: 'lent' stands twice",
            "foirules: shared/returns/shelves.yaml:10:12: checks[1].sum[1]: unknown column 'late';"
            " expected lent or lent",
        ],
    ),
    "a check of two kinds": (
        Given(OWN, own("at-most: lent", "at-most: lent, is: lent")),
        [
            "foirules: shared/returns/shelves.yaml:10:5: checks[1]: expected one of 'is' and"
            " 'at-most'"
        ],
    ),
    # published
    "a file of another return": (
        Given(["check-return", "ico", "r.csv"], {"r.csv": f"{HEAD}\n2024,A,1,1\n"}),
        [
            "foirules: r.csv: is no return ico: it has no column 'Percentage of requests closed"
            " within statutory timescales'; did you mean 'Requests closed within statutory"
            " timescales'?",
            "foirules: r.csv: is no return ico: it has no column 'Reviews closed'; did you mean"
            " 'Requests closed'?",
            "foirules: r.csv: is no return ico: it has no column 'Reviews closed within recommended"
            " timescales'; did you mean 'Requests closed within statutory timescales'?",
            "foirules: r.csv: is no return ico: it has no column 'Percentage of reviews closed"
            " within recommended timescales'; did you mean 'Requests closed within statutory"
            " timescales'?",
        ],
    ),
    "a file that is empty": (
        Given(["check-return", "ico", "r.csv"], {"r.csv": ""}),
        [
            "foirules: r.csv: is no return ico: it has no column 'Period'",
            "foirules: r.csv: is no return ico: it has no column 'Authority'",
            "foirules: r.csv: is no return ico: it has no column 'Requests closed'",
            "foirules: r.csv: is no return ico: it has no column 'Requests closed within statutory"
            " timescales'",
            "foirules: r.csv: is no return ico: it has no column 'Percentage of requests closed"
            " within statutory timescales'",
            "foirules: r.csv: it lacks 3 more columns of ico",
        ],
    ),
    "a return without a figure": (
        Given(OWN, {**own("", ""), "r.csv": "Lent,Late\n-,n/a\n"}),
        ["foirules: r.csv: it has the columns of shelves and no row with a figure"],
    ),
    "a file that is not there": (
        Given(["check-return", "ico", "r.csv"]),
        ["foirules: r.csv: cannot be read: No such file or directory"],
    ),
    "a workbook without what reads it": (
        Given(
            ["check-return", "ico", "r.xlsx"], {"r.xlsx": workbook()}, without("python_calamine")
        ),
        ["foirules: r.xlsx: a workbook; to read it: pip install 'foirules[workbook]'"],
    ),
    "a workbook without what reads logs": (
        Given(["check-return", "ico", "r.xlsx"], {"r.xlsx": workbook()}, without(WORKBOOKS)),
        ["foirules: r.xlsx: a workbook; to read it: pip install 'foirules[workbook]'"],
    ),
    "a cell that is too long": (
        Given(["check-return", "ico", "r.csv"], {"r.csv": "a" * 20}, short_cells),
        ["foirules: r.csv: cannot be read: field larger than field limit (9)"],
    ),
    "a workbook that is broken": (
        Given(["check-return", "ico", "r.xlsx"], {"r.xlsx": b"PK\x03\x04 and no more"}),
        ["foirules: r.xlsx: a workbook that cannot be read: Zip error: invalid Zip archive: ..."],
    ),
    "a workbook that is too large": (
        Given(["check-return", "ico", "r.xlsx"], {"r.xlsx": workbook()}, small),
        [
            "foirules: r.xlsx: sheet Sheet1 has 3 rows and 4 columns: the limit cells is 5; --limit cells=10 sets another"
        ],
    ),
}


def told(given: Given) -> list[str]:
    """The lines on standard error; what another program says of a broken file is left aside."""
    out, err = io.StringIO(), io.StringIO()
    with TemporaryDirectory() as name, chdir(name):
        for file, content in given.files.items():
            path = Path(file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with given.setting(), redirect_stdout(out), redirect_stderr(err):
            code = main([*given.arguments])
    assert (code, out.getvalue()) == (2, "")
    return err.getvalue().splitlines()


@pytest.mark.parametrize("trial", TRIALS)
def test_it_is_told_why(trial: str) -> None:
    given, expected = TRIALS[trial]
    found = told(given)
    if trial == "a workbook that is broken":
        start = "foirules: r.xlsx: a workbook that cannot be read: "
        assert [line.startswith(start) for line in found] == [True]
    else:
        assert found == expected
