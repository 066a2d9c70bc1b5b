"""The page on returns: those that ship, by which laws, and what it tells to run."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("polars")

from foirules.audit.judging.return_counts_file import declared_cells
from foirules.cli import main
from foirules.language.regime_files import load_law
from foirules.returns.table import returns_of
from tests.docs.pages import page, tables
from tests.returns.test_filled import LOG

PAGE = page("docs/returns.md")
TABLES = returns_of(load_law())


def test_each_return_is_told_with_its_laws() -> None:
    rows = {row[0].strip("`"): row for row in next(tables(PAGE))[1:]}
    laws = {
        name: {
            id for id, law in load_law().items() if any(c.of == name for c in declared_cells(law))
        }
        for name in TABLES
    }
    assert {name: {*row[1].replace("`", "").split(", ")} for name, row in rows.items()} == laws
    assert all(f"\n### {name}\n" in PAGE for name in TABLES)
    for name in ("code-8.5", "cabinet-office"):
        assert rows[name][2] == TABLES[name].counts
    for name in ("cabinet-office", "osic"):
        assert f"the {len(TABLES[name].columns)} columns" in rows[name][3]


def test_the_command_of_the_page_writes_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("log.csv").write_text(LOG, encoding="utf-8")
    (command,) = (line for line in PAGE.splitlines() if line.startswith("    foirules audit"))
    assert main(command.split()[1:]) == 0
    written = {path.name.replace("code-8.5", "NAME") for path in Path("results/returns").iterdir()}
    named = {row[0].strip("`") for row in [*tables(PAGE)][1][1:]}
    assert written <= named
    assert named - written <= {"NAME.xlsx"}
