"""A timeline as SVG: events and ranges, clocks, last days, days left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from foirules.calendars.months import MONTHS
from foirules.cases.assessment import Clock
from foirules.cases.case import Event
from foirules.engine.values_in_words import day_in_words
from foirules.report.case_words import apart_from_part, merged
from foirules.report.html.markup import Markup, tag, together
from foirules.report.html.shown_case import ShownCase, in_words

WIDE: Final = 760
EDGE: Final = 20
LANE: Final = 24  # the height of a row of events
ROW: Final = 44  # of a clock
LANES: Final = 24  # more events than fit are drawn in the last one
TOP: Final = 34
LETTER: Final = 7.2  # the width of a character, about
TICKS: Final = 9  # the most months that are named


@frozen
class Scale:
    """Days as places from left to right."""

    first: date
    last: date

    def x(self, day: date) -> float:
        whole = max((self.last - self.first).days, 1)
        inside = min(max((day - self.first).days, 0), whole)
        return round(EDGE + (WIDE - 2 * EDGE) * inside / whole, 1)


def picture(shown: ShownCase, events: Sequence[Event]) -> Markup:
    """The timeline of a case; what it shows is told in words beside it."""
    clocks = [each for each, _ in merged(shown.assessment.clocks, apart_from_part) if each.started]
    scale = _scale(events, clocks, shown.assessment.as_of)
    lanes = list(_lanes(events, scale))
    high_events = TOP + LANE * (1 + max((lane for _, lane in lanes), default=0))
    high = high_events + ROW * len(clocks) + 16
    title, said = shown.id("picture-title"), shown.id("picture-said")
    return tag(
        "svg",
        tag("title", f"Timeline of {shown.assessment.case}", id=title),
        tag("desc", _told(scale, events, clocks), id=said),
        _axis(scale, high),
        *(_event(event, lane, scale) for event, lane in lanes),
        *(_clock(each, high_events + ROW * place, scale) for place, each in enumerate(clocks)),
        _today(shown.assessment.as_of, scale, high),
        viewBox=f"0 0 {WIDE} {high}",
        role="img",
        aria_labelledby=f"{title} {said}",
        class_="timeline",
    )


def _scale(events: Sequence[Event], clocks: Sequence[Clock], as_of: date) -> Scale:
    """From the first event to the last day of anything; to the day of the assessment, if that is
    not so much later that all else would be small."""
    firsts = [event.on for event in events] + [c.started for c in clocks if c.started]
    lasts = [event.until or event.on for event in events]
    lasts += [day for c in clocks if (day := c.due_latest or c.due)]
    first, last = min(firsts), max(lasts)
    if as_of - first < 3 * max(last - first, timedelta(30)):
        last = max(last, as_of)
    spare = timedelta(max((last - first).days // 30, 2))
    return Scale(first - spare, last + spare)


def _told(scale: Scale, events: Sequence[Event], clocks: Sequence[Clock]) -> str:
    due = "; ".join(
        f"{in_words(c.clock)} until {day_in_words(c.due)}" for c in clocks if c.due is not None
    )
    number = f"{len(events)} event{'s' * (len(events) != 1)}"
    return (
        f"{number} from {day_in_words(scale.first)} to {day_in_words(scale.last)}. Clocks: "
        f"{due or 'none with a last day'}. The same stands in the lists below."
    )


def _axis(scale: Scale, high: int) -> Markup:
    days = _months(scale)
    if len(days) < 3:  # too few to go by: a week apart
        count = (scale.last - scale.first).days // 7
        days = [scale.first + timedelta(7 * place) for place in range(count + 1)]
    step = -(-len(days) // TICKS) or 1
    return together(
        together(
            [
                tag("line", x1=(x := str(scale.x(day))), x2=x, y1=22, y2=high, class_="month"),
                tag("text", _tick(day), x=x, y=16, class_="label"),
            ]
        )
        for day in days[::step]
    )


def _months(scale: Scale) -> list[date]:
    """The first days of the months."""
    first = scale.first.year * 12 + scale.first.month - 1
    last = scale.last.year * 12 + scale.last.month - 1
    days = (date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1))
    return [day for day in days if day >= scale.first]


def _tick(day: date) -> str:
    month = MONTHS[day.month - 1][:3]
    return f"{month} {day.year}" if day.day == 1 else f"{day.day} {month}"


def _lanes(events: Sequence[Event], scale: Scale) -> Iterator[tuple[Event, int]]:
    """Each event with the row that it is drawn in, so that none covers another's number."""
    free = [0.0] * LANES
    for event in events:
        start = scale.x(event.on) - 10
        end = scale.x(event.until or event.on) + 14 + LETTER * _shown(event.id)
        lane = next((place for place, taken in enumerate(free) if taken <= start), LANES - 1)
        free[lane] = max(free[lane], end)
        yield event, lane


def _shown(id: str) -> int:
    return min(len(id), 8)


def _event(event: Event, lane: int, scale: Scale) -> Markup:
    y = TOP + LANE * lane + 8
    x, end = scale.x(event.on), scale.x(event.until or event.on)
    mark = (
        tag("circle", cx=str(x), cy=y, r=5, class_="event")
        if event.until is None
        else tag(
            "rect", x=str(x), y=y - 4, width=str(max(end - x, 4)), height=8, rx=4, class_="range"
        )
    )
    return tag(
        "g",
        tag("title", f"{event.id}: {event.event.replace('-', ' ')}, {day_in_words(event.on)}"),
        mark,
        tag("text", event.id[:8], x=str(max(x, end) + 8), y=y + 4, class_="label"),
    )


def _clock(clock: Clock, top: int, scale: Scale) -> Markup:
    assert clock.started is not None  # others are not drawn
    start, end = scale.x(clock.started), scale.x(clock.due_latest or clock.due or scale.last)
    left_out = [
        tag(
            "rect",
            x=str(x := scale.x(day)),
            y=top + 22,
            width=str(max(round(scale.x(day + timedelta(1)) - x, 1), 1)),
            height=10,
            class_="left-out",
        )
        for day, _ in clock.disregarded
    ]
    name = in_words(clock.clock)
    said = f"{name}: due {day_in_words(clock.due)}" if clock.due else f"{name}: no last day known"
    wide = LETTER * len(said)
    at = min(start, max(WIDE - EDGE - wide, EDGE))
    marks = [tag("text", said, x=str(round(at, 1)), y=top + 16, class_="label")]
    width = str(max(round(end - start, 1), 1))
    marks.append(tag("rect", x=str(start), y=top + 22, width=width, height=10, class_="clock"))
    marks += left_out
    if clock.due:
        marks.append(_line(scale.x(clock.due), top + 18, top + 36, "due"))
    if clock.stopped:
        marks.append(_line(scale.x(clock.stopped), top + 18, top + 36, "stopped"))
    return tag("g", tag("title", f"{said}; {clock.status}"), *marks)


def _line(x: float, top: int, bottom: int, class_: str) -> Markup:
    return tag("line", x1=str(x), x2=str(x), y1=top, y2=bottom, class_=class_)


def _today(as_of: date, scale: Scale, high: int) -> Markup:
    if as_of > scale.last:
        return Markup()
    return tag(
        "g",
        tag("title", f"The day of this assessment, {day_in_words(as_of)}"),
        _line(scale.x(as_of), 22, high, "today"),
    )
