"""How a log's own columns and values come to be ours."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import Factory, evolve, field, frozen

from foirules.audit.reading.days import DayFormats
from foirules.audit.reading.log_columns import REGIMES, log_columns
from foirules.audit.reading.map_entries import MapEntry, MappedColumn, named_values
from foirules.audit.reading.tidy_cells import TidyCells
from foirules.audit.reading.typed_rows import AGAINST
from foirules.language.regime import Regime

if TYPE_CHECKING:
    from foirules.audit.reading.table_view import CaseColumns

DAYS: Final = ("on", "until")  # our columns with the days of an event


def map_of_our_names(regime: Regime, *others: Regime) -> Map:
    """The map of a log that has our names.

    :param others: the regimes that its cases may name; without any the log is of one.
    """
    names = log_columns(*(each.vocabulary for each in (regime, *others)))
    named = (name for name in names if others or name not in REGIMES)
    every = tuple((name, MappedColumn((name,), optional=True)) for name in named)
    return Map("", regime.id, every)


@frozen
class AgainstColumn:
    """The log's column with what its system recorded beside what the law says.

    :param values: what stands in it, and whether a case with that was in time.
    """

    column: str
    values: tuple[tuple[str, bool], ...] = ()


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
    :param encoding: of CSV; if None, it is found.
    :param against: the column with what the log's system recorded, if that is to be set beside what
        the law says.
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
    encoding: str | None = None
    against: AgainstColumn | None = None
    source: dict[str, MappedColumn] = field(init=False, eq=False, repr=False)
    cells: TidyCells = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "source", dict(self.columns))
        named: dict[str, tuple[str, ...]] = {}
        of_entries = (each for entry in self.entries for each in entry.named())
        for name, value in (*named_values(self.source.values()), *of_entries):
            named[name] = (*named.get(name, ()), value)
        if self.against is not None:
            named[AGAINST] = tuple(text for text, _ in self.against.values)
        object.__setattr__(self, "cells", TidyCells(self.empty, named))

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
