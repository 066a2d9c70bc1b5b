"""The types of values, and what a field's absence from a record means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Final

from attrs import field, frozen

MOST_RECORDED: Final = 999_999_999  # of a whole number
MOST_NAMES: Final = 62  # of a set: a bit each, and two numbers that are no value


class Absence(Enum):
    """What it means that a record does not hold a field."""

    UNKNOWN = "unknown"  # it was or was not so: the record does not say
    ABSENT = "none"  # there is none
    REQUIRED = "error"  # the record is not complete without it


@frozen
class Enumeration:
    """A closed list of names; a value is stored as its place in the list."""

    name: str
    members: tuple[str, ...]
    codes: dict[str, int] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "codes", {m: i for i, m in enumerate(self.members)})


@frozen
class BasicType:
    """A type that is not a list of names: a date, a whole number, a truth value, text."""

    name: str


@frozen(cache_hash=True)
class SetType:
    """Sets of names that stand one below another: who names s36(2)(c) names s36(2) and s36 as well.

    A set is a number with a bit for each name that the law tells apart, closed upward, so that one
    bit answers "is s36 in it".

    :param plural: what the names are called; ``each`` one of them.
    :param members: the names that the law tells apart, each after those above it.
    :param limbs: further names below these, of which each is taken as the one above it.
    :param begins_with: what each name begins with; ``written_also`` what may stand there as well.
    :param hint: what a name looks like, for messages.
    :param law: what the law is cited as, which may stand before or after a name.
    :raises ValueError: for more members than a set can hold.
    """

    plural: str
    each: str
    members: tuple[str, ...]
    limbs: tuple[str, ...] = ()
    begins_with: str = ""
    written_also: tuple[str, ...] = ()
    hint: str = ""
    law: str = ""
    masks: Mapping[str, int] = field(init=False, eq=False, repr=False)
    mask: Callable[[tuple[str, ...]], int] = field(init=False, eq=False, repr=False)
    names: Callable[[int], tuple[str, ...]] = field(init=False, eq=False, repr=False)

    @property
    def name(self) -> str:
        return f"set of {self.plural}"

    def __attrs_post_init__(self) -> None:
        if len(self.members) > MOST_NAMES:
            raise ValueError(f"a set holds {MOST_NAMES} names, found {len(self.members)}")
        bits = {name: 1 << place for place, name in enumerate(self.members)}
        masks = {
            name: sum(bits.get(above, 0) for above in with_names_above(name))
            for name in (*self.members, *self.limbs)
        }
        object.__setattr__(self, "masks", masks)
        object.__setattr__(self, "mask", lru_cache(maxsize=4096)(self._mask))
        object.__setattr__(self, "names", lru_cache(maxsize=4096)(self._names))

    def _mask(self, names: tuple[str, ...]) -> int:
        """The set that naming ``names`` gives, as bits; KeyError on an unknown name."""
        mask = 0
        for name in names:
            mask |= self.masks[name]
        return mask

    def _names(self, mask: int) -> tuple[str, ...]:
        """The most specific names of a set, in the order of the members."""
        present = [name for place, name in enumerate(self.members) if mask >> place & 1]
        return tuple(n for n in present if not any(n in with_names_above(m)[1:] for m in present))

    def family(self, names: tuple[str, ...]) -> int:
        """The bits of the names and of all that stands below them, but of nothing above."""
        family = 0
        for name in names:
            bit = own_bit(self.masks[name])
            for mask in self.masks.values():
                if mask & bit:
                    family |= own_bit(mask)
        return family

    @property
    def numbered(self) -> bool:
        """Whether each name goes on, after what it begins with, by a number."""
        place = len(self.begins_with)
        return all(name[place : place + 1].isdigit() for name in self.members)

    def is_like(self, text: str) -> bool:
        """Whether a text goes on, after what names begin with, as they do: by a number or not."""
        place = len(self.begins_with)
        numbered = {name[place : place + 1].isdigit() for name in self.members}
        return text[place : place + 1].isdigit() in numbered

    def above(self, text: str) -> str | None:
        """The deepest known name that a text stands below; None for one beside other names."""
        above = with_names_above(text)[1:]
        beside = (with_names_above(each)[1:2] for each in self.masks)
        if above and above[:1] in beside:
            return None
        return next((each for each in above if each in self.masks), None)

    def read(self, text: str) -> str:
        """A name as it is written in a letter: ``FOIA Section 40 (2)`` is ``s40(2)``."""
        if text in self.masks:
            return text
        bare = re.sub(r"\s+", "", text)
        if self.law:
            law = re.escape(self.law)
            bare = re.sub(rf"(?i)^{law}|(?:,|of)?{law}\Z", "", bare)
        heads = sorted((*self.written_also, self.begins_with), key=len, reverse=True)
        head = "|".join(map(re.escape, filter(None, heads)))
        return self.begins_with + re.sub(rf"(?i)^({head})?\.?", "", bare)


def with_names_above(name: str) -> list[str]:
    """s36(2)(c) -> s36(2)(c), s36(2), s36."""
    names = [name]
    while name.endswith(")") and ")" not in name[(opens := name.rfind("(")) : -1] and opens >= 0:
        name = name[:opens]
        names.append(name)
    return names


def own_bit(mask: int) -> int:
    """The most specific bit of one name's mask: the ones above it stand before it."""
    return 1 << (mask.bit_length() - 1)


DATE: Final = BasicType("date")
INT: Final = BasicType("number")
BOOL: Final = BasicType("true or false")
TEXT: Final = BasicType("text")

Type = BasicType | Enumeration | SetType

# What an assessment says.
FINDING_KIND: Final = Enumeration("kind", ("breach", "departure", "promise", "note"))
CERTAINTY: Final = Enumeration("certainty", ("established", "possible"))
LEGAL_FORCE: Final = Enumeration("kind", ("statute", "code", "guidance", "promise"))
STATUS: Final = Enumeration(
    "status", ("running", "paused", "met", "missed", "lapsed", "stopped", "uncertain")
)


@frozen
class Field:
    """A field an event, or one outcome within it, may have.

    :param name: as it is written in a case file; the language says it with underscores.
    :param absence: what its absence means, or the value it then has.
    :param meaning: one line for a person.
    :param earliest: of a date, where it may lie before the years that the calendar covers.
    :param presumed: the law presumes the value that ``absence`` gives, so that a finding may be
        established by it: who relies on another has to show it.
    :param if_recorded: it does so only where the source has a place for the field.
    :param told: of a date, the words that stand before it where the event is told in a line.
    :param authority_names: of a true-or-false field of the event that a case begins with, the list
        of authorities for which it holds where the record does not say.
    :param asks: the question whose answer it is; ``{event}`` and ``{part}`` stand for those that it
        is asked of. Empty where its meaning has to do.
    :param seldom: it is asked for last, since the value that its absence gives is nearly always so.
    """

    name: str
    type: Type
    absence: Absence | str | bool
    meaning: str
    earliest: date | None = None
    presumed: bool = False
    told: str = ""
    authority_names: str = ""
    if_recorded: bool = False
    asks: str = ""
    seldom: bool = False
