"""The columns back end on bounds: which days a value rises and falls with.

The bounds of a value are what it is on some days only where it does not rise with a day and fall
with it too. So there is a column of bits for the events, in the first half for those whose days it
rises with, in the second for those whose days it falls with.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, Final

import numpy as np
from attrs import define

from foirules.engine.columns.arrays import SET, Array, Mask, Places
from foirules.engine.columns.bounded_values import FALLS
from foirules.engine.columns.boxes import BoxBlock
from foirules.engine.columns.domains import Domain, Slot
from foirules.engine.columns.halves import halves, open_rows, swapped
from foirules.engine.columns.same_days import SameDays
from foirules.language.kleene import certainly_not, negated
from foirules.language.nodes import (
    Aggregate,
    Arithmetic,
    Attribute,
    Call,
    Choice,
    Pick,
    Relation,
    Value,
)

_NO_DAY: Final[Array] = np.array(0, SET)
_EVERY: Final[Array] = np.array(-1, SET)


@define
class Influence(SameDays):
    """Writes the bits of values."""

    def _relation(self, test: Relation, domain: Domain) -> Slot:
        """Keeps the days that leave it open too."""
        bounds = super()._relation(test, domain)

        def run(block: BoxBlock, column: Array, left: Array, right: Array, *cases: Any) -> Array:
            (rises, falls), (rises_too, falls_too) = halves(left), halves(right)
            bits = rises | falls | rises_too | falls_too
            block.leave_open(open_rows(column), bits, *cases)
            return column

        sides = (self.influence(side, domain) for side in (test.left, test.right))
        return self._emit(run, bounds, *sides, *self._cases(domain))

    def influence(self, node: Value, domain: Domain) -> Slot:
        """The days that a value rises and falls with."""
        return self._shared(("influence", domain, node), lambda: self._influence(node, domain))

    def _influence(self, node: Value, domain: Domain) -> Slot:
        if not self.varies(node):
            return self._emit(lambda _: _NO_DAY)
        match node:
            case Attribute(row, name):
                fact = self.law.by_key.get((row.subject, name))
                column = (
                    self._moved_by(row.subject, name)
                    if fact is None
                    else self.influence(fact.tree, row.subject)
                )
                return self._taken(column, self._index(row, domain))
            case Arithmetic(_, op, left, right):
                other = self.influence(right, domain)
                other = self._opposite(other) if op == "-" else other
                return self._together(self.influence(left, domain), other)
            case Call(_, function, _, args):
                of_args = [self.influence(arg, domain) for arg in args]
                if function in FALLS:
                    of_args[0] = self._opposite(of_args[0])
                return self._together(*of_args)
            case Pick(_, _, args):
                return self._together(*(self.influence(arg, domain) for arg in args))
            case Choice(_, test, then, other):
                slots = self._tests(test, domain)
                of = self.influence(then, domain), self.influence(other, domain)
                run = lambda _, y, n, a, b: np.where(y, a, np.where(n, b, 0))  # noqa: E731
                return self._emit(run, *slots, *of)
            case Aggregate():
                return self._moved_by_rows(node, domain)
            case _:
                return self._emit(lambda _: _EVERY)

    def _moved_by(self, subject: str, name: str) -> Slot:
        read = lambda block: block.events.moved.take(block.tables[subject].event)  # noqa: E731
        day = self._shared(("moved", subject), lambda: self._emit(read))
        if name == "on":
            return day
        return self._emit(lambda _, bits: bits | swapped(bits), day)

    def _together(self, *slots: Slot) -> Slot:
        return self._emit(lambda _, *columns: reduce(or_, columns), *slots)

    def _moved_by_rows(self, node: Aggregate, domain: Domain) -> Slot:
        possible = negated(certainly_not(node.condition))
        grouping = self._grouping(node.source, (node.value, node.condition), possible, domain)
        value, test = grouping.move((node.value, possible))

        def run(block: BoxBlock, parent: Places, bits: Array, can: Mask) -> Array:
            counted = np.where(can, bits, _NO_DAY)
            return by_parent(counted, parent, block.tables[grouping.subject].size)

        slots = self.influence(value, grouping.domain), self.test(test, grouping.domain)
        return self._taken(self._emit(run, grouping.parent, *slots), grouping.index)


def by_parent(bits: Array, parent: Places, size: int) -> Array:
    """The bits of all rows of each of so many parents."""
    found = np.zeros(size, SET)
    if np.ndim(bits):
        rows = np.flatnonzero(bits)
        np.bitwise_or.at(found, parent[rows], bits[rows])
    return found
