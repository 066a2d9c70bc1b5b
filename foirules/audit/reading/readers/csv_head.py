"""The beginning of a CSV file -> the names of its columns, and where its rows begin.

The names stand in the first row that has the column of the case's name. Where none has it, they are
in the first that says something in at least half of as many columns as most rows have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from attrs import frozen

from foirules.audit.reading.readers.csv_rows import CsvRow, csv_rows
from foirules.audit.reading.readers.row_writer import NoLog, RowWriter

MESSAGES: Final = {
    "twice": "{path}: two columns are called {found}; a map reads one of them by its place,"
    " {names}",
    "names": "{path}: the line of the names of the columns is not CSV: {reason}",
    "above": "the names of the columns are in row {row}; what stands above them is not read",
}
LOOK: Final = 1 << 16  # bytes in which the names are looked for
_ROWS: Final = 50  # and rows
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
    found = max(_found(text, told[1] if told else _DELIMITERS, writer), key=lambda each: each.rank)
    if not found.rows:
        reason = next((row.wrong for row in csv_rows(text, ",") if row.wrong), "no row")
        raise NoLog(MESSAGES["names"].format(path=file, reason=reason))
    row = found.rows[found.place]
    if any(each.values for each in found.rows[: found.place]):
        writer.note(file, MESSAGES["above"].format(row=found.place + 1))
    columns = _named([_one_line(each) for each in row.values], file, writer)
    writer.check_stray(file, columns)
    rest = "\n".join(text.split("\n")[row.lines :])
    return CsvHead(columns, found.delimiter, found.place + 2, rest)


@frozen
class _Found:
    """The row of names by one delimiter.

    :param rank: the more, the likelier it is the delimiter: columns that are read, then rows of the
        usual width, then that width.
    """

    delimiter: str
    rows: Sequence[CsvRow]
    place: int
    rank: tuple[int, int, int]


def _found(text: str, delimiters: str, writer: RowWriter) -> Iterable[_Found]:
    for delimiter in delimiters:
        rows = list(islice(csv_rows(text, delimiter), _ROWS))
        if not any(row.values for row in rows):
            yield _Found(delimiter, (), 0, (-1, 0, 0))
            continue
        widths = Counter(len(row.values) for row in rows if any(row.values))
        ((width, agreeing),) = widths.most_common(1) or [(1, 0)]
        known = [n for n, row in enumerate(rows) if writer.has_case_column(row.values)]
        place = known[0] if known else _fullest(rows, width)
        read = sum(map(writer.reads, set(rows[place].values))) if known else 0
        yield _Found(delimiter, rows, place, (read, agreeing * (width > 1), width))


def _fullest(rows: Sequence[CsvRow], width: int) -> int:
    """The first row that says something in at least half of some number of columns."""
    filled = [sum(map(bool, row.values)) for row in rows]
    return next((n for n, count in enumerate(filled) if 2 * count >= width), 0)


def _one_line(name: str) -> str:
    return re.sub(r"\s*[\r\n]\s*", " ", name)


def _named(names: Sequence[str], file: str, writer: RowWriter) -> tuple[str, ...]:
    """A name for each column that no other has.

    :raises NoLog: where a map reads one that two columns have.
    """
    counts = Counter(names)
    columns: list[str] = []
    for number, name in enumerate(names, 1):
        own = name or f"column {number}"
        while (counts[name] > 1 and name and own == name) or own in columns:
            own = f"{own} (column {number})"
        columns.append(own)
    for name, count in counts.items():
        if name and count > 1 and writer.columns is not None and writer.reads(name):
            own_names = [repr(c) for c, n in zip(columns, names, strict=True) if n == name]
            said = MESSAGES["twice"].format(
                path=file, found=repr(name), names=" or ".join(own_names)
            )
            raise NoLog(said)
    return tuple(columns)
