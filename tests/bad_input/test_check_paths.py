"""Paths that cannot be checked: one clear line each on standard error, exit code 2."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest

from foirules.cli import main
from foirules.documents.limits import beyond
from foirules.processes.workers import Done, Workers

GOOD = (
    "case: good\nexpect: {as-of: 2017-08-10}\nevents: [{on: 2017-08-03, event: request-received}]\n"
)
WRONG = GOOD.replace("}\n", ", met: &m [late-review], undecided: *m}\n", 1)
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdef", "bcdefg", strict=True)
)

TRIALS: dict[str, tuple[list[str], list[str]]] = {
    "no such file": (["no.yaml"], ["no.yaml: cannot be read: No such file or directory"]),
    "a folder without case files": (
        ["empty"],
        ["empty: the folder holds no case file, *.foi.yaml or *.foi.yml or *.foi.json"],
    ),
    "a folder that cannot be read": (["closed"], ["closed: cannot be read: Permission denied"]),
    "a folder within that cannot be read": (
        ["outer"],
        ["outer/closed: cannot be read: Permission denied"],
    ),
    "not UTF-8": (["latin.yaml"], ["latin.yaml:1:10: not UTF-8 text"]),
    "a hundred megabytes": (["huge.yaml"], [f"huge.yaml: too large: {beyond('document')}"]),
    "a link to itself": (
        ["loop"],
        ["loop/a.foi.yaml: cannot be read: Too many levels of symbolic links"],
    ),
    "an alias bomb": (
        ["bomb.yaml"],
        [f"bomb.yaml:5:20: too many values, aliases expanded: {beyond('values')}"],
    ),
    "standard input twice": (["-", "--policy", "-"], ["standard input (-) can be read once only"]),
    "standard input to be rewritten": (
        ["-", "--fix"],
        ["standard input (-) cannot be rewritten"],
    ),
    "an expectation that stands for two": (
        ["alias.yaml", "--fix"],
        ["alias.yaml: expect could not be rewritten; the file is as it was"],
    ),
    "an interruption": (["interrupted"], ["interrupted"]),
    "a process that dies": (
        ["good.yaml", "latin.yaml"],
        ["a process that checked files has ended before its time; perhaps memory ran out"],
    ),
    "several": (
        ["outer", "empty", "no.yaml", "good.yaml", "no-day.yaml"],
        [
            "outer/closed: cannot be read: Permission denied",
            "empty: the folder holds no case file, *.foi.yaml or *.foi.yml or *.foi.json",
            "no.yaml: cannot be read: No such file or directory",
            "no-day.yaml: no day to judge it on; say expect.as-of in it, --as-of DATE, or as-of in the configuration",
        ],
    ),
}


def dying(_: Workers[Any, Any], tasks: list[Any]) -> Iterator[Done[Any, Any]]:
    """In the place of the work of processes, one of which is ended from outside."""
    yield Done(0, tasks[0], None, died=True)


@contextmanager
def folder() -> Iterator[None]:
    """The current folder, holding what the trials name."""
    with TemporaryDirectory() as name, chdir(name):
        for made in ("empty", "interrupted", "closed", "outer/closed", "loop"):
            Path(made).mkdir(parents=True)
        Path("good.yaml").write_text(GOOD)
        Path("no-day.yaml").write_text(GOOD.replace("as-of: 2017-08-10", "findings: []"))
        Path("alias.yaml").write_text(WRONG)
        Path("outer/good.foi.yaml").write_text(GOOD)
        Path("latin.yaml").write_bytes("case: caf\u00e9\n".encode("latin-1"))
        Path("bomb.yaml").write_text(BOMB)
        with Path("huge.yaml").open("wb") as huge:
            huge.truncate(100_000_000)
        Path("loop/a.foi.yaml").symlink_to("b")
        Path("loop/b").symlink_to("a.foi.yaml")
        Path("loop/up").symlink_to("..")
        yield


def told(arguments: list[str]) -> list[str]:
    """The lines on standard error of a check that exits with 2, or with 130 if interrupted."""
    listed, out, err = os.scandir, io.StringIO(), io.StringIO()

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path) == "interrupted":
            raise KeyboardInterrupt
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    stdin = io.TextIOWrapper(io.BytesIO(WRONG.encode()))
    with (
        folder(),
        patch("os.scandir", scandir),
        patch("sys.stdin", stdin),
        patch.object(Workers, "each", dying),
        patch("foirules.check.run.MANY", 2 if "latin.yaml" in arguments[1:] else 1000),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = main(["check", *arguments])
    assert code == (130 if arguments == ["interrupted"] else 2)
    return [line.removeprefix("foirules: ") for line in err.getvalue().splitlines()]


@pytest.mark.parametrize(("arguments", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_cannot_be_checked_is_told(arguments: list[str], lines: list[str]) -> None:
    assert told(arguments) == lines
