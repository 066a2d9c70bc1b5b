"""The beginning of a CSV file -> the names of its columns, and where its rows begin.

Where the names stand is found as in a workbook; a file of one column begins with its name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from attrs import frozen

from foirules.audit.reading.readers.csv_rows import CsvRow, csv_rows
from foirules.audit.reading.readers.heading_rows import LOOK as ROWS
from foirules.audit.reading.readers.heading_rows import Headings, find_headings, plain
from foirules.audit.reading.readers.row_writer import NoLog, RowWriter

MESSAGES: Final = {
    "twice": "{path}: two columns are called {found}; a map reads one of them by its place,"
    " {names}",
    "names": "{path}: the line of the names of the columns is not CSV: {reason}",
    "above": "the names of the columns are in row {row}; what stands above them is not read",
}
LOOK: Final = 1 << 16  # bytes in which the names are looked for
_DELIMITERS: Final = ",;\t|"
SEP: Final = re.compile(r'"?sep=([^"\w\r\n])"?\r?\n', re.IGNORECASE)


@frozen
class CsvHead:
    """The beginning of a file.

    :param columns: their names; one without a name, or with that of another, is called by its
        place as well.
    :param delimiter: what stands between values.
    :param number: that of the first row below the names; a spreadsheet numbers them so.
    :param rest: the text below the names, as far as it was looked at.
    """

    columns: tuple[str, ...]
    delimiter: str
    number: int
    rest: str


def csv_head(text: str, file: str, writer: RowWriter) -> CsvHead:
    """The names of the columns and what follows.

    :param text: whole lines.
    :raises NoLog: where no row has names, or two columns of one name are read.
    """
    told = SEP.match(text)
    text = text[told.end() :] if told else text
    found = max(
        _found(text, told[1] if told else _DELIMITERS, file, writer), key=lambda each: each.rank
    )
    if not found.rows:
        reason = next((row.wrong for row in csv_rows(text, ",") if row.wrong), "no row")
        raise NoLog(MESSAGES["names"].format(path=file, reason=reason))
    names = found.headings
    if any(each.values for each in found.rows[: names.first]):
        writer.note(file, MESSAGES["above"].format(row=names.last + 1))
    columns = _named([_readable(name or "") for name in names.names], file, writer)
    writer.check_stray(file, columns)
    rest = "\n".join(text.split("\n")[found.rows[names.last].lines :])
    return CsvHead(columns, found.delimiter, names.last + 2, rest)


@frozen
class _Found:
    """The names by one delimiter.

    :param rank: the more, the likelier it is the delimiter: columns that are read, then rows of the
        usual width, then that width.
    """

    delimiter: str
    rows: Sequence[CsvRow]
    headings: Headings
    rank: tuple[int, int, int]


def _found(text: str, delimiters: str, file: str, writer: RowWriter) -> Iterable[_Found]:
    for delimiter in delimiters:
        rows = list(islice(csv_rows(text, delimiter), ROWS))
        values = [row.values for row in rows]
        if not any(values):
            yield _Found(delimiter, (), Headings(0, 0, ()), (-1, 0, 0))
            continue
        writer.check_columns(max(values, key=len), file)
        widths = Counter(len(each) for each in values if any(each))
        ((width, agreeing),) = widths.most_common(1) or [(1, 0)]
        headings = find_headings(values, writer.columns) or find_headings(values, None)
        if headings is None:
            first = next((place for place, each in enumerate(values) if any(each)), 0)
            headings = Headings(first, first, tuple(map(plain, values[first])))
        rank = headings.matched, agreeing * (width > 1), width
        yield _Found(delimiter, rows, headings, rank)


def _readable(name: str) -> str:
    """A name in which what is no text is a mark."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _named(names: Sequence[str], file: str, writer: RowWriter) -> tuple[str, ...]:
    """A name for each column that no other has.

    :raises NoLog: where a map reads one that two columns have.
    """
    counts = Counter(names)
    columns: dict[str, None] = {}
    for number, name in enumerate(names, 1):
        own = name or f"column {number}"
        while (counts[name] > 1 and name and own == name) or own in columns:
            own = f"{own} (column {number})"
        columns[own] = None
    for name, count in counts.items():
        if name and count > 1 and writer.columns is not None and writer.reads(name):
            own_names = [repr(c) for c, n in zip(columns, names, strict=True) if n == name]
            said = MESSAGES["twice"].format(
                path=file, found=repr(name), names=" or ".join(own_names)
            )
            raise NoLog(said)
    return tuple(columns)
