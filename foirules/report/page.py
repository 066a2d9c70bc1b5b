"""A page of text for a terminal: headings, indented lines, wrapped and, on request, coloured."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Final

from attrs import define, field

from foirules.rules import DEFAULT

WIDTH: Final = 100
NARROWEST: Final = 40
LEAST: Final = 24
"""The room that a right column needs beside a left one; with less it stands below."""
STYLES: Final = {
    "heading": "1",
    "faint": "2",
    "established": "31;1",
    "possible": "33",
    "good": "32",
    "name": "36",
}


@define
class Page:
    """Lines, one after another. Colour is used only where ``colour`` is set."""

    colour: bool = False
    width: int = WIDTH
    lines: list[str] = field(factory=list)

    def heading(self, text: str) -> None:
        """A heading, with an empty line before it."""
        if self.lines:
            self.lines.append("")
        self.say(text, style="heading")

    def say(self, text: str, indent: int = 0, style: str = "", hang: int = 2) -> None:
        """A line, wrapped; the lines that follow it stand ``hang`` further in."""
        room = max(self.width, NARROWEST)
        wrapped = textwrap.wrap(
            text,
            room,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_long_words=False,
            break_on_hyphens=False,
        )
        self.lines += [self.styled(line, style) for line in wrapped]

    def columns(self, left: str, right: str, at: int, indent: int = 0, style: str = "") -> None:
        """A line of two columns; the right one begins at ``at`` and is wrapped there, below a left
        one that reaches so far. Where it has too little room it stands below, a little in."""
        width = max(self.width, NARROWEST)
        room = width - at
        wrapped = _wrapped(right, room) if room >= LEAST else []
        if not wrapped or len(max(wrapped, key=len)) > room:
            at = indent + 4
            wrapped = _wrapped(right, width - at)
        first = wrapped[0] if wrapped else ""
        if indent + len(left) < at and at + len(first) <= width:
            gap = " " * (at - indent - len(left))
            self.lines.append((self.styled(" " * indent + left, style) + gap + first).rstrip())
            del wrapped[:1]
        else:
            self.say(left, indent, style)
        self.lines += [" " * at + line for line in wrapped]

    def styled(self, text: str, style: str) -> str:
        if not (self.colour and style):
            return text
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m"

    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def _wrapped(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)


def regime_option(regime: str) -> str:
    """What ``foirules rules NAME`` needs beside the name, for it to be that of a regime."""
    return "" if regime == DEFAULT else f" --regime {regime}"


def sentence(parts: Sequence[str | None]) -> str:
    """What there is of the parts, with a dot between."""
    return " · ".join(part for part in parts if part)
