"""Where a letter says how far a figure goes: in brackets, as ``2024 (to 15 September): 20``, or by
the request, as ``41 to the date of your request``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from foirules.letters.letter_words import BRACKETED
from foirules.letters.phrases import MARK
from foirules.letters.relative_days import OfRequest
from foirules.letters.sentences import Sentence
from foirules.letters.signs import Hit

_BRACKETED: Final = re.compile(
    r"\((?:(?:as |correct |accurate |position )?at|as (?:of|on)|(?:up )?to|until)"
    r"(?: and including)?(?: the)?(?: end of)?(?: \w{3,6}day)?(?: the)?"
    rf" {{1,2}}(?P<day>day{MARK}\d{{1,4}}) {{0,2}}\)"
)
_NUMBER: Final = re.compile(rf"(?<![{MARK}\d])\d")
_NOTHING: Final = re.compile(r"\b(?:not?|nothing|none)\b")


def bracketed(found: Sequence[Sentence]) -> list[Hit]:
    """The days that figures go to, by brackets round them or by the request."""
    hits: list[Hit] = []
    for place, each in enumerate(found):
        if not each.quoted and "day" in each.found and (days := tuple(_days(each))):
            hits.append(Hit(BRACKETED, place, each, days))
    return hits


def _days(sentence: Sentence) -> Iterator[str]:
    """The marks of these days in a sentence."""
    if "(" in sentence.text and _NUMBER.search(sentence.text):
        yield from (each["day"] for each in _BRACKETED.finditer(sentence.text))
    for number, day in enumerate(sentence.found["day"]):
        if isinstance(day, OfRequest) and not _NOTHING.search(sentence.text):
            yield f"day{MARK}{number}"
