"""Files of what was made of others: those that ship, and the user's own in a cache.

To read and check the YAML of a law takes longer than all else that a command does with it. What it
comes to is kept as data (:mod:`foirules.language.codec`). Of the law that ships it is made when the
package is built; of other law, and of the steps of the columns back end
(:mod:`foirules.engine.columns.program`), on its first use, in the user's cache folder. A file is
used only where its key is that of what it was made from, and its checksum that of what is in it.

The cache is read and written only where nobody else may write: its folder and its files are the
user's own. Whatever is wrong with it costs time, never a result.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

VARIABLE: Final = "FOIRULES_CACHE"
"""A folder to be the cache in place of the usual one; ``off`` for none."""
OFF: Final = ("off", "0", "no", "")
SHIPPED: Final = Path(__file__).parent.parent / "kept"
"""What is made when the package is built; nothing in a checkout."""
READERS: Final = (
    "calendars",
    "documents",
    "language",
    "policy",
    "engine",
    "engine/columns",
    "audit/judging",
)
"""The rooms whose code what is kept depends on."""
MOST: Final = 4  # files of a name in the cache
_BROKEN: Final = (
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
)
_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH

T = TypeVar("T")


class Form(Protocol):
    """How a value is written as text, and read."""

    def write(self, value: Any) -> str: ...

    def read(self, text: str) -> Any: ...


def read_or_make(name: str, key: str, codec: Form, make: Callable[[], T]) -> T:
    """A value: read where it is kept, else made, and kept in the cache.

    :param name: what the value is, for the name of the file.
    :param key: a digest of all that the value is made from.
    """
    with suppress(*_BROKEN):
        found: T = _taken((SHIPPED / f"{name}.json").read_bytes(), key, codec)
        return found
    folder = cache_folder()
    if folder is None:
        return make()
    own = _key_here(key)
    path = folder / f"{name}.{own[:32]}.json"
    with suppress(*_BROKEN):
        kept: T = _taken(_read_own(path), own, codec)
        return kept
    made = make()
    with suppress(*_BROKEN):
        _write_own(path, packed(own, codec.write(made)))
    return made


def digest(files: Iterable[Path], *more: str) -> str:
    """A digest of files, of their names and of what is in them, and of some texts."""
    found = sha256("\n".join(more).encode())
    for path in files:
        data = path.read_bytes().replace(b"\r\n", b"\n")  # as a checkout on Windows may have it
        found.update(f"\n{path.name} {len(data)}\n".encode() + data)
    return found.hexdigest()


def packed(key: str, text: str) -> bytes:
    """A file of a value's text: a line with the key and a checksum, then the text."""
    body = text.encode("utf-8")
    head = json.dumps({"key": key, "sha256": sha256(body).hexdigest()})
    return head.encode() + b"\n" + body


def _taken(data: bytes, key: str, codec: Form) -> Any:
    """The value of a file.

    :raises ValueError: where it has another key, or another checksum than it says.
    """
    head, _, body = data.partition(b"\n")
    if json.loads(head) != {"key": key, "sha256": sha256(body).hexdigest()}:
        raise ValueError("another key or checksum")
    return codec.read(body.decode("utf-8"))


@cache
def _program() -> str:
    """What this program is, for files that it writes itself: its code, as it stands here."""
    package = Path(__file__).parent.parent
    code = sorted(each for room in READERS for each in package.glob(f"{room}/*.py"))
    said = [(each.name, (s := each.stat()).st_size, s.st_mtime_ns) for each in code]
    return repr(said)


def _key_here(key: str) -> str:
    return sha256(f"{key}\n{_program()}".encode()).hexdigest()


# --- the user's cache -----------------------------------------------------------------------------


def cache_folder() -> Path | None:
    """The folder in which the user's files are kept, by the custom of the system; None for none."""
    said = os.environ.get(VARIABLE)
    if said is not None:
        return None if said.strip().lower() in OFF else Path(said).absolute()
    usual = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    if Path(usual).is_absolute():
        return Path(usual) / "foirules"
    with suppress(RuntimeError):  # where no home is known
        home = Path.home()
        if not home.is_absolute():
            return None
        if os.name == "nt":
            return home / "AppData" / "Local" / "foirules"
        return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "foirules"
    return None


def _read_own(path: Path) -> bytes:
    """What is in a file of the cache.

    :raises OSError: where it, or its folder, is not the user's own.
    :raises ValueError: where it is no file.
    """
    _check_own(path.parent.stat())
    with open(path, "rb", opener=_as_it_stands) as file:
        found = os.fstat(file.fileno())
        _check_own(found)
        if not stat.S_ISREG(found.st_mode):
            raise ValueError("no file")
        return file.read()


def _as_it_stands(path: str, flags: int) -> int:
    """No link is followed, and no pipe waited for."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _check_own(found: os.stat_result) -> None:
    if os.name != "nt" and (found.st_uid != os.geteuid() or found.st_mode & _OTHERS):
        raise PermissionError("others may write it")


def _write_own(path: Path, data: bytes) -> None:
    """Write a file of the cache whole, beside others who may be writing it; remove older ones.

    :raises OSError: where it cannot be, or the folder is not the user's own.
    """
    import tempfile

    folder = path.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _check_own(folder.stat())
    handle, name = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    name = path.name.partition(".")[0]
    _remove_old(path, [each for each in folder.glob(f"{name}.*.json") if each != path])


def _remove_old(last: Path, others: list[Path]) -> None:
    """Removes the oldest beside the last that was written. What is of a time after that was written
    before the clock was put back: it is the first to go."""
    now = last.stat().st_mtime_ns
    aged = []
    for each in others:
        with suppress(OSError):  # another may have removed it
            written = each.stat().st_mtime_ns
            aged.append((written <= now, written, each))
    for *_, old in sorted(aged)[: -(MOST - 1)]:
        with suppress(OSError):
            old.unlink()
