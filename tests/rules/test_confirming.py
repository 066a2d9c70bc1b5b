"""Confirming or denying, apart from communicating, FOIA ss1(1)(a), 10(3)(a), 12(2)."""

from __future__ import annotations

from typing import Any

import pytest

from foirules import assess
from tests.files import case, day

RULE = "late-confirmation"


def confirmed(**said: Any) -> str | None:
    """How the duty to confirm stands after a letter in time and an answer after the twentieth day."""
    states = {"confirmed-held": said.pop("confirmed")} if "confirmed" in said else {}
    letter = {"on": "2017-09-01", "event": "extension-notice", "states": states, **said}
    answer = {"on": "2017-09-29", "event": "response", "outcome": "neither-confirmed-nor-denied"}
    found = assess(case(letter, {**answer, "exemptions": ["s24"]}), day("2017-10-10"))
    return next(
        (f.certainty for f in found.findings if f.rule == RULE),
        "met"
        if any(m.rule == RULE for m in found.met)
        else "undecided"
        if any(u.rule == RULE for u in found.undecided)
        else None,
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # time is taken to weigh whether to say that it is held: the duty is put off
        (
            {
                "exemptions": ["s24"],
                "outcome": "neither-confirmed-nor-denied",
                "confirmed": False,
            },
            "met",
        ),
        # on an exemption that has no public interest test it is not; but there may be no duty, s2(1)
        (
            {
                "exemptions": ["s23"],
                "outcome": "neither-confirmed-nor-denied",
                "confirmed": False,
            },
            "possible",
        ),
        # time is taken to weigh the disclosure only: whether it is held is to be said, unless the
        # answer that neither confirms nor denies it is right
        ({"exemptions": ["s24"], "outcome": "refused", "confirmed": False}, "possible"),
        ({"exemptions": ["s24"], "outcome": "refused", "confirmed": True}, "met"),
        # which of the two is not recorded
        ({"exemptions": ["s24"], "confirmed": False}, "possible"),
        ({"exemptions": ["s24"], "outcome": "refused"}, "undecided"),
    ],
)
def test_time_to_weigh_whether_to_confirm(said: dict[str, Any], expected: str) -> None:
    assert confirmed(**said) == expected


@pytest.mark.parametrize(
    ("says", "expected"), [(False, {"possible"}), (True, set()), (None, set())]
)
def test_a_refusal_on_cost_that_says_whether_it_is_held(
    says: bool | None, expected: set[str]
) -> None:
    states = {} if says is None else {"confirmed-held": says}
    answer = {"on": "2017-09-01", "event": "response", "outcome": "cost-limit", "states": states}
    found = assess(case(answer), day("2017-10-10"))
    rule = "not-confirmed-despite-cost"
    assert {f.certainty for f in found.findings if f.rule == rule} == expected
    assert any(u.rule == rule for u in found.undecided) == (says is None)
