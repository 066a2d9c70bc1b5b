"""A thread in one text -> its messages: pasted from a mail program, with ``From:`` and ``Sent:``,
or from a site where requests are published, with or without days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from attrs import define, evolve, frozen

from foirules.documents.written_days import MONTHS
from foirules.letters.days import written_days
from foirules.letters.message import AUTHORITY, REQUESTER, Line

_HEAD: Final = re.compile(
    r"[\s*>|]{0,10}(From|Reply from|Sent by|Sent|Date|To|Cc|Bcc|Subject|Reply-To|Importance"
    r"|Attachments?|By|On|Received|Our ref|Ref|Oddi wrth|Anfonwyd|Dyddiad|At|Pwnc)"
    r"\s?:\*{0,2}\s*(.*)\Z",
    re.IGNORECASE,
)
_WRITER: Final = ("from", "reply from", "sent by", "by", "oddi wrth")  # before who wrote it
_WHEN: Final = ("sent", "date", "on", "received", "anfonwyd", "dyddiad")
_TO: Final = ("to", "at")
_SUBJECT: Final = ("subject", "pwnc")
_MONTHS_IN_WELSH: Final = (
    *("ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst", "medi"),
    *("hydref", "tachwedd", "rhagfyr"),
)
_IN_WELSH: Final = re.compile(rf"\b(?:{'|'.join(_MONTHS_IN_WELSH)})\b")
_MOST_HEADS: Final = 12  # lines of a block of headers
_NUMBERED: Final = re.compile(
    r"\s*(?:(?:message|email|e-mail|letter|item|no\.?)\s)?\(?\d{1,3}(?: of \d{1,3})?[).:]?\s*\Z",
    re.IGNORECASE,
)
GREETING: Final = re.compile(
    r"\s*(?:annwyl\s.{1,60}/\s*)?(?:dear|hi|hello|good (?:morning|afternoon))\s(.{1,80}?)"
    r"[,:.]?\s*\Z",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"(?<![\d.:/-])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?![\d/]|\.\d)"
    r"(?::\d\d)?(?: ?(?P<half>[ap]m)\b)?",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")
_OF_A_FILE: Final = re.compile(
    r"\s*(?:\d+ attachments?\s*\Z"
    r"|\S.{0,100}\.(?:pdf|docx?|xlsx?|csv|txt|rtf|zip|html?|png|jpe?g)\s*\Z"
    r"|[\d.,]+ ?[KM]B? download\b)",
    re.IGNORECASE,
)  # a line by which a site shows a file
_ATTACHMENTS: Final = re.compile(r"\s*(\d{1,3})\s+Attachments?\s*\Z", re.IGNORECASE)
_SIGNED: Final = re.compile(r"\s*yours?\s(?:sincerely|faithfully|truly)[\s,.]*\Z", re.IGNORECASE)
_STATE: Final = re.compile(r"\s*The \w{4,10} was \w.{1,60}? by (?:the )?(.{2,120}?)\.\s*\Z")
_MADE: Final = re.compile(
    r"\s*(?P<asker>\S.{0,100}?) made this (?:[A-Z][\w'-]* (?:[\w'-]+ ){0,4})request to"
    r" (?P<authority>\S.{1,150}?)\.?(?: (?:This request has|Automatic) .*)?\s*\Z"
)  # what a site says over a request
_TO_ALL: Final = re.compile(
    r"sirs?\b|madam|mr\b|mrs\b|ms\b|miss\b|dr\b|foi\b|team\b|colleagues?\b|all\b", re.I
)
_BODY: Final = re.compile(
    r"(?:the |y )?[A-Z][\w'’.&-]*(?:,? (?:of|and|the|for|in|on|upon|with|at|&|[A-Z(][\w'’.&()-]*))+"
)  # the name of a body: several words, of which all but small ones have a capital

ORGANISATION: Final = re.compile(
    r"\b(?:council|department|ministry|office|agency|authority|commission|board|service|trust|nhs"
    r"|police|constabulary|university|college|school|academy|hospital|government|borough|county"
    r"|corporation|committee|executive|parliament|assembly|museum|library|regulator|ombudsman"
    r"|partnership|association|institute|inspectorate|fund|bank|society|court|group|company|limited"
    r"|ltd|homes|housing|transport|rail|water|fire|ambulance|health|revenue|customs|treasury"
    r"|archives?|commissioner|combined|parish|bbc|network|constable|institution|foundation)\b",
    re.IGNORECASE,
)


@frozen
class Piece:
    """A message as it stands in a text.

    :param label: what stands there for its sender; empty where nothing does.
    :param sender: REQUESTER or AUTHORITY, where the layout tells.
    :param minute: of that day, where its head tells the time.
    :param ids: what other messages of its thread have as well; none where nothing is known.
    :param id: its own among them, and ``answers`` that of the message that it answers.
    :param to: what stands in its head for those to whom it goes.
    :param attached: the lines of each letter that is attached to it.
    :param by_text: whether its lines are counted within it, since its file has them otherwise.
    :param quoted: whether it is there only as a later message quotes it.
    :param mailed: whether a site sends it on by mail, which arrives on its day.
    """

    lines: tuple[Line, ...]
    label: str = ""
    sender: str | None = None
    on: date | None = None
    subject: str = ""
    attachments: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()
    minute: int | None = None
    to: str = ""
    attached: tuple[tuple[Line, ...], ...] = ()
    by_text: bool = False
    quoted: bool = False
    id: str = ""
    answers: str = ""
    mailed: bool = False


@define
class PastedThread:
    """The messages of a text, in its order, and the authority where the text names it."""

    pieces: list[Piece]
    authority: str = ""


def by_heads_or_greetings(lines: Sequence[Line]) -> PastedThread:
    """The messages of a text, by the headers of a mail program, or else as on a site."""
    heads = list(_head_blocks(lines))
    return PastedThread(list(_by_heads(lines, heads))) if heads else _of_site(lines)


# --- from a mail program --------------------------------------------------------------------------


@frozen
class _Heads:
    """A block of headers: the place of its first line, that after its last, what it says."""

    start: int
    end: int
    said: dict[str, str]


def _head_blocks(lines: Sequence[Line]) -> Iterator[_Heads]:
    """The blocks of headers: lines in a row of which one tells who wrote, in any order."""
    place = 0
    while place < len(lines):
        text = lines[place].text[:1000]
        found = _HEAD.match(text) if ":" in text else None
        if not found:
            place += 1
            continue
        key = found[1].lower()
        begins, said, end = key, {key: found[2].strip()}, place + 1
        while end < min(len(lines), place + _MOST_HEADS):
            text = lines[end].text[:1000]
            more = _HEAD.match(text)
            if more:
                key = more[1].lower()
                said.setdefault(key, more[2].strip())
            elif text.strip() and key in (*_TO, "cc") and text.startswith((" ", "\t")):
                pass  # a list of addresses goes on
            elif text.strip() or len(said) > 1:
                break
            end += 1
        writer = next((said[key] for key in _WRITER if said.get(key)), "")
        alone = len(said) == 1
        if alone and begins == "from":
            day = next(
                (n for n in range(end, min(end + 3, len(lines))) if lines[n].text.strip()), None
            )
            if day is not None and day_alone(lines[day].text) is not None:
                said["date"], end, alone = lines[day].text, day + 1, False
        told = begins in ("from", "oddi wrth") or any(key in said for key in _WHEN)
        if not alone and writer and told:
            numbered = place > 0 and _NUMBERED.match(lines[place - 1].text[:40])
            yield _Heads(place - bool(numbered), end, {**said, "from": writer})
            place = end
        else:
            place += 1


def _by_heads(lines: Sequence[Line], heads: Sequence[_Heads]) -> Iterator[Piece]:
    above = lines[: heads[0].start]
    if any(line.text.strip() for line in above) and heads[0].start > 3 and not tells_state(above):
        yield Piece(tuple(above))
    ends = [*(each.start for each in heads[1:]), len(lines)]
    for each, end in zip(heads, ends, strict=True):
        yield _under_head(each, lines[each.end : end])


def under_heads(lines: Sequence[Line]) -> tuple[Piece, Sequence[Line]] | None:
    """What the headers tell with which some lines begin, and the lines below; None where they begin
    with none."""
    first = next((n for n, line in enumerate(lines) if line.text.strip()), 0)
    head = next(_head_blocks(lines[first : first + 2 * _MOST_HEADS]), None)
    if head is None or head.start:
        return None
    return _under_head(head, ()), lines[first + head.end :]


def _under_head(head: _Heads, lines: Sequence[Line]) -> Piece:
    said = head.said
    when, to, subject = (
        next((said[key] for key in keys if said.get(key)), "") for keys in (_WHEN, _TO, _SUBJECT)
    )
    names = said.get("attachments") or said.get("attachment") or ""
    return Piece(
        tuple(lines),
        label=said["from"],
        on=_day_in(when),
        minute=minute_in(when),
        subject=subject,
        attachments=tuple(filter(None, (name.strip() for name in names.split(";")))),
        to=to,
    )


def _day_in(text: str) -> date | None:
    """The day that the text of a header gives."""
    begun = text[:200].lower()
    plain = _IN_WELSH.sub(lambda found: MONTHS[_MONTHS_IN_WELSH.index(found[0])], begun)
    first = next(written_days(" ".join(plain.split())), None)
    return None if first is None or first.year is None else first.near(None, True)


def minute_in(text: str) -> int | None:
    """The minute of the day that the text of a header gives: ``17:20``, ``5.20 pm``."""
    found = _TIME.search(text[:200])
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"])
    half = (found["half"] or "").lower()
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def day_alone(text: str) -> date | None:
    """The day of a line that holds nothing else."""
    plain = " ".join(text[:80].lower().split())
    first = next(written_days(plain), None)
    whole = first is not None and first.start == 0 and first.end >= len(plain.rstrip(" .,"))
    return first.near(None, True) if first is not None and whole else None


def day_at_end(text: str) -> date | None:
    """The day with its year with which a short line ends: ``Our ref: F12, 3 May 2019``."""
    plain = " ".join(text[:120].lower().split()).rstrip(" .,")
    last = next((each for each in written_days(plain) if each.end == len(plain)), None)
    if last is None or last.year is None or len(plain) > 100:
        return None
    return last.near(None, True)


# --- from a site ----------------------------------------------------------------------------------


def _of_site(lines: Sequence[Line]) -> PastedThread:
    """Messages of the authority stand under its name there; others begin with a salutation."""
    authority = authority_named(lines)
    under = _under(authority, lines) if authority else None
    starts: list[tuple[int, str | None, str]] = []
    asker: str | None = None  # whose name stands alone over the first message
    begun = said = 0  # where the message began, and lines of text of it so far
    for place, line in enumerate(lines):
        if not line.text:
            continue
        text = line.text[:300]
        may_head = under and (authority in text or _DIGIT.search(text))
        headed = under.match(text) if under and may_head and _stands_alone(lines, place) else None
        if headed or (authority and _names_it(lines, place, authority)):
            name = headed.groupdict().get("name") if headed else None
            asker = asker or name
            sender = _over(name, asker, authority) if name else AUTHORITY
            starts.append((place, sender, text.strip()))
            begun, said = place, 0
        elif (greeted := GREETING.match(text)) and (
            greeted[1].strip() == authority or not _ends_sentence_before(lines, place)
        ):
            if not starts or said > 3 or _signed(lines[begun:place]):
                starts.append((place, _greeting(greeted[1], authority), ""))
                begun, said = place, 0
            said += 1
        elif text.strip() and place > begun and not _OF_A_FILE.match(text):
            said += 1
    if not starts:
        return PastedThread([Piece(tuple(lines))], authority)
    if any(label for _, _, label in starts):  # what has no name of the authority over it is not its
        starts[1:] = [
            (place, sender if label else sender or REQUESTER, label)
            for place, sender, label in starts[1:]
        ]
    else:  # what stands above is the head of a letter
        starts[0] = (0, *starts[0][1:])
    ends = [*(place for place, _, _ in starts[1:]), len(lines)]
    pieces = [
        _site_piece(lines[start:end], sender, label)
        for (start, sender, label), end in zip(starts, ends, strict=True)
    ]
    title = next((line.text.strip() for line in lines[: starts[0][0]] if line.text.strip()), "")
    pieces[0] = evolve(pieces[0], subject=title)
    return PastedThread(pieces, authority)


def _under(authority: str, lines: Sequence[Line]) -> re.Pattern[str]:
    """What stands over a message: a name with that of the authority. Where days stand there too, so
    do those of the requester's messages."""
    day = r"\s+(?P<day>\d{1,2}(?:st|nd|rd|th)?\s[A-Za-z]{3,9}\s\d{4})(?:,?\s(?:at\s)?[\d:]{4,5})?"
    named = rf"\S.{{0,100}},\s(?P<authority>{re.escape(authority)})"
    dated = re.compile(rf"\s*{named}{day}\s*\Z")
    if any(authority in line.text and dated.match(line.text[:300]) for line in lines):
        alone = r"(?P<name>[A-Z][\w'.-]*(?:\s[\w'.-]+){0,4}?)"
        return re.compile(rf"\s*(?:{named}|{alone}){day}\s*\Z")
    return re.compile(rf"\s*{named}\s*\Z")


def _over(name: str, asker: str | None, authority: str) -> str | None:
    """Whose message a name alone stands over; None where it is that of another body."""
    if name == authority:
        return AUTHORITY
    return None if name != asker and ORGANISATION.search(name) else REQUESTER


def _site_piece(lines: Sequence[Line], sender: str | None, label: str) -> Piece:
    own = lines[1:] if label else lines
    attached: tuple[str, ...] = ()
    for place, line in enumerate(own[:4]):
        if found := _ATTACHMENTS.match(line.text):
            attached = ("",) * int(found[1])
            own = (*own[:place], *own[place + 1 :])
            break
    on = _day_in(label)
    return Piece(tuple(own), label, sender, on=on, attachments=attached, mailed=on is not None)


def authority_named(lines: Sequence[Line]) -> str:
    """The authority, where a site says what became of the request, or as the first message greets
    it; empty where that may be a person's name."""
    if (made := made_in(lines[:60])) is not None:
        return made[2]
    for line in lines[:10]:
        if found := _STATE.match(line.text[:300]):
            return found[1].strip()
    for line in lines[:200]:
        if found := GREETING.match(line.text[:300]):
            name = found[1].strip()
            of_body = ORGANISATION.search(name) and _BODY.fullmatch(name)
            return name if of_body and not _TO_ALL.match(name) else ""
    return ""


def made_in(lines: Sequence[Line]) -> tuple[int, str, str] | None:
    """The place of the line where a site says who made the request to whom, and the two names."""
    for place, line in enumerate(lines):
        if " made this " in line.text[:250] and (found := _MADE.match(line.text[:500])):
            return place, found["asker"].strip(), found["authority"].strip()
    return None


def tells_state(lines: Sequence[Line]) -> bool:
    """Whether some lines are those with which a site begins a page: who made the request, and what
    became of it."""
    said = [line.text[:300] for line in lines[:10]]
    return any(_STATE.match(text) or _MADE.match(text) for text in said)


def _names_it(lines: Sequence[Line], place: int, authority: str) -> bool:
    """Whether a line is the authority's name alone over a salutation."""
    if lines[place].text.strip() != authority or not _stands_alone(lines, place):
        return False
    after = (line.text[:300] for line in lines[place + 1 : place + 5] if line.text.strip())
    found = GREETING.match(next(after, ""))
    return bool(found) and found[1].strip() != authority if found else False


def _stands_alone(lines: Sequence[Line], place: int) -> bool:
    """Whether the lines around a line are empty, or those of a head."""
    before = lines[place - 1].text.strip() if place else ""
    after = lines[place + 1].text.strip() if place + 1 < len(lines) else ""
    return not before and (not after or bool(_ATTACHMENTS.match(after)))


def _signed(lines: Sequence[Line]) -> bool:
    """Whether lines end as a letter does: the next salutation is that of another, however short."""
    return any(_SIGNED.match(line.text[:40]) for line in lines)


def _ends_sentence_before(lines: Sequence[Line], place: int) -> bool:
    """Whether a line goes on from the one before it, which is no title over all."""
    before = lines[place - 1].text.strip() if place else ""
    goes_on = bool(before) and before[-1] not in ".!?:)>" and len(before) > 60
    return goes_on and any(line.text.strip() for line in lines[max(0, place - 9) : place - 1])


def _greeting(name: str, authority: str) -> str | None:
    """Who writes, by whom the message greets."""
    if not authority:
        return None
    greeted, named = (each.strip().lower().replace("\u2019", "'") for each in (name, authority))
    return REQUESTER if greeted == named else None
