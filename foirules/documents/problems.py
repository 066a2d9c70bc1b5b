"""What is wrong with a document, a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import define, field

from foirules.documents.items import Item
from foirules.documents.suggest import one_line

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
    "not-a-date": "found {found}; expected a date, YYYY-MM-DD{near}",
    "no-such-day": "there is no day {found}",
    "outside": "{found} lies outside the years covered, {first} to {last}",
    "name": "unknown {kind} {found}{near}",
    "not-empty": "expected at least one {kind}",
}


class DocumentError(ValueError):
    """A text that cannot be read at all. ``errors`` holds the one line."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = tuple(errors)


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
        return ": ".join(filter(None, (at, one_line(where))))
