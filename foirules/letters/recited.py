"""What a letter repeats of a request between a heading for it and one for the answer, such as
``You asked:`` and ``Response``, as pages on which answers are published have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from foirules.letters.message import Line

_LONGEST: Final = 60  # characters of such a heading
_ASKED: Final = re.compile(
    r"\s*(?:(?:(?:details of |summary of )?(?:the |your |this )?(?:original |foi |eir |full )?"
    r"(?:information )?(?:requests?|enquiry|questions?)(?: for information| details| summary)?"
    r"(?: was| is| were| as follows| reads| read)?|information requested"
    r"|you (?:have )?(?:asked|wrote|requested|asked for|asked us|requested that we provide)"
    r"(?: us)?(?: for)?(?: the following)?(?: information| questions?)?)\s?[:.\-\N{EN DASH}]?\s*\Z"
    r"|(?:your |the |foi )?(?:request|question)(?: ?\d{1,2})?: ?\S)",
    re.IGNORECASE,
)
_ANSWER: Final = re.compile(
    r"\s*(?:(?:in |our |the |my |foi |formal )?(?:response|reply|answer|decision)"
    r"(?: to (?:your |the )?(?:request|questions?))?\s?[:.\-\N{EN DASH}]?\s*\Z"
    r"|(?:our |my |the )?(?:response|reply|answer)(?: ?\d{1,2})?: ?\S)",
    re.IGNORECASE,
)
_OWN: Final = re.compile(
    r"\s*(?:Dear\b|Thank you for\b|Further to\b|Your request (?:has|was|is|will)\b"
    r"|(?:I|We|The [A-Z]\w+|[A-Z]\w+ (?:Police|Council|University)) (?:can |am able to |hereby )?"
    r"(?:confirm|holds?|do not hold|does not hold|have considered|are unable)\b)"
)  # what a letter says itself
_FIRST: Final = frozenset("RrQqEeYyDdSsTtFfIiOoMmAa")


def with_recital(lines: Sequence[Line]) -> tuple[Sequence[Line], frozenset[int]]:
    """Some lines, with empty ones around such headings, and the numbers of those between them."""
    blocks = list(_blocks(lines))
    if not blocks:
        return lines, frozenset()
    numbers = {lines[n].number for start, end in blocks for n in range(start, end)}
    heads = {place for block in blocks for place in block}
    made: list[Line] = []
    for place, line in enumerate(lines):
        if place in heads:
            made.append(Line(line.number, ""))
        made.append(line)
        if place in heads and len(line.text.strip()) < _LONGEST:
            made.append(Line(line.number, ""))
    return made, frozenset(numbers)


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The places of each heading for a request, and of that for the answer after it."""
    asked: int | None = None
    for place, line in enumerate(lines):
        text = line.text
        if not text or text.lstrip()[:1] not in _FIRST:
            continue
        if asked is not None and _ANSWER.match(text):
            yield asked, place
            asked = None
        elif _ASKED.match(text) and asked is None:
            asked = place
        elif asked is not None and _OWN.match(text):
            asked = None
