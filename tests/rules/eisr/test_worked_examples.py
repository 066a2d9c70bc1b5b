"""Examples worked out by hand under the Environmental Information (Scotland) Regulations 2004."""

from __future__ import annotations

from typing import Any

import pytest

from foirules import Assessment, Case, assess
from foirules.assessing.due import due
from foirules.cases.assessment import Clock
from tests.files import day, of

ESTABLISHED, POSSIBLE, NOT = {("established", None)}, {("possible", None)}, set[Any]()


def judged(*events: dict[str, Any], as_of: str, regime: str = "eisr") -> Assessment:
    case = Case.from_dict({"case": "worked", "regime": regime, "events": list(events)})
    return assess(case, day(as_of))


def at(on: str, event: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "event": event, **{key.replace("_", "-"): said for key, said in more.items()}}


def received(on: str, **more: Any) -> dict[str, Any]:
    return at(on, "request-received", **more)


def answered(on: str, outcome: str = "disclosed", **more: Any) -> dict[str, Any]:
    return at(on, "response", outcome=outcome, **more)


def letter(on: str, event: str, **states: bool) -> dict[str, Any]:
    said = {key.replace("_", "-"): value for key, value in states.items()}
    about = {"outcome": "refused", "exemptions": ["r10(5)(e)"]} if event == "response" else {}
    return {"on": on, "event": event, "states": said, **about}


def clock(name: str, found: Assessment) -> Clock:
    (only,) = (each for each in found.clocks if each.clock == name)
    return only


def next_day(text: str) -> str:
    return str(day(text).fromordinal(day(text).toordinal() + 1))


# --- the time for an answer -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "last"),
    [
        # R1: 3 April Good Friday; 6 April, Easter Monday, counts: 6-10 5, 13-17 10, 20-24 15, 1 May 20
        ("2026-04-02", "2026-05-01"),
        # R8: 4 August, the first Monday
        ("2025-07-14", "2025-08-12"),
        # R9: a transfer, regulation 14(2); 3 August
        ("2026-07-22", "2026-08-20"),
        # R10: the longer time of 2020 was FOISA's; 10 April Good Friday
        ("2020-03-09", "2020-04-06"),
        # R13: 30 November, St Andrew's Day
        ("2026-11-02", "2026-12-01"),
        # R14: 31 August, the last Monday, counts
        ("2026-08-17", "2026-09-14"),
    ],
)
def test_the_twentieth_working_day_in_scotland(on: str, last: str) -> None:
    """Regulations 2(1), 5(2)(a): the day of receipt is not counted."""
    assert due(day(on), regime="eisr").day == day(last)
    found = judged(received(on), as_of=last)
    assert clock("response", found).due == day(last)
    assert of(found, "late-response") == NOT
    assert of(judged(received(on), as_of=next_day(last)), "late-response") == ESTABLISHED


def test_the_longer_time_of_2020_is_of_the_act_alone() -> None:
    """R10: the same request under FOISA had sixty working days, to Thursday 4 June 2020."""
    act = judged(received("2020-03-09"), as_of="2020-04-07", regime="foisa")
    assert clock("response", act).due == day("2020-06-04")
    assert of(act, "late-response") == NOT
    told = answered("2020-05-20")
    assert (
        of(
            judged(received("2020-03-16"), told, as_of="2020-05-20", regime="foisa"),
            "late-response",
        )
        == NOT
    )
    assert (
        of(judged(received("2020-03-16"), told, as_of="2020-05-20"), "late-response") == ESTABLISHED
    )


# --- the further period ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("2026-03-30", "2026-03-30"),  # R2: twenty working days more
        ("2026-03-16", "2026-03-16"),  # R2: ten more
        ("2026-03-31", "2026-03-30"),  # no more than twenty
        ("2026-03-21", "2026-03-21"),  # a Saturday that the notice names
        ("2026-02-27", "2026-03-02"),  # no less time than without it
    ],
)
def test_the_notice_says_how_much_of_the_further_period_is_taken(until: str, last: str) -> None:
    """Regulation 7(1): received on Monday 2 February 2026, the twentieth day is Monday 2 March."""
    events = (received("2026-02-02"), at("2026-03-02", "extension-notice", expected_by=until))
    assert clock("response", judged(*events, as_of="2026-03-02")).due == day(last)
    late = judged(*events, answered(next_day(last)), as_of=next_day(last))
    assert of(late, "late-response") == ESTABLISHED
    assert of(judged(*events, answered(last), as_of=last), "late-response") == NOT


@pytest.mark.parametrize(
    ("given", "late"),
    [
        ("2026-03-02", NOT),
        ("2026-03-03", POSSIBLE),
        ("2026-03-30", POSSIBLE),
        ("2026-03-31", ESTABLISHED),
    ],
)
def test_where_its_end_is_not_recorded_lateness_is_in_doubt(given: str, late: Any) -> None:
    """Possible from the twentieth working day, established only from the fortieth."""
    events = (received("2026-02-02"), at("2026-02-10", "extension-notice"))
    ends = clock("response", judged(*events, as_of="2026-02-10"))
    assert (ends.due, ends.due_latest) == (day("2026-03-02"), day("2026-03-30"))
    found = judged(*events, answered(given), as_of=given)
    assert of(found, "late-response") == late
    refused = judged(*events, answered(given, "refused", exemptions=["r10(5)(e)"]), as_of=given)
    assert of(refused, "late-refusal-notice") == late
    assert of(judged(*events, as_of=given), "late-response") == late


def test_an_extension_notified_too_late_is_none() -> None:
    """R3: the time ended on Monday 2 March 2026, regulation 7(2)."""
    told = at("2026-03-03", "extension-notice", expected_by="2026-03-30")
    found = judged(received("2026-02-02"), told, as_of="2026-03-03")
    assert clock("response", found).due == day("2026-03-02")
    assert of(found, "late-extension-notice") == ESTABLISHED
    assert of(found, "late-response") == ESTABLISHED


def test_the_days_of_the_further_period_are_kept_when_a_fee_puts_the_answer_off() -> None:
    """Ten days more by the notice, and sixteen from 16 February to 9 March left out: 24 March and ten."""
    events = (
        received("2026-02-02"),
        at("2026-02-10", "extension-notice", expected_by="2026-03-16"),
        at("2026-02-16", "fees-notice"),
        at("2026-03-09", "fee-paid"),
    )
    # 24 March; 25-27 3; 30 March-2 April 7; 3 Good Friday; 6-8 April 10
    assert clock("response", judged(*events, as_of="2026-03-09")).due == day("2026-04-08")


def test_the_notice_must_be_in_writing_with_reasons_and_rights() -> None:
    """Regulation 7(3)."""
    rules = ("extension-reasons-missing", "review-right-missing", "ico-right-missing")
    silent = letter(
        "2026-02-10",
        "extension-notice",
        extension_reasons=False,
        review_right=False,
        ico_right=False,
    )
    found = judged(received("2026-02-02"), {**silent, "in-writing": False}, as_of="2026-02-10")
    for rule in (*rules, "extension-not-in-writing"):
        assert of(found, rule) == ESTABLISHED, rule
    full = letter(
        "2026-02-10",
        "extension-notice",
        extension_reasons=True,
        review_right=True,
        ico_right=True,
        ico_right_particulars=True,
    )
    assert judged(received("2026-02-02"), full, as_of="2026-02-10").findings == ()


# --- fees and questions ---------------------------------------------------------------------------


def test_a_fee_can_be_paid_for_sixty_working_days_beginning_with_the_notice() -> None:
    """R4: regulation 8(6), Monday 16 February 2026 being the first."""
    events = (received("2026-02-02"), at("2026-02-16", "fees-notice"))
    unpaid = judged(*events, as_of="2026-05-13")
    assert clock("fee-payment", unpaid).due == day("2026-05-12")
    assert [stage for _, stage in unpaid.stages] == ["lapsed"]
    assert of(unpaid, "late-response") == NOT
    in_time = judged(*events, at("2026-05-12", "fee-paid"), as_of="2026-05-13")
    # nine days used; 13-15 May 12, 18-22 17, 26 May 18 (25 May a holiday), 27-28 20
    assert clock("response", in_time).due == day("2026-05-28")
    late = judged(*events, at("2026-05-13", "fee-paid"), as_of="2026-05-13")
    assert of(late, "late-fee") == ESTABLISHED


def test_time_stands_still_from_the_notice_of_a_fee_to_its_payment() -> None:
    """R5: regulation 8(7), both days included; 17 March counts in Scotland."""
    events = (
        received("2026-02-02"),
        at("2026-02-16", "fees-notice"),
        at("2026-03-09", "fee-paid"),
    )
    assert clock("response", judged(*events[:2], as_of="2026-02-20")).due is None
    assert clock("response", judged(*events, as_of="2026-03-09")).due == day("2026-03-24")


def test_a_notice_of_a_fee_has_no_time_limit() -> None:
    """Regulation 8(4) and (5): what comes after the time for an answer is no breach by its day."""
    found = judged(received("2026-02-02"), at("2026-03-03", "fees-notice"), as_of="2026-03-03")
    assert of(found, "late-fees-notice") == POSSIBLE
    assert of(found, "late-response") == ESTABLISHED


def test_the_day_of_the_particulars_is_the_date_of_the_request() -> None:
    """R6: regulation 9(4); from Tuesday 23 June 2026."""
    events = (
        received("2026-06-01"),
        at("2026-06-12", "clarification-sought"),
        at("2026-06-23", "clarification-received"),
    )
    assert clock("response", judged(*events, as_of="2026-06-23")).due == day("2026-07-21")
    told = at("2026-07-21", "extension-notice", expected_by="2026-08-18")
    extended = judged(*events, told, as_of="2026-07-21")
    assert of(extended, "late-extension-notice") == NOT
    assert clock("response", extended).due == day("2026-08-18")


# --- refusals -------------------------------------------------------------------------------------


def test_what_a_refusal_must_contain() -> None:
    """Regulation 13: the basis and the public interest, the rights; of unfinished material the time."""
    refusal = letter(
        "2026-02-27",
        "response",
        exemption_reason=False,
        public_interest_reasons=False,
        completion_estimate=False,
        review_right=False,
        ico_right=False,
    )
    refusal["exemptions"] = ["r10(4)(d)"]
    found = judged(received("2026-02-02"), {**refusal, "in-writing": False}, as_of="2026-02-27")
    assert {f.rule for f in found.findings if f.certainty == "established"} == {
        "exemption-not-explained",
        "public-interest-reasons-missing",
        "completion-estimate-missing",
        "review-right-missing",
        "ico-right-missing",
        "refusal-not-in-writing",
    }


# --- representations, and the Commissioner --------------------------------------------------------


def test_representations_and_the_review() -> None:
    """R7: forty working days from the receipt of the decision, and twenty from theirs."""
    refused = answered(
        "2026-02-27", "refused", exemptions=["r10(5)(e)"], letter_received_on="2026-03-02"
    )
    events = (received("2026-02-02"), refused)
    assert clock("review-request", judged(*events, as_of="2026-03-02")).due == day("2026-04-28")
    asked = (*events, at("2026-04-28", "review-requested"))
    found = judged(*asked, as_of="2026-05-28")
    assert of(found, "late-review-request") == NOT
    assert clock("review-response", found).due == day("2026-05-28")
    assert of(found, "late-review") == NOT
    assert of(judged(*asked, as_of="2026-05-29"), "late-review") == ESTABLISHED
    late = judged(*events, at("2026-04-29", "review-requested"), as_of="2026-06-30")
    assert of(late, "late-review-request") == ESTABLISHED
    assert of(late, "late-review") == POSSIBLE


def test_representations_about_silence() -> None:
    """R8: from the day by which the answer should have come, Tuesday 12 August 2025."""
    silent = judged(received("2025-07-14"), as_of="2025-08-13")
    assert clock("review-request", silent).due == day("2025-10-07")
    for on, late in (("2025-10-07", NOT), ("2025-10-08", ESTABLISHED)):
        asked = judged(received("2025-07-14"), at(on, "review-requested"), as_of=on)
        assert of(asked, "late-review-request") == late


def test_an_early_answer_starts_the_time_for_representations_early() -> None:
    """R11, the part under the Regulations: answered and received on Monday 2 February 2026."""
    told = answered("2026-02-02", letter_received_on="2026-02-02")
    found = judged(received("2026-01-19"), told, as_of="2026-02-02")
    assert clock("review-request", found).due == day("2026-03-30")


def test_an_answer_to_the_request_is_no_decision_on_the_review() -> None:
    """Regulation 16(4), as the Commissioner found in Decision 137/2022."""
    events = (
        received("2022-07-27"),
        at("2022-09-01", "review-requested"),
        answered("2022-09-06"),
    )
    assert of(judged(*events, as_of="2022-10-03"), "late-review") == ESTABLISHED


def test_an_application_to_the_commissioner_has_six_months() -> None:
    """R12: FOISA s47(4) as regulation 17 applies it; the last day is a Sunday."""
    decided = at(
        "2026-05-29",
        "review-outcome",
        outcome="refused",
        exemptions=["r10(5)(e)"],
        letter_received_on="2026-05-29",
    )
    events = (
        received("2026-03-02"),
        answered("2026-03-16", "refused", exemptions=["r10(5)(e)"]),
        at("2026-05-01", "review-requested"),
        decided,
    )
    found = judged(*events, as_of="2026-05-29")
    assert clock("commissioner-application", found).due == day("2026-11-29")
    assert (
        clock("commissioner-application", found).cites == "FOISA s47(4), as applied by EISR reg 17"
    )
    for on, late in (("2026-11-29", NOT), ("2026-11-30", ESTABLISHED)):
        applied = judged(*events, at(on, "commissioner-application"), as_of=on)
        assert of(applied, "complaint-delayed") == late


@pytest.mark.parametrize(
    ("exceptions", "found"),
    [(["r11(2)(b)"], POSSIBLE), (["r10(5)(e)"], ESTABLISHED), (["r11(2)(a)"], NOT)],
)
def test_the_public_interest_in_personal_data(exceptions: list[str], found: Any) -> None:
    """Reg 13(b) asks how it was weighed "under regulation 10(1)(b)"; 11(2)(b) has a test of its own."""
    said = {"public-interest-reasons": False}
    refusal = answered("2026-02-27", "refused", exemptions=exceptions, states=said)
    judgement = judged(received("2026-02-02"), refusal, as_of="2026-02-27")
    assert of(judgement, "public-interest-reasons-missing") == found
