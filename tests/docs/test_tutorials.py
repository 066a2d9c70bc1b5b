"""The tutorials go as they are written."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.docs.pages import page
from tests.docs.walks import follow, main
from tests.files import ROOT

pytestmark = pytest.mark.one_cpython

TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))


@pytest.fixture
def reader(tmp_path: Path) -> dict[str, str]:
    """The environment of a reader who has installed what is tested."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, does in (
        ("foirules", f'exec {sys.executable} -m foirules "$@"'),
        ("python", f'exec {sys.executable} "$@"'),
        ("pip", ":"),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{does}\n")
        (programs / name).chmod(0o755)
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.stem)
def test_a_tutorial_goes_as_it_is_written(
    path: Path, tmp_path: Path, reader: dict[str, str]
) -> None:
    folder = tmp_path / "reader"
    folder.mkdir()
    assert list(follow(path.read_text("utf-8"), folder, reader)) == []


def test_each_way_in_has_one_and_is_named_on_the_first_pages() -> None:
    assert [path.stem for path in TUTORIALS] == ["developer", "officer", "requester"]
    for path in TUTORIALS:
        assert f"](docs/tutorials/{path.name})" in page("README.md")
        assert f"](tutorials/{path.name})" in page("docs/index.md")


PAGE = """\
```text title="names.txt"
a
b
```
```sh
cat names.txt
```
```text
{}```
"""


@pytest.mark.parametrize(
    ("shown", "differences"),
    [
        ("a\nb\n", 0),
        ("...\nb\n", 0),
        ("a\n...\n", 0),
        ("a\nb\n...\n", 0),
        ("a\n", 1),
        ("...\na\n", 1),
    ],
)
def test_what_is_printed_otherwise_is_noticed(
    shown: str, differences: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.md"
    path.write_text(PAGE.format(shown))
    assert main([str(path)]) == bool(differences)
    told = capsys.readouterr()
    assert told.out == f"1 pages followed: {differences} differences\n"
    assert ("cat names.txt\nprinted:\na\nb\n" in told.err) == bool(differences)


def test_a_command_that_fails_is_noticed_and_so_is_a_page_without_one(tmp_path: Path) -> None:
    (fault,) = follow("```sh\necho no; exit 2\n```\n", tmp_path)
    assert fault == "echo no; exit 2\nended with 2:\nno\n"
    with pytest.raises(ValueError, match="no command"):
        list(follow("a page", tmp_path))
