"""The cases that the other tests rest on: as they say they are, and no larger than they need be."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from foirules import Case, CaseError
from tests import generate
from tests.engine.agreement import by_scalar
from tests.foia import REGIME
from tests.shrink import shrunk

pytestmark = pytest.mark.one_cpython


def test_a_seed_gives_always_the_same_case() -> None:
    for seed in range(50):
        assert generate.anything(Random(seed)) == generate.anything(Random(seed))


def test_realistic_cases_are_as_an_ordinary_log_has_them() -> None:
    rng = Random(3)
    made = [generate.realistic(rng) for _ in range(2_000)]
    assert {len(case.events) for case in made} == {5, 6, 7, 8}
    assert all(case.events[0].event == "request-received" for case in made)
    assert all(
        a.on <= b.on for case in made for a, b in zip(case.events, case.events[1:], strict=False)
    )
    assert all(event.until is None and event.on.weekday() < 5 for c in made for event in c.events)
    cases_with = Counter(name for c in made for name in {e.event for e in c.events})
    share = {name: n / len(made) for name, n in cases_with.items()}
    bounds = {
        "acknowledgement": (0.85, 0.95),
        "response": (0.9, 0.99),
        "extension-notice": (0.08, 0.16),
        "clarification-sought": (0.08, 0.16),
        "fees-notice": (0.01, 0.05),
        "review-requested": (0.12, 0.25),
        "ico-complaint": (0.02, 0.1),
    }
    for name, (low, high) in bounds.items():
        assert low < share[name] < high, name
    responses = [[e for e in c.events if e.event == "response"] for c in made]
    assert sum(len(each) > 1 for each in responses) < 0.1 * len(made)
    assert sum(len(c.parts) < 3 for c in made) > 0.75 * len(made)
    waits = [
        (each[0].on - c.events[0].on).days for c, each in zip(made, responses, strict=True) if each
    ]
    assert 0.5 < sum(wait <= 29 for wait in waits) / len(waits) < 0.85
    told = [d for each in responses for e in each for d in (e.outcomes.values() or (e.details,))]
    assert 0.94 < sum("outcome" in d for d in told) / len(told) < 1


def test_cases_at_the_edge_fall_on_both_sides_of_it() -> None:
    made = [generate.case(Random(seed)) for seed in range(200)]
    moved = [
        generate.at_the_edge(Random(seed), case, case.events[-1].on)
        for seed, case in enumerate(made)
    ]
    refused = sum(isinstance(by_scalar(*each), CaseError) for each in moved)
    assert 60 < refused < 195
    for case, (later, _) in zip(made, moved, strict=True):
        days = later.events[0].on - case.events[0].on
        assert generate.moved(later, -days.days) == case


def test_a_log_holds_the_cases_it_is_made_of() -> None:
    pytest.importorskip("polars")
    from foirules.audit.judging.rows_to_frame import frame_of_rows

    rng = Random(7)
    templates = [generate.realistic(rng) for _ in range(60)]
    found = frame_of_rows(generate.log(60, seed=7, first=5), REGIME)
    assert found.names.to_list() == [f"case-{n:07}" for n in range(5, 65)]
    shifts = set()
    for place, template in enumerate(templates):
        case = found.case(place)
        shift = case.events[0].on - template.events[0].on
        shifts.add(shift)
        moved = generate.moved(template, shift.days)
        assert (case.events, case.parts, case.authority) == (
            (moved.events, moved.parts, moved.authority)
        )
    assert len(shifts) > 20
    assert all(shift % timedelta(weeks=1) == timedelta(0) for shift in shifts)


def test_a_log_may_be_of_any_size() -> None:
    pytest.importorskip("polars")
    assert generate.log(0).height == 0
    one, many = generate.log(1), generate.log(3 * generate.TEMPLATES)
    assert one["case"].n_unique() == 1
    assert many["case"].n_unique() == 3 * generate.TEMPLATES
    assert 5 < many.height / (3 * generate.TEMPLATES) < 8
    assert many.columns == one.columns
    assert many.equals(generate.log(3 * generate.TEMPLATES))
    assert not many.equals(generate.log(3 * generate.TEMPLATES, seed=1))


def test_a_case_that_fails_is_made_small() -> None:
    """What it fails for stays, and nothing else."""

    def fails(case: Case) -> bool:
        cited = [
            "s22" in said.get("exemptions", ())
            for event in case.events
            if event.event == "response"
            for said in event.outcomes.values()
        ]
        return any(cited) and any(event.until for event in case.events)

    seeds = (Random(seed) for seed in range(3_000))
    case = next(made for rng in seeds if fails(made := generate.case(rng)) and len(made.events) > 5)
    small = shrunk(case, fails)
    assert fails(small)
    assert len(small.events) <= 3
    assert len(small.parts) == 1
    (answer,) = [event for event in small.events if event.outcomes]
    assert not answer.details
    assert [list(said) for said in answer.outcomes.values()] == [["exemptions"]]
    assert sum(event.until is not None for event in small.events) == 1
    assert small.authority.policy is None
    assert small.events[0].event == "request-received"
