"""Where a letter gives the reasons for which it relies on a ground, beside citing it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from foirules.letters.letter_words import EXPLAINS, LetterWords
from foirules.letters.relied_grounds import ReliedOn
from foirules.letters.sentences import Sentence
from foirules.letters.signs import Hit, Hits

_LEAST: Final = 8  # words of a sentence, or of a clause, that gives reasons
_REACH: Final = 3  # paragraphs after that of a ground
_CLAUSE: Final = re.compile(
    r"(?:\b(?:because|since|as|so that|in that|for)\b|:)(?P<reason>[^#]*)\Z"
)
_WORD: Final = re.compile(r"[^\W\d_]{2,40}")


def explained(
    found: Sequence[Sentence], hits: Hits, grounds: ReliedOn, words: LetterWords
) -> list[Hit]:
    """The sentences that give reasons: they stand near a ground that is relied on, cite nothing,
    and are none of the formulas that stand there in every letter."""
    lines = {each.line for each in grounds.grounds}
    formal = {hit.place for sign in words.grounds.formulas for hit in hits.get(sign, ())}
    return [
        Hit(EXPLAINS, place, found[place], (found[place].text,))
        for place in _near(found, lines, formal)
    ]


def _near(found: Sequence[Sentence], lines: set[int], formal: set[int]) -> Iterator[int]:
    last = -1  # the last paragraph in which reasons may stand
    for place, each in enumerate(found):
        if each.quoted:
            continue
        cites = bool(each.found.get("ground"))
        if cites and each.first in lines:
            last = each.paragraph + _REACH
            if place not in formal and _has_clause(each.text):
                yield place
        elif place in formal:
            if each.opens:
                last = each.paragraph - 1
        elif each.paragraph <= last and not cites and _says_much(each.text):
            yield place


def _says_much(text: str) -> bool:
    return len(_WORD.findall(text)) >= _LEAST


def _has_clause(text: str) -> bool:
    """Whether a sentence goes on to say why."""
    found = _CLAUSE.search(text)
    return found is not None and _says_much(found["reason"])
