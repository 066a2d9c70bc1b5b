"""Which files are taken, and what is printed of them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from foirules.check.files import case_files
from tests.cli.conftest import Command

GOOD = (
    "case: good\nexpect: {as-of: 2017-08-10}\nevents: [{on: 2017-08-03, event: request-received}]\n"
)
LATE = GOOD.replace("2017-08-10", "2017-10-10")
JSON = (
    '{"case": "j", "expect": {"as-of": "2017-10-10"},\n'
    ' "events": [{"on": "2017-08-03", "event": "request-received"}]}\n'
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "b.foi.yaml", "a.foi.json", "sub/c.foi.yml", "sub/d.yaml", "e.foi.txt", ".git/f.foi.yaml",
        "sub/.hidden/g.foi.yaml",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(GOOD)
    return tmp_path


def test_folders_give_the_files_called_so_in_order_and_links_are_not_followed(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "h.foi.yaml").symlink_to("sub/d.yaml")
    assert case_files(["."]) == (["a.foi.json", "b.foi.yaml", "h.foi.yaml", "sub/c.foi.yml"], [])
    assert case_files(["sub", "."])[0] == [
        "sub/c.foi.yml",
        "a.foi.json",
        "b.foi.yaml",
        "h.foi.yaml",
    ]


def test_a_file_named_is_taken_whatever_it_is_called_and_each_once(folder: Path) -> None:
    given = ["sub/d.yaml", "./sub/d.yaml", str(folder / "sub"), "no.yaml", "-"]
    assert case_files(given) == (["sub/d.yaml", f"{folder}/sub/c.foi.yml", "no.yaml", "-"], [])


def test_a_link_to_a_folder_that_is_named_is_followed(folder: Path) -> None:
    (folder / "link").symlink_to("sub")
    assert case_files(["link"]) == (["link/c.foi.yml"], [])


def test_standard_input(foirules: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LATE.encode())))
    told = foirules("check", "-")
    assert (told.code, told.err) == (1, "")
    assert told.out.startswith("-:3:10: late-response not expected (established): ")


def test_json_is_read_alike(foirules: Command, folder: Path) -> None:
    (folder / "late.foi.json").write_text(JSON)
    told = foirules("check", "late.foi.json")
    assert told.code == 1
    assert told.out.startswith("late.foi.json:2:13: late-response not expected")


def test_a_file_that_cannot_be_read_weighs_more_than_one_that_fails(
    foirules: Command, folder: Path
) -> None:
    Path("late.yaml").write_text(LATE)
    Path("bad.yaml").write_text("case: [\n")
    told = foirules("check", "late.yaml", "bad.yaml", "b.foi.yaml")
    assert told.code == 2
    assert told.out.splitlines()[1:] == [
        "3 files checked: 1 problem in 1 file, 1 file could not be checked"
    ]
    assert told.err.startswith("foirules: bad.yaml:2:1: not YAML: ")


def test_colour_for_terminals_and_a_file_that_is_whole(foirules: Command, folder: Path) -> None:
    Path("late.yaml").write_text(LATE)
    plain = foirules("check", "late.yaml").out
    told = foirules("check", "late.yaml", "--colour", "always").out
    assert told.startswith(
        "\x1b[1mlate.yaml:3:10\x1b[0m: \x1b[36mlate-response\x1b[0m not expected"
    )
    assert told.endswith("\x1b[31;1m1 file checked: 1 problem in 1 file\x1b[0m\n")
    assert foirules("check", "b.foi.yaml", "--colour", "always").out.startswith("\x1b[32m1 file")
    assert foirules("check", "late.yaml", "--output", "told.txt") == (1, "", "")
    assert Path("told.txt").read_text() == plain
