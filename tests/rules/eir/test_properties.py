"""What must hold of any case under the Regulations, as of any under the Act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

import attrs
import pytest

from foirules import Case, assess, assess_many
from foirules.language.regime_files import load_law
from tests import generate
from tests.files import examples
from tests.properties import test_properties as of_the_act

REGIME = load_law()["eir"]
WORDS = REGIME.vocabulary
MAY_ANSWER = {rule.id: set(rule.may_answer) for c in REGIME.chapters for rule in c.rules}
PRESUMED = {f.name for f in WORDS.fields.values() if f.presumed}
SEEDS = range(examples(150, 3000))
TOGETHER = (
    ("clarification-sought", "clarification-received", "extension-notice", "response"),
    ("fees-notice", "fee-paid", "extension-notice", "clarification-sought", "response"),
    ("response", "review-requested", "review-outcome", "ico-complaint"),
    ("decision-notice", "tribunal-appeal", "tribunal-decision", "response"),
)
Make = Callable[..., Case]


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes hostile cases in the words of the Regulations."""
    for name, words in (
        ("EVENTS", WORDS.events),
        ("AUTHORITY_TYPE", WORDS.authority_type),
        ("EXEMPTIONS", WORDS.exemptions),
        ("OUTCOME_FIELDS", tuple(WORDS.outcome_fields.values())),
        ("_OUTCOME_NAMES", set(WORDS.outcome_fields)),
        ("CITED", WORDS.exemptions.members),
        ("_TOGETHER", TOGETHER),
    ):
        monkeypatch.setattr(generate, name, words)

    def case(rng: Random, most_events: int = 6, ranges: bool = True) -> Case:
        only = rng.choice(TOGETHER) if rng.random() < 0.3 else ()
        made = generate.case(rng, most_events=most_events, ranges=ranges, only=only)
        authority = attrs.evolve(made.authority, policy=None)
        return attrs.evolve(made, regime=REGIME.id, authority=authority)

    return case


def made(make: Make, **how: int) -> Iterator[tuple[int, Case, date]]:
    for seed in SEEDS:
        rng = Random(seed)
        case = make(rng, ranges=rng.random() < 0.2, **how)
        yield seed, case, generate.as_of(rng, case)


def test_a_field_left_out_never_adds_an_established_finding(make: Make) -> None:
    established = of_the_act._established
    for seed, case, day in made(make, most_events=4):
        whole = established(assess(case, day))
        for place, event in enumerate(case.events):
            for name in sorted(event.details.keys() - PRESUMED):
                kept = {k: v for k, v in event.details.items() if k != name}
                less = of_the_act._with(case, place, attrs.evolve(event, details=kept))
                assert established(assess(less, day)) <= whole, (seed, event.id, name)


def test_time_going_by_never_removes_an_established_breach(make: Make) -> None:
    """A later event may make one possible, if its rule names that event."""
    established = of_the_act._established
    for seed, case, day in made(make):
        before = established(assess(case, day), "breach")
        for days in (1, 7, 30, 90):
            later = assess(case, day + timedelta(days))
            since = {
                e.event for e in case.events if e.on <= later.as_of and (e.until or e.on) > day
            }
            removed = before - established(later, "breach")
            unexplained = [key for key in removed if not MAY_ANSWER[key[0]] & since]
            assert later.notes or not unexplained, (seed, days, unexplained)


def test_columns_agree_on_any_case(make: Make) -> None:
    pytest.importorskip("numpy")
    for seed, case, day in made(make):
        assert list(assess_many([case], day, engine="columns")) == [assess(case, day)], seed
