"""The rows of a query of PostgreSQL, in a transaction that can only read, as they come."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from contextlib import ExitStack, closing
from typing import Any, Final

import adbc_driver_manager as adbc
import adbc_driver_postgresql
import nanoarrow
import polars as pl
from attrs import frozen

from foirules.audit.reading.databases.address import Address
from foirules.audit.reading.databases.columns import Rows, tidied
from foirules.audit.reading.databases.query import Query
from foirules.audit.reading.databases.waiting import Waiting
from foirules.audit.reading.readers.row_writer import LogError

MESSAGES: Final = {
    "connect": "{database}: cannot be reached: {reason}",
    "query": "{query}: {place}{reason}",
    "writes": "{query}: the query writes; a database is only read: {reason}",
    "type": "{column}: found {type}, which is no value; the query may cast it to text",
    "no-columns": "{query}: the query gives no columns; expected a SELECT",
}
_COPY: Final = "COPY ("  # what the driver puts before a query
_READ_ONLY: Final = "25006"  # SQLSTATE
_IN_TRANSACTION: Final = "in a read-only transaction"  # where a query that runs gives no SQLSTATE
_POSITION: Final = b"PG_DIAG_STATEMENT_POSITION"
_TYPE: Final = b"POSTGRESQL:type"
_TEXTS: Final = ("citext", "xml")  # types whose bytes are text
_BYTES: Final = "z"  # in Arrow's letters, as are these
_INTERVALS: Final = ("ti",)
_GROUPS: Final = ((0, 8), (8, 4), (12, 4), (16, 4), (20, 12))  # of a UUID's digits
_ERROR: Final = re.compile(r"\b(?:ERROR|FATAL|PANIC): +")
_DRIVER: Final = re.compile(r"^(?:[A-Z_]+: )?(?:\[libpq\] )?(?:Failed to connect: )?")


def rows_of(address: Address, query: Query, waiting: Waiting) -> Generator[Rows]:
    """The rows of a query, some at a time.

    :raises LogError: where there are none to be had.
    """
    with ExitStack() as opened:
        try:
            statement = _reading(address, waiting, opened)
        except adbc.Error as error:
            reason = address.without_user(_reason(str(error)))
            said = {"database": address.shown, "reason": reason}
            raise LogError(MESSAGES["connect"].format(**said)) from None
        waiting.cancel = statement.cancel
        try:
            statement.set_sql_query(query.text)
            columns = [_Column.of(each) for each in _children(waiting(statement.execute_schema))]
            if not columns:
                raise LogError(MESSAGES["no-columns"].format(query=query.name))
            handle, _ = waiting(statement.execute_query)
            stream = nanoarrow.c_array_stream(handle)
            opened.callback(stream.release)
            while (batch := waiting(_next, stream)) is not None:
                yield _rows(batch, columns)
        except (adbc.Error, RuntimeError) as error:  # what nanoarrow raises is one
            raise LogError(_of_query(query, address, error)) from None


def _reading(address: Address, waiting: Waiting, opened: ExitStack) -> adbc.AdbcStatement:
    """A statement in a transaction that can only read."""
    database = waiting(adbc_driver_postgresql.connect, address.given)
    opened.enter_context(closing(database))
    connection = waiting(adbc.AdbcConnection, database)
    opened.enter_context(closing(connection))
    connection.set_autocommit(False)
    statement = opened.enter_context(closing(adbc.AdbcStatement(connection)))
    statement.set_sql_query("SET TRANSACTION READ ONLY")
    waiting(statement.execute_update)
    return statement


def _children(schema: adbc.ArrowSchemaHandle) -> list[Any]:
    return list(nanoarrow.c_schema(schema).children)


def _next(stream: Any) -> Any:
    """The next rows of a stream, or None; a thread cannot hand on that a stream has stopped."""
    try:
        return stream.get_next()
    except StopIteration:
        return None


# --- columns --------------------------------------------------------------------------------------


@frozen
class _Column:
    """A column of a query.

    :param type: as PostgreSQL calls it.
    :param in_arrow: as Arrow does, in its letters.
    """

    name: str
    type: str
    in_arrow: str

    @classmethod
    def of(cls, schema: Any) -> _Column:
        said = dict(schema.metadata.items()) if schema.metadata else {}
        return cls(schema.name, said.get(_TYPE, b"").decode(), schema.format)

    @property
    def has_values(self) -> bool:
        """Whether what it holds can be a value of a log."""
        if self.in_arrow == _BYTES:
            return self.type in ("bytea", *_TEXTS)
        return not self.in_arrow.startswith(_INTERVALS)

    def read(self, values: Any) -> pl.Series:
        """Its values in a type of ours."""
        column = pl.Series(self.name, values)
        if isinstance(column.dtype, pl.BaseExtension):
            column = column.ext.storage()
        if self.type == "uuid":
            column = _with_hyphens(column)
        elif self.type in _TEXTS:
            column = column.cast(pl.String)
        elif self.type == "numeric":
            column = column.str.replace(r"\.0+$", "")
        return tidied(column)


def _rows(batch: Any, columns: Sequence[_Column]) -> Rows:
    read, wrong = [], {}
    for place, column in enumerate(columns):
        if column.has_values:
            read.append(column.read(batch.child(place)))
            continue
        wrong[place] = MESSAGES["type"].format(column=column.name, type=column.type)
        read.append(pl.Series(column.name, [None], dtype=pl.String).new_from_index(0, batch.length))
    return Rows(read, wrong)


def _with_hyphens(column: pl.Series) -> pl.Series:
    """UUIDs as they are written."""
    digits = column.bin.encode("hex")
    parts = [pl.lit(digits).str.slice(start, length) for start, length in _GROUPS]
    return pl.select(pl.concat_str(parts, separator="-")).to_series().alias(column.name)


# --- what the database says -----------------------------------------------------------------------


def _of_query(query: Query, address: Address, error: Exception) -> str:
    """What is wrong with a query, and where."""
    reason = address.without_password(_reason(str(error)))
    if getattr(error, "sqlstate", None) == _READ_ONLY or _IN_TRANSACTION in reason:
        return MESSAGES["writes"].format(query=query.name, reason=reason)
    said = dict(getattr(error, "details", None) or ())
    place = ""
    if _POSITION in said:
        before = len(_COPY) if _COPY + query.text in str(error) else 0
        place = query.place(int(said[_POSITION]) - 1 - before) + ": "
    return MESSAGES["query"].format(query=query.name, place=place, reason=reason)


def _reason(said: str) -> str:
    """What PostgreSQL says is wrong, of all that its driver says."""
    lines = said.strip().splitlines() or [""]
    found = next((each for each in lines if _ERROR.search(each)), lines[0])
    hint = next((each for each in lines if each.startswith("HINT:")), "")
    reason = _DRIVER.sub("", _ERROR.split(found)[-1]).strip()
    return f"{reason} ({hint.removeprefix('HINT:').strip()})" if hint else reason
