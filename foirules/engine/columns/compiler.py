"""The columns back end: the law compiled to numpy, run on many cases at once.

An expression becomes steps, each one operation on whole columns. The *domain* of an expression is
the rows that it is worked out for: those of a subject or, where an aggregate looks at rows beside
its own, the pairs of the two. Any other aggregate is worked out on the rows that it looks at and
reduced to their parents. The logic of unknown is gone before (:mod:`foirules.language.kleene`);
values stand as :mod:`foirules.engine.columns.arrays` says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

import numpy as np
from attrs import define, evolve, field, frozen

from foirules.engine.columns.arrays import SMALL, Array, spread
from foirules.engine.columns.block import Block
from foirules.engine.columns.domains import Slot
from foirules.engine.columns.steps import Step
from foirules.engine.columns.writer import HitSlots, Writer
from foirules.language.law import Law

OUTPUTS: Final = ("findings", "duties", "clocks", "actions", "stages")


@define(eq=False)
class Hits:
    """What one declaration says: rows of its subject, the state of each, and the values.

    A finding's state is its status, as is that of a duty met or undecided, which has no values. A
    clock's is 1; an action's is 1 where it is open and 0 where it is looked for and not open.
    """

    subject: str
    rows: Array
    state: Array
    values: list[Array]


@frozen
class BlockOutputs:
    """What the law says of a block, in the order of its declarations, and the stage of each part.

    ``duties`` are those met or undecided, ``undecided`` the latter alone.
    ``outside`` marks the cases of which a day, needed or not, lies outside the calendar: what is
    said of them is not to be used.
    """

    findings: list[Hits]
    duties: list[Hits]
    undecided: list[Hits]
    clocks: list[Hits]
    actions: list[Hits]
    stage: Array
    outside: Array


@define(eq=False)
class Columns:
    """A law compiled once; safe to use from several threads.

    :param writer: what writes its steps; on bounds,
        :class:`foirules.engine.columns.bounded.BoundedWriter`.
    :raises LawError: where an expression cannot be compiled to columns, showing it.
    """

    law: Law
    writer: type[Writer] = Writer
    _steps: list[Step] = field(init=False, repr=False)
    _outputs: dict[str, list[HitSlots]] = field(init=False, repr=False)
    _stage: Slot = field(init=False)
    _programs: dict[tuple[frozenset[str], int], list[tuple[int, Step]]] = field(
        init=False, factory=dict
    )

    def __attrs_post_init__(self) -> None:
        writer = self.writer(self.law)
        for fact in self.law.facts:
            writer.fact(*fact.key)
        rules = [writer.rule(rule) for rule in self.law.rules]
        self._outputs = {
            "findings": [finding for finding, _, _ in rules],
            "duties": [duty for _, duty, _ in rules],
            "undecided": [undecided for _, _, undecided in rules],
            "clocks": [writer.clock(clock) for clock in self.law.clocks],
            "actions": [writer.action(action) for action in self.law.actions],
        }
        schema = self.law.schema
        self._stage = writer.fact(schema.part.name, schema.roles.stage)
        self._steps = writer.steps

    def judge(
        self,
        block: Block,
        wanted: Collection[str] = OUTPUTS,
        watch: Callable[[str], None] | None = None,
        undecided_from: int = 0,
    ) -> BlockOutputs:
        """The law applied to the cases of a block.

        :param wanted: which of :data:`OUTPUTS`, or ``undecided`` for these duties alone; what only
            the others need is not worked out.
        :param watch: called with the label of each step before it runs, e.g. to time it.
        :param undecided_from: the place of the rule from which on ``undecided`` is wanted.
        """
        slots: dict[Slot, Array] = {}
        for number, step in self._program(frozenset(wanted), undecided_from):
            if watch is not None:
                watch(step.label)
            slots[number] = step.run(block, *[slots[each] for each in step.inputs])
            for each in step.done:
                del slots[each]
        if watch is not None:
            watch("results")
        findings, duties, undecided, clocks, actions = (
            [_hits(slots, output) for output in outputs if name in wanted]
            for name, outputs in self._from(undecided_from)
        )
        stage = np.zeros(0, SMALL)
        if "stages" in wanted:
            stage = spread(slots[self._stage], block.tables[self.law.schema.part.name].size)
        return BlockOutputs(findings, duties, undecided, clocks, actions, stage, block.outside)

    def _from(self, undecided_from: int) -> Iterator[tuple[str, list[HitSlots]]]:
        for name, outputs in self._outputs.items():
            yield name, outputs[undecided_from:] if name == "undecided" else outputs

    def _program(self, wanted: frozenset[str], undecided_from: int) -> list[tuple[int, Step]]:
        """The steps that what is wanted needs, each with the slots not needed after it."""
        key = wanted, undecided_from
        if key not in self._programs:
            every = self._from(undecided_from)
            outputs = [each for name, of in every if name in wanted for each in of]
            kept = {slot for each in outputs for slot in each.slots}
            kept |= {self._stage} if "stages" in wanted else set()
            needed = set(kept)
            program: list[tuple[int, Step]] = []
            for number in reversed(range(len(self._steps))):
                step = self._steps[number]
                if number in needed:
                    done = tuple(set(step.inputs) - needed)
                    needed |= set(step.inputs)
                    program.append((number, evolve(step, done=done)))
            self._programs[key] = program[::-1]
        return self._programs[key]


def _hits(slots: Mapping[Slot, Array], output: HitSlots) -> Hits:
    rows = slots[output.rows]
    values = [spread(slots[each], len(rows)) for each in output.values]
    return Hits(output.subject, rows, slots[output.state][rows], values)
