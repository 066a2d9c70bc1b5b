"""Many rows -> one value for each parent: the aggregates of the language, on columns.

Rows stand in the order of events; ``parent`` holds for each the place of its parent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from attrs import frozen

from foirules.engine.columns.arrays import Array, Mask, Places, absent, dtype_of, ranges, unknown
from foirules.language.types import Type


def exists(parent: Places, mask: Mask, size: int) -> Mask:
    """Whether a row of each parent is in the mask."""
    has_row = np.zeros(size, bool)
    has_row[parent.take(np.flatnonzero(mask))] = True
    return has_row


def by_parent(parent: Places) -> Places | None:
    """The rows in order of their parents; None where they stand so."""
    return None if (parent[1:] >= parent[:-1]).all() else np.argsort(parent, kind="stable")


def pairs(kept: Mask, order: Places | None, parent: Places, above: Places) -> tuple[Places, Places]:
    """Each own row with each kept row of the same parent, as (own places, places of those rows).

    :param kept: of the rows looked at, those that count; ``parent`` is the parent of each, and
        ``order`` as :func:`by_parent` gives it.
    :param above: the parent of each own row.
    """
    rows = np.flatnonzero(kept) if order is None else order.compress(kept.take(order))
    if not len(rows) or not len(above):
        return rows[:0], rows[:0]
    counts = np.bincount(parent.take(rows), minlength=int(above.max()) + 1)
    starts = np.cumsum(counts) - counts
    own = np.flatnonzero(counts.take(above))  # the few that have any
    above = above.take(own)
    each = counts.take(above)
    return np.repeat(own, each), rows.take(ranges(starts.take(above), each))


@frozen(eq=False, repr=False)
class Candidates:
    """The rows that meet the condition, or may: their parents, their values, and which may."""

    parent: Places
    value: Array
    maybe: Mask


def _first(kind: Type, rows: Candidates, size: int) -> Array:
    # Of several rows of one parent the one that is written last stays.
    return _last(kind, Candidates(rows.parent[::-1], rows.value[::-1], rows.maybe[::-1]), size)


def _last(kind: Type, rows: Candidates, size: int) -> Array:
    results = np.full(size, absent(kind), dtype_of(kind))
    maybe = rows.maybe.any()
    results[rows.parent] = np.where(rows.maybe, unknown(kind), rows.value) if maybe else rows.value
    return results


def _earliest(kind: Type, rows: Candidates, size: int) -> Array:
    return _extreme(kind, np.minimum, np.iinfo(dtype_of(kind)).max, rows, size)


def _latest(kind: Type, rows: Candidates, size: int) -> Array:
    return _extreme(kind, np.maximum, absent(kind), rows, size)


def _extreme(kind: Type, better: np.ufunc, worst: int, rows: Candidates, size: int) -> Array:
    """A row in doubt matters only where its value would be the earlier, or the later."""
    results = np.full(size, worst, dtype_of(kind))
    known = rows.value > absent(kind)
    sure = np.flatnonzero(known & ~rows.maybe)
    better.at(results, rows.parent.take(sure), rows.value.take(sure))
    unsure = rows.parent.compress(rows.value == unknown(kind))
    doubted = np.flatnonzero(known & rows.maybe)
    if len(doubted):
        possible = results.copy()
        better.at(possible, rows.parent.take(doubted), rows.value.take(doubted))
        unsure = np.concatenate([unsure, np.flatnonzero(possible != results)])
    results[results == worst] = absent(kind)
    results[unsure] = unknown(kind)
    return results


def _union(kind: Type, rows: Candidates, size: int) -> Array:
    return _sum(np.bitwise_or, kind, rows, size)


def _total(kind: Type, rows: Candidates, size: int) -> Array:
    return _sum(np.add, kind, rows, size)


def _sum(add: np.ufunc, kind: Type, rows: Candidates, size: int) -> Array:
    results = np.zeros(size, dtype_of(kind))
    sure = np.flatnonzero((rows.value > absent(kind)) & ~rows.maybe)
    add.at(results, rows.parent.take(sure), rows.value.take(sure))
    unsure = rows.maybe | (rows.value == unknown(kind))
    results[rows.parent.compress(unsure)] = unknown(kind)
    return results


_REDUCTIONS: Final[dict[str, Callable[[Type, Candidates, int], Array]]] = {
    "first": _first,
    "last": _last,
    "earliest": _earliest,
    "latest": _latest,
    "union": _union,
    "total": _total,
    "count": _total,
}


def reduced(
    function: str, kind: Type, parent: Places, value: Array, sure: Mask, possible: Mask, size: int
) -> Array:
    """The aggregate of each parent's rows.

    :param sure: the rows that certainly meet the condition; ``possible`` those that may, them
        included.
    """
    rows = np.flatnonzero(possible)
    chosen = Candidates(parent.take(rows), value.take(rows), ~sure.take(rows))
    return _REDUCTIONS[function](kind, chosen, size)
