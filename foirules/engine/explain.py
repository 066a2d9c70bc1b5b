"""Why a value is what it is, and which unrecorded fields leave one open.

Both walk the declared trees; every value on the way is worked out by the scalar back end, so that
what is explained is what ran.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final

from attrs import define, field

from foirules.cases.assessment import Step
from foirules.engine.environment import Environment
from foirules.engine.scalar.compiler import Scalar
from foirules.engine.values_in_words import in_a_row, in_words
from foirules.language.nodes import (
    ABSENT,
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
    Parameter,
    Row,
    Self,
    Some,
    Source,
    Truth,
    Up,
    Value,
    Var,
)
from foirules.language.parse import as_value
from foirules.language.types import DATE

_NOTHING: Final[frozenset[str]] = frozenset()


@define
class Explainer:
    """Explains the values of rows that the scalar back end has evaluated.

    :param varies: whether the values may be others the next time, as where one run serves many
        scenarios; else what leaves them open is worked out once.
    """

    scalar: Scalar
    root: Any
    as_of: int
    environment: Environment
    varies: bool = False
    _open: dict[tuple[int, int, int], frozenset[str]] = field(init=False, factory=dict)

    def value(self, node: Value, row: Any, element: Any = None) -> int:
        return self.scalar.value(node, row, self.root, self.as_of, self.environment, element)

    # --- what is missing ----------------------------------------------------------------------

    def missing(self, truth: Truth, row: Any) -> frozenset[str]:
        """What leaves a truth open: unrecorded fields, by their names in a case file, and kinds of
        events that the source does not record, as ``event:extension-notice``."""
        if self.varies:
            self._open.clear()
        return self._open_truth(truth, row, None)

    def _open_truth(self, truth: Truth, row: Any, element: Any) -> frozenset[str]:
        if isinstance(truth, Constant):
            return _NOTHING
        return self._once(self._read_truth, truth, as_value(truth), row, element)

    def _open_value(self, node: Value, row: Any, element: Any) -> frozenset[str]:
        return self._once(self._read_value, node, node, row, element)

    def _once(
        self,
        read: Callable[[Any, Any, Any], Iterable[str]],
        node: Truth | Value,
        value: Value,
        row: Any,
        element: Any,
    ) -> frozenset[str]:
        """What leaves a node open; nothing where its value is known."""
        key = (id(node), id(row), id(element))
        found = self._open.get(key)
        if found is None:
            is_open = self._is_open(value, row, element)
            found = self._open[key] = frozenset(read(node, row, element)) if is_open else _NOTHING
        return found

    def _read_truth(self, truth: Truth, row: Any, element: Any) -> Iterator[str]:
        match truth:
            case And(args) | Or(args):
                for arg in args:
                    yield from self._open_truth(arg, row, element)
            case Not(arg):
                yield from self._open_truth(arg, row, element)
            case NotRecorded(sets):
                yield from truth.names(self.value(value, row, element) for value, _ in sets)
            case Some(source, condition):
                for each in self._elements(source, row):
                    yield from self._open_truth(condition, row, each)
            case _:
                for name in ("value", "left", "right"):
                    if (inner := getattr(truth, name, None)) is not None:
                        yield from self._open_value(inner, row, element)

    def _read_value(self, node: Value, row: Any, element: Any) -> Iterator[str]:
        match node:
            case Attribute(owner, name):
                fact = self.scalar.law.by_key.get((owner.subject, name))
                if fact is None:
                    yield name.replace("_", "-")
                else:
                    yield from self._open_value(fact.tree, self._row(owner, row, element), None)
            case Choice(_, test, then, other):
                if self._is_open(as_value(test), row, element):
                    yield from self._open_truth(test, row, element)
                else:
                    chosen = then if self.value(as_value(test), row, element) else other
                    yield from self._open_value(chosen, row, element)
            case Aggregate(_, _, source, value, condition):
                for each in self._elements(source, row):
                    yield from self._open_truth(condition, row, each)
                    if self.value(as_value(condition), row, each) == 1:
                        yield from self._open_value(value, row, each)
            case AsValue(truth):
                yield from self._open_truth(truth, row, element)
            case Call(_, _, name, args):
                inner = [n for arg in args for n in self._open_value(arg, row, element)]
                yield from inner or [f"policy: {name or 'school'}"]
            case _:
                for inner_node in (getattr(node, "left", None), getattr(node, "right", None)):
                    if inner_node is not None:
                        yield from self._open_value(inner_node, row, element)
                for arg in getattr(node, "args", ()):
                    yield from self._open_value(arg, row, element)

    def _is_open(self, node: Value, row: Any, element: Any) -> bool:
        return node.unknown and self.value(node, row, element) == UNKNOWN

    # --- derivations --------------------------------------------------------------------------

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
                yield self._row(owner, row, element), node
            case Parameter():
                yield Step("as-of", in_words(DATE, self.as_of))
            case Choice(_, test, then, other):
                yield from self._reads(test, row, element)
                verdict = self.value(as_value(test), row, element)
                if verdict != UNKNOWN:
                    yield from self._reads(then if verdict else other, row, element)
            case Aggregate(_, _, source, value, condition):
                for each in self._elements(source, row):
                    if self.value(as_value(condition), row, each) != 0:
                        yield from self._reads(value, row, each)
                        yield from self._reads(condition, row, each)
            case Some(source, condition):
                for each in self._elements(source, row):
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

    # --- rows ---------------------------------------------------------------------------------

    def _row(self, row: Row, self_row: Any, element: Any) -> Any:
        match row:
            case Self():
                return self_row
            case Var():
                return element
            case Up(subject, below):
                return getattr(self._row(below, self_row, element), subject)

    def _elements(self, source: Source, row: Any) -> list[Any]:
        found: list[Any] = getattr(self._row(source.owner, row, None), source.collection)
        return found
