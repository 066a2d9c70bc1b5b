"""How a log's own columns and values come to be ours."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import reduce
from operator import and_, or_
from typing import Any, Final

import polars as pl
from attrs import Factory, field, frozen

from foirules.audit.reading.days import DayFormats
from foirules.audit.reading.log_columns import REGIMES, log_columns
from foirules.audit.reading.plain_types import text_column
from foirules.audit.reading.readers.row_writer import DAY_FROM, IN_ORDER, WRONG
from foirules.audit.reading.typed_rows import AGAINST, ORIGIN
from foirules.language.regime import Regime

MESSAGES: Final = {
    "no-event": "the map makes no event of it",
    "untold": "{column}: the map does not say what the day in it is of, in this row",
    "unmapped": "event: the map says nothing of {found}",
}
_ENTRY: Final = "_entry"  # which of the entries makes an event of a row
_PLACE: Final = "_place"
_NAMED: Final = "_named"


@frozen
class MappedColumn:
    """Where a column of ours comes from.

    :param names: the log's columns; the first that says something counts.
    :param values: what a value of the log's is called by us; others stay as they are.
    :param default: where the log says nothing; without ``names``, a constant.
    :param optional: the log may lack the columns.
    """

    names: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    default: str | None = None
    optional: bool = False


@frozen
class Condition:
    """What a column of the log says: one of some values (None for nothing), or none of them."""

    column: str
    values: tuple[str | None, ...]
    negated: bool = False

    def holds(self, raw: pl.DataFrame) -> pl.Expr:
        """Whether it holds of each row."""
        said = text_column(raw, self.column)
        texts = [each for each in self.values if each is not None]
        holds = said.is_in(texts).fill_null(False)
        if None in self.values:
            holds = holds | said.is_null()
        return ~holds if self.negated else holds


@frozen
class MapEntry:
    """What becomes of the rows that meet all of some conditions.

    :param event: the event that they tell of; None for rows that are left out.
    :param on: the column with its day, where the row has days of several events.
    :param set: what else the event says, by our names.
    """

    event: str | None
    conditions: tuple[Condition, ...] = ()
    on: str | None = None
    set: tuple[tuple[str, str], ...] = ()

    def holds(self, raw: pl.DataFrame) -> pl.Expr:
        """Whether each row meets all of the conditions."""
        all_hold = reduce(and_, (each.holds(raw) for each in self.conditions), pl.lit(True))
        return all_hold & text_column(raw, self.on).is_not_null() if self.on else all_hold


@frozen(eq=False)
class MappedRows:
    """Rows in our columns.

    :param left_out: what the log calls the events of the rows that the map leaves out.
    :param unmapped: what it calls the events that the map does not name.
    """

    rows: pl.DataFrame
    left_out: pl.Series
    unmapped: pl.Series


def map_of_our_names(regime: Regime, *others: Regime) -> Map:
    """The map of a log that has our names.

    :param others: the regimes that its cases may name; without any the log is of one.
    """
    names = log_columns(*(each.vocabulary for each in (regime, *others)))
    named = (name for name in names if others or name not in REGIMES)
    every = tuple((name, MappedColumn((name,), optional=True)) for name in named)
    return Map("", regime.id, every)


@frozen
class Map:
    """A log's columns, the events that its rows tell of, and how it writes days.

    :param regime: the law of the cases that name none.
    :param columns: ours, each with where it comes from.
    :param recorded: the kinds of events of which the log has every one: names, ``mapped`` and
        ``all``; where nothing is said, those that the entries make or, without any, all.
    :param entries: of those without a day of their own the first that holds counts; each that has
        one makes an event. A row that meets none is rejected.
    :param case_ids: whether an id in several files is of one case (``shared``) or of one in each
        (``per-file``); None if the log is to tell.
    :param sheets: of a workbook that hold the log; if there are none, the one that looks like it.
    """

    name: str
    regime: str
    columns: tuple[tuple[str, MappedColumn], ...]
    entries: tuple[MapEntry, ...] = ()
    day_formats: DayFormats = Factory(DayFormats)
    case_ids: str | None = None
    recorded: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    source: dict[str, MappedColumn] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "source", dict(self.columns))

    @property
    def case(self) -> str:
        """The column that holds the case's name."""
        return self.source["case"].names[0]

    @property
    def wide(self) -> bool:
        """Whether a row may tell of several events."""
        return any(entry.on for entry in self.entries)

    def names_regimes(self, columns: Container[str]) -> bool:
        """Whether the cases of a log with some columns, or their parts, may name a regime of their
        own."""
        sources = [self.source.get(name, MappedColumn()) for name in REGIMES]
        return any(
            source.default is not None or any(name in columns for name in source.names)
            for source in sources
        )

    def lacks(self) -> list[str]:
        """What the map says nothing of and has to, of our columns.

        Where events have columns of their own for their days, one without is of rows that say no
        day: these are rejected, so that no case is judged as if it had not happened.
        """
        said = {"event"} & {"event" for entry in self.entries if entry.event}
        wanted = () if self.wide else ("on", "event")
        return [each for each in wanted if each not in self.source and each not in said]

    def needs(self) -> list[str]:
        """The log's columns without which it cannot be read."""
        long = not self.wide or any(not entry.on for entry in self.entries)
        needed = [self.case]
        for name, column in self.columns:
            must = name in ("on", "event") and long and column.default is None
            if must or not column.optional:
                needed += column.names
        for entry in self.entries:
            needed += [each.column for each in entry.conditions]
            needed += [entry.on] if entry.on else []
        return list(dict.fromkeys(needed))

    def reads(self) -> frozenset[str]:
        """The log's columns that are read where they are there."""
        named = (name for _, column in self.columns for name in column.names)
        return frozenset((*named, *self.needs()))

    def apply(self, raw: pl.DataFrame) -> MappedRows:
        """Rows in our columns."""
        if not self.entries:
            none = pl.Series([], dtype=pl.String)
            return MappedRows(raw.select(*_origin(raw), *self._columns(raw)), none, none)
        marked = raw.with_columns(self._entry(raw), pl.int_range(pl.len()).alias(_PLACE))
        left = marked.filter(pl.col(_ENTRY).is_in(self._numbers(told=False)))
        rows = self._of_one_event(marked)
        unknown = self._none(marked)
        if self.wide:
            several = [self._wide(marked, e) for e in self.entries if e.on and e.event]
            several += [self._untold(marked, name) for name in self._days()]
            rows = pl.concat([rows, *several], how="diagonal_relaxed")
            rows = rows.sort(_PLACE, maintain_order=True)
        return MappedRows(rows.drop(_PLACE), self._named(left), self._named(unknown))

    def _named(self, raw: pl.DataFrame) -> pl.Series:
        """What the log calls the events of rows."""
        names = self.source.get("event", MappedColumn()).names
        named = _first(raw, names) if names else pl.lit("")
        return raw.with_columns(named.fill_null("").alias(_NAMED))[_NAMED]

    def _none(self, marked: pl.DataFrame) -> pl.DataFrame:
        """The rows that no entry names, and that have no day of a single event."""
        days = (text_column(marked, name).is_not_null() for name in self._days())
        return marked.filter(pl.col(_ENTRY).is_null() & ~reduce(or_, days, pl.lit(False)))

    def _numbers(self, told: bool) -> list[int]:
        """The entries without a day of their own that tell of an event, or that leave rows out."""
        return [
            number
            for number, entry in enumerate(self.entries)
            if not entry.on and (entry.event is not None) == told
        ]

    def _entry(self, raw: pl.DataFrame) -> pl.Expr:
        """The place of the first entry without a day of its own that holds of each row."""
        chain: Any = pl.when(pl.lit(False)).then(None)
        for number, entry in enumerate(self.entries):
            if not entry.on:
                chain = chain.when(entry.holds(raw)).then(number)
        place: pl.Expr = chain.otherwise(None).cast(pl.Int32).alias(_ENTRY)
        return place

    def _of_one_event(self, marked: pl.DataFrame) -> pl.DataFrame:
        """The rows that tell of one event each, or of none that the map knows."""
        told = pl.col(_ENTRY).is_in(self._numbers(told=True))
        none = self._none(marked)
        said = [_said_of(name) for name in self._named(none)]
        wrong = pl.Series(WRONG, said, dtype=pl.String)
        if WRONG in none.columns:
            wrong = none[WRONG].fill_null(wrong)
        rows = pl.concat([marked.filter(told), none.with_columns(wrong)], how="diagonal")
        rows = rows.sort(_PLACE)
        own: dict[str, Any] = {}
        for number in self._numbers(told=True):
            entry = self.entries[number]
            for name, value in (("event", entry.event), *entry.set):
                before = own.get(name, pl)
                own[name] = before.when(pl.col(_ENTRY) == number).then(pl.lit(value))
        columns = {column.meta.output_name(): column for column in self._columns(rows)}
        for name, chain in own.items():
            columns[name] = chain.otherwise(columns.get(name, pl.lit(None, pl.String))).alias(name)
        return rows.select(*_origin(rows), _PLACE, *columns.values())

    def _wide(self, marked: pl.DataFrame, entry: MapEntry) -> pl.DataFrame:
        """The rows that have the day of an event in a column of its own."""
        rows = marked.filter(entry.holds(marked))
        own = {"on": text_column(rows, entry.on or ""), "event": pl.lit(entry.event)}
        own |= {name: pl.lit(value) for name, value in entry.set}
        named = pl.lit(entry.on).alias(DAY_FROM)
        return rows.select(*_origin(rows), _PLACE, named, *self._columns(rows, own), **own)

    def _days(self) -> list[str]:
        """The columns that hold the days of single events."""
        return list(dict.fromkeys(entry.on for entry in self.entries if entry.on))

    def _untold(self, marked: pl.DataFrame, column: str) -> pl.DataFrame:
        """The rows that have a day in a column where no entry says what event it is of."""
        told = [entry.holds(marked) for entry in self.entries if entry.on == column]
        rows = marked.filter(text_column(marked, column).is_not_null() & ~reduce(or_, told))
        wrong = pl.lit(MESSAGES["untold"].format(column=column)).alias(WRONG)
        columns = self._columns(rows, ("on", "event"))
        return rows.select(*_origin(rows), _PLACE, *columns).with_columns(wrong)

    def _columns(self, raw: pl.DataFrame, but: Container[str] = ()) -> list[pl.Expr]:
        """Our columns, as far as the log has anything for them."""
        columns = []
        set_somewhere = {name for entry in self.entries for name, _ in entry.set}
        as_text = {"event", *set_somewhere, *(["on"] if self.wide else [])}
        for name, column in self.columns:
            there = [each for each in column.names if each in raw.columns]
            if name in but or not (there or column.default is not None):
                continue
            plain = len(there) == 1 and not column.values and column.default is None
            if plain and not (self.entries and name in as_text):
                columns.append(pl.col(there[0]).alias(name))  # in whatever type it has
                continue
            said = _first(raw, there) if there else pl.lit(None, pl.String)
            if column.values:
                said = said.replace(dict(column.values))
            columns.append(said.fill_null(pl.lit(column.default, pl.String)).alias(name))
        return columns


def _said_of(name: str) -> str:
    return MESSAGES["unmapped"].format(found=repr(name)) if name else MESSAGES["no-event"]


def _origin(raw: pl.DataFrame) -> list[str]:
    return [name for name in (*ORIGIN, WRONG, AGAINST, IN_ORDER) if name in raw.columns]


def _first(raw: pl.DataFrame, names: Iterable[str]) -> pl.Expr:
    """As text what the first of some columns says that says something."""
    return pl.coalesce(*(text_column(raw, name) for name in names if name in raw.columns))
