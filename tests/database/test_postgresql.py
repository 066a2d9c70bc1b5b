"""PostgreSQL: its types, its errors, and what is never shown of an address."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command, Told
from tests.database.servers import PASSWORD, QUOTED, USER, Server
from tests.docs.pages import blocks, page
from tests.files import ROOT

pl = pytest.importorskip("polars")

EVENTS = """
SELECT {case} AS "case", {on} AS "on", 'request-received' AS event{more}
"""


@pytest.fixture
def ask(postgresql: Server, foirules: Command, tmp_path: Path) -> Command:
    """Runs a query of the server, and tells what the audit of its rows does."""

    def run(sql: str, *more: object) -> Told:
        (tmp_path / "q.sql").write_text(sql, encoding="utf-8")
        asked = ["--query", tmp_path / "q.sql", "--as-of", "2024-06-03", "--out", tmp_path / "out"]
        return foirules("audit", postgresql.url(), *asked, *more)

    return run


def clocks(tmp_path: Path) -> Any:
    return pl.read_parquet(tmp_path / "out" / "clocks" / "*.parquet")


@pytest.mark.parametrize(
    ("case", "called"),
    [
        ("17", "17"),
        ("17::bigint", "17"),
        ("17.00::numeric", "17"),
        ("17::float8", "17"),
        ("'17 '::char(4)", "17"),
        ("'17'::varchar", "17"),
        ("'A'::of_our_own", "A"),
        ("'17'::short", "17"),
        ("'Ab'::citext", "Ab"),
        (
            "'12345678-1234-5678-9abc-123456789abc'::uuid",
            "12345678-1234-5678-9abc-123456789abc",
        ),
    ],
)
def test_ids_of_every_type(
    postgresql: Server, ask: Command, tmp_path: Path, case: str, called: str
) -> None:
    postgresql.run(
        "DROP TYPE IF EXISTS of_our_own; CREATE TYPE of_our_own AS ENUM ('A', 'B');"
        "DROP DOMAIN IF EXISTS short; CREATE DOMAIN short AS varchar(9);"
        "CREATE EXTENSION IF NOT EXISTS citext"
    )
    told = ask(EVENTS.format(case=case, on="date '2024-03-04'", more=""))
    assert told.code == 0
    assert set(clocks(tmp_path)["case"]) == {called}


@pytest.mark.parametrize(
    ("on", "day"),
    [
        ("date '2024-04-30'", "2024-04-30"),
        ("timestamptz '2024-04-30 23:30+00'", "2024-05-01"),  # London is an hour ahead
        ("timestamptz '2024-03-30 23:30+00'", "2024-03-30"),  # and not yet on this day
        ("timestamptz '2024-04-30 22:30-05'", "2024-05-01"),
        ("timestamp '2024-04-30 23:30'", "2024-04-30"),
        ("'2024-04-30'", "2024-04-30"),
        ("'2024-04-30T23:30:00Z'", "2024-05-01"),
    ],
)
def test_days_are_london_days(ask: Command, tmp_path: Path, on: str, day: str) -> None:
    assert ask(EVENTS.format(case="1", on=on, more="")).code == 0
    starts = clocks(tmp_path).filter(pl.col("clock") == "response")["started"]
    assert [str(each) for each in starts] == [day]


@pytest.mark.parametrize(
    "cited",
    ["array['s22', '{}']", '\'["s22", "{}"]\'::json', '\'["s22", "{}"]\'::jsonb', "'s22;{}'"],
)
def test_lists_are_arrays_json_or_text(ask: Command, tmp_path: Path, cited: str) -> None:
    both = """
    SELECT 1 AS "case", date '2024-03-08' AS "on", 'response' AS event, 'refused' AS outcome,
      {} AS exemptions
    UNION ALL SELECT 1, date '2024-03-04', 'request-received', NULL, NULL
    """
    assert ask(both.format(cited.format("s40(2)"))).code == 0
    # and each member is looked at
    assert ask(both.format(cited.format("s400"))).code == 2
    reasons = pl.read_csv(tmp_path / "out" / "rejected.csv")["reason"].to_list()
    assert reasons[0].startswith("exemptions[2]: unknown exemption 's400'")


@pytest.mark.parametrize(("said", "found"), [("true", 0), ("false", 1)])
def test_truths(ask: Command, tmp_path: Path, said: str, found: int) -> None:
    both = """
    SELECT 1 AS "case", date '2024-03-04' AS "on", 'request-received' AS event,
      NULL::bool AS "ico-right", NULL AS outcome
    UNION ALL SELECT 1, date '2024-03-08', 'response', {}, 'refused'
    """
    assert ask(both.format(said), "--format", "csv").code == 0
    findings = pl.read_csv(tmp_path / "out" / "findings.csv", infer_schema=False)
    assert findings["rule"].to_list().count("ico-right-missing") == found


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("inet '10.0.0.1'", "until: found inet, which is no value; the query may cast it to text"),
        ("interval '2 days'", "until: found interval, which is no value; the query may cast"),
        ("date 'infinity'", "until: found a day outside the years 1 to 9999"),
        ("time '10:00'", "until: found Time; expected a value, or a list of values"),
        ("true", "until: found true; expected a date"),
        ("'[{}]'::json", "until: found '[{}]'; expected a date"),
        ("'\\xff'::bytea", "until: found bytes that are no UTF-8 text"),
    ],
)
def test_values_that_are_none_of_ours_are_told_by_their_rows(
    ask: Command, tmp_path: Path, value: str, reason: str
) -> None:
    told = ask(EVENTS.format(case="1", on="'2024-03-04'", more=f', {value} AS "until"'))
    assert told.code == 2
    (row, *_) = pl.read_csv(tmp_path / "out" / "rejected.csv").to_dicts()
    assert (row["file"], row["row"]) == (str(tmp_path / "q.sql"), 1)
    assert row["reason"].startswith(reason)
    # and where the audit does not read the column, it is no matter
    assert ask(EVENTS.format(case="1", on="'2024-03-04'", more=f", {value} AS idle")).code == 0


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ({"password": "wr0ng"}, 'cannot be reached: password authentication failed for user "***"'),
        ({"user": "stranger"}, 'cannot be reached: password authentication failed for user "***"'),
        ({"name": "nosuch"}, 'cannot be reached: database "nosuch" does not exist'),
        ({"name": "keeper"}, 'cannot be reached: database "***" does not exist'),
        ({"name": "postgres?sslmode=require"}, "cannot be reached: "),
        ({"name": "postgres?nosuch=1"}, 'cannot be reached: invalid URI query parameter: "nosuch"'),
    ],
)
def test_a_database_that_cannot_be_reached_is_told_without_user_and_password(
    postgresql: Server, foirules: Command, tmp_path: Path, url: dict[str, str], said: str
) -> None:
    (tmp_path / "q.sql").write_text("SELECT 1", encoding="utf-8")
    given = postgresql.url(**url)
    told = foirules("audit", given, "--query", tmp_path / "q.sql")
    shown = f"postgresql://127.0.0.1:{postgresql.port}/{url.get('name', 'postgres')}".partition("?")
    assert told.code == 2
    assert told.err.startswith(f"foirules: {shown[0]}: {said}")
    assert len(told.err.splitlines()) == 1
    for secret in (QUOTED, "swordfish", "wr0ng", "stranger", f'"{USER}"'):
        assert secret not in told.err + told.out


def test_a_server_that_is_not_there(foirules: Command, tmp_path: Path, postgresql: Server) -> None:
    (tmp_path / "q.sql").write_text("SELECT 1", encoding="utf-8")
    told = foirules("audit", "postgresql://me:pw@127.0.0.1:1/x", "--query", tmp_path / "q.sql")
    assert told.code == 2
    assert told.err.startswith("foirules: postgresql://127.0.0.1:1/x: cannot be reached: ")
    assert "Connection refused" in told.err


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT 1/(3 - n) AS n FROM generate_series(1, 5) n", "division by zero"),
        ("SELECT date 'x'", 'line 1, column 13: invalid input syntax for type date: "x"'),
        ("EXPLAIN SELECT 1", 'line 1, column 1: syntax error at or near "EXPLAIN"'),
        ("SELECT $1", "line 1, column 8: there is no parameter $1"),
        ("SELECT 1) TO STDOUT --", 'line 1, column 9: syntax error at or near ")"'),
        ("SET TRANSACTION READ WRITE", "the query gives no columns; expected a SELECT"),
        ("COPY pg_class TO PROGRAM 'true'", "the query gives no columns; expected a SELECT"),
        ("SELECT 1 WHERE false", "the query gives no rows"),
        (
            "WITH t AS (SELECT 1 AS colour)\nSELECT color FROM t",
            'line 2, column 8: column "color" does not exist (Perhaps you meant to reference the'
            ' column "t.colour".)',
        ),
        (
            "SELECT set_config('transaction_read_only', 'off', false)",
            "transaction read-write mode must be set before any query",
        ),
        (
            "SELECT that_writes()",
            "the query writes; a database is only read: cannot execute INSERT in a read-only"
            " transaction",
        ),
    ],
)
@pytest.mark.usefixtures("function_that_writes")
def test_a_query_that_cannot_be_run(ask: Command, tmp_path: Path, sql: str, said: str) -> None:
    told = ask(sql)
    assert (told.code, told.err) == (2, f"foirules: {tmp_path / 'q.sql'}: {said}\n")


@pytest.fixture
def function_that_writes(postgresql: Server) -> None:
    postgresql.run(
        "CREATE TABLE IF NOT EXISTS written (n int);"
        "CREATE OR REPLACE FUNCTION that_writes() RETURNS int LANGUAGE SQL VOLATILE"
        " AS 'INSERT INTO written VALUES (1) RETURNING n'"
    )


def test_rows_come_as_they_are_read(postgresql: Server, tmp_path: Path) -> None:
    from foirules.audit.reading.databases.address import address_of
    from foirules.audit.reading.databases.postgresql import rows_of
    from foirules.audit.reading.databases.query import Query
    from foirules.audit.reading.databases.waiting import waiting

    sql = "SELECT n, repeat('x', 1000) AS t FROM generate_series(1, 100000) n"
    with waiting() as calls:
        heights = [
            len(rows.columns[0])
            for rows in rows_of(address_of(postgresql.url()), Query("q.sql", sql), calls)
        ]
    assert sum(heights) == 100_000
    assert max(heights) < 30_000


def test_an_interruption_ends_a_query_that_runs(postgresql: Server, tmp_path: Path) -> None:
    # given an audit that waits for a long query
    (tmp_path / "q.sql").write_text("SELECT pg_sleep(60) AS slept", encoding="utf-8")
    command = [sys.executable, "-m", "foirules", "audit", postgresql.url()]
    asked = [*command, "--query", str(tmp_path / "q.sql")]
    with subprocess.Popen(asked, cwd=ROOT, stderr=subprocess.PIPE, text=True) as audit:
        running = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY (SELECT pg_sleep%'"
        while postgresql.run(running) == "0" and audit.poll() is None:
            time.sleep(0.05)
        # when it is interrupted
        audit.send_signal(signal.SIGINT)
        _, said = audit.communicate(timeout=20)
    # then it ends at once, says so, and the server works on it no more
    assert audit.returncode == 130
    assert said.splitlines()[-1].startswith("foirules: interrupted while the logs were read")
    assert postgresql.run(f"{running} AND state = 'active'") == "0"


def test_the_query_of_the_page_on_audits(
    postgresql: Server, foirules: Command, tmp_path: Path
) -> None:
    postgresql.run(
        "CREATE TABLE requests (number int PRIMARY KEY, received date, answered date, outcome text);"
        "CREATE TABLE exemptions (request int, code text);"
        "INSERT INTO requests VALUES (1, '2024-03-04', '2024-03-28', 'refused'),"
        " (2, '2024-03-04', NULL, NULL);"
        "INSERT INTO exemptions VALUES (1, 's22'), (1, 's40(2)')"
    )
    (sql,) = blocks(page("docs/audit.md"), "sql")
    (tmp_path / "q.sql").write_text(sql, encoding="utf-8")
    (tmp_path / "map.yaml").write_text(
        "map: m\ncolumns: {case: Ref, outcome: outcome, exemptions: exemptions}\nevents:\n"
        "  - {event: request-received, on: received}\n  - {event: response, on: answered}\n",
        encoding="utf-8",
    )
    asked = ["--query", tmp_path / "q.sql", "--map", tmp_path / "map.yaml"]
    told = foirules("audit", postgresql.url(), *asked, "--as-of", "2024-06-03")
    assert (told.code, told.err) == (0, "")
    assert "2 cases: 2 assessed, 0 rejected" in told.out


def test_a_password_need_not_be_in_the_address(
    postgresql: Server, foirules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "q.sql").write_text("SELECT 1 WHERE false", encoding="utf-8")
    (tmp_path / "pgpass").write_text(
        f"127.0.0.1:{postgresql.port}:*:{USER}:{PASSWORD}\n", encoding="utf-8"
    )
    (tmp_path / "pgpass").chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
    given = f"postgresql://{USER}@127.0.0.1:{postgresql.port}/postgres"
    told = foirules("audit", given, "--query", tmp_path / "q.sql")
    assert told.err == f"foirules: {tmp_path / 'q.sql'}: the query gives no rows\n"
