"""Where a sentence gives one part along with another: ``The lease is attached, as are the
bills``."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from foirules.letters.sentences import Sentence
from foirules.letters.subject_of_sentence import DONE, subject_in
from foirules.letters.subject_words import Telling, parts_with, stems

_ALONG: Final = re.compile(
    r"(?:\b(?:along|together) with|(?:\band so|, as) (?:are|is)"
    r"|\band(?= (?:its|our|the|your) (?:[a-z-]+ ){1,4}(?:are|is)"
    r" (?:also )?(?:attached|enclosed)\b)) "
    r"(?:(?:all|copies|most|some|\d{1,4}) of )?(?:the |these |those |your |\d)[\d ]{0,5}"
)


def given_along(
    sentence: Sentence, own: Collection[str], left: Collection[str], telling: Telling
) -> tuple[int, str] | None:
    """Where a sentence gives another part than those that it names, and which; None where it gives
    no one other.

    :param left: the parts that no sentence names for sure.
    """
    text = sentence.text
    if sentence.quoted or sentence.mentions or not DONE.search(text):
        return None
    found = _ALONG.search(text)
    if found is None:
        return None
    thing = subject_in(text[found.end() :])
    named = telling.like(thing, left) or parts_with(stems(thing), telling.sure)
    return (found.start(), named[0]) if len(named) == 1 and named[0] not in own else None
