"""What the law says in several scenarios of many cases, combined: columns by the rule of
:mod:`foirules.engine.combining.rule`, function by function."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from foirules.engine.columns.arrays import Array, Mask, Places
from foirules.engine.columns.log import inverse


@frozen(eq=False, repr=False)
class Groups:
    """Rows that say something of one and the same thing, each in a scenario of its own.

    :param heads: of each group its first row; the groups stand in the order of these.
    :param group: of each row its group.
    """

    heads: Places
    group: Places

    @classmethod
    def of(cls, *keys: Places) -> Groups:
        """Rows that are alike in all of some columns of places, -1 for none."""
        key = np.zeros(len(keys[0]), np.int64)
        for each in keys:
            key = key * (each.max(initial=0) + 2) + each + 1
        _, heads, group = np.unique(key, return_index=True, return_inverse=True)
        order = np.argsort(heads)
        return cls(heads[order], inverse(order)[group])

    @classmethod
    def numbered(cls, group: Places) -> Groups:
        """The groups whose numbers the rows have: all of 0 to the last."""
        return cls(np.unique(group, return_index=True)[1], group)

    def only(self, rows: Mask) -> Groups:
        """The same groups, by the rows of a mask: at least one of each."""
        return Groups.numbered(self.group[rows])

    def count(self, rows: Mask) -> Places:
        """How many rows of each group a mask has."""
        return np.bincount(self.group[rows], minlength=len(self.heads))

    def lowest(self, column: Array) -> Array:
        """The lowest number, of those that are no value too."""
        return self._reduced(np.minimum, column)

    def least(self, column: Array, absent: int) -> Array:
        """The least that is a value, or the earliest day; absent where none is."""
        highest = np.iinfo(column.dtype).max
        lowest = self.lowest(np.where(column > absent, column, highest))
        return np.where(lowest == highest, absent, lowest).astype(column.dtype)

    def latest(self, column: Array) -> Array:
        """The latest day; no value where none is."""
        return self._reduced(np.maximum, column)

    def union(self, column: Array) -> Array:
        """The set that holds what any holds."""
        return self._reduced(np.bitwise_or, np.maximum(column, 0))

    def agreed(self, column: Array, otherwise: int) -> Array:
        """The value that all have; else another."""
        lowest = self.lowest(column)
        return np.where(lowest == self.latest(column), lowest, column.dtype.type(otherwise))

    def _reduced(self, better: np.ufunc, column: Array) -> Array:
        found = np.empty(len(self.heads), column.dtype)
        found[self.group] = column  # some row of each
        better.at(found, self.group, column)
        return found
