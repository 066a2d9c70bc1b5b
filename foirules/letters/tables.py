"""Tables in answers -> a line for each row that answers a part: ``question 2 | withheld | s43(2)``.

A row is told from the next by bars, tabs or columns of spaces, or has a cell on each of its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from foirules.letters.asked_parts import AskedFor
from foirules.letters.message import Line
from foirules.letters.named_parts import labels_of

_BETWEEN: Final = ("|", "\t", "  ")  # cells of one line
_GAP: Final = re.compile(r" {2,}|\t+")
_RULE: Final = re.compile(r"[\s+|=_-]*\Z")  # between the rows of a table
_OF_PARTS: Final = (  # what the column of the parts is called, the surest first
    re.compile(
        r"(?:your )?(?:part|question|request|point|query|q)s?"
        r"(?: (?:no|number|of (?:the |your )?request))?\W*\Z"
    ),
    re.compile(r"(?:your )?(?:item|no|number|ref)s?\W*\Z"),
)
_OF_GROUNDS: Final = re.compile(r"(?:section|exemption|exception|regulation|ground)s?\b")
_OF_PAPERS: Final = re.compile(
    r"(?:(?:doc(?:ument)?|file|page)s?\.?(?: (?:no|number|ref|name|title|date)s?)?"
    r"|(?:your )?(?:request|question)s?|(?:information|what you) (?:requested|asked(?: for)?)"
    r"|(?:description|title|subject|topic|author|date|item|detail)s?)(?:\W.*)?\Z"
)  # columns of what was asked for, which say nothing of what became of it
_OF_BEFORE: Final = re.compile(
    r"(?:our |the )?(?:original|initial|first|earlier|previous|before)"
    r"(?: (?:decision|answer|response|reply|outcome|position|exemption|ground)s?)?\W*\Z"
)  # the column of a review that says what was decided before
_CITES: Final = re.compile(r"\b(?:s|ss|sections?|r|regs?|regulations?)\.? ?\d", re.IGNORECASE)
_BARE: Final = re.compile(r"\d{1,2}[A-Za-z]?(?![\w/:])")  # of a ground, under its heading
_SHORT: Final = {"y": "yes", "n": "no"} | dict.fromkeys(
    ("part", "partial", "partially", "partly"), "in part"
)
_HEAD_WORDS: Final = 4  # of the heading of a column
_LONGEST_HEAD: Final = 300  # characters of the line that heads a table
_FIRST_ROWS: Final = 2  # that have to name a part
_LOOKED_AT: Final = 8  # lines in which these stand
_LEAST_LABELS: Final = 3  # on lines of their own


class _Column(NamedTuple):
    """A column: its heading in lower case, and where that begins in its line."""

    heading: str
    place: int


class _Row(NamedTuple):
    """A row: the number of its first line, the parts that it answers, and its cells."""

    line: int
    parts: tuple[str, ...]
    cells: list[str]


def with_rows(lines: Sequence[Line], asked: AskedFor, head: str) -> Sequence[Line]:
    """The lines of an answer, with a line for each row of a table that answers parts of a request.

    :param head: what the name of a ground begins with, for a column that gives numbers alone.
    """
    if not asked.parts or not any(_may_be_cell(line.text.strip(), asked) for line in lines):
        return lines
    made: list[Line] = []
    for block in _blocks(lines):
        above, rows = _table(block, asked, head)
        made += block[:above]
        for row in rows:
            made += (Line(row.line, ""), Line(row.line, _written(row)))
    return made


def _blocks(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Lines that hang together, and the empty ones between them; what heads a table hangs together
    with the rows below it."""
    headings: Sequence[Line] = ()
    for blank, held in groupby(lines, lambda line: not line.text.strip()):
        block = [*headings, *held]
        headings = ()
        if len(block) == 1 and list(_of_parts(_columns(block[0].text))):
            headings = block
        elif blank and len(block) > 1 and block[0].text.strip():
            headings = block[:1]
        else:
            yield block
    if headings:
        yield headings


def _may_be_cell(text: str, asked: AskedFor) -> bool:
    return any(map(text.__contains__, _BETWEEN)) or (
        len(text) < 12 and bool(labels_of(text, asked))
    )


def _written(row: _Row) -> str:
    said = " | ".join(cell for cell in row.cells if any(map(str.isalnum, cell)))
    if len(row.parts) == 1:
        return f"question {row.parts[0]} | {said}"
    return f"questions {' and '.join(row.parts)}: {said} |" if row.parts else f"{said} |"


def _table(block: Sequence[Line], asked: AskedFor, head: str) -> tuple[int, Iterable[_Row]]:
    """The rows of a table in some lines that hang together, and how many lines stand above it: all
    of them where there is none."""
    for place, line in enumerate(block):
        columns = _columns(line.text)
        first = block[place + 1 : place + 1 + _LOOKED_AT] if columns else ()
        for of_parts in _of_parts(columns):
            named = (labels_of(_under(columns, each.text)[of_parts], asked) for each in first)
            if sum(map(bool, named)) >= _FIRST_ROWS:
                return place, _below(columns, of_parts, block[place + 1 :], asked, head)
    return _cells_in_lines(block, asked, head)


def _columns(text: str) -> Sequence[_Column]:
    """The columns that a line heads; none where it does not."""
    if len(text) > _LONGEST_HEAD or not any(map(text.__contains__, _BETWEEN)):
        return ()
    columns = [_Column(cell.lower(), place) for place, cell in _cells(text)]
    return columns if len(columns) > 1 and all(map(_is_short, columns)) else ()


def _is_short(column: _Column) -> bool:
    return len(column.heading.split()) <= _HEAD_WORDS


def _of_parts(columns: Sequence[_Column]) -> Iterator[int]:
    """The columns that may be that of the parts, the surest first."""
    for called in _OF_PARTS:
        yield from (n for n, each in enumerate(columns) if called.match(each.heading))


def _cells(text: str) -> Sequence[tuple[int, str]]:
    """The cells of a row, each after its place in the line."""
    if "|" in text:
        bare = text.strip()
        bare = bare[bare.startswith("|") : len(bare) - bare.endswith("|")]
        return [(0, cell.strip()) for cell in bare.split("|")]
    starts = [0, *(gap.end() for gap in _GAP.finditer(text))]
    cells = [(start, text[start:end].strip()) for start, end in pairwise([*starts, len(text)])]
    return [each for each in cells if each[1]]


def _below(
    columns: Sequence[_Column],
    of_parts: int,
    lines: Sequence[Line],
    asked: AskedFor,
    head: str,
) -> Iterator[_Row]:
    """The rows below the headings of some columns; one that names nothing goes on with the last.

    :param of_parts: the column that names the parts.
    """
    rows: list[tuple[int, list[list[str]]]] = []
    for line in lines:
        cells = [] if _RULE.match(line.text) else _under(columns, line.text)
        if rows and cells and not cells[of_parts]:
            rows[-1][1].append(cells)
        elif cells:
            rows.append((line.number, [cells]))
    for number, listed in rows:
        whole = [" ".join(filter(None, of_column)) for of_column in zip(*listed, strict=True)]
        row = _Row(number, labels_of(whole[of_parts], asked), whole)
        yield _said(row, columns, of_parts, head)


def _under(columns: Sequence[_Column], text: str) -> list[str]:
    """The cells of a row, one under each of some columns."""
    cells = _cells(text)
    if len(cells) == len(columns):
        return [cell for _, cell in cells]
    under = [""] * len(columns)
    by_place = "|" not in text and "\t" not in text
    for number, (place, cell) in enumerate(cells):
        nearest = min(range(len(columns)), key=lambda n: abs(columns[n].place - place))
        at = nearest if by_place else min(number, len(columns) - 1)
        under[at] = f"{under[at]} {cell}".strip()
    return under


def _said(row: _Row, columns: Sequence[_Column], of_parts: int, head: str) -> _Row:
    """A row with what its cells say, without the one that names its parts."""
    told = [
        (column, _told(cell, column.heading, head))
        for number, (cell, column) in enumerate(zip(row.cells, columns, strict=True))
        if not (row.parts and number == of_parts) and not _OF_PAPERS.match(column.heading)
    ]
    anew = any(_CITES.search(cell) for each, cell in told if not _OF_BEFORE.match(each.heading))
    said = [cell for each, cell in told if not (anew and _OF_BEFORE.match(each.heading))]
    return row._replace(cells=said)


def _told(cell: str, heading: str, head: str) -> str:
    """What a cell says under its heading: ``not held`` for ``no`` under ``Held?``."""
    if _OF_GROUNDS.match(heading):
        return f"{head}{cell}" if _BARE.match(cell) else cell
    called = heading.strip(" ?:")
    said = {"yes": called, "no": f"not {called}", "in part": f"{called} in part"}
    return said.get(_SHORT.get(cell.lower(), cell.lower()), cell)


def _cells_in_lines(
    block: Sequence[Line], asked: AskedFor, head: str
) -> tuple[int, Iterable[_Row]]:
    """As :func:`_table`, of a table of which each cell is a line, the first of a row the label of a
    part."""
    named = [labels_of(line.text, asked) for line in block]
    starts = [place for place, parts in enumerate(named) if parts]
    if len(starts) < min(_LEAST_LABELS, len(asked.labels)):
        return len(block), ()
    places = [asked.labels.index(named[start][0]) for start in starts]
    ends = [*starts[1:], len(block)]
    filled = all(end - start > 1 for start, end in zip(starts, ends, strict=True))
    if places != sorted(places) or not filled:
        return len(block), ()
    rows = [
        _Row(block[start].number, named[start], [line.text.strip() for line in block[start:end]])
        for start, end in zip(starts, ends, strict=True)
    ]
    above = max(0, starts[0] - len(rows[0].cells))
    columns = [_Column(line.text.strip().lower(), 0) for line in block[above : starts[0]]]
    if not all(map(_is_short, columns)):
        above, columns = starts[0], []
    return above, [_said(row, _for(row, columns), 0, head) for row in rows]


def _for(row: _Row, columns: Sequence[_Column]) -> Sequence[_Column]:
    """The columns of a row; some that nothing heads where it has more or fewer cells."""
    return columns if len(columns) == len(row.cells) else [_Column("", 0)] * len(row.cells)
