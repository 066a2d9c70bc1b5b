"""Which grounds for refusing a letter relies on, of which part, and which it only names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import define, field, frozen

from foirules.language.types import SetType, with_names_above
from foirules.letters.letter_words import LetterWords
from foirules.letters.sentences import Sentence
from foirules.letters.signs import Hits

_GLOSS: Final = re.compile(r"\([^()#]{0,60}\)")  # what a ground is about, in brackets
_JOINS: Final = ("", "and", "or", "nor", "and section", "or section")
DROPPED, QUOTED, OTHER_LAW, IN_PASSING = "dropped", "quoted", "other-law", "in-passing"


@frozen
class Named:
    """A ground that a letter names and does not rely on in it, and how it names it."""

    name: str
    how: str
    line: int


@frozen
class Ground:
    """A ground relied on: where it is first, and the parts it is relied on for; None for all."""

    name: str
    line: int
    parts: tuple[str, ...] | None


@define
class ReliedOn:
    """The grounds of a letter."""

    grounds: list[Ground] = field(factory=list)
    named: list[Named] = field(factory=list)

    def of_part(self, label: str | None) -> dict[str, int]:
        """The grounds relied on for a part, each with its line; of those above one another the
        deepest. For None those relied on for no part by name."""
        found: dict[str, int] = {}
        for each in self.grounds:
            if each.parts is None if label is None else label in (each.parts or ()):
                found.setdefault(each.name, each.line)
        return deepest(found)

    def names(self) -> set[str]:
        """All grounds relied on, with those above them."""
        return {above for each in self.grounds for above in with_names_above(each.name)}


def relied_on(
    found: Sequence[Sentence], hits: Hits, words: LetterWords, event: str = ""
) -> ReliedOn:
    """The grounds that the sentences of a letter rely on: all that it cites, but for those that it
    drops, that it names in passing, or that the request names.

    :param event: what the letter is, where that is known.
    """
    made = ReliedOn()
    relying = _places(hits, words.grounds.relied)
    dropped = _named_in(hits, words.grounds.dropped, listed=True)
    considers = () if event in words.grounds.considering else words.grounds.considered
    passing = _named_in(hits, (*words.grounds.passing, *considers), listed=True)
    upheld = event in words.grounds.upheld_events and words.grounds.upheld.holds(hits)
    repeated = {each.paragraph for each in found if each.quoted}
    back = _places(hits, words.grounds.dropped_before)
    before: Sentence | None = None  # the last in which a ground stands
    for place, sentence in enumerate(found):
        if sentence.found.get("ground") and not sentence.quoted:
            before = sentence
        elif place in back and before is not None and sentence.paragraph == before.paragraph:
            for each in before.found["ground"]:
                _drop(made, each.name, sentence.parts)
                made.named.append(Named(each.name, DROPPED, sentence.first))
        for each in sentence.found.get("other", ()):
            name = words.grounds_type().read(each.name)
            made.named.append(Named(name, OTHER_LAW, sentence.first))
        for number, each in enumerate(sentence.found.get("ground", ())):
            headed = sentence.under in repeated
            if sentence.quoted:
                made.named.append(Named(each.name, QUOTED, sentence.first))
            elif number in dropped.get(place, ()):
                _drop(made, each.name, sentence.parts)
                made.named.append(Named(each.name, DROPPED, sentence.first))
            elif number in passing.get(place, ()) and not upheld:
                made.named.append(Named(each.name, IN_PASSING, sentence.first))
            elif place not in relying and _was_dropped(made, each.name):
                continue
            elif headed or not _is_said_of_another(made, each.name, sentence):
                made.grounds.append(Ground(each.name, sentence.first, sentence.parts))
    _refine(made, words.grounds_type())
    _without_conditions(made, words.grounds.conditions)
    return made


def _without_conditions(made: ReliedOn, conditions: Sequence[str]) -> None:
    """What says how a ground is claimed is none itself where one of its section is relied on."""
    own = {
        with_names_above(each.name)[-1] for each in made.grounds if not _is_one(each, conditions)
    }
    made.grounds = [
        each
        for each in made.grounds
        if not _is_one(each, conditions) or with_names_above(each.name)[-1] not in own
    ]


def _is_one(ground: Ground, conditions: Sequence[str]) -> bool:
    return not set(conditions).isdisjoint(with_names_above(ground.name))


def _was_dropped(made: ReliedOn, name: str) -> bool:
    """Whether a letter has said of a ground, or of one above it, that it does not rely on it."""
    dropped = {each.name for each in made.named if each.how == DROPPED}
    return not dropped.isdisjoint(with_names_above(name))


def _is_said_of_another(made: ReliedOn, name: str, sentence: Sentence) -> bool:
    """Whether a sentence below a part only comes back to a ground that is relied on for another."""
    if not sentence.parts or sentence.under == sentence.paragraph:
        return False
    known = [each for each in made.grounds if name in with_names_above(each.name)]
    return bool(known) and not any(
        each.parts is None or set(each.parts) & set(sentence.parts) for each in known
    )


def deepest(names: Mapping[str, int]) -> dict[str, int]:
    """The names that no other of them stands below."""
    above = {each for name in names for each in with_names_above(name)[1:]}
    return {name: line for name, line in names.items() if name not in above}


def _places(hits: Hits, signs: Iterable[str]) -> set[int]:
    return {hit.place for sign in signs for hit in hits.get(sign, ())}


def _named_in(hits: Hits, signs: Iterable[str], listed: bool = False) -> dict[int, set[int]]:
    """By the place of a sentence the numbers of the grounds in what says one of some signs.

    :param listed: whether those listed right after them are meant as well.
    """
    found: dict[int, set[int]] = {}
    for hit in (hit for sign in signs for hit in hits.get(sign, ())):
        cited = hit.sentence.found.get("ground", [])
        inside = {
            n for n in range(len(cited)) if any(f"ground#{n} " in f"{text} " for text in hit.texts)
        }
        if listed:
            inside = set(_with_listed(inside, hit.sentence.text, len(cited)))
        found.setdefault(hit.place, set()).update(inside)
    return found


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
    return _GLOSS.sub("", between).strip(" ,&") in _JOINS


def _drop(made: ReliedOn, name: str, parts: tuple[str, ...] | None) -> None:
    """A ground that is dropped later in a letter was not relied on in the end, for these parts; nor
    were those below it."""
    made.grounds = [
        each
        for each in made.grounds
        if name not in with_names_above(each.name)
        or (parts and each.parts and not set(parts) & set(each.parts))
    ]


def _refine(made: ReliedOn, names: SetType) -> None:
    """A ground relied on by its section alone is that at the level at which the letter names it
    elsewhere, for the same parts or for none."""
    passing = [each for each in made.named if each.how == IN_PASSING]
    relied = {each.name for each in made.grounds}
    for each in passing:
        if with_names_above(each.name)[0] in relied:
            made.named.remove(each)  # it is relied on in another sentence
            continue
        above = [name for name in with_names_above(each.name)[1:] if name in relied]
        below = any(each.name in with_names_above(name)[1:] for name in relied)
        if below:
            made.named.remove(each)
        elif above:
            made.named.remove(each)
            of = next(ground for ground in made.grounds if ground.name == above[0])
            deeper = any(above[0] in with_names_above(name)[1:] for name in relied)
            if not deeper:
                made.grounds.append(Ground(each.name, each.line, of.parts))
