"""How a log's own columns and values come to be ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from datetime import date
from typing import Any, Final

import polars as pl
from attrs import Factory, evolve, field, frozen

from foirules.audit.reading.days import DayFormats
from foirules.audit.reading.log_columns import REGIMES, log_columns
from foirules.audit.reading.map_entries import MapEntry, MappedColumn, first_said, named_values
from foirules.audit.reading.plain_types import text_column
from foirules.audit.reading.readers.row_writer import DAY_FROM, IN_ORDER, WRONG
from foirules.audit.reading.table_view import CaseColumns
from foirules.audit.reading.tidy_cells import TidyCells
from foirules.audit.reading.typed_rows import AGAINST, BY, ORIGIN
from foirules.language.regime import Regime

MESSAGES: Final = {
    "no-event": "the map makes no event of it",
    "untold": "{column}: the map does not say what the day in it is of, in this row",
    "unmapped": "event: the map says nothing of {found}",
}
DAYS: Final = ("on", "until")  # our columns with the days of an event
_ENTRY: Final = "_entry"  # which of the entries makes an event of a row
_PLACE: Final = "_place"
_NAMED: Final = "_named"


@frozen(eq=False)
class MappedRows:
    """Rows in our columns.

    :param left_out: what the log calls the events of the rows that the map leaves out, or why it
        does.
    :param unmapped: what it calls the events that the map does not name.
    :param emptied: how often which cells were read as empty, by column.
    """

    rows: pl.DataFrame
    left_out: pl.Series
    unmapped: pl.Series
    emptied: Counter[tuple[str, str]]


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
    :param empty: what stands in a cell that says nothing.
    :param extract: the day on which the log was taken out of its system; that of the audit if None.
    :param case_columns: those that name a case, where these are several.
    """

    name: str
    regime: str
    columns: tuple[tuple[str, MappedColumn], ...]
    entries: tuple[MapEntry, ...] = ()
    day_formats: DayFormats = Factory(DayFormats)
    case_ids: str | None = None
    recorded: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    extract: date | None = None
    case_columns: CaseColumns | None = None
    source: dict[str, MappedColumn] = field(init=False, eq=False, repr=False)
    _cells: TidyCells = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "source", dict(self.columns))
        named: dict[str, tuple[str, ...]] = {}
        of_entries = (each for entry in self.entries for each in entry.named())
        for name, value in (*named_values(self.source.values()), *of_entries):
            named[name] = (*named.get(name, ()), value)
        object.__setattr__(self, "_cells", TidyCells(self.empty, named))

    def on_day(self, as_of: date) -> Map:
        """The map for an audit as of a day, on which the log was taken out if it does not say."""
        extract = (self.extract or as_of).isoformat()
        columns = ((n, c.on_day(extract) if n in DAYS else c) for n, c in self.columns)
        entries = (entry.on_day(extract) for entry in self.entries)
        return evolve(self, columns=tuple(columns), entries=tuple(entries))

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
            source.default is not None or source.file or any(n in columns for n in source.names)
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
        needed = [*(self.case_columns.names if self.case_columns else (self.case,))]
        for name, column in self.columns:
            must = name in ("on", "event") and long and column.default is None
            if name != "case" and (must or not column.optional):
                needed += column.names
        for entry in self.entries:
            needed += entry.needs()
        return list(dict.fromkeys(needed))

    def reads(self) -> frozenset[str]:
        """The log's columns that are read where they are there."""
        named = (name for _, column in self.columns for name in column.names)
        of_entries = (name for entry in self.entries for name in entry.reads())
        return frozenset((*named, *of_entries, *self.needs()))

    def apply(self, raw: pl.DataFrame) -> MappedRows:
        """Rows in our columns."""
        emptied: Counter[tuple[str, str]] = Counter()
        if self.empty or self._cells.named:
            cells = sorted(self.reads() - {self.case, *self._parts_of_case()} | {AGAINST})
            raw, emptied = self._cells.tidy(raw, cells)
        if not self.entries:
            none = pl.Series([], dtype=pl.String)
            rows = raw.select(*_origin(raw), *self._columns(raw))
            return MappedRows(rows, none, none, emptied)
        marked = raw.with_columns(self._entry(raw), pl.int_range(pl.len()).alias(_PLACE))
        gone = marked.select(self._left_out(marked).fill_null(False)).to_series()
        left = marked.filter(gone)
        marked = marked.filter(~gone) if left.height else marked
        rows = self._of_one_event(marked)
        unknown = self._none(marked)
        if self.wide:
            several = [self._wide(marked, e) for e in self.entries if e.on and e.event]
            several += [self._untold(marked, name) for name in self._days()]
            rows = pl.concat([rows, *several], how="diagonal_relaxed")
            rows = rows.sort(_PLACE, maintain_order=True)
        called = pl.coalesce(self._events_said(left), self._why(left)).fill_null("").alias(_NAMED)
        left_out = left.with_columns(called)[_NAMED]
        return MappedRows(rows.drop(_PLACE), left_out, self._named(unknown), emptied)

    def _parts_of_case(self) -> tuple[str, ...]:
        return self.case_columns.names if self.case_columns else ()

    def _left_out(self, marked: pl.DataFrame) -> pl.Expr:
        """Whether each row is left out whole.

        One that meets a condition for that is, with the days in it; one that meets none is where
        nothing of it is told and nothing is left to tell.
        """
        leaving = self._numbers(told=False)
        if not self.wide:
            return pl.col(_ENTRY).is_in(leaving)
        of_its_own = [e for e in self.entries if e.on]
        told = _any(e.holds(marked) for e in of_its_own if e.event)
        day_left = _any(e.holds(marked) for e in of_its_own if not e.event)
        to_tell = _any(self._is_untold(marked, name) for name in self._days())
        sure = [number for number in leaving if self.entries[number].conditions]
        rest = pl.col(_ENTRY).is_in([number for number in leaving if number not in sure])
        idle = rest.fill_null(False) | (pl.col(_ENTRY).is_null() & day_left)
        return pl.col(_ENTRY).is_in(sure).fill_null(False) | (idle & ~told & ~to_tell)

    def _why(self, left: pl.DataFrame) -> pl.Expr:
        """By which entry each row is left out."""
        chain: Any = pl.when(pl.lit(False)).then(None)
        for number in self._numbers(told=False):
            chain = chain.when(pl.col(_ENTRY) == number).then(pl.lit(str(self.entries[number])))
        for entry in self.entries:
            if entry.on and not entry.event:
                chain = chain.when(entry.holds(left)).then(pl.lit(str(entry)))
        why: pl.Expr = chain.otherwise(None)
        return why

    def _events_said(self, raw: pl.DataFrame) -> pl.Expr:
        """What the log calls the event of each row."""
        return first_said(raw, self.source.get("event", MappedColumn()).names)

    def _named(self, raw: pl.DataFrame) -> pl.Series:
        """What the log calls the events of rows."""
        return raw.with_columns(self._events_said(raw).fill_null("").alias(_NAMED))[_NAMED]

    def _none(self, marked: pl.DataFrame) -> pl.DataFrame:
        """The rows that no entry names, and that have no day of a single event."""
        days = [text_column(marked, name).is_not_null() for name in self._days()]
        constant = [e.holds(marked) for e in self.entries if e.on and not e.on.names]
        return marked.filter(pl.col(_ENTRY).is_null() & ~_any([*days, *constant]))

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
            for name, column in self.entries[number].of_its_own().items():
                before = own.get(name, pl)
                own[name] = before.when(pl.col(_ENTRY) == number).then(column.said(rows))
        columns = {column.meta.output_name(): column for column in self._columns(rows)}
        for name, chain in own.items():
            columns[name] = chain.otherwise(columns.get(name, pl.lit(None, pl.String))).alias(name)
        return rows.select(*_origin(rows), _PLACE, *columns.values())

    def _wide(self, marked: pl.DataFrame, entry: MapEntry) -> pl.DataFrame:
        """The rows that have the day of an event in a column of its own."""
        rows = marked.filter(entry.holds(marked))
        own = {name: column.said(rows) for name, column in entry.of_its_own().items()}
        own[DAY_FROM] = pl.lit(" or ".join(entry.days()) or None, pl.String)
        return rows.select(*_origin(rows), _PLACE, *self._columns(rows, own), **own)

    def _days(self) -> list[str]:
        """The columns that hold the days of single events."""
        return list(dict.fromkeys(name for entry in self.entries for name in entry.days()))

    def _is_untold(self, marked: pl.DataFrame, column: str) -> pl.Expr:
        """Whether each row has a day in a column where no entry says what event it is of."""
        told = _any(entry.holds(marked) for entry in self.entries if column in entry.days())
        return text_column(marked, column).is_not_null() & ~told

    def _untold(self, marked: pl.DataFrame, column: str) -> pl.DataFrame:
        """The rows that have a day in a column where no entry says what event it is of."""
        rows = marked.filter(self._is_untold(marked, column))
        wrong = pl.lit(MESSAGES["untold"].format(column=column)).alias(WRONG)
        columns = self._columns(rows, ("on", "event"))
        return rows.select(*_origin(rows), _PLACE, *columns).with_columns(wrong)

    def _columns(self, raw: pl.DataFrame, but: Container[str] = ()) -> list[pl.Expr]:
        """Our columns, as far as the log has anything for them."""
        columns = []
        own = {name for entry in self.entries for name in entry.of_its_own()}
        as_text = {"event", *own, *(["on"] if self.wide else [])}
        for name, column in self.columns:
            if name in but or not column.says_something(raw):
                continue
            plain = column.plain(raw)
            if plain and not (self.entries and name in as_text):
                columns.append(pl.col(plain).alias(name))  # in whatever type it has
            else:
                columns.append(column.said(raw).alias(name))
        return columns


def _said_of(name: str) -> str:
    return MESSAGES["unmapped"].format(found=repr(name)) if name else MESSAGES["no-event"]


def _origin(raw: pl.DataFrame) -> list[str]:
    return [name for name in (*ORIGIN, WRONG, AGAINST, BY, IN_ORDER) if name in raw.columns]


def _any(conditions: Iterable[pl.Expr]) -> pl.Expr:
    return pl.any_horizontal(pl.lit(False), *conditions)
