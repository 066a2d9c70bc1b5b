"""Which unrecorded fields leave a value open.

How the parts of an expression are looked at is the same for every case, so it is found once for a
law; every value on the way is worked out by the scalar back end, so that what is told is what ran.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from attrs import define, field

from foirules.engine.environment import Environment
from foirules.engine.named_rows import row_named, rows_of
from foirules.engine.scalar.compiler import Scalar
from foirules.language.law import MOST_LAWS
from foirules.language.nodes import (
    UNKNOWN,
    Aggregate,
    And,
    AsValue,
    Attribute,
    Call,
    Choice,
    Constant,
    Not,
    NotRecorded,
    Or,
    Some,
    Truth,
    Value,
)
from foirules.language.parse import as_value

Names = frozenset[str]
Ask = Callable[["LeftOpen", Any, Any], Names]
"""What leaves a node open, for a row and the element of the enclosing aggregate."""
_NOTHING: Final[Names] = frozenset()


@define
class LeftOpen:
    """What leaves the truths about rows open that the scalar back end has evaluated.

    :param varies: whether the values may be others the next time, as where one run serves many
        scenarios; else what leaves a fact open is worked out once.
    """

    scalar: Scalar
    root: Any
    as_of: int
    environment: Environment
    varies: bool = False
    _readings: Readings = field(init=False)
    _of_facts: dict[tuple[int, int], Names] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._readings = _readings(self.scalar)

    def missing(self, truth: Truth, row: Any) -> Names:
        """What leaves a truth open: unrecorded fields, by their names in a case file, and kinds of
        events that the source does not record, as ``event:extension-notice``."""
        if self.varies:
            self._of_facts.clear()
        return self.of(self._readings.of_truth(truth), row, None)

    def of(self, reading: Reading | None, row: Any, element: Any) -> Names:
        """What leaves a node open; nothing where its value is known."""
        if reading is None or self.value(reading, row, element) != UNKNOWN:
            return _NOTHING
        return reading.names(self, row, element)

    def value(self, reading: Reading, row: Any, element: Any) -> int:
        """The value of a node."""
        function = reading.function or reading.compiled()
        return function(row, self.root, self.as_of, self.environment, element)

    def of_fact(self, reading: Reading, row: Any) -> Names:
        """What leaves a fact of a row open, of which the value is unknown."""
        key = id(reading), id(row)
        found = self._of_facts.get(key)
        if found is None:
            found = self._of_facts[key] = reading.names(self, row, None)
        return found


@define(eq=False)
class Reading:
    """How it is found out what leaves a node open; what that takes is made when first needed."""

    readings: Readings
    node: Value
    function: Callable[..., int] | None = field(init=False, default=None)
    _names: Ask | None = field(init=False, default=None)

    def compiled(self) -> Callable[..., int]:
        """The function that works out the value."""
        self.function = self.readings.scalar.function(self.node)
        return self.function

    @property
    def names(self) -> Ask:
        """What leaves the node open, of which the value is unknown."""
        if self._names is None:
            self._names = self.readings.names(self.node)
        return self._names


@define(eq=False)
class Readings:
    """How the nodes of one law are read."""

    scalar: Scalar
    _made: dict[Value, Reading] = field(init=False, factory=dict)

    def of_truth(self, truth: Truth) -> Reading | None:
        """The reading of a truth; None if it is never unknown."""
        return None if isinstance(truth, Constant) else self.of_value(as_value(truth))

    def of_value(self, value: Value) -> Reading | None:
        """The reading of a value; None if it is never unknown."""
        return self._of(value) if value.unknown else None

    def _of(self, value: Value) -> Reading:
        made = self._made.get(value)
        if made is None:
            made = self._made[value] = Reading(self, value)
        return made

    def names(self, node: Value) -> Ask:
        """How what leaves a node open is asked for."""
        match node:
            case AsValue(truth):
                return self._of_truth(truth)
            case Attribute():
                return self._of_attribute(node)
            case Choice():
                return self._of_choice(node)
            case Aggregate():
                return self._of_aggregate(node)
            case Call(_, _, name, args):
                inner = self._together(self.of_value(arg) for arg in args)
                policy = frozenset({f"policy: {name or 'school'}"})
                return lambda of, row, element: inner(of, row, element) or policy
            case _:
                return self._together(map(self.of_value, _values_in(node)))

    def _of_truth(self, truth: Truth) -> Ask:
        match truth:
            case And(args) | Or(args):
                return self._together(map(self.of_truth, args))
            case Not(arg):
                return self._together([self.of_truth(arg)])
            case NotRecorded(sets):
                masks = [self._of(value) for value, _ in sets]
                return lambda of, row, element: frozenset(
                    truth.names(of.value(each, row, element) for each in masks)
                )
            case Some(source, condition):
                inner = self.of_truth(condition)
                return lambda of, row, _: _NOTHING.union(
                    *(of.of(inner, row, each) for each in rows_of(source, row))
                )
            case _:
                return self._together(map(self.of_value, _values_in(truth)))

    @staticmethod
    def _together(inner: Iterable[Reading | None]) -> Ask:
        """What leaves any of some nodes open."""
        may_be = [each for each in inner if each is not None]

        def names(of: LeftOpen, row: Any, element: Any) -> Names:
            found = _NOTHING
            for each in may_be:
                found |= of.of(each, row, element)
            return found

        return names

    def _of_attribute(self, node: Attribute) -> Ask:
        fact = self.scalar.law.by_key.get((node.row.subject, node.name))
        if fact is None:
            field = frozenset({node.name.replace("_", "-")})
            return lambda of, row, element: field
        reading = self._of(fact.tree)
        return lambda of, row, element: of.of_fact(reading, row_named(node.row, row, element))

    def _of_choice(self, node: Choice) -> Ask:
        test, then, other = (
            self._of(as_value(node.test)),
            *map(self.of_value, (node.then, node.other)),
        )

        def names(of: LeftOpen, row: Any, element: Any) -> Names:
            verdict = of.value(test, row, element)
            if verdict == UNKNOWN:
                return test.names(of, row, element)
            return of.of(then if verdict else other, row, element)

        return names

    def _of_aggregate(self, node: Aggregate) -> Ask:
        condition, value = self._of(as_value(node.condition)), self.of_value(node.value)

        def names(of: LeftOpen, row: Any, element: Any) -> Names:
            found = _NOTHING
            for each in rows_of(node.source, row):
                met = of.value(condition, row, each)
                if met == UNKNOWN:
                    found |= condition.names(of, row, each)
                elif met == 1:
                    found |= of.of(value, row, each)
            return found

        return names


@lru_cache(maxsize=MOST_LAWS)
def _readings(scalar: Scalar) -> Readings:
    return Readings(scalar)


def _values_in(node: Any) -> Iterator[Value]:
    """The values that a node is made of."""
    for name in ("value", "left", "right"):
        inner = getattr(node, name, None)
        if inner is not None and not isinstance(inner, bool | int):
            yield inner
    yield from getattr(node, "args", ())
