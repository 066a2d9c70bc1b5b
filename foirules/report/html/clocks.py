"""The clocks of a case, each with the strip of its days: those counted and those left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from foirules.cases.assessment import Clock
from foirules.engine.values_in_words import day_in_words, in_a_row, weekday_in_words
from foirules.report.case_words import running
from foirules.report.counted_days import ClockDay, days_of
from foirules.report.html.markup import Markup, in_frame, listed, pairs, tag, together
from foirules.report.html.shown_case import ShownCase, in_words

WEEKS: Final = 60  # of a strip; of a longer one only the days left out are listed
_WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
HOW: Final = (
    "A day with a number counts. A day that is crossed out does not count: follow it to the reason."
)


def clocks(shown: ShownCase) -> Markup:
    """Each clock and, of those that leave out days, their strip; clocks alike share one."""
    if not shown.clocks:
        return tag("p", "No clock runs or ran.")
    written = [tag("p", HOW)] if any(days_of(clock) for clock, *_ in shown.clocks) else []
    for number, (clock, parts, strip) in enumerate(shown.clocks, 1):
        name = ", ".join(filter(None, (in_words(clock.clock), shown.parts(parts))))
        said = [
            ("Last day", shown.day_link(clock.due) or "not known"),
            ("How it stands", running(clock, shown.assessment.as_of)),
            ("Rests on", clock.cites),
        ]
        written += [shown.heading(1, name), pairs(said)]
        if strip == number and (days := days_of(clock)):
            written.append(_days(shown, clock, days, number))
    return together(written)


def _days(shown: ShownCase, clock: Clock, days: Sequence[ClockDay], number: int) -> Markup:
    """The strip, and why the days left out do not count."""
    place = shown.strip_place(number)
    reasons = list(dict.fromkeys(day.reason for day in days if day.reason and not day.weekend))
    weeks = list(_weeks(days))
    said = {
        reason: [span for span, why in in_a_row(clock.disregarded) if why == reason]
        for reason in reasons
    }
    entries = [
        tag("span", f"{', '.join(spans)}: {reason}.", id=f"{place}-reason-{at}", tabindex=-1)
        for at, (reason, spans) in enumerate(said.items())
    ]
    if any(day.weekend and day.number is None for day in days):
        entries.append(
            tag("span", "Saturdays and Sundays do not count.", id=f"{place}-weekend", tabindex=-1)
        )
    strip = _strip(clock, weeks, place, reasons) if len(weeks) <= WEEKS else None
    label = shown.label(f"Days of clock {number}, {in_words(clock.clock)}")
    return tag(
        "div",
        in_frame(label, strip) if strip else None,
        tag("p", "Left out:"),
        listed(entries),
        id=place,
        tabindex=-1,
    )


def _weeks(days: Sequence[ClockDay]) -> Iterator[list[ClockDay | None]]:
    """The days, a week from Monday to Sunday each, with None where the clock has no day."""
    week: list[ClockDay | None] = [None] * days[0].day.weekday()
    for day in days:
        week.append(day)
        if len(week) == 7:
            yield week
            week = []
    if week:
        yield week + [None] * (7 - len(week))


def _strip(
    clock: Clock, weeks: Sequence[Sequence[ClockDay | None]], place: str, reasons: Sequence[str]
) -> Markup:
    head = tag("tr", *(tag("th", tag("abbr", d[:3], title=d), scope="col") for d in _WEEKDAYS))

    def cell(day: ClockDay | None) -> Markup:
        if day is None:
            return tag("td")
        said = f"{day.day.day} {day_in_words(day.day).split()[1][:3]}"
        if day.number is None:
            at = "weekend" if day.weekend else f"reason-{reasons.index(day.reason)}"
            dated = f"{weekday_in_words(day.day)} {day_in_words(day.day)}"
            label = f"{said}: {dated}, not counted: {day.reason}"
            return tag(
                "td",
                tag("a", tag("s", said), href=f"#{place}-{at}", aria_label=label, title=day.reason),
                class_="out weekend" if day.weekend else "out",
            )
        last = day.day == clock.due
        what = "start" if day.number == 0 else str(day.number)
        return tag("td", said, tag("b", what), "last day" if last else None, class_="last" * last)

    rows = (tag("tr", *map(cell, week)) for week in weeks)
    caption = tag("caption", f"{in_words(clock.clock)}, day by day")
    return tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="strip")
