"""Which paragraphs of an answer repeat the request under a heading of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from foirules.letters.sentences import Paragraph, is_heading

_MOST: Final = 40  # paragraphs of a request that is repeated
_REQUEST: Final = re.compile(
    r"(?:the )?information (?:you (?:have )?)?requested|information you asked for"
    r"|(?:(?:your|the|original|information|foi|eir) ){0,2}request(?: details)?"
    r"|details of (?:your|the) request|(?:what )?you (?:asked|requested)(?: for)?|request summary"
)
_ANSWER: Final = re.compile(
    r"(?:(?:our|my|the|your) )?(?:response|reply|answers?|decision|findings|determination)"
    r"(?: (?:to|from) [a-z ]{3,40})?"
)
_OF_THE_ANSWER: Final = re.compile(
    r"\W{0,2}(?:thank you\b|your (?:request|email|letter) |we\b|further to\b|on \d"
    r"|i (?:am|attach|can|confirm|enclose|have|refer|write)\b)",
    re.IGNORECASE,
)  # how what the answer says of a request begins
_LABELLED: Final = re.compile(r"\W{0,2}(?:\d{1,2}|[a-z])[.):] |[-*\N{BULLET}] ", re.IGNORECASE)
_ASKS: Final = re.compile(r"\b(?:please|i would like|i'd like|you asked|you requested)\b|\?")


def asked_again(listed: Sequence[Paragraph], *, sure: bool) -> set[int]:
    """The places of the paragraphs that stand under a heading such as ``Information requested``: as
    far as that of the answer, or where there is none the first, and what asks below it.

    :param sure: whether what has no heading of the answer is one all the same.
    """
    for place, each in enumerate(listed):
        if len(each.text) < 50 and _REQUEST.fullmatch(_heading(each)):
            rest = listed[place + 1 : place + 1 + _MOST]
            end = _answer_begins(rest)
            if end is None and not sure:
                return set()
            within = list(_first_of(rest)) if end is None else rest[:end]
            return {
                number
                for number, one in enumerate(within, place + 1)
                if not _OF_THE_ANSWER.match(one.text)
            }
    return set()


def _heading(paragraph: Paragraph) -> str:
    return paragraph.text.lower().strip(" :.")


def _answer_begins(rest: Sequence[Paragraph]) -> int | None:
    """The place of the heading of the answer; None where another heading comes first, or none."""
    for place, each in enumerate(rest):
        if len(each.text) < 60 and _ANSWER.fullmatch(_heading(each)):
            return place
        if is_heading(each.text) and not _REQUEST.match(_heading(each)):
            return None
    return None


def _first_of(rest: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The first of some paragraphs, and those that ask right below it."""
    for place, each in enumerate(rest):
        if place and not (_LABELLED.match(each.text) and _ASKS.search(each.text.lower())):
            return
        if _OF_THE_ANSWER.match(each.text):
            return
        yield each
