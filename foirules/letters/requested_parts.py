"""The parts of a request, as it labels them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import field, frozen

from foirules.letters.message import Line
from foirules.letters.part_labels import (
    BARE,
    BARE_LETTER,
    INLINE,
    first_labels,
    in_a_row,
    inline_label,
    next_labels,
)
from foirules.letters.sentences import Paragraph, paragraphs

_BELOW: Final = re.compile(r"\s*\(?(?:[ivx]{1,4}|[a-z]|\d{1,2}\.\d{1,2})[).\s]")
ITEM: Final = re.compile(r"[-*\N{BULLET}\u00b7] ?\w")
_LABEL_A: Final = re.compile(r"\W{0,3}[ai]\)", re.IGNORECASE)


@frozen
class Part:
    """A part: its label, bare and in lower case, and the lines that ask for it.

    :param by_figures: whether figures may answer it.
    """

    label: str
    first: int
    last: int
    text: str = field(repr=False)
    by_figures: bool = True


def parts_of(lines: Sequence[Line]) -> tuple[tuple[Part, ...], bool]:
    """The parts that some lines ask for, and whether their labels are numbers with nothing after
    them: ``1 Blasting records``."""
    listed = list(paragraphs(lines))
    parts = tuple(_parts(listed))
    anew = sum(_LABEL_A.match(each.text) is not None for each in listed) > 1
    if not parts:
        parts = _by_bare("a", BARE_LETTER, lines)
    if (parts and not anew) or sum(BARE.match(line.text) is not None for line in lines) < 2:
        return parts, False
    by_numbers = _by_bare("1", BARE, lines)
    return (by_numbers, True) if len(by_numbers) > len(parts) else (parts, False)


def _by_bare(first: str, label: re.Pattern[str], lines: Sequence[Line]) -> tuple[Part, ...]:
    """The parts that lines begin with labels that have nothing after them, from the first on."""
    listed = list(paragraphs(begun_by(label, lines)))
    return tuple(_labelled(listed, list(in_a_row(listed, first, label))))


def listed_in(listed: Sequence[Paragraph]) -> tuple[Part, ...]:
    """What the items of a list without labels ask for, as parts that are numbered from 1; nothing
    where there are fewer than two."""
    items = [each for each in listed if ITEM.match(each.text)]
    return tuple(_part(str(n), [each]) for n, each in enumerate(items, 1)) if len(items) > 1 else ()


def begun_by_numbers(lines: Sequence[Line]) -> list[Line]:
    """Some lines, with an empty one before each that begins with a bare number."""
    return begun_by(BARE, lines)


def begun_by(label: re.Pattern[str], lines: Sequence[Line]) -> list[Line]:
    """Some lines, with an empty one before each that begins with a label."""
    made: list[Line] = []
    for line in lines:
        made += (Line(line.number, ""), line) if label.match(line.text) else (line,)
    return made


def _parts(listed: Sequence[Paragraph]) -> Iterator[Part]:
    """Paragraphs with labels that follow one another, each with those after it that have none of
    the same kind; nothing where there are fewer than two."""
    best: list[tuple[str, int]] = []
    for first in ("1", "a", "i"):
        found = list(in_a_row(listed, first))
        if len(found) > len(best):
            best = found
    if len(best) < 2:
        yield from parts_within(listed)
    else:
        yield from _labelled(listed, best)


def _labelled(listed: Sequence[Paragraph], best: Sequence[tuple[str, int]]) -> Iterator[Part]:
    """The parts whose labels stand at the beginning of some paragraphs, if there are two."""
    if len(best) < 2:
        return
    ends = [*(place for _, place in best[1:]), None]
    for (label, start), end in zip(best, ends, strict=True):
        own = listed[start:end] if end is not None else _to_the_end(listed, start)
        yield from _below(label, own) or [_part(label, own)]


def _part(label: str, own: Sequence[Paragraph]) -> Part:
    text = " ".join(each.text for each in own)
    return Part(label, own[0].numbers[0], own[-1].numbers[-1], text)


def _below(number: str, own: Sequence[Paragraph]) -> list[Part]:
    """The parts of a number, of which each has a paragraph below it: 2a and 2b of 2, 2.1 and 2.2;
    nothing where there are fewer than two."""
    rows = [list(in_a_row(own, first)) for first in ("a", "i", f"{number}.1")]
    row = max(rows, key=len) if number.isdigit() else []
    if len(row) < 2 or row[0][1] == 0:
        return []
    ends = [*(place for _, place in row[1:]), len(own)]
    return [
        _part(label if "." in label else f"{number}{label}", own[start:end])
        for (label, start), end in zip(row, ends, strict=True)
    ]


def parts_within(listed: Sequence[Paragraph]) -> Iterator[Part]:
    """Labels that follow one another within paragraphs, each with what stands up to the next."""
    found = [
        (place, each) for place, one in enumerate(listed) for each in INLINE.finditer(one.text)
    ]
    best: list[tuple[str, int, int]] = []
    for first in ("a", "1", "i"):
        row: list[tuple[str, int, int]] = []
        wanted, by_words = first_labels(first), False
        for place, each in found:
            ends = each["last"] and len(row) > 1 and by_words
            label = wanted[0] if ends else inline_label(each)
            if label in wanted:
                row.append((label, place, each.start()))
                by_words = each["word"] is not None
                wanted = () if ends else next_labels(label, first)
        if len(row) > len(best):
            best = row
    if len(best) < 2:
        return
    for number, (label, place, start) in enumerate(best):
        paragraph = listed[place]
        after = best[number + 1] if number + 1 < len(best) else None
        end = after[2] if after and after[1] == place else len(paragraph.text)
        text = paragraph.text[start:end]
        yield Part(label, paragraph.line(start), paragraph.line(max(start, end - 1)), text)


def _to_the_end(listed: Sequence[Paragraph], start: int) -> Sequence[Paragraph]:
    """The last part: its paragraph, and those after it that have labels below its own."""
    end = start + 1
    while end < len(listed) and _BELOW.match(listed[end].text[:12]):
        end += 1
    return listed[start:end]
