"""Where the output goes and how it looks: files that appear whole or not at all, and colour."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from foirules.cli import main
from tests.cli.conftest import Command
from tests.files import ROOT

DFE = ROOT / "cases" / "dfe-2017-0040081.yaml"
AS_OF = ("--as-of", "2017-10-10")
RED = "\x1b[31;1m"


@pytest.mark.parametrize(
    "command",
    [
        ("due", "2017-08-03"),
        ("due", "2017-08-03", "--explain"),
        ("due", "2017-08-03", "--format", "json"),
        ("assess", DFE, *AS_OF),
        ("assess", DFE, *AS_OF, "--format", "json"),
        ("assess", DFE, DFE, *AS_OF, "--format", "jsonl"),
        ("rules",),
        ("rules", "late-response", "--format", "json"),
        ("policies",),
        ("policies", "foia", "--format", "json"),
    ],
    ids=lambda command: " ".join(map(str, command[:1] + command[-1:])),
)
def test_a_file_holds_what_would_have_been_printed(
    foirules: Command, tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = tmp_path / "file"
    printed = foirules(*command)
    assert foirules(*command, "--output", path) == (0, "", "")
    assert path.read_text(encoding="utf-8") == printed.out
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_written_over_and_may_be_read_as_others_are(
    foirules: Command, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_text("before\n" * 100)
    old = os.umask(0o022)
    try:
        foirules("due", "2017-08-03", "--output", path)
    finally:
        os.umask(old)
    assert path.read_text() == "2017-09-04\n"
    assert path.stat().st_mode & 0o777 == 0o644


def test_where_nothing_can_be_printed_no_file_is_made(foirules: Command, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("before\n")
    assert foirules("due", "yesterday", "--output", path).code == 2
    assert foirules("rules", "no-rule", "--output", path).code == 2
    assert path.read_text() == "before\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_half_way_leaves_the_file_as_it_was(
    foirules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_text("before\n")

    def full(shape: object, out: io.StringIO, **_: object) -> None:
        out.write("[" * 100_000)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(json, "dump", full)
    told = foirules("due", "2017-08-03", "--format", "json", "--output", path)
    assert told == (2, "", f"foirules: {path}: cannot be written: No space left on device\n")
    assert path.read_text() == "before\n"
    assert list(tmp_path.iterdir()) == [path]


def test_the_cases_that_could_be_read_are_written(foirules: Command, tmp_path: Path) -> None:
    path = tmp_path / "file"
    told = foirules("assess", "no.yaml", DFE, *AS_OF, "--format", "jsonl", "--output", path)
    assert (told.code, told.out) == (2, "")
    assert [json.loads(line)["case"] for line in path.read_text("utf-8").splitlines()] == [DFE.stem]


# --- colour ---------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """What a terminal is sent."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main([*map(str, arguments)]) == 0
    return terminal.getvalue()


def test_colour_is_for_terminals(foirules: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    given = ("assess", str(DFE), *AS_OF)
    assert "\x1b" not in foirules(*given).out
    assert RED + "  Breach of statute, established\x1b[0m\n" in on_terminal(monkeypatch, *given)


def test_no_color_and_never_are_heeded_and_always_is_stronger(
    foirules: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given = ("assess", str(DFE), *AS_OF)
    plain = foirules(*given).out
    always = foirules(*given, "--colour", "always").out
    assert RED in always
    assert foirules(*given, "--color", "always").out == always
    foirules(*given, "--colour", "always", "--output", tmp_path / "file")
    assert (tmp_path / "file").read_text("utf-8") == always
    monkeypatch.setenv("COLUMNS", "100")
    assert on_terminal(monkeypatch, *given, "--colour", "never") == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert on_terminal(monkeypatch, *given) == plain
    assert on_terminal(monkeypatch, *given, "--colour", "always") == always
    monkeypatch.setenv("NO_COLOR", "")  # as if it were not set
    assert on_terminal(monkeypatch, *given) == always


@pytest.mark.parametrize(("columns", "widest"), [("80", 80), ("100", 100), ("300", 100)])
def test_lines_are_as_wide_as_the_terminal_up_to_a_hundred(
    monkeypatch: pytest.MonkeyPatch, columns: str, widest: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    given = ("policies", "foia", "--colour", "never")
    lines = on_terminal(monkeypatch, *given).splitlines()
    assert widest - 15 < max(map(len, lines)) <= widest
