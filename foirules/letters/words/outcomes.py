"""``outcomes.yaml``: what letters say became of a part."""

from __future__ import annotations

from typing import Final

from foirules.documents.items import Item
from foirules.language.types import Enumeration, Field
from foirules.language.vocabulary import Vocabulary
from foirules.letters.letter_words import AS_BEFORE, Outcome
from foirules.letters.words.file import CONDITION, FileReader

NEEDED: Final = (
    "field",
    "events",
    "kept",
    "ungrounded",
    "keeping-back",
    "ends-parts",
    "asks-figures",
    "numbers-parts",
    "outcomes",
)
OF_EACH: Final = ("outcome",)


def members(field: str, words: Vocabulary) -> tuple[str, ...]:
    """The outcomes that a field may have; where it is empty, those of all fields for one."""
    listed = [words.fields[field]] if field else words.outcome_fields.values()
    return tuple(name for each in listed for name in _members(each))


def _members(field: Field) -> tuple[str, ...]:
    """The names that a field may have."""
    return field.type.members if isinstance(field.type, Enumeration) else ()


def outcome(reader: FileReader, item: Item, where: str, members: tuple[str, ...]) -> Outcome:
    """What one of its entries says."""
    body = reader.mapping(
        item, where, ("outcome", "grounds", "of", "cites", "apart", "events", *CONDITION), OF_EACH
    )
    names = (*members, AS_BEFORE)
    name = reader.one_of(body["outcome"], f"{where}.outcome", "outcome", names)
    return Outcome(
        name or "",
        reader.condition(body, where),
        reader.truth(body, "grounds", where),
        bool(reader.truth(body, "apart", where)),
        reader.of(body, "of", where, "ground", reader.words.exemptions.masks),
        reader.events(body, "events", where),
        reader.names(body, "cites", where),
    )
