"""What the columns back end says of a frame, as tables: a row a finding, clock or action."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import define, field, frozen

from foirules.audit.judging.frames import Frame
from foirules.cases.model import Assessment
from foirules.engine.columns.arrays import EPOCH, Array, absent, dtype_of
from foirules.engine.columns.block import Block
from foirules.engine.columns.compiler import Hits
from foirules.engine.combining.clocks import grounds
from foirules.engine.environment import Environment
from foirules.engine.outputs import ESTABLISHED
from foirules.language.law import Law
from foirules.language.schema import Schema
from foirules.language.types import DATE, INT, STATUS, Type

TABLES: Final = ("findings", "clocks", "actions")
_GROUNDS: Final = ("statute", "code", "guidance", "promise")  # what a clock rests on
_UNCERTAIN: Final = STATUS.codes["uncertain"]
_RUNNING: Final = STATUS.codes["running"]


@frozen(eq=False)
class Found:
    """What one declaration says of a frame: what each row is about, as places in the frame's log
    (-1 for none), the state of each, and the values.

    :param latest: the last of the days for complying, where there may be several.
    """

    case: Array
    part: Array
    event: Array
    state: Array
    values: list[Array]
    latest: Array | None = None

    def only(self, chosen: Array) -> Found:
        values = [value[chosen] for value in self.values]
        latest = None if self.latest is None else self.latest[chosen]
        places = (self.case[chosen], self.part[chosen], self.event[chosen])
        return Found(*places, self.state[chosen], values, latest)


def located(hits: Hits, block: Block, schema: Schema) -> Found:
    """Hits on the block of a frame."""
    table, rows = block.tables[hits.subject], hits.rows
    none = np.full(len(rows), -1)

    def place(subject: str) -> Array:
        if hits.subject == subject:
            return rows
        return table.parents[subject][rows] if subject in table.parents else none

    event = none if table.event is None else table.event[rows]
    of_case, of_part = place(schema.root.name), place(schema.part.name)
    return Found(of_case, of_part, event, hits.state, hits.values)


@define(eq=False)
class Tables:
    """Makes the tables of a judged frame, with the fields of the JSON contract, ``case`` first.

    Messages, and the days that a clock leaves out, are to be had case by case from
    :func:`foirules.assess`.

    :param found: for each table that can be asked for, what each declaration says.
    """

    law: Law
    frame: Frame
    environment: Environment
    as_of: int
    found: Mapping[str, Sequence[Found]]

    def findings(self) -> pl.DataFrame:
        """Duties broken, by case in the order of the law."""
        found = self.found["findings"]  # of the law's rules the first; others are counted only
        rows = _Rows(self.frame, found, self.law.rules[: len(found)])
        return rows.table(
            rule=rows.said(lambda each: each.id),
            kind=rows.said(lambda each: each.kind),
            certainty=_coded(("established", "possible"), rows.state - ESTABLISHED),
            part=rows.part(),
            event=rows.event(),
            date=rows.day("date"),
            due=rows.day("due"),
            working_days_late=rows.number("working_days_late"),
            exemptions=rows.exemptions("exemptions"),
            cites=_text([each.declared.cites for each in rows.law], rows.declared),
        )

    def clocks(self) -> pl.DataFrame:
        """Periods that run or ran."""
        rows = _Rows(self.frame, self.found["clocks"], self.law.clocks)
        status = rows.value("status", STATUS)
        status = np.where(status < 0, _UNCERTAIN, status)
        kind, cites = self._grounds(rows)
        left = np.where(status == _RUNNING, rows.value("left", INT), absent(INT))
        due = rows.value("due", DATE)
        until, latest = _span(due, rows.latest("due"))
        return rows.table(
            clock=rows.said(lambda each: each.name),
            part=rows.part(),
            kind=kind,
            started=rows.day("started"),
            due=until,
            due_latest=latest,
            stopped=rows.day("stopped"),
            status=_coded(STATUS.members, status),
            working_days_used=rows.number("used"),
            working_days_left=_present(left, absent(INT)),
            cites=cites,
        )

    def actions(self) -> pl.DataFrame:
        """What can be done next."""
        rows = _Rows(self.frame, self.found["actions"], self.law.actions)
        offered, nothing = rows.state == 1, absent(DATE)
        opens = np.where(offered, rows.value("available_from", DATE), rows.value("opens", DATE))
        deadline = np.where(offered, rows.value("deadline", DATE), nothing)
        last = np.where(offered, rows.latest("deadline"), nothing)
        until, latest = _span(deadline, last)
        return rows.table(
            actor=rows.said(lambda each: each.actor),
            action=rows.said(lambda each: each.name),
            part=rows.part(),
            available_from=_dates(opens),
            deadline=until,
            deadline_latest=latest,
            overdue=pl.Series((last > nothing) & (last < self.as_of)),
            cites=_text([each.declared.cites for each in rows.law], rows.declared),
        )

    def _grounds(self, rows: _Rows) -> tuple[pl.Series, pl.Series]:
        """What each clock rests on, and its provisions, by the version of its period in force."""
        kinds: list[str] = []
        cites: list[str] = []
        codes = []
        for found, read in zip(rows.found, self.law.clocks, strict=True):
            period = read.declared.period
            versions = self.environment.policy.periods.get(period, ()) if period else ()
            place: Array = np.zeros(len(found.case), int)
            if versions:
                starts = [version.start.toordinal() for version in versions]
                in_force = found.values[list(read.values).index("in_force")]
                place = np.searchsorted(starts, in_force, "right")
            codes.append(place + len(kinds))
            for version in (None, *versions):
                kind, cited = grounds(read.declared, version)
                kinds.append(kind)
                cites.append(cited)
        code = rows.ordered(codes)
        places = np.array([_GROUNDS.index(kind) for kind in kinds], np.uint8)
        return _coded(_GROUNDS, places[code]), _text(cites, code)


def of_assessments(
    name: str, assessments: Sequence[Assessment], schema: pl.Schema, counted: str
) -> pl.DataFrame:
    """A table of cases that were assessed one by one.

    :param counted: what the ids of rules begin with that are no findings.
    """
    rows = [
        {"case": each.case, **item.to_dict()}
        for each in assessments
        for item in getattr(each, name)
        if not getattr(item, "rule", "").startswith(counted)
    ]
    kept = [{key: _read(row[key], kind) for key, kind in schema.items()} for row in rows]
    return pl.DataFrame(kept, schema=schema)


def _read(value: Any, kind: Any) -> Any:
    """A value of the JSON contract as a table holds it: a day is a date."""
    if isinstance(kind, pl.Struct) and value is not None:
        return {each.name: _read(value[each.name], each.dtype) for each in kind.fields}
    return date.fromisoformat(value) if kind == pl.Date and value is not None else value


@define(eq=False)
class _Rows:
    """What several declarations say as columns, by case, declarations in the order of the law."""

    frame: Frame
    found: Sequence[Found]
    law: Sequence[Any]
    _order: Array = field(init=False)
    declared: Array = field(init=False)
    case: Array = field(init=False)
    state: Array = field(init=False)

    def __attrs_post_init__(self) -> None:
        cases = np.concatenate([each.case for each in self.found])
        self._order = np.argsort(cases, kind="stable")
        self.case = cases[self._order]
        self.declared = self.ordered(
            [np.full(len(each.case), number, np.uint16) for number, each in enumerate(self.found)]
        )
        self.state = self.ordered([each.state for each in self.found])

    def ordered(self, columns: Sequence[Array]) -> Array:
        """What each declaration says, as one column."""
        return np.concatenate(columns)[self._order]

    def said(self, what: Callable[[Any], str]) -> pl.Series:
        """What each declaration says of itself."""
        return _coded([what(each.declared) for each in self.law], self.declared)

    def value(self, name: str, kind: Type) -> Array:
        """A value of each; absent where its declaration has none of this name."""
        return self.ordered(self._values(name, kind))

    def latest(self, name: str) -> Array:
        """The last of the days for complying that each may have."""
        days = zip(self.found, self._values(name, DATE), strict=True)
        return self.ordered([day if of.latest is None else of.latest for of, day in days])

    def _values(self, name: str, kind: Type) -> list[Array]:
        columns = []
        for found, each in zip(self.found, self.law, strict=True):
            names = list(each.values)
            missing = np.full(len(found.case), absent(kind), dtype_of(kind))
            columns.append(found.values[names.index(name)] if name in names else missing)
        return columns

    def day(self, name: str) -> pl.Series:
        return _dates(self.value(name, DATE))

    def number(self, name: str) -> pl.Series:
        return _present(self.value(name, INT), absent(INT))

    def exemptions(self, name: str) -> pl.Series:
        """Sets of exemptions as lists of names; empty where there is none."""
        kind = self.frame.regime.vocabulary.exemptions
        masks = self.value(name, kind)
        some = np.flatnonzero(masks > 0)
        known, which = np.unique(masks[some], return_inverse=True)
        codes = np.zeros(len(masks), np.uint32)
        codes[some] = which + 1
        names = [[], *(kind.names(int(mask)) for mask in known)]
        return pl.Series(names, dtype=pl.List(pl.String)).gather(codes)

    def part(self) -> pl.Series:
        place = self.ordered([each.part for each in self.found])
        return self.frame.parts.gather(_present(place, -1))

    def event(self) -> pl.Series:
        """The event that each is about: its id, name and day."""
        log = self.frame.log
        place = self.ordered([each.event for each in self.found])
        none, place = place < 0, np.maximum(place, 0)
        number = place - log.first_event[log.case[place]] + 1
        ids = pl.Series(number).cast(pl.String)
        rows = self.frame.rows
        if "event-id" in rows.columns:
            given = rows["event-id"].gather(self.frame.first_row[place])
            ids = given.zip_with(given.is_not_null(), ids)
        event = pl.DataFrame(
            {
                "id": ids,
                "event": _coded(self.frame.regime.vocabulary.event.members, log.event[place]),
                "on": _dates(log.on[place]),
            }
        ).to_struct()
        return event.zip_with(pl.Series(~none), pl.Series([None], dtype=event.dtype))

    def table(self, **columns: pl.Series) -> pl.DataFrame:
        """The columns as a table."""
        return pl.DataFrame({"case": self.frame.names.gather(self.case), **columns})


def _coded(names: Sequence[str], codes: Array) -> pl.Series:
    """Names by their places in a list, in which some may be alike."""
    distinct = list(dict.fromkeys(names))
    places = np.array([distinct.index(name) for name in names], np.uint32)
    return pl.Series(places[codes]).cat.to(pl.Enum(distinct))


def _text(names: Sequence[str], codes: Array) -> pl.Series:
    """The same, where the list is not the same for every policy."""
    return pl.Series(names, dtype=pl.Categorical).gather(codes)


def _present(numbers: Array, nothing: int) -> pl.Series:
    """Numbers, null where they are not above ``nothing``."""
    series = pl.Series(numbers)
    none = numbers <= nothing
    return series.set(pl.Series(none), None) if none.any() else series


def _span(earliest: Array, latest: Array) -> tuple[pl.Series, pl.Series]:
    """Days and the last that they may be, which are mostly the same."""
    days = _dates(earliest)
    return days, days if np.array_equal(latest, earliest) else _dates(latest)


def _dates(days: Array) -> pl.Series:
    return (_present(days, absent(DATE)) - EPOCH).cast(pl.Date)
