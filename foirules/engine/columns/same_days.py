"""The columns back end on bounds: values that are the day, or the place, of one event.

The bounds of two values do not say how they stand to one another where both are the day of the same
event. So there is a column of the event that each value is the day of: its place in a half of the
log, -1 where it is none's.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from attrs import define, field

from foirules.engine.columns.arrays import Array, Mask, Places, absent, spread
from foirules.engine.columns.bounded_aggregates import WORST, BoundedAggregates
from foirules.engine.columns.boxes import BoxBlock
from foirules.engine.columns.conditions import RELATIONS
from foirules.engine.columns.domains import Domain, Slot
from foirules.engine.columns.halves import halves, joined
from foirules.language.kleene import certainly_not, negated
from foirules.language.nodes import Aggregate, Attribute, Choice, Relation, Value

_SIGNS: Final = {"earliest": 1, "latest": -1}
_NONE: Final[Array] = np.array(-1)


@define
class SameDays(BoundedAggregates):
    """Writes relations, and of the values in them the events that they are the days of."""

    _of_event: dict[Value, bool] = field(factory=dict)

    def _relation(self, test: Relation, domain: Domain) -> Slot:
        bounds = super()._relation(test, domain)
        if not (self._can_be_of_event(test.left) and self._can_be_of_event(test.right)):
            return bounds
        alike, nothing = RELATIONS[test.op](0, 0), absent(test.left.type)

        def run(_: Any, bounds: Array, a: Places, b: Places, left: Array, right: Array) -> Array:
            known = (left > nothing) & (right > nothing)
            return np.where((a == b) & (a >= 0) & known, alike, bounds)

        sides = test.left, test.right
        events = (self.event_of(side, domain) for side in sides)
        return self._emit(run, bounds, *events, *(self.value(side, domain) for side in sides))

    def _can_be_of_event(self, node: Value) -> bool:
        if node not in self._of_event:
            self._of_event[node] = self._find_if_of_event(node)
        return self._of_event[node]

    def _find_if_of_event(self, node: Value) -> bool:
        match node:
            case Attribute(row, name):
                fact = self.law.by_key.get((row.subject, name))
                return name in ("on", "seq") if fact is None else self._can_be_of_event(fact.tree)
            case Aggregate(_, "first" | "last" | "earliest" | "latest", _, value):
                return self._can_be_of_event(value)
            case Choice(_, _, then, other):
                return self._can_be_of_event(then) or self._can_be_of_event(other)
        return False

    def event_of(self, node: Value, domain: Domain) -> Slot:
        """Of each row the event that a value is the day of."""
        return self._shared(("event of", domain, node), lambda: self._find_event(node, domain))

    def _find_event(self, node: Value, domain: Domain) -> Slot:
        if not self._can_be_of_event(node):
            return self._emit(lambda _: _NONE)
        match node:
            case Attribute(row, name):
                fact = self.law.by_key.get((row.subject, name))
                column = (
                    self._in_half(row.subject)
                    if fact is None
                    else self.event_of(fact.tree, row.subject)
                )
                return self._taken(column, self._index(row, domain))
            case Choice(_, test, then, other):
                slots = self._tests(test, domain)
                return self._emit(
                    _chosen, *slots, self.event_of(then, domain), self.event_of(other, domain)
                )
            case Aggregate():
                return self._event_of_rows(node, domain)
        raise self._cannot(node)

    def _in_half(self, subject: str) -> Slot:
        """For each row of a subject the place of its event in a half of the log."""
        run = lambda block, event: event % block.events.many  # noqa: E731
        return self._shared(("in half", subject), lambda: self._emit(run, self._event(subject)))

    def _event_of_rows(self, node: Aggregate, domain: Domain) -> Slot:
        possible = negated(certainly_not(node.condition))
        grouping = self._grouping(node.source, (node.value, node.condition), possible, domain)
        value, test = grouping.move((node.value, possible))
        function, kind = node.function, node.type

        def run(block: BoxBlock, parent: Places, v: Array, can: Mask, event: Places) -> Array:
            half, size = len(parent) // 2, block.tables[grouping.subject].size // 2
            found = np.full(size, _NONE)
            v, can, event = (spread(each, 2 * half) for each in (v, can, event))
            rows = np.flatnonzero(halves(can)[1])
            if function in _SIGNS:
                rows = rows[v[rows] > absent(kind)]
                ends = [_SIGNS[function] * each[rows].astype(np.int64) for each in halves(v)]
                _only_best(found, parent[rows], event[rows], *ends[:: _SIGNS[function]])
            else:
                rows = rows if function == "last" else rows[::-1]
                found[parent[rows]] = event[rows]
            return joined(found, found)

        domain_of = grouping.domain
        slots = (
            self.value(value, domain_of),
            self.test(test, domain_of),
            self.event_of(value, domain_of),
        )
        return self._taken(self._emit(run, grouping.parent, *slots), grouping.index)


def _chosen(_: Any, yes: Mask, no: Mask, a: Places, b: Places) -> Array:
    yes_must, no_must = joined(*2 * halves(yes)[:1]), joined(*2 * halves(no)[:1])
    return np.where(yes_must, a, np.where(no_must, b, _NONE))


def _only_best(found: Places, parent: Places, event: Places, least: Array, greatest: Array) -> None:
    """Sets of each parent the event whose day is the least, if no other can be earlier."""
    best = np.full(len(found), WORST)
    np.minimum.at(best, parent, greatest)
    rows = np.flatnonzero((least < best[parent]) | (greatest == best[parent]))
    parent, event = parent[rows], event[rows]
    low, high = np.full(len(found), WORST), np.full(len(found), _NONE)
    np.minimum.at(low, parent, event)
    np.maximum.at(high, parent, event)
    found[...] = np.where(low == high, low, _NONE)
