"""The rows of a log in its own columns -> rows in ours, as a map says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from typing import Any, Final

import polars as pl
from attrs import frozen

from foirules.audit.reading.map_entries import MapEntry, MappedColumn, first_said
from foirules.audit.reading.mapping import Map
from foirules.audit.reading.plain_types import text_column
from foirules.audit.reading.readers.row_writer import DAY_FROM, IN_ORDER, WRONG
from foirules.audit.reading.typed_rows import AGAINST, BY, ORIGIN

MESSAGES: Final = {
    "no-event": "the map makes no event of it",
    "untold": "{column}: the map does not say what the day in it is of, in this row",
    "unmapped": "event: the map says nothing of {found}",
}
_ENTRY: Final = "_entry"  # which of the entries makes an event of a row
_PLACE: Final = "_place"
_NAMED: Final = "_named"


@frozen(eq=False, repr=False)
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


def mapped_rows(map: Map, raw: pl.DataFrame) -> MappedRows:
    """Rows of a log in our columns."""
    return _RowMapper(map).rows(raw)


@frozen(eq=False, repr=False)
class _RowMapper:
    """Makes rows in our columns."""

    map: Map

    def rows(self, raw: pl.DataFrame) -> MappedRows:
        """Rows in our columns."""
        emptied: Counter[tuple[str, str]] = Counter()
        if self.map.empty or self.map.cells.named:
            cells = sorted(self.map.reads() - {self.map.case, *self._parts_of_case()} | {AGAINST})
            raw, emptied = self.map.cells.tidy(raw, cells)
        if not self.map.entries:
            none = pl.Series([], dtype=pl.String)
            rows = raw.select(*_origin(raw), *self._columns(raw))
            return MappedRows(rows, none, none, emptied)
        marked = raw.with_columns(self._entry(raw), pl.int_range(pl.len()).alias(_PLACE))
        gone = marked.select(self._left_out(marked).fill_null(False)).to_series()
        left = marked.filter(gone)
        marked = marked.filter(~gone) if left.height else marked
        rows = self._of_one_event(marked)
        unknown = self._none(marked)
        if self.map.wide:
            several = [self._wide(marked, e) for e in self.map.entries if e.on and e.event]
            several += [self._untold(marked, name) for name in self._days(marked)]
            rows = pl.concat([rows, *several], how="diagonal_relaxed")
            rows = rows.sort(_PLACE, maintain_order=True)
        called = pl.coalesce(self._events_said(left), self._why(left)).fill_null("").alias(_NAMED)
        left_out = left.with_columns(called)[_NAMED]
        return MappedRows(rows.drop(_PLACE), left_out, self._named(unknown), emptied)

    def _parts_of_case(self) -> tuple[str, ...]:
        return self.map.case_columns.names if self.map.case_columns else ()

    def _left_out(self, marked: pl.DataFrame) -> pl.Expr:
        """Whether each row is left out whole.

        One that meets a condition for that is, with the days in it; one that meets none is where
        nothing of it is told and nothing is left to tell.
        """
        leaving = self._numbers(told=False)
        if not self.map.wide:
            return pl.col(_ENTRY).is_in(leaving)
        of_its_own = [e for e in self.map.entries if e.on]
        told = _any(e.holds(marked) for e in of_its_own if e.event)
        day_left = _any(e.holds(marked) for e in of_its_own if not e.event)
        to_tell = _any(self._is_untold(marked, name) for name in self._days(marked))
        sure = [number for number in leaving if self.map.entries[number].conditions]
        rest = pl.col(_ENTRY).is_in([number for number in leaving if number not in sure])
        idle = rest.fill_null(False) | (pl.col(_ENTRY).is_null() & day_left)
        return pl.col(_ENTRY).is_in(sure).fill_null(False) | (idle & ~told & ~to_tell)

    def _why(self, left: pl.DataFrame) -> pl.Expr:
        """By which entry each row is left out."""
        chain: Any = pl.when(pl.lit(False)).then(None)
        for number in self._numbers(told=False):
            chain = chain.when(pl.col(_ENTRY) == number).then(pl.lit(str(self.map.entries[number])))
        for entry in self.map.entries:
            if entry.on and not entry.event:
                chain = chain.when(entry.holds(left)).then(pl.lit(str(entry)))
        why: pl.Expr = chain.otherwise(None)
        return why

    def _events_said(self, raw: pl.DataFrame) -> pl.Expr:
        """What the log calls the event of each row."""
        return first_said(raw, self.map.source.get("event", MappedColumn()).names)

    def _named(self, raw: pl.DataFrame) -> pl.Series:
        """What the log calls the events of rows."""
        return raw.with_columns(self._events_said(raw).fill_null("").alias(_NAMED))[_NAMED]

    def _none(self, marked: pl.DataFrame) -> pl.DataFrame:
        """The rows that no entry names, and that have no day of a single event."""
        days = [text_column(marked, name).is_not_null() for name in self._days(marked)]
        constant = [e.holds(marked) for e in self.map.entries if e.on and not e.on.names]
        return marked.filter(pl.col(_ENTRY).is_null() & ~_any([*days, *constant]))

    def _numbers(self, told: bool) -> list[int]:
        """The entries without a day of their own that tell of an event, or that leave rows out."""
        return [
            number
            for number, entry in enumerate(self.map.entries)
            if not entry.on and (entry.event is not None) == told
        ]

    def _entry(self, raw: pl.DataFrame) -> pl.Expr:
        """The place of the first entry without a day of its own that holds of each row."""
        chain: Any = pl.when(pl.lit(False)).then(None)
        for number, entry in enumerate(self.map.entries):
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
            for name, column in self.map.entries[number].of_its_own().items():
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

    def _days(self, raw: pl.DataFrame) -> list[str]:
        """The columns of the log that hold the days of single events."""
        days = (name for entry in self.map.entries for name in entry.days())
        return [name for name in dict.fromkeys(days) if name in raw.columns]

    def _is_untold(self, marked: pl.DataFrame, column: str) -> pl.Expr:
        """Whether each row has a day in a column where no entry says what event it is of."""
        told = _any(entry.holds(marked) for entry in self.map.entries if column in entry.days())
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
        own = {name for entry in self.map.entries for name in entry.of_its_own()}
        as_text = {"event", *own, *(["on"] if self.map.wide else [])}
        for name, column in self.map.columns:
            if name in but or not column.says_something(raw):
                continue
            plain = column.plain(raw)
            if plain and not (self.map.entries and name in as_text):
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
