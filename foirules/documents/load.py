"""A YAML or JSON text -> items, or one line for what is wrong.

Nothing in a text is run or looked up; size, depth and expanded aliases are bounded. Dates stay
text: what they must be is the reader's to say.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import yaml
from attrs import define, field, frozen

from foirules.documents.items import Item, Style
from foirules.documents.limits import beyond, limit
from foirules.documents.problems import CONTROL, DocumentError, Problems

_PLAIN: Final = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})\Z")
_PAIR: Final = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_QUOTE: Final = "text that begins with a quote or a bracket stands whole in quotes"
_CLOSING: Final = ("'", '"', "]", "}")
_HINTS: Final = {
    "mapping values are not allowed in this context": "text that holds ': ' stands in quotes",
    "found character that cannot start any token": (
        "text that begins with @, ` or % stands in quotes, and a tab cannot indent"
    ),
}


@frozen
class Document:
    """A file as it was read: its text, what stands in it, and where what is wrong is collected."""

    text: str
    item: Item
    problems: Problems


def read_document(path: str | Path, messages: Mapping[str, str]) -> Document:
    """The one document of a YAML or JSON file.

    :param messages: what may be said of it, by name.
    :raises DocumentError: where it cannot be read, is none, or goes beyond the bounds.
    """
    name, text = str(path), read_text(path)
    return Document(text, load_document(text, name), Problems(name, messages))


def read_text(path: str | Path) -> str:
    """The text of a file, or of standard input for ``-``.

    :raises DocumentError: where it cannot be read, is too large, or is not UTF-8.
    """
    return decoded(read_bytes(path), str(path))


def read_bytes(path: str | Path, of: str = "document") -> bytes:
    """What is in a file, or comes on standard input for ``-``.

    :param of: the limit for it, by its name.
    :raises DocumentError: where it cannot be read, or is too large.
    """
    with opened(path) as file:
        return bounded(file.read, str(path), of)


@contextmanager
def opened(path: str | Path) -> Iterator[IO[bytes]]:
    """A file that is open for reading; standard input for ``-``.

    :raises DocumentError: where it cannot be opened, or be read within.
    """
    name = str(path)
    try:
        if name == "-":
            yield sys.stdin.buffer
        else:
            with Path(path).open("rb") as file:
                yield file
    except DocumentError:
        raise
    except (OSError, ValueError) as error:  # a name with a null character is a ValueError
        reason = getattr(error, "strerror", None) or str(error)
        raise _failed(name, "unreadable", reason=reason) from None


def bounded(read: Callable[[int], bytes], name: str, of: str = "document") -> bytes:
    """What is read at once.

    :param read: reads so many bytes at most, or a few more.
    :param of: the limit for it, by its name.
    :raises DocumentError: where that is more than a document may have.
    """
    most = limit(of)
    data = read(most + 1)
    if len(data) > most:
        raise _failed(name, "too-large", limit=beyond(of))
    return data


def decoded(data: bytes, name: str) -> str:
    """The text of bytes.

    :raises DocumentError: where it is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()  # without the mark a file may begin with
        raise _failed(name, "not-utf8", _end(before)) from None


def load_document(text: str, name: str, above: int = 0) -> Item:
    """The one document of a YAML or JSON text.

    :param above: how many lines stand above the text in its file.
    :raises DocumentError: where it is none, or goes beyond the bounds.
    """
    if control := CONTROL.search(text):
        raise _control(name, control, _end(text[: control.start()], above))
    if text.lstrip().startswith("{"):  # JSON writes a character beyond U+FFFF as a pair
        text = _PAIR.sub(lambda pair: json.loads(f'"{pair.group()}"'), text)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Composer(name, loader(text).get_event, above).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        at = Item(None, mark.line + 1 + above, mark.column + 1) if mark else Item(None)
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


def _end(text: str, above: int = 0) -> Item:
    """Where the character after a text stands."""
    line = text.count("\n") + 1 + above
    return Item(None, line, len(text) - text.rfind("\n"))


def _control(name: str, control: re.Match[str], at: Item) -> DocumentError:
    return _failed(name, "control", at, found=repr(control.group()))


def _failed(name: str, message: str, at: Item | None = None, **values: Any) -> DocumentError:
    problems = Problems(name)
    problems.say(at or Item(None), "", message, **values)
    return DocumentError(problems.lines)


@define
class _Composer:
    """Builds items from the parser's events, counting as it goes."""

    name: str
    next: Callable[[], Any]
    above: int = 0
    anchors: dict[str, tuple[Item, int]] = field(factory=dict)
    count: int = 0
    most_depth: int = field(factory=lambda: limit("depth"))
    most_values: int = field(factory=lambda: limit("values"))

    def document(self) -> Item:
        event = self.next()
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            raise _failed(self.name, "empty")
        item = self._item(event, 0)
        while not isinstance(event := self.next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                raise _failed(self.name, "second-document", self._at(event))
        return item

    def _item(self, event: Any, depth: int) -> Item:
        kind = type(event)
        if kind is yaml.AliasEvent:
            if event.anchor not in self.anchors:
                raise _failed(self.name, "unknown-alias", self._at(event), found=repr(event.anchor))
            item, size = self.anchors[event.anchor]
            self._counted(size, event)
            return item
        before = self.count
        self._counted(1, event)
        if depth > self.most_depth:
            raise _failed(self.name, "too-deep", self._at(event), limit=beyond("depth"))
        if event.tag not in (None, "!"):
            raise _failed(self.name, "tag", self._at(event), found=repr(event.tag))
        line, column = event.start_mark.line + 1 + self.above, event.start_mark.column + 1
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
                raise _failed(self.name, "key", self._at(event))
            self._no_control(event)
            name = event.value
            if name in items:
                first = keys[name].line
                raise _failed(self.name, "twice", self._at(event), found=repr(name), first=first)
            self._counted(1, event)
            keys[name] = self._at(event)
            items[name] = self._item(self.next(), depth + 1)
        return items, keys

    def _no_control(self, event: Any) -> None:
        """In double quotes, what would steer the terminal can be written as an escape."""
        if event.style == '"' and (control := CONTROL.search(event.value)):
            raise _control(self.name, control, self._at(event))

    def _counted(self, values: int, event: Any) -> None:
        self.count += values
        if self.count > self.most_values:
            raise _failed(self.name, "too-many", self._at(event), limit=beyond("values"))

    def _at(self, event: Any) -> Item:
        return Item(None, event.start_mark.line + 1 + self.above, event.start_mark.column + 1)


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
