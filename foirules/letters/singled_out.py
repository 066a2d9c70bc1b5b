"""Where a sentence singles out one of the parts that were named together before it: ``From the
latter we have removed the prices``."""

from __future__ import annotations

import re
from typing import Final

from foirules.letters.sentences import Sentence
from foirules.letters.subject_of_sentence import LEFT_OUT
from foirules.letters.subject_words import Telling, parts_with, stems, told_apart

_ONE_OF_THEM: Final = re.compile(
    r"\bthe (?P<which>former|latter|first|second|third|fourth)\b"
    r"(?=(?: only| alone)?(?:[,.;:()-]|\W*\Z| (?:is|are|was|were|has|have|had|would|will|can|could"
    r"|may|must|the|our|some|all|no|we|i|it|they|which|because|on|in|by|as|under|for|and|but|also|contains?"
    r"|relates?|falls?|shows?|attracts?)\b))"
)
_OUT_OF: Final = re.compile(
    r"\b(?:in|on|from|within|throughout|out of|to) (?:the|these|those|our|your)"
    r" ((?:[a-z'-]+ ?){1,6})"
)

_OF_A_PAPER: Final = re.compile(
    r"\b(?:annex|appendi(?:x|ces)|chapters?|clauses?|pages?|paragraphs?|passages?|sentences?)\b"
)  # what is left out of papers, not of figures
_OF_TWO: Final = ("former", "latter")
_IN_ORDER: Final = ("first", "second", "third", "fourth")

Mentions = tuple[tuple[int, tuple[str, ...]], ...]


def singled_out(sentence: Sentence, together: tuple[str, ...], telling: Telling) -> Mentions:
    """Where a sentence names some of the parts that were named together, and which; nothing where
    it speaks of all of them, or of something else."""
    text = sentence.text
    if "the " in text and (one := _one_of_them(text, together)):
        return one
    if not LEFT_OUT.search(text):
        return ()
    told = told_apart(telling.asked, together)
    named = [(each.start(), parts_with(stems(each[1]), told)) for each in _OUT_OF.finditer(text)]
    own = tuple((place, parts) for place, parts in named if parts)
    if not own and _OF_A_PAPER.search(text):
        papers = tuple(part for part in together if not telling.only_tells(part))
        return ((0, papers),) if papers else ()
    return own if all(len(parts) == 1 for _, parts in own) else ()


def _one_of_them(text: str, together: tuple[str, ...]) -> Mentions:
    """Where a sentence names some of several parts by their order in what named them together."""
    named: list[tuple[int, tuple[str, ...]]] = []
    for each in _ONE_OF_THEM.finditer(text):
        order = _OF_TWO if each["which"] in _OF_TWO else _IN_ORDER
        place = order.index(each["which"])
        if place >= len(together) or (order is _OF_TWO and len(together) > len(_OF_TWO)):
            return ()
        named.append((each.start(), (together[place],)))
    return tuple(named)
