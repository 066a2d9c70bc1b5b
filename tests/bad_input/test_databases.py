"""Databases and queries that cannot be read: what is told."""

from __future__ import annotations

import io
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, Final
from unittest import mock

import pytest

pytest.importorskip("polars")

from foirules.audit.reading import databases
from foirules.cli import main
from tests.bad_input.test_logs import folder

SQL: Final[dict[str, Any]] = {
    "good.sql": "SELECT ref AS \"case\", '2024-03-04' AS \"on\", 'request-received' AS event FROM log",
    "frm.sql": "SELECT ref\nFRM log",
    "of.sql": "SELECT ref\nFROM lgo",
    "sum.sql": "SELECT sum(ref, ref) FROM log",
    "two.sql": "SELECT 1;\nSELECT 2",
    "none.sql": "-- SELECT 1;\n",
    "no-rows.sql": "SELECT ref FROM log WHERE 0",
    "writes.sql": "DELETE FROM log",
    "twice.sql": 'SELECT ref AS "case", ref AS "case" FROM log',
    "latin.sql": b"SELECT '\xe9'",
    "log.csv": "case,on,event\na,2024-03-04,request-received\n",
}
Given = list[str]
URL: Final = (
    "the address of a database cannot be read; expected postgresql://HOST:PORT/NAME, with"
    " USER:PASSWORD@ before HOST, or sqlite:///PATH; in a user or password, write %40 for @, %2F for"
    " /, %3A for :, %3F for ? and %23 for #"
)

TRIALS: dict[str, tuple[Given, list[str]]] = {
    "no query": (
        ["sqlite:///log.db"],
        ["sqlite:///log.db: a database; --query FILE.sql says which rows are its log"],
    ),
    "a file without a query": (
        ["log.db"],
        ["log.db: a database of SQLite; --query FILE.sql says which rows are its log"],
    ),
    "a server without a query": (
        ["postgresql://me:pw@db/x"],
        ["postgresql://db/x: a database; --query FILE.sql says which rows are its log"],
    ),
    "no database": (
        ["--query", "good.sql"],
        [
            "--query good.sql: the database is named by its URL, by - (a line of standard input) or"
            " by FOIRULES_DATABASE_URL; none of these is there"
        ],
    ),
    "several": (
        ["log.db", "log.csv", "--query", "good.sql"],
        ["--query good.sql: it is for one database; found 2 logs"],
    ),
    "standard input twice": (
        ["-", "--query", "-"],
        ["standard input (-) can be read once only"],
    ),
    "a kind nobody knows": (
        ["postgers://me:pw@db/x", "--query", "good.sql"],
        ["unknown kind of database 'postgers'; did you mean 'postgresql'?"],
    ),
    "a kind that is not read": (
        ["mysql://me:pw@db/x"],
        ["unknown kind of database 'mysql'; expected postgresql or sqlite"],
    ),
    "an address that is none": (["postgresql://me:p/w@db/x", "--query", "good.sql"], [URL]),
    "a port that is none": (["postgresql://db:port/x", "--query", "good.sql"], [URL]),
    "a path that is none": (["sqlite://log.db", "--query", "good.sql"], [URL]),
    "no such file": (
        ["sqlite:///nosuch.db", "--query", "good.sql"],
        ["sqlite:///nosuch.db: cannot be read: No such file or directory"],
    ),
    "no database in it": (
        ["log.csv", "--query", "good.sql"],
        ["log.csv: cannot be read: file is not a database"],
    ),
    "a folder": ([".", "--query", "good.sql"], [".: cannot be read: Is a directory"]),
    "no such query": (
        ["log.db", "--query", "nosuch.sql"],
        ["nosuch.sql: cannot be read: No such file or directory"],
    ),
    "a query in Latin-1": (["log.db", "--query", "latin.sql"], ["latin.sql:1:9: not UTF-8 text"]),
    "no query in it": (["log.db", "--query", "none.sql"], ["none.sql: no query in it"]),
    "two queries": (
        ["log.db", "--query", "two.sql"],
        ["two.sql: line 2, column 1: a second query; expected one"],
    ),
    "a query that is none": (
        ["log.db", "--query", "frm.sql"],
        ['frm.sql: line 2, column 5: near "log": syntax error'],
    ),
    "no such table": (
        ["log.db", "--query", "of.sql"],
        ["of.sql: line 2, column 6: no such table: lgo"],
    ),
    "a call that is wrong": (
        ["log.db", "--query", "sum.sql"],
        ["sum.sql: wrong number of arguments to function sum()"],
    ),
    "a query that writes": (
        ["log.db", "--query", "writes.sql"],
        ["writes.sql: the query does more than read; a database is only read"],
    ),
    "no rows": (["log.db", "--query", "no-rows.sql"], ["no-rows.sql: the query gives no rows"]),
    "a name twice": (
        ["log.db", "--query", "twice.sql"],
        ["twice.sql: two columns are called 'case'; AS gives one another name"],
    ),
    "no column of ours": (
        ["log.db", "--query", "good.sql", "--map", "map.yaml"],
        [
            "good.sql: no column 'Number'; expected case, on or event; a map says which column it is: --map, or"
            " --suggest-map to have one proposed"
        ],
    ),
    "a sheet": (
        ["log.db", "--query", "good.sql", "--sheet", "A"],
        ["--sheet A: a sheet is of a workbook, and none of the logs is one"],
    ),
    "on Spark": (
        ["log.db", "--query", "good.sql", "--engine", "spark"],
        [
            "--query good.sql: it is for a database, which Spark does not read: leave out --engine spark"
        ],
    ),
    "an address on Spark": (
        ["postgresql://me:pw@db/x", "--engine", "spark"],
        ["postgresql://db/x: a database, which Spark does not read: leave out --engine spark"],
    ),
    "without the driver": (
        ["postgresql://me:pw@db/x", "--query", "good.sql"],
        [
            "postgresql://db/x: a database of PostgreSQL; to read it: pip install"
            " 'foirules[database]'"
        ],
    ),
}


def told(given: Given) -> list[str]:
    """The lines on standard error; nothing is printed, and the exit code is 2."""
    out, err = io.StringIO(), io.StringIO()
    fault = without_driver() if "postgresql://me:pw@db/x" in given else nullcontext()
    files = {**SQL, "log.db": _database, "map.yaml": MAP}
    with folder(files), fault, redirect_stdout(out), redirect_stderr(err):
        assert main(["audit", *given]) == 2
    assert out.getvalue() == ""
    return [line.removeprefix("foirules: ") for line in err.getvalue().splitlines()]


MAP: Final = 'map: m\ncolumns: {case: Number, on: "on", event: event}\n'


def _database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as made, made:
        made.execute("CREATE TABLE log (ref integer)")
        made.execute("INSERT INTO log VALUES (1)")


@contextmanager
def without_driver() -> Iterator[None]:
    """The driver of PostgreSQL is as if it were not installed."""
    module = f"{databases.__name__}.postgresql"
    own = vars(databases)
    kept, attribute = sys.modules.pop(module, None), own.pop("postgresql", None)
    with mock.patch.dict(sys.modules, {"nanoarrow": None}):
        yield
    if kept is not None:
        sys.modules[module], own["postgresql"] = kept, attribute


@pytest.mark.parametrize(("given", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_is_wrong_is_told(given: Given, lines: list[str]) -> None:
    assert told(given) == lines
