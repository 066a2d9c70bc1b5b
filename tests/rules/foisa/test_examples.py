"""Each rule's own examples: one breaks it, one does so no more."""

from __future__ import annotations

import pytest

from foirules import Assessment, assess
from foirules.assessing.one_case import law_for
from foirules.cases.examples import example
from foirules.language.law import Rule
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies

REGIME = load_law()["foisa"]
RULES = [rule.declared for rule in law_for(load_policies()["foisa"]).rules]


def judged(lines: tuple[str, ...]) -> Assessment:
    case, as_of = example(lines, regime=REGIME)
    return assess(case, as_of)


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_what_is_said_to_break_a_rule_does(rule: Rule) -> None:
    assert rule.id in {finding.rule for finding in judged(rule.breaks).findings}


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_what_is_said_to_break_it_no_more_does_not(rule: Rule) -> None:
    found = judged(rule.keeps)
    assert rule.id not in {finding.rule for finding in found.findings}
    assert rule.id not in {open_duty.rule for open_duty in found.undecided}


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_the_two_examples_are_near_to_one_another(rule: Rule) -> None:
    """The second is on the other side of a border: at most two of its lines are others."""
    assert len(set(rule.keeps) - set(rule.breaks)) <= 2
    assert rule.breaks != rule.keeps
