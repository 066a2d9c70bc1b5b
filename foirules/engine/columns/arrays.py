"""How values stand in numpy columns: a type a dtype, and in each the two numbers that are no value.

A column holds what the scalar back end holds, in the smallest dtype that its type needs; absent and
unknown are two numbers below every value, so that a comparison never needs a second column.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np

from foirules.engine.encoding import encoder
from foirules.language import nodes
from foirules.language.types import BOOL, Enumeration, SetType, Type

Array = np.ndarray[Any, np.dtype[Any]]
"""A column; without a dimension where it is one value that stands for a column."""
Mask = np.ndarray[Any, np.dtype[np.bool_]]
"""For each row whether it counts."""
Places = np.ndarray[Any, np.dtype[np.integer[Any]]]
"""Places of rows in a table."""
Days = np.ndarray[Any, np.dtype[np.int32]]
"""Days as ordinals."""

EPOCH: Final = 719163  # the ordinal of 1 January 1970, day 0 of a numpy or polars date
SMALL: Final = np.dtype(np.int8)
WIDE: Final = np.dtype(np.int32)
SET: Final = np.dtype(np.int64)
_UNKNOWN: Final = {SMALL: -2, WIDE: -(2**30), SET: nodes.UNKNOWN}


def dtype_of(kind: Type) -> np.dtype[Any]:
    """Names and truths in a byte, days and numbers in four, sets of names in eight."""
    if kind is BOOL or isinstance(kind, Enumeration):
        return SMALL
    return SET if isinstance(kind, SetType) else WIDE


def unknown(kind: Type) -> int:
    """The number that stands for unknown in a column of a type."""
    return _UNKNOWN[dtype_of(kind)]


def absent(kind: Type) -> int:
    """The number that stands for absent in a column of a type."""
    return _UNKNOWN[dtype_of(kind)] + 1


def encode(kind: Type, value: int) -> Array:
    """A number of the language, or one that is no value, as one value for a whole column."""
    dtype = dtype_of(kind)
    if value in (nodes.UNKNOWN, nodes.ABSENT):
        value = _UNKNOWN[dtype] + (value == nodes.ABSENT)
    column: Array = dtype.type(value)
    return column


def encoded(kind: Type, values: Iterable[Any]) -> Array:
    """Values of a field, as a case records them, as they stand in a column."""
    return np.array(list(map(encoder(kind), values)), dtype_of(kind))


def decode(kind: Type, column: Array) -> list[int]:
    """A column's values as numbers of the language."""
    low = _UNKNOWN[dtype_of(kind)]
    no_value = {low: nodes.UNKNOWN, low + 1: nodes.ABSENT}
    return [no_value.get(value, value) for value in np.asarray(column).tolist()]


def take(column: Array, index: Places) -> Array:
    """The rows of an index; one value for all stays one value."""
    return column if np.ndim(column) == 0 else column.take(index)


def where(chosen: Mask, then: Array | np.integer[Any], other: Array | np.integer[Any]) -> Array:
    """``then`` in the rows of a mask, ``other`` elsewhere; both of one dtype."""
    if then.dtype == SET:
        return np.where(chosen, then, other)
    # numpy asks row by row, which takes long where the answers change about.
    bits = -np.asarray(chosen).view(SMALL)
    picked: Array = other ^ ((then ^ other) & bits.astype(then.dtype, copy=False))
    return picked


def spread(column: Array, size: int) -> Array:
    """A column of so many rows; one value for all is repeated."""
    return np.broadcast_to(column, size) if np.ndim(column) == 0 else column


def ranges(starts: Places, counts: Places) -> Places:
    """starts[0], starts[0]+1, ... counts[0] of them; then from starts[1]; and so on."""
    some = counts > 0
    if not some.all():
        starts, counts = starts[some], counts[some]
    ends = np.cumsum(counts)
    steps = np.ones(int(ends[-1]) if len(ends) else 0, np.intp)
    steps[:1] = starts[:1]
    steps[ends[:-1]] = np.diff(starts) - counts[:-1] + 1  # from the last of one to the next's first
    places: Places = np.cumsum(steps, out=steps)
    return places
