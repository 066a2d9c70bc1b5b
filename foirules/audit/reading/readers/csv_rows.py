"""The text of a CSV file -> its rows one by one; one that cannot be taken apart costs no other."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from foirules.documents.limits import limit

MESSAGES: Final = {
    "return": "a carriage return stands in a value without quotes",
}
SPACES: Final = (  # that are left out around a value: those that polars leaves out
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)


@frozen
class CsvRow:
    """A row of a file.

    :param values: without the spaces around them; none where the row cannot be taken apart.
    :param lines: how many lines of the text there are up to its end.
    :param wrong: why it cannot be taken apart.
    """

    values: list[str]
    lines: int
    wrong: str | None = None


def csv_rows(text: str | Iterable[str], delimiter: str) -> Iterator[CsvRow]:
    """The rows of a text; below one that cannot be taken apart the next line is read as a row.

    An empty line is a row of no values.

    :param text: whole, or its lines, each with the line feed that ends it.
    """
    csv.field_size_limit(limit("record"))
    lines = _RereadLines(io.StringIO(text, newline="\n") if isinstance(text, str) else text)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.taken.clear()
        try:
            values = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            lines.back()
            said = MESSAGES["return"] if str(error).startswith("new-line") else str(error)
            yield CsvRow([], lines.number, said)
        else:
            yield CsvRow([each.strip(SPACES) for each in values], lines.number)


class _RereadLines:
    """The lines of a text; after a row that is not CSV, those below its first are read again."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: list[str] = []
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines)
        self.taken.append(line)
        self.number += 1
        return line

    def back(self) -> None:
        self._again += reversed(self.taken[1:])
        self.number -= len(self.taken) - 1
        self.taken.clear()
