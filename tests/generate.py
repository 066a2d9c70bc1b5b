"""Cases made at random: every event and field, gaps in the record, ranges, several events a day.

A seed gives always the same case.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import attrs
import yaml

from foirules.model import Authority, Case, Event
from foirules.vocabulary import (
    AUTHORITY_TYPE,
    BOOL,
    DATE,
    EVENTS,
    EXEMPTIONS,
    OUTCOME_FIELDS,
    STATES,
    Enumeration,
    Field,
)

CITED = ("s21", "s22", "s36(2)(c)", "s36", "s40(2)", "s43(2)", "s12", "s14(1)", "s31(1)(g)")
LETTERS = ("extension-notice", "response", "holding-reply")
STATES_BY_NAME = {f.name for f in STATES}
_OUTCOME_NAMES = {f.name for f in OUTCOME_FIELDS}
_BUSY = (
    *LETTERS,
    *LETTERS,
    *LETTERS,
    "response",
    "clarification-sought",
    "clarification-received",
    "fees-notice",
    "fee-paid",
    "review-requested",
    "review-outcome",
)


def case(rng: Random, *, most_events: int = 6, ranges: bool = True) -> Case:
    """A case of a request received on a day from 2005 to 2026."""
    parts = tuple("abc"[: rng.choice((0, 0, 1, 2, 2, 3))])
    day = date(2005, 1, 1) + timedelta(rng.randrange(8000))
    events = [_event(rng, "request-received", 1, day, parts, ranges and rng.random() < 0.1)]
    for place in range(rng.randint(0, most_events)):
        day += timedelta(rng.choice((0, 0, 1, 2, 5, 9, 14, 20, 28, 45)))
        kinds = _BUSY if rng.random() < 0.8 else tuple(EVENTS)[1:]
        ranged = ranges and rng.random() < 0.15
        events.append(_event(rng, rng.choice(kinds), place + 2, day, parts, ranged))
    policy = rng.choice((None, None, "department-for-education"))
    kind = rng.choice(AUTHORITY_TYPE.members) if rng.random() < 0.1 else "general"
    return Case("generated", tuple(events), authority=Authority("A", policy, kind), parts=parts)


def as_file(made: Case) -> str:
    """The case as a case file, to look at and to keep."""
    events = []
    for event in made.events:
        states = {k: v for k, v in event.details.items() if k in STATES_BY_NAME}
        fields = {k: v for k, v in event.details.items() if k not in STATES_BY_NAME}
        span = {"from": event.on, "to": event.until} if event.until else event.on
        whole = {"on": span, "event": event.event, "parts": event.parts, **fields}
        events.append({**whole, "states": states, "outcomes": event.outcomes})
    authority = {k: v for k, v in attrs.asdict(made.authority).items() if v}
    whole = {"case": made.case, "authority": authority, "parts": made.parts or None}
    whole["events"] = events
    return yaml.safe_dump(_plain(whole), sort_keys=False)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items() if v is not None and v != {}}
    return [_plain(v) for v in value] if isinstance(value, tuple | list) else value


def as_of(rng: Random, made: Case) -> date:
    """A day from receipt to well after the last event."""
    first, last = made.events[0].on, made.events[-1].on
    return first + timedelta(rng.randint(0, (last - first).days + 60))


def _event(
    rng: Random, name: str, place: int, day: date, parts: tuple[str, ...], ranged: bool
) -> Event:
    kind = EVENTS[name]
    details = {
        f.name: _value(rng, f, day)
        for f in kind.fields
        if f.name not in _OUTCOME_NAMES and rng.random() < 0.6
    }
    outcomes: dict[str, dict[str, Any]] = {}
    about: tuple[str, ...] | None = None
    if kind.by_part:
        if parts and rng.random() < 0.5:
            about = tuple(p for p in parts if rng.random() < 0.7) or parts[:1]
            outcomes = {p: _outcome(rng, day) for p in about}
        else:
            details.update(_outcome(rng, day))
    until = day + timedelta(rng.choice((1, 2, 4, 11))) if ranged else None
    return Event(name, day, until, str(place), about, details, outcomes)


def _outcome(rng: Random, day: date) -> dict[str, Any]:
    return {
        f.name: _value(rng, f, day)
        for f in OUTCOME_FIELDS
        if rng.random() < (0.8 if f.name in ("outcome", "exemptions") else 0.4)
    }


def _value(rng: Random, f: Field, day: date) -> Any:
    if f.type is BOOL:
        return rng.random() < 0.6
    if f.type is DATE:
        return day + timedelta(rng.randint(-20, 40))
    if f.type is EXEMPTIONS:
        return tuple(sorted(set(rng.choices(CITED, k=rng.choice((0, 1, 1, 2, 3))))))
    assert isinstance(f.type, Enumeration)
    return rng.choice(f.type.members)
