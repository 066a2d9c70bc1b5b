"""Days and lengths of time as letters write them."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.language.regime_files import load_law
from foirules.letters.days import written_days
from foirules.letters.lengths import written_lengths
from foirules.letters.relative_days import relative_days

CALENDAR = load_law()["foia"].calendar
WRITTEN = [
    ("received on 3rd august 2017", (3, 8, 2017)),
    ("by friday 6 october", (6, 10, None)),
    ("of 29th of september", (29, 9, None)),
    ("on 3/8/17.", (3, 8, 2017)),
    ("on 03.08.2017", (3, 8, 2017)),
    ("dated 2017-08-03", (3, 8, 2017)),
    ("today's date (august 3, 2017)", (3, 8, 2017)),
    ("no later than september 29th", (29, 9, None)),
    ("6 october 10:30", (6, 10, None)),
    ("on 1 sept 2017", (1, 9, 2017)),
    ("in the w/c 13 september 2021", (13, 9, 2021)),
    ("its resolution of 28/9.", (28, 9, None)),
]
NOT_WRITTEN = [
    "in april 2017",
    "versions 1.0 and 2.1",
    "you may be",
    "of section 12 may be",
    "the 31 june 2018",
    "tel 0370 000 2288",
]
LENGTHS = [
    ("within 20 working days", (20, "day", True)),
    ("within twenty (20) working days", (20, "day", True)),
    ("two calendar months", (2, "month", False)),
    ("an additional 20 days", (20, "day", False)),
    ("40 further working days", (40, "day", True)),
    ("a six-week delay", (6, "week", False)),
    ("in a week's time", (1, "week", False)),
    ("in two weeks' time", (2, "week", False)),
]


@pytest.mark.parametrize(("text", "day"), WRITTEN)
def test_a_day_is_read(text: str, day: tuple[int, int, int | None]) -> None:
    (found,) = written_days(text)
    assert (found.day, found.month, found.year) == day


@pytest.mark.parametrize("text", NOT_WRITTEN)
def test_what_is_no_day_is_none(text: str) -> None:
    assert not list(written_days(text))


@pytest.mark.parametrize(("text", "length"), LENGTHS)
def test_a_length_is_read(text: str, length: tuple[int, str, bool]) -> None:
    (found,) = written_lengths(text)
    assert (found.number, found.unit, found.working) == length


def test_a_day_without_a_year_is_the_next_or_the_last() -> None:
    (found,) = written_days("by 6 october")
    assert found.near(date(2017, 9, 1), future=True) == date(2017, 10, 6)
    assert found.near(date(2017, 11, 1), future=True) == date(2018, 10, 6)
    assert found.near(date(2017, 9, 1), future=False) == date(2016, 10, 6)
    assert found.near(None, future=True) is None


def test_a_weekday_that_does_not_fit_is_no_day() -> None:
    (friday,) = written_days("by friday 6 october")
    assert friday.near(date(2017, 9, 1), future=True) == date(2017, 10, 6)
    (monday,) = written_days("by monday 6 october")
    assert monday.near(date(2017, 9, 1), future=True) is None


def test_a_length_is_counted_by_the_calendar_of_the_law() -> None:
    (working,) = written_lengths("within 20 working days of this letter")
    (months,) = written_lengths("within two calendar months")
    assert working.after(date(2017, 8, 3), CALENDAR) == date(2017, 9, 4)  # 7 and 28 August left out
    assert months.after(date(2017, 12, 31), CALENDAR) == date(2018, 2, 28)
    (beyond,) = written_lengths("999 working days")
    assert beyond.after(date(2030, 1, 1), CALENDAR) is None


MONDAY, FRIDAY = date(2024, 3, 4), date(2024, 3, 8)
TOLD = [
    ("came in yesterday", FRIDAY, False, date(2024, 3, 7)),
    ("you will hear tomorrow", MONDAY, True, date(2024, 3, 5)),
    ("by friday", MONDAY, True, FRIDAY),
    ("by friday", FRIDAY, True, date(2024, 3, 15)),
    ("by thursday of next week", MONDAY, True, date(2024, 3, 14)),
    ("by the end of next week", MONDAY, True, date(2024, 3, 15)),
    ("by the end of the month", MONDAY, True, date(2024, 3, 31)),
    ("by the end of next month", MONDAY, True, date(2024, 4, 30)),
    ("before we close on the 23rd.", MONDAY, True, date(2024, 3, 23)),
    ("your note of the 28th.", MONDAY, False, date(2024, 2, 28)),
    ("the 12th has come and gone", FRIDAY, False, date(2024, 2, 12)),
    ("by the 28th of next month", MONDAY, True, date(2024, 4, 28)),
    ("on the 17th inst. or sooner", MONDAY, True, date(2024, 3, 17)),
    ("your letter of 20th ult.", MONDAY, False, date(2024, 2, 20)),
    ("the day after tomorrow", MONDAY, True, date(2024, 3, 6)),
    ("the day before yesterday", FRIDAY, False, date(2024, 3, 6)),
    ("it came last night", FRIDAY, False, date(2024, 3, 7)),
    ("it came this morning", FRIDAY, False, FRIDAY),
    ("by cop tomorrow week", MONDAY, True, date(2024, 3, 12)),
    ("an answer a fortnight today", MONDAY, True, date(2024, 3, 18)),
    ("today week", MONDAY, True, date(2024, 3, 11)),
    ("a week tomorrow", MONDAY, True, date(2024, 3, 12)),
    ("by friday week", MONDAY, True, date(2024, 3, 15)),
    ("a week on wednesday", MONDAY, True, date(2024, 3, 13)),
    ("a fortnight on friday", MONDAY, True, date(2024, 3, 22)),
    ("monday next", FRIDAY, True, date(2024, 3, 11)),
    ("by next tuesday", FRIDAY, True, date(2024, 3, 12)),
    ("your email of last friday", MONDAY, False, date(2024, 3, 1)),
    ("early next week", MONDAY, True, date(2024, 3, 15)),
    ("you will hear next week", MONDAY, True, date(2024, 3, 15)),
    ("by the end of the week after next", MONDAY, True, date(2024, 3, 22)),
    ("on tuesday of the week after next", MONDAY, True, date(2024, 3, 19)),
    ("later this week", MONDAY, True, FRIDAY),
    ("by the end of the working week", MONDAY, True, FRIDAY),
    ("before the month is out", MONDAY, True, date(2024, 3, 31)),
    ("by month end", MONDAY, True, date(2024, 3, 31)),
    ("by the month's end", MONDAY, True, date(2024, 3, 31)),
    ("later this month", MONDAY, True, date(2024, 3, 31)),
    ("early next month", MONDAY, True, date(2024, 4, 30)),
]


@pytest.mark.parametrize(("text", "sent", "future", "meant"), TOLD)
def test_a_day_is_told_by_that_of_the_letter(
    text: str, sent: date, future: bool, meant: date
) -> None:
    found = max(relative_days(text), key=lambda each: each.end - each.start)
    assert found.near(sent, future) == meant
    assert found.near(None, future) is None


@pytest.mark.parametrize(
    ("text", "sent"), [("by next friday", MONDAY), ("your email of last monday", FRIDAY)]
)
def test_a_weekday_that_may_be_one_of_two_is_left_open(text: str, sent: date) -> None:
    (found,) = relative_days(text)
    assert found.near(sent, future="by" in text) is None


@pytest.mark.parametrize(
    "text",
    ["the 12th battalion", "last year", "this month's meeting", "the next working day"],
)
def test_what_tells_no_day_is_none(text: str) -> None:
    assert not list(relative_days(text))


def test_a_fortnight_is_two_weeks() -> None:
    (found,) = written_lengths("within a fortnight")
    assert found.counted == (2, "weeks")
