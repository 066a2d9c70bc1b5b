"""The columns of a query, as a log of another kind would have them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from attrs import Factory, frozen

from foirules.audit.reading.readers.row_writer import as_text


@frozen(eq=False)
class Rows:
    """Some rows of a query.

    :param columns: in the order of the query; two may have one name.
    :param wrong: what is wrong with columns whose values are none for a log, by their place.
    """

    columns: Sequence[pl.Series]
    wrong: Mapping[int, str] = Factory(dict)


def tidied(column: pl.Series) -> pl.Series:
    """A column with its text stripped, its lists in JSON as lists, and whole numbers as such."""
    if column.dtype == pl.String:
        return _lists(column.str.strip_chars())
    if column.dtype.is_float():
        whole = column.cast(pl.Int64, strict=False)
        return whole if (whole.cast(column.dtype) == column).all() else column
    return column


def column_of(name: str, values: Sequence[Any]) -> pl.Series:
    """A column of values of any types: of one type if they are, else of text."""
    kinds = {type(each) for each in values} - {type(None)}
    if kinds == {int, float}:
        kinds, values = {float}, [None if each is None else float(each) for each in values]
    if len(kinds) > 1:
        values = [each if each is None else _text(each) for each in values]
    return tidied(pl.Series(name, values, dtype=None if kinds else pl.String))


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else as_text(value)


def _lists(column: pl.Series) -> pl.Series:
    """A column of lists, where all that it says are lists of values in JSON; else as it is."""
    said = column.drop_nulls()
    if not len(said) or not said.str.starts_with("[").all():
        return column
    lists: dict[str | None, list[str | None] | None] = {text: _list(text) for text in said.unique()}
    if None in lists.values():
        return column
    return pl.Series(column.name, [lists.get(text) for text in column], dtype=pl.List(pl.String))


def _list(text: str) -> list[str | None] | None:
    """The values of a list in JSON; None for anything else."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, list) or any(isinstance(each, list | dict) for each in values):
        return None
    return [each if each is None else as_text(each) for each in values]
