"""SQLite, where each cell has a type of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command, Told

pl = pytest.importorskip("polars")

Ask = Callable[..., Told]


@pytest.fixture
def ask(foirules: Command, tmp_path: Path) -> Ask:
    """Runs a query on a file that some SQL has made."""

    def run(made: str, sql: str, *more: object) -> Told:
        with closing(sqlite3.connect(tmp_path / "log.db")) as connection:
            connection.executescript(made)
        (tmp_path / "q.sql").write_text(sql, encoding="utf-8")
        asked = ["--query", tmp_path / "q.sql", "--as-of", "2024-06-03", "--out", tmp_path / "out"]
        return foirules("audit", tmp_path / "log.db", *asked, *more)

    return run


def clocks(tmp_path: Path) -> Any:
    return pl.read_parquet(tmp_path / "out" / "clocks" / "*.parquet")


ONE = "SELECT ref AS \"case\", '2024-03-04' AS \"on\", 'request-received' AS event FROM log"


@pytest.mark.parametrize(
    ("refs", "called"),
    [
        ("(1), (2)", {"1", "2"}),
        ("(1.0), (2.0)", {"1", "2"}),
        ("(1), ('b'), (3.0), (x'64')", {"1", "b", "3", "d"}),
        ("(' a '), ('b')", {"a", "b"}),
        ("(9223372036854775807), (-1)", {"9223372036854775807", "-1"}),
    ],
)
def test_ids_of_every_type(ask: Ask, tmp_path: Path, refs: str, called: set[str]) -> None:
    assert ask(f"CREATE TABLE log (ref); INSERT INTO log VALUES {refs}", ONE).code == 0
    assert set(clocks(tmp_path)["case"]) == called


def test_an_id_is_one_case_whatever_the_types_of_those_around_it(ask: Ask, tmp_path: Path) -> None:
    """The rows of a batch may all have numbers as ids, and those of another some text."""
    made = """
    CREATE TABLE log (ref, day, event);
    WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 60000)
    INSERT INTO log SELECT n, '2024-03-04', 'request-received' FROM n;
    INSERT INTO log VALUES ('x', '2024-03-04', 'request-received'), (7, '2024-04-30', 'response');
    """
    sql = 'SELECT ref AS "case", day AS "on", event FROM log'
    told = ask(made, sql, "--processes", 1)
    assert "60,001 cases: 60,001 assessed, 0 rejected" in " ".join(told.out.split())
    answered = clocks(tmp_path).filter(pl.col("clock") == "response", pl.col("case") == "7")
    assert answered["stopped"].cast(pl.String).to_list() == ["2024-04-30"]


def test_lists_truths_and_days_as_sqlite_has_them(ask: Ask, tmp_path: Path) -> None:
    made = """
    CREATE TABLE requests (ref integer, received text, answered text, told integer);
    CREATE TABLE grounds (ref integer, code text);
    INSERT INTO requests VALUES (1, '2024-03-04', '2024-03-28 16:00:00', 0);
    INSERT INTO grounds VALUES (1, 's40(2)'), (1, 's22');
    """
    sql = """
    SELECT ref, received, answered, told, 'refused' AS outcome,
      (SELECT json_group_array(code) FROM grounds g WHERE g.ref = r.ref) AS grounds
    FROM requests r
    """
    map = tmp_path / "map.yaml"
    map.write_text(
        "map: m\ncolumns:\n  case: ref\n  outcome: outcome\n  exemptions: grounds\n"
        '  ico-right: {column: told, values: {"1": true, "0": false}}\n'
        "events:\n  - {event: request-received, on: received}\n"
        "  - {event: response, on: answered}\n",
        encoding="utf-8",
    )
    told = ask(made, sql, "--map", map, "--format", "csv")
    assert (told.code, told.err) == (0, "")
    findings = pl.read_csv(tmp_path / "out" / "findings.csv", infer_schema=False)
    assert "ico-right-missing" in findings["rule"].to_list()


def test_a_database_that_another_program_writes_is_read(ask: Ask, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "log.db", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = wal")
        other.execute("CREATE TABLE log (ref)")
        other.execute("INSERT INTO log VALUES (1)")
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO log VALUES (2)")  # and not yet committed
        assert ask("", ONE).code == 0
    assert set(clocks(tmp_path)["case"]) == {"1"}


def test_a_query_makes_no_file(ask: Ask, tmp_path: Path) -> None:
    told = ask("CREATE TABLE log (ref)", f"ATTACH '{tmp_path / 'made.db'}' AS made")
    assert (told.code, told.out) == (2, "")
    assert not (tmp_path / "made.db").exists()
