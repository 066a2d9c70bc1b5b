"""Messages as mail programs keep them: ``.eml``, one message, and ``.mbox``, many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parsedate_to_datetime
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any, Final
from zoneinfo import ZoneInfo

from foirules.documents.limits import limit
from foirules.letters.message import Line
from foirules.letters.pasted import Piece, authority_named
from foirules.letters.readers.files import Source, decoded, lines_of, too_much

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
_MBOX: Final = re.compile(rb"(?:\A|\n\r?\n)From \S.{0,200}\r?\n")
_KNOWN_BY: Final = 40  # characters by which a line is found in its file
_AHEAD: Final = 4_000  # how far on it is looked for
_LONDON: Final = ZoneInfo("Europe/London")
_BLOCKS: Final = ("p", "br", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "hr")


class _Policy(EmailPolicy):
    """The usual one, but that a short header, which is asked for again and again and is the same in
    many messages, is taken apart once."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        of = _taken_apart if len(value) < _SHORT else policy.default.header_fetch_parse
        return of(name, value)


_SHORT: Final = 200  # characters of a header
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
    """The messages of a file."""
    source = Source(name)
    starts = [found.end() for found in _MBOX.finditer(data)] if data[:5] == b"From " else []
    if len(starts) > limit("messages"):
        raise too_much("messages", name)
    if not starts:
        source.pieces.append(_piece(name, data, 0))
    ends = [found.start() for found in _MBOX.finditer(data)][1:] if starts else []
    line, at = 1, 0
    for start, end in zip(starts, [*ends, len(data)], strict=False):
        line += data.count(b"\n", at, start)
        at = start
        source.pieces.append(_piece(name, data[start:end], line - 1))
    first = source.pieces[0] if source.pieces else None
    source.authority = authority_named(first.lines) if first else ""
    return source


def _piece(path: str, data: bytes, before: int) -> Piece:
    """A message; ``before`` lines of the file stand before it.

    :raises LettersError: where it has too many parts.
    """
    try:
        message: Any = message_from_bytes(data, policy=_POLICY)
        text, names = _body(message, path)
    except RecursionError:
        raise too_much("parts", path) from None
    when = _sent(_head(message, "date"))
    return Piece(
        tuple(_placed(text, data, before)),
        label=_head(message, "from"),
        on=None if when is None else when.date(),
        minute=None if when is None else when.hour * 60 + when.minute,
        subject=_head(message, "subject"),
        attachments=tuple(names),
        ids=frozenset(_ids(message)),
    )


def _head(message: EmailMessage, name: str) -> str:
    """A header as text, whatever is wrong with it."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except Exception:  # the standard library raises many kinds for headers that are mangled
        return ""


def _ids(message: EmailMessage) -> Iterator[str]:
    for name in ("message-id", "in-reply-to", "references"):
        yield from re.findall(r"<[^<>\s]{3,250}>", _head(message, name)[:20_000])


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


def _body(message: EmailMessage, path: str) -> tuple[str, list[str]]:
    """The text of a message with that of the texts attached, and the names of what is attached."""
    plain: list[str] = []
    rich: list[str] = []
    attached: list[str] = []
    names: list[str] = []
    for place, part in enumerate(message.walk()):
        if place >= limit("parts"):
            raise too_much("parts", path)
        if part.is_multipart():
            continue
        kind, name = part.get_content_type(), part.get_filename() or ""
        if name or part.get_content_disposition() == "attachment":
            names.append(name)
            attached += filter(None, [_attached(part, kind, name)])
        elif kind == "text/plain":
            plain.append(_text(part))
        elif kind == "text/html":
            rich.append(html_text(_text(part)))
    return "\n\n".join([*(plain or rich), *attached]), names


def _attached(part: Any, kind: str, name: str) -> str:
    """The text of what is attached, where it can be read here."""
    suffix = name.lower().rpartition(".")[2]
    if kind == "text/plain":
        return _text(part)
    if suffix in ("pdf", "docx"):
        from foirules.letters.readers import documents

        return documents.text_of(part.get_payload(decode=True) or b"", f".{suffix}")
    return ""


def _text(part: Any) -> str:
    data = part.get_payload(decode=True) or b""
    charset = part.get_content_charset() or "utf-8"
    try:
        return str(data.decode(charset))
    except (LookupError, ValueError):
        return decoded(data)


def _placed(text: str, raw: bytes, before: int) -> Iterator[Line]:
    """The lines of a body by their numbers in the file. A line that does not stand there as it is,
    since it is encoded or between tags, has the number of the one before it."""
    ends = [each for each in (raw.find(b"\n\n"), raw.find(b"\n\r\n")) if each >= 0]
    at = min(ends) + 1 if ends else 0
    number = before + raw.count(b"\n", 0, at) + 1
    for line in lines_of(text):
        said = line.text.strip()[:_KNOWN_BY].encode("utf-8", "replace")
        place = raw.find(said, at, at + _AHEAD) if said else -1
        if place >= 0:
            number += raw.count(b"\n", at, place)
            at = place
        yield Line(number, line.text)


class _Text(HTMLParser):
    """The text of a page, with a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in ("style", "script", "head", "title"):
            self._hidden += 1
        elif tag in _BLOCKS:
            self.pieces.append("\n\n" if tag == "p" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "head", "title"):
            self._hidden = max(0, self._hidden - 1)
        elif tag == "p":
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(re.sub(r"[ \t\r\n]+", " ", data))


def html_text(page: str) -> str:
    """The text of a page of HTML."""
    parser = _Text()
    parser.feed(page)
    parser.close()
    return "".join(parser.pieces)
