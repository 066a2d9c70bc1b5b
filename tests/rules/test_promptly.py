"""Promptly, FOIA s10(1): an answer in time that was ready well before."""

from __future__ import annotations

from typing import Any

from foirules import assess
from tests.files import case, day, of


def noted(*events: dict[str, Any]) -> bool:
    found = assess(case(*events), day("2017-10-02"))
    return of(found, "ready-before-answer") == {("established", None)}


def answer(**more: Any) -> dict[str, Any]:
    return {"on": "2017-09-04", "event": "response", "outcome": "disclosed", **more}


def test_a_figure_taken_well_before_the_answer() -> None:
    assert noted(answer(**{"as-at": "2017-08-24"}))  # the sixth working day before
    assert not noted(answer(**{"as-at": "2017-08-25"}))
    assert not noted(answer())


def test_a_figure_of_a_day_before_the_request_shows_no_readiness() -> None:
    assert noted(answer(**{"as-at": "2017-08-03"}))
    assert not noted(answer(**{"as-at": "2017-08-02"}))


def test_what_had_been_published() -> None:
    assert noted({"on": "2017-08-10", "event": "publication"}, answer())
    assert not noted(answer(), {"on": "2017-09-05", "event": "publication"})


def test_a_late_answer_is_not_noted_twice() -> None:
    late = answer(**{"as-at": "2017-08-14"}) | {"on": "2017-09-05"}
    found = assess(case(late), day("2017-10-02"))
    rules = {f.rule for f in found.findings}
    assert "figure-ready-earlier" in rules
    assert "ready-before-answer" not in rules
