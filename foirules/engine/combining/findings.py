"""A duty that some scenario shows broken -> the finding."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from foirules.cases.assessment import Finding
from foirules.engine.combining.messages import message, names_in
from foirules.engine.combining.rule import earliest, least, union
from foirules.engine.combining.scenario import Hit, Hits, by_name, event_of, part_of
from foirules.engine.outputs import POSSIBLE
from foirules.language.law import DOUBTED, Law, ReadRule
from foirules.language.types import SetType


def finding(law: Law, index: int, regime: str, certain: bool, hits: Hits) -> Finding:
    """What the scenarios that show a duty broken say of it together.

    :param regime: the law that is judged by.
    :param certain: whether it is broken in every scenario.
    """
    rule, row = law.rules[index], hits[0][1][1]
    declared = rule.declared
    values = by_name(rule.values, hits)
    return Finding(
        declared.id,
        regime,
        declared.kind,
        "established" if certain else "possible",
        part_of(row),
        event_of(row),
        earliest(values.get("date", ())),
        earliest(values.get("due", ())),
        least(values.get("working_days_late", ())),
        _exemptions(rule, values),
        declared.cites,
        _told(rule, certain, hits, values, law.schema.roles.doubt_says),
    )


def is_doubted(rule: ReadRule, hit: Hit) -> bool:
    """Whether a scenario shows a duty broken, if it is this law that governs the case."""
    return DOUBTED in rule.values and hit[3][list(rule.values).index(DOUBTED)] == 1


def _exemptions(rule: ReadRule, values: Mapping[str, Collection[int]]) -> tuple[str, ...]:
    """All that a finding is about in some scenario."""
    if "exemptions" not in values:
        return ()
    kind = rule.values["exemptions"].type
    assert isinstance(kind, SetType)
    return kind.names(union(values["exemptions"]))


def _told(
    rule: ReadRule,
    certain: bool,
    hits: Hits,
    values: Mapping[str, Collection[int]],
    doubt: str,
) -> str:
    """What a finding says. One that is found on some days only says so, and of days that hang
    together it gives an example and not the ends of each range."""
    declared = rule.declared
    doubted = [(s, hit) for s, hit in hits if hit[2] == POSSIBLE and is_doubted(rule, hit)]
    if doubted:
        values = by_name(rule.values, doubted)
        return f"{message(declared.message, rule.values, values)}, {doubt}"
    if all(hit[2] == POSSIBLE for _, hit in hits):
        return message(declared.possible_message, rule.values, values)
    if certain:
        return message(declared.message, rule.values, values)
    if sum(len(set(values[name])) > 1 for name in names_in(declared.message)) < 2:
        return "depending on the day: " + message(declared.message, rule.values, values)
    example = next(scenario.single(hit) for scenario, hit in hits if hit[2] != POSSIBLE)
    told = message(declared.message, rule.values, by_name(rule.values, [example]))
    return f"depending on the days, for example: {told}"
