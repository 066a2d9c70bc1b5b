"""Workbooks (.xlsx, .xlsm, .xls, .ods) -> the rows of the sheet that holds the log.

Cells keep their types. A formula is its stored value; where it has none, and where a cell holds an
error, the row is wrong if the map reads the column.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, Final

from attrs import frozen

from foirules.audit.reading.readers.archive import MAGIC, workbook_in
from foirules.audit.reading.readers.heading_rows import filled
from foirules.audit.reading.readers.ods_marks import CONTENT, ods_marks
from foirules.audit.reading.readers.row_writer import LogError, RowWriter
from foirules.audit.reading.readers.sheet import Sheet
from foirules.audit.reading.readers.sheet_marks import SheetMarks, check_size
from foirules.audit.reading.readers.sheet_parts import sheet_parts
from foirules.audit.reading.readers.xlsx_marks import xlsx_marks
from foirules.documents.suggest import expected

MESSAGES: Final = {
    "extra": "{path}: a workbook; to read it: pip install 'foirules[workbook]'",
    "broken": "{path}: a workbook that cannot be read: {reason}",
    "no-sheet": "{path}: no sheet {found}{near}",
    "no-log": "{path}: no sheet has a column {case}; sheets: {names}; --sheet names the one that"
    " holds the log",
    "empty": "{path}: no sheet of the workbook says anything",
    "several": "{path}: the sheets {names} look like logs; --sheet names the one that is meant,"
    " or each of several (in a map, sheet:)",
}
NOTES: Final = {
    "hidden": "the sheet is hidden; it is read all the same",
    "rows": "whether rows are hidden is not known of .{kind}",
    "cells": "whether rows are hidden, and whether cells hold an error, is not known of .{kind}",
    "others": "not read: {names}",
}


def read(file: IO[bytes], name: str, writer: RowWriter) -> None:
    """Rows numbered as the sheet numbers them.

    :raises LogError: where it is no workbook, or it is not known which sheet is the log.
    """
    try:
        import python_calamine as calamine
    except ImportError:
        raise LogError(MESSAGES["extra"].format(path=name)) from None
    try:
        with _opened(calamine, file, name) as book:
            for sheet in book.chosen(writer):
                sheet.give(writer)
                book.tell(sheet, writer)
    except (calamine.CalamineError, zipfile.BadZipFile, zlib.error) as error:
        reason = str(error).partition("\n")[0]
        raise LogError(MESSAGES["broken"].format(path=name, reason=reason)) from None


@contextmanager
def _opened(calamine: Any, file: IO[bytes], name: str) -> Iterator[_Book]:
    """The workbook that a file is. What its XML says is looked at first: it may have too many
    cells to be held."""
    kind, marks = "xls", {}
    magic = file.read(len(MAGIC))
    file.seek(0)
    if magic == MAGIC:
        with zipfile.ZipFile(file) as archive:
            kind = workbook_in(archive) or kind
            marks = _marks(archive, kind, name)
        file.seek(0)
    with calamine.load_workbook(file) as book:
        known = [e for e in book.sheets_metadata if e.typ == calamine.SheetTypeEnum.WorkSheet]
        visible = calamine.SheetVisibleEnum.Visible
        hidden = frozenset(each.name for each in known if each.visible != visible)
        yield _Book(name, kind, book, tuple(each.name for each in known), hidden, marks)


def _marks(archive: zipfile.ZipFile, kind: str, name: str) -> dict[str, SheetMarks]:
    """What the XML of a workbook says of each sheet."""
    if kind == "ods":
        with archive.open(CONTENT) as xml:
            return ods_marks(xml, name)
    marks = {}
    for sheet, part in sheet_parts(archive, name).items():
        with archive.open(part) as xml:
            marks[sheet] = xlsx_marks(xml, name, sheet)
    return marks


@frozen(eq=False)
class _Book:
    """A workbook that is open.

    :param kind: ``xlsx``, ``ods`` or ``xls``.
    :param names: of its sheets, and ``hidden`` of those that are hidden.
    """

    path: str
    kind: str
    book: Any
    names: Sequence[str]
    hidden: frozenset[str]
    marks: dict[str, SheetMarks]

    def sheet(self, name: str) -> Sheet:
        """A sheet with all of its cells.

        :raises LogError: where it has too many.
        """
        sheet = self.book.get_sheet_by_name(name)
        check_size(self.path, name, sheet.total_height, sheet.total_width)
        rows = sheet.to_python(skip_empty_area=False)
        marks = self.marks.get(name) or SheetMarks()
        return Sheet(self.path, name, rows, marks, sheet.merged_cell_ranges or ())

    def chosen(self, writer: RowWriter) -> Sequence[Sheet]:
        """The sheets that are asked for, or the one that looks like the log.

        :raises LogError: where it is not known which.
        """
        for name in writer.sheets:
            if name not in self.names:
                near = expected(name, self.names)
                said = {"path": self.path, "found": repr(name), "near": near}
                raise LogError(MESSAGES["no-sheet"].format(**said))
        if writer.sheets:
            return [self.sheet(name) for name in dict.fromkeys(writer.sheets)]
        sheets = [each for each in map(self.sheet, self.names) if any(map(filled, each.rows))]
        if not sheets:
            raise LogError(MESSAGES["empty"].format(path=self.path))
        logs = [each for each in sheets if each.is_log(writer)]
        if len(logs) == 1 or len(sheets) == 1:
            chosen = logs or sheets
            others = [each.name for each in sheets if each not in chosen]
            self._tell_others(others, writer)
            return chosen
        names = ", ".join(each.name for each in logs or sheets)
        case = repr(writer.case_column)
        key = "several" if logs else "no-log"
        raise LogError(MESSAGES[key].format(path=self.path, names=names, case=case))

    def _tell_others(self, names: Sequence[str], writer: RowWriter) -> None:
        if names:
            shown = (f"{name} (hidden)" if name in self.hidden else name for name in names)
            note = NOTES["others"].format(names=", ".join(shown))
            writer.notes.append((self.path, note))

    def tell(self, sheet: Sheet, writer: RowWriter) -> None:
        """Notes of a sheet that is read what the workbook says of it, or cannot say."""
        if sheet.name in self.hidden:
            writer.notes.append((sheet.place, NOTES["hidden"]))
        if self.kind != "xlsx":
            key = "rows" if self.kind == "ods" else "cells"
            writer.notes.append((sheet.place, NOTES[key].format(kind=self.kind)))
