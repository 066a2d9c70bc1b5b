"""Phrases of letters, as files of a law give them -> patterns.

A phrase is words of a sentence, in lower case::

    (you may|you can) [then] (complain*|apply|appeal) ... information commissioner

``(a|b)`` is one of several, ``[a]`` may be left out, ``...`` stands for up to eight words, and
``word*`` for any word that begins so. ``{day}``, ``{length}``, ``{ground}``, ``{section}`` and
``{other}`` stand for a day, a length of time, a ground for refusing, another provision of the law
and one of another law, as letters write them. Nothing repeats without a bound, so
that a search takes time linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

MARKS: Final = ("day", "length", "ground", "section", "other")
MARK: Final = "#"  # stands between the kind of what was found in a sentence and its place
_BETWEEN: Final = rf"[^\w{MARK}]{{1,4}}"
_WORD: Final = rf"[\w{MARK}'&]{{1,40}}"
_GAP: Final = rf"(?:{_WORD}{_BETWEEN}){{0,8}}?"
_WORDS: Final = re.compile(rf"[a-z]{{2,10}}{MARK}|\w+")
_TOKEN: Final = re.compile(r"\s*(\.\.\.|[()\[\]|]|\{[a-z]+\}|[\w'&]+\*?|\S)")


class PhraseError(ValueError):
    """A phrase that cannot be read."""


Needs = tuple[frozenset[str], ...]
"""Words of which a text has to have one of each set; one with ``*`` begins a word."""


@frozen
class Phrase:
    """A phrase, ready to be looked for.

    :param needs: what has to be in a sentence in which it is found, as :func:`words_of` has it.
    """

    text: str
    needs: Needs
    pattern: re.Pattern[str]

    @property
    def hardest(self) -> frozenset[str]:
        """Of what it needs the words that are the hardest to find; empty where it needs none."""
        return max(self.needs, key=_hard, default=frozenset())


def phrase(text: str) -> Phrase:
    """The pattern of a phrase.

    :raises PhraseError: with what is wrong and where.
    """
    parser = _Parser([found[1] for found in _TOKEN.finditer(text)])
    body, needs = parser.sequence("")
    if parser.left():
        raise PhraseError(f"found {parser.left()!r}, which closes nothing")
    edge = rf"(?<![\w{MARK}])", rf"(?![\w{MARK}])"
    return Phrase(text, needs, re.compile(body.join(edge)))


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

    def sequence(self, until: str) -> tuple[str, Needs]:
        """The pattern of words up to a token that is not of them, and what they need."""
        pieces = list(self._pieces(until))
        if not pieces or pieces[-1].kind:
            raise PhraseError("it ends with nothing that has to be there")
        if pieces[0].kind == "gap":
            raise PhraseError("it begins with '...'")
        before = (each.joined() for each in pieces[:-1])
        needs = tuple(need for each in pieces if not each.kind for need in each.needs)
        return "".join(before) + pieces[-1].pattern, needs

    def _pieces(self, until: str) -> Iterator[_Piece]:
        while (token := self.left()) and token not in until and token not in ")]|":
            self._place += 1
            if token == "...":
                yield _Piece(_GAP, "gap")
            elif token == "(":
                yield _Piece(*self._alternatives(")"))
            elif token == "[":
                pattern, _, _ = self._alternatives("]")
                yield _Piece(pattern, "optional")
            else:
                yield self._word(token)

    def _alternatives(self, closing: str) -> tuple[str, str, Needs]:
        found = [self.sequence("|" + closing)]
        while self.left() == "|":
            self._place += 1
            found.append(self.sequence("|" + closing))
        if self.left() != closing:
            raise PhraseError(f"{closing!r} is missing")
        self._place += 1
        hardest = [max(needs, key=_hard, default=frozenset[str]()) for _, needs in found]
        needed = frozenset[str]().union(*hardest)
        pattern = "|".join(pattern for pattern, _ in found)
        return f"(?:{pattern})", "", (needed,) if all(hardest) else ()

    def _word(self, token: str) -> _Piece:
        if token.startswith("{"):
            if token[1:-1] not in MARKS:
                known = ", ".join(f"{{{each}}}" for each in MARKS)
                raise PhraseError(f"found {token!r}; expected {known}")
            mark = token[1:-1] + MARK
            return _Piece(rf"{mark}\d{{1,4}}", "", (frozenset((mark,)),))
        plain = token.removesuffix("*")
        if not re.fullmatch(r"[a-z0-9'&]+", plain):
            raise PhraseError(f"found {token!r}; expected words in lower case")
        *first, last = _WORDS.findall(plain) or [""]
        needed = max((*first, last + "*" * (plain != token)), key=len)
        pattern = re.escape(plain) + (r"\w{0,20}" if plain != token else "")
        return _Piece(pattern, "", (frozenset((needed,)),) if needed else ())


@frozen
class _Piece:
    """A piece of a phrase: ``kind`` is empty for one that has to be there."""

    pattern: str
    kind: str
    needs: Needs = ()

    def joined(self) -> str:
        """Its pattern where another piece follows."""
        if not self.kind:
            return self.pattern + _BETWEEN
        return self.pattern if self.kind == "gap" else f"(?:{self.pattern}{_BETWEEN})?"


def _hard(words: frozenset[str]) -> tuple[int, int]:
    """How seldom one of some words stands in a text, by their number and length."""
    return -len(words), min(map(len, words))
