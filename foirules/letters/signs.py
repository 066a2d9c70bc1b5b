"""Which signs of a law stand in a letter, and where.

Of more than a thousand phrases few can stand in a sentence: those of which it has a word, or a
pair of words, that is hard to find. Only these are looked for, once in each text of a thread.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence, Set
from functools import cache, reduce
from itertools import chain, pairwise
from operator import or_
from typing import Final, NamedTuple

from attrs import define, field, frozen

from foirules.letters.letter_words import LetterWords
from foirules.letters.phrases import MARK, Phrase, plain_word, words_of
from foirules.letters.sentences import Sentence

_MARKS: Final = re.compile(rf"[a-z]{{2,10}}{MARK}\d{{1,4}}")
_MOST_WORDS: Final = 50_000  # and pairs of them, of which it is kept what they are to phrases

Hits = Mapping[str, Sequence["Hit"]]
"""By the name of a sign where it stands."""


class Hit(NamedTuple):
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

    def signs_in(self, found: Sequence[Sentence], sender: str | None) -> Hits:
        """The signs in the sentences of a letter; what only repeats a request says nothing.

        :param sender: who wrote it; only signs that letters of theirs are asked for are looked for.
        """
        hits: dict[str, list[Hit]] = {}
        asked = _asked(self.words, sender, None)
        for place, sentence in enumerate(found):
            if sentence.quoted:
                continue
            for name, texts in self._look_at(sentence.text).signs(asked, hits):
                hits.setdefault(name, []).append(Hit(name, place, sentence, texts))
        return hits

    def said_in(
        self, texts: Iterable[str], sender: str | None, only: frozenset[str] | None = None
    ) -> set[str]:
        """The names of the signs in some texts.

        :param only: the signs that are looked for, where those are not all that matter.
        """
        said: set[str] = set()
        asked = _asked(self.words, sender, only)
        for text in texts:
            said.update([name for name, _ in self._look_at(text).signs(asked, said)])
        return said

    def _look_at(self, text: str) -> _Looked:
        looked = self._looked.get(text)
        if looked is None:
            looked = self._looked[text] = _Looked(text, _index(self.words))
        return looked


class _Sought(NamedTuple):
    """A phrase that is looked for.

    :param once: whether only its first place in a letter matters.
    :param unless: the numbers of those that unsay it, where they stand in the same sentence.
    """

    sign: str
    phrase: Phrase
    once: bool
    unless: frozenset[int]


@frozen(eq=False)
class _Index:
    """The phrases of a law, and by which words they are found.

    :param sought: those that say a sign; ``phrases`` they and, after them, those that unsay one.
    :param needs: of each the bits of what it needs beside what is the hardest to find.
    :param always: the numbers of those that need no word.
    """

    sought: Sequence[_Sought]
    phrases: Sequence[Phrase]
    needs: Sequence[int]
    always: Sequence[int]
    words: _Words
    pairs: _Pairs


_Met = tuple[tuple[int, ...], int] | None
"""The numbers of the phrases of which a word is the hardest to find, and the bits of the needs that
it meets; None where it meets nothing."""


class _Names:
    """What words, and pairs of words, are to some phrases, by what these call them."""

    def __init__(self, phrases: Sequence[Phrase], bits: Mapping[frozenset[str], int]) -> None:
        self._numbers: dict[str, list[int]] = {}
        self._meets: dict[str, int] = {}
        for number, each in enumerate(phrases):
            for name in each.needs[0] if each.needs else ():
                self._numbers.setdefault(name, []).append(number)
                self._meets.setdefault(name, 0)
        for need, bit in bits.items():
            for name in need:
                self._meets[name] = self._meets.get(name, 0) | bit
        self.words = frozenset(word for name in self._meets for word in name.split())

    def met(self, names: Iterable[str]) -> _Met:
        known = [name for name in names if name in self._meets]
        numbers = tuple(number for name in known for number in self._numbers.get(name, ()))
        return (numbers, reduce(or_, map(self._meets.__getitem__, known))) if known else None


class _Words(dict[str, int]):
    """By a word the number of its class: words of one class are the same to all phrases. Those that
    were asked for are kept.

    :param met: by the number of a class what its words meet; ``names`` how phrases name them.
    """

    def __init__(self, known: _Names) -> None:
        super().__init__()
        self._known = known
        self._sizes = sorted({len(name) - 1 for name in known.words if name.endswith("*")})
        self._classes: dict[tuple[str, ...], int] = {}
        self.met: list[_Met] = []
        self.names: list[tuple[str, ...]] = []

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        plain = plain_word(word)
        begun = (f"{plain[:size]}*" for size in self._sizes if size <= len(plain))
        names = tuple(name for name in (plain, *begun) if name in self._known.words)
        if names not in self._classes:
            self._classes[names] = len(self.names)
            self.names.append(names)
            self.met.append(self._known.met(names))
        self[word] = self._classes[names]
        return self[word]


class _Pairs(dict[tuple[int, int], _Met]):
    """By the classes of two words that follow one another what the two meet. Those that were asked
    for are kept."""

    def __init__(self, known: _Names, words: _Words) -> None:
        super().__init__()
        self._known, self._words = known, words

    def __missing__(self, pair: tuple[int, int]) -> _Met:
        if len(self) >= _MOST_WORDS:
            self.clear()
        firsts, seconds = (self._words.names[of] for of in pair)
        self[pair] = self._known.met(f"{one} {other}" for one in firsts for other in seconds)
        return self[pair]


@cache
def _index(words: LetterWords) -> _Index:
    signs = words.signs.values()
    says = [each for sign in signs for each in sign.says]
    unsays = dict.fromkeys(each for sign in signs for each in sign.unless)
    numbers = {each: number for number, each in enumerate(unsays, len(says))}
    everywhere = words.everywhere()
    sought = [
        _Sought(
            sign.name,
            each,
            sign.name not in everywhere,
            frozenset(map(numbers.__getitem__, sign.unless)),
        )
        for sign in signs
        for each in sign.says
    ]
    phrases = [*says, *unsays]
    others = dict.fromkeys(need for each in phrases for need in each.needs[1:])
    bits = {need: 1 << n for n, need in enumerate(others)}
    needs = [reduce(or_, (bits[need] for need in each.needs[1:]), 0) for each in phrases]
    always = [number for number, each in enumerate(phrases) if not each.needs]
    names = _Names(phrases, bits)
    known = _Words(names)
    return _Index(sought, phrases, needs, always, known, _Pairs(names, known))


@cache
def _asked(words: LetterWords, sender: str | None, only: frozenset[str] | None) -> frozenset[int]:
    """The numbers of the phrases that letters of a sender are asked for."""
    asked = words.asked_of(sender)
    asked = asked if only is None else asked & only
    return frozenset(n for n, each in enumerate(_index(words).sought) if each.sign in asked)


class _Looked:
    """A text that is looked through: the phrases that it may have, and what it says of them."""

    def __init__(self, text: str, index: _Index) -> None:
        self._text, self._index = text, index
        of = list(map(index.words.__getitem__, words_of(text)))
        alone = map(index.words.met.__getitem__, set(of))
        paired = map(index.pairs.__getitem__, pairwise(of))
        numbers, meets, needs = set(index.always), 0, index.needs
        for found, bits in filter(None, chain(alone, paired)):
            meets |= bits
            if found:
                numbers.update(found)
        self._may_have = {n for n in numbers if (need := needs[n]) & meets == need}
        self._kept: dict[int, tuple[str, ...]] = {}

    def signs(
        self, asked: Set[int], known: Container[str]
    ) -> Iterable[tuple[str, tuple[str, ...]]]:
        """The signs in it, each with all that says it where that names a day or a provision.

        :param asked: the numbers of the phrases that are looked for.
        :param known: the signs that have been found, which are not looked for if once is enough.
        """
        if self._may_have.isdisjoint(asked):
            return ()
        found: dict[str, tuple[str, ...]] = {}
        sought, kept = self._index.sought, self._kept
        for number in sorted(self._may_have & asked):
            sign, phrase, once, unless = sought[number]
            before = found.get(sign)
            if once:
                if before or sign in known:
                    continue
            elif before and not phrase.marked:
                continue
            said = kept.get(number)
            if said is None:
                said = self._said(phrase)
                said = kept[number] = self._without(said, unless) if said and unless else said
            if said:
                found[sign] = (*before, *said) if before else said
        return found.items()

    def _said(self, phrase: Phrase) -> tuple[str, ...]:
        """What says a phrase: all where it names a day or a provision."""
        if phrase.marked:
            return phrase.found_in(self._text)
        first = phrase.pattern.search(self._text)
        return (first[1],) if first else ()

    def _without(self, said: tuple[str, ...], unless: Set[int]) -> tuple[str, ...]:
        """What says a sign after all: nothing where a phrase of its ``unless`` stands in the
        sentence; where that names a day or a provision, what names another."""
        for number in unless & self._may_have:
            other = self._index.phrases[number]
            against = self._said(other)
            if not against:
                continue
            if not other.marked:
                return ()
            named = {mark for text in against for mark in _MARKS.findall(text)}
            said = tuple(
                text for text in said if (own := _MARKS.findall(text)) and named.isdisjoint(own)
            )
        return said
