"""The questions about a draft: whether each event and each value was read rightly, and what could
not be read.

The words are those of the law's vocabulary, as in :mod:`foirules.assessing.questions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from attrs import evolve, frozen

from foirules.assessing.confirmed import SETTLES
from foirules.assessing.questions import LETTER, asks_for, asks_whether
from foirules.cases.confirming import WHOLE
from foirules.documents.written_days import written_out
from foirules.engine.values_in_words import days_in_words
from foirules.language.types import DATE, Enumeration, Type
from foirules.language.vocabulary import Vocabulary
from foirules.letters.draft import Draft, DraftEvent, Question
from foirules.letters.letter import Read
from foirules.letters.message import OTHER, Message

YES, NO, NONE, UNKNOWN = "yes", "no", "none", "don't know"
RECORDED: Final = "recorded"  # the question whether all that happened is there
EVENTS: Final = "events"  # that whether several events were read rightly
STATES: Final = "states"  # and whether several statements of a letter were
WORDING: Final = {
    "event": "Message {message}, {who}, was read as {kind}, {on}: {meaning}. Is that right?",
    "begins": "{asks} {on}?",
    "events": "These messages were read as follows. Is each right?",
    "states": "Message {message} was read as saying all of this. Is each right?",
    "item": "message {message}, {kind}, {on}",
    "message": "What is message {message}, {who}?",
    "anew": "{asks} One that makes another request ({kind}) begins a case of its own.",
    "on": "On which day was message {message} ({kind}) sent? It lies {on}.",
    "recorded": "Do the letters show all that happened, whoever did it?",
    "day": "{on} {day}",
    "between": "between {days}",
    "message-n": "message {message}",
    "nobody": "from nobody that is told",
    "from": "from the {sender}",
}
Value = Any
"""What an answer says: a value of the field, :data:`YES` for what was read, :data:`NONE` for that
there is none; None where it is not known."""


@frozen
class Asked:
    """A question about a draft.

    :param id: as ``missing`` and messages name it: ``read:4``, ``read:4.exemptions``.
    :param messages: the messages that it is about, by their numbers; none where it is of all.
    :param place: the place of the event among those of the draft; None where it is of none.
    :param field: as a case file calls it; ``event`` for what a message is, :data:`EVENTS`,
        :data:`STATES`, :data:`RECORDED`.
    :param read: the value that was read; None where none was.
    :param type: of the value that is asked for; None where it is what a message is, or a yes or no.
    :param choices: the names that may be answered, where it is one of some.
    :param items: the questions that it asks as one.
    :param perhaps: names that may be of the value as well as those that were read.
    """

    id: str
    messages: tuple[int, ...]
    place: int | None
    field: str
    asks: str
    lines: tuple[int, int]
    read: Read | None = None
    type: Type | None = None
    choices: tuple[str, ...] = ()
    items: tuple[Asked, ...] = ()
    perhaps: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[tuple[int, ...], str]:
        """What stays the same of it while others are answered."""
        return self.messages, self.field

    @property
    def part(self) -> str | None:
        """The part that its field is of."""
        return self.field.split(".")[1] if self.field.startswith("outcomes.") else None


def asked_of(draft: Draft, every: bool = False) -> list[Asked]:
    """The questions that a draft leaves, in the order of its messages: of an event first whether it
    is one, then, once that is confirmed, its values.

    :param every: those of values as well, where the event is not confirmed.
    """
    found: list[Asked] = []
    of_events = {each.message for each in draft.events if not each.told_later}
    for place, event in enumerate(draft.events):
        if WHOLE not in event.confirmed:
            found.append(whether(draft, place))
        if every or WHOLE in event.confirmed:
            found += _of_values(draft, place, event)
    for question in draft.questions:
        if not question.event and question.message not in of_events:
            found.append(_which(draft, question.message))
    if not draft.complete:
        found.append(Asked(RECORDED, (), None, RECORDED, WORDING["recorded"], (0, 0)))
    return found


def of_several(field: str, asked: Sequence[Asked]) -> Asked:
    """Questions whether something was read rightly, as one.

    :param field: :data:`EVENTS` or :data:`STATES`.
    """
    items = tuple(sorted(asked, key=lambda each: (each.messages, each.lines)))
    numbers = tuple(dict.fromkeys(number for each in items for number in each.messages))
    asks = WORDING[field].format(message=numbers[0])
    id = ",".join(each.id for each in items)
    return Asked(id, numbers, None, field, asks, (0, 0), items=items)


def whether(draft: Draft, place: int) -> Asked:
    """The question whether an event was read rightly."""
    event = draft.events[place]
    message = draft.messages[event.message - 1]
    kind = draft.regime.vocabulary.events[event.event]
    choices = () if place == 0 else _kinds(draft, event.message)
    if event.told_later:
        asks = WORDING["begins"].format(asks=asks_whether(kind).removesuffix("?"), on=_on(event))
    else:
        said = {"message": event.message, "who": _who(message), "kind": _plain(kind.name)}
        asks = WORDING["event"].format(**said, on=_on(event), meaning=kind.meaning)
    lines = (event.first, event.last) if event.first else message.span
    read = Read(event.event, *lines)
    id = SETTLES.format(event=place + 1)
    return Asked(id, (event.message,), place, WHOLE, asks, lines, read, None, choices)


def _which(draft: Draft, number: int) -> Asked:
    message = draft.messages[number - 1]
    asks = WORDING["message"].format(message=number, who=_who(message))
    id, kinds = f"message:{number}", _kinds(draft, number)
    begins = draft.regime.vocabulary.begins
    if begins in kinds:
        asks = WORDING["anew"].format(asks=asks, kind=begins)
    return Asked(id, (number,), None, WHOLE, asks, message.span, choices=kinds)


def _of_values(draft: Draft, place: int, event: DraftEvent) -> Iterator[Asked]:
    values = event.values()
    of_it = [q for q in draft.questions if (q.message, q.event) == (event.message, event.event)]
    for name, read in values.items():
        if name not in event.confirmed:
            lines = (read.first, read.last) if read.first else (0, 0)
            asked = about_field(draft, place, name, lines, read)
            yield _in_doubt(asked, [q for q in of_it if q.field == name])
    for question in of_it:
        if question.field != "on" and question.field not in values:
            lines = (question.first, question.last)
            yield _in_doubt(about_field(draft, place, question.field, lines), [question])
    if not event.when.exact:
        message = draft.messages[event.message - 1]
        said = {"message": event.message, "kind": _plain(event.event), "on": _on(event)}
        id = f"{SETTLES.format(event=place + 1)}.on"
        asks = WORDING["on"].format(**said)
        yield Asked(id, (event.message,), place, "on", asks, message.span, None, DATE)


def _in_doubt(asked: Asked, questions: Sequence[Question]) -> Asked:
    """What is asked of a field, with the names that may be of it as well."""
    doubts = [each for each in questions if each.perhaps]
    if not doubts:
        return asked
    lines = [n for each in doubts for n in (each.first, each.last)]
    lines += [n for n in asked.lines if n]
    return evolve(
        asked,
        asks=" ".join((asked.asks, *(each.asks for each in doubts))),
        lines=(min(lines), max(lines)),
        perhaps=tuple(name for each in doubts for name in each.perhaps),
    )


def about_field(
    draft: Draft, place: int, name: str, lines: tuple[int, int], read: Read | None = None
) -> Asked:
    """The question whose answer is a field of an event.

    :param name: as a case file calls it: ``outcomes.a.exemptions``.
    :param lines: where to look; (0, 0) where no lines say it.
    """
    event, words = draft.events[place], draft.regime.vocabulary
    f = words.fields[name.split(".")[-1]]
    part = name.split(".")[1] if name.startswith("outcomes.") else None
    asks = asks_for(f, _named(event, words), part)
    id = f"{SETTLES.format(event=place + 1)}.{name}"
    choices = f.type.members if isinstance(f.type, Enumeration) else ()
    return Asked(id, (event.message,), place, name, asks, lines, read, f.type, choices)


# --- words ----------------------------------------------------------------------------------------


def _kinds(draft: Draft, number: int) -> tuple[str, ...]:
    """The events that the sender of a message can make by a letter; that which begins a case only
    after an answer, as it begins another."""
    words, message = draft.regime.vocabulary, draft.messages[number - 1]
    before = [words.events[each.event] for each in draft.events if each.message < number]
    begins = (words.begins,) if any(each.by_part for each in before) else ()
    by = message.sender if message.sender not in (None, OTHER) else ""
    return tuple(
        name
        for name in (*(each for each in draft.recorded if each != words.begins), *begins)
        if not by or by in words.events[name].actor
    )


def _named(event: DraftEvent, words: Vocabulary) -> str:
    """An event as the question of a value names it: by its day, or else by its message."""
    if event.when.exact and any(
        f.name in words.statements for f in words.events[event.event].fields
    ):
        return LETTER.format(on=_on(event, "of"))
    return WORDING["message-n"].format(message=event.message)


def item_in_words(draft: Draft, asked: Asked) -> str:
    """What is asked together with others, in words."""
    if asked.field != WHOLE or asked.place is None:
        return asked.asks
    event = draft.events[asked.place]
    said = {"message": event.message, "kind": _plain(event.event), "on": _on(event)}
    return WORDING["item"].format(**said)


def _who(message: Message) -> str:
    if message.sender is None:
        return WORDING["nobody"]
    return WORDING["from"].format(sender=message.sender)


def _on(event: DraftEvent, on: str = "on") -> str:
    if event.when.exact:
        return WORDING["day"].format(on=on, day=written_out(event.when.first))
    return WORDING["between"].format(days=days_in_words(event.when.first, event.when.last))


def _plain(name: str) -> str:
    return name.replace("-", " ")


def in_words(value: Value) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return written_out(value)
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value)) or NONE
    return _plain(value) if isinstance(value, str) else str(value)
