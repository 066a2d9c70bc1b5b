"""`foirules maps`: what `foirules audit --map NAME` takes by name."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("polars")

from foirules.audit.reading.map_files import load_map, ready_maps
from tests.cli.conftest import Command

DOCS = Path(__file__).parents[2] / "docs"


def test_they_are_listed_with_what_they_are_of(foirules: Command) -> None:
    told = foirules("maps")
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == ready_maps()
    assert "  The Ministry of Justice's tracker of correspondence, exported as CSV" in lines


@pytest.mark.parametrize("name", ready_maps())
def test_one_of_them_can_be_changed_for_a_log_that_differs(
    foirules: Command, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "own.yaml"
    assert foirules("maps", name, "--output", path) == (0, "", "")
    assert load_map(str(path)) == load_map(name)


def test_a_name_that_is_none_is_told(foirules: Command) -> None:
    told = foirules("maps", "mojj")
    assert (told.code, told.out) == (2, "")
    assert told.err == "foirules: unknown map 'mojj'; did you mean 'moj'?\n"


def test_the_documentation_names_each(foirules: Command) -> None:
    page = (DOCS / "audit.md").read_text("utf-8")
    for name in ready_maps():
        assert f"| [`{name}`](../foirules/audit/reading/maps/{name}.yaml) |" in page
