"""Formats of days in two orders, such as day first and month first: one of them for each column.

``05/04/2024`` is a day in both. So the first order is taken that reads all days of a column; where
none does, the map cannot be used.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Final

import polars as pl
from attrs import evolve

from foirules.audit.reading.chunks import ParquetTable, reading_errors
from foirules.audit.reading.days import DayFormats, day_columns, days_of
from foirules.audit.reading.mapping import Map
from foirules.audit.reading.plain_types import in_plain_types
from foirules.audit.reading.readers.row_writer import LogError
from foirules.language.vocabulary import Vocabulary

MESSAGES: Final = {
    "none": "{column}: its days are in no one order: {cells}",
    "cell": "{format} does not read {found} in row {row} of {file}",
    "read": "the days of {column} are read by {formats}",
}
_ROWS: Final = 1_000_000  # looked at at a time
_WHOLE: Final = {"%D": "%m/%d/%y", "%x": "%m/%d/%y", "%F": "%Y-%m-%d", "%v": "%e-%b-%Y"}
_OF_A_DAY: Final = {"d": "d", "e": "d", "m": "m", "Y": "y", "y": "y", "C": "y"}
_NAMED: Final = ("%b", "%B", "%h", "%j")  # by which day and month cannot be taken for each other
Orders = Mapping[str, tuple[str, ...]]


def orders_of(formats: Sequence[str]) -> Orders:
    """The formats of each order, with those that are of none: its month is a name."""
    own = {each: _order(each) for each in formats}
    found = dict.fromkeys(order for order in own.values() if order)
    return {order: tuple(f for f in formats if own[f] in (order, None)) for order in found}


def _order(format: str) -> str | None:
    for short, whole in _WHOLE.items():
        format = format.replace(short, whole)
    if any(each in format for each in _NAMED):
        return None
    letters = (_OF_A_DAY.get(each, "") for each in re.findall(r"%[-_0]?([A-Za-z])", format))
    return "".join(letters) or None


def with_one_order(
    map: Map,
    tables: Sequence[ParquetTable],
    words: Sequence[Vocabulary],
    against: str | None = None,
) -> tuple[Map, list[str]]:
    """A map by which each column of some tables is read in one order of its day formats, and what
    is to be told of that.

    :param words: of the regimes that cases may be of.
    :param against: the log's column with last days that its system recorded.
    :raises LogError: where the days of a column are in no one order.
    """
    if not has_orders(map):
        return map, []
    columns = {
        column: _not_read_by(column, map.day_formats, tables)
        for column in columns_of_days(map, words, against)
        if any(column in table.schema() for table in tables)
    }
    return in_one_order(map, columns)


def has_orders(map: Map) -> bool:
    """Whether a map has formats of days in several orders."""
    return len(orders_of(map.day_formats.formats)) > 1


def in_one_order(map: Map, columns: Mapping[str, Mapping[str, str]]) -> tuple[Map, list[str]]:
    """A map by which each column is read in the first order that reads all of it.

    :param columns: the log's, each with the orders that do not, and a cell that each does not.
    :raises LogError: where none does.
    """
    orders = orders_of(map.day_formats.formats)
    of_column = {}
    for column, not_read in columns.items():
        left = [order for order in orders if order not in not_read]
        if not left:
            cells = "; ".join(not_read.values())
            raise LogError(MESSAGES["none"].format(column=column, cells=cells))
        of_column[column] = orders[left[0]]
    said = [
        MESSAGES["read"].format(column=column, formats=", ".join(formats))
        for column, formats in of_column.items()
    ]
    return evolve(map, day_formats=evolve(map.day_formats, of_column=of_column)), said


def columns_of_days(map: Map, words: Sequence[Vocabulary], against: str | None = None) -> list[str]:
    """The columns of the log that hold days."""
    ours = {name for each in words for name in day_columns(each)}
    named = [theirs for name, column in map.columns if name in ours for theirs in column.names]
    of_entries = [each for e in map.entries for each in (*e.days(), *e.days_also(ours))]
    return list(dict.fromkeys([*named, *of_entries, *([against] if against else [])]))


def _not_read_by(
    column: str, day_formats: DayFormats, tables: Sequence[ParquetTable]
) -> dict[str, str]:
    """The orders that do not read all of a column that any reads, each with the first such cell."""
    not_read: dict[str, str] = {}
    for rows in _pieces(column, tables):
        not_read |= cells_not_read(rows, column, day_formats, not_read)
    return not_read


def cells_not_read(
    rows: pl.DataFrame, column: str, day_formats: DayFormats, but: Container[str] = ()
) -> dict[str, str]:
    """The orders by which a day in a column of text is not read that another order reads, each with
    the first such cell.

    :param rows: with ``_file`` and ``_row``.
    :param but: orders that are not looked at.
    """
    every = days_of(rows[column], day_formats).is_not_null()
    found = {}
    for order, formats in orders_of(day_formats.formats).items():
        if order not in but:
            own = days_of(rows[column], DayFormats(formats, day_formats.zone)).is_not_null()
            if (lacking := rows.filter(every & ~own).head(1)).height:
                found[order] = _cell(lacking, column, formats)
    return found


def _cell(row: pl.DataFrame, column: str, formats: Sequence[str]) -> str:
    said = {"found": repr(row[column][0]), "row": row["_row"][0], "file": row["_file"][0]}
    return MESSAGES["cell"].format(format=", ".join(formats), **said)


def _pieces(column: str, tables: Sequence[ParquetTable]) -> Iterator[pl.DataFrame]:
    """The column of tables, where it is text, some rows at a time with where each came from."""
    for table in tables:
        scan, first = table.scan(), 0
        if column not in table.schema():
            continue
        while (rows := table.rows(scan, first, _ROWS, (column,))).height:
            first += _ROWS
            with reading_errors(table.name):
                plain = in_plain_types(rows)
            if plain.schema[column] == pl.String:
                yield plain
