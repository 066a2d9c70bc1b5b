"""Messages that a thread has only where a later one quotes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from attrs import define, evolve, field

from foirules.letters.days import written_days
from foirules.letters.message import Line, Message
from foirules.letters.pasted import GREETING, Piece, minute_in, under_heads
from foirules.letters.senders import ADDRESS
from foirules.letters.splitting import WROTE, Opened, opened_in

Listed = tuple[Piece, Message]

_MOST: Final = 200  # messages that are taken from one
_DEEPEST: Final = 30  # marks of quotation within each other that are taken away
_KNOWN_BY: Final = 60  # letters and digits by which a message is known again
_LEAST: Final = 20  # that it has to have
_GREETS: Final = 3  # lines of text in which its salutation stands
_MARK: Final = re.compile(r"[ |]*> ?")
_BETWEEN: Final = re.compile(r"[\W_]+")
_TIME: Final = re.compile(
    r"(?:[\s,]|\d{1,2}[:.]\d\d(?:[:.]\d\d)?|\(?\b(?:am|pm|at|um|à|om|alle|gmt|bst|utc)\b\)?"
    r"|[+-]\d{4}\b)*",
    re.IGNORECASE,
)  # what stands between a day and a name
_IN_BRACKETS: Final = re.compile(rf"[<\[(][^>\])]{{0,200}}[>\])]?|{ADDRESS.pattern}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_NAMED: Final = re.compile(r"[^,<>:]{0,80}<[^<>]{3,100}>")


def with_quoted(listed: Sequence[Listed], taken: Callable[[str, Piece], Message]) -> list[Listed]:
    """The messages of a thread, oldest first, and before each those that it quotes and that the
    thread does not have otherwise.

    What a message quotes that answers another of the thread is there already, and not looked at.

    :param taken: takes a message apart, of a source.
    """
    ids = {piece.id for piece, _ in listed if piece.id}
    quoting = {
        number
        for number, (piece, message) in enumerate(listed)
        if any(each.kind == "quoted" for each in message.apart) and piece.answers not in ids
    }
    known = _Known()
    for piece, message in listed if quoting else ():
        known.add(piece, message)
    found: list[Listed] = []
    for number, (piece, message) in enumerate(listed):
        if number in quoting:
            newest_first = [(each, taken(message.source, each)) for each in quoted_in(piece)]
            found += [each for each in reversed(newest_first) if known.takes(*each)]
        found.append((piece, message))
    return found


def quoted_in(piece: Piece) -> list[Piece]:
    """The messages that a message quotes under a line that tells whose they are, newest first."""
    heads: list[Piece] = []
    ends: list[Sequence[Line]] = []
    lines: Sequence[Line] = piece.lines
    depth = 0
    while len(heads) < _MOST and (opened := opened_in(lines, bool(heads))) is not None:
        ends.append(lines[: opened.start])
        head, lines = _head(opened, lines)
        if opened.marked:
            depth += 1
            lines = list(_unmarked(lines)) if depth <= _DEEPEST else ()
        heads.append(head)
    ends.append(lines)
    return [_as_quoted(each, own, piece) for each, own in zip(heads, ends[1:], strict=True)]


def _head(opened: Opened, lines: Sequence[Line]) -> tuple[Piece, Sequence[Line]]:
    """What stands over a quoted message, and the lines below that."""
    below = lines[opened.end :]
    under = under_heads(below)
    if under is not None:
        return under
    text = " ".join(" ".join(line.text for line in lines[opened.start : opened.end]).split())
    plain = text.lower()
    day = next(written_days(plain), None) if len(plain) == len(text) else None
    rest = WROTE.sub("", text[day.end :] if day is not None else text)
    if day is None:
        named = _NAMED.search(rest)
        rest = named[0] if named else ""
    on: date | None = day.near(None, True) if day is not None and day.year is not None else None
    label = _TIME.sub("", rest, count=1).strip(" ,:")
    return Piece((), label, on=on, minute=minute_in(text) if on is not None else None), below


def _unmarked(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines with a mark of quotation, without it, and the empty ones."""
    for line in lines:
        mark = _MARK.match(line.text)
        if mark is not None:
            yield Line(line.number, line.text[mark.end() :])
        elif not line.text.strip():
            yield line


def _as_quoted(head: Piece, own: Sequence[Line], piece: Piece) -> Piece:
    if piece.by_text:
        own = [Line(number, line.text) for number, line in enumerate(own, 1)]
    return evolve(head, lines=tuple(own), by_text=piece.by_text, quoted=True)


@define
class _Known:
    """The messages that are there, by how their own texts begin and by who sent them when.

    :param parties: who sends and gets them, as their heads say.
    """

    texts: dict[str, list[date | None]] = field(factory=dict)
    sent: dict[date, set[str]] = field(factory=dict)
    times: set[tuple[date, int]] = field(factory=set)
    parties: set[str] = field(factory=set)
    untold: bool = False

    def add(self, piece: Piece, message: Message) -> None:
        self.texts.setdefault(_begins(message), []).append(message.on)
        if message.on is not None:
            self.sent.setdefault(message.on, set()).update(_names(piece.label))
        if message.on is not None and piece.minute is not None:
            self.times.add((message.on, piece.minute))
        self.parties |= _names(piece.label) | _names(piece.to)
        self.untold = self.untold or not piece.label

    def takes(self, piece: Piece, message: Message) -> bool:
        """Whether a message is not there yet, says something, and is to or from one of those who
        write the others; it is there from then on."""
        begins, own = _begins(message), _names(piece.label)
        if len(begins) < _LEAST or any(_near(message.on, on) for on in self.texts.get(begins, ())):
            return False
        if message.on is not None and (
            (message.on, piece.minute) in self.times or own & self.sent.get(message.on, set())
        ):
            return False
        if not self.untold and self.parties.isdisjoint(own | _names(piece.to)):
            return False
        self.add(piece, message)
        return True


def _names(label: str) -> set[str]:
    """By what a person or body in a head is known: the words of the name, in any order, those of an
    address before its sign, and what follows the sign."""
    found: set[str] = set()
    for each in label.lower().split(";"):
        for before, after in ADDRESS.findall(each):
            found |= {f"@{after}", " ".join(sorted(_WORD.findall(before)))}
        found.add(" ".join(sorted(_WORD.findall(_IN_BRACKETS.sub("", each)))))
    return found - {""}


def _begins(message: Message) -> str:
    """The first letters and digits of a message below its salutation."""
    texts = [line.text for line in message.lines if line.text.strip()][:40]
    greets = [n for n, text in enumerate(texts[:_GREETS]) if GREETING.match(text[:300])]
    own = texts[greets[0] + 1 :] if greets else texts
    return _BETWEEN.sub("", " ".join(own)[:2000]).lower()[:_KNOWN_BY]


def _near(one: date | None, other: date | None) -> bool:
    """Whether two days may be one, in two parts of the world."""
    return one is None or other is None or abs((one - other).days) <= 1
