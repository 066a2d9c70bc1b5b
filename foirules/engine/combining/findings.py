"""A duty that some scenario shows broken -> the finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foirules.cases.assessment import Finding
from foirules.engine.combining.messages import message, names_in
from foirules.engine.combining.rule import earliest, least, union
from foirules.engine.combining.scenario import Hit, by_name, event_of, part_of
from foirules.engine.outputs import POSSIBLE
from foirules.language.law import ReadRule
from foirules.language.types import SetType


def finding(rule: ReadRule, certain: bool, hits: list[Hit]) -> Finding:
    """What the scenarios that show a duty broken say of it together.

    :param certain: whether it is broken in every scenario.
    """
    declared, row = rule.declared, hits[0][1]
    values = by_name(rule.values, [hit[3] for hit in hits])
    return Finding(
        declared.id,
        declared.kind,
        "established" if certain else "possible",
        part_of(row),
        event_of(row),
        earliest(values.get("date", ())),
        earliest(values.get("due", ())),
        least(values.get("working_days_late", ())),
        _exemptions(rule, values),
        declared.cites,
        _told(rule, certain, hits, values),
    )


def _exemptions(rule: ReadRule, values: Mapping[str, Sequence[int]]) -> tuple[str, ...]:
    """All that a finding is about in some scenario."""
    if "exemptions" not in values:
        return ()
    kind = rule.values["exemptions"].type
    assert isinstance(kind, SetType)
    return kind.names(union(values["exemptions"]))


def _told(
    rule: ReadRule, certain: bool, hits: list[Hit], values: Mapping[str, Sequence[int]]
) -> str:
    """What a finding says. One that is found on some days only says so, and of days that hang
    together it gives an example and not the ends of each range."""
    declared = rule.declared
    if all(hit[2] == POSSIBLE for hit in hits):
        return message(declared.possible_message, rule.values, values)
    if certain:
        return message(declared.message, rule.values, values)
    if sum(len(set(values[name])) > 1 for name in names_in(declared.message)) < 2:
        return "depending on the day: " + message(declared.message, rule.values, values)
    example = next(hit[3] for hit in hits if hit[2] != POSSIBLE)
    told = message(declared.message, rule.values, by_name(rule.values, [example]))
    return f"depending on the days, for example: {told}"
