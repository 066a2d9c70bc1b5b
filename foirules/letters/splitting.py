"""The lines of a message -> its own text, and what is set apart: earlier messages that it quotes,
signatures, disclaimers, translations, lists of links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from foirules.letters.message import Apart, Line
from foirules.letters.pasted import GREETING

_LONGEST: Final = 400  # characters of a line that are looked at
WROTE: Final = re.compile(
    r"\b(?:wrote|writes|a écrit|schrieb|ha scritto|escribió|schreef|napisał\(?a?\)?|escreveu"
    r"|ysgrifennodd)\b",
    re.IGNORECASE,
)
_WROTE: Final = re.compile(
    r"\s*(?:(?:on|le|am|il|el|op|em|w dniu|ar)\s.{5,200}\b(?:wrote|writes|a écrit|ha scritto"
    r"|escribió|napisał\(?a?\)?|escreveu)\s?:"
    r"|(?:am|op|ar)\s.{5,100}\b(?:schrieb|schreef|ysgrifennodd)\b.{0,120}:)\s*\Z",
    re.IGNORECASE,
)
_ORIGINAL: Final = re.compile(
    r"\s*[-_*]{2,}\s*(?:original message|forwarded message|begin forwarded message)\b",
    re.IGNORECASE,
)
_FROM: Final = re.compile(r"[\s*|]{0,6}(?:From|Oddi wrth)\s?:\*{0,2}\s*\S", re.IGNORECASE)
_SENT: Final = re.compile(r"[\s*|]{0,6}(?:Sent|Date|To|Anfonwyd)\s?:\*{0,2}\s*\S", re.IGNORECASE)
_RULE: Final = re.compile(r"\s*[-_=*]{10,}\s*\Z")
_MAY_OPEN: Final = re.compile(
    r"[ |]*>|\s*(?:[-_*]{2}|(?:on|le|am|il|el|op|em|w|ar)\s|\Z)|[\s*|]{0,6}(?:from|oddi)",
    re.IGNORECASE,
)  # how a line begins that is quoted, or that opens what is
_CLOSING: Final = re.compile(
    r"\s*(?:yours?\s(?:sincerely|faithfully|truly)|(?:with\s)?(?:kind(?:est)?|best|warm|many)\s"
    r"(?:regards|wishes|thanks)|regards|sincerely|thank\syou|thanks|yn gywir)[\s,.!]*\Z",
    re.IGNORECASE,
)
_BELOW: Final = re.compile(
    r"\s*(?:annex|appendix)(?: [a-z0-9]{1,2}\b.{0,80}|\s?[:\-\N{EN DASH}].{0,80})?\s*\Z",
    re.IGNORECASE,
)  # the heading of what goes on below a signature, with no blank line between
_LINKS: Final = re.compile(r"\s*(?:references|visible links|hidden links)\s*\Z", re.IGNORECASE)
_OF_SITE: Final = re.compile(
    r"\s*this is an html version of an attachment to the [\w ]{3,60} request\b", re.IGNORECASE
)
_TOP: Final = 12  # lines among which what a site puts over a file stands
_DISCLAIMER: Final = re.compile(
    r"(?:this|the contents of this) (?:e-?mail|message|communication)(?: \(?including.{0,40}\)?)?"
    r" (?:and any|is (?:intended|confidential|private)|may contain|has been (?:scanned|swept)"
    r"|was (?:scanned|received))|if you (?:have received|are not the (?:intended|named))"
    r"|(?:intended|solely) for the (?:use of the )?(?:individual|addressee|named|recipient)"
    r"|consider the environment|click here to report this|report (?:this )?email as spam"
    r"|e-?mails? (?:sent|are|may be|is) .{0,40}(?:monitored|recorded|intercepted)"
    r"|computer virus|virus(?:es)? (?:and|or) other malware"
    r"|please use this email address for all replies|any reply that you make will be published",
    re.IGNORECASE,
)
_WELSH: Final = frozenset(
    (
        *("yn", "y", "yr", "ar", "eich", "ac", "o", "i", "gan", "mae", "bydd", "wedi", "am", "ei"),
        *("eu", "gyda", "hwn", "hon", "neu", "os", "nid", "oes", "rydym", "chi", "ni", "fod", "sy"),
        *("sydd", "at", "wrth", "dan", "cais", "gwybodaeth", "llythyr"),
    )
)
_OF_DISCLAIMERS: Final = (
    *("this e", "this message", "this communication", "contents of this", "if you have received"),
    *("if you are not", "if you are the", "intended for", "solely for", "environment", "report"),
    *("mails ", "mail ", "virus", "for all replies", "any reply that"),
)  # one of which stands in each disclaimer
_WORD: Final = re.compile(r"\w{1,30}")
_SURELY_WELSH: Final = re.compile(
    r"[aegmwy](?<!\w.)(?:(?<=y)[nr]?|(?<=a)r|(?<=e)ich|(?<=g)an|(?<=m)ae|(?<=w)edi)(?!\w)"
)  # yn, y, yr, ar, eich, gan, mae, wedi
_NAME_LINES: Final = 14  # after a closing that a signature may have
_LETTER: Final = 6  # lines above a disclaimer, with none blank, that may be a letter
_PROSE: Final = 12  # words in a paragraph that is no line of a signature


@frozen
class Split:
    """The own lines of a message, and what was set apart.

    :param answered: quoted lines, without their marks, under which own ones stand.
    """

    own: tuple[Line, ...]
    apart: tuple[Apart, ...]
    answered: tuple[Line, ...] = ()


def split(lines: Sequence[Line]) -> Split:
    """What of a message is its own text.

    A blank line stands for each block that was set apart, so that what is around it stays apart.
    """
    kinds: list[str] = [""] * len(lines)
    _quoted(lines, kinds)
    kinds[:_TOP] = [
        "site" if _OF_SITE.match(line.text) else k
        for line, k in zip(lines[:_TOP], kinds[:_TOP], strict=True)
    ]
    paragraphs = list(_paragraphs(lines, kinds))
    _links(lines, paragraphs, kinds)
    _signatures(lines, paragraphs, kinds)
    _disclaimers_and_translations(lines, paragraphs, kinds)
    own = [
        line if not kind else Line(line.number, "") for line, kind in zip(lines, kinds, strict=True)
    ]
    return Split(tuple(own), tuple(_blocks(lines, kinds)), tuple(_answered(lines, own)))


def _answered(lines: Sequence[Line], own: Sequence[Line]) -> Iterator[Line]:
    """The lines with marks of quotation above the last own line, without their marks."""
    if not any(">" in line.text for line in lines):
        return
    last = max((n for n, line in enumerate(own) if line.text.strip()), default=0)
    for line in lines[:last]:
        if line.text.lstrip(" |").startswith(">"):
            yield Line(line.number, line.text.lstrip(" |>"))


@frozen
class Opened:
    """A place where a message begins that is quoted.

    :param start: of the first line that tells of it; ``end`` of the first that does not.
    :param marked: whether its lines have marks of quotation.
    """

    start: int
    end: int
    marked: bool = False


def opened_in(lines: Sequence[Line], first: bool = False) -> Opened | None:
    """The first place in some lines where a message begins that is quoted.

    :param first: whether that may be their first line, also by the heads of a message.
    """
    return next((found for n in range(len(lines)) if (found := _opened(lines, n, first))), None)


def _opened(lines: Sequence[Line], place: int, first: bool = False) -> Opened | None:
    """What a line opens: the heads of an earlier message, or a line that tells who wrote it."""
    if not lines[place].text or not _MAY_OPEN.match(lines[place].text, 0, _LONGEST):
        return None
    text = lines[place].text[:_LONGEST]
    if text.lstrip(" |").startswith(">"):
        return None
    if _is_head(lines, place, first):
        return Opened(place, place)
    end = place + 1
    if _RULE.match(text) and _greets_again(lines, place):
        return Opened(place, end)
    if not _ORIGINAL.match(text) and not _WROTE.match(text):
        two = f"{text.strip()} {lines[end].text[:_LONGEST]}" if end < len(lines) else ""
        if len(text) <= 20 or not _WROTE.match(two):
            return None
        end += 1
    marked = any(each.text.lstrip(" |").startswith(">") for each in lines[place:][:12])
    return Opened(place, end, marked)


def _quoted(lines: Sequence[Line], kinds: list[str]) -> None:
    """Marks lines with a mark of quotation, and what follows a line that opens one."""
    for place, line in enumerate(lines):
        if not line.text or not _MAY_OPEN.match(line.text, 0, _LONGEST):
            continue
        if line.text[:_LONGEST].lstrip(" |").startswith(">"):
            kinds[place] = "quoted"
        elif (opened := _opened(lines, place)) is not None:
            end = opened.end if opened.marked else len(lines)
            kinds[place:end] = ["quoted"] * (end - place)
            if not opened.marked:
                return


def _greets_again(lines: Sequence[Line], place: int) -> bool:
    """Whether a salutation stands under a rule and another above it: an old message follows."""
    below = (line.text[:300] for line in lines[place + 1 : place + 4] if line.text.strip())
    if GREETING.match(next(below, "")) is None:
        return False
    return any(GREETING.match(line.text[:300]) for line in lines[:place])


def _is_head(lines: Sequence[Line], place: int, first: bool) -> bool:
    """Whether the heads of an earlier message begin in a line."""
    if (place == 0 and not first) or not _FROM.match(lines[place].text[:_LONGEST]):
        return False
    return any(_SENT.match(line.text[:_LONGEST]) for line in lines[place + 1 : place + 4])


def _paragraphs(lines: Sequence[Line], kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first place of each paragraph that is not set apart, and that after its last."""
    start: int | None = None
    for place, line in enumerate(lines):
        if line.text.strip() and not kinds[place]:
            start = place if start is None else start
        elif start is not None:
            yield start, place
            start = None
    if start is not None:
        yield start, len(lines)


def _links(lines: Sequence[Line], paragraphs: Sequence[tuple[int, int]], kinds: list[str]) -> None:
    """Marks the list of links that mail programs put at the end of a message in plain text."""
    for start, end in paragraphs:
        if _LINKS.match(lines[start].text[:_LONGEST]) and (
            end == start + 1
            or re.match(r"\s*(?:\[?\d+[.\]]|visible|hidden)", lines[start + 1].text, re.I)
        ):
            last = len(lines)
            kinds[start:last] = [kind or "links" for kind in kinds[start:last]]
            return


def _signatures(
    lines: Sequence[Line], paragraphs: Sequence[tuple[int, int]], kinds: list[str]
) -> None:
    """Marks a closing and the short lines after it, up to the next paragraph of prose."""
    after_closing = 0
    for start, end in paragraphs:
        if kinds[start]:
            continue
        closing = next((n for n in range(start, end) if _CLOSING.match(lines[n].text)), None)
        if closing is not None:
            below = (n for n in range(closing + 1, end) if _BELOW.match(lines[n].text[:_LONGEST]))
            stop = next(below, end)
            kinds[closing:stop] = ["signature"] * (stop - closing)
            after_closing = _NAME_LINES if stop == end else 0
        elif after_closing and _words(lines[start:end]) < _PROSE * max(1, (end - start) // 2):
            kinds[start:end] = ["signature"] * (end - start)
            after_closing -= 1
        else:
            after_closing = 0


def _disclaimers_and_translations(
    lines: Sequence[Line], paragraphs: Sequence[tuple[int, int]], kinds: list[str]
) -> None:
    """Marks the paragraphs that are either; a message is first looked through as a whole."""
    left = [(start, end) for start, end in paragraphs if not kinds[start]]
    texts = [
        " ".join([line.text[:_LONGEST] for line in lines[start : min(end, start + 40)]])
        for start, end in left
    ]
    whole = " ".join(texts).lower()
    disclaims = [each for each in _OF_DISCLAIMERS if each in whole]
    welsh = _SURELY_WELSH.search(whole)
    for (start, end), text in zip(left, texts, strict=True) if disclaims or welsh else ():
        if any(map(text.lower().__contains__, disclaims)) and _DISCLAIMER.search(text[:2000]):
            start = _disclaims_from(lines, start, end)
            kinds[start:end] = ["disclaimer"] * (end - start)
        elif welsh and _is_welsh(text):
            kinds[start:end] = ["translation"] * (end - start)


def _disclaims_from(lines: Sequence[Line], start: int, end: int) -> int:
    """The place in a paragraph at which a disclaimer begins: its first line, unless a letter that
    has no blank lines stands above it."""
    texts = [line.text[:_LONGEST] for line in lines[start : min(end, start + 40)]]
    found = _DISCLAIMER.search(" ".join(texts)[:2000])
    at = found.start() if found else 0
    for number, text in enumerate(texts):
        if at <= len(text):
            return start + number if number >= _LETTER else start
        at -= len(text) + 1
    return start


def _words(lines: Sequence[Line]) -> int:
    return sum(len(line.text[:_LONGEST].split()) for line in lines)


def _is_welsh(text: str) -> bool:
    """Whether a paragraph is a translation into Welsh."""
    plain = text.lower()
    if not _SURELY_WELSH.search(plain):
        return False
    words = _WORD.findall(plain[:2000])
    return len(words) >= 8 and sum(map(_WELSH.__contains__, words)) / len(words) > 0.25


def _blocks(lines: Sequence[Line], kinds: Sequence[str]) -> Iterator[Apart]:
    """What was set apart, lines of one kind that hang together as one."""
    begun: Apart | None = None
    for line, kind in zip(lines, kinds, strict=True):
        if begun is not None and kind == begun.kind:
            begun = Apart(kind, begun.first, line.number)
            continue
        if begun is not None and not kind and not line.text.strip():
            continue
        if begun is not None:
            yield begun
        begun = Apart(kind, line.number, line.number) if kind else None
    if begun is not None:
        yield begun
