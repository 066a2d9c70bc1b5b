"""``kinds.yaml``: what kinds of letters there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from foirules.documents.items import Item
from foirules.letters.letter_words import NO_EVENT, CameBefore, Condition, Kind
from foirules.letters.message import AUTHORITY, OTHER, REQUESTER
from foirules.letters.words.file import CONDITION, FileReader

NEEDED: Final = ("senders", "references", "others", "least", "lead", "kinds", "recorded")
OPTIONAL: Final = ("later-requests", "offers-another", "takes-another", "came-before")
OF_EACH: Final = ("event", "by")
OF_BEFORE: Final = ("by", "events")
SENDERS: Final = (REQUESTER, AUTHORITY, OTHER)
POINTS: Final = ("base", "weighs", "follows", "since")
NEEDS: Final = ("least", "lead")  # where they are its own
BESIDE: Final = ("of-parts", "beside")  # of a message that is two events


def kind(reader: FileReader, item: Item, where: str) -> Kind:
    """What one of its entries says."""
    keys = ("event", "by", "first", "after", "before-any", *POINTS, *NEEDS, *CONDITION, *BESIDE)
    body = reader.mapping(item, where, keys, OF_EACH)
    events = (*reader.words.events, NO_EVENT)
    event = reader.one_of(body["event"], f"{where}.event", "event", events)
    by = reader.one_of(body["by"], f"{where}.by", "sender", SENDERS)
    return Kind(
        event or "",
        by or "",
        reader.condition(body, where),
        reader.truth(body, "first", where),
        reader.events(body, "after", where),
        reader.events(body, "before-any", where),
        reader.number(body, "base", where),
        reader.points(body, "weighs", where, "sign", reader.signs),
        reader.points(body, "follows", where, "event", reader.words.events),
        reader.points(body, "since", where, "event", reader.words.events),
        reader.number(body, "least", where) if "least" in body else None,
        reader.number(body, "lead", where) if "lead" in body else None,
        _of_parts(reader, body, where),
        reader.events(body, "beside", where),
    )


def _of_parts(reader: FileReader, body: Mapping[str, Item], where: str) -> Condition | None:
    if "of-parts" not in body:
        return None
    place = f"{where}.of-parts"
    return reader.condition(reader.mapping(body["of-parts"], place, CONDITION, ()), place)


def came_before(reader: FileReader, top: Mapping[str, Item]) -> tuple[CameBefore, ...]:
    """What may have come before a thread; nothing where the key is not there."""
    if "came-before" not in top:
        return ()
    return tuple(
        _came_before(reader, *each) for each in reader.entries_of(top, "came-before", OF_BEFORE)
    )


def _came_before(reader: FileReader, item: Item, where: str) -> CameBefore:
    body = reader.mapping(item, where, (*OF_BEFORE, *CONDITION), OF_BEFORE)
    by = reader.one_of(body["by"], f"{where}.by", "sender", SENDERS)
    when = reader.condition(body, where)
    return CameBefore(by or "", when, reader.events(body, "events", where))


def by_sender(reader: FileReader, top: Mapping[str, Item], key: str) -> dict[str, tuple[str, ...]]:
    """The signs under a key, by who writes or wrote them; none where the key is not there."""
    listed = reader.entries(top[key], key) if key in top else {}
    return {
        name: reader.of(listed, name, key, "sign", reader.signs)
        for name in listed
        if reader.one_of(Item(name), key, "sender", SENDERS)
    }


def signs_under(reader: FileReader, top: Mapping[str, Item], key: str) -> tuple[str, ...]:
    """The signs under a key; none where the key is not there."""
    return reader.of(top, key, "", "sign", reader.signs) if key in top else ()
