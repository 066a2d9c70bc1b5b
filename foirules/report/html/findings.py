"""What was found: each finding with its provision, what it rests on, and how it comes about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from foirules.cases.assessment import Derivation, Finding, Step
from foirules.engine.values_in_words import span
from foirules.language.declarations import RuleDeclaration
from foirules.report.case_words import CERTAINTIES, KINDS, apart_from_part, counted, merged
from foirules.report.html.derivation import derivation
from foirules.report.html.markup import Content, Markup, listed, pairs, tag, together, unfold
from foirules.report.html.shown_case import ShownCase, in_words, sentence_of

LEAVES: Final = 8  # of what a finding rests on, that are shown at once
_RECORDED: Final = re.compile(r"(\S+) (\S+?)( on part \S+)?: (\S+)")
_PLAIN: Final = (
    ("means", "In plain words"),
    ("why", "Why it matters"),
    ("requester", "What the requester can do"),
    ("authority", "What the authority should do"),
)


def findings(shown: ShownCase) -> Markup:
    """The findings in groups, by kind and certainty."""
    found = shown.assessment.findings
    if not found:
        return tag("p", "Nothing was found to be broken.")
    written = []
    told: dict[Step, str] = {}
    for kind, title in KINDS.items():
        for certainty in CERTAINTIES:
            alike = [f for f in found if (f.kind, f.certainty) == (kind, certainty)]
            if alike:
                sure = kind == "note" and certainty == "established"
                written.append(shown.heading(1, title if sure else f"{title}, {certainty}"))
                written += [
                    _finding(shown, finding, parts, told)
                    for finding, parts in merged(alike, apart_from_part)
                ]
    return together(written)


def _finding(
    shown: ShownCase, finding: Finding, parts: Sequence[str | None], told: dict[Step, str]
) -> Markup:
    declared = shown.rules.get((finding.regime, finding.rule))
    derived = _derivation_of(shown, finding)
    face = finding.certainty if finding.kind != "note" else "note"
    name = ", ".join(filter(None, (in_words(finding.rule), shown.parts(parts))))
    leaves = list(dict.fromkeys(_recorded(shown, derived.step))) if derived else []
    return tag(
        "div",
        shown.heading(2, name, " ", tag("span", _tag(finding), class_=f"tag {face}")),
        tag("p", sentence_of(finding.message)),
        pairs(
            [
                ("Provision", finding.cites),
                ("Letter or event", shown.event_link(finding.event)),
                ("Last day", shown.day_link(finding.due)),
                ("Late", counted(finding.working_days_late, "working day", "after it")),
                ("Rests on", listed(leaves[:LEAVES], "plain") if leaves else None),
                *_plain_words(declared),
            ]
        ),
        unfold("How this comes about", derivation(shown, derived.step, told), class_="derivation")
        if derived
        else None,
        class_=f"finding {face}",
    )


def _tag(finding: Finding) -> str:
    return finding.kind if finding.kind == "note" else f"{finding.kind}, {finding.certainty}"


def _plain_words(declared: RuleDeclaration | None) -> Iterator[tuple[Content, Content]]:
    """What the rule says in plain words, where it does, else what it means."""
    plain = getattr(declared, "plain", None)
    if plain is not None:
        for name, title in _PLAIN:
            yield title, getattr(plain, name)
    elif declared is not None:
        yield "The rule", declared.meaning


def _derivation_of(shown: ShownCase, finding: Finding) -> Derivation | None:
    event = finding.event.id if finding.event else None
    for each in shown.assessment.derivations():
        about = each.event.id if each.event else None
        if (each.of, each.name, each.part, about) == ("finding", finding.rule, finding.part, event):
            return each
    return None


def _recorded(shown: ShownCase, step: Step) -> Iterator[str]:
    """What the record says that a step rests on: its letters and their fields."""
    if not step.steps and not step.expression and (said := _RECORDED.fullmatch(step.name)):
        name, id, part, field = said.groups()
        event = shown.events.get(id)
        about = f"event {id} ({name.replace('-', ' ')}){part or ''}"
        if field == "on" and event is not None:
            yield f"{about}: {span(event.on, event.until)}"
        elif field != "event":
            yield f"{about}: {field} = {step.value}"
    for inner in step.steps:
        yield from _recorded(shown, inner)
