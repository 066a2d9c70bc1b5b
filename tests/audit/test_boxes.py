"""Cases with ranges that are judged by the bounds of their days come to what their scenarios do."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

from foirules import Authority, Case, Event, assess

np = pytest.importorskip("numpy")
pl = pytest.importorskip("polars")

from foirules.assessing.many_cases import bounded_columns_of, functions_of  # noqa: E402
from foirules.audit.judging.boxes import boxes  # noqa: E402
from foirules.audit.judging.judge import by_policy, judge  # noqa: E402
from foirules.audit.judging.judged_cases import JudgedCases  # noqa: E402
from foirules.audit.judging.law_files import LawFiles  # noqa: E402
from foirules.audit.judging.rows_to_frame import frame_of_rows  # noqa: E402
from foirules.audit.judging.tables import TABLES  # noqa: E402
from foirules.audit.reading.readers.row_writer import IN_ORDER  # noqa: E402
from foirules.language.regime import Regime  # noqa: E402
from foirules.language.regime_files import load_law  # noqa: E402
from tests import generate  # noqa: E402
from tests.audit.rows import json, rows_of, said  # noqa: E402
from tests.foia import REGIME  # noqa: E402

pytestmark = pytest.mark.one_cpython
AS_OF = date(2019, 6, 3)
CASES = 120
NEVER = 10**12
REGIMES = ("foia", "eir", "foisa", "eisr")


def widened(rng: Random, case: Case, ranges: int) -> Case:
    """The case with so many of its days known only within some days."""
    events = list(case.events)
    for place in rng.sample(range(len(events)), min(ranges, len(events))):
        later = events[place].on + timedelta(rng.choice((1, 2, 3, 6, 6, 12)))
        events[place] = attrs.evolve(events[place], until=later)
    return attrs.evolve(case, events=tuple(events))


def cases(seed: int, regime: Regime, kind: str) -> list[Case]:
    """Generated cases with one to six ranges: all over, about the day of the assessment, or about
    an end of the calendar."""
    rng = Random(seed)
    made = []
    for number in range(CASES):
        case, day = generate.anything(rng, regime)
        if kind == "now":
            case = generate.moved(case, (AS_OF - day).days)
        elif kind == "edge":
            case, _ = generate.at_the_edge(rng, case, day)
        made.append(attrs.evolve(widened(rng, case, rng.randint(1, 6)), case=f"case {number}"))
    return made


def as_rows(of: list[Case], regime: Regime, in_order: bool) -> Any:
    rows = rows_of(of, regime.vocabulary)
    return rows.with_columns(pl.lit(True).alias(IN_ORDER)) if in_order else rows


def counted(found: JudgedCases) -> Any:
    """What is counted, whatever the order in which it was."""
    by = ("authority", "month", "measure", "certain")
    rows = pl.concat(found.counts).group_by(by).agg(pl.col("count").sum()).rows()
    return sorted(map(repr, rows)), found.late, found.stages, found.cases, found.refused


@pytest.mark.parametrize(
    ("kind", "in_order"), [("any", True), ("any", False), ("now", True), ("edge", True)]
)
@pytest.mark.parametrize("of", REGIMES)
def test_bounds_come_to_the_same_as_all_scenarios(of: str, kind: str, in_order: bool) -> None:
    regime, law = load_law()[of], LawFiles(regime=of)
    as_of = AS_OF if kind == "now" else date(2027, 1, 1)
    rows = as_rows(cases(1, regime, kind), regime, in_order)
    found = judge(rows, as_of, law, bounds_from=0)
    expected = judge(rows, as_of, law, bounds_from=NEVER)
    for name in TABLES:
        assert json(found.table(name)) == json(expected.table(name))
    assert counted(found) == counted(expected)


@pytest.mark.parametrize("of", REGIMES)
def test_bounds_come_to_what_the_assessments_say(of: str) -> None:
    regime = load_law()[of]
    made = [case for case in cases(2, regime, "now") if case.authority.policy is None]
    rows = as_rows(made, regime, in_order=True)
    found = judge(rows, AS_OF, LawFiles(regime=of), bounds_from=0)
    for name in TABLES:  # cases that are assessed one by one stand last
        rows_said = map(repr, said([assess(case, AS_OF) for case in made], name))
        assert sorted(map(repr, json(found.table(name)))) == sorted(rows_said)


TERMS = """\
policy: a-school
version: "1"
title: A school
extends: {regime}
school:
  terms:
    - {{from: 2018-09-04, to: 2018-10-19}}
    - {{from: 2018-10-29, to: 2018-12-20}}
    - {{from: 2019-01-07, to: 2019-04-05}}
"""


@pytest.mark.parametrize(("of", "kind"), [("foia", "school"), ("foisa", "special-school")])
def test_bounds_of_days_at_which_a_school_is_closed_or_of_which_it_says_nothing(
    of: str, kind: str, tmp_path: Path
) -> None:
    """Requests of days about the first that is given, within the terms, and about the last."""
    terms, regime, rng = tmp_path / "school.yaml", load_law()[of], Random(4)
    edges = ((date(2018, 9, 4), -9, 3), (date(2018, 10, 1), 0, 60), (date(2019, 4, 5), -50, 9))
    terms.write_text(TERMS.format(regime=of), encoding="utf-8")
    law = LawFiles(policies=(str(terms),), regime=of)
    made = []
    for number in range(CASES):
        case = generate.realistic(rng, regime)
        about, least, most = rng.choice(edges)
        received = about + timedelta(rng.randint(least, most))
        case = generate.moved(case, (received - case.events[0].on).days)
        authority = Authority("A", "a-school", kind)
        made.append(attrs.evolve(widened(rng, case, 3), case=f"case {number}", authority=authority))
    rows = as_rows(made, regime, in_order=True)
    found = judge(rows, AS_OF, law, bounds_from=0)
    expected = judge(rows, AS_OF, law, bounds_from=NEVER)
    for name in TABLES:
        assert json(found.table(name)) == json(expected.table(name))
    assert 0.1 < _undecided(rows, regime, law) < 0.5


def _undecided(rows: Any, regime: Regime, of: LawFiles) -> float:
    """The share of boxes, a case each, that bounds leave open."""
    (prepared, frame), *_ = by_policy(frame_of_rows(rows, regime), of, [])
    law, as_of = prepared.known.law, AS_OF.toordinal()
    (boxed,) = boxes(frame, as_of, law).parts()
    block, _ = boxed.block(law, as_of, functions_of(prepared))
    bounded_columns_of(law).judge(block)
    return float(block.undecided.mean())


def test_bounds_decide_most_cases() -> None:
    """Of ordinary cases of which three days are ranges of up to a week, nearly four of five."""
    rng = Random(1)
    made = [attrs.evolve(generate.ranged(rng, 3), case=f"{number}") for number in range(300)]
    assert _undecided(rows_of(made), REGIME, LawFiles()) < 0.24


@pytest.mark.parametrize(
    ("answered", "days", "certain"),
    [
        ("2019-03-31", 3, False),  # the last day is 2 April: one of the days is too late
        ("2019-04-04", 4, True),
    ],
)
def test_a_case_is_decided_where_all_days_lie_on_one_side(
    answered: str, days: int, certain: bool
) -> None:
    on = date.fromisoformat(answered)
    case = Case(
        "c",
        (
            Event("request-received", date(2019, 3, 4), None, "1"),
            Event("response", on, on + timedelta(days), "2", details={"outcome": "disclosed"}),
        ),
    )
    found = judge(rows_of([case]), AS_OF, LawFiles(), bounds_from=0).table("findings")
    late = found.filter(pl.col("rule") == "late-response")
    assert late["certainty"].to_list() == ["established" if certain else "possible"]
    assert late["due"].to_list() == [date(2019, 4, 2)]
    assert late["working_days_late"].to_list() == [2 if certain else 1]


def test_what_leaves_something_open_is_judged_day_by_day() -> None:
    """The answer may be late or not, whenever a review was asked for: the days apart are its own."""
    case = Case(
        "c",
        (
            Event("request-received", date(2019, 3, 4), None, "1"),
            Event(
                "response", date(2019, 4, 1), date(2019, 4, 3), "2", None, {"outcome": "disclosed"}
            ),
            Event("review-requested", date(2019, 4, 10), date(2019, 4, 18), "3"),
        ),
    )
    ((prepared, frame),) = by_policy(frame_of_rows(rows_of([case]), REGIME), LawFiles(), [])
    law, functions = prepared.known.law, functions_of(prepared)
    (whole,) = boxes(frame, AS_OF.toordinal(), law).parts()
    block, scenarios = whole.block(law, AS_OF.toordinal(), functions)
    bounded_columns_of(law).judge(block)
    left_open = whole.left_open(block, scenarios.order)
    assert left_open.tolist() == [False, True, False]
    (narrower,) = whole.cases.narrower(whole.undecided(block), left_open).parts()
    assert narrower.log.on.reshape(3, 3)[:, 1].tolist() == [
        date(2019, 4, day).toordinal() for day in (1, 2, 3)
    ]
    block, _ = narrower.block(law, AS_OF.toordinal(), functions)
    bounded_columns_of(law).judge(block)
    assert not block.undecided.any()
