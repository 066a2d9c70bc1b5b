"""Cases with days known only as ranges: each scenario is a case of a log of its own, and what the
law says of the scenarios is combined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from attrs import Factory, evolve, frozen

from foirules.audit.judging.frame_hits import FrameHits
from foirules.audit.judging.frames import Frame
from foirules.engine.columns.arrays import (
    SET,
    WIDE,
    Array,
    Mask,
    Places,
    absent,
    dtype_of,
    encode,
    unknown,
)
from foirules.engine.columns.block import makes
from foirules.engine.columns.combining import Groups
from foirules.engine.columns.log import Log
from foirules.engine.combining.rule import AGREED, LATEST
from foirules.engine.outputs import ESTABLISHED, POSSIBLE
from foirules.engine.scenarios import MOST, Days, choices, dated, spans_of
from foirules.language.law import Law
from foirules.language.types import Type

ROWS: Final = 50_000  # scenarios judged together, about
MOST_UNORDERED: Final = 20_000  # scenarios of a case whose events may have come in several orders

DaysByCase = Mapping[int, tuple[Sequence[int], Sequence[Days]]]
"""By the place of a case with ranges: which of its events may have several days, and the days of
these in each scenario."""


@frozen(eq=False, repr=False)
class ScenarioLog:
    """The scenarios of a frame's cases, as the cases of a log: one each where all days are known.

    :param case: of each scenario its case, by its place in the frame.
    :param log: the scenarios as cases.
    :param counts: of each case of the frame how many scenarios it has.
    :param order: for each event of the log the place that it would have in the order of the frame.
    """

    frame: Frame
    case: Places
    log: Log
    counts: Array
    order: Places

    @property
    def single(self) -> bool:
        """Whether every case has one scenario."""
        return self.log is self.frame.log

    def combined(self, name: str, kinds: Mapping[str, Type], hits: FrameHits) -> FrameHits:
        """What one declaration says of the cases.

        :param name: of the list it stands in: findings, clocks or actions.
        :param kinds: the types of its values, by their names.
        :param hits: what it says of the scenarios, by places in their log.
        """
        if self.single:
            return hits
        hits = self.in_frame(hits)
        groups = Groups.of(hits.case, hits.part, hits.event)
        if name == "actions":
            offered = hits.state == 1
            counted = offered | ~(groups.count(offered) > 0)[groups.group]
            hits, groups = hits.only(counted), groups.only(counted)
        each = dict(zip(kinds, hits.values, strict=True))
        values = {key: _combined(groups, column, kinds[key]) for key, column in each.items()}
        combined = hits.only(groups.heads)
        if name == "findings":
            scenarios = self.counts[combined.case]
            sure = groups.count(hits.state == ESTABLISHED) == scenarios
            everywhere = groups.count(hits.case >= 0) == scenarios
            state = np.where(sure, ESTABLISHED, POSSIBLE).astype(hits.state.dtype)
            due = groups.latest(each["due"]) if "due" in each else None
            found = evolve(combined, state=state, latest=due, everywhere=everywhere)
            return evolve(found, values=list(values.values()))
        for key, otherwise in AGREED.get(name, {}).items():
            values[key] = groups.agreed(each[key], int(encode(kinds[key], otherwise)))
        if name == "clocks":
            everywhere = groups.count(hits.case >= 0) == self.counts[combined.case]
            values["status"] = np.where(everywhere, values["status"], unknown(kinds["status"]))
        if "in_force" in values:
            values["in_force"] = groups.lowest(each["in_force"])
        last = next((each[key] for key in LATEST[name] if key in each), None)
        latest = None if last is None else groups.latest(last)
        return evolve(combined, values=list(values.values()), latest=latest)

    def stages(self, stage: Array, kind: Type) -> Array:
        """The stage of each part of the frame; unknown where the scenarios differ.

        :param stage: of each part of the log.
        """
        if self.single:
            return stage
        groups = Groups.numbered(self._part_in_frame(np.arange(len(stage))))
        return groups.agreed(stage, unknown(kind))

    def cases_with(self, marked: Mask) -> Mask:
        """The cases with a scenario that is marked, as a mask.

        :param marked: a mask of scenarios.
        """
        cases = np.zeros(len(self.counts), bool)
        cases[self.case[marked]] = True
        return cases

    def in_frame(self, hits: FrameHits) -> FrameHits:
        """What is said of scenarios, by places in the frame's own log."""
        if self.single:
            return hits
        case = self.case[hits.case]
        event = self.order[hits.event]  # of none the last, which is left out below
        event = self.frame.log.first_event[case] + event - self.log.first_event[hits.case]
        return evolve(
            hits,
            case=case,
            part=np.where(hits.part < 0, -1, self._part_in_frame(np.maximum(hits.part, 0))),
            event=np.where(hits.event < 0, -1, event),
        )

    def _part_in_frame(self, part: Places) -> Places:
        scenario = self.log.parts[part]
        first = self.frame.log.first_part[self.case[scenario]]
        return first + part - self.log.first_part[scenario]


def _combined(groups: Groups, column: Array, kind: Type) -> Array:
    """A value of each group: a day, a count or a set by the rule, a name as it is found first."""
    if dtype_of(kind) == WIDE:
        return groups.least(column, absent(kind))
    return groups.union(column) if dtype_of(kind) == SET else column[groups.heads]


# --- a frame -> the scenarios of its cases --------------------------------------------------------


@frozen(eq=False, repr=False)
class RangedCases:
    """The cases of a frame that have ranges, by their places.

    :param days: those that can be judged scenario by scenario, with their days in each.
    :param too_many: those with too many scenarios.
    :param overlapping: those with too many, whose events may have come in several orders: they
        cannot be judged.
    """

    days: DaysByCase = Factory(dict)
    too_many: Sequence[int] = ()
    overlapping: Sequence[int] = ()


def ranged_cases(frame: Frame, cases: Places, as_of: int, law: Law) -> RangedCases:
    """The scenarios of cases of a frame that have ranges.

    :param cases: their places.
    :param as_of: the ordinal of the day; events after it have not happened.
    """
    if not len(cases):
        return RangedCases()
    log, ends, ordered = frame.log, np.maximum(frame.log.on, frame.until), frame.ordered()
    read = makes(*dated(law), log, law.schema.vocabulary)
    days: dict[int, tuple[list[int], list[Days]]] = {}
    too_many: list[int] = []
    overlapping: list[int] = []
    for place in cases.tolist():
        events = log.events(place)
        starts, last = log.on[events].tolist(), ends[events].tolist()
        in_order = bool(ordered[place])
        spans = spans_of(starts, last)
        if not in_order:  # a receipt comes before all else
            spans[1:] = [
                range(low, high + 1) for low, high in zip(starts[1:], last[1:], strict=True)
            ]
        open = [
            number
            for number, (span, counted) in enumerate(zip(spans, read[events].tolist(), strict=True))
            if number == 0 or span.start != starts[number] or (counted and len(span) > 1)
        ]
        most = MOST if in_order else MOST_UNORDERED
        scenarios = choices(
            [spans[number] for number in open],
            read[events][open].tolist(),
            as_of,
            most=most,
            in_order=in_order,
        )
        if len(scenarios) <= most:
            days[place] = open, scenarios
        else:
            (too_many if in_order else overlapping).append(place)
    return RangedCases(days, too_many, overlapping)


def scenario_blocks(frame: Frame, cases: Places, days: DaysByCase) -> Iterator[ScenarioLog]:
    """The scenarios of some cases of a frame, in blocks; one block at least, if an empty one.

    :param cases: places in the frame, in order.
    :param days: of those of the cases that have ranges.
    """
    if len(cases) == frame.log.size and not days:
        every = np.arange(len(cases))
        yield ScenarioLog(frame, every, frame.log, np.ones(len(cases), int), every)
        return
    counts = np.ones(frame.log.size, int)
    counts[list(days)] = [len(scenarios) for _, scenarios in days.values()]
    of_block = (np.cumsum(counts[cases]) - 1) // ROWS
    for chosen in np.split(cases, np.flatnonzero(np.diff(of_block)) + 1):
        block = frame.only(chosen)
        case = np.repeat(np.arange(len(chosen)), counts[chosen])
        log = block.log.chosen(case)
        starts = np.cumsum(counts[chosen]) - counts[chosen]
        for place, start in zip(chosen.tolist(), starts.tolist(), strict=True):
            if place in days:
                events, scenarios = days[place]
                first = log.first_event[start : start + len(scenarios), None]
                log.on[first + np.array(events, int)] = scenarios
        log, order = log.by_day()
        yield ScenarioLog(block, case, log, counts[chosen], order)
