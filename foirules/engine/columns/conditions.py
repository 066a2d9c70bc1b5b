"""The columns back end: conditions."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Final

import numpy as np

from foirules.engine.columns.arrays import Array, absent, encode
from foirules.engine.columns.domains import Domain, Slot
from foirules.engine.columns.operations import all_of, any_of
from foirules.engine.columns.values import Values
from foirules.language.kleene import negated
from foirules.language.nodes import (
    Bits,
    Constant,
    Either,
    Every,
    Exists,
    ForAll,
    Known,
    Member,
    Relation,
    State,
    Test,
)

RELATIONS: Final = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


class Conditions(Values):
    """Writes tests: an operator in one place."""

    def test(self, test: Test, domain: Domain) -> Slot:
        test = self._no_rows.test(test)
        return self._shared((domain, test), lambda: self._test(test, domain))

    def _test(self, test: Test, domain: Domain) -> Slot:
        match test:
            case Constant(value):
                constant = np.asarray(value)
                return self._emit(lambda _: constant)
            case Known(value):
                low = absent(value.type)
                return self._emit(lambda _, v: v > low, self.value(value, domain))
            case State(value, state, positive):
                number, same = encode(value.type, state), RELATIONS["==" if positive else "!="]
                return self._emit(lambda _, v: same(v, number), self.value(value, domain))
            case Relation(op, left, right):
                compare = RELATIONS[op]
                slots = self.value(left, domain), self.value(right, domain)
                return self._emit(lambda _, a, b: compare(a, b), *slots)
            case Member(value, codes, positive):
                return self._emit(_member(codes, positive), self.value(value, domain))
            case Bits(value, mask, positive):
                some = RELATIONS["!=" if positive else "=="]
                return self._emit(lambda _, v: some(v & mask, 0), self.value(value, domain))
            case Every(args):
                return self._emit(all_of, *(self.test(arg, domain) for arg in args))
            case Either(args):
                return self._emit(any_of, *(self.test(arg, domain) for arg in args))
            case Exists(source, inner):
                return self._exists(source, inner, domain)
            case ForAll(source, inner):
                one = self._exists(source, negated(inner), domain)
                return self._emit(lambda _, o: ~o, one)
            case _:
                raise self._cannot(test)


def _member(codes: tuple[int, ...], positive: bool) -> Callable[..., Array]:
    # To compare bytes with each of a few is quicker than to look each up.
    same, together = (operator.eq, any_of) if positive else (operator.ne, all_of)
    return lambda _, v: together(_, *(same(v, code) for code in codes))
