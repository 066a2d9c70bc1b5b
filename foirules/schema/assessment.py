"""The schema of what ``assess --format json`` prints for one case."""

from __future__ import annotations

import types
from datetime import date
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs

from foirules import model
from foirules.model import SCHEMA, SCHEMA_VERSION
from foirules.schema import shapes
from foirules.schema.shapes import Schema
from foirules.vocabulary import ACTOR, CERTAINTY, EVENTS, FINDING_KIND, LEGAL_FORCE, STATUS

_NAMED: Final[dict[tuple[type, str], Schema]] = {
    (model.Finding, "kind"): shapes.one_of(FINDING_KIND.members),
    (model.Finding, "certainty"): shapes.one_of(CERTAINTY.members),
    (model.Clock, "kind"): shapes.one_of(LEGAL_FORCE.members),
    (model.Clock, "status"): shapes.one_of(STATUS.members),
    (model.Action, "actor"): shapes.one_of(ACTOR.members),
    (model.EventRef, "event"): shapes.one_of(EVENTS),
    (model.Clock, "disregarded"): shapes.listed(
        shapes.record({"date": shapes.ISO_DAY, "reason": shapes.TEXT}, ("date", "reason"))
    ),
}
_NOT_WRITTEN: Final = {(model.EventRef, "until")}


def assessment() -> Schema:
    """One assessment; every key is always there."""
    policy = shapes.record({"id": shapes.TEXT, "version": shapes.TEXT}, ("id", "version"))
    text_or_null = shapes.or_null({"type": "string"})
    calendar: dict[str, Schema] = {"announced_until": shapes.ISO_DAY, "provisional": shapes.TRUTH}
    part = {"part": text_or_null, "stage": shapes.TEXT}
    top: dict[str, Schema] = {
        "schema": {"const": SCHEMA},
        "version": {"const": SCHEMA_VERSION},
        "case": shapes.TEXT,
        "regime": shapes.TEXT,
        "as_of": shapes.ISO_DAY,
        "policy": shapes.listed(policy, 1),
        "calendar": shapes.record(calendar, calendar),
        "parts": shapes.listed(shapes.record(part, part)),
        "clocks": shapes.listed(_written(model.Clock)),
        "findings": shapes.listed(_written(model.Finding)),
        "met": shapes.listed(_written(model.Met)),
        "undecided": shapes.listed(_written(model.Undecided)),
        "actions": shapes.listed(_written(model.Action)),
        "notes": shapes.listed(shapes.TEXT),
    }
    body = shapes.record({**top, "derivations": shapes.listed(_derivation())}, top)
    body["definitions"] = {"step": _step()}
    return shapes.document("foirules assessment", "All that is found of a case.", body)


def _derivation() -> Schema:
    said = _written(model.Derivation)
    said["properties"]["step"] = {"$ref": "#/definitions/step"}
    return said


def _step() -> Schema:
    said = _written(model.Step)
    said["properties"]["steps"] = shapes.listed({"$ref": "#/definitions/step"})
    return said


def _written(kind: type) -> Schema:
    """A class of the model as its ``to_dict`` writes it."""
    hints = get_type_hints(kind)
    names = [f.name for f in attrs.fields(kind) if (kind, f.name) not in _NOT_WRITTEN]
    fields = {name: _NAMED.get((kind, name)) or _of(hints[name]) for name in names}
    return shapes.record(fields, fields)


def _of(hint: Any) -> Schema:
    """The schema of a value by its type."""
    plain = {str: {"type": "string"}, int: shapes.WHOLE, bool: shapes.TRUTH, date: shapes.ISO_DAY}
    if hint in plain:
        return plain[hint]
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = (each for each in get_args(hint) if each is not type(None))
        return shapes.or_null(_of(inner))
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return {"type": "array"} if inner is model.Step else shapes.listed(_of(inner))
    return {} if hint is model.Step else _written(hint)
