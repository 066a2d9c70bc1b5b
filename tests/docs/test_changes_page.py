"""What the page on changes of the law shows is what the commands print."""

from __future__ import annotations

import shlex

import pytest

from foirules.changes.between_laws import ASPECTS
from foirules.cli import main
from tests.docs.pages import blocks, page, tables
from tests.docs.test_written_pages import indented
from tests.files import ROOT

PAGE = page("docs/changes.md")


def test_its_commands_print_what_it_shows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    of_laws, of_days, *_ = (line for block in indented(PAGE) for line in block.splitlines())
    assert main(shlex.split(of_laws)[1:]) == 0
    assert "0 added, 0 removed, 0 changed" in capsys.readouterr().out
    assert main(shlex.split(of_days)[1:]) == 0
    assert capsys.readouterr().out == blocks(PAGE, "text")[0]


def test_it_has_every_aspect() -> None:
    (found,) = (rows for heads, *rows in tables(PAGE) if heads[0] == "aspect")
    assert [row[0].strip("`") for row in found] == list(ASPECTS)
