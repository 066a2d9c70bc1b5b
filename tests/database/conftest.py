"""Databases to read: a file of SQLite, and PostgreSQL where its server is installed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from attrs import frozen

from tests.cli.conftest import Command, foirules
from tests.database.servers import Server, programs, server

__all__ = ["Command", "foirules"]


@frozen
class Kept:
    """A database that a test may change.

    :param run: runs SQL, several statements if need be.
    """

    kind: str
    url: str
    run: Callable[[str], object]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    found = programs()
    if found is None:
        pytest.skip("there is no server of PostgreSQL")
    pytest.importorskip("adbc_driver_postgresql")
    with server(found) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    if request.param == "sqlite":
        path = tmp_path / "kept.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            yield Kept("sqlite", f"sqlite:///{path}", connection.executescript)
        return
    running: Server = request.getfixturevalue("postgresql")
    name = f"of_{uuid4().hex}"
    running.run(f"CREATE DATABASE {name}")
    yield Kept("postgresql", running.url(name), lambda sql: running.run(sql, name))
    running.run(f"DROP DATABASE {name}")
