"""What the columns back end says of a frame, by places in the frame's log."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from foirules.engine.columns.arrays import Array, Mask, Places, spread
from foirules.engine.columns.block import Block
from foirules.engine.columns.compiler import Hits
from foirules.language.schema import Schema


@frozen(eq=False, repr=False)
class FrameHits:
    """What one declaration says of a frame, a row each time.

    :param case, part, event: what each row is about, as places in the frame's log; -1 for none.
    :param state: of each row, as :class:`foirules.engine.columns.compiler.Hits` has it.
    :param values: by the names of the declaration, in their order.
    :param latest: the last of the days for complying, where there may be several, as ordinals.
    :param everywhere: a mask of those that are found in every scenario of their case; None for all.
    """

    case: Places
    part: Places
    event: Places
    state: Array
    values: list[Array]
    latest: Array | None = None
    everywhere: Mask | None = None

    def only(self, chosen: Mask | Places) -> FrameHits:
        """Some of the rows, by a mask or by their places."""
        if chosen.dtype == bool and chosen.all():
            return self
        rows = np.flatnonzero(chosen) if chosen.dtype == bool else chosen
        values = [value.take(rows) for value in self.values]
        latest = None if self.latest is None else self.latest.take(rows)
        everywhere = None if self.everywhere is None else self.everywhere.take(rows)
        places = (self.case.take(rows), self.part.take(rows), self.event.take(rows))
        return FrameHits(*places, self.state.take(rows), values, latest, everywhere)


def hits_on_frame(hits: Hits, block: Block, schema: Schema) -> FrameHits:
    """Hits on the block of a frame."""
    table, rows = block.tables[hits.subject], hits.rows
    none = spread(np.array(-1), len(rows))

    def place(subject: str) -> Places:
        if hits.subject == subject:
            return rows
        return table.parents[subject][rows] if subject in table.parents else none

    event = none if table.event is None else table.event[rows]
    of_case, of_part = place(schema.root.name), place(schema.part.name)
    return FrameHits(of_case, of_part, event, hits.state, hits.values)
