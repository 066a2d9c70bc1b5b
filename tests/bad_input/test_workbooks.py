"""What is said of a workbook that is wrong."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from unittest import mock

import pytest

pytest.importorskip("polars")
pytest.importorskip("python_calamine")

from foirules.cli import main
from tests.audit import test_workbooks as made
from tests.audit.test_workbooks import FIRST, HEADINGS, MAP, ROW, book

Given = tuple[Callable[[Path], Any], list[str]]
LOG: Final = Path("log.xlsx")


@contextmanager
def inside() -> Iterator[None]:
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def told(given: Given) -> list[str]:
    """What the command says of a workbook, by the map, where every row is to be read."""
    make, more = given
    said = io.StringIO()
    with inside(), redirect_stderr(said), redirect_stdout(io.StringIO()):
        Path("map.yaml").write_text(MAP, encoding="utf-8")
        with make(LOG) or mock.patch.object(sys, "dont_write_bytecode", True):
            assert main(["audit", "log.xlsx", "--map", "map.yaml", "--strict", *more]) == 2
    return [line.removeprefix("foirules: ") for line in said.getvalue().splitlines()]


def _cells(path: Path) -> None:
    def formulas(sheet: Any, of_day: Any) -> None:
        sheet.write_formula("C2", "=B2+24", of_day, "")
        sheet.write_formula("C3", "=1/0", of_day, "#DIV/0!")

    book(path, Log=([HEADINGS, ["a", FIRST], ["b", FIRST]], formulas))


def _marked(path: Path) -> None:
    book(path, Log=[HEADINGS, ROW])
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    path.write_bytes(data)


def _no_content(path: Path) -> None:
    made.ods(path, Log=[HEADINGS, ROW])
    made._repack(path, "<x", "content.xml")


def _no_book(path: Path) -> None:
    book(path, Log=[HEADINGS, ROW])
    made._repack(path, "<x", "xl/workbook.xml")


def _plain(path: Path) -> None:
    book(path, Log=[HEADINGS, ROW])


def _without(path: Path) -> Any:
    book(path, Log=[HEADINGS, ROW])
    return mock.patch.dict(sys.modules, {"python_calamine": None})


def _sheets(**sheets: Any) -> Callable[[Path], None]:
    return lambda path: book(path, **sheets)


YEARS: Final = _sheets(A=[HEADINGS, ROW], B=[HEADINGS, ROW])
TRIALS: Final[dict[str, tuple[Given, list[str]]]] = {
    "cut short": ((made._broken, []), ["log.xlsx: a zip that cannot be unpacked: ..."]),
    "several files": (
        (lambda path: made._zip(path, "a", "b"), []),
        [
            "log.xlsx: a zip with 2 files, a, b; expected one: unpack it, and name the files or"
            " their folder"
        ],
    ),
    "no file": ((lambda path: made._zip(path, "a/"), []), ["log.xlsx: a zip with no file in it"]),
    "a password": ((_marked, []), ["log.xlsx: a zip that is protected by a password"]),
    "a workbook with a password": (
        (made._protected, []),
        ["log.xlsx: a workbook that is protected by a password: save it without one"],
    ),
    "too many bytes": (
        (_plain, ["--limit", "unpacked=9"]),
        [
            "log.xlsx: it unpacks to too much: the limit unpacked is 9 bytes; --limit unpacked=18"
            " sets another"
        ],
    ),
    "too many cells": (
        (_plain, ["--limit", "cells=7"]),
        [
            "log.xlsx: sheet Log has 2 rows and 4 columns: the limit cells is 7; --limit cells=14"
            " sets another"
        ],
    ),
    "a broken sheet": ((made._no_xml, []), ["log.xlsx: sheet Log is broken: ..."]),
    "a broken open document": ((_no_content, []), ["log.xlsx: a workbook that is broken: ..."]),
    "a broken list of sheets": (
        (_no_book, []),
        ["log.xlsx: a workbook that is broken: xl/workbook.xml: ..."],
    ),
    "a broken .xls": (
        (lambda path: path.write_bytes(made.XLS.read_bytes()[:900]) and None, []),
        ["log.xlsx: a workbook that cannot be read: ..."],
    ),
    "the extra is missing": (
        (_without, []),
        ["log.xlsx: a workbook; to read it: pip install 'foirules[workbook]'"],
    ),
    "two columns of one name": (
        (_sheets(Log=[[*HEADINGS, "Ref"], ROW]), []),
        ["log.xlsx: sheet Log: two columns are called 'Ref': cells A1 and E1"],
    ),
    "no headings": (
        (_sheets(Log=[[1, 2], [3, 4]]), []),
        ["log.xlsx: sheet Log: none of the first 50 rows looks like headings"],
    ),
    "no rows": (
        (_sheets(Log=[HEADINGS]), []),
        ["log.xlsx: sheet Log: no row below the headings in row 1"],
    ),
    "nothing": ((_sheets(Log=[]), []), ["log.xlsx: no sheet of the workbook says anything"]),
    "no such sheet": ((YEARS, ["--sheet", "C"]), ["log.xlsx: no sheet 'C'..."]),
    "no sheet that is the log": (
        (_sheets(A=[["x", "y"]], B=[["x", "y"]]), []),
        [
            "log.xlsx: no sheet has a column 'Ref'; sheets: A, B; --sheet names the one that holds"
            " the log"
        ],
    ),
    "several sheets": (
        (YEARS, []),
        [
            "log.xlsx: the sheets A, B look like logs; --sheet names the one that is meant, or each"
            " of several (in a map, sheet:)"
        ],
    ),
    "a sheet of no workbook": (
        (
            lambda path: path.write_text("Ref,Date received,Date closed,Outcome\na,,,\n") and None,
            ["--sheet", "A"],
        ),
        ["--sheet A: a sheet is of a workbook, and none of the logs is one"],
    ),
    "a sheet on Spark": (
        (YEARS, ["--sheet", "A", "--engine", "spark"]),
        ["--sheet is for workbooks, which Spark does not read: leave out --engine spark"],
    ),
    "a day that is none": (
        (_sheets(Log=[HEADINGS, ["a", "soon"]]), []),
        [
            "log.xlsx: row 2: case a: sheet Log, cell B2: Date received: found 'soon'; expected a"
            " date, YYYY-MM-DD or as the date-formats of the map have it",
            "log.xlsx: row 2: case a: sheet Log, row 2: 1 of its 1 rows cannot be read: ...",
        ],
    ),
    "cells": (
        (_cells, []),
        [
            "log.xlsx: row 2: case a: sheet Log, cell C2: Date closed: a formula without a stored"
            " value; open the workbook, save it, and try again",
            "log.xlsx: row 2: case a: sheet Log, row 2: 1 of its 1 rows cannot be read: ...",
            "log.xlsx: row 3: case b: sheet Log, cell C3: Date closed: the cell holds the error"
            " #DIV/0!",
            "log.xlsx: row 3: case b: sheet Log, row 3: 1 of its 1 rows cannot be read: ...",
        ],
    ),
}


@pytest.mark.parametrize(("given", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_is_wrong_is_told(given: Given, lines: list[str]) -> None:
    found = told(given)
    assert len(found) == len(lines), found
    for line, wanted in zip(found, lines, strict=True):
        start, open, _ = wanted.partition("...")
        assert line.startswith(start) if open else line == wanted
