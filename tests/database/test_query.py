"""A file of SQL with one query, told from one with several."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("polars")

from foirules.audit.reading.databases.query import read_query
from foirules.audit.reading.readers.row_writer import LogError


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("SELECT 1", "SELECT 1"),
        ("\ufeffSELECT 1", "SELECT 1"),
        ("-- of; what\nSELECT 1 ;; -- done;\n/* and; */", "-- of; what\nSELECT 1"),
        ("SELECT ';', \";\", '''; --' /* ; */ + 1;\n", "SELECT ';', \";\", '''; --' /* ; */ + 1"),
        (r"SELECT E'\';', e'' like'\' ;", r"SELECT E'\';', e'' like'\'"),
        ("SELECT $$;$$, $a$;$$;$a$, $1;", "SELECT $$;$$, $a$;$$;$a$, $1"),
        ("SELECT 'open ; --", "SELECT 'open"),
    ],
)
def test_one_statement(tmp_path: Path, text: str, statement: str) -> None:
    path = tmp_path / "q.sql"
    path.write_text(text, encoding="utf-8")
    assert read_query(str(path)).text == statement


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT 1; SELECT 2", "line 1, column 11"),
        ("SELECT ';'\n;\n-- and\n  SELECT 2;", "line 4, column 3"),
        ("SELECT 1) TO STDOUT; DROP TABLE requests; --", "line 1, column 22"),
    ],
)
def test_several_statements(tmp_path: Path, text: str, place: str) -> None:
    path = tmp_path / "q.sql"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LogError) as error:
        read_query(str(path))
    assert str(error.value) == f"{path}: {place}: a second query; expected one"
