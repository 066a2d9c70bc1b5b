"""Messages as mail programs keep them: ``.eml``, one message, and ``.mbox``, many."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from foirules.documents.limits import limit
from foirules.letters.pasted import Piece
from foirules.letters.readers.files import Source, too_much
from foirules.letters.readers.mail_parts import PartsReader

_HEADS: Final = re.compile(
    rb"\A(?:From .{0,200}\r?\n)?(?:(?:[\w-]{1,60}:.{0,2000}|[ \t]+\S.{0,2000})\r?\n){2,}",
    re.MULTILINE,
)
_OF_MAIL: Final = re.compile(
    rb"^(?:message-id|mime-version|received|content-type|return-path|delivered-to):"
    rb"|^date: *\w{3}, ",
    re.IGNORECASE | re.MULTILINE,
)
_KEPT: Final = re.compile(
    rb"^(?:message-id|mime-version|received|content-type|return-path):", re.I | re.M
)
_NEXT: Final = re.compile(
    rb"^[ \t]*(?:-{3,}|_{3,}|={3,}|\*{3,})[ \t]*\r?\n(?:[ \t]*\r?\n)?(?:from|subject|date|to): ",
    re.I | re.M,
)
_MBOX: Final = re.compile(rb"(?:\A|(?:\r\n|\n)\r?\n)From \S.{0,200}\r?\n(?=[\w-]{1,60}:)")
_ESCAPED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)  # as a mailbox has such a line
_LONDON: Final = ZoneInfo("Europe/London")


class _Policy(EmailPolicy):
    """The usual one, but that a short header, which is asked for again and again and is the same in
    many messages, is taken apart once, and one that is longer than any right one is cut: the usual
    one would take the square of its length over it."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        if len(value) < _SHORT:
            return _taken_apart(name, value)
        if name.lower().startswith(("content-", "mime-")):
            return policy.default.header_fetch_parse(name, value[:_OF_CONTENT])
        of = policy.default if len(value) < _LONG else _AS_TEXT
        return of.header_fetch_parse(name, value[:_LONGEST])


_SHORT: Final = 200  # characters of a header
_LONG: Final = 2_000  # of one that is not taken apart, into addresses say, but read as a text
_OF_CONTENT: Final = 4_000  # as far as what tells of the content is read
_LONGEST: Final = 20_000  # as far as any is
_AS_TEXT: Final = policy.default.clone(header_factory=HeaderRegistry(use_default_map=False))
_taken_apart: Final = lru_cache(maxsize=256)(policy.default.header_fetch_parse)
_POLICY: Final = _Policy()


def is_mail(data: bytes) -> bool:
    """Whether a file begins as a message that a mail program has kept."""
    start = data[:20_000].lstrip()
    found = _HEADS.match(start)
    if not found or not _OF_MAIL.search(found[0]):
        return False
    return bool(_KEPT.search(found[0]) or not _NEXT.search(start))  # else one text with many


def read(name: str, data: bytes) -> Source:
    """The messages of a file.

    :raises LettersError: where it has too many messages, or a message too many parts.
    """
    source = Source(name)
    starts = list(_MBOX.finditer(data)) if data[:5] == b"From " else []
    if len(starts) > limit("messages"):
        raise too_much("messages", name)
    if not starts:
        source.pieces += _pieces(name, data, 0)
    line, at = 1, 0
    for number, found in enumerate(starts):
        line += data.count(b"\n", at, found.end())
        at = found.end()
        end = starts[number + 1].start() if number + 1 < len(starts) else len(data)
        source.pieces += _pieces(name, _ESCAPED.sub(rb"\1", data[at:end]), line - 1)
    return source


def _pieces(path: str, data: bytes, before: int) -> list[Piece]:
    """A message and those that are attached to it; ``before`` lines of the file stand before it.

    :raises LettersError: where it has too many parts.
    """
    try:
        message = message_from_bytes(data, policy=_POLICY)
        return _read(message, PartsReader(path, data, before + 1))
    except RecursionError:
        raise too_much("parts", path) from None


def _read(message: Any, reader: PartsReader) -> list[Piece]:
    parts = reader.read(message)
    within = [piece for each, of in parts.messages for piece in _read(each, of)]
    when = _sent(_head(message, "date"))
    lines, attached = parts.lines()
    own = _ids(message, "message-id")
    answered = [*_ids(message, "references"), *_ids(message, "in-reply-to")]
    piece = Piece(
        lines,
        label=_head(message, "from"),
        on=None if when is None else when.date(),
        minute=None if when is None else when.hour * 60 + when.minute,
        subject=_head(message, "subject"),
        attachments=tuple(parts.names),
        ids=frozenset((*own, *answered, *(within[0].ids if within else ()))),
        id=own[0] if own else "",
        answers=answered[-1] if answered else "",
        to=_head(message, "to"),
        attached=attached,
        by_text=parts.by_text(),
    )
    return [*within, piece]


def _head(message: EmailMessage, name: str) -> str:
    """A header as text, whatever is wrong with it."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except Exception:  # the standard library raises many kinds for headers that are mangled
        return ""


def _ids(message: EmailMessage, name: str) -> list[str]:
    return re.findall(r"<[^<>\s]{3,250}>", _head(message, name))


def _sent(text: str) -> datetime | None:
    """When a message was sent, in London."""
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(_LONDON)
    except (ValueError, OverflowError):
        return None
