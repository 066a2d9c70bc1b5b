"""What expressions can call, over columns: gathers from the calendar's day tables.

The same functions as :class:`foirules.engine.environment.Environment`, on arrays of days. Where a
day, given or resulting, lies outside the calendar, its row of ``outside`` is set and its value is
unknown: never a wrong date, and no failure for the other rows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property

import numpy as np
from attrs import define, field, frozen

from foirules.calendars.uk import get_calendar
from foirules.calendars.working_days import Calendar
from foirules.engine.columns.arrays import (
    EPOCH,
    SMALL,
    WIDE,
    Array,
    Days,
    Mask,
    Places,
    absent,
    encode,
    take,
    unknown,
)
from foirules.engine.environment import Environment
from foirules.engine.periods import amount_of, end_of, first_days
from foirules.language import nodes
from foirules.language.types import DATE, INT
from foirules.policy.policy import Version

UNKNOWN_DAY = encode(DATE, nodes.UNKNOWN)


@define(eq=False, repr=False)
class DayTable:
    """A calendar as arrays: working days up to each day, and the days that count."""

    calendar: Calendar
    first: int = field(init=False)
    counts: Days = field(init=False)
    days: Days = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.first = self.calendar.first
        self.counts = np.array(self.calendar.counts, WIDE)
        self.days = np.array(self.calendar.days, WIDE)

    def _index(self, day: Array, outside: Mask) -> Places:
        """Each day's place in the table; the first for one that is not covered."""
        index = np.asarray(day - self.first, WIDE)
        beyond = index.view(np.uint32) >= len(self.counts)  # a negative one is larger than any
        if beyond.any():
            outside |= beyond
            index = np.where(beyond, 0, index)
        return index

    def add(self, day: Array, n: Array | int, outside: Mask) -> Array:
        """The n-th working day after a day; the day itself for 0, refused below."""
        target = self.counts.take(self._index(day, outside)) + (n - 1)
        beyond = (target >= len(self.days)) | (n < 0)
        if beyond.any():
            outside |= beyond
            target = np.where(beyond, 0, target)
        later = self.days.take(target)
        return np.where(n == 0, day, later) if np.any(n == 0) else later

    def between(self, start: Array, end: Array, outside: Mask) -> Array:
        """Working days after the first day, up to the second."""
        until, before = self._index(end, outside), self._index(start, outside)
        counted = self.counts.take(until) - self.counts.take(before)
        return np.asarray(np.maximum(counted, 0))

    def inclusive(self, start: Array, end: Array, outside: Mask) -> Array:
        """Working days from the first day to the second, both counted."""
        first = self._index(start, outside)
        before = np.where(first > 0, self.counts[first - 1], 0)
        counted = self.counts[self._index(end, outside)] - before
        return np.where(end < start, 0, counted)

    def covered(self, day: Array, outside: Mask) -> Array:
        """The day, where the calendar reaches it."""
        self._index(day, outside)
        return day

    @cached_property
    def _months(self) -> tuple[Places, Places, Places]:
        """For each day its month and its place in it; for each month its first day."""
        days = np.arange(self.first, self.calendar.last + 1) - EPOCH
        month = days.astype("datetime64[D]").astype("datetime64[M]").astype(int)
        starts = np.arange(month[0], month[-1] + 1202).astype("datetime64[M]")
        firsts = starts.astype("datetime64[D]").astype(int) + EPOCH
        return month - month[0], days + EPOCH - firsts[month - month[0]], firsts

    def add_months(self, day: Array, n: Array | int, outside: Mask, early: int = 0) -> Array:
        """The same day some months later: :func:`foirules.engine.environment.add_months`."""
        month, place, firsts = self._months
        index = self._index(day, outside)
        target = month[index] + n
        beyond = (target < 0) | (target >= len(firsts) - 1)
        if np.any(beyond):
            outside |= beyond
            target = np.where(beyond, 0, target)
        last = firsts[target + 1] - 1
        later: Places = np.minimum(firsts[target] + place[index] - early, last)
        return later.astype(WIDE)


@define(eq=False, repr=False)
class Functions:
    """The functions of one policy, by their names in the language."""

    environment: Environment
    _working: DayTable = field(init=False)
    _school: DayTable | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._working = DayTable(self.environment.calendar)
        school = self.environment.school
        self._school = None if school is None else DayTable(school)

    def add_working_days(self, day: Array, n: Array, outside: Mask) -> Array:
        """The n-th working day after a day."""
        return self._working.add(day, n, outside)

    def working_days_between(self, start: Array, end: Array, outside: Mask) -> Array:
        """Working days after the first day, up to the second."""
        return self._working.between(start, end, outside)

    def working_days_inclusive(self, start: Array, end: Array, outside: Mask) -> Array:
        """Working days from the first day to the second, both counted."""
        return self._working.inclusive(start, end, outside)

    def add_months(self, day: Array, n: Array, outside: Mask) -> Array:
        """The same day some calendar months later, or the last of that month."""
        return self._working.add_months(day, n, outside)

    def school_deadline(self, day: Array, n: Array, last: Array, outside: Mask) -> Array:
        """The n-th school day after a day, or ``last`` if that is earlier."""
        school = self._school
        if school is None:
            return UNKNOWN_DAY
        first, end = school.calendar.first, school.calendar.last
        covered = (day >= first) & (day <= end)
        start = np.where(covered, day, first)
        enough = school.between(start, np.clip(last, start, end), outside) >= n
        counted = school.add(start, np.where(enough, n, 0), outside)
        day = np.where(enough, counted, np.where(last <= end, last, UNKNOWN_DAY))
        return np.where(covered, day, UNKNOWN_DAY)

    def school_days_inclusive(self, start: Array, end: Array, outside: Mask) -> Array:
        """School days from the first day to the second, both counted."""
        school = self._school
        if school is None:
            return encode(INT, nodes.UNKNOWN)
        first, last = school.calendar.first, school.calendar.last
        covered = (np.minimum(start, end) >= first) & (np.maximum(start, end) <= last)
        counted = school.inclusive(
            np.where(covered, start, first), np.where(covered, end, first), outside
        )
        return np.where(covered, counted, unknown(INT))

    def deadline(self, name: str, start: Array, on: Array, outside: Mask) -> Array:
        """The last day of a period, by the version in force on a day."""
        versions = self.environment.policy.periods[name]
        return self._by_version(versions, on, absent(DATE), outside, self._end, start)

    def amount(self, name: str, on: Array, outside: Mask) -> Array:
        """How long a period is."""
        versions = self.environment.policy.periods.get(name, ())
        return self._by_version(versions, on, absent(INT), outside, _amount)

    def listed(self, name: str, on: Array, outside: Mask) -> Array:
        """The exemptions of a list of the policy."""
        versions = self.environment.policy.sets.get(name, ())
        masks = np.array([nodes.ABSENT, *self.environment.masks(name)])
        return masks[in_force(versions, on)]

    def _end(self, version: Version, start: Array, outside: Mask) -> Array:
        return end_of(version, ColumnCounting(self._working, outside))(start)

    def _by_version(
        self,
        versions: tuple[Version, ...],
        on: Array,
        missing: int,
        outside: Mask,
        value: Callable[..., Array],
        *columns: Array,
    ) -> Array:
        """For each row the value that the version in force gives it."""
        place = in_force(versions, on)
        values = np.full(np.shape(place), missing, WIDE)
        for number, version in enumerate(versions, 1):
            rows = np.flatnonzero(place == number)
            if len(rows) == np.size(place):
                return value(version, *columns, outside)
            if len(rows):
                beyond = np.zeros(len(rows), bool)
                of_version = (take(column, rows) for column in columns)
                values[rows] = value(version, *of_version, beyond)
                outside[rows] |= beyond
        return values


@frozen(eq=False, repr=False)
class ColumnCounting:
    """Counting from columns of days on: :class:`foirules.engine.periods.Counting`.

    :param outside: is set for each row of which a day lies outside the calendar.
    """

    table: DayTable
    outside: Mask

    def constant(self, number: int) -> Array:
        return encode(DATE, number)

    def days_later(self, day: Array, n: int) -> Array:
        return day + n

    def working_days_later(self, day: Array, n: int) -> Array:
        return self.table.add(day, n, self.outside)

    def months_later(self, day: Array, n: int, early: int) -> Array:
        return self.table.add_months(day, n, self.outside, early)

    def years_later(self, day: Array, n: int, early: int) -> Array:
        date = (day - EPOCH).astype("datetime64[D]")
        month = date.astype("datetime64[M]")
        place = (date - month).astype(int)
        first = (month + np.timedelta64(12 * n, "M")).astype("datetime64[D]").astype(int)
        end = (month + np.timedelta64(12 * n + 1, "M")).astype("datetime64[D]").astype(int)
        later: Places = np.minimum(first + place - early, end - 1)
        return (later + EPOCH).astype(WIDE)

    def end_of_year(self, day: Array, n: int) -> Array:
        year = (day - EPOCH).astype("datetime64[D]").astype("datetime64[Y]")
        end = (year + np.timedelta64(n + 1, "Y")).astype("datetime64[D]").astype(int) - 1
        return (end + EPOCH).astype(WIDE)

    def covered(self, day: Array) -> Array:
        return self.table.covered(day, self.outside)

    def working_day_from(self, day: Array, calendar: str) -> Array:
        return _table(calendar).add(day - 1, 1, self.outside)


@cache
def _table(calendar: str) -> DayTable:
    return DayTable(get_calendar(calendar))


def in_force(versions: tuple[Version, ...], on: Array) -> Places:
    """The place of the version in force, from 1; 0 where there is none."""
    place: Places = np.zeros(np.shape(on), SMALL)
    for day in first_days(versions):  # few: to compare with each is quicker than to search
        place = place + (on >= day)
    return place


def _amount(version: Version, outside: Mask) -> Array:
    return encode(INT, amount_of(version))
