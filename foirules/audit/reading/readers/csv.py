"""CSV -> rows of text; a row that does not fit the columns is rejected, and the next is read.

A block of lines at a time is read by polars. Where a block is not as it should be, it is read once
more line by line, to say which rows are at fault.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO, Final

import polars as pl
from attrs import frozen

from foirules.audit.reading.readers.row_writer import WRONG, LogError, RowWriter

MESSAGES: Final = {
    "twice": "{path}: two columns are called {found}",
    "unnamed": "{path}: column {number} has no name",
    "names": "{path}: the line of the names of the columns is not CSV: {reason}",
    "no-rows": "{path}: no row below the names of the columns",
    "width": "{found} values; expected {expected}, one a column",
    "not-csv": "not CSV: {reason}",
    "not-utf8": "not UTF-8 text",
}
BLOCK: Final = 1 << 23  # bytes
LONGEST: Final = 1 << 17  # characters of a value, as the csv module has it
_DELIMITERS: Final = ",;\t|"


def read(file: IO[bytes], name: str, writer: RowWriter) -> None:
    """Rows numbered as a spreadsheet does: the names of the columns are row 1."""
    line, number = file.readline(), 2
    while line and not line.strip():
        line, number = file.readline(), number + 1
    table, before = _Header.of(line, name), writer.read
    for block in _blocks(file):
        rows = table.quickly(block)
        if rows is None:
            number += table.carefully(block, number, writer)
        else:
            stripped = rows.select(pl.all().str.strip_chars())
            places = range(number, number + rows.height)
            writer.table(stripped.to_dict(), name, places)
            number += rows.height
    if writer.read == before:
        raise LogError(MESSAGES["no-rows"].format(path=name))


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    """Whole lines, and whole values in quotes unless a quote is never closed."""
    while block := file.read(BLOCK):
        block += file.readline()
        end = len(block) + LONGEST
        while block.count(b'"') % 2 and len(block) < end and (line := file.readline()):
            block += line
        if block := block.rstrip(b"\r\n"):
            yield block + b"\n"


@frozen
class _Header:
    """The first line of a file: the names of its columns, and what stands between values."""

    name: str
    columns: tuple[str, ...]
    delimiter: str

    @classmethod
    def of(cls, line: bytes, name: str) -> _Header:
        """The columns of the line with their names.

        :raises LogError: where it is not such a line.
        """
        text = line.decode("utf-8-sig", "replace")
        delimiter = max(_DELIMITERS, key=text.count)
        try:
            columns = [
                each.strip() for each in next(csv.reader([text], delimiter=delimiter, strict=True))
            ]
        except (csv.Error, StopIteration) as error:
            raise LogError(MESSAGES["names"].format(path=name, reason=error)) from None
        for number, column in enumerate(columns, 1):
            if not column:
                raise LogError(MESSAGES["unnamed"].format(path=name, number=number))
            if column in columns[: number - 1]:
                raise LogError(MESSAGES["twice"].format(path=name, found=repr(column)))
        return cls(name, tuple(columns), delimiter)

    def quickly(self, block: bytes) -> pl.DataFrame | None:
        """The rows of a block in which each is as it should be."""
        try:
            rows = pl.read_csv(
                block,
                has_header=False,
                separator=self.delimiter,
                schema=dict.fromkeys(self.columns, pl.String),
                empty_string_is_null=False,
            )
        except pl.exceptions.PolarsError:
            return None
        # What a short row lacks looks like an empty value; its delimiters are lacking too.
        mark = self.delimiter
        inside = 0
        if b'"' in block:
            counts = rows.select(pl.all().str.count_matches(mark, literal=True).sum())
            inside = sum(counts.row(0))
        expected = (len(self.columns) - 1) * rows.height + inside
        return rows if block.count(mark.encode()) == expected else None

    def carefully(self, block: bytes, first: int, writer: RowWriter) -> int:
        """Gives the rows of a block one by one; how many there were."""
        lines = _RereadLines(block.decode("utf-8", "surrogateescape"))
        rows = csv.reader(lines, delimiter=self.delimiter, strict=True)
        number = first
        while True:
            try:
                for row in rows:
                    lines.taken.clear()
                    if row:
                        self._give(row, number, writer)
                    number += 1
                break
            except csv.Error as error:
                lines.back()
                writer.reject(self.name, number, MESSAGES["not-csv"].format(reason=error))
                number += 1
        writer.flush()
        return number - first

    def _give(self, row: list[str], number: int, writer: RowWriter) -> None:
        wrong = None
        if len(row) != len(self.columns):
            wrong = MESSAGES["width"].format(found=len(row), expected=len(self.columns))
        values = [each.strip().encode("utf-8", "surrogateescape") for each in row]
        texts = [each.decode("utf-8", "replace") for each in values]
        if wrong is None and any(map(str.__ne__, texts, map(str.strip, row))):
            wrong = MESSAGES["not-utf8"]
        said = dict(zip(self.columns, texts, strict=False))
        writer.row(said, self.name, number, **{WRONG: wrong} if wrong else {})


class _RereadLines:
    """The lines of a text; after a row that is not CSV, those below its first are read again."""

    def __init__(self, text: str) -> None:
        self._text = io.StringIO(text, newline="")
        self._again: list[str] = []
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._text)
        self.taken.append(line)
        return line

    def back(self) -> None:
        self._again += reversed(self.taken[1:])
        self.taken.clear()
