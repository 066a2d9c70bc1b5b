"""The schema of a case file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from foirules.assessing.one_case import law_for
from foirules.cases.case_file import ALL, AUTHORITY_KEYS, KEYS, PART_KEYS
from foirules.cases.events import EVENT_KEYS
from foirules.cases.expectations import (
    ACCEPTED,
    ACTOR,
    EVENT_ID,
    EXEMPTIONS,
    PART,
    SECTIONS,
    TEXTS,
    Section,
)
from foirules.check.run import names_in
from foirules.language.regime import Regime
from foirules.language.types import TEXT, Field
from foirules.language.vocabulary import EventKind, Vocabulary
from foirules.policy.policies import load_policies
from foirules.rules import DEFAULT
from foirules.schema import shapes
from foirules.schema.shapes import JsonSchema

_NAME: Final[JsonSchema] = {"type": "string", "pattern": r"^[^\r\n]*\S[^\r\n]*$"}
_PART: Final[JsonSchema] = {"type": ["string", "integer"], "description": "the name of a part"}
_ID: Final[JsonSchema] = {"type": ["string", "integer"], "description": "the id of an event"}


def case(regime: Regime) -> JsonSchema:
    """A case file of a regime, for editors and for check-jsonschema."""
    words = regime.vocabulary
    law = law_for(load_policies(law={regime.id: regime})[regime.id])
    names = {kind: sorted(found) for kind, found in names_in(law).items()}
    top = _top(regime)
    body = shapes.record({key: top[key] for key in KEYS if key in top}, ("case", "events"))
    body["properties"] |= {
        "events": shapes.listed({"$ref": "#/definitions/event"}, 1),
        "accept": _accept(names, words),
        "expect": _expect(names, words),
    }
    body["definitions"] = {
        "event": _event(words),
        "exemption": shapes.member(words.exemptions),
        "outcome": shapes.record({f.name: shapes.field(f) for f in words.outcome_fields.values()}),
        "states": shapes.record({f.name: shapes.field(f) for f in words.statements.values()}),
    }
    return shapes.document("foirules case", "What happened in one case, and when.", body)


def cases(regimes: Mapping[str, Regime]) -> JsonSchema:
    """A case file of any of some regimes, as its ``regime`` says; without, of the default one."""
    shapes_of = {id: case(regime) for id, regime in regimes.items()}
    body: JsonSchema = {
        "type": "object",
        "properties": {"regime": shapes.one_of(regimes)},
        "allOf": [
            {
                "if": {
                    "properties": {"regime": {"const": id}},
                    "required": [] if id == DEFAULT else ["regime"],
                },
                "then": {"$ref": f"#/definitions/{id}"},
            }
            for id in regimes
        ],
        "definitions": {id: _within(id, shape) for id, shape in shapes_of.items()},
    }
    return shapes.document("foirules case", "What happened in one case, and when.", body)


def _within(id: str, schema: JsonSchema) -> JsonSchema:
    """A whole schema, as it stands among the definitions of another."""

    def moved(shape: Any) -> Any:
        if isinstance(shape, dict):
            place = shape.get("$ref")
            if isinstance(place, str):
                return {"$ref": place.replace("#/", f"#/definitions/{id}/", 1)}
            return {key: moved(each) for key, each in shape.items()}
        return [moved(each) for each in shape] if isinstance(shape, list) else shape

    return {key: moved(each) for key, each in schema.items() if key != "$schema"}


def _remarks() -> JsonSchema:
    return {"anyOf": [shapes.TEXT, shapes.listed(shapes.TEXT)]}


def _parts() -> JsonSchema:
    said = {
        "title": {**shapes.TEXT, "description": "what it asks for"},
        "regime": {**shapes.TEXT, "description": "the law it is under, if another than the case"},
    }
    part = shapes.record({key: said[key] for key in PART_KEYS})
    by_name = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {"anyOf": [shapes.TEXT, part, {"type": "null"}]},
    }
    names = {**shapes.listed(_NAME, 1), "uniqueItems": True}
    return {"anyOf": [by_name, names], "description": "left out: it is one whole"}


def _recorded(words: Vocabulary) -> JsonSchema:
    kinds = {**shapes.listed(shapes.one_of(words.events), 1), "uniqueItems": True}
    meaning = "the kinds of events that the source records, each of them; left out: all"
    return {"anyOf": [{"const": ALL}, kinds], "description": meaning}


def _top(regime: Regime) -> dict[str, JsonSchema]:
    authority = {
        "name": _NAME,
        "policy": {
            "anyOf": [_NAME, {**shapes.listed(_NAME, 1), "uniqueItems": True}],
            "description": "the id of a policy; of a case under several laws, one for each",
        },
        "type": shapes.one_of(regime.vocabulary.authority_type.members),
    }
    return {
        "case": {**_NAME, "description": "the name of the case"},
        "regime": shapes.one_of([regime.id]),
        "authority": {"anyOf": [_NAME, shapes.record({k: authority[k] for k in AUTHORITY_KEYS})]},
        "parts": _parts(),
        "recorded": _recorded(regime.vocabulary),
        "source": _remarks(),
        "notes": _remarks(),
    }


# --- events ---------------------------------------------------------------------------------------


def _event(words: Vocabulary) -> JsonSchema:
    """Each event has the fields of its kind: kinds that have the same stand together."""
    alike: dict[tuple[tuple[Field, ...], bool], list[EventKind]] = {}
    for kind in words.events.values():
        alike.setdefault((kind.fields, kind.names_parts), []).append(kind)
    return {
        "type": "object",
        "required": ["on", "event"],
        "properties": {"event": shapes.one_of(words.events)},
        "allOf": [
            {
                "if": {
                    "properties": {"event": shapes.one_of(kind.name for kind in kinds)},
                    "required": ["event"],
                },
                "then": _of_kind(kinds, words),
            }
            for kinds in alike.values()
        ],
    }


def _of_kind(kinds: list[EventKind], words: Vocabulary) -> JsonSchema:
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
    found |= {f.name: shapes.field(f) for f in kind.fields if f.name not in words.statements}
    if states := [f for f in kind.fields if f.name in words.statements]:
        found["states"] = (
            {"$ref": "#/definitions/states"}
            if len(states) == len(words.statements)
            else shapes.record({f.name: shapes.field(f) for f in states})
        )
    return shapes.record(found)


def _on() -> JsonSchema:
    ends = shapes.record({"from": shapes.DAY, "to": shapes.DAY}, ("from", "to"))
    return {"anyOf": [shapes.DAY, ends], "description": "the day, or the days it may have been"}


# --- what is expected -----------------------------------------------------------------------------


def _expect(names: dict[str, list[str]], words: Vocabulary) -> JsonSchema:
    return shapes.record(
        {
            "as-of": {**shapes.DAY, "description": "the day the case is judged on"},
            "complete": {
                **shapes.listed(shapes.one_of(SECTIONS)),
                "description": "the lists that name all there is",
            },
            **{name: _section(section, names, words) for name, section in SECTIONS.items()},
        }
    )


def _section(section: Section, names: dict[str, list[str]], words: Vocabulary) -> JsonSchema:
    known = names[section.key]
    fields = {f.name: _expected(f, words) for f in section.fields.values()}
    fields[section.key] = shapes.suggested(known)
    entry = shapes.record(fields, (section.key,))
    return shapes.listed({"anyOf": [entry, _short(known)]})


def _short(known: Iterable[str]) -> JsonSchema:
    """``late-response`` or ``late-response(a)``."""
    short = {"type": "string", "pattern": r"^[a-z0-9-]+(\([^()]+\))?$"}
    return {"anyOf": [shapes.one_of(known), short]}


def _expected(f: Field, words: Vocabulary) -> JsonSchema:
    kinds: dict[Any, JsonSchema] = {
        PART: _PART,
        EVENT_ID: _ID,
        TEXTS: shapes.listed(shapes.TEXT),
        TEXT: shapes.TEXT,
        ACTOR: shapes.of_type(words.actor),
        EXEMPTIONS: shapes.of_type(words.exemptions),
    }
    shape = kinds.get(f.type) or shapes.of_type(f.type)
    return shape if f.type is TEXT else shapes.or_null(shape)


def _accept(names: dict[str, list[str]], words: Vocabulary) -> JsonSchema:
    fields = {f.name: {**_expected(f, words), "description": f.meaning} for f in ACCEPTED.values()}
    fields["rule"] = {**shapes.suggested(names["rule"]), "description": ACCEPTED["rule"].meaning}
    entry = shapes.record(fields, ("rule", "reason"))
    return {**shapes.listed(entry), "description": "findings that are accepted, each with a reason"}
