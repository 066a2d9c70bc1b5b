"""A file that a return was published in, CSV or a workbook -> its cells as text."""

from __future__ import annotations

import csv
import sys
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Final

from foirules.documents.limits import beyond, limit
from foirules.returns.published import NotThatReturn

MESSAGES: Final = {
    "unreadable": "{path}: cannot be read: {reason}",
    "extra": "{path}: a workbook; to read it: pip install 'foirules[workbook]'",
    "broken": "{path}: a workbook that cannot be read: {reason}",
    "large": "{path}: its first sheet has too many cells: {limit}",
}
ZIPPED: Final = b"PK\x03\x04"  # what a workbook begins with


def published_lines(path: str) -> list[list[str]]:
    """The cells of a file, or of the first sheet of a workbook, line by line.

    :param path: ``-`` for standard input.
    :raises NotThatReturn: where it cannot be read.
    """
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        said = {"path": path, "reason": error.strerror or error}
        raise NotThatReturn(MESSAGES["unreadable"].format(**said)) from None
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
        from foirules.audit.reading.readers.calamine_sheets import BrokenBook, load
    except ImportError:  # of polars
        raise NotThatReturn(MESSAGES["extra"].format(path=path)) from None
    try:
        first = load(BytesIO(data), [], limit("cells"))[0]
    except ImportError:  # of what reads workbooks
        raise NotThatReturn(MESSAGES["extra"].format(path=path)) from None
    except (BrokenBook, IndexError) as error:
        raise NotThatReturn(MESSAGES["broken"].format(path=path, reason=error)) from None
    if first.height * first.width > limit("cells"):
        raise NotThatReturn(MESSAGES["large"].format(path=path, limit=beyond("cells")))
    return [[_as_text(cell) for cell in row] for row in first.rows]


def _as_text(cell: Any) -> str:
    """A cell of a workbook as it would stand in a CSV file."""
    whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if whole else str(cell)
