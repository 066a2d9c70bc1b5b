"""The days of a clock: those that count, with their number, and those left out, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from attrs import frozen

from foirules.cases.assessment import Clock
from foirules.engine.values_in_words import day_in_words, in_a_row, span, weekday_in_words
from foirules.report.page import Page


@frozen
class ClockDay:
    """A day of a clock.

    :param number: which of the days that count it is, from 1; 0 for the day the clock starts, from
        which it counts; None for one left out.
    :param reason: why it is left out.
    """

    day: date
    number: int | None
    reason: str = ""

    @property
    def weekend(self) -> bool:
        return self.day.weekday() >= 5


def days_of(clock: Clock) -> tuple[ClockDay, ...]:
    """The days from the start of a clock to its last day; none where every day counts, or no last
    day is known."""
    if not (clock.started and clock.due and clock.disregarded):
        return ()
    left_out = dict(clock.disregarded)
    found, number = [ClockDay(clock.started, 0)], 0
    for after in range(1, (clock.due - clock.started).days + 1):
        day = clock.started + timedelta(after)
        if day in left_out:
            found.append(ClockDay(day, None, left_out[day]))
        else:
            number += 1
            found.append(ClockDay(day, number))
    return tuple(found)


def tell_days(page: Page, clock: Clock, indent: int, begins: str = "From") -> None:
    """How the last day of a clock is counted, a line for each week or reason.

    :param begins: what is said before the day on which the clock starts.
    """
    if clock.started is None or clock.due is None:
        page.say("No last day is known.", indent)
        return
    day = clock.started
    head = f"{begins} {day_in_words(day)} ({weekday_in_words(day)}), day zero; {clock.cites}."
    page.say(head, indent)
    days = days_of(clock)
    if not days:
        page.say(f"Every day counts, up to {day_in_words(clock.due)}.", indent)
        return
    rows = list(_rows(days[1:]))
    wide = max(len(said) for _, said, _ in rows) + 2
    for numbers, said, reason in rows:
        left = f"{numbers:<11}{said:<{wide}}"
        page.columns(left.rstrip(), reason, indent + 13 + wide, indent + 2, "faint" * bool(reason))
    weekends = sum(each.weekend and each.number is None for each in days)
    if weekends:
        page.say(f"not counted besides: {weekends} days of weekends", indent + 2, "faint")


def _rows(days: Iterable[ClockDay]) -> Iterator[tuple[str, str, str]]:
    """(which days that count, the days in words, why they do not), in order."""
    weekdays = [day for day in days if not (day.weekend and day.number is None)]
    for _, run in groupby(weekdays, key=_place):
        alike = list(run)
        first, last = alike[0], alike[-1]
        if first.number is not None and last.number is not None:
            numbers = f"{first.number} to {last.number}" if last is not first else f"{first.number}"
            yield numbers, span(first.day, last.day), ""
        else:
            for said, reason in in_a_row((each.day, each.reason) for each in alike):
                yield "", said, f"not counted: {reason}"


def _place(day: ClockDay) -> tuple[str, tuple[int, int]]:
    """What the days of one row have in common: the reason, or else the week."""
    year, week, _ = day.day.isocalendar()
    return (day.reason, (0, 0)) if day.number is None else ("", (year, week))
