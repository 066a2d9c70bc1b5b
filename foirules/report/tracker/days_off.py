"""The days that a tracker leaves out, and how many working days there are for answering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from attrs import frozen

from foirules.calendars.working_days import Calendar
from foirules.language.regime import Regime
from foirules.policy.policy import Policy, Version

WORKING_DAYS = "working-days"


@frozen
class Time:
    """How many working days there are for answering, by the day from which time runs.

    :param law: as the tracker calls it.
    :param first, last: the days from which time runs so; on the last day for answering the period
        is still the same.
    """

    law: str
    first: date
    last: date
    days: int


def calendar_of(laws: Mapping[str, Regime], policies: Mapping[str, Policy]) -> Calendar:
    """The one calendar of some laws, with the days that their policies add."""
    (calendar,) = {each.calendar for each in laws.values()}
    for each in laws.values():
        more = policies[each.id].non_working_days
        calendar = calendar.with_days((day.toordinal(), reason) for day, reason in more)
    return calendar


def days_off(calendar: Calendar) -> list[tuple[date, str]]:
    """The days from Monday to Friday that are no working days, with the reasons."""
    found = calendar.holidays(calendar.first, calendar.last)
    return [(date.fromordinal(day), reason) for day, reason in found]


def times(
    laws: Mapping[str, Regime], policies: Mapping[str, Policy], calendar: Calendar
) -> Iterator[Time]:
    """The times for answering under some laws, where they are counted in working days.

    :param laws: by what the tracker calls them.
    :param policies: by their ids; those of the regimes themselves count.
    """
    for law, regime in laws.items():
        (period,) = (
            clock.period
            for chapter in regime.chapters
            for clock in chapter.clocks
            if clock.name == regime.schema.roles.main_clock
        )
        versions = policies[regime.id].periods[period or ""]
        ends = [after.start - timedelta(days=1) for _, after in pairwise(versions)]
        for version, end in zip(versions, [*ends, calendar.last_date], strict=True):
            last = _last(calendar, version, end)
            if last is not None:
                yield Time(law, version.start, last, version.amount or 0)


def _last(calendar: Calendar, version: Version, end: date) -> date | None:
    """The last day from which time runs out while a version is in force; None where there is no
    such day."""
    if version.unit != WORKING_DAYS or version.amount is None or version.either:
        return None
    place = calendar.counts[end.toordinal() - calendar.first] - version.amount
    if place < 0:
        return None
    last = date.fromordinal(calendar.days[place] - 1)
    return last if last >= version.start else None
