"""The columns back end: whether a row beside meets a test, without going through all pairs of rows.

The test is taken apart by what each piece is about: the row that asks, the row that is looked at,
or both. Where that leaves of both one comparison, as in "an earlier letter refused", the least or
the greatest of the rows looked at answers it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, reduce
from itertools import product
from math import prod
from typing import Any, ClassVar, Final

import numpy as np
from attrs import frozen

from foirules.engine.columns.arrays import Array, Mask, Places, dtype_of, spread
from foirules.engine.columns.block import Block
from foirules.engine.columns.conditions import Conditions, related
from foirules.engine.columns.domains import Domain, Slot
from foirules.engine.columns.operations import all_of, any_of
from foirules.language.kleene import every
from foirules.language.nodes import Either, Every, Exists, Relation, Source, Test, Value, Var
from foirules.language.types import Type
from foirules.language.walk import nodes

_MOST: Final = 16  # clauses of a test; one that would have more is not taken apart
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@frozen(eq=False, repr=False)
class Clause:
    """Tests that hold together: of the row that asks, of the row looked at, and of both."""

    own: tuple[Test, ...] = ()
    looked_at: tuple[Test, ...] = ()
    both: tuple[Test, ...] = ()

    def with_other(self, other: Clause) -> Clause:
        """The tests of two."""
        return Clause(
            self.own + other.own, self.looked_at + other.looked_at, self.both + other.both
        )


class Beside(Conditions):
    """Writes whether a row beside meets a test."""

    takes_apart: ClassVar[bool] = True

    def _exists(self, source: Source, test: Test, domain: Domain) -> Slot:
        if not self.takes_apart or self._moved(test, source) is not None:
            return super()._exists(source, test, domain)
        found = []
        for clause in self._clauses(test, source):
            own = [self.test(each, domain) for each in clause.own]
            found.append(self._joined(all_of, self._some_row(source, clause, domain), *own))
        return self._joined(any_of, *found)

    def _joined(self, how: Callable[..., Array], *tests: Slot) -> Slot:
        return tests[0] if len(tests) == 1 else self._emit(how, *tests)

    def _clauses(self, test: Test, source: Source) -> list[Clause]:
        """The test as clauses, one of which has to hold."""
        if self._moved(test, source) is not None:
            return [Clause(looked_at=(test,))]
        if not _reads_var(test):
            return [Clause(own=(test,))]
        match test:
            case Either(args):
                return [clause for arg in args for clause in self._clauses(arg, source)]
            case Every(args):
                several = [self._clauses(arg, source) for arg in args]
                if prod(map(len, several)) <= _MOST:
                    return [reduce(Clause.with_other, each) for each in product(*several)]
        return [Clause(both=(test,))]

    def _some_row(self, source: Source, clause: Clause, domain: Domain) -> Slot:
        """Whether a row meets what a clause asks of the row looked at, and of both."""
        looked_at = every(clause.looked_at)
        match clause.both:
            case ():
                return self.test(Exists(source, looked_at), domain)
            case (Relation(op, left, right),) if op in _TURNED:
                if not _reads_var(left):
                    op, left, right = _TURNED[op], right, left
                if self._moved(left, source) is not None and not _reads_var(right):
                    best = self._best(source, op in ("<", "<="), left, looked_at, domain)
                    return self._emit(partial(related, op), best, self.value(right, domain))
        return super()._exists(source, every((looked_at, *clause.both)), domain)

    def _best(self, source: Source, least: bool, value: Value, test: Test, domain: Domain) -> Slot:
        """The least or the greatest number in a value's column, of the rows that meet a test; where
        there is none, one that no row's is better than."""
        grouping = self._alone(source, domain)
        value, test = grouping.move((value, test))

        def write() -> Slot:
            slots = self.value(value, grouping.domain), self.test(test, grouping.domain)
            run = partial(_best_of_rows, least, value.type, grouping.subject)
            return self._emit(run, grouping.parent, *slots)

        key = ("best", least, grouping.domain, grouping.subject, value, test)
        return self._taken(self._shared(key, write), grouping.index)


def _best_of_rows(
    least: bool,
    kind: Type,
    subject: str,
    block: Block,
    parent: Places,
    values: Array,
    mask: Mask,
) -> Array:
    """For each row of a subject the least or the greatest number of its rows in the mask."""
    better, bounds = (np.minimum if least else np.maximum), np.iinfo(dtype_of(kind))
    worst = bounds.max if least else bounds.min
    found = np.full(block.tables[subject].size, worst, values.dtype)
    rows = np.flatnonzero(spread(mask, len(parent)))
    better.at(found, parent.take(rows), spread(values, len(parent)).take(rows))
    return found


def _reads_var(tree: Any) -> bool:
    """Whether a tree is about the row that is looked at."""
    return any(isinstance(each, Var) for each in nodes(tree))
