"""Provisions that a letter cites: grounds for refusing at the level cited, other provisions of the
law, and those of other laws."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import define, field, frozen

from foirules.language.types import SetType, with_names_above

_LIMB: Final = r"\((?:\d{1,2}[a-z]{0,2}|[a-z]{1,2}|[ivx]{1,4})\)"
_LIMBS: Final = rf"(?: ?{_LIMB}(?:[a-z](?![\w(]))?){{1,8}}"
_NUMBER: Final = (
    r"\d{1,3}[a-z]{0,2}(?![a-z0-9])"
    rf"(?:\.\d{{1,2}}(?!\d)(?:\.[a-z](?!\w))?| \d{{1,2}}(?= ?\([a-z]\)))?(?:{_LIMBS})?"
)
_JOINED: Final = r"(?: ?(?:,|;|&|/|\+|\band\b|\bor\b|\bas well as\b|\bplus\b){1,2} ?){1,2}"
_RANGE: Final = r" ?(?:-|\bto\b) ?"
_LABELS: Final = (
    r"(?:\d[a-z0-9 ,&-]{0,24}|[a-z](?:(?:, ?| ?& ?| and | to )[a-z]\b){0,6}"
    r"|\([a-z0-9]{1,3}\)(?:(?:, ?| ?& ?| and | to )\([a-z0-9]{1,3}\)){0,6})"
)
_GLOSS: Final = (  # what it is about, or for which parts, in brackets
    r"(?: ?\((?:(?=[a-z]{3})[a-z ,'-]{4,60}"
    rf"|(?:for |as to )?(?:q|(?:question|request|item|part|point)s? ){_LABELS})\))?"
)
_BEFORE: Final = re.compile(
    rf"(?:\b(?:sub-?section|paragraph|limb)s? |(?<![\w)])(?=\())"
    rf"(?P<limb>(?<= )\d{{1,2}}|(?:{_LIMB}|(?: ?(?:,|and|or|&) ?)){{0,8}}{_LIMB}) of (?:the )?\Z"
)
_HEADING: Final = (  # what it is about, beside it
    r"(?: \([a-z][^()\d#]{4,70}\)"
    r"| ?- ?(?![^-,]*\b(?:are|has|have|i|is|it|see|this|was|we|were|you)\b)[a-z][^()\d#.;:]{4,70}?"
    r"(?: ?-|(?=,)))"
)
_BELOW: Final = (  # after the law or the heading, if they are named
    r",? \(?(?:sub-?section|sub-?paragraph|paragraph|limb)s? "
    rf"(?P<limb>(?:\((?=\w)|)\d{{1,2}}[a-z]?\)?(?:{_LIMBS})?|{_LIMBS})(?![\w])"
    rf"|(?<=[\w)] -) ?(?P<after>{_LIMBS})(?![\w])"
)
_SAYS_MORE: Final = (  # of what stands between a provision and its limb: more than what it is about
    r"(?:appl\w+|are|been|before|but|cover\w*|did|do|does|engage\w*|exempt(?:s|ed)?|has|have|i|instead|is"
    r"|it|never|no|nor|not|or|protects?|rather|rel(?:y|ies|ied)|than|that|they|this|was|we|were|which"
    r"|you)"
)
_FURTHER_BELOW: Final = (  # after what it is about: ``s.43 commercial interests, subsection (2)``
    rf",? (?=[a-z])(?:(?!\b{_SAYS_MORE}\b)[^()\d#.:;]){{3,60}}?"
    r"(?:(?<=[a-z]), (?:at |by |in |under )?| )"
    r"(?:sub-?section|(?<=, )(?:sub-?paragraph|paragraph|limb))s? "
    rf"(?P<limb>{_LIMBS})(?![\w])(?! of\b)"
)
_APART: Final = re.compile(
    rf"[^()\d#]{{0,40}}?(?:[,:]|\blimbs?\b) ?(?P<limbs>(?:{_LIMB}){{1,3}})(?=[,:;]| and\b| -)"
)
_AND_APART: Final = re.compile(
    rf"[^()\d#]{{0,120}}?(?:[,;:]|\band\b|\bor\b) ?(?P<limbs>(?:{_LIMB}){{1,3}})(?=[,:;.]|\Z| -)"
)
_LIMB_ALONE: Final = re.compile(  # of a provision that an earlier sentence cites
    rf"\blimbs? (?P<limbs>{_LIMB}(?:{_JOINED}{_LIMB}){{0,3}})"
    rf"|(?<![\w)])(?P<one>{_LIMB}) (?:is|was) (?:also |not |therefore )?(?:engaged|made out)\b"
)
_NOT_BARE: Final = re.compile(
    r"\b(?:clause|para(?:graph)?|rule|article|art|schedule|part|page|table|box|note|condition|point"
    r"|question|item|appendix|annex|standard|policy|chapter|line|form|figure|step|no|number|row"
    r"|standing order|order|act|code)s?\.? ?\Z"
)
_NOT_CITED: Final = re.compile(
    r" (?:(?:refusal )?notices?|agreements?|orders?|enquir(?:y|ies)|assessments?|evictions?"
    r"|consents?|possession|stops?|searches|detentions?|patients?|checks?|plans?|monies|money|funding|officers?"
    r"|investigations?|roads?|contributions?|quer(?:y|ies))\b(?! (?:of|under))"
)
_LAW: Final = r"(?:act|regulations?(?! \d{1,2}\()|order|directive|convention|code|treaty|rules)"
_THE_LAW: Final = re.compile(r"\b(?:under|by|in) (?:the|this) (act|regulations)\Z")
_PAPER: Final = (
    r"(?:form|report|lease|agreement|contract|policy|manual|handbook|guidance|document|constitution"
    r"|licence|plan|bill|terms|schedule|tender|minutes|deed|strategy|leaflet)"
)
_SAYS: Final = re.compile(r" ?(?:(?:is|are|was|were|has|have|had|will|we|i|cannot|not|see)\b|-)")
_DIGIT: Final = re.compile(r"\d")
_CALLED_WITHIN: Final = 60  # characters between the word for a ground and its name
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
    :param called: by a ground its names: ``the exemption for legal professional privilege``.
    """

    names: SetType
    own_laws: Sequence[str]
    other_laws: Sequence[str]
    heads: Sequence[str]
    called: Mapping[str, Sequence[str]] = field(factory=dict)
    _names: Mapping[str, str] = field(init=False)
    _by_name: re.Pattern[str] = field(init=False)
    _by_lower: dict[str, str] = field(init=False)
    _pattern: re.Pattern[str] = field(init=False)
    _next: re.Pattern[str] = field(init=False)
    _below: re.Pattern[str] = field(init=False)
    _further_below: re.Pattern[str] = field(init=False)
    _law_after: re.Pattern[str] = field(init=False)
    _law_before: re.Pattern[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._by_lower = {name.lower(): name for name in self.names.masks}
        begins = (self.names.begins_with, *self.names.written_also, *self.heads)
        listed = sorted({each.lower().strip() for each in begins if each.strip()}, key=len)
        head = "|".join(map(re.escape, reversed(listed)))
        self._pattern = re.compile(
            rf"(?<![\w#])(?<!\w')(?:(?:{head})(?:\(s\))?[.:]? ?(?P<number>{_NUMBER})"
            rf"|(?<![.,/-])(?P<bare>\d{{1,2}}[a-z]?{_LIMBS}))"
        )
        self._next = re.compile(
            rf"{_GLOSS}(?:(?P<range>{_RANGE})|{_JOINED})(?P<item>(?:(?:{head})\.? ?)?"
            rf"(?:(?P<number>{_NUMBER})|(?P<limb>(?:{_LIMB} ?){{1,4}})))"
            r"(?! ?(?:working|days?|months?|weeks?|years?|%|hours?|pages?))"
        )

        self._names = {each: name for name, listed in self.called.items() for each in listed}
        longest = sorted(self._names, key=len, reverse=True)
        said = "|".join(map(re.escape, longest)) or r"(?!)"
        self._by_name = re.compile(
            rf"\b(?:exempt|except)\w* [^.;#]{{0,{_CALLED_WITHIN}}}?\b(?P<after>{said})\b"
            rf"|\b(?P<before>{said}) (?:exemption|exception)\b"
        )
        own = "|".join(map(re.escape, sorted(self.own_laws, key=len, reverse=True))) or r"(?!)"
        law = rf"(?: of (?:the |this )?(?:act|regulations|{own}))"
        self._below = re.compile(rf"{law}?(?:{_HEADING})?(?:{_BELOW})")
        self._further_below = re.compile(rf"{law}?{_FURTHER_BELOW}")
        short = "|".join(map(re.escape, (*self.other_laws, *self.own_laws))) or r"(?!)"
        long = rf"(?:\d{{4}} )?(?:(?:etc\.|[a-z'&()-]+) ){{0,8}}?(?:{_LAW}|{short})"
        self._law_after = re.compile(
            r",? ?(?:\([^()]{0,60}\) ?)?(?:(?:of|in|under|from)(?: the)?"
            rf" (?P<law>{long})\b|(?P<short>{short})\b|of (?:the|this|our|your|its|that)"
            rf" (?:[a-z'-]+ ){{0,3}}?(?P<paper>{_PAPER})\b)(?: \d{{4}}\b)?"
        )
        self._law_before = re.compile(
            rf"\b(?P<law>(?:[a-z&]+ ){{0,4}}(?:{_LAW}|{short}))(?P<year> \d{{4}})?,? ?\Z"
        )

    def find(self, text: str) -> Iterator[Cited]:
        """What a text in lower case cites, in its order; a ground that it calls by its name stands
        last, if it cites it by no number as well."""
        cited = list(self._by_numbers(text)) if _DIGIT.search(text) else []
        yield from cited
        if not self.may_call(text):
            return
        known = {above for each in cited for above in with_names_above(each.name)}
        for found in self._by_name.finditer(text):
            words = found["after"] or found["before"]
            if (name := self._names[words]) not in known:
                start = found.start("after") if found["after"] else found.start("before")
                yield Cited(start, start + len(words), "ground", name)

    def limbs(self, text: str, before: str) -> Iterator[Cited]:
        """The limbs of a ground that a text names by themselves: ``limb (ii) is not made out``.

        :param before: the ground that the sentences before it cited last.
        """
        number = before.removeprefix(self.names.begins_with)
        for found in _LIMB_ALONE.finditer(text):
            said = "limbs" if found["limbs"] else "one"
            for limb in re.finditer(_LIMB, found[said]):
                named = number + limb[0]
                named = named if self._is_ground(named) else self._beside(number, limb[0])
                if self._is_ground(named):
                    name = self._by_lower[self.names.begins_with + named]
                    start = found.start() if limb.start() == 0 else found.start(said) + limb.start()
                    yield Cited(start, found.start(said) + limb.end(), "ground", name)

    def may_call(self, text: str) -> bool:
        """Whether a text may call a ground by its name."""
        return bool(self._names) and ("exempt" in text or "except" in text)

    def _by_numbers(self, text: str) -> Iterator[Cited]:
        """What a text cites by numbers, in its order."""
        place = 0
        while first := self._pattern.search(text, place):
            if first["bare"] and not self._stands_bare(text, first):
                place = first.end()
                continue
            listed, place = self._first(text, first)
            ranged = False  # whether it names a row of whole sections: ``sections 21 to 44``
            headed = 0  # the last of the list that says anew that it is a provision
            while len(listed) < _MOST and (more := self._next.match(text, place)):
                number = _bare(more["number"] or "")
                if ";" in more[0] and more["limb"] and _SAYS.match(text, more.end()):
                    break  # ``2) is exempt by section 43(2); (3) is enclosed``
                if more["range"] and "(" not in listed[-1][2]:
                    ranged = len(listed) == 1 and bool(number)
                    break
                if number and "(" not in number and (more["range"] or not self._is_ground(number)):
                    break
                start = more.start("item")
                number = number or self._beside(listed[-1][2], _bare(more["limb"]))
                end = more.end() - (len(more[0]) - len(more[0].rstrip()))
                if "(" not in number:
                    number, end = self._deeper(text, number, end)
                if more["range"] and _descends(listed[-1][2], number):
                    break  # ``section 31(1)(g) to (c)``: for the part that is called so
                if more["range"]:
                    listed += [(start, end, each) for each in _between(listed[-1][2], number)]
                if text[start].isalpha():
                    headed = len(listed)
                listed += [(start, end, each) for each in self._side_by_side(number)]
                place = end
            after = self._law_after.match(text[place : place + _LAW_WITHIN])
            alone = len(listed) == 1 and "(" not in listed[0][2]
            other = self._is_other(text, listed[0][0], after)
            other = other or (alone and bool(_NOT_CITED.match(text, place)))
            if after and not other:  # what it is called is part of what is cited
                place += after.end()
                at = listed[-1][:2]
                listed = [(at[0], place, each[2]) if each[:2] == at else each for each in listed]
            if apart := list(self._apart(text, place, listed[-1][2])):
                listed[-1] = (*listed[-1][:2], apart[0][2])
                listed += apart[1:]
                place = apart[-1][1]
            for item, (begins, end, number) in enumerate(listed):
                name = self._named(number)
                name = None if ranged else name
                kind = "other" if other and item >= headed else "ground" if name else "section"
                yield Cited(begins, end, kind, name or number)

    def _stands_bare(self, text: str, found: re.Match[str]) -> bool:
        """Whether a number that nothing stands before is a ground: ``40(2)``."""
        before = text[max(0, found.start() - 20) : found.start()]
        return self._named(_bare(found["bare"])) is not None and not _NOT_BARE.search(before)

    def _first(self, text: str, found: re.Match[str]) -> tuple[list[tuple[int, int, str]], int]:
        """The first provision of a citation, with what stands before or after it of its limbs, and
        where it ends."""
        number, start, end = _bare(found["number"] or found["bare"]), found.start(), found.end()
        reach = max(0, start - 40)
        if limb := _BEFORE.search(text[reach:start]):
            start = reach + limb.start()
            named = f"({limb['limb']})" if limb["limb"].isdigit() else _bare(limb["limb"])
            limbs = re.findall(rf"(?:{_LIMB})+", named)
            return [(start, end, number + each) for each in limbs] or [(start, end, number)], end
        number, end = self._deeper(text, number, end)
        return [(start, end, each) for each in self._side_by_side(number)], end

    def _deeper(self, text: str, number: str, end: int) -> tuple[str, int]:
        """A provision at the level that is named in words or below what it is about, and where that
        ends: ``section 31, subsection (1), paragraph (a)``, ``section 43 - Commercial interests -
        (2)``."""
        while below := self._below.match(text, end):
            limbs = below["limb"] or below["after"]
            even = limbs.count("(") == limbs.count(")")
            limbs = _bare(limbs if even else limbs.strip("()"))
            own = re.sub(r"^(\d{1,2}[a-z]?)(?!\))", r"(\1)", limbs)
            if not self._is_ground(number + own):
                break
            number, end = number + own, below.end()
        further = self._further_below.match(text, end) if "(" not in number else None
        if further and self._is_ground(number + _bare(further["limb"])):
            return number + _bare(further["limb"]), further.end()
        return number, end

    def _apart(self, text: str, place: int, number: str) -> Iterator[tuple[int, int, str]]:
        """The limbs of a provision that stand apart from it, two at least, each after a comma or a
        colon: ``section 30(2) alone, (a) and (b)``."""
        found: list[tuple[int, int, str]] = []
        while more := (_AND_APART if found else _APART).match(text, place):
            limbs = number + more["limbs"]
            if self._named(limbs) in (None, self._by_lower.get(self.names.begins_with + number)):
                break
            place = more.end()
            found.append((more.start("limbs"), place, limbs))
        yield from found if len(found) > 1 else ()

    def _side_by_side(self, number: str) -> list[str]:
        """The limbs of one kind that stand beside one another: ``31(1)(a)(b)`` is two."""
        limbs = re.findall(_LIMB, number)
        if len(limbs) < 3 or self._is_ground(number):
            return [number]
        for count in range(len(limbs) - 1, 1, -1):
            head = number.partition("(")[0] + "".join(limbs[:-count])
            beside = [head + limb for limb in limbs[-count:]]
            alike = all(_alike(limbs[-1], limb) for limb in limbs[-count:])
            if alike and all(map(self._is_ground, beside)):
                return beside
        return [number]

    def _named(self, number: str) -> str | None:
        """The name of a ground, or of the one that it is a limb of."""
        while True:
            if (name := self._by_lower.get(self.names.begins_with + number)) is not None:
                return name
            if number.count("(") < 2:
                return None
            number = number[: number.rindex("(")]

    def _is_ground(self, number: str) -> bool:
        return self.names.begins_with + number in self._by_lower

    def _beside(self, before: str, limb: str) -> str:
        """The provision meant by a limb alone: ``(ii)`` after ``36(2)(b)(i)``."""
        head = before
        while "(" in head:
            head = head[: head.rindex("(")]
            if self._is_ground(head + limb) and _alike(before[len(head) :], limb):
                return head + limb
        if self._is_ground(before + limb):
            return before + limb
        shorter = before[: before.rindex("(")] if "(" in before else before
        return shorter + limb

    def _is_other(self, text: str, start: int, after: re.Match[str] | None) -> bool:
        """Whether the law that stands after or before a citation is another."""
        if after:
            return bool(after["paper"]) or not self._is_own(after["law"] or after["short"])
        before = self._law_before.search(text[max(0, start - 60) : start])
        return before is not None and not self._is_own(before["law"], before["year"] or "")

    def _is_own(self, law: str, year: str = "") -> bool:
        law = law.removeprefix("the ")
        if bare := _THE_LAW.search(law):
            return any(bare[1] in own for own in self.own_laws)
        if year and not any(own.endswith(year) for own in self.own_laws):
            return False
        if law[:4].isdigit():
            return any(own.endswith(law[:4]) for own in self.own_laws)
        return law in ("act", "regulations", "code") or any(
            law.endswith(own) for own in self.own_laws
        )


def _bare(text: str) -> str:
    """A provision without spaces, its limbs in brackets: ``31(1)(a)`` for ``31.1 (a)``, ``31 1(a)``
    and ``31.1.a``."""
    plain = re.sub(r"^(\d{1,3}[a-z]{0,2}) (\d{1,2})(?= ?\()", r"\1(\2)", text).replace(" ", "")
    plain = re.sub(r"^(\d{1,3}[a-z]{0,2})\.(\d{1,2})", r"\1(\2)", plain)
    plain = re.sub(r"^([^.]*)\.([a-z])$", r"\1(\2)", plain)
    return re.sub(r"\)([a-z])(?=\(|\Z)", r")(\1)", plain)


def _alike(one: str, other: str) -> bool:
    """Whether two limbs are of one kind: numbers, letters or small Roman numerals."""
    first, second = one.strip("()"), other.strip("()")
    return first[:1].isdigit() == second[:1].isdigit()


def _between(first: str, last: str) -> Iterator[str]:
    """The provisions between two of one level: ``31(1)(b)`` between ``31(1)(a)`` and ``(c)``."""
    head, _, start = first.rpartition("(")
    start, end = start.rstrip(")"), last.rpartition("(")[2].rstrip(")")
    for row in (_ROMAN, _LETTERS, _FIGURES):
        if start in row and end in row:
            for each in row[row.index(start) + 1 : row.index(end)]:
                yield f"{head}({each})"
            return


def _descends(first: str, last: str) -> bool:
    """Whether the last of two limbs that are letters comes before the first."""
    start, end = (each.rpartition("(")[2].rstrip(")") for each in (first, last))
    letters = start in _LETTERS and end in _LETTERS and not {start, end} & set(_ROMAN)
    return letters and end <= start


_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_LETTERS: Final = tuple("abcdefghijklmnopqrstuvwxyz")
_FIGURES: Final = tuple(map(str, range(1, 20)))
