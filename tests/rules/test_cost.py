"""The cost limit, FOIA s12 and SI 2004/3244: an estimate that does not exceed it."""

from __future__ import annotations

from typing import Any

import pytest

from foirules import CaseError, assess
from tests.files import case, day, of


def refused(type: str = "general", **estimate: Any) -> set[tuple[str, str | None]]:
    """What is found of a refusal on cost with an estimate of its own."""
    fields = {name.replace("_", "-"): value for name, value in estimate.items()}
    letter = {"on": "2017-09-01", "event": "response", "outcome": "cost-limit", **fields}
    letter["exemptions"] = ["s12(1)"]
    found = assess(case(letter, authority={"type": type}), day("2017-10-02"))
    return of(found, "cost-limit-not-exceeded")


@pytest.mark.parametrize(
    ("type", "cost", "certainty"),
    [
        ("general", 450, "established"),  # reg 3(2), (3): it exceeds the limit of no authority
        ("general", 451, "possible"),  # that of one not listed in Part I of Schedule 1
        ("general", 600, "possible"),
        ("general", 601, None),
        ("school", 450, "established"),  # Part IV
        ("school", 451, None),
        ("parliament", 600, "established"),  # Part I
        ("parliament", 601, None),
    ],
)
def test_an_estimate_of_the_cost(type: str, cost: int, certainty: str | None) -> None:
    assert refused(type, estimated_cost=cost) == ({(certainty, None)} if certainty else set())


@pytest.mark.parametrize(("hours", "certainty"), [(18, "possible"), (24, "possible"), (25, None)])
def test_hours_alone_leave_other_costs_open(hours: int, certainty: str | None) -> None:
    """Reg 4(4): twenty-five pounds an hour; reg 4(3): other costs may be taken into account too."""
    assert refused(estimated_hours=hours) == ({(certainty, None)} if certainty else set())


def test_where_nothing_is_estimated_nothing_is_found() -> None:
    assert refused() == set()


@pytest.mark.parametrize("cost", [-1, 1_000_000_000])
def test_an_estimate_that_no_record_can_hold(cost: int) -> None:
    with pytest.raises(CaseError, match="expected a whole number from 0 to 999,999,999"):
        refused(estimated_cost=cost)
