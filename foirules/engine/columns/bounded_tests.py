"""The columns back end on bounds: conditions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from attrs import define, field

from foirules.engine.columns.arrays import Array, encode
from foirules.engine.columns.conditions import RELATIONS, Conditions
from foirules.engine.columns.domains import Domain, Pairs, Slot
from foirules.engine.columns.halves import equal, halves, joined, swapped, unequal
from foirules.language.kleene import negated
from foirules.language.nodes import Aggregate, Attribute, ForAll, Member, Relation, State, Test
from foirules.language.walk import nodes


@define
class BoundedConditions(Conditions):
    """Writes tests of bounds: true in the first half where they must hold, in the second where they
    can."""

    _varying: dict[Any, bool] = field(factory=dict)

    def varies(self, tree: Any) -> bool:
        """Whether a tree reads a day of an event, or its place among others."""
        if tree not in self._varying:
            self._varying[tree] = any(map(self._reads_days, nodes(tree)))
        return self._varying[tree]

    def _reads_days(self, node: Any) -> bool:
        match node:
            case Attribute(row, name):
                fact = self.law.by_key.get((row.subject, name))
                return name in ("on", "seq") if fact is None else self.varies(fact.tree)
            case Aggregate(_, function):
                return function in ("first", "last")
        return False

    def _test(self, test: Test, domain: Domain) -> Slot:
        if not self.varies(test):
            return super()._test(test, domain)
        match test:
            case State(value, state, positive):
                number, same = encode(value.type, state), equal if positive else unequal
                return self._emit(lambda _, v: same(v, number), self.value(value, domain))
            case Relation():
                return self._relation(test, domain)
            case Member(value, codes, positive):
                return self._emit(_member(codes, positive), self.value(value, domain))
            case ForAll(source, inner):
                one = self._exists(source, negated(inner), domain)
                return self._emit(lambda _, o: ~swapped(o), one)
            case _:
                return super()._test(test, domain)

    def _relation(self, test: Relation, domain: Domain) -> Slot:
        op = test.op
        compare: Callable[..., Array] = RELATIONS[op]
        left, right = self.value(test.left, domain), self.value(test.right, domain)
        if op in ("==", "!="):
            compare = equal if op == "==" else unequal
        elif op in ("<", "<="):
            left = self._opposite(left)
        else:
            right = self._opposite(right)
        return self._emit(lambda _, a, b: compare(a, b), left, right)

    def _event(self, subject: str) -> Slot:
        """For each row of a subject the place of its event."""
        read = lambda block: block.tables[subject].event  # noqa: E731
        return self._shared(("event", subject), lambda: self._emit(read))

    def _opposite(self, slot: Slot) -> Slot:
        """Bounds for an operation that falls with them."""
        return self._shared(("opposite", slot), lambda: self._emit(lambda _, c: swapped(c), slot))

    def _kept(self, domain: Pairs) -> Slot:
        """The rows that can count: the same in both halves."""
        return self._emit(_can, super()._kept(domain))


def _can(_: Any, test: Array) -> Array:
    _least, greatest = halves(test)
    return joined(greatest, greatest)


def _member(codes: tuple[int, ...], positive: bool) -> Callable[..., Array]:
    listed = np.full(256, not positive)  # by the value and two more, since two are below zero
    listed[[code + 2 for code in codes]] = positive
    up_to = np.concatenate([[0], np.cumsum(listed)])

    def run(_: Any, value: Array) -> Array:
        least, greatest = (np.asarray(each, np.intp) + 2 for each in halves(value))
        many = up_to.take(greatest + 1) - up_to.take(least)
        return joined(many == greatest - least + 1, many > 0)

    return run
