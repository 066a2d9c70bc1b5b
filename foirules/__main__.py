"""The program ``foirules``, which is ``python -m foirules`` too."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import Final, NoReturn

OBJECTS: Final = 300_000  # made since the collector last looked for cycles among them
INTERRUPTED: Final = 130


def run() -> NoReturn:
    """The program: a command line, then the end of the process.

    The collector looks for cycles seldom: a short command would end before it has any. That is said
    before the command line is imported, which alone makes as many objects as the rest of a short
    command. What is left in memory at the end is not taken apart piece by piece. Both would take as
    long as a fifth of the work on a due date. The linear algebra of numpy, which nothing here uses,
    starts no threads: they would spin for as long as numpy takes to be imported.
    """
    try:
        code = _run()
    except KeyboardInterrupt:  # before a command has begun
        code = INTERRUPTED
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # nobody is there to read what is left
            stream.flush()
    os._exit(code)


def _run() -> int:
    """The exit code of the command line."""
    gc.set_threshold(OBJECTS)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from foirules.cli import main, write_utf8
    from foirules.cli.shared import escaped_errors

    if sys.stdin is None:  # it is closed: there is nothing to read
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:  # what is said goes nowhere, least of all among results
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if os.name == "nt":  # elsewhere it is so
        write_utf8(sys.stdin, sys.stdout, sys.stderr)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors=escaped_errors())
    return main()


if __name__ == "__main__":
    run()
