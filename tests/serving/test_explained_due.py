"""A due day explained: its plain words, and what is found on the day after it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from foirules import Case, assess
from foirules.assessing.one_case import prepare
from foirules.language.regime_files import load_law
from foirules.serving.respond import Request, respond


def due(**asked: Any) -> tuple[int, Any]:
    made = respond(Request("/due", {}, json.dumps(asked).encode()))
    return made.status, json.loads(made.body)


@pytest.mark.parametrize("regime", load_law())
def test_what_follows_is_what_the_case_has_on_the_day_after(regime: str) -> None:
    status, found = due(received="2024-03-04", regime=regime, explain=True)
    assert status == 200
    passed = found.pop("if_passed")
    assert {*found.pop("plain")} == {"means", "why", "requester", "authority"}
    assert (200, found) == due(received="2024-03-04", regime=regime)
    day_after = date.fromordinal(date.fromisoformat(found["due"]).toordinal() + 1)
    assert passed["as_of"] == day_after.isoformat()
    case = {
        "case": "c",
        "regime": regime,
        "events": [{"on": "2024-03-04", "event": "request-received"}],
    }
    assessed = assess(case, day_after)
    assert [each["rule"] for each in passed["findings"]] == [f.rule for f in assessed.findings]
    assert "late-response" in {each["rule"] for each in passed["findings"]}
    open_then = [a.action for a in assessed.actions if a.available_from is not None]
    assert [each["action"] for each in passed["actions"]] == open_then
    for each in (*passed["findings"], *passed["actions"]):
        assert each["plain"]["means"]
    assert any(each.get("draft") for each in passed["actions"])


def test_on_the_last_day_nothing_is_late_yet() -> None:
    _, found = due(received="2017-08-03", explain=True)
    case = {"case": "c", "events": [{"on": "2017-08-03", "event": "request-received"}]}
    assert not assess(case, date.fromisoformat(found["due"])).findings
    assert found["if_passed"]["findings"][0]["date"] == "2017-09-05"


def test_what_follows_after_the_calendar_is_not_guessed() -> None:
    """The whole law also counts days that this request does not need: it must not refuse it."""
    prepare(Case("", ())).known.whole()
    status, found = due(received="2030-11-27", explain=True)
    assert status == 200, found
    assert found["if_passed"] is None
    assert found["due"] > "2030-12-20"


def test_explain_is_true_or_false() -> None:
    status, found = due(received="2024-03-04", explain="yes")
    assert (status, found["errors"][0]["field"]) == (422, "explain")
    assert found["errors"][0]["expected"] == "true or false"
