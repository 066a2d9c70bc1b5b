"""The returns that ship: what their files say goes together."""

from __future__ import annotations

from pathlib import Path

import pytest

from foirules.language.errors import RulesError
from foirules.language.regime_files import load_law
from foirules.returns.table import Table, returns_of, table

TABLES = returns_of(load_law())
SMALL = """
return: small
title: A small return
version: "1"
source: made up
counts: requests received
columns:
  - {id: who, heading: Body, holds: authority}
  - {id: all, heading: All, sum: [early, late]}
  - {id: early, heading: In time}
  - {id: late, heading: Late}
  - {id: share, heading: Share in time, share-of: [early], among: [all]}
checks:
  - {sum: [late], at-most: all, why: some of all}
"""


def read(folder: Path, text: str) -> Table:
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return table(path)


def test_they_are_the_four_that_are_documented() -> None:
    assert sorted(TABLES) == ["cabinet-office", "code-8.5", "ico", "osic"]
    assert len(TABLES["cabinet-office"].columns) == 122
    assert len(TABLES["osic"].columns) == 112


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_cell_is_counted_by_some_law(name: str) -> None:
    pytest.importorskip("polars")
    from foirules.audit.judging.return_counts_file import declared_cells

    counted = {
        cell.name for law in load_law().values() for cell in declared_cells(law) if cell.of == name
    }
    assert counted == {*TABLES[name].counted}


def test_a_file_is_read(tmp_path: Path) -> None:
    small = read(tmp_path, SMALL)
    assert [each.holds for each in small.columns] == ["authority", "sum", "count", "count", "share"]
    assert small.counted == ["early", "late"]
    assert small.columns[-1].among == ("all",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("return: small", "return: other", "unknown return 'other'; expected small"),
        ("sum: [early, late]", "sum: [erly, late]", "unknown column 'erly'; did you mean 'early'?"),
        ("sum: [early, late]", "sum: [all, late]", "unknown column 'all'"),
        ("among: [all]", "amung: [all]", "unknown key 'amung'"),
        (", among: [all]", "", "the key 'among' is missing"),
        ("holds: authority", "holds: body", "unknown content 'body'"),
        ("id: late", "id: early", "'early' stands twice"),
        ("at-most: all", "at-most: all, is: all", "expected one of 'is' and 'at-most'"),
        ("heading: Late", "not-given: so, heading: Late", "unknown reason 'so'"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(RulesError) as told:
        read(tmp_path, SMALL.replace(old, new))
    assert any("small.yaml:" in line and said in line for line in told.value.errors), str(
        told.value
    )
