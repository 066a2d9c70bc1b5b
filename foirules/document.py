"""A YAML or JSON text -> plain data that knows where it stands, or one line for what is wrong.

Nothing in a text is run or looked up; size, depth and expanded aliases are bounded. Dates stay
text: what they must be is the reader's to say.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import yaml
from attrs import define, field, frozen

from foirules.vocabulary import nearest

MOST_BYTES: Final = 1 << 20
MOST_VALUES: Final = 50_000
MOST_DEPTH: Final = 32

MESSAGES: Final = {
    "unreadable": "cannot be read: {reason}",
    "too-large": "larger than {most} bytes",
    "not-utf8": "not UTF-8 text, at byte {place}",
    "not-yaml": "not YAML: {reason}",
    "empty": "empty",
    "second-document": "a second document begins; one is expected",
    "too-deep": "nested more than {most} deep",
    "too-many": "more than {most} values, aliases expanded",
    "tag": "the tag {found} is not allowed",
    "key": "a key must be text",
    "twice": "the key {found} stands twice",
    "unknown-alias": "the alias {found} names nothing",
    "unknown-key": "unknown key {found}{near}",
    "missing-key": "the key {found} is missing",
    "type": "found {found}; expected {expected}",
    "not-a-date": "{found} is not a date; expected YYYY-MM-DD",
    "outside": "{found} lies outside the years covered, {first} to {last}",
    "name": "unknown {kind} {found}{near}",
    "not-empty": "expected at least one {kind}",
}

_PLAIN: Final = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})\Z")


class DocumentError(ValueError):
    """A text that cannot be read at all. ``errors`` holds the one line."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = tuple(errors)


@frozen
class Item:
    """A value: text, number, truth value, date or None; a list of items; or items by key.

    ``line`` and ``column`` count from 1; None where the value came from no text.
    """

    value: Any
    line: int | None = None
    column: int | None = None

    def shown(self) -> str:
        """What was found, quoted and short."""
        if isinstance(self.value, dict):
            return "a mapping"
        if isinstance(self.value, list):
            return "a list"
        if self.value is None:
            return "nothing"
        text = repr(self.value if len(str(self.value)) <= 40 else str(self.value)[:37] + "...")
        return text.lower() if isinstance(self.value, bool) else text


@define
class Problems:
    """Collects what is wrong with a document, a line each: ``FILE:LINE:COL: FIELD: problem``."""

    name: str | None
    messages: Mapping[str, str] = field(factory=dict)
    lines: list[str] = field(factory=list)

    def say(self, item: Item, where: str, message: str, **values: Any) -> None:
        template = self.messages.get(message) or MESSAGES[message]
        text = template.format(**values)
        if self.name is not None:
            where = f"{self.name}:{item.line}:{item.column}: {where}" if item.line else self.name
        self.lines.append(f"{where}: {text}" if where else text)


# --- text -> items ------------------------------------------------------------------------------


def read_text(path: str | Path) -> str:
    """The text of a file, or of standard input for ``-``.

    :raises DocumentError: where it cannot be read, is too large, or is not UTF-8.
    """
    name = str(path)
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _failed(name, "unreadable", reason=error.strerror or str(error)) from None
    if len(data) > MOST_BYTES:
        raise _failed(name, "too-large", most=MOST_BYTES)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _failed(name, "not-utf8", place=error.start) from None


def load(text: str, name: str) -> Item:
    """The one document of a YAML or JSON text.

    :raises DocumentError: where it is none, or goes beyond the bounds.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Composer(name, yaml.parse(text, Loader=loader)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        at = Item(None, mark.line + 1, mark.column + 1) if mark else Item(None)
        raise _failed(name, "not-yaml", at, reason=error.problem) from None
    except yaml.YAMLError as error:
        reason = getattr(error, "reason", None) or "unreadable"
        raise _failed(name, "not-yaml", reason=reason) from None


def _failed(name: str, message: str, at: Item | None = None, **values: Any) -> DocumentError:
    place = f":{at.line}:{at.column}" if at and at.line else ""
    return DocumentError([f"{name}{place}: {MESSAGES[message].format(**values)}"])


@define
class _Composer:
    """Builds items from the parser's events, counting as it goes."""

    name: str
    events: Iterator[Any]
    anchors: dict[str, tuple[Item, int]] = field(factory=dict)
    count: int = 0

    def document(self) -> Item:
        event = self._next()
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            raise _failed(self.name, "empty")
        item = self._item(event, 0)
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise _failed(self.name, "second-document", _at(event))
        return item

    def _next(self) -> Any:
        return next(self.events)

    def _item(self, event: Any, depth: int) -> Item:
        at = _at(event)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:
                raise _failed(self.name, "unknown-alias", at, found=repr(event.anchor))
            item, size = self.anchors[event.anchor]
            self._counted(size, at)
            return item
        before = self.count
        self._counted(1, at)
        if depth > MOST_DEPTH:
            raise _failed(self.name, "too-deep", at, most=MOST_DEPTH)
        if event.tag not in (None, "!"):
            raise _failed(self.name, "tag", at, found=repr(event.tag))
        if isinstance(event, yaml.ScalarEvent):
            value: Any = _scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(depth)
        else:
            value = self._mapping(depth)
        item = Item(value, at.line, at.column)
        if event.anchor:
            self.anchors[event.anchor] = (item, self.count - before)
        return item

    def _sequence(self, depth: int) -> list[Item]:
        items = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._item(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict[str, Item]:
        items: dict[str, Item] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _failed(self.name, "key", _at(event))
            if event.value in items:
                raise _failed(self.name, "twice", _at(event), found=repr(event.value))
            self._counted(1, _at(event))
            items[event.value] = self._item(self._next(), depth + 1)
        return items

    def _counted(self, values: int, at: Item) -> None:
        self.count += values
        if self.count > MOST_VALUES:
            raise _failed(self.name, "too-many", at, most=MOST_VALUES)


def _at(event: Any) -> Item:
    return Item(None, event.start_mark.line + 1, event.start_mark.column + 1)


def _scalar(event: Any) -> Any:
    text: str = event.value
    if event.style:
        return text
    if text.lower() in _PLAIN and text in (text.lower(), text.capitalize(), text.upper()):
        return _PLAIN[text.lower()]
    return int(text) if _INTEGER.match(text) else text


def wrap(data: Any, depth: int = 0) -> Item:
    """Data of a program's own as items that stand in no text.

    :raises DocumentError: where it is nested too deep, e.g. in itself.
    """
    if depth > MOST_DEPTH:
        raise DocumentError([MESSAGES["too-deep"].format(most=MOST_DEPTH)])
    if isinstance(data, Mapping):
        return Item({_key(key): wrap(value, depth + 1) for key, value in data.items()})
    if isinstance(data, list | tuple | set | frozenset):
        return Item([wrap(value, depth + 1) for value in data])
    return Item(data)


def _key(key: Any) -> str:
    return "on" if key is True else str(key)  # what PyYAML makes of a bare `on`


# --- items -> values ----------------------------------------------------------------------------


@define
class Reader:
    """Takes checked values out of items. A value that is wrong is reported and comes back None."""

    problems: Problems
    first: date = date(2005, 1, 1)
    last: date = date(2030, 12, 31)

    def mapping(
        self, item: Item, where: str, known: Iterable[str], required: Iterable[str] = ()
    ) -> dict[str, Item]:
        """The entries with known keys; others are reported with the nearest."""
        if not isinstance(item.value, dict):
            self._type(item, where, "a mapping of keys to values")
            return {}
        names = tuple(known)
        for key, value in item.value.items():
            if key not in names:
                near = nearest(key, names)
                self.problems.say(
                    value, _join(where, key), "unknown-key", found=repr(key), near=near
                )
        for key in required:
            if key not in item.value:
                self.problems.say(item, where, "missing-key", found=repr(key))
        return {key: value for key, value in item.value.items() if key in names}

    def entries(self, item: Item, where: str) -> dict[str, Item]:
        """A mapping whose keys may be any."""
        if isinstance(item.value, dict):
            return item.value
        self._type(item, where, "a mapping of keys to values")
        return {}

    def list(self, item: Item, where: str) -> list[tuple[Item, str]]:
        """The items of a list, each with where it stands."""
        if isinstance(item.value, list):
            return [(each, f"{where}[{i}]") for i, each in enumerate(item.value, 1)]
        self._type(item, where, "a list")
        return []

    def text(self, item: Item, where: str) -> str | None:
        if isinstance(item.value, str) and item.value.strip():
            return item.value
        self._type(item, where, "text")
        return None

    def boolean(self, item: Item, where: str) -> bool | None:
        if isinstance(item.value, bool):
            return item.value
        self._type(item, where, "true or false")
        return None

    def integer(self, item: Item, where: str) -> int | None:
        if isinstance(item.value, int) and not isinstance(item.value, bool) and item.value > 0:
            return item.value
        self._type(item, where, "a whole number above 0")
        return None

    def one_of(self, item: Item, where: str, kind: str, names: Iterable[str]) -> str | None:
        """A name of a list; another is reported with the nearest."""
        known = tuple(names)
        if isinstance(item.value, str) and item.value in known:
            return item.value
        if isinstance(item.value, str):
            near = nearest(item.value, known)
            self.problems.say(item, where, "name", kind=kind, found=item.shown(), near=near)
        else:
            self._type(item, where, f"the name of {_article(kind)}")
        return None

    def day(self, item: Item, where: str) -> date | None:
        """A day; a timestamp is the day it falls on in London."""
        value = item.value
        day: date | None = None
        if isinstance(value, datetime):
            day = _london(value.isoformat())
        elif isinstance(value, date):
            day = value
        elif isinstance(value, str):
            try:
                day = date.fromisoformat(value) if len(value) == 10 else _london(value)
            except ValueError:
                day = None
        if day is None:
            self.problems.say(item, where, "not-a-date", found=item.shown())
            return None
        if not self.first <= day <= self.last:
            self.problems.say(item, where, "outside", found=day, first=self.first, last=self.last)
            return None
        return day

    def _type(self, item: Item, where: str, expected: str) -> None:
        self.problems.say(item, where, "type", found=item.shown(), expected=expected)


def _london(text: str) -> date | None:
    """The day in London of a timestamp; one without a zone is London's own time."""
    if "T" not in text and " " not in text:
        return None
    import pendulum

    found = pendulum.parse(text, tz="Europe/London", strict=True)
    return (
        found.in_timezone("Europe/London").date() if isinstance(found, pendulum.DateTime) else None
    )


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
