"""Messages as Outlook keeps them, small ones, for tests: a file system in a file (MS-CFB), in which
each property of a message is a stream (MS-OXMSG)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from attrs import define, field

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5
TEXT, BINARY, TIME = 0x001F, 0x0102, 0x0040
BODY, HTML, SUBJECT, SENDER_NAME, SENDER_ADDRESS = 0x1000, 0x1013, 0x0037, 0x0C1A, 0x0C1F
SENT, ID, ANSWERED, DATA, LONG_NAME = 0x0039, 0x1035, 0x1042, 0x3701, 0x3707
NAME, ADDRESS = 0x3001, 0x39FE

Folder = Mapping[str, "bytes | Folder"]
Value = str | bytes | datetime


def message(
    values: Mapping[int, Value],
    to: Mapping[str, str] | None = None,
    attached: Mapping[str, bytes] | None = None,
) -> bytes:
    """A message: its properties by their numbers, names and addresses of those to whom it goes,
    and what is attached."""
    folder: dict[str, bytes | Folder] = dict(_streams(values, 32))
    for number, (name, address) in enumerate((to or {}).items()):
        of = _streams({NAME: name, ADDRESS: address}, 8)
        folder[f"__recip_version1.0_#{number:08X}"] = dict(of)
    for number, (name, data) in enumerate((attached or {}).items()):
        of = _streams({LONG_NAME: name, DATA: data}, 8)
        folder[f"__attach_version1.0_#{number:08X}"] = dict(of)
    return _file(folder)


def _streams(values: Mapping[int, Value], header: int) -> Iterator[tuple[str, bytes]]:
    told = b"\0" * header
    for number, value in values.items():
        if isinstance(value, datetime):
            since = value.astimezone(UTC) - datetime(1601, 1, 1, tzinfo=UTC)
            told += struct.pack("<HHIQ", TIME, number, 0, int(since.total_seconds()) * 10_000_000)
            continue
        kind = TEXT if isinstance(value, str) else BINARY
        data = value.encode("utf-16-le") if isinstance(value, str) else value
        told += struct.pack("<HHIII", kind, number, 0, len(data), 0)
        yield f"__substg1.0_{number:04X}{kind:04X}", data
    yield "__properties_version1.0", told


@define
class _Chains:
    """Data in pieces of one size, each with the number of the next of its chain."""

    size: int
    pieces: list[bytes] = field(factory=list)
    chains: list[int] = field(factory=list)

    def put(self, data: bytes) -> int:
        """The number of the first piece of some data."""
        first = len(self.pieces)
        for at in range(0, len(data), self.size):
            self.pieces.append(data[at : at + self.size].ljust(self.size, b"\0"))
            self.chains.append(len(self.pieces))
        if data:
            self.chains[-1] = END
        return first if data else END


def _file(root: Folder) -> bytes:
    """A file system. Small streams stand in the stream of the root."""
    entries: list[
        tuple[str, int, int, int, int, int]
    ] = []  # name, kind, sibling, child, start, size
    large, small = _Chains(SECTOR), _Chains(MINI)

    def add(name: str, what: bytes | Folder, kind: int, sibling: int) -> int:
        place = len(entries)
        entries.append((name, kind, sibling, FREE, END, 0))
        if isinstance(what, bytes):
            start = (small if len(what) < CUTOFF else large).put(what)
            entries[place] = name, kind, sibling, FREE, start, len(what)
            return place
        child = FREE
        for each, of in what.items():
            child = add(each, of, STREAM if isinstance(of, bytes) else STORAGE, child)
        entries[place] = name, kind, sibling, child, END, 0
        return place

    add("Root Entry", root, ROOT, FREE)
    of_small = b"".join(small.pieces)
    entries[0] = (*entries[0][:4], large.put(of_small), len(of_small))
    mini_table = large.put(_table(small.chains))
    directory = large.put(b"".join(_entry(*each) for each in entries))
    fats = 1
    while fats * SECTOR // 4 < len(large.pieces) + fats:
        fats += 1
    first = len(large.pieces)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, fats, directory, 0, CUTOFF, mini_table, 1, END, 0)
    head += struct.pack("<109I", *range(first, first + fats), *[FREE] * (109 - fats))
    return head + b"".join(large.pieces) + _table([*large.chains, *[FAT] * fats])


def _table(chains: list[int]) -> bytes:
    free = [FREE] * (-len(chains) % (SECTOR // 4))
    return struct.pack(f"<{len(chains) + len(free)}I", *chains, *free)


def _entry(name: str, kind: int, sibling: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    told = struct.pack("<64sHBBIII", written, len(written) + 2, kind, 1, sibling, FREE, child)
    return told + b"\0" * 36 + struct.pack("<IQ", start, size)
