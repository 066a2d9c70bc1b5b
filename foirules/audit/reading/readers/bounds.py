"""Files of logs that are read only as far as the limits go."""

from __future__ import annotations

import io
from typing import IO, Any, Final

from foirules.audit.reading.readers.row_writer import LogError
from foirules.documents.limits import beyond, limit

MESSAGES: Final = {
    "unpacked": "{path}: it unpacks to too much: {limit}",
    "record": "{path}: a row or record is too long: {limit}",
    "xls": "{path}: a workbook .xls that is too large: {limit}",
    "held": "{path}: too many {what}: {limit}",
}
_BLOCK: Final = 1 << 20  # bytes


def too_much(name: str, path: str, what: str = "") -> LogError:
    """What is raised for a file that goes beyond a limit.

    :param name: of the limit.
    :param what: of what it holds too many.
    """
    return LogError(MESSAGES[name].format(path=path, what=what, limit=beyond(name)))


def whole_xls(file: IO[bytes], path: str) -> bytes:
    """What is in a workbook .xls.

    :raises LogError: where that is too much.
    """
    data = file.read(limit("xls") + 1)
    if len(data) > limit("xls"):
        raise too_much("xls", path)
    return data


def within(plain: Any, path: str) -> IO[bytes]:
    """A file that is unpacked as it is read, up to the limit."""
    return io.BufferedReader(_Unpacked(plain, path), _BLOCK)


class _Unpacked(io.RawIOBase):
    def __init__(self, plain: Any, path: str) -> None:
        self._plain, self._path, self._most = plain, path, limit("unpacked")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._plain.seekable())

    def seek(self, place: int, whence: int = 0) -> int:
        return int(self._plain.seek(place, whence))

    def tell(self) -> int:
        return int(self._plain.tell())

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._plain.read(len(buffer))
        if self._plain.tell() > self._most:
            raise too_much("unpacked", self._path)
        buffer[: len(data)] = data
        return len(data)
