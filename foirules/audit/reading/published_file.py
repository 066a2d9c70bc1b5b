"""A file that a return was published in, CSV or a workbook -> its cells as text."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any, Final

from foirules.documents.load import read_bytes
from foirules.documents.problems import DocumentError
from foirules.returns.published import NotThatReturn

MESSAGES: Final = {
    "unreadable": "{path}: cannot be read: {reason}",
    "extra": "{path}: a workbook; to read it: pip install 'foirules[workbook]'",
    "empty": "{path}: a workbook without a sheet",
}
ZIPPED: Final = b"PK\x03\x04"  # what a workbook begins with


def published_lines(path: str) -> list[list[str]]:
    """The cells of a file, or of the first sheet of a workbook, line by line.

    :param path: ``-`` for standard input.
    :raises NotThatReturn: where it cannot be read.
    """
    try:
        data = read_bytes(path, "return")
    except DocumentError as error:
        raise NotThatReturn(*error.errors) from None
    if data.startswith(ZIPPED):
        return _sheet(path, data)
    try:
        return [*csv.reader(StringIO(_decoded(data), newline=""))]
    except csv.Error as error:
        raise NotThatReturn(MESSAGES["unreadable"].format(path=path, reason=error)) from None


def _decoded(data: bytes) -> str:
    """Text in UTF-8 or, as spreadsheets write it, in Windows-1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _sheet(path: str, data: bytes) -> list[list[str]]:
    try:  # CSV is read by a plain install
        from foirules.audit.reading.readers.row_writer import LogError
        from foirules.audit.reading.readers.workbook import opened
    except ImportError:  # of polars
        raise NotThatReturn(MESSAGES["extra"].format(path=path)) from None
    try:
        book = opened(BytesIO(data), path)
        first = book.sheet(book.raw[0]) if book.raw else None
    except LogError as error:
        raise NotThatReturn(*error.errors) from None
    if first is None:
        raise NotThatReturn(MESSAGES["empty"].format(path=path))
    return [[_as_text(cell) for cell in row] for row in first.rows]


def _as_text(cell: Any) -> str:
    """A cell of a workbook as it would stand in a CSV file."""
    whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if whole else str(cell)
