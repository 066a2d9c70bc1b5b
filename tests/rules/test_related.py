"""Related requests: cost added up within sixty working days, and repeated requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from foirules import Assessment, assess
from tests.files import case, day

RULES = (
    "aggregation-beyond-sixty-days",
    "aggregation-not-available",
    "repeated-without-compliance",
    "interval-to-be-judged",
)
REFUSED = {"on": "2017-12-01", "event": "response", "outcome": "cost-limit", "aggregated": True}


def related(received: str, on: str = "", **more: Any) -> dict[str, Any]:
    """Another request; both were with the authority on the later of the two days."""
    kind = {"made-by": "same-person", "asks-for": "similar"}
    event = {"on": on or max(received, "2017-08-03"), "event": "related-request"}
    return {**event, "other-received-on": received, **kind, **more}


def found(*events: Mapping[str, Any], as_of: str = "2017-12-20") -> set[tuple[str, str, str]]:
    """(rule, certainty, event) of what these rules find."""
    said = assess(case(*map(dict, events)), day(as_of)).findings
    return {(f.rule, f.certainty, f.event.id if f.event else "") for f in said if f.rule in RULES}


def undecided(judged: Assessment) -> set[str]:
    return {u.rule for u in judged.undecided} & set(RULES)


@pytest.mark.parametrize(
    ("received", "certainty"),
    [
        # From 3 August, 7 being a holiday in Scotland and 28 in England: 3-4 2, 8-11 6, 14-18 11,
        # 21-25 16, 29-1 September 20, 4-8 25, 11-15 30, 18-22 35, 25-29 40, 2-6 October 45, 9-13 50,
        # 16-20 55, 23-27 60.
        ("2017-10-27", None),
        ("2017-10-28", "possible"),  # a Saturday: the sixtieth working day is over
        ("2017-10-29", "possible"),
        ("2017-10-30", "established"),
        # Before: 2-3 August 2, 31 July-1 4, 24-28 9, 17-21 14, 13-14 16 (12 July), 10-11 18, 3-7 23,
        # 26-30 June 28, 19-23 33, 12-16 38, 5-9 43, 30 May-2 June 47 (29 May), 22-26 52, 15-19 57,
        # 10-12 60.
        ("2017-05-10", None),
        ("2017-05-09", "established"),
    ],
)
def test_sixty_consecutive_working_days(received: str, certainty: str | None) -> None:
    expected = {("aggregation-beyond-sixty-days", certainty, "2")} if certainty else set()
    assert found(related(received), REFUSED) == expected


def test_all_of_them_must_lie_within_sixty_days() -> None:
    """One before and one after: each is near enough to this one, and not to the other."""
    before, after = related("2017-06-01"), related("2017-10-02")
    rule = "aggregation-beyond-sixty-days"
    assert found(before, REFUSED) == found(after, REFUSED) == set()
    assert found(before, after, REFUSED) == {
        (rule, "established", "2"),
        (rule, "established", "3"),
    }


def test_one_in_between_is_not_blamed() -> None:
    between, after = related("2017-09-04"), related("2017-10-30")
    assert found(between, after, REFUSED) == {("aggregation-beyond-sixty-days", "established", "3")}


def test_what_came_after_the_refusal_was_not_added() -> None:
    early = {**REFUSED, "on": "2017-08-31"}
    assert found(early, related("2017-12-04"), as_of="2017-12-20") == set()


def test_a_refusal_that_adds_nothing_up_is_not_judged_by_it() -> None:
    assert found(related("2017-10-30"), {**REFUSED, "aggregated": False}) == set()
    other = {**REFUSED, "outcome": "vexatious", "earlier-notice": False}
    assert found(related("2017-10-30"), other) == set()


@pytest.mark.parametrize(
    ("made_by", "asks_for", "expected"),
    [
        ("same-person", "similar", set()),
        ("in-concert", "the-same", set()),
        ("another", "the-same", {("aggregation-not-available", "established", "2")}),
        ("same-person", "other", {("aggregation-not-available", "established", "2")}),
    ],
)
def test_whose_they_are_and_what_they_ask(
    made_by: str, asks_for: str, expected: set[tuple[str, str, str]]
) -> None:
    one = related("2017-08-10", **{"made-by": made_by, "asks-for": asks_for})
    assert found(one, REFUSED) == expected


def test_what_is_not_recorded_of_another_request_is_left_open() -> None:
    bare = {"on": "2017-08-10", "event": "related-request"}
    judged = assess(case(bare, REFUSED), day("2017-12-20"))
    assert undecided(judged) == {"aggregation-beyond-sixty-days", "aggregation-not-available"}
    assert found(bare, REFUSED) == set()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "interval-to-be-judged"),
        ({"complied": False}, "repeated-without-compliance"),
        ({"made-by": "in-concert"}, "repeated-without-compliance"),
        ({"asks-for": "similar"}, "repeated-without-compliance"),
        ({"other-received-on": "2017-08-04", "on": "2017-08-04"}, "repeated-without-compliance"),
        ({"other-received-on": "2017-08-03"}, "interval-to-be-judged"),
    ],
)
def test_a_repeated_request(changed: dict[str, Any], expected: str) -> None:
    whole = {"made-by": "same-person", "asks-for": "the-same", "complied": True}
    earlier = {**related("2017-06-05"), **whole, **changed}
    repeated = {"on": "2017-08-31", "event": "response", "outcome": "repeated"}
    assert {rule for rule, _, _ in found(earlier, repeated)} == {expected}
    assert found(repeated) == set()  # no other request is on record: nothing can be said


def test_the_authority_may_add_up_while_it_has_not_answered() -> None:
    def offered(*events: Mapping[str, Any], as_of: str = "2017-08-31") -> bool:
        judged = assess(case(*map(dict, events)), day(as_of))
        return any(
            a.action == "add-up-related-requests" and a.available_from is not None
            for a in judged.actions
        )

    assert offered(related("2017-05-10"))
    assert not offered(related("2017-05-09"))
    assert not offered(related("2017-08-10", **{"made-by": "another"}))
    assert not offered(related("2017-08-10", **{"asks-for": "other"}))
    answered = {"on": "2017-08-30", "event": "response", "outcome": "disclosed"}
    assert not offered(related("2017-08-10"), answered)
    assert not offered(related("2017-08-10"), {"on": "2017-08-30", "event": "request-withdrawn"})
