"""Many rows -> one value for each parent: the aggregates of the language, on columns.

Rows stand in the order of events. ``parent`` holds for each row the place of its parent; ``sure``
the rows that certainly meet the condition, ``maybe`` those of which the record does not say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from foirules.engine.arrays import Array, absent, dtype_of, ranges, unknown
from foirules.vocabulary import Type


def exists(parent: Array, mask: Array, size: int) -> Array:
    """Whether a row of each parent is in the mask."""
    found = np.zeros(size, bool)
    found[parent[mask]] = True
    return found


def pairs(kept: Array, parent: Array, above: Array) -> tuple[Array, Array]:
    """Each own row with each kept row of the same parent, as (own places, places of those rows).

    :param kept: of the rows looked at, those that count; ``parent`` is the parent of each.
    :param above: the parent of each own row.
    """
    (rows,) = np.nonzero(kept)
    parents = parent[rows]
    rows = rows[np.argsort(parents, kind="stable")]
    counts = np.bincount(parents, minlength=int(above.max()) + 1 if len(above) else 0)
    starts = np.cumsum(counts) - counts
    each = counts[above]
    return np.repeat(np.arange(len(above)), each), rows[ranges(starts[above], each)]


def _first(kind: Type, parent: Array, value: Array, sure: Array, maybe: Array, size: int) -> Array:
    found = np.full(size, absent(kind), dtype_of(kind))
    (rows,) = np.nonzero(sure | maybe)
    rows = rows[::-1]  # of several rows of one parent the one written last stays
    found[parent[rows]] = np.where(maybe[rows], unknown(kind), value[rows])
    return found


def _last(kind: Type, parent: Array, value: Array, sure: Array, maybe: Array, size: int) -> Array:
    found = np.full(size, absent(kind), dtype_of(kind))
    (rows,) = np.nonzero(sure | maybe)
    found[parent[rows]] = np.where(maybe[rows], unknown(kind), value[rows])
    return found


def _earliest(
    kind: Type, parent: Array, value: Array, sure: Array, maybe: Array, size: int
) -> Array:
    return _extreme(kind, np.minimum, parent, value, sure, maybe, size)


def _latest(kind: Type, parent: Array, value: Array, sure: Array, maybe: Array, size: int) -> Array:
    return _extreme(kind, np.maximum, parent, value, sure, maybe, size)


def _extreme(
    kind: Type, better: np.ufunc, parent: Array, value: Array, sure: Array, maybe: Array, size: int
) -> Array:
    """A row in doubt matters only where its value would be the earlier, or the later."""
    low = absent(kind)
    worst = np.iinfo(np.int32).max if better is np.minimum else low
    known = value > low
    surely = np.full(size, worst, np.int32)
    rows = sure & known
    better.at(surely, parent[rows], value[rows])
    found = np.where(surely == worst, low, surely)
    unsure = exists(parent, (sure | maybe) & (value == unknown(kind)), size)
    doubted = maybe & known
    if doubted.any():
        possibly = surely.copy()
        better.at(possibly, parent[doubted], value[doubted])
        unsure |= possibly != surely
    return np.where(unsure, unknown(kind), found).astype(dtype_of(kind))


def _union(kind: Type, parent: Array, value: Array, sure: Array, maybe: Array, size: int) -> Array:
    return _sum(np.bitwise_or, kind, parent, value, sure, maybe, size)


def _total(kind: Type, parent: Array, value: Array, sure: Array, maybe: Array, size: int) -> Array:
    return _sum(np.add, kind, parent, value, sure, maybe, size)


def _sum(
    add: np.ufunc, kind: Type, parent: Array, value: Array, sure: Array, maybe: Array, size: int
) -> Array:
    found = np.zeros(size, dtype_of(kind))
    rows = sure & (value > absent(kind))
    add.at(found, parent[rows], value[rows])
    unsure = maybe | (sure & (value == unknown(kind)))
    if unsure.any():
        found[parent[unsure]] = unknown(kind)
    return found


Reduction = Callable[[Type, Array, Array, Array, Array, int], Any]
REDUCTIONS: Final[dict[str, Reduction]] = {
    "first": _first,
    "last": _last,
    "earliest": _earliest,
    "latest": _latest,
    "union": _union,
    "total": _total,
    "count": _total,
}
