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
_TOKEN: Final = re.compile(r"\s*(\.\.\.|[()\[\]|]|\{[a-z]+\}|[\w'&]+\*?|\S)")


class PhraseError(ValueError):
    """A phrase that cannot be read."""


@frozen
class Phrase:
    """A phrase, ready to be looked for.

    :param needs: a text without which it cannot be found; empty where none is known.
    """

    text: str
    needs: str
    pattern: re.Pattern[str]


def phrase(text: str) -> Phrase:
    """The pattern of a phrase.

    :raises PhraseError: with what is wrong and where.
    """
    parser = _Parser([found[1] for found in _TOKEN.finditer(text)])
    body = parser.sequence("")
    if parser.left():
        raise PhraseError(f"found {parser.left()!r}, which closes nothing")
    edge = rf"(?<![\w{MARK}])", rf"(?![\w{MARK}])"
    return Phrase(text, max(parser.needs, key=len, default=""), re.compile(body.join(edge)))


class _Parser:
    """Reads the tokens of a phrase one by one."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens, self._place, self._depth = tokens, 0, 0
        self.needs: list[str] = []

    def left(self) -> str:
        """The next token; empty at the end."""
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def sequence(self, until: str) -> str:
        """The pattern of words up to a token that is not of them."""
        pieces = list(self._pieces(until))
        if not pieces or pieces[-1][1]:
            raise PhraseError("it ends with nothing that has to be there")
        if pieces[0][1] == "gap":
            raise PhraseError("it begins with '...'")
        before = (
            piece + _BETWEEN if not kind else piece if kind == "gap" else f"(?:{piece}{_BETWEEN})?"
            for piece, kind in pieces[:-1]
        )
        return "".join(before) + pieces[-1][0]

    def _pieces(self, until: str) -> Iterator[tuple[str, str]]:
        """Each piece with what it is: '' for one that has to be there, 'gap' or 'optional'."""
        while (token := self.left()) and token not in until and token not in ")]|":
            self._place += 1
            if token == "...":
                yield _GAP, "gap"
            elif token in "([":
                closing = ")" if token == "(" else "]"
                yield f"(?:{self._alternatives(closing)})", "" if token == "(" else "optional"
            else:
                yield self._word(token), ""

    def _alternatives(self, closing: str) -> str:
        self._depth += 1
        found = [self.sequence("|" + closing)]
        while self.left() == "|":
            self._place += 1
            found.append(self.sequence("|" + closing))
        if self.left() != closing:
            raise PhraseError(f"{closing!r} is missing")
        self._place += 1
        self._depth -= 1
        return "|".join(found)

    def _word(self, token: str) -> str:
        if token.startswith("{"):
            if token[1:-1] not in MARKS:
                known = ", ".join(f"{{{each}}}" for each in MARKS)
                raise PhraseError(f"found {token!r}; expected {known}")
            self._need(token[1:-1] + MARK)
            return rf"{token[1:-1]}{MARK}\d{{1,4}}"
        plain = token.removesuffix("*")
        if not re.fullmatch(r"[a-z0-9'&]+", plain):
            raise PhraseError(f"found {token!r}; expected words in lower case")
        self._need(plain)
        return re.escape(plain) + (r"\w{0,20}" if token.endswith("*") else "")

    def _need(self, text: str) -> None:
        if not self._depth:
            self.needs.append(text)
