"""Values of the fields that the vocabulary declares, taken out of a document and checked."""

from __future__ import annotations

from typing import Any, Final

from attrs import define, field

from foirules.cases.meant_names import MeantNames
from foirules.documents.items import Item
from foirules.documents.reader import Reader
from foirules.documents.suggest import expected, nearest, of_the_same_number
from foirules.language.types import (
    BOOL,
    DATE,
    INT,
    MOST_RECORDED,
    Enumeration,
    Field,
    SetType,
    with_names_above,
)
from foirules.language.vocabulary import Vocabulary

MESSAGES: Final = {
    "part": "unknown part {found}{near}",
    "no-parts": "the case names no parts",
    "part-twice": "the part {found} stands twice",
}


@define
class FieldReader(Reader):
    """Takes fields out of items.

    :param words: those of the regime.
    :param parts: those of the case.
    :param meant: knows what is meant by a name that is not known.
    """

    words: Vocabulary = field(kw_only=True)
    parts: tuple[str, ...] = field(default=(), kw_only=True)
    meant: MeantNames | None = field(default=None, kw_only=True)
    _given: frozenset[str] = field(init=False)  # the parts, of which a case may have thousands

    def __attrs_post_init__(self) -> None:
        self._given = frozenset(self.parts)

    def near(self, kind: str, name: str, names: tuple[str, ...]) -> str:
        """What is said of a name that is not known: first the one that is meant."""
        by_meaning = self.meant.near(kind, name, names) if self.meant else ""
        return by_meaning or super().near(kind, name, names)

    def part(self, item: Item, where: str, name: Any) -> str | None:
        """The name of a part of the case."""
        if not self.parts:
            self.problems.say(item, where, "no-parts")
            return None
        text = str(name) if isinstance(name, str | int) else ""
        if text not in self._given:
            near = expected(text, self.parts)
            self.problems.say(item, where, "part", found=repr(name), near=near)
            return None
        return text

    def take(self, into: dict[str, Any], f: Field, item: Item, where: str) -> None:
        """Put the value of a field under its name, where it is one."""
        value = self.value(f, item, where)
        if value is not None:
            into[f.name] = value

    def value(self, f: Field, item: Item, where: str) -> Any:
        """The value of a field by its type; exemptions as a tuple of names."""
        if f.type is BOOL:
            return self.boolean(item, where)
        if f.type is DATE:
            return self.day(item, where, f.earliest)
        if f.type is INT:
            return (
                self.recorded(item, where)
                if f.name in self.words.fields
                else self.whole(item, where)
            )
        if isinstance(f.type, Enumeration):
            return self.one_of(item, where, f.type.name, f.type.members)
        if isinstance(f.type, SetType):
            listed = [self._member(f.type, *each) for each in self.list(item, where)]
            return self._tuple(listed, item)
        return self.name(item, where)

    def whole(self, item: Item, where: str) -> int | None:
        """A whole number, of whatever size."""
        if isinstance(item.value, int) and not isinstance(item.value, bool):
            return item.value
        self.wrong(item, where, "a whole number")
        return None

    def recorded(self, item: Item, where: str) -> int | None:
        """A whole number that a record may hold."""
        number = self.whole(item, where)
        if number is not None and not 0 <= number <= MOST_RECORDED:
            self.wrong(item, where, f"a whole number from 0 to {MOST_RECORDED:,}")
            return None
        return number

    def names(self, item: Item, where: str) -> tuple[str, ...] | None:
        """A list of texts."""
        return self._tuple([self.name(*each) for each in self.list(item, where)], item)

    def _tuple(self, listed: list[str | None], item: Item) -> tuple[str, ...] | None:
        """What was listed; None where it is no list, or something in it was wrong."""
        is_list = isinstance(item.value, list)
        return tuple(name for name in listed if name) if is_list and None not in listed else None

    def _member(self, names: SetType, item: Item, where: str) -> str | None:
        """One of the names of a set, as it may be written in a letter."""
        if not isinstance(item.value, str | int) or isinstance(item.value, bool):
            self.one_of(item, where, names.each, names.masks)
            return None
        text = names.read(str(item.value))
        if text not in names.masks:
            near = self._meant(names, text)
            near = near or nearest(text, of_the_same_number(text, names.masks))
            near, found = near or f"; expected {names.hint}", item.shown()
            self.problems.say(item, where, "name", kind=names.each, found=found, near=near)
            return None
        return text

    def _meant(self, names: SetType, text: str) -> str:
        """What is meant by a name that is none, but stands below one, or below one that says how
        another is claimed."""
        claimed = (
            (of, f.name, each)
            for f in self.words.fields.values()
            if isinstance(f.type, Enumeration)
            for of in f.type.name.split()
            for each in with_names_above(text)
            if of in names.masks and each in f.type.members
        )
        for of, name, each in claimed:
            return f"; did you mean {of!r}, with {name}: {each}?"
        above = names.above(text)
        return f"; did you mean {above!r}?" if above else ""
