"""What is compiled for one case finds in it what the whole law does."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import product
from random import Random
from typing import Any, Final

import pytest
from attrs import evolve

from foirules import Assessment, Case, CaseError, Event, assess, due, load_law
from foirules.assessing.one_case import Prepared, judged, prepare
from foirules.calendars.working_days import NotCounted
from foirules.cases.lists import RESULTS
from foirules.engine.durable import matcher as durable
from foirules.engine.portion import Portion, facts_read, portion_for
from foirules.engine.scalar import compiler
from foirules.engine.scalar.compiler import Code, Scalar
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


@pytest.mark.one_cpython
@pytest.mark.parametrize("regime", LAW)
@pytest.mark.parametrize("results", [(), *FEW])
def test_a_case_is_refused_for_no_day_that_it_does_not_need(
    regime: str, results: tuple[str, ...]
) -> None:
    """The whole law, once it is compiled, also counts days that these lists do not need."""
    begins = LAW[regime].vocabulary.begins
    outcomes = set()
    for month, day in product((10, 11, 12), (1, 15, 28)):
        received = date(2030, month, day)
        case = Case("c", (Event(begins, received, id="1"),), regime)
        prepared = prepare(case)
        alone = _said_or_refused(fresh(prepared), case, received, results)
        prepared.known.whole()
        assert _said_or_refused(prepared, case, received, results) == alone
        outcomes.add(type(alone))
    assert Assessment in outcomes
    assert str in outcomes or not results


@pytest.mark.one_cpython
@pytest.mark.parametrize("regime", LAW)
def test_a_wider_portion_refuses_what_the_case_alone_would(
    regime: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cases near the end of the calendar, of all kinds of events."""
    asked = []
    exactly = Scalar._exactly

    def counted(scalar: Scalar, portion: Portion) -> Code:
        asked.append(portion)
        return exactly(scalar, portion)

    monkeypatch.setattr(Scalar, "_exactly", counted)
    tried = set[Portion]()
    for seed in range(250):
        case, day = generate.anything(Random(seed), LAW[regime])
        prepared = prepare(case)
        prepared.known.whole()
        said = _said_or_refused(prepared, case, day, RESULTS)
        if {*asked} - tried:
            assert _said_or_refused(fresh(prepared), case, day, RESULTS) == said
            tried |= {*asked}
        asked.clear()
    assert len(tried) > 5


def test_cases_of_other_events_share_the_code_of_a_portion() -> None:
    scalar = Scalar(prepare(Case("", ())).known.law)
    scalar.whole()
    one = _code_that_counts_all(scalar, RESULTS)
    other = _code_that_counts_all(scalar, RESULTS, "related-request")
    assert one is other


def _said_or_refused(
    prepared: Prepared, case: Case, day: date, results: Collection[str], engine: str = "scalar"
) -> Assessment | str:
    try:
        return judged(prepared, case, day, results, False, engine)
    except CaseError as error:
        return str(error)


@pytest.mark.skipif(not durable.available(), reason="needs durable-rules")
def test_durable_rules_is_asked_for_no_more_than_is_wanted() -> None:
    received = date(2030, 11, 27)
    case = Case("c", (Event("request-received", received, id="1"),))
    prepared = fresh(prepare(case))
    for results in (("clocks",), RESULTS, ("clocks",), ("findings", "met")):
        matched = _said_or_refused(prepared, case, received, results, "durable")
        assert matched == _said_or_refused(fresh(prepared), case, received, results)


@pytest.mark.skipif(not durable.available(), reason="needs durable-rules")
def test_durable_rules_matches_where_rules_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    match = durable.match

    def counted(*of: Any) -> list[tuple[Any, ...]]:
        asked.append(of)
        return match(*of)

    monkeypatch.setattr(durable, "match", counted)
    received = date(2017, 8, 3)
    case = Case("c", (Event("request-received", received, id="1"),))
    clocks, findings = fresh(prepare(case)), fresh(prepare(case))
    for prepared, results, times in (
        (clocks, ("clocks",), 0),
        (findings, ("findings",), 1),
        (findings, ("clocks",), 2),  # the whole law, compiled since, makes rules too
        (findings, ("clocks",), 3),
    ):
        judged(prepared, case, received, results, False, "durable")
        assert len(asked) == times, results


def test_codes_of_portions_are_kept_but_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "MOST_KEPT", 2)
    scalar = Scalar(prepare(Case("", ())).known.law)
    scalar.whole()
    asked = [(name,) for name in (*RESULTS, *RESULTS)]
    used = [_code_that_counts_all(scalar, results) for results in asked]
    assert scalar._exact.cache_info().currsize == 2  # type: ignore[attr-defined]
    assert used[-1] is _code_that_counts_all(scalar, asked[-1])
    assert scalar.whole() not in used


def _code_that_counts_all(scalar: Scalar, results: Collection[str], *events: str) -> Code:
    """The code that a case comes to where that of the whole law cannot count a day."""

    def run(code: Code) -> Code:
        if code is scalar.whole():
            raise NotCounted
        return code

    return scalar.run_for(("request-received", *events), results, run)


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
