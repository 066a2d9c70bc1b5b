"""A text in which a line over each message tells whose it is, and mostly when -> its messages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise, takewhile
from typing import Final

from attrs import evolve

from foirules.letters.days import day_of, may_write_a_day
from foirules.letters.head_lines import (
    NO_YEAR,
    TWO_DIGITS,
    WORD,
    DayBeside,
    Head,
    day_beside,
    head_in,
    is_name,
    name_in,
)
from foirules.letters.message import Line
from foirules.letters.pasted import GREETING, ORGANISATION, Piece, tells_state

_LONGEST: Final = 130  # characters of a line of a head
_SHORT: Final = 80
_OF_A_LETTER: Final = frozenset(("our", "my", "your", "dated", "due", "received", "on"))
_MOST_LINES: Final = 3
_LABELLED: Final = re.compile(r"\s*\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})\)\s", re.IGNORECASE)
_OF_A_NAME: Final = 6  # words that stand in a salutation and nothing else
_LETTERHEAD: Final = 5  # lines that a head over a salutation may have


def by_dated_heads(lines: Sequence[Line]) -> list[Piece]:
    """The messages of a text, in its order; none where fewer than two have a head."""
    heads = _joined(_with_years(list(_heads(lines)), lines), lines)
    if sum(not head.weak for head in heads) < 2:
        return []
    above = any(line.text.strip() for line in lines[: heads[0].start])
    title = next((line.text.strip() for line in lines[: heads[0].start] if line.text.strip()), "")
    ends = [*(each.start for each in heads[1:]), len(lines)]
    pieces = [
        Piece(tuple(lines[each.end : end]), each.label, each.sender, on=each.on)
        for each, end in zip(heads, ends, strict=True)
    ]
    if above:
        if heads[0].start > 6 and _says_something(lines[: heads[0].start]):
            pieces.insert(0, Piece(tuple(lines[: heads[0].start])))
        else:
            pieces[0] = evolve(pieces[0], subject=title)
    return pieces


def _says_something(lines: Sequence[Line]) -> bool:
    """Whether lines above the first head are a message: sentences or a salutation, and no more than
    a title and the state of a request."""
    says = any(line.text.rstrip()[-1:] in (".", "?", "!", ",") for line in lines)
    return says and not tells_state(lines)


def _heads(lines: Sequence[Line]) -> Iterator[Head]:
    """Short paragraphs that hold a day and a name, or a day or ``From:`` and a name alone."""
    place = 0
    while place < len(lines):
        if not lines[place].text.strip():
            place += 1
            continue
        end = place
        while end < len(lines) and lines[end].text.strip():
            end += 1
        may = any(_may_head(line.text) for line in lines[place : min(end, place + _LETTERHEAD)])
        if may and not _greeted_above(lines, place):
            first = _head(lines, place, end)
            if first is not None:
                yield first
        place = end


def _with_years(heads: Sequence[Head], lines: Sequence[Line]) -> list[Head]:
    """Heads that tell a day without its year are heads only where the text begins with a head, two
    names take turns in them, and their days go on from one to the next: the year is then that of
    the head before, or not known."""
    bare = [head for head in heads if head.on is not None and head.on.year == NO_YEAR]
    if not bare:
        return list(heads)
    first = next((n for n, line in enumerate(lines) if line.text.strip()), 0)
    days = [head.on for head in heads if head.on is not None]
    if heads[0].start != first or len({head.label for head in heads}) < 2 or not _go_on(days):
        return [head for head in heads if head not in bare]
    known = [day.year for day in days if day.year != NO_YEAR]
    year, found, before = (known[0] if known else None), [], None
    for head in heads:
        on = head.on
        if on is not None and on.year == NO_YEAR:
            late = before is not None and (on.month, on.day) < (before.month, before.day)
            year = year + late if year is not None else None
            on = day_of(year, on.month, on.day) if year is not None else None
        elif on is not None:
            year = on.year
        before = head.on or before
        found.append(evolve(head, on=on))
    return found


def _go_on(days: Sequence[date]) -> bool:
    """Whether days of which some have no year follow one another, over one turn of the year."""
    places = [(day.month, day.day) for day in days]
    return sum(later < earlier for earlier, later in pairwise(places)) <= 1


def _may_head(text: str) -> bool:
    """Whether a line may be one of a head: a day may stand in it, or it begins ``From:``; none
    begins with the label of a part."""
    if _LABELLED.match(text):
        return False
    figures = len(text) <= _SHORT or TWO_DIGITS.search(text, 0, _LONGEST)
    day = figures and may_write_a_day(text[:_LONGEST].lower())
    return bool(day) or text.lstrip()[:5].lower() == "from:"


def _head(lines: Sequence[Line], start: int, end: int) -> Head | None:
    """The head with which a paragraph begins: all of it, or its first lines."""
    long = end - start > _MOST_LINES
    most = _LETTERHEAD if long and _over_a_greeting(lines, end) else _MOST_LINES
    begun = (line.text.strip() for line in lines[start : min(end, start + most)])
    texts = list(takewhile(lambda text: len(text) <= _LONGEST, begun))
    days = [day_beside(text) for text in texts]
    full = [None if day is None or day[0].year == NO_YEAR else day for day in days]
    for count in range(len(texts), 0, -1):
        found = head_in(texts[:count], full[:count], start + count == end)
        if found is not None:
            greets = GREETING.match(texts[0]) is not None
            return evolve(found, start=start, end=start if greets else start + count)
    bare = [None if day in full else day for day in days]
    return _without_year(texts, bare, start) if start + len(texts) == end and any(bare) else None


def _without_year(
    texts: Sequence[str], days: Sequence[DayBeside | None], start: int
) -> Head | None:
    """A paragraph that is a name and a day without its year, if it is that."""
    if not 1 <= len(texts) <= 2 or any(GREETING.match(text) or text[-1] in ".?!" for text in texts):
        return None
    if not _OF_A_LETTER.isdisjoint(" ".join(texts).lower().split()):
        return None
    found = head_in(texts, days, True)
    if found is None or not found.label or found.weak:
        return None
    return evolve(found, start=start, end=start + len(texts))


def _over_a_greeting(lines: Sequence[Line], place: int) -> bool:
    """Whether the first line of text from a place on is a salutation."""
    after = (line.text[:300] for line in lines[place : place + _MOST_LINES] if line.text.strip())
    return GREETING.match(next(after, "")) is not None


def _greeted_above(lines: Sequence[Line], place: int) -> bool:
    """Whether a salutation stands right above a place: what stands there is the subject of that
    letter."""
    near = reversed(lines[max(place - _MOST_LINES, 0) : place])
    above = (line.text[:300] for line in near if line.text.strip())
    found = GREETING.match(next(above, ""))
    return found is not None and len(found[1].split()) <= _OF_A_NAME


def _joined(heads: Sequence[Head], lines: Sequence[Line]) -> list[Head]:
    """Heads between which nothing stands are one; a day alone is one where a name or a salutation
    stands beside it."""
    found: list[Head] = []
    for head in heads:
        before = found[-1] if found else None
        if before is not None and not _says(lines[before.end : head.start]):
            on = before.on or head.on
            label, sender = before.label or head.label, before.sender or head.sender
            found[-1] = evolve(
                before, end=head.end, label=label, sender=sender, on=on,
                weak=before.weak and head.weak,
            )  # fmt: skip
        else:
            found.append(head)
    above = [_with_name(head, lines) for head in found]
    first = next((n for n, head in enumerate(found) if head.weak), None)
    named = first == 0 and bool(above[0].label)
    return [
        after if named or _is_body(after, lines) else evolve(head, weak=False)
        for head, after in zip(found, above, strict=True)
    ]


def _is_body(head: Head, lines: Sequence[Line]) -> bool:
    """Whether a body's name stands over a letter, and not the end of the letter before it: the
    salutation is to no body."""
    texts = (line.text[:300] for line in lines[head.end : head.end + _MOST_LINES])
    greeted = next((found for text in texts if (found := GREETING.match(text))), None)
    own = set(WORD.findall(head.label.lower()))
    to_body = greeted is not None and (
        ORGANISATION.search(greeted[1]) or own.intersection(WORD.findall(greeted[1].lower()))
    )
    return ORGANISATION.search(head.label) is not None and not to_body


def _says(lines: Sequence[Line]) -> bool:
    return any(line.text.strip() for line in lines)


def _with_name(head: Head, lines: Sequence[Line]) -> Head:
    """A day alone, with the name that stands by itself above it."""
    if not head.weak:
        return head
    place = head.start - 1
    while place >= 0 and not lines[place].text.strip():
        place -= 1
    text = lines[place].text.strip() if place >= 0 else ""
    alone = place >= 0 and (place == 0 or not lines[place - 1].text.strip())
    if (
        alone
        and text
        and len(text) <= 80
        and is_name([text])
        and not text.endswith((".", ":", ","))
    ):
        return evolve(head, start=place, label=name_in(text), weak=False)
    return evolve(head, weak=False)
