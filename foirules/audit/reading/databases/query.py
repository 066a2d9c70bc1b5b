"""The query that gives the rows of a log: a file of SQL with one statement."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from attrs import frozen

from foirules.audit.reading.readers.row_writer import LogError

MESSAGES: Final = {
    "unread": "{query}: cannot be read: {reason}",
    "not-text": "{query}: not UTF-8 text",
    "empty": "{query}: no query in it",
    "several": "{query}: {place}: a second query; expected one",
}
_TOKEN: Final = re.compile(
    r"""
    (?P<gap> \s+ | --[^\n]* | /\*.*?(?:\*/|\Z) )
    | (?P<end> ; )
    | [eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*' | "(?:[^"]|"")*" | `[^`]*`
    | \$(?P<tag>[^\W\d]\w*|)\$.*?\$(?P=tag)\$
    | \w+ | .
    """,
    re.VERBOSE | re.DOTALL,
)


@frozen
class Query:
    """A query.

    :param name: what messages call it.
    :param text: one statement, with what stands before it in its file.
    """

    name: str
    text: str

    def place(self, offset: int) -> str:
        """Where a character stands, as an editor counts."""
        return _place(self.text, offset)


def read_query(path: str) -> Query:
    """The query of a file; ``-`` for standard input.

    :raises LogError: where it cannot be read, or is not one query.
    """
    try:
        text = (sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()).decode()
    except OSError as error:
        raise LogError(MESSAGES["unread"].format(query=path, reason=error.strerror)) from None
    except UnicodeDecodeError:
        raise LogError(MESSAGES["not-text"].format(query=path)) from None
    text = text.removeprefix("\ufeff")
    end, over = 0, False
    for token in _TOKEN.finditer(text):
        if token["end"]:
            over = end > 0
        elif not token["gap"] and over:
            place = _place(text, token.start())
            raise LogError(MESSAGES["several"].format(query=path, place=place))
        elif not token["gap"]:
            end = token.end()
    if not end:
        raise LogError(MESSAGES["empty"].format(query=path))
    return Query(path, text[:end])


def _place(text: str, offset: int) -> str:
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    return f"line {line}, column {column}"
