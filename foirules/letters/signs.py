"""Which signs of a law stand in a letter, and where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
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
    index = _index(words)
    for start in range(0, len(own), BLOCK):
        block = _Block(own[start : start + BLOCK])
        for hit in block.hits(index):
            hits.setdefault(hit.sign, []).append(hit)
    return hits


@frozen
class _Index:
    """The phrases of all signs by the words that are hardest to find of each.

    :param whole: by a word the phrases that need it; ``begun`` by the beginning of one.
    :param sizes: how long these beginnings are.
    :param always: the phrases that need no word.
    """

    phrases: Sequence[tuple[Sign, Phrase]]
    whole: Mapping[str, Sequence[int]]
    begun: Mapping[str, Sequence[int]]
    sizes: Sequence[int]
    always: Sequence[int]


@cache
def _index(words: LetterWords) -> _Index:
    phrases = [(sign, each) for sign in words.signs.values() for each in sign.says]
    whole: dict[str, list[int]] = {}
    begun: dict[str, list[int]] = {}
    always = []
    for number, (_, each) in enumerate(phrases):
        if not each.needs:
            always.append(number)
        for word in each.hardest:
            into = begun if word.endswith("*") else whole
            into.setdefault(word.removesuffix("*"), []).append(number)
    return _Index(phrases, whole, begun, sorted({len(stem) for stem in begun}), always)


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

    def hits(self, index: _Index) -> Iterator[Hit]:
        """Where the signs stand, each once in a sentence."""
        found: dict[str, dict[int, str]] = {}
        for number in self._may_stand(index):
            sign, each = index.phrases[number]
            seen = found.setdefault(sign.name, {})
            for bit in _bits(self._may_have(each)):
                if bit not in seen and (said := each.pattern.search(self.listed[bit][1].text)):
                    if any(self._has(other, bit) for other in sign.unless):
                        continue
                    seen[bit] = said[0]
        for name, seen in found.items():
            for bit in sorted(seen):
                place, sentence = self.listed[bit]
                yield Hit(name, place, sentence, seen[bit])

    def _may_stand(self, index: _Index) -> list[int]:
        """The phrases whose hardest word stands in a sentence, in their order."""
        found = set(index.always)
        for word in self._sorted:
            found.update(index.whole.get(word, ()))
            for size in index.sizes:
                if size > len(word):
                    break
                found.update(index.begun.get(word[:size], ()))
        return sorted(found)

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
