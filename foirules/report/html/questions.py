"""What the record does not say, as questions, and what an answer would decide."""

from __future__ import annotations

from foirules.assessing.questions import questions as asked_of
from foirules.report.html.markup import Markup, listed, tag, together
from foirules.report.html.shown_case import ShownCase, in_words


def questions(shown: ShownCase) -> Markup:
    """Each question once, with the duties that wait for its answer."""
    asked = asked_of(shown.case, shown.assessment, shown.law)
    if not asked:
        return tag("p", "The record says all that the rules ask for.")
    entries = []
    for each in asked:
        where = together([" (", shown.event_link(each.event), ")"]) if each.event else Markup()
        decides = f"Decides: {'; '.join(map(in_words, each.rules))}. "
        entries.append(
            together(
                [
                    tag("p", together([each.asks, where])),
                    tag("p", together([decides, tag("code", each.missing)]), class_="aside"),
                ]
            )
        )
    return listed(entries, "questions")
