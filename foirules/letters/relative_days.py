"""Days that a letter tells by its own: ``yesterday``, ``Friday week``, ``by the end of the month``.

Texts are in lower case, with single spaces, as :mod:`foirules.letters.sentences` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from attrs import evolve, frozen

from foirules.engine.environment import add_months
from foirules.letters.days import WEEKDAYS, WrittenDay, day_of, written_days

_FRIDAY: Final = 4  # on which a week of an office ends
_EDGES: Final = (r"(?<![\w#-])(?:", r")(?![\w-])")
_MAY_BE: Final = (
    *("day", "tomorrow", "night", "morning", "noon", "evening", "week", "month", "year"),
    "of writing",
)
_MAY_BE_OF_MONTH: Final = re.compile(r"(?:the|day) \d")
_ENDS_OF_NAMED: Final = ("today", "morrow", "yesterday", "night", "morning", "noon", "evening")
_OLD: Final = (" inst", " ult", " prox")

_BESIDE: Final = {
    "day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "today's date": 0,
    "day of writing": 0,
    "date of writing": 0,
    "time of writing": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
_WEEKS: Final = {
    **{"a week": 1, "one week": 1, "a fortnight": 2, "two weeks": 2},
    **{"three weeks": 3, "four weeks": 4, "week": 1, "fortnight": 2},
}
_AHEAD: Final = rf"(?P<ahead>{'|'.join(_WEEKS)})"
_BEFORE_TODAY: Final = (
    *("received", "came", "arrived", "logged", "in", "here", "us", "by", "as at", "as of"),
    *("stand", "stands"),
)
_TODAY: Final = (
    rf"(?:{'|'.join(f'(?<={each} )' for each in _BEFORE_TODAY)})today(?!')"
    r"|(?:(?<=at )|(?<=to ))today's date|today(?=,? \(?(?:the |\w{3,6}day )?\d)"
)
_ELSEWHERE: Final = "|".join(each for each in _BESIDE if not each.startswith("today"))
_NAMED: Final = re.compile(
    rf"(?<!within ){_AHEAD} (?:from )?(?P<near>today|tomorrow)"
    r"|(?P<day>today|tomorrow) (?P<later>week|fortnight)"
    rf"|(?P<beside>{_ELSEWHERE}|{_TODAY})".join(_EDGES)
)
_OF_WEEK: Final = re.compile(
    rf"{_AHEAD} (?:from|on) (?P<on>{'|'.join(WEEKDAYS)})"
    rf"|(?P<which>next |last )?(?:this )?(?P<weekday>{'|'.join(WEEKDAYS)})"
    r"(?:(?P<week>,? (?:of )?(?:the )?(?:next week|week after next|this week))"
    r"| (?P<later>week|fortnight)| next| last)?"
    r"(?!s?,? (?:the )?\d)".join(_EDGES)
)
_WEEK: Final = re.compile(
    r"(?:end of (?:the |this )(?:working )?|later this |during this |by the )(?P<this>week)(?:end)?"
    r"|(?:end of |early |mid-?|later? |during |some ?time )?(?:the )?"
    r"(?P<other>next week(?: but one)?|week after next)".join(_EDGES)
    + r"(?!(?:'s)? (?:of|beginning|commencing|ending|starting|after|meeting))"
)
_MONTH: Final = re.compile(
    r"end of (?:the |this )?(?:calendar )?(?P<end>(?:next |last )?month)"
    r"|(?P<month>month)(?:'s |-| )end"
    r"|(?<=before the )(?P<out>month)(?: is|'s)? (?:out|ends|over)"
    r"|(?:early |later? |during |by |some ?time |in )(?P<other>next month)"
    r"|(?:later |during )this (?P<this>month)".join(_EDGES)
)
_YEAR: Final = re.compile(
    r"end of (?:the |this )?(?:calendar )?(?P<end>(?:next )?year)|(?P<year>year)(?:'s |-| )end"
    r"|(?<=before the )(?P<out>year)(?: is|'s)? (?:out|ends|over)"
    r"|(?:later |during )this (?P<this>year)".join(_EDGES)
    + r"(?! \d)"
)
_GO_ON: Final = (
    r"(?:and|at|but|to|has|had|have|about|which|that|came|was|is|were|are|will|in|on|by|for|from"
    r"|with|we|i|you|it|they|when|where|as|so|if|because|who|your|our|my|the|before|after|or)"
)  # words after a day of a month, which no other thing of a number has after it
_OF_MONTH: Final = re.compile(
    r"(?:(?<=the )|(?<=day ))(?P<day>\d{1,2})(?:st|nd|rd|th)(?: of (?P<month>this|next) month"
    rf"|(?= ?(?:[.,;:)]|\Z|{_GO_ON} |[a-z]+ed |asking |saying |telling |giving |chasing ))"
    r"(?! (?:and|to) \d{1,2}(?:st|nd|rd|th)? [a-z]))"
    r"|(?P<old>\d{1,2})(?:st|nd|rd|th)? (?P<which>inst|ult|prox)\b"
)
_BESIDE_ITS_DATE: Final = re.compile(
    r"(?: of (?:that|the same) week)?"
    r"(?: ?[,(:\u2013-] ?|,? (?:i\.?e\.?|that is|namely|being|which is|say)[,:]? )(?:on |by )?"
)
_SAME: Final = re.compile(
    r"(?:the|that) same da(?:y|te)"
    r"|(?:(?<=received )|(?<=arrived )|(?<=came )|(?<=reached us ))(?:on )?(?:the )?"
    r"(?P<next>(?:next|following) day|day after)(?! (?:the|that|you|your|it)\b)"
    r"|(?:(?<=received )|(?<=arrived )|(?<= on ))that da(?:y|te)".join(_EDGES)
)
_OF_REQUEST: Final = re.compile(
    r"(?:(?<=to )|(?<=at )|(?<=by )|(?<=until ))the da(?:te|y) of your (?:\w{3,12} )?"
    r"(?:request|letter|email|enquiry)(?!,? \(?\d)".join(_EDGES)
)
_CAME: Final = re.compile(
    r"\b(?:came|arrived|received|receipt|reached|landed|got)(?: \w+){0,3}?,? (?:on )?the \Z"
)  # before a day of a month that is that of a letter or the one after
_NEAR: Final = 50  # characters
_MONTHS_ON: Final = {"inst": 0, "this": 0, "ult": -1, "prox": 1, "next": 1}


@frozen
class RelativeDay(WrittenDay):
    """A day that is told by that of the letter.

    :param days: how many days after it.
    """

    days: int = 0

    def _written(self, anchor: date | None, future: bool) -> date | None:
        return None if anchor is None else self._from(anchor, future)

    def _from(self, anchor: date, future: bool) -> date | None:
        return anchor + timedelta(days=self.days)


@frozen
class OfRequest(RelativeDay):
    """The day of the request, which only the thread tells."""

    def _from(self, anchor: date, future: bool) -> date | None:
        return None


@frozen
class OfWeek(RelativeDay):
    """A weekday: the next one after the letter, or the last before it, and ``days`` after that.

    :param next_or_last: whether the letter says so; in its own week, nobody knows which it means.
    """

    next_or_last: bool = False

    def _from(self, anchor: date, future: bool) -> date | None:
        on = ((self.weekday or 0) - anchor.weekday()) % 7 or 7
        on = on if future or self.days else on - 7
        found = anchor + timedelta(days=on)
        if self.next_or_last and found.isocalendar()[:2] == anchor.isocalendar()[:2]:
            return None
        return found + timedelta(days=self.days)


@frozen
class InWeek(RelativeDay):
    """A day of a week that begins so many ``days`` after that of the letter: its Friday, if the
    letter names no weekday."""

    def _from(self, anchor: date, future: bool) -> date | None:
        monday = anchor - timedelta(days=anchor.weekday())
        of_week = self.weekday if self.weekday is not None else _FRIDAY
        found = monday + timedelta(days=self.days + of_week)
        return found + timedelta(days=7 * (future and found < anchor))


@frozen
class OfYear(RelativeDay):
    """The last day of the year of the letter, or of one so many ``years`` later."""

    years: int = 0

    def _from(self, anchor: date, future: bool) -> date | None:
        return day_of(anchor.year + self.years, 12, 31)


@frozen
class OfMonth(RelativeDay):
    """A day of the month of the letter, or of that next to it; the last one where ``day`` is 0.

    :param months: how many months later; None where the letter does not say.
    """

    months: int | None = None

    def _from(self, anchor: date, future: bool) -> date | None:
        first = anchor.replace(day=1).toordinal()
        if not self.day:
            return date.fromordinal(add_months(first, (self.months or 0) + 1) - 1)
        may_be = (0, 1, 2) if future else (0, -1, -2)
        for later in may_be if self.months is None else (self.months,):
            month = date.fromordinal(add_months(first, later))
            found = day_of(month.year, month.month, self.day)
            if found is not None and (
                self.months is not None or (found >= anchor if future else found <= anchor)
            ):
                return found
        return None


def relative_days(text: str) -> Iterator[WrittenDay]:
    """The days that a text tells by that of the letter; of those that overlap, the longest is
    meant. One that is told again by its date, as in ``next Friday, 14 June``, is that date, and
    ``received the same day`` is the day written before it, ``the next day`` the one after that;
    ``came on the 17th`` is of its month, or of the next."""
    yield from _same(text)
    written: dict[int, WrittenDay] | None = None
    for each in _told(text):
        beside = _BESIDE_ITS_DATE.match(text, each.end)
        if beside is not None and written is None:
            written = {day.start: day for day in written_days(text)}
        day = (written or {}).get(beside.end()) if beside is not None else None
        if day is None:
            yield _when_it_came(text, each) or each
        else:
            yield evolve(day, start=each.start)


def _when_it_came(text: str, said: RelativeDay) -> WrittenDay | None:
    """The day on which what is of a day written before it came; None where it says none."""
    if not isinstance(said, OfMonth) or not said.day or said.months is not None:
        return None
    if not _CAME.search(text[max(0, said.start - _NEAR) : said.start]):
        return None
    before = [day for day in written_days(text) if day.end <= said.start]
    if not before:
        return None
    year, month = before[-1].year, before[-1].month
    if said.day < before[-1].day:
        year, month = year and year + month // 12, month % 12 + 1
    return WrittenDay(said.start, said.end, said.day, month, year)


def _same(text: str) -> Iterator[WrittenDay]:
    """The days that a text tells by one that it wrote before."""
    found = list(_SAME.finditer(text)) if " da" in text else ()
    written = list(written_days(text)) if found else ()
    for each in found:
        before = [day for day in written if day.end <= each.start()]
        if before:
            later = before[-1].later + bool(each["next"])
            yield evolve(before[-1], start=each.start(), end=each.end(), later=later)


def _told(text: str) -> Iterator[RelativeDay]:
    for found in _OF_REQUEST.finditer(text) if " of your " in text else ():
        yield OfRequest(found.start(), found.end(), 0, 0, None)
    if any(map(text.__contains__, _MAY_BE)):
        yield from _beside(text)
        yield from _of_weeks(text)
        for found in _MONTH.finditer(text) if "month" in text else ():
            months = ("next" in found[0]) - ("last" in found[0])
            yield OfMonth(found.start(), found.end(), 0, 0, None, months=months)
        for found in _YEAR.finditer(text) if "year" in text else ():
            yield OfYear(found.start(), found.end(), 0, 0, None, years=int("next" in found[0]))
    if _MAY_BE_OF_MONTH.search(text) or any(map(text.__contains__, _OLD)):
        for found in _OF_MONTH.finditer(text):
            day = int(found["day"] or found["old"])
            later = _MONTHS_ON.get(found["month"] or found["which"])
            if 1 <= day <= 31:
                yield OfMonth(found.start(), found.end(), day, 0, None, months=later)


def _beside(text: str) -> Iterator[RelativeDay]:
    for found in _NAMED.finditer(text) if any(map(text.__contains__, _ENDS_OF_NAMED)) else ():
        days = _BESIDE[found["near"] or found["day"] or found["beside"]]
        days += 7 * _WEEKS.get(found["ahead"] or found["later"], 0)
        yield RelativeDay(found.start(), found.end(), 0, 0, None, days=days)


def _of_weeks(text: str) -> Iterator[RelativeDay]:
    for found in _OF_WEEK.finditer(text) if any(map(text.__contains__, WEEKDAYS)) else ():
        place = found.start(), found.end(), 0, 0, None
        weekday = WEEKDAYS.index(found["on"] or found["weekday"])
        if found["week"]:
            yield InWeek(*place, weekday, days=_days_ahead(found["week"]))
        else:
            days = 7 * _WEEKS.get(found["ahead"] or found["later"], 0)
            yield OfWeek(*place, weekday, days=days, next_or_last=bool(found["which"]))
    for found in _WEEK.finditer(text) if "week" in text else ():
        days = _days_ahead(found["this"] or found["other"])
        yield InWeek(found.start(), found.end(), 0, 0, None, days=days)


def _days_ahead(words: str) -> int:
    """From the week of a letter to ``this week``, ``next week``, ``the week after next``."""
    return 14 if "after next" in words else 7 if "next" in words else 0
