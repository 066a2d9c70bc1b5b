"""The four months in which the Scottish Information Commissioner is to decide: FOISA s49(3)(b)."""

from __future__ import annotations

from datetime import date

import pytest

from foirules import Case, assess

GROUNDS = {"foisa": "s30(c)", "eisr": "r10(4)(e)"}
LAST = date(2026, 9, 26)  # of four months from 26 May


def clock(law: str, as_of: str, *more: tuple[str, str]) -> tuple[date | None, date | None, str]:
    """The due day, the day it stopped and the status of the clock."""
    events = [
        ("2026-03-02", "request-received"),
        ("2026-03-16", "response"),
        ("2026-03-20", "review-requested"),
        ("2026-04-10", "review-outcome"),
        ("2026-05-26", "commissioner-application"),
        *more,
    ]
    said = {"outcome": "refused", "exemptions": [GROUNDS[law]]}
    letters = ("response", "review-outcome")
    rows = [{"on": on, "event": e, **(said if e in letters else {})} for on, e in events]
    case = Case.from_dict({"case": "a", "regime": law, "events": rows})
    found = assess(case, as_of=date.fromisoformat(as_of)).clocks
    (own,) = (each for each in found if each.clock == "commissioner-decision")
    return own.due, own.stopped, own.status


@pytest.mark.parametrize("law", GROUNDS)
def test_it_runs_for_four_months_and_then_lapses(law: str) -> None:
    assert clock(law, "2026-09-26") == (LAST, None, "running")
    assert clock(law, "2026-09-27") == (LAST, None, "lapsed")


@pytest.mark.parametrize("law", GROUNDS)
@pytest.mark.parametrize("event", ["decision-notice", "application-closed"])
def test_a_decision_ends_it_and_a_later_one_is_not_late_by_that(law: str, event: str) -> None:
    on = date(2026, 9, 26)
    assert clock(law, "2026-10-12", ("2026-09-26", event)) == (LAST, on, "met")
    later = date(2026, 9, 27)
    assert clock(law, "2026-10-12", ("2026-09-27", event)) == (LAST, later, "stopped")


@pytest.mark.parametrize("law", GROUNDS)
def test_a_new_application_begins_another(law: str) -> None:
    more = ("2026-06-01", "application-closed"), ("2026-06-30", "commissioner-application")
    assert clock(law, "2026-10-12", *more) == (date(2026, 10, 30), None, "running")
