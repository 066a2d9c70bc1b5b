"""Each letter's checklist: what it had to say, whether it does, what the record leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from foirules.cases.assessment import EventRef
from foirules.engine.values_in_words import span
from foirules.report.case_words import apart_from_part, merged
from foirules.report.html.markup import (
    Content,
    Markup,
    in_frame,
    link,
    listed,
    table,
    tag,
    together,
    unfold,
)
from foirules.report.html.shown_case import ShownCase

DUTIES: Final = ("breach", "departure")
SAID: Final = {
    "met": "yes",
    "established": "no",
    "possible": "perhaps not",
    "undecided": "not known",
}


def letters(shown: ShownCase) -> Markup:
    """A table for each letter, of its duties that have no last day: what it had to say."""
    rows: dict[str, tuple[EventRef, list[list[Content]]]] = {}
    for result, how, parts in _results(shown):
        declared = shown.rules.get((result.regime, result.rule))
        if result.event is None or declared is None or result.event.id not in shown.events:
            continue
        if declared.kind in DUTIES and declared.due is None:
            about = together([tag("code", result.rule), _among(shown, parts)])
            duty = together([tag("span", _first_sentence(declared.meaning)), about])
            missing = ", ".join(getattr(result, "missing", ()))
            lacks = tag("span", f"The record lacks: {missing}", class_="aside") if missing else None
            said = together([tag("span", SAID[how], class_=f"tag {how}"), lacks])
            told = rows.setdefault(result.event.id, (result.event, []))[1]
            told.append([duty, said, result.cites])
    if not rows:
        return tag("p", "No letter had to say anything in particular.")
    order = list(shown.events)
    return together(_letter(shown, *rows[id]) for id in sorted(rows, key=order.index))


def _letter(shown: ShownCase, ref: EventRef, duties: list[list[Content]]) -> Markup:
    event = shown.events[ref.id]
    title = f"Event {ref.id}: {ref.event.replace('-', ' ')}, {span(event.on, event.until)}"
    head = ("What it had to say or do", "Kept?", "Provision")
    words = shown.law[shown.case.regime].vocabulary.statements
    recorded = [
        together(
            [tag("b", "yes" if said else "no"), f": {words[name].meaning} ", tag("code", name)]
        )
        for name, said in event.details.items()
        if name in words
    ]
    return together(
        [
            shown.heading(1, link(shown.event_place(ref.id), title)),
            in_frame(shown.label(title), table("Its duties", head, duties)),
            unfold("What the record says of this letter", listed(recorded)) if recorded else None,
        ]
    )


def _among(shown: ShownCase, parts: list[str | None]) -> Markup | None:
    said = shown.parts(parts)
    return tag("span", said, class_="aside") if said else None


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
