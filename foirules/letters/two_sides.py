"""Sentences that say one thing of some parts and another of others: ``question 1 is attached and
question 2 is refused``."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from foirules.letters.sentences import Sentence
from foirules.letters.signs import Hit, Hits

_EXCEPT_IN: Final = re.compile(
    r"\b(?:but|except|save)(?: that)?,? (?:from|in|out of|within) (?:[a-z']+ ){0,4}"
    r"\(?[a-z0-9]{1,4}\b"
)
_OPENING: Final = 3  # words before the parts with which a sentence begins


def two_sided(hits: Hits, signs: Set[str]) -> set[int]:
    """The places of such sentences: they name parts twice, and one of some signs is beside each."""
    sides: dict[int, set[tuple[str, ...]]] = {}
    for name in hits.keys() & signs:
        for hit in hits[name]:
            if _names_two(hit.sentence):
                sides.setdefault(hit.place, set()).add(beside(hit))
    return {place for place, of in sides.items() if len(of) == 2}


def beside(hit: Hit) -> tuple[str, ...]:
    """The parts that a sign of such a sentence says something of."""
    place = hit.sentence.text.find(hit.texts[0])
    (first, one), (second, other) = hit.sentence.mentions
    if len(hit.sentence.text[:first].split()) <= _OPENING:  # what is said stands after its parts
        return one if place < second else other
    return one if place < first else other


def excepted(sentence: Sentence) -> tuple[str, ...]:
    """The parts of which a sentence keeps something back that gives them with others: ``We supply
    (1) and (2), except that from (2) the names are gone, under section 40(2)``."""
    if len(sentence.mentions) < 2:
        return ()
    place, parts = sentence.mentions[-1]
    given = "ground#" not in sentence.text[:place] and set(parts) < set(sentence.parts or ())
    found = _EXCEPT_IN.search(sentence.text) if given else None
    return parts if found and found.start() < place < found.end() else ()


def _names_two(sentence: Sentence) -> bool:
    """Whether a sentence names parts in two places, and speaks of no other."""
    named = {part for _, labels in sentence.mentions for part in labels}
    return len(sentence.mentions) == 2 and set(sentence.parts or ()) == named
