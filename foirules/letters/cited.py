"""Provisions that a letter cites: grounds for refusing at the level cited, other provisions of the
law, and those of other laws."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import define, field, frozen

from foirules.language.types import SetType

_LIMB: Final = r"\((?:\d{1,2}[a-z]{0,2}|[a-z]{1,2}|[ivx]{1,4})\)"
_NUMBER: Final = rf"\d{{1,3}}[a-z]{{0,2}}(?![a-z0-9])(?: ?{_LIMB}){{0,6}}"
_JOINED: Final = r"(?: ?(?:,|;|&|/|\band\b|\bor\b|\bas well as\b){1,2} ?){1,2}"
_GLOSS: Final = r"(?: ?\((?=[a-z]{3})[a-z ,'-]{4,60}\))?"  # what it is about, in brackets
_BEFORE: Final = re.compile(rf"\b(?:sub-?section|paragraph)s? (?P<limb>{_LIMB}) of \Z")
_NOT_CITED: Final = re.compile(
    r" (?:notices?|agreements?|orders?|enquir(?:y|ies)|assessments?)\b(?! of)"
)
_LAW: Final = r"(?:act|regulations?|order|directive|convention|code|treaty|rules)"
_LAW_WITHIN: Final = 140  # characters after a citation
_MOST: Final = 30  # provisions of one citation


@frozen
class Cited:
    """Where a text cites a provision.

    :param kind: ``ground``, ``section`` for another provision of the law, ``other`` for one of
        another law.
    :param name: of a ground its name in the vocabulary; else as it is written, without spaces.
    """

    start: int
    end: int
    kind: str
    name: str


@define
class Citations:
    """Finds what is cited under one law.

    :param names: the grounds for refusing.
    :param own_laws: what letters call the law, in lower case; ``other_laws`` short names of others.
    :param heads: what may stand before a number beside what the vocabulary says.
    """

    names: SetType
    own_laws: Sequence[str]
    other_laws: Sequence[str]
    heads: Sequence[str]
    _by_lower: dict[str, str] = field(init=False)
    _pattern: re.Pattern[str] = field(init=False)
    _next: re.Pattern[str] = field(init=False)
    _law_after: re.Pattern[str] = field(init=False)
    _law_before: re.Pattern[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._by_lower = {name.lower(): name for name in self.names.masks}
        begins = (self.names.begins_with, *self.names.written_also, *self.heads)
        listed = sorted({each.lower().strip() for each in begins if each.strip()}, key=len)
        head = "|".join(map(re.escape, reversed(listed)))
        self._pattern = re.compile(rf"(?<![\w#])(?:{head})\.? ?(?P<number>{_NUMBER})")
        self._next = re.compile(
            rf"{_GLOSS}{_JOINED}(?P<item>(?:(?:{head})\.? ?)?"
            rf"(?:(?P<number>{_NUMBER})|(?P<limb>(?:{_LIMB} ?){{1,4}})))"
            r"(?! ?(?:working|days?|months?|weeks?|years?|%|hours?|pages?))"
        )

        short = "|".join(map(re.escape, (*self.other_laws, *self.own_laws))) or r"(?!)"
        long = rf"(?:\d{{4}} )?(?:[a-z'&()-]+ ){{0,8}}?(?:{_LAW}|{short})"
        self._law_after = re.compile(
            r",? ?(?:\(.{0,60}?\) ?)?(?:(?:of|in|under|from)(?: the)?"
            rf" (?P<law>{long})\b|(?P<short>{short})\b)(?: \d{{4}}\b)?"
        )
        self._law_before = re.compile(
            rf"\b(?P<law>(?:[a-z&]+ ){{0,4}}(?:{_LAW}|{short}))(?: \d{{4}})?,? ?\Z"
        )

    def find(self, text: str) -> Iterator[Cited]:
        """What a text in lower case cites, in its order."""
        place = 0
        while first := self._pattern.search(text, place):
            limb = _BEFORE.search(text[max(0, first.start() - 24) : first.start()])
            number = _bare(first["number"]) + (limb["limb"] if limb else "")
            listed = [(first.start(), first.end(), number)]
            place = first.end()
            while len(listed) < _MOST and (more := self._next.match(text, place)):
                number = _bare(more["number"] or "")
                if number and "(" not in number and not self._is_ground(number):
                    break
                start = more.start("item")
                number = number or self._beside(listed[-1][2], _bare(more["limb"]))
                place = more.end() - (len(more[0]) - len(more[0].rstrip()))
                listed.append((start, place, number))
            after = self._law_after.match(text[place : place + _LAW_WITHIN])
            other = self._is_other(text, listed[0][0], after) or bool(_NOT_CITED.match(text, place))
            if after and not other:  # what it is called is part of what is cited
                place += after.end()
                listed[-1] = (listed[-1][0], place, listed[-1][2])
            for start, end, number in listed:
                name = self._by_lower.get(self.names.begins_with + number)
                kind = "other" if other else "ground" if name else "section"
                yield Cited(start, end, kind, name or number)

    def _is_ground(self, number: str) -> bool:
        return self.names.begins_with + number in self._by_lower

    def _beside(self, before: str, limb: str) -> str:
        """The provision meant by a limb alone: ``(ii)`` after ``36(2)(b)(i)``."""
        head = before
        while "(" in head:
            head = head[: head.rindex("(")]
            if self._is_ground(head + limb) and _alike(before[len(head) :], limb):
                return head + limb
        shorter = before[: before.rindex("(")] if "(" in before else before
        return shorter + limb

    def _is_other(self, text: str, start: int, after: re.Match[str] | None) -> bool:
        """Whether the law that stands after or before a citation is another."""
        if after:
            return not self._is_own(after["law"] or after["short"])
        before = self._law_before.search(text[max(0, start - 60) : start])
        return bool(before) and not self._is_own(before["law"]) if before else False

    def _is_own(self, law: str) -> bool:
        law = law.removeprefix("the ")
        if law[:4].isdigit():
            return any(own.endswith(law[:4]) for own in self.own_laws)
        return law in ("act", "regulations", "code") or any(
            law.endswith(own) for own in self.own_laws
        )


def _bare(text: str) -> str:
    return text.replace(" ", "")


def _alike(one: str, other: str) -> bool:
    """Whether two limbs are of one kind: numbers, letters or small Roman numerals."""
    first, second = one.strip("()"), other.strip("()")
    return first[:1].isdigit() == second[:1].isdigit()
