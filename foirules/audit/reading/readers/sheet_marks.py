"""What a workbook says of its rows and cells beside their values, and how places are called."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from attrs import Factory, define

from foirules.audit.reading.readers.row_writer import LogError
from foirules.documents.limits import beyond, limit

MESSAGES: Final = {
    "too-many": "{path}: sheet {sheet} has {rows:,} rows and {columns:,} columns: {limit}",
    "text": "{path}: sheet {sheet} has too much text in its cells: {limit}",
}


@define
class SheetMarks:
    """Of the rows and cells of a sheet, counted from 0.

    :param hidden: rows.
    :param hidden_columns: columns.
    :param formulas: cells with a formula that gives no text.
    :param errors: cells that hold an error, such as ``#REF!``.
    :param rows, columns: how many there are up to the last cell that says something.
    :param text: how many characters its cells have.
    """

    hidden: set[int] = Factory(set)
    hidden_columns: set[int] = Factory(set)
    formulas: set[tuple[int, int]] = Factory(set)
    errors: dict[tuple[int, int], str] = Factory(dict)
    rows: int = 0
    columns: int = 0
    text: int = 0

    def says(self, row: int, column: int) -> None:
        """A cell says something."""
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)


def check_marks(path: str, sheet: str, marks: SheetMarks) -> None:
    """That a sheet has no more cells, and they no more text, than the limits.

    :raises LogError: where it has.
    """
    check_size(path, sheet, marks.rows, marks.columns)
    check_text(path, sheet, marks.text)


def check_text(path: str, sheet: str, size: int) -> None:
    """That the cells of a sheet have no more text than the limit.

    :raises LogError: where they have.
    """
    if size > limit("text"):
        said = {"path": path, "sheet": sheet, "limit": beyond("text")}
        raise LogError(MESSAGES["text"].format(**said))


def check_size(path: str, sheet: str, rows: int, columns: int) -> None:
    """That a sheet has no more cells than the limit.

    :raises LogError: where it has.
    """
    if rows * columns > limit("cells"):
        said = {"path": path, "sheet": sheet, "rows": rows, "columns": columns}
        raise LogError(MESSAGES["too-many"].format(**said, limit=beyond("cells")))


def letters(column: int) -> str:
    """What a column is called, counted from 0: A, B, ... Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_of(cell: str) -> int:
    """The column of a cell such as D12, counted from 0."""
    return _number(cell.rstrip("0123456789"))


@lru_cache(1 << 14)
def _number(letters: str) -> int:
    number = 0
    for sign in letters:
        number = number * 26 + ord(sign.upper()) - ord("A") + 1
    return number - 1


def ranges(numbers: Iterable[int]) -> str:
    """Numbers as people say them: 6, 9 to 11."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in runs)
