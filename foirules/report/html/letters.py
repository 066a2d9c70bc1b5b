"""What each letter had to say: what it says, what it does not, what the record leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from foirules.cases.assessment import EventRef
from foirules.engine.values_in_words import span
from foirules.report.case_words import apart_from_part, merged
from foirules.report.html.markup import Content, Markup, link, table, tag, together
from foirules.report.html.shown_case import ShownCase, in_words

DUTIES: Final = ("breach", "departure")
SAID: Final = {
    "met": "yes",
    "established": "no",
    "possible": "perhaps not",
    "undecided": "not known",
}


def letters(shown: ShownCase) -> Markup:
    """A table for each letter, of the duties that have no last day: those of what it has to say."""
    rows: dict[str, tuple[EventRef, list[list[Content]]]] = {}
    for result, how, parts in _results(shown):
        declared = shown.rules.get((result.regime, result.rule))
        if result.event is None or declared is None:
            continue
        if declared.kind in DUTIES and declared.due is None:
            about = ", ".join(filter(None, (in_words(result.rule), shown.parts(parts))))
            duty = together([tag("b", about), tag("span", _first_sentence(declared.meaning))])
            missing = ", ".join(getattr(result, "missing", ()))
            verdict = tag("span", SAID[how], class_=f"tag {how}")
            open_fields = tag("span", f"The record lacks: {missing}", class_="note")
            said = together([verdict, open_fields if missing else None])
            rows.setdefault(result.event.id, (result.event, []))[1].append(
                [duty, said, result.cites]
            )
    if not rows:
        return tag("p", "No letter had to say anything in particular.")
    order = [event.id for case in shown.case.under_each() for event in case.events]
    written = []
    for id in sorted(rows, key=order.index):
        event, duties = rows[id]
        title = f"event {event.id}: {event.event.replace('-', ' ')}"
        written.append(shown.heading(1, link(shown.event_place(id), title.capitalize())))
        caption = f"{title.capitalize()}, {span(event.on, event.until)}"
        head = ("What it had to say", "Does it?", "Provision")
        written.append(table(caption, head, duties))
    return together(written)


def _results(shown: ShownCase) -> Iterator[tuple[Any, str, list[str | None]]]:
    """What was found of duties, with how they stand, and of which parts."""
    for finding, parts in merged(shown.assessment.findings, apart_from_part):
        yield finding, finding.certainty, parts
    for met, parts in merged(shown.assessment.met, apart_from_part):
        yield met, "met", parts
    for undecided, parts in merged(shown.assessment.undecided, apart_from_part):
        yield undecided, "undecided", parts


def _first_sentence(text: str) -> str:
    return f"{text.partition('. ')[0].rstrip('.')}."
