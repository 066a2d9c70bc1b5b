"""The columns back end on bounds: the law applied to all days of a case at once.

Each value and each test is worked out as its bounds (:mod:`foirules.engine.columns.halves`). A test
is *open* where it can hold and need not. Where what is said of a case rests on an open test, or a
bound is what a value is on no day, its box is marked as undecided: what is said is not to be used.
Of all other boxes, the two halves together say what all of their days do.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
from attrs import define

from foirules.engine.columns.arrays import WIDE, Array, dtype_of, spread
from foirules.engine.columns.boxes import BoxBlock
from foirules.engine.columns.domains import Chosen, Slot
from foirules.engine.columns.halves import halves, joined, open_rows
from foirules.engine.columns.influence import Influence
from foirules.engine.columns.writer import Writer
from foirules.language.nodes import Test, Value


@define
class BoundedWriter(Influence, Writer):
    """Writes the steps of a law on bounds."""

    is_kept = False
    takes_apart = False

    def _state(self, run: Callable[..., Array], tests: tuple[Test, ...], subject: str) -> Slot:
        if not self.varies(tests):
            return super()._state(run, tests, subject)

        def decided(block: BoxBlock, *columns: Array) -> Array:
            size = block.tables[subject].size
            of_tests = [halves(spread(column, size)) for column in columns[: len(tests)]]
            state = run(block, *(least for least, _ in of_tests))
            (rows,) = np.nonzero(open_rows(*(joined(*each) for each in of_tests)))
            marks = np.zeros(size // 2, bool)
            few = [(least[rows], greatest[rows]) for least, greatest in of_tests]
            for each in product(*few) if len(rows) else ():
                marks[rows] |= run(block, *each) != state[rows]
            block.mark(marks, *columns[len(tests) :])
            return joined(state, state)

        return self._emit(
            decided, *(self.test(test, subject) for test in tests), *self._cases(subject)
        )

    def _said(self, value: Value, chosen: Chosen) -> Slot:
        slot = self.value(value, chosen)
        if not self.varies(value):
            return slot
        if dtype_of(value.type) != WIDE:
            return self._decided(slot, chosen)

        def run(block: BoxBlock, column: Array, bits: Array, *cases: Any) -> Array:
            rises, falls = halves(bits)
            block.mark(open_rows(column) & ((rises & falls) != 0), *cases)
            return column

        return self._emit(run, slot, self.influence(value, chosen), *self._cases(chosen))
