"""What a file of the law declares: facts, rules, clocks and actions, their expressions as text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from attrs import define, field, frozen

from foirules.language.types import FINDING_KIND, Type

KINDS: Final = FINDING_KIND.members
CLOCK_PARTS: Final = ("lapsed", "superseded", "paused", "due", "stopped", "started")
_USED = "working_days_between({started}, earliest({stopped}, as_of))"


@frozen
class FactDeclaration:
    subject: str
    name: str
    type: Type
    expression: str
    cites: str = ""
    meaning: str = ""


@frozen
class RuleDeclaration:
    """A duty. ``applies`` says when it arises, ``when`` when it is broken.

    ``possible_when`` says when it may be broken, by what no record can settle, and
    ``cites_if_possible`` on what authority the law stops there. An event of a kind in
    ``may_answer`` may turn an established finding into a possible one; no other can. ``due`` is the
    last day to keep the duty, ``ended`` the day it was kept after all, ``since``/``until`` the
    cases (by the day on which they begin) to which it is law, None for all since or until then.
    ``breaks`` and ``keeps`` are examples of what breaks it and of what does so no more, a line an
    event (:mod:`foirules.cases.examples`).
    """

    id: str
    subject: str
    kind: str
    applies: str
    when: str
    message: str
    cites: str
    meaning: str
    possible_when: str = "False"
    possible_message: str = ""
    cites_if_possible: str = ""
    may_answer: tuple[str, ...] = ()
    due: str | None = None
    ended: str | None = None
    begins: str | None = None
    exemptions: str | None = None
    since: date | None = None
    until: date | None = None
    breaks: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()


@frozen
class Pause:
    """Working days that a clock leaves out: for each row of a collection of its subject those from
    ``start`` to ``end``, both included."""

    collection: str
    start: str
    end: str
    reason: str


@frozen
class ClockDeclaration:
    """A period. ``kind`` and further citation come from the policy's ``period`` where one is
    named, as in force on ``in_force``, if not on the day on which the case begins."""

    name: str
    subject: str
    when: str
    started: str
    due: str
    stopped: str
    cites: str
    kind: str = "statute"
    lapsed: str = "False"
    paused: str = "False"
    superseded: str = "False"
    period: str | None = None
    in_force: str | None = None
    used: str = _USED
    pause: Pause | None = None
    school: str | None = None  # where it holds, a school's days off do not count
    meaning: str = ""


@frozen
class ActionDeclaration:
    """What an actor can do. Offered from ``available_from`` where ``when`` holds; where
    ``expected`` holds and ``when`` does not, it is listed as not open, with ``not_yet``."""

    name: str
    actor: str
    subject: str
    when: str
    message: str
    cites: str
    available_from: str
    deadline: str | None = None
    expected: str = "False"
    not_yet: str = ""
    opens: str | None = None
    order: int = 0
    meaning: str = ""


Declaration = FactDeclaration | RuleDeclaration | ClockDeclaration | ActionDeclaration


@define(eq=False)
class Chapter:
    """A stage of the law: what one file of the law declares."""

    name: str
    facts: list[FactDeclaration] = field(factory=list)
    rules: list[RuleDeclaration] = field(factory=list)
    clocks: list[ClockDeclaration] = field(factory=list)
    actions: list[ActionDeclaration] = field(factory=list)

    def declarations(self) -> Iterator[Declaration]:
        """All that it declares."""
        yield from self.facts
        yield from self.rules
        yield from self.clocks
        yield from self.actions

    def fact(
        self, subject: str, name: str, type: Type, expression: str, cites: str = "", **more: Any
    ) -> None:
        self.facts.append(FactDeclaration(subject, name, type, expression, cites, **more))

    def rule(self, kind: str, id: str, subject: str, **more: Any) -> None:
        self.rules.append(RuleDeclaration(id=id, subject=subject, kind=kind, **more))

    def breach(self, id: str, subject: str, **more: Any) -> None:
        self.rule("breach", id, subject, **more)

    def departure(self, id: str, subject: str, **more: Any) -> None:
        self.rule("departure", id, subject, **more)

    def promise(self, id: str, subject: str, **more: Any) -> None:
        self.rule("promise", id, subject, **more)

    def note(self, id: str, subject: str, **more: Any) -> None:
        self.rule("note", id, subject, **more)

    def clock(self, name: str, subject: str, **more: Any) -> None:
        self.clocks.append(ClockDeclaration(name=name, subject=subject, **more))

    def action(self, name: str, actor: str, subject: str, **more: Any) -> None:
        self.actions.append(ActionDeclaration(name=name, actor=actor, subject=subject, **more))
