"""A case with parts under different laws: each is judged by its own, and says by which."""

from __future__ import annotations

from typing import Any

import pytest

from foirules import Assessment, Case, CaseError, assess, assess_many
from tests.files import day, of

RECEIVED = {"on": "2026-09-07", "event": "request-received"}
EXTENDED = {
    "on": "2026-10-02",
    "event": "extension-notice",
    "outcomes": {"a": {"exemptions": ["s43"]}, "b": {}},
    "states": {"complexity": True, "volume": True, "estimate": True},
}


def mixed(*events: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A request for a contract, under FOIA, and for samples of a river, under the EIR."""
    parts = {"a": "The contract", "b": {"title": "The samples", "regime": "eir"}}
    return {"case": "mixed", "parts": parts, "events": [RECEIVED, *events], **more}


def answered(on: str, **of_parts: dict[str, Any]) -> dict[str, Any]:
    return {"on": on, "event": "response", "outcomes": of_parts}


def judged(*events: dict[str, Any], as_of: str, **more: Any) -> Assessment:
    return assess(mixed(*events, **more), day(as_of))


def due(clock: str, part: str, assessment: Assessment) -> Any:
    (found,) = (c for c in assessment.clocks if (c.clock, c.part) == (clock, part))
    return found.due


def test_each_part_has_the_time_of_its_own_law() -> None:
    """Twenty working days end on 5 October 2026; the EIR's forty on 2 November."""
    assessment = judged(EXTENDED, as_of="2026-10-02")
    assert due("response", "b", assessment) == day("2026-11-02")
    assert due("public-interest-extension", "a", assessment) == day("2026-11-02")
    assert of(judged(as_of="2026-10-06"), "late-response") == {
        ("established", "a"),
        ("established", "b"),
    }


def test_an_extension_of_one_law_is_none_of_the_other() -> None:
    """What is refused under FOIA is to be refused by the twentieth day, whatever the EIR allow."""
    refused = {"outcome": "refused", "exemptions": ["s43"]}
    excepted = {"outcome": "refused", "exemptions": ["r12(5)(e)"]}
    only_eir = {**EXTENDED, "outcomes": {"b": {}}}
    assessment = judged(only_eir, answered("2026-10-30", a=refused, b=excepted), as_of="2026-11-27")
    assert of(assessment, "late-refusal-notice") == {("established", "a")}


def test_results_say_under_which_law_they_are() -> None:
    shape = judged(as_of="2026-10-06").to_dict()
    assert shape["regime"] == "foia"
    assert [(part["part"], part["regime"]) for part in shape["parts"]] == [
        ("a", "foia"),
        ("b", "eir"),
    ]
    assert [policy["id"] for policy in shape["policy"]] == ["foia", "eir"]
    for name in ("clocks", "findings", "met", "undecided"):
        assert {(row["part"], row["regime"]) for row in shape[name] if row["part"]} <= {
            ("a", "foia"),
            ("b", "eir"),
        }
    assert {row["regime"] for row in shape["findings"]} == {"foia", "eir"}


def test_a_ground_counts_for_the_parts_of_its_own_law() -> None:
    both = {"outcome": "refused", "exemptions": ["s43", "r12(5)(e)"]}
    letter = {"on": "2026-10-02", "event": "response", **both}
    assert of(judged(letter, as_of="2026-10-03"), "exemption-not-specified") == set()
    one = {**letter, "exemptions": ["s43"]}
    assert of(judged(one, as_of="2026-10-03"), "exemption-not-specified") == {("established", "b")}


def test_what_only_one_law_knows_is_no_error_in_the_other() -> None:
    complaint = {"on": "2026-10-06", "event": "request-outside-act"}  # the EIR know no such thing
    assert judged(complaint, as_of="2026-10-06").findings


def test_each_of_many_is_as_alone() -> None:
    cases = [Case.from_dict(mixed(EXTENDED))] * 3
    for engine in ("scalar", "columns"):
        for each in assess_many(cases, day("2026-11-27"), engine=engine):
            assert each == judged(EXTENDED, as_of="2026-11-27")


def test_policies_serve_the_law_that_they_are_of() -> None:
    policy = {"authority": {"name": "A Department", "policy": "department-for-education"}}
    assert [id for id, _ in judged(as_of="2026-10-06", **policy).policy] == [
        "department-for-education",
        "foia",
        "eir",
    ]
    both = {"authority": {"policy": ["department-for-education", "eir"]}}
    assert judged(as_of="2026-10-06", **both) == judged(
        as_of="2026-10-06", authority={"policy": "department-for-education"}
    )
    two = {"authority": {"policy": ["department-for-education", "foia"]}}
    with pytest.raises(CaseError, match="are both of foia"):
        judged(as_of="2026-10-06", **two)


# --- what is wrong --------------------------------------------------------------------------------


def wrong(**changes: Any) -> list[str]:
    with pytest.raises(CaseError) as error:
        Case.from_dict({**mixed(), **changes})
    return list(error.value.errors)


def test_a_law_that_nobody_knows() -> None:
    parts = {"a": None, "b": {"regime": "eire"}}
    (line,) = wrong(parts=parts)
    assert line.startswith("parts.b.regime: unknown regime 'eire'; did you mean 'eir'?")


def test_a_case_that_is_all_under_another_law() -> None:
    (line,) = wrong(parts={"b": {"regime": "eir"}})
    assert line == "parts: no part is under 'foia', the regime of the case"


def test_a_wrong_word_is_told_once() -> None:
    letter = {"on": "2026-10-02", "event": "response", "outcome": "refuse"}
    (line,) = wrong(events=[RECEIVED, letter])
    assert "unknown outcome 'refuse'" in line


def test_a_field_that_no_law_gives_the_event_is_not_left_out_in_silence() -> None:
    letter = {"on": "2026-09-10", "event": "acknowledgement", "outcome": "refused"}
    (line,) = wrong(events=[RECEIVED, letter])
    assert line.startswith("events[2].outcome: acknowledgement has no field 'outcome'; events")
    stated = {"on": "2026-10-02", "event": "extension-notice", "states": {"outcome": "refused"}}
    (line,) = wrong(events=[RECEIVED, stated])
    assert line.startswith("events[2].states.outcome: unknown statement of a letter 'outcome'")


def test_a_ground_that_no_law_knows() -> None:
    letter = {"on": "2026-10-02", "event": "response", "exemptions": ["s999"]}
    (line,) = wrong(events=[RECEIVED, letter])
    assert "unknown exemption 's999'" in line


def test_a_ground_that_two_laws_know_stands_under_outcomes() -> None:
    """s36 is one of both Acts; a file says for which part it is."""
    parts = {"a": None, "b": {"regime": "foisa"}}
    letter = {"on": "2026-10-02", "event": "response", "exemptions": ["s36"]}
    (line,) = wrong(parts=parts, events=[RECEIVED, letter])
    assert line == (
        "events[2].exemptions: 's36' is a name of foia and foisa: put it under outcomes, part by part"
    )
    told = {"on": "2026-10-02", "event": "response", "outcomes": {"b": {"exemptions": ["s36"]}}}
    assert Case.from_dict({**mixed(told), "parts": parts}).also[0].events[1].outcomes
