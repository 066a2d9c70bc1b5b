"""What the record does not say, as questions, and what an answer would decide."""

from __future__ import annotations

from foirules.cases.assessment import Undecided
from foirules.language.types import BOOL
from foirules.report.case_words import apart_from_part, merged
from foirules.report.html.markup import Content, Markup, listed, tag, together
from foirules.report.html.shown_case import ShownCase, in_words

_EVENT = "event:"
_POLICY = "policy: "


def questions(shown: ShownCase) -> Markup:
    """Each question once, with the duties that wait for its answer."""
    asked: dict[str, tuple[Content, list[str]]] = {}
    for each, parts in merged(shown.assessment.undecided, apart_from_part):
        duty = ", ".join(filter(None, (in_words(each.rule), shown.parts(parts), each.cites)))
        for missing in each.missing:
            about = each.event.id if each.event else ""
            key = f"{about} {missing}"
            asked.setdefault(key, (_question(shown, each, missing), []))[1].append(duty)
    if not asked:
        return tag("p", "The record says all that the rules ask for.")
    entries = (
        together([tag("p", question), tag("p", f"Decides: {'; '.join(duties)}.", class_="aside")])
        for question, duties in asked.values()
    )
    return listed(entries, "questions")


def _question(shown: ShownCase, each: Undecided, missing: str) -> Markup:
    words = shown.law[each.regime].vocabulary
    field = words.fields.get(missing) or words.outcome_fields.get(missing)
    where = together([shown.event_link(each.event), ": "]) if each.event else Markup()
    if missing.startswith(_EVENT):
        name = missing.removeprefix(_EVENT).replace("-", " ")
        question: Content = f"was there an event, or a further one, of this kind: {name}?"
    elif missing.startswith(_POLICY):
        question = f"what does the policy say of {missing.removeprefix(_POLICY)}?"
    elif field is not None and field.meaning:
        ask = "is this so" if field.type is BOOL else "what is recorded of this"
        question = f"{ask}: {field.meaning}?"
    else:
        question = f"what is recorded of {missing.replace('-', ' ')}?"
    return together([where, question, " ", tag("code", missing)])
