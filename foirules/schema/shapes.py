"""The small schemas that the others are made of: draft 7, which editors know best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from foirules.language.types import BOOL, DATE, INT, Absence, Enumeration, Field, SetType, Type

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
JsonSchema = dict[str, Any]

TEXT: Final[JsonSchema] = {"type": "string", "pattern": r"\S"}
WHOLE: Final[JsonSchema] = {"type": "integer"}
TRUTH: Final[JsonSchema] = {"type": "boolean"}
ISO_DAY: Final[JsonSchema] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
DAY: Final[JsonSchema] = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].+)?$",
    "description": "YYYY-MM-DD; a timestamp is the day it falls on in London",
}


def member(names: SetType) -> JsonSchema:
    """A name of a set, as it may be written in a letter."""
    bare = [name.removeprefix(names.begins_with) for name in names.masks]
    heads = filter(None, (*names.written_also, names.begins_with))
    head = "|".join(
        "".join(f"[{c.upper()}{c.lower()}]" if c.isalpha() else re.escape(c) for c in each)
        for each in heads
    )
    spaced = "|".join(r"\s*".join(map(re.escape, each)) for each in bare)
    numbers = [int(each) for each in bare if each.isdigit()]
    return {
        "anyOf": [
            {"enum": list(names.masks)},
            {"type": "string", "pattern": rf"^\s*({head})?\s*\.?\s*({spaced})\s*$"},
            *([{"enum": numbers}] if numbers else []),
        ],
        "description": names.hint,
    }


def document(title: str, description: str, body: JsonSchema) -> JsonSchema:
    """A whole schema."""
    return {"$schema": DRAFT, "title": title, "description": description, **body}


def record(properties: Mapping[str, JsonSchema], required: Iterable[str] = ()) -> JsonSchema:
    """A mapping that has these keys and no others."""
    needed = list(required)
    shape: JsonSchema = {"type": "object", "properties": dict(properties)}
    if needed:
        shape["required"] = needed
    return {**shape, "additionalProperties": False}


def declared(
    said: Mapping[str, JsonSchema], keys: Iterable[str], required: Iterable[str] = ()
) -> JsonSchema:
    """A mapping that has the keys that its reader knows, in that order."""
    return record({key: said[key] for key in keys}, required)


def listed(items: JsonSchema, least: int = 0) -> JsonSchema:
    """A list."""
    return {"type": "array", "items": items, **({"minItems": least} if least else {})}


def one_of(names: Iterable[str], title: str = "") -> JsonSchema:
    """A name of a list.

    :param title: what the list is of.
    """
    return {**({"title": title} if title else {}), "enum": list(names)}


def suggested(names: Iterable[str], title: str = "") -> JsonSchema:
    """Any text; an editor offers the names."""
    return {**({"title": title} if title else {}), "anyOf": [one_of(names), TEXT]}


def table(entry: JsonSchema) -> JsonSchema:
    """A mapping from names to what they are."""
    return {"type": "object", "additionalProperties": entry}


def or_null(schema: JsonSchema) -> JsonSchema:
    """A value, or null for none."""
    return {"anyOf": [schema, {"type": "null"}]}


HASH: Final[JsonSchema] = or_null(
    {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256; null for none"}
)
MADE_BY: Final[JsonSchema] = {
    "program": TEXT,
    **dict.fromkeys(("law", "policy", "calendar", "input"), HASH),
}
"""What every result says of what made it."""


def of_type(kind: Type) -> JsonSchema:
    """What a case file may say for a field of a type."""
    if isinstance(kind, Enumeration):
        return one_of(kind.members)
    if isinstance(kind, SetType):
        return listed({"$ref": "#/definitions/exemption"})
    shapes: Mapping[Type, JsonSchema] = {
        DATE: DAY,
        BOOL: TRUTH,
        INT: WHOLE,
    }
    return shapes.get(kind, TEXT)


def field(f: Field) -> JsonSchema:
    """A field with its meaning, and what leaving it out means."""
    absence = {
        Absence.UNKNOWN: "left out: not known",
        Absence.ABSENT: "left out: there is none",
        Absence.REQUIRED: "needed",
    }
    if isinstance(f.absence, Absence):
        out = absence[f.absence]
    else:
        out = f"left out: {'presumed ' * f.presumed}{str(f.absence).lower()}"
    said = f"{f.meaning} ({out})" if f.meaning else out
    return {**of_type(f.type), "description": said}
