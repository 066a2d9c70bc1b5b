"""Command lines that are run in a folder of their own."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import (
    AbstractContextManager,
    chdir,
    contextmanager,
    redirect_stderr,
    redirect_stdout,
)
from pathlib import Path
from tempfile import TemporaryDirectory

from foirules.cli import main
from foirules.documents.limits import limits_set


def limited(**limits: int) -> AbstractContextManager[object]:
    """Limits that hold within."""
    return limits_set([f"{name}={most}" for name, most in limits.items()])


@contextmanager
def folder(files: Mapping[str, str]) -> Iterator[Path]:
    """A folder of these files, by path, which is the current one."""
    with TemporaryDirectory() as name, chdir(name):
        for file, text in files.items():
            path = Path(file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        yield Path()


def refusal(arguments: list[str], files: Mapping[str, str]) -> list[str]:
    """The lines on standard error for a command line that exits with 2 and prints nothing."""
    out, err = io.StringIO(), io.StringIO()
    with folder(files), redirect_stdout(out), redirect_stderr(err):
        code = main(arguments)
    assert (code, out.getvalue()) == (2, "")
    return err.getvalue().splitlines()
