"""Many rows -> one value for each parent: the aggregates of the language, on columns.

Rows stand in the order of events; ``parent`` holds for each the place of its parent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from attrs import frozen

from foirules.engine.columns.arrays import Array, absent, dtype_of, ranges, unknown
from foirules.language.types import Type


def exists(parent: Array, mask: Array, size: int) -> Array:
    """Whether a row of each parent is in the mask."""
    found = np.zeros(size, bool)
    found[parent.take(np.flatnonzero(mask))] = True
    return found


def pairs(kept: Array, parent: Array, above: Array) -> tuple[Array, Array]:
    """Each own row with each kept row of the same parent, as (own places, places of those rows).

    :param kept: of the rows looked at, those that count; ``parent`` is the parent of each.
    :param above: the parent of each own row.
    """
    rows = np.flatnonzero(kept)
    parents = parent.take(rows)
    if not (parents[1:] >= parents[:-1]).all():
        rows = rows[np.argsort(parents, kind="stable")]
    counts = np.bincount(parents, minlength=int(above.max()) + 1 if len(above) else 0)
    starts = np.cumsum(counts) - counts
    own = np.flatnonzero(counts.take(above))  # the few that have any
    above = above.take(own)
    each = counts.take(above)
    return np.repeat(own, each), rows.take(ranges(starts.take(above), each))


@frozen
class Rows:
    """The rows that meet the condition, or may: their parents, their values, and which may."""

    parent: Array
    value: Array
    maybe: Array


def _first(kind: Type, rows: Rows, size: int) -> Array:
    # Of several rows of one parent the one that is written last stays.
    return _last(kind, Rows(rows.parent[::-1], rows.value[::-1], rows.maybe[::-1]), size)


def _last(kind: Type, rows: Rows, size: int) -> Array:
    found = np.full(size, absent(kind), dtype_of(kind))
    maybe = rows.maybe.any()
    found[rows.parent] = np.where(rows.maybe, unknown(kind), rows.value) if maybe else rows.value
    return found


def _earliest(kind: Type, rows: Rows, size: int) -> Array:
    return _extreme(kind, np.minimum, np.iinfo(dtype_of(kind)).max, rows, size)


def _latest(kind: Type, rows: Rows, size: int) -> Array:
    return _extreme(kind, np.maximum, absent(kind), rows, size)


def _extreme(kind: Type, better: np.ufunc, worst: int, rows: Rows, size: int) -> Array:
    """A row in doubt matters only where its value would be the earlier, or the later."""
    found = np.full(size, worst, dtype_of(kind))
    known = rows.value > absent(kind)
    sure = known & ~rows.maybe
    better.at(found, rows.parent[sure], rows.value[sure])
    unsure = rows.parent[rows.value == unknown(kind)]
    doubted = known & rows.maybe
    if doubted.any():
        possible = found.copy()
        better.at(possible, rows.parent[doubted], rows.value[doubted])
        unsure = np.concatenate([unsure, np.flatnonzero(possible != found)])
    found[found == worst] = absent(kind)
    found[unsure] = unknown(kind)
    return found


def _union(kind: Type, rows: Rows, size: int) -> Array:
    return _sum(np.bitwise_or, kind, rows, size)


def _total(kind: Type, rows: Rows, size: int) -> Array:
    return _sum(np.add, kind, rows, size)


def _sum(add: np.ufunc, kind: Type, rows: Rows, size: int) -> Array:
    found = np.zeros(size, dtype_of(kind))
    known = (rows.value > absent(kind)) & ~rows.maybe
    add.at(found, rows.parent[known], rows.value[known])
    found[rows.parent[rows.maybe | (rows.value == unknown(kind))]] = unknown(kind)
    return found


_REDUCTIONS: Final[dict[str, Callable[[Type, Rows, int], Array]]] = {
    "first": _first,
    "last": _last,
    "earliest": _earliest,
    "latest": _latest,
    "union": _union,
    "total": _total,
    "count": _total,
}


def reduced(
    function: str, kind: Type, parent: Array, value: Array, sure: Array, possible: Array, size: int
) -> Array:
    """The aggregate of each parent's rows.

    :param sure: the rows that certainly meet the condition; ``possible`` those that may, them
        included.
    """
    rows = np.flatnonzero(possible)
    chosen = Rows(parent.take(rows), value.take(rows), ~sure.take(rows))
    return _REDUCTIONS[function](kind, chosen, size)
