"""The page on trackers: its workbook is read as it says, and its screen is what is printed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

pytest.importorskip("polars")
pytest.importorskip("openpyxl")

from foirules.audit.reading.readers import heading_rows
from foirules.cli import main
from foirules.documents.limits import limit
from foirules.report.audit import summary_text
from foirules.report.page import Page
from tests.docs.pages import blocks, page, tables

PAGE = page("docs/trackers.md")
COLUMNS = 80
COMMANDS = [line.split() for line in PAGE.splitlines() if line.startswith("    foirules")]


def workbook(path: Path) -> None:
    """The workbook of the page."""
    book = xlsxwriter.Workbook(str(path))
    of_day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Log")
    sheet.write("A1", "Requests of 2024")
    table = next(each for each in tables(PAGE) if "Team" in each[0])
    for row, line in enumerate(table, 2):
        for column, text in enumerate(line):
            value: Any = text
            if text.startswith("2024-"):
                sheet.write_datetime(row, column, date.fromisoformat(text), of_day)
            elif text:
                sheet.write(row, column, int(text) if text.isdecimal() else value)
    sheet.write("A10", "* of all teams")
    sheet.set_row(5, None, None, {"hidden": True})
    lookups = book.add_worksheet("Lookups")
    lookups.write("A1", "Team")
    lookups.hide()
    book.close()


def test_the_screens_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the tracker to the summary in two commands."""
    monkeypatch.chdir(tmp_path)
    workbook(Path("tracker.xlsx"))
    propose, audit, _, _ = COMMANDS
    due, proposed, begins, *_ = blocks(PAGE, "text")
    assert main(propose[1:]) == 0
    assert capsys.readouterr().err == proposed
    assert Path("map.yaml").read_text("utf-8") == blocks(PAGE, "yaml")[0]
    assert main([*audit[1:], "--annotate"]) == 0
    summary = json.loads(Path("results/summary.json").read_text("utf-8"))
    told = summary_text(summary, Page(width=COLUMNS), "results/due.csv").splitlines()
    assert told[-len(due.splitlines()) :] == due.splitlines()
    assert told[: len(begins.splitlines())] == begins.rstrip("\n").splitlines()
    assert [path.name for path in Path("results/annotated").iterdir()] == ["tracker.xlsx"]
    (rejected,) = blocks(PAGE, "csv")
    assert Path("results/rejected.csv").read_text("utf-8").splitlines() == rejected.splitlines()


def test_a_tracker_to_begin_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _, _, new, audit = COMMANDS
    assert main([*new[1:], "--example"]) == 0
    assert main([*audit[1:], "--out", "results"]) == 0
    assert json.loads(Path("results/summary.json").read_text("utf-8"))["cases"]["assessed"] == 10
    table = next(tables(PAGE))
    with CalamineWorkbook.from_path("requests.xlsx") as book:
        headings, *rows = book.get_sheet_by_name("Requests").to_python()
    assert [name for row in table[1:] for name in row[0].split(", ")] == headings
    assert len([row for row in rows if row[0]]) == 10
    with ZipFile("requests.xlsx") as archive:
        assert archive.read("xl/worksheets/sheet1.xml").count(b"<f>") == 2 * 2_000


def test_the_limits_of_the_page() -> None:
    assert f"of the first {heading_rows.LOOK}," in PAGE
    assert "20 million cells" in PAGE
    assert limit("cells") == 20_000_000
    assert "1 GB" in PAGE
    assert limit("unpacked") == 1 << 30
