"""Which signs of a law stand in a letter, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from foirules.letters.letter_words import LetterWords, Sign
from foirules.letters.phrases import Phrase
from foirules.letters.sentences import Sentence

Hits = Mapping[str, Sequence["Hit"]]
"""By the name of a sign where it stands."""


@frozen
class Hit:
    """A sign in a sentence: ``place`` is the sentence's in the letter, ``text`` what says it."""

    sign: str
    place: int
    sentence: Sentence
    text: str


def signs_in(found: Sequence[Sentence], words: LetterWords) -> Hits:
    """The signs in the sentences of a letter; what only repeats a request says nothing."""
    own = [(place, each) for place, each in enumerate(found) if not each.quoted]
    whole = "\n".join(each.text for _, each in own)
    hits: dict[str, list[Hit]] = {}
    for sign in words.signs.values():
        if listed := sorted(_hits(sign, own, whole), key=lambda hit: hit.place):
            hits[sign.name] = listed
    return hits


def _hits(sign: Sign, own: Sequence[tuple[int, Sentence]], whole: str) -> Iterator[Hit]:
    seen: set[int] = set()
    for each in sign.says:
        if each.needs not in whole:
            continue
        for place, sentence in own:
            if place in seen or each.needs not in sentence.text:
                continue
            found = each.pattern.search(sentence.text)
            if found and not _any(sign.unless, sentence.text):
                seen.add(place)
                yield Hit(sign.name, place, sentence, found[0])


def _any(phrases: Iterable[Phrase], text: str) -> bool:
    return any(each.needs in text and each.pattern.search(text) for each in phrases)
