"""The last day for an answer, of every day, against a count of the test's own."""

from __future__ import annotations

from datetime import date, timedelta

from foirules.assessing.due import due
from foirules.calendars.uk import get_calendar
from tests.files import FULL

NATIONS = [get_calendar(name) for name in ("england-and-wales", "scotland", "northern-ireland")]
FIRST, LAST = date(2005, 1, 1), date(2030, 10, 31)
STEP = 1 if FULL else 9


def counts(day: date) -> bool:
    """A day is a working day if it is one in every part of the United Kingdom."""
    return all(nation.is_working_day(day.toordinal()) for nation in NATIONS)


def test_the_twentieth_working_day_after_every_day() -> None:
    for ordinal in range(FIRST.toordinal(), LAST.toordinal() + 1, STEP):
        received = last = date.fromordinal(ordinal)
        left = 20
        while left:
            last += timedelta(1)
            left -= counts(last)
        assert due(received, regime="eir").day == last, received
