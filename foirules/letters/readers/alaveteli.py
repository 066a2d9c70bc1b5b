"""The JSON of a site where requests are published (``/request/NAME.json``), with its texts.

Each event of ``info_request_events`` that has a text under ``snippet``, ``body`` or ``text`` is a
message; the site's own JSON has a ``snippet`` only, which is the beginning of one.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from foirules.letters.errors import LettersError
from foirules.letters.message import AUTHORITY, REQUESTER
from foirules.letters.pasted import Piece
from foirules.letters.readers.files import MESSAGES, Source, decoded, lines_of

_SENDERS: Final = {"sent": REQUESTER, "followup_sent": REQUESTER, "response": AUTHORITY}
_TEXTS: Final = ("body", "text", "snippet")
_LONDON: Final = ZoneInfo("Europe/London")


def read(name: str, data: bytes) -> Source:
    """The messages of a file.

    :raises LettersError: where it is no such JSON.
    """
    try:
        top = json.loads(decoded(data))
        listed = top["info_request_events"]
        if not isinstance(listed, list):
            raise TypeError
    except (ValueError, TypeError, KeyError, RecursionError):
        reason = "no JSON of a site of requests: it has no list info_request_events"
        raise LettersError([MESSAGES["unreadable"].format(path=name, reason=reason)]) from None
    body = top.get("public_body")
    authority = body.get("name") if isinstance(body, dict) else None
    pieces = [_piece(each, str(top.get("title") or "")) for each in listed if _is_message(each)]
    return Source(name, pieces, authority if isinstance(authority, str) else "")


def _is_message(event: Any) -> bool:
    return isinstance(event, dict) and str(event.get("event_type")) in _SENDERS


def _piece(event: dict[str, Any], title: str) -> Piece:
    text = next((event[key] for key in _TEXTS if isinstance(event.get(key), str)), "")
    return Piece(
        tuple(lines_of(text)),
        sender=_SENDERS[event["event_type"]],
        on=_day(event.get("created_at")),
        subject=title,
        by_text=True,
    )


def _day(text: Any) -> date | None:
    try:
        when = datetime.fromisoformat(str(text))
        return when.astimezone(_LONDON).date() if when.tzinfo else when.date()
    except (ValueError, OverflowError):  # none in London, in the first year or the last
        return None
