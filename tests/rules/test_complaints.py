"""Complaints to the Commissioner: undue delay, s50(2)(b), and chasing before one of silence."""

from __future__ import annotations

import pytest

from foirules import Case, assess
from tests.files import day, of


def complained(answered: str, on: str) -> Case:
    """A refusal and a complaint about it, of a request of the month before."""
    year, month, _ = answered.split("-")
    events = [
        {"on": f"{year}-{int(month) - 1:02}-25", "event": "request-received"},
        {"on": answered, "event": "response", "outcome": "refused", "exemptions": ["s41"]},
        {"on": on, "event": "ico-complaint"},
    ]
    return Case.from_dict({"case": "test", "events": events})


@pytest.mark.parametrize(
    ("answered", "in_time", "late", "certainty"),
    [
        # Six weeks, as the Commissioner's page says that was read on 24 November 2026.
        ("2026-11-24", "2027-01-05", "2027-01-06", "established"),
        # The same pages bear no date, and the form that they belong to is older.
        ("2026-11-23", "2027-01-04", "2027-01-05", "possible"),
        ("2024-05-03", "2024-06-14", "2024-06-15", "possible"),
    ],
)
def test_a_complaint_after_six_weeks(
    answered: str, in_time: str, late: str, certainty: str
) -> None:
    as_of = day("2027-06-01")
    kept = assess(complained(answered, in_time), as_of)
    assert of(kept, "complaint-delayed") == set()
    assert "complaint-delayed" in {met.rule for met in kept.met}
    assert of(assess(complained(answered, late), as_of), "complaint-delayed") == {(certainty, None)}


def test_of_an_earlier_answer_no_time_is_known() -> None:
    found = assess(complained("2024-05-02", "2025-05-02"), day("2025-06-01"))
    assert of(found, "complaint-delayed") == set()
    assert "complaint-delayed" in {each.rule for each in found.undecided}


@pytest.mark.parametrize(
    ("letters", "chase"),
    [
        ([], True),
        ([("2024-07-01", "chaser")], True),  # the last day: nothing is late yet
        ([("2024-07-02", "chaser")], False),
        ([("2024-07-02", "review-requested")], False),
    ],
)
def test_an_authority_that_does_not_answer_is_chased_before_a_complaint(
    letters: list[tuple[str, str]], chase: bool
) -> None:
    """The Commissioner's complaints page asks for evidence of it; s50 does not."""
    events = [
        {"on": "2024-06-03", "event": "request-received"},
        *({"on": on, "event": event} for on, event in letters),
    ]
    found = assess(Case.from_dict({"case": "test", "events": events}), day("2024-07-02"))
    names = [a.action for a in found.actions if a.actor == "requester"]
    assert ("chase-authority" in names) == chase
    (complain,) = (a for a in found.actions if a.action == "complain-to-commissioner")
    assert complain.available_from == day("2024-07-02")
    assert "chased" in complain.message
