"""What a case leaves open, as questions that a person can answer.

The words of each question are those of the regime: ``asks`` of a field and of a kind of events in
its vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import evolve, frozen

from foirules.assessing.confirmed import SETTLES
from foirules.cases.assessment import Assessment, EventRef, Undecided
from foirules.cases.case import Case, Event
from foirules.cases.confirming import PLACED
from foirules.engine.values_in_words import day_in_words, days_in_words
from foirules.language.recorded_sets import EVENT
from foirules.language.regime import Regime
from foirules.language.types import BOOL, DATE, INT, Enumeration, Field, SetType, Type
from foirules.language.vocabulary import EventKind, Vocabulary

YES, NO, UNKNOWN = "yes", "no", "don't know"
DAY, NUMBER, NAMES, TEXT = "a day", "a whole number", "names, or none", "text"
LETTER: Final = "the letter {on}"
WORDING: Final = {
    "field": "Of {event}, {part}: {meaning}?",
    "kind": "Is this so: {meaning}?",
    "further": "{asks}, besides what is recorded?",
    "right": "Is event {id} ({kind}, {on}) read rightly from its letter?",
    "on": "On which day was {event}?",
    "parts": "Of which parts does {event} speak?",
    "outcomes": "By {event}, what became of each part?",
    "policy": "What does the authority's policy say on {name}?",
    "other": "the {kind} {on}",
    "no-event": "a letter",
    "several": " or ",
    "part": "part {part}",
    "whole": "the whole case",
}
_READ: Final = SETTLES.format(event="")
_POLICY: Final = "policy: "
_FEW: Final = 3  # events that a question names


@frozen
class Question:
    """A question, and what its answer would decide.

    :param missing: what it asks for, as :class:`~foirules.cases.assessment.Undecided` names it.
    :param event: the event that it asks of; None where it is of none, or of any of several.
    :param answers: what may be answered: words, or what kind of value.
    :param rules: the rules of which the answer would decide, or help to.
    """

    missing: str
    regime: str
    event: EventRef | None
    part: str | None
    asks: str
    answers: tuple[str, ...]
    rules: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "missing": self.missing,
            "regime": self.regime,
            "event": self.event.to_dict() if self.event else None,
            "part": self.part,
            "asks": self.asks,
            "answers": list(self.answers),
            "rules": list(self.rules),
        }


def questions(case: Case, found: Assessment, law: Mapping[str, Regime]) -> tuple[Question, ...]:
    """The questions that would decide what an assessment leaves undecided, each once; those that
    the most rules wait for first."""
    by_regime = {each.regime: each for each in case.under_each()}
    asked: dict[tuple[str, str, str], Question] = {}
    for open_duty in found.undecided:
        of = by_regime[open_duty.regime]
        for missing in open_duty.missing:
            made = _question(missing, open_duty, of, law[of.regime].vocabulary)
            key = (made.missing, made.regime, made.asks)
            rules = dict.fromkeys((*(asked[key].rules if key in asked else ()), open_duty.rule))
            asked[key] = evolve(asked.get(key, made), rules=tuple(rules))
    return tuple(sorted(asked.values(), key=lambda each: -len(each.rules)))


def _question(missing: str, duty: Undecided, case: Case, words: Vocabulary) -> Question:
    id, _, name = missing.removeprefix(_READ).partition(".")
    read = next((e for e in case.events if e.id == id), None) if missing[:5] == _READ else None
    if missing.startswith(_POLICY):
        asks = WORDING["policy"].format(name=missing.removeprefix(_POLICY))
        return _made(missing, duty, case, None, None, asks, (TEXT,))
    if missing.startswith(EVENT):
        kind = words.events[missing.removeprefix(EVENT)]
        further = any(event.event == kind.name for event in case.events)
        return _made(missing, duty, case, None, None, asks_whether(kind, further), (YES, NO))
    if read is not None and not name:
        kind_name = read.event.replace("-", " ")
        said = {"id": id, "kind": kind_name, "on": _days(read, "", "between ")}
        return _made(missing, duty, case, read, None, WORDING["right"].format(**said), (YES, NO))
    part = duty.part
    if read is not None:
        placed, name = name.split("."), name.split(".")[-1]
        part = placed[1] if placed[0] == "outcomes" and len(placed) > 1 else part
    own = read or next((e for e in case.events if duty.event and e.id == duty.event.id), None)
    if (name or missing) in PLACED:
        about = [own] if own else [e for e in case.events if e.until is not None]
        asks = WORDING[name or missing].format(event=_named(about, words))
        kind_of = DAY if (name or missing) == "on" else TEXT
        return _made(missing, duty, case, own, None, asks, (kind_of,))
    f = words.fields[name or missing]
    has_it = own is not None and words.events[own.event].field(f.name) is not None
    about = [own] if own and has_it else list(_lacking(case, f, part, words))
    one = about[0] if len(about) == 1 else None
    asks = asks_for(f, _named(about, words), part)
    part = part if "{part}" in f.asks else None
    return _made(missing, duty, case, one, part, asks, answers_to(f.type))


def _made(
    missing: str,
    duty: Undecided,
    case: Case,
    event: Event | None,
    part: str | None,
    asks: str,
    answers: tuple[str, ...],
) -> Question:
    ref = EventRef(event.id, event.event, event.on, event.until) if event else None
    return Question(missing, case.regime, ref, part, asks, answers, (duty.rule,))


def _lacking(case: Case, f: Field, part: str | None, words: Vocabulary) -> Iterator[Event]:
    """The events of a case that may have a field and do not."""
    for event in case.events:
        said = {*event.details, *event.outcomes.get(part or "", ())}
        of_it = part is None or event.parts is None or part in event.parts
        if words.events[event.event].field(f.name) is not None and of_it and f.name not in said:
            yield event


# --- words ----------------------------------------------------------------------------------------


def asks_for(f: Field, event: str, part: str | None, whole: str = WORDING["whole"]) -> str:
    """The question whose answer a field is.

    :param event: what it is asked of, in words.
    :param whole: what a case is called that has no parts.
    """
    of = WORDING["part"].format(part=part) if part else whole
    if not f.asks:
        return WORDING["field"].format(event=event, part=of, meaning=f.meaning)
    return f.asks.format(event=event, part=of)


def asks_whether(kind: EventKind, further: bool = False) -> str:
    """The question whether there is an event of a kind.

    :param further: whether one is recorded already.
    """
    asks = kind.asks or WORDING["kind"].format(meaning=kind.meaning)
    return WORDING["further"].format(asks=asks.removesuffix("?")) if further else asks


def answers_to(kind: Type) -> tuple[str, ...]:
    """What may be answered where a value of a type is asked for."""
    if isinstance(kind, Enumeration):
        return kind.members
    if isinstance(kind, SetType):
        return (NAMES,)
    return {BOOL: (YES, NO), DATE: (DAY,), INT: (NUMBER,)}.get(kind, (TEXT,))


def event_in_words(event: Event, words: Vocabulary) -> str:
    """An event as a question names it: the letter of 1 September 2017."""
    kind = words.events[event.event]
    if any(f.name in words.statements for f in kind.fields):
        return LETTER.format(on=_days(event, "of ", "sent between "))
    return WORDING["other"].format(
        kind=kind.name.replace("-", " "), on=_days(event, "on ", "between ")
    )


def _named(about: list[Event], words: Vocabulary) -> str:
    if not about or len(about) > _FEW:
        return WORDING["no-event"]
    return WORDING["several"].join(event_in_words(each, words) for each in about)


def _days(event: Event, on: str, between: str) -> str:
    if event.until is None:
        return on + day_in_words(event.on)
    return between + days_in_words(event.on, event.until)
