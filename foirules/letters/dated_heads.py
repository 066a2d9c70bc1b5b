"""A text in which a line over each message tells whose it is, and mostly when -> its messages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from attrs import evolve, frozen

from foirules.letters.days import WrittenDay, written_days
from foirules.letters.message import AUTHORITY, REQUESTER, Line
from foirules.letters.pasted import GREETING, ORGANISATION, Piece

_LONGEST: Final = 130  # characters of a line of a head
_MOST_LINES: Final = 3
_LETTERHEAD: Final = 5  # lines that a head over a salutation may have
_YEAR: Final = re.compile(r"\d\d")
_WORD: Final = re.compile(r"[^\W\d_][\w'.&-]*")
_SMALL: Final = frozenset(
    (
        *("a", "an", "and", "at", "by", "date", "dated", "email", "for", "from", "in", "left"),
        *("letter", "message", "of", "on", "replied", "said", "sent", "the", "this", "to", "wrote"),
        *("writes", REQUESTER, AUTHORITY, "council", "trust", "annotation", "head", "chair"),
        *("clerk", "governors", "officer", "office", "team", "school", "college", "university"),
        *("department", "board", "de", "van", "von", "der", "le", "la"),
        *("again", "back", "form", "hand", "once", "online", "our", "portal", "post", "posted"),
        *("received", "ref", "stamped", "submitted", "then", "via", "web"),
    )
)
_BODIES: Final = frozenset(
    (
        *("council", "trust", "head", "chair", "clerk", "governors", "officer", "office", "team"),
        *("school", "college", "university", "department", "board", REQUESTER, AUTHORITY),
    )
)  # which may be a name by themselves
_FROM: Final = re.compile(
    r"(?:\bfrom:?|\A(?:posted|sent|written|email|letter|reply|message) by:?)\s+(?P<name>.+)", re.I
)
_ARRIVED: Final = re.compile(
    r"\b(?:submitted|received|stamped|(?:web|online) ?form|request (?:by|via|of|from))\b", re.I
)  # what an authority writes over a letter that came to it
_FIELD: Final = re.compile(
    r"\W*(?:(?:date|day) (?:\w+ )?(?:received|of)\b|(?:date )?(?:received|logged|registered)\W*[:\d]"
    r"|(?:re|subject|title)\s*:)",
    re.IGNORECASE,
)  # of a form
_ABOUT: Final = re.compile(
    r"\b(?:due|deadline|target|expires?|completion|act|regulations)\b", re.IGNORECASE
)
_REFERENCE: Final = re.compile(r"(?:(?:our|your) )?ref(?:erence)?\b", re.IGNORECASE)
_TO: Final = re.compile(r"(?P<name>.*?)\bto:?\s+(?P<other>.+)", re.IGNORECASE)
_DOES: Final = re.compile(
    r"(?P<name>.+?)\s(?:sent|replied|wrote|writes|said|left)\b.*", re.IGNORECASE
)
_NUMBERED: Final = re.compile(
    r"\W*(?:(?:letter|message|email|e-mail|no)\b[\s.:]*)?(?:\d{1,3}\W+)?"
    r"(?:(?:letter|email|e-mail)\b\W*)?",
    re.IGNORECASE,
)
_MAY_HEAD: Final = re.compile(r"\d\d|\A\s*From:", re.IGNORECASE)
_FROM_ALONE: Final = re.compile(r"\s*From:\s*\S", re.IGNORECASE)


@frozen
class _Head:
    """The lines over a message: where they begin, where the message begins, what they tell."""

    start: int
    end: int
    label: str
    on: date | None
    sender: str | None = None
    weak: bool = False


def by_dated_heads(lines: Sequence[Line]) -> list[Piece]:
    """The messages of a text, in its order; none where fewer than two have a head."""
    heads = _joined(list(_heads(lines)), lines)
    if sum(not head.weak for head in heads) < 2:
        return []
    above = any(line.text.strip() for line in lines[: heads[0].start])
    title = next((line.text.strip() for line in lines[: heads[0].start] if line.text.strip()), "")
    ends = [*(each.start for each in heads[1:]), len(lines)]
    pieces = [
        Piece(tuple(lines[each.end : end]), each.label, each.sender, on=each.on)
        for each, end in zip(heads, ends, strict=True)
    ]
    if above:
        if heads[0].start > 6:
            pieces.insert(0, Piece(tuple(lines[: heads[0].start])))
        else:
            pieces[0] = evolve(pieces[0], subject=title)
    return pieces


def _heads(lines: Sequence[Line]) -> Iterator[_Head]:
    """Short paragraphs that hold a day and a name, or a day or ``From:`` and a name alone."""
    place = 0
    while place < len(lines):
        if not lines[place].text.strip():
            place += 1
            continue
        end = place
        while end < len(lines) and lines[end].text.strip():
            end += 1
        if any(_MAY_HEAD.search(line.text[:_LONGEST]) for line in lines[place:end][:_LETTERHEAD]):
            first = _head(lines, place, end)
            if first is not None:
                yield first
        place = end


def _head(lines: Sequence[Line], start: int, end: int) -> _Head | None:
    """The head with which a paragraph begins: all of it, or its first lines."""
    most = _LETTERHEAD if _over_a_greeting(lines, end) else _MOST_LINES
    for count in range(min(most, end - start), 0, -1):
        texts = [line.text.strip() for line in lines[start : start + count]]
        if any(len(text) > _LONGEST for text in texts):
            continue
        whole = start + count == end
        if (found := _told(texts, whole)) is not None:
            greets = GREETING.match(texts[0]) is not None
            return evolve(found, start=start, end=start if greets else start + count)
    return None


def _over_a_greeting(lines: Sequence[Line], place: int) -> bool:
    """Whether the first line of text from a place on is a salutation."""
    after = (line.text[:300] for line in lines[place : place + _MOST_LINES] if line.text.strip())
    return GREETING.match(next(after, "")) is not None


def _told(texts: Sequence[str], whole: bool) -> _Head | None:
    """What a few lines tell, if they are those of a head."""
    if any(_FIELD.match(text) or _ABOUT.search(text) for text in texts):
        return None
    greeting = GREETING.match(re.split(r"\s{3,}", texts[0])[0]) if texts else None
    found = [_day(text) for text in texts]
    days = [day for day in found if day is not None]
    if greeting is not None:
        if len(texts) == 1 and days and days[0][1].strip(" ,").lower().startswith(("dear", "hi")):
            return _Head(0, 0, "", days[0][0], weak=False)
        return None
    if len(days) > 1:
        return None
    if not days:
        if whole and len(texts) <= 2 and _FROM_ALONE.match(texts[0]) and _is_name(texts[1:]):
            return _labelled(", ".join(texts), None)
        return None
    on, _ = days[0]
    rest = [day[1] if day is not None else text for day, text in zip(found, texts, strict=True)]
    said = [text for text in (each.strip(" ,.;:()[]=>|*-") for each in rest) if text]
    if not _name(" ".join(said)):
        return _Head(0, 0, "", on, weak=True) if whole else None
    if not _is_name(said) or (len(texts) > 1 and not whole):
        return None
    return _labelled(" ".join(said), on)


def _day(text: str) -> tuple[date, str] | None:
    """The only day with a year in a line, and what else it says."""
    if not _YEAR.search(text):
        return None
    plain = " ".join(text.split())
    days: list[WrittenDay] = list(written_days(plain.lower()))
    if len(days) != 1 or days[0].year is None or len(plain.lower()) != len(plain):
        return None
    on = days[0].near(None, True)
    return (on, f"{plain[: days[0].start]} {plain[days[0].end :]}") if on is not None else None


def _is_name(texts: Sequence[str]) -> bool:
    """Whether lines hold names alone: words that begin with a capital, and a few small ones."""
    words = _WORD.findall(" ".join(texts))
    large = [word for word in words if not word[0].islower()]
    other = [w for w in words if w[0].islower() and w.strip(".") not in _SMALL]
    if any("£" in text or "%" in text for text in texts):
        return False
    known = len(other) <= (1 if len(large) > 2 else 0)
    return known and len(words) <= 14 and (bool(large) or not words)


def _labelled(text: str, on: date | None) -> _Head:
    """A head by what it says beside the day."""
    plain = re.sub(
        r"\b(?:on|at|date|dated|sent)\W*\Z|\A\W*(?:on|date|dated|sent)\b\W*", "", text, flags=re.I
    )
    plain = plain.strip(" ,.;:()[]=>|*-")
    if _REFERENCE.match(plain):
        return _Head(0, 0, "", on)
    if _ARRIVED.search(text):
        found = _FROM.search(plain)
        return _Head(0, 0, _name(found["name"]) if found else "", on, REQUESTER)
    if found := _FROM.search(plain):
        return _Head(0, 0, _name(found["name"]), on)
    if (found := _TO.match(plain)) and not _DOES.match(plain):
        name = _name(found["name"])
        if name:
            return _Head(0, 0, name, on)
        return _Head(0, 0, "", on, AUTHORITY if REQUESTER in found["other"].lower() else REQUESTER)
    if found := _DOES.match(plain):
        return _Head(0, 0, _name(found["name"]), on)
    return _Head(0, 0, _name(plain), on)


def _name(text: str) -> str:
    """A name without what stands around it; empty where nothing else is left."""
    name = _NUMBERED.sub("", text, count=1).strip(" ,.;:()[]=>|*-").removeprefix("the ")
    words = _WORD.findall(name)
    return name if any(word.lower() not in _SMALL - _BODIES for word in words) else ""


def _joined(heads: Sequence[_Head], lines: Sequence[Line]) -> list[_Head]:
    """Heads between which nothing stands are one; a day alone is one where a name or a salutation
    stands beside it."""
    found: list[_Head] = []
    for head in heads:
        before = found[-1] if found else None
        if before is not None and not _says(lines[before.end : head.start]):
            on = before.on or head.on
            label, sender = before.label or head.label, before.sender or head.sender
            found[-1] = evolve(
                before, end=head.end, label=label, sender=sender, on=on,
                weak=before.weak and head.weak,
            )  # fmt: skip
        else:
            found.append(head)
    above = [_with_name(head, lines) for head in found]
    first = next((n for n, head in enumerate(found) if head.weak), None)
    named = first == 0 and bool(above[0].label)
    return [
        after if named or _is_body(after, lines) else evolve(head, weak=False)
        for head, after in zip(found, above, strict=True)
    ]


def _is_body(head: _Head, lines: Sequence[Line]) -> bool:
    """Whether a body's name stands over a letter, and not the end of the letter before it: the
    salutation is to no body."""
    texts = (line.text[:300] for line in lines[head.end : head.end + _MOST_LINES])
    greeted = next((found for text in texts if (found := GREETING.match(text))), None)
    own = set(_WORD.findall(head.label.lower()))
    to_body = greeted is not None and (
        ORGANISATION.search(greeted[1]) or own.intersection(_WORD.findall(greeted[1].lower()))
    )
    return ORGANISATION.search(head.label) is not None and not to_body


def _says(lines: Sequence[Line]) -> bool:
    return any(line.text.strip() for line in lines)


def _with_name(head: _Head, lines: Sequence[Line]) -> _Head:
    """A day alone, with the name that stands by itself above it."""
    if not head.weak:
        return head
    place = head.start - 1
    while place >= 0 and not lines[place].text.strip():
        place -= 1
    text = lines[place].text.strip() if place >= 0 else ""
    alone = place >= 0 and (place == 0 or not lines[place - 1].text.strip())
    if (
        alone
        and text
        and len(text) <= 80
        and _is_name([text])
        and not text.endswith((".", ":", ","))
    ):
        return evolve(head, start=place, label=_name(text), weak=False)
    return evolve(head, weak=False)
