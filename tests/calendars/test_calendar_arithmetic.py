"""The tables give what walking day by day gives, and a calendar never changes."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foirules.calendars.uk import CALENDAR_NAMES, get_calendar
from foirules.calendars.working_days import Calendar, OutsideCalendar

FOIA = get_calendar("foia")

calendars = st.sampled_from([get_calendar(name) for name in CALENDAR_NAMES])
days = st.integers(FOIA.first, FOIA.last)


def at(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def small(reasons: dict[int, str] | None = None) -> Calendar:
    """Ten days, the weekend on the 6th and 7th."""
    weekend = {date(2024, 1, 6).toordinal(): "Saturday", date(2024, 1, 7).toordinal(): "Sunday"}
    return Calendar(
        "small",
        at("2024-01-01"),
        at("2024-01-10"),
        date(2024, 1, 10),
        {**weekend, **(reasons or {})},
    )


@given(calendars, days, st.integers(0, 300))
def test_adding_is_walking(calendar: Calendar, day: int, n: int) -> None:
    walked, left = day, n
    while left and walked < calendar.last:
        walked += 1
        left -= calendar.is_working_day(walked)
    if left:
        with pytest.raises(OutsideCalendar):
            calendar.add_working_days(day, n)
    else:
        assert calendar.add_working_days(day, n) == walked


@given(calendars, days, st.integers(-10, 400))
def test_counting_is_walking(calendar: Calendar, start: int, length: int) -> None:
    end = max(calendar.first, min(start + length, calendar.last))
    after = range(start + 1, end + 1)
    assert calendar.working_days_between(start, end) == sum(map(calendar.is_working_day, after))
    both = range(start, end + 1)
    assert calendar.working_days_inclusive(start, end) == sum(map(calendar.is_working_day, both))
    assert calendar.disregarded(start, end) == [
        (day, calendar.reason(day)) for day in after if not calendar.is_working_day(day)
    ]


@given(calendars, days, st.integers(1, 300))
def test_counting_undoes_adding(calendar: Calendar, day: int, n: int) -> None:
    try:
        due = calendar.add_working_days(day, n)
    except OutsideCalendar:
        return
    assert calendar.is_working_day(due)
    assert calendar.working_days_between(day, due) == n


@pytest.mark.parametrize("name", CALENDAR_NAMES)
def test_the_tables_hold_together(name: str) -> None:
    calendar = get_calendar(name)
    covered = range(calendar.first, calendar.last + 1)
    assert (calendar.first, calendar.last) == (at("2005-01-01"), at("2030-12-31"))
    assert (calendar.first_date, calendar.last_date) == (date(2005, 1, 1), date(2030, 12, 31))
    assert calendar.announced_until == date(2028, 12, 31)
    assert len(calendar.counts) == len(covered)
    assert calendar.days == tuple(filter(calendar.is_working_day, covered))
    assert calendar.counts[-1] == len(calendar.days)
    steps = (after - before for before, after in pairwise((0, *calendar.counts)))
    assert list(steps) == [calendar.is_working_day(day) for day in covered]


def test_the_edges() -> None:
    calendar = small()
    first, last = calendar.first, calendar.last
    assert calendar.working_days_between(first, last) == 7
    assert calendar.working_days_inclusive(first, last) == 8
    assert calendar.working_days_inclusive(first, first) == 1
    assert calendar.working_days_inclusive(last, first) == 0
    assert calendar.working_days_between(first, first) == 0
    assert calendar.working_days_between(last, first) == 0
    assert calendar.disregarded(last, first) == []
    assert calendar.add_working_days(first, 7) == last
    saturday = at("2024-01-06")
    assert calendar.add_working_days(saturday, 0) == saturday
    assert calendar.add_working_days(saturday, 1) == at("2024-01-08")
    assert calendar.disregarded(saturday, at("2024-01-08")) == [(at("2024-01-07"), "Sunday")]


def test_a_day_proclaimed_after_a_release_moves_the_due_date() -> None:
    later = FOIA.with_days([(at("2026-06-16"), "Proclaimed for the test")])
    assert later.add_working_days(at("2026-06-01"), 20) == at("2026-07-01")
    assert later.reason(at("2026-06-16")) == "Proclaimed for the test"
    assert (later.name, later.announced_until) == (FOIA.name, FOIA.announced_until)
    assert FOIA.is_working_day(at("2026-06-16"))


def test_a_day_that_does_not_count_anyway_keeps_its_reason() -> None:
    known = [(at("2026-06-15"), "From a policy"), (at("2026-06-13"), "From a policy")]
    assert FOIA.with_days(known) == FOIA
    assert FOIA.with_days(known).reason(at("2026-06-15")) == "World Cup bank holiday (Scotland)"


@given(st.sets(st.integers(FOIA.first, FOIA.first + 60)))
def test_only_the_given_working_days_count(given_days: set[int]) -> None:
    first, last = FOIA.first, FOIA.first + 60
    for days_that_count in (given_days, lambda day: day in given_days):
        calendar = FOIA.only(days_that_count, reason="Closed", first=first, last=last)
        assert set(calendar.days) == given_days & set(FOIA.days)
        for day in range(first, last + 1):
            expected = FOIA.reason(day) or (None if day in given_days else "Closed")
            assert calendar.reason(day) == expected


def test_only_keeps_what_it_is_not_given() -> None:
    calendar = FOIA.only({at("2024-01-02"), at("2024-01-03")})
    assert (calendar.name, calendar.first, calendar.last) == (
        "united-kingdom",
        FOIA.first,
        FOIA.last,
    )
    assert calendar.days == (at("2024-01-03"),)
    assert calendar.reason(at("2024-01-04")) == "Not among the days that count"
    assert FOIA.only(range(0), name="none").name == "none"


def test_the_same_name_gives_the_same_calendar() -> None:
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(get_calendar, CALENDAR_NAMES * 20))
    assert got == [get_calendar(name) for name in CALENDAR_NAMES] * 20
    assert get_calendar("foia") is get_calendar("foia")


def test_equality_is_of_what_a_calendar_says() -> None:
    assert small() == small()
    assert hash(small()) == hash(small())
    assert small() != small({at("2024-01-08"): "Closed"})
    assert small({at("2024-01-08"): "Closed"}) != small({at("2024-01-08"): "Shut"})
    assert small() != "small"
    assert str(small()) == "small"
    assert repr(small()) == "<Calendar small, 2024-01-01 to 2024-01-10>"


def test_reasons_outside_the_days_covered_are_left_out() -> None:
    assert small({at("2024-02-01"): "Later"}) == small()


def test_a_calendar_can_be_copied_and_pickled() -> None:
    for copy in (deepcopy(FOIA), pickle.loads(pickle.dumps(FOIA))):
        assert copy == FOIA
        assert copy.counts == FOIA.counts


def test_a_calendar_cannot_be_changed() -> None:
    with pytest.raises(AttributeError) as caught:
        small().first = 0
    assert str(caught.value) == "a calendar cannot be changed: first"
    with pytest.raises(AttributeError) as caught:
        del small().days
    assert str(caught.value) == "a calendar cannot be changed: days"
    with pytest.raises(AttributeError):
        small().colour = "blue"


COVERS = "which covers 2005-01-01 to 2030-12-31"

OUTSIDE: dict[str, Callable[[int], object]] = {
    "add": lambda day: FOIA.add_working_days(day, 20),
    "add nothing": lambda day: FOIA.add_working_days(day, 0),
    "between, start": lambda day: FOIA.working_days_between(day, FOIA.last),
    "between, end": lambda day: FOIA.working_days_between(FOIA.first, day),
    "inclusive, start": lambda day: FOIA.working_days_inclusive(day, FOIA.last),
    "inclusive, end": lambda day: FOIA.working_days_inclusive(FOIA.first, day),
    "is_working_day": FOIA.is_working_day,
    "reason": FOIA.reason,
    "disregarded, start": lambda day: FOIA.disregarded(day, FOIA.last),
    "disregarded, end": lambda day: FOIA.disregarded(FOIA.first, day),
    "with_days": lambda day: FOIA.with_days([(day, "Closed")]),
    "only, first": lambda day: FOIA.only({1}, first=day),
    "only, last": lambda day: FOIA.only({1}, last=day),
}


@pytest.mark.parametrize("day", ["2004-12-31", "2031-01-02"])
@pytest.mark.parametrize("call", OUTSIDE)
def test_a_day_outside_is_refused(call: str, day: str) -> None:
    with pytest.raises(OutsideCalendar) as caught:
        OUTSIDE[call](at(day))
    assert str(caught.value) == f"{day} lies outside the calendar united-kingdom, {COVERS}"
    assert caught.value.day == date.fromisoformat(day)
    assert caught.value.calendar is FOIA
    assert isinstance(caught.value, ValueError)


def test_a_result_outside_is_refused() -> None:
    with pytest.raises(OutsideCalendar) as caught:
        FOIA.add_working_days(at("2030-12-20"), 20)
    assert str(caught.value) == (
        f"working day 20 after 2030-12-20 lies outside the calendar united-kingdom, {COVERS}"
    )
    assert caught.value.day == date(2031, 1, 1)


def test_a_refusal_can_be_pickled() -> None:
    for refused in (
        OutsideCalendar(date(2031, 1, 2), FOIA),
        OutsideCalendar(date(2031, 1, 1), FOIA, "working day 20 after 2030-12-20"),
    ):
        copy = pickle.loads(pickle.dumps(refused))
        assert (str(copy), copy.day, copy.calendar) == (str(refused), refused.day, FOIA)


@pytest.mark.parametrize("day", [0, -5, date.max.toordinal() + 1])
def test_a_number_that_is_no_date_is_refused(day: int) -> None:
    with pytest.raises(ValueError) as caught:
        FOIA.is_working_day(day)
    assert str(caught.value) == f"{day} is not the ordinal of a date"


def test_working_days_are_not_taken_away() -> None:
    with pytest.raises(ValueError) as caught:
        FOIA.add_working_days(FOIA.first, -1)
    assert str(caught.value) == "cannot add a negative number of working days: -1"


def test_a_further_day_needs_a_reason() -> None:
    with pytest.raises(ValueError) as caught:
        FOIA.with_days([(at("2026-06-16"), " ")])
    assert str(caught.value) == "no reason is given why 2026-06-16 does not count"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "fioa",
            "no calendar is called 'fioa': there are england-and-wales, scotland, northern-ireland, united-kingdom",
        ),
        ("Scotland", "no calendar is called 'Scotland': did you mean scotland?"),
        (
            "france",
            "no calendar is called 'france': there are england-and-wales, scotland, "
            "northern-ireland, united-kingdom",
        ),
    ],
)
def test_an_unknown_calendar_is_refused(name: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        get_calendar(name)
    assert str(caught.value) == message
