"""The page on trackers: its workbook is read as it says, and its screen is what is printed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

pytest.importorskip("polars")
pytest.importorskip("python_calamine")
pytest.importorskip("openpyxl")

from foirules.audit.reading.readers import archive, heading_rows, sheet_marks
from foirules.cli import main
from foirules.report.audit import summary_text
from foirules.report.page import Page
from tests.docs.pages import blocks, page, tables

PAGE = page("docs/trackers.md")
COLUMNS = 80


def workbook(path: Path) -> None:
    """The workbook of the page."""
    book = xlsxwriter.Workbook(str(path))
    of_day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Log")
    sheet.write("A1", "Requests of 2024")
    table = next(tables(PAGE))
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


def test_the_screen_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    workbook(Path("tracker.xlsx"))
    Path("map.yaml").write_text(blocks(PAGE, "yaml")[0], encoding="utf-8")
    commands = [line.split() for line in PAGE.splitlines() if line.startswith("    foirules")]
    proposing, auditing = commands
    assert main([*proposing[1:-1], "proposed.yaml"]) == 0
    assert Path("proposed.yaml").read_text("utf-8").startswith("map: tracker\n")
    assert main([*auditing[1:], "--annotate"]) == 0
    summary = json.loads(Path("results/summary.json").read_text("utf-8"))
    told = summary_text(summary, Page(width=COLUMNS), "results/due.csv").splitlines()
    due, begins = (screen.rstrip("\n").splitlines() for screen in blocks(PAGE, "text"))
    assert told[-len(due) :] == due
    assert told[: len(begins)] == begins
    assert [path.name for path in Path("results/annotated").iterdir()] == ["tracker.xlsx"]
    (rejected,) = blocks(PAGE, "csv")
    assert Path("results/rejected.csv").read_text("utf-8").splitlines() == rejected.splitlines()


def test_the_limits_of_the_page() -> None:
    assert f"of the first {heading_rows.LOOK}," in PAGE
    assert "20 million cells" in PAGE
    assert sheet_marks.MOST_CELLS == 20_000_000
    assert "1 GiB" in PAGE
    assert archive.MOST_UNPACKED == 1 << 30
