"""Answers of a person who has no case file yet, where they can be no answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from foirules.assessing.inquiry.inquiry import inquire
from foirules.cases.errors import CaseError

AS_OF = date(2024, 5, 1)


def answers(*given: tuple[str, Any]) -> list[dict[str, Any]]:
    """A list of answers, by the questions."""
    return [{"question": question, "answer": answer} for question, answer in given]


AUTHORITY = ("authority", "foia/general")
TRIALS: dict[str, tuple[Any, list[str]]] = {
    "no list": ({}, ["answers: found a mapping; expected a list"]),
    "one question answered twice": (
        answers(AUTHORITY, AUTHORITY),
        ["answers[2].question: the question authority is answered twice"],
    ),
    "a day that has not come": (
        answers(AUTHORITY, ("begins", "2024-05-02")),
        ["answers[2].answer: found 2024-05-02; expected a day from 2005-01-01 to 2024-05-01"],
    ),
    "a range that ends before it begins": (
        answers(AUTHORITY, ("begins", {"from": "2024-03-04", "to": "2024-03-01"})),
        ["answers[2].answer: the range begins on 2024-03-04, after its end on 2024-03-01"],
    ),
    "more answers than anybody gives": (
        answers(*((f"next.{place}", None) for place in range(201))),
        ["answers: 201 answers; expected 200 at most"],
    ),
}


def told(given: Any) -> list[str]:
    with pytest.raises(CaseError) as caught:
        inquire(given, AS_OF)
    return list(caught.value.errors)


@pytest.mark.parametrize(("given", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_is_wrong_is_told(given: Any, lines: list[str]) -> None:
    assert told(given) == lines
