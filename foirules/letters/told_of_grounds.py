"""What the signs of a letter say of the grounds in its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen

from foirules.letters.letter_words import LetterWords
from foirules.letters.sentences import Sentence
from foirules.letters.signs import Hit, Hits
from foirules.letters.two_sides import beside, two_sided

_GLOSS: Final = re.compile(r"\([^()#]{0,60}\)")  # what a ground is about, in brackets
_OF_ALL: Final = re.compile(r"\b(?:none|neither|nothing|these|them|those|they|any)\b")
_FOR_SOME: Final = re.compile(r"\A(?:for|as|in|with)\b|\b(?:for|as to|as regards|of|to)\Z")
_JOINS: Final = ("", "and", "or", "nor", "and section", "or section", "and of", "or of")
_INSTEAD: Final = re.compile(
    r"\w\W+but\s+(?:(?:on|under|by|in|that|rather|only)\s+)?ground#(?P<number>\d+)"
    r"|substitut\w+\W+(?:\w+\W+){0,3}ground#(?P<new>\d+)\s+for\b"
    r"|ground#(?P<kept>\d+)\W+(?:and\s+)?not\s+(?:(?:on|under|by|in|that)\s+)?ground#"
    r"|\Aground#(?P<upheld>\d+)\W+(?:(?:is|was|still)\s+)?(?:upheld|maintained|sustained)\b.*?ground#"
)
_COUNTED: Final = re.compile(
    r"ground#(?P<number>\d+) {0,2}[:=(|-] ?\d{1,5} ?"
    r"(?=[),;|]|\.?\s*\Z|(?:times|requests|cases|occasions)\b)"
)
Numbers = Mapping[int, set[int]]
"""By the place of a sentence the numbers of some of its grounds."""


@frozen(eq=False)
class ToldOfGrounds:
    """What signs say of the grounds in sentences, by the places of these.

    :param relying: the sentences that rely on their grounds; ``upholding`` those that rely on the
        grounds of the sentence before, ``in_part`` those of them that say for what they do so.
    :param dropped: the grounds that are let go of, ``doubted`` those that are only named, ``anew``
        those that are relied on for the part spoken of, though named for another before.
    :param announcing: the sentences that keep something back and end before a list of grounds.
    :param letting_go: what lets go of the grounds of the sentence before.
    :param letting_go_under: what of a review lets go of the grounds that the heading above names.
    :param kept_back: of a sentence that gives some parts and keeps back others the parts of each of
        its grounds.
    """

    relying: set[int]
    upholding: set[int]
    in_part: set[int]
    dropped: Numbers
    doubted: Numbers
    anew: Numbers
    announcing: set[int]
    letting_go: Mapping[int, Hit]
    letting_go_under: set[int]
    kept_back: Mapping[int, Sequence[tuple[str, ...]]]

    @classmethod
    def of(
        cls, found: Sequence[Sentence], hits: Hits, words: LetterWords, event: str
    ) -> ToldOfGrounds:
        """What they say in a letter.

        :param event: what it is; empty where that is not known.
        """
        grounds = words.grounds
        back = {hit.place: hit for sign in grounds.dropped_before for hit in hits.get(sign, ())}
        reviews = event in grounds.upheld_events
        dropped = _named_in(hits, grounds.dropped, listed=True)
        for place, hit in back.items():
            own = hit.sentence.found.get("ground", ())
            if own and not hit.sentence.quoted and place not in dropped:
                dropped[place] = set(_said_before(hit, len(own)))
        return cls(
            _places(hits, grounds.relied),
            _places(hits, grounds.upheld_before),
            {
                hit.place
                for sign in grounds.upheld_before
                for hit in hits.get(sign, ())
                if any(map(_FOR_SOME.search, hit.texts))
            },
            dropped,
            _doubted(found, hits, words, event),
            _named_in(hits, grounds.anew, listed=True),
            {
                at
                for at in _places(hits, words.keeping_back)
                if found[at].text.rstrip().endswith(":")
            },
            back,
            _places(hits, grounds.dropped_under) if reviews else set(),
            _of_one_side(hits, words),
        )

    def lets_all_go(self, place: int, count: int) -> bool:
        """Whether a sentence relies on none of so many grounds that it names."""
        return len(self.dropped.get(place, set()) | self.doubted.get(place, set())) == count


def _doubted(
    found: Sequence[Sentence], hits: Hits, words: LetterWords, event: str
) -> dict[int, set[int]]:
    """The grounds that sentences only name: in passing, as often used, or as once right."""
    grounds = words.grounds
    considers = () if event in grounds.considering else grounds.considered
    upheld = event in grounds.upheld_events and grounds.upheld.holds(hits)
    doubted = _named_in(hits, (*grounds.passing, *considers), listed=True)
    if event in grounds.upheld_events:
        for place in _places(hits, grounds.told_again):
            doubted[place] = set(range(len(found[place].found.get("ground", ()))))
    if upheld:
        upholding = [hit for sign in grounds.upheld.any for hit in hits.get(sign, ())]
        doubted = {
            place: numbers
            for place, numbers in doubted.items()
            if not any(_may_be_of(found[place], hit.sentence) for hit in upholding)
        }
    counted = {place: numbers for place, each in enumerate(found) if (numbers := _counted(each))}
    for place, numbers in (*_right_once(hits, words, event).items(), *counted.items()):
        doubted[place] = doubted.get(place, set()) | numbers
    return doubted


def _may_be_of(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences may speak of one part: not where each names others."""
    return not one.parts or not other.parts or not set(one.parts).isdisjoint(other.parts)


def _counted(sentence: Sentence) -> set[int]:
    """The grounds of a sentence, or of a table, beside which it says how often they were used."""
    if "ground" not in sentence.found:
        return set()
    return {int(each["number"]) for each in _COUNTED.finditer(sentence.text)}


def _right_once(hits: Hits, words: LetterWords, event: str) -> dict[int, set[int]]:
    """By the place of a sentence the numbers of the grounds that a review only says were right, of
    parts of which it now gives something."""
    once = words.grounds.once
    if event not in words.grounds.upheld_events:
        return {}
    return {
        place: numbers
        for place, numbers in _named_in(hits, words.grounds.once_right, listed=True).items()
        if once.holds(_beside(place, hits, words))
    }


def _beside(place: int, hits: Hits, words: LetterWords) -> dict[str, list[Hit]]:
    """The signs that bear on what a sentence says of a ground: of the same parts or of none by
    name; what is so since only from there on, what still is only in its own paragraph, where that
    is of no other ground."""
    right, once = words.grounds.once_right, words.grounds.once
    said = next(h.sentence for sign in right for h in hits.get(sign, ()) if h.place == place)
    own, paragraph = said.parts, said.paragraph

    def bears(name: str, hit: Hit) -> bool:
        parts = hit.sentence.parts
        if own and parts and set(own).isdisjoint(parts):
            return False
        if name in once.none:
            other = hit.place != place and bool(hit.sentence.found.get("ground"))
            return hit.sentence.paragraph == paragraph and not other
        return name not in once.all or hit.place >= place

    found = {name: [hit for hit in of if bears(name, hit)] for name, of in hits.items()}
    return {name: of for name, of in found.items() if of}


def _said_before(hit: Hit, most: int) -> Iterator[int]:
    """The grounds of a sentence that it lets go of further on: the last before that, with those
    listed with it; all, where it says ``none of these``."""
    text = hit.sentence.text
    place = text.find(hit.texts[0])
    before = [n for n in range(most) if 0 <= text.find(f"ground#{n} ") < place]
    if _OF_ALL.search(hit.texts[0]):
        yield from before
    else:
        yield from _with_listed(set(before[-1:]), text, most)


def _of_one_side(hits: Hits, words: LetterWords) -> dict[int, list[tuple[str, ...]]]:
    """By the place of a sentence that gives some parts and keeps back others the parts of each of
    its grounds: those that it keeps back."""
    places = two_sided(hits, words.telling)
    kept = [hit for sign in words.keeping_back for hit in hits.get(sign, ()) if hit.place in places]
    sides: dict[int, dict[tuple[str, ...], int]] = {}
    for hit in kept:
        sides.setdefault(hit.place, {})[beside(hit)] = len(hit.sentence.found.get("ground", ()))
    return {
        place: [part for part, count in of.items() for _ in range(count)]
        for place, of in sides.items()
        if len(of) == 1
    }


def _places(hits: Hits, signs: Iterable[str]) -> set[int]:
    return {hit.place for sign in signs for hit in hits.get(sign, ())}


def _named_in(hits: Hits, signs: Iterable[str], listed: bool = False) -> dict[int, set[int]]:
    """By the place of a sentence the numbers of the grounds in what says one of some signs.

    :param listed: whether those listed right after them are meant as well.
    """
    found: dict[int, set[int]] = {}
    for hit in (hit for sign in signs for hit in hits.get(sign, ())):
        cited = hit.sentence.found.get("ground", [])
        inside = {n for n in range(len(cited)) if any(_names(text, n) for text in hit.texts)}
        if listed:
            inside = set(_with_listed(inside, hit.sentence.text, len(cited)))
        found.setdefault(hit.place, set()).update(inside)
    return found


def _names(text: str, number: int) -> bool:
    """Whether words are of a ground that they name: not of that after ``not ... but``, nor of one
    before ``not`` another, or that is put in its place."""
    if f"ground#{number} " not in f"{text} ":
        return False
    instead = _INSTEAD.search(text)
    return instead is None or str(number) not in instead.groups()


def _with_listed(inside: set[int], text: str, most: int) -> Iterator[int]:
    """Some grounds of a sentence, with those listed right before and after them."""
    yield from inside
    for number in inside:
        for step in (1, -1):
            other = number + step
            while 0 <= other < most and _are_listed(text, *sorted((other - step, other))):
                yield other
                other += step


def _are_listed(text: str, one: int, other: int) -> bool:
    """Whether nothing but a comma or ``and`` stands between two grounds."""
    start = text.find(f"ground#{one} ") + len(f"ground#{one} ")
    between = text[start : text.find(f"ground#{other} ")]
    return _GLOSS.sub("", between).strip(" ,;&/+") in _JOINS
