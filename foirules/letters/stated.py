"""What a letter states, and the days that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from foirules.letters.days import WrittenDay
from foirules.letters.lengths import Length
from foirules.letters.letter import DayRead, Letter, LetterRead, Open, Read
from foirules.letters.letter_words import DaySign, LetterWords, Statement
from foirules.letters.message import AUTHORITY
from foirules.letters.sentences import Sentence
from foirules.letters.signs import Hit

KINDS_OF_DAYS: Final = ("day", "month", "length")
_FROM: Final = re.compile(r"\s*(?:of|from|after|following|beginning on|starting on)(?: the)?\s*")


def read_statements(found: LetterRead, words: LetterWords) -> None:
    """What a letter states, and what is open of that."""
    for each in words.statements:
        if found.event not in each.events or not _is_asked(each, found, words):
            continue
        letter = found.letter
        if each.name in words.regime.vocabulary.outcome_fields:
            found.open += _of_parts(each, found, words)
            continue
        if (at := _lines_of_true(each, letter)) != (0, 0):
            found.states[each.name] = Read(True, *at)
        elif (at := letter.lines_of(each.doubtful)) != (0, 0):
            found.states.pop(each.name, None)  # what an entry for all outcomes says
            found.open.append(Open(f"states.{each.name}", each.asks, *at))
        elif (at := letter.lines_of(each.false)) != (0, 0):
            found.states[each.name] = Read(False, *at)
        elif each.presumed and not _is_elsewhere(found, words):
            found.states[each.name] = Read(True)
        else:
            at = letter.lines_of(each.hints)
            if at == (0, 0) and not each.silent and not letter.message.attachments:
                found.states[each.name] = Read(False)
            else:
                at = letter.message.span if at == (0, 0) else at
                found.open.append(Open(f"states.{each.name}", each.asks, *at))


def _lines_of_true(each: Statement, letter: Letter) -> tuple[int, int]:
    """Where a letter states it; (0, 0) where it does not."""
    at = letter.lines_of(each.true)
    if at == (0, 0) and each.together and letter.hits.keys() >= set(each.together):
        return letter.lines_of(each.together)
    return at


def _is_elsewhere(found: LetterRead, words: LetterWords) -> bool:
    """Whether what became of the request may stand in another document, which is attached."""
    return bool(found.letter.message.attachments) and not found.by_part(words.outcome_field)


def _of_parts(each: Statement, found: LetterRead, words: LetterWords) -> Iterator[Open]:
    """What is asked of each part that has one of its outcomes, since no words of a letter can tell
    it: unless the letter says it, or has none of its hints."""
    letter = found.letter
    if letter.lines_of(each.true) != (0, 0):
        return
    if each.hints and letter.lines_of(each.hints) == (0, 0):
        return
    for part, read in found.outcomes.items():
        outcome = read.get(words.outcome_field)
        if outcome is not None and outcome.value in each.outcomes:
            name = each.name if part is None else f"outcomes.{part}.{each.name}"
            at = (outcome.first, outcome.last) if outcome.first else letter.message.span
            yield Open(name, each.asks, *at)


def _is_asked(statement: Statement, found: LetterRead, words: LetterWords) -> bool:
    """Whether it matters: by the grounds relied on, and by what became of a part."""
    outcomes = set(found.by_part(words.outcome_field).values())
    names = found.letter.grounds.names()
    return (
        (not statement.grounds or not names.isdisjoint(statement.grounds))
        and (not statement.outcomes or not outcomes.isdisjoint(statement.outcomes))
        and (not statement.only or (bool(outcomes) and outcomes.issubset(statement.only)))
    )


def read_days(
    found: LetterRead, words: LetterWords, events: Sequence[str], likeliest: Sequence[str]
) -> None:
    """The days and the lengths of time that a letter names, each once, by the first that fits.

    A letter that names the day of something counts no length of time to it. A day that the thread
    has to tell may be something else as well, until it has. Where it is open what a message is, a
    day ahead is read only if that holds of all that it most likely is, and so is a length of time
    that fills a field. What is said of a part, such as when it was counted, is the authority's to
    say.

    :param events: what it is, or where that is open what it may be.
    :param likeliest: of these those of which most speaks for each.
    """
    seen: set[tuple[int, int]] = set()
    answers = found.letter.message.sender in (AUTHORITY, None)
    for each in words.days:
        if each.of_part and not answers:
            continue
        if found.letter.hits.keys().isdisjoint(each.signs):
            continue
        if not any(map(each.may_stand, events)):
            continue
        of_all = _of_all(each, likeliest, words)
        sign = of_all or each
        for hit, said in _said_of(sign, found.letter):
            if (hit.place, said.start) in seen:
                continue
            if not found.letter.hits.keys().isdisjoint(sign.not_beside):
                continue
            if sign.after and not _is_after(sign, hit.place, found.letter):
                continue
            ahead = sign.future and (sign.field or not isinstance(said, Length))
            if ahead and not of_all:
                continue
            if not sign.may_be_other:
                seen.add((hit.place, said.start))
            if _has_its_grounds(sign, found):
                found.days.append(_day_read(sign, hit, said, found.letter))
    named_in_full = {
        each.sign.field
        for each in found.days
        if isinstance(each.said, WrittenDay) and not each.sign.may_be_other
    } - {""}
    found.days = [
        each
        for each in found.days
        if isinstance(each.said, WrittenDay) or each.sign.field not in named_in_full
    ]


def _is_after(sign: DaySign, place: int, letter: Letter) -> bool:
    """Whether the sentence of a day, or the one before it, has what it has to come after."""
    hits = (hit for name in sign.after for hit in letter.hits.get(name, ()))
    return any(hit.place in (place - 1, place) for hit in hits)


def _said_of(sign: DaySign, letter: Letter) -> Iterator[tuple[Hit, WrittenDay | Length]]:
    """The days and the lengths of time in the signs of a day, each with where it stands; the
    lengths alone of one that runs from a day named beside it."""
    listed = not sign.future and not sign.may_be_other
    for hit in (hit for name in sign.signs for hit in letter.hits.get(name, ())):
        for kind in KINDS_OF_DAYS if sign.start != "named" else ("length",):
            for said in _named(hit, kind, listed):
                yield hit, said


def _day_read(sign: DaySign, hit: Hit, said: WrittenDay | Length, letter: Letter) -> DayRead:
    sentence = hit.sentence
    named = _counted_from(letter, hit.place, said) if isinstance(said, Length) else None
    as_said = sentence.plain[said.start : said.end]
    return DayRead(sign, said, as_said, sentence.first, sentence.parts, named)


def _of_all(sign: DaySign, events: Sequence[str], words: LetterWords) -> DaySign | None:
    """What a day is by the same signs in each of some events: of what the events say of it that
    which asks most of the day; None where one of them says nothing."""
    if all(map(sign.may_stand, events)):
        return sign
    called = sign.means, sign.field, sign.signs
    alike = [each for each in words.days if (each.means, each.field, each.signs) == called]
    found = [next((d for d in alike if d.may_stand(event)), None) for event in events]
    told = [each for each in found if each is not None]
    if len(told) < len(found):
        return None
    return max(told, key=_asks)


def _asks(sign: DaySign) -> tuple[bool, bool, int]:
    """How much the sign of a day asks of it, to be compared."""
    return bool(sign.puts_off), bool(sign.counts), -len(sign.counts)


def _has_its_grounds(sign: DaySign, found: LetterRead) -> bool:
    """Whether a letter relies on one of the grounds that a day goes with, if it goes with any."""
    return not sign.grounds or not found.letter.grounds.names().isdisjoint(sign.grounds)


def _counted_from(letter: Letter, place: int, said: WrittenDay | Length) -> WrittenDay | None:
    """The day that a length of time may run from: that which follows it (``20 working days from 3
    May``), else the one named last before it, in its sentence or in the one before that."""
    sentence = letter.sentences[place]
    days: list[WrittenDay] = sentence.found.get("day", [])
    for each in days:
        if _FROM.fullmatch(sentence.plain[said.end : max(said.end, each.start)].lower()):
            return each
    before = [each for each in days if each.start < said.start]
    if not before and place:
        before = letter.sentences[place - 1].found.get("day", [])
    return before[-1] if before else None


def _named(hit: Hit, kind: str, listed: bool) -> Iterator[Any]:
    """What each text of a hit names last of a kind; no month alone where it names a day.

    :param listed: of days, with those listed after it: ``our letters of 3 May and 4 June``.
    """
    for text in hit.texts:
        if kind == "month" and hit.sentence.marked("day", text):
            continue
        last = hit.sentence.marked(kind, text)[-1:]
        yield from last
        if kind == "day" and last and listed:
            yield from _listed_after(hit.sentence, last[0])


def _listed_after(sentence: Sentence, day: WrittenDay) -> Iterator[WrittenDay]:
    days: list[WrittenDay] = sentence.found["day"]
    for one, other in pairwise(days[days.index(day) :]):
        if sentence.plain[one.end : other.start].strip(" ,").lower() not in ("and", "of", ""):
            return
        yield other
