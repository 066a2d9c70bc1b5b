"""The durable-rules back end: conditions."""

from __future__ import annotations

from typing import Any, Final

from attrs import define, field

from foirules.language.nodes import (
    ABSENT,
    UNKNOWN,
    Attribute,
    Either,
    Every,
    Known,
    Literal,
    Member,
    Parameter,
    Relation,
    State,
    Test,
    Value,
)

MOST_EXPRESSIONS: Final = 30  # of one condition; the engine refuses more than 32
# The engine reads numbers of this size exactly; the two that are no value are far below any.
SENTINELS: Final = {UNKNOWN: -1_000_000_002, ABSENT: -1_000_000_001}
_OPS: Final = {"<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte", "!=": "$neq"}


@define
class Translator:
    """Tests -> durable-rules' conditions over attributes of one flat fact."""

    values: dict[Value, str] = field(factory=dict)
    lifted: dict[Test, str] = field(factory=dict)
    _large: set[Test] = field(factory=set)

    def rule(self, test: Test) -> dict[str, Any]:
        """A condition that the engine takes: where it is too large its largest parts are lifted."""
        while self._expressions(test) > MOST_EXPRESSIONS:
            part = test
            while isinstance(part, Every | Either) and any(map(self._joins, part.args)):
                part = max(part.args, key=self._expressions)
            self._large.add(part)
        return self.condition(test)

    def _joins(self, test: Test) -> bool:
        return isinstance(test, Every | Either) and test not in self._large

    def _expressions(self, test: Test) -> int:
        """How many of the engine's expressions a condition takes: a joint takes two."""
        if test in self._large:
            return 1
        if isinstance(test, Every | Either):
            return 2 + sum(self._expressions(arg) for arg in test.args)
        if isinstance(test, Member) and len(test.codes) > 1 and simple(test.value):
            return 2 + len(test.codes)
        return 1

    def condition(self, test: Test) -> dict[str, Any]:
        if test in self._large:
            return self._lift(test)
        match test:
            case Every(args):
                return {"$and": [self.condition(arg) for arg in args]}
            case Either(args):
                return {"$or": [self.condition(arg) for arg in args]}
            case Known(value) if simple(value):
                return {"$gt": {self._name(value): SENTINELS[ABSENT]}}
            case State(value, state, positive) if simple(value):
                return self._equal(value, SENTINELS[state], positive)
            case Member(value, codes, positive) if simple(value):
                each = [self._equal(value, code, positive) for code in codes]
                return each[0] if len(each) == 1 else {"$or" if positive else "$and": each}
            case Relation(op, left, right) if simple(left) and simple(right):
                other = right.value if isinstance(right, Literal) else {"$m": self._name(right)}
                if op == "==":
                    return {self._name(left): other}
                return {_OPS[op]: {self._name(left): other}}
            case _:
                return self._lift(test)

    def _lift(self, test: Test) -> dict[str, Any]:
        return {self.lifted.setdefault(test, f"k{len(self.lifted)}"): 1}

    def _equal(self, value: Value, number: int, positive: bool) -> dict[str, Any]:
        name = self._name(value)
        return {name: number} if positive else {"$neq": {name: number}}

    def _name(self, value: Value) -> str:
        return self.values.setdefault(value, f"v{len(self.values)}")


def simple(value: Value) -> bool:
    """Whether a value can be an attribute of the flat fact, or a number in a condition."""
    return isinstance(value, Attribute | Parameter | Literal)
