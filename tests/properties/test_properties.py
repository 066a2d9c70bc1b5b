"""What must hold of any case whatever: found, in a trial, to show the real faults of the law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foirules.assessing.one_case import assess
from foirules.cases.assessment import Assessment, Finding, Undecided
from foirules.cases.case import Case, Event
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from tests import generate
from tests.files import examples

pytestmark = pytest.mark.one_cpython

Key = tuple[str, str | None, str | None]
EXAMPLES = examples(200, 500)
LAW = load_law()
FINDINGS = ("findings",)  # all that a property compares; to make no more is quicker
of_each_law = pytest.mark.parametrize("id", LAW)  # a regime, shown whole, is too long a message


def may_answer(regime: Regime) -> dict[str, set[str]]:
    """The events by which the breach of a rule may become possible only."""
    return {rule.id: set(rule.may_answer) for c in regime.chapters for rule in c.rules}


def presumed(case: Case) -> set[str]:
    """The fields of which leaving one out says what the law presumes."""
    fields = LAW[case.regime].vocabulary.fields
    return {f.name for f in fields.values() if f.presumed}


def _case(rng: Random, id: str, most_events: int = 6, ranges: bool = True) -> Case:
    """A hostile case; of some, what hangs together."""
    regime = LAW[id]
    groups = generate.material(regime).together
    only = rng.choice(groups) if rng.random() < 0.3 else ()
    return generate.case(rng, most_events=most_events, ranges=ranges, only=only, regime=regime)


def _keys(found: Iterable[Finding | Undecided]) -> set[Key]:
    return {(f.rule, f.part, f.event.id if f.event else None) for f in found}


def _established(a: Assessment, kind: str | None = None) -> set[Key]:
    return _keys([f for f in a.findings if f.certainty == "established" and kind in (None, f.kind)])


def _with(case: Case, place: int, event: Event) -> Case:
    events = list(case.events)
    events[place] = event
    return attrs.evolve(case, events=tuple(events))


def less_recorded(case: Case) -> Iterator[tuple[str, Case]]:
    """The case with each recorded field left out in turn."""
    apart = presumed(case)
    for place, event in enumerate(case.events):
        for name in sorted(event.details.keys() - apart):
            kept = {k: v for k, v in event.details.items() if k != name}
            yield f"{event.id}: {name}", _with(case, place, attrs.evolve(event, details=kept))
        for part, outcome in event.outcomes.items():
            for name in sorted(outcome.keys() - apart):
                kept = {k: v for k, v in outcome.items() if k != name}
                outcomes = {**event.outcomes, part: kept}
                changed = attrs.evolve(event, outcomes=outcomes)
                yield f"{event.id}: {part}: {name}", _with(case, place, changed)


@settings(max_examples=EXAMPLES)
@given(st.integers(0, 2**32 - 1).map(Random))
@of_each_law
def test_a_field_left_out_never_adds_an_established_finding(id: str, rng: Random) -> None:
    """A field that the law presumes is not left out here: leaving it out says what is presumed."""
    ranges = rng.random() < 0.2
    case = _case(rng, id, most_events=4, ranges=ranges)
    as_of = generate.as_of(rng, case)
    whole = _established(assess(case, as_of, results=FINDINGS))
    for name, changed in less_recorded(case):
        added = _established(assess(changed, as_of, results=FINDINGS)) - whole
        assert not added, f"without {name}: {added}"


@settings(max_examples=EXAMPLES)
@given(st.integers(0, 2**32 - 1).map(Random))
@of_each_law
def test_time_going_by_never_removes_an_established_breach(id: str, rng: Random) -> None:
    """A later event may make one possible, if its rule names that event, or if by it the record
    speaks of another law that may govern; or undecided, where what the event decided is not
    recorded. That there was no request, once decided, removes what rests
    on its time.

    Where ranges become too many to judge each day, which the notes say, less can be established.
    """
    case = _case(rng, id)
    as_of = generate.as_of(rng, case)
    answers = may_answer(LAW[id])
    established = _established(assess(case, as_of, results=FINDINGS), "breach")
    for days in (1, 2, 7, 30, 90) if established else ():
        day = as_of + timedelta(days)
        removed = established - _established(assess(case, day, results=FINDINGS), "breach")
        if not removed:
            continue
        later = assess(case, day)
        since = {e.event for e in case.events if e.on <= later.as_of and (e.until or e.on) > as_of}
        of_another_law = _keys(
            f for f in later.findings if f.message.endswith(LAW[id].schema.roles.doubt_says or " ")
        )
        unexplained = [key for key in removed - of_another_law if not answers[key[0]] & since]
        assert later.notes or not unexplained, f"{days} days later: {unexplained}"
        none_made = any(e.details.get("request-valid") is False for e in case.events)
        gone = set() if none_made else removed - _keys([*later.findings, *later.undecided])
        assert later.notes or not gone, f"{days} days later: gone: {gone}"


@settings(max_examples=EXAMPLES)
@given(st.integers(0, 2**32 - 1).map(Random))
@of_each_law
def test_a_range_is_judged_on_every_day_of_it(id: str, rng: Random) -> None:
    case = _case(rng, id, most_events=5)
    ranged = [i for i, e in enumerate(case.events) if e.until]
    if not ranged:
        return
    as_of = generate.as_of(rng, case)
    whole = assess(case, as_of, results=FINDINGS)
    established, all_found = _established(whole), _keys(whole.findings)
    place = rng.choice(ranged)
    for day in _days(case, place):
        on_day = attrs.evolve(case.events[place], on=day, until=None)
        one = assess(_with(case, place, on_day), as_of, results=FINDINGS)
        assert established <= _established(one), f"{day}: established over the range only"
        assert _keys(one.findings) <= all_found, f"{day}: found on the day only"


def _days(case: Case, place: int) -> Iterator[date]:
    """The days of a range that the order of events does not contradict."""
    event = case.events[place]
    assert event.until is not None
    first = max(e.on for e in case.events[: place + 1])
    last = min(e.until or e.on for e in case.events[place:])
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


# The law reads the order of these: a question and its answer, a fee and its payment, a review and
# its outcome may come on one day.
ORDERED = (
    *("clarification", "fee", "review", "request", "ico", "decision", "tribunal"),
    *("information", "enforcement", "notice", "appeal", "certificate", "ministerial"),
    *("commissioner", "application", "court", "permission", "upper-tribunal"),
)


@settings(max_examples=EXAMPLES)
@given(st.integers(0, 2**32 - 1).map(Random))
@of_each_law
def test_the_order_of_letters_of_one_day_does_not_matter(id: str, rng: Random) -> None:
    case = generate.case(rng, ranges=False, regime=LAW[id])
    pairs = [
        i
        for i in range(1, len(case.events) - 1)
        if case.events[i].on == case.events[i + 1].on
        and not any(e.event.startswith(ORDERED) for e in case.events[i : i + 2])
    ]
    if not pairs:
        return
    i = rng.choice(pairs)
    events = list(case.events)
    events[i], events[i + 1] = events[i + 1], events[i]
    as_of = generate.as_of(rng, case)
    one, other = assess(case, as_of), assess(attrs.evolve(case, events=tuple(events)), as_of)
    assert set(one.findings) == set(other.findings)
    assert set(one.clocks) == set(other.clocks)


@pytest.mark.parametrize("seed", range(20))
@of_each_law
def test_generated_cases_assess(id: str, seed: int) -> None:
    """The generator reaches findings of every certainty, or the properties say nothing."""
    rng = Random(seed)
    made = [generate.case(rng, regime=LAW[id]) for _ in range(50)]
    days = [generate.as_of(rng, case) for case in made]
    found = [assess(*each, results=FINDINGS) for each in zip(made, days, strict=True)]
    assert {f.certainty for each in found for f in each.findings} == {"established", "possible"}
