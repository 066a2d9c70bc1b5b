"""A period that changed on a day that is not known: in between, either may be the law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from foirules import Assessment, Case, assess, load_policies
from foirules.assessing.many_cases import assess_block, columns_available
from foirules.engine.durable import matcher as durable
from foirules.policy.policy import Policy

AS_OF = date(2024, 12, 31)
# Fifteen working days were promised, for every review; in 2023 or so it became ten.
COUNCIL = """
policy: council
version: "2024-12-31"
title: Council
extends: foia
periods:
  review-response: &promised
    versions:
      - {from: 2019-01-01, working-days: 15, kind: promise, cites: its first page}
      - {from: 2022-07-01, from-by: 2024-01-01, working-days: 10, kind: promise, cites: its page}
  review-response-longest: *promised
"""


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Policy]:
    path: Path = tmp_path_factory.mktemp("policies") / "council.yaml"
    path.write_text(COUNCIL, encoding="utf-8")
    return load_policies([path])


def reviewed_case(asked: str, answered: str) -> Case:
    """A refusal of the month before, a review asked for and its outcome."""
    year, month, _ = asked.split("-")
    before = f"{year}-{int(month) - 1:02}"
    return Case.from_dict(
        {
            "case": "c",
            "authority": {"policy": "council"},
            "events": [
                {"on": f"{before}-01", "event": "request-received"},
                {"on": f"{before}-20", "event": "response", "outcome": "refused"},
                {"on": asked, "event": "review-requested"},
                {"on": answered, "event": "review-outcome", "outcome": "refused"},
            ],
        }
    )


def reviewed(asked: str, answered: str, policies: Mapping[str, Policy]) -> Assessment:
    case = reviewed_case(asked, answered)
    found = assess(case, AS_OF, policies=policies, explain=True)
    if columns_available():
        (columns,) = assess_block([case], [AS_OF], policies)
        assert columns == found
    return found


def certainty(found: Assessment) -> str | None:
    late = [each for each in found.findings if each.rule == "late-review"]
    return late[0].certainty if late else None


@pytest.mark.parametrize(
    ("asked", "in_time", "late"),
    [
        ("2022-06-15", "2022-07-06", "2022-07-07"),  # fifteen working days
        ("2024-02-01", "2024-02-15", "2024-02-16"),  # ten
    ],
)
def test_before_and_after_the_change_the_period_is_known(
    asked: str, in_time: str, late: str, policies: Mapping[str, Policy]
) -> None:
    assert certainty(reviewed(asked, in_time, policies)) is None
    assert certainty(reviewed(asked, late, policies)) == "established"


@pytest.mark.parametrize(
    ("answered", "certain"),
    [
        ("2023-02-15", None),  # ten working days, in time by either
        ("2023-02-16", "possible"),
        ("2023-02-22", "possible"),
        ("2023-02-23", "established"),  # late by either
    ],
)
def test_between_the_two_nothing_that_differs_is_established(
    answered: str, certain: str | None, policies: Mapping[str, Policy]
) -> None:
    found = reviewed("2023-02-01", answered, policies)
    assert certainty(found) == certain
    assert ("late-review" in {each.rule for each in found.met}) == (certain is None)
    (clock,) = (each for each in found.clocks if each.clock == "review-response")
    assert (clock.due, clock.due_latest) == (date(2023, 2, 15), date(2023, 2, 22))
    assert clock.cites.endswith("its first page or its page")
    assert found.derivations()


@pytest.mark.skipif(not durable.available(), reason="durable-rules is not installed")
def test_the_matcher_says_the_same(policies: Mapping[str, Policy]) -> None:
    case = reviewed_case("2023-02-01", "2023-02-16")
    assert assess(case, AS_OF, engine="durable", policies=policies) == assess(
        case, AS_OF, policies=policies
    )


def test_a_whole_log_is_judged_so(tmp_path: Path) -> None:
    """One case in time, one that may be late, and one that is."""
    pl = pytest.importorskip("polars")
    from foirules.audit.judging.judge import judge
    from foirules.audit.judging.law_files import LawFiles

    (tmp_path / "council.yaml").write_text(COUNCIL, encoding="utf-8")
    rows = [
        {"case": answered, "on": e.on, "event": e.event, "policy": "council", **e.details}
        for answered in ("2023-02-15", "2023-02-16", "2023-02-23")
        for e in reviewed_case("2023-02-01", answered).events
    ]
    law = LawFiles((str(tmp_path / "council.yaml"),))
    found = judge(pl.DataFrame(rows, infer_schema_length=None), AS_OF, law, ["findings"])
    late = found.table("findings").filter(pl.col("rule") == "late-review")
    assert late.select("case", "certainty").rows() == [
        ("2023-02-16", "possible"),
        ("2023-02-23", "established"),
    ]


def test_the_two_are_shown(policies: Mapping[str, Policy]) -> None:
    lengths = [version.length for version in policies["council"].periods["review-response"]]
    assert lengths[-3:] == [
        "15 working days",
        "15 working days or 10 working days",
        "10 working days",
    ]
