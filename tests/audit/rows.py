"""Cases as rows of a log, as a case-management system would export them; tables as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

import attrs
import polars as pl

from foirules import Assessment, Case, CaseError, Event, assess
from foirules.language.types import BOOL, DATE, INT, SetType
from foirules.language.vocabulary import Vocabulary
from tests.foia import WORDS

_OF_TYPES: dict[Any, Any] = {
    BOOL: pl.Boolean,
    DATE: pl.Date,
    INT: pl.Int64,
}
_COLUMNS: dict[str, Any] = {
    "case": pl.String,
    "on": pl.Date,
    "until": pl.Date,
    "event": pl.String,
    "event-id": pl.String,
    "authority": pl.String,
    "authority-type": pl.String,
    "policy": pl.String,
    "recorded": pl.List(pl.String),
    "parts": pl.List(pl.String),
}


def types_of(words: Vocabulary) -> dict[str, Any]:
    """The columns of a log in the words of a regime, with their types."""
    return _COLUMNS | {
        f.name: pl.List(pl.String)
        if isinstance(f.type, SetType)
        else _OF_TYPES.get(f.type, pl.String)
        for f in words.fields.values()
    }


TYPES: dict[str, Any] = types_of(WORDS)


def rows_of(cases: Iterable[Case], words: Vocabulary = WORDS) -> pl.DataFrame:
    """A row an event, or a row for each part of one that gives each an outcome of its own."""
    types = types_of(words)
    blank, begins = dict.fromkeys(types), words.begins
    return pl.DataFrame(
        [{**blank, **row} for c in cases for e in c.events for row in _rows(c, e, begins)],
        schema=types,
        orient="row",
    )


def _rows(case: Case, event: Event, begins: str) -> Iterable[dict[str, Any]]:
    common = {
        "case": case.case,
        "on": event.on,
        "until": event.until,
        "event": event.event,
        "authority": case.authority.name,
        "authority-type": case.authority.type,
        "policy": case.authority.policy,
        "recorded": case.recorded and list(case.recorded),
    }
    whole = {**common, "event-id": event.id}
    details = {k: list(v) if isinstance(v, tuple) else v for k, v in event.details.items()}
    if not event.outcomes:
        named = case.parts if event.event == begins else event.parts
        yield {**whole, **details, "parts": list(named) if named else None}
        return
    for part in event.parts or tuple(event.outcomes):
        outcome = event.outcomes.get(part, {})
        said = {k: list(v) if isinstance(v, tuple) else v for k, v in outcome.items()}
        yield {**whole, **details, **said, "parts": [part]}


def apart(case: Case) -> Case:
    """A case of which the days say in which order its events happened, however they fell; a log
    that has columns for all fields."""
    following = [*(event.on for event in case.events[1:]), date.max]
    events = [
        attrs.evolve(e, until=None if e.until is None or later <= e.on else min(e.until, later))
        for e, later in zip(case.events, following, strict=True)
    ]
    return attrs.evolve(case, events=tuple(events), without_fields=())


def json(table: pl.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table of the audit, with days as text."""
    return [_plain(row) for row in table.to_dicts()]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def assessed(cases: Iterable[Case], as_of: date) -> list[Assessment]:
    """Cases assessed one by one; those that can be."""
    found = []
    for case in cases:
        with suppress(CaseError):
            found.append(assess(case, as_of))
    return found


def said(assessments: Iterable[Assessment], of: str) -> list[dict[str, Any]]:
    """The rows that the audit is to make of cases, from their assessments one by one."""
    rows = []
    for found in assessments:
        for each in found.to_dict()[of]:
            kept = {k: v for k, v in each.items() if k not in ("message", "disregarded")}
            rows.append({"case": found.case, "regime": found.regime, **kept})
    return rows
