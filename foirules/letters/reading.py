"""One message -> what it is, and what it says."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Final

from attrs import define, evolve, field

from foirules.letters.asked_parts import AskedFor, asked_for, with_request
from foirules.letters.bracketed import bracketed
from foirules.letters.choosing import Choice
from foirules.letters.cited import Citations
from foirules.letters.closing_grounds import loosen_closing_grounds
from foirules.letters.explained import explained
from foirules.letters.figures import answers_in_figures, told_figures, told_of_none
from foirules.letters.legends import with_legend
from foirules.letters.letter import Letter, LetterRead
from foirules.letters.letter_words import (
    ANSWERS_IN_FIGURES,
    ASKS,
    BRACKETED,
    EXPLAINS,
    STAYS,
    TELLS_FIGURES,
    TELLS_OF_NONE,
    TO_ANOTHER,
    Kind,
    LetterWords,
)
from foirules.letters.message import AUTHORITY, REQUESTER, Line, Message
from foirules.letters.numbered_parts import numbered_by
from foirules.letters.parts_of_sentences import end_parts, speak_of_parts
from foirules.letters.recited import with_recital
from foirules.letters.relied_on import relied_on
from foirules.letters.said_of_parts import SaidOfParts
from foirules.letters.sentences import Known, Paragraph, Sentence, paragraphs, sentences, texts_of
from foirules.letters.signs import Hit, Hits, SignReader
from foirules.letters.stated import read_days, read_statements
from foirules.letters.staying import staying
from foirules.letters.subjects import speak_of_subjects
from foirules.letters.tables import with_rows
from foirules.letters.taken_up import (
    Said,
    meant_in,
    pressed_in,
    take_back,
    take_rest,
    take_subjects,
    take_up,
)
from foirules.letters.two_events import only_of, two_events

NOTHING: Final = AskedFor(())
NOTHING_SAID: Final = Said()
_OFFER: Final = re.compile(r"happy|satisf|help|feedback|how we did|why not")
_RELYING: Final = 2  # sentences of an answer that rely on grounds
_REPLY: Final = re.compile(r"\s*(?:re|fw|fwd|aw|ateb)\s?:", re.IGNORECASE)


@define
class LetterReader:
    """Reads letters under one law.

    :param asked: what the request asks for, once it has been read.
    :param earlier: what the request before it in the thread asks for, whose parts it may name.
    :param about_grounds: the parts of it that ask about grounds for refusing; None for the whole.
    :param said: what the letters before have said.
    """

    words: LetterWords
    asked: AskedFor = NOTHING
    earlier: AskedFor = NOTHING
    about_grounds: frozenset[str | None] = frozenset()
    said: Said = NOTHING_SAID
    _citations: Citations = field(repr=False)
    _signs: SignReader = field(repr=False)
    _known: Known = field(factory=dict, repr=False)
    _listed: dict[int, tuple[object, Sequence[Paragraph]]] = field(factory=dict, repr=False)
    _senders: dict[int, tuple[object, str | None]] = field(factory=dict, repr=False)
    _recited: dict[tuple[int, bool], tuple[object, tuple[Sequence[Line], frozenset[int]]]] = field(
        factory=dict, repr=False
    )

    @_citations.default
    def _of_the_law(self) -> Citations:
        return _citations(self.words)

    @_signs.default
    def _looking(self) -> SignReader:
        return SignReader(self.words)

    def for_a_request(self, earlier: AskedFor) -> LetterReader:
        """A reader that has read no request yet, and keeps what it knows of texts.

        :param earlier: what the request before it asks for.
        """
        return evolve(
            self, asked=NOTHING, earlier=earlier, about_grounds=frozenset(), said=NOTHING_SAID
        )

    def take_apart(self, message: Message) -> Letter:
        """A message in its sentences, with the signs in them."""
        sure = message.sender == AUTHORITY and self.asked is NOTHING
        lines, recited = self._with_recital(with_request(message, self.asked), sure)
        if message.sender == AUTHORITY:
            lines = with_rows(with_legend(lines), self.asked, self._citations.names.begins_with)
        listed = self._paragraphs(lines)
        found = sentences(listed, self._citations, self._known)
        if message.sender == AUTHORITY:
            speak_of_parts(found, listed, self.asked)
            speak_of_subjects(found, self.asked, self.said.pressed)
        for each in found if message.sender != REQUESTER else ():
            each.quoted = each.quoted or each.first in recited
        hits = self._signs.signs_in(found, message.sender)
        formal = {h.place for sign in self.words.grounds.formulas for h in hits.get(sign, ())}
        if asking := list(_questions(found, formal)):
            hits = {**hits, ASKS: asking}
        if message.sender == AUTHORITY and (figures := told_figures(found)):
            first = answers_in_figures(found, figures)
            hits = {**hits, TELLS_FIGURES: figures, ANSWERS_IN_FIGURES: first}
        if message.sender == AUTHORITY and (none := told_of_none(found)):
            hits = {**hits, TELLS_OF_NONE: none}
        if days := bracketed(found):
            hits = {**hits, BRACKETED: days}
        if message.sender == AUTHORITY and (stays := staying(found)):
            hits = {**hits, STAYS: stays}
        end_parts(found, self._closing(hits))
        grounds = relied_on(found, hits, self.words, about_grounds=self.about_grounds)
        if grounds.grounds:
            reasons = explained(found, hits, grounds, self.words)
            hits = {**hits, EXPLAINS: reasons, TELLS_FIGURES: _beside(reasons, hits)}
        without = () if grounds.grounds else self.words.grounds.relied
        hits = {name: of for name, of in hits.items() if of and name not in without}
        return Letter(message, listed, found, hits, grounds, self._heading(message))

    def _closing(self, hits: Hits) -> list[Sentence]:
        """The sentences after which nothing is said of a part by itself."""
        return [hit.sentence for sign in self.words.ends_parts for hit in hits.get(sign, ())]

    def _paragraphs(self, lines: Sequence[Line]) -> Sequence[Paragraph]:
        """The paragraphs of some lines, which several askers want."""
        if id(lines) not in self._listed:  # kept with the lines, so that no others have their place
            self._listed[id(lines)] = lines, list(paragraphs(lines))
        return self._listed[id(lines)][1]

    def _with_recital(
        self, lines: Sequence[Line], sure: bool
    ) -> tuple[Sequence[Line], frozenset[int]]:
        """Some lines with the headings in them apart, and what these say was asked; kept, too."""
        key = id(lines), sure
        if key not in self._recited:
            self._recited[key] = lines, with_recital(lines, sure=sure)
        return self._recited[key][1]

    def _heading(self, message: Message) -> frozenset[str]:
        """The signs in the head of a message: in its subject, unless that is of another, and in to
        whom it goes."""
        to = message.to.lower()
        said = {TO_ANOTHER} if any(each in to for each in self.words.others) else set()
        if message.subject and not _REPLY.match(message.subject):
            line = Line(message.span[0], message.subject[:300])
            texts = texts_of(paragraphs([line]), self._citations, self._known)
            said |= self._signs.said_in(texts, message.sender)
        return frozenset(said)

    def sender(self, message: Message) -> str | None:
        """Who wrote a message by what it says."""
        if id(message) not in self._senders:
            lines, recited = self._with_recital(message.lines, sure=False)
            listed = [p for p in self._paragraphs(lines) if p.numbers[0] not in recited]
            texts = texts_of(listed, self._citations, self._known)
            said = self._signs.said_in(texts, message.sender, self.words.of_senders)
            said |= {ASKS} if any(map(_asks, texts)) else set()
            senders = self.words.senders.items()
            told = (name for name, signs in senders if not said.isdisjoint(signs))
            sender = next(told, None)
            if sender is None and (recited or self._relies(texts)):
                sender = AUTHORITY
            self._senders[id(message)] = message, sender
        return self._senders[id(message)][1]

    def _relies(self, texts: Sequence[str]) -> bool:
        """Whether so many sentences rely on grounds that no requester may have written them."""
        signs = frozenset(self.words.grounds.relied)
        relying = (each for each in texts if self._signs.said_in([each], None, signs))
        return len(list(islice(relying, _RELYING))) == _RELYING

    def number_parts(self, message: Message) -> None:
        """The letters read from now on answer the parts that one of the authority numbers, where
        the request has none."""
        if self.asked.parts or message.sender != AUTHORITY or self.asked is NOTHING:
            return
        signs = frozenset(self.words.numbers_parts)

        def says_so(each: Paragraph) -> bool:
            texts = texts_of([each], self._citations, self._known)
            return bool(self._signs.said_in(texts, AUTHORITY, signs))

        head = self._citations.names.begins_with
        if numbered := numbered_by(message.lines, self.asked, head, says_so):
            self.asked = self._told_by_figures(numbered)

    def asks(self, letter: Letter, event: str, before: Sequence[str]) -> None:
        """The letters read from now on answer what a letter of the requester asks for: the request,
        or the parts that it is told to have by one that says what is meant.

        :param event: what the letter is; ``before`` those before it.
        """
        words = self.words.regime.vocabulary
        if event == words.begins:
            asked = asked_for(letter.message.lines)
            named = () if asked.parts else pressed_in(letter.sentences, self.earlier)
            again = self.earlier.again(named, *letter.message.span) if named else asked
            self._ask(letter, again)
        elif words.events[event].names_parts and not self.asked.parts:
            asked = asked_for(letter.message.lines)
            if asked.parts and set(before).isdisjoint(self.words.outcome_events):
                self._ask(letter, asked)

    def _ask(self, letter: Letter, asked: AskedFor) -> None:
        words = self.words.grounds
        lines = [h.sentence.first for sign in words.asked_about for h in letter.hits.get(sign, ())]
        about: set[str | None] = {
            part.label for part in asked.parts if any(part.first <= n <= part.last for n in lines)
        }
        if not asked.parts and not letter.hits.keys().isdisjoint(words.asked_in_all):
            about.add(None)
        self.asked, self.about_grounds = self._told_by_figures(asked), frozenset(about)

    def _told_by_figures(self, asked: AskedFor) -> AskedFor:
        """What is asked for, with which parts figures may answer."""
        signs = frozenset(self.words.asks_figures)
        parts = (
            evolve(part, by_figures=bool(self._signs.said_in([part.text.lower()], None, signs)))
            for part in asked.parts
        )
        return evolve(asked, parts=tuple(parts))

    def read(self, letter: Letter, before: Sequence[str], first: bool) -> LetterRead:
        """What a message says.

        :param before: the events of the messages before it.
        :param first: whether it is the first of its sender.
        """
        choice = Choice(self.words, letter, before, first)
        if (likeliest := choice.likeliest()) is not None:
            of_sender = [each for each in self.words.kinds if each.by == letter.message.sender]
            apart = two_events(letter, likeliest.event, of_sender, self.asked.labels)
            if apart is not None:
                one, other = (self._of_parts(letter, *each) for each in apart)
                one.also = other
                return one
        leading = choice.leading()
        kind = leading or choice.relying()
        if kind is not None:
            return self._of_kind(letter, kind, concluded=leading is None)
        found = LetterRead(letter, None)
        if may_be := choice.undecided():
            read_days(found, self.words, may_be, choice.within(0))
        return found

    def read_as(self, letter: Letter, event: str, said: Said) -> LetterRead | None:
        """What a message says, of which a person has told what event it is; None where no kind of
        letter is that event.

        :param said: what the letters before it have said.
        """
        signs = letter.signs()
        kinds = [kind for kind in self.words.kinds if kind.event == event]
        kind = max(kinds, key=lambda each: each.points(signs, ()), default=None)
        if kind is None:
            return None
        sender = letter.message.sender or kind.by
        again = self.take_apart(evolve(letter.message, sender=sender))
        said_in_all, self.said = self.said, said
        found = self._of_kind(again, kind, concluded=False)
        self.said = said_in_all
        return found

    def _of_kind(self, letter: Letter, kind: Kind, concluded: bool) -> LetterRead:
        """What a message of a kind says."""
        if letter.message.sender is None:
            letter.message = evolve(letter.message, sender=kind.by)
            if kind.by == AUTHORITY:
                letter = self.take_apart(letter.message)  # now that its sentences may be of parts
        if letter.grounds.named or kind.event in self.words.grounds.upheld_events:
            letter.grounds = relied_on(
                letter.sentences, letter.hits, self.words, kind.event, self.about_grounds
            )
        found = LetterRead(letter, kind, concluded=concluded)
        self._what_it_says(found, kind, self.asked)
        return found

    def _of_parts(self, letter: Letter, kind: Kind, parts: frozenset[str]) -> LetterRead:
        """What a message says of some parts of the request, as one of its two events."""
        found = LetterRead(only_of(letter, parts, kind, self.words), kind)
        if self.words.regime.vocabulary.events[kind.event].by_part:
            found.outcomes = {part: {} for part in self.asked.labels if part in parts}
        asked = AskedFor(tuple(each for each in self.asked.parts if each.label in parts))
        self._what_it_says(found, kind, asked)
        return found

    def _what_it_says(self, found: LetterRead, kind: Kind, asked: AskedFor) -> None:
        letter = found.letter
        lines = (letter.lines_of((sign,)) for sign in kind.telling())
        found.at = next((at for at in lines if at != (0, 0)), letter.message.span)
        reviews = kind.event in self.words.grounds.upheld_events
        if reviews and asked.parts:
            if take_subjects(letter, asked, self.said):
                end_parts(letter.sentences, self._closing(letter.hits))
                letter.grounds = relied_on(
                    letter.sentences, letter.hits, self.words, kind.event, self.about_grounds
                )
            if take_up(letter, self.said, self.words.settling):
                end_parts(letter.sentences, self._closing(letter.hits))
            else:
                take_back(letter, self.said)
        answers = kind.event in self.words.outcome_events and not reviews
        if answers:
            take_rest(letter, asked.labels, self.said)
            end_parts(letter.sentences, self._closing(letter.hits))
            loosen_closing_grounds(letter, asked.labels, self.words)
        passed_over: Collection[str] = self.said.settled if answers else ()
        if reviews and self.said.pressed:
            passed_over = set(asked.labels).difference(self.said.pressed)
        said = self.said
        SaidOfParts(self.words, asked, said.outcomes, said.refused, passed_over).read(found)
        if letter.message.sender != AUTHORITY:
            if pressed := pressed_in(letter.sentences, asked):
                self.said = evolve(self.said, pressed=pressed, meant=())
            elif meant := meant_in(letter.sentences, asked):
                self.said = evolve(self.said, meant=meant)
        elif not reviews:
            self.said = evolve(
                self.said,
                outcomes={**self.said.outcomes, **found.by_part(self.words.outcome_field)},
                refused={**self.said.refused, **found.by_part(self.words.grounds.field)},
            )
        read_statements(found, self.words)
        read_days(found, self.words, (kind.event,), (kind.event,))


@cache
def _citations(words: LetterWords) -> Citations:
    of = words.grounds
    return Citations(words.grounds_type(), of.own_laws, of.other_laws, of.heads, of.called)


def _beside(reasons: Sequence[Hit], hits: Hits) -> list[Hit]:
    """The figures that a letter tells, but for those in its reasons; what begins with the label of
    a part is none."""
    places = {hit.place for hit in reasons if not _begins_a_part(hit.sentence)}
    return [hit for hit in hits.get(TELLS_FIGURES, ()) if hit.place not in places]


def _begins_a_part(sentence: Sentence) -> bool:
    return sentence.opens and sentence.parts is not None and sentence.under == sentence.paragraph


def _questions(found: Sequence[Sentence], formal: Container[int]) -> Iterator[Hit]:
    """The sentences that ask something, but for what is told in every letter."""
    for place, each in enumerate(found):
        if _asks(each.text) and not each.quoted and place not in formal:
            yield Hit(ASKS, place, each, (each.text,))


def _asks(text: str) -> bool:
    """Whether a sentence asks something, and does not offer help."""
    return "?" in text and text.rstrip(" )'\"").endswith("?") and not _OFFER.search(text)
