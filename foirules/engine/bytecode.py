"""The law's code kept between runs, beside the bytecode that Python itself keeps.

To write and compile the Python of a law takes longer than all else at the start of a command. Like
Python's own, the copy is made only where bytecode may be written, and never read for another law,
compiler or interpreter: its name is a digest of all three.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import CodeType
from typing import Final

from foirules.language.copies import digest, kept_at
from foirules.language.law import Law

FOLDER: Final = Path(__file__).parent / "__pycache__"
MOST: Final = 16  # copies kept
_COMPILER: Final = (Path(__file__).parent, Path(__file__).parent.parent / "language")


def kept(law: Law, make: Callable[[], CodeType]) -> CodeType:
    """The code of a law, read where there is a copy, else made and kept for the next time."""
    path = FOLDER / f"law.{sys.implementation.cache_tag}-{_digest(law)}.pyc"
    return kept_at(path, _read, marshal.dumps, make, MOST)


def _read(data: bytes) -> CodeType:
    code = marshal.loads(data)
    if not isinstance(code, CodeType):
        raise TypeError("the file holds no code")
    return code


def _digest(law: Law) -> str:
    declared = [(c.facts, c.rules, c.clocks, c.actions, c.as_recorded) for c in law.chapters]
    return sha256(repr((law.schema, declared)).encode() + _compiler()).hexdigest()[:32]


@cache
def _compiler() -> bytes:
    """What the code of a law depends on besides the law."""
    files = sorted(path for folder in _COMPILER for path in folder.rglob("*.py"))
    return digest(files).encode()
