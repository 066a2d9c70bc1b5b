"""The XML of a sheet of .xlsx -> its hidden rows and columns, its errors and its formulas."""

from __future__ import annotations

from typing import IO, Final

from attrs import Factory, define

from foirules.audit.reading.readers.row_writer import LogError
from foirules.audit.reading.readers.sheet_marks import SheetMarks, check_size, column_of
from foirules.audit.reading.readers.xml import NotXml, parsed

MESSAGES: Final = {"not-xml": "{path}: sheet {sheet} is broken: {reason}"}
MOST_COLUMNS: Final = 16_384  # that Excel has
_TRUE: Final = ("1", "true")


def xlsx_marks(file: IO[bytes], path: str, sheet: str) -> SheetMarks:
    """What the XML of a sheet says.

    :param path, sheet: what messages call them.
    :raises LogError: where it is broken, or has too many cells.
    """
    reader = _SheetReader()
    try:
        for _ in parsed(file, path, reader.start, text=reader.text):
            reader.end_row()
            check_size(path, sheet, reader.marks.rows, reader.marks.columns)
    except (NotXml, ValueError) as error:  # or a number that is none
        if isinstance(error, LogError):
            raise
        said = MESSAGES["not-xml"].format(path=path, sheet=sheet, reason=error)
        raise LogError(said) from None
    reader.end_error()
    return reader.marks


@define
class _SheetReader:
    """Follows rows and cells; the places of those that do not name theirs are counted.

    It is called for millions of elements, so it is told of their beginnings only: what is open ends
    where the next of its kind begins.

    :param _cell: what the cell is called, or its place in the row.
    :param _last: the last cell of the row that says something.
    :param _said: the text of an error.
    """

    marks: SheetMarks = Factory(SheetMarks)
    _row: int = -1
    _cells: int = 0
    _cell: str | int = 0
    _last: str | int | None = None
    _kind: str | None = None
    _said: list[str] | None = None

    def start(self, tag: str, given: dict[str, str]) -> None:
        if self._said is not None:
            self.end_error()
        if tag == "c":
            self._cell = given.get("r", self._cells)
            self._cells += 1
            self._kind = given.get("t")
        elif tag == "v" or tag == "is":
            self._last = self._cell
            if self._kind == "e":
                self._said = []
        elif tag == "f" and self._kind != "str":
            self.marks.formulas.add((self._row, _place(self._cell)))
        elif tag == "row":
            self.end_row()
            self._row = int(given.get("r", self._row + 2)) - 1
            self._cells = 0
            if given.get("hidden") in _TRUE:
                self.marks.hidden.add(self._row)
        elif tag == "col" and given.get("hidden") in _TRUE:
            first, last = int(given.get("min", 1)), int(given.get("max", 1))
            self.marks.hidden_columns |= {*range(first - 1, min(last, MOST_COLUMNS))}

    def text(self, text: str) -> None:
        if self._said is not None:
            self._said.append(text)

    def end_row(self) -> None:
        """Counts what there is of a row so far."""
        if self._last is not None:
            self.marks.says(self._row, _place(self._last))
        self._last = None

    def end_error(self) -> None:
        """Keeps the text of an error, where there is one."""
        if self._said is not None:
            self.marks.errors[self._row, _place(self._cell)] = "".join(self._said).strip()
        self._said = None


def _place(cell: str | int) -> int:
    return column_of(cell) if isinstance(cell, str) else cell
