"""Days as letters write them: ``29^th September``, ``3/8/17``, ``by Friday 6 October``.

Texts are in lower case, with single spaces, as :mod:`foirules.letters.sentences` makes them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from foirules.documents.written_days import MONTHS, month_named

WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_MONTH: Final = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept"
_WEEKDAY: Final = (
    rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}|mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun),? )?"
)
_DAY: Final = r"(?P<{0}>\d{{1,2}}) ?(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<{0}>(?:19|20)\d\d|[0-3]\d(?![\d:.,]\d| ?(?:am|pm|working|days?)\b))(?!\d)"
_ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second"),
    *("twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh"),
    *("twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"),
)  # of a day of a month
_NOT_A_MONTH: Final = (
    r"(?! (?:be|have|not|also|only|still|well|apply|include|contain|take|need|wish)\b)"
)
_STILL_A_MONTH: Final = (
    r"(?:(?<= of \d may)|(?<= of \d\d may)|(?<= on \d may)|(?<= on \d\d may)|(?<=\dth may))"
    r"(?= have been )"
)  # "your representations of 6 May have been considered"
_EDGES_OF_MONTHS: Final = ("end of", "beginning of", "start of")
_ANY: Final = r"(?=\W|\Z)"
_BEGINS: Final = "|".join(
    sorted(
        {each[:3] for each in (*MONTHS, *WEEKDAYS, *_ORDINALS, "week", "the", *_EDGES_OF_MONTHS)}
    )
)
_DATES: Final = re.compile(
    rf"(?<![\w#/.-])(?=\d|w/?c|{_BEGINS})"
    r"(?:(?P<week>(?:week (?:beginning|commencing|starting)|w/?c)(?: on)? )?"
    rf"{_WEEKDAY}(?:the )?(?:"
    rf"{_DAY.format('d1')},?(?: day)?[ -]?(?:of )?(?P<m1>{_MONTH})\b\.?"
    rf"(?:(?:,? '?|-){_YEAR.format('y1')}|(?<! may){_ANY}|{_NOT_A_MONTH}|{_STILL_A_MONTH})"
    rf"|(?P<d8>{'|'.join(_ORDINALS)})(?: day)? of (?P<m8>{_MONTH})\b"
    r"(?:,? (?P<y8>(?:19|20)\d\d)(?!\d))?"
    rf"|(?P<m2>{_MONTH}) {_DAY.format('d2')},? (?P<y2>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<m3>(?!may\b)(?:{_MONTH})) (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:.,]\d|\w)"
    r"|(?P<d4>\d{1,2})(?P<sep>[/.-])(?P<m4>\d{1,2})(?P=sep)(?P<y4>(?:19|20)?\d\d)(?![\d/])"
    r"|(?P<y5>(?:19|20)\d\d)-(?P<m5>\d\d)-(?P<d5>\d\d)(?!\d)"
    r"|(?:(?<=by )|(?<=cop )|(?<=on )|(?<=until )|(?<=before )|(?<=of )|(?<=dated )|(?<=received ))"
    r"(?P<d7>\d{1,2})/(?P<m7>\d{1,2})(?![\d/])"
    rf"|end of (?P<m6>{_MONTH})\b(?:,? (?P<y6>(?:19|20)\d\d)(?!\d))?"
    rf"|(?:beginning|start) of (?P<m9>{_MONTH})\b(?:,? (?P<y9>(?:19|20)\d\d)(?!\d))?"
    r"))"
)
_LISTED: Final = re.compile(
    r"\b(?:of|on|dated|missed) (?:the )?"
    r"(?P<days>(?:\d{1,2}(?:st|nd|rd|th)?(?:, |,? and | & )){1,6})\Z"
)  # before a day: "of 6, 13 and 20 June"
_LONGEST_LIST: Final = 50  # characters
_A_LEAP_YEAR: Final = 2024  # in which a day without its year may stand
_NAMES: Final = tuple(name[:3] for name in MONTHS)
_SHORT: Final = "|".join(_NAMES)
_AFTER_A_MONTH: Final = "|".join(rf"(?<=(?:{_SHORT})[a-z]{{{n}}} )" for n in range(7))
_MAY_BE_A_DAY: Final = re.compile(
    rf"[\d ](?:(?<=\d)(?:[/.-]\d| ?(?:st|nd|rd|th)?,?(?: day)?[ -]?(?:of )?(?:{_SHORT}))"
    rf"|(?<= )(?:of (?:{_SHORT})|(?=\d)(?:{_AFTER_A_MONTH})))"
)  # it begins with one character, which is found fast
_SEPARATED: Final = re.compile(r"\d[/.-]\d")
_MONTHS: Final = re.compile(
    r" (?:(?<=in )|(?<=during )|(?<=by )|(?<=for )|(?<=until )|(?<=of ))"
    rf"(?:(?:early|late)[ -])?(?P<month>{'|'.join(MONTHS)})\b"
    r"(?! \d{1,2}(?!\d))(?:,? (?P<year>(?:19|20)\d\d))?"
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
            return day_of(self.year, self.month, self.day)
        if anchor is None:
            return None
        years = range(anchor.year, anchor.year + 2) if future else (anchor.year, anchor.year - 1)
        found = [each for year in years if (each := day_of(year, self.month, self.day))]
        if self.weekday is not None:
            found = [each for each in found if each.weekday() == self.weekday]
        close = (each for each in found if (each >= anchor if future else each <= anchor))
        return next(close, None)


def may_write_a_day(text: str) -> bool:
    """Whether a text has part of a day: the name of a month, or figures with a mark between."""
    return any(map(text.__contains__, _NAMES)) or _SEPARATED.search(text) is not None


def written_days(text: str) -> Iterator[WrittenDay]:
    """The days that a text writes."""
    if not may_write_a_day(text):
        return
    for found in _DATES.finditer(text) if _MAY_BE_A_DAY.search(text) else ():
        said = {key: value for key, value in found.groupdict().items() if value is not None}
        named = next((n for n in "123689" if f"m{n}" in said), "")
        if named:
            month, number = month_named(said[f"m{named}"][:3]), named
        else:
            number = next(n for n in "457" if f"d{n}" in said)
            month = int(said[f"m{number}"])
        year = int(said[f"y{number}"]) if f"y{number}" in said else None
        if year is not None and year < 100:
            year += 2000
        last = monthrange(year or 2023, month)[1] if number == "6" else 0
        day = 1 if number == "9" else last or _number(said[f"d{number}"])
        if not (1 <= month <= 12 and day_of(year or _A_LEAP_YEAR, month, day)):
            continue
        weekday = said.get("weekday", "")[:3]
        place = next(
            (n for n, name in enumerate(WEEKDAYS) if weekday and name[:3] == weekday), None
        )
        later = 4 if "week" in said else 0
        yield WrittenDay(found.start(), found.end(), day, month, year, place, later)


def listed_days(text: str, written: Iterable[WrittenDay]) -> Iterator[WrittenDay]:
    """The days listed before written ones, of whose month they are: ``of 6, 13 and 20 June``."""
    for each in written:
        found = _LISTED.search(text[max(0, each.start - _LONGEST_LIST) : each.start])
        if found is None or not text[each.start : each.start + 1].isdigit():
            continue
        at = each.start - len(found["days"])
        for number in re.finditer(r"(\d{1,2})(?:st|nd|rd|th)?", found["days"]):
            day = int(number[1])
            if day < each.day and day_of(each.year or _A_LEAP_YEAR, each.month, day):
                start, end = at + number.start(), at + number.end()
                yield WrittenDay(start, end, day, each.month, each.year)


def _number(said: str) -> int:
    """The number of a day of a month, in digits or in words."""
    return int(said) if said.isdigit() else _ORDINALS.index(said) + 1


def written_months(text: str) -> Iterator[WrittenDay]:
    """The months that a text writes after a word such as ``in``, each by its last day; without a
    year, May is none."""
    if not any(map(text.__contains__, MONTHS)):
        return
    for found in _MONTHS.finditer(text):
        month = month_named(found["month"][:3])
        year = int(found["year"]) if found["year"] else None
        if year is not None or found["month"] != "may":
            last = monthrange(year or 2023, month)[1]
            yield WrittenDay(found.start() + 1, found.end(), last, month, year)


def day_of(year: int, month: int, day: int) -> date | None:
    """A day; None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
