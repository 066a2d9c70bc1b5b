"""Places that refuse what is written, and names and settings of a system that are odd."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bad_input.test_letters import LETTER
from tests.files import ROOT

pytestmark = [
    pytest.mark.one_cpython,
    pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="Linux has it"),
]

CASE = "case: a\nevents: [{on: 2017-08-03, event: request-received}]\nexpect: {as-of: 2017-08-04}\n"
LOG = "case,on,event\na,2024-03-04,request-received\n"
COMMANDS = {
    "due": ["due", "2017-08-03"],
    "assess": ["assess", "case.yaml", "--as-of", "2018-01-01"],
    "check": ["check", "case.yaml"],
    "draft": ["draft", "letter.txt", "--as-of", "2018-01-01"],
    "audit": ["audit", "log.csv", "--as-of", "2024-06-03", "--processes", "1"],
}
each_command = pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"case.yaml": CASE, "log.csv": LOG, "letter.txt": LETTER}.items():
        Path(name).write_text(text, encoding="utf-8")


def foirules(
    *arguments: str | bytes, before: Callable[[], None] | None = None, **more: Any
) -> tuple[int, str]:
    """The exit code of a process and what it says of errors; none has a traceback."""
    env = {**os.environ, **more.pop("env", {}), "PYTHONPATH": str(ROOT)}
    asked: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE} | more
    command: list[str | bytes] = [sys.executable, "-m", "foirules", *arguments]
    done = subprocess.run(command, preexec_fn=before, check=False, env=env, **asked)
    said = done.stderr.decode()
    assert "Traceback" not in said
    return done.returncode, said


def no_room() -> None:
    """No file can grow, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


@each_command
def test_a_disk_that_is_full(command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        said = foirules(*command, stdout=full)
    reason = "cannot be written: No space left on device\n"
    assert said == (2, f"foirules: standard output: {reason}")
    assert foirules(*command, "--output", "/dev/full") == (2, f"foirules: /dev/full: {reason}")
    assert Path("/dev/full").is_char_device()


@each_command
def test_a_file_that_cannot_grow_leaves_the_former_one(command: list[str]) -> None:
    Path("former").write_text("former")
    code, said = foirules(*command, "--output", "former", before=no_room)
    assert (code, said.count("\n")) == (2, 1)
    assert said.startswith("foirules: ")
    assert Path("former").read_text() == "former"
    assert not list(Path().glob(".former*"))


def test_results_that_cannot_be_written_leave_the_former_ones() -> None:
    assert foirules(*COMMANDS["audit"], "--out", "out")[0] == 0
    former = {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}
    code, said = foirules(*COMMANDS["audit"], "--out", "out", "--format", "csv", before=no_room)
    assert (code, said.count("\n")) == (2, 1)
    assert "cannot be written: " in said
    assert {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()} == former


@each_command
def test_output_that_is_closed(command: list[str]) -> None:
    closed = foirules(*command, stdout=None, before=lambda: os.close(1))
    assert closed == (2, "foirules: standard output: cannot be written: it is closed\n")


@each_command
def test_a_reader_that_has_seen_enough(command: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    code, said = foirules(*command, stdout=write)
    os.close(write)
    assert (code, said.replace("foirules: ", "")) == (0, "")


@each_command
def test_a_system_without_home_language_or_time_zone(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOME", raising=False)
    env = {
        "XDG_CACHE_HOME": "",
        "LANG": "C",
        "LC_ALL": "C",
        "TZ": "Mars/Olympus",
        "PYTHONOPTIMIZE": "2",
    }
    assert foirules(*command, env=env)[0] == 0
    assert foirules(*command, env={**env, "PYTHONIOENCODING": "ascii"})[0] == 0


@pytest.mark.parametrize(
    ("command", "name", "code"),
    [
        ("assess", "case.yaml", 0),
        ("check", "case.yaml", 0),
        ("draft", "letter.txt", 0),
        ("audit", "log.csv", 0),
    ],
)
def test_a_name_that_is_not_utf_8(command: str, name: str, code: int) -> None:
    odd = b"\xff\xe9" + Path(name).suffix.encode()
    Path(name).rename(os.fsdecode(odd))
    arguments = [odd if each == name else each for each in COMMANDS[command]]
    assert foirules(*arguments)[0] == code
    assert foirules(*arguments, "--output", "out.txt")[0] == code
    Path("out.txt").read_text("utf-8")


@pytest.mark.parametrize("format", ["text", "github", "sarif", "json"])
def test_a_name_that_is_not_utf_8_in_what_check_says(format: str) -> None:
    odd = b"\xff\xe9.yaml"
    Path(os.fsdecode(odd)).write_text(CASE.replace("08-04", "10-10"), encoding="utf-8")
    said = foirules("check", odd, "--format", format, "--output", "out.txt")
    assert said == (1, "")
    text = Path("out.txt").read_text("utf-8").lower()
    assert "%ff" in text if format == "sarif" else "udcff" in text
