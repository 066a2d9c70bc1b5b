"""Which grounds for refusing a letter relies on, of which part, and which it only names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import define, evolve, field, frozen

from foirules.language.types import SetType, with_names_above
from foirules.letters.letter_words import LetterWords
from foirules.letters.sentences import Sentence
from foirules.letters.signs import Hit, Hits
from foirules.letters.two_sides import beside, two_sided

_GLOSS: Final = re.compile(r"\([^()#]{0,60}\)")  # what a ground is about, in brackets
_OF_ALL: Final = re.compile(r"\b(?:none|neither|nothing|these|them|those|they|any)\b")
_JOINS: Final = ("", "and", "or", "nor", "and section", "or section")
_OTHERS: Final = frozenset({"section", "other"})  # provisions that are no grounds
_COUNTED: Final = re.compile(
    r"ground#(?P<number>\d+) {0,2}[:=(|-] ?\d{1,5} ?"
    r"(?=[),;|]|\.?\s*\Z|(?:times|requests|cases|occasions)\b)"
)
DROPPED, QUOTED, OTHER_LAW, IN_PASSING = "dropped", "quoted", "other-law", "in-passing"


@frozen
class Named:
    """A ground that a letter names and does not rely on in it, and how it names it."""

    name: str
    how: str
    line: int
    parts: tuple[str, ...] | None = None


@frozen
class Ground:
    """A ground relied on: where it is first, and the parts it is relied on for; None for all."""

    name: str
    line: int
    parts: tuple[str, ...] | None


@define
class ReliedOn:
    """The grounds of a letter.

    :param let_go: the places of the sentences that name grounds and rely on none.
    """

    grounds: list[Ground] = field(factory=list)
    named: list[Named] = field(factory=list)
    let_go: set[int] = field(factory=set)

    def of_part(self, label: str | None) -> dict[str, int]:
        """The grounds relied on for a part, each with its line; of those above one another the
        deepest. For None those relied on for no part by name."""
        found: dict[str, int] = {}
        for each in self.grounds:
            if each.parts is None if label is None else label in (each.parts or ()):
                found.setdefault(each.name, each.line)
        return deepest(found)

    def alike(self, part: str, other: str) -> None:
        """Relies for a part on all that is relied on for another."""
        self.grounds += [
            evolve(each, parts=(part,)) for each in self.grounds if other in (each.parts or ())
        ]

    def names(self) -> set[str]:
        """All grounds relied on, with those above them."""
        return {above for each in self.grounds for above in with_names_above(each.name)}


def relied_on(
    found: Sequence[Sentence],
    hits: Hits,
    words: LetterWords,
    event: str = "",
    about_grounds: frozenset[str | None] = frozenset(),
) -> ReliedOn:
    """The grounds that the sentences of a letter rely on: all that it cites, but for those that it
    drops, that it names in passing, or that the request names.

    :param event: what the letter is, where that is known.
    :param about_grounds: the parts that ask about grounds, None for the whole: what is named of
        them alone is their answer.
    """
    made = ReliedOn()
    if not any("ground" in each.found or "other" in each.found for each in found):
        return made
    relying = _places(hits, words.grounds.relied)
    dropped = _named_in(hits, words.grounds.dropped, listed=True)
    considers = () if event in words.grounds.considering else words.grounds.considered
    passing = _named_in(hits, (*words.grounds.passing, *considers), listed=True)
    upheld = event in words.grounds.upheld_events and words.grounds.upheld.holds(hits)
    repeated = {each.paragraph for each in found if each.quoted}
    repeated -= {each.paragraph for each in found if not each.quoted}
    upholding = _places(hits, words.grounds.upheld_before)
    back = {hit.place: hit for sign in words.grounds.dropped_before for hit in hits.get(sign, ())}
    doubted = {} if upheld else dict(passing)
    counted = {place: numbers for place, each in enumerate(found) if (numbers := _counted(each))}
    for place, numbers in (*_right_once(hits, words, event).items(), *counted.items()):
        doubted[place] = doubted.get(place, set()) | numbers
    anew = _named_in(hits, words.grounds.anew, listed=True)
    refused = _of_one_side(hits, words)
    before: Sentence | None = None  # the last in which a ground stands
    let_go: set[int] = set()  # the numbers of the grounds that it drops
    for place, sentence in enumerate(found):
        own = sentence.found.get("ground", ())
        goes_on = before is not None and sentence.paragraph == before.paragraph
        goes_on = goes_on and _OTHERS.isdisjoint(sentence.found)  # of which "it" may be said
        if own and not sentence.quoted:
            before = sentence
            if place in back and place not in dropped:
                dropped.setdefault(place, set()).update(_said_before(back[place], len(own)))
            let_go = dropped.get(place, set())
        elif place in back and before is not None and goes_on:
            for each in before.found["ground"]:
                _drop(made, each.name, sentence.parts)
                made.named.append(Named(each.name, DROPPED, sentence.first))
            made.let_go.update(n for n in range(place) if found[n] is before)
        elif place in upholding and before is not None and goes_on:
            relied = made.names()
            made.grounds += [
                Ground(each.name, sentence.first, sentence.parts or before.parts)
                for number, each in enumerate(before.found["ground"])
                if number not in let_go and each.name not in relied
            ]
        for each in sentence.found.get("other", ()):
            name = words.grounds_type().read(each.name)
            made.named.append(Named(name, OTHER_LAW, sentence.first))
        if own and not sentence.quoted:
            named = dropped.get(place, set()) | doubted.get(place, set())
            if len(named) == len(own):
                made.let_go.add(place)
        apart = _parts_of_each(sentence) or refused.get(place, [])
        headed = sentence.under in repeated and not _comes_back(made, sentence)
        for number, each in enumerate(own):
            parts = apart[number] if apart else sentence.parts
            if sentence.quoted:
                made.named.append(Named(each.name, QUOTED, sentence.first))
            elif number in dropped.get(place, ()):
                _drop(made, each.name, parts)
                made.named.append(Named(each.name, DROPPED, sentence.first, parts))
            elif number in doubted.get(place, ()) or about_grounds >= set(parts or (None,)):
                made.named.append(Named(each.name, IN_PASSING, sentence.first, parts))
            elif place not in relying and _was_dropped(made, each.name):
                continue
            elif number not in anew.get(place, ()) and (
                others := _is_said_of_another(made, each.name, sentence, headed)
            ):
                made.grounds += [
                    evolve(other, name=each.name, line=sentence.first)
                    for other in others
                    if other.name in with_names_above(each.name)[1:]
                ]
            else:
                made.grounds.append(Ground(each.name, sentence.first, parts))
    _refine(made, words.grounds_type())
    _without_conditions(made, words.grounds.conditions)
    return made


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


def _parts_of_each(sentence: Sentence) -> list[tuple[str, ...]]:
    """Of each ground of a sentence the parts that it is named for, where it names grounds and parts
    in turn: ``item 1 under section 43(2), item 2 under section 41``; else nothing."""
    count = len(sentence.found.get("ground", ()))
    parts = sentence.parts or ()
    if "respectively" in sentence.text and len(parts) == count > 1:
        return [(part,) for part in parts]
    if count < 2 or len(sentence.mentions) < 2:
        return []
    marks = [(sentence.text.find(f"ground#{number} "), number) for number in range(count)]
    places = [place for place, _ in sentence.mentions]
    if min(marks)[0] < places[0]:  # each ground stands before its parts
        meant = [bisect_right(places, place) for place, _ in marks]
    else:
        meant = [bisect_right(places, place) - 1 for place, _ in marks]
    if set(meant) != set(range(len(places))):
        return []  # of some parts it names no ground, or of some grounds no parts
    return [sentence.mentions[number][1] for number in meant]


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


def _is_said_of_another(
    made: ReliedOn, name: str, sentence: Sentence, headed: bool
) -> list[Ground]:
    """The grounds, relied on for other parts, to one of which a sentence below a part only comes
    back, also at a deeper level; none where it relies on its own.

    :param headed: whether the part was repeated above it: what names such a ground as it was named
        before relies on it for this part too.
    """
    if not sentence.parts or sentence.under == sentence.paragraph:
        return []
    known = [
        each
        for each in made.grounds
        if name in with_names_above(each.name) or each.name in with_names_above(name)
    ]
    if headed and any(each.name == name for each in known):
        return []
    if any(each.parts is None or set(each.parts) & set(sentence.parts) for each in known):
        return []
    return known


def _comes_back(made: ReliedOn, sentence: Sentence) -> bool:
    """Whether a sentence names several grounds, on one of which its part relies by what was said
    before: it comes back to all of them."""
    named = {each.name for each in sentence.found.get("ground", ())}
    own = {each.name for each in made.grounds if set(each.parts or ()) & set(sentence.parts or ())}
    return len(named) > 1 and not named.isdisjoint(own)


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
    return _GLOSS.sub("", between).strip(" ,;&/+") in _JOINS


def _drop(made: ReliedOn, name: str, parts: tuple[str, ...] | None) -> None:
    """A ground that is dropped later in a letter was not relied on in the end, for these parts; nor
    were those below it."""
    made.grounds = [
        each
        for each in made.grounds
        if name not in with_names_above(each.name)
        or (parts and each.parts and not set(parts) & set(each.parts))
    ]


def _below(names: Iterable[str]) -> dict[str, dict[str, None]]:
    """By each name above some names those that are below it, each once, in their order."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        for above in with_names_above(name)[1:]:
            found.setdefault(above, {})[name] = None
    return found


def _refine(made: ReliedOn, names: SetType) -> None:
    """A ground relied on by its section alone is that at the level at which the letter names it
    elsewhere, for the same parts or for none; one that is named for no part, at that of any."""
    of_parts = _below(each.name for each in made.grounds if each.parts)
    loose = [each for each in made.grounds if each.parts is None and each.name in of_parts]
    made.grounds = [
        *(each for each in made.grounds if each.parts is not None or each.name not in of_parts),
        *(evolve(each, name=name) for each in loose for name in of_parts[each.name]),
    ]
    of_none = _below(each.name for each in made.grounds if each.parts is None)
    made.grounds += [
        evolve(each, name=name)
        for each in made.grounds
        if each.parts is not None
        for name in of_none.get(each.name, ())
    ]
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
        elif above and not any(above[0] in with_names_above(name)[1:] for name in relied):
            made.named.remove(each)
            of = next(ground for ground in made.grounds if ground.name == above[0])
            made.grounds.append(Ground(each.name, each.line, of.parts))
