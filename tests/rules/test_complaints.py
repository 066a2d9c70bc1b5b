"""Complaints to the Commissioner: undue delay, s50(2)(b)."""

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
