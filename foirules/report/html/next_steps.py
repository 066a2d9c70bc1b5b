"""What can be done next: by whom, from when, until when, and the draft of a letter for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from foirules.cases.assessment import Action
from foirules.report.case_words import CERTAINTIES, apart_from_part, merged, when_open
from foirules.report.html.markup import Markup, pairs, tag, text, together, unfold
from foirules.report.html.shown_case import ShownCase, in_words, sentence_of

DRAFT: Final = (
    "What stands in brackets is for you to fill in. Read it through before you send it: it says"
    " what was worked out from the record, and is not legal advice."
)
_BLANK: Final = re.compile(r"\[[^\[\]]*\]")
_AUTHORITY: Final = "[name of the authority]"
_WRONG: Final = "[what is wrong]"


def next_steps(shown: ShownCase) -> Markup:
    """The steps that are open, by actor, then those that are not."""
    actions = shown.assessment.actions
    open_now = [action for action in actions if action.available_from is not None]
    closed = [action for action in actions if action.available_from is None]
    written = [] if open_now else [tag("p", "Nothing is open to anybody.")]
    for actor in dict.fromkeys(action.actor for action in open_now):
        written.append(shown.heading(1, f"The {actor.replace('-', ' ')}"))
        of_actor = [action for action in open_now if action.actor == actor]
        written += [_step(shown, *each) for each in merged(of_actor, apart_from_part)]
    if closed:
        written.append(shown.heading(1, "Not open yet"))
        written += [_step(shown, *each, actor=True) for each in merged(closed, apart_from_part)]
    return together(written)


def _step(
    shown: ShownCase, action: Action, parts: Sequence[str | None], actor: bool = False
) -> Markup:
    declared = shown.actions.get((action.regime, action.action))
    link = shown.day_link(action.deadline)
    must = None if declared is None or declared.optional else "has to be done"
    name = ", ".join(filter(None, (in_words(action.action), shown.parts(parts))))
    tags = [must, "overdue" if action.overdue else None]
    return tag(
        "div",
        shown.heading(
            2,
            name,
            *(tag("span", each, class_=f"tag {each.split()[-1]}") for each in tags if each),
        ),
        tag("p", sentence_of(action.message)),
        pairs(
            [
                ("Who", action.actor if actor else None),
                ("When", when_open(action) if action.available_from else None),
                ("How it is counted", link if isinstance(link, Markup) else None),
                ("Provision", action.cites),
            ]
        ),
        unfold("Draft of a letter", tag("p", DRAFT), _draft(shown, action, parts), class_="draft")
        if action.draft
        else None,
        class_="step",
    )


def _draft(shown: ShownCase, action: Action, parts: Sequence[str | None]) -> Markup:
    """The letter, with what the case holds, and its blanks marked."""
    wrong = together(_wrong(shown, action.regime, parts), "\n")
    pieces = []
    for line in action.draft.rstrip().split("\n"):
        for before, blank in _pieces(line):
            known = {_AUTHORITY: shown.case.authority.name, _WRONG: wrong}.get(blank)
            pieces += [text(before), text(known) if known else _mark(blank)]
        pieces.append(Markup("\n"))
    return tag("pre", *pieces)


def _pieces(line: str) -> Iterator[tuple[str, str]]:
    """What stands before each blank, and the blank."""
    at = 0
    for blank in _BLANK.finditer(line):
        yield line[at : blank.start()], blank[0]
        at = blank.end()
    yield line[at:], ""


def _mark(blank: str) -> Markup:
    return tag("mark", blank) if blank else Markup()


def _wrong(shown: ShownCase, regime: str, parts: Sequence[str | None]) -> Iterator[Markup]:
    """What was found of the parts: what is established, then in brackets what is possible."""
    found = [f for f in shown.assessment.findings if f.kind != "note" and f.regime == regime]
    about = [f for f in found if f.part is None or f.part in parts or None in parts]
    about.sort(key=lambda finding: CERTAINTIES.index(finding.certainty))
    for finding, of in merged(about, apart_from_part):
        named = f"{named}: " if (named := shown.parts(of)) else ""
        said = f"{named}{finding.message} ({finding.cites})"
        sure = finding.certainty == "established"
        yield text(f"- {said}.") if sure else together(["- ", _mark(f"[perhaps: {said}]")])
