"""The lines of a letter -> its sentences in lower case, with what they cite and the days they name.

Each day, length of time and provision stands in the text of its sentence as a mark, ``day#0``, that
phrases can name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from attrs import define

from foirules.documents.written_days import MONTHS
from foirules.letters.cited import Citations, Cited
from foirules.letters.days import listed_days, written_days, written_months
from foirules.letters.lengths import written_lengths
from foirules.letters.message import Line
from foirules.letters.phrases import MARK
from foirules.letters.relative_days import relative_days

LONGEST: Final = 2_000  # characters of a sentence
_PLAIN: Final = {
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{NO-BREAK SPACE}": " ",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{SOFT HYPHEN}": "",
    "\N{ZERO WIDTH SPACE}": "",
    MARK: " ",
}
_RAISED: Final = re.compile(r"\^(?=st|nd|rd|th)|\[\d{1,3}\](?=[\w(])|_{2,}")
_BOLD: Final = re.compile(r"\*{2,}")
_FOOTNOTE: Final = re.compile(r"(?:[^*]*[\s\d)])?\*{2,3}(?:\s[^*]*)?")  # a mark that stays
_MARKED_UP: Final = re.compile(r"[\^\[*_]")
_END: Final = re.compile(
    r"[.?!;:,](?! Act\b)(?:(?<![;:,])['\")\]]{0,2} +"
    r"(?=['\"(\[]{0,2}[A-Z0-9]|\(?(?:[a-z]|[ivx]{2,4})[):] )"
    r"|(?<=;) (?=(?:and |but )?(?:for|as to|on|in respect of|regarding|as regards|with regard to) "
    r"(?:your )?(?:question|part|item|point|q|no)\b)"
    r"|(?<=;) (?=(?:and |but )?(?:question|part|item|point|request)s? "
    r"\(?(?:[a-z]|\d{1,2}[a-h]?)\)? )"
    r"|(?<=,) (?=(?:but|while|whereas) (?:[a-z]+ ){0,7}?(?:question|part|item|point|q)s? ?\(?\d)"
    r"|(?<=:) (?=['\"] ?[A-Z])"
    r"|(?:(?<=;) (?=(?:and )?\()|(?<=,) (?=(?:and )?\d))"
    r"(?=(?:and )?\(?(?:[a-z]|\d{1,2}|[ivx]{2,4})\)(?: (?:is|are|was|were|has|we|i|not|no|none"
    r"|withheld|refused|exempt|attached|enclosed|see|the|by|under|£|\d)\b|: | - ))"
    r"|(?<=;) (?=(?:\d{1,2}[a-h]?|[a-z]|[ivx]{2,4})(?: -|[:.)]) )"
    r"|(?<=[a-z]{4}\.) (?=(?:s|ss|reg|regs)\.? ?\d{1,2}[A-Za-z]?(?:\(|[ .,:])))"
)
_SHORT: Final = re.compile(
    r"(?:^|[\s(])(?:s|ss|sec|reg|regs|art|para|no|nos|mr|mrs|ms|dr|st|ref|e\.g|i\.e|tel|ext|v)\.\Z",
    re.IGNORECASE,
)
# Numbers in words by which letters label parts.
CARDINALS: Final = (
    *("one", "two", "three", "four", "five"), *("six", "seven", "eight", "nine", "ten"),
)  # fmt: skip
_STARTS: Final = re.compile(
    r"\s*(?:\|\s*\S|(?:[-o\N{BULLET}\u00b7\N{DAGGER}\N{DOUBLE DAGGER}]|\*{1,3})\s+\S"
    r"|[(\[]?(?:[a-z]|[ivx]{1,4}|\d{1,2}(?:\(?[a-h])?)(?:[).:\]]{1,2}|/)\s+\S"
    r"|(?:[a-z]|[ivx]{2,4}) [-\N{EN DASH}] \S"
    r"|(?:[a-z]|\d{1,2}) {3,}\S|[a-z0-9]{1,3} ?\|\s*\S|(?:our |my )?(?:response|answer|reply): "
    r"|\d{1,2}(?:(?:, ?| and | & )\d{1,2}){0,6}(?: ?[-\N{EN DASH}]|[.):]) ?\S"
    r"|(?:(?:answer|reply|response) to )?"
    r"(?:q|question|item|part|point|request|query|bullet)s?\.? ?\d{1,2}[a-h]?\b"
    r"|(?:question|item|part|point|paragraph)"
    rf" (?:{'|'.join(CARDINALS)}) ?[:.]"
    r"|(?-i:Note|NOTE|Reason) (?:[a-z]|\d{1,2})(?:[.:)]| -) ?\S)",
    re.IGNORECASE,
)


_GREETS: Final = re.compile(r"\s*(?:dear|hi|hello)\b", re.IGNORECASE)
_SALUTATION: Final = re.compile(r"\s*dear\s\S.{0,60}?[,:]?\s*\Z", re.IGNORECASE)
_OPENS: Final = re.compile(
    r"\s*(?:Thank you for|Further to|With reference to|I (?:write|am writing|refer)\b"
    r"|Your request (?:has|was|is|will)\b)"
)  # how a letter, or what it says of a request, begins
_ITEM: Final = re.compile(r"\s*[-*\N{BULLET}\u00b7]\s+\S")
_PROVISION: Final = re.compile(r"\s*(?:Section|Regulation|S|s|Reg|reg|R|r)\.? ?\d{1,2}[A-Z]?\b")
_FOR_PARTS: Final = re.compile(r"\((?:for )?(?:item|part|q|question)s? ?\d", re.IGNORECASE)
_PROVISION_AT_END: Final = re.compile(
    r"[-\N{EN DASH}:,(] ?(?:section|regulation|s|reg|r)\.? ?\d{1,2}[a-z]?"
    r"(?:\([0-9a-z]{1,3}\))*\)?\s*\Z",
    re.IGNORECASE,
)
_IN_CAPITALS: Final = re.compile(
    r"(?=.*[A-Z]{4})[^a-z]+(?:SECTIONS?|REGULATIONS?|S\.?|REG\.?) ?\d{1,2}[A-Z]?"
    r"(?:\([0-9a-z]{1,3}\))*\W*"
)  # a heading with a provision
_FIELD: Final = re.compile(
    r"\s*(?!(?:Our |The |Your )?(?:Answer|Appl|Comment|Decision|Ex[ce]|Harm|Outcome|Part|Position"
    r"|Public|Question|Reason|Reply|Request|Response|Section|Status)[a-z]*\b)"
    r"[A-Z][\w',&()/ -]{1,45}?(?::| [-\N{EN DASH}]) +\S"
)  # a line with a heading of its own, but for one that says of a part what became of it
_FIELD_WORDS: Final = 5  # of a heading, and of what it begins with
_ASKED: Final = re.compile(
    r"\s*[A-Z][^?]{8,200}\? +(?!q ?\d|\(?(?:[a-z]|\d{1,2})[).] )\S[^?]*\Z", re.IGNORECASE
)  # a question, and its answer
_SHORT_HEAD: Final = re.compile(r"\s*[A-Z]\w*(?: [\w'&-]{1,20}){1,2}(?<=[a-z])\s*")  # ``Under 16s``
_WIDE: Final = 62  # characters of a line that a text is broken at
_LONGEST_HEAD: Final = 80  # characters of a heading with a provision
_IN_PROSE: Final = re.compile(r"\s*(?:question|item|part|point|request)s? \d")
_OF_A_TEST: Final = re.compile(
    r"(?:the )?public interest(?: test)?\W{0,3}(?:(?:for|in|under|and|of) )?"
    r"(?:sections?|regulations?|s|ss|reg|regs)\.? ?\d[\w(), ]{0,40}\W*\Z",
    re.IGNORECASE,
)  # a heading of the public interest with the provision that it is weighed for
_ENDS_AN_ITEM: Final = re.compile(r";\s*(?:and|or)\s*\Z")
_CLOSES: Final = re.compile(r"\s*\w{1,5}\)")  # brackets that the line before opens
_GOES_ON: Final = re.compile(r"(?:\b(?:and|or|section|sections|regulation|under|of|by|the)|,)\s*\Z")


def _goes_on(text: str) -> bool:
    """Whether the next line goes on with a line: no greeting, nor the end of an item of a list."""
    end = text[-20:]
    goes_on = _GOES_ON.search(end) is not None and not _ENDS_AN_ITEM.search(end)
    return goes_on and not _GREETS.match(text[:10])


class Paragraph(NamedTuple):
    """Lines that hang together.

    :param text: in one line, as it is written but for quotation marks, dashes and spaces.
    :param places: where each line begins in the text; ``numbers`` are the lines' own.
    """

    text: str
    places: tuple[int, ...]
    numbers: tuple[int, ...]

    def line(self, place: int) -> int:
        """The number of the line in which a place of the text stands."""
        return self.numbers[bisect_right(self.places, place) - 1]


@define
class Sentence:
    """A sentence.

    :param text: in lower case, with marks; ``plain`` as it is written.
    :param found: what the marks stand for: of each kind, by number.
    :param first: the number of its first line; ``last`` of its last.
    :param paragraph: the place of its paragraph in the letter; ``opens`` where it begins that.
    :param parts: the parts of the request that it speaks of; None for all.
    :param quoted: whether it only repeats what was asked.
    :param mentions: where in the text it names parts, and which.
    :param under: the paragraph with which what is said of these parts began.
    """

    text: str
    plain: str
    found: dict[str, list[Any]]
    first: int
    last: int
    paragraph: int
    opens: bool = False
    parts: tuple[str, ...] | None = None
    quoted: bool = False
    mentions: tuple[tuple[int, tuple[str, ...]], ...] = ()
    under: int = 0

    def marked(self, kind: str, text: str) -> list[Any]:
        """What the marks of a kind in a piece of the sentence stand for."""
        if kind not in self.found:
            return []
        numbers = re.findall(rf"(?<!\w){kind}{MARK}(\d{{1,4}})", text)
        return [self.found[kind][int(number)] for number in numbers]


def is_heading(text: str) -> bool:
    """Whether a line is a heading: a few words with no stop and no number, or for a test of the
    public interest."""
    words = text.split()
    short = len(words) <= 6 and len(text) < 50 and text[:1].isupper() and text[-1:].isalpha()
    if short and not any(map(str.isdigit, text)):
        return True
    return text[:1] in "TtPp" and _OF_A_TEST.match(text) is not None


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """The paragraphs of a letter: a blank line, a bullet, a number or a salutation begins one, and
    what stands right under a heading."""
    held: list[Line] = []
    for line in lines:
        blank = not line.text or line.text.isspace()
        if held and (blank or _begins(line.text, held)):
            yield _joined(held)
            held = []
        if not blank:
            held.append(line)
    if held:
        yield _joined(held)


def _begins(line: str, held: Sequence[Line]) -> bool:
    """Whether a line begins a paragraph, right under some lines that hang together: a bullet, a
    number, what stands around a salutation or under a heading, or how letters begin, where the line
    before it ends in no stop."""
    before = held[-1].text
    if before.rstrip()[-1:] in (",", ":") and _ITEM.match(line[:12]):
        return True
    if _STARTS.match(line[:40]):
        goes_on = _IN_PROSE.match(line[:20]) and before.rstrip()[-1:].isalnum()
        closes = _CLOSES.match(line[:10]) and before.count("(") > before.count(")")
        return not goes_on and not closes and not _goes_on(before)
    first = line[:24].lstrip()[:1]
    if first in "Dd" and _SALUTATION.match(line[:80]) and len(line) < 80:
        return True
    if len(before) < 80 and before.lstrip()[:1] in "Dd" and _SALUTATION.match(before):
        return True
    if first in "TFWIY" and before.rstrip()[-1:].isalnum() and _OPENS.match(line):
        return True
    if first.isupper() and (_heads_with_ground(line, held) or _is_next_field(line, held)):
        return True
    if first.isupper() and "?" in line and _ASKED.match(line) and _ASKED.match(held[0].text):
        return True
    if len(held) > 1 or _goes_on(before):
        return False
    short = (first.isupper() or first == "£") and _SHORT_HEAD.fullmatch(before) is not None
    return short or (first.isupper() and is_heading(before.strip()))


def _is_next_field(line: str, held: Sequence[Line]) -> bool:
    """Whether a line begins with a heading of its own, as those do that it stands below:
    ``Supplier: Brightline``, and then ``End of the contract: 31 March``. Below a line that is as
    wide as a text is broken at, and ends in no stop, it is one of few words."""
    field = _FIELD.match(line[:60])
    if not field or not _FIELD.match(held[0].text[:60]) or _PROVISION.match(line):
        return False
    before = held[-1].text.rstrip()
    ends = len(before) < _WIDE or before[-1:] in ".!?;:)]"
    return not _goes_on(before) and (ends or len(field[0].split()) <= _FIELD_WORDS)


def _heads_with_ground(line: str, held: Sequence[Line]) -> bool:
    """Whether a line stands below one that is a heading with a provision, ``Personal data - section
    40(2)``, or both begin with one and one of them names parts, as in a list."""
    before = held[-1].text
    if len(before) > _LONGEST_HEAD or not any(map(str.isdigit, before)):
        return False
    if _PROVISION.match(line) and _PROVISION.match(before):
        return bool(_FOR_PARTS.search(line) or _FOR_PARTS.search(before))
    alone = len(held) == 1 or held[-2].text.rstrip()[-1:] in (".", ":", "?", "!")
    if not alone or not before.lstrip()[:1].isupper():
        return False
    return bool(_PROVISION_AT_END.search(before) or _IN_CAPITALS.fullmatch(before))


def _joined(lines: Sequence[Line]) -> Paragraph:
    lines = _without_emphasis(lines)
    whole = "".join([line.text for line in lines])
    as_it_is = whole.isascii() and MARK not in whole and not _MARKED_UP.search(whole)
    texts: list[str] = []
    places: list[int] = []
    numbers: list[int] = []
    at = 0
    for number, written in lines:
        text = " ".join((written if as_it_is else _plain(written)).split())
        if text:
            texts.append(text)
            places.append(at)
            numbers.append(number)
            at += len(text) + 1
    return Paragraph(" ".join(texts), tuple(places) or (0,), tuple(numbers) or (lines[0].number,))


def _without_emphasis(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines without the marks between which all of them stand: ``*The report is attached.*``"""
    first, last = lines[0].text.lstrip(), lines[-1].text.rstrip()
    mark = first[:1]
    if mark not in ("*", "_") or last[-1:] != mark or len(first) < 3 or first[1:2] in (mark, " "):
        return lines
    if len(lines) == 1:
        return [Line(lines[0].number, first.rstrip()[1:-1])]
    return [Line(lines[0].number, first[1:]), *lines[1:-1], Line(lines[-1].number, last[:-1])]


def _plain(text: str) -> str:
    """A line with plain quotation marks, dashes and spaces, and without marks of raised letters."""
    if not text.isascii() or MARK in text:
        for each, plain in _PLAIN.items():
            text = text.replace(each, plain)
    if not _MARKED_UP.search(text):
        return text
    text = _RAISED.sub("", text)
    return text if _FOOTNOTE.fullmatch(text) else _BOLD.sub("", text)


Cut = tuple[int, int, str, dict[str, list[Any]]]
Known = dict[str, list[Cut]]
"""By the text of a paragraph where its sentences begin and end, their texts with marks, and what
these stand for."""


def sentences(found: Sequence[Paragraph], citations: Citations, known: Known) -> list[Sentence]:
    """The sentences of some paragraphs.

    :param known: those of paragraphs that were read before, to which these are added.
    """
    listed: list[Sentence] = []
    for number, paragraph in enumerate(found):
        for start, end, text, marks in _cuts(paragraph.text, citations, known):
            plain = paragraph.text[start:end]
            first, last = paragraph.line(start), paragraph.line(end - 1)
            listed.append(Sentence(text, plain, marks, first, last, number, opens=start == 0))
    return listed


def texts_of(found: Iterable[Paragraph], citations: Citations, known: Known) -> list[str]:
    """The texts of the sentences of some paragraphs alone; as :func:`sentences`."""
    return [cut[2] for each in found for cut in _cuts(each.text, citations, known)]


def _cuts(paragraph: str, citations: Citations, known: Known) -> list[Cut]:
    """The sentences of a paragraph, as they are known, or as they are read now."""
    if paragraph not in known:
        known[paragraph] = list(_in(paragraph, citations))
    return known[paragraph]


def _in(paragraph: str, citations: Citations) -> Iterator[Cut]:
    """The sentences of a paragraph."""
    before = ""  # the ground that was cited last
    for start, end in _spans(paragraph):
        text, marks = _marked(paragraph[start:end].lower(), citations, before)
        yield start, end, _written_out(text), marks
        before = marks["ground"][-1].name if "ground" in marks else before


def _written_out(text: str) -> str:
    """A text with what is contracted in full: ``we have not`` for ``we haven't``."""
    if "'" not in text:
        return text
    text = text.replace("can't", "cannot")
    text = _NOT.sub(lambda found: f"{_IRREGULAR.get(found[1], found[1])} not", text)
    return _CONTRACTED.sub(lambda found: f"{found[1]} {_FULL[found[2]]}", text)


_IRREGULAR: Final = {"wo": "will", "sha": "shall"}
_NOT: Final = re.compile(r"\b(\w{2,6})n't\b")
_FULL: Final = {"ll": "will", "re": "are", "ve": "have", "d": "would", "m": "am", "s": "is"}
_CONTRACTED: Final = re.compile(
    r"\b(i|you|we|they|he|she|it|that|there|here|who|what|where)'(ll|re|ve|d|m|s)\b"
)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends; one that is too long is cut."""
    ends: list[int] = []
    for found in _END.finditer(text):
        if _SHORT.search(text[max(0, found.start() - 8) : found.start() + 1]):
            continue
        ends.append(found.end())
    for start, end in pairwise((0, *ends, len(text))):
        for place in range(start, end, LONGEST):
            yield place, min(end, place + LONGEST)


def _marked(text: str, citations: Citations, before: str = "") -> tuple[str, dict[str, list[Any]]]:
    """A text with marks, and what they stand for.

    :param before: the ground that the paragraph cited last.
    """
    numbers = _DIGIT.search(text) or (
        any(map(text.__contains__, _MAY_NUMBER)) and _NUMBER_WORDS.search(text)
    )
    limbs = list(citations.limbs(text, before)) if before and "(" in text else []
    if not numbers and not limbs and not citations.may_call(text):
        return text, {}
    spans: list[tuple[int, int, str, Any]] = []
    taken = 0
    for each in _in_order(text, citations, limbs):
        beside = bool(spans) and each[:3] == spans[-1][:3]  # limbs that were cited as one
        if each[0] >= taken or beside:
            spans.append(each)
            taken = each[1]
    found: dict[str, list[Any]] = {}
    pieces, at = [], 0
    for start, end, kind, value in spans:
        listed = found.setdefault(kind, [])
        pieces += [text[at:start] or " and" * (at > start), f" {kind}{MARK}{len(listed)} "]
        listed.append(value)
        at = end
    return "".join((*pieces, text[at:])), found


_DIGIT: Final = re.compile(r"\d")
_MAY_NUMBER: Final = (
    *("day", "week", "month", "fortnight", "morning", "night", "afternoon", "evening"),
    *("end of ", "tomorrow", *MONTHS),
)
_NUMBER_WORDS: Final = re.compile(
    r"\b(?:\w{2,6}day|day|week|month|fortnight|morning|night|afternoon|evening)s?\b"
    r"|\bend of |tomorrow"
    rf"|\b(?:{'|'.join(MONTHS)})\b"
)


def _in_order(
    text: str, citations: Citations, limbs: Iterable[Cited]
) -> list[tuple[int, int, str, Any]]:
    written = list(written_days(text))
    days = [*written, *listed_days(text, written), *relative_days(text)]
    cited = list(citations.find(text))
    grounds = any(each.kind == "ground" for each in cited)
    listed: list[tuple[int, int, str, Any]] = [
        *[(each.start, each.end, each.kind, each) for each in cited],
        *[(each.start, each.end, each.kind, each) for each in (() if grounds else limbs)],
        *[(each.start, each.end, "day", each) for each in days],
        *[(each.start, each.end, "month", each) for each in written_months(text)],
        *[(each.start, each.end, "length", each) for each in written_lengths(text)],
    ]
    return sorted(listed, key=lambda each: (each[0], -each[1]))
