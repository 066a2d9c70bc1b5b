"""CSV -> rows of text; a row that does not fit the columns is rejected, and the next is read.

A block of lines at a time is read by polars. Where a block is not as it should be, it is read once
more row by row, to say which rows are at fault; the others come to the same either way. A row that
says nothing in any column is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

import polars as pl
from attrs import define, field

from foirules.audit.reading.readers.bounds import too_much
from foirules.audit.reading.readers.csv_head import LOOK, CsvHead, csv_head
from foirules.audit.reading.readers.csv_rows import csv_rows
from foirules.audit.reading.readers.encodings import (
    WINDOWS,
    from_windows,
    is_windows,
    with_line_feeds,
)
from foirules.audit.reading.readers.row_writer import WRONG, HeadingRow, NoLog, RowWriter
from foirules.documents.limits import limit

MESSAGES: Final = {
    "no-rows": "{path}: no row below the names of the columns",
    "width": "{found} values; expected {expected}, one a column",
    "not-csv": "not CSV: {reason}",
    "not-text": "not {encoding} text",
    "windows": "read as {encoding}, as it is not UTF-8",
    "zeros": "zero bytes (NUL) are left out of it",
}
BLOCK: Final = 1 << 23  # bytes


def read(file: IO[bytes], name: str, writer: RowWriter) -> None:
    """Rows numbered as a spreadsheet does: the names of the columns are row 1, if on top."""
    before = writer.read
    begins = file.read(LOOK)
    if b"\r" in begins and b"\n" not in begins:
        file, begins = with_line_feeds(file), begins.replace(b"\r", b"\n")
    text = _Text(file, name, writer, limit("record"))
    begins = text.utf_8(begins + file.readline(limit("record")))
    head = csv_head(begins.decode("utf-8-sig", "surrogateescape"), name, writer)
    writer.headings[name] = HeadingRow(head.number - 1, head.delimiter)
    table = _Table(head, name, writer)
    number = head.number
    for block in text.blocks(head.rest.encode("utf-8", "surrogateescape")):
        number += table.rows(block, number)
    if writer.read == before:
        raise NoLog(MESSAGES["no-rows"].format(path=name))


@define
class _Text:
    """The text of a file as UTF-8, block by block."""

    file: IO[bytes]
    name: str
    writer: RowWriter
    longest: int
    _in_windows: bool | None = None
    _zeros: bool = False

    def blocks(self, begun: bytes) -> Iterator[bytes]:
        """Whole lines, and whole values in quotes unless a quote is never closed.

        :param begun: what has been read of the first block.
        """
        while block := begun + self.file.read(max(1, BLOCK - len(begun))):
            begun = b""
            line = b"" if block.endswith(b"\n") else self._rest()
            more = [block, line]
            quotes, length = block.count(b'"') + line.count(b'"'), 0
            while quotes % 2 and length < self.longest and (line := self._rest()):
                more.append(line)
                quotes, length = quotes + line.count(b'"'), length + len(line)
            if block := self.utf_8(b"".join(more)).rstrip(b"\r\n"):
                yield block + b"\n"

    def _rest(self) -> bytes:
        """The rest of a line.

        :raises LogError: where it is longer than the limit.
        """
        line = self.file.readline(self.longest + 1)
        if len(line) > self.longest:
            raise too_much("record", self.name)
        return line

    def utf_8(self, block: bytes) -> bytes:
        """A block as UTF-8; what is neither that nor Windows-1252 stays as it is."""
        if b"\0" in block:
            if not self._zeros:
                self.writer.note(self.name, MESSAGES["zeros"])
            self._zeros, block = True, block.replace(b"\0", b"")
        if block.isascii() or _is_utf_8(block):
            return block
        if self._in_windows is None:
            self._in_windows = is_windows(self.file)
            if self._in_windows:
                self.writer.note(self.name, MESSAGES["windows"].format(encoding=WINDOWS))
        return from_windows(block) if self._in_windows else block


def _is_utf_8(block: bytes) -> bool:
    try:
        block.decode()
    except UnicodeDecodeError:
        return False
    return True


@define
class _Table:
    """Gives a writer the rows of blocks."""

    head: CsvHead
    name: str
    writer: RowWriter
    _width: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._width = len(self.head.columns)

    def rows(self, block: bytes, number: int) -> int:
        """Gives the rows of a block, the first of which has a number; how many there were."""
        rows = self._quickly(block)
        if rows is None:
            return self._carefully(block, number)
        stripped = rows.select(pl.all().str.strip_chars())
        places = pl.int_range(number, number + rows.height, eager=True)
        if (empty := _empty(stripped)) is not None:
            stripped, places = stripped.filter(~empty), places.filter(~empty)
        self.writer.table(stripped.to_dict(), self.name, places)
        return rows.height

    def _quickly(self, block: bytes) -> pl.DataFrame | None:
        """The rows of a block in which each is as it should be."""
        if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
            return None
        mark = self.head.delimiter
        try:
            rows = pl.read_csv(
                block,
                has_header=False,
                separator=mark,
                schema=dict.fromkeys(self.head.columns, pl.String),
                empty_string_is_null=False,
            )
        except (pl.exceptions.PolarsError, TypeError, ValueError):
            return None
        # What a short row lacks looks like an empty value; its delimiters are lacking too.
        inside = 0
        if b'"' in block:
            counts = rows.select(pl.all().str.count_matches(mark, literal=True).sum())
            inside = sum(counts.row(0))
        expected = (self._width - 1) * rows.height + inside
        return rows if block.count(mark.encode()) == expected else None

    def _carefully(self, block: bytes, first: int) -> int:
        """Gives the rows of a block one by one; how many there were."""
        number = first
        text = block.decode("utf-8", "surrogateescape")
        for number, row in enumerate(csv_rows(text, self.head.delimiter), first):
            if row.wrong:
                self.writer.reject(self.name, number, MESSAGES["not-csv"].format(reason=row.wrong))
            elif any(row.values):
                self._give(row.values, number)
        self.writer.flush()
        return number + 1 - first

    def _give(self, values: list[str], number: int) -> None:
        wrong = None
        if len(values) < self._width or any(values[self._width :]):
            wrong = MESSAGES["width"].format(found=len(values), expected=self._width)
        texts = [
            each.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for each in values
        ]
        if wrong is None and texts != values:
            encoding = self.writer.encoding or "UTF-8"
            wrong = MESSAGES["not-text"].format(encoding=encoding)
        said = dict(zip(self.head.columns, texts, strict=False))
        self.writer.row(said, self.name, number, **{WRONG: wrong} if wrong else {})


def _empty(rows: pl.DataFrame) -> pl.Series | None:
    """Whether each row says nothing; None where all say something."""
    empty = None
    for column in rows:
        empty = (column == "") if empty is None else empty & (column == "")
        if not empty.any():
            return None
    return empty
