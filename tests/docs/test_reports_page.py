"""The page on reports: its commands run, its output is what is printed, its options are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from foirules.cli import main
from tests.docs.pages import blocks, page
from tests.docs.test_written_pages import indented
from tests.files import ROOT

PAGE = page("docs/reports.md")


def test_the_output_is_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    (command,) = re.findall(r"`foirules (due [^`]+)` shows", PAGE)
    assert main(shlex.split(command)) == 0
    assert [capsys.readouterr().out] == blocks(PAGE, "text")


def test_the_page_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (command,) = indented(re.sub(r"^```.*?^```$", "", PAGE, flags=re.DOTALL | re.MULTILINE))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    assert main(shlex.split(command)[1:]) == 0
    text = (tmp_path / "case.html").read_text("utf-8")
    for title in re.findall(r"^- \*\*(.+?)\*\*", PAGE, re.MULTILINE):
        assert f">{title.replace(chr(39), '&#x27;')}</h2>" in text


def test_every_option_of_the_table_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", "--help"]) == 0
    told = capsys.readouterr().out
    for option in re.findall(r"^\| `(--\S+?)[ `]", PAGE, re.MULTILINE):
        assert f"  {option} " in told


def test_the_calendar_and_the_workbook_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("icalendar")
    pytest.importorskip("polars")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    row = "case,on,event\n24-117,2024-05-20,request-received\n"
    (tmp_path / "log.csv").write_text(row, "utf-8")
    commands = re.findall(r"^foirules (.+--format (?:ics|xlsx) .+)$", PAGE, re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        assert main(shlex.split(command)) == 0
    assert (tmp_path / "due.ics").exists()
    assert "`results.xlsx`" in PAGE
    assert (tmp_path / "results/results.xlsx").exists()
    assert main(["audit", "log.csv", "--as-of", "2024-06-03", "--format", "ics", "--out", "o"]) == 0
    (title,) = re.findall(r"its title says .*?`(.+?), part a`", PAGE)
    assert f"SUMMARY:{title}\r\n" in (tmp_path / "o/due.ics").read_bytes().decode()
