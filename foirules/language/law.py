"""A law after every expression of its declarations has been read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from foirules.documents.suggest import nearest
from foirules.language.declarations import (
    ActionDeclaration,
    Chapter,
    ClockDeclaration,
    FactDeclaration,
    RuleDeclaration,
)
from foirules.language.kleene import every, negated
from foirules.language.nodes import Test, Truth, Value
from foirules.language.schema import Schema

DOUBTED: Final = "doubted"
"""Among the values of a rule: that it is broken, if it is this law that governs the case."""
AS_RECORDED: Final = "as_recorded"
"""Likewise: that it is broken, if there is nothing that the source does not record."""
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
    """An action; ``offered`` says that it is open, ``awaited`` that it is expected and not open."""

    declared: ActionDeclaration
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
