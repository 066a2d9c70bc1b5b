"""The words by which a part of a request is told from its others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import lru_cache
from typing import Final

from foirules.letters.asked_parts import AskedFor

_WORD: Final = re.compile(r"[a-z][a-z0-9]{2,40}")
_PLURALS: Final = (("ies", "y"), ("sses", "ss"), ("ss", "ss"), ("s", ""))
_ENDINGS: Final = ("ation", "ion", "ance", "ing", "ed", "or", "e")
_ROOT: Final = "-"  # what stands after a word without its ending
_LEAST: Final = 4  # letters that are left of a word without its ending
_SIGNED: Final = re.compile(
    r"(?<=[.?!])\s+(?:[A-Z][a-z]+(?: [a-z]+)?[.,!] )?(?:[A-Z][\w'.-]* ?){2,4}(?:, [^.?!]{3,40})?\Z"
)  # the name of who asks, below the last part
# Words that tell no part from another.
_COMMON: Final = frozenset(
    {
        "about", "act", "after", "all", "also", "and", "answer", "any", "april", "are", "august",
        "balance", "been", "before", "being", "between", "but", "can", "concerning", "copies",
        "copy", "cost", "costs", "could", "data", "date", "dates", "day", "days", "december",
        "decision", "detail", "details", "did", "disclosure", "document", "documents", "does",
        "each", "exception", "exceptions", "exemption", "exemptions", "february", "figure",
        "figures", "first", "five", "following", "for", "four", "from", "had", "has", "have",
        "held", "hold", "how", "include", "includes", "including", "information", "interest",
        "into", "item", "items", "its", "january", "july", "june", "last", "letter", "made",
        "make", "many", "march", "may", "month", "months", "much", "name", "names", "next", "not",
        "november", "number", "numbers", "october", "one", "other", "our", "over", "part",
        "parts", "per", "period", "please", "point", "points", "provide", "public", "question",
        "questions", "reason", "reasons", "record", "records", "regarding", "regulation",
        "related", "relating", "release", "remainder", "reply", "request", "requests", "response",
        "rest", "review", "right", "rights", "same", "section", "september", "should", "since",
        "than", "that", "the", "their", "these", "this", "those", "three", "time", "times", "two",
        "under", "until", "was", "week", "weeks", "were", "what", "when", "where", "whether",
        "which", "who", "whom", "whose", "why", "will", "with", "would", "year", "years", "your",
        "council", "trust", "department", "university", "authority", "force", "college", "school",
        "agency", "board", "company", "office", "ministry", "commission", "museum",
        "firstly", "secondly", "thirdly", "fourthly", "fifthly", "lastly", "finally",
    }
)  # fmt: skip


def told_apart(asked: AskedFor) -> Mapping[str, frozenset[str]]:
    """By part the words that stand in no other, nor elsewhere in the request, if it has such."""
    around = stems(asked.around.lower())
    words = {part.label: stems(_SIGNED.sub("", part.text).lower()) for part in asked.parts}
    apart: dict[str, frozenset[str]] = {}
    for label, own in words.items():
        others = (each for other, each in words.items() if other != label)
        own = own.difference(*others)
        apart[label] = frozenset(own - around or own)
    return apart


def parts_with(words: Set[str], told: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The parts of which one of the words that tell them apart is among some words."""
    return tuple(part for part, apart in told.items() if not words.isdisjoint(apart))


def stems(text: str) -> set[str]:
    """The words of a text that may tell a part, each without the ending of what are several, and
    without any ending: ``visitor`` and ``visit-``."""
    words = (_stem(word) for word in _WORD.findall(text) if word not in _COMMON)
    return {stem for both in words for stem in both}


@lru_cache(maxsize=10_000)
def _stem(word: str) -> tuple[str, str]:
    plural = (each for each in _PLURALS if word.endswith(each[0]) and len(word) > len(each[0]) + 2)
    if ends := next(plural, None):
        word = word.removesuffix(ends[0]) + ends[1]
    longer = (each for each in _ENDINGS if word.endswith(each) and len(word) >= len(each) + _LEAST)
    return word, word.removesuffix(next(longer, "")) + _ROOT
