"""Settings with which Polars would end the process: a line, and it is not loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from unittest import mock

import pytest

from foirules.cli import polars_settings
from foirules.cli.polars_settings import THREADS, refuse_unfit_settings
from foirules.cli.shared import Refused
from tests.files import ROOT

resource = pytest.importorskip("resource")  # not on Windows

LOG = "case,on,event\na,2024-03-04,request-received\n"
WANTED = "expected a whole number from 1 to 1,024"
TRIALS: dict[str, tuple[tuple[Mapping[str, str], int | None], list[str]]] = {
    **{
        f"{found!r} threads": (
            ({THREADS: found}, None),
            [f"POLARS_MAX_THREADS: found {found!r}; {WANTED}"],
        )
        for found in ("0", "-1", "two", "", "1025", "100000", "9" * 5000)
    },
    "little memory": (
        ({}, 1024),
        [
            "a process may have 1,024 MB of memory here (ulimit -v), and this needs 2,048 MB to"
            " begin with"
        ],
    ),
}


def told(given: tuple[Mapping[str, str], int | None]) -> list[str]:
    variables, memory = given
    with (
        mock.patch.dict(os.environ, variables),
        mock.patch.object(polars_settings, "_allowed_memory", return_value=memory),
    ):
        try:
            refuse_unfit_settings()
        except Refused as refused:
            return list(refused.errors)
    return []


@pytest.mark.parametrize(("given", "lines"), TRIALS.values(), ids=TRIALS)
def test_it_is_told(given: tuple[Mapping[str, str], int | None], lines: list[str]) -> None:
    assert told(given) == lines


@pytest.mark.parametrize("threads", ["1", "2", "1024"])
def test_what_polars_bears_is_not_refused(threads: str) -> None:
    assert told(({THREADS: threads}, 2048)) == []


def little_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))


@pytest.mark.parametrize(
    ("variables", "limited", "said"),
    [({THREADS: "0"}, None, THREADS), ({}, little_memory, "1,024 MB")],
    ids=["no thread", "little memory"],
)
@pytest.mark.parametrize(
    "command",
    [
        ("audit", "log.csv", "--as-of", "2024-06-03", "--out", "out"),
        ("new", "--tracker", "tracker.xlsx"),
    ],
    ids=["audit", "new tracker"],
)
def test_a_command_ends_with_one_line(
    tmp_path: Path,
    command: tuple[str, ...],
    variables: Mapping[str, str],
    limited: Callable[[], None] | None,
    said: str,
) -> None:
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "foirules", *command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("foirules: ")
    assert said in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["log.csv"]
