"""A thread whose days have been worked out -> the events of its draft, and what is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import evolve, frozen

from foirules.assessing.questions import asks_for
from foirules.language.vocabulary import EventKind
from foirules.letters.confidence import confidence
from foirules.letters.dating import Dated, Dating, is_weekday
from foirules.letters.draft import DraftEvent, NamedDay, Question, ReadAs, read_nothing
from foirules.letters.lengths import Length
from foirules.letters.letter import DayRead, LetterRead, Open, Read
from foirules.letters.message import OTHER

THIS_LETTER: Final = "this message"
SENT: Final = "sent"
WHICH: Final = "What is this message: which event of the case, or none?"
WHEN: Final = "On which day was this message sent?"


def drafted_events(dating: Dating) -> tuple[list[DraftEvent], list[Question]]:
    """The events of a thread whose days have been worked out, and what is open."""
    events: list[DraftEvent] = []
    asked: list[Question] = []
    words = dating.thread.reader.words.regime.vocabulary
    for number, found in enumerate(dating.thread.letters):
        message = found.letter.message
        if found.kind is None and message.sender == OTHER:
            continue
        if found.kind is None:
            asked.append(Question(number + 1, "", "event", WHICH, *message.span))
            continue
        for each in filter(None, (found, found.also)):
            made, open_here = _drafted(dating, number, each, words.events[each.event])
            events.append(made)
            asked += open_here
    return events, asked


@frozen
class ReadAgain:
    """Reads a message of a thread as an event that a person told: :attr:`Draft.read_as`.

    A draft that is pickled leaves it behind, and reads nothing again.
    """

    dating: Dating

    def __call__(self, number: int, event: str) -> tuple[DraftEvent, list[Question]] | None:
        thread = self.dating.thread
        letter, said = thread.letters[number - 1].letter, thread.said[number - 1]
        found = thread.reader.read_as(letter, event, said)
        kinds = thread.reader.words.regime.vocabulary.events
        return _drafted(self.dating, number - 1, found, kinds[event]) if found else None

    def __reduce__(self) -> tuple[Callable[[], ReadAs], tuple[()]]:
        return _left_behind, ()


def _left_behind() -> ReadAs:
    return read_nothing


def _drafted(
    dating: Dating, number: int, found: LetterRead, kind: EventKind
) -> tuple[DraftEvent, list[Question]]:
    """An event that a message was read as, and what is open of it."""
    first, last = found.at
    made = DraftEvent(
        kind.name,
        number + 1,
        first,
        last,
        dating.dated[number],
        outcomes={part: dict(each) for part, each in found.outcomes.items()},
        states=dict(found.states),
    )
    words = dating.thread.reader.words
    for said in found.days:
        on = dating.day_of(number, said)
        _fill(made, kind, said, on, words.regime.vocabulary.outcome_fields)
    open_here = [*found.open, *_days_asked(dating, number, found, made)]
    if not made.when.exact:
        open_here.append(Open("on", WHEN, *found.letter.message.span))
    asked = [
        Question(number + 1, kind.name, each.field, each.asks, each.first, each.last, each.perhaps)
        for each in open_here
    ]
    return evolve(made, confidence=confidence(found, made.values(), words)), asked


def _days_asked(dating: Dating, number: int, found: LetterRead, made: DraftEvent) -> Iterator[Open]:
    """The fields of an event that a day of its letter may fill, where no other day does."""
    words = dating.thread.reader.words.regime.vocabulary
    seen = set(made.fields)
    for said in found.days:
        name = said.sign.field
        open_here = said.sign.asked or is_weekday(said) or dating.is_one_of_two(number, said)
        f = words.events[made.event].field(name) if open_here and name not in seen else None
        if f is not None and dating.may_be(number, said) is not None:
            seen.add(name)
            yield Open(name, asks_for(f, THIS_LETTER, None), said.line, said.line)


def _fill(
    made: DraftEvent,
    kind: EventKind,
    said: DayRead,
    on: date | None,
    of_parts: Mapping[str, Any],
) -> None:
    """Puts a day that a letter names under its field, if the event has that."""
    name = said.sign.field
    if not name or kind.field(name) is None or on is None:
        return
    read = Read(on, said.line, said.line)
    if name in of_parts:
        parts = [part for part in made.outcomes if part is not None]
        for part in said.parts or parts or (None,):
            if part in made.outcomes:
                made.outcomes[part].setdefault(name, read)
                made.words[f"outcomes.{part}.{name}" if part else name] = said.words
        return
    if name not in made.fields or made.fields[name].value > on:
        made.fields.setdefault(name, read)
        made.words.setdefault(name, said.words)


def named_days(dating: Dating) -> list[NamedDay]:
    """The days that the letters of a thread name, and those that they bear themselves; a day that
    may be any other is none, where the thread does not tell that it is this one."""
    sent = [
        NamedDay(n + 1, SENT, line.text.strip(), line.number, found.letter.message.on)
        for n, found in enumerate(dating.thread.letters)
        if (line := found.letter.message.dated) is not None
    ]
    named = [
        NamedDay(
            n + 1,
            said.sign.means,
            said.words,
            said.line,
            on,
            *(said.said.counted if isinstance(said.said, Length) else ()),
        )
        for n, found in enumerate(dating.thread.letters)
        for each in filter(None, (found, found.also))
        for said in each.days
        if (on := dating.day_of(n, said)) is not None or not said.sign.may_be_other
    ]
    return sent + list(dict.fromkeys(named))


def begun_first(events: Sequence[DraftEvent], dating: Dating, begins: str) -> list[DraftEvent]:
    """The events after that with which a case begins: a later message that is it, or one by what a
    letter tells of it."""
    later = next((each for each in events if each.event == begins), None)
    others = [each for each in events if each is not later]
    if later is None:
        return [*filter(None, [_told_of(dating, begins)]), *others]
    first = min(each.when.first for each in events)
    when = Dated(first, max(first, min(each.when.last for each in events)))
    return [evolve(later, when=when), *others]


def _told_of(dating: Dating, begins: str) -> DraftEvent | None:
    """The event that a case begins with, where no message of the thread is that: by the day that a
    letter names, or in the days from the earliest that is possible."""
    if dating.received is None:
        if dating.after is None:
            return None
        when = Dated(dating.after, max(dating.after, dating.dated[0].last))
        return DraftEvent(begins, 1, 0, 0, when, told_later=True)
    number, said = dating.received
    on = dating.day_of(number, said)
    if on is None:
        return None
    made = DraftEvent(begins, number + 1, said.line, said.line, Dated(on, on), told_later=True)
    made.words["on"] = said.words
    return made
