"""``days.yaml``: the days that letters name."""

from __future__ import annotations

from typing import Final

from foirules.documents.items import Item
from foirules.letters.letter_words import ALLOWS, ROLES, SAYS, DaySign
from foirules.letters.words.file import FileReader

NEEDED: Final = ("days",)
OF_EACH: Final = ("means", "signs")
KEYS: Final = (
    *("means", "signs", "role", "field", "events", "except", "future", "from", "of-part"),
    *("thread", "asked"),
)
STARTS: Final = ("letter", "arrival", "question", "named")


def day(reader: FileReader, item: Item, where: str) -> DaySign:
    """What one of its entries says."""
    body = reader.mapping(item, where, KEYS, OF_EACH)
    start = reader.one_of(body["from"], f"{where}.from", "start", STARTS) if "from" in body else ""
    future = reader.truth(body, "future", where)
    role = reader.one_of(body["role"], f"{where}.role", "role", ROLES) if "role" in body else ""
    thread = (
        reader.one_of(body["thread"], f"{where}.thread", "word", (ALLOWS, SAYS))
        if "thread" in body
        else ""
    )
    return DaySign(
        reader.name(body["means"], f"{where}.means") or "",
        reader.of(body, "signs", where, "sign", reader.signs),
        role or "",
        reader.field_name(body, where),
        reader.events(body, "events", where),
        reader.events(body, "except", where),
        future is not False,
        start or "",
        bool(reader.truth(body, "of-part", where)),
        thread or "",
        bool(reader.truth(body, "asked", where)),
    )
