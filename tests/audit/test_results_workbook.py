"""``audit --format xlsx``: what was found, as a workbook."""

from __future__ import annotations

import sys
import tracemalloc
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import polars as pl
import pytest
import python_calamine

from foirules.cli import main
from foirules.report.workbook import book as books
from foirules.report.workbook.results import TABLES, write
from tests import generate
from tests.audit.logs import audit, found

HOSTILE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    '=HYPERLINK("http://e.example","go")',
    "\t=1+1",
    "http://e.example",
    "mailto:a@e.example",
    "{=1+1}",
    "a\nb",
    "\x1b[31m",
    "_x0041_",
    "<r><t>markup of the workbook</b></r>",
    "ü\u202e<b>&amp;",
    "0123",
    "x" * 33_000,
]
Sheet = list[list[Any]]


def made(folder: Path, rows: pl.DataFrame, **more: Any) -> Path:
    """The workbook of a log."""
    rows.write_parquet(folder / "log.parquet")
    audit(folder, "log.parquet", writers={"results.xlsx": write}, **more)
    return folder / "out" / "results.xlsx"


def hostile_log() -> pl.DataFrame:
    """Each of :data:`HOSTILE` as a case, an authority and a team; an answer to each second one, and
    a row of each that cannot be read."""
    rows: list[dict[str, str | None]] = []
    for n, text in enumerate(HOSTILE):
        row: dict[str, str | None] = {"case": text, "authority": text, "Team": text}
        rows.append({**row, "on": "2024-03-04", "event": "request-received", "outcome": None})
        if n % 2:
            rows.append({**row, "on": "2024-05-28", "event": "response", "outcome": "disclosed"})
    rows.append({**rows[0], "case": "=2+2", "on": "=1+1", "event": "=x"})
    return pl.DataFrame(rows)


def sheets(path: Path) -> dict[str, Sheet]:
    """The sheets as two readers have them, on whose text they agree."""
    by_openpyxl: dict[str, Sheet] = {}
    for sheet in openpyxl.load_workbook(path):
        assert not [
            c for row in sheet.iter_rows() for c in row if c.data_type in "fe" or c.hyperlink
        ]
        by_openpyxl[sheet.title] = [[c.value for c in row] for row in sheet.iter_rows()]
    by_calamine = python_calamine.CalamineWorkbook.from_path(path)
    assert by_calamine.sheet_names == list(by_openpyxl)
    for name, rows in by_openpyxl.items():
        other = by_calamine.get_sheet_by_name(name).to_python()
        assert [len(row) for row in other] == [len(row) for row in rows]
        assert [v for row in other for v in row if v == "=1+1"] == [
            v for row in rows for v in row if v == "=1+1"
        ]
    return by_openpyxl


def records(sheet: Sheet) -> list[dict[str, Any]]:
    heading, *rows = sheet
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_the_sheets_are_the_tables(tmp_path: Path) -> None:
    path = made(tmp_path, generate.log(300, 1, 1))
    has = sheets(path)
    assert list(has) == ["summary", "due", "cases", "findings", "rejected"]
    cases = found(tmp_path, "cases")
    in_sheet = records(has["cases"])
    assert [row["Case"] for row in in_sheet] == cases["case"].to_list()
    for name in ("received", "due", "answered"):
        days = [row[name.capitalize()] for row in in_sheet]
        assert [d and d.date() for d in days] == cases[name].to_list()
        assert {type(day) for day in days} <= {datetime, type(None)}
    findings = found(tmp_path, "findings")
    late = [row["Working days late"] for row in records(has["findings"])]
    assert late == findings["working_days_late"].to_list()
    assert {type(each) for each in late} == {int, type(None)}
    due = pl.read_csv(tmp_path / "out/due.csv", infer_schema_length=None)
    assert [row["Case"] for row in records(has["due"])] == due["case"].to_list()
    assert {type(row["Overdue"]) for row in records(has["due"])} == {bool}


def test_the_figures_are_those_of_the_summary(tmp_path: Path) -> None:
    log = generate.log(300, 1, 1)
    log.write_parquet(tmp_path / "log.parquet")
    summary = audit(tmp_path, "log.parquet", writers={"results.xlsx": write}).to_dict()
    rows = records(sheets(tmp_path / "out/results.xlsx")["summary"])
    told = {(row["Section"], row["Figure"]): row for row in rows}
    assert told["Audit", "as of"]["Number"] == datetime(2024, 6, 3)
    assert told["Cases", "assessed"]["Number"] == summary["cases"]["assessed"] > 250
    for each in summary["rates"]:
        row = told["Rates", each["title"]]
        assert (row["Number"], row["Of"], row["Per cent"]) == (
            *(each["of"], each["among"], each["percentage"]),
        )
    for each in summary["findings"]:
        assert told["Findings", f"{each['rule']}, {each['certainty']}"]["Number"] == each["count"]
    for each in summary["statistics"]:
        for id, title in each["titles"].items():
            assert told[each["title"], title]["Number"] == each["counts"][id]


def test_a_heading_stays_in_view_and_filters(tmp_path: Path) -> None:
    path = made(tmp_path, generate.log(60, 1, 1))
    for sheet in openpyxl.load_workbook(path):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        widths = [sheet.column_dimensions[c[0].column_letter].width for c in sheet.columns]
        assert min(widths) >= 8
        assert max(widths) <= 61


def test_what_is_written_in_a_log_is_never_a_formula(tmp_path: Path) -> None:
    path = made(tmp_path, hostile_log(), by="Team")
    has = sheets(path)
    read = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name("cases")
    ids = {str(row[0]).removesuffix(" ") for row in read.to_python()}
    assert set(HOSTILE[:-1]) - ids == {"\x1b[31m"}
    assert {row["Team"] for row in records(has["due"])} >= {"=1+1", "\t=1+1", "0123"}
    assert {"=2+2", "\\x1b[31m"} <= {row["Case"] for row in records(has["rejected"])}
    assert all(len(str(v)) <= 32_767 for rows in has.values() for row in rows for v in row)
    assert any(str(v).endswith("… (cut)") for row in has["cases"] for v in row)
    with ZipFile(path) as parts:
        xml = {n: parts.read(n).decode() for n in parts.namelist() if n.startswith("xl/worksheets")}
    assert not [name for name in xml if "rels" in name]  # no link leads out
    assert not [name for name, text in xml.items() if "<f>" in text or "<f " in text]


def test_a_cell_that_begins_like_a_formula_stays_text_when_it_is_typed_in_again(
    tmp_path: Path,
) -> None:
    book = openpyxl.load_workbook(made(tmp_path, hostile_log()))
    cells = [
        c for row in book["cases"].iter_rows(min_row=2) for c in row if isinstance(c.value, str)
    ]
    assert any(cell.value[0] in "=+-@" for cell in cells)
    for cell in cells:
        assert bool(cell.quotePrefix) == (cell.value[0] in "=+-@\t\r")


def test_rows_that_a_sheet_has_no_room_for_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "MOST_ROWS", 10)
    path = made(tmp_path, generate.log(30, 1, 1), formats=("csv",))
    rows = sheets(path)["cases"]
    assert len(rows) == 10
    judged = pl.read_csv(tmp_path / "out/cases.csv")
    assert rows[-1][0] == (
        f"{judged.height - 8} more rows: a sheet holds 10. Add --format csv or --format parquet for all."
    )
    assert rows[-2][0] == judged["case"][7]
    assert judged.height > 20
    sheet = openpyxl.load_workbook(path)["cases"]
    assert sheet.auto_filter.ref == "A1:J9"  # a filter does not hide what is told


def test_a_sheet_that_is_just_full_tells_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = generate.log(30, 1, 1)
    rows = sheets(made(tmp_path, log))["cases"]
    monkeypatch.setattr(books, "MOST_ROWS", len(rows) + 1)
    assert sheets(made(tmp_path, log))["cases"] == rows
    monkeypatch.setattr(books, "MOST_ROWS", len(rows))
    assert sheets(made(tmp_path, log))["cases"][-1][0].startswith("1 more row: ")


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def most(rows: int) -> int:
        tracemalloc.start()
        book = books.Book(tmp_path / "x.xlsx", "", date(2024, 6, 3))
        book.sheet("a", ("Case", "Day"), ((f"case {n}", date(2024, 6, 3)) for n in range(rows)))
        book.close()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(100)
    assert most(20_000) < most(2_000) + 1_000_000


def test_an_empty_log_makes_sheets_of_headings(tmp_path: Path) -> None:
    rows = pl.DataFrame({"case": ["a"], "on": ["2024-06-10"], "event": ["request-received"]})
    has = sheets(made(tmp_path, rows))
    assert {name: len(has[name]) for name in TABLES} == dict.fromkeys(TABLES, 1)


def test_it_is_written_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    generate.log(20, 1, 1).write_parquet("log.parquet")
    asked = ["audit", "log.parquet", "--as-of", "2024-06-03", "--format", "xlsx"]
    assert main([*asked, "--output", "mine.xlsx"]) == 0
    assert main([*asked, "--out", "out"]) == 0
    assert sheets(Path("mine.xlsx")) == sheets(Path("out/results.xlsx"))
    assert "19 cases as of 2024-06-03" in capsys.readouterr().out
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    for name in ("book", "results"):
        monkeypatch.delitem(sys.modules, f"foirules.report.workbook.{name}")
    assert main([*asked, "--output", "none.xlsx"]) == 2
    assert (
        "xlsxwriter is not installed: pip install 'foirules[workbook]'" in capsys.readouterr().err
    )
    assert not Path("none.xlsx").exists()
