"""Values in words, for messages, derivations and reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Final

from foirules.calendars.months import MONTHS
from foirules.language.nodes import ABSENT, UNKNOWN
from foirules.language.types import BOOL, DATE, Enumeration, SetType, Type

# Not strftime's names: those are in the language of the host program.
_WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip


def in_words(kind: Type, value: int) -> str:
    """A value as a person reads it: dates in full."""
    if value == UNKNOWN:
        return "not recorded"
    if value == ABSENT:
        return "none"
    if kind is DATE:
        return _day_in_words(value)
    if kind is BOOL:
        return "yes" if value else "no"
    if isinstance(kind, SetType):
        return join(kind.names(value)) or "none"
    if isinstance(kind, Enumeration):
        return kind.members[value]
    return str(value)


def between(kind: Type, low: int, high: int, on: str = "") -> str:
    """A value that may be any from one to another: between two days, from one number to another.

    :param on: what stands before a single day.
    """
    if low == high:
        return on + in_words(kind, low)
    if kind is DATE:
        return f"between {days_in_words(date.fromordinal(low), date.fromordinal(high))}"
    return f"{in_words(kind, low)} to {in_words(kind, high)}"


def day_in_words(day: date) -> str:
    """4 September 2017."""
    return _day_in_words(day.toordinal())


def weekday_in_words(day: date) -> str:
    """Monday."""
    return _WEEKDAYS[day.weekday()]


def days_in_words(first: date, last: date) -> str:
    """30 September and 6 October 2017."""
    return f"{_beside(first, last)} and {day_in_words(last)}"


def span(first: date, last: date | None) -> str:
    """A day, or from a day to another."""
    if last is None or last == first:
        return day_in_words(first)
    return f"{_beside(first, last)} to {day_in_words(last)}"


def in_a_row(days: Iterable[tuple[date, str]]) -> Iterator[tuple[str, str]]:
    """The weekdays of dated reasons, in words; those of one reason with none between together."""
    weekdays = [(day, why) for day, why in days if day.weekday() < 5]
    numbered = enumerate(weekdays)
    for _, run in groupby(numbered, key=lambda n: (n[1][1], _weekday_number(n[1][0]) - n[0])):
        found = [each for _, each in run]
        yield span(found[0][0], found[-1][0]), found[0][1]


@lru_cache(maxsize=4096)
def _day_in_words(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def join(names: Sequence[str]) -> str:
    """a, b and c."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _beside(day: date, other: date) -> str:
    """A day in words; its year is left to the other, where that is the same."""
    shown = day_in_words(day)
    return shown.removesuffix(f" {day.year}") if day.year == other.year else shown


def _weekday_number(day: date) -> int:
    weeks, rest = divmod(day.toordinal() - 1, 7)
    return weeks * 5 + rest
