"""Days and lengths of time as letters write them: ``29^th September``, ``3/8/17``, ``by Friday 6
October``, ``twenty working days``, ``two calendar months``.

Texts are in lower case, with single spaces, as :mod:`foirules.letters.sentences` makes them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from foirules.calendars.working_days import Calendar, NotCounted
from foirules.documents.written_days import MONTHS, month_named
from foirules.engine.environment import add_months

_WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_MONTH: Final = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept"
_WEEKDAY: Final = (
    rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)}|mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun),? )?"
)
_DAY: Final = r"(?P<{0}>\d{{1,2}}) ?(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<{0}>(?:19|20)\d\d|\d\d(?![\d:.,]\d| ?(?:am|pm|working|days?)\b))(?!\d)"
_NOT_A_MONTH: Final = (
    r"(?! (?:be|have|not|also|only|still|well|apply|include|contain|take|need|wish)\b)"
)
_ANY: Final = r"(?=\W|\Z)"
_DATES: Final = re.compile(
    rf"(?<![\w#/.-])(?:(?P<week>week (?:beginning|commencing) )?{_WEEKDAY}(?:the )?(?:"
    rf"{_DAY.format('d1')},?(?: day)?[ -]?(?:of )?(?P<m1>{_MONTH})\b\.?"
    rf"(?:(?:,? '?|-){_YEAR.format('y1')}|(?<! may){_ANY}|{_NOT_A_MONTH})"
    rf"|(?P<m2>{_MONTH}) {_DAY.format('d2')},? (?P<y2>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<m3>(?!may\b)(?:{_MONTH})) (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:.,]\d|\w)"
    r"|(?P<d4>\d{1,2})(?P<sep>[/.-])(?P<m4>\d{1,2})(?P=sep)(?P<y4>(?:19|20)?\d\d)(?![\d/])"
    r"|(?P<y5>(?:19|20)\d\d)-(?P<m5>\d\d)-(?P<d5>\d\d)(?!\d)"
    r"|(?:(?<=by )|(?<=cop )|(?<=on )|(?<=until )|(?<=before ))"
    r"(?P<d7>\d{1,2})/(?P<m7>\d{1,2})(?![\d/])"
    rf"|end of (?P<m6>{_MONTH})\b(?:,? (?P<y6>(?:19|20)\d\d)(?!\d))?"
    r"))"
)
_MAY_BE_RELATIVE: Final = re.compile(r"day\b|today|yesterday|tomorrow|end of |the \d")
_MAY_BE_A_DAY: Final = re.compile(r"\d|end of ")
_MONTHS: Final = re.compile(
    rf"(?<![\w#])(?:(?<=in )|(?<=during )|(?<=by )|(?<=for )|(?<=until )|(?<=of ))"
    rf"(?:(?:early|late|mid)[ -])?(?P<month>{'|'.join(MONTHS)})\b"
    r"(?! \d{1,2}(?!\d))(?:,? (?P<year>(?:19|20)\d\d))?"
)
_FORTNIGHTS: Final = re.compile(
    r"(?<![\w#-])(?:(?P<number>a|one|two) )?(?P<unit>fortnight)s?\b"
    r"|(?<=within )(?P<one>a|one) (?P<of>week|month|year)\b(?! (?:late|ago|earlier|old|before))"
)
_BESIDE: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}
_TODAY: Final = "|".join(
    f"(?<={each} )" for each in ("received", "came", "arrived", "logged", "in", "here", "us", "by")
)
_RELATIVE: Final = re.compile(
    rf"(?<![\w#])(?:(?P<beside>yesterday|tomorrow|(?:{_TODAY})today(?!'))(?!,? (?:the )?\d)"
    r"|end of (?P<of>(?:the|this|next) (?:week|month))(?! (?:of|beginning|commencing))"
    r"|(?<=the )(?P<day>\d{1,2})(?:st|nd|rd|th)"
    r"(?= ?(?:[.,;:)]|\Z|and |but |to |of (?:this|next) month))"
    rf"|(?:next |this )?(?P<weekday>{'|'.join(_WEEKDAYS)})(?: next)?"
    r"(?P<week> of next week| next week)?"
    r"(?!s?,? (?:the )?\d))(?![\w-])"
)
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


@frozen
class WrittenDay:
    """A day as it is written; ``year`` and ``weekday`` (0 for Monday) where they are. What is meant
    comes so many days ``later``: the Friday of a week that begins on the day."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None = None
    later: int = 0

    def near(self, anchor: date | None, future: bool) -> date | None:
        """The day that is meant; None where there is no such day.

        :param anchor: a day near which it is, where no year is written: the first on or after it if
            ``future``, else the last before or on it.
        """
        on = self._written(anchor, future)
        return on + timedelta(days=self.later) if on is not None else None

    def _written(self, anchor: date | None, future: bool) -> date | None:
        if self.year is not None:
            return _date(self.year, self.month, self.day)
        if anchor is None:
            return None
        years = range(anchor.year, anchor.year + 2) if future else (anchor.year, anchor.year - 1)
        found = [each for year in years if (each := _date(year, self.month, self.day))]
        if self.weekday is not None:
            found = [each for each in found if each.weekday() == self.weekday]
        close = (each for each in found if (each >= anchor if future else each <= anchor))
        return next(close, None)


@frozen
class RelativeDay(WrittenDay):
    """A day that is told by that of the letter: ``Friday of next week``, ``yesterday``.

    :param words: what tells it, as :data:`_RELATIVE` finds it.
    """

    words: str = ""

    def _written(self, anchor: date | None, future: bool) -> date | None:
        if anchor is None:
            return None
        if self.words in _BESIDE:
            return anchor + timedelta(days=_BESIDE[self.words])
        monday = anchor - timedelta(days=anchor.weekday())
        if "week" in self.words:
            weeks = 1 if "next" in self.words else 0
            of_week = self.weekday if self.weekday is not None else 4
            return monday + timedelta(days=7 * weeks + of_week)
        if self.day:
            return self._of_month(anchor, future)
        if "month" in self.words:
            first = anchor.replace(day=1)
            last = add_months(first.toordinal(), 2 if "next" in self.words else 1)
            return date.fromordinal(last - 1)
        days = ((self.weekday or 0) - anchor.weekday()) % 7 or 7
        return anchor + timedelta(days=days if future else days - 7)

    def _of_month(self, anchor: date, future: bool) -> date | None:
        """The day of this month, or of the one that is next to it."""
        for later in (0, 1, 2) if future else (0, -1, -2):
            month = date.fromordinal(add_months(anchor.replace(day=1).toordinal(), later))
            found = _date(month.year, month.month, self.day)
            if found is not None and (found >= anchor if future else found <= anchor):
                return found
        return None


@frozen
class Length:
    """A length of time: so many days, working days or months."""

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
        """The last day of it, counted by the calendar; None where that does not reach so far."""
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


def written_days(text: str) -> Iterator[WrittenDay]:
    """The days that a text writes."""
    if not _MAY_BE_A_DAY.search(text):
        return
    for found in _DATES.finditer(text):
        said = {key: value for key, value in found.groupdict().items() if value is not None}
        named = next((n for n in "1236" if f"m{n}" in said), "")
        if named:
            month, number = month_named(said[f"m{named}"][:3]), named
        else:
            number = next(n for n in "457" if f"d{n}" in said)
            month = int(said[f"m{number}"])
        year = int(said[f"y{number}"]) if f"y{number}" in said else None
        if year is not None and year < 100:
            year += 2000
        last = monthrange(year or 2023, month)[1] if number == "6" else 0
        day = last or int(said[f"d{number}"])
        if not (1 <= month <= 12 and _date(year or 2024, month, day)):
            continue
        weekday = said.get("weekday", "")[:3]
        place = next(
            (n for n, name in enumerate(_WEEKDAYS) if weekday and name[:3] == weekday), None
        )
        later = 4 if "week" in said else 0
        yield WrittenDay(found.start(), found.end(), day, month, year, place, later)


def written_months(text: str) -> Iterator[WrittenDay]:
    """The months that a text writes after a word such as ``in``, each by its last day; without a
    year, May is none."""
    for found in _MONTHS.finditer(text):
        month = month_named(found["month"][:3])
        year = int(found["year"]) if found["year"] else None
        if year is not None or found["month"] != "may":
            last = monthrange(year or 2023, month)[1]
            yield WrittenDay(found.start(), found.end(), last, month, year)


def relative_days(text: str) -> Iterator[RelativeDay]:
    """The days that a text tells by that of the letter."""
    if not _MAY_BE_RELATIVE.search(text):
        return
    for found in _RELATIVE.finditer(text):
        weekday = _WEEKDAYS.index(found["weekday"]) if found["weekday"] else None
        words = found["beside"] or found["of"] or (found["week"] or "").strip()
        day = int(found["day"] or 0)
        yield RelativeDay(found.start(), found.end(), day, 0, None, weekday, words=words)


def written_lengths(text: str) -> Iterator[Length]:
    """The lengths of time that a text writes."""
    for found in _LENGTHS.finditer(text):
        said = found["number"]
        number = int(said) if said.isdigit() else _TENS.get(said) or _NUMBERS.index(said)
        working = found["kind"] in ("working", "wkg", "school", "business")
        if number:
            yield Length(found.start(), found.end(), number, found["unit"], working)
    if "fortnight" not in text and "within " not in text:
        return
    for found in _FORTNIGHTS.finditer(text):
        number = 1 if found["of"] else 4 if found["number"] == "two" else 2
        yield Length(found.start(), found.end(), number, found["of"] or "week")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
