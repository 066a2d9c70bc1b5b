"""A message as Outlook keeps it, ``.msg``, by a library of the extra ``letters``."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC
from typing import Any, Final
from zoneinfo import ZoneInfo

from foirules.letters.errors import LettersError
from foirules.letters.pasted import Piece
from foirules.letters.readers.files import MESSAGES, Source, lines_of
from foirules.letters.readers.html_text import html_text
from foirules.letters.readers.mail_parts import Parts, Text, document_text, stands_for

_LONDON: Final = ZoneInfo("Europe/London")
_ID, _ANSWERED, _REFERENCES = 0x1035, 0x1042, 0x1039  # properties of a message, by their numbers
_SHORT_NAME: Final = 0x3704  # of an attachment
_IDS: Final = re.compile(r"<[^<>\s]{3,250}>")


def read(name: str, data: bytes) -> Source:
    """The message of a file.

    :raises LettersError: where its library is not installed, or it cannot be read.
    """
    try:
        from oxmsg import Message
    except ImportError as error:
        said = {"path": name, "package": error.name}
        raise LettersError([MESSAGES["extra"].format(**said)]) from None
    try:
        return Source(name, [_piece(Message.load(io.BytesIO(data)))])
    except Exception as error:  # a library of one small part of a large format
        reason = f"not a whole message of Outlook ({type(error).__name__})"
        raise LettersError([MESSAGES["unreadable"].format(path=name, reason=reason)]) from None


def _piece(found: Any) -> Piece:
    heads = {str(k).lower(): str(v) for k, v in (found.message_headers or {}).items()}
    sent = found.sent_date
    when = None if sent is None else (sent if sent.tzinfo else sent.replace(tzinfo=UTC))
    london = None if when is None else when.astimezone(_LONDON)
    own = _ids(found, _ID) or _IDS.findall(heads.get("message-id", ""))
    answered = [
        *(_ids(found, _REFERENCES) or _IDS.findall(heads.get("references", ""))),
        *(_ids(found, _ANSWERED) or _IDS.findall(heads.get("in-reply-to", ""))),
    ]
    parts = _parts(found)
    lines, attached = parts.lines()
    return Piece(
        lines,
        label=found.sender or heads.get("from", ""),
        on=None if london is None else london.date(),
        minute=None if london is None else london.hour * 60 + london.minute,
        subject=found.subject or "",
        attachments=tuple(parts.names),
        ids=frozenset((*own, *answered)),
        id=own[0] if own else "",
        answers=answered[-1] if answered else "",
        to=heads.get("to") or "; ".join(_recipients(found)),
        attached=attached,
        by_text=True,
    )


def _ids(found: Any, property: int) -> list[str]:
    return _IDS.findall(found.properties.str_prop_value(property) or "")


def _recipients(found: Any) -> Iterator[str]:
    for each in found.recipients:
        yield f"{each.name or ''} <{each.email_address or ''}>"


def _parts(found: Any) -> Parts:
    """The text of a message, and what is attached to it."""
    text = Text([line.text for line in lines_of(found.body or "")])
    page = found.html_body if stands_for(text) else None
    if page:
        in_html = Text(html_text(page).split("\n"))
        text = in_html if in_html.letters() > 2 * text.letters() else text
    parts = Parts(texts=[text])
    for each in found.attachments:
        name = each.file_name or each.properties.str_prop_value(_SHORT_NAME) or ""
        parts.names.append(name)
        document = document_text(name, each.mime_type or "", each.file_bytes or b"")
        parts.documents += [document] if document is not None else []
    return parts
