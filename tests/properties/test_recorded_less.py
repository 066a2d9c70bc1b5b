"""Where a source records less, nothing more is established: of any case whatever."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from random import Random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foirules import Assessment, Case, CaseError, Event, assess, load_case
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from tests import files, generate

pytestmark = pytest.mark.one_cpython

Key = tuple[str, str | None, str | None]
EXAMPLES = files.examples(200, 400)
LAW = load_law()
of_each_law = pytest.mark.parametrize("id", LAW)
rngs = given(st.integers(0, 2**32 - 1).map(Random))


def keys(of: Assessment, certainty: str = "") -> set[Key]:
    return {
        (f.rule, f.part, f.event.id if f.event else None)
        for f in of.findings
        if f.certainty.startswith(certainty)
    }


def established(case: Case, as_of: object) -> set[Key] | None:
    """What is established; None where the days are too many to judge each, or outside."""
    try:
        found = assess(case, as_of, results=("findings",))  # type: ignore[arg-type]
    except CaseError:
        return None
    many = [note for note in found.notes if "too many ways" in note]
    return None if many else keys(found, "established")


def presumed(regime: Regime) -> set[str]:
    """The fields that the law presumes, whether a source has a place for them or not."""
    fields = regime.vocabulary.fields.values()
    return {f.name for f in fields if f.presumed and not f.if_recorded}


def fields_of(event: Event) -> set[str]:
    return {*event.details, *(name for said in event.outcomes.values() for name in said)}


def but(regime: Regime, kinds: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in regime.vocabulary.events if name not in kinds)


def chosen(rng: Random, regime: Regime, case: Case) -> set[str]:
    """Some kinds of events, one of the case among them."""
    kinds = {rng.choice(case.events).event, *rng.sample([*regime.vocabulary.events], 4)}
    return kinds - {regime.vocabulary.begins}


@settings(max_examples=EXAMPLES)
@rngs
@of_each_law
def test_a_kind_that_is_not_recorded_adds_nothing_established(id: str, rng: Random) -> None:
    """The rows that are there count as before: what was found is found, if less surely."""
    regime = LAW[id]
    case, as_of = generate.anything(rng, regime)
    case = attrs.evolve(case, recorded=None, without_fields=())
    kinds = chosen(rng, regime, case)
    some = set(list(kinds)[:1])
    whole, less, least = (
        established(attrs.evolve(case, recorded=but(regime, out)), as_of)
        for out in ((), some, kinds)
    )
    if whole is None or less is None or least is None:
        return
    assert least <= less <= whole == established(case, as_of)
    poorer = attrs.evolve(case, recorded=but(regime, kinds))
    found, every = (assess(each, as_of, results=("findings",)) for each in (poorer, case))
    assert keys(found) == keys(every)


@settings(max_examples=EXAMPLES)
@rngs
@of_each_law
def test_a_kind_taken_out_of_the_log_adds_nothing_established(id: str, rng: Random) -> None:
    """Its rows are gone and it is not recorded. What the law presumes that no letter says is
    presumed of those that are gone."""
    regime = LAW[id]
    case, as_of = generate.anything(rng, regime)
    case = attrs.evolve(case, recorded=None, without_fields=())
    kinds = chosen(rng, regime, case)
    gone = [event for event in case.events if event.event in kinds]
    if any(presumed(regime) & fields_of(event) for event in gone):
        return
    kept = tuple(event for event in case.events if event.event not in kinds)
    whole = established(case, as_of)
    less = established(attrs.evolve(case, events=kept, recorded=but(regime, kinds)), as_of)
    assert whole is None or less is None or less <= whole, less - whole


@settings(max_examples=EXAMPLES)
@rngs
@of_each_law
def test_a_column_taken_away_adds_nothing_established(id: str, rng: Random) -> None:
    regime = LAW[id]
    case, as_of = generate.anything(rng, regime)
    case = attrs.evolve(case, recorded=None, without_fields=())
    there = sorted({name for event in case.events for name in fields_of(event)} - presumed(regime))
    if not there:
        return
    for name in rng.sample(there, min(3, len(there))):
        less = attrs.evolve(case, events=tuple(without(case.events, name)), without_fields=(name,))
        whole, found = established(case, as_of), established(less, as_of)
        assert whole is None or found is None or found <= whole, (name, found - whole)


def without(events: Iterable[Event], field: str) -> Iterable[Event]:
    for event in events:
        said = {p: {k: v for k, v in o.items() if k != field} for p, o in event.outcomes.items()}
        details = {k: v for k, v in event.details.items() if k != field}
        yield attrs.evolve(event, details=details, outcomes=said)


@pytest.mark.parametrize("path", files.QUICK, ids=lambda path: path.stem)
def test_of_a_curated_case_nothing_more_is_established(path: object) -> None:
    for case in load_case(str(path)).under_each():
        regime, as_of = LAW[case.regime], max(event.on for event in case.events)
        alone = attrs.evolve(case, also=())
        whole = established(alone, as_of)
        assert whole is not None
        for kind in {event.event for event in case.events} - {regime.vocabulary.begins}:
            recorded = but(regime, [kind])
            less = established(attrs.evolve(alone, recorded=recorded), as_of)
            assert less is not None
            assert less <= whole, kind
            gone = [event for event in case.events if event.event == kind]
            if any(presumed(regime) & fields_of(event) for event in gone):
                continue
            kept = tuple(event for event in case.events if event.event != kind)
            less = established(attrs.evolve(alone, events=kept, recorded=recorded), as_of)
            assert less is not None
            assert less <= whole, f"{kind}, its rows gone"


@of_each_law
def test_the_cases_tried_lose_findings_and_keep_some(id: str) -> None:
    """Or the properties say nothing."""
    regime, lost, kept = LAW[id], 0, 0
    for seed in range(60):
        rng = Random(seed)
        case = generate.case(rng, ranges=False, regime=regime)
        as_of = generate.as_of(rng, case)
        whole = established(case, as_of) or set()
        recorded = but(regime, chosen(rng, regime, case))
        less = established(attrs.evolve(case, recorded=recorded), as_of) or set()
        lost, kept = lost + len(whole - less), kept + len(less)
    assert lost > 10
    assert kept > 10
