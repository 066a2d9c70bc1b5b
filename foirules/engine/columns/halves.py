"""Columns of bounds: the least that each value can be, and in the second half the greatest.

A truth is true in the first half where it must hold, in the second where it can. A column without
a dimension is one value that stands for all. An operation that rises with each of its operands
gives bounds of bounds; one that falls with an operand, if that has its halves changed about.
"""

from __future__ import annotations

import numpy as np

from foirules.engine.columns.arrays import Array, Mask


def halves(column: Array) -> tuple[Array, Array]:
    """The least and the greatest."""
    if np.ndim(column) == 0:
        return column, column
    half = len(column) // 2
    return column[:half], column[half:]


def swapped(column: Array) -> Array:
    """The halves changed about."""
    if np.ndim(column) == 0:
        return column
    least, greatest = halves(column)
    return np.concatenate([greatest, least])


def joined(least: Array, greatest: Array) -> Array:
    """A column of two halves."""
    if np.ndim(least) == 0 and np.ndim(greatest) == 0 and least == greatest:
        return least
    return np.concatenate(np.broadcast_arrays(np.atleast_1d(least), np.atleast_1d(greatest)))


def open_rows(*columns: Array) -> Mask:
    """Where one of some columns may be more than one value, by the rows of a half."""
    marks = np.zeros((), bool)
    for column in columns:
        least, greatest = halves(column)
        marks = marks | (least != greatest)
    return marks


def equal(a: Array, b: Array) -> Array:
    """The bounds of whether two values are the same."""
    (a_least, a_greatest), (b_least, b_greatest) = halves(a), halves(b)
    can = (a_least <= b_greatest) & (b_least <= a_greatest)
    must = (a_least == b_greatest) & (a_greatest == b_least)
    return joined(must, can)


def unequal(a: Array, b: Array) -> Array:
    """The bounds of whether two values differ."""
    return ~swapped(equal(a, b))
