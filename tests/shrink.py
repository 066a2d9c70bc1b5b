"""A case that fails -> the smallest found by leaving things out, one at a time, while it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from foirules.cases.case import Authority, Case, Event


def shrunk(case: Case, fails: Callable[[Case], bool]) -> Case:
    """Events, parts, fields and ranges that do not matter are gone from it."""
    while True:
        smaller = next((each for each in _smaller(case) if fails(each)), None)
        if smaller is None:
            return case
        case = smaller


def _smaller(case: Case) -> Iterator[Case]:
    """Every case with one thing less; the first event stays, or it were no case file."""
    for place in reversed(range(1, len(case.events))):
        yield attrs.evolve(case, events=case.events[:place] + case.events[place + 1 :])
    for part in case.parts:
        yield _without_part(case, part)
    plain = attrs.evolve(case, authority=Authority(case.authority.name))
    if plain != case:
        yield plain
    for place, event in enumerate(case.events):
        for less in _less(event):
            yield attrs.evolve(case, events=(*case.events[:place], less, *case.events[place + 1 :]))


def _without_part(case: Case, part: str) -> Case:
    """The case without a part, and without the letters that were about it alone."""
    events = []
    for event in case.events:
        about = None if event.parts is None else tuple(p for p in event.parts if p != part)
        outcomes = {p: said for p, said in event.outcomes.items() if p != part}
        if about != ():
            events.append(attrs.evolve(event, parts=about, outcomes=outcomes))
    left = tuple(p for p in case.parts if p != part)
    if not left:
        events = [attrs.evolve(event, parts=None, outcomes={}) for event in events]
    return attrs.evolve(case, parts=left, events=tuple(events))


def _less(event: Event) -> Iterator[Event]:
    """The event with one thing less recorded, or its day known."""
    if event.until is not None:
        yield attrs.evolve(event, until=None)
    for name in event.details:
        yield attrs.evolve(event, details={k: v for k, v in event.details.items() if k != name})
    for part, said in event.outcomes.items():
        if not said:
            left = {other: kept for other, kept in event.outcomes.items() if other != part}
            yield attrs.evolve(event, outcomes=left)
        for name in said:
            less = {k: v for k, v in said.items() if k != name}
            yield attrs.evolve(event, outcomes={**event.outcomes, part: less})
