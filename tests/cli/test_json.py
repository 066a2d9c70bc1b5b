"""The data that ``assess`` prints: the shape that other people's scripts depend on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.files import CASES, QUICK, ROOT

DFE = ROOT / "cases" / "dfe-2017-0040081.yaml"

# What is promised; more keys may be added, none is taken away.
WHOLE = (
    "schema", "version", "case", "regime", "as_of", "policy", "calendar", "parts", "clocks",
    "findings", "met", "undecided", "actions",
)  # fmt: skip
EACH = {
    "policy": ("id", "version"),
    "parts": ("part", "regime", "stage"),
    "clocks": (
        "clock", "regime", "part", "kind", "started", "due", "due_latest", "stopped", "status",
        "working_days_used", "disregarded", "cites",
    ),
    "findings": (
        "rule", "regime", "kind", "certainty", "part", "event", "date", "due", "working_days_late",
        "exemptions", "cites", "message",
    ),
    "met": ("rule", "regime", "part", "event", "cites"),
    "undecided": ("rule", "regime", "part", "event", "missing", "cites"),
    "actions": (
        "actor", "action", "regime", "part", "available_from", "deadline", "deadline_latest", "overdue",
        "cites", "message",
    ),
}  # fmt: skip
CLOCKS = {
    "response", "public-interest-extension", "fee-payment", "review-request", "review-response",
    "ico-complaint", "tribunal-appeal", "decision-compliance", "confirmation",
    "promised-publication", "tribunal-response", "tribunal-reply", "permission-to-appeal",
    "set-aside", "tribunal-compliance", "contempt-application", "reinstatement", "reconsideration",
    "upper-tribunal-application", "upper-tribunal-appeal", "permission-hearing",
    "certificate-appeal", "notice-appeal", "commissioner-application", "commissioner-decision",
}  # fmt: skip
STATUSES = {"running", "paused", "met", "missed", "lapsed", "stopped", "uncertain"}


def in_order(keys: tuple[str, ...], shape: dict[str, Any]) -> bool:
    """Whether a shape has these keys, in this order."""
    return tuple(key for key in shape if key in keys) == keys


@pytest.mark.parametrize(
    "as_of", ["2012-10-20", "2014-06-01", "2017-08-20", "2017-10-10", "2026-01-01"]
)
def test_every_key_that_is_promised_is_there(foirules: Command, as_of: str) -> None:
    cases = CASES if as_of == "2017-10-10" else QUICK
    told = foirules("assess", *cases, "--as-of", as_of, "--format", "json")
    assert (told.code, told.err) == (0, "")
    assert [shape["case"] for shape in told.data] == [path.stem for path in cases]
    for shape in told.data:
        assert in_order(WHOLE, shape)
        assert in_order(("announced_until", "provisional"), shape["calendar"])
        for name, keys in EACH.items():
            assert all(in_order(keys, each) for each in shape[name]), name
        for clock in shape["clocks"]:
            assert (clock["clock"] in CLOCKS, clock["status"] in STATUSES) == (True, True)
            assert all(list(day) == ["date", "reason"] for day in clock["disregarded"])
        for found in (*shape["findings"], *shape["met"], *shape["undecided"]):
            assert found["event"] is None or in_order(("id", "event", "on"), found["event"])


def test_the_cases_above_have_something_of_each_kind(foirules: Command) -> None:
    """Else nothing was checked of it."""
    shapes = foirules("assess", *CASES, "--as-of", "2014-06-01", "--format", "json").data
    shapes += foirules("assess", DFE, "--as-of", "2017-10-10", "--format", "json").data
    assert [name for name in EACH if not any(shape[name] for shape in shapes)] == []


def test_what_is_said_of_the_founding_case(foirules: Command) -> None:
    (shape,) = foirules("assess", DFE, "--as-of", "2017-10-10", "--format", "json").data
    assert (shape["schema"], shape["version"]) == ("foirules/assessment", 1)
    assert (shape["regime"], shape["as_of"]) == ("foia", "2017-10-10")
    assert [policy["id"] for policy in shape["policy"]] == ["department-for-education", "foia"]
    assert shape["calendar"] == {"announced_until": "2028-12-31", "provisional": False}
    assert [part["part"] for part in shape["parts"]] == ["a", "b", "c", "d"]
    (promise,) = (f for f in shape["findings"] if f["rule"] == "promise-broken")
    assert promise["event"] == {"id": "4", "event": "extension-notice", "on": "2017-09-01"}
    assert (promise["kind"], promise["certainty"]) == ("promise", "established")
    assert (promise["part"], promise["due"], promise["date"]) == (None, "2017-09-29", "2017-09-30")
    (clock,) = (c for c in shape["clocks"] if (c["clock"], c["part"]) == ("response", "a"))
    assert (clock["started"], clock["due"], clock["stopped"]) == (
        "2017-08-03",
        "2017-09-04",
        "2017-09-01",
    )
    assert {"date": "2017-08-07", "reason": "Summer bank holiday (Scotland)"} in clock[
        "disregarded"
    ]
    (review,) = (c for c in shape["clocks"] if (c["clock"], c["part"]) == ("review-request", "a"))
    assert (review["due"], review["due_latest"]) == ("2017-11-30", "2017-12-06")


def test_a_case_that_is_one_whole_has_one_part_without_a_name(foirules: Command) -> None:
    case = ROOT / "cases" / "student-loans-company-2014.yaml"
    (shape,) = foirules("assess", case, "--as-of", "2014-06-01", "--format", "json").data
    assert shape["parts"] == [{"part": None, "regime": "foia", "stage": "answered"}]
    assert {clock["part"] for clock in shape["clocks"]} == {None}


def test_lines_hold_the_same_as_the_list(foirules: Command) -> None:
    given = ("assess", *QUICK, "--as-of", "2017-10-10", "--format")
    lines = foirules(*given, "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == foirules(*given, "json").data


def test_explained_the_derivations_and_drafts_of_letters_are_added(foirules: Command) -> None:
    given = ("assess", DFE, "--as-of", "2017-10-10", "--format", "json")
    (plain,) = foirules(*given).data
    (explained,) = foirules(*given, "--explain").data
    derivations = explained.pop("derivations")
    drafts = [action.pop("draft", None) for action in explained["actions"]]
    assert explained == plain
    assert any(drafts)
    assert len(derivations) == len([c for c in plain["clocks"] if c["due"]]) + len(
        plain["findings"]
    )
    for each in derivations:
        assert list(each) == ["of", "name", "part", "event", "step"]
        assert list(each["step"]) == ["name", "value", "expression", "cites", "steps"]


def test_a_wrong_case_is_left_out_and_told(foirules: Command) -> None:
    told = foirules("assess", "no.yaml", DFE, "--as-of", "2017-10-10", "--format", "json")
    assert (told.code, [shape["case"] for shape in told.data]) == (2, [DFE.stem])
    assert told.err == "foirules: no.yaml: cannot be read: No such file or directory\n"
