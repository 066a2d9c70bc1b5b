"""The columns back end: what is known of trees where some subjects have no rows.

The few cases of a short log make rows of few subjects. An aggregate over any other has one value
for all rows, and most of what is asked of it need not be written.
"""

from __future__ import annotations

from typing import Any, Final

from attrs import define, field

from foirules.language.kleene import FALSE, TRUE, certainly, certainly_not, either, every
from foirules.language.law import Law
from foirules.language.nodes import (
    ABSENT,
    Aggregate,
    Arithmetic,
    AsValue,
    Attribute,
    Bits,
    Call,
    Choice,
    Constant,
    Either,
    Every,
    Exists,
    ForAll,
    Known,
    Literal,
    Member,
    Pick,
    State,
    Test,
    Value,
)

_COUNTED: Final = ("union", "total", "count")
_NOT_ASKED: Final[Any] = object()


@define(eq=False, repr=False)
class NoRows:
    """What trees come to.

    :param subjects: by their names, those without rows.
    """

    law: Law
    subjects: frozenset[str]
    _tests: dict[Test, Test] = field(init=False, factory=dict)
    _values: dict[Value, int | None] = field(init=False, factory=dict)

    def test(self, test: Test) -> Test:
        """A test that holds for the same rows, shorter where that can be."""
        if not self.subjects:
            return test
        known = self._tests.get(test)
        if known is None:
            known = self._tests[test] = self._test(test)
        return known

    def number(self, value: Value) -> int | None:
        """What a value is for every row, as a number of the language; None if not known."""
        if not self.subjects:
            return None
        known: int | None = self._values.get(value, _NOT_ASKED)
        if known is _NOT_ASKED:
            known = self._values[value] = self._number(value)
        return known

    def _test(self, test: Test) -> Test:
        match test:
            case Every(args):
                return every(map(self.test, args))
            case Either(args):
                return either(map(self.test, args))
            case Exists(source, inner):
                none = source.var.subject in self.subjects or self.test(inner) == FALSE
                return FALSE if none else test
            case ForAll(source, inner):
                none = source.var.subject in self.subjects or self.test(inner) == TRUE
                return TRUE if none else test
            case Known(value):
                return FALSE if self.number(value) == ABSENT else test
            case State(value, state, positive):
                number = self.number(value)
                return test if number is None else Constant((number == state) is positive)
            case Member(value, codes, positive):
                number = self.number(value)
                return test if number is None else Constant((number in codes) is positive)
            case Bits(value, mask, positive):
                number = self.number(value)
                if number is None or number < 0:
                    return test
                return Constant(bool(number & mask) is positive)
            case _:
                return test

    def _number(self, value: Value) -> int | None:
        match value:
            case Attribute(row, name) if (row.subject, name) in self.law.by_key:
                return self.number(self.law.by_key[row.subject, name].tree)
            case Aggregate(_, function, source, _, condition):
                none = source.var.subject in self.subjects
                if not none and self.test(certainly_not(condition)) != TRUE:
                    return None
                return 0 if function in _COUNTED else ABSENT
            case Arithmetic(_, _, left, right):
                return self._strict((left, right))
            case Call(args=args):
                return self._strict(args)
            case Choice(_, test, then, other):
                if self.test(certainly(test)) == TRUE:
                    return self.number(then)
                return self.number(other) if self.test(certainly_not(test)) == TRUE else None
            case Pick(_, _, args):
                return ABSENT if all(self.number(arg) == ABSENT for arg in args) else None
            case AsValue(truth):
                if self.test(certainly(truth)) == TRUE:
                    return 1
                return 0 if self.test(certainly_not(truth)) == TRUE else None
            case Literal(_, number):
                return number
            case _:
                return None

    def _strict(self, args: tuple[Value, ...]) -> int | None:
        """What is absent where one of its operands is and none can be unknown."""
        if any(arg.unknown for arg in args):
            return None
        return ABSENT if any(self.number(arg) == ABSENT for arg in args) else None
