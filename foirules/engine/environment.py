"""What expressions can call: the calendar and the policy, as functions of whole numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from foirules.calendars.school import school_calendar
from foirules.calendars.uk import get_calendar
from foirules.calendars.working_days import Calendar
from foirules.engine.periods import amount_of, end_of, first_days
from foirules.language.nodes import ABSENT, UNKNOWN

if TYPE_CHECKING:
    from foirules.policy.policy import Policy, Version


def add_months(day: int, months: int, early: int = 0) -> int:
    """The same day of the month so many calendar months later, or that month's last day, in the
    calendar or not.

    :param early: 1 for a period beginning with the day itself: it ends the day before the same day
        of the month, or with the month where that lacks the day.
    """
    start = date.fromordinal(day)
    years, month = divmod(start.month - 1 + months, 12)
    first = date(start.year + years, month + 1, 1)
    following = first.replace(day=28) + timedelta(days=4)  # of the next month
    last = following.toordinal() - following.day
    return min(first.toordinal() + start.day - 1 - early, last)


@frozen(eq=False, repr=False)
class DayCounting:
    """Counting from one day on, in a calendar: :class:`foirules.engine.periods.Counting`."""

    calendar: Calendar

    def constant(self, number: int) -> int:
        return number

    def days_later(self, day: int, n: int) -> int:
        return day + n

    def working_days_later(self, day: int, n: int) -> int:
        return self.calendar.add_working_days(day, n)

    def months_later(self, day: int, n: int, early: int) -> int:
        return add_months(day, n, early)

    def years_later(self, day: int, n: int, early: int) -> int:
        return add_months(day, 12 * n, early)

    def end_of_year(self, day: int, n: int) -> int:
        return date(date.fromordinal(day).year + n, 12, 31).toordinal()

    def covered(self, day: int) -> int:
        self.calendar.is_working_day(day)
        return day

    def working_day_from(self, day: int, calendar: str) -> int:
        return get_calendar(calendar).add_working_days(day - 1, 1)


@define(eq=False, repr=False)
class Environment:
    """The functions of one policy. Values are those of :mod:`foirules.language.nodes`.

    :param base: the calendar that the policy's own days are added to; its regime's if None.
    """

    policy: Policy
    base: Calendar | None = None
    calendar: Calendar = field(init=False)
    school: Calendar | None = field(init=False)
    add_working_days: Callable[[int, int], int] = field(init=False)
    working_days_between: Callable[[int, int], int] = field(init=False)
    working_days_inclusive: Callable[[int, int], int] = field(init=False)
    deadline: Callable[[str, int, int], int] = field(init=False)
    _starts: dict[str, list[int]] = field(init=False, factory=dict)
    _ends: dict[str, list[Callable[[int], int]]] = field(init=False, factory=dict)
    _masks: dict[str, list[int]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        calendar = self.base or self.policy.regime.calendar
        if self.policy.non_working_days:
            calendar = calendar.with_days(
                [(day.toordinal(), reason) for day, reason in self.policy.non_working_days]
            )
        self.calendar = calendar
        self.add_working_days = calendar.add_working_days
        self.working_days_between = calendar.working_days_between
        self.working_days_inclusive = calendar.working_days_inclusive
        self.school = None
        if self.policy.school_terms or self.policy.school_days_off:
            self.school = school_calendar(
                calendar,
                terms=self.policy.school_terms,
                non_school_days=self.policy.school_days_off,
            )
        for name, versions in {**self.policy.periods, **self.policy.sets}.items():
            self._starts[name] = first_days(versions)
        counting = DayCounting(calendar)
        for name, versions in self.policy.periods.items():
            self._ends[name] = [end_of(version, counting) for version in versions]
        self.deadline = lru_cache(maxsize=1 << 11)(self._deadline)
        for name, versions in self.policy.sets.items():
            family = self.policy.regime.vocabulary.exemptions.family
            self._masks[name] = [family(v.members) for v in versions]

    add_months = staticmethod(add_months)

    def version(self, name: str, on: int) -> Version | None:
        """The version of a period in force on a day, or None."""
        place = bisect_right(self._starts.get(name, ()), on)
        return self.policy.periods[name][place - 1] if place else None

    def counted(self, first: int, last: int) -> Calendar:
        """The school's calendar from one day to another; the plain one where it does not reach."""
        school = self.school
        return school if school and school.first <= first and last <= school.last else self.calendar

    def school_deadline(self, day: int, n: int, last: int) -> int:
        """The n-th school day after a day, or the last day given if that is earlier.

        Unknown where the school's days that are given do not reach so far.
        """
        school = self.school
        if school is None or not school.first <= day <= school.last:
            return UNKNOWN
        if school.working_days_between(day, min(max(last, day), school.last)) >= n:
            return school.add_working_days(day, n)
        return last if last <= school.last else UNKNOWN

    def school_days_inclusive(self, start: int, end: int) -> int:
        """School days from one day to another, both counted; unknown where they are not given."""
        school = self.school
        if school is None or not school.first <= min(start, end) <= max(start, end) <= school.last:
            return UNKNOWN
        return school.working_days_inclusive(start, end)

    def _deadline(self, name: str, start: int, on: int) -> int:
        """The last day of a period that starts on ``start``, by the version in force on ``on``.

        Day zero is ``start``, unless the period is one "beginning with" it.
        """
        place = bisect_right(self._starts[name], on)
        return self._ends[name][place - 1](start) if place else ABSENT

    def amount(self, name: str, on: int) -> int:
        """How many days, weeks or months a period has."""
        return amount_of(self.version(name, on))

    def masks(self, name: str) -> list[int]:
        """The exemptions of a list, version by version."""
        return self._masks.get(name, [])

    def listed(self, name: str, on: int) -> int:
        """The exemptions of a list of the policy in force on a day."""
        place = bisect_right(self._starts.get(name, ()), on)
        return self._masks[name][place - 1] if place else ABSENT
