"""The labels of parts in requests and answers: ``a)``, ``Q1``, ``2(a)``, ``2.1``, ``iii``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from foirules.documents.written_days import MONTHS
from foirules.letters.sentences import CARDINALS, Paragraph

_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth")
_BELOW: Final = r"(?:[a-h]|i{1,3}|iv|vi{0,3})(?![a-z0-9])"  # a number: 2a, 2(ii)
NUMBER: Final = rf"\d{{1,2}}(?:\(?{_BELOW}|\.\d{{1,2}}(?![\d.,%]))?"
_LABEL: Final = rf"[a-z]|{NUMBER}|[ivx]{{2,4}}"
LABEL: Final = re.compile(
    r"[\s|]*(?:you (?:have )?(?:asked|requested)(?: for)?\s?:? )?"
    r"(?:(?:question|request|query|item|part|point|bullet(?: point)?|q|no)\.? ?)?"
    rf"[(\[]?(?P<label>{_LABEL})(?:[).:\]]|/(?=\s)|\s-|\s?\||(?<=\d\.\d)(?=\s)|(?<=\.\d\d)(?=\s)"
    r"|(?=\s\([^()]{3,45}\)[.:]))\s*(?=\S)"
    r"|\s*(?:question|request|query|item|part|point|bullet(?: point)?|q|[a-z]{4,8}(?= \d{1,2}:))"
    rf"\.? ?\(?(?P<named>{_LABEL})\)?\s*[:.-]?(?=\s|\Z)"
    rf"|\s*(?:question|request|item|part|point|paragraph|heading|head) "
    rf"(?P<spelt>{'|'.join(CARDINALS)})\s*[:.-]"
    rf"|\s*(?P<word>{'|'.join(CARDINALS)})[:.](?=\s)",
    re.IGNORECASE,
)
_UNITS: Final = "working|days?|weeks?|months?|years?|hours?|minutes?|million|of|to|and|or|per"
_NO_UNIT: Final = rf"(?!(?:{'|'.join(MONTHS)}|{_UNITS})\b)"
BARE_LETTER: Final = re.compile(r"\s*(?P<label>[A-H]) (?=[a-z])")
BARE: Final = re.compile(rf"\s*(?P<label>\d{{1,2}}[a-h]?) (?=[a-z£]){_NO_UNIT}", re.IGNORECASE)
INLINE: Final = re.compile(
    rf"(?:\A|(?<=[\s:;,]))(?:\((?P<inside>{_LABEL})\)"
    rf"|(?P<bare>[a-z]|\d{{1,2}}[a-h]?|[ivx]{{2,4}})(?:[).:]| -)|q(?P<asked>\d{{1,2}}[a-h]?)[).:]?"
    r"|(?P<word>first|second|third|fourth|fifth)ly,?|(?P<last>lastly|finally),?"
    rf"|(?:\A|(?<=[:;.?,] ))(?P<alone>\d{{1,2}})(?= [a-z])(?! {_NO_UNIT[3:]})(?=\s)",
    re.IGNORECASE,
)


def inline_label(found: re.Match[str]) -> str:
    """The label that stands within a paragraph: 2 for ``secondly``."""
    if found["word"]:
        return str(_ORDINALS.index(found["word"].lower()) + 1)
    return bare_label(next(filter(None, found.groups())))


def bare_label(label: str) -> str:
    """A label in lower case without a bracket, ``2a`` for ``2(a``, or a word for a number."""
    bare = label.replace("(", "").lower()
    return str(CARDINALS.index(bare) + 1) if bare in CARDINALS else bare


def number_of(label: str) -> str:
    """The number that a label begins with: ``2`` of ``2a`` and ``2.1``; empty where it has none."""
    found = re.match(r"\d+", label)
    return found[0] if found else ""


def in_a_row(
    listed: Sequence[Paragraph], first: str, pattern: re.Pattern[str] = LABEL
) -> Iterator[tuple[str, int]]:
    """The labels of paragraphs that follow one another from the first on, with their places."""
    wanted = first_labels(first)
    for place, each in enumerate(listed):
        found = pattern.match(each.text[:60])
        label = bare_label(next(filter(None, found.groups()), "")) if found else ""
        if label in wanted:
            yield label, place
            wanted = next_labels(label, first)


def first_labels(first: str) -> tuple[str, ...]:
    """The labels that a row may begin with: 1, 1a or 1.1."""
    return (first, f"{first}a", f"{first}.1") if first.isdigit() else (first,)


def next_labels(label: str, first: str) -> tuple[str, ...]:
    """The labels that may follow one, in a row that begins with the first: after ``2a`` ``2b`` and
    ``3``."""
    number, dot, below = label.partition(".")
    if dot:
        after = first_labels(str(int(number) + 1)) if first.isdigit() else ()
        return (f"{number}.{int(below) + 1}", *after)
    if first == "i":
        place = _ROMAN.index(label) + 1
        return _ROMAN[place : place + 1]
    if not first.isdigit():
        return (chr(ord(label) + 1),)
    number = number_of(label)
    after = first_labels(str(int(number) + 1))
    return after if number == label else (f"{number}{chr(ord(label[-1]) + 1)}", *after)
