"""JSON lines, or a list of objects -> rows; a line that is no object of values is rejected.

A value of an object in a row is a column ``OUTER.INNER``, where the map reads one of that name.

A block of lines at a time is read by polars. Where a block is not as it should be, it is read once
more line by line, to say which rows are at fault.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import IO, Any, Final

import polars as pl

from foirules.audit.reading.readers.bounds import too_much
from foirules.audit.reading.readers.json_list import in_lines
from foirules.audit.reading.readers.json_text import NotJson, loaded, may_halve
from foirules.audit.reading.readers.row_writer import WRONG, NoLog, RowWriter
from foirules.documents.limits import limit

MESSAGES: Final = {
    "no-rows": "{path}: no row",
    "not-json": "not JSON: {reason}",
    "not-utf8": "not UTF-8 text",
    "object": "found {found}; expected an object of columns",
    "nested": "{column}: found an object; expected a value, or a list of values",
}
BLOCK: Final = 1 << 23  # bytes
_KEY: Final = r'"[^"]*"\s*:'


def read(file: IO[bytes], name: str, writer: RowWriter) -> None:
    """Rows numbered by their lines, or by their places in the list."""
    number = 1
    for block in _blocks(in_lines(file), name):
        lines = block.count(b"\n")
        rows = _quickly(block, writer)
        if rows is not None and rows.height == lines:
            places = pl.int_range(number, number + lines, eager=True)
            writer.table(rows.to_dict(), name, places)
        else:
            _carefully(block, number, name, writer)
        number += lines
    if number == 1:
        raise NoLog(MESSAGES["no-rows"].format(path=name))


def _blocks(file: IO[bytes], name: str) -> Iterator[bytes]:
    longest = limit("record")
    while block := file.read(BLOCK):
        rest = file.readline(longest + 1)
        if len(rest) > longest:
            raise too_much("record", name)
        block += rest
        yield block if block.endswith(b"\n") else block + b"\n"


def _quickly(block: bytes, writer: RowWriter) -> pl.DataFrame | None:
    """The rows of a block; None where a column that is read has values of several types."""
    if may_halve(block):  # polars makes characters of the halves
        return None
    try:
        if _too_wide(block):
            return None
        rows = pl.read_ndjson(io.BytesIO(block), infer_schema_length=None)
    except (pl.exceptions.PolarsError, RecursionError):
        return None
    for column in rows:
        kind = column.dtype
        nested = kind.is_nested() and kind != pl.List(pl.String)
        if kind == pl.String:  # polars makes text of a list among text
            nested = (column.str.starts_with("[") | column.str.starts_with("{")).any()
        if nested and (writer.reads(column.name) or _reads_inside(kind, column.name, writer)):
            return None
        if nested:
            rows = rows.with_columns(pl.lit(None, pl.String).alias(column.name))
    return rows


def _too_wide(block: bytes) -> bool:
    """Whether there may be more columns, or more cells with the empty ones, than the limits: polars
    takes the square of the columns in time, and all cells in memory."""
    lines = pl.Series(block.decode("utf-8", "replace").split("\n"))
    names = lines.str.extract_all(_KEY).explode().n_unique()
    return names > limit("columns") or names * len(lines) > limit("cells")


def _reads_inside(kind: pl.DataType, name: str, writer: RowWriter) -> bool:
    """Whether a value of the objects in a column is read."""
    fields = kind.fields if isinstance(kind, pl.Struct) else []
    return any(writer.reads(f"{name}.{each.name}") for each in fields)


def _inside(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values of the objects in a row."""
    for outer, value in row.items():
        if isinstance(value, dict):
            yield from ((f"{outer}.{inner}", each) for inner, each in value.items())


def _carefully(block: bytes, first: int, name: str, writer: RowWriter) -> None:
    for number, line in enumerate(block.split(b"\n"), first):
        if not line.strip():
            continue
        try:
            row = _row(line)
        except _NoRow as error:
            writer.reject(name, number, str(error))
            continue
        row |= {name: value for name, value in _inside(row) if writer.reads(name)}
        nested = [column for column, value in row.items() if _is_nested(value)]
        wrong = [MESSAGES["nested"].format(column=each) for each in nested if writer.reads(each)]
        ours = {WRONG: wrong[0]} if wrong else {}
        writer.row(row | dict.fromkeys(nested), name, number, **ours)
    writer.flush()


class _NoRow(ValueError):
    """A line that is not an object."""


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = loaded(line.decode("utf-8-sig").encode())
    except UnicodeDecodeError:
        raise _NoRow(MESSAGES["not-utf8"]) from None
    except NotJson as error:
        raise _NoRow(MESSAGES["not-json"].format(reason=error)) from None
    if isinstance(row, dict):
        return row
    shown = "a list" if isinstance(row, list) else json.dumps(row)[:40]
    raise _NoRow(MESSAGES["object"].format(found=shown))


def _is_nested(value: Any) -> bool:
    if isinstance(value, list):
        return any(isinstance(each, dict | list) for each in value)
    return isinstance(value, dict)
