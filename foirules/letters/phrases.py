"""Phrases of letters, as files of a law give them -> patterns.

A phrase is words of a sentence, in lower case::

    (you may|you can) [then] (complain*|apply|appeal) ... information commissioner

``(a|b)`` is one of several, ``[a]`` may be left out, ``...`` stands for up to eight words, ``..``
for up to twelve of the same clause, none of them a day, ``word*`` for any word that begins so and
``*`` for any word. ``<hold>`` is one of the words that a file lists under that name. ``{day}``,
``{month}``, ``{length}``, ``{ground}``, ``{section}`` and ``{other}`` stand for a day, a month
alone, a length of time, a ground for refusing, another provision of the law
and one of another law, as letters write them. Nothing repeats without a bound, so
that a search takes time linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from attrs import frozen

MARKS: Final = ("day", "month", "length", "ground", "section", "other")
MARK: Final = "#"  # stands between the kind of what was found in a sentence and its place
_BETWEEN: Final = rf"[^\w{MARK}]{{1,4}}"
_WORD: Final = rf"[\w{MARK}'&]{{1,40}}"
_GAP: Final = rf"(?:(?!ground{MARK}){_WORD}{_BETWEEN}){{0,8}}?"
_IN_CLAUSE: Final = rf"[^\w{MARK},:;()]{{1,4}}"
_CLAUSE_GAP: Final = rf"(?:(?!day{MARK}|ground{MARK}){_WORD}{_IN_CLAUSE}){{0,12}}?"
_WORDS: Final = re.compile(rf"[a-z]{{2,10}}{MARK}|\w+")
_LISTED: Final = re.compile(r"<([^<>]*)>")
_TOKEN: Final = re.compile(r"\s*(\.\.\.?|[()\[\]|]|\{[a-z]+\}|[\w'&]+\*?|\S)")


class PhraseError(ValueError):
    """A phrase that cannot be read."""


Needs = tuple[frozenset[str], ...]
"""Words of which a text has to have one of each set; one with ``*`` begins a word."""


@frozen
class Phrase:
    """A phrase, ready to be looked for.

    :param needs: what has to be in a sentence in which it is found, as :func:`words_of` has it.
    :param starts: the words of which one is its first; empty where that may be any.
    """

    text: str
    needs: Needs
    pattern: re.Pattern[str]
    starts: frozenset[str] = frozenset()

    @property
    def marked(self) -> bool:
        """Whether it names a day or a provision."""
        return "{" in self.text

    @property
    def hardest(self) -> frozenset[str]:
        """Of what it needs the words that are the hardest to find; empty where it needs none."""
        return max(self.needs, key=_hard, default=frozenset())


def phrase(text: str, words: Mapping[str, str] = MappingProxyType({})) -> Phrase:
    """The pattern of a phrase.

    :param words: by the name of a list of words what stands for it, from :func:`one_of`.
    :raises PhraseError: with what is wrong and where.
    """
    whole = written_out(text, words)
    parser = _Parser([found[1] for found in _TOKEN.finditer(whole)])
    body, needs, starts = parser.sequence("")
    if parser.left():
        raise PhraseError(f"found {parser.left()!r}, which closes nothing")
    edge = rf"(?<![\w{MARK}])", rf"(?![\w{MARK}])"
    needs = tuple(sorted(needs, key=_hard, reverse=True))
    return Phrase(text, needs, re.compile(body.join(edge)), starts)


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


def places_of(text: str) -> Iterator[tuple[str, int]]:
    """The words of a sentence, each with where it begins."""
    for found in _WORDS.finditer(text):
        yield found[0], found.start()


def words_of(text: str) -> list[str]:
    """The words of a sentence by which phrases are looked for; a mark is the word ``day#``."""
    return _WORDS.findall(text)


class _Parser:
    """Reads the tokens of a phrase one by one."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens, self._place = tokens, 0

    def left(self) -> str:
        """The next token; empty at the end."""
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def sequence(self, until: str) -> tuple[str, Needs, frozenset[str]]:
        """The pattern of words up to a token that is not of them, what they need, and the words
        that may be the first."""
        pieces = list(self._pieces(until))
        if not pieces or pieces[-1].kind:
            raise PhraseError("it ends with nothing that has to be there")
        if pieces[0].kind in _GAPS:
            raise PhraseError("it begins with '...'")
        before = (each.joined(after.kind) for each, after in pairwise(pieces))
        needs = tuple(need for each in pieces if not each.kind for need in each.needs)
        return "".join(before) + pieces[-1].pattern, needs, pieces[0].starts

    def _pieces(self, until: str) -> Iterator[_Piece]:
        while (token := self.left()) and token not in until and token not in ")]|":
            self._place += 1
            if token in _GAPS:
                yield _Piece(_GAPS[token], token)
            elif token == "(":
                yield self._alternatives(")")
            elif token == "[":
                yield _Piece(self._alternatives("]").pattern, "optional")
            else:
                yield self._word(token)

    def _alternatives(self, closing: str) -> _Piece:
        found = [self.sequence("|" + closing)]
        while self.left() == "|":
            self._place += 1
            found.append(self.sequence("|" + closing))
        if self.left() != closing:
            raise PhraseError(f"{closing!r} is missing")
        self._place += 1
        hardest = [max(needs, key=_hard, default=frozenset[str]()) for _, needs, _ in found]
        needed = frozenset[str]().union(*hardest)
        pattern = "|".join(pattern for pattern, _, _ in found)
        first = [starts for _, _, starts in found]
        starts = frozenset[str]().union(*first) if all(first) else frozenset[str]()
        return _Piece(f"(?:{pattern})", "", (needed,) if all(hardest) else (), starts)

    def _word(self, token: str) -> _Piece:
        if token.startswith("{"):
            if token[1:-1] not in MARKS:
                known = ", ".join(f"{{{each}}}" for each in MARKS)
                raise PhraseError(f"found {token!r}; expected {known}")
            mark = token[1:-1] + MARK
            return _Piece(rf"{mark}\d{{1,4}}", "", (frozenset((mark,)),), frozenset((mark,)))
        plain = token.removesuffix("*")
        if token == "*":
            return _Piece(_WORD, "")
        if not re.fullmatch(r"[a-z0-9'&]+", plain):
            raise PhraseError(f"found {token!r}; expected words in lower case")
        *first, last = _WORDS.findall(plain) or [""]
        words = (*first, last + "*" * (plain != token))
        needed = max(words, key=len)
        pattern = re.escape(plain) + (r"\w{0,20}" if plain != token else "")
        starts = frozenset(words[:1]) - {"", "*"}
        return _Piece(pattern, "", (frozenset((needed,)),) if needed else (), starts)


@frozen
class _Piece:
    """A piece of a phrase: ``kind`` is empty for one that has to be there."""

    pattern: str
    kind: str
    needs: Needs = ()
    starts: frozenset[str] = frozenset()

    def joined(self, after: str) -> str:
        """Its pattern where a piece of a kind follows."""
        between = _IN_CLAUSE if after == ".." else _BETWEEN
        if not self.kind:
            return self.pattern + between
        return self.pattern if self.kind in _GAPS else f"(?:{self.pattern}{between})?"


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


def _hard(words: frozenset[str]) -> tuple[bool, int, int]:
    """How seldom one of some words stands in a text, by their number and length."""
    return words.isdisjoint(_COMMON), -len(words), min(map(len, words))
