"""A log that a query gives: read as the same log in a file is, whatever the database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.database.conftest import Kept

pl = pytest.importorskip("polars")

TRACKER = """
CREATE TABLE requests (
  ref integer, team text, received {day}, answered {day}, result text, cited text);
INSERT INTO requests VALUES
  (101, 'Legal', '2024-03-04', '2024-03-28', 'Refused', '["s40(2)", "s43(2)"]'),
  (102, 'Legal ', '2024-03-04', '2024-04-08', 'Disclosed', NULL),
  (103, 'Parks', '2024-05-08', NULL, NULL, NULL),
  (NULL, 'Parks', '2024-05-09', NULL, NULL, '[]');
"""
QUERY = """\
-- The tracker; a row a request.
SELECT ref AS "Ref", team AS "Team", received AS "Received", answered AS "Answered",
  result AS "Result", cited AS "Cited"
FROM requests ORDER BY received, ref; -- the last of it
"""
MAP = """\
map: tracker
columns:
  case: ref
  authority: Team
  outcome: {column: Result, values: {Disclosed: disclosed, Refused: refused}}
  exemptions: Cited
events:
  - {event: request-received, on: Received}
  - {event: response, on: Answered}
"""
AS_CSV = """\
Ref,Team,Received,Answered,Result,Cited
101,Legal,2024-03-04,2024-03-28,Refused,s40(2);s43(2)
102,Legal,2024-03-04,2024-04-08,Disclosed,
103,Parks,2024-05-08,,,
,Parks,2024-05-09,,,;
"""


@pytest.fixture
def tracker(database: Kept, tmp_path: Path) -> Kept:
    """A database with a tracker, and a query and a map of it beside."""
    database.run(TRACKER.format(day="date" if database.kind == "postgresql" else "text"))
    (tmp_path / "tracker.sql").write_text(QUERY, encoding="utf-8")
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    (tmp_path / "tracker.csv").write_text(AS_CSV, encoding="utf-8")
    return database


def results(folder: Path) -> dict[str, object]:
    """All tables of an audit but for where their rows came from."""
    found: dict[str, object] = {
        name: pl.read_csv(folder / f"{name}.csv", infer_schema=False).to_dicts()
        for name in ("findings", "clocks", "actions", "statistics")
    }
    found["rejected"] = pl.read_csv(folder / "rejected.csv", columns=["case", "reason"]).to_dicts()
    return found


def test_a_query_gives_what_the_same_rows_in_csv_give(
    tracker: Kept, foirules: Command, tmp_path: Path
) -> None:
    # when the same tracker is audited as a table of a database and as a file
    asked = ["--map", tmp_path / "map.yaml", "--as-of", "2024-06-03", "--format", "csv"]
    query = tmp_path / "tracker.sql"
    of_query = foirules("audit", tracker.url, "--query", query, *asked, "--out", tmp_path / "a")
    of_file = foirules("audit", tmp_path / "tracker.csv", *asked, "--out", tmp_path / "b")
    # then all that is found is the same
    assert (of_query.code, of_file.code) == (0, 0)
    assert results(tmp_path / "a") == results(tmp_path / "b")
    # and what is rejected is of a row of the query
    (rejected,) = pl.read_csv(tmp_path / "a" / "rejected.csv").to_dicts()
    assert (rejected["file"], rejected["row"]) == (str(query), 4)


def test_the_summary_names_the_database_and_no_user(
    tracker: Kept, foirules: Command, tmp_path: Path
) -> None:
    query = tmp_path / "tracker.sql"
    asked = ["--query", query, "--map", tmp_path / "map.yaml", "--as-of", "2024-06-03"]
    told = foirules("audit", tracker.url, *asked, "--out", tmp_path / "out")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    (note,) = summary["file_notes"]
    assert note["file"] == str(query)
    assert note["note"].startswith(f"read from {tracker.kind}://")
    written = "".join(p.read_text("utf-8") for p in (tmp_path / "out").glob("*.json"))
    for secret in ("swordfish", "keeper"):
        assert secret not in told.out + told.err + written


def test_processes_judge_what_was_read_once(
    tracker: Kept, foirules: Command, tmp_path: Path
) -> None:
    tracker.run("DELETE FROM requests WHERE ref IS NULL")
    asked = ["--query", tmp_path / "tracker.sql", "--map", tmp_path / "map.yaml"]
    told = [
        foirules("audit", tracker.url, *asked, "--as-of", "2024-06-03", "--processes", number)
        for number in (1, 2)
    ]
    assert told[0] == told[1]
    assert "3 cases: 3 assessed, 0 rejected" in told[0].out


def test_a_map_is_proposed_of_a_query(tracker: Kept, foirules: Command, tmp_path: Path) -> None:
    told = foirules("audit", tracker.url, "--query", tmp_path / "tracker.sql", "--suggest-map")
    assert told.code == 0
    assert "not sure: Ref: 1 row repeat another row's, or have none" in told.err
    assert told.out.startswith("map: tracker\n")
    assert "case: Ref" in told.out


def test_the_address_is_read_from_standard_input_or_the_environment(
    tracker: Kept, foirules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ["--query", tmp_path / "tracker.sql", "--map", tmp_path / "map.yaml"]
    as_argument = foirules("audit", tracker.url, *asked, "--as-of", "2024-06-03")
    monkeypatch.setattr("sys.stdin", _Line(tracker.url + "\n"))
    assert foirules("audit", "-", *asked, "--as-of", "2024-06-03") == as_argument
    monkeypatch.setenv("FOIRULES_DATABASE_URL", tracker.url)
    assert foirules("audit", *asked, "--as-of", "2024-06-03") == as_argument


def test_at_a_terminal_the_address_is_asked_for_and_not_shown(
    tracker: Kept, foirules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ["--query", tmp_path / "tracker.sql", "--map", tmp_path / "map.yaml"]
    monkeypatch.setattr("sys.stdin", _Line("", terminal=True))
    monkeypatch.setattr("getpass.getpass", lambda prompt: tracker.url)
    assert foirules("audit", "-", *asked, "--as-of", "2024-06-03").code == 0


@pytest.mark.parametrize(
    "writing",
    [
        "INSERT INTO requests (ref) VALUES (9) RETURNING ref",
        "DELETE FROM requests RETURNING ref",
        "DROP TABLE requests",
        "UPDATE requests SET ref = 9",
        "CREATE TABLE more AS SELECT * FROM requests",
    ],
)
def test_a_query_that_writes_is_refused_and_nothing_is_written(
    tracker: Kept, foirules: Command, tmp_path: Path, writing: str
) -> None:
    query = tmp_path / "tracker.sql"
    good = query.read_text("utf-8")
    query.write_text(writing, encoding="utf-8")
    told = foirules("audit", tracker.url, "--query", query)
    assert (told.code, told.out) == (2, "")
    assert "only read" in told.err or "gives no columns" in told.err
    # and the tracker is as it was
    query.write_text(good, encoding="utf-8")
    asked = ["--map", tmp_path / "map.yaml", "--as-of", "2024-06-03"]
    assert "3 assessed" in foirules("audit", tracker.url, "--query", query, *asked).out


@pytest.mark.parametrize(
    ("sql", "place"),
    [
        ("SELECT ref\nFROM requests\nWHER ref > 1", "line 3, column 6: "),
        ("SELECT ref,\n  tema\nFROM requests", "line 2, column 3: "),
        ("SELECT ref FROM request", "line 1, column 17: "),
        ("SELECT 1;\n\nSELECT 2", "line 3, column 1: a second query; expected one\n"),
    ],
)
def test_what_is_wrong_with_a_query_is_told_with_its_place(
    tracker: Kept, foirules: Command, tmp_path: Path, sql: str, place: str
) -> None:
    query = tmp_path / "tracker.sql"
    query.write_text(sql, encoding="utf-8")
    told = foirules("audit", tracker.url, "--query", query)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"foirules: {query}: {place}")
    assert len(told.err.splitlines()) == 1


class _Line:
    """Standard input with a line in it."""

    def __init__(self, text: str, terminal: bool = False) -> None:
        self.text, self.terminal = text, terminal

    def isatty(self) -> bool:
        return self.terminal

    def readline(self, most: int) -> str:
        return self.text[:most]
