"""What the columns back end says of a block, case by case: scenarios as the combiner takes them.

Nothing is made of a case before it is looked at. What no column holds, such as a derivation, is
worked out by the scalar back end then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any

import numpy as np
from attrs import define, field

from foirules.cases.assessment import EventRef
from foirules.cases.case import Case, Event
from foirules.engine.columns.arrays import Array, decode
from foirules.engine.columns.block import Block
from foirules.engine.columns.compiler import BlockOutputs, Hits
from foirules.engine.environment import Environment
from foirules.engine.outputs import Outputs
from foirules.engine.scalar.compiler import Scalar
from foirules.language.law import Law


@define(slots=False, eq=False)
class JudgedBlock:
    """A judged block, its hits in the order of its scenarios.

    :param first_event: for each scenario the place in the log of its first event.
    """

    law: Law
    block: Block
    judged: BlockOutputs
    first_event: Array
    _first_rows: dict[str, list[int]] = field(init=False, factory=dict)

    @cached_property
    def rules(self) -> ByScenario:
        judged, rules = self.judged, self.law.rules
        return self._by_scenario([*judged.findings, *judged.duties], rules)

    @cached_property
    def clocks(self) -> ByScenario:
        return self._by_scenario(self.judged.clocks, self.law.clocks)

    @cached_property
    def actions(self) -> ByScenario:
        return self._by_scenario(self.judged.actions, self.law.actions)

    def _by_scenario(self, hits: list[Hits], declared: Sequence[Any]) -> ByScenario:
        values: list[list[tuple[int, ...]]] = []
        for number, hit in enumerate(hits):
            kinds = [node.type for node in declared[number % len(declared)].values.values()]
            columns = [decode(k, column) for k, column in zip(kinds, hit.values, strict=False)]
            values.append(list(zip(*columns, strict=True)) if columns else [()] * len(hit.rows))
        root = self.law.schema.root.name
        cases = [h.rows if h.subject == root else self.scenario_of(h.subject)[h.rows] for h in hits]
        size = self.block.tables[root].size
        return ByScenario(hits, len(declared), values, np.concatenate(cases), size)

    def scenario_of(self, subject: str) -> Array:
        """For each row of a subject the place of its scenario."""
        return self.block.tables[subject].parents[self.law.schema.root.name]

    def first_row(self, subject: str, scenario: int) -> int:
        """The place of a scenario's first row of a subject; one before, the last has ended."""
        if subject not in self._first_rows:
            every = np.arange(self.block.tables[self.law.schema.root.name].size + 1)
            self._first_rows[subject] = np.searchsorted(self.scenario_of(subject), every).tolist()
        return self._first_rows[subject][scenario]

    @cached_property
    def collections(self) -> dict[str, str]:
        """The subject of the rows of each collection."""
        return {s.collection: s.name for s in self.law.schema.subjects}


@define(eq=False)
class ByScenario:
    """Hits of every declaration, to be had scenario by scenario, in the order of law and rows."""

    hits: list[Hits]
    declarations: int  # duties follow the findings of all rules
    values: list[list[tuple[int, ...]]]
    cases: Array
    size: int
    _declared: list[int] = field(init=False)
    _places: list[int] = field(init=False)
    _starts: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        lengths = [len(hit.rows) for hit in self.hits]
        order = np.argsort(self.cases, kind="stable")
        self._declared = np.repeat(np.arange(len(lengths)), lengths)[order].tolist()
        places = np.concatenate([np.arange(length) for length in lengths])
        self._places = places[order].tolist()
        self._starts = np.searchsorted(self.cases[order], np.arange(self.size + 1)).tolist()

    def of(self, scenario: int) -> list[tuple[int, str, int, int, tuple[int, ...]]]:
        """(declaration, subject, row, state, values) of a scenario."""
        found = []
        for place in range(self._starts[scenario], self._starts[scenario + 1]):
            declared, at = self._declared[place], self._places[place]
            hit = self.hits[declared]
            row, state = int(hit.rows[at]), int(hit.state[at])
            number = declared % self.declarations
            found.append((number, hit.subject, row, state, self.values[declared][at]))
        return sorted(found, key=itemgetter(0, 2))


@define(slots=False, eq=False)
class ColumnScenario:
    """One way the days of a case may have fallen, as a row of a judged block.

    :param way: the days; ``evaluate`` gives the row of the case by the scalar back end for them.
    """

    of: JudgedBlock
    number: int
    case: Case
    scalar: Scalar
    environment: Environment
    way: Any
    evaluate: Callable[[Any], Any]
    sample: bool = False

    @cached_property
    def root(self) -> Any:
        return self.evaluate(self.way)

    @cached_property
    def outputs(self) -> Outputs:
        made: dict[tuple[str, int], ColumnRow] = {}

        def row(subject: str, number: int) -> ColumnRow:
            key = (subject, number)
            if key not in made:
                made[key] = self._row(subject, number)
            return made[key]

        of, number = self.of, self.number
        return Outputs(
            [(d, row(s, r), state, values) for d, s, r, state, values in of.rules.of(number)],
            [(d, row(s, r), values) for d, s, r, _, values in of.clocks.of(number)],
            [(d, row(s, r), state, values) for d, s, r, state, values in of.actions.of(number)],
        )

    def rows(self, collection: str, row: Any) -> Sequence[Any]:
        subject = self.of.collections[collection]
        if self.of.first_row(subject, self.number) == self.of.first_row(subject, self.number + 1):
            return ()
        found: Sequence[Any] = getattr(row, collection)
        return found

    def stages(self) -> list[tuple[str | None, int]]:
        names = self.case.parts or (None,)
        schema = self.of.law.schema
        first = self.of.first_row(schema.part.name, self.number)
        kind = self.of.law.by_key[schema.part.name, schema.roles.stage].tree.type
        stages = decode(kind, self.of.judged.stage[first : first + len(names)])
        return list(zip(names, stages, strict=True))

    def _row(self, subject: str, number: int) -> ColumnRow:
        table = self.of.block.tables[subject]
        source, part, name = None, None, None
        if table.event is not None:
            source = self.case.events[int(table.event[number] - self.of.first_event[self.number])]
        of_parts = self.of.law.schema.part.name
        parts = table.parents.get(of_parts, ())
        place = number if subject == of_parts else int(parts[number]) if len(parts) else -1
        if place >= 0:
            first = self.of.first_row(of_parts, self.number)
            name = self.case.parts[place - first] if self.case.parts else None
            if subject != of_parts:
                part, name = ColumnRow(self, of_parts, place, name=name), None
        return ColumnRow(self, subject, number, source, part, name)


@define(slots=False, eq=False)
class ColumnRow:
    """A row of a judged block: what it is about. The scalar back end works out all else of it."""

    scenario: ColumnScenario
    subject: str
    number: int
    source: Event | None = None
    part: Any = None
    name: str | None = None
    ref: EventRef | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.evaluated, name)

    @cached_property
    def evaluated(self) -> Any:
        scenario, schema = self.scenario, self.scenario.of.law.schema
        if self.subject == schema.root.name:
            return scenario.root
        first = scenario.of.first_row(self.subject, scenario.number)
        rows = getattr(scenario.root, schema.by_name[self.subject].collection)
        return rows[self.number - first]
