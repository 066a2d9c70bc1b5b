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
    (table,) = tables(PAGE)
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
    commands = [line.split()[1:] for line in PAGE.splitlines() if line.startswith("    foirules")]
    propose, audit = commands
    told, screen = blocks(PAGE, "text")
    assert main(propose) == 0
    assert capsys.readouterr().err == told
    assert Path("map.yaml").read_text("utf-8") == blocks(PAGE, "yaml")[0]
    assert main(audit) == 0
    summary = json.loads(Path("results/summary.json").read_text("utf-8"))
    shown = screen.rstrip("\n").splitlines()
    assert summary_text(summary, Page(width=COLUMNS)).splitlines()[: len(shown)] == shown
    (rejected,) = blocks(PAGE, "csv")
    assert Path("results/rejected.csv").read_text("utf-8").splitlines() == rejected.splitlines()


def test_the_limits_of_the_page() -> None:
    assert f"of the first {heading_rows.LOOK}," in PAGE
    assert "20 million cells" in PAGE
    assert sheet_marks.MOST_CELLS == 20_000_000
    assert "1 GiB" in PAGE
    assert archive.MOST_UNPACKED == 1 << 30
