"""OCEL 2.0, in XML or JSON -> a row for each event and each case that it is of.

Objects of one type are the cases: an event is of each that it is related to. Beside the event's
attributes by their names, a row has

- ``ocel:eid``, ``ocel:activity`` and ``ocel:timestamp``;
- the case, by the name of its type where a map calls it so, else in ``ocel:oid``;
- for each other type of object, by its name, those that the event is related to;
- ``case:NAME``: an attribute of the case, as it was when the event happened.

Events are read as a stream, while objects are held in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import IO, Any, Final, Literal

from attrs import define, field, frozen

from foirules.audit.reading.readers.bounds import too_much
from foirules.audit.reading.readers.json_sections import objects_in
from foirules.audit.reading.readers.json_text import NotJson
from foirules.audit.reading.readers.row_writer import LogError, RowWriter, as_text
from foirules.audit.reading.readers.xml import NotXml, parsed
from foirules.documents.limits import limit
from foirules.documents.suggest import expected

MESSAGES: Final = {
    "not-xml": "{path}: not XML: {reason}; what is lost may be of any case",
    "not-json": "{path}: not JSON: {reason}; what is lost may be of any case",
    "no-events": "{path}: no event",
    "no-type": "{path}: no type of object {found}{near}",
    "which": "{path}: objects of which type are the cases is for a map to say, such as"
    " columns: {{case: {example}}}; found {found}",
    "unknown": "of {found}, no object of the log",
    "no-event": "an object of the type {type} that no event is related to",
    "no-case": "of no case: no object of the type {type}{found}",
}
CASE: Final = "ocel:oid"
Section = Literal["objects", "events"]
_BEGINNING: Final = datetime.min.replace(tzinfo=UTC)


@frozen
class _Thing:
    """An object or event, and the objects that it is related to.

    :param attributes: name, value and, of an object, since when.
    """

    id: str | None
    type: str | None
    time: str | None = None
    attributes: list[tuple[str, str, str | None]] = field(factory=list)
    related: list[str] = field(factory=list)


Things = Callable[[Section], Iterable[_Thing]]


def read(file: IO[bytes], name: str, writer: RowWriter) -> None:
    """Rows numbered by the place of their event among all of the log."""
    in_xml = file.read(1 << 10).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    file.seek(0)
    log: Things = partial(_in_xml if in_xml else _in_json, file, name)
    objects = _held(log, name)
    case = _type_of_cases(writer.case, objects, log, name)
    number = 0
    idle = {id for id, each in objects.items() if each.type == case}
    for number, event in enumerate(log("events"), 1):
        by_type: dict[str, list[str]] = {}
        for id in dict.fromkeys(event.related):
            if id in objects:
                by_type.setdefault(objects[id].type or "", []).append(id)
        cases = by_type.pop(case, [])
        idle.difference_update(cases)
        row = {
            **{key: value for key, value, _ in event.attributes},
            **{kind: ";".join(ids) for kind, ids in by_type.items()},
            "ocel:eid": event.id,
            "ocel:activity": event.type,
            "ocel:timestamp": event.time,
        }
        for id in cases:
            own = {**_then(objects[id], event), **row, writer.case or CASE: id}
            writer.row(own, name, number)
        if not cases:
            others = f"; found {', '.join(event.related)}" if event.related else ""
            writer.reject(name, number, MESSAGES["no-case"].format(type=case, found=others))
        elif unknown := [id for id in dict.fromkeys(event.related) if id not in objects]:
            writer.reject(name, number, MESSAGES["unknown"].format(found=", ".join(unknown)))
    if not number:
        raise LogError(MESSAGES["no-events"].format(path=name))
    for each in sorted(map(str, idle)):
        writer.reject_case(name, each, [MESSAGES["no-event"].format(type=case)])
    writer.flush()


def _held(log: Things, name: str) -> dict[str, _Thing]:
    """The objects of a log by their ids.

    :raises LogError: where there are too many.
    """
    objects, most = {}, limit("held")
    for each in log("objects"):
        if each.id:
            objects[each.id] = each
        if len(objects) > most:
            raise too_much("held", name, "objects")
    return objects


def _type_of_cases(given: str | None, objects: Mapping[str, _Thing], log: Things, name: str) -> str:
    """The type of object that a map gives as the case, or the only one that every event is of."""
    types = list(dict.fromkeys(each.type for each in objects.values() if each.type))
    if given in types:
        return str(given)
    if given not in (None, CASE):
        near = expected(str(given), types)
        raise LogError(MESSAGES["no-type"].format(path=name, found=repr(given), near=near))
    of_all = set(types)
    for event in log("events"):
        if of_it := {objects[id].type for id in event.related if id in objects}:
            of_all &= of_it
    if len(of_all) != 1:
        shown, example = ", ".join(types) or "no object", (*sorted(of_all), *types, "Request")[0]
        raise LogError(MESSAGES["which"].format(path=name, example=example, found=shown))
    return of_all.pop()


def _then(case: _Thing, event: _Thing) -> dict[str, str]:
    """The attributes of a case when an event happened: before its first value, each has that."""
    values: dict[str, tuple[datetime, str]] = {}
    now = _moment(event.time)
    for name, value, since in case.attributes:
        start = _moment(since)
        if name not in values or values[name][0] <= start <= now:
            values[name] = (start, value)
    return {f"case:{name}": value for name, (_, value) in values.items()}


def _moment(text: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return _BEGINNING
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# --- JSON -----------------------------------------------------------------------------------------


def _in_json(file: IO[bytes], name: str, section: Section) -> Iterator[_Thing]:
    file.seek(0)
    try:
        yield from map(_thing, objects_in(file, name, section))
    except NotJson as error:
        raise LogError(MESSAGES["not-json"].format(path=name, reason=error)) from None


def _thing(each: Any) -> _Thing:
    said = each if isinstance(each, dict) else {}
    attributes = [
        (str(a["name"]), as_text(a["value"]), _text(a.get("time")))
        for a in _list(said, "attributes")
        if isinstance(a, dict) and a.get("name") and a.get("value") is not None
    ]
    related = [r.get("objectId") for r in _list(said, "relationships") if isinstance(r, dict)]
    id, kind, time = (_text(said.get(key)) for key in ("id", "type", "time"))
    return _Thing(id, kind, time, attributes, [str(each) for each in related if each])


def _list(of: Any, key: str) -> list[Any]:
    listed = of.get(key) if isinstance(of, dict) else None
    return listed if isinstance(listed, list) else []


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


# --- XML ------------------------------------------------------------------------------------------


def _in_xml(file: IO[bytes], name: str, section: Section) -> Iterator[_Thing]:
    file.seek(0)
    reader = _OcelReader(section)
    try:
        for _ in parsed(file, name, reader.start, reader.end, reader.text, reader.ended):
            yield from reader.done
            reader.done.clear()
    except NotXml as error:
        raise LogError(MESSAGES["not-xml"].format(path=name, reason=error)) from None


@define
class _OcelReader:
    """What an object or event consists of stands at fixed places below it."""

    section: Section
    done: list[_Thing] = field(factory=list)
    _ended: int = 0
    _within: list[str] = field(factory=list)
    _thing: _Thing | None = None
    _attribute: tuple[str, str | None] | None = None
    _said: list[str] = field(factory=list)

    def start(self, tag: str, given: dict[str, str]) -> None:
        self._within.append(tag)
        match self._within:
            case [_, self.section, _]:
                self._thing = _Thing(given.get("id"), given.get("type"), given.get("time"))
            case [_, self.section, _, "attributes", _]:
                self._attribute = given.get("name", ""), given.get("time")
                self._said.clear()
            case [_, self.section, _, "objects", _] if self._thing and "object-id" in given:
                self._thing.related.append(given["object-id"])

    def ended(self) -> int:
        """How many objects, events and others at their place have been read."""
        return self._ended

    def text(self, text: str) -> None:
        if self._attribute is not None:
            self._said.append(text)

    def end(self, _: str) -> None:
        self._within.pop()
        self._ended += len(self._within) == 2
        match len(self._within):
            case 4 if self._attribute is not None and self._thing is not None:
                name, since = self._attribute
                self._thing.attributes.append((name, "".join(self._said), since))
                self._attribute = None
            case 2 if self._thing is not None:
                self.done.append(self._thing)
                self._thing = None
