"""A message, taken apart, and what was read from it: each value with the lines that say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import define, field, frozen

from foirules.letters.days import WrittenDay
from foirules.letters.lengths import Length
from foirules.letters.letter_words import DaySign, Kind
from foirules.letters.message import Message
from foirules.letters.relied_grounds import ReliedOn
from foirules.letters.sentences import Paragraph, Sentence
from foirules.letters.signs import Hits


@frozen
class Read:
    """A value read from a letter, and the lines that say it; (0, 0) where none does."""

    value: Any
    first: int = 0
    last: int = 0


@frozen
class DayRead:
    """A day, or a length of time, that a letter names.

    :param words: as the letter has it.
    :param named: of a length, the day that the letter named last before it.
    """

    sign: DaySign
    said: WrittenDay | Length
    words: str
    line: int
    parts: tuple[str, ...] | None = None
    named: WrittenDay | None = None


@frozen
class Open:
    """What could not be decided: a question in plain words, and where to look.

    :param field: what of the event the answer fills, as a case file calls it.
    :param perhaps: names that may be of it as well as those that were read; empty where it is not
        asked of single names.
    """

    field: str
    asks: str
    first: int
    last: int
    perhaps: tuple[str, ...] = ()


@define
class Letter:
    """A message, taken apart.

    :param heading: the signs in its subject, where that is its own.
    """

    message: Message
    listed: Sequence[Paragraph]
    sentences: Sequence[Sentence]
    hits: Hits
    grounds: ReliedOn
    heading: frozenset[str] = frozenset()

    def signs(self) -> frozenset[str]:
        """The signs that stand in it, those of its subject among them."""
        return self.heading | self.hits.keys()

    def lines_of(self, signs: Iterable[str]) -> tuple[int, int]:
        """Where the first of some signs stands; (0, 0) where none does."""
        found = [hit for sign in signs for hit in self.hits.get(sign, ())]
        first = min(found, key=lambda hit: hit.place, default=None)
        return (first.sentence.first, first.sentence.last) if first else (0, 0)


@define
class LetterRead:
    """What a message was read as.

    :param kind: None where it could not be told what it is.
    :param at: the lines by which its kind was told.
    :param concluded: whether its kind was told only by its relying on grounds.
    :param outcomes: by part, None for the whole letter, the fields of each.
    :param also: what it was read as of other parts, where it is two events.
    """

    letter: Letter
    kind: Kind | None
    at: tuple[int, int] = (0, 0)
    outcomes: dict[str | None, dict[str, Read]] = field(factory=dict)
    states: dict[str, Read] = field(factory=dict)
    days: list[DayRead] = field(factory=list)
    open: list[Open] = field(factory=list)
    also: LetterRead | None = None
    concluded: bool = False

    @property
    def event(self) -> str:
        """What event the message is; empty where it could not be told."""
        return self.kind.event if self.kind else ""

    def by_part(self, field: str) -> dict[str | None, Any]:
        """The value of a field of each part that it was read of, under None that of the whole."""
        return {part: said[field].value for part, said in self.outcomes.items() if field in said}
