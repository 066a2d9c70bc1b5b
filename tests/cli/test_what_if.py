"""`assess --what-if`: what an event would do, before it happens."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import pytest
from freezegun import freeze_time

from foirules import assess, load_case
from foirules.assessing.what_if import what_if
from foirules.cases.case_file import read_event
from tests.cli.conftest import Command
from tests.files import QUICK

CASE = """\
case: example
authority: Example Council
parts: [a, b]
events:
  - {on: 2017-08-03, event: request-received}
"""
REFUSAL = "{on: 2017-09-05, event: response, parts: [b], outcome: refused, exemptions: [s22]}"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(CASE)
    return path


def test_what_it_breaks_meets_starts_and_stops(foirules: Command, case: Path) -> None:
    told = foirules("assess", case, "--as-of", "2017-09-05", "--what-if", REFUSAL)
    assert (told.code, told.err) == (0, "")
    head, *sections = told.out.split("\n\n")
    assert head == (
        "example · Example Council · what if, as of 5 September 2017\n"
        "  5 September 2017  response: part b; refused (s22)"
    )
    brief = [
        [line for line in each.splitlines() if line[:4].strip() or "due" in line]
        for each in sections
    ]
    assert [lines[0] for lines in brief] == [
        "It would break",
        "It would mend nothing",
        "It would meet",
        "It would start",
        "It would stop",
        "It does not say whether it would keep",
        "Nothing is written.",
    ]
    assert "late-refusal-notice · part b" in sections[0]
    assert "  exemption-not-specified · part b · event what-if · FOIA s17(1)(b)" in sections[2]
    assert "review-request · FOIA" not in sections[4]
    assert "  response · part b · FOIA s10(1)" in sections[4]
    assert (
        "missed · from 3 August 2017 · due 4 September 2017 · stopped 5 September 2017"
        in sections[4]
    )
    assert "would be decided by: intended-before" in sections[5]
    assert case.read_text() == CASE


def test_it_is_the_difference_of_two_assessments(foirules: Command, case: Path) -> None:
    given = ("assess", case, "--as-of", "2017-09-05", "--what-if", REFUSAL, "--format", "json")
    told = foirules(*given).data
    longer = case.with_name("longer.yaml")
    longer.write_text(CASE + f"  - {REFUSAL.replace('{', '{id: what-if, ', 1)}\n")
    day = date(2017, 9, 5)
    before, after = (assess(load_case(path), day).to_dict() for path in (case, longer))
    known = {(f["rule"], f["part"]) for f in before["findings"]}
    assert told["breaks"] == [f for f in after["findings"] if (f["rule"], f["part"]) not in known]
    assert {f["rule"] for f in told["breaks"]} >= {"late-refusal-notice"}
    assert told["meets"] == [m for m in after["met"] if m not in before["met"]]
    assert {c["clock"] for c in told["stops"]} == {"response", "confirmation"} & {
        c["clock"] for c in before["clocks"]
    }
    assert told["events"] == [{"id": "what-if", "event": "response", "on": "2017-09-05"}]


def test_an_answer_in_time_mends_what_was_overdue_only_when_it_is(
    foirules: Command, case: Path
) -> None:
    promise = "  - {on: 2017-08-10, event: acknowledgement, expected-by: 2017-08-15}\n"
    case.write_text(CASE + promise)
    answer = "{on: 2017-08-15, event: response, outcome: disclosed, states: {confirmed-held: true}}"
    given = ("assess", case, "--as-of", "2017-08-16", "--format", "json", "--what-if")
    assert [f["rule"] for f in foirules(*given, answer).data["mends"]] == ["promise-broken"]
    late = answer.replace("08-15", "08-16")
    assert foirules(*given, late).data["mends"] == []


def test_several_events_and_their_order(foirules: Command, case: Path) -> None:
    sought = "{on: 2017-08-08, event: clarification-sought}"
    answered = "{on: 2017-08-22, event: clarification-received}"
    given = ("assess", case, "--as-of", "2017-09-05", "--format", "json")
    told = foirules(*given, "--what-if", answered, "--what-if", sought).data
    assert [(e["id"], e["event"]) for e in told["events"]] == [
        ("what-if-1", "clarification-received"),
        ("what-if-2", "clarification-sought"),
    ]
    assert {c["started"] for c in told["starts"] if c["clock"] == "response"} == {"2017-08-22"}
    assert {f["rule"] for f in told["mends"]} == {"late-response"}


def test_the_day_is_today_or_that_of_the_event(foirules: Command, case: Path) -> None:
    given = ("assess", case, "--format", "json", "--what-if", "{on: 2017-08-11, event: chaser}")
    with freeze_time("2017-08-09"):
        assert foirules(*given).data["as_of"] == "2017-08-11"
    with freeze_time("2017-08-21"):
        assert foirules(*given).data["as_of"] == "2017-08-21"


def test_a_breach_it_would_bring_can_fail(foirules: Command, case: Path) -> None:
    given = ("assess", case, "--as-of", "2017-09-05", "--fail-on", "breach", "--what-if")
    assert foirules(*given, REFUSAL).code == 1
    assert foirules(*given, "{on: 2017-09-05, event: chaser}").code == 0  # overdue without it


def test_from_standard_input_and_to_a_file(
    foirules: Command, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ("assess", case, "--as-of", "2017-09-05", "--what-if")
    printed = foirules(*given, REFUSAL).out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(REFUSAL.encode())))
    path = case.with_name("told.txt")
    assert foirules(*given, "-", "--output", path) == (0, "", "")
    assert path.read_text("utf-8") == printed


@pytest.mark.parametrize("path", QUICK, ids=lambda path: path.stem)
def test_what_a_case_does_not_hold_yet_makes_it_what_it_is(path: Path) -> None:
    """The last event of a curated case on a known day, taken out and asked after."""
    case = load_case(path)
    assert case.expect is not None
    event = case.events[-1]
    shorter = load_case(path)
    object.__setattr__(shorter, "events", case.events[:-1])
    made = what_if(shorter, [event], case.expect["as-of"])
    assert made.after == assess(case, case.expect["as-of"])
    assert made.before == assess(shorter, case.expect["as-of"])
    assert read_event("{on: 2026-01-05, event: chaser}", "-", case, "x").id == "x"
