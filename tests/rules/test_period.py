"""The period for complying is one: FOIA s10(1), (2), (4), (6) and what the regulations put in its
place, for questions, fees, findings that there is no request, and answers alike."""

from __future__ import annotations

from typing import Any

import pytest

from foirules import Assessment, assess
from tests.files import brief, case, day, of

# Of a request received on 3 August 2017 the twentieth working day is 4 September, the thirtieth 18
# September, the sixtieth 30 October.
RECORDS = {"authority": {"type": "records-authority"}}
APPLIED = {"on": "2017-08-10", "event": "time-application"}
DISCLOSED = {"event": "response", "outcome": "disclosed"}


def judged(*events: dict[str, Any], as_of: str, **more: Any) -> Assessment:
    return assess(case(*events, **more), day(as_of))


def certainty(*events: dict[str, Any], as_of: str, rule: str = "late-response") -> set[str]:
    return {certainty for certainty, _ in of(judged(*events, as_of=as_of), rule)}


def due(found: Assessment) -> Any:
    (last,) = {clock.due for clock in found.clocks if clock.clock == "response"}
    return last


# --- W7: SI 2004/3364 reg 4 puts another day in the place of the twentieth in s10(1) and (2) ------


@pytest.mark.parametrize(
    ("given", "answered", "expected"),
    [
        # the thirtieth, 18 September, is the last for the notice; three days then are left out
        ("2017-09-11", "2017-09-20", set()),
        ("2017-09-11", "2017-09-21", set()),
        ("2017-09-11", "2017-09-22", {("late-response", "established", None, None)}),
        ("2017-09-18", "2017-09-20", set()),
        (
            "2017-09-19",
            "2017-09-22",
            {
                ("late-response", "established", None, None),
                ("late-fees-notice", "established", None, "2"),
            },
        ),
    ],
)
def test_a_fee_of_a_records_authority(
    given: str, answered: str, expected: set[tuple[str, str, str | None, str | None]]
) -> None:
    found = judged(
        {"on": given, "event": "fees-notice"},
        {"on": str(day(given).replace(day=day(given).day + 2)), "event": "fee-paid"},
        {"on": answered, **DISCLOSED},
        as_of="2017-09-22",
        **RECORDS,
    )
    assert brief(found.findings) == expected


@pytest.mark.parametrize(
    ("asked", "last"), [("2017-09-18", "2017-11-02"), ("2017-09-19", "2017-09-18")]
)
def test_a_question_of_a_records_authority(asked: str, last: str) -> None:
    """Of an answer of 21 September the thirtieth working day is 2 November, s10(6)."""
    found = judged(
        {"on": asked, "event": "clarification-sought"},
        {"on": "2017-09-21", "event": "clarification-received"},
        as_of="2017-09-22",
        **RECORDS,
    )
    assert due(found) == day(last)


@pytest.mark.parametrize(("on", "late"), [("2017-10-16", False), ("2017-10-17", True)])
@pytest.mark.parametrize("event", ["clarification-sought", "fees-notice"])
def test_a_day_that_was_specified_is_the_last_for_these_too(
    event: str, on: str, late: bool
) -> None:
    """SI 2004/3364 regs 5(2), 6(2), whenever in the time the day is specified."""
    specified = {"on": "2017-09-25", "event": "time-specified", "specified-day": "2017-10-16"}
    found = judged(APPLIED, specified, {"on": on, "event": event}, as_of="2017-10-17")
    assert bool(of(found, "late-response")) == late


def test_the_days_of_a_fee_lengthen_the_period_for_a_second_notice() -> None:
    """ss9(1), 10(2): 10 to 16 August are five working days, so to 11 September."""
    first = {"on": "2017-08-10", "event": "fees-notice"}
    paid = {"on": "2017-08-16", "event": "fee-paid"}
    for on, late in (("2017-09-11", set()), ("2017-09-12", {("established", None)})):
        second = {"on": on, "event": "fees-notice"}
        found = judged(first, paid, second, as_of="2017-09-12")
        assert of(found, "late-fees-notice") == late


def test_a_late_fees_notice_is_no_breach() -> None:
    """s9(1) says that a notice may be given in the period; after it there is none."""
    found = judged({"on": "2017-09-05", "event": "fees-notice"}, as_of="2017-09-05")
    assert {(f.rule, f.kind) for f in found.findings} == {
        ("late-response", "breach"),
        ("late-fees-notice", "note"),
    }


def test_that_a_late_question_restarts_nothing_is_a_convention() -> None:
    """s10(6) counts from the answer to any question that was needed; the breach stands all the same."""
    found = judged({"on": "2017-09-05", "event": "clarification-sought"}, as_of="2017-09-06")
    assert {(f.rule, f.certainty) for f in found.findings} == {
        ("late-response", "established"),
        ("late-clarification", "possible"),
    }


# --- W5: s10(4), SI 2004/3364 regs 5 and 6 --------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2017-09-04", set()),
        ("2017-09-05", {"possible"}),
        ("2017-10-30", {"possible"}),
        ("2017-10-31", {"established"}),
    ],
)
def test_until_a_day_is_specified_the_twentieth_stands(as_of: str, expected: set[str]) -> None:
    assert certainty(APPLIED, as_of=as_of) == expected


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        ("2017-09-04", set()),
        ("2017-09-05", {"possible"}),
        ("2017-10-30", {"possible"}),
        ("2017-10-31", {"established"}),
    ],
)
def test_an_answer_while_a_day_is_awaited(answered: str, expected: set[str]) -> None:
    assert certainty(APPLIED, {"on": answered, **DISCLOSED}, as_of="2018-01-02") == expected


@pytest.mark.parametrize(
    ("applied", "refused", "expected"),
    [
        ("2017-09-04", "2017-09-06", {"established"}),
        ("2017-09-04", "2017-09-07", {"possible"}),
        ("2017-09-05", "2017-09-07", {"established"}),  # asked too late, regs 5(3)(b), 6(3)(b)
    ],
)
def test_the_commissioner_refuses_a_later_day(
    applied: str, refused: str, expected: set[str]
) -> None:
    asked = {"on": applied, "event": "time-application"}
    answer = {"on": refused, "event": "time-refused"}
    assert certainty(asked, answer, as_of="2017-09-06") == expected


# --- W6: ss7(1), 8(1), [2026] UKFTT 433 (GRC) paras 4, 13 to 15, EA/2015/0140 ---------------------


@pytest.mark.parametrize("event", ["request-not-valid", "request-outside-act"])
@pytest.mark.parametrize(
    ("found_on", "held", "expected"),
    [
        ("2017-09-04", None, set()),
        ("2017-09-05", None, {"possible"}),
        ("2017-09-04", {"request-valid": True}, {"established"}),
        ("2017-09-05", {"request-valid": True}, {"established"}),
        ("2017-09-04", {"request-valid": False}, set()),
        ("2017-09-05", {"request-valid": False}, set()),
    ],
)
def test_that_there_was_no_request_is_for_the_commissioner(
    event: str, found_on: str, held: dict[str, bool] | None, expected: set[str]
) -> None:
    events: list[dict[str, Any]] = [{"on": found_on, "event": event}]
    if held is not None:
        events.append({"on": "2018-03-01", "event": "decision-notice", **held})
    assert certainty(*events, as_of="2018-03-01") == expected
    note = "request-not-valid" if event == "request-not-valid" else "outside-the-act"
    nothing_runs = {"established"} - expected if expected != {"possible"} else {"possible"}
    assert certainty(*events, as_of="2018-03-01", rule=note) == nothing_runs


def test_a_decision_that_does_not_say_leaves_it_open() -> None:
    found = judged(
        {"on": "2017-09-05", "event": "request-not-valid"},
        {"on": "2018-03-01", "event": "decision-notice"},
        as_of="2018-03-01",
    )
    assert of(found, "late-response") == set()
    (open_,) = (u for u in found.undecided if u.rule == "late-response")
    assert open_.missing == ("request-valid",)


# --- O1: a question that was never answered -------------------------------------------------------


def test_a_question_long_unanswered_is_shown_with_its_age() -> None:
    found = judged({"on": "2017-08-10", "event": "clarification-sought"}, as_of="2029-08-10")
    (action,) = (a for a in found.actions if a.action == "answer-clarification")
    assert "open for 4383 days" in action.message
