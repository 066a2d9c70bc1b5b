"""What the page on changes of the law shows is what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from foirules.changes.between_laws import ASPECTS
from foirules.cli import main
from tests.docs.pages import blocks, page, tables
from tests.files import ROOT

PAGE = page("docs/changes.md")
COMMANDS = re.findall(r"^    (foirules .+)$", PAGE, re.MULTILINE)


def test_its_commands_print_what_it_shows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    of_laws, of_days, _ = COMMANDS
    assert main(shlex.split(of_laws)[1:]) == 0
    assert "0 added, 0 removed, 0 changed" in capsys.readouterr().out
    assert main(shlex.split(of_days)[1:]) == 0
    assert capsys.readouterr().out == blocks(PAGE, "text")[0]


def test_it_has_every_aspect() -> None:
    (found,) = (rows for heads, *rows in tables(PAGE) if heads[0] == "aspect")
    assert [row[0].strip("`") for row in found] == list(ASPECTS)


def test_the_reform_changes_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("polars")
    monkeypatch.chdir(tmp_path)
    (policy,), (log,) = blocks(PAGE, "yaml"), blocks(PAGE, "csv")
    Path("quicker.yaml").write_text(policy, encoding="utf-8")
    Path("log.csv").write_text(log, encoding="utf-8")
    *_, command = COMMANDS
    assert main([*shlex.split(command)[1:], "--out", "out", "--format", "csv"]) == 0
    assert blocks(PAGE, "text")[1] in capsys.readouterr().out
    (rows,) = (rows for heads, *rows in tables(PAGE) if heads[0] == "column")
    named = ", ".join(row[0] for row in rows).replace("`", "").split(", ")
    head = Path("out/policy-changes.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head.split(",") == named
