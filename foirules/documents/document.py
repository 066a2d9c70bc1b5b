"""A YAML or JSON text -> plain data that knows where it stands, or one line for what is wrong.

Nothing in a text is run or looked up; size, depth and expanded aliases are bounded. Dates stay
text: what they must be is the reader's to say.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Final

import yaml
from attrs import define, field, frozen

MOST_BYTES: Final = 1 << 20
MOST_VALUES: Final = 50_000
MOST_DEPTH: Final = 32

MESSAGES: Final = {
    "unreadable": "cannot be read: {reason}",
    "too-large": "larger than {most} bytes",
    "not-utf8": "not UTF-8 text",
    "not-yaml": "not YAML: {reason}",
    "empty": "empty",
    "second-document": "a second document begins; one is expected",
    "too-deep": "nested more than {most} deep",
    "too-many": "more than {most} values, aliases expanded",
    "tag": "the tag {found} is not allowed",
    "control": "the control character {found} is not allowed",
    "key": "a key must be text",
    "twice": "the key {found} stands twice, first on line {first}",
    "unknown-alias": "the alias {found} names nothing",
    "unknown-key": "unknown key {found}{near}",
    "missing-key": "the key {found} is missing",
    "type": "found {found}; expected {expected}",
    "not-a-date": "found {found}; expected a date, YYYY-MM-DD",
    "no-such-day": "there is no day {found}",
    "outside": "{found} lies outside the years covered, {first} to {last}",
    "name": "unknown {kind} {found}{near}",
    "not-empty": "expected at least one {kind}",
}

_PLAIN: Final = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})\Z")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_PAIR: Final = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_MOST_NAMED: Final = 30
_QUOTE: Final = "text that begins with a quote or a bracket stands whole in quotes"
_CLOSING: Final = ("'", '"', "]", "}")
_HINTS: Final = {
    "mapping values are not allowed in this context": "text that holds ': ' stands in quotes",
    "found character that cannot start any token": (
        "text that begins with @, ` or % stands in quotes, and a tab cannot indent"
    ),
}


class DocumentError(ValueError):
    """A text that cannot be read at all. ``errors`` holds the one line."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = tuple(errors)


class Style(Enum):
    """How a text is written in YAML."""

    PLAIN = "plain"
    SINGLE = "in single quotes"
    DOUBLE = "in double quotes"
    LITERAL = "in a literal block"
    FOLDED = "folded"  # in a folded block, or over several lines without a block


@frozen
class Item:
    """A value: text, number, truth value, date or None; a list of items; or items by key.

    ``line`` and ``column`` count from 1; None where the value came from no text. ``keys`` are where
    the keys of a mapping stand, ``style`` is how a text is written.
    """

    value: Any
    line: int | None = None
    column: int | None = None
    keys: Mapping[str, Item] = field(default={}, eq=False, repr=False)
    style: Style = field(default=Style.PLAIN, eq=False, repr=False)

    def key(self, name: str) -> Item:
        """Where a key of a mapping stands; its value, where it came from no text."""
        return self.keys.get(name, self.value[name])

    def shown(self) -> str:
        """What was found, quoted and short."""
        if isinstance(self.value, dict):
            return "a mapping"
        if isinstance(self.value, list):
            return "a list"
        if self.value is None:
            return "nothing"
        if isinstance(self.value, date):
            return self.value.isoformat()
        text = repr(self.value if len(str(self.value)) <= 40 else str(self.value)[:37] + "...")
        return text.lower() if isinstance(self.value, bool) else text


@define
class Problems:
    """Collects what is wrong with a document, a line each: ``FILE:LINE:COL: FIELD: problem``."""

    name: str | None
    messages: Mapping[str, str] = field(factory=dict)
    _said: list[tuple[int, int, str]] = field(factory=list)

    @property
    def lines(self) -> list[str]:
        """What was said, in the order of the text."""
        return [line for *_, line in sorted(self._said, key=lambda said: said[:2])]

    def say(self, item: Item, where: str, message: str, **values: Any) -> None:
        template = self.messages.get(message) or MESSAGES[message]
        line = ": ".join(filter(None, (self.place(item, where), template.format(**values))))
        self._said.append((item.line or 0, item.column or 0, line))

    def place(self, item: Item, where: str) -> str:
        """``FILE:LINE:COL: FIELD``, as far as there are any."""
        at = f"{self.name}:{item.line}:{item.column}" if self.name and item.line else self.name
        return ": ".join(filter(None, (at, _one_line(where))))


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
    except (OSError, ValueError) as error:  # a name with a null character is a ValueError
        reason = getattr(error, "strerror", None) or str(error)
        raise _failed(name, "unreadable", reason=reason) from None
    if len(data) > MOST_BYTES:
        raise _failed(name, "too-large", most=MOST_BYTES)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()  # without the mark a file may begin with
        raise _failed(name, "not-utf8", _end(before)) from None


def load(text: str, name: str) -> Item:
    """The one document of a YAML or JSON text.

    :raises DocumentError: where it is none, or goes beyond the bounds.
    """
    if control := _CONTROL.search(text):
        raise _control(name, control, _end(text[: control.start()]))
    if text.lstrip().startswith("{"):  # JSON writes a character beyond U+FFFF as a pair
        text = _PAIR.sub(lambda pair: json.loads(f'"{pair.group()}"'), text)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Composer(name, loader(text).get_event).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        at = Item(None, mark.line + 1, mark.column + 1) if mark else Item(None)
        raise _failed(name, "not-yaml", at, reason=_reason(error, text)) from None
    except yaml.YAMLError as error:
        raise _failed(name, "not-yaml", reason=getattr(error, "reason", error)) from None


def _reason(error: yaml.MarkedYAMLError, text: str) -> str:
    """What the parser says, and where what it was reading begins, if that is another line."""
    said: str = error.problem or "unreadable"
    begun, mark = error.context_mark, error.problem_mark
    hint = _QUOTE if mark and _goes_on(text, mark) else _HINTS.get(said)
    if error.context and begun and mark and begun.line != mark.line:
        said += f", {error.context} that begins on line {begun.line + 1}"
    return f"{said}; {hint}" if hint else said


def _goes_on(text: str, mark: Any) -> bool:
    """Whether the text goes on where a quote or a bracket has been closed in the same line."""
    line = text.split("\n")[mark.line] if mark.line <= text.count("\n") else ""
    before, after = line[: mark.column].rstrip(), line[mark.column :].strip()
    return before.endswith(_CLOSING) and bool(after)


def _end(text: str) -> Item:
    """Where the character after a text stands."""
    line = text.count("\n") + 1
    return Item(None, line, len(text) - text.rfind("\n"))


def _control(name: str, control: re.Match[str], at: Item) -> DocumentError:
    return _failed(name, "control", at, found=repr(control.group()))


def _failed(name: str, message: str, at: Item | None = None, **values: Any) -> DocumentError:
    place = f":{at.line}:{at.column}" if at and at.line else ""
    return DocumentError([f"{name}{place}: {MESSAGES[message].format(**values)}"])


@define
class _Composer:
    """Builds items from the parser's events, counting as it goes."""

    name: str
    next: Callable[[], Any]
    anchors: dict[str, tuple[Item, int]] = field(factory=dict)
    count: int = 0

    def document(self) -> Item:
        event = self.next()
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            raise _failed(self.name, "empty")
        item = self._item(event, 0)
        while not isinstance(event := self.next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                raise _failed(self.name, "second-document", _at(event))
        return item

    def _item(self, event: Any, depth: int) -> Item:
        kind = type(event)
        if kind is yaml.AliasEvent:
            if event.anchor not in self.anchors:
                raise _failed(self.name, "unknown-alias", _at(event), found=repr(event.anchor))
            item, size = self.anchors[event.anchor]
            self._counted(size, event)
            return item
        before = self.count
        self._counted(1, event)
        if depth > MOST_DEPTH:
            raise _failed(self.name, "too-deep", _at(event), most=MOST_DEPTH)
        if event.tag not in (None, "!"):
            raise _failed(self.name, "tag", _at(event), found=repr(event.tag))
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if kind is yaml.ScalarEvent:
            self._no_control(event)
            item = Item(_scalar(event), line, column, style=_style(event))
        elif kind is yaml.SequenceStartEvent:
            item = Item(self._sequence(depth), line, column)
        else:
            values, keys = self._mapping(depth)
            item = Item(values, line, column, keys)
        if event.anchor:
            self.anchors[event.anchor] = (item, self.count - before)
        return item

    def _sequence(self, depth: int) -> list[Item]:
        items = []
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            items.append(self._item(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> tuple[dict[str, Item], dict[str, Item]]:
        """The items by key, and where the keys stand."""
        items: dict[str, Item] = {}
        keys: dict[str, Item] = {}
        while type(event := self.next()) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent:
                raise _failed(self.name, "key", _at(event))
            self._no_control(event)
            name = event.value
            if name in items:
                first = keys[name].line
                raise _failed(self.name, "twice", _at(event), found=repr(name), first=first)
            self._counted(1, event)
            keys[name] = _at(event)
            items[name] = self._item(self.next(), depth + 1)
        return items, keys

    def _no_control(self, event: Any) -> None:
        """In double quotes, what would steer the terminal can be written as an escape."""
        if event.style == '"' and (control := _CONTROL.search(event.value)):
            raise _control(self.name, control, _at(event))

    def _counted(self, values: int, event: Any) -> None:
        self.count += values
        if self.count > MOST_VALUES:
            raise _failed(self.name, "too-many", _at(event), most=MOST_VALUES)


def _at(event: Any) -> Item:
    return Item(None, event.start_mark.line + 1, event.start_mark.column + 1)


def _style(event: Any) -> Style:
    style = _STYLES[event.style or ""]
    if style is Style.LITERAL or event.start_mark.line == event.end_mark.line:
        return style
    return Style.FOLDED


def _scalar(event: Any) -> Any:
    text: str = event.value
    if event.style:
        return text
    if text.lower() in _PLAIN and text in (text.lower(), text.capitalize(), text.upper()):
        return _PLAIN[text.lower()]
    return int(text) if _INTEGER.match(text) else text


_STYLES: Final = {
    "": Style.PLAIN,
    "'": Style.SINGLE,
    '"': Style.DOUBLE,
    "|": Style.LITERAL,
    ">": Style.FOLDED,
}


def plain(item: Item) -> Any:
    """Items as data: mappings, lists, text, numbers, truth values and None."""
    if isinstance(item.value, dict):
        return {key: plain(value) for key, value in item.value.items()}
    return [plain(each) for each in item.value] if isinstance(item.value, list) else item.value


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
            self.wrong(item, where, "a mapping of keys to values")
            return {}
        names = tuple(known)
        for key in item.value:
            if key not in names:
                self.unknown_key(item.key(key), _join(where, key), key, names)
        for key in required:
            if key not in item.value:
                self.problems.say(item, where, "missing-key", found=repr(key))
        return {key: value for key, value in item.value.items() if key in names}

    def unknown_key(self, at: Item, where: str, key: str, names: Iterable[str]) -> None:
        self.problems.say(at, where, "unknown-key", found=repr(key), near=expected(key, names))

    def entries(self, item: Item, where: str) -> dict[str, Item]:
        """A mapping whose keys may be any."""
        if isinstance(item.value, dict):
            return item.value
        self.wrong(item, where, "a mapping of keys to values")
        return {}

    def list(self, item: Item, where: str) -> list[tuple[Item, str]]:
        """The items of a list, each with where it stands."""
        if isinstance(item.value, list):
            return [(each, f"{where}[{i}]") for i, each in enumerate(item.value, 1)]
        self.wrong(item, where, "a list")
        return []

    def text(self, item: Item, where: str) -> str | None:
        if isinstance(item.value, str) and item.value.strip():
            return item.value
        unquoted = isinstance(item.value, int) and item.line
        self.wrong(item, where, "text, in quotes" if unquoted else "text")
        return None

    def name(self, item: Item, where: str) -> str | None:
        """Text that stands in messages."""
        if isinstance(item.value, str) and item.value and item.value.splitlines() != [item.value]:
            self.wrong(item, where, "text on one line")
            return None
        return self.text(item, where)

    def boolean(self, item: Item, where: str) -> bool | None:
        if isinstance(item.value, bool):
            return item.value
        self.wrong(item, where, "true or false")
        return None

    def true(self, item: Item, where: str) -> None:
        """What can be said only by being there."""
        if item.value is not True:
            self.wrong(item, where, "true")

    def integer(self, item: Item, where: str, most: int = 999, least: int = 1) -> int | None:
        number = item.value
        if isinstance(number, int) and not isinstance(number, bool) and least <= number <= most:
            return number
        self.wrong(item, where, f"a whole number from {least} to {most}")
        return None

    def one_of(self, item: Item, where: str, kind: str, names: Iterable[str]) -> str | None:
        """A name of a list; another is reported with the nearest."""
        known = tuple(names)
        if isinstance(item.value, str) and item.value in known:
            return item.value
        if isinstance(item.value, str):
            near = expected(item.value, known)
            self.problems.say(item, where, "name", kind=kind, found=item.shown(), near=near)
        else:
            self.wrong(item, where, f"the name of {_article(kind)}")
        return None

    def day(self, item: Item, where: str, first: date | None = None) -> date | None:
        """A day; a timestamp is the day it falls on in London.

        :param first: the earliest day that is taken, if not that of the reader.
        """
        first = first or self.first
        value = item.value
        plain = isinstance(value, str) and bool(_DAY.match(value))
        day: date | None = None
        try:
            if isinstance(value, datetime):
                day = _london(value.isoformat())
            elif isinstance(value, date):
                day = value
            elif isinstance(value, str):
                day = date.fromisoformat(value) if plain else _london(value)
        except (ValueError, OverflowError):
            day = None
        if day is None:
            message = "no-such-day" if plain else "not-a-date"
            self.problems.say(item, where, message, found=value if plain else item.shown())
            return None
        if not first <= day <= self.last:
            self.problems.say(item, where, "outside", found=day, first=first, last=self.last)
            return None
        return day

    def wrong(self, item: Item, where: str, expected: str) -> None:
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


def nearest(name: str, names: Iterable[str]) -> str:
    """``; did you mean 'x'?`` where a name is near, else nothing."""
    import difflib  # only where something is wrong

    near = difflib.get_close_matches(name, list(names), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def expected(name: str, names: Iterable[str]) -> str:
    """``; did you mean 'x'?`` where a name is near, else all the names where they are few."""
    known = list(map(_one_line, names))
    *others, last = known or [""]
    few = f"; expected {', '.join(others)}{' or ' * bool(others)}{last}"
    return nearest(name, known) or (few if 0 < len(known) <= _MOST_NAMED else "")


def _one_line(text: str) -> str:
    """Text of a file in a message: a key may hold a line break."""
    return text if text.isprintable() else repr(text)[1:-1]


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
