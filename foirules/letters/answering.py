"""Answers to the questions about a draft: from what a person writes, and into the draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from attrs import evolve

from foirules.cases.confirming import WHOLE
from foirules.documents.suggest import expected
from foirules.language.types import BOOL, DATE, SetType
from foirules.letters.asking import NO, NONE, RECORDED, YES, Asked, Value
from foirules.letters.dating import Dated
from foirules.letters.days import written_days
from foirules.letters.draft import Draft, DraftEvent, Question
from foirules.letters.letter import Read
from foirules.letters.possible_answers import answers_to, numbered_answers

MESSAGES: Final = {
    "answers": "expected {answers}",
    "what-then": "what is it then? {answers}",
    "rightly": "expected what is right: {answers}",
    "name": "{found} is none of them{near}",
    "set": "{found} is no {each}; expected {hint}",
    "day": "{found} is no day; expected one such as 6 October 2017, 06/10/2017 or 2017-10-06",
    "numbers": "{found} is none of the numbers 1 to {most}",
    "number": "{found} is no whole number",
}
_YES: Final = ("yes", "y", "right", "correct")
_NO: Final = ("no", "n", "wrong")
_NONE: Final = ("none", "nothing", "neither")


class NoAnswer(ValueError):
    """What a person wrote is no answer to the question; the text says what is expected."""


def read_answer(asked: Asked, text: str, draft: Draft) -> Value:
    """The value that an answer says.

    :raises NoAnswer: where it says none.
    """
    said = " ".join(text.split()).strip(" .").lower()
    if asked.items and re.match(r"\d", said):
        return _wrong(asked, said)
    if asked.type is BOOL or asked.field == RECORDED or asked.items:
        if said not in (*_YES, *_NO):
            raise NoAnswer(MESSAGES["answers"].format(answers=", ".join(answers_to(asked))))
        return (said in _YES) if asked.type is BOOL else YES if said in _YES else NO
    if said in _YES and asked.read is not None:
        return YES
    if said in _NONE and NONE in answers_to(asked):
        return NONE
    if said in _NO and asked.read is not None:
        how = "what-then" if asked.field == WHOLE else "rightly"
        raise NoAnswer(MESSAGES[how].format(answers=numbered_answers(asked)))
    if asked.field == WHOLE and asked.read is not None and _is_day(said):
        return _day(asked, said, draft)
    if asked.choices:
        return _choice(asked, said)
    if asked.field == WHOLE:
        raise NoAnswer(MESSAGES["answers"].format(answers=", ".join(answers_to(asked))))
    if isinstance(asked.type, SetType):
        return _names(asked.type, text)
    if asked.type is DATE:
        return _day(asked, text, draft)
    if not said.lstrip("£").replace(",", "").isdigit():
        raise NoAnswer(MESSAGES["number"].format(found=repr(text.strip())))
    return int(said.lstrip("£").replace(",", ""))


def _wrong(asked: Asked, said: str) -> tuple[int, ...]:
    """The numbers of what was read wrongly, among several."""
    numbers = []
    for each in re.split(r"[ ,;]+|and", said):
        if each and not (each.isdigit() and 1 <= int(each) <= len(asked.items)):
            raise NoAnswer(MESSAGES["numbers"].format(found=repr(each), most=len(asked.items)))
        numbers += [int(each)] if each else []
    return tuple(numbers)


def _is_day(said: str) -> bool:
    return next(written_days(said), None) is not None


def _choice(asked: Asked, said: str) -> str:
    """One of some names, by its number among them or as it is called."""
    if said.isdigit() and 1 <= int(said) <= len(asked.choices):
        return asked.choices[int(said) - 1]
    name = said.replace(" ", "-")
    begun = [each for each in asked.choices if each.startswith(name)] if name else []
    for each in asked.choices:
        if each.lower() == name or (len(begun) == 1 and begun == [each]):
            return each
    near = expected(name, asked.choices)
    raise NoAnswer(MESSAGES["name"].format(found=repr(said), near=near))


def _names(kind: SetType, text: str) -> tuple[str, ...]:
    found = []
    for each in re.split(r"[,;]|\band\b", text):
        if not each.strip():
            continue
        name = kind.read(each.strip())
        if name not in kind.masks:
            said = {"found": repr(each.strip()), "each": kind.each, "hint": kind.hint}
            raise NoAnswer(MESSAGES["set"].format(**said))
        found.append(name)
    if not found:
        raise NoAnswer(MESSAGES["answers"].format(answers=kind.hint))
    return tuple(dict.fromkeys(found))


def _day(asked: Asked, text: str, draft: Draft) -> date:
    """A day; without a year the first such that is not before the event."""
    found = next(written_days(" ".join(text.lower().split())), None)
    of = draft.events[asked.place].when if asked.place is not None else None
    day = found.near(of.first if of is not None else None, True) if found is not None else None
    if day is None:
        raise NoAnswer(MESSAGES["day"].format(found=repr(text.strip())))
    return day


# --- the draft with an answer ---------------------------------------------------------------------


def answered(draft: Draft, asked: Asked, value: Value) -> Draft:
    """The draft with an answer; as it was for one that says nothing."""
    if value is None or value == NO:
        return draft
    if asked.field == RECORDED:
        return evolve(draft, complete=True)
    for number, item in enumerate(asked.items, 1):
        wrong = value if isinstance(value, tuple) else ()
        draft = draft if number in wrong else answered(draft, item, YES)
    if asked.items:
        return draft
    if asked.field == WHOLE and value == draft.regime.vocabulary.begins and asked.place != 0:
        return draft.before(asked.messages[0])
    if asked.place is None:
        return _with_message(draft, asked.messages[0], value)
    event = draft.events[asked.place]
    if asked.field == WHOLE and isinstance(value, date):
        moved = evolve(event, when=Dated(value, value))
        return _with_event(draft, asked.place, _confirmed(moved, WHOLE))
    if asked.field == WHOLE:
        return _told_kind(draft, asked.place, value)
    if asked.field == "on":
        return _with_event(draft, asked.place, evolve(event, when=Dated(value, value)))
    if value == YES:
        return _with_event(draft, asked.place, _confirmed(event, asked.field))
    return _with_event(draft, asked.place, _with_value(event, asked, value, draft))


def _confirmed(event: DraftEvent, name: str) -> DraftEvent:
    return evolve(event, confirmed=event.confirmed | {name})


def _with_event(draft: Draft, place: int, event: DraftEvent | None) -> Draft:
    """The draft with an event in place of another, or without it; what is open of it goes where it
    is answered."""
    events: Sequence[DraftEvent] = draft.events
    new = () if event is None else (event,)
    questions = draft.questions
    if event is not None:
        known = events[place].values().keys() - event.confirmed  # what is in doubt of these stays
        filled = {*event.values(), *(["on"] if event.when.exact else [])} - known
        questions = tuple(
            q for q in questions if not _is_of(q, events[place]) or q.field not in filled
        )
    elif event is None:
        questions = tuple(q for q in questions if not _is_of(q, events[place]))
    return evolve(draft, events=(*events[:place], *new, *events[place + 1 :]), questions=questions)


def _is_of(question: Question, event: DraftEvent) -> bool:
    """Whether a question is of an event, of which its message may be two."""
    return question.message == event.message and question.event in ("", event.event)


def _told_kind(draft: Draft, place: int, value: Value) -> Draft:
    """The draft with an event that was read rightly, or is of another kind, or is none."""
    event = draft.events[place]
    if value == NONE:
        return _with_event(draft, place, None)
    if value in (YES, event.event):
        return _with_event(draft, place, _confirmed(event, WHOLE))
    alone = sum(each.message == event.message for each in draft.events) == 1
    again = draft.read_as(event.message, value) if alone else None
    if again is None:
        return _with_event(draft, place, _renamed(draft, event, value))
    made, open_here = again
    made = evolve(made, when=event.when)
    return _with_read(draft, draft.events[:place], made, draft.events[place + 1 :], open_here)


def _with_read(
    draft: Draft,
    before: Sequence[DraftEvent],
    made: DraftEvent,
    after: Sequence[DraftEvent],
    open_here: Sequence[Question],
) -> Draft:
    """The draft with a message read as a person told, between other events; what was open of the
    message is answered or asked anew."""
    told = evolve(made, confirmed=frozenset({WHOLE}))
    others = (each for each in draft.questions if each.message != made.message)
    return evolve(draft, events=(*before, told, *after), questions=(*others, *open_here))


def _renamed(draft: Draft, event: DraftEvent, value: str) -> DraftEvent:
    """An event as one of another kind, with what was read of it that such an event can have."""
    kind = draft.regime.vocabulary.events[value]
    known = {f.name for f in kind.fields}
    return evolve(
        event,
        event=kind.name,
        outcomes=event.outcomes if kind.by_part else {},
        fields={name: read for name, read in event.fields.items() if name in known},
        states={name: read for name, read in event.states.items() if name in known},
        confirmed=frozenset({WHOLE}),
    )


def _with_message(draft: Draft, number: int, value: Value) -> Draft:
    """The draft with what a message is that could not be told."""
    if value == NONE:
        questions = tuple(q for q in draft.questions if q.message != number)
        return evolve(draft, questions=questions)
    first, last = draft.messages[number - 1].span
    bare = DraftEvent(value, number, first, last, draft.dated[number - 1])
    made, open_here = draft.read_as(number, value) or (bare, ())
    place = sum(each.message < number or each.told_later for each in draft.events)
    return _with_read(draft, draft.events[:place], made, draft.events[place:], open_here)


def _with_value(event: DraftEvent, asked: Asked, value: Value, draft: Draft) -> DraftEvent:
    """An event with a value in place of what was read, if anything was."""
    name = asked.field.split(".")[-1]
    read = None if value == NONE else Read(value, *asked.lines)
    if asked.read is not None and asked.read.value == value:
        read = asked.read
    changed: dict[str, Any] = {}
    if asked.field.startswith("states."):
        changed["states"] = _put(event.states, name, read)
    elif name in draft.regime.vocabulary.outcome_fields:
        part = asked.part
        of_part = _put(event.outcomes.get(part, {}), name, read)
        outcomes = {**event.outcomes, part: of_part}
        changed["outcomes"] = {p: said for p, said in outcomes.items() if said}
    else:
        changed["fields"] = _put(event.fields, name, read)
    if read is not asked.read:
        changed["words"] = {k: v for k, v in event.words.items() if k != asked.field}
    return evolve(event, **changed, confirmed=event.confirmed | {asked.field})


def _put(reads: dict[str, Read], name: str, read: Read | None) -> dict[str, Read]:
    kept = {key: each for key, each in reads.items() if key != name}
    return kept if read is None else {**kept, name: read}
