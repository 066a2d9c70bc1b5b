"""Days as a log writes them -> days: text in ISO 8601 or in formats of its own, and moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

import polars as pl
from attrs import Factory, frozen

from foirules.audit.reading.plain_types import nulls
from foirules.documents.problems import Problems
from foirules.documents.reader import Reader
from foirules.language.types import DATE
from foirules.language.vocabulary import Vocabulary

LONDON: Final = "Europe/London"
_FIRST, _LAST = Reader(Problems(None)).first, Reader(Problems(None)).last
_FOUR_DIGITS: Final = 1000  # the first year that has as many
_MOMENTS: Final = ("%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z")
_LOCAL: Final = ("%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")


@frozen
class DayFormats:
    """How a log writes its days: formats beside ISO 8601 (of strptime), and the zone it means where
    it names none.

    :param of_column: of columns of the log, those of one order, where the formats are of several.
    """

    formats: tuple[str, ...] = ()
    zone: str = LONDON
    of_column: Mapping[str, tuple[str, ...]] = Factory(dict)

    def in_one_order(self, raw: pl.DataFrame) -> pl.DataFrame:
        """Rows of a log with their days in ISO 8601, where a column has formats of its own."""
        if not self.of_column:
            return raw
        there = {name: raw[name] for name in self.of_column if name in raw.columns}
        texts = {name: column for name, column in there.items() if column.dtype == pl.String}
        return raw.with_columns(
            _in_iso(column, self.of_column[name]).alias(name) for name, column in texts.items()
        )


def day_columns(words: Vocabulary) -> list[str]:
    """The columns that hold days."""
    return ["on", "until", *(name for name, f in words.fields.items() if f.type is DATE)]


def days_of(column: pl.Series, day_formats: DayFormats) -> pl.Series:
    """The days of a column; null where there is none, or it is not in the years covered."""
    if column.dtype == pl.String:
        days = days_of_text(column, day_formats)
    elif column.dtype == pl.Date:
        days = column
    elif isinstance(column.dtype, pl.Datetime):
        days = _in_london(column, day_formats).dt.date()
    else:
        return nulls(column, pl.Date)
    outside = (days < _FIRST) | (days > _LAST)
    return days.set(outside, None) if outside.any() else days


def days_of_text(column: pl.Series, day_formats: DayFormats) -> pl.Series:
    """The days of text, in any year, by the first of the formats that fits."""
    days = column.str.to_date("%Y-%m-%d", strict=False)
    if days.null_count() == column.null_count():
        return days
    moments = moments_of(column, day_formats)
    if moments is not None:
        days = days.zip_with(days.is_not_null(), moments.dt.date())
    for each in day_formats.formats:
        if not _has_time(each):
            days = days.zip_with(days.is_not_null(), _days(column, each))
    return days


def moments_of(column: pl.Series, day_formats: DayFormats) -> pl.Series | None:
    """The moments in London's time of a column that has any."""
    if isinstance(column.dtype, pl.Datetime):
        return _in_london(column, day_formats)
    if column.dtype != pl.String or not column.str.contains(":", literal=True).any():
        return None
    moments = pl.Series([None], dtype=pl.Datetime("us", LONDON)).new_from_index(0, len(column))
    for each in (*_MOMENTS, *_LOCAL, *(f for f in day_formats.formats if _has_time(f))):
        read = _times(column, each, _FOUR_DIGITS if each in day_formats.formats else 0)
        moments = moments.zip_with(moments.is_not_null(), _in_london(read, day_formats))
        if moments.null_count() == column.null_count():
            break
    return moments


def _in_iso(column: pl.Series, formats: Sequence[str]) -> pl.Series:
    """Text with what a format reads in ISO 8601, a time in the zone in which it stands."""
    for each in formats:
        if _has_time(each):
            read = _times(column, each)
            zone = "%z" if getattr(read.dtype, "time_zone", None) else ""
            written = read.dt.to_string(f"%Y-%m-%dT%H:%M:%S%.f{zone}")
        else:
            written = _days(column, each).dt.to_string("%Y-%m-%d")
        column = written.zip_with(written.is_not_null(), column)
    return column


def _days(column: pl.Series, format: str) -> pl.Series:
    """The days of text by a format; a year of two digits is read by one that has it so."""
    days = column.str.to_date(format, strict=False)
    return days.set((days.dt.year() < _FOUR_DIGITS).fill_null(False), None)


def _times(column: pl.Series, format: str, first: int = _FOUR_DIGITS) -> pl.Series:
    """The moments of text by a format, likewise.

    :param first: the first year that is taken.
    """
    times = column.str.to_datetime(format, time_unit="us", strict=False)
    early = times.dt.year() < first if first else None
    return times if early is None else times.set(early.fill_null(False), None)


def is_format(text: str) -> bool:
    """Whether days can be read by a format."""
    try:
        days_of(pl.Series(["1:"]), DayFormats((text,)))
    except pl.exceptions.PolarsError:
        return False
    return "%" in text


def _has_time(format: str) -> bool:
    return any(mark in format for mark in ("%H", "%I", "%T", "%R", "%X", "%c", "%+", "%s"))


def _in_london(moments: pl.Series, day_formats: DayFormats) -> pl.Series:
    if getattr(moments.dtype, "time_zone", None) is None:
        # An hour that a change of the clock leaves out or doubles is of the same day either way.
        moments = moments.dt.replace_time_zone(
            day_formats.zone, ambiguous="earliest", non_existent="null"
        )
    return moments.dt.cast_time_unit("us").dt.convert_time_zone(LONDON)


def iso_day(text: str) -> date | None:
    """The day of a timestamp in ISO 8601."""
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
