"""A draft of a case: what letters were read as, each value with the lines that say it, and what
could not be decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import evolve, field, frozen

from foirules.cases.case import Case
from foirules.cases.case_file import case_from_dict
from foirules.language.regime import Regime
from foirules.language.vocabulary import EventKind
from foirules.letters.dating import Dated, Dating
from foirules.letters.days import Length
from foirules.letters.letter import DayRead, LetterRead, Open, Read
from foirules.letters.message import OTHER, Message

SENT: Final = "sent"
WHICH: Final = "What is this message: which event of the case, or none?"
WHEN: Final = "On which day was this message sent?"


@frozen
class Question:
    """What could not be decided.

    :param message: the number of the message, from 1.
    :param event: what it was read as; empty where that is the question.
    :param field: what the answer fills, as a case file calls it.
    :param asks: the question, in plain words.
    """

    message: int
    event: str
    field: str
    asks: str
    first: int
    last: int


@frozen
class NamedDay:
    """A day, or a length of time, that a message names and that says something of the case.

    :param means: what it is, by the files of the law: ``received``, ``expected-by``.
    :param words: how the letter says it.
    :param day: the day that is meant; None where it cannot be worked out.
    :param number: of a length of time, how many of its ``unit``: ``working-days``, ``days``,
        ``weeks``, ``months``, ``years``.
    """

    message: int
    means: str
    words: str
    line: int
    day: date | None
    number: int | None = None
    unit: str | None = None


@frozen
class DraftEvent:
    """An event that a message was read as.

    :param message: the number of the message, from 1.
    :param lines: of each field, as ``outcomes.a.exemptions``, those it was read from.
    :param words: of a field that is a day, how the letter says it.
    :param told_later: whether the message only tells of the event, and is another itself.
    """

    event: str
    message: int
    first: int
    last: int
    when: Dated
    outcomes: dict[str | None, dict[str, Read]] = field(factory=dict)
    fields: dict[str, Read] = field(factory=dict)
    states: dict[str, Read] = field(factory=dict)
    words: dict[str, str] = field(factory=dict)
    told_later: bool = False

    def data(self, confirm: bool) -> dict[str, Any]:
        """The event as a case file has it."""
        of = self.when
        on: Any = of.first if of.exact else {"from": of.first, "to": of.last}
        read: dict[str, Any] = {"message": self.message}
        if self.first:
            read["lines"] = _lines(self.first, self.last)
        if not confirm:
            read["unconfirmed"] = True
        said: dict[str, Any] = {"on": on, "event": self.event, "read": read}
        whole = self.outcomes.get(None, {})
        said |= {name: _plain(read.value) for name, read in (whole | self.fields).items()}
        by_part = {
            part: {name: _plain(read.value) for name, read in each.items()}
            for part, each in self.outcomes.items()
            if part is not None
        }
        if by_part:
            said["outcomes"] = by_part
        if self.states:
            said["states"] = {name: read.value for name, read in self.states.items()}
        return said


@frozen
class Draft:
    """A case as its letters show it, to be looked over by a person.

    :param name: by the reference that the letters give; else that of the first file.
    :param recorded: the kinds of events that letters can show.
    :param messages: all messages, oldest first, those that are no event among them.
    """

    name: str
    regime: Regime
    authority: str
    policy: str
    parts: Mapping[str, tuple[int, int]]
    events: Sequence[DraftEvent]
    questions: Sequence[Question]
    recorded: tuple[str, ...]
    messages: Sequence[Message]
    days: Sequence[NamedDay]
    readings: Sequence[LetterRead] = field(repr=False)

    def data(self, confirm: bool = False) -> dict[str, Any]:
        """The draft in the shape of a case file.

        :param confirm: leaves out that nothing of it is confirmed.
        """
        said: dict[str, Any] = {"case": self.name, "regime": self.regime.id}
        of = {"name": self.authority, "policy": self.policy}
        if any(of.values()):
            said["authority"] = {key: value for key, value in of.items() if value}
        if self.parts:
            said["parts"] = list(self.parts)
        if not confirm:
            said["recorded"] = list(self.recorded)
        said["events"] = [each.data(confirm) for each in self.events]
        return said

    def case(self, confirm: bool = False) -> Case:
        """The case, as it would be read from the file of the draft."""
        return case_from_dict(self.data(confirm), {self.regime.id: self.regime})


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
        kind = words.events[found.kind.event]
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
        for said in found.days:
            _fill(made, kind, said, dating.day_of(number, said), words.outcome_fields)
        open_here = list(found.open)
        if not made.when.exact:
            open_here.append(Open("on", WHEN, *message.span))
        asked += [
            Question(number + 1, kind.name, each.field, each.asks, each.first, each.last)
            for each in open_here
        ]
        events.append(made)
    return events, asked


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
    """The days that the letters of a thread name, and those that they bear themselves."""
    sent = [
        NamedDay(n + 1, SENT, line.text.strip(), line.number, found.letter.message.on)
        for n, found in enumerate(dating.thread.letters)
        if (line := found.letter.message.dated) is not None
    ]
    return sent + [
        NamedDay(
            n + 1,
            said.sign.means,
            said.words,
            said.line,
            dating.day_of(n, said),
            *(said.said.counted if isinstance(said.said, Length) else ()),
        )
        for n, found in enumerate(dating.thread.letters)
        for said in found.days
    ]


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


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _lines(first: int, last: int) -> Any:
    return first if first == last else f"{first}-{last}"
