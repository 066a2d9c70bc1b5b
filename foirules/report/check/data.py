"""The outcome of a check as data, ready for JSON."""

from __future__ import annotations

from typing import Any

from attrs import asdict

from foirules.check.outcome import Accepted, Checked, Place, Problem
from foirules.report.check import Outcome
from foirules.rules.version import made_by

SCHEMA = "foirules/check"
SCHEMA_VERSION = 1


def data(outcome: Outcome) -> dict[str, Any]:
    """Counts, then each file with its problems, the findings it accepts, and its errors."""
    return {
        "schema": SCHEMA,
        "version": SCHEMA_VERSION,
        "made_by": made_by(),
        "summary": asdict(outcome.summary),
        "errors": list(outcome.errors),
        "files": [_file(each) for each in outcome.checked],
    }


def _file(checked: Checked) -> dict[str, Any]:
    return {
        "file": checked.file,
        "case": checked.case,
        "as_of": checked.as_of.isoformat() if checked.as_of else None,
        "problems": [_problem(each) for each in checked.problems],
        "accepted": [_accepted(each) for each in checked.accepted],
        "errors": list(checked.errors),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        **_place(problem.place),
        "rule": problem.rule,
        "about": problem.about,
        "problem": problem.problem,
        "part": problem.part,
        "event": problem.event.to_dict() if problem.event else None,
        "message": problem.message,
    }


def _accepted(accepted: Accepted) -> dict[str, Any]:
    return {
        **_place(accepted.place),
        "rule": accepted.rule,
        "part": accepted.part,
        "event": accepted.event.to_dict() if accepted.event else None,
        "message": accepted.message,
        "reason": accepted.reason,
        "until": accepted.until.isoformat() if accepted.until else None,
    }


def _place(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.column}
