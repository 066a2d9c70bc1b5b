"""The schema of a case file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from foirules.assess import law_for
from foirules.casefile import AUTHORITY_KEYS, EVENT_KEYS, KEYS, REGIMES
from foirules.check.run import names_in
from foirules.expect import ACCEPTED, EVENT_ID, PART, SECTIONS, TEXTS, Section
from foirules.policy import REGIME, load_policies
from foirules.schema import shapes
from foirules.schema.shapes import Schema
from foirules.vocabulary import (
    AUTHORITY_TYPE,
    EVENT_KINDS,
    EVENTS,
    OUTCOME_FIELDS,
    STATES,
    TEXT,
    EventKind,
    Field,
)

_STATES: Final = {f.name for f in STATES}
_NAME: Final[Schema] = {"type": "string", "pattern": r"^[^\r\n]*\S[^\r\n]*$"}
_PART: Final[Schema] = {"type": ["string", "integer"], "description": "the name of a part"}
_ID: Final[Schema] = {"type": ["string", "integer"], "description": "the id of an event"}


def case() -> Schema:
    """A case file, for editors and for check-jsonschema."""
    law = law_for(load_policies()[REGIME])
    names = {kind: sorted(found) for kind, found in names_in(law).items()}
    body = shapes.record({key: _TOP[key] for key in KEYS if key in _TOP}, ("case", "events"))
    body["properties"] |= {
        "events": shapes.listed({"$ref": "#/definitions/event"}, 1),
        "accept": _accept(names),
        "expect": _expect(names),
    }
    body["definitions"] = {
        "event": _event(),
        "exemption": shapes.EXEMPTION,
        "outcome": shapes.record({f.name: shapes.field(f) for f in OUTCOME_FIELDS}),
        "states": shapes.record({f.name: shapes.field(f) for f in STATES}),
    }
    return shapes.document("foirules case", "What happened on one request, and when.", body)


def _remarks() -> Schema:
    return {"anyOf": [shapes.TEXT, shapes.listed(shapes.TEXT)]}


def _parts() -> Schema:
    by_name = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": shapes.or_null(shapes.TEXT),
    }
    names = {**shapes.listed(_NAME, 1), "uniqueItems": True}
    return {"anyOf": [by_name, names], "description": "left out: the request is one whole"}


_AUTHORITY: Final = {
    "name": _NAME,
    "policy": {**_NAME, "description": "the id of a policy"},
    "type": shapes.one_of(AUTHORITY_TYPE.members),
}
_TOP: Final = {
    "case": {**_NAME, "description": "the name of the case"},
    "regime": shapes.one_of(REGIMES),
    "authority": {"anyOf": [_NAME, shapes.record({k: _AUTHORITY[k] for k in AUTHORITY_KEYS})]},
    "parts": _parts(),
    "source": _remarks(),
    "notes": _remarks(),
}


# --- events ---------------------------------------------------------------------------------------


def _event() -> Schema:
    """Each event has the fields of its kind: kinds that have the same stand together."""
    alike: dict[tuple[tuple[Field, ...], bool], list[EventKind]] = {}
    for kind in EVENT_KINDS:
        alike.setdefault((kind.fields, kind.names_parts), []).append(kind)
    return {
        "type": "object",
        "required": ["on", "event"],
        "properties": {"event": shapes.one_of(EVENTS)},
        "allOf": [
            {
                "if": {
                    "properties": {"event": shapes.one_of(kind.name for kind in kinds)},
                    "required": ["event"],
                },
                "then": _of_kind(kinds),
            }
            for kinds in alike.values()
        ],
    }


def _of_kind(kinds: list[EventKind]) -> Schema:
    kind = kinds[0]
    common = {
        "on": _on(),
        "event": {"description": "; ".join(f"{k.name}: {k.meaning}" for k in kinds)},
        "id": {**_ID, "description": "left out: the place of the event, from 1"},
        "note": {**shapes.TEXT, "description": "for people only"},
    }
    found = {key: common[key] for key in EVENT_KEYS}
    if kind.by_part or kind.names_parts:
        found["parts"] = {**shapes.listed(_PART, 1), "description": "left out: all parts"}
    if kind.by_part:
        outcomes = {"$ref": "#/definitions/outcome"}
        found["outcomes"] = {"type": "object", "additionalProperties": outcomes}
    found |= {f.name: shapes.field(f) for f in kind.fields if f.name not in _STATES}
    if states := [f for f in kind.fields if f.name in _STATES]:
        found["states"] = (
            {"$ref": "#/definitions/states"}
            if len(states) == len(STATES)
            else shapes.record({f.name: shapes.field(f) for f in states})
        )
    return shapes.record(found)


def _on() -> Schema:
    ends = shapes.record({"from": shapes.DAY, "to": shapes.DAY}, ("from", "to"))
    return {"anyOf": [shapes.DAY, ends], "description": "the day, or the days it may have been"}


# --- what is expected -----------------------------------------------------------------------------


def _expect(names: dict[str, list[str]]) -> Schema:
    return shapes.record(
        {
            "as-of": {**shapes.DAY, "description": "the day the case is judged on"},
            "complete": {
                **shapes.listed(shapes.one_of(SECTIONS)),
                "description": "the lists that name all there is",
            },
            **{name: _section(section, names) for name, section in SECTIONS.items()},
        }
    )


def _section(section: Section, names: dict[str, list[str]]) -> Schema:
    known = names[section.key]
    fields = {f.name: _expected(f) for f in section.fields.values()}
    fields[section.key] = shapes.suggested(known)
    entry = shapes.record(fields, (section.key,))
    return shapes.listed({"anyOf": [entry, _short(known)]})


def _short(known: Iterable[str]) -> Schema:
    """``late-response`` or ``late-response(a)``."""
    short = {"type": "string", "pattern": r"^[a-z0-9-]+(\([^()]+\))?$"}
    return {"anyOf": [shapes.one_of(known), short]}


def _expected(f: Field) -> Schema:
    kinds: dict[Any, Schema] = {
        PART: _PART,
        EVENT_ID: _ID,
        TEXTS: shapes.listed(shapes.TEXT),
        TEXT: shapes.TEXT,
    }
    shape = kinds.get(f.type) or shapes.typed(f.type)
    return shape if f.type is TEXT else shapes.or_null(shape)


def _accept(names: dict[str, list[str]]) -> Schema:
    fields = {f.name: {**_expected(f), "description": f.meaning} for f in ACCEPTED.values()}
    fields["rule"] = {**shapes.suggested(names["rule"]), "description": ACCEPTED["rule"].meaning}
    entry = shapes.record(fields, ("rule", "reason"))
    return {**shapes.listed(entry), "description": "findings that are accepted, each with a reason"}
