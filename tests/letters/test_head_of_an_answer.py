"""The day of an answer whose head names several days."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.draft import Draft
from foirules.letters.read_messages import read_text

RECEIVED, ANSWERED = date(2021, 3, 4), date(2021, 3, 30)


def drafted(text: str) -> Draft:
    return read_text(text, as_of=date(2024, 1, 1), after=date(2020, 1, 1), regime="foisa")


@pytest.mark.parametrize(
    "head",
    [
        "Date received: 4 March 2021\nDate responded: 30 March 2021",
        "Date received\n4 March 2021\nDate responded\n30 March 2021",
        "- Date received\n- 4 March 2021\n- Date of response\n- 30 March 2021",
        "Received: 4 March 2021\nDate of reply: 30 March 2021\nPublished: 3 May 2021",
    ],
)
def test_the_day_on_which_it_was_answered(head: str) -> None:
    draft = drafted(f"Ref: F-12\n{head}\n\nDear Ms Ashdown\n\nI enclose all of the rotas.\n")
    asked, answered = draft.events
    assert asked.when.first in (RECEIVED, date(2020, 1, 1))  # a list of bullets does not tell it
    assert (answered.when.first, answered.when.last) == (ANSWERED, ANSWERED)


def test_the_day_of_receipt_alone_is_not_that_of_the_answer() -> None:
    head = "Ref: F-12\nDate received: 4 March 2021"
    draft = drafted(f"{head}\n\nDear Ms Ashdown\n\nI enclose all of the rotas.\n")
    assert draft.events[1].when.first != draft.events[1].when.last


@pytest.mark.parametrize(
    "line", ["30 March 2021", "Date: 30 March 2021", "Our ref: 9, 30 March 2021"]
)
def test_a_day_alone_is(line: str) -> None:
    draft = drafted(
        f"Freedom of information request\n{line}\n\nDear Ms Ashdown\n\nI enclose all.\n"
    )
    assert draft.events[1].when.first == draft.events[1].when.last == ANSWERED


def test_the_days_that_a_request_is_taken_to_cover_are_not_its_own() -> None:
    says = "We have taken your request to run from 4 March 2021 to 5 May 2021. I enclose the rotas."
    asked = drafted(f"Dear Ms Ashdown\n\n{says}\n").events[0]
    assert asked.when.first != RECEIVED
