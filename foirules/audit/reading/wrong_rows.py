"""What is wrong with rows, as columns: of each row the first thing, or null."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from foirules.audit.reading.plain_types import ColumnType
from foirules.audit.reading.readers.row_writer import DAY_FROM
from foirules.documents.problems import CONTROL

MESSAGES: Final = {
    "control": "{column}: the control character {found!r} is not allowed",
    "missing": "{column}: nothing is recorded",
    "until": "until: the range begins on {start}, after its end on {end}",
}


def first_of(said: list[pl.Series], size: int) -> pl.Series:
    """The first of some columns that says something of a row."""
    if not said:
        return pl.Series("wrong", [None], dtype=pl.String).new_from_index(0, size)
    return pl.select(pl.coalesce(*(pl.lit(each) for each in said)).alias("wrong")).to_series()


def by_column(raw: pl.DataFrame, wrong: pl.Series) -> pl.Series:
    """What is wrong with days, by the log's own column where each event has one."""
    if DAY_FROM not in raw.columns:
        return wrong
    rest = pl.lit(wrong).str.strip_prefix("on: ")
    named = pl.when(rest != pl.lit(wrong)).then(pl.format("{}: {}", raw[DAY_FROM], rest))
    return pl.select(pl.coalesce(named, pl.lit(wrong)).alias("wrong"))["wrong"]


def with_a_control(name: str, column: pl.Series, held: pl.Series) -> pl.Series:
    """What is wrong with the texts that hold a control character.

    :param held: which do.
    """
    values = column.filter(held).to_list()
    found = (CONTROL.search(each if isinstance(each, str) else "".join(each)) for each in values)
    said = [MESSAGES["control"].format(column=name, found=each.group()) for each in found if each]
    return scattered(len(column), held, said, pl.String)


def missing(name: str, mask: pl.Series) -> pl.Series:
    """That nothing is recorded in a column, at the places of a mask."""
    none = pl.Series([None], dtype=pl.String).new_from_index(0, len(mask))
    said = pl.Series([MESSAGES["missing"].format(column=name)]).new_from_index(0, len(mask))
    return said.zip_with(mask, none)


def backwards(on: pl.Series, until: pl.Series) -> pl.Series:
    """What is wrong with the ranges that end before they begin."""
    wrong = (until < on).fill_null(False)
    said = [
        MESSAGES["until"].format(start=start, end=end)
        for start, end in zip(on.filter(wrong), until.filter(wrong), strict=True)
    ]
    return scattered(len(on), wrong, said, pl.String)


def scattered(size: int, mask: pl.Series, values: list[Any], kind: ColumnType) -> pl.Series:
    """Values at the places of a mask, null elsewhere."""
    return with_values(pl.Series([None], dtype=kind).new_from_index(0, size), mask, values)


def with_values(column: pl.Series, mask: pl.Series, values: list[Any]) -> pl.Series:
    """A column with other values at the places of a mask."""
    place = pl.select(
        pl.when(mask).then(mask.cum_sum() + len(column) - 1).otherwise(pl.int_range(len(column)))
    ).to_series()
    return pl.concat([column, pl.Series(values, dtype=column.dtype)]).gather(place)
