"""Examples worked out by hand: the last day by the Act, with the days that do not count in Scotland."""

from __future__ import annotations

from typing import Any

import pytest

from foirules import Assessment, Case, assess
from foirules.assessing.due import due
from foirules.cases.assessment import Clock
from tests.files import day, of


def judged(*events: dict[str, Any], as_of: str, **about: str) -> Assessment:
    """What is found of a request, as of a day."""
    case = {"case": "worked", "regime": "foisa", "authority": about, "events": list(events)}
    return assess(Case.from_dict(case), day(as_of))


def received(on: str, **said: Any) -> dict[str, Any]:
    return {"on": on, "event": "request-received", **said}


def response(on: str, outcome: str = "disclosed", **said: Any) -> dict[str, Any]:
    return {"on": on, "event": "response", "outcome": outcome, **said}


def event(on: str, event: str, **said: Any) -> dict[str, Any]:
    return {"on": on, "event": event, **said}


def clock(name: str, found: Assessment) -> Clock:
    (only,) = (each for each in found.clocks if each.clock == name)
    return only


ESTABLISHED, POSSIBLE, NOT = {("established", None)}, {("possible", None)}, set[Any]()


# --- the time for complying -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "last"),
    [
        # Monday: 31 March-2 April 3; 3 April Good Friday; 6 April, Easter Monday, counts: 6-10 8,
        # 13-17 13, 20-24 18, 27-28 20
        ("2026-03-30", "2026-04-28"),
        # Thursday: 31 July 1; 3 August; 4-7 5, 10-14 10, 17-21 15, 24-28 20
        ("2026-07-30", "2026-08-28"),
        # Friday: 17-21 August 5, 24-28 10; 31 August counts: 31-4 September 15, 7-11 20
        ("2026-08-14", "2026-09-11"),
        # Monday: 10-13 November 4, 16-20 9, 23-27 14; 30 St Andrew's Day; 1-4 December 18, 7-8 20
        ("2026-11-09", "2026-12-08"),
        # Friday: 15-19 December 5, 22-24 8; 25 and 26; 29-31 11; 1 and 2 January; 5-9 16, 12-15 20
        ("2025-12-12", "2026-01-15"),
        # Monday, a bank holiday itself: 26-29 May 4, 1-5 June 9, 8-12 14; 15; 16-19 18, 22-23 20
        ("2026-05-25", "2026-06-23"),
    ],
)
def test_the_twentieth_working_day(on: str, last: str) -> None:
    """The day of receipt is not counted, be it a working day or not, ss10(1), 73."""
    assert due(day(on), regime="foisa").day == day(last)
    after = str(day(last).fromordinal(day(last).toordinal() + 1))
    assert of(judged(received(on), as_of=last), "late-response") == NOT
    assert of(judged(received(on), as_of=after), "late-response") == ESTABLISHED


def test_working_days_from_a_fees_notice_to_its_payment_are_left_out() -> None:
    """s10(3): 16 February to 9 March are 16 working days, both included: 20 and 16 from 2 February."""
    found = judged(
        received("2026-02-02"),
        event("2026-02-16", "fees-notice"),
        event("2026-03-09", "fee-paid"),
        as_of="2026-03-09",
    )
    assert clock("response", found).due == day("2026-03-24")
    assert clock("fee-payment", found).due == day("2026-05-15")


def test_further_information_starts_time_afresh() -> None:
    """s10(1)(b): 16-17 July 2, 20-24 7, 27-31 12; 3 August; 4-7 16, 10-13 20."""
    found = judged(
        received("2026-06-24"),
        event("2026-07-06", "clarification-sought"),
        event("2026-07-15", "clarification-received"),
        as_of="2026-07-15",
    )
    assert clock("response", found).due == day("2026-08-13")


def test_the_keeper_has_thirty_working_days() -> None:
    """s10(2): 2-5 June 4, 8-12 9; 15; 16-19 13, 22-26 18, 29-3 July 23, 6-10 28, 13-14 30."""
    of_the_keeper = due(day("2026-06-01"), regime="foisa", authority_type="records-authority")
    assert of_the_keeper.day == day("2026-07-14")
    assert due(day("2026-06-01"), regime="foisa").day == day("2026-06-30")


# --- sixty working days, 7 April to 26 May 2020 ---------------------------------------------------


@pytest.mark.parametrize(("answered", "found"), [("2020-05-20", NOT), ("2020-06-01", ESTABLISHED)])
def test_the_day_of_the_answer_chooses_the_time(answered: str, found: Any) -> None:
    """Of 16 March 2020 the twentieth working day is 14 April, the sixtieth 11 June."""
    judgement = judged(received("2020-03-16"), response(answered), as_of="2020-06-02")
    assert of(judgement, "late-response") == found
    if found:
        assert clock("response", judgement).due == day("2020-04-14")


def test_silence_is_judged_by_the_time_of_the_day() -> None:
    """Of 11 May 2020 the twentieth working day is 9 June, and the sixtieth 5 August."""
    assert clock("response", judged(received("2020-05-11"), as_of="2020-05-26")).due == day(
        "2020-08-05"
    )
    assert of(judged(received("2020-05-11"), as_of="2020-06-09"), "late-response") == NOT
    assert of(judged(received("2020-05-11"), as_of="2020-06-10"), "late-response") == ESTABLISHED


def test_what_was_overdue_before_the_longer_time_is_not_settled() -> None:
    """Of 2 March 2020 the twentieth working day is 30 March: an answer of 20 April is in sixty."""
    assert of(judged(received("2020-03-02"), as_of="2020-04-20"), "late-response") == ESTABLISHED
    answered = judged(received("2020-03-02"), response("2020-04-20"), as_of="2020-04-20")
    assert of(answered, "late-response") == POSSIBLE
    later = judged(received("2020-03-02"), response("2020-05-27"), as_of="2020-05-27")
    assert of(later, "late-response") == ESTABLISHED


# --- review ---------------------------------------------------------------------------------------


def test_an_answer_in_time_does_not_shorten_the_time_to_require_a_review() -> None:
    """s20(5)(a): forty working days from 16 February 2026, though the answer came on the 2nd."""
    found = judged(received("2026-01-19"), response("2026-02-02"), as_of="2026-02-02")
    assert clock("response", found).due == day("2026-02-16")
    assert clock("review-request", found).due == day("2026-04-14")


def test_a_late_answer_begins_it_when_it_is_received() -> None:
    """ss20(5)(b), 74(2)(a): posted on 17 March, received on the 20th."""
    late = response("2026-03-17", **{"posted-on": "2026-03-17"})
    found = judged(received("2026-01-19"), late, as_of="2026-03-20")
    assert clock("review-request", found).due == day("2026-05-19")
    for required, certainty in (("2026-05-19", NOT), ("2026-05-20", ESTABLISHED)):
        asked = event(required, "review-requested")
        again = judged(received("2026-01-19"), late, asked, as_of=required)
        assert of(again, "late-review-request") == certainty


def test_a_late_answer_that_may_have_come_by_post_leaves_that_open() -> None:
    """Of an answer of 17 March the fortieth working day is 14 May; by post it would be 19 May."""
    for required, certainty in (
        ("2026-05-14", NOT),
        ("2026-05-15", POSSIBLE),
        ("2026-05-19", POSSIBLE),
        ("2026-05-20", ESTABLISHED),
    ):
        asked = event(required, "review-requested")
        found = judged(received("2026-01-19"), response("2026-03-17"), asked, as_of=required)
        assert of(found, "late-review-request") == certainty


@pytest.mark.parametrize(
    ("required", "last"),
    [
        # 27 April-1 May 5; 4 May; 5-8 9, 11-15 14, 18-22 19; 25 May; 26 May 20
        ("2026-04-24", "2026-05-26"),
        # Saturday: 4 May; 5-8 4, 11-15 9, 18-22 14; 25; 26-29 18, 1-2 June 20
        ("2026-05-02", "2026-06-02"),
    ],
)
def test_a_review_is_due_on_the_twentieth_working_day(required: str, last: str) -> None:
    found = judged(
        received("2026-03-02"),
        response("2026-03-30", "refused", exemptions=["s30"]),
        event(required, "review-requested"),
        as_of=required,
    )
    assert clock("review-response", found).due == day(last)


def test_six_months_to_apply_from_the_receipt_of_the_outcome() -> None:
    """s47(4)(a): before the expiry of six months after the date of receipt."""
    found = judged(
        received("2026-03-02"),
        response("2026-03-30", "refused", exemptions=["s30"]),
        event("2026-04-24", "review-requested"),
        event("2026-05-26", "review-outcome", outcome="refused", exemptions=["s30"]),
        as_of="2026-05-26",
    )
    assert clock("commissioner-application", found).due == day("2026-11-26")


def test_six_months_to_apply_from_the_last_day_for_a_review_that_did_not_come() -> None:
    """s47(4)(b): the time of s21(1) elapsed with 26 May."""
    found = judged(
        received("2026-03-02"),
        response("2026-03-30", "refused", exemptions=["s30"]),
        event("2026-04-24", "review-requested"),
        as_of="2026-05-27",
    )
    assert clock("commissioner-application", found).due == day("2026-11-26")
    assert of(found, "late-review") == ESTABLISHED


# --- the rest -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("by", "found"), [("2026-05-25", NOT), ("2026-05-26", ESTABLISHED)])
def test_publication_within_twelve_weeks_of_the_making(by: str, found: Any) -> None:
    """s27(1)(a): twelve weeks from Monday 2 March 2026 are over on Monday 25 May."""
    said: dict[str, Any] = {"exemptions": ["s27(1)"], "publication-by": by}
    refused = response("2026-03-16", "refused", **said)
    assert of(
        judged(received("2026-03-02"), refused, as_of="2026-03-16"), "publication-too-late"
    ) == (found)


@pytest.mark.parametrize(("on", "found"), [("2025-12-31", NOT), ("2026-01-01", ESTABLISHED)])
def test_a_record_of_2010_is_historical_from_2026(on: str, found: Any) -> None:
    """s57(1A): fifteen years beginning with 1 January 2011."""
    said: dict[str, Any] = {"exemptions": ["s30"], "record-created": "2010-12-31"}
    refused = response(on, "refused", **said)
    assert of(judged(received("2025-12-29"), refused, as_of=on), "exemption-gone-by-age") == found


def test_the_act_sets_no_time_for_an_appeal_to_the_court() -> None:
    """s56: by the rules of the court, of which 42 and 45 days are said; none is given."""
    found = judged(
        received("2026-03-02"), event("2026-08-03", "decision-notice"), as_of="2026-09-18"
    )
    (appeal,) = (each for each in found.actions if each.action == "appeal-to-court")
    assert appeal.deadline is None


def test_a_certificate_within_thirty_working_days() -> None:
    """s52(2): 2-4 September 3, 7-11 8, 14-18 13, 21-25 18, 28-2 October 23, 5-9 28, 12-13 30."""
    for on, found in (("2026-10-13", NOT), ("2026-10-14", ESTABLISHED)):
        judgement = judged(
            received("2026-03-02"),
            event("2026-09-01", "decision-notice"),
            event(on, "ministerial-certificate"),
            as_of=on,
        )
        assert of(judgement, "late-certificate") == found


def test_a_special_school_has_its_school_days() -> None:
    """SSI 2016/346: with no school days given, the last day is not known; the sixtieth is the last."""
    of_a_school = {"type": "special-school"}
    before = judged(received("2026-03-30"), as_of="2026-05-01", **of_a_school)
    assert of(before, "late-response") == NOT
    after = judged(received("2026-03-30"), as_of="2026-06-29", **of_a_school)
    assert of(after, "late-response") == ESTABLISHED


def test_a_letter_is_late_by_post_only_when_it_has_been_posted() -> None:
    """s74(1)(a): of 30 March 2026 the twentieth working day is 28 April; a fee may put it off."""
    letter = response("2026-04-28") | {"posted-on": "2026-04-29"}
    asked = received("2026-03-30")
    assert of(judged(asked, letter, as_of="2026-04-28"), "late-by-post") == NOT
    assert of(judged(asked, letter, as_of="2026-04-29"), "late-by-post") == ESTABLISHED
    fee = event("2026-04-01", "fees-notice")
    assert of(judged(asked, fee, letter, as_of="2026-04-29"), "late-by-post") == POSSIBLE
    paid = event("2026-04-30", "fee-paid")
    assert of(judged(asked, fee, letter, paid, as_of="2026-04-30"), "late-by-post") == NOT
