"""A page of text for a terminal: headings, indented lines, wrapped and, on request, coloured."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Sequence
from typing import Final

from attrs import define, field

from foirules.documents.problems import DIRECTION
from foirules.rules import DEFAULT

WIDTH: Final = 100
NARROWEST: Final = 40
UNWRAPPED: Final = sys.maxsize  # the width of what no terminal shows
ROOM: Final = 20  # that is left beside any indent, and beside the left of two columns
_UNPRINTABLE: Final = re.compile(
    rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff{DIRECTION}]"
)
STYLES: Final = {
    "heading": "1",
    "faint": "2",
    "established": "31;1",
    "possible": "33",
    "good": "32",
    "name": "36",
}


@define(eq=False, repr=False)
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
        indent = min(indent, room - ROOM)
        self._add(_wrapped(text, room, indent, min(indent + hang, room - ROOM)), style)

    def columns(self, left: str, right: str, at: int, indent: int = 0, style: str = "") -> None:
        """A line of two columns; the right one begins at ``at`` and is wrapped there, below a left
        one that reaches so far. Where that leaves no room for it, it stands below."""
        room = max(self.width, NARROWEST)
        if room - at < ROOM:
            self.say(left, indent, style)
            self._add(_wrapped(right, room, indent + 4, indent + 4))
            return
        wrapped = _wrapped(right, room - at) or [""]
        shown = " " * indent + printable(" ".join(left.splitlines()))
        if len(shown) < at:
            gap = " " * (at - len(shown))
            self.lines.append((self.styled(shown, style) + gap + wrapped.pop(0)).rstrip())
        else:
            self.say(left, indent, style)
        self.lines += [" " * at + line for line in wrapped if line]

    def _add(self, lines: Sequence[str], style: str = "") -> None:
        self.lines += [self.styled(line, style) for line in lines]

    def styled(self, text: str, style: str) -> str:
        if not (self.colour and style):
            return text
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m"

    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def regime_option(regime: str) -> str:
    """What ``foirules rules NAME`` needs beside the name, for it to be that of a regime."""
    return "" if regime == DEFAULT else f" --regime {regime}"


def sentence(parts: Sequence[str | None]) -> str:
    """What there is of the parts, with a dot between."""
    return " · ".join(part for part in parts if part)


def printable(text: str) -> str:
    """The text with a mark in place of what would steer a terminal or break a page."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _wrapped(text: str, room: int, first: int = 0, others: int = 0) -> list[str]:
    """The lines of a text, none longer than the room; words are broken only where they must be."""
    return textwrap.wrap(
        printable(text),
        room,
        initial_indent=" " * first,
        subsequent_indent=" " * others,
        break_on_hyphens=False,
    )
