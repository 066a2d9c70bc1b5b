"""Examples worked out by hand under the Environmental Information Regulations 2004."""

from __future__ import annotations

from typing import Any

import pytest

from foirules import Assessment, Case, assess
from tests.files import day, of


def judged(*events: dict[str, Any], as_of: str) -> Assessment:
    case = Case.from_dict({"case": "worked", "regime": "eir", "events": list(events)})
    return assess(case, day(as_of))


def at(on: str, event: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "event": event, **{key.replace("_", "-"): said for key, said in more.items()}}


def received(on: str, **more: Any) -> dict[str, Any]:
    return at(on, "request-received", **more)


def refused(on: str, *exceptions: str, **states: bool) -> dict[str, Any]:
    said = {key.replace("_", "-"): value for key, value in states.items()}
    return at(on, "response", outcome="refused", exemptions=list(exceptions), states=said)


def due(clock: str, found: Assessment) -> object:
    (last,) = {c.due for c in found.clocks if c.clock == clock}
    return last


# --- the time for an answer -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "last"),
    [
        # E1: 18 March Northern Ireland, 29 March Good Friday, 1 April Easter Monday
        ("2024-03-04", "2024-04-04"),
        # E2: a Saturday; 1 December Scotland
        ("2025-11-08", "2025-12-08"),
        # E3: 25 and 26 December, 1 January, 2 January Scotland
        ("2025-12-05", "2026-01-08"),
        # E15: 19 September, the State funeral
        ("2022-08-30", "2022-09-28"),
        # E16: 25 May; 15 June Scotland
        ("2026-05-18", "2026-06-17"),
        # E17: 1 May, 8 May the Coronation
        ("2023-04-11", "2023-05-11"),
    ],
)
def test_the_twentieth_working_day_of_the_whole_united_kingdom(on: str, last: str) -> None:
    """Regulations 2(1), 5(2): a working day is one in every part, as under FOIA s10(6)."""
    found = judged(received(on), as_of=last)
    assert due("response", found) == day(last)
    assert of(found, "late-response") == set()
    after = str(day(last).fromordinal(day(last).toordinal() + 1))
    assert of(judged(received(on), as_of=after), "late-response") == {("established", None)}


@pytest.mark.parametrize(
    ("on", "told", "last"),
    [
        ("2024-03-04", "2024-03-20", "2024-05-02"),
        ("2025-12-05", "2025-12-22", "2026-02-05"),
    ],  # E1, E3
)
def test_an_extension_gives_forty_working_days_in_place_of_twenty(
    on: str, told: str, last: str
) -> None:
    found = judged(received(on), at(told, "extension-notice"), as_of=told)
    assert due("response", found) == day(last)


def test_an_oral_request_is_good() -> None:
    """E18: nothing asks for writing, a name or an address."""
    found = judged(received("2026-11-26", in_writing=False), as_of="2026-12-29")
    assert due("response", found) == day("2026-12-29")
    assert found.findings == ()


def test_a_transferred_request_is_received_when_the_second_authority_has_it() -> None:
    """E12: the first refuses under 12(4)(a) in its own time, the second has a time of its own."""
    passed_on = at("2026-08-12", "response", outcome="transferred", exemptions=["r12(4)(a)"])
    first = judged(received("2026-07-10"), passed_on, as_of="2026-08-12")
    (late,) = (f for f in first.findings if f.rule == "late-refusal-notice")
    assert (late.certainty, late.due) == ("established", day("2026-08-11"))
    assert due("response", judged(received("2026-07-22"), as_of="2026-07-22")) == day("2026-08-20")


# --- the extension --------------------------------------------------------------------------------


def test_an_extension_notified_on_the_last_day() -> None:
    """E4: regulation 7(3), the twentieth working day is Monday 9 February 2026."""
    told = judged(received("2026-01-12"), at("2026-02-09", "extension-notice"), as_of="2026-02-10")
    assert due("response", told) == day("2026-03-09")
    assert of(told, "late-extension-notice") == of(told, "late-response") == set()


def test_an_extension_notified_a_day_late_is_none() -> None:
    """E4: the time stays as it was, as the Commissioner found in FS50633410."""
    found = judged(received("2026-01-12"), at("2026-02-10", "extension-notice"), as_of="2026-02-10")
    assert due("response", found) == day("2026-02-09")
    assert of(found, "late-extension-notice") == {("established", None)}
    assert of(found, "late-response") == {("established", None)}


TOO_GENERAL = (
    received("2026-06-01"),
    at("2026-06-12", "clarification-sought"),
    at("2026-06-23", "clarification-received"),
)


def test_time_starts_afresh_with_the_particulars() -> None:
    """E7: regulation 9(4); 12 July is a Sunday, so Monday 13 July is no working day."""
    assert due("response", judged(*TOO_GENERAL, as_of="2026-06-23")) == day("2026-07-22")
    assert due("response", judged(*TOO_GENERAL[:2], as_of="2026-06-22")) is None


@pytest.mark.parametrize(
    ("told", "late", "last"),
    [
        ("2026-06-30", set(), "2026-08-20"),  # in time by the words of regulation 7(3)
        ("2026-07-01", {("possible", None)}, "2026-08-20"),  # and by the count from the particulars
        ("2026-07-22", {("possible", None)}, "2026-08-20"),
        ("2026-07-23", {("established", None)}, "2026-07-22"),  # by neither
    ],
)
def test_the_extension_after_a_restart_is_in_doubt_between_two_counts(
    told: str, late: set[Any], last: str
) -> None:
    """E7: what moves the time for complying is not said to move that of regulation 7(3)."""
    found = judged(*TOO_GENERAL, at(told, "extension-notice"), as_of="2026-07-23")
    assert of(found, "late-extension-notice") == late
    assert due("response", found) == day(last)


@pytest.mark.parametrize(
    ("told", "given", "certainty"),
    [
        ("2026-06-30", "2026-08-20", set()),
        ("2026-07-01", "2026-07-22", set()),
        ("2026-07-01", "2026-07-23", {("possible", None)}),
        ("2026-07-01", "2026-08-20", {("possible", None)}),
        ("2026-07-01", "2026-08-21", {("established", None)}),
        ("2026-07-23", "2026-07-23", {("established", None)}),
    ],
)
def test_lateness_follows_that_doubt(told: str, given: str, certainty: set[Any]) -> None:
    answer = at(given, "response", outcome="disclosed")
    found = judged(*TOO_GENERAL, at(told, "extension-notice"), answer, as_of="2026-09-01")
    assert of(found, "late-response") == certainty


def test_a_mixed_request_has_no_more_time_for_the_public_interest() -> None:
    """E11, the environmental part: the extension is regulation 7's; FOIA's part has its own."""
    events = (received("2026-09-07"), at("2026-10-02", "extension-notice"))
    assert due("response", judged(*events, as_of="2026-10-02")) == day("2026-11-02")


# --- questions and charges ------------------------------------------------------------------------


def test_a_question_after_the_last_day_is_a_breach_and_restarts_nothing() -> None:
    """E8: the twentieth working day was Tuesday 15 July 2025, regulation 9(2)(a)."""
    asked = judged(
        received("2025-06-16"),
        at("2025-07-16", "clarification-sought"),
        at("2025-07-20", "clarification-received"),
        as_of="2025-07-21",
    )
    assert of(asked, "late-clarification") == {("established", None)}
    assert due("response", asked) == day("2025-07-15")
    in_time = judged(
        received("2025-06-16"), at("2025-07-15", "clarification-sought"), as_of="2025-07-16"
    )
    assert of(in_time, "late-clarification") == of(in_time, "late-response") == set()


def test_a_second_question_is_in_doubt_between_the_same_counts() -> None:
    again = judged(*TOO_GENERAL, at("2026-07-10", "clarification-sought"), as_of="2026-07-10")
    assert of(again, "late-clarification") == {("possible", None)}


def test_time_stands_still_from_the_notice_of_a_charge_to_its_payment() -> None:
    """E5: regulation 8(6), both days included, sixteen working days."""
    events = (
        received("2026-02-02"),
        at("2026-02-16", "fees-notice"),
        at("2026-03-09", "fee-paid"),
    )
    assert due("response", judged(*events[:2], as_of="2026-02-20")) is None
    assert due("response", judged(*events, as_of="2026-03-09")) == day("2026-03-25")
    extended = (events[0], at("2026-02-10", "extension-notice"), *events[1:])
    assert due("response", judged(*extended, as_of="2026-03-09")) == day("2026-04-24")


def test_a_charge_can_be_paid_for_sixty_working_days_after_the_notice() -> None:
    """E6: regulation 8(5), the day of the notice not counted."""
    events = (received("2026-02-02"), at("2026-02-16", "fees-notice"))
    unpaid = judged(*events, as_of="2026-05-16")
    assert due("fee-payment", unpaid) == day("2026-05-15")
    assert [stage for _, stage in unpaid.stages] == ["lapsed"]
    in_time = judged(*events, at("2026-05-15", "fee-paid"), as_of="2026-05-16")
    assert of(in_time, "late-fee") == set()
    # nine days used; from 18 May, 25 May England: 18-22 14, 26-29 18, 1-2 June 20
    assert due("response", in_time) == day("2026-06-02")
    late = judged(*events, at("2026-05-18", "fee-paid"), as_of="2026-05-18")
    assert of(late, "late-fee") == {("established", None)}


# --- refusals -------------------------------------------------------------------------------------


def test_not_to_hold_it_is_an_exception_with_a_notice_in_time() -> None:
    """Regulations 12(4)(a), 14(2): FS50579842; nothing is owed under 5(1) that is not held."""
    events = (received("2015-03-04"), at("2015-04-07", "response", outcome="not-held"))
    found = judged(*events, as_of="2015-04-23")
    assert of(found, "late-refusal-notice") == {("established", None)}
    assert of(found, "late-response") == {("possible", None)}


@pytest.mark.parametrize(
    ("on", "exception", "missing"),
    [
        ("2018-05-24", "r13(2)(a)(ii)", {("established", None)}),
        ("2018-05-25", "r13(2)(a)(ii)", set()),
        ("2018-05-24", "r13(1)(b)", set()),
        ("2018-05-25", "r13(1)(b)", {("established", None)}),
        ("2018-05-25", "r13(1)(a)", set()),
    ],
)
def test_the_regulation_on_personal_data_is_that_of_the_day(
    on: str, exception: str, missing: set[Any]
) -> None:
    """E14: received on 1 May 2018, answered on the eve or on the day of the change."""
    found = judged(
        received("2018-05-01"), refused(on, exception, public_interest_reasons=False), as_of=on
    )
    assert due("response", found) == day("2018-05-31")
    assert of(found, "public-interest-reasons-missing") == missing


# --- representations ------------------------------------------------------------------------------


def test_representations_are_made_and_decided_within_forty_working_days_each() -> None:
    """E9: refused on 31 March 2026; regulation 11(2) and (4)."""
    events = (received("2026-03-02"), refused("2026-03-31", "r12(5)(e)"))
    assert due("review-request", judged(*events, as_of="2026-04-01")) == day("2026-06-01")
    asked = (*events, at("2026-05-28", "review-requested"))
    assert due("review-response", judged(*asked, as_of="2026-05-28")) == day("2026-07-27")
    for on, late in (("2026-07-27", set()), ("2026-07-28", {("established", None)})):
        outcome = at(on, "review-outcome", outcome="refused", exemptions=["r12(5)(e)"])
        assert of(judged(*asked, outcome, as_of=on), "late-review") == late


def test_a_request_for_more_time_extends_no_review() -> None:
    events = (
        received("2026-03-02"),
        refused("2026-03-31", "r12(5)(e)"),
        at("2026-05-28", "review-requested"),
        at("2026-07-20", "review-extended"),
    )
    assert of(judged(*events, as_of="2026-07-28"), "late-review") == {("established", None)}


def test_representations_about_silence_count_from_a_belief() -> None:
    """E10: the first day on which it can be believed is that of the answer that did not come."""
    silent = judged(received("2025-07-14"), as_of="2025-08-13")
    assert due("response", silent) == day("2025-08-12")
    assert due("review-request", silent) == day("2025-10-08")
    (request,) = (clock for clock in silent.clocks if clock.clock == "review-request")
    assert request.due_latest == day("2025-10-09")
    asked = at("2025-10-09", "review-requested")
    doubted = judged(received("2025-07-14"), asked, as_of="2025-10-09")
    assert of(doubted, "late-review-request") == {("possible", None)}
    told = {**asked, "believed-failure-on": "2025-08-13"}
    in_time = judged(received("2025-07-14"), told, as_of="2025-10-09")
    assert of(in_time, "late-review-request") == set()
    after = judged(received("2025-07-14"), {**told, "on": "2025-10-10"}, as_of="2025-10-10")
    assert of(after, "late-review-request") == {("established", None)}


# --- the Tribunal ---------------------------------------------------------------------------------


def test_an_appeal_has_the_time_of_the_act() -> None:
    """E13: regulation 18; twenty-eight days end on a bank holiday of England."""
    events = (received("2026-02-02"), at("2026-08-03", "decision-notice"))
    assert due("tribunal-appeal", judged(*events, as_of="2026-08-04")) == day("2026-09-01")
