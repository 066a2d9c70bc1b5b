"""Phrases of letters, as files of a law give them -> patterns.

A phrase is words of a sentence, in lower case::

    (you may|you can) [then] (complain*|apply|appeal) ... information commissioner

``(a|b)`` is one of several, ``[a]`` may be left out, ``...`` stands for up to eight words, ``..``
for up to twelve of the same clause, none of them a day, ``word*`` for any word that begins so and
``*`` for any word. ``<hold>`` is one of the words that a file lists under that name. ``{day}``,
``{month}``, ``{length}``, ``{ground}``, ``{section}`` and ``{other}`` stand for a day, a month
alone, a length of time, a ground for refusing, another provision of the law
and one of another law, as letters write them; ``{number}`` for a number in digits. Nothing repeats
without a bound, so that a search takes time linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from attrs import evolve, frozen

MARKS: Final = ("day", "month", "length", "ground", "section", "other")
MARK: Final = "#"  # stands between the kind of what was found in a sentence and its place
_BETWEEN: Final = rf"[^\w{MARK}]{{1,4}}"
_WORD: Final = rf"[\w{MARK}'&]{{1,40}}"
_GAP: Final = rf"(?:(?!ground{MARK}){_WORD}{_BETWEEN}){{0,8}}?"
_IN_CLAUSE: Final = rf"[^\w{MARK},:;()]{{1,4}}"
_CLAUSE_GAP: Final = rf"(?:(?!day{MARK}|ground{MARK}){_WORD}{_IN_CLAUSE}){{0,12}}?"
_WORDS: Final = re.compile(rf"\w+(?:{MARK}\d{{1,4}})?")
_MOST_PAIRS: Final = 100  # of words that are looked for instead of one word
_MOST_NEEDS: Final = 6  # that are looked for of a phrase
_LISTED: Final = re.compile(r"<([^<>]*)>")
_TOKEN: Final = re.compile(r"\s*(\.\.\.?|[()\[\]|]|\{[a-z]+\}|[\w'&]+\*?|\S)")


class PhraseError(ValueError):
    """A phrase that cannot be read."""


Needs = tuple[frozenset[str], ...]
"""What a text has to have one of each set: words, one with ``*`` for any that begins so, and pairs
of words that follow one another, ``two words``."""


@frozen
class Phrase:
    """A phrase, ready to be looked for.

    :param needs: what has to be in a sentence in which it is found, in words as :func:`words_of`
        has them; what is the hardest to find first, and no more than tells it from others.
    :param source: a regular expression of its words.
    :param firsts: the letters of which one is its first; empty where that may be any.
    """

    text: str
    needs: Needs
    source: str
    firsts: str = ""

    def found_in(self, text: str) -> tuple[str, ...]:
        """What of a text it is, at each place, but for those within one before."""
        found: list[str] = self.pattern.findall(text)
        return tuple(self._apart(text) if len(found) > 1 else found)

    def _apart(self, text: str) -> Iterator[str]:
        end = 0
        for found in self.pattern.finditer(text):
            if found.start(1) >= end:
                yield found[1]
                end = found.end(1)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it, as its first group; made when it is first looked for.

        A letter alone is found fast: where the first is known, it is looked for, and then from the
        place before it the whole.
        """
        whole = rf"(?<![\w{MARK}])(?=({self.source})(?![\w{MARK}]))"
        return re.compile(rf"[{self.firsts}](?<={whole}.)" if self.firsts else whole)

    @cached_property
    def marked(self) -> bool:
        """Whether it names a day or a provision."""
        return "{" in self.text


def phrase(text: str, words: Mapping[str, str] = MappingProxyType({})) -> Phrase:
    """The pattern of a phrase.

    :param words: by the name of a list of words what stands for it, from :func:`one_of`.
    :raises PhraseError: with what is wrong and where.
    """
    return Phrase(text, *_parsed(written_out(text, words)))


@lru_cache(maxsize=10_000)  # laws share most of their phrases
def _parsed(text: str) -> tuple[Needs, str, str]:
    """What a phrase written out needs, its pattern, and the letters that it can begin with."""
    parser = _Parser([found[1] for found in _TOKEN.finditer(text)])
    body = parser.sequence("")
    if parser.left():
        raise PhraseError(f"found {parser.left()!r}, which closes nothing")
    firsts = "".join(sorted({word[0] for word in body.starts}))
    return _hardest(body.needs), body.pattern, firsts


def one_of(listed: Iterable[str], words: Mapping[str, str]) -> str:
    """What stands in a phrase for a list of words, which may name other lists.

    :raises PhraseError: where it names one that is not known.
    """
    return f"({'|'.join(written_out(each, words) for each in listed)})"


def written_out(text: str, words: Mapping[str, str]) -> str:
    """A phrase with the words of each list that it names."""
    for name in _LISTED.findall(text):
        if name not in words:
            known = ", ".join(f"<{each}>" for each in words) or "no list"
            raise PhraseError(f"found '<{name}>'; expected {known}")
    return _LISTED.sub(lambda found: words[found[1]], text)


def words_of(text: str) -> list[str]:
    """The words of a sentence by which phrases are looked for; a mark, ``day#0``, is one."""
    return _WORDS.findall(text)


def plain_word(word: str) -> str:
    """A word of a sentence as phrases name it: ``day#`` for ``day#0``."""
    return word.rstrip("0123456789") if MARK in word else word


class _Parser:
    """Reads the tokens of a phrase one by one."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens, self._place = tokens, 0

    def left(self) -> str:
        """The next token; empty at the end."""
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def sequence(self, until: str) -> _Piece:
        """Pieces up to a token that is not of them, as one that has to be there."""
        pieces = list(self._pieces(until))
        if not pieces or pieces[-1].kind:
            raise PhraseError("it ends with nothing that has to be there")
        if pieces[0].kind in _GAPS:
            raise PhraseError("it begins with '...'")
        before = (each.joined(after.kind) for each, after in pairwise(pieces))
        pattern = "".join(before) + pieces[-1].pattern
        needs = [need for each in pieces if not each.kind for need in each.needs]
        needs += filter(None, _meeting(pieces))
        return _Piece(pattern, "", tuple(needs), _first_of(pieces), pieces[-1].ends)

    def _pieces(self, until: str) -> Iterator[_Piece]:
        while (token := self.left()) and token not in until and token not in ")]|":
            self._place += 1
            if token in _GAPS:
                yield _Piece(_GAPS[token], token)
            elif token == "(":
                yield self._alternatives(")")
            elif token == "[":
                yield evolve(self._alternatives("]"), kind="optional")
            else:
                yield _word(token)

    def _alternatives(self, closing: str) -> _Piece:
        found = [self.sequence("|" + closing)]
        while self.left() == "|":
            self._place += 1
            found.append(self.sequence("|" + closing))
        if self.left() != closing:
            raise PhraseError(f"{closing!r} is missing")
        self._place += 1
        pattern = "|".join(each.pattern for each in found)
        hardest = _any_of(min(each.needs, key=_often, default=frozenset()) for each in found)
        starts, ends = _any_of(each.starts for each in found), _any_of(each.ends for each in found)
        return _Piece(f"(?:{pattern})", "", (hardest,) if hardest else (), starts, ends)


@lru_cache(maxsize=10_000)
def _word(token: str) -> _Piece:
    if token == "{number}":
        return _Piece(r"\d[\w,.]{0,14}", "")
    if token.startswith("{"):
        if token[1:-1] not in MARKS:
            known = ", ".join(f"{{{each}}}" for each in (*MARKS, "number"))
            raise PhraseError(f"found {token!r}; expected {known}")
        mark = token[1:-1] + MARK
        only = frozenset((mark,))
        return _Piece(rf"{mark}\d{{1,4}}", "", (only,), only, only)
    plain = token.removesuffix("*")
    if token == "*":
        return _Piece(_WORD, "")
    if not re.fullmatch(r"[a-z0-9'&]+", plain):
        raise PhraseError(f"found {token!r}; expected words in lower case")
    words = _WORDS.findall(plain)
    pattern = re.escape(plain) + (r"\w{0,20}" if plain != token else "")
    if not words:
        return _Piece(pattern, "")
    words[-1] += "*" * (plain != token)
    needs = [frozenset((word,)) for word in (*words, *map(" ".join, pairwise(words)))]
    return _Piece(pattern, "", tuple(needs), needs[0], frozenset(words[-1:]))


@frozen
class _Piece:
    """A piece of a phrase: ``kind`` is empty for one that has to be there.

    :param starts: the words of which one is its first, and ``ends`` its last; empty where that may
        be any.
    """

    pattern: str
    kind: str
    needs: Needs = ()
    starts: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()

    def joined(self, after: str) -> str:
        """Its pattern where a piece of a kind follows."""
        between = _IN_CLAUSE if after == ".." else _BETWEEN
        if not self.kind:
            return self.pattern + between
        return self.pattern if self.kind in _GAPS else f"(?:{self.pattern}{between})?"


def _any_of(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """What is in any of some sets; nothing where one is empty, which stands for anything."""
    listed = list(sets)
    return frozenset().union(*listed) if all(listed) else frozenset()


def _meeting(pieces: Sequence[_Piece]) -> Iterator[frozenset[str]]:
    """The pairs of words that stand where two pieces meet, of which a text has to have one: an
    optional piece between them may be there or not."""
    for place, one in enumerate(pieces[:-1]):
        if not one.kind:
            yield _pairs(one.ends, _first_of(pieces[place + 1 :]))
            until = next(n for n, each in enumerate(pieces) if n > place and not each.kind)
            if until > place + 1:
                before = _any_of(each.ends for each in pieces[place:until])
                yield _pairs(before, pieces[until].starts)


def _first_of(pieces: Sequence[_Piece]) -> frozenset[str]:
    """The words of which one is the first of some pieces; empty where that may be any."""
    until = next(n for n, each in enumerate(pieces) if not each.kind)
    return _any_of(each.starts for each in pieces[: until + 1])


def _pairs(ends: frozenset[str], starts: frozenset[str]) -> frozenset[str]:
    """All pairs of two words; none where they are too many."""
    if len(ends) * len(starts) > _MOST_PAIRS:
        return frozenset()
    return frozenset(f"{end} {start}" for end in ends for start in starts)


_GAPS: Final = {"...": _GAP, "..": _CLAUSE_GAP}


_COMMON: Final = frozenset(
    (
        *("a", "and", "are", "as", "at", "be", "been", "by", "can", "for", "from", "has", "have"),
        *("i", "in", "information", "is", "it", "not", "of", "on", "or", "our", "request", "that"),
        *("the", "this", "to", "under", "us", "was", "we", "which", "will", "with", "would"),
        *("you", "your"),
    )
)
"""The words that stand in most letters."""


def _hardest(needs: Needs) -> Needs:
    """Of some needs those that are the hardest to meet, first the hardest of all."""
    found: list[frozenset[str]] = []
    for need in sorted(needs, key=_often):
        met = any(all(need.intersection(each.split()) for each in other) for other in found)
        if not met and len(found) < _MOST_NEEDS:
            found.append(need)
    return tuple(found)


def _often(needed: frozenset[str]) -> float:
    """How often a sentence has one of some words or pairs of words, about."""
    return sum(map(_chance, needed))


def _chance(needed: str) -> float:
    chance = 1.0
    for word in needed.split():
        chance *= 0.2 if word in _COMMON or MARK in word else 0.02
    return chance
