"""Parts that an answer numbers: of a request that lists what it asks for, or that names it in a
sentence, and has no labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Final

from foirules.letters.asked_parts import AskedFor
from foirules.letters.message import Line
from foirules.letters.named_parts import answered_labels, heading, mentions
from foirules.letters.part_labels import in_a_row
from foirules.letters.parts_of_paragraphs import counts_itself
from foirules.letters.requested_parts import ITEM, Part, parts_within
from foirules.letters.sentences import Paragraph, paragraphs
from foirules.letters.subjects import named_in_order
from foirules.letters.tables import with_rows

_FIRST: Final = ("1", "a", "i")  # the labels that begin a row
_LEAST: Final = 2
_BEGINS: Final = 40  # characters in which a paragraph that names a part first has done so
_NAMED: Final = re.compile(r"(?:question|q)\.? ?\d{1,2}\b", re.IGNORECASE)


def numbered_by(
    lines: Sequence[Line], asked: AskedFor, head: str, says_so: Callable[[Paragraph], bool]
) -> AskedFor | None:
    """What was asked for, with the parts that an answer numbers; None where it numbers none.

    :param asked: a request without labels.
    :param head: what the name of a ground begins with.
    :param says_so: whether a paragraph says that it numbers what was asked for, or as what it is
        read.
    """
    if asked.listed and _answers(lines, of_list := asked.with_parts(asked.listed), head):
        return of_list
    listed = list(paragraphs(lines))
    items = [each.text for each in listed if ITEM.match(each.text)]
    answers = asked.listed and not any(asked.repeats(text.lower())[0] for text in items)
    if answers and named_in_order(items, of_list := asked.with_parts(asked.listed)):
        return of_list
    saying = next((place for place, each in enumerate(listed) if says_so(each)), None)
    if saying is None:
        headed = _headed([each for each in listed if _NAMED.match(each.text)])
        return asked.with_parts(headed) if len(headed) >= _LEAST else None
    for parts in (_headed(listed[saying + 1 :]), parts_within(listed[saying : saying + 2])):
        numbered = asked.with_parts(tuple(parts))
        if len(numbered.parts) >= _LEAST and not _counts_by_numbers(listed, numbered):
            return numbered
    return asked.with_parts(asked.listed) if asked.listed else None


def _counts_by_numbers(listed: Sequence[Paragraph], asked: AskedFor) -> bool:
    """Whether the numbers of parts are those of the letter's own paragraphs."""
    return asked.labels[0].isdigit() and counts_itself(listed, asked)


def _answers(lines: Sequence[Line], asked: AskedFor, head: str) -> bool:
    """Whether an answer has the label of each part once, in their order, and no more of them."""
    listed = list(paragraphs(with_rows(lines, asked, head)))
    if counts_itself(listed, asked):
        return False
    found = dict.fromkeys(chain.from_iterable(_labels(listed, asked)))
    return tuple(found) == asked.labels


def _labels(listed: Sequence[Paragraph], asked: AskedFor) -> Iterator[Sequence[str]]:
    for each in listed:
        text = each.text.lower()
        begins = heading(text, asked) or answered_labels(text, asked, (), numbers=True, bare=False)
        yield begins or _begins_with(text[:_BEGINS], asked)


def _begins_with(text: str, asked: AskedFor) -> tuple[str, ...]:
    """The parts that a text names first of all: ``Your second question is``."""
    place, named = next(mentions(text, asked), (0, ()))
    return named if text[:place].strip() in ("", "the", "your") else ()


def _headed(listed: Sequence[Paragraph]) -> list[Part]:
    """The parts that paragraphs head with labels that follow one another."""
    row = max((list(in_a_row(listed, first)) for first in _FIRST), key=len)
    of = ((label, listed[place]) for label, place in row)
    return [Part(label, own.numbers[0], own.numbers[-1], own.text) for label, own in of]
