"""The columns back end on bounds: aggregates of rows that are decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from attrs import define

from foirules.engine.columns.aggregates import Grouping
from foirules.engine.columns.arrays import Array, Mask, Places, absent, spread
from foirules.engine.columns.bounded_values import BoundedValues
from foirules.engine.columns.boxes import BoxBlock
from foirules.engine.columns.domains import Domain, Pairs, Slot, subject_of
from foirules.engine.columns.halves import halves, open_rows
from foirules.engine.columns.reduce import reduced
from foirules.language.nodes import Test, Value
from foirules.language.types import Type

WORST: Final = 2**40  # after every day, and more than every number
_BY_PLACE: Final = ("first", "last")
_BETTER: Final = {"earliest": 1, "latest": -1}


@define
class BoundedAggregates(BoundedValues):
    """Writes bounds of what is worked out of many rows.

    An aggregate rises with the value of each row. The case is marked where it is open which rows
    meet the condition, which of them is the first or the last, or whether one that only may meet it
    makes a difference.
    """

    def _candidates(
        self, function: str, value: Value, sure: Test, possible: Test, grouping: Grouping
    ) -> tuple[Slot, Slot, Slot]:
        domain, kind, certain = grouping.domain, value.type, sure == possible
        found = super()._candidates(function, value, sure, possible, grouping)
        events = self._events(domain) if function in _BY_PLACE else ()
        if not events and not self.varies((value, sure, possible)):
            return found

        def run(block: BoxBlock, v: Array, s: Array, p: Array, parent: Places, *rest: Any) -> Array:
            v, s, p = (spread(each, len(parent)) for each in (v, s, p))
            marks, half = open_rows(s, p), len(parent) // 2
            if events and block.events.order is not None:
                order = [bound.take(rest[0][:half]) for bound in halves(block.events.order)]
                marks = marks | _misplaced(function == "last", v, s, p, parent, rest[0], order)
            elif function in _BETTER and (p != s).any():
                marks = _contending(_BETTER[function], kind, marks, v, s, p, parent[:half])
            elif function == "union" and certain and marks.any():
                held = reduced("union", kind, parent, v, s, s, int(parent.max()) + 1)[parent]
                marks = marks & ((halves(v)[0] & ~halves(held)[0]) != 0)
            block.mark(marks, *rest[len(events) :])
            return s

        v, _, p = found
        return v, self._emit(run, *found, grouping.parent, *events, *self._cases(domain)), p

    def _events(self, domain: Domain) -> tuple[Slot, ...]:
        """For each row of a domain the place of its event; nothing where rows are of no event."""
        child = domain.source.var.subject if isinstance(domain, Pairs) else subject_of(domain)
        if not self.law.schema.by_name[child].made_of:
            return ()
        row = self._pair(domain, 1) if isinstance(domain, Pairs) else None
        return (self._taken(self._event(child), row),)


def _contending(
    sign: int, kind: Type, open: Mask, value: Array, sure: Mask, possible: Mask, parent: Places
) -> Mask:
    """Rows of a half that may be the earliest, or the latest, or not.

    :param sign: 1 for the earliest, -1 for the latest.
    :param open: rows of which it is open whether they meet the condition.
    """
    least, greatest = (sign * each.astype(np.int64) for each in halves(value)[::sign])
    known = halves(value)[0] > absent(kind)
    (must, _), (_, can) = halves(sure), halves(possible)
    size = int(parent.max(initial=0)) + 1
    best_least, best_greatest = (np.full(size, WORST) for _ in range(2))
    rows = np.flatnonzero(must & known)
    np.minimum.at(best_least, parent[rows], least[rows])
    np.minimum.at(best_greatest, parent[rows], greatest[rows])
    matters = can & ~must & (~known | (least < best_greatest[parent]))
    surely = known & ~open & (greatest < best_least[parent])
    return matters & ~surely & (open | known)


def _misplaced(
    last: bool,
    value: Array,
    sure: Mask,
    possible: Mask,
    parent: Places,
    event: Places,
    order: Sequence[Array],
) -> Mask:
    """Rows of a half that may stand after the one that is taken to be the last, or before the
    first, and would make a difference there."""
    (can, _), (low, high) = halves(possible), order
    rows = np.flatnonzero(can)
    if not last:
        rows = rows[::-1]
    taken = np.zeros(int(parent[rows].max(initial=0)) + 1, int)
    taken[parent[rows]] = rows
    of = taken[parent[rows]]
    wrong = high[rows] > low[of] if last else low[rows] < high[of]
    (least, greatest), (certain, _) = halves(value), halves(sure)
    same = (least[rows] == greatest[rows]) & (least[rows] == least[of])
    same &= (greatest[of] == least[of]) & certain[rows] & certain[of]
    marks = np.zeros(len(can), bool)
    marks[rows] = wrong & (event[rows] != event[of]) & ~same
    return marks
