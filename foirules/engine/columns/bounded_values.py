"""The columns back end on bounds: values.

Truths may be open, and are no value between one another. Of all other values it is decided whether
there is one, and a name or a set is one and the same; where a test that is open would change that,
the case is marked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any, Final

import numpy as np
from attrs import define

from foirules.engine.columns.arrays import SMALL, Array, Mask, Places, unknown
from foirules.engine.columns.bounded_tests import BoundedConditions
from foirules.engine.columns.boxes import BoxBlock
from foirules.engine.columns.day_tables import in_force
from foirules.engine.columns.domains import Domain, Slot
from foirules.engine.columns.halves import halves, joined, open_rows
from foirules.engine.columns.operations import as_type, operands, where_known
from foirules.language.kleene import certainly, certainly_not, negated
from foirules.language.nodes import Arithmetic, AsValue, Call, Choice, Value
from foirules.language.types import BOOL

FALLS: Final = ("working_days_between", "working_days_inclusive", "school_days_inclusive")
"""Functions that fall with the first of their days and rise with the second."""
_SCHOOL: Final = {"school_deadline": ((0, 2), (0,)), "school_days_inclusive": ((0, 1), (0, 1))}
"""Functions that are known where some of their days, by place, are days of the school's calendar,
and not where some are not."""
_LOW: Final[Array] = np.array(np.iinfo(SMALL).min, SMALL)
_HIGH: Final[Array] = np.array(np.iinfo(SMALL).max, SMALL)


@define
class BoundedValues(BoundedConditions):
    """Writes bounds of values."""

    def _value(self, node: Value, domain: Domain) -> Slot:
        if not self.varies(node):
            return super()._value(node, domain)
        match node:
            case Arithmetic(kind, "-", left, right):
                of = operands((left, right))

                def minus(_: Any, a: Array, b: Array) -> Array:
                    return where_known(kind, of, (a, b), a - b)

                other = self._opposite(self.value(right, domain))
                return self._emit(minus, self.value(left, domain), other)
            case AsValue(truth) if certainly_not(truth) != negated(certainly(truth)):
                return self._emit(_truth, *self._tests(truth, domain))
            case _:
                return super()._value(node, domain)

    def _field(self, subject: str, name: str) -> Slot:
        if name != "seq":
            return super()._field(subject, name)
        read = lambda block: block.events.place.take(block.tables[subject].event)  # noqa: E731
        return self._shared(("field", subject, name), lambda: self._emit(read))

    def _tests(self, truth: Any, domain: Domain) -> tuple[Slot, Slot]:
        """That a truth is certain, and that it certainly is not."""
        return self.test(certainly(truth), domain), self.test(certainly_not(truth), domain)

    def _guarded(
        self, slot: Slot, domain: Domain, marks: Callable[[BoxBlock, Array], Mask]
    ) -> Slot:
        """The same column, if it marks nothing; the boxes of rows that it marks are undecided."""

        def run(block: BoxBlock, column: Array, *cases: Places) -> Array:
            block.mark(marks(block, column), *cases)
            return column

        return self._emit(run, slot, *self._cases(domain))

    def _cases(self, domain: Domain) -> tuple[Slot, ...]:
        case = self._case(domain)
        return () if case is None else (case,)

    def _decided(self, slot: Slot, domain: Domain) -> Slot:
        return self._guarded(slot, domain, lambda _, column: open_rows(column))

    def _arguments(self, node: Call, domain: Domain) -> list[Slot]:
        slots = super()._arguments(node, domain)
        if not self.varies(node.args):
            return slots
        if node.function in _SCHOOL:
            check = _in_school(*_SCHOOL[node.function], len(slots))
            slots[0] = self._emit(check, *slots, *self._cases(domain))
        if node.function in FALLS:
            return [self._opposite(slots[0]), *slots[1:]]
        if (name := node.name) is not None:

            def another_version(block: BoxBlock, on: Array) -> Mask:
                policy = block.functions.environment.policy
                versions = policy.periods.get(name, ()) or policy.sets.get(name, ())
                least, greatest = (in_force(versions, day) for day in halves(on))
                return np.asarray(least != greatest)

            slots[-1] = self._guarded(slots[-1], domain, another_version)
        return slots

    def _choice(self, node: Choice, domain: Domain) -> Slot:
        kind = node.type
        if not self.varies(node.test):
            return super()._choice(node, domain)
        slots = (
            *self._tests(node.test, domain),
            self.value(node.then, domain),
            self.value(node.other, domain),
        )
        certain = certainly_not(node.test) == negated(certainly(node.test))
        if kind is BOOL:
            return self._emit(lambda _, *columns: _either_truth(certain, *columns), *slots)

        def run(block: BoxBlock, yes: Array, no: Array, a: Array, b: Array, *cases: Any) -> Array:
            (a_least, a_greatest), (b_least, b_greatest) = halves(a), halves(b)
            one = (a_least == a_greatest) & (b_least == b_greatest) & (a_least == b_least)
            block.mark(open_rows(yes, no) & ~(one & certain), *cases)
            return as_type(kind, np.where(yes, a, np.where(no, b, unknown(kind))))

        return self._emit(run, *slots, *self._cases(domain))


def _in_school(
    inside: tuple[int, ...], outside: tuple[int, ...], size: int
) -> Callable[..., Array]:
    """The first of ``size`` columns; marks where it is open whether a function is known.

    :param inside: the days that, in the calendar, make it known.
    :param outside: the days that, one of them out of the calendar, make it unknown.
    """

    def run(block: BoxBlock, *columns: Any) -> Array:
        school, args = block.functions.environment.school, columns[:size]
        if school is not None:
            marks = open_rows(*args)
            known, unknown = [marks], []
            for place, (least, greatest) in enumerate(map(halves, args)):
                if place in inside:
                    known += [least >= school.first, greatest <= school.last]
                if place in outside:
                    unknown += [greatest < school.first, least > school.last]
            block.mark(marks & ~reduce(and_, known) & ~reduce(or_, unknown), *columns[size:])
        return np.asarray(columns[0])

    return run


def _truth(_: Any, yes: Array, no: Array) -> Array:
    """A truth that may be unknown, of the tests that it holds and that it does not."""
    return _either_truth(False, yes, no, *np.array([1, 0], SMALL))


def _either_truth(certain: bool, yes: Array, no: Array, a: Array, b: Array) -> Array:
    """The one of two truths that tests choose; unknown where neither does.

    :param certain: one of the tests holds in each row.
    """
    (yes_must, yes_can), (no_must, no_can) = halves(yes), halves(no)
    neither = np.asarray(False) if certain else ~(yes_must | no_must)
    nothing: Array = np.array(unknown(BOOL), SMALL)
    choices = [(yes_can, *halves(a)), (no_can, *halves(b)), (neither, nothing, nothing)]
    least, greatest = _HIGH, _LOW
    for can, low, high in choices:
        least = np.minimum(least, np.where(can, low, _HIGH))
        greatest = np.maximum(greatest, np.where(can, high, _LOW))
    return joined(least, greatest)
