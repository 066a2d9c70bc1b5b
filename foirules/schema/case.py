"""The schema of a case file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from foirules.assessing.one_case import law_for
from foirules.cases.case import ALL
from foirules.cases.case_file import AUTHORITY_KEYS, KEYS, PART_KEYS
from foirules.cases.events import EVENT_KEYS, READ_KEYS
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
from foirules.cases.grounds_of_others import laws_of_grounds
from foirules.check.run import names_in
from foirules.language.recorded_sets import fields_that_can_lack
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.language.types import TEXT, Field
from foirules.language.vocabulary import EventKind, Vocabulary
from foirules.policy.policies import load_policies
from foirules.schema import shapes
from foirules.schema.several_laws import ANY, grounds, of_any_law, words_of
from foirules.schema.shapes import JsonSchema

_NAME: Final[JsonSchema] = {"type": "string", "pattern": r"^[^\r\n]*\S[^\r\n]*$"}
_POLICIES: Final[JsonSchema] = {**shapes.listed(_NAME), "uniqueItems": True}
_PART: Final[JsonSchema] = {"type": ["string", "integer"], "description": "the name of a part"}
_ID: Final[JsonSchema] = {"type": ["string", "integer"], "description": "the id of an event"}


def case(regime: Regime, known: Mapping[str, Regime] | None = None) -> JsonSchema:
    """A case file of a regime, for editors and for check-jsonschema.

    :param known: the laws that its parts may be under; those shipped, if not given.
    """
    laws = [regime, *(law for id, law in (known or load_law()).items() if id != regime.id)]
    others, words = laws[1:], regime.vocabulary
    law = law_for(load_policies(law={regime.id: regime})[regime.id])
    names = {kind: sorted(known) for kind, known in names_in(law).items()}
    top = _top(regime, laws)
    body = shapes.record({key: top[key] for key in KEYS if key in top}, ("case", "events"))
    body["properties"] |= {
        "events": {},
        "accept": _accept(names, words),
        "expect": _expect(names, words),
    }
    under_one = _events("", words)
    body["definitions"] = {
        **_of_events(words, grounds([regime, *laws_of_grounds(regime, laws)])),
        "own-exemption": shapes.member(words.exemptions),
    }
    if not others:
        body["properties"] |= under_one
    else:
        any_words = words_of(laws)
        body |= {
            "if": _under_several(others),
            "then": {
                "properties": {**_events(ANY, any_words), "parts": {"not": _none_of_own(others)}},
                "allOf": list(_events_of_laws_not_named(regime, others)),
            },
            "else": {"properties": under_one},
        }
        body["definitions"] |= of_any_law(_of_events(any_words, grounds(laws)))
    return shapes.document("foirules case", "What happened in one case, and when.", body)


def _of_events(words: Vocabulary, exemption: JsonSchema) -> dict[str, JsonSchema]:
    """What events are made of."""
    return {
        "event": _event(words),
        "exemption": exemption,
        "outcome": shapes.record({f.name: shapes.field(f) for f in words.outcome_fields.values()}),
        "states": shapes.record({f.name: shapes.field(f) for f in words.statements.values()}),
    }


# --- under one law, or under several --------------------------------------------------------------


def _events(laws: str, words: Vocabulary) -> dict[str, JsonSchema]:
    """What is in other words where parts are under other laws.

    :param laws: what the definitions begin with.
    """
    policy = _NAME if not laws else {"anyOf": [_NAME, _POLICIES]}
    authority = {"type": shapes.one_of(words.authority_type.members), "policy": policy}
    return {
        "events": shapes.listed({"$ref": f"#/definitions/{laws}event"}, 1),
        "authority": {"properties": authority},
    }


def _part_under(laws: Iterable[Regime]) -> JsonSchema:
    names = shapes.one_of(law.id for law in laws)
    return {"type": "object", "properties": {"regime": names}, "required": ["regime"]}


def _under_several(others: Sequence[Regime]) -> JsonSchema:
    """Some part is under one of the laws."""
    none = {"additionalProperties": {"not": _part_under(others)}}
    parts = {"type": "object", "not": none}
    return {"properties": {"parts": parts}, "required": ["parts"]}


def _none_of_own(others: Sequence[Regime]) -> JsonSchema:
    """Every part is under another law than the case."""
    return {"additionalProperties": _part_under(others)}


def _events_of_laws_not_named(regime: Regime, others: Sequence[Regime]) -> Iterator[JsonSchema]:
    """An event that only other laws know is there only if a part is under one of them."""
    knowing: dict[tuple[Regime, ...], list[str]] = {}
    for name in words_of(others).events:
        if name in regime.vocabulary.events:
            continue
        laws = tuple(law for law in others if name in law.vocabulary.events)
        knowing.setdefault(laws, []).append(name)
    for laws, names in knowing.items():
        none = {"properties": {"event": {"not": shapes.one_of(sorted(names))}}}
        yield {
            "if": {"not": _under_several(laws)},
            "then": {"properties": {"events": {"items": none}}},
        }


def _remarks() -> JsonSchema:
    return {"anyOf": [shapes.TEXT, shapes.listed(shapes.TEXT)]}


def _parts(laws: Sequence[Regime]) -> JsonSchema:
    of = shapes.one_of(law.id for law in laws)
    said = {
        "title": {**shapes.TEXT, "description": "what it asks for"},
        "regime": {**of, "description": "the law it is under, if another than the case"},
    }
    part = shapes.declared(said, PART_KEYS)
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


def _can_lack(laws: Sequence[Regime]) -> list[str]:
    found = (name for law in laws for name in fields_that_can_lack(law.vocabulary))
    return list(dict.fromkeys(found))


def _top(regime: Regime, laws: Sequence[Regime]) -> dict[str, JsonSchema]:
    authority = {
        "name": _NAME,
        "policy": {"description": "the id of a policy; of a case under several laws, one for each"},
        "type": {"description": "what kind of authority it is"},
    }
    return {
        "case": {**_NAME, "description": "the name of the case"},
        "regime": shapes.one_of([regime.id]),
        "authority": {"anyOf": [_NAME, shapes.record({k: authority[k] for k in AUTHORITY_KEYS})]},
        "parts": _parts(laws),
        "recorded": _recorded(words_of(laws)),
        "without-fields": {
            **shapes.listed(shapes.one_of(_can_lack(laws))),
            "description": "the fields that the source has no place for: one of these that is left"
            " out is not known; left out: none",
        },
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
        "read": _read(),
        "unconfirmed": {
            **shapes.listed(shapes.TEXT),
            "description": "of what was read from a letter, what nobody has confirmed: on, a field,"
            " states.NAME, outcomes.PART.FIELD",
        },
    }
    keys = {key: common[key] for key in EVENT_KEYS}
    if kind.by_part or kind.names_parts:
        keys["parts"] = {**shapes.listed(_PART, 1), "description": "left out: all parts"}
    if kind.by_part:
        outcomes = {"$ref": "#/definitions/outcome"}
        keys["outcomes"] = {"type": "object", "additionalProperties": outcomes}
    keys |= {f.name: shapes.field(f) for f in kind.fields if f.name not in words.statements}
    if states := [f for f in kind.fields if f.name in words.statements]:
        keys["states"] = (
            {"$ref": "#/definitions/states"}
            if len(states) == len(words.statements)
            else shapes.record({f.name: shapes.field(f) for f in states})
        )
    return shapes.record(keys)


def _read() -> JsonSchema:
    lines = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\d+(-\d+)?$"}]}
    said: dict[str, JsonSchema] = {
        "message": {"type": "integer", "description": "the place of the message, from 1"},
        "lines": {**lines, "description": "by which it was told what event it is"},
        "unconfirmed": {"type": "boolean", "description": "nobody has confirmed any of it"},
    }
    return {
        **shapes.declared(said, READ_KEYS),
        "description": "the letter that the event was read from",
    }


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
        EXEMPTIONS: shapes.listed({"$ref": "#/definitions/own-exemption"}),
    }
    shape = kinds.get(f.type) or shapes.of_type(f.type)
    return shape if f.type is TEXT else shapes.or_null(shape)


def _accept(names: dict[str, list[str]], words: Vocabulary) -> JsonSchema:
    fields = {f.name: {**_expected(f, words), "description": f.meaning} for f in ACCEPTED.values()}
    fields["rule"] = {**shapes.suggested(names["rule"]), "description": ACCEPTED["rule"].meaning}
    entry = shapes.record(fields, ("rule", "reason"))
    return {**shapes.listed(entry), "description": "findings that are accepted, each with a reason"}
