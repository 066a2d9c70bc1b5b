"""Which days count, against two independent lists and against dates worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from foirules.calendars.uk import CALENDAR_NAMES, get_calendar

NATIONS = ("england-and-wales", "scotland", "northern-ireland")
SUBDIVISIONS = {
    "ENG": "england-and-wales",
    "WLS": "england-and-wales",
    "SCT": "scotland",
    "NIR": "northern-ireland",
}

# (subdivision, day) -> (whether the day is a working day with us, why we differ).
HOLIDAYS_DIFFERS = {
    ("SCT", date(2006, 11, 30)): (
        True,
        "the St Andrew's Day Bank Holiday (Scotland) Act 2007 came into force on 16 January 2007",
    ),
    ("SCT", date(2010, 1, 4)): (
        True,
        "2 January was a Saturday, and no proclamation put it off (dracos.co.uk, 21 January 2014)",
    ),
    ("SCT", date(2011, 1, 4)): (
        True,
        "1 January was a Saturday, and no proclamation put it off (dracos.co.uk, 21 January 2014)",
    ),
}

GOVUK_DIFFERS = {
    ("scotland", date(2026, 6, 15)): (
        False,
        "proclaimed on 4 February 2026; govuk-bank-holidays 0.19 ships an older list",
    ),
}


def every_day(first: int, last: int) -> Iterator[date]:
    day = date(first, 1, 1)
    while day.year <= last:
        yield day
        day += timedelta(days=1)


def working(calendar: str, day: date) -> bool:
    return get_calendar(calendar).is_working_day(day.toordinal())


def reason(calendar: str, day: date) -> str | None:
    return get_calendar(calendar).reason(day.toordinal())


@pytest.mark.parametrize("subdivision", SUBDIVISIONS)
def test_every_day_agrees_with_holidays_save_those_named(subdivision: str) -> None:
    theirs = holidays.country_holidays("GB", subdiv=subdivision, years=range(2005, 2029))
    found = {}
    for day in every_day(2005, 2028):
        ours = working(SUBDIVISIONS[subdivision], day)
        if ours != (day.weekday() < 5 and day not in theirs):
            found[subdivision, day] = ours
    named = {key: ours for key, (ours, _) in HOLIDAYS_DIFFERS.items() if key[0] == subdivision}
    assert found == named


@pytest.mark.parametrize("nation", NATIONS)
def test_every_day_agrees_with_gov_uk_save_those_named(nation: str) -> None:
    events = BankHolidays.load_backup_data()[nation]["events"]
    theirs = {date.fromisoformat(event["date"]) for event in events}
    found = {}
    for day in every_day(min(theirs).year, min(max(theirs).year, 2030)):
        ours = working(nation, day)
        if ours != (day.weekday() < 5 and day not in theirs):
            found[nation, day] = ours
    named = {key: ours for key, (ours, _) in GOVUK_DIFFERS.items() if key[0] == nation}
    assert found == named


@pytest.mark.parametrize("nation", NATIONS)
def test_announced_until_is_no_later_than_gov_uks_list(nation: str) -> None:
    events = BankHolidays.load_backup_data()[nation]["events"]
    last = max(date.fromisoformat(event["date"]) for event in events)
    assert get_calendar(nation).announced_until <= date(last.year, 12, 31)


def test_foia_counts_a_day_only_if_every_nation_does() -> None:
    for day in every_day(2005, 2030):
        assert working("foia", day) == all(working(nation, day) for nation in NATIONS), day


def test_every_day_that_does_not_count_has_a_reason_and_no_other() -> None:
    for name in CALENDAR_NAMES:
        for day in every_day(2005, 2030):
            assert bool(reason(name, day)) != working(name, day), (name, day)


NOT_SCOTLAND = "England and Wales, Northern Ireland"

FOIA_REASONS = {
    "2017-08-05": "Saturday",
    "2017-08-06": "Sunday",
    # Christmas Day on a Saturday.
    "2021-12-25": "Saturday",
    # The days of one part that an English council forgets.
    "2018-01-02": "2 January (Scotland)",
    "2016-01-04": "Substitute for 2 January (Scotland)",
    "2015-03-17": "St Patrick's Day (Northern Ireland)",
    "2012-03-19": "Substitute for St Patrick's Day (Northern Ireland)",
    "2017-07-12": "Battle of the Boyne (Northern Ireland)",
    "2026-07-13": "Substitute for Battle of the Boyne (Northern Ireland)",
    "2017-08-07": "Summer bank holiday (Scotland)",
    "2017-08-28": f"Summer bank holiday ({NOT_SCOTLAND})",
    "2017-11-30": "St Andrew's Day (Scotland)",
    "2019-12-02": "Substitute for St Andrew's Day (Scotland)",
    "2017-04-17": f"Easter Monday ({NOT_SCOTLAND})",
    # Common days.
    "2017-04-14": "Good Friday",
    "2019-05-06": "Early May bank holiday",
    "2017-05-29": "Spring bank holiday",
    "2018-01-01": "New Year's Day",
    "2017-12-25": "Christmas Day",
    "2017-12-26": "Boxing Day",
    # Substitutes.
    "2005-01-03": "Substitute for New Year's Day",
    "2005-01-04": "Substitute for 2 January (Scotland)",
    "2010-12-27": "Substitute for Christmas Day",
    "2010-12-28": "Substitute for Boxing Day",
    "2020-12-28": "Substitute for Boxing Day",
    "2021-12-27": "Substitute for Christmas Day",
    "2021-12-28": "Substitute for Boxing Day",
    "2022-01-03": "Substitute for New Year's Day",
    "2022-01-04": "Substitute for 2 January (Scotland)",
    "2022-12-26": "Boxing Day",
    "2022-12-27": "Substitute for Christmas Day",
    "2023-01-02": f"Substitute for New Year's Day ({NOT_SCOTLAND}); 2 January (Scotland)",
    "2023-01-03": "Substitute for New Year's Day (Scotland)",
    "2017-01-03": "Substitute for New Year's Day (Scotland)",
    "2012-01-03": "Substitute for New Year's Day (Scotland)",
    # Proclaimed and moved.
    "2011-04-29": "Royal Wedding",
    "2012-06-04": "Spring bank holiday, moved from 28 May 2012",
    "2012-06-05": "Diamond Jubilee of Queen Elizabeth II",
    "2020-05-08": "Early May bank holiday, moved from 4 May 2020",
    "2022-06-02": "Spring bank holiday, moved from 30 May 2022",
    "2022-06-03": "Platinum Jubilee of Queen Elizabeth II",
    "2022-09-19": "State Funeral of Queen Elizabeth II",
    "2023-05-08": "Coronation of King Charles III",
    "2026-06-15": "World Cup bank holiday (Scotland)",
    # First and last.
    "2007-11-30": "St Andrew's Day (Scotland)",
    "2030-12-26": "Boxing Day",
}


@pytest.mark.parametrize("day", FOIA_REASONS)
def test_foia_says_why_a_day_does_not_count(day: str) -> None:
    assert reason("foia", date.fromisoformat(day)) == FOIA_REASONS[day]


@pytest.mark.parametrize(
    "day",
    [
        # The days the moved holidays left behind.
        "2012-05-28",
        "2020-05-04",
        "2022-05-30",
        # Before there was a St Andrew's Day holiday; Saturdays nobody replaced.
        "2006-11-30",
        "2010-01-04",
        "2011-01-04",
        # Not bank holidays, whatever the office does.
        "2021-12-24",
        "2017-12-27",
        "2018-04-03",
    ],
)
def test_a_day_that_counts_everywhere(day: str) -> None:
    assert {
        name: reason(name, date.fromisoformat(day)) for name in CALENDAR_NAMES
    } == dict.fromkeys(CALENDAR_NAMES)


@pytest.mark.parametrize(
    ("day", "where"),
    [
        ("2017-01-02", NATIONS),
        ("2017-01-03", ("scotland",)),
        ("2017-04-14", NATIONS),
        ("2017-04-17", ("england-and-wales", "northern-ireland")),
        ("2017-08-07", ("scotland",)),
        ("2017-08-28", ("england-and-wales", "northern-ireland")),
        ("2017-07-12", ("northern-ireland",)),
        ("2017-03-17", ("northern-ireland",)),
        ("2017-11-30", ("scotland",)),
        ("2026-06-15", ("scotland",)),
        ("2020-05-08", NATIONS),
    ],
)
def test_where_a_day_does_not_count(day: str, where: tuple[str, ...]) -> None:
    on = date.fromisoformat(day)
    assert tuple(nation for nation in NATIONS if not working(nation, on)) == where


def test_within_one_nation_a_reason_names_no_nation() -> None:
    assert reason("scotland", date(2017, 8, 7)) == "Summer bank holiday"
    assert reason("england-and-wales", date(2017, 8, 28)) == "Summer bank holiday"


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2017-08-03", "2017-09-04"),  # 7 and 28 August
        ("2026-06-01", "2026-06-30"),  # 15 June, Scotland alone
        ("2022-09-01", "2022-09-30"),  # 19 September
        ("2023-04-12", "2023-05-12"),  # 1 and 8 May
        ("2020-04-20", "2020-05-19"),  # 8 May and not 4 May
        ("2017-12-24", "2018-01-25"),  # received on a Sunday; 2 January
    ],
)
def test_the_twentieth_working_day(received: str, due: str) -> None:
    day = get_calendar("foia").add_working_days(date.fromisoformat(received).toordinal(), 20)
    assert date.fromordinal(day) == date.fromisoformat(due)


def test_what_was_disregarded_in_the_example_that_founded_the_project() -> None:
    foia = get_calendar("foia")
    start, end = date(2017, 8, 3).toordinal(), date(2017, 9, 4).toordinal()
    named = [
        (date.fromordinal(day).isoformat(), why)
        for day, why in foia.disregarded(start, end)
        if why not in ("Saturday", "Sunday")
    ]
    assert named == [
        ("2017-08-07", "Summer bank holiday (Scotland)"),
        ("2017-08-28", "Summer bank holiday (England and Wales, Northern Ireland)"),
    ]
    assert len(foia.disregarded(start, end)) == 12
