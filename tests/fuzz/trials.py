"""An input of a kind, mangled by a seed, and what came of it."""

from __future__ import annotations

import resource
import shutil
import sys
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from attrs import frozen

from tests.fuzz.bodies import POSTS, Posted
from tests.fuzz.kinds import COMMANDS, Command, Ended
from tests.fuzz.manglers import wrong

SECONDS: Final = 10.0  # that one may take
BYTES: Final = 1 << 30  # of memory that it may take besides
KINDS: Final[Mapping[str, Command | Posted]] = {**COMMANDS, **POSTS}


@frozen
class Trial:
    """What came of an input.

    :param wrong: what went wrong; empty where nothing did.
    """

    kind: str
    seed: int
    code: int | None
    seconds: float
    wrong: str


def trial(name: str, seed: int, keep: Path | None = None) -> Trial:
    """What comes of an input of a kind; the first of each is blank.

    :param keep: a folder into which its files are written.
    """
    kind, rng = KINDS[name], Random(f"{name} {seed}")
    file, data = kind.make(rng)
    data = wrong(rng, data) if seed else b" "
    with TemporaryDirectory() as folder, chdir(folder):
        began, held = time.process_time(), memory()
        try:
            ended = kind.run(file, data)
        except BaseException:
            ended = Ended(None, traceback.format_exc())
        seconds, grown = time.process_time() - began, memory() - held
        if keep:
            to = keep / f"{name.strip('/')} {seed}"
            shutil.copytree(folder, to, dirs_exist_ok=True)
            (to / "mangled").write_bytes(data)
    return Trial(name, seed, ended.code, seconds, ended.wrong or _large(seconds, grown))


def _large(seconds: float, grown: int) -> str:
    if seconds > SECONDS:
        return f"{seconds:.1f} seconds"
    return "" if grown < BYTES else f"{grown:,} bytes of memory more"


def memory() -> int:
    """The most that this process has held, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def trials(kinds: Sequence[str], first: int) -> Iterator[Trial]:
    """Trials without end, of each kind in turn."""
    seed = first
    while True:
        yield from (trial(kind, seed) for kind in kinds)
        seed += 1
