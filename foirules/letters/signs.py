"""Which signs of a law stand in a letter, and where."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from attrs import define, field, frozen

from foirules.letters.letter_words import LetterWords, Sign
from foirules.letters.phrases import MARK, Phrase, places_of, words_of
from foirules.letters.sentences import Sentence

_MARKS: Final = re.compile(rf"[a-z]{{2,10}}{MARK}\d{{1,4}}")
BLOCK: Final = 256  # sentences that are looked through at a time

Hits = Mapping[str, Sequence["Hit"]]
"""By the name of a sign where it stands."""


@frozen
class Hit:
    """A sign in a sentence: ``place`` is the sentence's in the letter, ``texts`` what says it."""

    sign: str
    place: int
    sentence: Sentence
    texts: tuple[str, ...]


def signs_in(found: Sequence[Sentence], words: LetterWords, sender: str | None = None) -> Hits:
    """The signs in the sentences of a letter; what only repeats a request says nothing.

    :param sender: who wrote it; only signs that letters of theirs are asked for are looked for.
    """
    own = [(place, each) for place, each in enumerate(found) if not each.quoted]
    hits: dict[str, list[Hit]] = {}
    index = _index(words, sender)
    for start in range(0, len(own), BLOCK):
        block = _Block(own[start : start + BLOCK], index)
        for hit in block.hits(hits):
            hits.setdefault(hit.sign, []).append(hit)
    return hits


@frozen(eq=False)
class _Index:
    """The phrases of all signs by the words that are hardest to find of each.

    :param whole: by a word the phrases that need it; ``begun`` by the beginning of one.
    :param stems: the beginnings that any phrase looks for; ``sizes`` are how long they are.
    :param always: the phrases that need no word.
    :param starts: the words and beginnings with which phrases begin.
    :param everywhere: the signs of which every place matters, and not only the first.
    """

    phrases: Sequence[tuple[Sign, Phrase]]
    whole: Mapping[str, Sequence[int]]
    begun: Mapping[str, Sequence[int]]
    stems: frozenset[str]
    sizes: Sequence[int]
    always: Sequence[int]
    starts: frozenset[str]
    everywhere: frozenset[str]


@cache
def _index(words: LetterWords, sender: str | None) -> _Index:
    asked = words.asked_of(sender)
    phrases = [
        (sign, each) for sign in words.signs.values() if sign.name in asked for each in sign.says
    ]
    whole: dict[str, list[int]] = {}
    begun: dict[str, list[int]] = {}
    always = []
    for number, (_, each) in enumerate(phrases):
        if not each.needs:
            always.append(number)
        for word in each.hardest:
            into = begun if word.endswith("*") else whole
            into.setdefault(word.removesuffix("*"), []).append(number)
    every = [
        *(each for _, each in phrases),
        *(n for sign in words.signs.values() for n in sign.unless),
    ]
    needed = {word for each in every for need in (*each.needs, each.starts) for word in need}
    stems = frozenset(word.removesuffix("*") for word in needed if word.endswith("*"))
    starts = frozenset(word for each in every for word in each.starts)
    sizes = sorted({len(stem) for stem in stems})
    everywhere = words.everywhere()
    return _Index(phrases, whole, begun, stems, sizes, always, starts, everywhere)


@lru_cache(maxsize=20_000)
def _having(index: _Index, word: str) -> tuple[int, ...]:
    """The phrases that a word may be the hardest of."""
    found = list(index.whole.get(word, ()))
    for size in index.sizes:
        if size > len(word):
            break
        found += index.begun.get(word[:size], ())
    return tuple(found)


@lru_cache(maxsize=20_000)
def _beginnings(index: _Index, word: str) -> tuple[str, ...]:
    """The beginnings that phrases look for and a word has."""
    longest = len(word)
    stems = (word[:size] for size in index.sizes if size <= longest)
    return tuple(f"{stem}*" for stem in stems if stem in index.stems)


@lru_cache(maxsize=20_000)
def _named(index: _Index, word: str) -> tuple[str, ...]:
    """A word and its beginnings, those of them with which phrases begin."""
    return tuple(each for each in (word, *_beginnings(index, word)) if each in index.starts)


@define
class _Block:
    """Some sentences of a letter by their words, and by the beginnings of these: of each a number,
    whose bits are the sentences that have it."""

    listed: Sequence[tuple[int, Sentence]]
    index: _Index
    _having: dict[str, int] = field(factory=dict)
    _words: list[str] = field(factory=list)
    _places: dict[int, dict[str, list[int]]] = field(factory=dict)
    _present: frozenset[str] = frozenset()
    _any: dict[frozenset[str], int] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        having = self._having
        for bit, (_, sentence) in enumerate(self.listed):
            for word in set(words_of(sentence.text)):
                having[word] = having.get(word, 0) | 1 << bit
        self._words = list(having)
        for word in self._words:
            for stem in _beginnings(self.index, word):
                having[stem] = having.get(stem, 0) | having[word]
        self._present = frozenset(having)

    def hits(self, known: Container[str]) -> Iterator[Hit]:
        """Where the signs stand, each once in a sentence, with all that says it there where that
        names a day or a provision.

        :param known: the signs that have been found, which are not looked for if once is enough.
        """
        found: dict[str, dict[int, tuple[str, ...]]] = {}
        for number in self._may_stand():
            sign, each = self.index.phrases[number]
            seen = found.get(sign.name, {})
            once = sign.name not in self.index.everywhere
            if once and sign.name in known:
                continue
            bits = self._may_have(each)
            if once and seen:
                bits &= (1 << min(seen)) - 1  # only where it would stand before
            if not bits:
                continue
            found[sign.name] = seen
            for bit in _bits(bits):
                if bit in seen and not each.marked:
                    continue
                if said := self._kept(self._said(each, bit), sign, bit):
                    seen[bit] = (*seen.get(bit, ()), *said)
                    if once:
                        break
        for name, seen in found.items():
            for bit in sorted(seen):
                place, sentence = self.listed[bit]
                yield Hit(name, place, sentence, seen[bit])

    def _may_stand(self) -> list[int]:
        """The phrases whose hardest word stands in a sentence, in their order."""
        found = set(self.index.always)
        for word in self._words:
            found.update(_having(self.index, word))
        return sorted(found)

    def _said(self, each: Phrase, bit: int) -> tuple[str, ...]:
        """What of a sentence says a phrase: all where it names a day or a provision."""
        text = self.listed[bit][1].text
        if not each.starts:
            found = each.pattern.finditer(text) if each.marked else (each.pattern.search(text),)
            return tuple(one[0] for one in found if one)
        places = self._places_in(bit)
        match = each.pattern.match
        words = each.starts.intersection(places)
        if not each.marked:
            for word in words:
                for place in places[word]:
                    if one := match(text, place):
                        return (one[0],)
            return ()
        said: list[str] = []
        end = 0
        for place in sorted({n for word in words for n in places[word]}):
            if place >= end and (one := match(text, place)):
                said.append(one[0])
                end = one.end()
        return tuple(said)

    def _places_in(self, bit: int) -> dict[str, list[int]]:
        """Where in a sentence each of its words stands, and each of their beginnings."""
        places = self._places.get(bit)
        if places is None:
            places = self._places[bit] = {}
            for word, place in places_of(self.listed[bit][1].text):
                for name in _named(self.index, word):
                    if name in places:
                        places[name].append(place)
                    else:
                        places[name] = [place]
        return places

    def _kept(self, said: tuple[str, ...], sign: Sign, bit: int) -> tuple[str, ...]:
        """What says a sign after all: nothing where a phrase of its ``unless`` stands in the
        sentence; where that names a day or a provision, what names another."""
        for other in sign.unless if said else ():
            if not self._may_have(other) >> bit & 1 or not (against := self._said(other, bit)):
                continue
            if not other.marked:
                return ()
            named = {mark for text in against for mark in _MARKS.findall(text)}
            said = tuple(
                text for text in said if (own := _MARKS.findall(text)) and named.isdisjoint(own)
            )
        return said

    def _may_have(self, each: Phrase) -> int:
        """The sentences that have the words which a phrase needs."""
        found = (1 << len(self.listed)) - 1
        for words in each.needs:
            any_of = self._any.get(words)
            if any_of is None:
                any_of = 0
                for word in words & self._present:
                    any_of |= self._having[word]
                self._any[words] = any_of
            found &= any_of
            if not found:
                break
        return found


def _bits(number: int) -> Iterator[int]:
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low
