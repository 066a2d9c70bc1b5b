"""Each rule's own examples, in each law that ships: one breaks it, one does so no more."""

from __future__ import annotations

import pytest

from foirules import Assessment, assess
from foirules.assessing.one_case import law_for
from foirules.cases.examples import example
from foirules.language.declarations import RuleDeclaration
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies

RULES = [
    (regime, rule.declared)
    for regime in load_law().values()
    for rule in law_for(load_policies()[regime.id]).rules
]
IDS = [f"{regime.id} {rule.id}" for regime, rule in RULES]


def judged(regime: Regime, lines: tuple[str, ...]) -> Assessment:
    case, as_of = example(lines, regime=regime)
    return assess(case, as_of)


@pytest.mark.parametrize(("regime", "rule"), RULES, ids=IDS)
def test_what_is_said_to_break_a_rule_does(regime: Regime, rule: RuleDeclaration) -> None:
    assert rule.id in {finding.rule for finding in judged(regime, rule.breaks).findings}


@pytest.mark.parametrize(("regime", "rule"), RULES, ids=IDS)
def test_what_is_said_to_break_it_no_more_does_not(regime: Regime, rule: RuleDeclaration) -> None:
    found = judged(regime, rule.keeps)
    assert rule.id not in {finding.rule for finding in found.findings}
    assert rule.id not in {open_duty.rule for open_duty in found.undecided}


@pytest.mark.parametrize(("regime", "rule"), RULES, ids=IDS)
def test_the_two_examples_are_near_to_one_another(regime: Regime, rule: RuleDeclaration) -> None:
    """The second is on the other side of a border: at most two of its lines are others."""
    assert len(set(rule.keeps) - set(rule.breaks)) <= 2
    assert rule.breaks != rule.keeps
