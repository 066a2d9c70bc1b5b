"""Messages of several sources -> the threads that they are of, each about one matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from attrs import define, evolve, field, frozen

from foirules.documents.digests import digest_of_all, digest_within
from foirules.letters.message import Line
from foirules.letters.pasted import Piece
from foirules.letters.readers.files import Source

_PREFIX: Final = re.compile(
    r"\s*(?:(?:re|fw|fwd|aw|sv|automatic reply|auto)\s*[:\-]\s*|internal \w{4,8} of )",
    re.IGNORECASE,
)
_AT: Final = re.compile(r"@([\w.-]{1,120})")


@frozen
class Thread:
    """The messages of a thread, each with its source.

    :param source: the name of the first source.
    :param subject: of its first message.
    :param authority: where a source tells it; else the first request may, as it greets it.
    :param digest: the hash of all the sources that were read, and of which thread in them it is,
        where there are several.
    """

    source: str
    subject: str
    pieces: Sequence[tuple[str, Piece]]
    authority: str = ""
    digest: str | None = None


def threads_of(sources: Sequence[Source]) -> list[Thread]:
    """The threads of some sources, in the order of their first messages.

    Messages that answer one another are of one. So are those of one subject, unless one sender
    begins with it again to another body. A source without heads is of the one thread that there is.
    """
    listed = [(source, piece) for source in sources for piece in source.pieces]
    numbers = list(range(len(listed)))
    if all(piece.on is not None for _, piece in listed):
        numbers.sort(key=lambda n: (listed[n][1].on or date.min, listed[n][1].minute or 0))
    found = _Threads()
    for number in numbers:
        found.take(number, listed[number][1])
    digest = digest_of_all(source.digest for source in sources)
    threads = []
    for group in found.groups.values():
        of = [listed[number] for number in sorted(group.numbers)]
        if any(line.text.strip() for _, piece in of for line in _all_lines(piece)):
            authority = next((source.authority for source, _ in of if source.authority), "")
            pieces = [(source.name, piece) for source, piece in of]
            first = listed[group.numbers[0]][1]
            threads.append(Thread(of[0][0].name, first.subject, pieces, authority, digest))
    if len(threads) < 2:
        return threads
    return [
        evolve(each, digest=digest_within(digest, {"thread": number}))
        for number, each in enumerate(threads, 1)
    ]


def _all_lines(piece: Piece) -> list[Line]:
    return [*piece.lines, *(line for lines in piece.attached for line in lines)]


Bodies = frozenset[str]


@define
class _Group:
    """Messages of one thread, by their numbers among all; ``firsts`` are those that answer none: by
    the bodies of who wrote them those that they went to."""

    numbers: list[int] = field(factory=list)
    firsts: dict[Bodies, set[Bodies]] = field(factory=dict)
    bodies: set[str] = field(factory=set)


@define
class _Threads:
    """Messages put together as they are taken.

    :param joined: of a group that is part of another, that one.
    """

    groups: dict[int, _Group] = field(factory=dict)
    count: int = 0
    by_id: dict[str, int] = field(factory=dict)
    by_subject: dict[str, list[int]] = field(factory=dict)
    joined: dict[int, int] = field(factory=dict)

    def take(self, number: int, piece: Piece) -> None:
        subject = _plain(piece.subject) if piece.ids else ""
        known = sorted({self._now(self.by_id[id]) for id in piece.ids if id in self.by_id})
        group = known[0] if known else self._of_subject(piece, subject)
        if group is None and not piece.ids and self.groups:
            group = min(self.groups)
        if group is None:
            self.count += 1
            group = self.count
            self.groups[group] = _Group()
        for other in known[1:]:
            self._join(group, other)
        self.by_id |= dict.fromkeys(piece.ids, group)
        of = self.groups[group]
        of.numbers.append(number)
        own, to = _bodies(piece.label), _bodies(piece.to)
        of.bodies |= {*own, *to}
        if not _answers(piece):
            of.firsts.setdefault(own, set()).add(to)
        same = self.by_subject.setdefault(subject, []) if subject else [group]
        if group not in same:
            same.append(group)

    def _of_subject(self, piece: Piece, subject: str) -> int | None:
        """The thread of a subject that a message may be of: of several the one with most bodies in
        common."""
        same = self.by_subject.get(subject, [])
        same[:] = dict.fromkeys(map(self._now, same))
        own, to, answers = _bodies(piece.label), _bodies(piece.to), _answers(piece)
        may = [
            group
            for group in same
            if answers
            or not any(
                to and first and to.isdisjoint(first)
                for first in self.groups[group].firsts.get(own, ())
            )
        ]
        every = own | to
        return max(may, key=lambda group: len(every & self.groups[group].bodies), default=None)

    def _join(self, group: int, other: int) -> None:
        joined, into = self.groups.pop(other), self.groups[group]
        self.joined[other] = group
        into.numbers += joined.numbers
        for own, to in joined.firsts.items():
            into.firsts.setdefault(own, set()).update(to)
        into.bodies |= joined.bodies

    def _now(self, group: int) -> int:
        """The group that one has become part of."""
        last = group
        while last in self.joined:
            last = self.joined[last]
        while group != last:
            self.joined[group], group = last, self.joined[group]
        return last


def _plain(subject: str) -> str:
    for _ in range(4):
        subject = _PREFIX.sub("", subject, count=1)
    return " ".join(re.findall(r"\w+", subject.lower()))


def _answers(piece: Piece) -> bool:
    """Whether a message answers another, by its head."""
    return len(piece.ids) > 1 or _PREFIX.match(piece.subject) is not None


def _bodies(label: str) -> Bodies:
    """Whose addresses stand in a head: what follows the sign in each."""
    return frozenset(_AT.findall(label.lower()))
