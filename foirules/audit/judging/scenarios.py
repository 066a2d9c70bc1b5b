"""Cases of which some days are known only as ranges: each way the days may have fallen is a case of
a log of its own, and what the law says of all of them comes to what it says of the case.

:class:`foirules.engine.combining.combiner.Combiner` does the same for one case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

import numpy as np
from attrs import Factory, evolve, frozen

from foirules.audit.judging.frames import Frame
from foirules.audit.judging.tables import Found
from foirules.engine.columns.arrays import SET, WIDE, Array, absent, dtype_of, unknown
from foirules.engine.columns.block import makes
from foirules.engine.columns.log import Log, inverse
from foirules.engine.outputs import ESTABLISHED, POSSIBLE
from foirules.engine.scenarios import MOST, Days, choices, dated, spans_of
from foirules.language.law import Law
from foirules.language.types import Type

ROWS: Final = 50_000  # ways judged together, about
MOST_UNORDERED: Final = 20_000  # ways of a case whose events may have come in several orders

_LAST: Final = {"clocks": "due", "actions": "deadline"}

Dated = Mapping[int, tuple[Sequence[int], Sequence[Days]]]
"""For the place of a case with ranges, which of its events may have several days, and each way."""


@frozen(eq=False)
class Ways:
    """The ways in which the days of a frame's cases may have fallen: one where all are known.

    :param case: of each way its case, by its place in the frame; ``log`` has the ways as cases, and
        ``order`` for each of its events the place that it would have in the order of the frame.
    :param counts: of each case of the frame how many ways there are.
    """

    frame: Frame
    case: Array
    log: Log
    counts: Array
    order: Array

    @property
    def single(self) -> bool:
        return self.log is self.frame.log

    def combined(self, name: str, kinds: Mapping[str, Type], found: Found) -> Found:
        """What one declaration says of the cases.

        :param name: of findings, clocks or actions.
        :param found: what it says of the ways, as places in their log.
        """
        if self.single:
            return found
        found = self._of_cases(found)
        groups = _Groups.of(found)
        if name == "actions":  # where it is open in some way, only those ways count
            open = groups.count(found.state == 1) > 0
            counted = (found.state == 1) | ~open[groups.group]
            found, groups = found.only(counted), groups.only(counted)
        made = groups.found(found, kinds)
        if name == "findings":
            sure = groups.count(found.state == ESTABLISHED) == self.counts[made.case]
            state = np.where(sure, ESTABLISHED, POSSIBLE).astype(made.state.dtype)
            return evolve(made, state=state)
        values, of = (
            dict(zip(kinds, found.values, strict=True)),
            dict(zip(kinds, made.values, strict=True)),
        )
        if name == "clocks":
            everywhere = groups.count(found.case >= 0) == self.counts[made.case]
            of["status"] = groups.alike(values["status"], unknown(kinds["status"]), everywhere)
            of["stopped"] = groups.alike(values["stopped"], absent(kinds["stopped"]))
            if "in_force" in of:
                of["in_force"] = groups.reduce(np.minimum, values["in_force"])
        last = values.get(_LAST[name])
        latest = None if last is None else groups.reduce(np.maximum, last)
        return evolve(made, values=list(of.values()), latest=latest)

    def stages(self, stage: Array, kind: Type) -> Array:
        """The stage of each part of the frame; unknown where the ways differ."""
        if self.single:
            return stage
        part = self._part(np.arange(len(stage)))
        size = len(self.frame.log.parts)
        least = _reduced(np.minimum, stage, part, size)
        alike = least == _reduced(np.maximum, stage, part, size)
        return np.where(alike, least, unknown(kind))

    def some(self, marked: Array) -> Array:
        """The cases of which some way is marked."""
        found = np.zeros(len(self.counts), bool)
        found[self.case[marked]] = True
        return found

    def _of_cases(self, found: Found) -> Found:
        """What is found of ways, by places in the frame's own log."""
        whole, ways = self.frame.log, self.log
        case = self.case[found.case]
        event = self.order[found.event]  # of none the last, which is left out below
        event = whole.first_event[case] + event - ways.first_event[found.case]
        return evolve(
            found,
            case=case,
            part=np.where(found.part < 0, -1, self._part(np.maximum(found.part, 0))),
            event=np.where(found.event < 0, -1, event),
        )

    def _part(self, place: Array) -> Array:
        way = self.log.parts[place]
        return self.frame.log.first_part[self.case[way]] + place - self.log.first_part[way]


@frozen(eq=False)
class _Groups:
    """What is found of one and the same thing in several ways: of each its first place, and of each
    place which it is of; in the order in which they are first found."""

    heads: Array
    group: Array

    @classmethod
    def of(cls, found: Found) -> _Groups:
        width, parts = found.event.max(initial=0) + 2, found.part.max(initial=0) + 2
        key = (found.case * parts + found.part + 1) * width + found.event + 1
        _, heads, group = np.unique(key, return_index=True, return_inverse=True)
        order = np.argsort(heads)
        return cls(heads[order], inverse(order)[group])

    def only(self, which: Array) -> _Groups:
        """The same groups in the same order, of some of their places: of each one at least."""
        group = self.group[which]
        return _Groups(np.unique(group, return_index=True)[1], group)

    def found(self, found: Found, kinds: Mapping[str, Type]) -> Found:
        """The earliest days, the least numbers, all exemptions."""
        values = []
        for kind, column in zip(kinds.values(), found.values, strict=True):
            if dtype_of(kind) == WIDE:
                values.append(self._least(column, absent(kind)))
            elif dtype_of(kind) == SET:
                values.append(self.reduce(np.bitwise_or, np.maximum(column, 0)))
            else:
                values.append(column[self.heads])
        return evolve(found.only(self.heads), values=values)

    def count(self, which: Array) -> Array:
        return np.bincount(self.group[which], minlength=len(self.heads))

    def alike(self, column: Array, otherwise: int, but: Array | bool = True) -> Array:
        """The value where all have the same."""
        lowest, highest = self.reduce(np.minimum, column), self.reduce(np.maximum, column)
        return np.where((lowest == highest) & but, lowest, column.dtype.type(otherwise))

    def reduce(self, better: np.ufunc, column: Array) -> Array:
        return _reduced(better, column, self.group, len(self.heads))

    def _least(self, column: Array, nothing: int) -> Array:
        """The least that is a value."""
        highest = np.iinfo(column.dtype).max
        least = self.reduce(np.minimum, np.where(column > nothing, column, highest))
        return np.where(least == highest, nothing, least).astype(column.dtype)


def _reduced(better: np.ufunc, column: Array, group: Array, size: int) -> Array:
    found = np.empty(size, column.dtype)
    found[group] = column  # some of each
    better.at(found, group, column)
    return found


# --- a frame -> the ways of its cases -------------------------------------------------------------


@frozen
class Ranges:
    """What is known of the days of a frame's cases.

    :param days: of the cases with ranges that can be judged way by way.
    :param many: the cases with too many ways; ``loose`` those of them whose events overlap.
    """

    days: Dated = Factory(dict)
    many: Sequence[int] = ()
    loose: Sequence[int] = ()


def ranges_of(frame: Frame, as_of: int, law: Law) -> Ranges:
    """The ways in which the days of a frame's cases may have fallen."""
    log, ends = frame.log, np.maximum(frame.log.on, frame.until)
    read = makes(*dated(law), log, law.schema.vocabulary)
    days: dict[int, tuple[list[int], list[Days]]] = {}
    many: list[int] = []
    loose: list[int] = []
    for place in frame.ranged().tolist():
        events = log.events(place)
        starts, last = log.on[events].tolist(), ends[events].tolist()
        in_order = bool(frame.in_order[place]) or _apart(starts, last)
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
        ways = choices(
            [spans[number] for number in open],
            read[events][open].tolist(),
            as_of,
            most=most,
            in_order=in_order,
        )
        if len(ways) <= most:
            days[place] = open, ways
        else:
            (many if in_order else loose).append(place)
    return Ranges(days, many, loose)


def _apart(starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Whether the days of events say in which order they happened, however they fell."""
    return all(start >= end for start, end in zip(starts[1:], accumulate(ends, max), strict=False))


def in_blocks(frame: Frame, cases: Array, days: Dated) -> Iterator[Ways]:
    """The ways of some cases of a frame, in blocks; one at least, if an empty one."""
    if len(cases) == frame.log.size and not days:
        every = np.arange(len(cases))
        yield Ways(frame, every, frame.log, np.ones(len(cases), int), every)
        return
    counts = np.ones(frame.log.size, int)
    counts[list(days)] = [len(ways) for _, ways in days.values()]
    of_block = (np.cumsum(counts[cases]) - 1) // ROWS
    for chosen in np.split(cases, np.flatnonzero(np.diff(of_block)) + 1):
        block = frame.only(chosen)
        case = np.repeat(np.arange(len(chosen)), counts[chosen])
        log = block.log.chosen(case)
        starts = np.cumsum(counts[chosen]) - counts[chosen]
        for place, start in zip(chosen.tolist(), starts.tolist(), strict=True):
            if place in days:
                events, ways = days[place]
                first = log.first_event[start : start + len(ways), None]
                log.on[first + np.array(events, int)] = ways
        log, order = log.by_day()
        yield Ways(block, case, log, counts[chosen], order)
