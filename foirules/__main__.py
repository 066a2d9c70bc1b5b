"""The program ``foirules``, which is ``python -m foirules`` too."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # as in `foirules`: what is loaded before `run` cannot be interrupted well
if TYPE_CHECKING:
    from typing import NoReturn

OBJECTS = 300_000  # made since the collector last looked for cycles among them
INTERRUPTED = 130


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
    except KeyboardInterrupt:  # before its signal is handled
        os._exit(INTERRUPTED)
    from contextlib import suppress

    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # nobody is there to read what is left
            stream.flush()
    os._exit(code)


def _run() -> int:
    """The exit code of the command line. Until a command has begun there is nothing to put in
    order: what stops the program ends it at once, in the middle of any module that is loaded."""
    gc.set_threshold(OBJECTS)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from foirules.processes.signals import STOPS, handling

    with handling(lambda *_: os._exit(INTERRUPTED), *STOPS):
        return _code_of_command()


def _code_of_command() -> int:
    from io import TextIOWrapper

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
