"""A file of the folder ``letters`` of a law: its signs, and what its entries ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from attrs import define, field

from foirules.documents.items import Item
from foirules.documents.reader import Reader
from foirules.language.vocabulary import Vocabulary
from foirules.letters.letter_words import Condition, Sign
from foirules.letters.phrases import Phrase, PhraseError, one_of, phrase

CONDITION: Final = ("any", "all", "none")
SIGNS: Final = ("takes", "signs")  # what every file may have


@define
class FileReader(Reader):
    """Reads one file; ``signs`` and ``lists`` of words are those of all files read so far."""

    words: Vocabulary = field(kw_only=True)
    path: Path = field(kw_only=True)
    signs: dict[str, Sign] = field(kw_only=True)
    lists: dict[str, str] = field(kw_only=True)
    homes: dict[str, str] = field(kw_only=True)
    item: Item = field(kw_only=True)

    def top(self, keys: Sequence[str], needed: Sequence[str]) -> dict[str, Item]:
        """Its entries, once its signs are read."""
        top = self.mapping(self.item, "", keys, needed)
        self.signs_of(top)
        return top

    def shared(self) -> None:
        """Reads the lists of words and the signs of a file that several laws share."""
        top = self.mapping(self.item, "", ("takes", "words", "signs"), ())
        for name, item in (self.entries(top["words"], "words") if "words" in top else {}).items():
            where = f"words.{name}"
            read = [(each, place, self.name(each, place)) for each, place in self.list(item, where)]
            try:
                self.lists[name] = one_of([text for _, _, text in read if text], self.lists)
                phrase(self.lists[name])
            except PhraseError as error:
                self.problems.say(item, where, "phrase", found=repr(name), problem=error)
        self.signs_of(top)

    def taken(self, folder: Path) -> Path | None:
        """The file whose signs it takes beside its own: ``shared/letters/kinds`` of a folder."""
        named = self.item.value.get("takes") if isinstance(self.item.value, dict) else None
        name = self.name(named, "takes") if named is not None else None
        return None if name is None else folder / f"{name}.yaml"

    def signs_of(self, top: Mapping[str, Item]) -> None:
        """Reads the signs of a file beside those that are known."""
        for sign, item in (self.entries(top["signs"], "signs") if "signs" in top else {}).items():
            where = f"signs.{sign}"
            if sign in self.signs:
                first = self.homes[sign]
                self.problems.say(item, where, "sign-twice", found=repr(sign), first=first)
            says, unless = item, None
            if isinstance(item.value, dict):
                body = self.mapping(item, where, ("says", "unless"), ("says",))
                says, unless = body.get("says", Item([])), body.get("unless")
            self.signs[sign] = Sign(
                sign,
                self._phrases(says, where),
                self._phrases(unless, f"{where}.unless") if unless else (),
            )
            self.homes[sign] = self.path.name

    def _phrases(self, item: Item, where: str) -> tuple[Phrase, ...]:
        found = []
        for each, place in self.list(item, where):
            text = self.name(each, place)
            try:
                found += [phrase(text, self.lists)] if text else []
            except PhraseError as error:
                self.problems.say(each, place, "phrase", found=repr(text), problem=error)
        return tuple(found)

    def names(self, body: Mapping[str, Item], key: str, where: str) -> tuple[str, ...]:
        """A list of texts under a key; empty where it is not there."""
        if key not in body:
            return ()
        read = (self.name(*each) for each in self.list(body[key], f"{where}.{key}".lstrip(".")))
        return tuple(name for name in read if name)

    def has(self, item: Item, where: str, keys: Iterable[str]) -> bool:
        """Whether an entry is a mapping that has some keys."""
        entries = self.entries(item, where)
        lacking = [key for key in keys if key not in entries]
        for key in lacking if isinstance(item.value, dict) else ():
            self.problems.say(item, where, "missing-key", found=repr(key))
        return not lacking

    def of(
        self, body: Mapping[str, Item], key: str, where: str, kind: str, known: Iterable[str]
    ) -> tuple[str, ...]:
        """A list of known names under a key."""
        if key not in body:
            return ()
        names = tuple(known)
        listed = self.list(body[key], f"{where}.{key}".lstrip("."))
        read = (self.one_of(item, place, kind, names) for item, place in listed)
        return tuple(name for name in read if name)

    def entries_of(
        self, top: Mapping[str, Item], key: str, needed: Sequence[str]
    ) -> list[tuple[Item, str]]:
        """The entries of a list that have all keys that they need; of others that is told."""
        listed = self.list(top[key], key)
        return [each for each in listed if self.has(*each, needed)]

    def condition(self, body: Mapping[str, Item], where: str) -> Condition:
        read = {key: self.of(body, key, where, "sign", self.signs) for key in CONDITION}
        return Condition(**read)

    def events(self, body: Mapping[str, Item], key: str, where: str) -> tuple[str, ...]:
        return self.of(body, key, where, "event", self.words.events)

    def truth(self, body: Mapping[str, Item], key: str, where: str) -> bool | None:
        return self.boolean(body[key], f"{where}.{key}") if key in body else None

    def number(self, body: Mapping[str, Item], key: str, where: str) -> int:
        """A number of points under a key; 0 where it is not there."""
        if key not in body:
            return 0
        return self.integer(body[key], f"{where}.{key}".lstrip("."), 99, -99) or 0

    def points(
        self, body: Mapping[str, Item], key: str, where: str, kind: str, known: Iterable[str]
    ) -> tuple[tuple[str, int], ...]:
        """The points that known names have under a key."""
        if key not in body:
            return ()
        names, where = tuple(known), f"{where}.{key}"
        listed = self.entries(body[key], where)
        return tuple(
            (name, self.number(listed, name, where))
            for name in listed
            if self.one_of(Item(name), where, kind, names)
        )

    def field_name(self, body: Mapping[str, Item], where: str) -> str:
        if "field" not in body:
            return ""
        where = f"{where}.field".lstrip(".")
        return self.one_of(body["field"], where, "field", self.words.fields) or ""
