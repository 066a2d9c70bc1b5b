"""A message of a thread: who wrote it, when, and its own lines by their numbers in the source."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from attrs import field, frozen

REQUESTER: Final = "requester"
AUTHORITY: Final = "authority"
OTHER: Final = "other"  # neither of the two


class Line(NamedTuple):
    """A line of a source; ``number`` counts from 1."""

    number: int
    text: str


@frozen
class Apart:
    """Lines of a message that are not its own text, and what they are: ``quoted``, ``signature``,
    ``disclaimer``, ``translation``, ``links``, ``site`` where a site has put them there."""

    kind: str
    first: int
    last: int


@frozen
class Message:
    """A message.

    :param source: the file it was read from.
    :param lines: its own text.
    :param sender: REQUESTER, AUTHORITY or OTHER; None where it is not known.
    :param on: the day it was sent; None where it bears none.
    :param apart: what of it was set apart.
    :param signature: the lines under its end, with the names that stand there.
    :param answered: lines of others that it quotes and under which its own stand.
    :param attachments: the names of its attachments, or as many empty texts as it says it has.
    :param dated: the line of its own that gives its day, where no head does.
    :param mailed: whether it was sent by mail, which arrives on its day: its head tells the time.
    :param by_text: whether its lines are counted within it, since its file has them otherwise.
    :param quoted: whether it is there only as a later message quotes it.
    :param to: what stands in its head for those to whom it goes.
    """

    source: str
    lines: tuple[Line, ...]
    sender: str | None = None
    on: date | None = None
    subject: str = ""
    apart: tuple[Apart, ...] = ()
    answered: tuple[Line, ...] = field(default=(), repr=False)
    attachments: tuple[str, ...] = ()
    signature: tuple[str, ...] = field(default=(), repr=False)
    dated: Line | None = field(default=None, repr=False)
    mailed: bool = False
    by_text: bool = False
    quoted: bool = False
    to: str = field(default="", repr=False)

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last line with text of its own; (0, 0) where it has none."""
        first = next((line.number for line in self.lines if line.text.strip()), 0)
        last = next((line.number for line in reversed(self.lines) if line.text.strip()), 0)
        return first, last
