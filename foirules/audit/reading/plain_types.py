"""The columns of a log, of any types, in the few types that text and JSON have.

What is neither a value nor a list of values, or cannot be said in these types, is null, and its row
is wrong.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import polars as pl
from polars.datatypes import DataTypeClass

from foirules.audit.reading.readers.row_writer import WRONG

MESSAGES: Final = {
    "kind": "{column}: found {found}; expected a value, or a list of values",
    "gap": "{column}: found a list with nothing in one of its places",
    "bytes": "{column}: found bytes that are no UTF-8 text",
    "far": "{column}: found a day outside the years 1 to 9999",
}
_LONGEST: Final = 40  # characters shown of a type
_EPOCH: Final = date(1970, 1, 1)
_A_DAY: Final = {"ms": 86_400_000, "us": 86_400_000_000}
ColumnType = pl.DataType | DataTypeClass
_ZONES: Final = timedelta(days=1)  # a day on the edge may be another year's in another zone


def in_plain_types(raw: pl.DataFrame) -> pl.DataFrame:
    """Rows whose columns hold text, truths, numbers, days, moments or lists of text.

    A row with a value that is lost says so in ``_wrong``.
    """
    columns = {column.name: _plain(column) for column in raw}
    wrong = [raw[WRONG]] if WRONG in raw.columns else []
    for name, (column, message) in columns.items():
        lost = column.null_count() - raw[name].null_count()
        if lost:
            said = MESSAGES[message].format(column=name, found=_shown(raw.schema[name]))
            where = column.is_null() & raw[name].is_not_null()
            wrong.append(pl.select(pl.when(where).then(pl.lit(said))).to_series())
    rows = pl.DataFrame([column for column, _ in columns.values()])
    return rows.with_columns(pl.coalesce(*wrong).alias(WRONG)) if wrong else rows


def case_name(column: str, kind: pl.DataType) -> pl.Expr:
    """What a case is called, as bytes; the same for all where the column cannot hold names."""
    if not is_name(kind):
        return pl.lit(b"")
    name = pl.col(column)
    as_bytes = name if kind == pl.Binary else name.cast(pl.String).cast(pl.Binary)
    return as_bytes.fill_null(b"")


def is_name(kind: pl.DataType) -> bool:
    """Whether a column can hold the names of cases."""
    return _is_text(kind) or isinstance(kind, pl.Binary)


def text_column(rows: pl.DataFrame, name: str) -> pl.Expr:
    """A plain column as text; null where it says nothing."""
    column, kind = pl.col(name), rows.schema[name]
    if isinstance(kind, pl.List):
        column = column.list.join(";")
    elif isinstance(kind, pl.Datetime):
        column = column.dt.to_string("iso:strict")
    said = column.cast(pl.String)
    return pl.when(said != "").then(said)


def _is_text(kind: pl.DataType) -> bool:
    """Whether a value can be text, or stand for it as the number of a request does."""
    texts = (pl.String, pl.Categorical, pl.Enum, pl.Boolean, pl.Decimal, pl.Null)
    return isinstance(kind, texts) or kind.is_integer()


def _shown(kind: pl.DataType) -> str:
    shown = str(kind)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 3]}..."


def _plain(column: pl.Series) -> tuple[pl.Series, str]:
    """A column in a plain type, and the message where there is no such value."""
    kind = column.dtype
    if isinstance(kind, pl.Categorical | pl.Enum | pl.Decimal):
        return column.cast(pl.String), ""
    if isinstance(kind, pl.List | pl.Array):
        return _list(column)
    if isinstance(kind, pl.Binary):
        return _decoded(column), "bytes"
    if isinstance(kind, pl.Date | pl.Datetime):
        return _near(column), "far"
    if _is_text(kind) or kind.is_float():
        return column, ""
    return nulls(column, pl.String), "kind"


def _list(column: pl.Series) -> tuple[pl.Series, str]:
    kind = pl.List(pl.String)
    inner: Any = getattr(column.dtype, "inner")  # noqa: B009
    if column.null_count() == len(column) or not (_is_text(inner) or inner.is_float()):
        return nulls(column, kind), "kind"
    lists = column.arr.to_list() if isinstance(column.dtype, pl.Array) else column
    texts = lists if lists.dtype == kind else lists.cast(kind)
    gaps = texts.list.eval(pl.element().is_null()).list.any().fill_null(False)
    return (texts.set(gaps, None) if gaps.any() else texts), "gap"


def _decoded(column: pl.Series) -> pl.Series:
    """Bytes as the text that they are; null where they are not UTF-8."""
    try:
        return column.cast(pl.String)
    except pl.exceptions.ComputeError:
        return pl.Series(column.name, map(_text_of, column), dtype=pl.String)


def _text_of(data: bytes | None) -> str | None:
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _near(column: pl.Series) -> pl.Series:
    """Days and moments that Python knows too; null for others."""
    unit = getattr(column.dtype, "time_unit", None)
    if unit == "ns":  # of the years 1677 to 2262
        return column
    zoned = getattr(column.dtype, "time_zone", None) is not None
    a_day = _A_DAY[unit] if unit else 1
    first = (date.min + zoned * _ZONES - _EPOCH).days * a_day
    after = ((date.max - zoned * _ZONES - _EPOCH).days + 1) * a_day
    number = column.to_physical()
    least: Any = number.min()
    most: Any = number.max()
    if least is None or first <= least <= most < after:
        return column
    return column.set((number < first) | (number >= after), None)


def nulls(column: pl.Series, kind: ColumnType) -> pl.Series:
    """A column of nulls in place of another."""
    return pl.Series(column.name, [None], dtype=kind).new_from_index(0, len(column))
