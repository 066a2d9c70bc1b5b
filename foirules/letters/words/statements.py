"""``statements.yaml``: what a letter states, or does not."""

from __future__ import annotations

from typing import Final

from foirules.documents.items import Item
from foirules.letters.letter_words import Statement
from foirules.letters.words.file import FileReader

NEEDED: Final = ("statements",)
OF_EACH: Final = ("name", "events", "asks")
SIGNS_OF_ONE: Final = ("true", "together", "doubtful", "false", "hints")


def statement(reader: FileReader, item: Item, where: str, members: tuple[str, ...]) -> Statement:
    """What one of its entries says."""
    keys = (
        "name",
        "events",
        *SIGNS_OF_ONE,
        "grounds",
        "outcomes",
        "only",
        "presumed",
        "silent",
        "asks",
    )
    body = reader.mapping(item, where, keys, OF_EACH)
    names = (*reader.words.statements, *reader.words.outcome_fields)
    name = reader.one_of(body["name"], f"{where}.name", "statement", names)
    signs = {key: reader.of(body, key, where, "sign", reader.signs) for key in SIGNS_OF_ONE}
    events = reader.events(body, "events", where)
    for event in events:
        stated = name if name in reader.words.statements else None
        if stated and reader.words.events[event].field(stated) is None:
            said = {"event": event, "found": repr(name)}
            reader.problems.say(item, where, "no-statement", **said)
    known = reader.words.exemptions.masks
    return Statement(
        name or "",
        events,
        **signs,
        grounds=reader.of(body, "grounds", where, "ground", known),
        outcomes=reader.of(body, "outcomes", where, "outcome", members),
        only=reader.of(body, "only", where, "outcome", members),
        presumed=bool(reader.truth(body, "presumed", where)),
        silent=bool(reader.truth(body, "silent", where)),
        asks=reader.name(body["asks"], f"{where}.asks") or "",
    )
