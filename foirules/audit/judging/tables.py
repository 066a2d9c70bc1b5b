"""What the law says of a frame, as tables: a row a finding, clock or action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl
from attrs import define

from foirules.audit.judging.frame_hits import FrameHits
from foirules.audit.judging.frames import Frame
from foirules.audit.judging.output_columns import (
    OutputColumns,
    categorical_column,
    day_column,
    enum_column,
    number_column,
    span_columns,
)
from foirules.audit.reading.plain_types import ColumnType
from foirules.engine.columns.arrays import Array, absent
from foirules.engine.combining.rule import LATEST
from foirules.engine.environment import Environment
from foirules.engine.outputs import ESTABLISHED
from foirules.engine.periods import grounds
from foirules.language.law import Law
from foirules.language.types import DATE, INT, STATUS

if TYPE_CHECKING:
    from foirules.cases.assessment import Assessment

TABLES: Final = ("findings", "clocks", "actions")
CASES, DUE = "cases", "due"  # what is known of each case, and what is to be done by when
RETURNS = "returns"  # what the cells of returns count
_GROUNDS: Final = ("statute", "code", "guidance", "promise")  # what a clock rests on
_UNCERTAIN: Final = STATUS.codes["uncertain"]
_RUNNING: Final = STATUS.codes["running"]


@define(eq=False, repr=False)
class TableMaker:
    """Makes the tables of a judged frame, with the fields of the JSON contract, ``case`` first and
    then ``regime``.

    Messages, and the days that a clock leaves out, are not in them: :func:`foirules.assess` gives
    these case by case.

    :param as_of: the ordinal of the day.
    :param hits: for each table that can be asked for, what each declaration says.
    """

    law: Law
    frame: Frame
    environment: Environment
    as_of: int
    hits: Mapping[str, Sequence[FrameHits]]

    def findings(self) -> pl.DataFrame:
        """Duties broken, by case in the order of the law."""
        hits = self.hits["findings"]  # of the law's rules the first; others are counted only
        rows = OutputColumns(self.frame, hits, self.law.rules[: len(hits)])
        return rows.table(
            rule=rows.declared_as(lambda each: each.id),
            kind=rows.declared_as(lambda each: each.kind),
            certainty=enum_column(("established", "possible"), rows.state - ESTABLISHED),
            part=rows.part(),
            event=rows.event(),
            date=rows.day("date"),
            due=rows.day("due"),
            working_days_late=rows.number("working_days_late"),
            exemptions=rows.exemptions("exemptions"),
            cites=categorical_column([each.declared.cites for each in rows.law], rows.declared),
        )

    def clocks(self) -> pl.DataFrame:
        """Periods that run or ran."""
        rows = OutputColumns(self.frame, self.hits["clocks"], self.law.clocks)
        status = rows.value("status", STATUS)
        status = np.where(status < 0, _UNCERTAIN, status)
        kind, cites = self._grounds(rows)
        left = np.where(status == _RUNNING, rows.value("left", INT), absent(INT))
        due = rows.value("due", DATE)
        until, latest = span_columns(due, rows.latest(*LATEST["clocks"]))
        return rows.table(
            clock=rows.declared_as(lambda each: each.name),
            part=rows.part(),
            kind=kind,
            started=rows.day("started"),
            due=until,
            due_latest=latest,
            stopped=rows.day("stopped"),
            status=enum_column(STATUS.members, status),
            working_days_used=rows.number("used"),
            working_days_left=number_column(left, absent(INT)),
            cites=cites,
        )

    def actions(self) -> pl.DataFrame:
        """What can be done next."""
        rows = OutputColumns(self.frame, self.hits["actions"], self.law.actions)
        offered, nothing = rows.state == 1, absent(DATE)
        opens = np.where(offered, rows.value("available_from", DATE), rows.value("opens", DATE))
        deadline = np.where(offered, rows.value("deadline", DATE), nothing)
        last = np.where(offered, rows.latest(*LATEST["actions"]), nothing)
        until, latest = span_columns(deadline, last)
        return rows.table(
            actor=rows.declared_as(lambda each: each.actor),
            action=rows.declared_as(lambda each: each.name),
            part=rows.part(),
            available_from=day_column(opens),
            deadline=until,
            deadline_latest=latest,
            overdue=pl.Series((last > nothing) & (last < self.as_of)),
            cites=categorical_column([each.declared.cites for each in rows.law], rows.declared),
        )

    def _grounds(self, rows: OutputColumns) -> tuple[pl.Series, pl.Series]:
        """What each clock rests on, and its provisions, by the version of its period in force."""
        kinds: list[str] = []
        cites: list[str] = []
        codes = []
        for hits, read in zip(rows.hits, self.law.clocks, strict=True):
            period = read.declared.period
            versions = self.environment.policy.periods.get(period, ()) if period else ()
            place: Array = np.zeros(len(hits.case), int)
            if versions:
                starts = [version.start.toordinal() for version in versions]
                in_force = hits.values[list(read.values).index("in_force")]
                place = np.searchsorted(starts, in_force, "right")
            codes.append(place + len(kinds))
            for version in (None, *versions):
                kind, cited = grounds(read.declared, version)
                kinds.append(kind)
                cites.append(cited)
        code = rows.ordered(codes)
        places = np.array([_GROUNDS.index(kind) for kind in kinds], np.uint8)
        return enum_column(_GROUNDS, places[code]), categorical_column(cites, code)


def table_of_assessments(
    name: str, assessments: Sequence[Assessment], schema: pl.Schema, counted: tuple[str, ...]
) -> pl.DataFrame:
    """A table of cases that were assessed one by one.

    :param name: findings, clocks or actions.
    :param counted: what the ids of those rules begin with that are counted only.
    """
    rows = [
        {"case": each.case, "regime": each.regime, **item.to_dict()}
        for each in assessments
        for item in getattr(each, name)
        if not getattr(item, "rule", "").startswith(counted)
    ]
    kept = [{key: _read(row[key], kind) for key, kind in schema.items()} for row in rows]
    return pl.DataFrame(kept, schema=schema)


def _read(value: Any, kind: ColumnType) -> Any:
    """A value of the JSON contract as a table holds it: a day is a date."""
    if isinstance(kind, pl.Struct) and value is not None:
        return {each.name: _read(value[each.name], each.dtype) for each in kind.fields}
    return date.fromisoformat(value) if kind == pl.Date and value is not None else value
