"""Formats of days in two orders, such as day first and month first: one of them for each column.

``05/04/2024`` is a day in both. So the first order is taken that reads all days of a column; where
none does, the map cannot be used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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
    orders = orders_of(map.day_formats.formats)
    if len(orders) < 2:
        return map, []
    of_column = {
        column: _formats(column, orders, map.day_formats, tables)
        for column in dict.fromkeys(
            [*_columns_of_days(map, words), *([against] if against else [])]
        )
        if any(column in table.scan().collect_schema() for table in tables)
    }
    said = [
        MESSAGES["read"].format(column=column, formats=", ".join(formats))
        for column, formats in of_column.items()
    ]
    return evolve(map, day_formats=evolve(map.day_formats, of_column=of_column)), said


def _columns_of_days(map: Map, words: Sequence[Vocabulary]) -> list[str]:
    """The columns of the log that hold days."""
    ours = {name for each in words for name in day_columns(each)}
    named = [theirs for name, column in map.columns if name in ours for theirs in column.names]
    of_entries = [each for e in map.entries for each in (*e.days(), *e.days_also(ours))]
    return list(dict.fromkeys([*named, *of_entries]))


def _formats(
    column: str, orders: Orders, day_formats: DayFormats, tables: Sequence[ParquetTable]
) -> tuple[str, ...]:
    """The formats of the first order that reads all of a column that any reads.

    :raises LogError: where none does, with a cell that each does not read.
    """
    not_read: dict[str, str] = {}
    for rows in _pieces(column, tables):
        read = {
            order: days_of(rows[column], DayFormats(formats, day_formats.zone)).is_not_null()
            for order, formats in orders.items()
            if order not in not_read
        }
        every = days_of(rows[column], day_formats).is_not_null()
        for order, own in read.items():
            if (lacking := rows.filter(every & ~own).head(1)).height:
                not_read[order] = _cell(lacking, column, orders[order])
    left = [order for order in orders if order not in not_read]
    if not left:
        cells = "; ".join(not_read.values())
        raise LogError(MESSAGES["none"].format(column=column, cells=cells))
    return orders[left[0]]


def _cell(row: pl.DataFrame, column: str, formats: Sequence[str]) -> str:
    said = {"found": repr(row[column][0]), "row": row["_row"][0], "file": row["_file"][0]}
    return MESSAGES["cell"].format(format=", ".join(formats), **said)


def _pieces(column: str, tables: Sequence[ParquetTable]) -> Iterator[pl.DataFrame]:
    """The column of tables, where it is text, some rows at a time with where each came from."""
    for table in tables:
        scan = table.scan()
        if column not in scan.collect_schema():
            continue
        first = 0
        with reading_errors(table.name):
            while (rows := table.rows(scan, first, _ROWS, (column,))).height:
                first += _ROWS
                plain = in_plain_types(rows)
                if plain.schema[column] == pl.String:
                    yield plain
