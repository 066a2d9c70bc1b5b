"""A scenario by the columns back end: a row of a judged block for the case itself.

What the law says is read from the block. What no column holds, such as a derivation, is worked out
by the scalar back end when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from attrs import define, field

from foirules.cases.assessment import EventRef
from foirules.cases.case import Case, Event
from foirules.engine.columns.judged_block import JudgedBlock, Said
from foirules.engine.combining.scenario import Hit, Single
from foirules.engine.environment import Environment
from foirules.engine.scalar.compiler import Scalar


@define(eq=False)
class ColumnRow:
    """What a row of a judged block is about."""

    subject: str
    number: int
    source: Event | None = None
    part: ColumnRow | None = None
    name: str | None = None
    ref: EventRef | None = None


@define(slots=False, eq=False)
class ColumnScenario(Single):
    """One way the days of a case may have fallen.

    :param number: its place in the block.
    :param evaluate: gives the row of the case by the scalar back end.
    """

    of: JudgedBlock
    number: int
    case: Case
    scalar: Scalar
    environment: Environment
    evaluate: Callable[[], Any]
    sample: bool = False
    count: int = 1
    _made: dict[tuple[str, int], ColumnRow] = field(init=False, factory=dict)

    def rules(self) -> list[Hit]:
        return self._with_states(self.of.rules.of(self.number))

    def clocks(self) -> list[Hit]:
        said = self.of.clocks.of(self.number)
        return [(place, self._row(s, row), values) for place, s, row, _, values in said]

    def actions(self) -> list[Hit]:
        return self._with_states(self.of.actions.of(self.number))

    def _with_states(self, said: list[Said]) -> list[Hit]:
        return [(place, self._row(s, row), state, values) for place, s, row, state, values in said]

    @cached_property
    def root(self) -> Any:
        return self.evaluate()

    def evaluated(self, row: ColumnRow) -> Any:
        schema = self.of.law.schema
        if row.subject == schema.root.name:
            return self.root
        rows = getattr(self.root, schema.by_name[row.subject].collection)
        return rows[row.number - self.of.first_row(row.subject, self.number)]

    def rows(self, collection: str, row: ColumnRow) -> Sequence[Any]:
        subject = self.of.collections[collection]
        if self.of.first_row(subject, self.number) == self.of.first_row(subject, self.number + 1):
            return ()
        found: Sequence[Any] = getattr(self.evaluated(row), collection)
        return found

    def stages(self) -> list[tuple[str | None, int]]:
        names = self.case.parts or (None,)
        first = self.of.first_row(self.of.law.schema.part.name, self.number)
        return list(zip(names, self.of.stages[first : first + len(names)], strict=True))

    def _row(self, subject: str, number: int) -> ColumnRow:
        """What a row of the block is about, made once."""
        key = (subject, number)
        if key not in self._made:
            self._made[key] = self._about(subject, number)
        return self._made[key]

    def _about(self, subject: str, number: int) -> ColumnRow:
        of_parts = self.of.law.schema.part.name
        if subject == of_parts:
            first = self.of.first_row(of_parts, self.number)
            name = self.case.parts[number - first] if self.case.parts else None
            return ColumnRow(subject, number, name=name)
        event, parts = self.of.places(subject)
        source = part = None
        if event is not None:
            source = self.case.events[event[number] - self.of.first_events[self.number]]
        if parts is not None and parts[number] >= 0:
            part = self._row(of_parts, parts[number])
        return ColumnRow(subject, number, source, part)
