"""The columns back end: aggregates, worked out on the rows that they look at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from attrs import define, field, frozen

from foirules.engine.columns.arrays import Array, Mask, Places, spread
from foirules.engine.columns.block import Block
from foirules.engine.columns.domains import Domain, Pairs, Slot, subject_of
from foirules.engine.columns.reduce import exists, reduced
from foirules.engine.columns.steps import Steps
from foirules.language.kleene import TRUE, certainly, certainly_not, either, every, negated
from foirules.language.nodes import (
    UNKNOWN,
    Aggregate,
    Bits,
    Every,
    Row,
    Self,
    Source,
    State,
    Test,
    Up,
    Value,
    Var,
)
from foirules.language.types import SetType, Type
from foirules.language.walk import moved


@frozen(eq=False, repr=False)
class Grouping:
    """Where an aggregate is worked out.

    :param domain: the rows that it looks at; ``move`` makes a tree one about them.
    :param parent: for each of them the place of its parent, a row of ``subject``.
    :param index: from the rows of the domain that asks to those parents; None where they are one.
    """

    domain: Domain
    move: Callable[[Any], Any]
    parent: Slot
    subject: str
    index: Slot | None


class _NotAlone(Exception):
    """A tree is not about the rows of an aggregate alone."""


@define(eq=False, repr=False)
class Aggregates(Steps):
    """Writes what is worked out of many rows."""

    _moves: dict[Any, Any] = field(init=False, factory=dict)

    def _aggregate(self, node: Aggregate, domain: Domain) -> Slot:
        kind, function = node.type, node.function
        sure, possible = certainly(node.condition), negated(certainly_not(node.condition))
        matters = every((possible, _adds_some(node))) if sure == possible else possible
        grouping = self._grouping(node.source, (node.value, node.condition), matters, domain)
        value, sure, possible = grouping.move((node.value, sure, possible))

        def write() -> Slot:
            run = partial(_of_rows, function, kind, grouping.subject)
            return self._emit(
                run, grouping.parent, *self._candidates(function, value, sure, possible, grouping)
            )

        key = (node.function, grouping.domain, grouping.subject, value, sure, possible)
        return self._taken(self._shared(key, write), grouping.index)

    def _candidates(
        self, function: str, value: Value, sure: Test, possible: Test, grouping: Grouping
    ) -> tuple[Slot, Slot, Slot]:
        """Of each row its value, and whether it certainly meets the condition, or may."""
        return (
            self.value(value, grouping.domain),
            self.test(sure, grouping.domain),
            self.test(possible, grouping.domain),
        )

    def _exists(self, source: Source, test: Test, domain: Domain) -> Slot:
        grouping = self._grouping(source, test, test, domain)
        inner = grouping.move(test)

        def write() -> Slot:
            run = partial(_some_of_rows, grouping.subject)
            return self._emit(run, grouping.parent, self.test(inner, grouping.domain))

        key = ("exists", grouping.domain, grouping.subject, inner)
        return self._taken(self._shared(key, write), grouping.index)

    def _grouping(self, source: Source, tree: Any, matters: Test, domain: Domain) -> Grouping:
        """Where to work out an aggregate.

        :param tree: what it reads; ``matters`` holds for every row that can make a difference.
        """
        if self._moved(tree, source) is not None:
            return self._alone(source, domain)
        tests = matters.args if isinstance(matters, Every) else (matters,)
        kept = [test for each in tests if (test := self._moved(each, source)) is not None]
        subject = subject_of(domain)
        inner = Pairs(subject, source, every(kept))
        own = self._index(Self(subject), domain)
        return Grouping(inner, lambda tree: tree, self._pair(inner, 0), subject, own)

    def _alone(self, source: Source, domain: Domain) -> Grouping:
        """Where to work out what is about the rows of a source alone."""
        child, owner = source.var.subject, source.owner
        parent = self._index(Up(owner.subject, Self(child)), child)
        assert parent is not None
        index = self._index(owner, domain)
        move = lambda tree: self._moved(tree, source)  # noqa: E731
        return Grouping(child, move, parent, owner.subject, index)

    def _moved(self, tree: Any, source: Source) -> Any:
        """A tree seen from the rows of a source; None where it is not about these alone."""
        key = tree, source
        if key not in self._moves:
            try:
                self._moves[key] = moved(tree, self._to_row(source))
            except _NotAlone:
                self._moves[key] = None
        return self._moves[key]

    def _to_row(self, source: Source) -> Callable[[Row], Row]:
        """Makes a row seen from an aggregate one seen from the row that it looks at."""
        here = Self(source.var.subject)

        def move(row: Row) -> Row:
            if row == source.owner:
                return Up(row.subject, here)
            match row:
                case Var():
                    return here
                case Up(subject, below):
                    return Up(subject, here if subject == self._root else move(below))
                case _:
                    raise _NotAlone

        return move


def _of_rows(
    function: str,
    kind: Type,
    subject: str,
    block: Block,
    parent: Places,
    value: Array,
    sure: Mask,
    possible: Mask,
) -> Array:
    """An aggregate for each row of a subject."""
    value, sure, possible = (spread(each, len(parent)) for each in (value, sure, possible))
    return reduced(function, kind, parent, value, sure, possible, block.tables[subject].size)


def _some_of_rows(subject: str, block: Block, parent: Places, mask: Mask) -> Mask:
    """For each row of a subject whether one of its rows is in the mask."""
    return exists(parent, spread(mask, len(parent)), block.tables[subject].size)


def _adds_some(node: Aggregate) -> Test:
    """What holds of every row that can make a difference, if it meets the condition for sure."""
    value = node.value
    if node.function != "union" or not isinstance(value.type, SetType):
        return TRUE
    some = Bits(value, value.type.mask(value.type.members), True)
    return either((State(value, UNKNOWN, True), some)) if value.unknown else some
