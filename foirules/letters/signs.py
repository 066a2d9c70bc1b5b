"""Which signs of a law stand in a letter, and where."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache, lru_cache, reduce
from operator import or_
from typing import Final

from attrs import frozen

from foirules.letters.letter_words import LetterWords, Sign
from foirules.letters.phrases import MARK, Needs, Phrase, places_of, words_of
from foirules.letters.sentences import Sentence

_MARKS: Final = re.compile(rf"[a-z]{{2,10}}{MARK}\d{{1,4}}")

Hits = Mapping[str, Sequence["Hit"]]
"""By the name of a sign where it stands."""


@frozen
class Hit:
    """A sign in a sentence: ``place`` is the sentence's in the letter, ``texts`` what says it."""

    sign: str
    place: int
    sentence: Sentence
    texts: tuple[str, ...]


def signs_in(
    found: Sequence[Sentence],
    words: LetterWords,
    sender: str | None = None,
    only: frozenset[str] | None = None,
) -> Hits:
    """The signs in the sentences of a letter; what only repeats a request says nothing.

    :param sender: who wrote it; only signs that letters of theirs are asked for are looked for.
    :param only: the signs that are looked for, where those are not all that matter.
    """
    hits: dict[str, list[Hit]] = {}
    index = _index(words, sender, only)
    for place, sentence in enumerate(found):
        if not sentence.quoted:
            for name, texts in _Looked(sentence.text, index).signs(hits):
                hits.setdefault(name, []).append(Hit(name, place, sentence, texts))
    return hits


@frozen
class _Sought:
    """A phrase that is looked for.

    :param needs: of each set of words that it needs a bit: a sentence has to have them all.
    :param once: whether only its first place in a letter matters.
    :param unless: what unsays it, where that stands in the same sentence.
    """

    sign: str
    phrase: Phrase
    needs: int
    once: bool = False
    unless: tuple[_Sought, ...] = ()


@frozen(eq=False)
class _Index:
    """The phrases of some signs by the words that are hardest to find of each.

    :param whole: by a word the phrases that need it; ``begun`` by the beginning of one.
    :param having: by a word, or a beginning with ``*``, the bits of the needs that it meets.
    :param sizes: how long the beginnings are that any phrase looks for.
    :param always: the phrases that need no word.
    :param starts: the words and beginnings with which phrases begin.
    """

    phrases: Sequence[_Sought]
    whole: Mapping[str, Sequence[int]]
    begun: Mapping[str, Sequence[int]]
    having: Mapping[str, int]
    sizes: Sequence[int]
    always: Sequence[int]
    starts: frozenset[str]


@frozen
class _Word:
    """What a word is to the phrases.

    :param hardest: those that it may be the hardest of.
    :param having: the bits of the needs that it meets.
    :param names: the names under which phrases may begin with it.
    """

    hardest: tuple[int, ...]
    having: int
    names: tuple[str, ...]


@cache
def _index(words: LetterWords, sender: str | None, only: frozenset[str] | None) -> _Index:
    asked = words.asked_of(sender)
    asked = asked if only is None else asked & only
    signs = [sign for sign in words.signs.values() if sign.name in asked]
    every = [each for sign in signs for each in (*sign.says, *sign.unless)]
    bits = {need: 1 << n for n, need in enumerate({n for each in every for n in each.needs})}
    everywhere = words.everywhere()
    phrases = [each for sign in signs for each in _sought(sign, bits, sign.name not in everywhere)]
    whole: dict[str, list[int]] = {}
    begun: dict[str, list[int]] = {}
    for number, of in enumerate(phrases):
        for word in of.phrase.hardest:
            into = begun if word.endswith("*") else whole
            into.setdefault(word.removesuffix("*"), []).append(number)
    having: dict[str, int] = {}
    for need, bit in bits.items():
        for word in need:
            having[word] = having.get(word, 0) | bit
    starts = frozenset(word for each in every for word in each.starts)
    stems = {word.removesuffix("*") for word in (*having, *starts) if word.endswith("*")}
    sizes = sorted(set(map(len, stems)))
    always = [number for number, each in enumerate(phrases) if not each.phrase.needs]
    return _Index(phrases, whole, begun, having, sizes, always, starts)


def _sought(sign: Sign, bits: Mapping[frozenset[str], int], once: bool) -> Iterator[_Sought]:
    unless = tuple(_Sought(sign.name, each, _bits_of(each.needs, bits)) for each in sign.unless)
    for each in sign.says:
        yield _Sought(sign.name, each, _bits_of(each.needs, bits), once, unless)


def _bits_of(needs: Needs, bits: Mapping[frozenset[str], int]) -> int:
    return reduce(or_, (bits[need] for need in needs), 0)


@lru_cache(maxsize=50_000)
def _word(index: _Index, word: str) -> _Word:
    longest = len(word)
    stems = [word[:size] for size in index.sizes if size <= longest]
    names = (word, *(f"{stem}*" for stem in stems))
    return _Word(
        (*index.whole.get(word, ()), *(n for stem in stems for n in index.begun.get(stem, ()))),
        reduce(or_, (index.having.get(name, 0) for name in names), 0),
        tuple(name for name in names if name in index.starts),
    )


class _Looked:
    """A sentence that is looked through, by its words."""

    def __init__(self, text: str, index: _Index) -> None:
        self._text, self._index = text, index
        self._words = [_word(index, word) for word in set(words_of(text))]
        self._has = 0
        for each in self._words:
            self._has |= each.having
        self._places: dict[str, list[int]] | None = None

    def signs(self, known: Container[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The signs in it, each with all that says it where that names a day or a provision.

        :param known: the signs that have been found, which are not looked for if once is enough.
        """
        found: dict[str, tuple[str, ...]] = {}
        has, phrases = self._has, self._index.phrases
        numbers = set(self._index.always).union(*(word.hardest for word in self._words))
        for number in sorted(numbers):
            each = phrases[number]
            if each.needs & has != each.needs:
                continue
            before = found.get(each.sign)
            if each.once:
                if before or each.sign in known:
                    continue
            elif before and not each.phrase.marked:
                continue
            if said := self._kept(self._said(each.phrase), each):
                found[each.sign] = (*before, *said) if before else said
        yield from found.items()

    def _said(self, each: Phrase) -> tuple[str, ...]:
        """What says a phrase: all where it names a day or a provision."""
        text = self._text
        if not each.starts:
            found = each.pattern.finditer(text) if each.marked else (each.pattern.search(text),)
            return tuple(one[0] for one in found if one)
        places = self._by_name()
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

    def _by_name(self) -> dict[str, list[int]]:
        """Where each of its words stands, and each of their beginnings."""
        if self._places is None:
            found: dict[str, list[int]] = {}
            self._places = found
            for word, place in places_of(self._text):
                for name in _word(self._index, word).names:
                    if name in found:
                        found[name].append(place)
                    else:
                        found[name] = [place]
        return self._places

    def _kept(self, said: tuple[str, ...], sought: _Sought) -> tuple[str, ...]:
        """What says a sign after all: nothing where a phrase of its ``unless`` stands in the
        sentence; where that names a day or a provision, what names another."""
        for other in sought.unless if said else ():
            if other.needs & self._has != other.needs or not (against := self._said(other.phrase)):
                continue
            if not other.phrase.marked:
                return ()
            named = {mark for text in against for mark in _MARKS.findall(text)}
            said = tuple(
                text for text in said if (own := _MARKS.findall(text)) and named.isdisjoint(own)
            )
        return said
