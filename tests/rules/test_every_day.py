"""The last days of every law that ships, of every day, against a count of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

import pytest

from foirules import Case, assess
from foirules.assessing.due import due
from foirules.calendars.uk import get_calendar
from tests.files import FULL

pytestmark = pytest.mark.one_cpython

UK: Final = ("england-and-wales", "scotland", "northern-ireland")
COUNTED: Final = {"eir": UK, "eisr": ("scotland",), "foia": UK, "foisa": ("scotland",)}
FIRST, LAST = date(2005, 1, 1), date(2030, 10, 31)
REVIEWED: Final = date(2030, 5, 31)  # six months from the end of the review are in the calendar
LONGER: Final = date(2020, 2, 1), date(2020, 5, 26)  # received then, some have sixty under FOISA
ASKED: Final = date(2030, 9, 30)  # the forty days for a review of FOISA's are in the calendar too
STEP: Final = 1 if FULL else 9


def days(last: date = LAST) -> Iterator[date]:
    for ordinal in range(FIRST.toordinal(), last.toordinal() + 1, STEP):
        yield date.fromordinal(ordinal)


def after(day: date, number: int, nations: tuple[str, ...]) -> date:
    """The n-th day after a day that is a working day in every one of some nations."""
    calendars = [get_calendar(nation) for nation in nations]
    while number:
        day += timedelta(1)
        number -= all(calendar.is_working_day(day.toordinal()) for calendar in calendars)
    return day


@pytest.mark.parametrize("regime", COUNTED)
def test_the_twentieth_working_day_after_every_day(regime: str) -> None:
    for received in days(ASKED if regime == "foisa" else LAST):
        if regime == "foisa" and LONGER[0] <= received <= LONGER[1]:
            continue
        assert due(received, regime=regime).day == after(received, 20, COUNTED[regime]), received


def test_every_other_last_day_of_the_scottish_regulations() -> None:
    """Regulations 7(1), 8(6), 16(2) and (4): of sixty days that of the notice is the first."""

    def clocks(*events: dict[str, Any]) -> dict[str, date | None]:
        case = {"case": "every-day", "regime": "eisr", "events": [{**e, "on": day} for e in events]}
        made = Case.from_dict(case)
        return {c.clock: c.due_latest for c in assess(made, day, results=("clocks",)).clocks}

    received = {"event": "request-received"}
    for day in days(REVIEWED):
        extended = clocks(received, {"event": "extension-notice"}, {"event": "review-requested"})
        assert extended["response"] == after(day, 40, ("scotland",))
        assert extended["review-response"] == after(day, 20, ("scotland",))
        if day == FIRST:  # the day before it lies outside the calendar
            continue
        charged = clocks(received, {"event": "fees-notice"}, {"event": "response"})
        assert charged["fee-payment"] == after(day - timedelta(1), 60, ("scotland",))
        assert charged["review-request"] == after(day, 40, ("scotland",))
