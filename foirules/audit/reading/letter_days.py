"""Days that a letter gives by its own words, such as twenty working days: counted from its day."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from foirules.calendars.working_days import Calendar
from foirules.documents.items import Item
from foirules.documents.reader import Reader
from foirules.engine.columns.arrays import EPOCH
from foirules.engine.columns.day_tables import DayTable

WORKING_DAYS, MONTHS = "working-days", "calendar-months"
LENGTHS: Final = (WORKING_DAYS, MONTHS)
_WORDS: Final = rf"^(\d{{1,3}}) ({WORKING_DAYS}|{MONTHS})$"


def is_by_words(item: Item) -> bool:
    """Whether a map means a day by the words of a letter."""
    return isinstance(item.value, dict) and any(key in item.value for key in LENGTHS)


def by_words(reader: Reader, item: Item, where: str) -> str | None:
    """Such a day, ``{working-days: 20}``, as the text of a cell."""
    body = reader.mapping(item, where, LENGTHS)
    for key, each in body.items():
        number = reader.integer(each, f"{where}.{key}")
        return None if number is None else f"{number} {key}"
    return None


def days_by_words(column: pl.Series, on: pl.Series, calendar: Calendar) -> pl.Series | None:
    """The days that cells give so, where the calendar reaches them; None where no cell does.

    :param on: the days of the letters; null where such a day is known as a range.
    """
    if (
        column.dtype != pl.String
        or not (said := column.str.contains(_WORDS).fill_null(False)).any()
    ):
        return None
    table, days = (
        DayTable(calendar),
        pl.Series([None], dtype=pl.Date).new_from_index(0, len(column)),
    )
    known = said & on.is_not_null()
    words = column.filter(known).str.extract_groups(_WORDS).struct.unnest()
    start = on.filter(known).to_physical().to_numpy().astype(np.int64) + EPOCH
    number = words["1"].cast(pl.Int64).to_numpy()
    outside = np.zeros(len(start), bool)
    inside = np.clip(start, calendar.first, calendar.last)
    outside |= inside != start
    by_months = (words["2"] == MONTHS).to_numpy()
    found: Any = np.where(
        by_months,
        table.add_months(inside, np.where(by_months, number, 0), outside),
        table.add(inside, np.where(by_months, 0, number), outside),
    )
    counted = pl.Series(found - EPOCH, dtype=pl.Int32).cast(pl.Date).set(pl.Series(outside), None)
    return days.scatter(known.arg_true(), counted)
