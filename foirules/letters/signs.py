"""Which signs of a law stand in a letter, and where.

Of more than a thousand phrases few can stand in a sentence: those of which it has a word, or a
pair of words, that is hard to find. Only these are looked for, once in each text of a thread.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from itertools import islice
from operator import or_
from typing import Final

from attrs import define, field, frozen

from foirules.letters.letter_words import LetterWords, Sign
from foirules.letters.phrases import MARK, Needs, Phrase, plain_word, words_of
from foirules.letters.sentences import Sentence

_MARKS: Final = re.compile(rf"[a-z]{{2,10}}{MARK}\d{{1,4}}")
_MOST_WORDS: Final = 50_000  # of which it is kept what they are to the phrases

Hits = Mapping[str, Sequence["Hit"]]
"""By the name of a sign where it stands."""


@frozen
class Hit:
    """A sign in a sentence: ``place`` is the sentence's in the letter, ``texts`` what says it."""

    sign: str
    place: int
    sentence: Sentence
    texts: tuple[str, ...]


@define(eq=False)
class SignReader:
    """Finds the signs of a law in letters. It keeps what it found in each text of a thread."""

    words: LetterWords
    _looked: dict[str, _Looked] = field(factory=dict, repr=False)

    def signs_in(
        self,
        found: Sequence[Sentence],
        sender: str | None = None,
        only: frozenset[str] | None = None,
    ) -> Hits:
        """The signs in the sentences of a letter; what only repeats a request says nothing.

        :param sender: who wrote it; only signs that letters of theirs are asked for are looked for.
        :param only: the signs that are looked for, where those are not all that matter.
        """
        hits: dict[str, list[Hit]] = {}
        index = _index(self.words)
        asked = _asked(self.words, sender, only)
        for place, sentence in enumerate(found):
            if sentence.quoted:
                continue
            looked = self._looked.get(sentence.text)
            if looked is None:
                looked = self._looked[sentence.text] = _Looked(sentence.text, index)
            for name, texts in looked.signs(asked, hits):
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


_Found = tuple[tuple[int, ...], int]
"""The numbers of the phrases of which something is the hardest to find, and the bits of the needs
that it meets."""
_Word = tuple[tuple[int, ...], int, tuple[str, ...], Mapping[str, _Found]]
"""What a word is to the phrases: what is found by it alone, the names under which it may be the
second of a pair, and by such a name what is found by it and that one."""


class _Words(dict[str, _Word]):
    """What words are to some phrases; those that were asked for are kept."""

    def __init__(self, phrases: Sequence[_Sought], bits: Mapping[frozenset[str], int]) -> None:
        super().__init__()
        self._numbers: dict[str, list[int]] = {}
        for number, each in enumerate(phrases):
            for name in each.phrase.needs[0] if each.phrase.needs else ():
                self._numbers.setdefault(name, []).append(number)
        self._having: dict[str, int] = {}
        for need, bit in bits.items():
            for name in need:
                self._having[name] = self._having.get(name, 0) | bit
        self._seconds: dict[str, list[str]] = {}  # by the first word of a pair
        for name in self._having:
            first, _, second = name.partition(" ")
            if second:
                self._seconds.setdefault(first, []).append(second)
        self._second = frozenset(name for names in self._seconds.values() for name in names)
        begun = (*self._having, *self._second, *self._seconds)
        self._sizes = sorted({len(name) - 1 for name in begun if name.endswith("*")})

    def __missing__(self, word: str) -> _Word:
        if len(self) >= _MOST_WORDS:
            self.clear()
        plain = plain_word(word)
        names = [plain, *(f"{plain[:size]}*" for size in self._sizes if size <= len(plain))]
        seconds = {name for first in names for name in self._seconds.get(first, ())}
        made = self[word] = (
            *self._of(names),
            tuple(name for name in names if name in self._second),
            {name: self._of([f"{first} {name}" for first in names]) for name in seconds},
        )
        return made

    def _of(self, names: Iterable[str]) -> _Found:
        listed = list(names)
        numbers = tuple(number for name in listed for number in self._numbers.get(name, ()))
        return numbers, reduce(or_, (self._having.get(name, 0) for name in listed), 0)


@frozen(eq=False)
class _Index:
    """The phrases of a law, and by which words they are found.

    :param needs: of each the bits that a sentence has to have.
    :param always: those that need no word.
    """

    phrases: Sequence[_Sought]
    needs: Sequence[int]
    words: _Words
    always: Sequence[int]


@cache
def _index(words: LetterWords) -> _Index:
    signs = words.signs.values()
    every = [each for sign in signs for each in (*sign.says, *sign.unless)]
    bits = {need: 1 << n for n, need in enumerate({n for each in every for n in each.needs})}
    everywhere = words.everywhere()
    phrases = [each for sign in signs for each in _sought(sign, bits, sign.name not in everywhere)]
    always = [number for number, each in enumerate(phrases) if not each.phrase.needs]
    needs = [each.needs for each in phrases]
    return _Index(phrases, needs, _Words(phrases, bits), always)


def _sought(sign: Sign, bits: Mapping[frozenset[str], int], once: bool) -> Iterator[_Sought]:
    unless = tuple(_Sought(sign.name, each, _bits_of(each.needs, bits)) for each in sign.unless)
    for each in sign.says:
        yield _Sought(sign.name, each, _bits_of(each.needs, bits), once, unless)


def _bits_of(needs: Needs, bits: Mapping[frozenset[str], int]) -> int:
    return reduce(or_, (bits[need] for need in needs), 0)


@cache
def _asked(words: LetterWords, sender: str | None, only: frozenset[str] | None) -> frozenset[int]:
    """The numbers of the phrases that letters of a sender are asked for."""
    asked = words.asked_of(sender)
    asked = asked if only is None else asked & only
    return frozenset(n for n, each in enumerate(_index(words).phrases) if each.sign in asked)


class _Looked:
    """A text that is looked through: the phrases that it may have, and what it says of them."""

    def __init__(self, text: str, index: _Index) -> None:
        self._text, self._index = text, index
        numbers = set(index.always)
        has = 0
        before: Mapping[str, _Found] = {}
        known = index.words
        for word in words_of(text):
            found, having, names, pairs = known[word]
            has |= having
            if found:
                numbers.update(found)
            if before:
                for name in names:
                    if name in before:
                        found, having = before[name]
                        numbers.update(found)
                        has |= having
            before = pairs
        self._lacks = lacks = ~has
        needs = index.needs
        self._numbers = sorted([number for number in numbers if not needs[number] & lacks])
        self._kept: dict[int, tuple[str, ...]] = {}

    def signs(
        self, asked: Container[int], known: Container[str]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The signs in it, each with all that says it where that names a day or a provision.

        :param asked: the numbers of the phrases that are looked for.
        :param known: the signs that have been found, which are not looked for if once is enough.
        """
        found: dict[str, tuple[str, ...]] = {}
        for number in self._numbers:
            if number not in asked:
                continue
            each = self._index.phrases[number]
            before = found.get(each.sign)
            if each.once:
                if before or each.sign in known:
                    continue
            elif before and not each.phrase.marked:
                continue
            said = self._kept.get(number)
            if said is None:
                said = self._kept[number] = self._without(self._said(each.phrase), each.unless)
            if said:
                found[each.sign] = (*before, *said) if before else said
        yield from found.items()

    def _said(self, each: Phrase) -> tuple[str, ...]:
        """What says a phrase: all where it names a day or a provision."""
        found = each.found_in(self._text)
        return tuple(found if each.marked else islice(found, 1))

    def _without(self, said: tuple[str, ...], unless: Iterable[_Sought]) -> tuple[str, ...]:
        """What says a sign after all: nothing where a phrase of its ``unless`` stands in the
        sentence; where that names a day or a provision, what names another."""
        for other in unless if said else ():
            if other.needs & self._lacks or not (against := self._said(other.phrase)):
                continue
            if not other.phrase.marked:
                return ()
            named = {mark for text in against for mark in _MARKS.findall(text)}
            said = tuple(
                text for text in said if (own := _MARKS.findall(text)) and named.isdisjoint(own)
            )
        return said
