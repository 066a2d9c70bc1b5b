"""School days: only those the school gave, and no guess outside them."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.calendars.school import school_calendar
from foirules.calendars.uk import get_calendar
from foirules.calendars.working_days import Calendar, OutsideCalendar

FOIA = get_calendar("foia")

AUTUMN = (date(2023, 9, 4), date(2023, 12, 19))
SPRING = (date(2024, 1, 8), date(2024, 3, 28))
SUMMER = (date(2024, 4, 15), date(2024, 7, 23))
YEAR = [AUTUMN, SPRING, SUMMER]


def reason(calendar: Calendar, *day: int) -> str | None:
    return calendar.reason(date(*day).toordinal())


def test_a_school_day_is_a_working_day_in_term_that_is_not_a_non_school_day() -> None:
    school = school_calendar(FOIA, terms=YEAR, non_school_days=[date(2024, 2, 12)])
    assert reason(school, 2023, 9, 4) is None
    assert reason(school, 2024, 7, 23) is None
    assert reason(school, 2024, 2, 12) == "Not a school day"
    assert reason(school, 2023, 12, 20) == "Outside the school's terms"
    assert reason(school, 2023, 12, 25) == "Christmas Day"
    assert reason(school, 2023, 12, 23) == "Saturday"
    assert reason(school, 2023, 11, 30) == "St Andrew's Day (Scotland)"
    assert (school.first_date, school.last_date) == (AUTUMN[0], SUMMER[1])
    assert (school.name, school.announced_until) == (
        "school days (united-kingdom)",
        FOIA.announced_until,
    )


def test_the_twentieth_school_day_over_a_holiday() -> None:
    school = school_calendar(FOIA, terms=YEAR)
    received = date(2023, 12, 11).toordinal()
    # Six school days to 19 December, the other fourteen from 8 January.
    due = school.add_working_days(received, 20)
    assert date.fromordinal(due) == date(2024, 1, 25)
    assert date.fromordinal(FOIA.add_working_days(received, 20)) == date(2024, 1, 12)


def test_the_order_of_the_terms_does_not_matter() -> None:
    assert school_calendar(FOIA, terms=[SUMMER, AUTUMN, SPRING]) == school_calendar(
        FOIA, terms=YEAR
    )


def test_terms_may_follow_one_another() -> None:
    halves = [(AUTUMN[0], date(2023, 10, 20)), (date(2023, 10, 21), AUTUMN[1])]
    assert school_calendar(FOIA, terms=halves) == school_calendar(FOIA, terms=[AUTUMN])


def test_non_school_days_alone_cover_their_years() -> None:
    school = school_calendar(FOIA, non_school_days=[date(2024, 5, 28), date(2023, 10, 23)])
    assert (school.first_date, school.last_date) == (date(2023, 1, 1), date(2024, 12, 31))
    assert reason(school, 2024, 5, 28) == "Not a school day"
    assert reason(school, 2024, 5, 29) is None
    assert reason(school, 2024, 8, 5) == "Summer bank holiday (Scotland)"


def test_a_day_the_school_gave_nothing_for_is_refused() -> None:
    school = school_calendar(FOIA, terms=YEAR)
    covers = "the calendar school days (united-kingdom), which covers 2023-09-04 to 2024-07-23"
    with pytest.raises(OutsideCalendar) as caught:
        reason(school, 2024, 7, 24)
    assert str(caught.value) == f"2024-07-24 lies outside {covers}"
    with pytest.raises(OutsideCalendar) as caught:
        school.add_working_days(date(2024, 7, 10).toordinal(), 20)
    assert str(caught.value) == f"working day 20 after 2024-07-10 lies outside {covers}"
    with pytest.raises(OutsideCalendar) as caught:
        school_calendar(FOIA, terms=YEAR, non_school_days=[date(2024, 9, 2)])
    assert str(caught.value) == f"2024-09-02 lies outside {covers}"


def test_a_term_the_base_does_not_cover_is_refused() -> None:
    with pytest.raises(OutsideCalendar) as caught:
        school_calendar(FOIA, terms=[(date(2030, 11, 1), date(2031, 2, 1))])
    assert str(caught.value) == (
        "2031-02-01 lies outside the calendar united-kingdom, which covers 2005-01-01 to 2030-12-31"
    )


@pytest.mark.parametrize(
    ("terms", "closed", "message"),
    [
        (None, [], "a school calendar needs the school's terms or its non-school days"),
        ([], [], "a school calendar needs at least one term"),
        (
            [(date(2024, 3, 28), date(2024, 1, 8))],
            [],
            "the term from 2024-03-28 to 2024-01-08 ends before it begins",
        ),
        (
            [AUTUMN, (date(2023, 12, 19), date(2024, 3, 28))],
            [],
            "the term from 2023-12-19 begins before the term to 2023-12-19 has ended",
        ),
        (
            [AUTUMN, SUMMER],
            [],
            "no term is given for the 117 days between 2023-12-19 and 2024-04-15: "
            "one seems to be missing",
        ),
        (
            None,
            [date(2022, 5, 3), date(2025, 5, 6)],
            "the school gave non-school days for 2022 and 2025, none for 2023",
        ),
    ],
)
def test_dates_that_cannot_be_meant_are_refused(
    terms: list[tuple[date, date]] | None, closed: list[date], message: str
) -> None:
    with pytest.raises(ValueError) as caught:
        school_calendar(FOIA, terms=terms, non_school_days=closed)
    assert str(caught.value) == message


def test_a_summer_holiday_is_not_taken_for_a_missing_term() -> None:
    school = school_calendar(FOIA, terms=[SUMMER, (date(2024, 9, 3), date(2024, 12, 20))])
    assert reason(school, 2024, 8, 6) == "Outside the school's terms"
