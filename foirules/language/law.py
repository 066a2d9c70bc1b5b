"""A law as it is declared, and as it is after every expression has been read and checked.

Facts, rules, clocks and actions are declared in a :class:`Chapter` as one-line expressions;
:func:`load` reads them all, or raises a :class:`LawError` that points into the one at fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from attrs import define, field, frozen

from foirules.documents.document import nearest
from foirules.language.errors import LawError
from foirules.language.kleene import certainly, certainly_not, every, negated
from foirules.language.nodes import And as AndNode
from foirules.language.nodes import (
    Attribute,
    Compare,
    Literal,
    Self,
    Test,
    Truth,
    Value,
)
from foirules.language.parse import Parser
from foirules.language.schema import Schema
from foirules.language.types import BOOL, DATE, FINDING_KIND, INT, STATUS, Type

KINDS: Final = FINDING_KIND.members

_STATUS = (
    "'stopped' if ({superseded})"
    " else ('met' if ({due}) is absent or ({stopped}) <= ({due}) else 'missed')"
    " if ({stopped}) is present"
    " else 'lapsed' if ({lapsed}) else 'paused' if ({paused})"
    " else 'missed' if as_of > ({due}) else 'running'"
)
_USED = "working_days_between({started}, earliest({stopped}, as_of))"
_LEFT = "working_days_between(as_of, {due})"
CLOCK_PARTS: Final = ("lapsed", "superseded", "paused", "due", "stopped", "started")


# --- declarations -----------------------------------------------------------------------------


@frozen
class Fact:
    subject: str
    name: str
    type: Type
    expression: str
    cites: str = ""
    meaning: str = ""


@frozen
class Rule:
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
class Clock:
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
class Action:
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


Declaration = Fact | Rule | Clock | Action


@define(eq=False)
class Chapter:
    """A stage of the law: what one file of the law declares."""

    name: str
    facts: list[Fact] = field(factory=list)
    rules: list[Rule] = field(factory=list)
    clocks: list[Clock] = field(factory=list)
    actions: list[Action] = field(factory=list)

    def declarations(self) -> Iterator[Declaration]:
        """All that it declares."""
        yield from self.facts
        yield from self.rules
        yield from self.clocks
        yield from self.actions

    def fact(
        self, subject: str, name: str, type: Type, expression: str, cites: str = "", **more: Any
    ) -> None:
        self.facts.append(Fact(subject, name, type, expression, cites, **more))

    def rule(self, kind: str, id: str, subject: str, **more: Any) -> None:
        self.rules.append(Rule(id=id, subject=subject, kind=kind, **more))

    def breach(self, id: str, subject: str, **more: Any) -> None:
        self.rule("breach", id, subject, **more)

    def departure(self, id: str, subject: str, **more: Any) -> None:
        self.rule("departure", id, subject, **more)

    def promise(self, id: str, subject: str, **more: Any) -> None:
        self.rule("promise", id, subject, **more)

    def note(self, id: str, subject: str, **more: Any) -> None:
        self.rule("note", id, subject, **more)

    def clock(self, name: str, subject: str, **more: Any) -> None:
        self.clocks.append(Clock(name=name, subject=subject, **more))

    def action(self, name: str, actor: str, subject: str, **more: Any) -> None:
        self.actions.append(Action(name=name, actor=actor, subject=subject, **more))


# --- after reading ----------------------------------------------------------------------------


@frozen
class ReadFact:
    declared: Fact
    tree: Value

    @property
    def key(self) -> tuple[str, str]:
        return self.declared.subject, self.declared.name


@frozen
class ReadRule:
    """A rule as tests that are true or not: ``arises`` and ``excluded`` say that it certainly does
    or does not apply, ``broken`` and ``kept`` that it certainly is, ``doubted`` that it may be."""

    declared: Rule
    applies: Truth
    when: Truth
    possible_when: Truth
    arises: Test
    excluded: Test
    broken: Test
    doubted: Test
    kept: Test
    values: Mapping[str, Value]

    def statuses(self) -> dict[str, Test]:
        """found, possible, met and undecided, as tests that exclude one another."""
        found = every((self.arises, self.broken))
        possible = every((self.arises, negated(self.broken), self.doubted))
        met = every((self.arises, self.kept))
        unsaid = (negated(t) for t in (self.excluded, self.kept, found, possible))
        return {"found": found, "possible": possible, "met": met, "undecided": every(unsaid)}


@frozen
class ReadClock:
    """A clock; ``in_force`` is the expression of the day by which its period is in force."""

    declared: Clock
    when: Test
    values: Mapping[str, Value]
    pause: tuple[Value, Value] | None = None
    in_force: str | None = None


@frozen
class ReadAction:
    declared: Action
    offered: Test
    awaited: Test
    values: Mapping[str, Value]


@frozen(eq=False)
class Law:
    """A checked law. ``facts`` stand in an order in which each follows those it reads."""

    schema: Schema
    facts: tuple[ReadFact, ...]
    rules: tuple[ReadRule, ...]
    clocks: tuple[ReadClock, ...]
    actions: tuple[ReadAction, ...]
    periods: frozenset[str]
    chapters: tuple[Chapter, ...]
    by_key: dict[tuple[str, str], ReadFact] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "by_key", {fact.key: fact for fact in self.facts})

    def rule(self, id: str) -> ReadRule:
        """The rule of an id; KeyError naming the nearest."""
        found = next((r for r in self.rules if r.declared.id == id), None)
        if found is None:
            raise KeyError(f"no rule {id!r}{nearest(id, [r.declared.id for r in self.rules])}")
        return found


PLACEHOLDER: Final = re.compile(r"(on )?\{([a-z0-9_.]+)(?:\|([^}]*))?\}")


def load(schema: Schema, chapters: Iterable[Chapter], periods: Iterable[str]) -> Law:
    """Read and check every expression.

    :raises LawError: at the first that is wrong, with the expression and a mark under it.
    """
    return Loader(schema, tuple(chapters), frozenset(periods)).load()


@define
class Loader:
    """Reads declarations. Those that were read stay at hand, so that another version of one can be
    read beside them.

    :param read: the facts read so far, in the order of evaluation.
    """

    schema: Schema
    chapters: tuple[Chapter, ...]
    periods: frozenset[str]
    declared: dict[tuple[str, str], Fact] = field(factory=dict)
    read: dict[tuple[str, str], ReadFact] = field(factory=dict)  # in order of evaluation
    reading: list[tuple[str, str]] = field(factory=list)

    def load(self) -> Law:
        for chapter in self.chapters:
            for fact in chapter.facts:
                self._declare(fact)
        for key in self.declared:
            self.fact(*key)
        rules = tuple(self.rule(r) for c in self.chapters for r in c.rules)
        self._unique("rule", [r.declared.id for r in rules])
        clocks = tuple(self.clock(k) for c in self.chapters for k in c.clocks)
        self._unique("clock", [k.declared.name for k in clocks])
        actions = [self.action(a) for c in self.chapters for a in c.actions]
        self._unique("action", [a.declared.name for a in actions])
        actions.sort(key=lambda a: a.declared.order)
        return Law(
            self.schema,
            tuple(self.read.values()),
            rules,
            clocks,
            tuple(actions),
            self.periods,
            self.chapters,
        )

    # --- facts --------------------------------------------------------------------------------

    def _declare(self, fact: Fact) -> None:
        where = f"{fact.subject}.{fact.name}"
        if fact.subject not in self.schema.by_name:
            near = nearest(fact.subject, self.schema.by_name)
            raise LawError(where, f"no subject {fact.subject!r}{near}")
        relatives = [s for s, _ in self.schema.lineage(fact.subject)]
        relatives += [s for s in self.schema.by_name if self._below(s, fact.subject)]
        for subject in relatives:
            if (subject, fact.name) in self.declared or self._field(subject, fact.name):
                raise LawError(where, f"{subject}.{fact.name} has this name already")
        self.declared[fact.subject, fact.name] = fact

    def _below(self, subject: str, above: str) -> bool:
        return any(s == above and way for s, way in self.schema.lineage(subject))

    def _field(self, subject: str, name: str) -> Attribute | None:
        for f in self.schema.by_name[subject].fields:
            if f.name == name:
                return Attribute(Self(subject), name, f.type, f.absent, f.unknown)
        return None

    def fact(self, subject: str, name: str) -> ReadFact:
        key = (subject, name)
        if key in self.read:
            return self.read[key]
        fact = self.declared[key]
        where = f"{subject}.{name}"
        if key in self.reading:
            circle = [*self.reading[self.reading.index(key) :], key]
            raise LawError(where, "reads itself: " + " -> ".join(".".join(k) for k in circle))
        self.reading.append(key)
        tree = self._parser(where, fact.expression, subject).value(fact.type)
        self.reading.pop()
        self.read[key] = ReadFact(fact, tree)
        return self.read[key]

    def _lookup(self, subject: str, name: str) -> Attribute | None:
        if (subject, name) in self.declared:
            fact = self.fact(subject, name)
            tree = fact.tree
            return Attribute(Self(subject), name, tree.type, tree.absent, tree.unknown)
        return self._field(subject, name)

    def _names(self, subject: str) -> list[str]:
        own = [f.name for f in self.schema.by_name[subject].fields]
        return own + [name for s, name in self.declared if s == subject]

    def _parser(self, where: str, text: str, subject: str, unrecorded: bool = False) -> Parser:
        return Parser(
            where, text, subject, self.schema, self._lookup, self._names, self.periods, unrecorded
        )

    # --- rules, clocks, actions ---------------------------------------------------------------

    def _truth(self, where: str, subject: str, text: str, unrecorded: bool = False) -> Truth:
        return self._parser(where, text, subject, unrecorded).truth()

    def _values(
        self, where: str, subject: str, wanted: Mapping[str, tuple[str | None, Type]]
    ) -> dict[str, Value]:
        return {
            name: self._parser(f"{where}: {name}", text, subject).value(kind)
            for name, (text, kind) in wanted.items()
            if text is not None
        }

    def rule(self, rule: Rule) -> ReadRule:
        where = f"rule {rule.id}"
        if rule.kind not in KINDS:
            raise LawError(where, f"unknown kind {rule.kind!r}{nearest(rule.kind, KINDS)}")
        events = self.schema.vocabulary.events
        for event in rule.may_answer:
            if event not in events:
                raise LawError(where, f"may_answer: no event {event!r}{nearest(event, events)}")
        applies = self._truth(f"{where}: applies", rule.subject, rule.applies)
        applies = AndNode((*self._in_force(rule), applies))
        when = self._truth(f"{where}: when", rule.subject, rule.when)
        maybe = self._truth(f"{where}: possible_when", rule.subject, rule.possible_when, True)
        due, ended = rule.due, rule.ended
        late = f"working_days_between({due}, earliest({ended}, as_of))" if due and ended else None
        figures = self._values(
            where,
            rule.subject,
            {
                "due": (due, DATE),
                "date": (rule.begins or (f"({due}) + 1" if due else None), DATE),
                "working_days_late": (late, INT),
                "exemptions": (rule.exemptions, self.schema.vocabulary.exemptions),
            },
        )
        return ReadRule(
            rule,
            applies,
            when,
            maybe,
            certainly(applies),
            certainly_not(applies),
            certainly(when),
            certainly(maybe),
            every((certainly_not(when), certainly_not(maybe))),
            self._with_message(where, rule.subject, rule.message + rule.possible_message, figures),
        )

    def _in_force(self, rule: Rule) -> tuple[Truth, ...]:
        begun = self.schema.roles.received
        received = self._parser(f"rule {rule.id}", begun, rule.subject).value(DATE)
        bounds = []
        if rule.since is not None:
            bounds.append(Compare(">=", received, Literal(DATE, rule.since.toordinal())))
        if rule.until is not None:
            bounds.append(Compare("<=", received, Literal(DATE, rule.until.toordinal())))
        return tuple(bounds)

    def clock(self, clock: Clock) -> ReadClock:
        where = f"clock {clock.name}"
        if clock.period is not None and clock.period not in self.periods:
            near = nearest(clock.period, self.periods)
            raise LawError(where, f"the policy has no period {clock.period!r}{near}")
        parts = {name: f"({getattr(clock, name)})" for name in CLOCK_PARTS}
        in_force = (clock.in_force or self.schema.roles.received) if clock.period else None
        values = self._values(
            where,
            clock.subject,
            {
                "started": (clock.started, DATE),
                "due": (clock.due, DATE),
                "stopped": (clock.stopped, DATE),
                "status": (_STATUS.format(**parts), STATUS),
                "used": (clock.used.format(**parts), INT),
                "left": (_LEFT.format(**parts), INT),
                "in_force": (in_force, DATE),
                "school": (clock.school, BOOL),
            },
        )
        when = certainly(self._truth(where, clock.subject, clock.when))
        pause = self._pause(where, clock.subject, clock.pause)
        return ReadClock(clock, when, values, pause, in_force)

    def _pause(self, where: str, of: str, pause: Pause | None) -> tuple[Value, Value] | None:
        if pause is None:
            return None
        rows = self.schema.children(of)
        if pause.collection not in rows:
            near = nearest(pause.collection, rows)
            raise LawError(where, f"a {of} has no {pause.collection!r}{near}")
        subject = rows[pause.collection].name
        found = self._values(
            where, subject, {"start": (pause.start, DATE), "end": (pause.end, DATE)}
        )
        return found["start"], found["end"]

    def action(self, action: Action) -> ReadAction:
        where = f"action {action.name}"
        actors = self.schema.vocabulary.actor.members
        if action.actor not in actors:
            raise LawError(where, f"unknown actor {action.actor!r}{nearest(action.actor, actors)}")
        when = self._truth(f"{where}: when", action.subject, action.when)
        expected = self._truth(f"{where}: expected", action.subject, action.expected)
        values = self._values(
            where,
            action.subject,
            {
                "available_from": (action.available_from, DATE),
                "deadline": (action.deadline, DATE),
                "opens": (action.opens, DATE),
            },
        )
        offered = certainly(when)
        return ReadAction(
            action,
            offered,
            every((certainly(expected), negated(offered))),
            self._with_message(where, action.subject, action.message + action.not_yet, values),
        )

    def _with_message(
        self, where: str, subject: str, message: str, values: Mapping[str, Value]
    ) -> dict[str, Value]:
        """The values, and those of the facts and fields that a message names."""
        found = dict(values)
        for _, name, _ in PLACEHOLDER.findall(message):
            if name not in found:
                found[name] = self._parser(f"{where}: message", name, subject).any_value()
        return found

    @staticmethod
    def _unique(kind: str, names: list[str]) -> None:
        for name in names:
            if names.count(name) > 1:
                raise LawError(f"{kind} {name}", "declared twice")
