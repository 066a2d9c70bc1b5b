"""Where a character of an expression stands in the file that it was read from.

An expression stands on one line, or in a literal block, whose lines are one expression. Of a text
that YAML folds the places are lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from foirules.documents.items import Item, Style

_BREAK: Final = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")  # what ends a line of YAML
_LINE: Final = re.compile(r"\S(?:.*\S)?")
_CHARACTER: Final = {  # as it is written
    Style.SINGLE: re.compile(r"''|."),
    Style.DOUBLE: re.compile(
        r"\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\.|.",
    ),
}


def one_line(item: Item) -> str:
    """The text of an expression, the lines of a block joined by spaces."""
    text = str(item.value)
    return " ".join(_LINE.findall(text)) if item.style is Style.LITERAL else text


def character_of(item: Item, column: int) -> int:
    """Which character of an item's text the one of a column of ``one_line`` is."""
    if item.style is not Style.LITERAL:
        return column
    end = 0
    for line in _LINE.finditer(item.value):
        length = line.end() - line.start()
        if column <= length:
            return line.start() + column
        column -= length + 1
        end = line.end()
    return end


def place_of(item: Item, character: int, source: str) -> Item:
    """Where a character of an item's text stands; where the item does, if that is not known.

    :param source: the text of the whole file.
    """
    if item.line is None or item.column is None or item.style is Style.FOLDED:
        return item
    if item.style is Style.PLAIN:
        return Item(None, item.line, item.column + character)
    lines = _BREAK.split(source)
    if item.style is Style.LITERAL:
        return _in_block(item, item.line, character, lines)
    written = lines[item.line - 1][item.column :]  # after the quote
    before = islice(_CHARACTER[item.style].finditer(written), character)
    width = sum(len(each.group()) for each in before)
    return Item(None, item.line, item.column + 1 + width)


def _in_block(item: Item, line: int, character: int, lines: Sequence[str]) -> Item:
    """The first line of a block follows that of its ``|``; all are indented alike."""
    *above, before = _BREAK.split(item.value[:character])
    line += len(above)
    text = _BREAK.split(item.value)[len(above)]
    return Item(None, line + 1, len(lines[line]) - len(text) + len(before) + 1)
