"""What Polars writes of its own panics goes to standard error past Python; it is kept from there.

A panic is raised as an error as well, which says what a person is to know.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryFile
from threading import Lock
from typing import IO, Final

from attrs import define

_PANIC: Final = re.compile(rb"\n?thread '[^\n]* panicked at [^\n]*\n(?:[^\n]+\n?)*")
_STANDARD_ERROR: Final = 2
_SETTLED: Final = 0.02  # seconds


@define(eq=False, repr=False)
class _Held:
    """What comes to standard error while it is held, and how many hold it."""

    holders: int = 0
    kept: int = -1  # standard error itself
    file: IO[bytes] | None = None

    def take(self) -> None:
        self.holders += 1
        if self.holders > 1 or sys.stderr is None:  # closed, and its number may be a file's
            return
        with suppress(OSError, ValueError):  # closed later on, or the disk is full
            sys.stderr.flush()
            file = TemporaryFile(buffering=0)  # noqa: SIM115  # closed as it is given back
            self.kept = os.dup(_STANDARD_ERROR)
            os.dup2(file.fileno(), _STANDARD_ERROR)
            self.file = file

    def give_back(self) -> None:
        self.holders -= 1
        if self.holders or self.file is None:
            return
        with self.file as file:
            self.file = None
            _settle(file)
            os.dup2(self.kept, _STANDARD_ERROR)
            os.close(self.kept)
            file.seek(0)
            said = _PANIC.sub(b"", file.read())
        with suppress(OSError):
            if said:
                os.write(_STANDARD_ERROR, said)


def _settle(file: IO[bytes]) -> None:
    """Waits until no more comes, where something has: threads of Polars panic one after another."""
    size = 0
    while (now := os.fstat(file.fileno()).st_size) != size:
        size = now
        time.sleep(_SETTLED)


_lock: Final = Lock()
_held: Final = _Held()


@contextmanager
def without_panic_lines() -> Iterator[None]:
    """Lines of panics do not come to standard error; all else that is written there does, later."""
    with _lock:
        _held.take()
    try:
        yield
    finally:
        with _lock:
            _held.give_back()
