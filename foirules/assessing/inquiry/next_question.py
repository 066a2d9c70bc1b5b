"""The questions of an inquiry, in the words of the law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from attrs import frozen

from foirules.assessing.inquiry.answers import AUTHORITY, BEGINS, NEXT, NOTHING, STATES, authorities
from foirules.assessing.inquiry.told import Told, ToldEvent
from foirules.assessing.questions import asks_for, event_in_words
from foirules.cases.case import Event
from foirules.language.regime import Regime
from foirules.language.types import BOOL, DATE, INT, Absence, Enumeration, Field, SetType
from foirules.language.vocabulary import EventKind

KINDS: Final = ("choice", "day", "event", "yes-no", "names", "number", "text", "states")
WORDING: Final = {
    "authority": "Who was asked for information?",
    "day": "On which day was it that: {happened}?",
    "since": "What happened since?",
    "next": "What happened next?",
    "nothing-since": "Nothing",
    "nothing": "Nothing else",
    "none": "There is none",
    "states": "Which of these does {event} say or do?",
    "whole": "the {root}",
}


@frozen
class Choice:
    """An answer to choose.

    :param further: it is shown apart from those that are likely.
    """

    value: str
    says: str
    further: bool = False

    def to_dict(self) -> dict[str, Any]:
        return {"value": self.value, "says": self.says, "further": self.further}


@frozen
class NextQuestion:
    """A question to a person, to which "I don't know" is always an answer.

    :param id: what its answer names.
    :param kind: one of ``KINDS``: what its answer is, as
        :mod:`foirules.assessing.inquiry.answers` has it.
    :param choices: where one of some is to be chosen; of ``states``, each is true or not.
    :param hint: what an answer looks like; empty where nothing is to be said.
    :param first: the first day that may be answered, where it is a day of what happened.
    """

    id: str
    kind: str
    asks: str
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    first: date | None = None
    last: date | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "asks": self.asks,
            "choices": [each.to_dict() for each in self.choices],
            "hint": self.hint,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
        }


def authority_question(law: Mapping[str, Regime]) -> NextQuestion:
    """Whom somebody asked, and so under which law."""
    choices = [
        Choice(value, regime.vocabulary.asked_of[kind])
        for value, (regime, kind) in authorities(law)
    ]
    return NextQuestion(AUTHORITY, "choice", WORDING["authority"], tuple(choices))


def begins_question(regime: Regime, as_of: date) -> NextQuestion:
    """On which day the case began."""
    words = regime.vocabulary
    kind = words.events[words.begins]
    asks = kind.asks_day or WORDING["day"].format(happened=happened(kind))
    return NextQuestion(BEGINS, "day", asks, first=regime.schema.roles.in_force, last=as_of)


def event_question(told: Told, likely: Iterable[EventKind], as_of: date) -> NextQuestion:
    """What else happened, and when.

    :param likely: the kinds of events of which one would change something.
    """
    words, number = told.regime.vocabulary, len(told.events)
    first = list(likely)
    names = {kind.name for kind in first}
    further = [k for k in words.events.values() if k.name not in {*names, words.begins}]
    choices = (
        *(Choice(kind.name, happened(kind)) for kind in first),
        Choice(NOTHING, WORDING["nothing-since" if number == 1 else "nothing"]),
        *(Choice(kind.name, happened(kind), True) for kind in further),
    )
    asks = WORDING["since" if number == 1 else "next"]
    day = told.events[0].first
    return NextQuestion(NEXT.format(number), "event", asks, choices, first=day, last=as_of)


def field_question(told: Told, event: ToldEvent, f: Field) -> NextQuestion:
    """What an event says, or is, in one respect."""
    asks = asks_for(f, in_words(told, event), None, WORDING["whole"].format(root=_root(told)))
    id, hint = f"{event.id}/{f.name}", ""
    choices: tuple[Choice, ...] = ()
    if isinstance(f.type, Enumeration):
        kind, choices = "choice", _names(f.type.members)
    elif isinstance(f.type, SetType):
        kind, choices, hint = "names", _names(f.type.members), f.type.hint
    else:
        kind = {BOOL: "yes-no", DATE: "day", INT: "number"}.get(f.type, "text")
    if f.absence is Absence.ABSENT:
        choices = (*choices, Choice(NOTHING, WORDING["none"]))
    return NextQuestion(id, kind, asks, choices, hint)


def states_question(told: Told, event: ToldEvent, fields: Iterable[Field]) -> NextQuestion:
    """What a letter states, of what it may."""
    asks = WORDING["states"].format(event=in_words(told, event))
    choices = tuple(Choice(f.name, f.meaning) for f in fields)
    return NextQuestion(f"{event.id}/{STATES}", "states", asks, choices)


def happened(kind: EventKind) -> str:
    """What somebody says who tells of an event."""
    return kind.happened or kind.name.replace("-", " ").capitalize()


def in_words(told: Told, event: ToldEvent) -> str:
    """An event as a question names it."""
    until = event.last if event.last != event.first else None
    return event_in_words(Event(event.kind.name, event.first, until), told.regime.vocabulary)


def _names(members: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(name, _said(name)) for name in members)


def _said(name: str) -> str:
    """A name in words; one with figures, such as that of a section, as it is."""
    words = name.replace("-", " ")
    return words.capitalize() if words.replace(" ", "").isalpha() else name


def _root(told: Told) -> str:
    return told.regime.schema.root.name
