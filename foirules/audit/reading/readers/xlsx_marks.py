"""The XML of a sheet of .xlsx -> its hidden rows and columns, its errors and its formulas."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from functools import lru_cache
from typing import IO, Final

from attrs import Factory, define

from foirules.audit.reading.readers.row_writer import LogError
from foirules.audit.reading.readers.shared_texts import SharedTexts, shared_numbers
from foirules.audit.reading.readers.sheet_marks import (
    SheetMarks,
    check_marks,
    check_text,
    column_of,
    letters,
)
from foirules.audit.reading.readers.xml import NotXml, parsed
from foirules.documents.limits import limit

MESSAGES: Final = {"not-xml": "{path}: sheet {sheet} is broken: {reason}"}
MOST_COLUMNS: Final = 16_384  # that Excel has
_TRUE: Final = ("1", "true")
_DIGITS: Final = "0123456789"


def xlsx_marks(
    archive: zipfile.ZipFile, part: str, path: str, sheet: str, shared: SharedTexts
) -> SheetMarks:
    """What the XML of a sheet says.

    :param part: the file of the archive that is the sheet.
    :param path, sheet: what messages call them.
    :param shared: the texts that the workbook holds once.
    :raises LogError: where it is broken, or has too many cells or too much text.
    """
    try:
        with archive.open(part) as file:
            marks, cells = _read(file, path, sheet)
        if marks.text + cells * shared.longest > limit("text"):  # it may be: each is looked at
            with archive.open(part) as file:
                for number in shared_numbers(file, path):
                    marks.text += shared.length(number)
                    check_text(path, sheet, marks.text)
    except (NotXml, ValueError) as error:  # or a number that is none
        if isinstance(error, LogError):
            raise
        said = MESSAGES["not-xml"].format(path=path, sheet=sheet, reason=error)
        raise LogError(said) from None
    return marks


def _read(file: IO[bytes], path: str, sheet: str) -> tuple[SheetMarks, int]:
    """The marks, and how many cells have a text that is shared."""
    reader = _SheetReader()
    for _ in parsed(file, path, reader.start, text=reader.text):
        reader.end_row()
        check_marks(path, sheet, reader.marks)
    reader.end_error()
    return reader.marks, reader.shared


@define
class _SheetReader:
    """Follows rows and cells; those that do not name their place stand behind the one before.

    It is called for millions of elements, so it is told of their beginnings only: what is open ends
    where the next of its kind begins.

    :param shared: how many cells have a text of those that the workbook holds once.
    :param _cell: what the cell is called, such as D12; nothing before the first of a row.
    :param _saying: the cells of the row so far that say something.
    :param _counts: whether text is that of a cell.
    :param _said: the text of an error.
    """

    marks: SheetMarks = Factory(SheetMarks)
    shared: int = 0
    _row: int = -1
    _cell: str = ""
    _kind: str | None = None
    _saying: list[str] = Factory(list)
    _counts: bool = False
    _said: list[str] | None = None

    def start(self, tag: str, given: dict[str, str]) -> None:
        if self._said is not None:
            self.end_error()
        if tag == "c":
            self._cell = given.get("r") or self._next()
            self._kind = given.get("t")
            self._counts = False
        elif tag == "v" or tag == "is":
            self._saying.append(self._cell)
            self._counts = True
            if self._kind == "s":
                self.shared += 1
            elif self._kind == "e":
                self._said = []
        elif tag == "f":
            self._counts = False
            if self._kind != "str":
                self.marks.formulas.add(_place(self._cell))
        elif tag == "row":
            self.end_row()
            self._row = int(given.get("r", self._row + 2)) - 1
            self._cell = ""
            if given.get("hidden") in _TRUE:
                self.marks.hidden.add(self._row)
        elif tag == "col":
            if given.get("hidden") in _TRUE:
                first, last = int(given.get("min", 1)), int(given.get("max", 1))
                self.marks.hidden_columns |= {*range(first - 1, min(last, MOST_COLUMNS))}
        elif ":" in tag:  # a prefix that the first element has not
            self.start(tag.rpartition(":")[2], given)

    def _next(self) -> str:
        """What the cell behind the one before is called."""
        if not self._cell:
            return f"A{self._row + 1}"
        row, column = _place(self._cell)
        return f"{letters(column + 1)}{row + 1}"

    def text(self, text: str) -> None:
        if self._counts:
            self.marks.text += len(text)
        if self._said is not None:
            self._said.append(text)

    def end_row(self) -> None:
        """Counts what there is of a row so far. Nearly always all of its cells are named after it;
        one that is not stands where its own name says."""
        if not self._saying:
            return
        columns = tuple([each.rstrip(_DIGITS) for each in self._saying])
        number = str(self._row + 1)
        if [each + number for each in columns] == self._saying:
            self.marks.says(self._row, _last(columns))
        else:
            for cell in self._saying:
                self.marks.says(*_place(cell))
        self._saying = []

    def end_error(self) -> None:
        """Keeps the text of an error, where there is one."""
        if self._said is not None:
            self.marks.errors[_place(self._cell)] = "".join(self._said).strip()
        self._said = None


@lru_cache(1 << 10)
def _last(columns: Sequence[str]) -> int:
    """The last of some columns, counted from 0."""
    return max(map(column_of, columns))


def _place(cell: str) -> tuple[int, int]:
    """The row and the column of a cell, counted from 0.

    :raises ValueError: where its name has no number.
    """
    return int(cell[len(cell.rstrip(_DIGITS)) :]) - 1, column_of(cell)
