"""What can be done next in some scenario -> the action."""

from __future__ import annotations

from foirules.cases.assessment import Action
from foirules.engine.combining.messages import message
from foirules.engine.combining.rule import earliest, latest
from foirules.engine.combining.scenario import Hits, by_name, part_of
from foirules.language.law import ReadAction


def action(read: ReadAction, regime: str, hits: Hits, as_of: int) -> Action:
    """What the scenarios that offer it, or else await it, say of it together."""
    declared = read.declared
    offered = [(scenario, hit) for scenario, hit in hits if hit[2]]
    hits = offered or hits
    values = by_name(read.values, hits)
    deadlines = values.get("deadline", ()) if offered else ()
    last = latest(deadlines)
    return Action(
        declared.actor,
        declared.name,
        regime,
        part_of(hits[0][1][1]),
        earliest(values["available_from"] if offered else values.get("opens", ())),
        earliest(deadlines),
        last,
        last is not None and last.toordinal() < as_of,
        declared.cites,
        message(declared.message if offered else declared.not_yet, read.values, values),
    )
