"""A database and a query -> the rows of a log."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from typing import Final

import polars as pl
from attrs import frozen

from foirules.audit.reading.databases.address import SQLITE, Address
from foirules.audit.reading.databases.columns import Rows
from foirules.audit.reading.databases.query import Query
from foirules.audit.reading.databases.waiting import Waiting, waiting
from foirules.audit.reading.readers.row_writer import WRONG, LogError, RowWriter

MESSAGES: Final = {
    "extra": "{database}: a database of PostgreSQL; to read it: pip install 'foirules[database]'",
    "no-rows": "{query}: the query gives no rows",
    "twice": "{query}: two columns are called {found}; AS gives one another name",
}
NOTES: Final = {"from": "read from {database}"}
Read = Callable[[Address, Query, Waiting], Generator[Rows]]


@frozen
class Database:
    """A database, and the query that gives a log."""

    address: Address
    query: Query


def read_database(database: Database, writer: RowWriter) -> None:
    """Gives the rows of a query, numbered as they come from 1.

    :raises LogError: where the database or the query cannot be used, or gives no rows.
    """
    name, row = database.query.name, 1
    read = _reader(database.address)
    with waiting() as calls, closing(read(database.address, database.query, calls)) as all_rows:
        for rows in all_rows:
            columns, wrong = _columns(rows, name, writer)
            height = len(rows.columns[0])
            ours = {WRONG: wrong} if wrong is not None else {}
            places = pl.int_range(row, row + height, eager=True)
            writer.table(columns, name, places, **ours)
            row += height
    if row == 1:
        raise LogError(MESSAGES["no-rows"].format(query=name))
    writer.note(name, NOTES["from"].format(database=database.address.shown))


def _reader(address: Address) -> Read:
    if address.kind == SQLITE:
        from foirules.audit.reading.databases import sqlite

        return sqlite.rows_of
    try:
        from foirules.audit.reading.databases import postgresql
    except ImportError:
        raise LogError(MESSAGES["extra"].format(database=address.shown)) from None
    return postgresql.rows_of


def _columns(
    rows: Rows, query: str, writer: RowWriter
) -> tuple[dict[str, pl.Series], pl.Series | None]:
    """Columns by their names, and what is wrong with rows as they stand.

    :raises LogError: where two have a name that the map reads.
    """
    columns: dict[str, pl.Series] = {}
    wrong = None
    for place, column in enumerate(rows.columns):
        if column.name in columns and writer.reads(column.name):
            raise LogError(MESSAGES["twice"].format(query=query, found=repr(column.name)))
        columns.setdefault(column.name, column)
        if place in rows.wrong and writer.reads(column.name):
            wrong = pl.Series([rows.wrong[place]]).new_from_index(0, len(column))
    return columns, wrong
