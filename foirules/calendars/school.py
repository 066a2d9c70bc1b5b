"""Calendars of the days on which a school is open to its pupils."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from foirules.calendars.working_days import Calendar

_LONGEST_BREAK = 92
"""Calendar days between two terms beyond which a term must be missing from the list: the longest
school holiday is about nine weeks."""


def school_calendar(
    base: Calendar,
    *,
    terms: Iterable[tuple[date, date]] | None = None,
    non_school_days: Iterable[date] = (),
) -> Calendar:
    """`base`, where a working day counts only if it is also a school day.

    A school day is a day with a session at that school. A school has until the twentieth
    working day, working days that are not school days disregarded, or until the sixtieth working
    day, counted in `base`, if that is earlier (SI 2004/3364 reg 3; academies: SI
    2010/2768 reg 2; Northern Ireland: SI 2009/1369 reg 2).

    `terms` are given by the first and the last day of each, both included, `non_school_days` are
    single days. With terms, the calendar covers the first day of the first term to the last day of
    the last; without, the calendar years in which the non-school days fall. Outside it no day is
    guessed: it is refused.

    Raises ValueError for terms that are reversed, overlap or leave out more than 92 calendar days,
    for non-school days that skip a year, and where neither is given; OutsideCalendar for days that
    `base`, or the terms, do not cover.
    """
    closed = sorted(day.toordinal() for day in non_school_days)
    name = f"school days ({base.name})"
    if terms is None:
        first, last = _years(closed)
        calendar = base.only(lambda _: True, name=name, first=first, last=last)
    else:
        spans = _spans(terms)
        open_days = {day for first, last in spans for day in range(first, last + 1)}
        calendar = base.only(
            open_days,
            reason="Outside the school's terms",
            name=name,
            first=spans[0][0],
            last=spans[-1][1],
        )
    return calendar.with_days((day, "Not a school day") for day in closed)


def _years(days: list[int]) -> tuple[int, int]:
    """The first and last day of the years in which `days` fall."""
    years = sorted({date.fromordinal(day).year for day in days})
    if not years:
        raise ValueError("a school calendar needs the school's terms or its non-school days")
    for year, following in pairwise(years):
        if following != year + 1:
            raise ValueError(
                f"the school gave non-school days for {year} and {following}, none for {year + 1}"
            )
    return date(years[0], 1, 1).toordinal(), date(years[-1], 12, 31).toordinal()


def _spans(terms: Iterable[tuple[date, date]]) -> list[tuple[int, int]]:
    """The terms in order, as ordinals."""
    ordered = sorted(terms)
    if not ordered:
        raise ValueError("a school calendar needs at least one term")
    for first, last in ordered:
        if last < first:
            raise ValueError(f"the term from {first} to {last} ends before it begins")
    for (_, last), (first, _) in pairwise(ordered):
        gap = (first - last).days - 1
        if gap < 0:
            raise ValueError(f"the term from {first} begins before the term to {last} has ended")
        if gap > _LONGEST_BREAK:
            raise ValueError(
                f"no term is given for the {gap} days between {last} and {first}: "
                "one seems to be missing"
            )
    return [(first.toordinal(), last.toordinal()) for first, last in ordered]
