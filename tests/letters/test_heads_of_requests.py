"""What stands under a heading for the request says nothing of the answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from foirules.letters.draft import Draft
from foirules.letters.read_messages import read_text

ASKED = """
1. How many refusals under section 30(c) went to internal review last year?
2. Please send the emails that were withheld and the advice on an appeal to the Commissioner.
"""


def drafted(text: str) -> Draft:
    return read_text(text, as_of=date(2024, 1, 1), after=date(2020, 1, 1), regime="foisa")


def response(text: str) -> dict[str, Any]:
    found = [each.data(confirm=True) for each in drafted(text).events]
    return next(each for each in found if each["event"] == "response")


@pytest.mark.parametrize(
    "head",
    ["Information requested", "Your request:", "Details of your request", "You asked", "REQUEST"],
)
@pytest.mark.parametrize("own", ["Response", "Our reply", "Answer to your request", "Decision:"])
def test_as_far_as_the_heading_of_the_answer(head: str, own: str) -> None:
    found = response(f"{head}\n{ASKED}\n{own}\n\nI enclose the emails. There were nine refusals.")
    assert "exemptions" not in found
    assert found["states"]["review-right"] is False
    assert found["states"]["ico-right"] is False


def test_a_heading_of_the_answer_right_under_the_request() -> None:
    found = response(f"Information requested{ASKED}Response\nI enclose all of the emails.")
    assert found["outcome"] == "disclosed"
    assert "exemptions" not in found


def test_with_no_heading_of_the_answer_the_first_and_what_asks_below_it() -> None:
    thanks = "Dear Applicant,\n\nThank you for your request.\n\nInformation requested"
    text = f"{thanks}\n{ASKED}\nI enclose all of the emails.\n"
    found = response(text)
    assert found["states"]["ico-right"] is False
    assert found["outcome"] == "disclosed"


def test_what_the_answer_says_of_the_request_under_such_a_heading_counts() -> None:
    text = (
        "Dear Applicant,\n\nYour request\n\nYour request was received on 3 May 2023. We hold no emails"
        " of the kind.\n\nYour rights\n\nYou may ask for a review within 40 working days.\n"
    )
    draft = drafted(text)
    assert draft.events[0].when.first == date(2023, 5, 3)
    found = response(text)
    assert found["outcome"] == "not-held"
    assert found["states"]["review-right"] is True


def test_another_heading_before_that_of_the_answer() -> None:
    text = (
        "Dear Applicant,\n\nYour request\n\nThe emails of the board.\n\nSearches\n\nThese are exempt"
        " under section 30(c), as the talks go on.\n\nDecision\n\nThe request is refused.\n"
    )
    assert response(text)["exemptions"] == ["s30(c)"]


def test_who_wrote_a_page_with_both_headings() -> None:
    draft = drafted(
        "Information requested\n\nPlease send the rota.\n\nResponse\n\nTwelve people.\n"
    )
    assert draft.messages[0].sender == "authority"
