"""A law after every expression of its declarations has been read and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from attrs import field, fields, frozen

from foirules.documents.suggest import nearest
from foirules.language.codec import Later, later
from foirules.language.declarations import (
    ActionDeclaration,
    Chapter,
    ClockDeclaration,
    FactDeclaration,
    RuleDeclaration,
)
from foirules.language.kleene import every, negated
from foirules.language.nodes import Self, Test, Truth, Value
from foirules.language.schema import Schema
from foirules.language.walk import attributes

DOUBTED: Final = "doubted"
"""Among the values of a rule: that it is broken, if it is this law that governs the case."""
AS_RECORDED: Final = "as_recorded"
"""Likewise: that it is broken, if there is nothing that the source does not record."""
DECLARED: Final = ("facts", "rules", "clocks", "actions")
"""The kinds of declarations of a law."""
MOST_LAWS: Final = 32
"""Laws of one kind that a process keeps, such as those compiled: each takes some megabytes."""
PLACEHOLDER: Final = re.compile(r"(on )?\{([a-z0-9_.]+)(?:\|([^}]*))?\}")


@frozen
class ReadFact:
    """A fact, its expression as a tree."""

    declared: FactDeclaration
    tree: Value

    @property
    def key(self) -> tuple[str, str]:
        return self.declared.subject, self.declared.name


@frozen
class ReadRule:
    """A rule as tests that are true or not: ``arises`` and ``excluded`` say that it certainly does
    or does not apply, ``broken`` and ``kept`` that it certainly is, ``doubted`` that it may be.
    ``asked`` are the truths by which it is undecided where one of them is unknown."""

    declared: RuleDeclaration
    applies: Truth
    when: Truth
    possible_when: Truth
    arises: Test
    excluded: Test
    broken: Test
    doubted: Test
    kept: Test
    values: Mapping[str, Value]
    asked: tuple[Truth, ...]

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

    declared: ClockDeclaration
    when: Test
    values: Mapping[str, Value]
    pause: tuple[Value, Value] | None = None
    in_force: str | None = None


@frozen
class ReadAction:
    """An action; ``offered`` says that it is open, ``awaited`` that it is expected and not open.
    ``draft`` are the values that its draft text names."""

    declared: ActionDeclaration
    offered: Test
    awaited: Test
    values: Mapping[str, Value]
    draft: Mapping[str, Value]


@frozen
class Outline:
    """What is known of a declaration before its trees are made.

    :param name: of a fact or a clock its name, of a rule its id.
    :param reads: the fields and facts that it reads, by subject and name, each with whether the row
        is its own.
    """

    subject: str
    name: str
    reads: tuple[tuple[str, str, bool], ...]

    @property
    def key(self) -> tuple[str, str]:
        return self.subject, self.name


def outline(read: ReadFact | ReadRule | ReadClock | ReadAction) -> Outline:
    """What is to be known of a declaration at once."""
    declared = read.declared
    name = declared.id if isinstance(declared, RuleDeclaration) else declared.name
    held = [getattr(read, f.name) for f in fields(type(read)) if f.name != "declared"]
    trees = tuple(tuple(each.values()) if isinstance(each, Mapping) else each for each in held)
    found = {(a.row.subject, a.name, isinstance(a.row, Self)) for a in attributes(trees)}
    return Outline(declared.subject, name, tuple(sorted(found)))


def _outlines(read: Sequence[Any]) -> tuple[Outline, ...]:
    return read.heads if isinstance(read, Later) else tuple(map(outline, read))


class ByKey(Mapping[tuple[str, str], ReadFact]):
    """Facts by subject and name, each made when it is asked for."""

    def __init__(self, facts: Sequence[ReadFact]) -> None:
        self._facts = facts

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        known: Sequence[Any] = (
            _outlines(self._facts) if isinstance(self._facts, Later) else self._facts
        )
        return {fact.key: place for place, fact in enumerate(known)}

    def __getitem__(self, key: tuple[str, str]) -> ReadFact:
        return self._facts[self._places[key]]

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@frozen(eq=False, repr=False, slots=False)
class Law:
    """A checked law. ``facts`` stand in an order in which each follows those it reads.

    ``kept_as`` is the name and the key under which what is made of it may be kept between runs;
    None where it may not, as of a law that is another one changed.
    """

    schema: Schema
    facts: Sequence[ReadFact] = field(metadata=later(outline))
    rules: Sequence[ReadRule] = field(metadata=later(outline))
    clocks: Sequence[ReadClock] = field(metadata=later(outline))
    actions: Sequence[ReadAction] = field(metadata=later(outline))
    periods: frozenset[str]
    chapters: Sequence[Chapter] = field(metadata=later(lambda chapter: chapter.name))
    by_key: Mapping[tuple[str, str], ReadFact] = field(init=False, eq=False, repr=False)
    kept_as: tuple[str, str] | None = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "by_key", ByKey(self.facts))

    @cached_property
    def outlines(self) -> Mapping[str, tuple[Outline, ...]]:
        """What is known of the declarations at once, by their kind, such as ``facts``, in their
        order."""
        return {kind: _outlines(getattr(self, kind)) for kind in DECLARED}

    def rule(self, id: str) -> ReadRule:
        """The rule of an id; KeyError naming the nearest."""
        found = next((r for r in self.rules if r.declared.id == id), None)
        if found is None:
            raise KeyError(f"no rule {id!r}{nearest(id, [r.declared.id for r in self.rules])}")
        return found
