"""Scenarios by the scalar back end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, ClassVar

from attrs import define, field

from foirules.engine.combining.scenario import Hit, Single
from foirules.engine.environment import Environment
from foirules.engine.outputs import Outputs
from foirules.engine.scalar.compiler import Scalar
from foirules.engine.scalar.varying import Exploration, Operand, Scenarios, Varying
from foirules.language.nodes import ABSENT


@define
class ScalarScenario(Single):
    """The evaluated rows of one way the days may have fallen, and what the law says of them."""

    root: Any
    outputs: Outputs
    scalar: Scalar
    environment: Environment
    sample: bool = False
    first: int = 0
    count: int = 1

    def rules(self) -> list[Hit]:
        return self.outputs.rules

    def clocks(self) -> list[Hit]:
        return self.outputs.clocks

    def actions(self) -> list[Hit]:
        return self.outputs.actions

    def evaluated(self, row: Any) -> Any:
        return row

    def rows(self, collection: str, row: Any) -> Sequence[Any]:
        found: Sequence[Any] = getattr(row, collection)
        return found

    def stages(self) -> list[tuple[str | None, int]]:
        schema = self.scalar.law.schema
        parts = getattr(self.root, schema.part.collection)
        return [(part.name, getattr(part, schema.roles.stage)) for part in parts]


@define(eq=False)
class ServedScenarios(ScalarScenario):
    """The scenarios that one run of the law serves; values of its rows may be :class:`Varying`.

    :param served: which of the scenarios of the exploration.
    :param run: judges one of them by itself.
    """

    varies: ClassVar[bool] = True
    exploration: Exploration = field(kw_only=True)
    served: Scenarios = field(kw_only=True)
    run: Callable[[int], ScalarScenario] = field(kw_only=True)
    _each: dict[tuple[int], Collection[int]] = field(init=False, factory=dict)
    _alone: dict[int, ScalarScenario] = field(init=False, factory=dict)

    def each(self, value: Operand) -> Collection[int]:
        if type(value) is not Varying:
            return (value,)
        known = self._each.get(value.key)
        if known is None:
            known = self._each[value.key] = value.within(self.served)
        return known

    def least(self, value: Operand) -> tuple[int, int] | None:
        numbers = ((self.exploration.at(value, way), way) for way in self._ways())
        known = min((each for each in numbers if each[0] > ABSENT), default=None)
        return None if known is None else (known[0], self.first + known[1])

    def single(self, hit: Hit, way: int | None = None) -> tuple[ScalarScenario, Hit]:
        place = next(self._ways()) if way is None else way - self.first
        alone = self._alone.get(place)
        if alone is None:
            alone = self._alone[place] = self.run(place)
        for hits, others in (
            (self.outputs.rules, alone.outputs.rules),
            (self.outputs.clocks, alone.outputs.clocks),
            (self.outputs.actions, alone.outputs.actions),
        ):
            for each, other in zip(hits, others, strict=True):
                if each is hit:
                    return alone, other
        raise ValueError("the hit is of another scenario")

    def union(self, ask: Callable[[], frozenset[str]]) -> frozenset[str]:
        answers = self.exploration.runs(lambda _: ask(), self.served)
        return frozenset[str]().union(*(answer for answer, _ in answers))

    def _ways(self) -> Iterator[int]:
        left = self.served
        while left:
            yield (left & -left).bit_length() - 1
            left &= left - 1
