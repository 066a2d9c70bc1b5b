"""The query that gives the rows of a log: a file of SQL with one statement."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from foirules.audit.reading.readers.row_writer import LogError
from foirules.documents.load import read_text
from foirules.documents.problems import DocumentError

MESSAGES: Final = {
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
        text = read_text(path)
    except DocumentError as error:
        raise LogError(*error.errors) from None
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
