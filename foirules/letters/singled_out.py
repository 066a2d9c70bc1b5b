"""Where a sentence singles out one of the parts that were named together before it: ``From the
latter we have removed the prices``."""

from __future__ import annotations

import re
from typing import Final

from foirules.letters.sentences import Sentence
from foirules.letters.subject_of_sentence import LEFT_OUT
from foirules.letters.subject_words import Telling, parts_with, stems, told_apart

_ONE_OF_TWO: Final = re.compile(
    r"\bthe (?P<which>former|latter)\b(?=(?: only| alone| two)?(?:[,.;:()-]"
    r"| (?:is|are|was|were|has|have|had|would|will|can|could|may|must|we|i|it|they|which|because"
    r"|on|in|by|as|under|for|to|and|but|also|contains?|relates?|falls?|shows?|attracts?)\b|\W*\Z))"
)
_OUT_OF: Final = re.compile(
    r"\b(?:in|on|from|within|throughout|out of|to) (?:the|these|those|our|your)"
    r" ((?:[a-z'-]+ ?){1,6})"
)

Mentions = tuple[tuple[int, tuple[str, ...]], ...]


def singled_out(sentence: Sentence, together: tuple[str, ...], telling: Telling) -> Mentions:
    """Where a sentence names some of the parts that were named together, and which; nothing where
    it speaks of all of them, or of something else."""
    text = sentence.text
    if len(together) == 2 and ("the former" in text or "the latter" in text):
        return tuple(
            (each.start(), (together[each["which"] == "latter"],))
            for each in _ONE_OF_TWO.finditer(text)
        )
    if not LEFT_OUT.search(text):
        return ()
    told = told_apart(telling.asked, together)
    named = [(each.start(), parts_with(stems(each[1]), told)) for each in _OUT_OF.finditer(text)]
    own = tuple((place, parts) for place, parts in named if parts)
    return own if all(len(parts) == 1 for _, parts in own) else ()
