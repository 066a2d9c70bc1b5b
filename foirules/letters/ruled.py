"""A text in which a line across the page stands between letters -> its letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from attrs import evolve

from foirules.letters.message import Line
from foirules.letters.pasted import GREETING, Piece, day_at_end

_RULE: Final = re.compile(r"\s*([-=~_*#+\N{EM DASH}])(?: ?\1){2,}\s*\Z")
_TO: Final = re.compile(r"\s*to:? (?:the )?[A-Z]", re.IGNORECASE)
_HEAD: Final = 14  # lines of text of a letter among which its salutation stands
_DATED: Final = 6  # and its date


def by_rules(lines: Sequence[Line]) -> list[Piece]:
    """The letters between lines across the page, of whichever mark stands between most; none where
    what stands between two of them is not one letter."""
    marks = dict.fromkeys(filter(None, map(_mark, lines)))
    found = (list(_blocks(lines, mark)) for mark in marks)
    letters = [blocks for blocks in found if len(blocks) > 1 and all(map(_is_letter, blocks))]
    return [Piece(block) for block in max(letters, key=len, default=())]


def without_rule(piece: Piece) -> Piece:
    """A piece without the line across the page at its end."""
    end = len(piece.lines)
    while end and (not piece.lines[end - 1].text.strip() or _mark(piece.lines[end - 1])):
        end -= 1
    ruled = any(map(_mark, piece.lines[end:]))
    return evolve(piece, lines=piece.lines[:end]) if ruled else piece


def _mark(line: Line) -> str:
    """The mark that a line holds over and over, if it holds nothing else."""
    found = _RULE.match(line.text[:200])
    return found[1] if found else ""


def _blocks(lines: Sequence[Line], mark: str) -> Iterator[tuple[Line, ...]]:
    """The lines between those of a mark, but for blocks without text."""
    for ruled, block in groupby(lines, key=lambda line: _mark(line) == mark):
        found = tuple(block)
        if not ruled and any(line.text.strip() for line in found):
            yield found


def _is_letter(block: Sequence[Line]) -> bool:
    """Whether lines are one letter: one salutation stands near their beginning, or none and a day
    does or a name after ``To``."""
    texts = [line.text[:300] for line in block if line.text.strip()]
    greets = [place for place, text in enumerate(texts) if GREETING.match(text)]
    if greets:
        return len(greets) == 1 and greets[0] < _HEAD
    return any(_TO.match(text) or day_at_end(text) is not None for text in texts[:_DATED])
