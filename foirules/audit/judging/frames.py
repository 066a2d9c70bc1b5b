"""Some cases of a log, as columns and as the rows that they came from."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from attrs import evolve, frozen

from foirules.audit.reading.log_columns import RECORDED
from foirules.audit.reading.record import EVERYTHING, Record
from foirules.cases.case import Authority, Case, Event
from foirules.engine.columns.arrays import (
    Days,
    Mask,
    Places,
)
from foirules.engine.columns.log import Log, rising, rows_of_cases
from foirules.language.regime import Regime
from foirules.language.types import Field
from foirules.language.vocabulary import Vocabulary


@frozen(eq=False, repr=False)
class Frame:
    """Some cases of a log: their columns, and the rows that they came from.

    :param regime: the law that they are judged by.
    :param log: the columns, as the columns back end takes them.
    :param rows: the rows, in order of case and day.
    :param names: of each case its name.
    :param policies: of each case its policy, null for the regime's.
    :param parts: of each part its name (categorical), null where the case is one whole.
    :param first_row: of each event its first row.
    :param until: of each event its last day where it is a range, as an ordinal.
    :param record: what the log records of the cases that do not say it themselves.
    :param in_order: a mask of the cases whose order of events is evidence, whatever their ranges.
    """

    regime: Regime
    log: Log
    rows: pl.DataFrame
    names: pl.Series
    policies: pl.Series
    parts: pl.Series
    first_row: Places
    until: Days
    in_order: Mask
    record: Record = EVERYTHING

    def ranged(self) -> Places:
        """The places of the cases with a day known only as a range."""
        return np.unique(self.log.case[self.until > self.log.on])

    def ordered(self) -> Mask:
        """The cases of which it is known in which order their events happened: by the record, or
        by their days, however these fell."""
        log = self.log
        latest = rising(log.case, np.maximum(log.on, self.until))
        by_days = np.ones(log.size, bool)
        before = (log.case[1:] == log.case[:-1]) & (log.on[1:] < latest[:-1])
        by_days[log.case[1:][before]] = False
        return self.in_order | by_days

    def unranged(self) -> Frame:
        """The frame of the cases whose days are all known."""
        ranged = self.ranged()
        return self.only(np.setdiff1d(np.arange(self.log.size), ranged)) if len(ranged) else self

    def authorities(self) -> pl.Series:
        """The authority of each case, as its first row names it."""
        if "authority" not in self.rows.columns:
            return null_texts(self.log.size)
        return self.rows["authority"].gather(self.first_row[self.log.first_event])

    def only(self, cases: Places) -> Frame:
        """The frame of some of the cases, by their places in order."""
        log = self.log
        events, *_ = rows_of_cases(log.first_event, len(log.case), cases)
        parts, *_ = rows_of_cases(log.first_part, len(log.parts), cases)
        return evolve(
            self,
            log=log.chosen(cases),
            names=self.names.gather(cases),
            policies=self.policies.gather(cases),
            parts=self.parts.gather(parts),
            first_row=self.first_row[events],
            until=self.until[events],
            in_order=self.in_order[cases],
        )

    def case(self, place: int) -> Case:
        """One case as the case-file reader gives it."""
        log = self.log
        parts = self.parts[log.parts_of(place)].drop_nulls()
        own = log.events(place)
        first, last = own.start, own.stop
        ends = [*self.first_row[first + 1 : last].tolist(), None]
        events = []
        for number, event in enumerate(range(first, last)):
            start = int(self.first_row[event])
            end = ends[number] or _end_of(self.rows, start)
            events.append(_event(self.regime.vocabulary, self.rows[start:end].to_dicts(), number))
        top = self.rows.row(int(self.first_row[first]), named=True)
        own_record = top.get(RECORDED)
        kinds = self.regime.vocabulary.authority_type.members
        kind = kinds[int(log.authority_type[place])]
        return Case(
            str(self.names[place]),
            tuple(events),
            self.regime.id,
            Authority(top.get("authority"), self.policies[place], kind),
            tuple(parts),
            recorded=self.record.recorded if own_record is None else tuple(own_record),
            without_fields=self.record.without_fields,
        )


def _end_of(rows: pl.DataFrame, start: int) -> int:
    """The row after the last one of the event of a row, the last event of its case."""
    case, end = rows["case"][start], start
    while end < rows.height and rows["case"][end] == case:
        end += 1
    return end


def _event(words: Vocabulary, rows: list[dict[str, Any]], number: int) -> Event:
    """The event of some rows, as the case-file reader gives it."""
    top, kind, of_parts = rows[0], words.events[rows[0]["event"]], words.outcome_fields
    by_part = kind.by_part and any(row.get("parts") for row in rows)
    details = {
        f.name: value
        for f in kind.fields
        if not (by_part and f.name in of_parts)
        and (value := _said(f, rows if f.name not in of_parts else rows[:1])) is not None
    }
    outcomes = {
        part: {
            name: value
            for name, f in of_parts.items()
            if (value := _value(f, row.get(name))) is not None
        }
        for row in rows
        for part in (row.get("parts") or ())
        if by_part
    }
    about = tuple(outcomes)
    if kind.names_parts:
        about = tuple(dict.fromkeys(part for row in rows for part in row.get("parts") or ()))
    until = top.get("until")
    until = until if until is not None and until > top["on"] else None
    id = top.get("event-id") or str(number + 1)
    return Event(kind.name, top["on"], until, id, about or None, details, outcomes)


def _said(field: Field, rows: list[dict[str, Any]]) -> Any:
    """What the first of the rows that says something of a field says."""
    values = (row.get(field.name) for row in rows)
    return next((_value(field, value) for value in values if value is not None), None)


def _value(field: Field, value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def null_texts(size: int) -> pl.Series:
    """A column of texts that are all null."""
    return pl.repeat(None, size, dtype=pl.String, eager=True)
