"""Answers to questions about a draft that are none."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from foirules.letters.answering import NoAnswer, read_answer
from foirules.letters.asking import Asked, about_field, of_several
from foirules.letters.draft import Draft
from foirules.letters.read_messages import read_text
from foirules.letters.weighing import Weigher

AS_OF = date(2024, 5, 1)
LETTERS = """\
Requester to council, 1 March 2024

Dear Council,

Under the Freedom of Information Act 2000 please send me the minutes of 2023.

Council to requester, 20 March 2024

Dear Requester,

Your request is refused under section 36(2)(c) of the Act. You may ask for
an internal review of this decision. You may then contact the Information Commissioner.
"""
KINDS = (
    "yes, 1 acknowledgement, 2 clarification-sought, 3 fees-notice, 4 extension-notice,"
    " 5 holding-reply, 7 review-acknowledged, 8 review-extended, 9 review-outcome, none, a day,"
    " where only that is wrong, don't know"
)
Given = tuple[str, str]  # the question by its id, and the answer
TRIALS: dict[str, tuple[Given, list[str]]] = {
    "neither yes nor no": (
        ("read:2.states.ico-right-particulars", "perhaps"),
        ["expected yes, no, don't know"],
    ),
    "no event": (("read:2", "no"), [f"what is it then? {KINDS}"]),
    "not as it was read": (
        ("read:2.exemptions", "no"),
        ["expected what is right: yes, exemptions, such as s12, none, don't know"],
    ),
    "a kind that there is not": (
        ("read:2", "fees-notise"),
        ["'fees-notise' is none of them; did you mean 'fees-notice'?"],
    ),
    "an exemption that there is not": (
        ("read:2.exemptions", "s42, section 99"),
        ["'section 99' is no exemption; expected a section, such as s40(2)"],
    ),
    "a number among too few": (("states", "1, 7"), ["'7' is none of the numbers 1 to 3"]),
    "no day": (
        ("read:1", "1st of Sometime"),
        ["expected yes, a day, where only that is wrong, don't know"],
    ),
    "a day that there is not": (
        ("read:2.expected-by", "31 June 2024"),
        ["'31 June 2024' is no day; expected one such as 6 October 2017, 06/10/2017 or 2017-10-06"],
    ),
    "words for a number": (("read:2.estimated-hours", "many"), ["'many' is no whole number"]),
}


@cache
def asked() -> tuple[Draft, dict[str, Asked]]:
    draft = read_text(LETTERS, as_of=AS_OF)
    weigher = Weigher(AS_OF)
    found = {each.id: each for each in weigher.questions(draft, every=True)}
    said = [each for id, each in found.items() if ".states." in id][:3]
    found["states"] = of_several("states", said)
    for name in ("expected-by", "estimated-hours"):
        found[f"read:2.{name}"] = about_field(draft, 1, name, (0, 0))
    return draft, found


def told(given: Given) -> list[str]:
    """The line for what is wrong."""
    draft, questions = asked()
    with pytest.raises(NoAnswer) as error:
        read_answer(questions[given[0]], given[1], draft)
    return [str(error.value)]


@pytest.mark.parametrize(("given", "lines"), TRIALS.values(), ids=TRIALS)
def test_it_is_refused_with_what_is_expected(given: Given, lines: list[str]) -> None:
    assert told(given) == lines
