"""The parts that a letter takes up again and does not name: a review is of those that the requester
named in asking for it, or of those that were refused on the grounds that it comes back to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve, field, frozen

from foirules.language.types import with_names_above
from foirules.letters.asked_parts import AskedFor
from foirules.letters.letter import Letter
from foirules.letters.named_parts import parts_named
from foirules.letters.relied_grounds import DROPPED, Ground
from foirules.letters.sentences import Sentence
from foirules.letters.subjects import named_by_subject, speak_of_subjects

Answered = Mapping[str, Sequence[str]]
"""By part the grounds on which it was refused before."""

# That a requester has no quarrel with a part.
_LETS_BE: Final = re.compile(
    r"\b(?:(?:is|are|was|were) (?:all )?fine|(?<!not )(?:satisfied|content|happy) with"
    r"|thank(?:s| you)|grateful for|(?<!not )accept"
    r"|(?:not|nothing) (?:[a-z]+ ){0,3}"
    r"(?:challeng|contest|disput|appeal|pursu|press|quarrel|complain)\w*"
    r"|no (?:complaint|quarrel|issue|objection|problem|difficulty|question)s?"
    r"|(?:leave|let) (?:it|that|them|those|this|the others)|dealt with|answered in full)\b"
)


@frozen
class Said:
    """What the letters read so far have said.

    :param pressed: the parts that the requester named last; ``meant`` those that they have seemed
        to mean since, without a name.
    :param outcomes: what became of each part, or under None of the whole; ``refused`` the grounds
        on which it was refused.
    """

    pressed: Sequence[str] = ()
    meant: Sequence[str] = ()
    outcomes: Mapping[str | None, str] = field(factory=dict)
    refused: Mapping[str | None, Sequence[str]] = field(factory=dict)

    @property
    def answered(self) -> Answered:
        return {part: grounds for part, grounds in self.refused.items() if part is not None}

    @property
    def settled(self) -> frozenset[str]:
        """The parts of which an answer has said what became of them."""
        return frozenset(part for part in self.outcomes if part is not None)


_BUT: Final = re.compile(r"\b(?:review|reconsider|revisit|but|however|except|only|look again)")


def pressed_in(found: Sequence[Sentence], asked: AskedFor) -> tuple[str, ...]:
    """The parts that a requester names in asking again, but for those with which they have no
    quarrel."""
    return parts_named((each for each in found if not _lets_be(each.text)), asked)


def meant_in(found: Sequence[Sentence], asked: AskedFor) -> tuple[str, ...]:
    """The parts that a requester who names none in asking again seems to mean."""
    return named_by_subject((each for each in found if not _lets_be(each.text)), asked)


def _lets_be(text: str) -> bool:
    return _LETS_BE.search(text) is not None and _BUT.search(text) is None


def take_up(letter: Letter, said: Said, telling: Iterable[str]) -> bool:
    """Marks a letter that names no part, or only says which it is about, with those that it takes
    up; whether there are any.

    :param telling: the signs of what became of a part.
    """
    named = [each for each in letter.sentences if each.parts and not each.quoted]
    recital = _recital(letter, named, said)
    named = [each for each in named if each.paragraph != recital]
    told = {id(hit.sentence) for sign in telling for hit in letter.hits.get(sign, ())}
    about = tuple(dict.fromkeys(part for each in named for part in each.parts or ()))
    only = len(about) == 1 and about[0] in said.pressed and not _of_others(letter, about[0], said)
    if not only and any("ground" in each.found or id(each) in told for each in named):
        return False
    if about and not only and len({each.paragraph for each in named}) > 1:
        return False
    if not only and any(named and each.line < named[0].first for each in letter.grounds.grounds):
        return False  # what it says before that is of others
    dropped = [each.name for each in letter.grounds.named if each.how == DROPPED]
    grounds = [*(each.name for each in letter.grounds.grounds), *dropped]
    refused = _refused_on(grounds, said.answered)
    both = tuple(part for part in refused if part in said.pressed)
    parts = about or both or tuple(said.pressed) or refused or tuple(said.meant)
    if not parts:
        return False
    for sentence in letter.sentences:
        apart = sentence.quoted or sentence.paragraph == recital
        sentence.parts = None if apart else parts
    letter.grounds.grounds = list(_of_parts(letter, parts, said.answered))
    return True


def take_subjects(letter: Letter, asked: AskedFor, said: Said) -> bool:
    """Marks a review that names parts by their labels only where it says which it is about, all
    those that the requester named, with the parts that it names by their subjects; whether there
    are any."""
    named = [each for each in letter.sentences if each.parts and not each.quoted]
    about = {part for each in named for part in each.parts or ()}
    paragraphs = {each.paragraph for each in named}
    if len(paragraphs) != 1 or len(said.pressed) < 2 or about != set(said.pressed):
        return False
    if any("ground" in each.found for each in named):
        return False
    rest = [each for each in letter.sentences if each.paragraph > max(paragraphs)]
    speak_of_subjects(rest, asked, said.pressed)
    return any(each.parts for each in rest)


def _of_others(letter: Letter, part: str, said: Said) -> bool:
    """Whether a letter comes back, for no part by name, to a ground on which other parts were
    refused and this one was not."""
    own = _pressed(said)
    back = (each.name for each in letter.grounds.grounds if each.parts is None)
    refused = (_refused_on((name,), own) for name in back)
    return any(parts and part not in parts for parts in refused)


def take_back(letter: Letter, said: Said) -> None:
    """Marks the paragraphs of a review that speak of no part by name and come back to the grounds
    on which some parts were refused, with these parts."""
    own, grounds = _pressed(said), letter.grounds.grounds
    dropped = {each.name: each.parts or () for each in letter.grounds.named if each.how == DROPPED}
    of_paragraphs: dict[int, set[tuple[str, ...]]] = {}
    at = {line: s for s in letter.sentences for line in range(s.first, s.last + 1)}
    for number, each in enumerate(grounds):
        if each.parts is not None:
            continue
        refused = _refused_on((each.name,), own)
        parts = tuple(part for part in refused if part not in dropped.get(each.name, ()))
        grounds[number] = evolve(each, parts=parts or None)
        if each.line in at:
            of_paragraphs.setdefault(at[each.line].paragraph, set()).add(parts)
    for sentence in letter.sentences:
        parts_here = of_paragraphs.get(sentence.paragraph, set())
        if len(parts_here) == 1 and sentence.parts is None and not sentence.quoted:
            sentence.parts = next(iter(parts_here)) or None


def _pressed(said: Said) -> Answered:
    """By part the grounds on which it was refused before, of those that the requester named, if
    some of these were refused."""
    pressed = {part: said.answered[part] for part in said.pressed if part in said.answered}
    return pressed or said.answered


def _recital(letter: Letter, named: Sequence[Sentence], said: Said) -> int | None:
    """The one paragraph that names parts, where it only tells what went before: the requester
    named some of them in asking, and all that the letter relies on is for no part by name and
    stands below it."""
    places = {each.paragraph for each in named}
    grounds = letter.grounds.grounds
    if len(places) != 1 or not said.pressed or not grounds:
        return None
    if not all(each.parts is None and each.line > named[-1].first for each in grounds):
        return None
    about = {part for each in named for part in each.parts or ()}
    return places.pop() if about.issuperset(said.pressed) and len(about) > 1 else None


def take_rest(letter: Letter, labels: Sequence[str], said: Said) -> None:
    """Marks an answer that names no part with those that no answer has settled, if one has some."""
    rest = tuple(label for label in labels if label not in said.settled)
    if len(rest) in (0, len(labels)) or any(s.parts and not s.quoted for s in letter.sentences):
        return
    for sentence in letter.sentences:
        sentence.parts = None if sentence.quoted else rest
    letter.grounds.grounds = [evolve(each, parts=rest) for each in letter.grounds.grounds]


def _of_parts(letter: Letter, parts: tuple[str, ...], answered: Answered) -> Iterator[Ground]:
    """The grounds of a letter for the parts that were refused on them before; one that is new for
    the parts of one that is dropped beside it, or of the one before it."""
    last = parts
    for each in letter.grounds.grounds:
        dropped = [
            other.name
            for other in letter.grounds.named
            if other.how == DROPPED and other.line == each.line
        ]
        own = tuple(part for part in parts if _meet((each.name,), answered.get(part, ())))
        beside = tuple(part for part in parts if _meet(dropped, answered.get(part, ())))
        last = own or beside or last
        yield evolve(each, parts=last)


def _refused_on(names: Collection[str], answered: Answered) -> tuple[str, ...]:
    """The parts that were refused on one of some grounds, or on one above or below it."""
    return tuple(part for part, before in answered.items() if _meet(names, before))


def _meet(names: Iterable[str], others: Sequence[str]) -> bool:
    """Whether one of some grounds is one of others, or stands above or below it."""
    return any(
        one in with_names_above(other) or other in with_names_above(one)
        for one in names
        for other in others
    )
