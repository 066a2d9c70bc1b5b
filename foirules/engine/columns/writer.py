"""The columns back end: facts, rules, clocks and actions as steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import numpy as np
from attrs import frozen

from foirules.engine.columns.arrays import SMALL, Array, Places, dtype_of, spread, where
from foirules.engine.columns.beside import Beside
from foirules.engine.columns.block import Block
from foirules.engine.columns.domains import Chosen, Slot
from foirules.engine.outputs import ESTABLISHED, MET, POSSIBLE, UNDECIDED
from foirules.language.kleene import FALSE, TRUE, either, every
from foirules.language.law import ReadAction, ReadClock, ReadRule
from foirules.language.nodes import Test, Value

PLACES: Final = np.dtype(np.intp)
NOTHING: Final = 0  # the state of a row of which a rule says nothing
NOWHERE: Final = -1  # and a clock or an action, of which 0 says something
_YES, _NO, _NOWHERE = (SMALL.type(n) for n in (1, 0, NOWHERE))
_ESTABLISHED, _POSSIBLE, _MET, _UNDECIDED = (
    SMALL.type(n) for n in (ESTABLISHED, POSSIBLE, MET, UNDECIDED)
)


@frozen(eq=False, repr=False)
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


class Writer(Beside):
    """Writes the steps of a law from its trees."""

    def finding(self, rule: ReadRule) -> HitSlots:
        """The findings of a rule."""
        self._label = f"rule {rule.declared.id}"
        tests = (rule.arises, rule.broken, rule.doubted)
        said = every((rule.arises, either((rule.broken, rule.doubted))))
        never = rule.doubted == FALSE
        run, needed = (_established, tests[:2]) if never else (_finding, tests)
        return self._output(run, needed, said, rule.declared.subject, rule.values)

    def duty(self, rule: ReadRule) -> HitSlots:
        """The duties of a rule that are met and undecided."""
        return self._duty(rule, _duty)

    def undecided(self, rule: ReadRule) -> HitSlots:
        """The duties of a rule that are undecided."""
        return self._duty(rule, _undecided)

    def _duty(self, rule: ReadRule, run: Callable[..., Array]) -> HitSlots:
        self._label = f"rule {rule.declared.id}"
        tests = (rule.arises, rule.broken, rule.doubted, rule.excluded, rule.kept)
        return self._output(run, tests, TRUE, rule.declared.subject, {})

    def clock(self, clock: ReadClock) -> HitSlots:
        """The rows for which a clock has started."""
        self._label = f"clock {clock.declared.name}"
        subject = clock.declared.subject
        return self._output(_clock, (clock.when,), clock.when, subject, clock.values, NOWHERE)

    def action(self, action: ReadAction) -> HitSlots:
        """The rows for which an action is offered or awaited."""
        self._label = f"action {action.declared.name}"
        tests, subject = (action.offered, action.awaited), action.declared.subject
        return self._output(_action, tests, either(tests), subject, action.values, NOWHERE)

    def _output(
        self,
        run: Callable[..., Array],
        tests: tuple[Test, ...],
        said: Test,
        subject: str,
        values: Mapping[str, Value],
        nothing: int = NOTHING,
    ) -> HitSlots:
        """What a declaration says of the rows of its subject of which it says something.

        :param run: gives what it says of each row, as a number, by the tests.
        :param said: holds wherever that is not ``nothing``.
        """
        if said == FALSE:
            none = [self._no_row(dtype_of(value.type)) for value in values.values()]
            return HitSlots(subject, self._no_row(PLACES), self._no_row(SMALL), tuple(none))
        states = self._emit(partial(_of_subject, subject), self._state(run, tests, subject))
        rows = self._emit(partial(_rows_other_than, nothing), states)
        chosen = Chosen(subject, rows)
        return HitSlots(
            subject, rows, states, tuple(self._said(each, chosen) for each in values.values())
        )

    def _state(self, run: Callable[..., Array], tests: tuple[Test, ...], subject: str) -> Slot:
        """What a declaration says of each row of its subject, as a number."""
        return self._emit(run, *(self.test(test, subject) for test in tests))

    def _no_row(self, kind: np.dtype[Any]) -> Slot:
        return self._shared(("none", kind), lambda: self._emit(partial(_no_row, kind.name)))

    def _said(self, value: Value, chosen: Chosen) -> Slot:
        """A value that is said of some rows."""
        return self.value(value, chosen)


def _of_subject(subject: str, block: Block, states: Array) -> Array:
    return spread(states, block.tables[subject].size)


def _rows_other_than(nothing: int, _: Block, states: Array) -> Places:
    rows: Places = (states != nothing).nonzero()[0]
    return rows


def _no_row(dtype: str, _: Block) -> Array:
    return np.zeros(0, dtype)


def _established(_: Block, arises: Array, broken: Array) -> Array:
    return np.asarray(arises & broken).view(SMALL) * _ESTABLISHED


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
    return where(met, _MET, open)


def _undecided(
    _: Block, arises: Array, broken: Array, doubted: Array, excluded: Array, kept: Array
) -> Array:
    if_arises, if_not = ~(broken | doubted | kept), ~(excluded | kept)
    return np.asarray(arises & if_arises | ~arises & if_not).view(SMALL) * _UNDECIDED


def _clock(_: Block, when: Array) -> Array:
    return where(when, _YES, _NOWHERE)


def _action(_: Block, offered: Array, awaited: Array) -> Array:
    return where(offered, _YES, where(awaited, _NO, _NOWHERE))
