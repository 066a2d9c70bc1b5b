"""Events whose day is known only as a range: every way the days may have fallen.

The order of events in the file is evidence, so days that contradict it are left out. An event after
``as_of`` has not happened: the days of a range beyond it are one and the same scenario.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from attrs import frozen

from foirules.language.law import Law
from foirules.language.nodes import Attribute, OneOf
from foirules.language.walk import nodes
from foirules.model import Case, Event
from foirules.vocabulary import EVENT

MOST = 1000

Days = tuple[int | None, ...]


@frozen
class Scenarios:
    """``days`` holds, for each way, the day of each event, None where it is taken as unknown.

    ``happened`` says for each way which events have happened by ``as_of``. Where the ranges have
    more than :data:`MOST` combinations the widest are taken as unknown days, which can establish
    only what every combination would; ``samples`` are then some of the combinations.
    """

    ways: tuple[tuple[Days, tuple[bool, ...]], ...]
    samples: tuple[tuple[Days, tuple[bool, ...]], ...] = ()
    unknown: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def dated(law: Law) -> tuple[frozenset[str], dict[str, str]]:
    """The events whose day, or place among the others, the law reads; and those of them that count
    only where they record a field."""
    read: set[str] = set()
    for subject in law.schema.subjects:
        if subject.name != "happening":
            read.update(subject.made_of)
    trees = [f.tree for f in law.facts] + [
        tree for r in law.rules for tree in (r.applies, r.when, r.possible_when)
    ]
    for node in nodes(tuple(trees)):
        match node:
            case OneOf(Attribute(row, "event"), codes) if row.subject == "happening":
                read.update(EVENT.members[code] for code in codes)
    optional = {k: v for s in law.schema.subjects for k, v in s.only_if.items()}
    return frozenset(read), optional


def scenarios(case: Case, as_of: int, law: Law) -> Scenarios:
    """Every way in which the days of a case's events may have fallen."""
    starts = [event.on.toordinal() for event in case.events]
    if all(event.until is None for event in case.events):
        return Scenarios(((tuple(starts), tuple(day <= as_of for day in starts)),))
    ends = [
        day if e.until is None else e.until.toordinal()
        for day, e in zip(starts, case.events, strict=True)
    ]
    lows = list(accumulate(starts, max))
    highs = list(accumulate(reversed(ends), min))[::-1]
    read, optional = dated(law)
    counts = [_counts(e, read, optional) for e in case.events]
    spans = [range(low, high + 1) for low, high in zip(lows, highs, strict=True)]
    unknown: set[int] = set()
    while True:
        ways = []
        for way in _ways(spans, counts, unknown, as_of):
            ways.append(way)
            if len(ways) > MOST:
                break
        if len(ways) <= MOST:
            break
        wide = [i for i in range(len(spans)) if counts[i] and i not in unknown]
        unknown.add(max(wide, key=lambda i: len(spans[i])))
    if not unknown:
        return Scenarios(tuple(ways))
    ends_only = [range(s.start, s.stop, max(1, len(s) - 1)) for s in spans]
    samples = []
    for way in _ways(ends_only, counts, set(), as_of):
        samples.append(way)
        if len(samples) == MOST:
            break
    names = tuple(case.events[i].id for i in sorted(unknown))
    return Scenarios(tuple(ways), tuple(samples), names)


def _counts(event: Event, read: frozenset[str], optional: dict[str, str]) -> bool:
    needed = optional.get(event.event)
    return event.event in read and (needed is None or needed in event.details)


def _ways(
    spans: Sequence[range], counts: Sequence[bool], unknown: set[int], as_of: int
) -> Iterator[tuple[Days, tuple[bool, ...]]]:
    """Each choice of days that does not decrease, depth first.

    An event whose day does not count takes the first that it can have, so that it stands in the way
    of no other.
    """

    def choices(place: int, earliest: int) -> list[tuple[int | None, bool, int]]:
        span = spans[place]
        if not counts[place]:
            day = max(earliest, span.start)
            return [(day, day <= as_of, min(day, as_of + 1))]
        if place in unknown:
            found: list[tuple[int | None, bool, int]] = []
            if span.start <= as_of and earliest <= as_of:
                found.append((None, True, max(earliest, span.start)))
            if span[-1] > as_of:
                found.append((None, False, as_of + 1))
            return found
        days = [day for day in span if earliest <= day <= as_of]
        found = [(day, True, day) for day in days]
        if span[-1] > as_of and (span[-1] >= earliest):
            beyond = max(earliest, span.start, as_of + 1)
            found.append((beyond, False, as_of + 1))
        return found

    def extend(
        place: int, earliest: int, days: Days, done: tuple[bool, ...]
    ) -> Iterator[tuple[Days, tuple[bool, ...]]]:
        if place == len(spans):
            yield days, done
            return
        for day, happened, after in choices(place, earliest):
            yield from extend(place + 1, after, (*days, day), (*done, happened))

    yield from extend(0, 0, (), ())
