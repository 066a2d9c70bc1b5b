"""One message that is two events: it answers one part of the request and does something else with
another, such as taking more time for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve

from foirules.letters.letter import Letter
from foirules.letters.letter_words import Kind, LetterWords
from foirules.letters.relied_on import relied_on

Apart = tuple[Kind, frozenset[str]]
"""What a message is of some parts of what was asked, by their labels."""


def two_events(
    letter: Letter, likeliest: str, kinds: Sequence[Kind], labels: Iterable[str]
) -> tuple[Apart, Apart] | None:
    """What a message is of some parts of the request and of others; None where it is one event.

    :param likeliest: the event that most speaks for; it has to be one of the two.
    :param kinds: those that its sender writes; ``labels`` are those of the parts.
    """
    parts = tuple(labels)
    for other in (kind for kind in kinds if kind.beside):
        for first in (kind for kind in kinds if kind.event in other.beside):
            if likeliest not in (first.event, other.event):
                continue
            later = _parts_of(letter, other, parts)
            if later and _parts_of(letter, first, parts) - later:
                return (first, _spoken_of(letter, parts) - later), (other, later)
    return None


def _spoken_of(letter: Letter, labels: Iterable[str]) -> frozenset[str]:
    named = {part for each in letter.sentences if not each.quoted for part in each.parts or ()}
    return frozenset(named.intersection(labels))


def _parts_of(letter: Letter, kind: Kind, labels: Sequence[str]) -> frozenset[str]:
    """The parts of which a letter says what tells a kind."""
    if kind.of_parts is None:
        return frozenset()
    signs: dict[str, set[str]] = {label: set() for label in labels}
    for name in kind.of_parts.signs():
        for hit in letter.hits.get(name, ()):
            for part in hit.sentence.parts or ():
                signs.setdefault(part, set()).add(name)
    return frozenset(part for part in labels if kind.of_parts.holds(signs[part]))


def only_of(letter: Letter, parts: frozenset[str], kind: Kind, words: LetterWords) -> Letter:
    """A letter with what it says of some parts, and of none by name."""

    def of_them(named: Sequence[str] | None) -> bool:
        return named is None or not parts.isdisjoint(named)

    grounds = relied_on(letter.sentences, letter.hits, words, kind.event)
    hits = {
        name: [hit for hit in of if of_them(hit.sentence.parts)] for name, of in letter.hits.items()
    }
    kept = [each for each in grounds.grounds if of_them(each.parts)]
    return evolve(
        letter,
        hits={name: of for name, of in hits.items() if of},
        grounds=evolve(grounds, grounds=kept),
    )
