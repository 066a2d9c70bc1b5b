"""Legends of answers, of the parts that bear their keys: ``[L] = withheld, section 31(1)(a)``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from foirules.letters.message import Line
from foirules.letters.sentences import Paragraph

_ENTRY: Final = re.compile(
    r"(?:\A\W{0,3}?|(?<=[,;:.] ))"
    r"(?:[\[(](?P<closed>[A-Z]{1,3})[\])] ?=|(?P<bare>[A-Z]{1,3}) =) ?(?=\S)"
)
_BECAME: Final = re.compile(
    r"\b(?:withheld|exempt|refused|redacted|not held|disclosed|provided|released)\b", re.IGNORECASE
)
_LEAST: Final = 2
_MOST: Final = 20  # entries of a legend


def with_legend(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a letter, with each entry of its legend in a paragraph of its own."""
    held = {n: list(_ENTRY.finditer(each.text)) for n, each in enumerate(lines) if "=" in each.text}
    entries = {place: found for place, found in held.items() if found}
    became = any(_BECAME.search(lines[place].text) for place in entries)
    if not became or sum(map(len, entries.values())) < _LEAST:
        return lines
    made: list[Line] = []
    for place, line in enumerate(lines):
        starts = [found.start() for found in entries.get(place, ())]
        ends = [*starts, len(line.text)]
        if not starts or line.text[: starts[0]].strip():
            made.append(Line(line.number, line.text[: ends[0]]))
        for start, end in zip(starts, ends[1:], strict=True):
            made += (Line(line.number, ""), Line(line.number, line.text[start:end].rstrip(" ,;")))
    return made


def legend_in(
    listed: Sequence[Paragraph], parts: Sequence[tuple[str, ...]], labels: Sequence[str]
) -> Mapping[int, tuple[str, ...]]:
    """By the place of each paragraph that is an entry of a legend the parts that bear its key.

    :param parts: those that each paragraph answers; ``labels`` of all parts, which are no keys.
    """
    found = {n: _ENTRY.match(each.text) for n, each in enumerate(listed) if "=" in each.text}
    keys = {n: each["closed"] or each["bare"] for n, each in found.items() if each}
    if not _LEAST <= len(keys) <= _MOST or any(key.lower() in labels for key in keys.values()):
        return {}
    return {
        place: tuple(
            dict.fromkeys(
                part
                for of, each in enumerate(listed)
                if of not in keys and _bears(key, each.text)
                for part in parts[of]
            )
        )
        for place, key in keys.items()
    }


def _bears(key: str, text: str) -> bool:
    """Whether a paragraph has a key, in brackets, in a cell or right after its label."""
    after = rf"[\[(]{key}[\])]|\| ?{key}(?= ?\||\s*\Z)|\A\W*[A-Za-z]{{0,8}} ?\d{{0,2}}\W+{key}\W*\Z"
    return re.search(after, text) is not None
