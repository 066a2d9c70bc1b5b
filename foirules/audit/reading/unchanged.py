"""Whether files are as they were when the reading of them began.

A log that another program writes to is read as it was or not at all: what is read is never of both.
"""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from attrs import frozen

from foirules.audit.reading.readers.row_writer import LogError

MESSAGES: Final = {
    "changed": "{path}: changed while it was read: try again when no other program writes to it, or"
    " on a copy of it",
}


@frozen
class FileState:
    """By what a file is known to be as it was; None for each number of what is no file.

    :param name: what messages call it.
    """

    path: Path
    name: str
    size: int | None = None
    written: int | None = None
    number: int | None = None

    @classmethod
    def of(cls, path: Path, name: str) -> FileState:
        """That of a file now."""
        try:
            found = path.stat()
        except (OSError, ValueError):
            return cls(path, name)
        if not stat.S_ISREG(found.st_mode):  # a pipe is read once
            return cls(path, name)
        return cls(path, name, found.st_size, found.st_mtime_ns, found.st_ino)


@contextmanager
def unchanged(files: Collection[FileState]) -> Iterator[None]:
    """Some files are in the end what they were, or it is told that they are not, whatever came of
    them.

    :raises LogError: with a line for each file that has changed.
    """
    try:
        yield
    except Exception:
        _check(files)
        raise
    _check(files)


def _check(files: Collection[FileState]) -> None:
    changed = [each for each in files if FileState.of(each.path, each.name) != each]
    if changed:
        lines = (MESSAGES["changed"].format(path=each.name) for each in changed)
        raise LogError(*lines) from None
