"""The columns back end: values."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from foirules.engine.columns.aggregates import Aggregates
from foirules.engine.columns.arrays import (
    Array,
    Mask,
    dtype_of,
    encode,
    spread,
    take,
    unknown,
    where,
)
from foirules.engine.columns.block import Block
from foirules.engine.columns.domains import Chosen, Domain, Slot
from foirules.engine.columns.operations import (
    Operand,
    as_number,
    as_type,
    earlier,
    known_rows,
    lacking,
    operands,
    three_valued,
    where_known,
)
from foirules.language.kleene import certainly, certainly_not, negated
from foirules.language.nodes import (
    UNKNOWN,
    Aggregate,
    Arithmetic,
    AsValue,
    Attribute,
    Call,
    Choice,
    Literal,
    Parameter,
    Pick,
    SetOp,
    Value,
)
from foirules.language.types import Type


class Values(Aggregates):
    """Writes values: a method for each kind of node, an operator in one place."""

    def fact(self, subject: str, name: str) -> Slot:
        """The column of a fact."""
        tree = self.law.by_key[subject, name].tree
        outer, self._label = self._label, f"{subject}.{name}"
        slot = self.value(tree, subject)
        self._label = outer
        return slot

    def value(self, node: Value, domain: Domain) -> Slot:
        if isinstance(domain, Chosen) and (known := self._slots.get((domain.subject, node))):
            return self._taken(known, domain.rows)
        return self._shared((domain, node), lambda: self._value(node, domain))

    def _value(self, node: Value, domain: Domain) -> Slot:
        match node:
            case Literal(kind, number):
                return self._number(kind, number)
            case Parameter():
                day = self._shared(("as_of",), lambda: self._emit(_as_of))
                return self._taken(day, self._case(domain))
            case Attribute(row, name):
                column = (
                    self.fact(row.subject, name)
                    if (row.subject, name) in self.law.by_key
                    else self._field(row.subject, name)
                )
                return self._taken(column, self._index(row, domain))
            case Arithmetic(kind, op, left, right):
                run = partial(_arithmetic, op, kind, operands((left, right)))
                return self._emit(run, self.value(left, domain), self.value(right, domain))
            case Call():
                return self._call(node, domain)
            case Choice():
                return self._choice(node, domain)
            case Pick(kind, op, args):
                return self._pick(kind, op, args, domain)
            case SetOp(_, op, left, right):
                return self._set_op(op, left, right, domain)
            case Aggregate():
                return self._aggregate(node, domain)
            case AsValue(truth):
                yes, no = certainly(truth), certainly_not(truth)
                if no == negated(yes):
                    return self._emit(as_number, self.test(yes, domain))
                return self._emit(three_valued, self.test(yes, domain), self.test(no, domain))
            case _:
                raise self._cannot(node)

    def _number(self, kind: Type, number: int) -> Slot:
        run = partial(_number, kind, number)
        return self._shared((dtype_of(kind), number), lambda: self._emit(run))

    def _field(self, subject: str, name: str) -> Slot:
        run = partial(_field, subject, name)
        return self._shared(("field", subject, name), lambda: self._emit(run))

    def _call(self, node: Call, domain: Domain) -> Slot:
        case, inputs = self._case(domain), self._arguments(node, domain)
        of_cases = () if case is None else (case,)
        run = partial(_called, node.function, node.name, node.type, operands(node.args))
        return self._emit(run, *inputs, *of_cases)

    def _arguments(self, node: Call, domain: Domain) -> list[Slot]:
        return [self.value(arg, domain) for arg in node.args]

    def _choice(self, node: Choice, domain: Domain) -> Slot:
        yes, no = certainly(node.test), certainly_not(node.test)
        then, other = self.value(node.then, domain), self.value(node.other, domain)
        if no == negated(yes):
            return self._emit(_chosen, self.test(yes, domain), then, other)
        tests = self.test(yes, domain), self.test(no, domain)
        return self._emit(partial(_chosen_if_known, node.type), *tests, then, other)

    def _pick(self, kind: Type, op: str, args: tuple[Value, ...], domain: Domain) -> Slot:
        run = partial(_picked, op, kind, operands(args))
        return self._emit(run, *(self.value(arg, domain) for arg in args))

    def _set_op(self, op: str, left: Value, right: Value, domain: Domain) -> Slot:
        run = partial(_of_sets, op, operands((left, right)))
        return self._emit(run, self.value(left, domain), self.value(right, domain))


def _as_of(block: Block) -> Any:
    return block.as_of


def _number(kind: Type, number: int, _: Block) -> Array:
    return encode(kind, number)


def _field(subject: str, name: str, block: Block) -> Array:
    return block.tables[subject].fields[name]


def _arithmetic(
    op: str, kind: Type, given: tuple[Operand, ...], _: Block, left: Array, right: Array
) -> Array:
    """Absent or unknown where one of the operands is."""
    operation = operator.add if op == "+" else operator.sub
    return where_known(kind, given, (left, right), operation(left, right))


def _called(
    function: str,
    name: str | None,
    kind: Type,
    given: tuple[Operand, ...],
    block: Block,
    *slots: Array,
) -> Array:
    """A function of the calendar or of the policy.

    :param name: of the period or list that it looks up.
    :param slots: its operands; then, where it is of rows of a case, the places of their cases.
    """
    args, cases = slots[: len(given)], slots[len(given) :]
    size = len(cases[0]) if cases else block.outside.size
    known = known_rows(given, args)
    rows = None if known is None else np.flatnonzero(spread(known, size))
    columns: Sequence[Array] = args
    if rows is not None and len(rows) < size:  # what is no day must not be looked up
        columns = [take(column, rows) for column in args]
    outside: Mask = np.zeros(size if rows is None else len(rows), bool)
    named = (name,) if name else ()
    values = getattr(block.functions, function)(*named, *columns, outside)
    if outside.any():
        where = np.flatnonzero(outside) if rows is None else rows[outside]
        block.outside[cases[0][where] if cases else where] = True
        values = np.where(outside, unknown(kind), values)
    if rows is None or len(rows) == size:
        return as_type(kind, spread(values, size))
    result = np.empty(size, dtype_of(kind))
    result[...] = lacking(kind, given, args)
    result[rows] = values
    return result


def _chosen(_: Block, yes: Mask, then: Array, other: Array) -> Array:
    return where(yes, then, other)


def _chosen_if_known(kind: Type, _: Block, yes: Mask, no: Mask, then: Array, other: Array) -> Array:
    open = dtype_of(kind).type(unknown(kind))
    return where(yes, then, where(no, other, open))


def _picked(
    op: str, kind: Type, given: tuple[Operand, ...], _: Block, first: Array, *rest: Array
) -> Array:
    """The latest or the earliest of some numbers."""
    better, picked = np.maximum if op == "latest" else earlier, first
    for column in rest:
        picked = better(picked, column)
    for operand, column in zip(given, (first, *rest), strict=True):
        if operand.unknown:
            picked = np.where(column == unknown(kind), unknown(kind), picked)
    return as_type(kind, picked)


def _of_sets(op: str, given: tuple[Operand, ...], _: Block, a: Array, b: Array) -> Array:
    # An absent set is empty; what is unknown has its own number in the end.
    left, right = given
    x = np.maximum(a, 0) if left.absent else a
    y = np.maximum(b, 0) if right.absent else b
    joined = x | y if op == "|" else x & y if op == "&" else x & ~y
    for operand, column in ((left, a), (right, b)):
        if operand.unknown and np.min(column, initial=0) == UNKNOWN:  # the least number
            joined = np.where(column == UNKNOWN, UNKNOWN, joined)
    return joined
