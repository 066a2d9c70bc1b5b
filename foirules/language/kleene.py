"""Kleene's three values, lowered once: each truth becomes two plain tests.

``certainly(t)`` holds where ``t`` is true whatever the record leaves out, ``certainly_not(t)``
where it is false whatever the record leaves out; where neither holds, ``t`` is unknown. Both are in
negation normal form.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import lru_cache
from operator import is_

from foirules.language.nodes import (
    ABSENT,
    UNKNOWN,
    And,
    Bits,
    Compare,
    Constant,
    Either,
    Every,
    Exists,
    ForAll,
    Holds,
    IsTrue,
    Known,
    Member,
    Not,
    NotRecorded,
    OneOf,
    Or,
    Relation,
    Some,
    State,
    StateIs,
    Test,
    Truth,
    Value,
)

TRUE, FALSE = Constant(True), Constant(False)
_NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def certainly(truth: Truth) -> Test:
    """The test that ``truth`` is true, whatever is unrecorded."""
    return _lower(truth, True)


def certainly_not(truth: Truth) -> Test:
    """The test that ``truth`` is false, whatever is unrecorded."""
    return _lower(truth, False)


@lru_cache(maxsize=1 << 14)
def _lower(truth: Truth, wanted: bool) -> Test:
    match truth:
        case Constant(value):
            return Constant(value is wanted)
        case Not(arg):
            return _lower(arg, not wanted)
        case And(args):
            return (every if wanted else either)(_lower(arg, wanted) for arg in args)
        case Or(args):
            return (either if wanted else every)(_lower(arg, wanted) for arg in args)
        case Some(source, condition):
            test = _lower(condition, wanted)
            return Exists(source, test) if wanted else ForAll(source, test)
        case StateIs(value, state):
            return _state(value, state, wanted)
        case Compare(op, left, right):
            holds = _related(op if wanted else _NEGATED[op], left, right)
            return holds if wanted else either((*_absent(left), *_absent(right), holds))
        case OneOf(value, codes):
            if wanted:
                return Member(value, codes, True)
            return either((*_absent(value), every((*_known(value), Member(value, codes, False)))))
        case Holds(value, mask):
            known = every((*_known(value), Bits(value, mask, wanted)))
            return known if wanted else either((*_absent(value), known))
        case NotRecorded(sets):
            if wanted:
                return Constant(False)
            return every(Bits(value, mask, False) for value, mask in sets)
        case IsTrue(value):
            if wanted:
                return Member(value, (1,), True)
            return either((*_absent(value), Member(value, (0,), True)))


def _related(op: str, left: Value, right: Value) -> Test:
    """Both are known and stand so. What is no value is below every value: the greater side of a
    strict or loose order, and one side of an equality, need not be asked."""
    asked = {"<": (left,), "<=": (left,), ">": (right,), ">=": (right,), "==": (left,)}
    guards = (guard for value in asked.get(op, (left, right)) for guard in _known(value))
    return every((*guards, Relation(op, left, right)))


def _state(value: Value, state: str, wanted: bool) -> Test:
    if state == "unrecorded":
        return State(value, UNKNOWN, wanted) if value.unknown else Constant(not wanted)
    if (state == "absent") is wanted:
        return either(_absent(value))
    return Known(value) if value.absent or value.unknown else Constant(True)


def _known(value: Value) -> tuple[Test, ...]:
    return (Known(value),) if value.absent or value.unknown else ()


def _absent(value: Value) -> tuple[Test, ...]:
    return (State(value, ABSENT, True),) if value.absent else ()


def every(tests: Iterable[Test]) -> Test:
    """All of them, flattened; true where there is none."""
    return _joined(tests, Every, TRUE)


def either(tests: Iterable[Test]) -> Test:
    """Any of them, flattened; false where there is none."""
    return _joined(tests, Either, FALSE)


def _joined(tests: Iterable[Test], join: type[Every] | type[Either], neutral: Constant) -> Test:
    kept: dict[Test, None] = {}  # in their order
    for test in tests:
        if type(test) is Constant:
            if test.value is not neutral.value:
                return test
        elif type(test) is join:
            kept.update(dict.fromkeys(test.args))
        else:
            kept[test] = None
    if not kept:
        return neutral
    return next(iter(kept)) if len(kept) == 1 else join(tuple(kept))


@lru_cache(maxsize=1 << 14)
def negated(test: Test) -> Test:
    """The test that holds exactly where ``test`` does not."""
    match test:
        case Constant(value):
            return Constant(not value)
        case Every(args):
            return either(negated(arg) for arg in args)
        case Either(args):
            return every(negated(arg) for arg in args)
        case Exists(source, inner):
            return ForAll(source, negated(inner))
        case ForAll(source, inner):
            return Exists(source, negated(inner))
        case State(value, state, positive):
            return State(value, state, not positive)
        case Known(value):
            return either(
                State(value, state, True)
                for state, possible in ((ABSENT, value.absent), (UNKNOWN, value.unknown))
                if possible
            )
        case Relation(op, left, right):
            return Relation(_NEGATED[op], left, right)
        case Member(value, codes, positive):
            return Member(value, codes, not positive)
        case Bits(value, mask, positive):
            return Bits(value, mask, not positive)


@lru_cache(maxsize=1 << 12)
def conjuncts(test: Test) -> frozenset[Test]:
    """What holds where ``test`` does."""
    match test:
        case Every(args):
            return frozenset[Test]().union(*(conjuncts(arg) for arg in args))
        case Member(value, _, True):
            return frozenset((test, Known(value)))
        case _:
            return frozenset((test,))


def given(test: Test, holding: Container[Test]) -> Test:
    """The test, where others are known to hold."""
    if test in holding:
        return TRUE
    match test:
        case Every(args) | Either(args):
            left = [given(arg, holding) for arg in args]
            if all(map(is_, left, args)):
                return test
            return every(left) if type(test) is Every else either(left)
        case State(value, _, positive) if Known(value) in holding:
            return FALSE if positive else TRUE
        case Known(value) if any(State(value, s, True) in holding for s in (ABSENT, UNKNOWN)):
            return FALSE
        case _:
            return FALSE if negated(test) in holding else test
