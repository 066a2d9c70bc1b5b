"""How each due day and each finding comes about, in one scenario that shows it."""

from __future__ import annotations

from operator import itemgetter

from attrs import evolve

from foirules.cases.assessment import Derivation
from foirules.engine.combining.findings import doubted, unsure
from foirules.engine.combining.scenario import Hits, Scenario, event_of, part_of
from foirules.engine.explain import Explainer
from foirules.engine.outputs import POSSIBLE
from foirules.language.law import ReadClock
from foirules.language.parse import as_value


def explainer(scenario: Scenario, as_of: int) -> Explainer:
    """What explains the values of a scenario."""
    return Explainer(scenario.scalar, scenario.root, as_of, scenario.environment)


def of_clock(clock: ReadClock, hits: Hits, as_of: int) -> Derivation | None:
    """How the earliest due day of a clock comes about; None where no scenario knows one."""
    place = list(clock.values).index("due")
    known = [
        (known, scenario, hit)
        for scenario, hit in hits
        if (known := scenario.least(hit[2][place])) is not None
    ]
    if not known:
        return None
    (_, way), scenario, hit = min(known, key=itemgetter(0))
    scenario, (_, row, _) = scenario.single(hit, way)
    declared = clock.declared
    step = explainer(scenario, as_of).derive(
        "due", clock.values["due"], scenario.evaluated(row), declared.due, declared.cites
    )
    return Derivation("clock", declared.name, part_of(row), None, step)


def of_finding(broken: Hits, as_of: int) -> Derivation:
    """How a finding comes about, established if a scenario shows it so.

    :param broken: the scenarios that show the duty broken.
    """
    found, hit = min(broken, key=lambda pair: pair[1][2])
    scenario, hit = found.single(hit)
    index, row, status, _ = hit
    rule = scenario.scalar.law.rules[index]
    declared = rule.declared
    said, truth, text, cites = "broken", rule.when, declared.when, declared.cites
    if doubted(rule, [(scenario, hit)]):
        cites = f"{cites}; possible only, {scenario.scalar.law.schema.roles.doubt_says}"
    elif unsure(rule, [(scenario, hit)]):
        cites = f"{cites}; possible only, by what is not recorded"
    elif status == POSSIBLE:
        said, truth, text = "possibly broken", rule.possible_when, declared.possible_when
        if declared.cites_if_possible:
            cites = f"{cites}; possible only, by {declared.cites_if_possible}"
    explain, evaluated = explainer(scenario, as_of), scenario.evaluated(row)
    step = explain.derive(said, as_value(truth), evaluated, text, cites)
    if "due" in rule.values and declared.due:
        due = explain.derive("due", rule.values["due"], evaluated, declared.due)
        step = evolve(step, steps=(*step.steps, due))
    return Derivation("finding", declared.id, part_of(row), event_of(row), step)
