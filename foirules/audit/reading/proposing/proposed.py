"""A log -> the map that is proposed for it.

A row is a case where each has a name of its own, and columns for the days of events; else it is an
event.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foirules.audit.reading.chunks import ParquetTable
from foirules.audit.reading.headings import Headings
from foirules.audit.reading.proposing.case_column import (
    CaseColumn,
    called_so,
    case_of_events,
    case_of_rows,
)
from foirules.audit.reading.proposing.dated import Dated, written
from foirules.audit.reading.proposing.event_days import EventDays
from foirules.audit.reading.proposing.events import EVENT, ON, EventsPlan
from foirules.audit.reading.proposing.plan import Given, Plan, Remark
from foirules.audit.reading.proposing.roles import Roles
from foirules.audit.reading.proposing.sample import Sample
from foirules.audit.reading.proposing.values import Values
from foirules.audit.reading.proposing.wide import WidePlan
from foirules.language.regime import Regime


def plan_for(tables: Iterable[ParquetTable], regime: Regime, known: Sequence[Regime]) -> Plan:
    """What is proposed for some tables.

    :param known: the regimes that cases may be of.
    :raises LogError: where a table cannot be read.
    """
    values = Values(regime, [regime, *(each for each in known if each is not regime)])
    headings = Headings(values.words)
    sample = Sample.of(tables, values.words.empty)
    dated = _dated(sample, headings)
    roles = Roles(sample, values)
    lines = values.words.columns["case"]
    case = case_of_rows(sample, lines, dated)
    on, event = _on(dated, values), _event(sample, values, dated)
    begins = regime.vocabulary.begins
    found = EventDays.of(sample, dated, headings, begins)
    days = found.columns
    if case and case.unique and days and (event is None or len(days) > 1) and begins in days:
        plan = WidePlan(sample, values, headings, dated, days, roles, found.strange).plan_of(case)
        plan.remarks += found.remarks
    else:
        named = case_of_events(sample.columns, lines)
        if named is None or on is None or event is None:
            return _without(sample, named or case, on, event, bool(days), begins)
        plan = EventsPlan(sample, values, dated, roles).plan_of(named, on, event)
    _with_formats(plan, dated, values)
    plan.not_read = [name for name in sample.columns if name not in plan.read]
    others = [name for name in plan.not_read if name in dated]
    plan.deadlines = [name for name in others if headings.is_deadline(name)]
    return plan


def _dated(sample: Sample, headings: Headings) -> dict[str, Dated]:
    """The columns with days, by name."""
    formats = headings.words.date_formats
    found = (Dated.of(sample, name, formats) for name in sample.columns)
    return {
        each.name: each
        for each in found
        if each and each.is_likely(headings.event(each.name) is not None)
    }


def _on(dated: dict[str, Dated], values: Values) -> str | None:
    """The column of a log with a row an event that holds the day."""
    return next(called_so([*dated], values.words.columns[ON]), None)


def _event(sample: Sample, values: Values, dated: dict[str, Dated]) -> str | None:
    """The column whose heading is what logs call an event."""
    free = [name for name in sample.columns if name not in dated]
    return next(called_so(free, values.words.columns[EVENT]), None)


def _without(
    sample: Sample,
    case: CaseColumn | None,
    on: str | None,
    event: str | None,
    wide: bool,
    begins: str,
) -> Plan:
    """What is known of a log for which no map can be proposed."""
    plan = Plan(columns_seen=sample.columns)
    known = [*(case.names if case else ()), *([] if wide else [on, event])]
    plan.not_read = [name for name in sample.columns if name not in known]
    if case:
        plan.columns.append(case.given())
    else:
        plan.lacking.append("the name of a case")
    if wide:
        plan.lacking.append(f"the day of {begins}")
        return plan
    for ours, column in ((ON, on), (EVENT, event)):
        if column:
            plan.columns.append(Given(ours, column))
        else:
            plan.lacking.append(ours)
    return plan


def _with_formats(plan: Plan, dated: dict[str, Dated], values: Values) -> None:
    """Says how the days of the columns are written that the plan reads."""
    days = [each for name, each in dated.items() if name in plan.read]
    found = written(days, values.words.date_formats)
    plan.formats = found.formats
    if found.ambiguous:
        doubt = f"whether {found.ambiguous} begins with its day, as it is read, or with its month"
        plan.format_remarks.append(Remark(doubt, False))
