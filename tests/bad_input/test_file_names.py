"""Files and folders whose names are not UTF-8, which Polars cannot read or write by name."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, chdir, nullcontext, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from unittest import mock

import pytest

pl = pytest.importorskip("polars")
pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="a name on this system is always text"
)

from foirules.cli import main  # noqa: E402

NAME: Final = os.fsdecode(b"a\xff")
AUDIT: Final = ("audit", "--as-of", "2024-06-03")
Setting = Callable[[], AbstractContextManager[Any]]


def elsewhere() -> AbstractContextManager[Any]:
    """Temporary files are made in a folder with such a name."""
    return mock.patch.object(tempfile, "tempdir", NAME)


TRIALS: dict[str, tuple[tuple[Sequence[str], Setting], list[str]]] = {
    "a log in Parquet": (
        ((*AUDIT, f"{NAME}.parquet"), nullcontext),
        ["a\\udcff.parquet: its name is not UTF-8, which a log in Parquet needs: give it another"],
    ),
    "a folder of results": (
        ((*AUDIT, "log.csv", "--out", NAME), nullcontext),
        ["a\\udcff: its name is not UTF-8, which a folder of results needs: give it another"],
    ),
    "a folder of temporary files": (
        ((*AUDIT, "log.csv"), elsewhere),
        ["a\\udcff: its name is not UTF-8, which a folder of results needs: give it another"],
    ),
}


def told(given: tuple[Sequence[str], Setting]) -> list[str]:
    """The lines on standard error; nothing is printed or written, and the exit code is 2."""
    arguments, setting = given
    out, err = io.StringIO(), io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace")
    with TemporaryDirectory() as folder, chdir(folder):
        Path("log.csv").write_text("case,on,event\na,2024-03-04,request-received\n", "utf-8")
        pl.read_csv("log.csv").write_parquet("log.parquet")
        Path("log.parquet").rename(f"{NAME}.parquet")
        with setting(), redirect_stdout(out), redirect_stderr(err):
            code = main([*arguments])
        assert sorted(path.name for path in Path().iterdir()) == [f"{NAME}.parquet", "log.csv"]
    assert (code, out.getvalue()) == (2, "")
    err.seek(0)
    return [line.removeprefix("foirules: ") for line in err.read().splitlines()]


@pytest.mark.parametrize(("given", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_is_wrong_is_told(given: tuple[Sequence[str], Setting], lines: list[str]) -> None:
    assert told(given) == lines
