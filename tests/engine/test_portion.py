"""What is compiled for one case finds in it what the whole law does."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from random import Random
from typing import Final

import pytest
from attrs import evolve

from foirules import Assessment, Case, assess, due, load_law
from foirules.assessing.one_case import Prepared, judged, prepare
from foirules.cases.assessment import RESULTS
from foirules.engine.scalar.compiler import Scalar
from foirules.engine.scalar.portion import Portion, facts_read, portion_for
from tests import generate

LAW: Final = load_law()
FEW: Final = (("clocks",), ("findings",), ("actions", "stages"), ("met", "undecided"), RESULTS)


def fresh(prepared: Prepared) -> Prepared:
    """The same law, nothing of it compiled yet."""
    return evolve(prepared, known=Scalar(prepared.known.law))


def by_the_whole(
    prepared: Prepared, case: Case, day: date, results: Collection[str], explain: bool
) -> Assessment:
    prepared.known.whole()
    return judged(prepared, case, day, results, explain)


@pytest.mark.parametrize("regime", LAW)
@pytest.mark.parametrize("seed", range(6))
def test_the_first_case_is_judged_as_by_the_whole_law(regime: str, seed: int) -> None:
    rng = Random(seed)
    case = generate.case(rng, regime=LAW[regime])
    day, results, explain = generate.as_of(rng, case), FEW[seed % len(FEW)], seed % 2 == 0
    prepared = prepare(case)
    alone = judged(fresh(prepared), case, day, results, explain)
    whole = by_the_whole(prepared, case, day, results, explain)
    assert alone == whole
    if explain:
        assert alone.derivations() == whole.derivations()


def test_a_case_that_needs_more_is_judged_by_the_whole_law() -> None:
    rng = Random(7)
    made = [generate.case(rng, regime=LAW["foia"]) for _ in range(12)]
    cases = [evolve(each, authority=evolve(each.authority, policy=None)) for each in made]
    prepared = fresh(prepare(cases[0]))
    for case in cases:
        day = generate.as_of(rng, case)
        assert judged(prepared, case, day, RESULTS, False) == assess(case, day)
    assert prepared.known.code_for((), ()) is prepared.known.whole()


def test_a_case_that_needs_no_more_compiles_nothing() -> None:
    scalar = Scalar(prepare(Case("", ())).known.law)
    first = scalar.code_for(("request-received", "response"), ("findings", "clocks"))
    assert scalar.code_for(("request-received",), ("findings",)) is first
    assert scalar.code_for(("request-received", "response"), ("met", "clocks")) is first
    assert scalar.code_for(("request-received", "fees-notice"), ("findings",)) is not first


def test_a_portion_has_the_facts_that_it_reads_and_no_others() -> None:
    law = prepare(Case("", ())).known.law
    clocks = facts_read(law, portion_for(law, ("request-received",), ("clocks",)))
    assert ("request", "received_on") in clocks
    assert {subject for subject, _ in clocks} <= {"request", "part", "receipt"}
    everything = portion_for(law, law.schema.vocabulary.events, RESULTS)
    assert everything.subjects == law.schema.by_name.keys()
    assert clocks < facts_read(law, everything) <= law.by_key.keys()
    assert facts_read(law, Portion(everything.subjects, frozenset())) == frozenset()
    stage = facts_read(law, portion_for(law, (), ("stages",)))
    assert (law.schema.part.name, law.schema.roles.stage) in stage


@pytest.mark.parametrize("regime", LAW)
@pytest.mark.parametrize("explain", [False, True])
def test_a_due_date_by_the_main_clock_alone_is_that_by_the_whole_law(
    regime: str, explain: bool
) -> None:
    for day in (date(2017, 8, 3), date(2024, 12, 20), date(2026, 5, 30)):
        alone = due(day, regime=regime, results=(), explain=explain)
        whole = due(day, regime=regime, explain=explain)
        assert alone.clock == whole.clock
        assert alone.to_dict() == whole.to_dict()
        assert [clock.clock for clock in alone.assessment.clocks] == [alone.clock.clock]
        with pytest.raises(ValueError, match="without its findings"):
            alone.assessment.findings  # noqa: B018
        if explain:
            name = alone.clock.clock
            theirs = [each for each in whole.assessment.derivations() if each.name == name]
            assert list(alone.assessment.derivations()) == theirs
