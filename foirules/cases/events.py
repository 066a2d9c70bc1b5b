"""The events of a case file -> events, checked one by one and in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from attrs import define, field

from foirules.cases.case import Case, Event
from foirules.cases.confirming import WHOLE
from foirules.cases.fields import FieldReader
from foirules.documents.items import Item
from foirules.documents.suggest import expected
from foirules.language.vocabulary import EventKind, Vocabulary

EVENT_KEYS: Final = ("on", "event", "id", "note", "read", "unconfirmed")
READ_KEYS: Final = ("message", "lines", "unconfirmed")
_LINES: Final = re.compile(r"[1-9]\d{0,6}(?:-[1-9]\d{0,6})?\Z")
MESSAGES: Final = {
    "range": "the range begins on {start}, after its end on {end}",
    "order": "{event} on {end} stands after {other} on {start}; events stand in order of date",
    "first": "the first event is {event}; expected {begins}",
    "second-beginning": "a second {begins}; the first is event {first}",
    "field": "{event} has no field {found}; {others}",
    "both": "{found} stands on the event and under outcomes for part {part}",
    "id-twice": "the id {found} is that of events[{first}]",
    "id-place": "the id of events[{first}] is {found}, which is the place of this event",
    "not-there": "the event has no {found}, which could be unconfirmed{near}",
    "states": "unknown statement of a letter {found}{near}",
}


def listed_events(item: Item) -> list[Item]:
    """The events of a case file, as they stand there; none where it lists none."""
    events = item.value.get("events") if isinstance(item.value, dict) else None
    return events.value if events is not None and isinstance(events.value, list) else []


def keys_of(kind: EventKind, words: Vocabulary) -> list[str]:
    """The keys that an event of a kind may have, in order."""
    stated = [f for f in kind.fields if f.name in words.statements]
    return [
        *EVENT_KEYS,
        *(["parts"] if kind.by_part or kind.names_parts else []),
        *(["outcomes"] if kind.by_part else []),
        *(f.name for f in kind.fields if f.name not in words.statements),
        *(["states"] if stated else []),
    ]


def named_on(entries: Mapping[str, Item]) -> Iterator[str]:
    """What an event has that may be unconfirmed, by the names of
    :data:`foirules.cases.confirming.WHOLE`."""
    for key, item in entries.items():
        if key in ("event", "id", "note", "read", "unconfirmed"):
            continue
        if key == "states" and isinstance(item.value, dict):
            yield from (f"states.{name}" for name in item.value)
            continue
        yield key
        if key == "outcomes" and isinstance(item.value, dict):
            for part, said in item.value.items():
                names = said.value if isinstance(said.value, dict) else ()
                yield from (f"outcomes.{part}.{name}" for name in names)


@define
class EventReader(FieldReader):
    """Reads events, reporting what is wrong and going on.

    :param ids: the ids of the events read so far, each with its place, from 1.
    """

    ids: dict[str, int] = field(factory=dict, kw_only=True)

    def events(self, item: Item) -> list[Event]:
        """The events of a case, in their order; those that are right."""
        listed = self.list(item, "events")
        if not listed and isinstance(item.value, list):
            self.problems.say(item, "events", "not-empty", kind="event")
        read = [
            (each, where, self._event(each, where, i)) for i, (each, where) in enumerate(listed, 1)
        ]
        self._check_order(read)
        return [event for _, _, event in read if event is not None]

    def _check_order(self, read: list[tuple[Item, str, Event | None]]) -> None:
        latest: Event | None = None
        begun: Event | None = None
        for place, (item, where, event) in enumerate(read):
            if event is None:
                continue
            begins = self.words.begins
            if place == 0 and event.event != begins:
                said = {"event": event.event, "begins": begins}
                self.problems.say(item.value["event"], f"{where}.event", "first", **said)
            if event.event == begins:
                if begun is not None:
                    said = {"begins": begins, "first": begun.id}
                    at = item.value["event"]
                    self.problems.say(at, f"{where}.event", "second-beginning", **said)
                begun = begun or event
            end = event.until or event.on
            if latest is not None and end < latest.on:
                self.problems.say(
                    item.value["on"],
                    f"{where}.on",
                    "order",
                    event=event.event,
                    end=end,
                    other=latest.event,
                    start=latest.on,
                )
            elif latest is None or event.on > latest.on:
                latest = event

    def further_event(self, item: Item, case: Case, id: str) -> Event | None:
        """An event after that with which the case began.

        :param id: its id, where the item gives it none.
        """
        self.ids = {event.id: place for place, event in enumerate(case.events, 1)}
        if isinstance(item.value, dict) and "id" not in item.value:
            item = Item({**item.value, "id": Item(id)}, item.line, item.column, item.keys)
        event = self._event(item, "event", len(case.events) + 1)
        begun = case.events[0]
        if event is not None and event.event == begun.event:
            said = {"begins": begun.event, "first": begun.id}
            self.problems.say(item.value["event"], "event", "second-beginning", **said)
        elif event is not None and (event.until or event.on) < begun.on:
            self.problems.say(
                item.value["on"],
                "on",
                "order",
                event=event.event,
                end=event.until or event.on,
                other=begun.event,
                start=begun.on,
            )
        return event

    def _event(self, item: Item, where: str, place: int) -> Event | None:
        kind = self._kind(item, where)
        known = keys_of(kind, self.words) if kind is not None else []
        entries = self.entries(item, where)
        for key in entries:
            if kind is not None and key not in known:
                self._unknown(item.key(key), f"{where}.{key}", kind, key, known)
        span = self._span(entries["on"], f"{where}.on") if "on" in entries else None
        for key in ("on", "event"):
            if key not in entries and isinstance(item.value, dict):
                self.problems.say(item, where, "missing-key", found=repr(key))
        note = self.text(entries["note"], f"{where}.note") if "note" in entries else ""
        id = self._id(item, entries.get("id"), f"{where}.id", place)
        if kind is None:
            return None
        about = self._about(entries["parts"], f"{where}.parts") if "parts" in entries else None
        details = self._details(entries, where, kind)
        outcomes = self._outcomes(entries, where) if "outcomes" in entries else {}
        unconfirmed = self._unconfirmed(entries, where)
        for part, outcome in outcomes.items():
            for key in outcome.keys() & details.keys():
                at = item.key(key)
                self.problems.say(at, f"{where}.{key}", "both", found=repr(key), part=repr(part))
        if span is None:
            return None
        parts = about or tuple(outcomes) or None
        return Event(kind.name, *span, id, parts, details, outcomes, unconfirmed, note=note or "")

    def _kind(self, item: Item, where: str) -> EventKind | None:
        if not isinstance(item.value, dict) or "event" not in item.value:
            return None
        name = self.one_of(item.value["event"], f"{where}.event", "event", self.words.events)
        return self.words.events[name] if name else None

    def _unknown(self, item: Item, where: str, kind: EventKind, key: str, known: list[str]) -> None:
        """An unknown key of an event: another event's, a state of its own, or nothing known."""
        by_part, states = key in ("parts", "outcomes"), key == "states"
        having = [
            k.name
            for k in self.words.events.values()
            if k.field(key)
            or (k.by_part and by_part)
            or (k.names_parts and key == "parts")
            or (states and self.words.statements.keys() <= {f.name for f in k.fields})
        ]
        if kind.field(key) is not None and key in self.words.statements:
            others = "it stands under states"
        elif having:
            others = "events that have it: " + ", ".join(having)
        else:
            self.unknown_key(item, where, key, known)
            return
        self.problems.say(item, where, "field", event=kind.name, found=repr(key), others=others)

    def _id(self, event: Item, item: Item | None, where: str, place: int) -> str:
        """The id an event is given, or else its place; no other event may have it."""
        id = str(place)
        if item is not None:
            number = isinstance(item.value, int) and not isinstance(item.value, bool)
            id = (str(item.value) if number else self.name(item, where)) or id
        if id in self.ids:
            first = self.ids[id]
            message = "id-twice" if item else "id-place"
            self.problems.say(item or event, where, message, found=repr(id), first=first)
        self.ids.setdefault(id, place)
        return id

    def _span(self, item: Item, where: str) -> tuple[date, date | None] | None:
        if not isinstance(item.value, dict):
            day = self.day(item, where)
            return None if day is None else (day, None)
        body = self.mapping(item, where, ("from", "to"), ("from", "to"))
        ends = [self.day(body[key], f"{where}.{key}") for key in ("from", "to") if key in body]
        if len(ends) < 2 or ends[0] is None or ends[1] is None:
            return None
        if ends[1] < ends[0]:
            self.problems.say(item, where, "range", start=ends[0], end=ends[1])
            return None
        return (ends[0], ends[1]) if ends[0] != ends[1] else (ends[0], None)

    def _about(self, item: Item, where: str) -> tuple[str, ...] | None:
        listed = self.list(item, where)
        if not listed and isinstance(item.value, list):
            self.problems.say(item, where, "not-empty", kind="part")
        names: list[str] = []
        for each, place in listed:
            name = self.part(each, place, each.value)
            if name is not None and name in names:
                self.problems.say(each, place, "part-twice", found=repr(name))
            elif name is not None:
                names.append(name)
        return tuple(names) or None

    # --- what was read from letters -----------------------------------------------------------

    def _unconfirmed(self, entries: dict[str, Item], where: str) -> tuple[str, ...]:
        """What of an event nobody has confirmed, of what was read from a letter."""
        found: list[str] = []
        if "read" in entries:
            place = f"{where}.read"
            body = self.mapping(entries["read"], place, READ_KEYS)
            if "message" in body:
                self.integer(body["message"], f"{place}.message", most=999_999)
            if "lines" in body:
                self._lines(body["lines"], f"{place}.lines")
            if "unconfirmed" in body and self.boolean(body["unconfirmed"], f"{place}.unconfirmed"):
                found.append(WHOLE)
        if "unconfirmed" in entries:
            known = list(named_on(entries))
            for each, place in self.list(entries["unconfirmed"], f"{where}.unconfirmed"):
                name = self.name(each, place)
                if name is not None and name not in known:
                    near = expected(name, known)
                    self.problems.say(each, place, "not-there", found=repr(name), near=near)
                elif name is not None:
                    found.append(name)
        return tuple(dict.fromkeys(found))

    def _lines(self, item: Item, where: str) -> None:
        if not _LINES.match(str(item.value)) or isinstance(item.value, bool):
            self.wrong(item, where, "a line or a range of lines, such as 141-143")

    # --- fields -------------------------------------------------------------------------------

    def _details(self, entries: dict[str, Item], where: str, kind: EventKind) -> dict[str, Any]:
        details: dict[str, Any] = {}
        for f in kind.fields:
            if f.name in entries and f.name not in self.words.statements:
                self.take(details, f, entries[f.name], f"{where}.{f.name}")
        states = {f.name: f for f in kind.fields if f.name in self.words.statements}
        if "states" in entries and states:
            for key, item in self.entries(entries["states"], f"{where}.states").items():
                place = f"{where}.states.{key}"
                if key in states:
                    self.take(details, states[key], item, place)
                else:
                    near = expected(key, states)
                    at = entries["states"].key(key)
                    self.problems.say(at, place, "states", found=repr(key), near=near)
        return details

    def _outcomes(self, entries: dict[str, Item], where: str) -> dict[str, dict[str, Any]]:
        outcomes: dict[str, dict[str, Any]] = {}
        for name, item in self.entries(entries["outcomes"], f"{where}.outcomes").items():
            place = f"{where}.outcomes.{name}"
            part = self.part(entries["outcomes"].key(name), place, name)
            outcome: dict[str, Any] = {}
            for key, value in self.mapping(item, place, self.words.outcome_fields).items():
                self.take(outcome, self.words.outcome_fields[key], value, f"{place}.{key}")
            if part is not None:
                outcomes[part] = outcome
        return outcomes
