"""What a page with an answer repeats of the request, between a heading for it and one for the
answer, is not what the answer says."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.draft import Draft
from foirules.letters.read_messages import read_text
from foirules.letters.readers.files import lines_of
from foirules.letters.recited import with_recital

ASKED = """\
How many requests did you refuse under section 23(5), or neither confirm nor deny under section 24(2)?
Please hold nothing back, and tell me if I may complain to the Information Commissioner.
"""
ANSWERED = """\
The council holds this information. There were 14 refusals, listed in the table attached.
"""


def read(text: str) -> Draft:
    return read_text(text, as_of=date(2019, 4, 1), regime="foia", after=date(2019, 1, 1))


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("REQUEST", "RESPONSE"),
        ("Request:", "Response:"),
        ("You asked:", "In Response:"),
        ("Your request", "Our answer"),
        ("You requested the following information:", "Reply"),
    ],
)
def test_what_stands_between_two_headings_was_asked(asked: str, answer: str) -> None:
    found = read(f"Ref 12/2019\n{asked}\n{ASKED}{answer}\n{ANSWERED}").events[-1]
    assert found.event == "response"
    assert found.outcomes[None]["outcome"].value == "disclosed"
    assert "exemptions" not in found.outcomes[None]
    assert found.states["ico-right"].value is False


@pytest.mark.parametrize(
    "text",
    [
        f"{ASKED}Response\n{ANSWERED}",  # no heading above
        f"You asked:\n{ASKED}{ANSWERED}",  # none below
        f"Your request:\nThank you for your letter.\n{ASKED}Response\n{ANSWERED}",  # its own words
        f"My request:\n{ASKED}Your response:\n{ANSWERED}",  # as the requester has them
        f"Your request: received 3 March 2019\n{ASKED}Response\n{ANSWERED}",  # when it came
        f"Request a review by 3 May.\n{ASKED}Response times vary.\n{ANSWERED}",  # no headings
    ],
)
def test_nothing_is_taken_for_what_was_asked_without_both_headings(text: str) -> None:
    lines = lines_of(text)
    assert with_recital(lines, sure=False) == (lines, frozenset())


def test_each_pair_of_headings_has_its_own_lines() -> None:
    lines = lines_of("Question 1: How many?\nAnswer: Twelve.\nQuestion 2: Why?\nAnswer: Rain.")
    _, numbers = with_recital(lines, sure=False)
    assert numbers == {1, 3}


def test_a_page_whose_answer_tells_nothing_is_of_the_authority() -> None:
    found = read(f"Request\n{ASKED}Response\nThe Act gives two rights to those who ask.")
    assert [each.sender for each in found.messages] == ["authority"]
