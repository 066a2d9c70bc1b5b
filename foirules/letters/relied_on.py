"""Which grounds for refusing a letter relies on, of which part, and which it only names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import Any, Final

from attrs import define, evolve, field

from foirules.language.types import with_names_above
from foirules.letters.letter_words import LetterWords
from foirules.letters.relied_grounds import (
    DROPPED,
    IN_PASSING,
    OTHER_LAW,
    QUOTED,
    Ground,
    Named,
    ReliedOn,
)
from foirules.letters.sentences import Sentence, is_heading
from foirules.letters.signs import Hits
from foirules.letters.told_of_grounds import ToldOfGrounds
from foirules.letters.two_sides import excepted

_HEAD_WORDS: Final = 8  # of a sentence that only names grounds
_UNDER_A_HEAD: Final = 2  # paragraphs below it that are of its grounds
_VERDICT_WORDS: Final = 4  # of a sentence that only says what became of a ground
_OTHERS: Final = frozenset({"section", "other"})  # provisions that are no grounds
_NOT_ONE: Final = re.compile(
    r"\b(?:the (?P<which>former|latter) (?:is|was|does|did|has|can)(?: not|not)\b"
    r"|(?:and|but) not the (?P<other>former|latter)\b)"
)
_ONE_ALONE: Final = re.compile(
    r"\b(?:the (?P<which>former|first|latter|second|last) (?:alone|only)"
    r"|only the (?P<other>former|first|latter|second|last))"
    r"(?: of (?:the(?:se|m)|those|the two|the pair|the sections|the exemptions))?,? "
    r"(?:(?:is|was|has been) (?:applicable|claimed|engaged|in play|made out|needed|relied)"
    r"|applie[ds]|arises)\b"
)
_ANOTHER_CLAUSE: Final = re.compile(r"[;,] (?:and|but|while|whereas) (?!(?:as|for|in|on|so|to)\b)")
_FIRST: Final = ("former", "first")
_BEGINS_WITH_IT: Final = re.compile(r"\W*(?:\(?[a-z0-9]{1,3}\)\W*)?ground#\d")
_IT: Final = re.compile(r"\b(?:it|this|that)\b")
_NO: Final = re.compile(r"\b(?:cannot|if|never|no|nor|not|whether)\b")
_DENIES_IT: Final = re.compile(
    r"\W*(?:(?:is|was) )?not (?:now |here |actually )?(?:applicable|applied|engaged|made out|met"
    r"|needed|relied (?:up)?on|used)\W*\Z|\W*(?:does|did) not (?:arise|apply)\b(?! to\b)"
)  # a sentence without a subject, after one that names a ground
_IT_WAS_RIGHT: Final = re.compile(
    r"\b(?:agree|am|are|find|found|is|satisfied|was) (?:satisfied )?that (?:it|this) (?:is|was)"
    r" (?:rightly|properly|correctly|right|correct)\b"
)
_COMPLAINS: Final = re.compile(r"\b(?:you|your|argue\w*|argument\w*|complain\w*)\b")
_OF_TWO: Final = re.compile(
    r"\bthe (?:former|first)\b(?P<one>[^.]*?)\bthe (?:latter|second|other)\b(?P<other>[^.]*)"
)


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
    if not any("ground" in each.found or "other" in each.found for each in found):
        return ReliedOn()
    heads = {n for n, each in enumerate(found) if each.quoted or is_heading(each.plain.strip())}
    repeated = {found[n].paragraph for n in heads}
    repeated -= {each.paragraph for n, each in enumerate(found) if n not in heads}
    told = ToldOfGrounds.of(found, hits, words, event)
    reading = _Reading(found, told, words, about_grounds, repeated)
    for place, sentence in enumerate(found):
        reading.read(place, sentence)
    for summary in reading.summaries:
        reading.made.give_apart(summary)
    reading.made.refine()
    reading.made.leave_out_conditions(words.grounds.conditions)
    return reading.made


@define(eq=False)
class _Reading:
    """Reads the grounds of a letter, sentence by sentence.

    :param repeated: the paragraphs that only repeat what was asked for.
    :param before: the place of the last sentence so far that cites grounds; ``gone`` those of
        which a later one has let go.
    :param summaries: the grounds of each sentence that names several for several parts at once.
    """

    found: Sequence[Sentence]
    told: ToldOfGrounds
    words: LetterWords
    about_grounds: frozenset[str | None]
    repeated: set[int]
    made: ReliedOn = field(factory=ReliedOn)
    before: int | None = None
    gone: set[int] = field(factory=set)
    summaries: list[list[Ground]] = field(factory=list)

    def read(self, place: int, sentence: Sentence) -> None:
        """Adds what a sentence says of grounds: its own, or those of the sentence before."""
        own = sentence.found.get("ground", ()) if not sentence.quoted else ()
        before = self._gone_on_from(sentence)
        headed = before is not None and _is_head(self.found[before])
        under = headed or (before is not None and _is_verdict(self.found[before : place + 1]))
        if own:
            if before is not None and before not in self.gone and _upholds_it_too(sentence):
                self._uphold(place, before)
            self.before = place
        elif before is None:
            pass
        elif (number := _lets_one_go(sentence, self.found[before])) is not None:
            self._let_one_go(sentence, before, number)
        elif not _OTHERS.isdisjoint(sentence.found):
            pass  # of what it cites "it" may be said
        elif self._lets_it_go(place, sentence, under):
            self._let_go(sentence, before)
        elif place in self.told.upholding and before not in self.gone:
            self._uphold(place, before)
        for each in sentence.found.get("other", ()):
            name = self.words.grounds_type().read(each.name)
            self.made.named.append(Named(name, OTHER_LAW, sentence.first))
        if own and self.told.lets_all_go(place, len(own)):
            self.made.let_go.add(place)
        if sentence.quoted:
            for each in sentence.found.get("ground", ()):
                self.made.named.append(Named(each.name, QUOTED, sentence.first))
        self._own(place, sentence, own)

    def _lets_it_go(self, place: int, sentence: Sentence, under: bool) -> bool:
        """Whether a sentence lets go of the grounds of the one before that cites some.

        :param under: whether that is a heading, or what it says a verdict on its ground.
        """
        if self.before == place - 1 and _DENIES_IT.match(sentence.text):
            return True
        return place in self.told.letting_go or (under and place in self.told.letting_go_under)

    def _gone_on_from(self, sentence: Sentence) -> int | None:
        """The place of the sentence before that cites grounds, if this one goes on with it: it
        stands in the same paragraph, or right under it where it is a heading."""
        before = self.before
        if before is None:
            return None
        head = self.found[before]
        reach = _UNDER_A_HEAD if _is_head(head) and head.parts == sentence.parts else 0
        return before if sentence.paragraph <= head.paragraph + reach else None

    def _let_go(self, sentence: Sentence, before: int) -> None:
        """Lets go of the grounds of the sentence before."""
        cited, own = self.found[before], sentence.parts
        grounds = cited.found["ground"]
        if len(grounds) > 1 and _IT.search(sentence.text) and _BEGINS_WITH_IT.match(cited.text):
            grounds = grounds[:1]
        if sentence.mentions and cited.parts and set(own or ()).isdisjoint(cited.parts):
            return  # ``It should not have been applied to item 2``: for item 1 it was
        parts = tuple(dict.fromkeys((*own, *(cited.parts or ())))) if own else own
        for each in grounds:
            self.made.drop(each.name, parts)
            self.made.named.append(Named(each.name, DROPPED, sentence.first, parts))
        self.made.let_go.add(before)
        self.gone.add(before)

    def _let_one_go(self, sentence: Sentence, before: int, number: int) -> None:
        """Lets go of one of the two grounds of the sentence before."""
        name, parts = self.found[before].found["ground"][number].name, sentence.parts
        self.made.drop(name, parts)
        self.made.named.append(Named(name, DROPPED, sentence.first, parts))

    def _uphold(self, place: int, before: int) -> None:
        """Relies on the grounds of the sentence before that it did not rely on itself; on those
        that it let go of for something only where it tells for what else."""
        relied, cited, sentence = self._named_so_far(), self.found[before], self.found[place]
        let_go = set() if place in self.told.in_part else self.told.dropped.get(before, set())
        for number, each in enumerate(cited.found["ground"]):
            if number not in let_go and each.name not in relied:
                self.made.rely(Ground(each.name, sentence.first, sentence.parts or cited.parts))

    def _own(self, place: int, sentence: Sentence, own: Sequence[Any]) -> None:
        """Adds the grounds that a sentence cites itself."""
        dropped = self.told.dropped.get(place, set())
        apart = _parts_of_each(sentence) or self.told.kept_back.get(place, [])
        apart = apart or (_parts_of_each(sentence, dropped) if dropped else [])
        headed = sentence.under in self.repeated and not self._comes_back(sentence)
        announced = place - 1 in self.told.announcing and _alike(self.found[place - 1], sentence)
        fresh = announced or self._names_a_new_one(own)
        for number, each in enumerate(own):
            parts = apart[number] if apart else sentence.parts
            how = self._only_named(place, number, parts)
            if how:
                if how == DROPPED:
                    self.made.drop(each.name, parts)
                self.made.named.append(Named(each.name, how, sentence.first, parts))
            elif place in self.told.relying or not self.made.was_dropped(each.name, parts):
                anew = fresh or number in self.told.anew.get(place, ())
                others = [] if anew else self._said_of_another(each.name, sentence, headed)
                self._rely(each.name, sentence, parts, others)
        if len(own) > 1 and not apart and len(sentence.parts or ()) > 1:
            named = [Ground(each.name, sentence.first, sentence.parts) for each in own]
            self.summaries.append(named)

    def _only_named(self, place: int, number: int, parts: tuple[str, ...] | None) -> str:
        """How a ground is named that is not relied on; empty where it may be."""
        if number in self.told.dropped.get(place, ()):
            return DROPPED
        asked = self.about_grounds >= set(parts or (None,))
        return IN_PASSING if asked or number in self.told.doubted.get(place, ()) else ""

    def _rely(
        self,
        name: str,
        sentence: Sentence,
        parts: tuple[str, ...] | None,
        others: Sequence[Ground],
    ) -> None:
        """Relies on a ground; where it is said of other parts, for these at its level."""
        if not others:
            self.made.rely(Ground(name, sentence.first, parts))
        for other in others:
            if other.name in with_names_above(name)[1:]:
                self.made.rely(evolve(other, name=name, line=sentence.first))

    def _said_of_another(self, name: str, sentence: Sentence, headed: bool) -> list[Ground]:
        """The grounds, relied on for other parts, to one of which a sentence below a part only
        comes back, also at a deeper level; none where it relies on its own.

        :param headed: whether the part was repeated above it: what names such a ground as it was
            named before relies on it for this part too, unless the part has its grounds already.
        """
        if not sentence.parts or sentence.under == sentence.paragraph:
            return []
        known = [
            each
            for each in self.made.firsts()
            if name in with_names_above(each.name) or each.name in with_names_above(name)
        ]
        parts = set(sentence.parts)
        own = any(
            each.line < sentence.first and parts.intersection(each.parts or ())
            for each in self.made.firsts()
        )
        if headed and not own and any(each.name == name for each in known):
            return []
        deeper = [each for each in known if name in with_names_above(each.name)[1:]]
        if deeper and all(each.parts and parts.issuperset(each.parts) for each in deeper):
            return deeper  # it is named by its section, of the parts that it was relied on for
        if any(each.parts is None or parts.intersection(each.parts) for each in known):
            return []
        return known

    def _named_so_far(self) -> set[str]:
        """The grounds relied on so far, with those above them."""
        return {above for each in self.made.firsts() for above in with_names_above(each.name)}

    def _names_a_new_one(self, own: Sequence[Any]) -> bool:
        """Whether a sentence that names several grounds is the first to name one of them."""
        if len(own) < 2:
            return False
        known = self._named_so_far()
        below = {each.name for each in self.made.firsts()}
        return any(
            each.name not in known and below.isdisjoint(with_names_above(each.name)) for each in own
        )

    def _comes_back(self, sentence: Sentence) -> bool:
        """Whether a sentence names several grounds, on one of which its part relies by what was
        said before: it comes back to all of them."""
        named = {each.name for each in sentence.found.get("ground", ())}
        of_part = set(sentence.parts or ())
        own = {each.name for each in self.made.firsts() if of_part.intersection(each.parts or ())}
        return len(named) > 1 and not named.isdisjoint(own)


def _upholds_it_too(sentence: Sentence) -> bool:
    """Whether a sentence first upholds the ground of the one before it, and then names its own: ``I
    am satisfied that it was rightly engaged, and add section 40(2)``."""
    upholds = _IT_WAS_RIGHT.search(sentence.text, 0, sentence.text.find("ground#"))
    return upholds is not None and not _NO.search(sentence.text, 0, upholds.start() + 1)


def _is_head(sentence: Sentence) -> bool:
    """Whether a sentence only names grounds, as a heading: ``Section 43(2) - Commercial
    interests``."""
    return sentence.opens and len(sentence.plain.split()) <= _HEAD_WORDS


def _is_verdict(found: Sequence[Sentence]) -> bool:
    """Whether the last of some sentences says in a few words what became of the ground with which
    the first begins, and none of them speaks of a complaint: ``Not upheld.``"""
    first, last = found[0], found[-1]
    if not first.opens or len(last.plain.split()) > _VERDICT_WORDS:
        return False
    complained = any(_COMPLAINS.search(each.text) for each in found)
    return not complained and _BEGINS_WITH_IT.match(first.text) is not None


def _lets_one_go(sentence: Sentence, before: Sentence) -> int | None:
    """Which of the two grounds of the sentence before one lets go of: ``The latter is not``, ``The
    first alone is``."""
    if len(before.found["ground"]) != 2:
        return None
    if gone := _NOT_ONE.search(sentence.text):
        return 0 if (gone["which"] or gone["other"]) in _FIRST else 1
    if kept := _ONE_ALONE.search(sentence.text):
        return 1 if (kept["which"] or kept["other"]) in _FIRST else 0
    return None


def _alike(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences speak of the same parts."""
    return one.parts == other.parts and not one.quoted


def _parts_of_each(sentence: Sentence, left_out: Collection[int] = ()) -> list[tuple[str, ...]]:
    """Of each ground of a sentence the parts that it is named for, where it names grounds and parts
    in turn: ``item 1 under section 43(2), item 2 under section 41``; else nothing.

    :param left_out: the numbers of grounds that are named for no part of their own.
    """
    every = range(len(sentence.found.get("ground", ())))
    if own := excepted(sentence):
        return [own for _ in every]
    kept = [number for number in every if number not in left_out]
    named = dict(zip(kept, _parts_of_some(sentence, kept), strict=False))
    return [named.get(number, sentence.parts or ()) for number in every] if named else []


def _parts_of_some(sentence: Sentence, numbers: Sequence[int]) -> list[tuple[str, ...]]:
    """The same of some of its grounds, by their numbers."""
    count = len(numbers)
    parts = sentence.parts or ()
    if "respectively" in sentence.text and len(parts) == count > 1:
        return [(part,) for part in parts]
    if count > 1 and len(parts) == 2 and (of_two := _of_two(sentence, numbers)):
        return of_two
    if count < 2 or len(sentence.mentions) < 2:
        return []
    marks = [(sentence.text.find(f"ground#{number} "), number) for number in numbers]
    places = [place for place, _ in sentence.mentions]
    if min(marks)[0] < places[0]:  # each ground stands before its parts
        meant = [bisect_right(places, place) for place, _ in marks]
    else:
        meant = [bisect_right(places, place) - 1 for place, _ in marks]
    if set(meant) == set(range(len(places) - 1)) and _says_more_of_it(sentence, marks, places):
        return [sentence.mentions[number][1] for number in meant]
    if set(meant) != set(range(len(places))):
        return _in_pairs(sentence, marks)  # some part or ground has none by their order
    return [sentence.mentions[number][1] for number in meant]


def _says_more_of_it(
    sentence: Sentence, marks: Sequence[tuple[int, int]], places: Sequence[int]
) -> bool:
    """Whether a sentence goes on, after its last ground, with a part of its own that has none: ``;
    and the rent (1) is attached``."""
    rest = sentence.text[max(marks)[0] : places[-1]]
    return max(marks)[0] < places[-1] and _ANOTHER_CLAUSE.search(rest) is not None


def _of_two(sentence: Sentence, numbers: Sequence[int]) -> list[tuple[str, ...]]:
    """The part of each ground of a sentence on two parts that goes on with one after the other:
    ``the former under section 12, the latter under section 40(2)``; else nothing."""
    found = _OF_TWO.search(sentence.text)
    if found is None or len(sentence.mentions) != 1 or sentence.mentions[0][0] > found.start():
        return []
    one, other = sentence.parts or ()
    sides = [
        [part for part, text in ((one, found["one"]), (other, found["other"])) if mark in text]
        for mark in (f"ground#{number} " for number in numbers)
    ]
    named = [tuple(parts) for parts in sides if len(parts) == 1]
    return named if len(named) == len(numbers) and len(set(named)) > 1 else []


def _in_pairs(sentence: Sentence, marks: Sequence[tuple[int, int]]) -> list[tuple[str, ...]]:
    """The parts of each ground of a sentence that names in turn a part and the grounds for it,
    whichever of the two stands first; else nothing: ``section 41 for item 1 and, for item 2,
    section 43``."""
    runs: list[tuple[int, tuple[str, ...]]] = []  # so many grounds, or none and a part
    for _, parts in sorted([*((place, ()) for place, _ in marks), *sentence.mentions]):
        if not parts and runs and not runs[-1][1]:
            runs[-1] = (runs[-1][0] + 1, ())
        else:
            runs.append((0 if parts else 1, parts))
    pairs = list(zip(runs[::2], runs[1::2], strict=False))
    if len(runs) % 2 or any(bool(one[1]) == bool(other[1]) for one, other in pairs):
        return []
    return [one[1] or other[1] for one, other in pairs for _ in range(one[0] + other[0])]
