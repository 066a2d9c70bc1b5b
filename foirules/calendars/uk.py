"""The calendars of the United Kingdom, by name."""

from __future__ import annotations

from datetime import date
from functools import cache

from foirules.calendars.working_days import Calendar

_Table = tuple[tuple[str, str, str], ...]

_NATIONS = {
    "E": ("england-and-wales", "England and Wales"),
    "S": ("scotland", "Scotland"),
    "N": ("northern-ireland", "Northern Ireland"),
}

UNITED_KINGDOM = "united-kingdom"
CALENDAR_NAMES: tuple[str, ...] = (*(name for name, _ in _NATIONS.values()), UNITED_KINGDOM)
"""The names of the calendars."""
ALSO = {"foia": UNITED_KINGDOM}
"""What a calendar was called before, by which `get_calendar` and policies still know it."""

_WEEKEND = {5: "Saturday", 6: "Sunday"}


@cache
def get_calendar(name: str) -> Calendar:
    """The calendar of a part of the United Kingdom, or of the whole, from 2005 to 2030.

    In `united-kingdom` a day counts unless it is a Saturday, a Sunday, Christmas Day, Good Friday
    or a bank holiday under the Banking and Financial Dealings Act 1971 in any part of the United
    Kingdom (FOIA s10(6)). The others take in the holidays of their own part alone (for Scotland:
    FOI(S)A s73). Each call gives the same, unchanging object.

    Raises ValueError for a name not in CALENDAR_NAMES.
    """
    if name in ALSO:
        return get_calendar(ALSO[name])
    if name not in CALENDAR_NAMES:
        raise ValueError(_unknown(name))
    # Only here, so that `build` can import the package while there is no table.
    from foirules.calendars.table import ANNOUNCED_UNTIL, BANK_HOLIDAYS, FIRST_YEAR, LAST_YEAR

    first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    reasons = _of_all(BANK_HOLIDAYS) if name == UNITED_KINGDOM else _nation(name, BANK_HOLIDAYS)
    for weekday, reason in _WEEKEND.items():
        start = first + (weekday - first - 6) % 7
        reasons.update(dict.fromkeys(range(start, last + 1, 7), reason))
    return Calendar(name, first, last, ANNOUNCED_UNTIL, reasons)


def _nation(name: str, holidays: _Table) -> dict[int, str]:
    return {
        date.fromisoformat(day).toordinal(): reason
        for day, nations, reason in holidays
        if any(_NATIONS[letter][0] == name for letter in nations)
    }


def _of_all(holidays: _Table) -> dict[int, str]:
    reasons: dict[int, str] = {}
    for iso, nations, reason in holidays:
        day = date.fromisoformat(iso).toordinal()
        if len(nations) < len(_NATIONS):
            reason += f" ({', '.join(_NATIONS[letter][1] for letter in nations)})"
        reasons[day] = f"{reasons[day]}; {reason}" if day in reasons else reason
    return reasons


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, CALENDAR_NAMES, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(CALENDAR_NAMES)}"
    return f"no calendar is called {name!r}: {hint}"
