"""A workbook with further columns: .xlsx and .xlsm keep the look of their cells, others their
values."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date
from importlib.util import find_spec
from typing import Any, Final

from foirules.audit.reading.readers.archive import MAGIC, workbook_in
from foirules.audit.reading.readers.calamine_sheets import load, load_apart
from foirules.audit.reading.readers.row_writer import HeadingRow, LogError
from foirules.documents.limits import limit

MESSAGES: Final = {
    "failed": "{path}: the workbook cannot be written again: {reason}",
}
DAY_FORMAT: Final = "dd/mm/yyyy"
_WIDTHS: Final = (12, 40)  # of the further columns, in characters
Sheets = Mapping[str, tuple[HeadingRow, Mapping[int, tuple[date | None, str | None]]]]


def available() -> bool:
    """Whether openpyxl can be loaded here."""
    return find_spec("openpyxl") is not None


def annotated_workbook(
    data: bytes, path: str, headings: Sequence[str], sheets: Sheets
) -> tuple[bytes, str]:
    """The workbook with columns behind those of some sheets, and what its name ends in.

    :param sheets: by name, the row of the headings and, by the number of a row, what is to stand
        beside it.
    :raises LogError: where it cannot be written again.
    """
    try:
        book, suffix = _book(data)
        for name, (head, notes) in sheets.items():
            _annotate(book[name], headings, head.row, notes)
        out = io.BytesIO()
        book.save(out)
    except Exception as error:  # openpyxl says in many ways that it cannot go on
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise LogError(MESSAGES["failed"].format(path=path, reason=reason)) from None
    return out.getvalue(), suffix


def _book(data: bytes) -> tuple[Any, str]:
    """A workbook to be written to."""
    import zipfile

    import openpyxl

    kind = ""
    if data.startswith(MAGIC):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = workbook_in(archive) or ""
            macros = "xl/vbaProject.bin" in archive.namelist()
    if kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data), keep_vba=macros, rich_text=True)
        return book, ".xlsm" if macros else ".xlsx"
    most = limit("cells")
    raw = load(io.BytesIO(data), [], most) if kind else load_apart(data, [], most)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for each in raw:
        sheet = book.create_sheet(each.name)
        sheet.sheet_state = "hidden" if each.hidden else "visible"
        for row in each.rows:
            sheet.append(row)
    return book, ".xlsx"


def _annotate(
    sheet: Any,
    headings: Sequence[str],
    head: int,
    notes: Mapping[int, tuple[date | None, str | None]],
) -> None:
    """Writes the columns, behind the last in which a sheet says something."""
    cells = (cell for row in sheet.iter_rows() for cell in row)
    first = 1 + max((cell.column for cell in cells if cell.value is not None), default=0)
    for place, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=True), first):
        cell, beside = sheet.cell(head, place, heading), sheet.cell(head, first - 1)
        if beside.has_style:
            cell._style = copy(beside._style)
        sheet.column_dimensions[cell.column_letter].width = width
    for row, (due, state) in notes.items():
        sheet.cell(row, first, due).number_format = DAY_FORMAT
        sheet.cell(row, first + 1, state)
