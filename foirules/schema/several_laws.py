"""The words of several laws, as a file has them that speaks of more than one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import evolve

from foirules.language.regime import Regime
from foirules.language.types import Enumeration, Field
from foirules.language.vocabulary import EventKind, Vocabulary
from foirules.rules import DEFAULT
from foirules.schema import shapes
from foirules.schema.shapes import JsonSchema

ANY: Final = "any-"  # what the definitions begin with that are of all the laws known
_PLACE: Final = "#/definitions/"


def words_of(laws: Sequence[Regime]) -> Vocabulary:
    """All words that some of the laws know; each is of all that any of them says of it."""
    words = [law.vocabulary for law in laws]
    kinds: dict[str, list[EventKind]] = {}
    for each in words:
        for kind in each.events.values():
            kinds.setdefault(kind.name, []).append(kind)
    return Vocabulary(
        words[0].begins,
        _names([each.actor for each in words]),
        words[0].exemptions,
        {
            name: _names([each.enumerations[name] for each in words if name in each.enumerations])
            for name in dict.fromkeys(name for each in words for name in each.enumerations)
        },
        {},
        _fields(f for each in words for f in each.outcome_fields.values()),
        _fields(f for each in words for f in each.statements.values()),
        {name: _kind(alike) for name, alike in kinds.items()},
    )


def _kind(alike: Sequence[EventKind]) -> EventKind:
    return evolve(
        alike[0],
        fields=tuple(_fields(f for kind in alike for f in kind.fields).values()),
        by_part=any(kind.by_part for kind in alike),
        names_parts=any(kind.names_parts for kind in alike),
    )


def _fields(fields: Iterable[Field]) -> dict[str, Field]:
    """Fields by name; one that several laws have may hold what it may under any of them."""
    together: dict[str, Field] = {}
    for f in fields:
        known = together.setdefault(f.name, f)
        if isinstance(known.type, Enumeration) and isinstance(f.type, Enumeration):
            together[f.name] = evolve(known, type=_names([known.type, f.type]))
    return together


def _names(lists: Sequence[Enumeration]) -> Enumeration:
    members = dict.fromkeys(name for each in lists for name in each.members)
    return Enumeration(lists[0].name, tuple(members))


def grounds(laws: Iterable[Regime]) -> JsonSchema:
    """A ground of any of the laws, as it may be written in a letter."""
    members = [shapes.member(law.vocabulary.exemptions) for law in laws]
    return members[0] if len(members) == 1 else {"anyOf": members}


def of_any_law(definitions: Mapping[str, JsonSchema]) -> dict[str, JsonSchema]:
    """Definitions under the names that they have where they are of all the laws known."""
    return {
        ANY + name: moved(each, lambda name: _PLACE + ANY + name)
        for name, each in definitions.items()
    }


def under_each(
    make: Callable[[Regime, Mapping[str, Regime]], JsonSchema], laws: Mapping[str, Regime]
) -> JsonSchema:
    """The schema of a file of any of the laws, as its ``regime`` says; without, of the default one.

    :param make: the schema of a file of one of the laws, which it is given with all of them.
    """
    made = {id: make(law, laws) for id, law in laws.items()}
    first = next(iter(made.values()))
    shared: dict[str, JsonSchema] = {}
    for each in made.values():
        definitions = each["definitions"]
        shared |= {name: definitions.pop(name) for name in [*definitions] if name.startswith(ANY)}
    body: JsonSchema = {
        "type": "object",
        "properties": {"regime": shapes.one_of(laws)},
        "allOf": [
            {
                "if": {
                    "properties": {"regime": {"const": id}},
                    "required": [] if id == DEFAULT else ["regime"],
                },
                "then": {"$ref": _PLACE + id},
            }
            for id in laws
        ],
        "definitions": {**{id: _within(id, each) for id, each in made.items()}, **shared},
    }
    return shapes.document(first["title"], first["description"], body)


def _within(id: str, schema: JsonSchema) -> JsonSchema:
    """A whole schema, as it stands among the definitions of another."""
    whole = {key: each for key, each in schema.items() if key != "$schema"}
    own = f"{_PLACE}{id}/definitions/"
    within: JsonSchema = moved(whole, lambda name: (_PLACE if name.startswith(ANY) else own) + name)
    return within


def moved(shape: Any, to: Callable[[str], str]) -> Any:
    """A schema whose definitions stand elsewhere.

    :param to: where one of them stands, by its name.
    """
    if isinstance(shape, dict):
        if isinstance(place := shape.get("$ref"), str):
            return {"$ref": to(place.removeprefix(_PLACE))}
        return {key: moved(each, to) for key, each in shape.items()}
    return [moved(each, to) for each in shape] if isinstance(shape, list) else shape
