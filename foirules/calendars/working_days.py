"""Calendars of working days, and arithmetic on them by table lookup.

Days are proleptic Gregorian ordinals (`date.toordinal()`), so that the tables serve a single date
and a column of dates alike.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any, NoReturn

_LAST_ORDINAL = date.max.toordinal()


class NotCounted(ValueError):
    """Working days that cannot be counted: a negative number of them, or no date to count from."""


class OutsideCalendar(NotCounted):
    """A day, given or resulting, lies outside the years a calendar covers.

    `day` is that day (where the result of a count would lie further on, the first day not covered)
    and `calendar` the calendar.
    """

    def __init__(self, day: date, calendar: Calendar, what: str | None = None) -> None:
        super().__init__(
            f"{what or day} lies outside the calendar {calendar.name}, "
            f"which covers {calendar.first_date} to {calendar.last_date}"
        )
        self.day = day
        self.calendar = calendar
        self._what = what

    def __reduce__(self) -> tuple[type[OutsideCalendar], tuple[date, Calendar, str | None]]:
        return OutsideCalendar, (self.day, self.calendar, self._what)


class Calendar:
    """Which days count as working days from `first` to `last`, both included.

    A calendar is its non-working days, each with the reason in words; all else follows. It never
    changes: `with_days` and `only` give new calendars. Equal calendars cover the same days, count
    the same days and give the same reasons under the same name.

    Attributes:
        name: what messages call it, e.g. `foia`.
        first, last: the ordinals of the first and last day covered.
        announced_until: the last day for which the government has announced the bank holidays;
            later dates are provisional.
        counts: for each day covered, from `first` on, the number of working days up to and
            including it.
        days: the ordinals of the working days, in order.
    """

    __slots__ = ("_reasons", "announced_until", "counts", "days", "first", "last", "name")

    name: str
    first: int
    last: int
    announced_until: date
    counts: tuple[int, ...]
    days: tuple[int, ...]
    _reasons: dict[int, str]

    def __init__(
        self, name: str, first: int, last: int, announced_until: date, reasons: Mapping[int, str]
    ) -> None:
        counts: list[int] = []
        days: list[int] = []
        for day in range(first, last + 1):
            if day not in reasons:
                days.append(day)
            counts.append(len(days))
        fields = {
            "name": name,
            "first": first,
            "last": last,
            "announced_until": announced_until,
            "counts": tuple(counts),
            "days": tuple(days),
            "_reasons": {day: reasons[day] for day in sorted(reasons) if first <= day <= last},
        }
        for field, value in fields.items():
            object.__setattr__(self, field, value)

    def __setattr__(self, field: str, value: object) -> NoReturn:
        raise AttributeError(f"a calendar cannot be changed: {field}")

    def __delattr__(self, field: str) -> NoReturn:
        raise AttributeError(f"a calendar cannot be changed: {field}")

    def __reduce__(self) -> tuple[type[Calendar], tuple[Any, ...]]:
        return Calendar, (self.name, self.first, self.last, self.announced_until, self._reasons)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Calendar):
            return NotImplemented
        return self is other or self.__reduce__() == other.__reduce__()

    def __hash__(self) -> int:
        return hash((self.name, self.first, self.last, len(self.days)))

    def __repr__(self) -> str:
        return f"<Calendar {self.name}, {self.first_date} to {self.last_date}>"

    def __str__(self) -> str:
        return self.name

    @property
    def first_date(self) -> date:
        """The first day covered, as a date."""
        return date.fromordinal(self.first)

    @property
    def last_date(self) -> date:
        """The last day covered, as a date."""
        return date.fromordinal(self.last)

    def add_working_days(self, day: int, n: int) -> int:
        """The `n`-th working day following `day`; `day` itself where `n` is 0.

        `day` is day zero and is not counted, whether or not it is a working day: "the twentieth
        working day following the date of receipt" (FOIA s10(1)) is `add_working_days(receipt, 20)`.

        Raises ValueError for a negative `n`, OutsideCalendar where `day` or the result is not
        covered.
        """
        if n < 0:
            raise NotCounted(f"cannot add a negative number of working days: {n}")
        index = day - self.first
        if index < 0 or day > self.last:
            raise self._outside(day)
        if n == 0:
            return day
        try:
            return self.days[self.counts[index] + n - 1]
        except IndexError:
            raise self._beyond(day, n) from None

    def working_days_between(self, start: int, end: int) -> int:
        """The number of working days after `start`, up to and including `end`.

        0 where `end` is not after `start`. Raises OutsideCalendar.
        """
        first, last = self.first, self.last
        if not first <= start <= last:
            raise self._outside(start)
        if not first <= end <= last:
            raise self._outside(end)
        if end <= start:
            return 0
        return self.counts[end - first] - self.counts[start - first]

    def working_days_inclusive(self, start: int, end: int) -> int:
        """The number of working days from `start` to `end`, both included.

        0 where `end` is before `start`. Raises OutsideCalendar. Fees notices disregard the days
        "beginning with" one day and "ending with" another (FOIA s10(2)).
        """
        first, last = self.first, self.last
        if not first <= start <= last:
            raise self._outside(start)
        if not first <= end <= last:
            raise self._outside(end)
        if end < start:
            return 0
        return self.counts[end - first] - (self.counts[start - first - 1] if start > first else 0)

    def is_working_day(self, day: int) -> bool:
        """Whether `day` counts. Raises OutsideCalendar."""
        if not self.first <= day <= self.last:
            raise self._outside(day)
        return day not in self._reasons

    def reason(self, day: int) -> str | None:
        """Why `day` does not count, in words; None for a working day. Raises OutsideCalendar."""
        if not self.first <= day <= self.last:
            raise self._outside(day)
        return self._reasons.get(day)

    def disregarded(self, start: int, end: int) -> list[tuple[int, str]]:
        """The days that do not count after `start`, up to and including `end`, with the reasons.

        Empty where `end` is not after `start`. Raises OutsideCalendar.
        """
        for day in (start, end):
            if not self.first <= day <= self.last:
                raise self._outside(day)
        reasons = self._reasons
        return [(day, reasons[day]) for day in range(start + 1, end + 1) if day in reasons]

    def holidays(self, start: int, end: int) -> list[tuple[int, str]]:
        """Those of the days disregarded that are neither Saturday nor Sunday."""
        return [(d, r) for d, r in self.disregarded(start, end) if (d - 1) % 7 < 5]

    def with_days(self, days: Iterable[tuple[int, str]]) -> Calendar:
        """This calendar with further non-working days, each given with its reason.

        For a day proclaimed after a release. A day that does not count anyway keeps the reason it
        has, so a day can stay in a policy after a later release has learnt of it.

        Raises OutsideCalendar for a day not covered, ValueError for a day without a reason.
        """
        further: dict[int, str] = {}
        for day, reason in days:
            if not self.first <= day <= self.last:
                raise self._outside(day)
            if not reason.strip():
                raise ValueError(f"no reason is given why {date.fromordinal(day)} does not count")
            further.setdefault(day, reason)
        return Calendar(
            self.name, self.first, self.last, self.announced_until, {**further, **self._reasons}
        )

    def only(
        self,
        days: Collection[int] | Callable[[int], bool],
        *,
        reason: str = "Not among the days that count",
        name: str | None = None,
        first: int | None = None,
        last: int | None = None,
    ) -> Calendar:
        """This calendar, where only those working days count that also satisfy `days`.

        `days` is a collection of ordinals (a set, a range) or a predicate over ordinals; `reason`
        is why the others do not count. `first` and `last` (both included) narrow what is covered.

        Raises OutsideCalendar where `first` or `last` is not covered.
        """
        first = self.first if first is None else first
        last = self.last if last is None else last
        for day in (first, last):
            if not self.first <= day <= self.last:
                raise self._outside(day)
        counts = days if callable(days) else days.__contains__
        reasons = {day: reason for day in range(first, last + 1) if not counts(day)}
        return Calendar(
            name or self.name, first, last, self.announced_until, {**reasons, **self._reasons}
        )

    def _outside(self, day: int) -> NotCounted:
        if not 1 <= day <= _LAST_ORDINAL:
            return NotCounted(f"{day} is not the ordinal of a date")
        return OutsideCalendar(date.fromordinal(day), self)

    def _beyond(self, day: int, n: int) -> OutsideCalendar:
        what = f"working day {n} after {date.fromordinal(day)}"
        return OutsideCalendar(date.fromordinal(self.last + 1), self, what)
