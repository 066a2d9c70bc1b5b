"""Values of a YAML or JSON text that know where they stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from attrs import field, frozen


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
