"""The law's code kept between runs, beside the bytecode that Python itself keeps.

To write and compile the Python of a law takes longer than all else at the start of a command. Like
Python's own, the copy is made only where bytecode may be written, and never read for another law,
compiler or interpreter: its name is a digest of all three.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import CodeType
from typing import Final

from foirules.language.law import Law

FOLDER: Final = Path(__file__).parent / "__pycache__"
MOST: Final = 8  # copies kept
_COMPILER: Final = (Path(__file__).parent, Path(__file__).parent.parent / "language")


def kept(law: Law, make: Callable[[], CodeType]) -> CodeType:
    """The code of a law, read where there is a copy, else made and kept for the next time."""
    path = FOLDER / f"law.{sys.implementation.cache_tag}-{_digest(law)}.pyc"
    with suppress(OSError, EOFError, ValueError, TypeError):
        code = marshal.loads(path.read_bytes())
        if isinstance(code, CodeType):
            return code
    made = make()
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _keep(path, marshal.dumps(made))
    return made


def _digest(law: Law) -> str:
    declared = [(c.facts, c.rules, c.clocks, c.actions) for c in law.chapters]
    return sha256(repr((law.schema, declared)).encode() + _compiler()).hexdigest()[:32]


@cache
def _compiler() -> bytes:
    """What the code of a law depends on besides the law."""
    files = sorted(path for folder in _COMPILER for path in folder.rglob("*.py"))
    return b"".join(path.read_bytes() for path in files)


def _keep(path: Path, code: bytes) -> None:
    FOLDER.mkdir(exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(code)
    part.replace(path)
    others = sorted(FOLDER.glob("law.*.pyc"), key=lambda each: each.stat().st_mtime)
    for old in others[:-MOST]:
        old.unlink(missing_ok=True)
