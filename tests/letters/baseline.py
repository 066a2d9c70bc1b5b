"""A reader that only looks for the numbers of sections and for "internal review": what the reader of
the package has to do better than.

It is given the messages, told apart and with who wrote them. The first of the requester is the
request, a later one with "internal review" asks for a review; one of the authority that names a
ground or "internal review" is an answer, which relies on every ground that it names and, if it
names one, refuses. It reads nothing else.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import evolve

from foirules.language.types import SetType
from foirules.letters.confidence import LIKELY
from foirules.letters.draft import Draft, DraftEvent
from foirules.letters.letter import Read
from foirules.letters.message import REQUESTER, Message
from tests.letters.gold import Thread
from tests.letters.scoring import drafted

REVIEW: Final = "internal review"
_CITED: Final = re.compile(
    r"\b(?:sections?|ss?\.?|regulations?|regs?\.?) ?(\d+[A-Z]*(?: ?\(\w{1,4}\))*)", re.IGNORECASE
)
TELLS_OF_REVIEW: Final = ("complaints-procedure", "review-right")


def baseline(thread: Thread) -> Draft:
    """The draft that it makes of a labelled thread."""
    draft = drafted(thread)
    events, asked = [], False
    for number, message in enumerate(draft.messages, 1):
        text = " ".join(line.text for line in message.lines)
        reviews = REVIEW in text.lower()
        grounds = _grounds(text, draft.regime.vocabulary.exemptions)
        kind = ""
        if message.sender == REQUESTER:
            kind = "review-requested" if asked and reviews else "" if asked else "request-received"
            asked = True
        elif grounds or reviews:
            kind = "response"
        if kind:
            when = draft.dated[number - 1]
            made = DraftEvent(kind, number, *message.span, when, confidence={"event": LIKELY})
            events.append(_answer(made, message, grounds, draft) if kind == "response" else made)
    return evolve(draft, events=tuple(events), days=())


def _grounds(text: str, kind: SetType) -> tuple[str, ...]:
    """Every ground of the law whose number stands in a text."""
    names = (kind.read(found) for found in _CITED.findall(text))
    return tuple(dict.fromkeys(name for name in names if name in kind.masks))


def _answer(
    made: DraftEvent, message: Message, grounds: tuple[str, ...], draft: Draft
) -> DraftEvent:
    span = message.span
    said = {}
    if grounds:
        said = {"outcome": Read("refused", *span), "exemptions": Read(grounds, *span)}
    text = " ".join(line.text for line in message.lines).lower()
    known = [name for name in TELLS_OF_REVIEW if name in draft.regime.vocabulary.statements]
    states = {name: Read(REVIEW in text, *span) for name in known}
    made = evolve(made, outcomes={None: said}, states=states)
    return evolve(made, confidence=dict.fromkeys(("event", "on", *made.values()), LIKELY))
