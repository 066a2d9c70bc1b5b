"""What expressions can call, over columns: gathers from the calendar's day tables.

The same functions as :class:`foirules.engine.environment.Environment`, on arrays of days. Where a
day, given or resulting, lies outside the calendar, its row of ``outside`` is set and its value is
unknown: never a wrong date, and no failure for the other rows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

import numpy as np
from attrs import define, field

from foirules.calendars import Calendar, get_calendar
from foirules.engine.columns.arrays import EPOCH, WIDE, Array, absent, unknown
from foirules.engine.environment import Environment
from foirules.language import nodes
from foirules.language.types import DATE, INT
from foirules.policy.policy import AMOUNTS, Version

UNKNOWN_DAY = unknown(DATE)
ABSENT_DAY = absent(DATE)


@define(eq=False)
class DayTable:
    """A calendar as arrays: working days up to each day, and the days that count."""

    calendar: Calendar
    first: int = field(init=False)
    counts: Array = field(init=False)
    days: Array = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.first = self.calendar.first
        self.counts = np.array(self.calendar.counts, WIDE)
        self.days = np.array(self.calendar.days, WIDE)

    def _index(self, day: Array, outside: Array) -> Array:
        """Each day's place in the table; the first for one that is not covered."""
        index = np.asarray(day - self.first, WIDE)
        beyond = index.view(np.uint32) >= len(self.counts)  # a negative one is larger than any
        if beyond.any():
            outside |= beyond
            index = np.where(beyond, 0, index)
        return index

    def add(self, day: Array, n: Array, outside: Array) -> Array:
        """The n-th working day after a day; the day itself for 0, refused below."""
        target = self.counts.take(self._index(day, outside)) + (n - 1)
        beyond = (target >= len(self.days)) | (n < 0)
        if beyond.any():
            outside |= beyond
            target = np.where(beyond, 0, target)
        found = self.days.take(target)
        return np.where(n == 0, day, found) if np.any(n == 0) else found

    def between(self, start: Array, end: Array, outside: Array) -> Array:
        """Working days after the first day, up to the second."""
        until, before = self._index(end, outside), self._index(start, outside)
        counted = self.counts.take(until) - self.counts.take(before)
        return np.maximum(counted, 0)

    def inclusive(self, start: Array, end: Array, outside: Array) -> Array:
        """Working days from the first day to the second, both counted."""
        first = self._index(start, outside)
        before = np.where(first > 0, self.counts[first - 1], 0)
        counted = self.counts[self._index(end, outside)] - before
        return np.where(end < start, 0, counted)

    def covered(self, day: Array, outside: Array) -> Array:
        """The day, where the calendar reaches it."""
        self._index(day, outside)
        return day

    @cached_property
    def _months(self) -> tuple[Array, Array, Array]:
        """For each day its month and its place in it; for each month its first day."""
        days = np.arange(self.first, self.calendar.last + 1) - EPOCH
        month = days.astype("datetime64[D]").astype("datetime64[M]").astype(int)
        starts = np.arange(month[0], month[-1] + 1202).astype("datetime64[M]")
        firsts = starts.astype("datetime64[D]").astype(int) + EPOCH
        return month - month[0], days + EPOCH - firsts[month - month[0]], firsts

    def add_months(self, day: Array, n: Array, outside: Array, early: int = 0) -> Array:
        """The same day some calendar months later, as :func:`.environment.add_months` has it."""
        month, place, firsts = self._months
        index = self._index(day, outside)
        target = month[index] + n
        beyond = (target < 0) | (target >= len(firsts) - 1)
        if np.any(beyond):
            outside |= beyond
            target = np.where(beyond, 0, target)
        last = firsts[target + 1] - 1
        return np.minimum(firsts[target] + place[index] - early, last).astype(WIDE)


Gather = Callable[..., Array]
"""(arguments, outside) -> a column; every argument is known."""


@define(eq=False)
class Functions:
    """The functions of one policy, by their names in the language."""

    environment: Environment
    _working: DayTable = field(init=False)
    _school: DayTable | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._working = DayTable(self.environment.calendar)
        school = self.environment.school
        self._school = None if school is None else DayTable(school)

    def add_working_days(self, day: Array, n: Array, outside: Array) -> Array:
        return self._working.add(day, n, outside)

    def working_days_between(self, start: Array, end: Array, outside: Array) -> Array:
        return self._working.between(start, end, outside)

    def working_days_inclusive(self, start: Array, end: Array, outside: Array) -> Array:
        return self._working.inclusive(start, end, outside)

    def add_months(self, day: Array, n: Array, outside: Array) -> Array:
        return self._working.add_months(day, n, outside)

    def school_deadline(self, day: Array, n: Array, last: Array, outside: Array) -> Array:
        school = self._school
        if school is None:
            return UNKNOWN_DAY
        first, end = school.calendar.first, school.calendar.last
        covered = (day >= first) & (day <= end)
        start = np.where(covered, day, first)
        enough = school.between(start, np.clip(last, start, end), outside) >= n
        found = school.add(start, np.where(enough, n, 0), outside)
        found = np.where(enough, found, np.where(last <= end, last, UNKNOWN_DAY))
        return np.where(covered, found, UNKNOWN_DAY)

    def school_days_inclusive(self, start: Array, end: Array, outside: Array) -> Array:
        school = self._school
        if school is None:
            return unknown(INT)
        first, last = school.calendar.first, school.calendar.last
        covered = (np.minimum(start, end) >= first) & (np.maximum(start, end) <= last)
        found = school.inclusive(
            np.where(covered, start, first), np.where(covered, end, first), outside
        )
        return np.where(covered, found, unknown(INT))

    def deadline(self, name: str, start: Array, on: Array, outside: Array) -> Array:
        """The last day of a period, by the version in force on a day."""
        versions = self.environment.policy.periods[name]
        return self._by_version(versions, on, ABSENT_DAY, outside, self._end, start)

    def amount(self, name: str, on: Array, outside: Array) -> Array:
        """How long a period is."""
        versions = self.environment.policy.periods.get(name, ())
        return self._by_version(versions, on, absent(INT), outside, _length)

    def listed(self, name: str, on: Array, outside: Array) -> Array:
        """The exemptions of a list of the policy."""
        versions = self.environment.policy.sets.get(name, ())
        masks = np.array([nodes.ABSENT, *self.environment.masks(name)])
        return masks[_in_force(versions, on)]

    def _by_version(
        self,
        versions: tuple[Version, ...],
        on: Array,
        missing: int,
        outside: Array,
        value: Callable[..., Array],
        *columns: Array,
    ) -> Array:
        """For each row the value that the version in force gives it."""
        place = _in_force(versions, on)
        found = np.full(np.shape(place), missing, WIDE)
        for number, version in enumerate(versions, 1):
            rows = place == number
            if rows.all():
                return value(version, *columns, outside)
            if rows.any():
                beyond = np.zeros(int(rows.sum()), bool)
                of_version = (c if np.ndim(c) == 0 else c[rows] for c in columns)
                found[rows] = value(version, *of_version, beyond)
                outside[rows] |= beyond
        return found

    def _end(self, version: Version, start: Array, outside: Array) -> Array:
        if not version.known:
            return UNKNOWN_DAY
        if version.day is not None:
            return version.day.toordinal()
        unit, n, early = version.unit, version.amount, int(version.beginning_with)
        if unit is None or n is None or unit in AMOUNTS:
            return ABSENT_DAY
        if unit == "working-days":
            return self._working.add(start, n, outside)
        if unit == "whole-years":
            return _end_of_year(start, n)
        if unit == "calendar-years":
            return _years_later(start, n, early)
        if unit == "calendar-months":
            end = self._working.add_months(start, n, outside, early)
        else:
            end = start + n * {"calendar-days": 1, "calendar-weeks": 7}[unit] - early
        end = self._working.covered(end, outside)
        return end if version.rolls is None else _table(version.rolls).add(end - 1, 1, outside)


def _end_of_year(day: Array, years: int) -> Array:
    """The last day of the year that lies so many after that of a day."""
    year = (day - EPOCH).astype("datetime64[D]").astype("datetime64[Y]")
    ended = (year + np.timedelta64(years + 1, "Y")).astype("datetime64[D]").astype(int) - 1
    return (ended + EPOCH).astype(WIDE)


def _years_later(day: Array, years: int, early: int) -> Array:
    """The same day some years later, or the last of its month, less ``early``."""
    date = (day - EPOCH).astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    place = (date - month).astype(int)
    first = (month + np.timedelta64(12 * years, "M")).astype("datetime64[D]").astype(int)
    end = (month + np.timedelta64(12 * years + 1, "M")).astype("datetime64[D]").astype(int)
    return (np.minimum(first + place - early, end - 1) + EPOCH).astype(WIDE)


@cache
def _table(calendar: str) -> DayTable:
    return DayTable(get_calendar(calendar))


def _in_force(versions: tuple[Version, ...], on: Array) -> Array:
    """The place of the version in force, from 1; 0 where there is none."""
    starts = np.array([v.start.toordinal() for v in versions], WIDE)
    return np.searchsorted(starts, on, "right")


def _length(version: Version, outside: Array) -> Any:
    if version.amount is None:
        return absent(INT) if version.known else unknown(INT)
    return version.amount
