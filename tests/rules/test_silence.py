"""How a request ends without an answer: silence on either side, a fee unpaid, a withdrawal."""

from __future__ import annotations

from typing import Any

import pytest

from foirules import Assessment, assess
from tests.files import case, day

A_YEAR_LATER = "2018-10-01"
REFUSED = {"on": "2017-09-01", "event": "response", "outcome": "refused", "exemptions": ["s41"]}


def judged(*events: dict[str, Any], as_of: str = A_YEAR_LATER) -> Assessment:
    return assess(case(*events), day(as_of))


def found(assessment: Assessment) -> set[tuple[str, str]]:
    return {(f.rule, f.certainty) for f in assessment.findings}


def clocks(assessment: Assessment) -> dict[str, str]:
    return {clock.clock: clock.status for clock in assessment.clocks}


def open_to(assessment: Assessment) -> set[tuple[str, str]]:
    """(actor, action) of what can be done already, and need not be refused as too early."""
    return {
        (a.actor, a.action)
        for a in assessment.actions
        if a.available_from is not None and "need not be decided" not in a.message
    }


def test_an_authority_that_never_answers() -> None:
    silent = judged()
    assert found(silent) == {("late-response", "established")}
    assert clocks(silent) == {"response": "missed", "confirmation": "missed"}
    assert open_to(silent) == {
        ("authority", "answer-request"),
        ("requester", "chase-authority"),
        ("requester", "complain-to-commissioner"),
    }


def test_a_requester_who_never_answers_the_question() -> None:
    silent = judged({"on": "2017-08-10", "event": "clarification-sought"})
    assert found(silent) == set()
    assert clocks(silent) == {"response": "paused", "confirmation": "paused"}
    assert open_to(silent) == {("requester", "answer-clarification")}


def test_a_requester_who_never_pays() -> None:
    notice = {"on": "2017-08-10", "event": "fees-notice"}
    last = judged(notice, as_of="2017-11-09")  # three months beginning with 10 August
    assert clocks(last)["fee-payment"] == "running"
    assert open_to(last) == {("requester", "pay-fee")}
    over = judged(notice, as_of="2017-11-10")
    assert set(clocks(over).values()) == {"lapsed"}
    assert open_to(over) == set()
    assert found(over) == found(judged(notice)) == set()


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2017-09-04", set()), ("2017-09-05", {("late-response", "established")})],
)
def test_a_withdrawal_ends_what_runs_and_undoes_no_breach(
    on: str, expected: set[tuple[str, str]]
) -> None:
    """The silence counts up to the day of the withdrawal, the last day being 4 September."""
    withdrawn = judged({"on": on, "event": "request-withdrawn"})
    assert found(withdrawn) == expected
    assert clocks(withdrawn) == {"response": "stopped", "confirmation": "stopped"}
    assert open_to(withdrawn) == set()


def test_a_review_that_is_never_answered() -> None:
    asked = {"on": "2017-09-04", "event": "review-requested"}
    assert open_to(judged(REFUSED, asked, as_of="2017-10-30")) == {("authority", "answer-review")}
    overdue = judged(REFUSED, asked)
    assert ("late-review", "established") in found(overdue)
    assert clocks(overdue)["review-response"] == "missed"
    assert open_to(overdue) == {
        ("authority", "answer-review"),
        ("requester", "complain-to-commissioner"),
    }


@pytest.mark.parametrize(
    ("ground", "again"),
    [
        ("complaints-procedure", True),
        ("undue-delay", False),
        ("frivolous-or-vexatious", False),
        ("withdrawn-or-abandoned", False),
    ],
)
def test_a_complaint_that_is_not_decided(ground: str, again: bool) -> None:
    """One that came before the review can be made again after it, s50(2)(a)."""
    early = {"on": "2017-09-04", "event": "ico-complaint"}
    closed = {"on": "2017-09-20", "event": "ico-closed", "ground": ground}
    asked = {"on": "2017-09-21", "event": "review-requested"}
    upheld = {"on": "2017-10-02", "event": "review-outcome", "outcome": "refused"}
    upheld["exemptions"] = ["s41"]  # type: ignore[assignment]
    complain = ("requester", "complain-to-commissioner")
    review = ("requester", "ask-for-internal-review")

    before = open_to(judged(REFUSED, early, closed, as_of="2017-09-20"))
    assert (review in before, complain in before) == (again, False)
    after = judged(REFUSED, early, closed, asked, upheld, as_of="2017-10-10")
    assert (complain in open_to(after)) == again

    second = {"on": "2017-10-11", "event": "ico-complaint"}
    pending = judged(REFUSED, early, closed, asked, upheld, second, as_of="2017-10-20")
    assert ("commissioner", "decide-complaint") in open_to(pending)
    assert complain not in open_to(pending)


def test_a_notice_is_given_but_no_ground_is_recorded() -> None:
    early = {"on": "2017-09-04", "event": "ico-complaint"}
    closed = {"on": "2017-09-20", "event": "ico-closed"}
    assert open_to(judged(REFUSED, early, closed, as_of="2017-10-10")) == set()


def test_what_the_act_does_not_reach() -> None:
    """Found in the time for complying, it ends the request; later that is for the Commissioner."""
    in_time = judged({"on": "2017-09-04", "event": "request-outside-act"})
    assert found(in_time) == {("outside-the-act", "established")}
    assert clocks(in_time) == {}
    assert open_to(in_time) == set()
    too_late = judged({"on": "2017-09-05", "event": "request-outside-act"})
    assert found(too_late) == {("late-response", "possible"), ("outside-the-act", "possible")}
