"""The steps that are written of a law, and how one step finds the rows of another."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, NamedTuple

from attrs import define, field

from foirules.engine.columns.arrays import Array, Mask, Places, spread, take
from foirules.engine.columns.block import Block
from foirules.engine.columns.domains import Chosen, Domain, Pairs, Slot, subject_of
from foirules.engine.columns.reduce import by_parent, pairs
from foirules.language.errors import LawError
from foirules.language.law import Law
from foirules.language.nodes import Row, Self, Test, Up, Value, Var


class Step(NamedTuple):
    """One operation on the results of earlier steps."""

    run: Callable[..., Any]
    inputs: Sequence[Slot]
    label: str


@define(eq=False, repr=False)
class Steps(ABC):
    """Steps, of which equal expressions of one domain share one."""

    is_kept: ClassVar[bool] = True  # what is written may be kept between runs

    law: Law
    steps: list[Step] = field(init=False, factory=list)
    _slots: dict[Any, Slot] = field(init=False, factory=dict)
    _label: str = field(init=False, default="")

    @abstractmethod
    def value(self, node: Value, domain: Domain) -> Slot:
        """The column of a value."""

    @abstractmethod
    def test(self, test: Test, domain: Domain) -> Slot:
        """The column of a test: truth values."""

    # --- steps --------------------------------------------------------------------------------

    def _emit(self, run: Callable[..., Any], *inputs: Slot) -> Slot:
        self.steps.append(Step(run, inputs, self._label))
        return len(self.steps) - 1

    def _shared(self, key: Any, write: Callable[[], Slot]) -> Slot:
        slot = self._slots.get(key)
        if slot is None:
            slot = self._slots[key] = write()
        return slot

    def _cannot(self, node: Any) -> LawError:
        problem = f"{type(node).__name__} cannot be compiled to columns"
        return LawError(self._label, problem, str(node))

    # --- rows ---------------------------------------------------------------------------------

    def _index(self, row: Row, domain: Domain) -> Slot | None:
        """For each row of a domain the place of the other row; None where that is itself."""
        match row:
            case Var():
                return self._pair(domain, 1)
            case Self():
                if isinstance(domain, Chosen):
                    return domain.rows
                return None if isinstance(domain, str) else self._pair(domain, 0)
            case Up():
                return self._shared(("index", domain, row), lambda: self._climb(row, domain))

    def _climb(self, row: Up, domain: Domain) -> Slot:
        below, parent = row.row, row.subject
        if parent == self._root:  # every row has that of its case at hand
            while isinstance(below, Up):
                below = below.row
        subject = below.subject
        key = ("parent", subject, parent)
        column = partial(_parents, subject, parent)
        index, own = self._shared(key, lambda: self._emit(column)), self._index(below, domain)
        return self._taken(index, own)

    def _case(self, domain: Domain) -> Slot | None:
        """For each row of a domain the place of its case."""
        own = Self(subject_of(domain))
        return self._index(own if own.subject == self._root else Up(self._root, own), domain)

    @property
    def _root(self) -> str:
        return self.law.schema.root.name

    def _pair(self, domain: Domain, side: int) -> Slot:
        assert isinstance(domain, Pairs)
        both = self._shared(("pairs", domain), lambda: self._pairs(domain))
        return self._shared(("side", domain, side), lambda: self._emit(partial(_side, side), both))

    def _pairs(self, domain: Pairs) -> Slot:
        owner, child = domain.source.owner, domain.source.var.subject
        kept = self._kept(domain)
        parent = self._index(Up(owner.subject, Self(child)), child)
        above = self._index(owner, domain.subject)
        assert parent is not None
        assert above is not None
        order = self._shared(("order", parent), lambda: self._emit(_order, parent))
        return self._emit(_both_sides, kept, order, parent, above)

    def _kept(self, domain: Pairs) -> Slot:
        return self.test(domain.kept, domain.source.var.subject)

    def _taken(self, column: Slot, index: Slot | None) -> Slot:
        """A column's rows for those of another domain."""
        if index is None:
            return column
        return self._shared(("taken", column, index), lambda: self._emit(_take, column, index))


def _parents(subject: str, parent: str, block: Block) -> Places:
    return block.tables[subject].parents[parent]


def _side(side: int, _: Block, both: tuple[Places, Places]) -> Places:
    return both[side]


def _order(_: Block, parent: Places) -> Places | None:
    return by_parent(parent)


def _both_sides(
    _: Block, kept: Mask, order: Places | None, parent: Places, above: Places
) -> tuple[Places, Places]:
    return pairs(spread(kept, len(parent)), order, parent, above)


def _take(_: Block, column: Array, index: Places) -> Array:
    return take(column, index)
