"""The map of the house says where things are."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tests.docs.pages import page, tables
from tests.files import ROOT

PAGE = page("docs/architecture.md")
PACKAGE = ROOT / "foirules"


def cells(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, its head left out."""
    (rows,) = tables(PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0])
    return rows[1:]


def test_the_rooms_are_the_layers_in_their_order() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (layers,) = (
        each["layers"]
        for each in settings["tool"]["importlinter"]["contracts"]
        if each["name"] == "A room imports only from rooms below it"
    )
    assert [row[0].strip("`") for row in cells("The rooms")] == layers


def test_every_room_there_is_stands_in_the_table() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert {row[0].strip("`").removeprefix("foirules.") for row in cells("The rooms")} == rooms


def test_nothing_below_the_command_line_and_the_service_reads_the_clock() -> None:
    """But what measures how long it takes, which no clock that is put back or on can change."""
    clock = re.compile(
        r"\b(?:date(?:time)?\.(?:now|today|utcnow)|time\.(?:time|localtime|gmtime|ctime))\b"
        r"|from time import .*\b(?:time|localtime|gmtime|ctime)\b"
    )
    found = {
        path.relative_to(PACKAGE).as_posix(): len(clock.findall(path.read_text("utf-8")))
        for path in PACKAGE.rglob("*.py")
    }
    assert {path: times for path, times in found.items() if times} == {
        "cli/shared.py": 1,
        "serving/respond.py": 1,
    }


def test_no_module_stands_in_the_root() -> None:
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}


def test_the_wings_and_rooms_within_rooms_are_those_there_are() -> None:
    for room in ("audit", "engine"):
        (said,) = (row[1] for row in cells("The rooms") if row[0] == f"`foirules.{room}`")
        inside = {path.parent.name for path in (PACKAGE / room).glob("*/__init__.py")}
        assert set(re.findall(r"`(\w+)`", said)) == inside


def test_every_path_that_is_named_is_there() -> None:
    named = re.findall(r"`((?:foirules|policies|engine|language)/[\w/.]*)`", PAGE)
    assert len(named) > 8
    for each in named:
        assert (ROOT / each).exists() or (PACKAGE / each).exists(), each


def test_every_word_of_the_glossary_is_a_word_of_the_code() -> None:
    code = "\n".join(path.read_text("utf-8") for path in Path(PACKAGE).rglob("*.py"))
    for word, _ in cells("What the words mean"):
        assert re.search(rf"\b{word}s?\b", code, re.IGNORECASE), word
