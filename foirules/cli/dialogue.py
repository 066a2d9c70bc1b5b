"""Talking with a person: told on standard error, 80 columns wide; answered on standard input."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterable
from typing import Final

from foirules.documents.problems import on_one_line
from foirules.letters.message import Line

WIDTH: Final = 80
NARROWEST: Final = 40
LONGEST: Final = 1 << 16  # of an answer
MORE: Final = "  ... {count} more, as far as line {last}"


class Ended(Exception):
    """There is no more input."""


def say(text: str, indent: int = 0, hang: int = 0) -> None:
    """A text, wrapped; the lines after the first stand ``hang`` further in."""
    wrapped = textwrap.wrap(
        text,
        _width(),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
    )
    for line in wrapped:
        tell(line)


def _width() -> int:
    """The columns of the terminal to which standard error goes, within bounds."""
    try:
        columns = os.get_terminal_size(sys.stderr.fileno()).columns or WIDTH
    except (OSError, ValueError):  # it is none
        columns = WIDTH
    return max(min(columns, WIDTH), NARROWEST)


def tell(line: str) -> None:
    """A line."""
    print(on_one_line(line), file=sys.stderr)


def show(lines: Iterable[Line], most: int) -> None:
    """Lines of a letter with their numbers, each cut to the width; empty ones are left out.

    :param most: how many are shown.
    """
    listed = [line for line in lines if line.text.strip()]
    if len(listed) == most + 1:
        most += 1
    width, wide = _width(), len(str(listed[-1].number)) if listed else 0
    for line in listed[:most]:
        shown = f"  {line.number:>{wide}} | {printable(line.text)}"
        tell(shown if len(shown) <= width else f"{shown[: width - 3]}...")
    if len(listed) > most:
        count = counted(len(listed) - most, "line")
        tell(MORE.format(count=count, last=listed[-1].number))


def read_line(prompt: str) -> str:
    """A line of standard input, repeated where it is not typed at a terminal.

    :raises Ended: at its end.
    """
    print(prompt, end="", file=sys.stderr, flush=True)
    source = sys.stdin
    if source is None:
        raise Ended
    try:
        binary = hasattr(source, "buffer")
        data = source.buffer.readline(LONGEST) if binary else source.readline(LONGEST).encode()
    except KeyboardInterrupt:
        print(file=sys.stderr)
        raise
    if not data:
        print(file=sys.stderr)
        raise Ended
    text = data.decode("utf-8", "replace").rstrip("\r\n")
    if not source.isatty():
        print(printable(text), file=sys.stderr)
    return text


def printable(text: str) -> str:
    """A text without what would move the cursor, or colour the screen."""
    return "".join(c if c.isprintable() else " " for c in text).rstrip()


def counted(number: int, what: str) -> str:
    """So many of something: 1 line, 2 lines."""
    return f"{number} {what}{'s' * (number != 1)}"
