"""Questions and fees by part: FOIA ss1(3), 9, 10(2), (6)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from foirules import Assessment, Case, CaseError, Clock, assess
from foirules.assessing.many_cases import assess_block
from tests.files import brief, day

ENGINES = ("scalar", "columns")


def judged(*events: dict[str, Any], as_of: str, engine: str = "scalar") -> Assessment:
    """A request of two parts, received on 4 March 2024; the twentieth working day is 4 April."""
    receipt = {"on": "2024-03-04", "event": "request-received"}
    case = Case.from_dict({"case": "test", "parts": ["a", "b"], "events": [receipt, *events]})
    if engine == "scalar":
        return assess(case, day(as_of))
    (found,) = assess_block([case], [day(as_of)])
    assert isinstance(found, Assessment)
    return found


def event(on: str, name: str, *parts: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "event": name, **({"parts": list(parts)} if parts else {}), **more}


def clocks(found: Assessment) -> dict[str | None, Clock]:
    return {clock.part: clock for clock in found.clocks if clock.clock == "response"}


def due(found: Assessment) -> dict[str | None, date | None]:
    return {part: clock.due for part, clock in clocks(found).items()}


ASKED = event("2024-03-20", "clarification-sought", "b")
ANSWERED = event("2024-04-04", "response", "a", outcome="disclosed")
TOLD = event("2024-04-10", "clarification-received", "b")


# --- W4 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_a_question_about_one_part(engine: str) -> None:
    """s10(6): time starts afresh for b alone, and the answer to a ends no question about b."""
    found = judged(ASKED, ANSWERED, TOLD, as_of="2024-05-10", engine=engine)
    assert due(found) == {"a": day("2024-04-04"), "b": day("2024-05-09")}
    assert clocks(found)["a"].status == "met"
    assert brief(found.findings) == {("late-response", "established", "b", None)}
    before = judged(ASKED, ANSWERED, TOLD, as_of="2024-05-09", engine=engine)
    assert brief(before.findings) == set()
    assert dict(before.stages) == {"a": "answered", "b": "awaiting-response"}


def test_a_clear_part_gets_no_new_twenty_days() -> None:
    late = event("2024-04-05", "response", "a", outcome="disclosed")
    found = judged(ASKED, late, TOLD, as_of="2024-05-09")
    assert brief(found.findings) == {("late-response", "established", "a", None)}


@pytest.mark.parametrize("engine", ENGINES)
def test_the_days_of_a_fee_are_left_out_for_its_part(engine: str) -> None:
    """s10(2): 11 to 14 March, four working days, make 4 April 10 April."""
    notice = event("2024-03-11", "fees-notice", "b")
    paid = event("2024-03-14", "fee-paid", "b")
    found = judged(notice, paid, as_of="2024-03-15", engine=engine)
    assert due(found) == {"a": day("2024-04-04"), "b": day("2024-04-10")}
    left_out = {
        p: [why for _, why in c.disregarded if "fee" in why] for p, c in clocks(found).items()
    }
    assert {part: len(days) for part, days in left_out.items()} == {"a": 0, "b": 4}
    (payment,) = (clock for clock in found.clocks if clock.clock == "fee-payment")
    assert (payment.part, payment.status) == ("b", "met")


def test_what_names_no_part_is_about_all() -> None:
    asked = event("2024-03-11", "clarification-sought")
    told = event("2024-03-14", "clarification-received")
    found = judged(asked, told, as_of="2024-03-15")
    assert due(found) == {"a": day("2024-04-16"), "b": day("2024-04-16")}


@pytest.mark.parametrize(
    ("asked_of", "told_of", "waiting"),
    [
        ((), ("a",), {"b"}),
        (("b",), (), set()),
        (("b",), ("a",), {"b"}),
        (("a", "b"), ("b",), {"a"}),
    ],
)
def test_an_answer_is_about_the_parts_that_it_names(
    asked_of: tuple[str, ...], told_of: tuple[str, ...], waiting: set[str]
) -> None:
    asked = event("2024-03-11", "clarification-sought", *asked_of)
    told = event("2024-03-14", "clarification-received", *told_of)
    found = judged(asked, told, as_of="2024-03-15")
    assert {part for part, stage in found.stages if stage == "awaiting-clarification"} == waiting


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("parts", "part"), [((), None), (("b",), "b"), (("a", "b"), None)])
def test_a_finding_on_a_question_or_a_fee_has_its_part(
    parts: tuple[str, ...], part: str | None, engine: str
) -> None:
    """One letter is one finding: of the part that it is about, if that is one."""
    found = judged(
        event("2024-04-05", "clarification-sought", *parts),
        event("2024-04-05", "fees-notice", *parts),
        as_of="2024-04-05",
        engine=engine,
    )
    of_letters = {each for each in brief(found.findings) if each[3] is not None}
    assert of_letters == {
        ("late-clarification", "possible", part, "2"),
        ("late-fees-notice", "established", part, "3"),
    }


def test_a_part_that_is_not_named_is_told_of() -> None:
    with pytest.raises(CaseError, match="unknown part 'c'"):
        judged(event("2024-03-11", "fees-notice", "c"), as_of="2024-03-15")
