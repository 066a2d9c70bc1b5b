"""The columns back end: values."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence

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
    as_number,
    as_type,
    earlier,
    known_rows,
    lacking,
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
        number = self._no_rows.number(node)
        if number is not None:
            return self._number(node.type, number)
        if isinstance(domain, Chosen) and (known := self._slots.get((domain.subject, node))):
            return self._taken(known, domain.rows)
        return self._shared((domain, node), lambda: self._value(node, domain))

    def _value(self, node: Value, domain: Domain) -> Slot:
        match node:
            case Literal(kind, number):
                return self._number(kind, number)
            case Parameter():
                day = self._shared(("as_of",), lambda: self._emit(lambda block: block.as_of))
                return self._taken(day, self._case(domain))
            case Attribute(row, name):
                column = (
                    self.fact(row.subject, name)
                    if (row.subject, name) in self.law.by_key
                    else self._field(row.subject, name)
                )
                return self._taken(column, self._index(row, domain))
            case Arithmetic(kind, op, left, right):
                operation = operator.add if op == "+" else operator.sub
                return self._strict(kind, operation, (left, right), domain)
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
        constant = encode(kind, number)
        return self._shared((constant.dtype, number), lambda: self._emit(lambda _: constant))

    def _field(self, subject: str, name: str) -> Slot:
        read = lambda block: block.tables[subject].fields[name]  # noqa: E731
        return self._shared(("field", subject, name), lambda: self._emit(read))

    def _strict(
        self, kind: Type, operation: Callable[..., Array], args: tuple[Value, ...], domain: Domain
    ) -> Slot:
        """An operation that is absent or unknown where one of its operands is."""

        def run(_: Block, *columns: Array) -> Array:
            return where_known(kind, args, columns, operation(*columns))

        return self._emit(run, *(self.value(arg, domain) for arg in args))

    def _call(self, node: Call, domain: Domain) -> Slot:
        kind, named = node.type, (node.name,) if node.name else ()
        case = self._case(domain)

        def run(block: Block, *slots: Array) -> Array:
            args = slots[: len(node.args)]
            size = block.outside.size if case is None else len(slots[-1])
            known = known_rows(node.args, args)
            rows = None if known is None else np.flatnonzero(spread(known, size))
            columns: Sequence[Array] = args
            if rows is not None and len(rows) < size:  # what is no day must not be looked up
                columns = [take(column, rows) for column in args]
            outside: Mask = np.zeros(size if rows is None else len(rows), bool)
            values = getattr(block.functions, node.function)(*named, *columns, outside)
            if outside.any():
                where = np.flatnonzero(outside) if rows is None else rows[outside]
                block.outside[where if case is None else slots[-1][where]] = True
                values = np.where(outside, unknown(kind), values)
            if rows is None or len(rows) == size:
                return as_type(kind, spread(values, size))
            result = np.empty(size, dtype_of(kind))
            result[...] = lacking(kind, node.args, args)
            result[rows] = values
            return result

        inputs = self._arguments(node, domain)
        return self._emit(run, *inputs, *(() if case is None else (case,)))

    def _arguments(self, node: Call, domain: Domain) -> list[Slot]:
        return [self.value(arg, domain) for arg in node.args]

    def _choice(self, node: Choice, domain: Domain) -> Slot:
        kind = node.type
        yes, no = certainly(node.test), certainly_not(node.test)
        then, other = self.value(node.then, domain), self.value(node.other, domain)
        if no == negated(yes):

            def run(_: Block, y: Mask, a: Array, b: Array) -> Array:
                return where(y, a, b)

            return self._emit(run, self.test(yes, domain), then, other)
        open = dtype_of(kind).type(unknown(kind))

        def run_unsure(_: Block, y: Mask, n: Mask, a: Array, b: Array) -> Array:
            return where(y, a, where(n, b, open))

        return self._emit(
            run_unsure,
            self.test(yes, domain),
            self.test(no, domain),
            then,
            other,
        )

    def _pick(self, kind: Type, op: str, args: tuple[Value, ...], domain: Domain) -> Slot:
        better = np.maximum if op == "latest" else earlier

        def run(_: Block, *columns: Array) -> Array:
            picked = columns[0]
            for column in columns[1:]:
                picked = better(picked, column)
            for arg, column in zip(args, columns, strict=True):
                if arg.unknown:
                    picked = np.where(column == unknown(kind), unknown(kind), picked)
            return as_type(kind, picked)

        return self._emit(run, *(self.value(arg, domain) for arg in args))

    def _set_op(self, op: str, left: Value, right: Value, domain: Domain) -> Slot:
        def run(_: Block, a: Array, b: Array) -> Array:
            # An absent set is empty; what is unknown has its own number in the end.
            x = np.maximum(a, 0) if left.absent else a
            y = np.maximum(b, 0) if right.absent else b
            joined = x | y if op == "|" else x & y if op == "&" else x & ~y
            for value, column in ((left, a), (right, b)):
                if value.unknown and np.min(column, initial=0) == UNKNOWN:  # the least number
                    joined = np.where(column == UNKNOWN, UNKNOWN, joined)
            return joined

        return self._emit(run, self.value(left, domain), self.value(right, domain))
