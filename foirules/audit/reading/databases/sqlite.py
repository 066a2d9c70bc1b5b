"""The rows of a query of SQLite: the file is opened for reading only, and only read."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.parse import quote

from attrs import Factory, define

from foirules.audit.reading.databases.address import Address
from foirules.audit.reading.databases.columns import Rows, column_of
from foirules.audit.reading.databases.query import Query
from foirules.audit.reading.databases.waiting import Waiting
from foirules.audit.reading.readers.row_writer import BATCH, LogError

MESSAGES: Final = {
    "unread": "{database}: cannot be read: {reason}",
    "query": "{query}: {place}{reason}",
    "writes": "{query}: the query does more than read; a database is only read",
}
_READS: Final = (
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
)
_NAMED: Final = re.compile(r'^(?:near "(.+)": |no such \w+: (?:\w+\.)*(\w+)$)')


def rows_of(address: Address, query: Query, waiting: Waiting) -> Generator[Rows]:
    """The rows of a query, some at a time.

    :raises LogError: where there are none to be had.
    """
    path = Path(address.given)
    try:
        path.open("rb").close()  # what is wrong with a file is told better than by SQLite
        found = f"file:{quote(str(path.absolute()))}?mode=ro"
        connection = sqlite3.connect(found, uri=True, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        raise _unread(address, error) from None
    waiting.cancel = connection.interrupt
    with closing(connection):
        try:
            connection.execute("PRAGMA schema_version")
        except sqlite3.Error as error:
            raise _unread(address, error) from None
        allowed = _OnlyReads()
        connection.set_authorizer(allowed)
        try:
            with closing(connection.cursor()) as cursor:
                waiting(cursor.execute, query.text)
                names = [each[0] for each in cursor.description]
                while rows := waiting(cursor.fetchmany, BATCH):
                    columns = zip(names, zip(*rows, strict=True), strict=True)
                    yield Rows([column_of(name, values) for name, values in columns])
        except (sqlite3.Error, sqlite3.Warning) as error:
            if allowed.refused:
                raise LogError(MESSAGES["writes"].format(query=query.name)) from None
            place = _place(connection, query, str(error))
            said = {"query": query.name, "place": place, "reason": error}
            raise LogError(MESSAGES["query"].format(**said)) from None


def _unread(address: Address, error: Exception) -> LogError:
    reason = getattr(error, "strerror", None) or error
    return LogError(MESSAGES["unread"].format(database=address.shown, reason=reason))


@define
class _OnlyReads:
    """Allows what reads alone."""

    refused: list[int] = Factory(list)

    def __call__(self, action: int, *_: object) -> int:
        if action in _READS:
            return sqlite3.SQLITE_OK
        self.refused.append(action)
        return sqlite3.SQLITE_DENY


def _place(connection: sqlite3.Connection, query: Query, error: str) -> str:
    """Where the query has what an error names, as far as that is known."""
    named = _NAMED.match(error)
    if named is None:
        return ""
    word = re.escape(named[1] or named[2])
    found = list(re.finditer(rf"(?<!\w){word}(?!\w)", query.text))
    if named[1]:  # what does not fit the grammar: the first up to which it does not
        texts = ((each, query.text[: each.end()]) for each in found)
        found = [each for each, text in texts if _error_of(connection, text) == error][:1]
    return f"{query.place(found[0].start())}: " if len(found) == 1 else ""


def _error_of(connection: sqlite3.Connection, begun: str) -> str:
    """What is wrong with the beginning of a query, which is not run."""
    try:
        connection.execute(f"EXPLAIN {begun}").close()
    except (sqlite3.Error, sqlite3.Warning) as error:
        return str(error)
    return ""
