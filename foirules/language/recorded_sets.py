"""The sets by which a case says what its source does not record."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from attrs import evolve

from foirules.language.schema import Schema, SubjectField
from foirules.language.types import MOST_NAMES, Absence, Field, SetType
from foirules.language.vocabulary import Vocabulary

EVENT: Final = "event:"  # with which the name of a kind of events begins, beside those of fields
SET: Final = "not_recorded_"


@cache
def not_recorded_sets(words: Vocabulary) -> tuple[SetType, ...]:
    """The sets of what a source may not record: kinds of events, but for that with which a case
    begins, of which there is always one; and the fields that say something where left out."""
    kinds = [EVENT + name for name in words.events if name != words.begins]
    names = (*kinds, *fields_that_can_lack(words))
    return tuple(
        SetType("names", "name", names[start : start + MOST_NAMES])
        for start in range(0, len(names), MOST_NAMES)
    )


@lru_cache(maxsize=256)
def not_recorded(
    words: Vocabulary, recorded: tuple[str, ...] | None, without: tuple[str, ...]
) -> Mapping[str, int]:
    """The sets of a case, by the names of the fields that the case itself has for them.

    :param recorded: the kinds of events that its source records; None for all.
    :param without: the fields that it has no place for.
    """
    kinds = () if recorded is None else set(words.events) - set(recorded)
    missing = {*(EVENT + name for name in kinds), *without}
    return {
        f"{SET}{place}": each.mask(tuple(name for name in each.members if name in missing))
        for place, each in enumerate(not_recorded_sets(words))
    }


def fields_that_can_lack(words: Vocabulary) -> tuple[str, ...]:
    """The names of the fields that say something where they are left out."""
    return tuple(f.name for f in words.fields.values() if can_lack(f))


def can_lack(f: Field) -> bool:
    """Whether a field says something where it is left out that its source may not know."""
    if f.absence in (Absence.UNKNOWN, Absence.REQUIRED):
        return False
    return not f.presumed or f.if_recorded


def partly_recorded(schema: Schema) -> Schema:
    """The same schema, with the sets of what a source does not record as fields of the case."""
    sets = enumerate(not_recorded_sets(schema.vocabulary))
    fields = (SubjectField(f"{SET}{place}", kind) for place, kind in sets)
    root = evolve(schema.root, fields=(*schema.root.fields, *fields))
    return evolve(schema, subjects=(root, *schema.subjects[1:]))
