"""The database that an audit is asked to read, by its address and a query."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Final

from foirules.cli.shared import Refused

if TYPE_CHECKING:
    from foirules.audit.reading.databases.database import Database

LONGEST: Final = 1 << 16  # characters of an address
VARIABLE: Final = "FOIRULES_DATABASE_URL"
MESSAGES: Final = {
    "no-query": "{database}: a database; --query FILE.sql says which rows are its log",
    "no-database": "--query {query}: the database is named by its URL, by - (a line of standard"
    f" input) or by {VARIABLE}; none of these is there",
    "several": "--query {query}: it is for one database; found {count} logs",
    "spark": "{database}: a database, which Spark does not read: leave out --engine spark",
    "spark-query": "--query {query}: it is for a database, which Spark does not read: leave out"
    " --engine spark",
}


def database_asked(options: argparse.Namespace) -> Database | None:
    """The database that is to be read, and its query; the address is then no longer among the logs.

    :raises Refused: where only one of the two is given.
    :raises LogError: for an address or a query that is none.
    """
    if options.query is None:
        _refuse_databases(options)
        return None
    from foirules.audit.reading.databases.address import address_of
    from foirules.audit.reading.databases.database import Database
    from foirules.audit.reading.databases.query import read_query

    if options.engine == "spark":
        raise Refused(MESSAGES["spark-query"].format(query=options.query))
    if len(options.logs) > 1:
        said = {"query": options.query, "count": len(options.logs)}
        raise Refused(MESSAGES["several"].format(**said))
    text = _address(options.logs)
    if not text:
        raise Refused(MESSAGES["no-database"].format(query=options.query))
    options.logs = []
    return Database(address_of(text), read_query(options.query))


def _refuse_databases(options: argparse.Namespace) -> None:
    """Refuses databases among logs, for want of a query."""
    from foirules.audit.reading.databases.address import address_of, has_user, is_database

    on_spark = options.engine == "spark"
    for each in options.logs:
        if on_spark and is_database(each):
            raise Refused(MESSAGES["spark"].format(database=address_of(each).shown))
        if not on_spark and (is_database(each) or has_user(each)):
            raise Refused(MESSAGES["no-query"].format(database=address_of(each).shown))


def _address(given: list[str]) -> str:
    """The address that is given, in one of the ways that keep a password out of a shell's
    history, or as an argument."""
    if not given:
        return os.environ.get(VARIABLE, "").strip()
    if given[0] != "-":
        return given[0]
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass("URL of the database: ").strip()
    return sys.stdin.readline(LONGEST).strip()
