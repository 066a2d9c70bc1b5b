"""Why a value is what it is.

The declared trees are walked; every value on the way is worked out by the scalar back end, so that
what is explained is what ran.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import define

from foirules.cases.assessment import Step
from foirules.engine.environment import Environment
from foirules.engine.named_rows import row_named, rows_of
from foirules.engine.scalar.compiler import Scalar
from foirules.engine.values_in_words import in_a_row, in_words
from foirules.language.nodes import (
    ABSENT,
    UNKNOWN,
    Aggregate,
    Attribute,
    Call,
    Choice,
    Parameter,
    Some,
    Value,
)
from foirules.language.parse import as_value
from foirules.language.types import DATE


@define
class Explainer:
    """Explains the values of rows that the scalar back end has evaluated."""

    scalar: Scalar
    root: Any
    as_of: int
    environment: Environment

    def value(self, node: Value, row: Any, element: Any = None) -> int:
        return self.scalar.value(node, row, self.root, self.as_of, self.environment, element)

    def derive(
        self, name: str, node: Value, row: Any, expression: str = "", cites: str = ""
    ) -> Step:
        """How the value of an expression about a row comes about, down to the events."""
        return Step(
            name,
            in_words(node.type, self.value(node, row)),
            expression,
            cites,
            tuple(self._steps(node, row, None, set())),
        )

    def _steps(self, node: Any, row: Any, element: Any, seen: set[Any]) -> Iterator[Step]:
        for read in self._reads(node, row, element):
            if isinstance(read, Step):
                yield read
                continue
            owner, attribute = read
            key = (id(owner), attribute.name)
            if key in seen:
                continue
            seen.add(key)
            fact = self.scalar.law.by_key.get((attribute.row.subject, attribute.name))
            shown = in_words(attribute.type, getattr(owner, attribute.name))
            if fact is None:
                yield Step(self._place(owner, attribute.name.replace("_", "-")), shown)
            else:
                d = fact.declared
                yield Step(
                    self._place(owner, d.name),
                    shown,
                    d.expression,
                    d.cites,
                    tuple(self._steps(fact.tree, owner, None, seen)),
                )

    def _reads(self, node: Any, row: Any, element: Any) -> Iterator[Any]:
        """The attributes a value really rests on: only the branch taken, only the rows chosen."""
        match node:
            case Attribute(owner):
                yield row_named(owner, row, element), node
            case Parameter():
                yield Step("as-of", in_words(DATE, self.as_of))
            case Choice(_, test, then, other):
                yield from self._reads(test, row, element)
                verdict = self.value(as_value(test), row, element)
                if verdict != UNKNOWN:
                    yield from self._reads(then if verdict else other, row, element)
            case Aggregate(_, _, source, value, condition):
                for each in rows_of(source, row):
                    if self.value(as_value(condition), row, each) != 0:
                        yield from self._reads(value, row, each)
                        yield from self._reads(condition, row, each)
            case Some(source, condition):
                for each in rows_of(source, row):
                    if self.value(as_value(condition), row, each) != 0:
                        yield from self._reads(condition, row, each)
            case Call(_, _, _, args):
                for arg in args:
                    yield from self._reads(arg, row, element)
                yield from self._looked_up(node, row, element)
            case _:
                for name in ("value", "left", "right", "arg", "truth"):
                    inner = getattr(node, name, None)
                    if inner is not None and not isinstance(inner, bool | int):
                        yield from self._reads(inner, row, element)
                for arg in getattr(node, "args", ()):
                    yield from self._reads(arg, row, element)

    def _looked_up(self, node: Call, row: Any, element: Any) -> Iterator[Step]:
        """What a call takes from the policy, and the days that its counting leaves out."""
        values = [self.value(arg, row, element) for arg in node.args]
        if min(values) <= ABSENT:
            return
        version = None
        if node.name and node.function != "listed":
            version = self.environment.version(node.name, values[-1])
        if version is not None:
            source = f"{version.kind}, from {in_words(DATE, version.start.toordinal())}"
            yield Step(f"policy: {node.name}", version.length, source, version.cites)
        if node.function in ("add_working_days", "deadline", "school_deadline"):
            if version is not None and version.unit != "working-days":
                return
            end = self.value(node, row, element)
            calendar = self.environment.calendar
            if node.function == "school_deadline":
                calendar = self.environment.counted(values[0], end)
            if end > ABSENT:
                left_out = calendar.holidays(values[0], end)
                dated = ((date.fromordinal(day), reason) for day, reason in left_out)
                for days, reason in in_a_row(dated):
                    yield Step(f"not counted: {days}", reason)

    @staticmethod
    def _place(owner: Any, name: str) -> str:
        if owner.source is None:
            return f"part {owner.name}: {name}" if owner.name else name
        part = f" on part {owner.part.name}" if owner.part is not None and owner.part.name else ""
        return f"{owner.source.event} {owner.source.id}{part}: {name}"
