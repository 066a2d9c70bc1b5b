"""The ends of periods: what a unit counts, and which version is in force.

Said once for a day and for a column of days: each back end brings its own :class:`Counting`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from foirules.language.declarations import ClockDeclaration
from foirules.language.nodes import ABSENT, UNKNOWN
from foirules.policy.policy import AMOUNTS, Version

D = TypeVar("D")
"""A day as an ordinal, or a column of them."""


class Counting(Protocol[D]):
    """How a back end counts from days on; what it cannot count it refuses in its own way."""

    def constant(self, number: int) -> D:
        """One day for all, or one of the two numbers that are no value."""

    def days_later(self, day: D, n: int) -> D:
        """So many calendar days later."""

    def working_days_later(self, day: D, n: int) -> D:
        """The n-th working day after a day."""

    def months_later(self, day: D, n: int, early: int) -> D:
        """So many months after a day of the calendar.

        The same day of that month, or its last where it lacks the day.

        :param early: 1 for a period beginning with the day itself: it ends the day before the same
            day of the month, or with the month where that lacks the day.
        """

    def years_later(self, day: D, n: int, early: int) -> D:
        """So many years after any day, in the calendar or not; ``early`` as for months."""

    def end_of_year(self, day: D, n: int) -> D:
        """The last day of the year so many after that of any day, in the calendar or not."""

    def covered(self, day: D) -> D:
        """The day, where the calendar reaches it."""

    def working_day_from(self, day: D, calendar: str) -> D:
        """The day, or the next working day of a calendar where it is none."""


def first_days(versions: Sequence[Version]) -> list[int]:
    """The day from which each version is in force, until the next one is."""
    return [version.start.toordinal() for version in versions]


def end_of(version: Version, days: Counting[D]) -> Callable[[D], D]:
    """The last day of a period by one version, as a function of the day it starts on.

    That day is day zero, unless the period is one "beginning with" it.
    """
    if version.day is not None:
        last = version.day.toordinal()
        return lambda start: days.constant(last)
    unit, n, early = version.unit, version.amount, int(version.beginning_with)
    if unit is None or n is None or unit in AMOUNTS:
        return lambda start: days.constant(ABSENT if version.known else UNKNOWN)

    def moved(end: Callable[[D], D]) -> Callable[[D], D]:
        """An end that has to be in the calendar, moved on to a working day if the version says."""
        calendar = version.rolls
        if calendar is None:
            return lambda start: days.covered(end(start))
        return lambda start: days.working_day_from(days.covered(end(start)), calendar)

    match unit:
        case "working-days":
            return lambda start: days.working_days_later(days.days_later(start, -early), n)
        case "calendar-days":
            return moved(lambda start: days.days_later(start, n - early))
        case "calendar-weeks":
            return moved(lambda start: days.days_later(start, 7 * n - early))
        case "calendar-months":
            return moved(lambda start: days.months_later(start, n, early))
        case "calendar-years":
            return lambda start: days.years_later(start, n, early)
        case "whole-years":
            return lambda start: days.end_of_year(start, n)
        case _:
            raise ValueError(f"no period ends by {unit}")


def amount_of(version: Version | None) -> int:
    """How many of its unit a period has."""
    if version is None or version.amount is None:
        return ABSENT if version is None or version.known else UNKNOWN
    return version.amount


def grounds(clock: ClockDeclaration, version: Version | None) -> tuple[str, str]:
    """What a clock rests on, and its provisions, by the version of its period in force."""
    if version is None:
        return clock.kind, clock.cites
    known = version.cites in clock.cites
    return version.kind, clock.cites if known else f"{clock.cites}; {version.cites}"
