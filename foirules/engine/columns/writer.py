"""The columns back end: facts, rules, clocks and actions as steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from attrs import define, frozen

from foirules.engine.columns.arrays import SMALL, Array, spread
from foirules.engine.columns.block import Block
from foirules.engine.columns.conditions import Conditions
from foirules.engine.columns.domains import Chosen, Slot
from foirules.engine.outputs import ESTABLISHED, MET, POSSIBLE, UNDECIDED
from foirules.language.law import ReadAction, ReadClock, ReadRule
from foirules.language.nodes import Test, Value

NOTHING: Final = 0  # the state of a row of which a rule says nothing
NOWHERE: Final = -1  # and a clock or an action, of which 0 says something
_YES, _NO, _NOWHERE = (SMALL.type(n) for n in (1, 0, NOWHERE))
_ESTABLISHED, _POSSIBLE, _MET, _UNDECIDED = (
    SMALL.type(n) for n in (ESTABLISHED, POSSIBLE, MET, UNDECIDED)
)


@frozen
class HitSlots:
    """The slots of what one declaration says: the rows of its subject, the state of each, and the
    values."""

    subject: str
    rows: Slot
    state: Slot
    values: tuple[Slot, ...] = ()

    @property
    def slots(self) -> set[Slot]:
        return {self.rows, self.state, *self.values}


@define
class Writer(Conditions):
    """Writes the steps of a law from its trees."""

    def rule(self, rule: ReadRule) -> tuple[HitSlots, HitSlots, HitSlots]:
        """The findings of a rule; the duties met and undecided; and the undecided alone."""
        subject = rule.declared.subject
        self._label = f"rule {rule.declared.id}"
        tests = (rule.arises, rule.broken, rule.doubted)
        finding = self._state(_finding, tests, subject)
        every = *tests, rule.excluded, rule.kept
        duty, undecided = (self._state(of, every, subject) for of in (_duty, _undecided))
        return (
            self._output(subject, finding, rule.values),
            self._output(subject, duty, {}),
            self._output(subject, undecided, {}),
        )

    def clock(self, clock: ReadClock) -> HitSlots:
        """The rows for which a clock has started."""
        subject = clock.declared.subject
        self._label = f"clock {clock.declared.name}"
        runs = self._state(_clock, (clock.when,), subject)
        return self._output(subject, runs, clock.values, NOWHERE)

    def action(self, action: ReadAction) -> HitSlots:
        """The rows for which an action is offered or awaited."""
        subject = action.declared.subject
        self._label = f"action {action.declared.name}"
        state = self._state(_action, (action.offered, action.awaited), subject)
        return self._output(subject, state, action.values, NOWHERE)

    def _state(self, run: Callable[..., Array], tests: tuple[Test, ...], subject: str) -> Slot:
        """What a declaration says of each row of its subject, as a number."""
        return self._emit(run, *(self.test(test, subject) for test in tests))

    def _output(
        self, subject: str, state: Slot, values: Mapping[str, Value], nothing: int = NOTHING
    ) -> HitSlots:
        """What is said of the rows whose state is not ``nothing``."""
        states = self._emit(lambda block, s: spread(s, block.tables[subject].size), state)
        rows = self._emit(lambda _, s: (s != nothing).nonzero()[0], states)
        chosen = Chosen(subject, rows)
        said = (self._said(each, chosen) for each in values.values())
        return HitSlots(subject, rows, states, tuple(said))

    def _said(self, value: Value, chosen: Chosen) -> Slot:
        """A value that is said of some rows."""
        return self.value(value, chosen)


def _finding(_: Block, arises: Array, broken: Array, doubted: Array) -> Array:
    established, possible = arises & broken, arises & doubted & ~broken
    return (
        np.asarray(established).view(SMALL) * _ESTABLISHED
        + np.asarray(possible).view(SMALL) * _POSSIBLE
    )


def _duty(
    block: Block, arises: Array, broken: Array, doubted: Array, excluded: Array, kept: Array
) -> Array:
    met = np.asarray(arises & kept & ~(broken | doubted))
    open = _undecided(block, arises, broken, doubted, excluded, kept)
    return np.where(met, _MET, open)


def _undecided(
    _: Block, arises: Array, broken: Array, doubted: Array, excluded: Array, kept: Array
) -> Array:
    said = broken | doubted | kept
    return np.asarray(np.where(arises, ~said, ~(excluded | kept))).view(SMALL) * _UNDECIDED


def _clock(_: Block, when: Array) -> Array:
    return np.where(when, _YES, _NOWHERE)


def _action(_: Block, offered: Array, awaited: Array) -> Array:
    return np.where(offered, _YES, np.where(awaited, _NO, _NOWHERE))
