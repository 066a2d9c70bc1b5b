"""Cases with days known only as ranges, as boxes: for each event a first and a last day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from attrs import evolve, frozen

from foirules.audit.judging.frames import Frame
from foirules.audit.judging.scenarios import MOST_UNORDERED, ScenarioLog
from foirules.engine.columns.arrays import WIDE, Array, Days, Mask, Places, ranges
from foirules.engine.columns.block import makes
from foirules.engine.columns.boxes import BoxBlock, box_block
from foirules.engine.columns.day_tables import Functions
from foirules.engine.columns.log import Log, rising, rows_of_cases
from foirules.engine.scenarios import MOST, dated
from foirules.language.law import Law

BOXES: Final = 20_000  # judged together, about
COST: Final = 4  # of a box, in scenarios that are judged in the same time
HALVES: Final = 2  # of a box: its first days, and its last


@frozen(eq=False)
class Boxes:
    """Cases of a frame with the days that each of their events can have.

    :param places: of each case its place in the frame that it was taken from.
    :param in_order: a mask of the cases whose events happened in the order of the record.
    :param counted: a mask of the events whose day the law reads.
    :param low: of each event its first day; ``high`` its last.
    :param apart: a mask of the events of whose days each has boxes of its own.
    """

    frame: Frame
    places: Places
    in_order: Mask
    counted: Mask
    low: Days
    high: Days
    apart: Mask

    def only(self, cases: Places) -> Boxes:
        """Some of the cases, by their numbers in order."""
        log = self.frame.log
        events, *_ = rows_of_cases(log.first_event, len(log.case), cases)
        return Boxes(
            self.frame.only(cases),
            self.places[cases],
            self.in_order[cases],
            self.counted[events],
            self.low[events],
            self.high[events],
            self.apart[events],
        )

    def combinations(self, of: Mask) -> Array:
        """How many combinations there are, at most, of the days of some events of each case.

        :param of: a mask of events.
        """
        widths = np.where(of & self.counted, self.high - self.low + 1, 1).astype(float)
        return np.multiply.reduceat(widths, self.frame.log.first_event) if len(of) else widths

    @property
    def scenarios(self) -> Array:
        """How many scenarios each case has, at most."""
        return self.combinations(self.counted)

    def narrower(self, undecided: Mask, left_open: Mask) -> Boxes:
        """The undecided cases, the days apart of what left something open in them as well; without
        those that are judged as soon scenario by scenario.

        :param left_open: a mask of events.
        """
        apart = self.apart | (left_open & self.counted)
        boxes = self.combinations(apart)
        worth = undecided & (boxes > self.combinations(self.apart))
        worth &= COST * boxes < self.scenarios
        return evolve(self, apart=apart).only(np.flatnonzero(worth))

    def parts(self) -> Iterator[BoxedCases]:
        """The cases in parts, each with all its boxes."""
        of_part = (np.cumsum(self.combinations(self.apart)) - 1) // BOXES
        for cases in np.split(np.arange(len(of_part)), np.flatnonzero(np.diff(of_part)) + 1):
            if len(cases):
                yield self.only(cases)._boxed()

    def _boxed(self) -> BoxedCases:
        """Each case with its boxes: a first and a last day of each event that fit together."""
        log = self.frame.log
        widths = np.where(self.apart, self.high - self.low + 1, 1)
        boxes = np.multiply.reduceat(widths, log.first_event)
        case = np.repeat(np.arange(log.size), boxes)
        of_boxes = log.chosen(case)
        events, *_ = rows_of_cases(log.first_event, len(log.case), case)
        number = ranges(np.zeros(log.size, int), boxes)[of_boxes.case]
        day = self.low[events] + number // _later(widths, log)[events] % widths[events]
        day = day.astype(WIDE)
        apart = self.apart[events]
        high = np.where(apart, day, self.high[events])
        in_order = self.in_order[case]
        low, high = days_left(of_boxes, in_order, self.counted[events], day, high)
        wrong = (low > high) | (apart & ((low != day) | (high != day)))
        fit = np.ones(len(case), bool)
        fit[of_boxes.case[wrong]] = False
        if not fit.all():
            of_boxes, chosen = of_boxes.chosen(np.flatnonzero(fit)), fit[of_boxes.case]
            case, in_order, low, high = case[fit], in_order[fit], low[chosen], high[chosen]
        return BoxedCases(self, case, evolve(of_boxes, on=low), high, in_order)


@frozen(eq=False)
class BoxedCases:
    """Some cases with the boxes that each has: together they hold all its scenarios.

    :param case: of each box the number of its case.
    :param log: the boxes as cases, by the first day of each event; ``until`` is the last.
    :param in_order: a mask of the boxes whose events happened in the order of the record.
    """

    cases: Boxes
    case: Places
    log: Log
    until: Days
    in_order: Mask

    def block(self, law: Law, as_of: int, functions: Functions) -> tuple[BoxBlock, ScenarioLog]:
        """A block of bounds, and its halves as two scenarios of each box."""
        made, twice, order = box_block(
            self.log, self.until, self.in_order, law.schema, np.int32(as_of), functions
        )
        counts = HALVES * np.bincount(self.case, minlength=len(self.cases.places))
        case = np.tile(self.case, HALVES)
        return made, ScenarioLog(self.cases.frame, case, twice, counts, order)

    def undecided(self, block: BoxBlock) -> Mask:
        """The cases of which some box is undecided, as a mask."""
        cases = np.zeros(len(self.cases.places), bool)
        cases[self.case[block.undecided]] = True
        return cases

    def left_open(self, block: BoxBlock, order: Places) -> Mask:
        """The events of the cases whose days leave something open in some box, as a mask.

        :param order: for each event of the block the place that it has among those of the boxes.
        """
        log, many = self.cases.frame.log, block.events.many
        events, *_ = rows_of_cases(log.first_event, len(log.case), self.case)
        moved = block.events.moved[:many] & block.left_open[self.log.case]
        found = np.zeros(len(log.case), bool)
        found[events[order[:many][moved != 0]]] = True
        return found


def boxes(frame: Frame, as_of: int, law: Law) -> Boxes:
    """The cases with ranges, and the days that their events can have: those that have neither few
    scenarios nor too many, and of whose events it is known which have happened.

    :param as_of: the ordinal of the day; events after it have not happened.
    """
    ranged = frame.ranged()
    of_ranged = frame.only(ranged)
    log, ends = of_ranged.log, np.maximum(of_ranged.log.on, of_ranged.until)
    in_order = of_ranged.ordered()
    counted = makes(*dated(law), log, law.schema.vocabulary)
    low, _ = days_left(log, in_order, counted, log.on, ends)
    counted &= low <= as_of
    low, high = days_left(log, in_order, counted, log.on, ends)
    wrong = (low > high) | ((low <= as_of) & (as_of < high))
    every = Boxes(of_ranged, ranged, in_order, counted, low, high, np.zeros(len(low), bool))
    fit = (every.scenarios >= COST) & (every.scenarios <= np.where(in_order, MOST, MOST_UNORDERED))
    fit[log.case[wrong]] = False
    return every.only(np.flatnonzero(fit))


def days_left(log: Log, in_order: Mask, counted: Mask, low: Days, high: Days) -> tuple[Days, Days]:
    """The first and the last day of each event that the others leave it.

    The order of the record is evidence; where it is none, a receipt comes before all else. An event
    whose day is not counted has the first that it can have.
    """
    case, first = log.case, log.first_event
    ordered = in_order[case]
    is_first = np.arange(len(case)) == first[case]
    low = np.where(ordered, rising(case, low), np.maximum(low, low[first][case]))
    high = np.where(ordered | is_first, rising(case, high, backwards=True), high)
    high = np.where(counted, high, low)
    return low, np.where(ordered, rising(case, high), np.maximum(high, high[first][case]))


def _later(widths: Array, log: Log) -> Array:
    """Of each event the product of the widths of those of its case that come after it."""
    logs = np.log(widths)
    up_to = np.cumsum(logs)
    last = np.append(log.first_event[1:], len(widths)) - 1
    products: Array = np.rint(np.exp(up_to[last][log.case] - up_to)).astype(int)
    return products
