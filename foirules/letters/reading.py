"""One message -> what it is, and what it says: each value with the lines it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import define, evolve, field, frozen

from foirules.language.types import Enumeration, with_names_above
from foirules.letters.cited import Citations
from foirules.letters.days import Length, WrittenDay
from foirules.letters.explained import explained
from foirules.letters.letter_words import ASKS, EXPLAINS, NO_EVENT, DaySign, Kind, LetterWords, Statement
from foirules.letters.message import AUTHORITY, Line, Message
from foirules.letters.parts import AskedFor, asked_for, end_parts, speak_of_parts
from foirules.letters.relied_on import IN_PASSING, ReliedOn, relied_on
from foirules.letters.sentences import Paragraph, Sentence, paragraphs, sentences
from foirules.letters.signs import Hit, Hits, signs_in

NOTHING: Final = AskedFor(())
_OFFER: Final = re.compile(r"complain|happy|satisf|review|appeal|help|feedback|how we did|why not")
_SURE: Final = 5  # points of a kind by which a message tells who wrote it
_REPLY: Final = re.compile(r"\s*(?:re|fw|fwd|aw|ateb)\s?:", re.IGNORECASE)


@frozen
class Read:
    """A value read from a letter, and the lines that say it; (0, 0) where none does."""

    value: Any
    first: int = 0
    last: int = 0


@frozen
class DayRead:
    """A day, or a length of time, that a letter names.

    :param words: as the letter has it.
    :param named: of a length, the day that the letter named last before it.
    """

    sign: DaySign
    said: WrittenDay | Length
    words: str
    line: int
    parts: tuple[str, ...] | None = None
    named: WrittenDay | None = None


@frozen
class Open:
    """What could not be decided: a question in plain words, and where to look.

    :param field: what of the event the answer fills, as a case file calls it.
    """

    field: str
    asks: str
    first: int
    last: int


@define
class Letter:
    """A message, taken apart.

    :param heading: the signs in its subject, where that is its own.
    """

    message: Message
    listed: Sequence[Paragraph]
    sentences: Sequence[Sentence]
    hits: Hits
    grounds: ReliedOn
    heading: frozenset[str] = frozenset()

    def signs(self) -> set[str]:
        """The signs that stand in it, those of its subject among them."""
        return self.heading | set(self.hits)

    def lines_of(self, signs: Iterable[str]) -> tuple[int, int]:
        """Where the first of some signs stands; (0, 0) where none does."""
        found = [hit for sign in signs for hit in self.hits.get(sign, ())]
        first = min(found, key=lambda hit: hit.place, default=None)
        return (first.sentence.first, first.sentence.last) if first else (0, 0)


@define
class LetterRead:
    """What a message was read as.

    :param kind: None where it could not be told what it is.
    :param at: the lines by which its kind was told.
    :param outcomes: by part, None for the whole letter, the fields of each.
    """

    letter: Letter
    kind: Kind | None
    at: tuple[int, int] = (0, 0)
    outcomes: dict[str | None, dict[str, Read]] = field(factory=dict)
    states: dict[str, Read] = field(factory=dict)
    days: list[DayRead] = field(factory=list)
    open: list[Open] = field(factory=list)


@define
class LetterReader:
    """Reads letters under one law.

    :param asked: what the request asks for, once it has been read.
    """

    words: LetterWords
    asked: AskedFor = NOTHING
    _citations: Citations = field(init=False)

    def __attrs_post_init__(self) -> None:
        grounds = self.words.grounds
        self._citations = Citations(
            self.words.grounds_type(), grounds.own_laws, grounds.other_laws, grounds.heads
        )

    def take_apart(self, message: Message) -> Letter:
        """A message in its sentences, with the signs in them."""
        listed = list(paragraphs(message.lines))
        found = sentences(listed, self._citations)
        if message.sender == AUTHORITY:
            speak_of_parts(found, listed, self.asked)
        hits = signs_in(found, self.words, message.sender)
        asking = [
            Hit(ASKS, place, each, (each.text,))
            for place, each in enumerate(found)
            if not each.quoted
            and each.text.rstrip(" )'\"").endswith("?")
            and not _OFFER.search(each.text)
        ]
        if asking:
            hits = {**hits, ASKS: asking}
        closing = [hit.sentence for sign in self.words.ends_parts for hit in hits.get(sign, ())]
        end_parts(found, closing)
        grounds = relied_on(found, hits, self.words)
        if grounds.grounds:
            hits = {**hits, EXPLAINS: explained(found, hits, grounds, self.words)}
        return Letter(message, listed, found, hits, grounds, self._heading(message))

    def _heading(self, message: Message) -> frozenset[str]:
        """The signs in the subject of a message, unless it is that of another."""
        if not message.subject or _REPLY.match(message.subject):
            return frozenset()
        line = Line(message.span[0], message.subject[:300])
        said = sentences([*paragraphs([line])], self._citations)
        return frozenset(signs_in(said, self.words, message.sender))

    def sender(self, letter: Letter) -> str | None:
        """Who wrote a message by what it says."""
        senders = self.words.senders.items()
        return next((n for n, signs in senders if not letter.hits.keys().isdisjoint(signs)), None)

    def asks(self, letter: Letter) -> None:
        """The letters read from now on answer what this one asks for."""
        self.asked = asked_for(letter.message.lines)

    def read(self, letter: Letter, before: Sequence[str], first: bool) -> LetterRead:
        """What a message says.

        :param before: the events of the messages before it.
        :param first: whether it is the first of its sender.
        """
        kind = self._kind(letter, before, first)
        if kind is not None and letter.message.sender is None:
            letter.message = evolve(letter.message, sender=kind.by)
        found = LetterRead(letter, kind)
        if kind is not None and letter.grounds.named:
            letter.grounds = relied_on(letter.sentences, letter.hits, self.words, kind.event)
        if kind is None:
            self._days(found)
            return found
        lines = (letter.lines_of((sign,)) for sign in kind.telling())
        found.at = next((at for at in lines if at != (0, 0)), letter.message.span)
        self._outcomes(found)
        self._grounds(found)
        self._condition(found)
        self._states(found)
        self._days(found)
        return found

    def _kind(self, letter: Letter, before: Sequence[str], first: bool) -> Kind | None:
        """The kind that has the most points, where it leads the others."""
        may_be = [kind for kind in self.words.kinds if self._may_be(kind, letter, before, first)]
        signs = letter.signs()
        ranked = sorted(
            ((kind.points(signs, before), kind) for kind in may_be),
            key=lambda each: -each[0],
        )
        if not ranked or ranked[0][0] < self.words.least:
            return None
        points, kind = ranked[0]
        if letter.message.sender is None and points < _SURE:
            return None
        others = [each for each, other in ranked[1:] if other.event != kind.event]
        leads = not others or points - others[0] >= self.words.lead
        return kind if leads and kind.event != NO_EVENT else None

    def _may_be(self, kind: Kind, letter: Letter, before: Sequence[str], first: bool) -> bool:
        sender = letter.message.sender
        return (
            sender in (kind.by, None)
            and kind.first in (None, first)
            and (not kind.after or any(event in kind.after for event in before))
            and not any(event in kind.before_any for event in before)
            and kind.when.holds(letter.signs())
        )

    # --- by part ------------------------------------------------------------------------------

    def _outcomes(self, found: LetterRead) -> None:
        letter, event = found.letter, _event(found)
        if event not in self.words.outcome_events:
            return
        told = [part for part in self.asked.labels if self._speaks_of(letter, part)]
        for part in told or (None,):
            signs = self._signs_of(letter, part, bool(told))
            whole = letter.grounds.of_part(None)
            of_it = letter.grounds.of_part(part) or (whole if len(told) == 1 else {})
            outcome = next(
                (
                    each
                    for each in self.words.outcomes
                    if each.when.holds(signs)
                    and (not each.events or event in each.events)
                    and each.grounds in (None, bool(of_it))
                    and _are_of(of_it, each.of)
                    and (not each.apart or (part is not None and not whole))
                ),
                None,
            )
            where = _span(hit for hits in signs.values() for hit in hits)
            if outcome is not None:
                first = [hit for name in outcome.when.names() for hit in signs.get(name, ())]
                at = _span(first) if first else where
                found.outcomes.setdefault(part, {})[self.words.outcome_field] = Read(
                    outcome.name, *at
                )
            else:
                self._ask_outcome(found, part)
        for part in self.asked.labels:
            if told and part not in told:
                self._ask_outcome(found, part)

    def _ask_outcome(self, found: LetterRead, part: str | None) -> None:
        field = self.words.outcome_field
        of = f"outcomes.{part}.{field}" if part else field
        asks = f"What became of part {part}?" if part else "What became of what was asked for?"
        lines = [s for s in found.letter.sentences if part and s.parts and part in s.parts]
        at = (lines[0].first, lines[-1].last) if lines else found.letter.message.span
        found.open.append(Open(of, asks, *at))

    def _speaks_of(self, letter: Letter, part: str) -> bool:
        return any(s.parts and part in s.parts and not s.quoted for s in letter.sentences)

    def _signs_of(self, letter: Letter, part: str | None, apart: bool) -> dict[str, list[Hit]]:
        """The signs in what a letter says of a part, or in all of it."""
        if not apart:
            return {name: list(hits) for name, hits in letter.hits.items()}
        found = {
            name: [hit for hit in hits if hit.sentence.parts and part in hit.sentence.parts]
            for name, hits in letter.hits.items()
        }
        return {name: hits for name, hits in found.items() if hits}

    def _grounds(self, found: LetterRead) -> None:
        if _event(found) not in self.words.grounds.events:
            return
        field, grounds = self.words.grounds.field, found.letter.grounds
        parts = [part for part in found.outcomes if part is not None]
        for part in parts or (None,):
            named = grounds.of_part(part)
            if len(parts) == 1:  # what is said of no part is said of the only one
                named |= grounds.of_part(None)
            if not parts:
                for each in self.asked.labels:
                    named |= grounds.of_part(each)
            if named:
                lines = sorted(named.values())
                read = Read(tuple(named), lines[0], lines[-1])
                found.outcomes.setdefault(part, {})[field] = read
        if len(parts) > 1 and (named := grounds.of_part(None)):
            self._of_no_part(found, parts, named)
        passing = [each for each in grounds.named if each.how == IN_PASSING]
        if passing and not grounds.grounds:
            first = passing[0]
            asks = f"Does it rely on {first.name}?"
            found.open.append(Open(field, asks, first.line, first.line))

    def _of_no_part(
        self, found: LetterRead, parts: Sequence[str], named: Mapping[str, int]
    ) -> None:
        """Grounds that a letter relies on for no part by name are those of the parts that it keeps
        back on no other."""
        field, outcome = self.words.grounds.field, self.words.outcome_field
        kept = [name for name in self.words.kept if name]
        lines = sorted(named.values())
        for part in parts:
            said = found.outcomes[part]
            if field not in said and outcome in said and said[outcome].value in kept:
                said[field] = Read(tuple(named), lines[0], lines[-1])

    def _condition(self, found: LetterRead) -> None:
        """The provision by which a ground is claimed, where one alone is cited for a part."""
        name, own = self.words.grounds.condition_field, self.words.grounds.field
        if not name or _event(found) not in self.words.grounds.events:
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

    # --- statements ---------------------------------------------------------------------------

    def _states(self, found: LetterRead) -> None:
        for each in self.words.statements:
            if _event(found) not in each.events or not self._is_asked(each, found):
                continue
            letter = found.letter
            if (at := letter.lines_of(each.true)) != (0, 0):
                found.states[each.name] = Read(True, *at)
            elif (at := letter.lines_of(each.false)) != (0, 0):
                found.states[each.name] = Read(False, *at)
            elif each.presumed:
                found.states[each.name] = Read(True)
            elif letter.lines_of(each.hints) == (0, 0) and not letter.message.attachments:
                found.states[each.name] = Read(False)
            else:
                at = letter.lines_of(each.hints)
                at = letter.message.span if at == (0, 0) else at
                found.open.append(Open(f"states.{each.name}", each.asks, *at))

    def _is_asked(self, statement: Statement, found: LetterRead) -> bool:
        """Whether it matters: by the grounds relied on, and by what became of a part."""
        field = self.words.outcome_field
        outcomes = {read[field].value for read in found.outcomes.values() if field in read}
        names = found.letter.grounds.names()
        return (not statement.grounds or not names.isdisjoint(statement.grounds)) and (
            not statement.outcomes or not outcomes.isdisjoint(statement.outcomes)
        ) and (not statement.only or (bool(outcomes) and outcomes.issubset(statement.only)))

    # --- days ---------------------------------------------------------------------------------

    def _days(self, found: LetterRead) -> None:
        seen: set[tuple[int, int]] = set()
        for sign in self.words.days:
            if not sign.may_stand(_event(found)):
                continue
            for hit in (hit for name in sign.signs for hit in found.letter.hits.get(name, ())):
                for kind in ("day", "length"):
                    for said in _named(hit, kind):
                        if (hit.place, said.start) not in seen:
                            seen.add((hit.place, said.start))
                            words = hit.sentence.plain[said.start : said.end]
                            parts = hit.sentence.parts
                            line = hit.sentence.first
                            named = self._named_before(found.letter, hit.place, said.start)
                            found.days.append(DayRead(sign, said, words, line, parts, named))

    def _named_before(self, letter: Letter, place: int, start: int) -> WrittenDay | None:
        """The day named last before a place of a sentence, in it or in the one before it."""
        before = [each for each in letter.sentences[place].found.get("day", ()) if each.start < start]
        if not before and place:
            before = letter.sentences[place - 1].found.get("day", [])
        return before[-1] if before else None


def _are_of(grounds: Iterable[str], names: Sequence[str]) -> bool:
    """Whether some grounds are all among, or below, those of some names, if any are named."""
    every = list(grounds)
    among = all(not set(names).isdisjoint(with_names_above(each)) for each in every)
    return not names or (bool(every) and among)


def _named(hit: Hit, kind: str) -> Iterator[Any]:
    """What each text of a hit names last of a kind."""
    for text in hit.texts:
        yield from hit.sentence.marked(kind, text)[-1:]


def _event(found: LetterRead) -> str:
    return found.kind.event if found.kind else ""


def _span(hits: Iterable[Hit]) -> tuple[int, int]:
    listed = [hit.sentence for hit in hits]
    if not listed:
        return 0, 0
    return min(each.first for each in listed), max(each.last for each in listed)
