"""What a letter states, and the days that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from foirules.letters.days import WrittenDay
from foirules.letters.lengths import Length
from foirules.letters.letter import DayRead, Letter, LetterRead, Open, Read
from foirules.letters.letter_words import LetterWords, Statement
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
        if (at := letter.lines_of(each.true)) != (0, 0):
            found.states[each.name] = Read(True, *at)
        elif (at := letter.lines_of(each.false)) != (0, 0):
            found.states[each.name] = Read(False, *at)
        elif each.presumed:
            found.states[each.name] = Read(True)
        else:
            at = letter.lines_of(each.hints)
            if at == (0, 0) and not each.silent and not letter.message.attachments:
                found.states[each.name] = Read(False)
            else:
                at = letter.message.span if at == (0, 0) else at
                found.open.append(Open(f"states.{each.name}", each.asks, *at))


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
    field = words.outcome_field
    outcomes = {read[field].value for read in found.outcomes.values() if field in read}
    names = found.letter.grounds.names()
    return (
        (not statement.grounds or not names.isdisjoint(statement.grounds))
        and (not statement.outcomes or not outcomes.isdisjoint(statement.outcomes))
        and (not statement.only or (bool(outcomes) and outcomes.issubset(statement.only)))
    )


def read_days(found: LetterRead, words: LetterWords, events: Sequence[str]) -> None:
    """The days and the lengths of time that a letter names, each once, by the first that fits.

    A letter that names the day of something counts no length of time to it. A day that the thread
    has to tell may be something else as well, until it has.

    :param events: what it is, or where that is open what it may be.
    """
    seen: set[tuple[int, int]] = set()
    for sign in words.days:
        if not any(map(sign.may_stand, events)):
            continue
        for hit in (hit for name in sign.signs for hit in found.letter.hits.get(name, ())):
            for kind in KINDS_OF_DAYS:
                for said in _named(hit, kind, not sign.future and not sign.may_be_other):
                    if (hit.place, said.start) not in seen:
                        if not sign.may_be_other:
                            seen.add((hit.place, said.start))
                        as_said = hit.sentence.plain[said.start : said.end]
                        parts = hit.sentence.parts
                        line = hit.sentence.first
                        is_length = isinstance(said, Length)
                        named = _counted_from(found.letter, hit.place, said) if is_length else None
                        found.days.append(DayRead(sign, said, as_said, line, parts, named))
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
    """What each text of a hit names last of a kind.

    :param listed: of days, with those listed after it: ``our letters of 3 May and 4 June``.
    """
    for text in hit.texts:
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
