"""What the lines over a message tell: its day, whose it is, and which side that is on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from attrs import frozen

from foirules.letters.days import WrittenDay, day_of, written_days
from foirules.letters.message import AUTHORITY, REQUESTER
from foirules.letters.pasted import GREETING

TWO_DIGITS: Final = re.compile(r"\d\d")
WORD: Final = re.compile(r"[^\W\d_][\w'.&-]*")
_SMALL: Final = frozenset(
    (
        *("a", "an", "and", "at", "by", "date", "dated", "email", "for", "from", "in", "left"),
        *("letter", "message", "of", "on", "replied", "said", "sent", "the", "this", "to", "wrote"),
        *("writes", REQUESTER, AUTHORITY, "council", "trust", "annotation", "head", "chair"),
        *("clerk", "governors", "officer", "office", "team", "school", "college", "university"),
        *("department", "board", "de", "van", "von", "der", "le", "la"),
        *("again", "back", "form", "hand", "once", "online", "our", "portal", "post", "posted"),
        *("received", "ref", "stamped", "submitted", "then", "via", "web"),
        *("delivered", "link", "permalink"),
    )
)
_BODIES: Final = frozenset(
    (
        *("council", "trust", "head", "chair", "clerk", "governors", "officer", "office", "team"),
        *("school", "college", "university", "department", "board", REQUESTER, AUTHORITY),
    )
)  # which may be a name by themselves
_SPEAKING: Final = frozenset(("we", "us", "your"))  # words of a sentence that no name has
_FROM: Final = re.compile(
    r"(?:\bfrom:?|\A(?:posted|sent|written|email|letter|reply|message) by:?)\s+(?P<name>.+)", re.I
)
_ARRIVED: Final = re.compile(
    r"\b(?:submitted|received|stamped|(?:web|online) ?form|request (?:by|via|of|from))\b", re.I
)  # what an authority writes over a letter that came to it
_FIELD: Final = re.compile(
    r"\W*(?:(?:date|day) (?:\w+ )?(?:received|of)\b"
    r"|(?:date )?(?:received|logged|registered)\W*[:\d]"
    r"|(?:re|subject|title|(?:public )?authority|complainant)\s*:|.*\d\)?:\s+£?[\d,.]+\s?%?\W*\Z"
    r"|(?:the )?(?:position|situation|figures|numbers|data|totals?|snapshot|correct|balances?"
    r"|stocks?) (?:as )?(?:at|on|of|to)\b|as (?:at|of|on)\b"
    r"|(?:year|quarter|period|month) (?:to|end\w*)\b)",
    re.IGNORECASE,
)  # of a form, or over a table
_ABOUT: Final = re.compile(
    r"\b(?:due|deadline|target|expires?|completion|act|regulations|as at|as of)\b", re.IGNORECASE
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
_APART: Final = re.compile(r"\s{3,}")
_ON: Final = re.compile(
    r"\b(?:on|at|date|dated|sent)\W*\Z|\A\W*(?:on|date|dated|sent)\b\W*", re.IGNORECASE
)
_FROM_ALONE: Final = re.compile(r"\s*From:\s*\S", re.IGNORECASE)


@frozen
class Head:
    """The lines over a message: where they begin, where the message begins, what they tell."""

    start: int
    end: int
    label: str
    on: date | None
    sender: str | None = None
    weak: bool = False


DayBeside = tuple[date, str]
"""The only day in a line, and what else the line says."""

NO_YEAR: Final = 4  # stands for the year of a day that is written without it; a leap year


def head_in(texts: Sequence[str], found: Sequence[DayBeside | None], whole: bool) -> Head | None:
    """What a few lines tell, if they are those of a head.

    :param found: of each line its day, from :func:`day_beside`.
    :param whole: whether they are all lines of a paragraph.
    """
    days = [day for day in found if day is not None]
    if len(days) != 1 and (days or not whole or len(texts) > 2 or not _FROM_ALONE.match(texts[0])):
        return None
    if any(_FIELD.match(text) or _ABOUT.search(text) for text in texts):
        return None
    if not days:
        return _labelled(", ".join(texts), None) if is_name(texts[1:]) else None
    on, beside = days[0]
    if GREETING.match(_APART.split(texts[0], maxsplit=1)[0]):
        greets = len(texts) == 1 and beside.strip(" ,").lower().startswith(("dear", "hi"))
        return Head(0, 0, "", on) if greets else None
    rest = [day[1] if day is not None else text for day, text in zip(found, texts, strict=True)]
    said = [text for text in (each.strip(" ,.;:()[]=>|*-") for each in rest) if text]
    if not name_in(" ".join(said)):
        return Head(0, 0, "", on, weak=True) if whole else None
    if not is_name(said) or (len(texts) > 1 and not whole):
        return None
    return _labelled(" ".join(said), on)


def day_beside(text: str) -> DayBeside | None:
    """The only day in a line, and what stands beside it. The year of one that has none is
    :data:`NO_YEAR`."""
    plain = " ".join(text.split())
    days: list[WrittenDay] = list(written_days(plain.lower()))
    if len(days) != 1 or len(plain.lower()) != len(plain):
        return None
    on = day_of(days[0].year or NO_YEAR, days[0].month, days[0].day)
    return (on, f"{plain[: days[0].start]} {plain[days[0].end :]}") if on is not None else None


def is_name(texts: Sequence[str]) -> bool:
    """Whether lines hold names alone: words that begin with a capital, and a few small ones."""
    words = WORD.findall(" ".join(texts))
    large = [word for word in words if not word[0].islower()]
    other = [w for w in words if w[0].islower() and w.strip(".") not in _SMALL]
    if any("£" in text or "%" in text for text in texts):
        return False
    if not _SPEAKING.isdisjoint(word.lower() for word in words):
        return False
    known = len(other) <= (1 if len(large) > 2 else 0)
    return known and len(words) <= 14 and (bool(large) or not words)


def _labelled(text: str, on: date | None) -> Head:
    """A head by what it says beside the day."""
    plain = _ON.sub("", text).strip(" ,.;:()[]=>|*-")
    if _REFERENCE.match(plain):
        return Head(0, 0, "", on)
    if _ARRIVED.search(text):
        found = _FROM.search(plain)
        return Head(0, 0, name_in(found["name"]) if found else "", on, REQUESTER)
    if found := _FROM.search(plain):
        return Head(0, 0, name_in(found["name"]), on)
    if (found := _TO.match(plain)) and not _DOES.match(plain):
        name = name_in(found["name"])
        if name:
            return Head(0, 0, name, on)
        return Head(0, 0, "", on, AUTHORITY if REQUESTER in found["other"].lower() else REQUESTER)
    if found := _DOES.match(plain):
        return Head(0, 0, name_in(found["name"]), on)
    return Head(0, 0, name_in(plain), on)


def name_in(text: str) -> str:
    """A name without what stands around it; empty where nothing else is left."""
    name = _NUMBERED.sub("", text, count=1).strip(" ,.;:()[]=>|*-").removeprefix("the ")
    words = WORD.findall(name)
    return name if any(word.lower() not in _SMALL - _BODIES for word in words) else ""
