"""A case file, in YAML or JSON, or a dict -> a case; or every error it has, a line each."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from attrs import define, evolve, field, frozen

from foirules.cases import expectations as expect
from foirules.cases import fields
from foirules.cases.case import Authority, Case, Event
from foirules.cases.errors import CaseError
from foirules.cases.expectations import ExpectReader
from foirules.cases.fields import FieldReader
from foirules.documents.data import from_data
from foirules.documents.items import Item
from foirules.documents.load import load_document, read_text
from foirules.documents.problems import DocumentError, Problems
from foirules.documents.suggest import expected
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law, named_in
from foirules.language.vocabulary import EventKind

KEYS: Final = (
    "case", "regime", "authority", "parts", "events", "accept", "expect", "source", "notes",
)  # fmt: skip
AUTHORITY_KEYS: Final = ("name", "policy", "type")
EVENT_KEYS: Final = ("on", "event", "id", "note")
MESSAGES: Final = {
    "range": "the range begins on {start}, after its end on {end}",
    "order": "{event} on {end} stands after {other} on {start}; events stand in order of date",
    "first": "the first event is {event}; expected {begins}",
    "second-beginning": "a second {begins}; the first is event {first}",
    "part-twice": "the part {found} stands twice",
    "field": "{event} has no field {found}; {others}",
    "both": "{found} stands on the event and under outcomes for part {part}",
    "id-twice": "the id {found} is that of events[{first}]",
    "id-place": "the id of events[{first}] is {found}, which is the place of this event",
    "states": "unknown statement of a letter {found}{near}",
}
_SAID: Final = ChainMap(MESSAGES, expect.MESSAGES, fields.MESSAGES)


@frozen
class CaseFile:
    """A case, and the file it was read from: ``item`` says where each value stands in ``text``."""

    name: str
    text: str
    item: Item
    case: Case
    regime: Regime


Law = Mapping[str, Regime] | None
"""The regimes known, from :func:`foirules.load_law`; None for those shipped."""


def load_case(path: str | Path, law: Law = None) -> Case:
    """The case of a file, ``-`` for standard input.

    :param law: the regimes known, from :func:`foirules.load_law`; those shipped, if not given.
    :raises CaseError: with every error of the file, each naming line, column and field.
    """
    return load_case_file(path, law).case


def load_case_file(path: str | Path, law: Law = None) -> CaseFile:
    """The case of a file with the text it stands in.

    :raises CaseError: as :func:`load_case` does.
    """
    try:
        text = read_text(path)
    except DocumentError as error:
        raise CaseError(error.errors) from None
    return read_case_file(text, str(path), law)


def read_case(text: str, name: str, law: Law = None) -> Case:
    """The case of a YAML or JSON text; ``name`` is what messages call it.

    :raises CaseError: with every error of the text.
    """
    return read_case_file(text, name, law).case


def read_case_file(text: str, name: str, law: Law = None) -> CaseFile:
    """The case of a text, with where each of its values stands.

    :raises CaseError: with every error of the text.
    """
    try:
        item = load_document(text, name)
    except DocumentError as error:
        raise CaseError(error.errors) from None
    return CaseFile(name, text, item, *_case(item, name, law))


def read_event(text: str, name: str, case: Case, id: str, law: Law = None) -> Event:
    """A further event of a case, as it would stand in its file.

    :param name: what messages call the text.
    :param id: its id, where the text gives it none.
    :raises CaseError: with every error of the text.
    """
    try:
        item = load_document(text, name)
    except DocumentError as error:
        raise CaseError(error.errors) from None
    regime = _known(law)[case.regime]
    reader = _reader(Problems(name, _SAID), regime, case.parts)
    found = reader.further_event(item, case, id)
    if reader.problems.lines or found is None:
        raise CaseError(reader.problems.lines)
    return found


def case_from_dict(data: Mapping[str, Any], law: Law = None) -> Case:
    """The case of a dict in the shape of a case file.

    :raises CaseError: with every error, each naming its field.
    """
    try:
        item = from_data(data)
    except DocumentError as error:
        raise CaseError(error.errors) from None
    return _case(item, None, law)[0]


def _known(law: Law) -> Mapping[str, Regime]:
    return load_law() if law is None else law


def _case(item: Item, name: str | None, law: Law) -> tuple[Case, Regime]:
    problems = Problems(name, _SAID)
    regime = named_in(item, _known(law), problems)
    reader = _reader(problems, regime)
    case = reader.case(item)
    if problems.lines:
        raise CaseError(problems.lines)
    return case, regime


def _reader(problems: Problems, regime: Regime, parts: tuple[str, ...] = ()) -> _CaseReader:
    days = regime.calendar.first_date, regime.calendar.last_date
    return _CaseReader(problems, *days, words=regime.vocabulary, parts=parts, regime=regime)


@define
class _CaseReader(FieldReader):
    """Reads a case, reporting what is wrong and going on."""

    regime: Regime = field(kw_only=True)
    _ids: dict[str, int] = field(factory=dict)

    def case(self, item: Item) -> Case:
        top = self.mapping(item, "", KEYS, ("case", "events"))
        name = self.name(top["case"], "case") if "case" in top else None
        authority = self._authority(top["authority"]) if "authority" in top else self._unnamed()
        self.parts = self._parts(top["parts"]) if "parts" in top else ()
        for key in ("source", "notes"):
            if key in top:
                self._remarks(top[key], key)
        events = self._events(top["events"]) if "events" in top else []
        curated = ExpectReader(
            self.problems,
            self.first,
            self.last,
            words=self.words,
            parts=self.parts,
            events=tuple(self._ids),
        )
        return Case(
            case=name or "",
            events=tuple(events),
            regime=self.regime.id,
            authority=authority,
            parts=self.parts,
            expect=curated.expect(top["expect"]) if "expect" in top else None,
            accept=curated.accept(top["accept"]) if "accept" in top else (),
        )

    def _remarks(self, item: Item, where: str) -> None:
        if isinstance(item.value, list):
            for each, place in self.list(item, where):
                self.text(each, place)
        else:
            self.text(item, where)

    def _unnamed(self) -> Authority:
        """An authority of which nothing is said."""
        return Authority(type=self.words.authority_type.members[0])

    def _authority(self, item: Item) -> Authority:
        if isinstance(item.value, str):
            return evolve(self._unnamed(), name=self.name(item, "authority"))
        if not isinstance(item.value, dict):
            self.wrong(item, "authority", "a name, or a mapping of keys to values")
            return self._unnamed()
        body = self.mapping(item, "authority", AUTHORITY_KEYS)
        texts = {
            key: self.name(body[key], f"authority.{key}")
            for key in ("name", "policy")
            if key in body
        }
        kind, members = None, self.words.authority_type.members
        if "type" in body:
            kind = self.one_of(body["type"], "authority.type", "authority type", members)
        place = self.problems.place(body["policy"], "authority.policy") if "policy" in body else ""
        return Authority(texts.get("name"), texts.get("policy"), kind or members[0], place)

    def _parts(self, item: Item) -> tuple[str, ...]:
        if isinstance(item.value, list):
            listed = self.list(item, "parts")
            named = [(each, self.name(each, where), where) for each, where in listed]
            for place, (each, name, where) in enumerate(named):
                if name is not None and name in [n for _, n, _ in named[:place]]:
                    self.problems.say(each, where, "part-twice", found=repr(name))
            names = [name for _, name, _ in named if name]
        elif isinstance(item.value, dict):
            for name, each in item.value.items():
                if each.value is not None:
                    self.text(each, f"parts.{name}")
            names = list(item.value)
        else:
            self.wrong(item, "parts", "a list of names, or a mapping of names to what they ask")
            return ()
        if not item.value:
            self.problems.say(item, "parts", "not-empty", kind="part")
        return tuple(dict.fromkeys(names))

    # --- events -------------------------------------------------------------------------------

    def _events(self, item: Item) -> list[Event]:
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
        """An event after that with which the case began."""
        self._ids = {event.id: place for place, event in enumerate(case.events, 1)}
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
        known = list(EVENT_KEYS)
        if kind is not None:
            known += ["parts"] if kind.by_part or kind.names_parts else []
            known += ["outcomes"] if kind.by_part else []
            known += [f.name for f in kind.fields if f.name not in self.words.statements]
            known += ["states"] if any(f.name in self.words.statements for f in kind.fields) else []
        entries = self.entries(item, where)
        for key in entries:
            if kind is not None and key not in known:
                self._unknown(item.key(key), f"{where}.{key}", kind, key, known)
        span = self._span(entries["on"], f"{where}.on") if "on" in entries else None
        for key in ("on", "event"):
            if key not in entries and isinstance(item.value, dict):
                self.problems.say(item, where, "missing-key", found=repr(key))
        if "note" in entries:
            self.text(entries["note"], f"{where}.note")
        id = self._id(item, entries.get("id"), f"{where}.id", place)
        if kind is None:
            return None
        about = self._about(entries["parts"], f"{where}.parts") if "parts" in entries else None
        details = self._details(entries, where, kind)
        outcomes = self._outcomes(entries, where) if "outcomes" in entries else {}
        for part, outcome in outcomes.items():
            for key in outcome.keys() & details.keys():
                at = item.key(key)
                self.problems.say(at, f"{where}.{key}", "both", found=repr(key), part=repr(part))
        if span is None:
            return None
        return Event(kind.name, *span, id, about or tuple(outcomes) or None, details, outcomes)

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
        if id in self._ids:
            first = self._ids[id]
            message = "id-twice" if item else "id-place"
            self.problems.say(item or event, where, message, found=repr(id), first=first)
        self._ids.setdefault(id, place)
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
        found: list[str] = []
        for each, place in listed:
            name = self.part(each, place, each.value)
            if name is not None and name in found:
                self.problems.say(each, place, "part-twice", found=repr(name))
            elif name is not None:
                found.append(name)
        return tuple(found) or None

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
        found: dict[str, dict[str, Any]] = {}
        for name, item in self.entries(entries["outcomes"], f"{where}.outcomes").items():
            place = f"{where}.outcomes.{name}"
            part = self.part(entries["outcomes"].key(name), place, name)
            outcome: dict[str, Any] = {}
            for key, value in self.mapping(item, place, self.words.outcome_fields).items():
                self.take(outcome, self.words.outcome_fields[key], value, f"{place}.{key}")
            if part is not None:
                found[part] = outcome
        return found
