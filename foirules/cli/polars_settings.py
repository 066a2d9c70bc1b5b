"""Settings of the system with which Polars would end the process, seen before it is loaded."""

from __future__ import annotations

import os
import re
from typing import Final

from foirules.cli.arguments import MOST_PROCESSES
from foirules.cli.shared import Refused

MESSAGES: Final = {
    "threads": "{name}: found {found}; expected a whole number from 1 to {most:,}",
    "memory": "a process may have {found:,} MB of memory here (ulimit -v), and this needs {least:,}"
    " MB to begin with",
}
THREADS: Final = "POLARS_MAX_THREADS"
LEAST_MEMORY: Final = 2048  # MB; Polars by itself asks for half of it, with many cores for more
_NUMBER: Final = re.compile(r"[0-9]{1,4}")


def refuse_unfit_settings() -> None:
    """Refuses what Polars would not bear: no thread or more of them than a machine can, and too
    little memory, for it ends the process where it is given none."""
    said = os.environ.get(THREADS)
    if said is not None:
        number = int(said) if _NUMBER.fullmatch(said) else 0
        if not 1 <= number <= MOST_PROCESSES:
            values = {"name": THREADS, "found": repr(said), "most": MOST_PROCESSES}
            raise Refused(MESSAGES["threads"].format(**values))
    allowed = _allowed_memory()
    if allowed is not None and allowed < LEAST_MEMORY:
        raise Refused(MESSAGES["memory"].format(found=allowed, least=LEAST_MEMORY))


def _allowed_memory() -> int | None:
    """MB that this process may have; None where there is no limit."""
    try:
        from resource import RLIM_INFINITY, RLIMIT_AS, getrlimit
    except ImportError:  # Windows has none
        return None
    allowed, _ = getrlimit(RLIMIT_AS)
    return None if allowed == RLIM_INFINITY else allowed >> 20
