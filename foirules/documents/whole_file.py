"""Where a file is written that appears only when it is whole."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

_OPEN: Final = re.compile(r"/dev/(std(in|out|err)|fd/\d+)|/proc/[^/]+/fd/\d+")
_MOST_LINKS: Final = 40  # of one to another, as in the kernel


def place_of(path: str | Path) -> tuple[Path, bool]:
    """The file that a path means, behind all links, which stay; and whether it is written to as it
    stands: it is no file but a pipe or a device, or it is open already, as ``/dev/stdout`` is."""
    named = Path(path).absolute()
    for _ in range(_MOST_LINKS):
        if _OPEN.fullmatch(str(named)):
            return Path(path), True
        if not named.is_symlink():
            break
        named = Path(os.path.normpath(named.parent / named.readlink()))
    place = Path(os.path.realpath(path))
    return place, place.exists() and not (place.is_file() or place.is_dir())


def opened_as_it_stands(place: Path) -> int:
    """The number of such a file, opened to be written to; what it holds already stays."""
    return os.open(place, os.O_WRONLY | os.O_APPEND)
