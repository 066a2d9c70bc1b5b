"""Where a letter says in brackets how far a figure goes: ``2024 (to 15 September): 20``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from foirules.letters.letter_words import BRACKETED
from foirules.letters.phrases import MARK
from foirules.letters.sentences import Sentence
from foirules.letters.signs import Hit

_BRACKETED: Final = re.compile(
    r"\((?:(?:as |correct |accurate |position )?(?:at|of|on)|(?:up )?to|until)"
    r"(?: and including)?(?: the)?(?: end of)?(?: \w{3,6}day)?(?: the)?"
    rf" {{1,2}}(?P<day>day{MARK}\d{{1,4}}) {{0,2}}\)"
)
_ALONE: Final = re.compile(r"\((?:on|of) ")  # may be the day on which something happened
_NUMBER: Final = re.compile(rf"(?<![{MARK}\d])\d")


def bracketed(found: Sequence[Sentence]) -> list[Hit]:
    """The days that stand in brackets after ``to`` or ``at``, in sentences that have a number."""
    return [
        Hit(BRACKETED, place, each, tuple(_days(each.text)))
        for place, each in enumerate(found)
        if not each.quoted and "day" in each.found and any(_days(each.text))
    ]


def _days(text: str) -> Iterator[str]:
    if "(" in text and _NUMBER.search(text):
        for each in _BRACKETED.finditer(text):
            if not _ALONE.match(each[0]):
                yield each["day"]
