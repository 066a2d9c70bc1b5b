"""Letters that answer a part of a request and do something else with another: two events."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from foirules.letters.answering import answered
from foirules.letters.asking import NONE, asked_of
from foirules.letters.draft import Draft
from foirules.letters.read_messages import read_text

REQUEST = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00
Subject: Library

Under the Freedom of Information Act please send me
a) the number of visits in 2018
b) the report on closing the library
"""
ANSWER = """
From: FOI <foi@hartcombe.gov.uk>
Sent: 1 March 2019 09:00
Subject: RE: Library

Thank you for your request of 4 February.

{}
"""
GIVEN = "a) The table of visits is attached."
TWO: list[tuple[str, dict[str, dict[str, Any]], str, dict[str, dict[str, Any]]]] = [
    (
        "b) We hold the report. It engages section 43(2) and we need more time to consider the public interest. We will write to you by 29 March 2019.",
        {"a": {"outcome": "disclosed"}},
        "extension-notice",
        {"b": {"exemptions": ("s43(2)",)}},
    ),
    (
        "b) The report is with our solicitor, and we will send our answer on this part by 15 March 2019.",
        {"a": {"outcome": "disclosed"}},
        "holding-reply",
        {"b": {}},
    ),
    (
        "b) There have been three reports. Could you tell us which of them you mean?",
        {"a": {"outcome": "disclosed"}},
        "clarification-sought",
        {},
    ),
]
ONE = [
    "b) The report is withheld under section 43(2), and the public interest favours withholding it.",
    "b) The report is unfinished: section 22(1). We will publish it by 31 May 2019.",
    "b) We do not hold a report. The County Council will answer your questions on it.",
]


def _draft(of_b: str) -> Draft:
    text = REQUEST + ANSWER.format(f"{GIVEN}\n\n{of_b}")
    return read_text(text, as_of=date(2019, 6, 1))


def _said(draft: Draft) -> list[tuple[str, dict[str | None, dict[str, Any]]]]:
    return [
        (
            each.event,
            {part: {k: v.value for k, v in of.items()} for part, of in each.outcomes.items()},
        )
        for each in draft.events
        if each.message == 2
    ]


@pytest.mark.parametrize(("of_b", "first", "event", "second"), TWO)
def test_a_letter_that_leaves_a_part_for_later_is_two_events(
    of_b: str, first: dict[str, Any], event: str, second: dict[str, Any]
) -> None:
    draft = _draft(of_b)
    assert _said(draft) == [("response", first), (event, second)]
    assert [each.event for each in draft.case().events][1:] == ["response", event]


def test_the_day_that_is_promised_is_of_the_event_that_promises_it() -> None:
    _, response, extension = _draft(TWO[0][0]).events
    assert extension.fields["expected-by"].value == date(2019, 3, 29)
    assert "expected-by" not in response.fields


@pytest.mark.parametrize("of_b", ONE)
def test_a_letter_that_answers_each_part_is_one_event(of_b: str) -> None:
    assert [event for event, _ in _said(_draft(of_b))] == ["response"]


def test_each_of_two_events_is_asked_about_and_answered_by_itself() -> None:
    draft = _draft(TWO[0][0])
    asked = {each.id: each for each in asked_of(draft) if each.messages == (2,)}
    assert set(asked) == {"read:2", "read:3"}
    left = answered(draft, asked["read:3"], NONE)
    assert [each.event for each in left.events] == ["request-received", "response"]
    assert {q.event for q in left.questions if q.message == 2} <= {"response"}
