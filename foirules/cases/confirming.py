"""What of a case was read from letters and is not confirmed: the case without it, and as if it were
confirmed.

A case is judged as it was read, and again without what is not confirmed, by which silence proves
nothing. What is found in the first only is possible.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from attrs import evolve

from foirules.cases.case import Case, Event

WHOLE: Final = "event"
"""The name in ``unconfirmed`` for an event as such. Others are ``on``, ``parts``, ``outcomes``, a
field, ``states.NAME`` and ``outcomes.PART.FIELD``."""
PLACED: Final = (WHOLE, "on", "parts", "outcomes")  # without which there is no such event


def as_confirmed(case: Case) -> Case:
    """The case as if all that was read were confirmed, and no letter were missing; where its source
    lacks what the case begins with, what it does not record stays open all the same."""
    if not case.unconfirmed:
        return evolve(case, also=tuple(map(as_confirmed, case.also))) if case.also else case
    events = tuple(evolve(event, unconfirmed=()) for event in case.events)
    begins = case.events[0].event
    whole = case.recorded is None or (begins in case.recorded and case.recorded != (begins,))
    recorded = None if whole else case.recorded
    return evolve(case, events=events, recorded=recorded, also=tuple(map(as_confirmed, case.also)))


def without_unconfirmed(case: Case) -> Case:
    """The case without what is not confirmed, but for the event that it begins with.

    While an event is not confirmed, it may have been another or none: no kind of event counts as
    recorded. A field that is not confirmed is one for which the source has no place.
    """
    begun, *later = case.events
    kept = [begun, *(each for each in later if not is_placed(each))]
    lost = [name for each in kept for name in each.unconfirmed if name not in PLACED]
    return evolve(
        case,
        events=tuple(map(_confirmed_of, kept)),
        recorded=() if len(kept) < len(case.events) else case.recorded,
        without_fields=(*case.without_fields, *dict.fromkeys(n.split(".")[-1] for n in lost)),
    )


def is_placed(event: Event) -> bool:
    """Whether it is not confirmed what event it is, on which day, or of which parts."""
    return any(name in PLACED for name in event.unconfirmed)


def marks(case: Case) -> Iterator[tuple[Event, str]]:
    """What is not confirmed: each event with the name of what of it, :data:`WHOLE` for all."""
    for event in case.events:
        if is_placed(event):
            yield event, WHOLE
        else:
            for name in event.unconfirmed:
                yield event, name


def _confirmed_of(event: Event) -> Event:
    """What of an event is confirmed."""
    lost = set(event.unconfirmed)
    if not lost:
        return event
    details = {
        name: value
        for name, value in event.details.items()
        if name not in lost and f"states.{name}" not in lost
    }
    outcomes: dict[str, dict[str, Any]] = {
        part: {name: v for name, v in said.items() if f"outcomes.{part}.{name}" not in lost}
        for part, said in event.outcomes.items()
    }
    return evolve(event, details=details, outcomes=outcomes, unconfirmed=())
