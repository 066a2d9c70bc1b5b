"""How a command is stopped from outside: it ends in order, and leaves nothing that is half made."""

from __future__ import annotations

import os
from threading import Timer
from types import FrameType
from typing import Final

from foirules.cli.shared import INTERRUPTED
from foirules.processes.signals import HANG_UP

SOON: Final = 0.05  # seconds
UNSTOPPABLE: Final = ("polars", "durable")
"""Libraries that take what is raised in Python code that they call for a fault of their own: one
panics, the other prints it."""


def stop(number: int, frame: FrameType | None) -> None:
    """Ctrl-C, and a stop by the system, which is taken as that; soon, where a library is at work
    that cannot be. Where the terminal is gone nobody is to be told, and no results of what was done
    so far are wanted in the place of former ones.

    :raises KeyboardInterrupt:
    :raises SystemExit: with the code of an interruption, where the terminal is gone.
    """
    while frame is not None:
        if str(frame.f_globals.get("__name__")).partition(".")[0] in UNSTOPPABLE:
            again = Timer(SOON, os.kill, (os.getpid(), number))
            again.daemon = True
            again.start()
            return
        frame = frame.f_back
    if number == HANG_UP:
        raise SystemExit(INTERRUPTED)
    raise KeyboardInterrupt
