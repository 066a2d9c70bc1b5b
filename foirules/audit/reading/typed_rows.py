"""Rows of a log, in any types -> rows in the types of our fields, and what is wrong with them.

A value is read as the case-file reader would read it. Each distinct value is read once; days, of
which a log may have very many with their times, are read as columns first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

import polars as pl
from attrs import frozen

from foirules.audit.reading.log_columns import log_columns
from foirules.audit.reading.plain_types import ColumnType, nulls, text_column
from foirules.audit.reading.readers.row_writer import DAY_FROM, IN_ORDER, WRONG
from foirules.cases import fields
from foirules.cases.fields import MOST_RECORDED, FieldReader
from foirules.documents.data import from_data
from foirules.documents.problems import Problems
from foirules.documents.reader import Reader
from foirules.language.regime import Regime
from foirules.language.types import DATE, INT, Absence, Enumeration, Field, SetType
from foirules.language.vocabulary import Vocabulary

MESSAGES: Final = {
    "missing": "{column}: nothing is recorded",
    "column": "{column}: found {found}; expected {expected}",
    "not-a-date": "found {found}; expected a date, YYYY-MM-DD or as the date-formats of the map"
    " have it",
    "of-another": "{column}: {found} is of {law} only: does the case lack regime: {id}?",
    "until": "until: the range begins on {start}, after its end on {end}",
}
LONDON: Final = "Europe/London"
ORIGIN: Final = {"_file": pl.String, "_row": pl.Int64}
AGAINST: Final = "_against"  # the day that the log's own system recorded
WHEN: Final = "_when"  # the moment, where a row says one
TEXTS: Final = ("case", "regime", "authority", "policy", "event-id")
_FIRST, _LAST = Reader(Problems(None)).first, Reader(Problems(None)).last
_TRUTHS: Final = {"true": True, "yes": True, "false": False, "no": False}
_MOMENTS: Final = ("%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z")
_LOCAL: Final = ("%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")


@frozen(eq=False)
class TypedRows:
    """Rows in our types, with where each came from; and what is wrong, by row.

    :param rows: our columns, ``_file`` and ``_row``; ``_when`` where a row says a moment.
    :param wrong: for the rows, in their order, the first thing that is wrong, or null.
    :param values_not_read: how often there are which values, by column, that cannot be read.
    """

    rows: pl.DataFrame
    wrong: pl.Series
    values_not_read: Counter[tuple[str, str]]


@frozen
class DayFormats:
    """How a log writes its days: formats beside ISO 8601 (of strptime), and the zone it means where
    it names none."""

    formats: tuple[str, ...] = ()
    zone: str = LONDON


def day_columns(words: Vocabulary) -> list[str]:
    """The columns that hold days."""
    return ["on", "until", *(name for name, f in words.fields.items() if f.type is DATE)]


def typed_rows(
    raw: pl.DataFrame,
    day_formats: DayFormats,
    words: Vocabulary,
    others: Iterable[Regime] = (),
) -> TypedRows:
    """The rows of a log whose columns have our names, in the words of a regime.

    :param others: regimes whose words are told from those that no law knows.
    """
    kinds = {name: f.type for name, f in (*words.fields.items(), *_others(words).items())}
    read_as: dict[str, pl.Series] = {}
    wrong: list[pl.Series] = [raw[WRONG]] if WRONG in raw.columns else []
    values_not_read: Counter[tuple[str, str]] = Counter()
    for name in log_columns(words):
        if name not in raw.columns:
            continue
        column = raw[name]
        if name in TEXTS:
            read = _text(column)
        elif name == "parts":
            read = _lists(column)
        elif (kind := kinds[name]) is DATE:
            read = days_of(column, day_formats)
            if name == "on" and (when := _moments(column, day_formats)) is not None:
                read_as[WHEN] = when
        elif isinstance(kind, Enumeration):
            read = _names(column, kind)
        elif isinstance(kind, SetType):
            read = _members(_lists(column), kind)
        elif kind is INT:
            read = _numbers(column)
        else:
            read = _truths(column)
        read_as[name] = read
        if read.null_count() == column.null_count():
            continue
        lost = read.is_null() & column.is_not_null() & ~_empty(column)
        if lost.any():
            reader = _ValueReader(words, [each for each in others if each.vocabulary is not words])
            read_as[name], said = _one_by_one(reader, name, column, read, lost)
            wrong.append(said)
            shown = column.filter(lost & said.is_not_null()).to_list()
            named = _columns_named(name, raw).filter(lost & said.is_not_null())
            for theirs, value in zip(named, shown, strict=True):
                values_not_read[theirs, from_data(value).shown()] += 1
    if IN_ORDER in raw.columns:
        read_as[IN_ORDER] = raw[IN_ORDER]
    if AGAINST in raw.columns:
        read_as[AGAINST] = days_of(raw[AGAINST], day_formats)
    rows = pl.DataFrame({**{name: raw[name] for name in ORIGIN}, **read_as})
    for name in ("case", "on", "event"):
        if rows[name].null_count():
            wrong.append(_where(rows[name].is_null(), MESSAGES["missing"].format(column=name)))
    if "until" in read_as and (read_as["until"] < read_as["on"]).any():
        wrong.append(_backwards(rows))
    return TypedRows(rows, _by_columns(raw, _first(wrong, rows.height)), values_not_read)


def _by_columns(raw: pl.DataFrame, wrong: pl.Series) -> pl.Series:
    """What is wrong with days, by the log's own column where each event has one."""
    if DAY_FROM not in raw.columns:
        return wrong
    named = pl.lit(wrong).str.replace("^on: ", pl.col(DAY_FROM) + ": ")
    return raw.select(pl.coalesce(named, pl.lit(wrong)).alias("wrong"))["wrong"]


def _columns_named(name: str, raw: pl.DataFrame) -> pl.Series:
    """For each row the column that a value of ours is from, as far as it is one of its own."""
    if name == "on" and DAY_FROM in raw.columns:
        return raw[DAY_FROM].fill_null(name)
    return pl.Series([name]).new_from_index(0, raw.height)


def untyped_rows(raw: pl.DataFrame) -> TypedRows:
    """Rows of which each is wrong as it stands (``_wrong``): where they came from, and their
    cases."""
    return TypedRows(raw.select(*ORIGIN, text_column(raw, "case")), raw[WRONG], Counter())


def _empty(column: pl.Series) -> pl.Series:
    """Text of no length, which says nothing."""
    if column.dtype != pl.String:
        return pl.Series([False]).new_from_index(0, len(column))
    return (column == "").fill_null(False)


def _first(said: list[pl.Series], size: int) -> pl.Series:
    if not said:
        return pl.Series("wrong", [None], dtype=pl.String).new_from_index(0, size)
    return pl.select(pl.coalesce(*(pl.lit(each) for each in said)).alias("wrong")).to_series()


def _where(mask: pl.Series, text: str) -> pl.Series:
    none = pl.Series([None], dtype=pl.String).new_from_index(0, len(mask))
    return pl.Series([text]).new_from_index(0, len(mask)).zip_with(mask, none)


def _backwards(rows: pl.DataFrame) -> pl.Series:
    wrong = (rows["until"] < rows["on"]).fill_null(False)
    said = [
        MESSAGES["until"].format(start=on, end=until)
        for on, until in zip(rows["on"].filter(wrong), rows["until"].filter(wrong), strict=True)
    ]
    return _scattered(rows.height, wrong, said, pl.String)


def _scattered(size: int, mask: pl.Series, values: list[Any], kind: ColumnType) -> pl.Series:
    """Values at the places of a mask, null elsewhere."""
    return _with(pl.Series([None], dtype=kind).new_from_index(0, size), mask, values)


def _with(column: pl.Series, mask: pl.Series, values: list[Any]) -> pl.Series:
    """A column with other values at the places of a mask."""
    place = pl.select(
        pl.when(mask).then(mask.cum_sum() + len(column) - 1).otherwise(pl.int_range(len(column)))
    ).to_series()
    return pl.concat([column, pl.Series(values, dtype=column.dtype)]).gather(place)


# --- a column at a time ---------------------------------------------------------------------------


def _text(column: pl.Series) -> pl.Series:
    if column.dtype.is_integer() or column.dtype == pl.Boolean:
        return column.cast(pl.String)
    if column.dtype != pl.String:
        return nulls(column, pl.String)
    empty = _empty(column)
    return column.set(empty, None) if empty.any() else column


def _names(column: pl.Series, names: Enumeration) -> pl.Series:
    if column.dtype != pl.String:
        return nulls(column, pl.Enum(names.members))
    return column.cast(pl.Enum(names.members), strict=False)


def _truths(column: pl.Series) -> pl.Series:
    if column.dtype == pl.Boolean:
        return column
    if column.dtype != pl.String:
        return nulls(column, pl.Boolean)
    lower = column.str.strip_chars().str.to_lowercase()
    return lower.replace_strict(_TRUTHS, default=None, return_dtype=pl.Boolean)


def _numbers(column: pl.Series) -> pl.Series:
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


def _lists(column: pl.Series) -> pl.Series:
    kind = pl.List(pl.String)
    if column.dtype == kind:
        return column
    if column.dtype != pl.String:
        return nulls(column, kind)
    split = column.str.split(";").list.eval(pl.element().str.strip_chars())
    split = split.list.eval(pl.element().filter(pl.element() != ""))
    return split.set(_empty(column), None) if _empty(column).any() else split


def _members(column: pl.Series, names: SetType) -> pl.Series:
    """Lists of names that are all known; null for others."""
    known = column.drop_nulls().explode(empty_as_null=False).unique()
    values_not_read = [name for name in known if name not in names.masks]
    if not values_not_read:
        return column
    with_one = column.list.eval(pl.element().is_in(values_not_read)).list.any().fill_null(False)
    return column.set(with_one, None)


def days_of(column: pl.Series, day_formats: DayFormats) -> pl.Series:
    """The days of a column; null where there is none, or it is not in the years covered."""
    if column.dtype == pl.String:
        days = _of_text(column, day_formats)
    elif column.dtype == pl.Date:
        days = column
    elif isinstance(column.dtype, pl.Datetime):
        days = _in_london(column, day_formats).dt.date()
    else:
        return nulls(column, pl.Date)
    outside = (days < _FIRST) | (days > _LAST)
    return days.set(outside, None) if outside.any() else days


def _of_text(column: pl.Series, day_formats: DayFormats) -> pl.Series:
    """The days of text, by the first of the formats that fits."""
    days = column.str.to_date("%Y-%m-%d", strict=False)
    if days.null_count() == column.null_count():
        return days
    moments = _moments(column, day_formats)
    if moments is not None:
        days = days.zip_with(days.is_not_null(), moments.dt.date())
    for each in day_formats.formats:
        if not _has_time(each):
            days = days.zip_with(days.is_not_null(), column.str.to_date(each, strict=False))
    return days


def _moments(column: pl.Series, day_formats: DayFormats) -> pl.Series | None:
    """The moments in London's time of a column that has any."""
    if isinstance(column.dtype, pl.Datetime):
        return _in_london(column, day_formats)
    if column.dtype != pl.String or not column.str.contains(":", literal=True).any():
        return None
    moments = pl.Series([None], dtype=pl.Datetime("us", LONDON)).new_from_index(0, len(column))
    for each in (*_MOMENTS, *_LOCAL, *(f for f in day_formats.formats if _has_time(f))):
        read = column.str.to_datetime(each, time_unit="us", strict=False)
        moments = moments.zip_with(moments.is_not_null(), _in_london(read, day_formats))
        if moments.null_count() == column.null_count():
            break
    return moments


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


# --- what no column could be read as --------------------------------------------------------------


def _one_by_one(
    reader: _ValueReader,
    name: str,
    column: pl.Series,
    read: pl.Series,
    lost: pl.Series,
) -> tuple[pl.Series, pl.Series]:
    """A column with what only the case-file reader can read; and what is wrong with the rest."""
    known: dict[Any, tuple[Any, str | None]] = {}
    values, said = [], []
    for value in column.filter(lost).to_list():
        key = tuple(value) if isinstance(value, list) else repr(value)
        if key not in known:
            known[key] = reader.read(name, value)
        values.append(known[key][0])
        said.append(known[key][1])
    return _with(read, lost, values), _scattered(len(column), lost, said, pl.String)


@frozen
class _ValueReader:
    """Reads values with the words of a regime, and knows those of others."""

    words: Vocabulary
    others: Sequence[Regime]

    def read(self, name: str, value: Any) -> tuple[Any, str | None]:
        """A value, or the first thing that is wrong with it."""
        read, wrong = _read(self.words, name, value)
        return (read, self._of_another(name, value) or wrong) if wrong else (read, None)

    def _of_another(self, name: str, value: Any) -> str | None:
        """What is said of a name, or of names in a list, that only other regimes know."""
        field = _field(self.words, name)
        if field is None or not isinstance(value, str | list):
            return None
        found: Any = value
        if isinstance(field.type, SetType):
            names = value.split(";") if isinstance(value, str) else value
            found = [n for each in names if (n := each.strip()) and _read(self.words, name, [n])[1]]
        elif not isinstance(field.type, Enumeration):
            return None
        knowing = [each for each in self.others if not _read(each.vocabulary, name, found)[1]]
        return _of_others(name, found, knowing) if found and knowing else None


def _of_others(column: str, found: str | list[str], knowing: Sequence[Regime]) -> str:
    """What is said of a name, or of several, that other regimes know."""
    return MESSAGES["of-another"].format(
        column=column,
        found=repr(found) if isinstance(found, str) else ", ".join(map(repr, found)),
        law=_either([each.cited_as for each in knowing]),
        id=_either([each.id for each in knowing]),
    )


def _either(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def _field(words: Vocabulary, name: str) -> Field | None:
    return words.fields.get(name) or _others(words).get(name)


def _read(words: Vocabulary, name: str, value: Any) -> tuple[Any, str | None]:
    """A value as the case-file reader reads it, or the first thing that is wrong with it."""
    field = _field(words, name)
    if field is None:
        wanted = "a list of names" if name == "parts" else "text"
        shown = from_data(value).shown()
        return None, MESSAGES["column"].format(column=name, found=shown, expected=wanted)
    if isinstance(field.type, SetType) and isinstance(value, str):
        value = [part.strip() for part in value.split(";") if part.strip()]
    if field.type is DATE and isinstance(value, str):
        value = _day_outside(value) or value
    if field.type is INT and isinstance(value, str) and value.strip().isdecimal():
        value = int(value)
    reader = FieldReader(Problems(None, {**fields.MESSAGES, **MESSAGES}), words=words)
    read = reader.value(field, from_data(value), name)
    return read, reader.problems.lines[0] if reader.problems.lines else None


def _day_outside(text: str) -> date | None:
    """The day of a timestamp, where it is not in the years covered."""
    try:
        day = datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return None if _FIRST <= day <= _LAST else day


def _others(words: Vocabulary) -> dict[str, Field]:
    """What a row says beside the fields of its event."""
    kinds = words.authority_type
    return {
        "on": Field("on", DATE, Absence.REQUIRED, ""),
        "until": Field("until", DATE, Absence.ABSENT, ""),
        "event": Field("event", words.event, Absence.REQUIRED, ""),
        "authority-type": Field("authority-type", kinds, kinds.members[0], ""),
    }
