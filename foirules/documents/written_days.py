"""Days as people write them in the United Kingdom: 03/08/2017, 3 August 2017."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_NUMBERS: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z")
_WORDS: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]+),? (\d{4})\Z")
MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_LEAST: Final = 3  # letters of a month's name
_BEGUN: Final = {
    name[:size]: number
    for number, name in enumerate(MONTHS, 1)
    for size in range(_LEAST, len(name) + 1)
}


def written_day(text: str) -> date | None:
    """The day of a text with the day before the month; None where it is no such day."""
    plain = " ".join(text.split())
    if found := _NUMBERS.match(plain):
        day, month, year = map(int, found.groups())
    elif found := _WORDS.match(plain):
        day, year = int(found[1]), int(found[3])
        month = month_named(found[2].lower())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_named(name: str) -> int:
    """The number of a month by its name or the beginning of it; 0 where it is none."""
    return _BEGUN.get(name, 0)


def written_out(day: date) -> str:
    """3 August 2017."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"
