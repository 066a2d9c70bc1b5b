"""What the columns back end says of a block, to be had scenario by scenario."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import repeat
from typing import Any

import numpy as np
from attrs import define, field

from foirules.engine.columns.arrays import Array, decode
from foirules.engine.columns.block import Block
from foirules.engine.columns.compiler import BlockOutputs, Hits
from foirules.language.law import Law

Said = tuple[int, str, int, int, tuple[int, ...]]
"""(index in the law, subject, row of the block, state, values)."""


@define(slots=False, eq=False)
class JudgedBlock:
    """A judged block, its hits in the order of its scenarios.

    :param first_event: for each scenario the place in the log of its first event.
    :param duties: whether to give duties that are met or undecided among the rules.
    """

    law: Law
    block: Block
    judged: BlockOutputs
    first_event: Array
    duties: bool
    _first_rows: dict[str, list[int]] = field(init=False, factory=dict)
    _places: dict[str, tuple[list[int] | None, list[int] | None]] = field(init=False, factory=dict)

    @cached_property
    def rules(self) -> ByScenario:
        hits = [*self.judged.findings, *(self.judged.duties if self.duties else ())]
        return self._by_scenario(hits, self.law.rules)

    @cached_property
    def clocks(self) -> ByScenario:
        return self._by_scenario(self.judged.clocks, self.law.clocks)

    @cached_property
    def actions(self) -> ByScenario:
        return self._by_scenario(self.judged.actions, self.law.actions)

    @cached_property
    def stages(self) -> list[int]:
        """How far each part of the block has come."""
        schema = self.law.schema
        kind = self.law.by_key[schema.part.name, schema.roles.stage].tree.type
        found: list[int] = decode(kind, self.judged.stage)
        return found

    def _by_scenario(self, hits: Sequence[Hits], declared: Sequence[Any]) -> ByScenario:
        """Hits of every declaration in the order of scenarios, of the law and of rows.

        :param hits: of each of those declared in turn, once or again.
        """
        every: list[Said] = []
        scenarios = [np.zeros(0, int)]  # a law may declare nothing of a kind
        for place, hit in enumerate(hits):
            number = place % len(declared)
            kinds = [node.type for node in declared[number].values.values()]
            columns = [decode(k, column) for k, column in zip(kinds, hit.values, strict=False)]
            rows, states = hit.rows.tolist(), hit.state.tolist()
            values = zip(*columns, strict=True) if columns else [()] * len(rows)
            every += zip(repeat(number), repeat(hit.subject), rows, states, values)
            scenarios.append(self.scenario_of(hit.subject)[hit.rows])
        of = np.concatenate(scenarios)
        numbers, places = (np.array([said[key] for said in every]) for key in (0, 2))
        order = np.lexsort((places, numbers, of))
        size = self.block.tables[self.law.schema.root.name].size
        starts = np.searchsorted(of[order], np.arange(size + 1))
        return ByScenario([every[place] for place in order.tolist()], starts.tolist())

    def scenario_of(self, subject: str) -> Array:
        """For each row of a subject the place of its scenario."""
        root = self.law.schema.root.name
        table = self.block.tables[subject]
        return np.arange(table.size) if subject == root else table.parents[root]

    def first_row(self, subject: str, scenario: int) -> int:
        """The place of a scenario's first row of a subject; one before, the last has ended."""
        if subject not in self._first_rows:
            every = np.arange(self.block.tables[self.law.schema.root.name].size + 1)
            self._first_rows[subject] = np.searchsorted(self.scenario_of(subject), every).tolist()
        return self._first_rows[subject][scenario]

    def places(self, subject: str) -> tuple[list[int] | None, list[int] | None]:
        """For each row of a subject the place in the log of its event, and the row of its part."""
        if subject not in self._places:
            table = self.block.tables[subject]
            parts = table.parents.get(self.law.schema.part.name)
            self._places[subject] = (
                None if table.event is None else table.event.tolist(),
                None if parts is None else parts.tolist(),
            )
        return self._places[subject]

    @cached_property
    def first_events(self) -> list[int]:
        """For each scenario the place in the log of its first event."""
        found: list[int] = self.first_event.tolist()
        return found

    @cached_property
    def collections(self) -> dict[str, str]:
        """The subject of the rows of each collection."""
        return {s.collection: s.name for s in self.law.schema.subjects}


@define(eq=False)
class ByScenario:
    """What is said of all scenarios; ``starts`` are where each begins, and the end."""

    _said: list[Said]
    _starts: list[int]

    def of(self, scenario: int) -> list[Said]:
        """What is said of one scenario, in the order of the law and of its rows."""
        return self._said[self._starts[scenario] : self._starts[scenario + 1]]
