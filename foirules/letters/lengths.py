"""Lengths of time as letters write them: ``twenty working days``, ``two calendar months``.

Texts are in lower case, with single spaces, as :mod:`foirules.letters.sentences` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from foirules.calendars.working_days import Calendar, NotCounted
from foirules.engine.environment import add_months

_NUMBERS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
_TENS: Final = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_NUMBER: Final = rf"(?P<number>\d{{1,3}}|{'|'.join((*_NUMBERS[1:], *_TENS))})"
_LENGTHS: Final = re.compile(
    rf"(?<![\w#.-]){_NUMBER}(?: ?\(\w{{1,10}}\))?[ -](?:(?:further|additional|extra|full|clear) )?"
    r"(?:(?P<kind>working|wkg|school|business|calendar) ?-?)?"
    r"(?P<unit>day|week|month|year)s?\b(?! old)"
)
_UNITS: Final = ("day", "week", "month", "year", "fortnight")
_FORTNIGHTS: Final = re.compile(
    r"(?<![\w#-])(?:(?P<number>a|one|two) )?(?P<unit>fortnight)s?\b"
    r"|(?:(?<=within )|(?<=in )(?=[a-z]+ [a-z]+'s time))"
    r"(?P<one>a|one) (?P<of>week|month|year)\b(?! (?:late|ago|earlier|old|before))"
)


@frozen
class Length:
    """A length of time: so many days, working days, school days or months."""

    start: int
    end: int
    number: int
    unit: str
    working: bool = False

    @property
    def counted(self) -> tuple[int, str]:
        """The number and the unit: ``(20, "working-days")``."""
        return self.number, f"{'working-' * self.working}{self.unit}s"

    def after(self, start: date, calendar: Calendar) -> date | None:
        """The last day of it, counted by the calendar; None where that does not reach so far,
        and of school days, which each school has its own."""
        if self.unit == "school-day":
            return None
        try:
            if self.working and self.unit == "day":
                counted = calendar.add_working_days(start.toordinal(), self.number)
                return date.fromordinal(counted)
            if self.unit in ("month", "year"):
                months = self.number * (12 if self.unit == "year" else 1)
                return date.fromordinal(add_months(start.toordinal(), months))
            return start + timedelta(days=self.number * (7 if self.unit == "week" else 1))
        except (NotCounted, ValueError, OverflowError):
            return None


def written_lengths(text: str) -> Iterator[Length]:
    """The lengths of time that a text writes."""
    if not any(map(text.__contains__, _UNITS)):
        return
    for found in _LENGTHS.finditer(text):
        said = found["number"]
        number = int(said) if said.isdigit() else _TENS.get(said) or _NUMBERS.index(said)
        working = found["kind"] in ("working", "wkg", "business")
        unit = "school-day" if found["kind"] == "school" else found["unit"]
        if number:
            yield Length(found.start(), found.end(), number, unit, working)
    if "fortnight" not in text and "within " not in text and "'s time" not in text:
        return
    for found in _FORTNIGHTS.finditer(text):
        number = 1 if found["of"] else 4 if found["number"] == "two" else 2
        yield Length(found.start(), found.end(), number, found["of"] or "week")
