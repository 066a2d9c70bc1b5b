"""Rows of a log, in any types -> rows in the types of our fields, and what is wrong with them.

A value is read as the case-file reader would read it. Each distinct value is read once; days, of
which a log may have very many with their times, are read as columns first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from attrs import frozen

from foirules.audit.reading.days import DayFormats, days_of, moments_of
from foirules.audit.reading.log_columns import RECORDED, REGIMES, fields_of_rows, log_columns
from foirules.audit.reading.plain_types import ColumnType, text_column
from foirules.audit.reading.readers.row_writer import DAY_FROM, IN_ORDER, WRONG
from foirules.audit.reading.typed_columns import (
    is_empty,
    lists,
    members,
    names,
    numbers,
    texts,
    truths,
    with_controls,
    without_controls,
)
from foirules.documents.data import from_data
from foirules.documents.problems import CONTROL
from foirules.language.regime import Regime
from foirules.language.types import DATE, INT, Enumeration, SetType

if TYPE_CHECKING:
    from foirules.audit.reading.value_reader import ValueReader
    from foirules.cases.grounds_of_others import GroundsOfOthers

MESSAGES: Final = {
    "control": "{column}: the control character {found!r} is not allowed",
    "missing": "{column}: nothing is recorded",
    "until": "until: the range begins on {start}, after its end on {end}",
}
ORIGIN: Final = {"_file": pl.String, "_row": pl.Int64}
AGAINST: Final = "_against"  # what the log's own system recorded: a day, a truth or a number
BY: Final = "_by"  # what the log has in the column that cases are to be grouped by
WHEN: Final = "_when"  # the moment, where a row says one
OF_OTHERS: Final = "_of_others"  # whether the event of a row is one of another law only
TEXTS: Final = ("case", *REGIMES, "authority", "policy", "event-id")
NEEDED: Final = ("case", "on", "event")  # of others, a column that says nothing is left out
NAMED_BY: Final = ("case", "parts")  # what cases and parts are told apart by


@frozen(eq=False, repr=False)
class TypedRows:
    """Rows in our types, with where each came from; and what is wrong, by row.

    :param rows: our columns, ``_file`` and ``_row``; ``_when`` where a row says a moment.
    :param wrong: for the rows, in their order, the first thing that is wrong, or null.
    :param values_not_read: how often there are which values, by column, that cannot be read.
    """

    rows: pl.DataFrame
    wrong: pl.Series
    values_not_read: Counter[tuple[str, str]]


def typed_rows(
    raw: pl.DataFrame,
    day_formats: DayFormats,
    regime: Regime,
    known: Iterable[Regime] = (),
    beside: Sequence[Regime] = (),
) -> TypedRows:
    """The rows of a log whose columns have our names, in the words of a regime.

    :param known: regimes whose words are told from those that no law knows.
    :param beside: other laws of the rows' cases: what only they have a name for is left out, and
        ``_of_others`` says of which rows the event is.
    """
    words = regime.vocabulary
    kinds = {name: f.type for name, f in (*words.fields.items(), *fields_of_rows(words).items())}
    read_as: dict[str, pl.Series] = {}
    wrong: list[pl.Series] = [raw[WRONG]] if WRONG in raw.columns else []
    values_not_read: Counter[tuple[str, str]] = Counter()

    @cache
    def reader() -> ValueReader:
        from foirules.audit.reading.value_reader import ValueReader  # only for a value that is lost

        return ValueReader.of(regime, known, beside, day_formats)

    laws: list[pl.Series] = []
    for name in log_columns(words):
        if name not in raw.columns:
            continue
        column = raw[name]
        if name not in NEEDED and column.null_count() == len(column):
            continue
        if name in NAMED_BY:
            read = texts(column) if name == "case" else lists(column)
            if (held := with_controls(read)).any():
                wrong.append(_with_control(name, read, held))
        elif name in TEXTS:
            read = without_controls(texts(column))
        elif name == RECORDED:
            read = members(lists(column), words.event.codes)
        elif (kind := kinds[name]) is DATE:
            read = days_of(column, day_formats)
            if name == "on" and (when := moments_of(column, day_formats)) is not None:
                read_as[WHEN] = when
            elif read.null_count() > column.null_count() and name not in ("on", "until"):
                read = _with_letter_days(column, read, read_as, regime)
        elif isinstance(kind, Enumeration):
            read = names(column, kind)
        elif isinstance(kind, SetType):
            read = members(lists(column), kind.masks)
        elif kind is INT:
            read = numbers(column)
        else:
            read = truths(column)
        read_as[name] = read
        if read.null_count() == column.null_count():
            continue
        lost = read.is_null() & column.is_not_null() & ~is_empty(column)
        if lost.any():
            each = _one_by_one(reader(), name, column, read, lost)
            read_as[name] = each.column
            wrong.append(each.wrong)
            laws += [] if each.laws is None else [each.laws]
            not_read = lost & each.wrong.is_not_null()
            named = _column_named(name, raw).filter(not_read)
            for theirs, value in zip(named, column.filter(not_read).to_list(), strict=True):
                values_not_read[theirs, from_data(value).shown()] += 1
            if name == "event" and beside:
                read_as[OF_OTHERS] = lost & each.column.is_null() & each.wrong.is_null()
    read_as |= {name: raw[name] for name in (IN_ORDER, AGAINST) if name in raw.columns}
    read_as |= {name: without_controls(raw[name]) for name in (BY,) if name in raw.columns}
    rows = pl.DataFrame({**{name: raw[name] for name in ORIGIN}, **read_as})
    if laws and (grounds := reader().grounds):
        rows = _answered_under(rows, _first(laws, rows.height), grounds)
    for name in NEEDED:
        if rows[name].null_count():
            missing = rows[name].is_null()
            if name == "event" and OF_OTHERS in read_as:
                missing &= ~read_as[OF_OTHERS]
            wrong.append(_where(missing, MESSAGES["missing"].format(column=name)))
    if "until" in read_as and (read_as["until"] < read_as["on"]).any():
        wrong.append(_backwards(rows))
    return TypedRows(rows, _by_column(raw, _first(wrong, rows.height)), values_not_read)


def _by_column(raw: pl.DataFrame, wrong: pl.Series) -> pl.Series:
    """What is wrong with days, by the log's own column where each event has one."""
    if DAY_FROM not in raw.columns:
        return wrong
    rest = pl.lit(wrong).str.strip_prefix("on: ")
    named = pl.when(rest != pl.lit(wrong)).then(pl.format("{}: {}", raw[DAY_FROM], rest))
    return pl.select(pl.coalesce(named, pl.lit(wrong)).alias("wrong"))["wrong"]


def _column_named(name: str, raw: pl.DataFrame) -> pl.Series:
    """For each row the column that a value of ours is from, as far as it is one of its own."""
    if name == "on" and DAY_FROM in raw.columns:
        return raw[DAY_FROM].fill_null(name)
    return pl.Series([name]).new_from_index(0, raw.height)


def _with_letter_days(
    column: pl.Series, days: pl.Series, read_as: Mapping[str, pl.Series], regime: Regime
) -> pl.Series:
    """The days of a column with those that letters give by their own words; a letter whose own day
    is known as a range gives none."""
    from foirules.audit.reading.letter_days import days_by_words  # only where a day is lost

    on = read_as["on"]
    if "until" in read_as:
        on = on.set((read_as["until"] != on).fill_null(False), None)
    given = days_by_words(column, on, regime.calendar)
    return days if given is None else days.zip_with(days.is_not_null(), given)


def _answered_under(rows: pl.DataFrame, laws: pl.Series, grounds: GroundsOfOthers) -> pl.DataFrame:
    """Rows that say under which law a letter with grounds of another answers, where no row of it
    does.

    :param laws: for the rows, the law whose grounds each gives, or null.
    """
    event = [name for name in ("case", "on", "event", "event-id") if name in rows.columns]
    fields: dict[str, list[str]] = {}
    for each in grounds.regime.vocabulary.events:
        if (field := grounds.field_of(each)) is not None:
            fields.setdefault(field, []).append(each)
    for name, events in fields.items():
        kind = pl.Enum(grounds.laws.members)
        if name not in rows.columns:
            rows = rows.with_columns(pl.lit(None, kind).alias(name))
        said = [pl.col(name), pl.col(name).drop_nulls().first().over(event)]
        given = pl.lit(laws).cast(kind)
        here = pl.col("event").cast(pl.String).is_in(events) & pl.lit(laws).is_not_null()
        rows = rows.with_columns(
            pl.when(here).then(pl.coalesce(*said, given)).otherwise(said[0]).alias(name)
        )
    return rows


def untyped_rows(raw: pl.DataFrame) -> TypedRows:
    """Rows of which each is wrong as it stands (``_wrong``): where they came from, and their
    cases."""
    return TypedRows(raw.select(*ORIGIN, text_column(raw, "case")), raw[WRONG], Counter())


def _first(said: list[pl.Series], size: int) -> pl.Series:
    if not said:
        return pl.Series("wrong", [None], dtype=pl.String).new_from_index(0, size)
    return pl.select(pl.coalesce(*(pl.lit(each) for each in said)).alias("wrong")).to_series()


def _with_control(name: str, column: pl.Series, held: pl.Series) -> pl.Series:
    """What is wrong with the texts that hold a control character.

    :param held: which do.
    """
    values = column.filter(held).to_list()
    found = (CONTROL.search(each if isinstance(each, str) else "".join(each)) for each in values)
    said = [MESSAGES["control"].format(column=name, found=each.group()) for each in found if each]
    return _scattered(len(column), held, said, pl.String)


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


# --- what no column could be read as --------------------------------------------------------------


@frozen(eq=False, repr=False)
class _ReadColumn:
    """A column with what only the case-file reader can read.

    :param wrong: of each row what is wrong with its value, or null.
    :param laws: of each row the other law whose grounds it gives, or null; None where none does.
    """

    column: pl.Series
    wrong: pl.Series
    laws: pl.Series | None


def _one_by_one(
    reader: ValueReader,
    name: str,
    column: pl.Series,
    read: pl.Series,
    lost: pl.Series,
) -> _ReadColumn:
    """A column of which some values could not be read at once."""
    found = reader.read(name, column.filter(lost).to_list())
    laws = [each.law for each in found]
    return _ReadColumn(
        _with(read, lost, [each.value for each in found]),
        _scattered(len(column), lost, [each.wrong for each in found], pl.String),
        _scattered(len(column), lost, laws, pl.String) if any(laws) else None,
    )
