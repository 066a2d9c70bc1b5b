"""Where the output goes and how it looks: files that appear whole or not at all, and colour."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from foirules.cli import main
from foirules.report.page import Page
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

    def full(out: io.StringIO, shape: object) -> None:
        out.write("[" * 100_000)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("foirules.cli.due.write_json", full)
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
    monkeypatch.setenv("COLUMNS", "1000")
    assert on_terminal(monkeypatch, *given, "--colour", "never") == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert on_terminal(monkeypatch, *given) == plain
    assert on_terminal(monkeypatch, *given, "--colour", "always") == always
    monkeypatch.setenv("NO_COLOR", "")  # as if it were not set
    assert on_terminal(monkeypatch, *given) == always


@pytest.mark.parametrize(("columns", "widest"), [("80", 80), ("100", 100), ("160", 160)])
def test_lines_are_as_wide_as_the_terminal(
    monkeypatch: pytest.MonkeyPatch, columns: str, widest: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    given = ("policies", "foia", "--colour", "never")
    lines = on_terminal(monkeypatch, *given).splitlines()
    assert widest - 15 < max(map(len, lines)) <= widest


@pytest.mark.parametrize("columns", [20, 40, 41, 66, 80])
def test_nothing_of_a_case_is_wider_than_the_terminal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, columns: int
) -> None:
    """From forty columns: a narrower terminal is treated as one of forty."""
    monkeypatch.setenv("COLUMNS", str(columns))
    case = tmp_path / "case.yaml"
    case.write_text(DFE.read_text("utf-8").replace("dfe-2017-0040081", "w" * 200), "utf-8")
    given = (*AS_OF, "--colour", "never")
    for more in ((), ("--undecided", "--explain"), ("--undecided", "--expressions")):
        lines = on_terminal(monkeypatch, "assess", str(case), *given, *more).splitlines()
        assert max(map(len, lines)) <= max(columns, 40)
    due = ("due", "2017-08-03", "--expressions", "--colour", "never")
    lines = on_terminal(monkeypatch, *due).splitlines()
    assert max(map(len, lines)) <= max(columns, 40)


def test_what_goes_into_a_pipe_is_not_wrapped(
    foirules: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ("assess", str(DFE), *AS_OF, "--colour", "never")
    piped = foirules(*given).out
    monkeypatch.setenv("COLUMNS", "40")
    assert foirules(*given).out == piped
    assert max(map(len, piped.splitlines())) > 300
    assert on_terminal(monkeypatch, *given).split() == piped.split()


def test_what_would_steer_a_terminal_is_not_printed() -> None:
    page = Page(width=40)
    page.say("a\x1b[2J\x07b")
    page.columns("c\x9b1m", "d\x1be", 10)
    assert page.text() == "a\ufffd[2J\ufffdb\nc\ufffd1m      d\ufffde\n"


# --- links, and what is no file -------------------------------------------------------------------

LOG = "case,on,event\na,2024-03-04,request-received\n"
TO_A_FILE = {
    "a due date": ("due", "2017-08-03"),
    "an audit's page": ("audit", "log.csv", "--as-of", "2024-06-03", "--format", "html"),
}


@pytest.fixture(params=list(TO_A_FILE.values()), ids=list(TO_A_FILE))
def writing(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, ...]:
    """A command that writes a file, run where its log is."""
    command: tuple[str, ...] = request.param
    if command[0] == "audit":
        pytest.importorskip("polars")
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return command


@pytest.mark.skipif(os.name == "nt", reason="links ask for a right there")
@pytest.mark.parametrize("there", [True, False], ids=["to a file", "to none yet"])
def test_a_link_stays_and_its_file_is_written(
    foirules: Command, tmp_path: Path, writing: tuple[str, ...], there: bool
) -> None:
    (tmp_path / "kept").mkdir()
    real, link = tmp_path / "kept" / "real", tmp_path / "link"
    if there:
        real.write_text("before\n")
    link.symlink_to(Path("kept") / "real")
    assert foirules(*writing, "--output", link).code == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") not in ("before\n", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "link", "log.csv"]
    assert list(real.parent.iterdir()) == [real]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes")
def test_a_pipe_with_a_name_stays_one(
    foirules: Command, tmp_path: Path, writing: tuple[str, ...]
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(pipe.read_bytes)
        assert foirules(*writing, "--output", pipe).code == 0
        assert reading.result(timeout=60) != b""
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_a_device_that_is_full_stays_one(foirules: Command, writing: tuple[str, ...]) -> None:
    told = foirules(*writing, "--output", "/dev/full")
    assert told.code == 2
    assert told.err == "foirules: /dev/full: cannot be written: No space left on device\n"
    assert Path("/dev/full").is_char_device()


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="it has no such name")
def test_standard_output_by_name_is_added_to(tmp_path: Path) -> None:
    """A file that the shell has opened keeps what is in it."""
    (tmp_path / "file").write_text("before\n")
    (tmp_path / "link").symlink_to("/dev/stdout")
    for name in ("/dev/stdout", "link"):
        with (tmp_path / "file").open("ab") as out:
            command = [sys.executable, "-m", "foirules", "due", "2017-08-03", "--output", name]
            env = {**os.environ, "PYTHONPATH": str(ROOT)}
            subprocess.run(command, cwd=tmp_path, env=env, stdout=out, check=True)
    assert (tmp_path / "file").read_text() == "before\n2017-09-04\n2017-09-04\n"
    assert (tmp_path / "link").is_symlink()
