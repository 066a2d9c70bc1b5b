"""What the columns back end says of a frame, as tables: a row a finding, clock or action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import define, field

from foirules.audit.frames import Frame
from foirules.engine.arrays import Array, absent, dtype_of
from foirules.engine.block import Block
from foirules.engine.columns import Hits, Judged
from foirules.engine.results import grounds
from foirules.engine.scalar import ESTABLISHED, POSSIBLE
from foirules.language.law import STATUS, Law
from foirules.vocabulary import DATE, EVENT, EXEMPTIONS, INT, Type, exemption_names

_EPOCH: Final = 719163  # the ordinal of 1 January 1970, day 0 of a polars date
_UNCERTAIN: Final = STATUS.codes["uncertain"]
_RUNNING: Final = STATUS.codes["running"]


@define(eq=False)
class Tables:
    """Makes the tables of a judged frame, with the fields of the JSON contract, ``case`` first.

    The days of every case must be known: ranges are not for whole columns. Messages, and the days
    that a clock leaves out, are to be had case by case from :func:`foirules.assess`.
    """

    law: Law
    frame: Frame
    block: Block
    judged: Judged

    def findings(self) -> pl.DataFrame:
        """Duties broken, by case in the order of the law."""
        hits = [_only(hit, (hit.state == ESTABLISHED) | (hit.state == POSSIBLE))
                for hit in self.judged.rules]  # fmt: skip
        rows = _Rows(self.frame, self.block, hits, self.law.rules)
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
            cites=rows.said(lambda each: each.cites),
        )

    def clocks(self) -> pl.DataFrame:
        """Periods that run or ran."""
        rows = _Rows(self.frame, self.block, self.judged.clocks, self.law.clocks)
        status = rows.value("status", STATUS)
        status = np.where(status < 0, _UNCERTAIN, status)
        kind, cites = self._grounds(rows)
        left = np.where(status == _RUNNING, rows.value("left", INT), absent(INT))
        return rows.table(
            clock=rows.said(lambda each: each.name),
            part=rows.part(),
            kind=kind,
            started=rows.day("started"),
            due=rows.day("due"),
            due_latest=rows.day("due"),
            stopped=rows.day("stopped"),
            status=_coded(STATUS.members, status),
            working_days_used=rows.number("used"),
            working_days_left=_present(pl.Series(left), INT),
            cites=cites,
        )

    def actions(self) -> pl.DataFrame:
        """What can be done next."""
        rows = _Rows(self.frame, self.block, self.judged.actions, self.law.actions)
        offered = rows.state == 1
        nothing = absent(DATE)
        opens = np.where(offered, rows.value("available_from", DATE), rows.value("opens", DATE))
        deadline = np.where(offered, rows.value("deadline", DATE), nothing)
        as_of = self.block.as_of
        day = as_of if np.ndim(as_of) == 0 else as_of[rows.case]
        until = _dates(deadline)
        return rows.table(
            actor=rows.said(lambda each: each.actor),
            action=rows.said(lambda each: each.name),
            part=rows.part(),
            available_from=_dates(opens),
            deadline=until,
            deadline_latest=until,
            overdue=pl.Series((deadline > nothing) & (deadline < day)),
            cites=rows.said(lambda each: each.cites),
        )

    def _grounds(self, rows: _Rows) -> tuple[pl.Series, pl.Series]:
        """What each clock rests on, and its provisions, by the version of its period in force."""
        kinds: list[str] = []
        cites: list[str] = []
        codes = []
        environment = self.block.functions.environment
        for hit, read in zip(rows.hits, self.law.clocks, strict=True):
            periods = environment.policy.periods
            versions = periods.get(read.declared.period, ()) if read.declared.period else ()
            place: Array = np.zeros(len(hit.rows), int)
            if versions:
                starts = [version.start.toordinal() for version in versions]
                in_force = hit.values[list(read.values).index("in_force")]
                place = np.searchsorted(starts, in_force, "right")
            codes.append(place + len(kinds))
            for version in (None, *versions):
                kind, cited = grounds(read.declared, version)
                kinds.append(kind)
                cites.append(cited)
        code = np.concatenate(codes)
        return _coded(kinds, code), _coded(cites, code)


def _only(hit: Hits, chosen: Array) -> Hits:
    if chosen.all():
        return hit
    values = [value[chosen] for value in hit.values]
    return Hits(hit.subject, hit.rows[chosen], hit.state[chosen], values)


@define(eq=False)
class _Rows:
    """The hits of several declarations as columns, one declaration after another."""

    frame: Frame
    block: Block
    hits: list[Hits]
    law: Sequence[Any]
    declared: Array = field(init=False)
    case: Array = field(init=False)
    state: Array = field(init=False)

    def __attrs_post_init__(self) -> None:
        lengths = [len(hit.rows) for hit in self.hits]
        self.declared = np.repeat(np.arange(len(lengths)), lengths)
        self.state = np.concatenate([hit.state for hit in self.hits])
        self.case = self._of_rows(self._case, 0)

    def _of_rows(self, column: Callable[[str], Array | None], missing: int) -> Array:
        """For each hit the place of what its row belongs to, by a column of its subject."""
        found = []
        for hit in self.hits:
            of_subject = column(hit.subject)
            none = np.full(len(hit.rows), missing)
            found.append(none if of_subject is None else of_subject[hit.rows])
        return np.concatenate(found)

    def _case(self, subject: str) -> Array:
        table = self.block.tables[subject]
        return table.parents.get("request", np.arange(table.size))

    def _part(self, subject: str) -> Array | None:
        if subject == "part":
            return np.arange(self.block.tables[subject].size)
        return self.block.tables[subject].parents.get("part")

    def said(self, what: Callable[[Any], str]) -> pl.Series:
        """What each declaration says of itself."""
        return _coded([what(each.declared) for each in self.law], self.declared)

    def value(self, name: str, kind: Type) -> Array:
        """A value of each hit; absent where its declaration has none of this name."""
        found = []
        for hit, each in zip(self.hits, self.law, strict=True):
            names = list(each.values)
            missing = np.full(len(hit.rows), absent(kind), dtype_of(kind))
            found.append(hit.values[names.index(name)] if name in names else missing)
        return np.concatenate(found)

    def day(self, name: str) -> pl.Series:
        return _dates(self.value(name, DATE))

    def number(self, name: str) -> pl.Series:
        return _present(pl.Series(self.value(name, INT)), INT)

    def exemptions(self, name: str) -> pl.Series:
        """Sets of exemptions as lists of names; empty where there is none."""
        masks = np.maximum(self.value(name, EXEMPTIONS), 0)
        known, codes = np.unique(masks, return_inverse=True)
        names = [list(exemption_names(int(mask))) for mask in known]
        return pl.Series(names, dtype=pl.List(pl.String)).gather(codes)

    def part(self) -> pl.Series:
        parts = self._of_rows(self._part, len(self.frame.parts))
        return pl.Series([*self.frame.parts, None], dtype=pl.String).gather(parts)

    def event(self) -> pl.Series:
        """The event that each hit is about: its id, name and day."""
        log = self.frame.log
        place = self._of_rows(lambda subject: self.block.tables[subject].event, -1)
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
                "event": _coded(EVENT.members, log.event[place]),
                "on": _dates(log.on[place]),
            }
        ).to_struct()
        return event.zip_with(pl.Series(~none), pl.Series([None], dtype=event.dtype))

    def table(self, **columns: pl.Series) -> pl.DataFrame:
        """The columns as a table, by case, declarations in the order of the law."""
        case = self.frame.names.gather(self.case)
        order = np.argsort(self.case, kind="stable")
        return pl.DataFrame({"case": case, **columns})[order]


def _coded(names: Sequence[str], codes: Array) -> pl.Series:
    """Names by their places in a list, in which some may be alike."""
    distinct = list(dict.fromkeys(names))
    places = np.array([distinct.index(name) for name in names], np.uint32)
    return pl.Series(places[codes]).cat.to(pl.Enum(distinct))


def _present(numbers: pl.Series, kind: Type) -> pl.Series:
    return numbers.set(numbers <= absent(kind), None)


def _dates(days: Array) -> pl.Series:
    return (_present(pl.Series(days), DATE) - _EPOCH).cast(pl.Date)
