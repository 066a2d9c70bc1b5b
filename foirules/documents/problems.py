"""What is wrong with a document, a line each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import define, field

from foirules.documents.items import Item
from foirules.documents.suggest import one_line

MESSAGES: Final = {
    "unreadable": "cannot be read: {reason}",
    "too-large": "too large: {limit}",
    "not-utf8": "not UTF-8 text",
    "not-yaml": "not YAML: {reason}",
    "empty": "empty",
    "second-document": "a second document begins; one is expected",
    "too-deep": "nested too deep: {limit}",
    "too-many": "too many values, aliases expanded: {limit}",
    "tag": "the tag {found} is not allowed",
    "control": "the control character {found} is not allowed",
    "key": "a key must be text",
    "twice": "the key {found} stands twice, first on line {first}",
    "unknown-alias": "the alias {found} names nothing",
    "unknown-key": "unknown key {found}{near}",
    "missing-key": "the key {found} is missing",
    "type": "found {found}; expected {expected}",
    "not-a-date": "found {found}; expected a date, YYYY-MM-DD{near}",
    "no-such-day": "there is no day {found}",
    "outside": "{found} lies outside the years covered, {first} to {last}",
    "name": "unknown {kind} {found}{near}",
    "not-empty": "expected at least one {kind}",
}


CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""Characters that no document has."""
_EXPECTED: Final = re.compile(r"expected (.+?)(?:; did you mean|$)")
DIRECTION: Final = "\u202a-\u202e\u2066-\u2069"
"""Characters that turn the text behind them around, for an expression."""
_STEERING: Final = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{DIRECTION}]")
_MEANT: Final = re.compile(r"did you mean (.+?)\?")


class ErrorLine(str):
    """A line that says what is wrong, and knows what it says: where, what was found and expected.

    What a line does not say is None. ``meant`` is the name or the day that was probably meant.
    """

    file: str | None
    line: int | None
    column: int | None
    field: str | None
    found: str | None
    expected: str | None
    meant: str | None
    message: str

    @classmethod
    def of(cls, text: str, **said: Any) -> ErrorLine:
        """A line; ``said`` is where it is, what was found, and its message without these."""
        line = cls(text)
        line.message = said.get("message", text)
        for name in ("file", "line", "column", "field", "found"):
            setattr(line, name, said.get(name))
        for name, part in (("expected", _EXPECTED), ("meant", _MEANT)):
            there = part.search(line.message)
            setattr(line, name, there[1] if there else None)
        return line

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {name: getattr(self, name) for name in ErrorLine.__annotations__}


def error_data(lines: Iterable[str]) -> list[dict[str, Any]]:
    """Lines that say what is wrong, as data: a dict for each, with the attributes of a line."""
    return [
        (each if isinstance(each, ErrorLine) else ErrorLine.of(each)).to_dict() for each in lines
    ]


def in_file(file: str, line: str) -> str:
    """A line that names the file which it is about."""
    if line.startswith(f"{file}:"):
        return line
    said = line if isinstance(line, ErrorLine) else ErrorLine.of(line)
    return ErrorLine.of(f"{file}: {line}", **{**said.to_dict(), "file": file})


class DocumentError(ValueError):
    """A text that cannot be read at all. ``errors`` holds the one line."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = tuple(errors)


@define(eq=False, repr=False)
class Problems:
    """Collects what is wrong with a document, a line each: ``FILE:LINE:COL: FIELD: problem``."""

    name: str | None
    messages: Mapping[str, str] = field(factory=dict)
    _said: list[tuple[int, int, ErrorLine]] = field(factory=list)

    @property
    def lines(self) -> list[str]:
        """What was said, in the order of the text."""
        return [line for *_, line in sorted(self._said, key=lambda said: said[:2])]

    def say(self, item: Item, where: str, message: str, **values: Any) -> None:
        template = self.messages.get(message) or MESSAGES[message]
        said = template.format(**values)
        line = ErrorLine.of(
            ": ".join(filter(None, (self.place(item, where), said))),
            file=self.name,
            line=item.line,
            column=item.column,
            field=one_line(where) or None,
            found=str(values["found"]) if "found" in values else None,
            message=said,
        )
        self._said.append((item.line or 0, item.column or 0, line))

    def place(self, item: Item, where: str) -> str:
        """``FILE:LINE:COL: FIELD``, as far as there are any."""
        at = f"{self.name}:{item.line}:{item.column}" if self.name and item.line else self.name
        return ": ".join(filter(None, (at, one_line(where))))


def on_one_line(text: str) -> str:
    """Text with escapes in place of what would steer a terminal or begin another line."""
    return _STEERING.sub(lambda found: ascii(found[0])[1:-1], text)


def as_unicode(name: str) -> str:
    """The name of a file, with an escape for each byte that is no UTF-8."""
    return name.encode("utf-8", "backslashreplace").decode()
