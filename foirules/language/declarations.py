"""What a file of the law declares: facts, rules, clocks and actions, their expressions as text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from attrs import define, field, frozen

from foirules.language.types import FINDING_KIND, Type

KINDS: Final = FINDING_KIND.members
LAW_KINDS: Final = ("breach", "departure")  # of rules that another law would not have
CLOCK_PARTS: Final = ("lapsed", "superseded", "paused", "due", "stopped", "started")
_USED = "working_days_between({started}, earliest({stopped}, as_of))"


@frozen
class Plain:
    """What a declaration comes to, for a person who does not know the law: a sentence or two each.

    :param means: what it says.
    :param why: why it matters.
    :param requester: what the requester can do.
    :param authority: what the authority should do.
    """

    means: str
    why: str
    requester: str
    authority: str


@frozen
class FactDeclaration:
    """A named value of a subject.

    :param expression: how it is worked out.
    """

    subject: str
    name: str
    type: Type
    expression: str
    cites: str = ""
    meaning: str = ""


@frozen
class RuleDeclaration:
    """A duty.

    :param kind: one of KINDS.
    :param applies: when the duty arises.
    :param when: when it is broken.
    :param possible_when: when it may be broken, by what no record can settle.
    :param cites_if_possible: the authority for that.
    :param may_answer: the kinds of events of which one may turn an established finding into a
        possible one; no other can.
    :param due: the last day to keep the duty.
    :param ended: the day on which it was kept after all.
    :param begins: the first day on which it is broken, where that is not the day after ``due``.
    :param since: the first day, and ``until`` the last, on which a case must begin for the rule to
        apply to it; None for no such bound.
    :param breaks: an example of what breaks it, a line an event (:mod:`foirules.cases.examples`).
    :param keeps: an example of what almost does.
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
    plain: Plain | None = None


@frozen
class Pause:
    """Working days that a clock leaves out.

    :param collection: rows of the clock's subject, each of which has such days.
    :param start: the first of them, and ``end`` the last, both included.
    """

    collection: str
    start: str
    end: str
    reason: str


@frozen
class ClockDeclaration:
    """A period that runs.

    :param period: the period of the policy that gives its kind and a further citation.
    :param in_force: the day on which that period must be in force; None for the day on which the
        case begins.
    :param used: how many working days have been used, with CLOCK_PARTS in braces.
    :param due_latest: the last day by the later of two starts, where it is open which is the start;
        ``due`` is that by the earlier.
    :param school: where it holds, a school's days off do not count; None for no clock of schools.
    """

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
    school: str | None = None
    due_latest: str | None = None
    meaning: str = ""
    plain: Plain | None = None


@frozen
class ActionDeclaration:
    """What an actor can do.

    :param when: when it is offered, from the day ``available_from``.
    :param expected: when it is listed as not open yet, with ``not_yet``, if ``when`` does not hold.
    :param order: its place among the actions; those of lower order come first.
    :param optional: the actor may do it, and need not.
    :param draft_text: a letter by which it may be done, in paragraphs: a line break is a space,
        unless a backslash stands before it. Facts stand in braces, and what no case holds in
        brackets, of which reports fill in what they know.
    :param meets: the clocks that it meets, where it is done before they run out; the first tells
        of all that have the same last day.
    """

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
    optional: bool = False
    plain: Plain | None = None
    meaning: str = ""
    draft_text: str = ""
    meets: tuple[str, ...] = ()


Declaration = FactDeclaration | RuleDeclaration | ClockDeclaration | ActionDeclaration


@define(eq=False)
class Chapter:
    """What one file of the law declares.

    :param as_recorded: its rules are judged by what is recorded alone: what a source does not
        record is taken as not there.
    """

    name: str
    facts: list[FactDeclaration] = field(factory=list)
    rules: list[RuleDeclaration] = field(factory=list)
    clocks: list[ClockDeclaration] = field(factory=list)
    actions: list[ActionDeclaration] = field(factory=list)
    as_recorded: bool = False

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
