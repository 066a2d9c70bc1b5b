"""Every mutant of the law: one declaration with one change in one of its expressions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, Final

from attrs import define, evolve, field, frozen

from foirules.assessing.one_case import names_of
from foirules.language.declarations import (
    ActionDeclaration,
    Chapter,
    ClockDeclaration,
    FactDeclaration,
    Pause,
    RuleDeclaration,
)
from foirules.language.errors import LawError
from foirules.language.law import Law, ReadAction, ReadClock, ReadFact, ReadRule
from foirules.language.law_reader import LawReader
from foirules.language.regime import Regime
from foirules.language.types import BOOL
from foirules.policy.policies import load_policies
from tests.files import read_yaml
from tests.foia import REGIME
from tests.mutation.expressions import changes, moved

Declared = FactDeclaration | RuleDeclaration | ClockDeclaration | ActionDeclaration
Output = ReadRule | ReadClock | ReadAction
Read = ReadFact | Output

EXPRESSIONS: Final[dict[type[Any], tuple[str, ...]]] = {
    FactDeclaration: ("expression",),
    RuleDeclaration: (
        "applies",
        "when",
        "possible_when",
        "due",
        "ended",
        "begins",
        "exemptions",
        "since",
        "until",
    ),
    ClockDeclaration: (
        "when",
        "started",
        "due",
        "stopped",
        "lapsed",
        "paused",
        "superseded",
        "in_force",
        "school",
        "used",
        "pause",
    ),
    ActionDeclaration: ("when", "available_from", "deadline", "expected", "opens"),
    Pause: ("start", "end"),
}


TRUTHS: Final = (
    "applies",
    "when",
    "possible_when",
    "lapsed",
    "paused",
    "superseded",
    "school",
    "expected",
)


@frozen
class Mutant:
    """A declaration as it was read, changed in one place.

    ``of`` names it, with the field of the change (``rule late-response: when``), ``said`` is the
    change. ``read`` are the changed declaration and, where it may now be absent or unknown as it
    could not be before, those that read it.
    """

    of: str
    said: str
    read: tuple[Read, ...]


def name_of(declared: Declared) -> str:
    match declared:
        case FactDeclaration(subject, name):
            return f"fact {subject}.{name}"
        case RuleDeclaration():
            return f"rule {declared.id}"
        case ClockDeclaration():
            return f"clock {declared.name}"
        case ActionDeclaration():
            return f"action {declared.name}"


def trees_of(read: Read) -> tuple[Any, ...]:
    """All that runs of a declaration."""
    match read:
        case ReadFact():
            return (read.tree,)
        case ReadRule():
            tests = (read.applies, read.when, read.possible_when)
            return (*tests, *read.values.items())
        case ReadClock():
            return (read.when, *read.values.items(), read.pause)
        case ReadAction():
            return (read.offered, read.awaited, *read.values.items())


@define
class Mutants:
    """The mutants of a law; none that the language refuses, or that comes to the same trees.

    :param chapters: those whose declarations are changed; all, if not given.
    """

    reader: LawReader
    chapters: tuple[Chapter, ...] = ()
    law: Law = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.law = self.reader.law()

    def declarations(self) -> list[Read]:
        """Those that are changed."""
        every = self.every()
        if not self.chapters:
            return every
        own = {name_of(each) for chapter in self.chapters for each in chapter.declarations()}
        return [each for each in every if name_of(each.declared) in own]

    def every(self) -> list[Read]:
        return [*self.law.facts, *self.law.rules, *self.law.clocks, *self.law.actions]

    def of(self, read: Read) -> Iterator[Mutant]:
        """The mutants of one declaration."""
        seen = {trees_of(read)}
        for where, said, declared in _changed(read.declared):
            try:
                mutants = self._read(declared)
            except LawError:
                continue
            trees = trees_of(mutants[0])
            if trees not in seen:
                seen.add(trees)
                yield Mutant(f"{name_of(declared)}{where}", said, mutants)

    def _read(self, declared: Declared) -> tuple[Read, ...]:
        match declared:
            case FactDeclaration():
                return self._fact(declared)
            case RuleDeclaration():
                return (self.reader.rule(declared),)
            case ClockDeclaration():
                return (self.reader.clock(declared),)
            case ActionDeclaration():
                return (self.reader.action(declared),)

    def _fact(self, fact: FactDeclaration) -> tuple[Read, ...]:
        """The fact, read beside the others; where these read it as what it can no longer be, all
        that changes."""
        key = (fact.subject, fact.name)
        old = self.reader.read[key]
        declared = {**self.reader.declared, key: fact}
        others = {k: v for k, v in self.reader.read.items() if k != key}
        reader = evolve(self.reader, declared=declared, read=others, reading=[])
        new = reader.fact(*key)
        if new.tree.absent <= old.tree.absent and new.tree.unknown <= old.tree.unknown:
            return (new,)
        chapters = tuple(
            evolve(c, facts=[fact if (f.subject, f.name) == key else f for f in c.facts])
            for c in self.reader.chapters
        )
        law = LawReader(self.reader.schema, chapters, self.reader.periods).law()
        known = {name_of(each.declared): each for each in self.every()}
        all_read: list[Read] = [*law.facts, *law.rules, *law.clocks, *law.actions]
        changed = [r for r in all_read if trees_of(r) != trees_of(known[name_of(r.declared)])]
        return (new, *(r for r in changed if name_of(r.declared) != name_of(fact)))


def of_the_act() -> Mutants:
    """The mutants of the Act."""
    return of_law(REGIME)


@cache
def of_law(regime: Regime) -> Mutants:
    """The mutants of a law that the project ships; what it applies of another is changed there."""
    reader = LawReader(regime.schema, regime.chapters, names_of(load_policies()[regime.id]))
    top = read_yaml((regime.folder / "regime.yaml").read_text(encoding="utf-8"))
    own = {path for path in regime.files if path.parent == regime.folder or "applied-by" not in top}
    named = zip(regime.files, regime.chapters, strict=True)
    return Mutants(reader, tuple(chapter for path, chapter in named if path in own))


def _changed(declared: Any) -> Iterator[tuple[str, str, Any]]:
    """Where a declaration is changed, how, and what it is then."""
    for name in EXPRESSIONS[type(declared)]:
        where = "" if name == "expression" else f": {name}"
        value = getattr(declared, name)
        if (
            isinstance(declared, ClockDeclaration)
            and name == "in_force"
            and declared.period is None
        ):
            continue
        if isinstance(value, Pause):
            for inner in EXPRESSIONS[Pause]:
                for said, text in _texts(getattr(value, inner), False):
                    pause = evolve(value, **{inner: text})
                    yield f"{where} {inner}", said, evolve(declared, pause=pause)
        else:
            truth = name in TRUTHS or (
                isinstance(declared, FactDeclaration) and declared.type is BOOL
            )
            for said, new in _texts(value, truth):
                yield where, said, evolve(declared, **{name: new})


def _texts(value: str | date | None, truth: bool) -> Iterable[tuple[str, Any]]:
    match value:
        case date():
            return [(f"{value} -> {day}", day) for day in moved(value)]
        case str():
            return [(change.said, change.text) for change in changes(value, truth)]
        case _:
            return []
