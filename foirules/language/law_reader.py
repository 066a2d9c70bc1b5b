"""Declarations -> a law, or a :class:`LawError` that points into the expression at fault."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import define, evolve, field

from foirules.documents.suggest import nearest
from foirules.language.declarations import (
    CLOCK_PARTS,
    KINDS,
    LAW_KINDS,
    ActionDeclaration,
    Chapter,
    ClockDeclaration,
    FactDeclaration,
    Pause,
    RuleDeclaration,
)
from foirules.language.errors import LawError
from foirules.language.kleene import certainly, certainly_not, either, every, negated
from foirules.language.law import (
    AS_RECORDED,
    DOUBTED,
    PLACEHOLDER,
    Law,
    ReadAction,
    ReadClock,
    ReadFact,
    ReadRule,
)
from foirules.language.nodes import And, Attribute, Compare, Literal, Self, Truth, Value
from foirules.language.not_recorded import SURE, THERE, Doubts
from foirules.language.parse import ExpressionParser, as_value
from foirules.language.recorded_sets import partly_recorded
from foirules.language.resolve import Resolver
from foirules.language.schema import Schema
from foirules.language.types import BOOL, DATE, INT, STATUS, Type

_STATUS = (
    "'stopped' if ({superseded})"
    " else ('met' if ({due}) is absent or ({stopped}) <= ({due}) else 'missed')"
    " if ({stopped}) is present"
    " else 'lapsed' if ({lapsed}) else 'paused' if ({paused})"
    " else 'missed' if as_of > ({due}) else 'running'"
)
_LEFT = "working_days_between(as_of, {due})"


def read_law(
    schema: Schema, chapters: Iterable[Chapter], periods: Iterable[str], partly: bool = False
) -> Law:
    """The law of some chapters, with every expression read and checked.

    :param periods: the names of the periods and lists of a policy.
    :param partly: whether the source of a case may not record all.
    :raises LawError: at the first expression that is wrong, with a mark under it.
    """
    reader = LawReader(
        partly_recorded(schema) if partly else schema, tuple(chapters), frozenset(periods)
    )
    if partly:
        reader.doubts = Doubts(reader.schema, reader.read)
    return reader.law()


@define
class LawReader:
    """Reads declarations. Those that were read stay at hand, so that another version of one can be
    read beside them.

    :param read: the facts read so far, in the order of evaluation.
    """

    schema: Schema
    chapters: Sequence[Chapter]
    periods: frozenset[str]
    declared: dict[tuple[str, str], FactDeclaration] = field(factory=dict)
    read: dict[tuple[str, str], ReadFact] = field(factory=dict)  # in order of evaluation
    reading: list[tuple[str, str]] = field(factory=list)
    doubts: Doubts | None = None

    def law(self) -> Law:
        for chapter in self.chapters:
            for fact in chapter.facts:
                self._declare(fact)
        for key in self.declared:
            self.fact(*key)
        rules = tuple(self.rule(r, c.as_recorded) for c in self.chapters for r in c.rules)
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

    def _declare(self, fact: FactDeclaration) -> None:
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

    def _sure(self, subject: str, name: str) -> Attribute | None:
        """A fact or a field as far as it is sure, where a source does not record all."""
        plain = self._lookup(subject, name)
        if plain is None or self.doubts is None:
            return plain
        sure = (subject, name + SURE)
        if sure not in self.read:
            if (subject, name) in self.declared:
                fact = self.declared[subject, name]
                first = self.read[subject, name].tree
                tree = self._parser(f"{subject}.{name}", fact.expression, subject, sure=True).value(
                    fact.type
                )
            else:
                fact = FactDeclaration(subject, name, plain.type, name)
                first, tree = plain, self.doubts.of_field(subject, plain) or plain
            if tree == first:
                return plain
            self.read[sure] = ReadFact(evolve(fact, name=name + SURE), tree)
            if (there := self.doubts.surely_there(tree)) is not None:
                key = (subject, name + SURE + THERE)
                self.read[key] = ReadFact(evolve(fact, name=key[1], type=BOOL), as_value(there))
        return self.doubts.attribute(Self(subject), sure[1])

    def _lookup(self, subject: str, name: str) -> Attribute | None:
        if (subject, name) in self.declared:
            fact = self.fact(subject, name)
            tree = fact.tree
            return Attribute(Self(subject), name, tree.type, tree.absent, tree.unknown)
        return self._field(subject, name)

    def _names(self, subject: str) -> list[str]:
        own = [f.name for f in self.schema.by_name[subject].fields]
        return own + [name for s, name in self.declared if s == subject]

    def _parser(
        self, where: str, text: str, subject: str, unrecorded: bool = False, sure: bool = False
    ) -> ExpressionParser:
        lookup, doubts = (self._sure, self.doubts) if sure else (self._lookup, None)
        resolver = Resolver(where, text, subject, self.schema, lookup, self._names, doubts)
        return ExpressionParser(resolver, self.periods, unrecorded)

    # --- rules, clocks, actions ---------------------------------------------------------------

    def _truth(
        self, where: str, subject: str, text: str, unrecorded: bool = False, sure: bool = False
    ) -> Truth:
        return self._parser(where, text, subject, unrecorded, sure).truth()

    def _values(
        self,
        where: str,
        subject: str,
        wanted: Mapping[str, tuple[str | None, Type]],
        unrecorded: Collection[str] = (),
    ) -> dict[str, Value]:
        """Values by name; those of ``unrecorded`` may ask what is unrecorded."""
        return {
            name: self._parser(f"{where}: {name}", text, subject, name in unrecorded).value(kind)
            for name, (text, kind) in wanted.items()
            if text is not None
        }

    def rule(self, rule: RuleDeclaration, as_recorded: bool = False) -> ReadRule:
        """A rule; with ``as_recorded`` what is not recorded is taken as not there."""
        where = f"rule {rule.id}"
        if rule.kind not in KINDS:
            raise LawError(where, f"unknown kind {rule.kind!r}{nearest(rule.kind, KINDS)}")
        events = self.schema.vocabulary.events
        for event in rule.may_answer:
            if event not in events:
                raise LawError(where, f"may_answer: no event {event!r}{nearest(event, events)}")
        asked = self._asked(rule)
        applies, when, maybe = asked
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
        broken, doubted = certainly(when), certainly(maybe)
        kept = every((certainly_not(when), certainly_not(maybe)))
        doubt = self._doubt(rule)
        if doubt is not None:
            figures[DOUBTED] = as_value(And((doubt, when)))
            another = certainly(doubt)
            doubted = either((doubted, every((another, broken))))
            broken = every((negated(another), broken))
        if self.doubts is not None and not as_recorded:
            asked = self._asked(rule, sure=True)
            surely = [broken, certainly(asked[0]), certainly(asked[1])]
            kept = every((kept, certainly_not(asked[1]), certainly_not(asked[2])))
            if (surely_another := self._doubt(rule, sure=True)) is not None:
                surely.append(certainly_not(surely_another))
                asked = (*asked, surely_another)
            figures[AS_RECORDED] = as_value(when)
            doubted, broken = either((doubted, broken)), every(surely)
        return ReadRule(
            rule,
            applies,
            when,
            maybe,
            certainly(applies),
            certainly_not(applies),
            broken,
            doubted,
            kept,
            self._with_message(where, rule.subject, rule.message + rule.possible_message, figures),
            asked,
        )

    def _asked(self, rule: RuleDeclaration, sure: bool = False) -> tuple[Truth, ...]:
        """That a rule applies, is broken, may be broken; as far as is sure, if ``sure``."""
        where, subject = f"rule {rule.id}", rule.subject
        applies = self._truth(f"{where}: applies", subject, rule.applies, sure=sure)
        return (
            And((*self._in_force(rule), applies)),
            self._truth(f"{where}: when", subject, rule.when, sure=sure),
            self._truth(f"{where}: possible_when", subject, rule.possible_when, True, sure),
        )

    def _doubt(self, rule: RuleDeclaration, sure: bool = False) -> Truth | None:
        """That another law may govern the case, for a rule that would then be none."""
        fact = self.schema.roles.doubt
        if (self.schema.root.name, fact) not in self.declared or rule.kind not in LAW_KINDS:
            return None
        return self._truth(f"rule {rule.id}: doubted-when", rule.subject, fact, sure=sure)

    def _in_force(self, rule: RuleDeclaration) -> tuple[Truth, ...]:
        begun = self.schema.roles.received
        received = self._parser(f"rule {rule.id}", begun, rule.subject).value(DATE)
        bounds = []
        if rule.since is not None:
            bounds.append(Compare(">=", received, Literal(DATE, rule.since.toordinal())))
        if rule.until is not None:
            bounds.append(Compare("<=", received, Literal(DATE, rule.until.toordinal())))
        return tuple(bounds)

    def clock(self, clock: ClockDeclaration) -> ReadClock:
        where = f"clock {clock.name}"
        if clock.period is not None and clock.period not in self.periods:
            near = nearest(clock.period, self.periods)
            raise LawError(where, f"the policy has no period {clock.period!r}{near}")
        parts = {name: f"({getattr(clock, name)})" for name in CLOCK_PARTS}
        ends = parts | ({"due": f"({clock.due_latest})"} if clock.due_latest else {})
        in_force = (clock.in_force or self.schema.roles.received) if clock.period else None
        values = self._values(
            where,
            clock.subject,
            {
                "started": (clock.started, DATE),
                "due": (clock.due, DATE),
                "stopped": (clock.stopped, DATE),
                "status": (_STATUS.format(**ends), STATUS),
                "used": (clock.used.format(**parts), INT),
                "left": (_LEFT.format(**parts), INT),
                "in_force": (in_force, DATE),
                "school": (clock.school, BOOL),
                "due_latest": (clock.due_latest, DATE),
            },
            ("started", "due", "used", "left") if clock.due_latest else (),
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

    def action(self, action: ActionDeclaration) -> ReadAction:
        where = f"action {action.name}"
        actors = self.schema.vocabulary.actor.members
        if action.actor not in actors:
            raise LawError(where, f"unknown actor {action.actor!r}{nearest(action.actor, actors)}")
        clocks = [each.name for chapter in self.chapters for each in chapter.clocks]
        for name in action.meets:
            if name not in clocks:
                near = nearest(name, clocks)
                raise LawError(f"{where}: meets", f"unknown clock {name!r}{near}")
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
            ("deadline",),
        )
        offered = certainly(when)
        return ReadAction(
            action,
            offered,
            every((certainly(expected), negated(offered))),
            self._with_message(where, action.subject, action.message + action.not_yet, values),
            self._with_message(where, action.subject, action.draft_text, {}),
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
