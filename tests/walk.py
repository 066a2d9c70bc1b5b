"""The time for complying, walked day by day: a second truth, written from the Act alone.

For a request to a general authority that is answered at most once, with every day known. Nothing
of foirules is used here; which days count is what the ``holidays`` package says, save for the
days named below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

import holidays
from attrs import define, frozen

Happening = tuple[date, str]
"""A day, and what happened; a question that was not needed is left out."""

ONE_DAY = timedelta(1)
UNITED_KINGDOM = ("ENG", "WLS", "SCT", "NIR")
# holidays has these for Scotland; no Act and no proclamation did.
WORKED = (date(2006, 11, 30), date(2010, 1, 4), date(2011, 1, 4))


@frozen
class Walked:
    """The last day for complying, None where there is none; and by how many working days the
    answer, or the silence until the case is looked at, was late."""

    due: date | None
    late: int | None


def walk(happened: Sequence[Happening], as_of: date) -> Walked:
    """Go from the day of receipt to ``as_of``, and on to the last day for complying."""
    road = _Road(started=happened[0][0])
    for day in _days(road.started):
        if day <= as_of:
            for event in [name for on, name in happened if on == day]:
                road.meet(event, day)
        road.end(day)
        if day >= as_of and (road.due or road.stopped(as_of)):
            break
    due = None if road.stopped(as_of) else road.due
    until = min(road.answered or as_of, as_of)
    if due is None or until <= due:
        return Walked(due, None)
    late = 0
    for day in _days(due + ONE_DAY):
        late += works(day)
        if day == until:
            break
    return Walked(due, late)


@define
class _Road:
    """Where one stands: the working days counted since ``started``, the day after which counting
    began, and what holds it up."""

    started: date
    counted: int = 0
    due: date | None = None
    waiting: bool = False  # for the answer to a question that was asked in time
    asked_late: bool = False
    fee_asked: date | None = None
    fee_paid: date | None = None
    answered: date | None = None

    def meet(self, event: str, day: date) -> None:
        done = self.answered is not None and self.answered < day
        in_time = self.waiting or self.due is None
        if event == "clarification-sought" and not done and not self.asked_late:
            # s1(3): what is asked after the time is up puts nothing off, nor does what follows it.
            self.waiting, self.asked_late = in_time, not in_time
        elif event == "clarification-received" and not done and self.waiting:
            # s10(6)(b): the day of receipt is now the day of the answer.
            self.waiting, self.started, self.counted, self.due = False, day, 0, None
        elif event == "fees-notice" and not done and in_time:
            self.fee_asked = day
        elif event == "fee-paid" and self.fee_asked and not self.fee_paid:
            self.fee_paid = day
        elif event == "response":
            self.answered = self.answered or day

    def end(self, day: date) -> None:
        """s10(1), (2): a working day after that of receipt counts, unless a fee is awaited; the day
        of the notice and the day of payment are among those disregarded."""
        fee = self.fee_asked is not None and (self.fee_paid is None or day <= self.fee_paid)
        if day > self.started and works(day) and not fee and self.due is None:
            self.counted += 1
            if self.counted == 20:
                self.due = day

    def stopped(self, as_of: date) -> bool:
        """Whether there is no last day: a question or a fee is open, or the fee was not paid."""
        if self.waiting:
            return True
        if self.fee_asked is None:
            return False
        return self.fee_paid is None or self.fee_paid > last_to_pay(self.fee_asked)


def last_to_pay(notice: date) -> date:
    """s9(2): the last day of three months beginning with the day of the notice."""
    month = notice.month + 3
    year, month = notice.year + (month > 12), month - 12 * (month > 12)
    try:
        return date(year, month, notice.day) - ONE_DAY
    except ValueError:  # there is no such day: the month's last day
        return date(year, month + 1, 1) - ONE_DAY


def works(day: date) -> bool:
    """s10(6): no weekend, and no holiday in any part of the United Kingdom."""
    if day.weekday() > 4:
        return False
    return day in WORKED or not any(day in each for each in _holidays(day.year))


@cache
def _holidays(year: int) -> list[holidays.HolidayBase]:
    return [holidays.country_holidays("GB", subdiv=each, years=year) for each in UNITED_KINGDOM]


def _days(first: date) -> Iterator[date]:
    while True:
        yield first
        first += ONE_DAY
