"""``days.yaml``: the days that letters name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from foirules.documents.items import Item
from foirules.letters.lengths import Length, written_lengths
from foirules.letters.letter_words import ROLES, THREAD, DaySign
from foirules.letters.words.file import FileReader

NEEDED: Final = ("days",)
OF_EACH: Final = ("means", "signs")
KEYS: Final = (
    *("means", "signs", "role", "field", "events", "except", "future", "from", "of-part"),
    *("thread", "asked", "counts", "puts-off", "grounds", "firm", "not-beside", "after"),
)
STARTS: Final = ("letter", "delivery", "arrival", "question", "named")


def day(reader: FileReader, item: Item, where: str) -> DaySign:
    """What one of its entries says."""
    body = reader.mapping(item, where, KEYS, OF_EACH)
    future = reader.truth(body, "future", where)
    return DaySign(
        reader.name(body["means"], f"{where}.means") or "",
        reader.of(body, "signs", where, "sign", reader.signs),
        _word(reader, body, where, "role", "role", ROLES),
        reader.field_name(body, where),
        reader.events(body, "events", where),
        reader.events(body, "except", where),
        future is not False,
        _word(reader, body, where, "from", "start", STARTS),
        bool(reader.truth(body, "of-part", where)),
        _word(reader, body, where, "thread", "thread", THREAD),
        bool(reader.truth(body, "asked", where)),
        tuple(_lengths(reader, body, where, "counts")),
        tuple(_lengths(reader, body, where, "puts-off")),
        reader.of(body, "grounds", where, "ground", reader.words.exemptions.masks),
        bool(reader.truth(body, "firm", where)),
        reader.of(body, "not-beside", where, "sign", reader.signs),
        reader.of(body, "after", where, "sign", reader.signs),
    )


def _lengths(
    reader: FileReader, body: Mapping[str, Item], where: str, key: str
) -> Iterator[Length]:
    """The lengths of time under a key, each as letters write them: ``20 working days``."""
    for item, place in reader.list(body[key], f"{where}.{key}") if key in body else ():
        said = reader.name(item, place) or ""
        found = next(written_lengths(said), None)
        if found is not None and (found.start, found.end) == (0, len(said)):
            yield found
        elif said:
            reader.problems.say(item, place, "length", found=repr(said))


def _word(
    reader: FileReader,
    body: Mapping[str, Item],
    where: str,
    key: str,
    called: str,
    known: tuple[str, ...],
) -> str:
    """One of the words that a key may have; empty where it is left out.

    :param called: what messages call such a word.
    """
    return (reader.one_of(body[key], f"{where}.{key}", called, known) or "") if key in body else ""
