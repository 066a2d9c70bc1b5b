"""What a letter says of each part of the request: what became of it, and on which grounds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Final

from attrs import evolve, field, frozen

from foirules.language.types import Enumeration, with_names_above
from foirules.letters.as_another import answered_as, kept_back_as, referring_back
from foirules.letters.asked_parts import AskedFor
from foirules.letters.letter import Letter, LetterRead, Open, Read
from foirules.letters.letter_words import (
    ANSWERS_IN_FIGURES,
    AS_BEFORE,
    TELLS_FIGURES,
    TELLS_OF_NONE,
    LetterWords,
    Outcome,
)
from foirules.letters.relied_grounds import DROPPED, IN_PASSING, Ground, Named
from foirules.letters.rest_of_parts import begins_with_the_rest
from foirules.letters.sentences import Sentence
from foirules.letters.signs import Hit
from foirules.letters.two_sides import beside, excepted, two_sided

_DENIES: Final = re.compile(
    r"\b(?:not|cannot|no|never|nor|instead|rather|whether|if|consider\w*|thought|aside|withdr\w+"
    r"|wrong\w*|error|mistak\w+|falls?|fell|ceas\w+)\b"
)
_MOREOVER: Final = re.compile(
    r"\W*(?:additionally|also|besides|further(?:more)?|in addition|moreover)\b"
)
_FIGURES: Final = (TELLS_FIGURES, ANSWERS_IN_FIGURES)
_SOME: Final = re.compile(r"\b(?:all|most|part|some) of\b")
_SOME_OF_ALL: Final = re.compile(
    r"\b(?:all|most|part|some) of (?:the information|what) (?:that )?you (?:have |had )?"
    r"(?:asked for|requested|sought)\b"
)


@frozen
class SaidOfParts:
    """Reads what letters say of what was asked for.

    :param before: what an earlier letter said became of each part, or under None of the whole;
        ``refused`` on which grounds it refused it.
    :param passed_over: parts of which a letter may say nothing: a review is not of them.
    """

    words: LetterWords
    asked: AskedFor
    before: Mapping[str | None, str] = field(factory=dict)
    refused: Mapping[str | None, Sequence[str]] = field(factory=dict)
    passed_over: Collection[str] = ()

    def read(self, found: LetterRead) -> None:
        """Fills the outcomes of a letter, and what is open of them."""
        self._outcomes(found)
        self._grounds(found)
        self._condition(found)

    def _outcomes(self, found: LetterRead) -> None:
        """What became of each part that the letter speaks of, or of the whole."""
        letter, event = found.letter, found.event
        if event not in self.words.outcome_events:
            return
        told = [part for part in self.asked.labels if self._speaks_of(letter, part)]
        if self._names_parts_only_in_passing(found, told):
            told = []
        if not told and (at := self._upheld_at(found)):
            for label in self.asked.labels:
                if (before := self.before.get(label, "")) in self.words.kept:
                    found.outcomes[label] = {self.words.outcome_field: Read(before, *at)}
            if any(part is not None for part in found.outcomes):
                return
        self._on_the_grounds_before(found, told)
        for label in told:
            said = self._said_of(letter, label)
            for like in kept_back_as(letter, said, label, self.asked):
                letter.grounds.alike(label, like)
        loose = self._of_no_named_part(letter, told)
        alike: dict[str, str] = {}  # by a part that which is answered as it is
        for part in told or (None,):
            said = self._said_of(letter, part)
            if part is not None and (other := answered_as(said, part, self.asked)):
                alike[part] = other
                continue
            signs = self._signs_of(letter, part, bool(told))
            whole = letter.grounds.of_part(None)
            of_it = own = letter.grounds.of_part(part)
            if len(told) == 1 and not self._is_given(found, part):
                of_it = of_it or whole
            outcome = self._outcome(event, part, signs, of_it, loose, said)
            if outcome and outcome.name == AS_BEFORE:
                outcome = evolve(outcome, name=self.before[part])
            untold = outcome is not None and not outcome.when.names() and not own
            if untold and ((part is not None and of_it) or _doubted(letter, part)):
                outcome = None  # whether it is refused on that ground, or how far, is not told
            where = _span(hit.sentence for hits in signs.values() for hit in hits)
            if where == (0, 0):
                where = _span(said)
            if outcome is not None:
                first = [h.sentence for name in outcome.when.names() for h in signs.get(name, ())]
                at = _span(first) if first else where
                found.outcomes.setdefault(part, {})[self.words.outcome_field] = Read(
                    outcome.name, *at
                )
            else:
                self._ask_outcome(found, part)
        for part, other in alike.items():
            read = found.outcomes.get(other, {}).get(self.words.outcome_field)
            if read is None:
                self._ask_outcome(found, part)
            else:
                at = _span(self._said_of(letter, part))
                found.outcomes[part] = {self.words.outcome_field: Read(read.value, *at)}
                letter.grounds.alike(part, other)
        for part in self.asked.labels:
            if told and part not in told and part not in self.passed_over:
                self._ask_outcome(found, part)

    def _on_the_grounds_before(self, found: LetterRead, told: Sequence[str]) -> None:
        """Relies for each part, or the whole, on the grounds of the letter before, where a review
        names none of its own and refers back to these: ``upheld on the same ground``."""
        grounds = found.letter.grounds
        if found.event not in self.words.grounds.upheld_events:
            return
        for part in told or (None,):
            back = referring_back(self._said_of(found.letter, part))
            if back is not None and not grounds.of_part(part):
                parts = None if part is None else (part,)
                for name in self.refused.get(part, ()):
                    grounds.rely(Ground(name, back.first, parts))

    def _upheld_at(self, found: LetterRead) -> tuple[int, int] | None:
        """The lines by which a letter that names no part, nor a ground, says of all that it stays
        as it was before; None where it does not."""
        letter = found.letter
        signs = self._signs_of(letter, None, False)
        stays = (
            each
            for each in self.words.outcomes
            if each.name == AS_BEFORE and found.event in each.events and each.when.holds(signs)
        )
        told = next(stays, None)
        if told is None or letter.grounds.grounds:
            return None
        return _span(hit.sentence for name in told.when.names() for hit in signs.get(name, ()))

    def _names_parts_only_in_passing(self, found: LetterRead, told: Sequence[str]) -> bool:
        """Whether a letter that relies on its grounds for no part by name is of all: it names parts
        only within paragraphs that begin with none, and in no words that tell what became of one:
        ``the invoices for 2 and 3 would take us 40 hours``."""
        letter = found.letter
        if any(each.parts and each.opens and not each.quoted for each in letter.sentences):
            return False
        if not letter.grounds.of_part(None) or any(map(letter.grounds.of_part, told)):
            return False
        signs = (self._signs_of(letter, part, True) for part in told)
        became = (
            self._outcome(found.event, part, of_it, {}, {})
            for part, of_it in zip(told, signs, strict=True)
        )
        return all(of is None or not of.when.names() for of in became)

    def _of_no_named_part(self, letter: Letter, told: Sequence[str]) -> Mapping[str, int]:
        """The grounds that a letter relies on for no part by name, but for those that it relies on
        for one by name too: it comes back to these."""
        named = {name for part in told for name in letter.grounds.of_part(part)}
        return {k: v for k, v in letter.grounds.of_part(None).items() if k not in named}

    def _outcome(
        self,
        event: str,
        part: str | None,
        signs: Mapping[str, Sequence[Hit]],
        of_it: Mapping[str, int],
        loose: Mapping[str, int],
        said: Sequence[Sentence] = (),
    ) -> Outcome | None:
        """The outcome that fits the signs in what is said of a part, and the grounds for it.

        :param loose: the grounds that are relied on for no part by name alone.
        :param said: the sentences that speak of it, where what they cite may matter.
        """
        for each in self.words.outcomes:
            if (
                each.when.holds(signs)
                and (each.name != AS_BEFORE or part in self.before)
                and (not each.events or event in each.events)
                and each.grounds in (None, bool(of_it))
                and _are_of(of_it, each.of)
                and (not each.cites or not self._cited(said).isdisjoint(each.cites))
                and (not each.apart or (part is not None and not loose))
            ):
                return each
        return None

    def _cited(self, said: Sequence[Sentence]) -> set[str]:
        """The provisions that are no grounds which some sentences cite, with those above them, but
        for what they may not claim."""
        begins = self.words.grounds_type().begins_with
        return {
            above
            for each in said
            if "section" in each.found and not _DENIES.search(each.text)
            for section in each.found["section"]
            for above in with_names_above(begins + section.name)
        }

    def _is_given(self, found: LetterRead, part: str | None) -> bool:
        """Whether words tell that nothing of a part is kept back: what a letter keeps back for no
        part by name is of another then."""
        letter = found.letter
        if part is None or letter.grounds.of_part(part):
            return False
        signs = self._signs_of(letter, part, True)
        if ANSWERS_IN_FIGURES in signs and signs.keys().isdisjoint(self.words.keeping_back):
            return True
        loose = self._of_no_named_part(letter, self.asked.labels)
        outcome = self._outcome(found.event, part, signs, {}, loose)
        if outcome is None or outcome.name not in self.words.ungrounded:
            return False
        return not signs.keys().isdisjoint(outcome.when.names())

    def _ask_outcome(self, found: LetterRead, part: str | None) -> None:
        field = self.words.outcome_field
        of = f"outcomes.{part}.{field}" if part else field
        asks = f"What became of part {part}?" if part else "What became of what was asked for?"
        lines = [s for s in found.letter.sentences if part and s.parts and part in s.parts]
        at = (lines[0].first, lines[-1].last) if lines else found.letter.message.span
        found.open.append(Open(of, asks, *at))

    def _speaks_of(self, letter: Letter, part: str) -> bool:
        return any(s.parts and part in s.parts and not s.quoted for s in letter.sentences)

    def _said_of(self, letter: Letter, part: str | None) -> list[Sentence]:
        """The sentences in which a letter speaks of a part; all, for None."""
        return [
            each
            for each in letter.sentences
            if not each.quoted and (part is None or part in (each.parts or ()))
        ]

    def _signs_of(self, letter: Letter, part: str | None, apart: bool) -> dict[str, list[Hit]]:
        """The signs in what a letter says of a part, or in all of it."""
        found: dict[str, list[Hit]] = {}
        parted = two_sided(letter.hits, self.words.telling) if apart else ()
        unsaid = _FIGURES if part in self.asked.without_figures() else (TELLS_OF_NONE,)
        for name, hits in letter.hits.items():
            if name in unsaid:
                continue
            kept = name in self.words.keeping_back
            let_go = letter.grounds.let_go if kept else ()
            found[name] = [
                hit
                for hit in hits
                if hit.place not in let_go
                and not (apart and kept and part not in (excepted(hit.sentence) or (part,)))
                and not (apart and _names_the_rest(hit))
                and (not apart or part in _parts_of(hit, hit.place in parted))
                and not (apart and _is_of_all(hit))
            ]
        return {name: hits for name, hits in found.items() if hits}

    def _grounds(self, found: LetterRead) -> None:
        """The grounds that are relied on, by part."""
        if found.event not in self.words.grounds.events:
            return
        field, grounds = self.words.grounds.field, found.letter.grounds
        parts = [part for part in found.outcomes if part is not None]
        if found.event in self.words.outcome_events:
            parts += [e for e in self.asked.labels if e not in parts and grounds.of_part(e)]
        for part in parts or (None,):
            named = grounds.of_part(part)
            if len(parts) == 1 and not self._is_given(found, part):
                named |= self._of_the_only_one(found, part, named)
            if not parts:
                for each in self.asked.labels:
                    named |= grounds.of_part(each)
            if named:
                lines = sorted(named.values())
                read = Read(tuple(named), lines[0], lines[-1])
                found.outcomes.setdefault(part, {})[field] = read
        if len(parts) > 1 and (named := grounds.of_part(None)):
            self._of_no_part(found, named)
        self._in_doubt(found)

    def _of_the_only_one(
        self, found: LetterRead, part: str | None, own: Mapping[str, int]
    ) -> dict[str, int]:
        """The grounds relied on for no part by name, which are of the only one that is; but where
        an answer relies on others for that, they may be of parts named in other words."""
        several = len(self.asked.labels) > 1 and found.event not in self.words.grounds.upheld_events
        said = self._said_of(found.letter, part)
        if own and several and not any(_MOREOVER.match(each.text) for each in said):
            return {}
        return found.letter.grounds.of_part(None)

    def _kept(self, found: LetterRead) -> list[str]:
        """The parts of which a letter keeps something back."""
        became = found.by_part(self.words.outcome_field)
        return [
            part
            for part, outcome in became.items()
            if part is not None and outcome in self.words.kept
        ]

    def _of_no_part(self, found: LetterRead, named: Mapping[str, int]) -> None:
        """Grounds that a letter relies on for no part by name are those of the parts that it keeps
        back on no other."""
        field = self.words.grounds.field
        lines = sorted(named.values())
        for part in self._kept(found):
            if field not in found.outcomes[part]:
                found.outcomes[part][field] = Read(tuple(named), lines[0], lines[-1])

    def _in_doubt(self, found: LetterRead) -> None:
        """Asks whether a letter relies on the grounds that it names and that were read of no part:
        those that it names in passing, and those that it relies on for no part by name."""
        field, grounds = self.words.grounds.field, found.letter.grounds
        read = set(chain(*found.by_part(field).values()))
        known = {above for name in read for above in with_names_above(name)}
        sure = read.union(self.words.grounds.conditions)
        sure |= {each.name for each in grounds.named if each.how == DROPPED}
        parts = [part for part in found.outcomes if part is not None]
        of_all: list[str | None] = [*self._kept(found)]
        asked: dict[str | None, dict[str, int]] = {}
        passing = (each for each in grounds.named if each.how == IN_PASSING)
        for each in chain[Ground | Named](grounds.grounds, passing):
            if each.name in known or not sure.isdisjoint(with_names_above(each.name)):
                continue
            own = [part for part in each.parts or () if part in parts]
            for part in own or of_all or (None,):
                asked.setdefault(part, {}).setdefault(each.name, each.line)
        for part, names in asked.items():
            asks = f"Does it rely on {' or '.join(names)}"
            asks += f" for part {part}" if part else ""
            asks += " as well?" if field in found.outcomes.get(part, {}) else "?"
            of = f"outcomes.{part}.{field}" if part else field
            lines = sorted(names.values())
            found.open.append(Open(of, asks, lines[0], lines[-1], tuple(names)))

    def _condition(self, found: LetterRead) -> None:
        """The provision by which a ground is claimed, where one alone is cited for a part."""
        name, own = self.words.grounds.condition_field, self.words.grounds.field
        if not name or found.event not in self.words.grounds.events:
            return
        kind = self.words.regime.vocabulary.fields[name].type
        if not isinstance(kind, Enumeration):
            return
        heads = {above for member in kind.members for above in with_names_above(member)[1:]}
        for part, said in found.outcomes.items():
            grounds = said[own].value if own in said else ()
            if not any(with_names_above(ground)[-1] in heads for ground in grounds):
                continue
            cited = {
                each: sentence
                for sentence in found.letter.sentences
                if part is None or part in (sentence.parts or (part,))
                for section in sentence.found.get("section", ())
                for each in self._members(section.name, kind)
            }
            if len(cited) == 1:
                ((member, at),) = cited.items()
                said[name] = Read(member, at.first, at.last)

    def _members(self, number: str, kind: Enumeration) -> list[str]:
        """The deepest of the names of a list that a provision is, or stands below."""
        by_lower = {each.lower(): each for each in kind.members}
        above = with_names_above(self.words.grounds_type().begins_with + number)
        return [by_lower[each] for each in above if each in by_lower][:1]


def _parts_of(hit: Hit, apart: bool) -> tuple[str, ...]:
    """The parts of which a sign says something: all of its sentence, or those beside it."""
    return beside(hit) if apart else hit.sentence.parts or ()


def _is_of_all(hit: Hit) -> bool:
    """Whether a sentence that names several parts says so of the request and not of each: ``We
    cannot give you some of the information you requested: the names (2), the rates (3)``."""
    several = len(hit.sentence.parts or ()) > 1 and _SOME.search(hit.texts[0])
    return bool(several and _SOME_OF_ALL.search(hit.sentence.text))


def _names_the_rest(hit: Hit) -> bool:
    """Whether a sign begins with the words that name the parts of its sentence: ``The others are
    exempt`` keeps back all of these."""
    places = {hit.sentence.text.find(each) for each in hit.texts if begins_with_the_rest(each)}
    return len(places) == 1 and places.issubset(place for place, _ in hit.sentence.mentions)


def _doubted(letter: Letter, part: str | None) -> bool:
    """Whether a ground is only named in passing in what a letter says of a part, or in all."""
    passing = (each for each in letter.grounds.named if each.how == IN_PASSING)
    return any(part is None or part in (each.parts or ()) for each in passing)


def _are_of(grounds: Iterable[str], names: Sequence[str]) -> bool:
    """Whether some grounds are all among, or below, those of some names, if any are named."""
    every = list(grounds)
    among = all(not set(names).isdisjoint(with_names_above(each)) for each in every)
    return not names or (bool(every) and among)


def _span(found: Iterable[Sentence]) -> tuple[int, int]:
    """The first line of some sentences and the last; twice 0 where there are none."""
    listed = list(found)
    if not listed:
        return 0, 0
    return min(each.first for each in listed), max(each.last for each in listed)
