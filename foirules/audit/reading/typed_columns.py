"""Columns of a log in any type -> columns in the types of our fields, all values at once.

What cannot be read so is null; whether it can be read at all is seen one by one.
"""

from __future__ import annotations

from collections.abc import Container

import polars as pl

from foirules.audit.reading.log_columns import TRUTHS
from foirules.audit.reading.plain_types import nulls
from foirules.documents.problems import CONTROL
from foirules.documents.suggest import one_line
from foirules.language.types import MOST_RECORDED, Enumeration


def is_empty(column: pl.Series) -> pl.Series:
    """Text of no length, which says nothing."""
    if column.dtype != pl.String:
        return pl.Series([False]).new_from_index(0, len(column))
    return (column == "").fill_null(False)


def says_something(column: pl.Series) -> bool:
    """Whether a value of it is neither null nor empty text."""
    return bool((column.is_not_null() & ~is_empty(column)).any())


def texts(column: pl.Series) -> pl.Series:
    """Text, whole numbers and truth values as text."""
    if column.dtype.is_integer() or column.dtype == pl.Boolean:
        return column.cast(pl.String)
    if column.dtype != pl.String:
        return nulls(column, pl.String)
    empty = is_empty(column)
    return column.set(empty, None) if empty.any() else column


def with_controls(column: pl.Series) -> pl.Series:
    """Which texts, or lists of them, hold a control character."""
    if column.dtype != pl.String:
        known = column.drop_nulls().explode(empty_as_null=False).unique()
        with_some = known.filter(with_controls(known))
        return column.list.eval(pl.element().is_in(with_some.to_list())).list.any().fill_null(False)
    known = column.filter(column.ne_missing(column.shift()))  # neighbours are often alike
    if known.str.join().item().isprintable() or not known.str.contains(CONTROL.pattern).any():
        return pl.Series([False]).new_from_index(0, len(column))
    return column.str.contains(CONTROL.pattern).fill_null(False)


def without_controls(column: pl.Series) -> pl.Series:
    """Texts in which ``\ufffd`` stands for each control character, as it could act on a screen."""
    if column.dtype != pl.String or not with_controls(column).any():
        return column
    return column.str.replace_all(CONTROL.pattern, "\ufffd")


def escaped(column: pl.Series) -> pl.Series:
    """Texts with control characters written as escapes; two that differ still do."""
    held = with_controls(column)
    if not held.any():
        return column
    return column.set(held, None).fill_null(column.map_elements(one_line, pl.String))


def names(column: pl.Series, known: Enumeration) -> pl.Series:
    """Names of an enumeration; null for others."""
    if column.dtype != pl.String:
        return nulls(column, pl.Enum(known.members))
    return column.cast(pl.Enum(known.members), strict=False)


def truths(column: pl.Series) -> pl.Series:
    """Truth values, also as words."""
    if column.dtype == pl.Boolean:
        return column
    if column.dtype != pl.String:
        return nulls(column, pl.Boolean)
    lower = column.str.strip_chars().str.to_lowercase()
    return lower.replace_strict(TRUTHS, default=None, return_dtype=pl.Boolean)


def numbers(column: pl.Series) -> pl.Series:
    """Whole numbers; null for others, and for those beyond what a case file may have."""
    if column.dtype.is_integer():
        numbers = column.cast(pl.Int64)
    elif column.dtype == pl.String:
        digits = column.str.strip_chars()
        numbers = digits.set(~digits.str.contains(r"^\d{1,9}$").fill_null(False), None).cast(
            pl.Int64
        )
    else:
        return nulls(column, pl.Int64)
    return numbers.set(~numbers.is_between(0, MOST_RECORDED).fill_null(True), None)


def lists(column: pl.Series) -> pl.Series:
    """Lists of names, also as text with ``;`` between them."""
    kind = pl.List(pl.String)
    if column.dtype == kind:
        return column
    if column.dtype != pl.String:
        return nulls(column, kind)
    split = column.str.split(";").list.eval(pl.element().str.strip_chars())
    split = split.list.eval(pl.element().filter(pl.element() != ""))
    return split.set(is_empty(column), None) if is_empty(column).any() else split


def members(column: pl.Series, names: Container[str]) -> pl.Series:
    """Lists of names that are all known; null for others."""
    known = column.drop_nulls().explode(empty_as_null=False).unique()
    values_not_read = [name for name in known if name not in names]
    if not values_not_read:
        return column
    with_one = column.list.eval(pl.element().is_in(values_not_read)).list.any().fill_null(False)
    return column.set(with_one, None)
