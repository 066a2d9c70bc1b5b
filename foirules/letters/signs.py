"""Which signs of a law stand in a letter, and where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import define, field, frozen

from foirules.letters.letter_words import LetterWords, Sign
from foirules.letters.phrases import Phrase, words_of
from foirules.letters.sentences import Sentence

BLOCK: Final = 256  # sentences that are looked through at a time

Hits = Mapping[str, Sequence["Hit"]]
"""By the name of a sign where it stands."""


@frozen
class Hit:
    """A sign in a sentence: ``place`` is the sentence's in the letter, ``text`` what says it."""

    sign: str
    place: int
    sentence: Sentence
    text: str


def signs_in(found: Sequence[Sentence], words: LetterWords) -> Hits:
    """The signs in the sentences of a letter; what only repeats a request says nothing."""
    own = [(place, each) for place, each in enumerate(found) if not each.quoted]
    hits: dict[str, list[Hit]] = {}
    for start in range(0, len(own), BLOCK):
        block = _Block(own[start : start + BLOCK])
        for sign in words.signs.values():
            if listed := list(block.hits(sign)):
                hits.setdefault(sign.name, []).extend(listed)
    return hits


@define
class _Block:
    """Some sentences of a letter by their words: of each word a number, whose bits are the
    sentences that have it."""

    listed: Sequence[tuple[int, Sentence]]
    _having: dict[str, int] = field(factory=dict)
    _sorted: list[str] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        for bit, (_, sentence) in enumerate(self.listed):
            for word in words_of(sentence.text):
                self._having[word] = self._having.get(word, 0) | 1 << bit
        self._sorted = sorted(self._having)

    def hits(self, sign: Sign) -> Iterator[Hit]:
        """Where a sign stands, once in each sentence."""
        seen: dict[int, str] = {}
        for each in sign.says:
            for bit in _bits(self._may_have(each)):
                if bit not in seen and (said := each.pattern.search(self.listed[bit][1].text)):
                    seen[bit] = said[0]
        for bit in sorted(seen):
            if not any(self._has(each, bit) for each in sign.unless):
                place, sentence = self.listed[bit]
                yield Hit(sign.name, place, sentence, seen[bit])

    def _has(self, each: Phrase, bit: int) -> bool:
        may_have = self._may_have(each) >> bit & 1
        return bool(may_have and each.pattern.search(self.listed[bit][1].text))

    def _may_have(self, each: Phrase) -> int:
        """The sentences that have the words which a phrase needs."""
        found = (1 << len(self.listed)) - 1
        for words in each.needs:
            found &= self._with_any(words)
            if not found:
                break
        return found

    def _with_any(self, words: Iterable[str]) -> int:
        found = 0
        for word in words:
            bits = self._having.get(word)
            if bits is None and word.endswith("*"):
                bits = self._having[word] = self._beginning(word[:-1])
            found |= bits or 0
        return found

    def _beginning(self, stem: str) -> int:
        """The sentences that have a word which begins so."""
        found, place = 0, bisect_left(self._sorted, stem)
        while place < len(self._sorted) and self._sorted[place].startswith(stem):
            found |= self._having[self._sorted[place]]
            place += 1
        return found


def _bits(number: int) -> Iterator[int]:
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low
