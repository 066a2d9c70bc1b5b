"""Parquet that is damaged is told in one line: what Polars writes of its panics is not seen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pl = pytest.importorskip("polars")

from foirules.audit.reading.chunks import ParquetTable  # noqa: E402
from foirules.audit.reading.panic_lines import without_panic_lines  # noqa: E402
from foirules.audit.reading.readers.row_writer import LogError  # noqa: E402
from tests.files import ROOT  # noqa: E402

PANIC = (
    b"\nthread 'async-executor-0' (7) panicked at crates/a.rs:1:2:\nindex out of bounds\n"
    b"stack backtrace:\n   0: a\nnote: Some details are omitted\n"
)
DAMAGED = "what it holds is damaged"


def damaged(path: Path) -> None:
    """Writes a log whose names of cases can be read, and in which Polars panics at the events."""
    cases = [f"case {n}" for n in range(40)]
    log = {"case": cases, "on": ["2024-03-04"] * 40, "event": ["request-received"] * 40}
    pl.DataFrame(log).write_parquet(path, compression="uncompressed")
    whole = path.read_bytes()
    table = ParquetTable(path, path.name)
    for place in range(4, len(whole)):
        path.write_bytes(whole[:place] + b"\xff" + whole[place + 1 :])
        try:
            table.rows(table.scan(), 0, None, ("case",))
        except LogError:
            continue
        try:
            table.rows(table.scan(), 0, None)
        except LogError as error:
            if DAMAGED in str(error):
                return
    raise AssertionError("no byte makes Polars panic")


@pytest.mark.parametrize("processes", [1, 2])
def test_a_panic_is_told_in_one_line(
    processes: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Also in a process that judges cases; capfd sees what no part of Python writes."""
    damaged(tmp_path / "log.parquet")
    assert capfd.readouterr().err == ""
    command = ["audit", "log.parquet", "--out", "out", "--processes", str(processes)]
    done = subprocess.run(
        [sys.executable, "-m", "foirules", *command, "--as-of", "2024-06-03"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "RUST_BACKTRACE": "1"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"foirules: log.parquet: cannot be read: {DAMAGED}\n"
    assert list((tmp_path / "out").iterdir()) == []


def test_all_else_that_is_written_comes_through(capfd: pytest.CaptureFixture[str]) -> None:
    """From whatever thread, and where one reads within another's reading."""
    with without_panic_lines():
        os.write(2, b"one\n" + PANIC)
        with without_panic_lines():
            os.write(2, PANIC + b"\ntwo\n")
        os.write(2, b"three\n")
        assert capfd.readouterr().err == ""
    os.write(2, b"four\n")
    assert capfd.readouterr().err == "one\n\ntwo\nthree\nfour\n"


def test_standard_error_may_be_closed(tmp_path: Path) -> None:
    damaged(tmp_path / "log.parquet")
    audit = [sys.executable, "-m", "foirules", "audit", "log.parquet", "--as-of", "2024-06-03"]
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" 2>&-', "sh", *audit],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (2, "")
