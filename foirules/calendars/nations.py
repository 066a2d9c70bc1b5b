"""The bank holidays of each part of the United Kingdom, worked out with workalendar.

Only `build` imports this module: workalendar takes longer to load than a due date may take, so
the library reads the table made from it.

Sources: the Banking and Financial Dealings Act 1971, section 1 and Schedule 1; the St Andrew's Day
Bank Holiday (Scotland) Act 2007 (asp 2), in force from 16 January 2007; proclamations under
section 1(3), which every year give the substitute days for holidays that fall on a weekend.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from workalendar.core import MON
from workalendar.europe import UnitedKingdom, UnitedKingdomNorthernIreland

from foirules.calendars.proclaimed import EW, NI, NOT_PROCLAIMED, PROCLAIMED, SCOTLAND

Days = list[tuple[date, str]]

# workalendar's name of a day -> ours. A name that is not here stops the build, so that an upgrade
# of workalendar cannot bring in a day unseen.
REASONS = {
    "New year": "New Year's Day",
    "New Year shift": "Substitute for New Year's Day",
    "Good Friday": "Good Friday",
    "Easter Monday": "Easter Monday",
    "Early May Bank Holiday": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Summer bank holiday": "Summer bank holiday",
    "Christmas Day": "Christmas Day",
    "Christmas Shift": "Substitute for Christmas Day",
    "Boxing Day": "Boxing Day",
    "Boxing Day Shift": "Substitute for Boxing Day",
    "Saint Patrick's Day": "St Patrick's Day",
    "Saint Patrick substitute": "Substitute for St Patrick's Day",
    "Battle of the Boyne": "Battle of the Boyne",
    "Battle of the Boyne substitute": "Substitute for Battle of the Boyne",
    "2 January": "2 January",
    "2 January substitute": "Substitute for 2 January",
    "St Andrew's Day": "St Andrew's Day",
    "St Andrew's Day substitute": "Substitute for St Andrew's Day",
}


class _ByRule(UnitedKingdom):  # type: ignore[misc]
    """workalendar's days without the proclaimed and moved ones: those come from our table."""

    def get_early_may_bank_holiday(self, year: int) -> tuple[date, str]:
        return self.get_nth_weekday_in_month(year, 5, MON), "Early May Bank Holiday"

    def get_spring_bank_holiday(self, year: int) -> tuple[date, str]:
        return self.get_last_weekday_in_month(year, 5, MON), "Spring Bank Holiday"

    def non_computable_holiday(self, year: int) -> None:
        return None

    def shift_christmas_boxing_days(self, year: int) -> Days:
        # workalendar names Monday 26 December Christmas Day's substitute and Tuesday Boxing Day's;
        # Schedule 1 and GOV.UK have it the other way round.
        christmas, boxing_day = date(year, 12, 25), date(year, 12, 26)
        match christmas.weekday():
            case calendar.FRIDAY:
                return [(boxing_day + timedelta(days=2), "Boxing Day Shift")]
            case calendar.SATURDAY:
                return [
                    (christmas + timedelta(days=2), "Christmas Shift"),
                    (boxing_day + timedelta(days=2), "Boxing Day Shift"),
                ]
            case calendar.SUNDAY:
                return [(christmas + timedelta(days=2), "Christmas Shift")]
        return []


class EnglandAndWales(_ByRule):
    """Schedule 1, paragraph 1, with the days proclaimed every year."""


class NorthernIreland(_ByRule, UnitedKingdomNorthernIreland):  # type: ignore[misc]
    """Schedule 1, paragraph 3; 12 July is proclaimed every year (section 1(5))."""


class Scotland(_ByRule):
    """Schedule 1, paragraph 2, with the days proclaimed every year.

    workalendar's own Scotland holds local holidays, few of which are bank holidays, and none of the
    substitutes; the United Kingdom's pattern is closer.
    """

    include_easter_monday = False
    shift_new_years_day = False

    def get_late_summer_bank_holiday(self, year: int) -> tuple[date, str]:
        return self.get_nth_weekday_in_month(year, 8, MON), "Summer bank holiday"

    def get_variable_days(self, year: int) -> Days:
        days: Days = super().get_variable_days(year)
        days += self._new_year(year)
        if year >= 2007:
            days += self._st_andrew(year)
        return days

    def _new_year(self, year: int) -> Iterator[tuple[date, str]]:
        """2 January, and the days that stand for it and for New Year's Day.

        A Sunday is put off to the 3rd by Schedule 1, a Saturday by proclamation. Where 1 January is
        the Saturday, both days are lost, and the 4th stands for the second (as in 2022).
        """
        yield date(year, 1, 2), "2 January"
        match date(year, 1, 1).weekday():
            case calendar.FRIDAY:
                yield date(year, 1, 4), "2 January substitute"
            case calendar.SATURDAY:
                yield date(year, 1, 3), "New Year shift"
                yield date(year, 1, 4), "2 January substitute"
            case calendar.SUNDAY:
                yield date(year, 1, 3), "New Year shift"

    def _st_andrew(self, year: int) -> Iterator[tuple[date, str]]:
        day = date(year, 11, 30)
        yield day, "St Andrew's Day"
        substitute = self.find_following_working_day(day)
        if substitute != day:
            yield substitute, "St Andrew's Day substitute"


NATIONS: dict[str, Any] = {EW: EnglandAndWales, SCOTLAND: Scotland, NI: NorthernIreland}


def bank_holidays(nation: str, year: int) -> dict[date, str]:
    """The days from Monday to Friday that do not count in a nation in a year, with the reason.

    Raises KeyError for a nation, or a holiday of workalendar's, that is not known here.
    """
    days: dict[date, str] = {}
    for day, label in NATIONS[nation]().get_calendar_holidays(year):
        if day.weekday() < 5:
            days.setdefault(day, REASONS[label])
    for proclaimed in PROCLAIMED:
        if proclaimed.day.year == year and nation in proclaimed.nations:
            if proclaimed.instead_of:
                del days[proclaimed.instead_of]
            days[proclaimed.day] = proclaimed.reason
    for unproclaimed in NOT_PROCLAIMED:
        if unproclaimed.day.year == year and nation in unproclaimed.nations:
            del days[unproclaimed.day]
    return days
