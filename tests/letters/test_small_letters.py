"""Small letters of all kinds, and what they state: the reader is seldom wrong of them."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.letter_words import NO_EVENT
from foirules.letters.read_messages import read_text
from tests.letters.small_letters import SENTENCES, small_letters, statements, wrong_kinds

WRONG_KINDS = {"kinds": 1, "kinds_fresh": 3, "kinds_again": 0}
OPEN_KINDS = {"kinds": 10, "kinds_fresh": 10, "kinds_again": 0}
STATED = {
    "statements": (2, 26),
    "statements_fresh": (4, 30),
    "statements_again": (0, 0),
    "statements_published": (0, 8),
}  # wrong and open at most


@pytest.mark.parametrize("name", WRONG_KINDS)
def test_the_kind_of_small_letters_is_told_or_left_open(name: str) -> None:
    letters = list(small_letters(SENTENCES / f"{name}.yaml"))
    found = list(wrong_kinds(letters))
    wrong = [(each.text, kind) for each, kind in found if kind != "open"]
    assert len(wrong) <= WRONG_KINDS[name], wrong
    assert len(found) - len(wrong) <= OPEN_KINDS[name], found


def test_each_kind_is_tried_in_several_letters() -> None:
    every = [each for name in WRONG_KINDS for each in small_letters(SENTENCES / f"{name}.yaml")]
    assert len(every) > 220
    assert sum(each.kind == NO_EVENT for each in every) >= 6


@pytest.mark.parametrize("name", STATED)
def test_what_small_letters_state_is_told_or_left_open(name: str) -> None:
    found = list(statements(list(small_letters(SENTENCES / f"{name}.yaml"))))
    wrong = [(each.text, of) for each, of, gold, read in found if read not in (None, gold)]
    opened = [each for each, _, _, read in found if read is None]
    most_wrong, most_open = STATED[name]
    assert len(wrong) <= most_wrong, wrong
    assert len(opened) <= most_open


ANSWER = """\
From: A Person <a@example.org>
Sent: 4 March 2019 09:00
Subject: Minutes

Under the Freedom of Information Act please send me the minutes of the board for 2018.

From: FOI <foi@hartcombe.gov.uk>
Sent: 9 March 2019 09:00
Subject: Minutes

Thank you for your request. Some of the minutes are attached. {more}
"""
WITHHELD = "We withhold those of May under section 43(2), because rivals would learn our prices."


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        (WITHHELD, {"shown-complete", "reasons-cover-all"}),
        (f"{WITHHELD} This is all the information that we hold.", {"reasons-cover-all"}),
        ("We withhold those of May under section 43(2).", {"shown-complete"}),
    ],
)
def test_what_no_words_tell_of_a_part_is_asked(more: str, asked: set[str]) -> None:
    draft = read_text(ANSWER.format(more=more), as_of=date(2020, 1, 1))
    found = {each.field for each in draft.questions}
    assert found & {"shown-complete", "reasons-cover-all"} == asked


@pytest.mark.parametrize(
    "said",
    [
        "You can ask for an internal review within 40 working days.",
        "If you wish to complain, you may write to the Information Commissioner.",
    ],
)
def test_how_to_ask_for_a_review_is_no_advice_on_a_request(said: str) -> None:
    text = ANSWER.replace("Some of the minutes are attached.", "We do not hold any such minutes.")
    states = [
        read_text(text.format(more=more), as_of=date(2019, 6, 1)).events[1].states
        for more in (said, "You may want to ask the Department.")
    ]
    assert [each.get("advice") and each["advice"].value for each in states] == [None, True]
