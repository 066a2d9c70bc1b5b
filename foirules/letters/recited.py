"""What a letter repeats of a request between a heading for it and one for the answer, such as
``You asked:`` and ``Response``, as pages on which answers are published have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from foirules.letters.message import Line
from foirules.letters.sentences import is_heading

_LONGEST: Final = 60  # characters of such a heading
_ASKED: Final = re.compile(
    r"\s*(?:(?:(?:details of |summary of )?(?:the |your |this )?(?:original |foi |eir |full )?"
    r"(?:information )?(?:requests?|enquiry|questions?)(?: for information| details| summary)?"
    r"(?: was| is| were| as follows| reads| read)?|information requested"
    r"|you (?:have )?(?:asked|wrote|requested|asked for|asked us|requested that we provide)"
    r"(?: us)?(?: for)?(?: the following)?(?: information| questions?)?)\s?[:.\-\N{EN DASH}]?\s*\Z"
    r"|(?:(?:your |the |foi )?(?:request|question)(?: ?\d{1,2})?|(?:what )?you asked(?: for)?)"
    r": ?(?=\S)"
    r"(?!(?:received|dated|made|sent|submitted|ref|reference|of|no)\b|[\d/-]+\s*\Z))",
    re.IGNORECASE,
)
_REQUEST: Final = re.compile(
    r"\s*(?:(?:details of )?(?:your|the) (?:foi |eir |information )?request"
    r"|information (?:you )?(?:have )?requested)\s?:?\s*\Z",
    re.IGNORECASE,
)  # which needs no heading of the answer
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
_FIRST: Final = frozenset("RrQqEeYyDdSsTtFfIiOoMmAaWw")
_LABELLED: Final = re.compile(r"\W{0,2}(?:\d{1,2}|[a-z])[.):] |[-*\N{BULLET}] ", re.IGNORECASE)


def with_recital(lines: Sequence[Line], *, sure: bool) -> tuple[Sequence[Line], frozenset[int]]:
    """Some lines, with empty ones around such headings, and the numbers of those between them.

    :param sure: whether they are an answer: what stands right under a heading for the request
        repeats it there, with no heading of the answer too.
    """
    blocks = list(_blocks(lines, sure))
    if not blocks:
        return lines, frozenset()
    numbers = {lines[n].number for start, end in blocks for n in range(start, end)}
    heads = {place for block in blocks for place in block}
    made: list[Line] = []
    for place, line in enumerate(lines):
        if place in heads:
            made.append(Line(line.number, ""))
        made.append(line)
        if place in heads and _is_head(line.text):
            made.append(Line(line.number, ""))
    return made, frozenset(numbers)


def _is_head(text: str) -> bool:
    return len(text.strip()) < _LONGEST and bool(_ASKED.match(text) or _ANSWER.match(text))


def _blocks(lines: Sequence[Line], sure: bool) -> Iterator[tuple[int, int]]:
    """The places of each heading for a request, and of what says more than that: the heading of the
    answer, or, in an answer, what else does."""
    asked: int | None = None
    for place, line in enumerate(lines):
        text = line.text
        if asked is None:
            asked = place if text.lstrip()[:1] in _FIRST and _ASKED.match(text) else None
        elif _ANSWER.match(text):
            yield asked, place
            asked = None
        elif _OWN.match(text) or _is_other_heading(lines, place):
            if sure and _REQUEST.match(lines[asked].text):
                yield asked, _end(lines, asked, place)
            asked = None
    if asked is not None and sure and _REQUEST.match(lines[asked].text):
        yield asked, _end(lines, asked, len(lines))


def _is_other_heading(lines: Sequence[Line], place: int) -> bool:
    """Whether a line that stands alone is a heading of neither."""
    beside = (*lines[place - 1 : place], *lines[place + 1 : place + 2])
    text = lines[place].text.strip()
    alone = not any(each.text.strip() for each in beside)
    return alone and is_heading(text) and not _ASKED.match(text)


def _end(lines: Sequence[Line], asked: int, last: int) -> int:
    """Where the first paragraph under a heading ends, with those below it that have labels; at a
    last place at most."""
    begun = bool(lines[asked].text.partition(":")[2].strip())
    for place in range(asked + 1, last):
        text = lines[place].text
        above = lines[place - 1].text.strip()
        if begun and text.strip() and not above and not _LABELLED.match(text):
            return place
        begun = begun or bool(text.strip())
    return last
