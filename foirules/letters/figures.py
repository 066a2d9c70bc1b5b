"""Where a letter tells figures, some of what was asked for: ``1,204 shifts``, ``£48,200``.

Of days, lengths of time and provisions only marks stand in the text of a sentence, so that none of
them is a figure here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from foirules.letters.letter_words import ANSWERS_IN_FIGURES, TELLS_FIGURES, TELLS_OF_NONE
from foirules.letters.part_labels import LABEL
from foirules.letters.phrases import MARK
from foirules.letters.sentences import Sentence
from foirules.letters.signs import Hit

_FIGURE: Final = re.compile(
    rf"(?<![\w{MARK}./:@'\"-])(?P<sum>£ ?)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,4}(?:\.\d+)?)"
    r"(?P<unit> ?%|p|k|m)?(?![\w/@-]|[.:]\d)"
)
_NUMBERS: Final = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
_IN_WORDS: Final = re.compile(
    rf"\bthere (?:is|are|was|were|has been|have been|had been) (?:{_NUMBERS})\b"
)
_LARGE_IN_WORDS: Final = re.compile(
    r"\W{0,3}(?:eleven|twelve|\w{3,5}teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)(?:-[a-z]+)?"
    r"\b(?! of\b)"
)
_BEGINS_IN_WORDS: Final = re.compile(rf"\W{{0,3}}(?:{_NUMBERS})\b(?! of\b)")
_COUNTS: Final = re.compile(r"\W{0,3}\d{1,3} (?:were|was|(?:had|has|have) been) \w")
_NUMBER_ALONE: Final = re.compile(rf"\W{{0,3}}(?:one|{_NUMBERS})\W{{0,3}}")
_NONE: Final = re.compile(
    r"\bthere (?:is|are|was|were|has been|have been) none\b(?! (?:of|that|to|which|who|whose)\b)"
    r"|\A\W{0,3}(?:(?:[a-z]|[ivx]{2,4}|\d{1,2}[a-h]?)[).:] )?none"
    r" (?:(?:have been|has been|was|were) )?(?:lodged|made|received|recorded|reported)\W*\Z"
)
_OF_WHAT_IS_HELD: Final = re.compile(r"\b(?:hold|holds|held|holding|identified|located|found)\b")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_TELEPHONE: Final = re.compile(r"(?<![\d,.])0\d{2,}")
# What a number that only names something stands after.
_NAMED: Final = re.compile(
    r"(?:acts?|regulations?|sections?|articles?|paragraphs?|paras?|pages?|annex|appendix|schedules?"
    r"|documents?|docs?|items?|parts?|questions?|points?|q|ref|reference|nos?|numbers?|version|room"
    r"|levels?|grades?|bands?|tel|telephone|phone|ext|case|form|chapter|lines?|box"
    r"|(?:answers?|repl(?:y|ies)|responses?) to|floor|rule|limb|clause|class|category|top|the|of"
    r"|tables?|figures?|charts?|notes?|phase"
    r") ?[.:#]? ?(?:\d{1,4}(?: to |-))?\Z"
)
# A bound is no figure, nor is a measure of the work that an answer would take.
_BOUND: Final = re.compile(
    r"(?:fewer|less|more|under|over|below|above|up to|at least|exceed\w*|than|about) (?:than )?\Z"
)
_OF_WORK: Final = re.compile(
    r" ?(?:hours?|hrs?|minutes?|mins?|working|school|days?|weeks?|months?|years?|pm|am"
    r"|(?:[a-z]+ )?(?:items|emails|files|boxes|records|pages|documents|sheets|entries|logs"
    r"|mailboxes|occurrences|offences|results))\b"
)
_ENDS: Final = re.compile(
    rf"\b(?:withh|exempt|except|refus|redact|disclos|not |cannot|unable|decline)|ground{MARK}"
)
_OFFERED: Final = re.compile(r"\W{0,2}(?:if|were|should|had) you\b")  # for another request
_NEAR: Final = 1  # paragraphs after that with which what is said of a part begins
_LEAST: Final = 2  # small numbers in what a letter says of no part by name


def told_figures(found: Sequence[Sentence]) -> list[Hit]:
    """The sentences that tell figures: any, of a part by name; else a sum, a share, a number with
    thousands, or two numbers. Of a part, those after a ground that is cited for it are reasons."""
    hits: list[Hit] = []
    grounded: set[tuple[str, ...]] = set()  # the parts for which a ground has been cited
    for place, each in enumerate(found):
        if each.quoted or each.parts in grounded:
            continue
        before = found[place - 1] if place and not each.opens else None
        if _tells(each) or (_is_first(each, before) and _begins_in_words(each)):
            hits.append(Hit(TELLS_FIGURES, place, each, (each.text,)))
        if each.parts and "ground" in each.found and " not " not in each.text:
            grounded.add(each.parts)  # else the ground may be one that is dropped
    return hits


def answers_in_figures(found: Sequence[Sentence], figures: Sequence[Hit]) -> list[Hit]:
    """The sentences that tell figures with which what a letter says of a part begins, or of all
    where it names none: nothing of it was kept back or wanting before, and no ground cited."""
    places = {hit.place for hit in figures}
    hits: list[Hit] = []
    ended: set[tuple[str, ...] | None] = set()
    for place, each in enumerate(found):
        if each.quoted or each.parts in ended:
            continue
        if place in places and not _OF_WHAT_IS_HELD.search(each.text):
            hits.append(Hit(ANSWERS_IN_FIGURES, place, each, (each.text,)))
        if _ENDS.search(each.text):
            ended.add(each.parts)
    return hits


def told_of_none(found: Sequence[Sentence]) -> list[Hit]:
    """The sentences that say of a part that there are none."""
    return [
        Hit(TELLS_OF_NONE, place, each, (each.text,))
        for place, each in enumerate(found)
        if each.parts and not each.quoted and _NONE.search(each.text)
    ]


def _is_first(sentence: Sentence, before: Sentence | None) -> bool:
    """Whether a sentence is the first that a paragraph says of a part, but for its label."""
    return bool(sentence.parts) and (before is None or before.quoted)


def _tells(sentence: Sentence) -> bool:
    if sentence.parts and sentence.paragraph > sentence.under + _NEAR:
        return False
    figures = list(_figures(sentence))
    if any(not each.isdigit() for each in figures) or _IN_WORDS.search(sentence.text):
        return True
    if _begins_with_a_count(sentence.text):
        return True
    return len(figures) >= (1 if sentence.parts else _LEAST)


def _begins_with_a_count(text: str) -> bool:
    """Whether a sentence begins with a number in words above ten, which is no measure of work, or
    with how many of something there were; or is a number in words."""
    if _OF_WHAT_IS_HELD.search(text) or _ENDS.search(text):
        return False
    if _COUNTS.match(text) or _NUMBER_ALONE.fullmatch(text):
        return True
    begins = _LARGE_IN_WORDS.match(text)
    return begins is not None and _OF_WORK.match(text, begins.end()) is None


def _begins_in_words(sentence: Sentence) -> bool:
    """Whether a number in words stands first, or behind the label of a part."""
    text = sentence.text
    label = LABEL.match(text[:60]) if sentence.opens else None
    begins = _BEGINS_IN_WORDS.match(text, label.end() if label else 0)
    return begins is not None and _OF_WHAT_IS_HELD.search(text) is None


def _figures(sentence: Sentence) -> Iterator[str]:
    """The figures that stand in a sentence before it cites a ground or keeps something back."""
    text = sentence.text
    if not _FIGURE.search(text) or _TELEPHONE.search(text) or _OFFERED.match(text):
        return
    label = LABEL.match(text[:60]) if sentence.opens else None
    ends = _ENDS.search(text)
    start, end = label.end() if label else 0, ends.start() if ends else len(text)
    for found in _FIGURE.finditer(text, start, max(start, end)):
        before, after = text[max(0, found.start() - 20) : found.start()], text[found.end() :][:40]
        bare = found["sum"] is None and found["unit"] is None
        names_it = found[0] in (sentence.parts or ()) or _NAMED.search(before)
        if names_it or (bare and _YEAR.fullmatch(found["number"])):
            continue
        if not _BOUND.search(before) and not _OF_WORK.match(after):
            yield found[0]
