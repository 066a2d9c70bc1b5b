"""A duty that some scenario shows broken -> the finding."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from foirules.cases.assessment import Finding
from foirules.engine.combining.messages import message, names_in
from foirules.engine.combining.rule import earliest, least, union
from foirules.engine.combining.scenario import Hits, by_name, event_of, part_of
from foirules.engine.outputs import POSSIBLE
from foirules.language.law import AS_RECORDED, DOUBTED, Law, ReadRule
from foirules.language.types import SetType

NOT_RECORDED: Final = "possible only, as this is not recorded: {names}"


def finding(
    law: Law,
    index: int,
    regime: str,
    certain: bool,
    hits: Hits,
    missing: Sequence[str] = (),
) -> Finding:
    """What the scenarios that show a duty broken say of it together.

    :param regime: the law that is judged by.
    :param certain: whether it is broken in every scenario.
    :param missing: what its source does not record, and would settle whether it is.
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
        _told(rule, certain, hits, values, law.schema.roles.doubt_says, missing),
    )


def doubted(rule: ReadRule, hits: Hits) -> Hits:
    """The scenarios that show a duty broken, if it is this law that governs the case."""
    return _possible_as(rule, DOUBTED, hits)


def unsure(rule: ReadRule, hits: Hits) -> Hits:
    """The scenarios that show a duty broken, if there is nothing that is not recorded."""
    return _possible_as(rule, AS_RECORDED, hits)


def _possible_as(rule: ReadRule, name: str, hits: Hits) -> Hits:
    if name not in rule.values:
        return []
    place = list(rule.values).index(name)
    return [(s, hit) for s, hit in hits if hit[2] == POSSIBLE and hit[3][place] == 1]


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
    missing: Sequence[str],
) -> str:
    """What a finding says. One that is found on some days only says so, and of days that hang
    together it gives an example and not the ends of each range."""
    declared = rule.declared
    if of_doubt := doubted(rule, hits):
        values = by_name(rule.values, of_doubt)
        return f"{message(declared.message, rule.values, values)}, {doubt}"
    if not_sure := unsure(rule, hits):
        told = message(declared.message, rule.values, by_name(rule.values, not_sure))
        return f"{told}; {NOT_RECORDED.format(names=', '.join(missing))}"
    if all(hit[2] == POSSIBLE for _, hit in hits):
        return message(declared.possible_message, rule.values, values)
    if certain:
        return message(declared.message, rule.values, values)
    if sum(len(set(values[name])) > 1 for name in names_in(declared.message)) < 2:
        return "depending on the day: " + message(declared.message, rule.values, values)
    example = next(scenario.single(hit) for scenario, hit in hits if hit[2] != POSSIBLE)
    told = message(declared.message, rule.values, by_name(rule.values, [example]))
    return f"depending on the days, for example: {told}"
