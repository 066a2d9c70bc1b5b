"""Workbooks (.xlsx, .xlsm, .xls, .ods) -> the rows of the sheet that holds the log.

Cells keep their types. A formula is its stored value; where it has none, and where a cell holds an
error, the row is wrong if the map reads the column.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import IO, Final

from attrs import frozen

from foirules.audit.reading.readers.archive import MAGIC, check_archive, check_sizes, workbook_in
from foirules.audit.reading.readers.bounds import whole_xls
from foirules.audit.reading.readers.calamine_sheets import BrokenBook, RawSheet, load, load_apart
from foirules.audit.reading.readers.heading_rows import filled
from foirules.audit.reading.readers.ods_marks import ods_marks
from foirules.audit.reading.readers.row_writer import LogError, NoLog, RowWriter
from foirules.audit.reading.readers.shared_texts import SharedTexts
from foirules.audit.reading.readers.sheet import Sheet
from foirules.audit.reading.readers.sheet_marks import SheetMarks, check_size
from foirules.audit.reading.readers.sheet_parts import sheet_parts
from foirules.audit.reading.readers.xlsx_marks import xlsx_marks
from foirules.documents.limits import limit
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
_BROKEN: Final = (BrokenBook, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError)


def read(file: IO[bytes], name: str, writer: RowWriter) -> None:
    """Rows numbered as the sheet numbers them.

    :raises LogError: where it is no workbook, or it is not known which sheet is the log.
    """
    book = opened(file, name, writer.sheets)
    for sheet in book.chosen(writer):
        sheet.give(writer)
        book.tell(sheet, writer)


def opened(file: IO[bytes], name: str, only: Sequence[str] = ()) -> Book:
    """The workbook that a file is.

    :param name: what messages call it.
    :param only: the sheets that are read; all if there are none.
    :raises LogError: where it is none, or goes beyond the limits.
    """
    try:
        return _opened(file, name, only)
    except ImportError:
        raise LogError(MESSAGES["extra"].format(path=name)) from None
    except _BROKEN as error:
        raise LogError(MESSAGES["broken"].format(path=name, reason=error)) from None


def _opened(file: IO[bytes], name: str, only: Sequence[str]) -> Book:
    """What its XML says is looked at first: it may have too many
    cells to be held."""
    magic = file.read(len(MAGIC))
    file.seek(0)
    if magic != MAGIC:
        data = whole_xls(file, name)
        return Book(name, "xls", load_apart(data, list(only), limit("cells")), {})
    with zipfile.ZipFile(file) as archive:
        check_archive(archive, name)
        check_sizes(archive)
        kind = workbook_in(archive) or ""
        marks = ods_marks(archive, name) if kind == "ods" else _marks(archive, name)
    file.seek(0)
    return Book(name, kind, load(file, list(only), limit("cells")), marks)


def _marks(archive: zipfile.ZipFile, name: str) -> dict[str, SheetMarks]:
    """What the XML of a workbook .xlsx says of each sheet."""
    shared = SharedTexts(archive, name)
    parts = sheet_parts(archive, name)
    return {sheet: xlsx_marks(archive, part, name, sheet, shared) for sheet, part in parts}


@frozen(eq=False)
class Book:
    """A workbook.

    :param kind: ``xlsx``, ``ods`` or ``xls``.
    :param raw: its sheets; of those that are not asked for, the names.
    """

    path: str
    kind: str
    raw: Sequence[RawSheet]
    marks: Mapping[str, SheetMarks]

    def sheet(self, raw: RawSheet) -> Sheet:
        """A sheet with all of its cells.

        :raises LogError: where it has too many.
        """
        check_size(self.path, raw.name, raw.height, raw.width)
        marks = self.marks.get(raw.name) or SheetMarks()
        return Sheet(self.path, raw.name, raw.rows, marks, raw.merged)

    def chosen(self, writer: RowWriter) -> Sequence[Sheet]:
        """The sheets that are asked for, or the one that looks like the log.

        :raises LogError: where it is not known which.
        """
        named = {each.name: each for each in self.raw}
        for name in writer.sheets:
            if name not in named:
                near = expected(name, named)
                said = {"path": self.path, "found": repr(name), "near": near}
                raise LogError(MESSAGES["no-sheet"].format(**said))
        if writer.sheets:
            return [self.sheet(named[name]) for name in dict.fromkeys(writer.sheets)]
        sheets = [each for each in map(self.sheet, self.raw) if any(map(filled, each.rows))]
        if not sheets:
            raise NoLog(MESSAGES["empty"].format(path=self.path))
        logs = [each for each in sheets if each.is_log(writer)]
        if len(logs) == 1 or len(sheets) == 1:
            chosen = logs or sheets
            self._tell_others([each.name for each in sheets if each not in chosen], writer)
            return chosen
        names = ", ".join(each.name for each in logs or sheets)
        said = {"path": self.path, "names": names, "case": repr(writer.case_column)}
        if logs:
            raise LogError(MESSAGES["several"].format(**said))
        raise NoLog(MESSAGES["no-log"].format(**said))

    def _hidden(self, name: str) -> bool:
        return any(each.hidden for each in self.raw if each.name == name)

    def _tell_others(self, names: Sequence[str], writer: RowWriter) -> None:
        if names:
            shown = (f"{name} (hidden)" if self._hidden(name) else name for name in names)
            writer.note(self.path, NOTES["others"].format(names=", ".join(shown)))

    def tell(self, sheet: Sheet, writer: RowWriter) -> None:
        """Notes of a sheet that is read what the workbook says of it, or cannot say."""
        if self._hidden(sheet.name):
            sheet.note(NOTES["hidden"], writer)
        if self.kind != "xlsx":
            key = "rows" if self.kind == "ods" else "cells"
            sheet.note(NOTES[key].format(kind=self.kind), writer)
