"""The columns back end: conditions."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import numpy as np

from foirules.engine.columns.arrays import Array, Mask, absent, encode
from foirules.engine.columns.block import Block
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
from foirules.language.types import Type

RELATIONS: Final[dict[str, Callable[..., Any]]] = {
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
        return self._shared((domain, test), lambda: self._test(test, domain))

    def _test(self, test: Test, domain: Domain) -> Slot:
        match test:
            case Constant(value):
                return self._emit(partial(_constant, value))
            case Known(value):
                return self._emit(partial(_known, value.type), self.value(value, domain))
            case State(value, state, positive):
                run = partial(_is_state, value.type, state, positive)
                return self._emit(run, self.value(value, domain))
            case Relation(op, left, right):
                slots = self.value(left, domain), self.value(right, domain)
                return self._emit(partial(related, op), *slots)
            case Member(value, codes, positive):
                return self._emit(partial(_member, codes, positive), self.value(value, domain))
            case Bits(value, mask, positive):
                return self._emit(partial(_bits, mask, positive), self.value(value, domain))
            case Every(args):
                return self._emit(all_of, *(self.test(arg, domain) for arg in args))
            case Either(args):
                return self._emit(any_of, *(self.test(arg, domain) for arg in args))
            case Exists(source, inner):
                return self._exists(source, inner, domain)
            case ForAll(source, inner):
                one = self._exists(source, negated(inner), domain)
                return self._emit(_not, one)
            case _:
                raise self._cannot(test)


def _constant(value: bool, _: Block) -> Mask:
    return np.asarray(value)


def _known(kind: Type, _: Block, value: Array) -> Mask:
    return np.asarray(value > absent(kind))


def _is_state(kind: Type, state: int, positive: bool, _: Block, value: Array) -> Mask:
    return _relation("==" if positive else "!=", value, encode(kind, state))


def related(op: str, _: Block, left: Array, right: Array) -> Mask:
    """Where ``left op right``."""
    return _relation(op, left, right)


def _relation(op: str, left: Array, right: Any) -> Mask:
    found: Mask = RELATIONS[op](left, right)
    return found


def _member(codes: tuple[int, ...], positive: bool, _: Block, value: Array) -> Mask:
    # To compare bytes with each of a few is quicker than to look each up.
    same, together = (operator.eq, any_of) if positive else (operator.ne, all_of)
    return together(_, *(same(value, code) for code in codes))


def _bits(mask: int, positive: bool, _: Block, value: Array) -> Mask:
    return _relation("!=" if positive else "==", value & mask, 0)


def _not(_: Block, test: Mask) -> Mask:
    return ~test
