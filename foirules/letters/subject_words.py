"""The words by which a part of a request is told from its others."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Mapping, Sequence, Set
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from attrs import frozen

from foirules.letters.asked_parts import AskedFor
from foirules.letters.requested_parts import Part

_WORD: Final = re.compile(r"[a-z][a-z0-9]{2,40}")
_PLURALS: Final = (("ies", "y"), ("sses", "ss"), ("ss", "ss"), ("s", ""))
_ENDINGS: Final = ("ation", "ion", "ance", "ant", "ing", "ed", "er", "or", "ee", "e")
_ROOT: Final = "-"  # what stands after a word without its ending
_LEAST: Final = 4  # letters that are left of a word without its ending
_SIGNED: Final = re.compile(
    r"(?<=[.?!])\s+(?:[A-Z][a-z]+(?: [a-z]+)?[.,!] )?(?:[A-Z][\w'.-]* ?){2,4}(?:, [^.?!]{3,40})?\Z"
)  # the name of who asks, below the last part
_BACK: Final = re.compile(r"\b(?:these|those|such|that|this) (?P<thing>[a-z]{3,30})\b")
_PHRASES: Final = re.compile(
    r"[^a-z' -]+|\b(?:the|a|an|any|all|each|of|for|to|in|on|by|with|from|at|which|that|and|or|your"
    r"|our|their|its)\b"
)
# Words that tell no part from another.
_COMMON: Final = frozenset(
    {
        "about", "act", "after", "agency", "all", "also", "and", "answer", "answered", "any",
        "april", "are", "asked", "august", "authority", "balance", "been", "before", "being",
        "between", "board", "but", "can", "college", "commission", "company", "concerning",
        "copies", "copy", "cost", "costs", "could", "council", "data", "date", "dates", "day",
        "days", "december", "decision", "department", "detail", "details", "did", "disclosure",
        "document", "documents", "does", "each", "exception", "exceptions", "exemption",
        "exemptions", "february", "fifthly", "figure", "figures", "finally", "first", "firstly",
        "five", "following", "for", "force", "four", "fourthly", "from", "given", "had", "handled",
        "handling", "has", "have", "held", "her", "here", "him", "his", "hold", "how", "include",
        "includes", "including", "information", "interest", "internal", "into", "item", "items",
        "its", "january", "july", "june", "last", "lastly", "letter", "made", "make", "many",
        "march", "may", "ministry", "month", "months", "much", "museum", "name", "names", "next",
        "not", "november", "number", "numbers", "october", "office", "one", "original", "other",
        "our", "outcome", "over", "part", "parts", "per", "period", "please", "point", "points",
        "provide", "public", "question", "questions", "reason", "reasons", "record", "records",
        "regarding", "regulation", "related", "relating", "release", "remainder", "reply",
        "request", "requests", "response", "rest", "review", "right", "rights", "same", "school",
        "secondly", "section", "september", "she", "should", "since", "some", "such", "than",
        "that", "the", "their", "them", "then", "there", "these", "they", "thirdly", "this",
        "those", "three", "time", "times", "trust", "two", "under", "university", "until", "was",
        "week", "weeks", "were", "what", "when", "where", "whether", "which", "who", "whom",
        "whose", "why", "will", "with", "would", "year", "years", "you", "your",
    }
)  # fmt: skip
# Of these the ones that name much: they tell a part in a heading.
_NAME_MUCH: Final = frozenset(
    {
        "cost", "costs", "data", "date", "dates", "decision", "figure", "figures", "how", "letter",
        "many", "name", "names", "number", "numbers", "reason", "reasons", "record", "records",
        "review", "when", "where", "who", "whom", "whose", "why",
    }
)  # fmt: skip
_TELL_NONE: Final = _COMMON - _NAME_MUCH
# Words that mean much the same where they name a part: of two parts one has such a word.
_ALIKE: Final = (
    "advice lawyer solicitor counsel legal privilege opinion",
    "agreement contract deed lease",
    "amount cost expenditure paid pay price spend spending spent sum",
    "assessment inspection investigation report review study survey",
    "bid bidder mark score tender",
    "communication correspondence email exchange letter mail message",
    "company contractor firm provider supplier",
    "complaint grievance",
    "count figure many number statistic total",
    "date start end begin expire expiry when",
    "claim expense",
    "guidance manual policy procedure",
    "identity name person who whom",
    "location place position site where",
    "employee personnel postholder staff",
    "film footage recording tape video",
    "image photo photograph picture",
    "minute meeting note",
    "plan proposal scheme strategy",
    "paper briefing submission",
    "invoice bill receipt",
)
_NO_THINGS: Final = frozenset(
    kind
    for kind in _ALIKE
    if not {"cost", "number", "when", "where", "who"}.isdisjoint(kind.split())
)
_HEAD: Final = re.compile(
    r"\W*(?:[a-z0-9]{1,4}[).:]\W*)?"
    r"(?:(?:a|all|an|any|copies|copy|each|every|how|its|list|of|please|provide|send|the|their"
    r"|your) )*([a-z]{3,30})\b"
)  # the word with which what is asked for begins
_ALONE: Final = re.compile(
    r"\W*(?:(?:any|its|of|the|their|these|those) )*([a-z]{3,30})"
    r"(?: (?:also|as well|either|too))?\W*"
)
_ITSELF: Final = re.compile(
    r"\W*the (?:[a-z-]+ ){0,2}?(?P<thing>[a-z]{3,30}) (?:itself|themselves)\b"
)
_TELLS_OF: Final = re.compile(
    r"\b(?:amount|cost|date|how|identit|many\b|much\b|name|number|reason|sum|total|value|what|when|where|whether"
    r"|which|who|why)"
)  # what asks about a thing, and not for it
_THING: Final = re.compile(r" (?:of|between|about|on|that|which) ")  # it ends there


@frozen
class Telling:
    """The words that tell the parts of a request apart.

    :param labels: the parts that may be meant.
    :param sure: by part the words that name things and stand nowhere else in the request.
    """

    asked: AskedFor
    labels: tuple[str, ...]
    sure: Mapping[str, frozenset[str]]

    def near(self, text: str, left: Collection[str]) -> tuple[str, ...]:
        """Of the parts that are left the one that a heading names by a word that names much, such
        as cost, or by one that means the same as one of its words; none where that tells none, or
        several."""
        for words, told in ((_every_stem, self._loose), (_kinds, self._alike)):
            named = [part for part in parts_with(words(text), told) if part in left]
            if len(named) == 1:
                return (named[0],)
        return ()

    def like(self, subject: str, left: Collection[str]) -> tuple[str, ...]:
        """Of some parts the one that the subject of a sentence names by a word that means the same
        as one of its words, and names a thing, or by the one with which it begins alone."""
        if (alone := _ALONE.fullmatch(subject)) and (of := self._begins.get(_stem(alone[1])[0])):
            return (of,) if of in left else ()
        kinds = _kinds(_THING.split(subject, 1)[0]) - _NO_THINGS
        named = [part for part in parts_with(kinds, self._alike) if part in left]
        return (named[0],) if len(named) == 1 else ()

    def itself(self, text: str) -> tuple[str, ...]:
        """The one part that asks for a thing of which a sentence begins to speak, where others only
        ask about it: ``The agreements themselves``."""
        found = _ITSELF.match(text)
        if found is None:
            return ()
        thing = _stem(found["thing"])[0]
        of = {label: words.partition(thing) for label, words in self._texts.items()}
        having = [label for label, (_, here, _) in of.items() if here]
        own = [label for label in having if not _TELLS_OF.search(of[label][0])]
        return (own[0],) if len(having) > len(own) == 1 else ()

    def only_tells(self, part: str) -> bool:
        """Whether a part asks how many there are, or when, or so on, and for no papers."""
        head = _HEAD.match(self._texts[part])
        return head is not None and _TELLS_OF.match(head[1]) is not None

    def joined(self, pieces: Sequence[str]) -> tuple[str, ...]:
        """The parts that some words name for sure, or by a word that means the same, each one, if
        they are several."""
        things = (_THING.split(each, 1)[0] for each in pieces if each.strip())
        named = [
            parts_with(stems(each), self.sure) or self.like(each, self.labels) for each in things
        ]
        several = len(set(named)) > 1 and all(len(of) == 1 for of in named)
        return tuple(of for of in self.labels if (of,) in named) if several else ()

    def others_than(self, parts: Collection[str], words: Set[str]) -> bool:
        """Whether some words name what other parts ask about, and none of these parts do."""
        named = parts_with(words, self._words)
        return bool(named) and set(named).isdisjoint(parts)

    @cached_property
    def _begins(self) -> Mapping[str, str]:
        """By the word with which a part begins, and that stands in no other, the part."""
        words = {of: {_stem(w)[0] for w in _WORD.findall(text)} for of, text in self._texts.items()}
        apart = _apart(words)
        heads = {of: head[1] for of, text in self._texts.items() if (head := _HEAD.match(text))}
        return {_stem(w)[0]: of for of, w in heads.items() if _stem(w)[0] in apart[of]}

    @cached_property
    def _words(self) -> Mapping[str, frozenset[str]]:
        return {label: frozenset(stems(text)) for label, text in self._texts.items()}

    @cached_property
    def _loose(self) -> Mapping[str, frozenset[str]]:
        return _apart({label: _every_stem(text) for label, text in self._texts.items()})

    @cached_property
    def _alike(self) -> Mapping[str, frozenset[str]]:
        return _apart({label: _kinds(text) for label, text in self._texts.items()})

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return {part.label: _text_of(part) for part in self.asked.parts}


def told_apart(
    asked: AskedFor, among: Collection[str] | None = None
) -> Mapping[str, frozenset[str]]:
    """By part the words that stand in no other, nor elsewhere in the request, if it has such.

    :param among: the parts that may be meant; all, if not given.
    """
    around = stems(asked.around.lower())
    parts = [part for part in asked.parts if among is None or part.label in among]
    words = {part.label: stems(_text_of(part)) for part in parts}
    for one, other in pairwise(parts):
        words[other.label] |= _referred_to(_text_of(one), _text_of(other))
    return {label: own - around or own for label, own in _apart(words).items()}


def _text_of(part: Part) -> str:
    return _SIGNED.sub("", part.text).lower()


def _referred_to(before: str, text: str) -> set[str]:
    """The words by which the part before calls what a part refers back to: of ``copies of those
    agreements``, below ``the number of settlement agreements``, both."""
    for back in _BACK.finditer(text):
        thing = _stem(back["thing"])[0]
        for phrase in _PHRASES.split(before):
            words = phrase.split()
            if any(_stem(word)[0] == thing for word in words):
                return stems(phrase)
    return set()


def _apart(words: Mapping[str, Set[str]]) -> Mapping[str, frozenset[str]]:
    """Of the words of each part those that no other has."""
    return {
        label: frozenset(own).difference(*(each for other, each in words.items() if other != label))
        for label, own in words.items()
    }


def _kinds(text: str) -> set[str]:
    """The kinds of words that mean much the same of which a text has one."""
    return {kind for word in _WORD.findall(text) if (kind := _KINDS.get(_stem(word)[0]))}


def parts_with(words: Set[str], told: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The parts of which one of the words that tell them apart is among some words."""
    return tuple(part for part, apart in told.items() if not words.isdisjoint(apart))


def stems(text: str, without: Container[str] = _COMMON) -> set[str]:
    """The words of a text that may tell a part, each without the ending of what are several, and
    without any ending: ``visitor`` and ``visit-``.

    :param without: the words that tell none.
    """
    words = (_stem(word) for word in _WORD.findall(text) if word not in without)
    return {stem for both in words for stem in both}


def _every_stem(text: str) -> set[str]:
    """As :func:`stems`, with the words that name much."""
    return stems(text, _TELL_NONE)


@lru_cache(maxsize=10_000)
def _stem(word: str) -> tuple[str, str]:
    plural = (each for each in _PLURALS if word.endswith(each[0]) and len(word) > len(each[0]) + 2)
    if ends := next(plural, None):
        word = word.removesuffix(ends[0]) + ends[1]
    longer = (each for each in _ENDINGS if word.endswith(each) and len(word) >= len(each) + _LEAST)
    return word, word.removesuffix(next(longer, "")) + _ROOT


_KINDS: Final = {_stem(word)[0]: kind for kind in _ALIKE for word in kind.split()}
