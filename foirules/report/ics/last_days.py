"""The clocks of a case -> its last days, as entries of a calendar."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid5

from attrs import frozen

from foirules.cases.assessment import Action, Clock
from foirules.engine.values_in_words import day_in_words
from foirules.report.case_words import running
from foirules.report.ics.declared_clocks import DeclaredClock, DeclaredClocks
from foirules.report.page import sentence

KEPT: Final = timedelta(days=90)  # for which what has ended is still told of
OPEN, UNCERTAIN, ENDED = "open", "uncertain", "ended"
_NAMESPACE: Final = UUID("5a1f3c1e-6d0b-5a52-9a3e-0f2f6f3b8a11")
_DONE: Final = ("met", "missed")


@frozen
class Choice:
    """Which last days are wanted.

    :param actor: whose; those that either side may have to keep are everybody's. None for all.
    :param all: whether those that ended long ago are told of too.
    """

    actor: str | None = None
    all: bool = False


EVERY: Final = Choice()


@frozen
class LastDay:
    """A last day of a case.

    :param id: the same in each file that is made of the case.
    :param day: the safe, earlier day, where two are possible.
    :param state: open, uncertain or ended: what has ended is taken out of the calendar.
    :param actors: who has to keep it.
    :param title: what is to be done on which case.
    :param lines: why the day is this, and what can be done.
    """

    id: UUID
    day: date
    state: str
    actors: tuple[str, ...]
    title: str
    lines: tuple[str, ...]


@frozen
class LastDays:
    """Makes the last days of cases.

    :param declared: what the law says of their clocks.
    :param as_of: the day on which the cases were judged.
    """

    declared: DeclaredClocks
    as_of: date
    choice: Choice = EVERY

    def of_case(
        self,
        case: str,
        clocks: Iterable[Clock],
        actions: Sequence[Action],
        about: Sequence[str] = (),
    ) -> Iterator[LastDay]:
        """The last days of a case that are wanted, in the order of the law.

        :param about: what is to be told of the case itself, a line each.
        """
        places: Counter[tuple[str | None, str]] = Counter()
        every = list(clocks)
        for clock in every:
            places[clock.part, clock.clock] += 1
            state = self._state(clock)
            ends = self._ends(clock)
            if state is None or ends is None:
                continue
            if state != OPEN and ends + KEPT < self.as_of and not self.choice.all:
                continue
            declared = self.declared.of(clock.regime, clock.clock)
            steps = [] if state == ENDED else _steps(clock, declared, actions, every)
            if not self._wanted(declared.actors) or self._told_by_another(
                clock, declared, steps, every
            ):
                continue
            actors = tuple(dict.fromkeys(step.actor for step in steps)) or declared.actors
            days = [clock.due, *(step.deadline for step in steps if _binds(step, declared))]
            yield LastDay(
                uuid5(
                    _NAMESPACE,
                    json.dumps([case, clock.part, clock.clock, places[clock.part, clock.clock]]),
                ),
                min((day for day in days if day), default=clock.stopped or self.as_of),
                state,
                actors,
                self._title(case, clock, declared, steps, actors, state),
                tuple(self._lines(clock, declared, steps, about)),
            )

    def _wanted(self, actors: Sequence[str]) -> bool:
        return self.choice.actor is None or not actors or self.choice.actor in actors

    def _told_by_another(
        self,
        clock: Clock,
        declared: DeclaredClock,
        steps: Sequence[Action],
        clocks: Sequence[Clock],
    ) -> bool:
        """Whether the same act meets another clock by the same day, under which it is told.

        :param steps: what can be done now to meet it; where there is nothing, any act may.
        """
        state, now = self._state(clock), {step.action for step in steps}
        acts = [act for act in declared.actions if act.name in now] or declared.actions
        firsts = {act.meets[0] for act in acts}
        if state == ENDED or clock.clock in firsts:
            return False
        return any(
            other.clock in firsts
            and (other.part, other.regime) == (clock.part, clock.regime)
            and (other.due, other.due_latest) == (clock.due, clock.due_latest)
            and self._state(other) == state
            for other in clocks
        )

    def _state(self, clock: Clock) -> str | None:
        """How a clock stands; None for one that never had a last day to be told of."""
        if clock.status == "paused":  # it has a last day again when it runs again
            return ENDED
        if clock.stopped is not None or clock.status in ("lapsed", "stopped", "met"):
            return ENDED if clock.due or clock.stopped else None
        if clock.due is None:
            return None
        return UNCERTAIN if clock.status == "uncertain" else OPEN

    def _ends(self, clock: Clock) -> date | None:
        """The day after which nobody looks for a clock that has ended, or may have."""
        if clock.status == "paused":
            return self.as_of
        days = [day for day in (clock.due_latest, clock.due, clock.stopped) if day]
        return max(days, default=None)

    def _title(
        self,
        case: str,
        clock: Clock,
        declared: DeclaredClock,
        steps: Sequence[Action],
        actors: Sequence[str],
        state: str,
    ) -> str:
        named = [action.name for action in declared.actions if action.meets[0] == clock.clock]
        offered = [step.action for step in steps if step.action in named]
        what = _in_words(next(iter((*offered, *named)), clock.clock))
        who = " or ".join(map(_in_words, actors))
        said = f"{who}: {what}" if who else what
        past = clock.due_latest is not None and clock.due_latest < self.as_of
        mark = "Overdue" if past else None
        if state == ENDED:
            done = clock.stopped is not None and clock.status in _DONE
            mark = "Done" if done else "Paused" if clock.status == "paused" else "Ended"
        elif state == UNCERTAIN:
            mark = "Uncertain"
        of = f"{case}, part {clock.part}" if clock.part is not None else case
        return sentence([mark, said[:1].upper() + said[1:], of])

    def _lines(
        self,
        clock: Clock,
        declared: DeclaredClock,
        steps: Sequence[Action],
        about: Sequence[str],
    ) -> Iterator[str]:
        yield f"{_in_words(clock.clock).capitalize()}: {running(clock, self.as_of)}"
        yield f"Provision: {clock.cites}"
        if declared.clock.meaning:
            yield declared.clock.meaning
        for step in steps:
            until = f"until {day_in_words(step.deadline)}" if step.deadline else None
            said = [_in_words(step.actor), _in_words(step.action), until, step.message, step.cites]
            yield f"To do: {sentence(said)}"
        yield from about
        yield f"As of {day_in_words(self.as_of)}"


def _steps(
    clock: Clock, declared: DeclaredClock, actions: Sequence[Action], clocks: Sequence[Clock]
) -> list[Action]:
    """What can be done now to meet a clock. Of several clocks of one name and part each has what is
    due on its own day."""
    names = {action.name for action in declared.actions}
    found = [
        action
        for action in actions
        if action.action in names
        and action.regime == clock.regime
        and action.deadline is not None
        and (action.part == clock.part or None in (action.part, clock.part))
    ]
    alike = [c for c in clocks if (c.clock, c.part) == (clock.clock, clock.part)]
    if len(alike) > 1:
        return [action for action in found if action.deadline == clock.due]
    return found


def _binds(step: Action, declared: DeclaredClock) -> bool:
    """Whether somebody has to take a step, who may then have less time than the clock gives."""
    return any(each.name == step.action and not each.optional for each in declared.actions)


def _in_words(name: str) -> str:
    return name.replace("-", " ")
