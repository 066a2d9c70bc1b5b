"""``grounds.yaml``: how letters rely on grounds for refusing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from foirules.documents.items import Item
from foirules.letters.letter_words import Grounds
from foirules.letters.words.file import CONDITION, FileReader

SIGNS: Final = (
    *("relied", "anew", "dropped", "dropped-before", "dropped-under", "upheld-before", "passing"),
    *("told-again", "asked-about"),
    *("asked-in-all", "considered", "formulas"),
)
OPTIONAL: Final = ("condition-field", "conditions", "called")
NEEDED: Final = (
    *("own-laws", "other-laws", "heads", "events", "field", "considering", "upheld", "once"),
    *SIGNS,
)


def grounds(reader: FileReader, top: dict[str, Item]) -> Grounds:
    """What the file says."""
    upheld = reader.mapping(top["upheld"], "upheld", ("events", *CONDITION), ("events",))
    once = reader.mapping(top["once"], "once", ("right", *CONDITION), ("right",))
    return Grounds(
        own_laws=reader.names(top, "own-laws", ""),
        other_laws=reader.names(top, "other-laws", ""),
        heads=reader.names(top, "heads", ""),
        events=reader.events(top, "events", ""),
        field=reader.field_name(top, ""),
        condition_field=reader.field_name({"field": top["condition-field"]}, "")
        if "condition-field" in top
        else "",
        **{key.replace("-", "_"): reader.of(top, key, "", "sign", reader.signs) for key in SIGNS},
        conditions=reader.names(top, "conditions", ""),
        considering=reader.events(top, "considering", ""),
        upheld=reader.condition(upheld, "upheld"),
        upheld_events=reader.events(upheld, "events", "upheld"),
        once=reader.condition(once, "once"),
        called=_called(reader, top),
        once_right=reader.of(once, "right", "once", "sign", reader.signs),
    )


def _called(reader: FileReader, top: Mapping[str, Item]) -> Mapping[str, tuple[str, ...]]:
    """By a ground the names by which letters call it."""
    listed = reader.entries(top["called"], "called") if "called" in top else {}
    known = reader.words.exemptions.masks
    return {
        name: reader.names(listed, name, "called")
        for name in listed
        if reader.one_of(Item(name), "called", "ground", known)
    }
