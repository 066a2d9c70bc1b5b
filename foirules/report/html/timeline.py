"""What happened on a case: a picture, and the events as a list."""

from __future__ import annotations

from typing import Final

from foirules.cases.case import Event
from foirules.engine.values_in_words import span
from foirules.report.case_words import events_told
from foirules.report.html.markup import Content, Markup, in_frame, tag, together
from foirules.report.html.picture import picture
from foirules.report.html.shown_case import ShownCase

KEY: Final = (
    "A dot is an event on its day; a dashed frame is the days between which an event fell, where"
    " its day is not known. A bar is a clock: its gaps are days left out, the black mark is its"
    " last day (a later end, how late that may be), a dashed mark the day on which it stopped. A"
    " dashed line across is the day of this assessment."
)


def timeline(shown: ShownCase) -> Markup:
    """The picture, then each event by its number."""
    events = list(events_told(shown.case, shown.law))
    drawn = picture(shown, [event for event, _ in events])
    frame = in_frame(shown.label("Timeline"), drawn)
    return together(
        [
            frame,
            tag("p", KEY, class_="aside"),
            tag("ol", *(_event(shown, *each) for each in events), class_="events"),
        ]
    )


def _event(shown: ShownCase, event: Event, said: str) -> Markup:
    later = event.on > shown.assessment.as_of
    content: list[Content] = [
        tag("b", event.id),
        " ",
        tag("span", span(event.on, event.until), class_="day"),
        " ",
        tag("span", said[:1].upper() + said[1:]),
        " (after the day of this assessment)" if later else None,
    ]
    if shown.notes and event.note:
        content.append(tag("span", event.note, class_="aside"))
    return tag("li", *content, id=shown.event_place(event.id))
