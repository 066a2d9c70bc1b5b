"""Cases whose events may each have happened on several days, as a block of bounds.

A *box* gives each event of a case a first and a last day. The block has every row twice, as
:mod:`foirules.engine.columns.halves` says: once by the first days, once by the last.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from attrs import define, evolve, frozen

from foirules.engine.columns.arrays import Array, Days, Mask, Places
from foirules.engine.columns.block import Block, block
from foirules.engine.columns.day_tables import Functions
from foirules.engine.columns.halves import joined
from foirules.engine.columns.log import Log
from foirules.language.schema import Schema

MOST_FREE: Final = 60  # events of a box that move each by itself: each has a bit of a number
_PLACES: Final = 1 << 11  # more than a case has events
_ORDERS: Final = 1 << 32  # more than there are days and places of one case


@frozen(eq=False)
class EventBounds:
    """What is known of the events of boxes, in halves as their log is.

    :param place: the first and the last place that each can have among those of its case.
    :param order: numbers that are in the order in which the events happened, the least and the
        greatest of each; None where the rows stand in that order, however the days fell.
    :param moved: bits that stand for the day of the event, in the first half: what rises with it
        has them there, and what falls with it in the second. Events that can not move each by
        itself have one.
    """

    place: Array
    order: Array | None
    moved: Array

    @property
    def many(self) -> int:
        """How many events a half has."""
        return len(self.moved) // 2


@define(eq=False)
class BoxBlock(Block):
    """The tables of some boxes, in halves.

    :param undecided: marks the boxes of which the law does not say the same of all days.
    :param left_open: of each box the bits of the events whose days leave a comparison open.
    """

    events: EventBounds
    undecided: Mask
    left_open: Array

    def mark(self, rows: Mask, case: Places | None = None) -> None:
        """Marks the boxes of some rows.

        :param rows: a mask of a half of the rows.
        :param case: of each row its case; None where the rows are the cases.
        """
        if rows.any():
            places = np.flatnonzero(rows)
            self.undecided[places if case is None else case[places]] = True

    def leave_open(self, rows: Mask, bits: Array, case: Places | None = None) -> None:
        """Keeps what leaves some rows open.

        :param rows: a mask of a half of the rows; ``bits`` of each, or of all, its events.
        :param case: of each row its case; None where the rows are the cases.
        """
        if rows.any():
            places = np.flatnonzero(rows)
            of_rows = np.broadcast_to(bits, rows.shape)[places]
            np.bitwise_or.at(self.left_open, places if case is None else case[places], of_rows)


def box_block(
    log: Log, until: Days, in_order: Mask, schema: Schema, as_of: np.int32, functions: Functions
) -> tuple[BoxBlock, Log, Places]:
    """A block of boxes, its log, and for each event of that the place it had in the first one.

    :param log: a case for each box, by the first day of each event, in the order of the record.
    :param until: the last day of each event; it is after ``as_of`` only where the first day is.
    :param in_order: of each box whether its events happened in the order of the record.
    """
    place = np.arange(len(log.case)) - log.first_event[log.case]
    ordered = in_order[log.case]
    low = np.where(ordered, place, log.on.astype(np.int64) * _PLACES + place)
    high = np.where(ordered, place, until.astype(np.int64) * _PLACES + place)
    sorted_log, order = log.by_day()
    low, high, until = low[order], high[order], until[order]
    every = np.arange(log.size)
    twice = sorted_log.chosen(np.concatenate([every, every]))
    twice = evolve(twice, on=joined(sorted_log.on, until))
    made = block(twice, schema, as_of, functions)
    of_case: Places = log.case * _ORDERS
    first = log.first_event[log.case]
    before = np.searchsorted(np.sort(of_case + high), of_case + low) - first
    not_after = np.searchsorted(np.sort(of_case + low), of_case + high) - first - (low < high)
    events = EventBounds(
        joined(before, not_after).astype(np.int32),
        None if (before == not_after).all() else joined(low, high),
        _moved(sorted_log, until, in_order),
    )
    found = BoxBlock(
        made.tables,
        made.as_of,
        made.functions,
        made.first_day,
        made.outside,
        events,
        np.zeros(log.size, bool),
        np.zeros(log.size, np.int64),
    )
    return found, twice, np.concatenate([order, order + len(order)])


def _moved(log: Log, until: Days, in_order: Mask) -> Array:
    """The bits that stand for the day of each event.

    Where the order is known, an event that can only be as late as the next lets it is not free of
    that; else one is free of all but the first event of its case, which comes before all.
    """
    case, first = log.case, log.first_event[log.case]
    moves = until > log.on
    number = np.arange(len(case))
    bound = np.zeros(len(case), bool)
    bound[1:] = (case[1:] == case[:-1]) & in_order[case[1:]] & (log.on[1:] < until[:-1])
    starts = moves & ~bound
    counted = np.cumsum(starts)
    of_case: Places = counted - (counted[first] - starts[first])  # from 1, of each case
    bit = np.maximum(of_case - 1, 0)
    with_first = ~in_order[case] & (log.on < until[first]) & (number > first)
    bit[with_first] = 0
    bits = np.where(moves, np.int64(1) << np.minimum(bit, MOST_FREE), 0)
    return joined(bits, np.zeros(len(case), np.int64))
