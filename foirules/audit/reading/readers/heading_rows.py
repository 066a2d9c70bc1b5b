"""The rows of a sheet or of CSV -> where its table begins, and what its columns are called.

Above the headings there may be titles, and headings over several columns at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from typing import Any, Final

from attrs import frozen

LOOK: Final = 50  # rows in which the headings are looked for
GROUPS: Final = 2  # rows of headings over several columns, at most
_WIDTH: Final = 0.6  # of the widest row near it that headings fill
_NEAR: Final = 20  # rows
_DAY: Final = re.compile(r"\d{1,4}\s?[-/. ]\s?\w{1,9}\s?[-/. ]\s?\d{2,4}")
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]
"""Cells that are one: the row and the column of the first and of the last, counted from 0."""


@frozen
class Headings:
    """What the columns of a table are called.

    :param first, last: the rows in which it stands, counted from 0.
    :param names: of each column; None for one without a name.
    :param matched: how many of the names are wanted.
    """

    first: int
    last: int
    names: tuple[str | None, ...]
    matched: int = 0

    def twice(self) -> dict[str, list[int]]:
        """Names of several columns, with their places."""
        counts = Counter(self.names)
        return {
            name: [place for place, each in enumerate(self.names) if each == name]
            for name, count in counts.items()
            if name is not None and count > 1
        }


def find_headings(
    rows: Sequence[Sequence[Any]], wanted: Container[str] | None, merged: Merged = ()
) -> Headings | None:
    """The headings of a table.

    :param wanted: the names that are looked for: the row that has most of them is taken, the first
        of several; if None, the first row of text that is about as wide as the rows below it.
    """
    best = None
    for last in range(min(len(rows), LOOK)):
        found = _named(rows, last, wanted, merged)
        if wanted is None and _looks_like_headings(rows, last):
            return found
        if found.matched > (best.matched if best else 0):
            best = found
    return best


def plain(cell: Any) -> str:
    """A heading in one line."""
    return " ".join(cell.split()) if isinstance(cell, str) else "" if cell is None else str(cell)


def filled(row: Sequence[Any]) -> int:
    """How many cells of a row say something."""
    return len(row) - row.count("") - row.count(None)


def _named(
    rows: Sequence[Sequence[Any]], last: int, wanted: Container[str] | None, merged: Merged
) -> Headings:
    """What the columns are called if a row is the last of their headings."""
    first = last
    while first > max(0, last - GROUPS) and _over_columns(rows[first - 1]):
        first -= 1
    own = [plain(cell) for cell in rows[last]]
    above = [_spread(rows, place, len(own), merged) for place in range(first, last)]
    counts = Counter(own)
    names: list[str | None] = []
    used = last
    for column, name in enumerate(own):
        parts = [row[column] for row in above if row[column]]
        whole = " ".join([*parts, name]).strip()
        if name and (not parts or not _better(whole, name, counts, wanted)):
            names.append(name)
            continue
        whole = whole if name or not parts else parts[-1]
        if parts and (wanted is None or whole in wanted):
            used = first
        names.append(whole or None)
    matched = sum(name in wanted for name in names if name) if wanted is not None else 0
    return Headings(used, last, tuple(names), matched)


def _better(whole: str, name: str, counts: Counter[str], wanted: Container[str] | None) -> bool:
    """Whether a column is called by the headings above it too, and not by its own alone."""
    if wanted is not None and (whole in wanted) != (name in wanted):
        return whole in wanted
    return counts[name] > 1


def _spread(rows: Sequence[Sequence[Any]], place: int, width: int, merged: Merged) -> list[str]:
    """A row of headings over several columns, with what stands over each of these."""
    row = [plain(cell) for cell in rows[place][:width]]
    row += [""] * (width - len(row))
    of_row = [each for each in merged if each[0][0] <= place <= each[1][0]]
    if of_row:
        for (top, left), (_, right) in of_row:
            for column in range(left, min(right + 1, width)):
                row[column] = row[column] or plain(rows[top][left])
        return row
    said = ""
    for column, cell in enumerate(row):
        said = row[column] = cell or said
    return row


def _over_columns(row: Sequence[Any]) -> bool:
    return filled(row) > 1 and _all_names(row)


def _all_names(row: Sequence[Any]) -> bool:
    """Whether all that a row says may be names: text that is no day."""
    said = [cell for cell in row if cell is not None and cell != ""]
    return all(isinstance(cell, str) and not _DAY.search(cell) for cell in said)


def _looks_like_headings(rows: Sequence[Sequence[Any]], place: int) -> bool:
    below = rows[place + 1 : place + 1 + _NEAR]
    widest = max(map(filled, below), default=0)
    width = filled(rows[place])
    return width > 1 and width >= _WIDTH * widest and _all_names(rows[place])
