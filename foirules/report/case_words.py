"""What a case and its assessment say, in the words that every report of them uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeVar

from foirules.cases.assessment import Action, Clock, Derivation
from foirules.cases.case import Case, Event
from foirules.engine.values_in_words import day_in_words, join
from foirules.language.regime import Regime
from foirules.language.types import DATE, Enumeration, SetType
from foirules.language.vocabulary import Vocabulary
from foirules.report.page import sentence

KINDS: Final = {
    "breach": "Breach of statute",
    "departure": "Departure from code or guidance",
    "promise": "The authority's own promise",
    "note": "Note",
}
ENDED: Final = ("met", "stopped", "lapsed")
CERTAINTIES: Final = ("established", "possible")

T = TypeVar("T")


def merged(rows: Iterable[T], alike: Callable[[T], Any]) -> list[tuple[T, list[str | None]]]:
    """Things that differ in their part only, once, with the parts."""
    groups: dict[Any, tuple[T, list[str | None]]] = {}
    for each in rows:
        part = each[0] if isinstance(each, tuple) else getattr(each, "part", None)
        groups.setdefault(alike(each), (each, []))[1].append(part)
    return list(groups.values())


def apart_from_part(row: Any) -> Any:
    """What is alike in rows that differ in their part only."""
    shape = row.to_dict()
    del shape["part"]
    return repr(shape)


def parts_told(case: Case, parts: Sequence[str | None]) -> str | None:
    """part a; parts a and c; all parts; None for a case of one part."""
    names = [name for name in parts if name is not None]
    every = sum(len(each.parts) for each in case.under_each())
    if len(names) > 1 and len(names) == every:
        return "all parts"
    return f"part{'s' * (len(names) > 1)} {join(names)}" if names else None


def events_told(case: Case, law: Mapping[str, Regime]) -> Iterator[tuple[Event, str]]:
    """Each event in order of date, with what it says under each law of the case."""
    said: dict[str, list[tuple[Event, str]]] = {}
    for each in case.under_each():
        for event in each.events:
            text = told(event, law[each.regime].vocabulary)
            said.setdefault(event.id, []).append((event, text))
    listed = list(said.values())
    if case.also:  # else they stand in the order of the file
        listed.sort(key=lambda each: each[0][0].on)
    for alike in listed:
        yield alike[0][0], "; ".join(dict.fromkeys(text for _, text in alike))


def told(event: Event, words: Vocabulary) -> str:
    """What an event says, in a line."""
    said = event.event.replace("-", " ")
    about = [answer] if (answer := _outcome(event.details, words)) else []
    for part, outcome in event.outcomes.items():
        about.append(f"{part} {_outcome(outcome, words)}".strip())
    if event.parts and not event.outcomes:
        about.insert(0, f"part{'s' * (len(event.parts) > 1)} {join(event.parts)}")
    for name, day in event.details.items():
        if words.fields[name].type is DATE and words.fields[name].told:
            about.append(f"{words.fields[name].told} {day_in_words(day)}")
    return f"{said}: {'; '.join(about)}" if about else said


def _outcome(details: Mapping[str, Any], words: Vocabulary) -> str:
    """What became of a part, by the first of its fields that is one of several names, and the
    grounds that are given, by the first that is a set."""

    def first(kind: type[Enumeration] | type[SetType]) -> Any:
        fields = words.outcome_fields.values()
        return details.get(next((f.name for f in fields if isinstance(f.type, kind)), ""))

    outcome = (first(Enumeration) or "").replace("-", " ")
    grounds = ", ".join(first(SetType) or ())
    return f"{outcome} ({grounds})" if outcome and grounds else outcome or grounds


def running(clock: Clock, as_of: date) -> str:
    """How a clock stands. Days are counted of one that may still matter only."""
    due = _last_day("due", clock.due, clock.due_latest)
    counts = not (clock.status in ENDED or clock.stopped or _long_past(clock, as_of))
    return sentence(
        [
            clock.status,
            f"from {day_in_words(clock.started)}" if clock.started else None,
            due,
            f"stopped {day_in_words(clock.stopped)}" if clock.stopped else None,
            counted(clock.working_days_used, "working day", "used") if counts else None,
            counted(clock.working_days_left, "working day", "left") if counts else None,
            None if clock.kind == "statute" else clock.kind,
        ]
    )


def _long_past(clock: Clock, as_of: date) -> bool:
    """Whether its last day, or its first where it has none, is a year ago."""
    last = clock.due_latest or clock.due or clock.started
    return last is not None and (last.year + 1, last.month, last.day) < (
        as_of.year,
        as_of.month,
        as_of.day,
    )


def counted(number: int | None, unit: str, what: str) -> str | None:
    return None if number is None else f"{number} {unit}{'s' * (number != 1)} {what}"


def when_open(action: Action) -> str:
    """From when and until when an action can be done."""
    opens = f"from {day_in_words(action.available_from)}" if action.available_from else ""
    until = _last_day("until", action.deadline, action.deadline_latest)
    between = ";" if action.deadline is None else ","
    return f"{opens}{between} {until}{' · overdue' * action.overdue}"


def _last_day(word: str, safe: date | None, latest: date | None) -> str:
    """The last day after a word, with how late it may be where that is open."""
    if safe is None:
        more = f" that is safe; {day_in_words(latest)} at the latest" if latest else ""
        return f"no last day known{more}"
    until = f"{word} {day_in_words(safe)}"
    if latest is None or latest == safe:
        return until
    return f"{until} (the safe day) or as late as {day_in_words(latest)}"


def about(row: Derivation | Any) -> str | None:
    """The event that a result is about."""
    return f"event {row.event.id}" if row.event else None
