"""The page of a site where requests are published, copied whole -> its messages, without what the
site writes around them: menus, buttons, notes of other people, sizes of files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from attrs import frozen

from foirules.letters.days import written_days
from foirules.letters.message import AUTHORITY, REQUESTER, Line
from foirules.letters.pasted import PastedThread, Piece, authority_named, made_in

_FROM: Final = "From:"
_LONGEST: Final = 250  # characters of a line over a message
_CLOSES: Final = frozenset(("report", "link to this", "link to this report"))  # under each message
_NOTE: Final = re.compile(r"\s*\S.{0,100} left an annotation\s*\(.{6,24}\)\s*\Z")
_BUTTONS: Final = frozenset(
    (
        *("actions", "things to do with this request", "write a reply", "send a followup"),
        *("add an annotation", "follow this request", "track this request", "follow"),
        *("act on what you've learnt", "event history details", "requests like this"),
        *("similar requests", "show quoted sections", "hide quoted sections"),
        *("offensive? unsuitable?", "donate now", "more similar requests"),
    )
)
_OF_SITE: Final = re.compile(
    r"\s*(?:delivered|sent|waiting for delivery|(?:show|hide) quoted sections"
    r"|we couldn.t load the mail server logs for this message\."
    r"|try opening the logs in a new window\."
    r"|link to this(?: report)?|report)\s*\Z",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(r"\s*(?:link to this(?: report)?|delivered)\s*\Z", re.IGNORECASE)
_TITLE_LINES: Final = 3  # lines of text among which the first message begins
_NEAR: Final = 15  # lines from either end of a message among which a site's words stand
_COUNT: Final = re.compile(r"\s*(\d{1,3}) attachments?\s*\Z", re.IGNORECASE)
_FILE: Final = re.compile(r"\s*\d[\d.]{0,6}\s?[KMG]B?\s+Download\b", re.IGNORECASE)
_NAME: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}\Z")  # the end of that of a file
_STATUS: Final = re.compile(
    r"\s*we (?:don.t know whether|.re waiting for) .{20,300}\Z", re.IGNORECASE
)


@frozen
class _Head:
    """The lines over a message: their first, the one after their last, whose it is, its day.

    :param sender: None where it is of another than the two; ``is_note`` where it is no message.
    """

    start: int
    end: int
    label: str
    sender: str | None
    on: date | None
    is_note: bool = False


def is_of_a_site(lines: Sequence[Line]) -> bool:
    """Whether a site has put its own words beside a message, which it sends on by mail."""
    ends = *lines[:_NEAR], *lines[-_NEAR:]
    return any(_BESIDE.match(line.text[:40]) is not None for line in ends)


def site_page(lines: Sequence[Line]) -> PastedThread | None:
    """The messages of a page, if the text is one or a part of one: a button stands under a message,
    and the text says who made the request to whom, or begins with a line with a name and a day, or
    with its title and such a line."""
    if not any(map(_is_close, lines)):
        return None
    place, asker, authority = made_in(lines) or _first(lines)
    if not asker or not authority:
        return None
    heads = list(_heads(lines, place, asker, authority))
    if not any(head.sender for head in heads):
        return None
    ends = [*(head.start for head in heads[1:]), len(lines)]
    above = [line.text.strip() for line in lines[: max(place, 0)] if line.text.strip()]
    title = above[-1] if above else ""
    pieces = [
        _piece(lines, head, end, title)
        for head, end in zip(heads, ends, strict=True)
        if not head.is_note
    ]
    return PastedThread(pieces, authority)


def _first(lines: Sequence[Line]) -> tuple[int, str, str]:
    """The place before the first line with a name and a day behind it, the name, and the authority
    that a message greets; no name if that is not one of the first lines of text."""
    told = (n for n, line in enumerate(lines) if line.text.strip())
    for place in islice(told, _TITLE_LINES):
        name, on = _split(lines[place].text)
        if name and not name.endswith(":") and on is not None:
            return place - 1, name.rstrip(","), authority_named(lines)
    return -1, "", ""


def _heads(lines: Sequence[Line], place: int, asker: str, authority: str) -> Iterator[_Head]:
    """The lines over messages, and over the notes of other people."""
    closed = False  # whether the last line of text is the button under a message
    while (place := place + 1) < len(lines):
        text = lines[place].text
        if not text.strip():
            continue
        below, closed = closed, _is_close(lines[place])
        if len(text) > _LONGEST:
            continue
        if " left an annotation" in text and _NOTE.match(text):
            yield _Head(place, place + 1, "", None, None, is_note=True)
            continue
        name, on = _split(text)
        sender = _whose(name, asker, authority)
        known = name.rstrip(",") in (asker, authority)
        listed = name.endswith(",") and on is not None and not known  # "Letter to us, 14 May 2020"
        if (sender is None or listed) and not below and not name.startswith(_FROM):
            continue
        end = place + 1
        if on is None:
            on, end = _day_below(lines, end)
        if on is not None:
            yield _Head(place, end, name.removeprefix(_FROM).strip(), sender, on)


def _day_below(lines: Sequence[Line], place: int) -> tuple[date | None, int]:
    """The day that stands alone in the next line of text, and the place below it."""
    near = range(place, min(place + 3, len(lines)))
    after = next((n for n in near if lines[n].text.strip()), None)
    beside, on = _split(lines[after].text) if after is not None else ("", None)
    return (None, place) if on is None or beside or after is None else (on, after + 1)


def _split(text: str) -> tuple[str, date | None]:
    """A line without the day with its year at its end, and that day."""
    plain = " ".join(text[:_LONGEST].split())
    if not plain[-4:].isdigit():
        return plain, None
    last = next((day for day in written_days(plain.lower()) if day.end == len(plain)), None)
    if last is None or last.year is None or len(plain.lower()) != len(plain):
        return plain, None
    return plain[: last.start].rstrip(), last.near(None, True)


def _whose(name: str, asker: str, authority: str) -> str | None:
    """Whose message a name stands over; None where it is over none.

    A body's name stands behind that of its officer, and is left out where the officer's mailbox
    has been renamed since.
    """
    plain = name.removeprefix(_FROM).strip()
    bare = plain.rstrip(",").strip()
    if bare == asker:
        return REQUESTER
    if bare == authority or bare.endswith(f", {authority}"):
        return AUTHORITY
    return AUTHORITY if plain.endswith(",") and 1 < len(bare) <= 80 else None


def _piece(lines: Sequence[Line], head: _Head, end: int, title: str) -> Piece:
    own = _without_site(lines[head.end : _closed(lines, head.end, end)])
    attached = _attached(own)
    return Piece(
        tuple(own),
        head.label,
        head.sender,
        on=head.on,
        subject=title,
        attachments=attached,
        mailed=True,
    )


def _is_close(line: Line) -> bool:
    """Whether a line holds the buttons under a message, in one line or one of them, and no more."""
    text = line.text
    return len(text) < 40 and text[:1] in "lLrR \t" and " ".join(text.lower().split()) in _CLOSES


def _closed(lines: Sequence[Line], start: int, end: int) -> int:
    """The place of the button under a message: the last before the next message, the first that
    other buttons follow where none does."""
    closes = [n for n in range(start, end) if _is_close(lines[n])]
    if not closes:
        return end
    if end < len(lines):
        return closes[-1]
    for place in closes:
        after = [
            line.text[:300].strip() for line in lines[place + 1 : place + 12] if line.text.strip()
        ]
        if not after or any(t.lower() in _BUTTONS or _STATUS.match(t) for t in after[:4]):
            return place
    return closes[-1]


def _without_site(lines: Sequence[Line]) -> list[Line]:
    """The lines without the words of the site; a blank line stands for each, so that what is
    around it stays apart."""
    return [Line(n, "") if len(t) < 80 and _OF_SITE.match(t) else Line(n, t) for n, t in lines]


def _attached(own: list[Line]) -> tuple[str, ...]:
    """The names of the attachments, which are taken out of the lines with their sizes."""
    first = next((n for n, line in enumerate(own) if line.text.strip()), None)
    counted = _COUNT.match(own[first].text) if first is not None else None
    if first is None or counted is None:
        return ()
    own[first] = Line(own[first].number, "")
    names: list[str] = []
    for place in range(first + 1, min(len(own), first + 8 * int(counted[1]) + 4)):
        text = own[place].text.strip()
        if text and not _FILE.match(text):
            if not _NAME.search(text) and not _has_its_size(own[place + 1 :]):
                break
            names.append(text)
        own[place] = Line(own[place].number, "")
    return tuple(names) or ("",) * int(counted[1])


def _has_its_size(lines: Sequence[Line]) -> bool:
    """Whether the next line of text is the size of a file."""
    return _FILE.match(next((line.text for line in lines if line.text.strip()), "")) is not None
