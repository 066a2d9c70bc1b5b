"""Rows of a log, in any types -> rows in the types of our fields, and what is wrong with them.

A value is read as the case-file reader would read it. Each distinct value is read once; days, of
which a log may have very many with their times, are read as columns first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

import polars as pl
from attrs import define, field, frozen

from foirules.audit.reading.days import DayFormats, days_of, moments_of
from foirules.audit.reading.log_columns import RECORDED, REGIMES, fields_of_rows, log_columns
from foirules.audit.reading.plain_types import text_column
from foirules.audit.reading.readers.row_writer import DAY_FROM, IN_ORDER, WRONG
from foirules.audit.reading.typed_columns import (
    is_empty,
    lists,
    members,
    names,
    numbers,
    says_something,
    texts,
    truths,
    with_controls,
    without_controls,
)
from foirules.audit.reading.wrong_rows import (
    backwards,
    by_column,
    first_of,
    missing,
    scattered,
    with_a_control,
    with_values,
)
from foirules.documents.data import from_data
from foirules.language.regime import Regime
from foirules.language.types import DATE, INT, Enumeration, SetType, Type

if TYPE_CHECKING:
    from foirules.audit.reading.value_reader import ValueReader
    from foirules.cases.grounds_of_others import GroundsOfOthers

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
    reading = _RowsReader(raw, day_formats, regime, known, beside)
    for name in log_columns(regime.vocabulary):
        if name in raw.columns and (name in NEEDED or says_something(raw[name])):
            reading.read(name)
    return reading.rows()


@define(eq=False, repr=False)
class _RowsReader:
    """Reads rows column by column: all values of one at once, and one by one what is lost so.

    ``read_as`` takes the columns, ``wrong`` what is wrong with each, ``laws`` the other laws whose
    grounds rows give.
    """

    raw: pl.DataFrame
    day_formats: DayFormats
    regime: Regime
    known: Iterable[Regime]
    beside: Sequence[Regime]
    read_as: dict[str, pl.Series] = field(factory=dict)
    wrong: list[pl.Series] = field(factory=list)
    laws: list[pl.Series] = field(factory=list)
    values_not_read: Counter[tuple[str, str]] = field(factory=Counter)

    @cached_property
    def _types(self) -> Mapping[str, Type]:
        words = self.regime.vocabulary
        found = (*words.fields.items(), *fields_of_rows(words).items())
        return {name: each.type for name, each in found}

    @cached_property
    def _value_reader(self) -> ValueReader:
        from foirules.audit.reading.value_reader import ValueReader  # only for a value that is lost

        return ValueReader.of(self.regime, self.known, self.beside, self.day_formats)

    def read(self, name: str) -> None:
        """Reads the column of a name."""
        column = self.raw[name]
        read = self.read_as[name] = self._at_once(name, column)
        if read.null_count() == column.null_count():
            return
        lost = read.is_null() & column.is_not_null() & ~is_empty(column)
        if lost.any():
            self._one_by_one(name, column, lost)

    def _at_once(self, name: str, column: pl.Series) -> pl.Series:
        """A column in our type; null where that takes more."""
        if name in NAMED_BY:
            read = texts(column) if name == "case" else lists(column)
            if (held := with_controls(read)).any():
                self.wrong.append(with_a_control(name, read, held))
            return read
        if name in TEXTS:
            return without_controls(texts(column))
        if name == RECORDED:
            return members(lists(column), self.regime.vocabulary.event.codes)
        kind = self._types[name]
        if kind is DATE:
            return self._days(name, column)
        if isinstance(kind, Enumeration):
            return names(column, kind)
        if isinstance(kind, SetType):
            return members(lists(column), kind.masks)
        return numbers(column) if kind is INT else truths(column)

    def _days(self, name: str, column: pl.Series) -> pl.Series:
        """A column of days; where one of an event's own is lost, as the letter's words give it."""
        days = days_of(column, self.day_formats)
        if name == "on" and (when := moments_of(column, self.day_formats)) is not None:
            self.read_as[WHEN] = when
        elif days.null_count() > column.null_count() and name not in ("on", "until"):
            return _with_letter_days(column, days, self.read_as, self.regime)
        return days

    def _one_by_one(self, name: str, column: pl.Series, lost: pl.Series) -> None:
        """Reads the values of a column that could not be read at once."""
        found = self._value_reader.read(name, column.filter(lost).to_list())
        read = with_values(self.read_as[name], lost, [each.value for each in found])
        wrong = scattered(len(column), lost, [each.wrong for each in found], pl.String)
        self.read_as[name] = read
        self.wrong.append(wrong)
        if any(laws := [each.law for each in found]):
            self.laws.append(scattered(len(column), lost, laws, pl.String))
        not_read = lost & wrong.is_not_null()
        theirs = _column_named(name, self.raw).filter(not_read)
        for own, value in zip(theirs, column.filter(not_read).to_list(), strict=True):
            self.values_not_read[own, from_data(value).shown()] += 1
        if name == "event" and self.beside:
            self.read_as[OF_OTHERS] = lost & read.is_null() & wrong.is_null()

    def rows(self) -> TypedRows:
        """The rows of what was read, and what is wrong with each."""
        raw, read_as = self.raw, self.read_as
        read_as |= {name: raw[name] for name in (IN_ORDER, AGAINST) if name in raw.columns}
        read_as |= {name: without_controls(raw[name]) for name in (BY,) if name in raw.columns}
        rows = pl.DataFrame({**{name: raw[name] for name in ORIGIN}, **read_as})
        if self.laws and (grounds := self._value_reader.grounds):
            rows = _answered_under(rows, first_of(self.laws, rows.height), grounds)
        said = [raw[WRONG]] if WRONG in raw.columns else []
        said += [*self.wrong, *self._missing(rows)]
        if "until" in read_as and (read_as["until"] < read_as["on"]).any():
            said.append(backwards(rows["on"], rows["until"]))
        return TypedRows(rows, by_column(raw, first_of(said, rows.height)), self.values_not_read)

    def _missing(self, rows: pl.DataFrame) -> Iterator[pl.Series]:
        """What is wrong with rows that lack what each needs."""
        for name in NEEDED:
            if rows[name].null_count():
                lacking = rows[name].is_null()
                if name == "event" and OF_OTHERS in self.read_as:
                    lacking &= ~self.read_as[OF_OTHERS]
                yield missing(name, lacking)


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
