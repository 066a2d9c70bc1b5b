"""A return, filled in -> ``returns/NAME.csv`` and ``NAME.xlsx`` in its published layout, and
``NAME-cases.csv`` with the cases of each cell."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import polars as pl

from foirules.audit.counting.return_figures import AuthorityFigures, Figure, FilledReturn
from foirules.audit.running.inert_cells import inert, inert_cell
from foirules.returns.table import Column

SHEETS: Final = ("Return", "Cells", "About")
CELLS: Final = ("Cell", "Authority", "Figure", "Only as recorded", "Possible beside", "Why empty")
_WIDTHS: Final = {"Cells": (60, 30, 10, 16, 16, 60), "About": (16, 100)}


def write_returns(filled: Sequence[FilledReturn], folder: Path) -> None:
    """Writes some returns into a folder, which is made."""
    folder.mkdir()
    for each in filled:
        name = each.table.name
        _write_csv(each, folder / f"{name}.csv")
        _write_cases(each, folder / f"{name}-cases.csv")
        if workbooks_can_be_written():
            _write_workbook(each, folder / f"{name}.xlsx")


def workbooks_can_be_written() -> bool:
    """Whether xlsxwriter can be loaded here."""
    return find_spec("xlsxwriter") is not None


def _lines(filled: FilledReturn) -> Iterator[list[str | float | None]]:
    """The lines of the return, without the headings."""
    for row in filled.rows:
        yield [_held(each, row, filled) for each in filled.table.columns]


def _held(column: Column, row: AuthorityFigures, filled: FilledReturn) -> str | float | None:
    if column.holds == "period":
        return filled.period.name
    if column.holds == "authority":
        return row.authority
    if column.holds == "text":
        return None
    return _number(row.figures[column.id])


def _number(figure: Figure) -> float | None:
    value = figure.value
    return int(value) if value is not None and float(value).is_integer() else value


def _write_csv(filled: FilledReturn, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([each.heading for each in filled.table.columns])
        out.writerows([inert_cell(cell) for cell in line] for line in _lines(filled))


def _write_cases(filled: FilledReturn, path: Path) -> None:
    headings = {each.id: each.heading for each in filled.table.columns} | {**filled.table.asides}
    heading = pl.col("cell").replace_strict(headings, return_dtype=pl.String).alias("heading")
    rows = filled.cases.with_columns(heading)
    rows.select(
        *("cell", "heading", "case", "event", "certainty"), "regime", "authority", "file", "row"
    ).pipe(inert).write_csv(path)


def _write_workbook(filled: FilledReturn, path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for name, lines in zip(SHEETS, (_return(filled), _cells(filled), _about(filled)), strict=True):
        sheet = book.add_worksheet(name)
        for place, width in enumerate(_WIDTHS.get(name, (12, 40))):
            sheet.set_column(place, place, width)
        for number, line in enumerate(lines):
            for place, cell in enumerate(line):
                _write_cell(sheet, number, place, cell, head if not number else None)
        sheet.freeze_panes(1, 2 if name == SHEETS[0] else 0)
    book.close()


def _write_cell(sheet: Any, row: int, column: int, cell: str | float | None, form: Any) -> None:
    """A number as one, all else as text: nothing in it is a formula or a link."""
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, form)
    elif cell is not None:
        sheet.write_number(row, column, cell, form)


def _return(filled: FilledReturn) -> Iterator[Sequence[str | float | None]]:
    yield [each.heading for each in filled.table.columns]
    yield from _lines(filled)


def _cells(filled: FilledReturn) -> Iterator[Sequence[str | float | None]]:
    """Of each cell what is known of its figure."""
    yield CELLS
    headings = {each.id: each.heading for each in filled.table.columns} | {**filled.table.asides}
    for row in filled.rows:
        for id, figure in row.figures.items():
            beside = figure.recorded or None, figure.possible or None, figure.reason or None
            yield [headings[id], row.authority, _number(figure), *beside]


def _about(filled: FilledReturn) -> Iterator[Sequence[str]]:
    table, period = filled.table, filled.period
    yield "Return", table.title
    yield "Period", f"{period.start} to {period.end}"
    yield "Counted", table.counts
    yield "Layout", table.source
