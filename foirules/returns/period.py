"""The period of a return: a quarter, a year, or from one day to another."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from attrs import frozen

MESSAGES: Final = {
    "form": "found {found}; expected a quarter (2024-Q2), a year (2024), or two days"
    " (2024-04-01..2024-06-30)",
    "order": "{start} comes after {end}",
    "outside": "{found} lies outside the years covered, {first} to {last}",
    "not-begun": "the period begins on {start}, after {as_of}, the day of the audit",
}
_QUARTER: Final = re.compile(r"(\d{4})-?Q([1-4])")
_YEAR: Final = re.compile(r"\d{4}")
YEARS: Final = (2005, 2030)  # that the calendar covers


class PeriodError(ValueError):
    """What is given is no period: a line."""


@frozen
class Period:
    """From a day to another, both of them in it.

    :param name: what a return calls it: ``Q2 2024``, ``2024``, or the two days.
    """

    start: date
    end: date
    name: str

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        """A quarter of a calendar year, numbered from 1."""
        first = date(year, 3 * number - 2, 1)
        following = date(year + number // 4, 3 * number % 12 + 1, 1)
        return cls(first, following - timedelta(1), f"Q{number} {year}")

    @classmethod
    def before(cls, day: date) -> Period:
        """The last quarter that was over before a day."""
        year, number = day.year, (day.month - 1) // 3
        return cls.quarter(year, number) if number else cls.quarter(year - 1, 4)


def read_period(text: str | None, as_of: date) -> Period:
    """The period that is asked for; the last whole quarter before ``as_of``, if none is.

    :raises PeriodError: where it is none, or has not begun by ``as_of``.
    """
    period = Period.before(as_of) if text is None else _read(text.strip())
    for year in (period.start.year, period.end.year):
        if not YEARS[0] <= year <= YEARS[1]:
            said = {"found": period.name, "first": YEARS[0], "last": YEARS[1]}
            raise PeriodError(MESSAGES["outside"].format(**said))
    if period.start > as_of:
        raise PeriodError(MESSAGES["not-begun"].format(start=period.start, as_of=as_of))
    return period


def _read(text: str) -> Period:
    if found := _QUARTER.fullmatch(text.upper()):
        year, number = map(int, found.groups())
        return Period.quarter(year, number) if year else _refuse(text)
    if _YEAR.fullmatch(text) and int(text):
        return Period(date(int(text), 1, 1), date(int(text), 12, 31), text)
    try:
        start, end = (date.fromisoformat(each.strip()) for each in text.split(".."))
    except ValueError:
        return _refuse(text)
    if start > end:
        raise PeriodError(MESSAGES["order"].format(start=start, end=end))
    return Period(start, end, f"{start} to {end}")


def _refuse(text: str) -> Period:
    raise PeriodError(MESSAGES["form"].format(found=repr(text)))
