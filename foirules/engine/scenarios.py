"""Events whose day is known only as a range: every way the days may have fallen.

The order of events in the file is evidence, so days that contradict it are left out. An event after
``as_of`` has not happened: the days of a range beyond it are one and the same scenario.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, islice

from attrs import frozen

from foirules.cases.case import Case, Event
from foirules.language.law import MOST_LAWS, Law
from foirules.language.nodes import Attribute, OneOf
from foirules.language.walk import nodes

MOST = 1000

Days = tuple[int | None, ...]
"""Of each event its day; None where it is taken as unknown."""
ScenarioDays = tuple[Days, tuple[bool, ...]]
"""The days of a scenario, and which events have happened by ``as_of``."""


@frozen(eq=False, repr=False)
class Scenarios:
    """The scenarios of a case, of which all are ``judged``.

    Where the ranges have more than :data:`MOST` combinations the widest, and all that are as wide,
    are taken as unknown days, which can establish only what every combination would; ``samples``
    are then some of the combinations, and ``unknown`` the ids of the events.
    """

    judged: tuple[ScenarioDays, ...]
    samples: tuple[ScenarioDays, ...] = ()
    unknown: tuple[str, ...] = ()


@lru_cache(maxsize=MOST_LAWS)
def dated(law: Law) -> tuple[frozenset[str], dict[str, str]]:
    """The events whose day, or place among the others, the law reads; and those of them that count
    only where they record a field."""
    read: set[str] = set()
    every = {s.name for s in law.schema.subjects if law.schema.is_every_event(s)}
    for subject in law.schema.subjects:
        if not law.schema.is_every_event(subject):
            read.update(subject.made_of)
    trees = [f.tree for f in law.facts] + [
        tree for r in law.rules for tree in (r.applies, r.when, r.possible_when)
    ]
    for node in nodes(tuple(trees)):
        match node:
            case OneOf(Attribute(row, "event"), codes) if row.subject in every:
                read.update(law.schema.vocabulary.event.members[code] for code in codes)
    optional = {k: v for s in law.schema.subjects for k, v in s.only_if.items()}
    return frozenset(read), optional


def scenarios(case: Case, as_of: int, law: Law) -> Scenarios:
    """Every scenario of a case."""
    starts = [event.on.toordinal() for event in case.events]
    if not case.ranged:
        return Scenarios(_with_happened([tuple(starts)], as_of))
    ends = [
        day if e.until is None else e.until.toordinal()
        for day, e in zip(starts, case.events, strict=True)
    ]
    read, optional = dated(law)
    counts = [_counts(e, read, optional) for e in case.events]
    spans = spans_of(starts, ends)
    unknown: set[int] = set()
    while _too_many(spans, counts, as_of, unknown):
        known = [i for i in range(len(spans)) if counts[i] and i not in unknown]
        widest = max(len(spans[i]) for i in known)
        unknown.update(i for i in known if len(spans[i]) == widest)
    days = choices(spans, counts, as_of, unknown)
    ends_only = [range(s.start, s.stop, max(1, len(s) - 1)) for s in spans]
    samples = choices(ends_only, counts, as_of)[:MOST] if unknown else []
    return Scenarios(
        _with_happened(days, as_of),
        _with_happened(samples, as_of),
        tuple(case.events[i].id for i in sorted(unknown)),
    )


def _with_happened(every: Sequence[Days], as_of: int) -> tuple[ScenarioDays, ...]:
    made: dict[tuple[bool, ...], tuple[bool, ...]] = {}
    found = []
    for days in every:
        happened = tuple([day is None or day <= as_of for day in days])
        found.append((days, made.setdefault(happened, happened)))
    return tuple(found)


def _counts(event: Event, read: frozenset[str], optional: dict[str, str]) -> bool:
    needed = optional.get(event.event)
    return event.event in read and (needed is None or needed in event.details)


def spans_of(starts: Sequence[int], ends: Sequence[int]) -> list[range]:
    """The days that the order of events leaves each of them."""
    lows = accumulate(starts, max)
    highs = list(accumulate(reversed(ends), min))[::-1]
    return [range(low, high + 1) for low, high in zip(lows, highs, strict=True)]


def _too_many(
    spans: Sequence[range], counts: Sequence[bool], as_of: int, unknown: Collection[int]
) -> bool:
    """Whether there are more than :data:`MOST` choices of days."""
    ways = {0: 1}  # by the first day that a later event can have, how many choices so far
    for place, span in enumerate(spans):
        longer = Counter[int]()
        total = 0
        for earliest, count in ways.items():
            for _, after in _days(span, earliest, as_of, counts[place], place in unknown):
                longer[after] += count
                total += count
                if total > MOST:  # each can be gone on with
                    return True
        ways = longer
    return False


def choices(
    spans: Sequence[range],
    counts: Sequence[bool],
    as_of: int,
    unknown: Collection[int] = (),
    most: int = MOST,
    in_order: bool = True,
) -> list[Days]:
    """Each choice of days that does not decrease, in order; of more than ``most``, one more.

    :param in_order: if not, each choice of days of which none is before that of the first event.

    An event whose day does not count takes the first that it can have, so that it stands in the way
    of no other. The days after ``as_of`` are one choice, known even where the day is else unknown.
    """
    found: list[tuple[Days, int]] = [((), 0)]
    for place, span in enumerate(spans):
        counted, is_unknown = counts[place], place in unknown
        options = {
            earliest: [
                (day, after if in_order or not place else earliest)
                for day, after in islice(
                    _days(span, earliest, as_of, counted, is_unknown), most + 1
                )
            ]
            for earliest in {earliest for _, earliest in found}
        }
        # Each can be gone on with, so that no more are needed of the choices so far either.
        longer = (
            ((*days, day), after) for days, earliest in found for day, after in options[earliest]
        )
        found = list(islice(longer, most + 1))
    return [days for days, _ in found]


def _days(
    span: range, earliest: int, as_of: int, counts: bool, unknown: bool
) -> Iterator[tuple[int | None, int]]:
    """The days that an event can have, each with the first that a later event can."""
    first, last = max(earliest, span.start), span[-1]
    if not counts or first == last:
        yield first, min(first, as_of + 1)
        return
    if not unknown:
        skipped = -(-(first - span.start) // span.step)
        yield from ((day, day) for day in span[skipped:] if day <= as_of)
    elif first <= as_of:
        yield None, first
    if last > as_of:
        yield max(first, as_of + 1), as_of + 1
