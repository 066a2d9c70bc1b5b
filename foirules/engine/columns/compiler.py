"""The columns back end: the law compiled to numpy, run on many cases at once.

An expression becomes steps, each one operation on whole columns. The *domain* of an expression is
the rows that it is worked out for: those of a subject or, where an aggregate looks at rows beside
its own, the pairs of the two. Any other aggregate is worked out on the rows that it looks at and
reduced to their parents. The logic of unknown is gone before (:mod:`foirules.language.kleene`);
values stand as :mod:`foirules.engine.columns.arrays` says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from threading import Lock
from typing import Any, Final

import numpy as np
from attrs import define, field, frozen

from foirules.engine.columns.arrays import SMALL, Array, spread
from foirules.engine.columns.block import Block
from foirules.engine.columns.domains import Slot
from foirules.engine.columns.program import Program, ProgramCodec
from foirules.engine.columns.steps import Step
from foirules.engine.columns.writer import HitSlots, Writer
from foirules.engine.portion import STAGES, Portion, facts_read
from foirules.language import kept
from foirules.language.law import Law

MADE: Final = {
    "findings": "rules",
    "duties": "rules",
    "undecided": "rules",
    "clocks": "clocks",
    "actions": "actions",
    "stages": STAGES,
}
"""What may be said of a block, each with what makes it."""
OUTPUTS: Final = tuple(name for name in MADE if name != "undecided")
"""All of it, told once: the undecided are among the duties."""


@define(eq=False, repr=False)
class Hits:
    """What one declaration says: rows of its subject, the state of each, and the values.

    A finding's state is its status, as is that of a duty met or undecided, which has no values. A
    clock's is 1; an action's is 1 where it is open and 0 where it is looked for and not open.
    """

    subject: str
    rows: Array
    state: Array
    values: list[Array]


@frozen(eq=False, repr=False)
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


@define(eq=False, repr=False)
class Columns:
    """A law compiled once; safe to use from several threads.

    :param writer: what writes its steps; on bounds,
        :class:`foirules.engine.columns.bounded.BoundedWriter`.
    """

    law: Law
    writer: type[Writer] = Writer
    _writer: Writer | None = field(init=False, default=None)
    _outputs: dict[tuple[str, int], HitSlots] = field(init=False, factory=dict)
    _programs: dict[tuple[frozenset[str], int], Program] = field(init=False, factory=dict)
    _lock: Lock = field(init=False, factory=Lock)

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
        :raises LawError: where an expression cannot be compiled to columns, showing it.
        """
        slots: dict[Slot, Array] = {}
        program = self.program(wanted, undecided_from)
        for number, step, done in program.steps:
            if watch is not None:
                watch(step.label)
            slots[number] = step.run(block, *map(slots.__getitem__, step.inputs))
            for each in done:
                del slots[each]
        if watch is not None:
            watch("results")
        found = {
            name: [_hits(slots, each) for each in outputs]
            for name, outputs in program.outputs.items()
        }
        stage = np.zeros(0, SMALL)
        if program.stage is not None:
            stage = spread(slots[program.stage], block.tables[self.law.schema.part.name].size)
        return BlockOutputs(**found, stage=stage, outside=block.outside)

    def program(self, wanted: Collection[str], undecided_from: int = 0) -> Program:
        """The steps for what is wanted of :data:`OUTPUTS`, of the undecided those from a place on;
        kept between runs where the law is.

        :raises LawError: where an expression cannot be compiled to columns, showing it.
        """
        key = frozenset(MADE.keys() & wanted), undecided_from
        with self._lock:
            if key not in self._programs:
                self._programs[key] = self._kept(*key)
            return self._programs[key]

    def _kept(self, wanted: frozenset[str], undecided_from: int) -> Program:
        law = self.law
        if law.kept_as is None or not self.writer.is_kept:
            return self._written(wanted, undecided_from)
        name, key = law.kept_as
        asked = kept.digest((), key, repr((sorted(wanted), undecided_from)))
        codec = ProgramCodec(law.schema.vocabulary.exemptions)
        write = partial(self._written, wanted, undecided_from)
        return kept.read_or_make(f"columns-of-{name}", asked, codec, write)

    def _written(self, wanted: frozenset[str], undecided_from: int) -> Program:
        law = self.law
        writer = self._writer = self._writer or self.writer(law)
        subjects = frozenset(law.schema.by_name)
        needed = facts_read(law, Portion(subjects, frozenset(MADE[name] for name in wanted)))
        for fact in law.outlines["facts"]:  # each after those that it reads
            if fact.key in needed:
                writer.fact(*fact.key)
        write: dict[str, Callable[[Any], HitSlots]] = {
            "findings": writer.finding,
            "duties": writer.duty,
            "undecided": writer.undecided,
            "clocks": writer.clock,
            "actions": writer.action,
        }
        outputs = {name: list[HitSlots]() for name in write}
        for name in write.keys() & wanted:
            declared = getattr(law, MADE[name])
            for place in range(undecided_from if name == "undecided" else 0, len(declared)):
                if (name, place) not in self._outputs:
                    self._outputs[name, place] = write[name](declared[place])
                outputs[name].append(self._outputs[name, place])
        stage = None
        if "stages" in wanted:
            stage = writer.fact(law.schema.part.name, law.schema.roles.stage)
        read = {slot for each in outputs.values() for hits in each for slot in hits.slots}
        read |= {stage} if stage is not None else set()
        return Program(_needed(writer.steps, read), outputs, stage)


def _needed(steps: Sequence[Step], read: set[Slot]) -> list[tuple[Slot, Step, Sequence[Slot]]]:
    """The steps that some slots need, each with the slots not needed after it."""
    needed = set(read)
    program: list[tuple[Slot, Step, Sequence[Slot]]] = []
    for number in range(len(steps) - 1, -1, -1):
        if number in needed:
            step = steps[number]
            inputs = set(step.inputs)
            program.append((number, step, list(inputs - needed)))
            needed |= inputs
    return program[::-1]


def _hits(slots: Mapping[Slot, Array], output: HitSlots) -> Hits:
    rows = slots[output.rows]
    values = [spread(slots[each], len(rows)) for each in output.values]
    return Hits(output.subject, rows, slots[output.state].take(rows), values)
