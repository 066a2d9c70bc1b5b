"""The texts that a workbook .xlsx holds once, and its cells by their number."""

from __future__ import annotations

import zipfile
from array import array
from collections.abc import Iterator
from functools import cached_property
from typing import IO, Final

from attrs import frozen

from foirules.audit.reading.readers.xml import BLOCK, parsed

PART: Final = "xl/sharedstrings.xml"
_END: Final = b"si>"


@frozen(slots=False, eq=False)
class SharedTexts:
    """The texts of an archive that is a workbook.

    :param path: what messages call it.
    """

    archive: zipfile.ZipFile
    path: str

    @cached_property
    def part(self) -> str | None:
        """The file that holds them."""
        named = (each for each in self.archive.namelist() if each.lower() == PART)
        return next(named, None)

    @cached_property
    def longest(self) -> int:
        """How many bytes the longest has, at most: what marks it counts too."""
        if self.part is None:
            return 0
        longest, open_since = 0, 0
        with self.archive.open(self.part) as file:
            while block := file.read(BLOCK):
                first, *others = block.split(_END)
                longest = max(longest, open_since + len(first), *map(len, others))
                open_since = len(others[-1]) if others else open_since + len(first)
        return longest

    def length(self, number: int) -> int:
        """How many characters one has."""
        return self._lengths[number] if 0 <= number < len(self._lengths) else 0

    @cached_property
    def _lengths(self) -> array[int]:
        lengths = array("Q")

        def start(tag: str, _: dict[str, str]) -> None:
            if tag.rpartition(":")[2] == "si":
                lengths.append(0)

        def text(said: str) -> None:
            if lengths:
                lengths[-1] += len(said)

        if self.part is not None:
            with self.archive.open(self.part) as file:
                for _ in parsed(file, self.path, start, text=text):
                    pass
        return lengths


def shared_numbers(file: IO[bytes], path: str) -> Iterator[int]:
    """The number of the text of each cell of a sheet that has one of those that are shared.

    :raises ValueError: where one is no number.
    """
    kind, said, found = None, list[str](), list[str]()

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal kind
        tag = tag.rpartition(":")[2]
        if tag == "c":
            kind = given.get("t")
        if said:
            found.append("".join(said))
            said.clear()
        if tag == "v" and kind == "s":
            said.append(" ")

    def text(more: str) -> None:
        if said:
            said.append(more)

    for _ in parsed(file, path, start, text=text):
        yield from map(int, found)
        found.clear()
    if said:
        yield int("".join(said))
