"""The JSON of requests on an Alaveteli site (``/request/NAME.json``) -> a row an event.

Its shape is that of ``InfoRequest#json_for_api`` and ``InfoRequestEvent#json_for_api`` in Alaveteli
(app/models, version of April 2026). Beside the columns that it has there, a row says

- ``undescribed_since``: of a message that somebody has described as more than a reply to wait on,
  the time of the first before it that nobody has described: the event may have been that one;
- ``described_later``: of a message that nobody has described, whether a later one is;
- ``reply_to``: ``review`` where a review of an answer had been asked for, else ``request``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any, Final

from foirules.audit.reading.readers.json_list import in_lines
from foirules.audit.reading.readers.json_text import NotJson, loaded
from foirules.audit.reading.readers.row_writer import WRONG, LogError, RowWriter
from foirules.documents.data import from_data

MESSAGES: Final = {
    "not-json": "{path}: not JSON: {reason}",
    "too-large": "{path}: larger than {most} bytes",
    "event": "found {found}; expected an event, which is an object",
    "shape": "{path}: no request of an Alaveteli site: no {found}",
}
MOST_BYTES: Final = 1 << 26
_ANSWERS: Final = ("successful", "partially_successful", "rejected", "not_held")
_SAYS_NOTHING: Final = (None, "waiting_response")
_FIELDS: Final = (
    *("id", "event_type", "created_at", "described_state", "calculated_state"),
    "last_described_at",
)


def read(file: IO[bytes], name: str, writer: RowWriter) -> None:
    """One request, one a line, or a list; rows are numbered by the place of their event."""
    file = in_lines(file)
    first = file.readline(MOST_BYTES + 1)
    number = 0
    try:
        request = loaded(first)
    except NotJson:
        number = _give(_whole(first + file.read(MOST_BYTES), name), number, name, writer)
    else:
        number = _give(_checked(request, name), number, name, writer)
        for line in file:
            if line.strip():
                number = _line(line, number, name, writer)
    writer.flush()


def _whole(text: bytes, name: str) -> Any:
    """The request of a whole text."""
    if len(text) > MOST_BYTES:
        raise LogError(MESSAGES["too-large"].format(path=name, most=MOST_BYTES))
    try:
        request = loaded(text)
    except NotJson as error:
        raise LogError(MESSAGES["not-json"].format(path=name, reason=error)) from None
    return _checked(request, name)


def _line(line: bytes, number: int, name: str, writer: RowWriter) -> int:
    """The rows of one line of several; a line that is not a request is rejected."""
    try:
        return _give(_whole(line, name), number, name, writer)
    except LogError as error:
        writer.reject(name, number + 1, error.errors[0].removeprefix(f"{name}: "))
        return number + 1


def _checked(request: Any, name: str) -> Any:
    for key, kind in (("url_title", str), ("info_request_events", list)):
        if not isinstance(request, dict) or not isinstance(request.get(key), kind):
            raise LogError(MESSAGES["shape"].format(path=name, found=key))
    return request


def _give(request: Any, number: int, name: str, writer: RowWriter) -> int:
    """Gives the rows of a request; the number of the last."""
    body = request.get("public_body")
    common = {
        "request": request["url_title"],
        "public_body": body.get("name") if isinstance(body, dict) else None,
        "law_used": request.get("law_used"),
    }
    listed: list[Any] = request["info_request_events"]
    told = {id(event): more for event, more in _told([e for e in listed if isinstance(e, dict)])}
    for event in listed:
        number += 1
        if not isinstance(event, dict):
            wrong = MESSAGES["event"].format(found=from_data(event).shown())
            writer.row(common, name, number, **{WRONG: wrong})
            continue
        said = {key: event.get(key) for key in _FIELDS}
        texts = {k: v if v is None else str(v) for k, v in said.items()}
        writer.row({**common, **texts, **told[id(event)]}, name, number)
    return number


def _told(events: list[Any]) -> Iterator[tuple[Mapping[str, Any], dict[str, str | None]]]:
    """What the events before and after it say of each."""
    in_order = sorted(events, key=lambda e: (str(e.get("created_at")), str(e.get("id"))))
    last = max(
        (n for n, each in enumerate(in_order) if _response(each) and _state(each)), default=-1
    )
    undescribed: str | None = None
    answered = reviewing = False
    for number, event in enumerate(in_order):
        state = _state(event)
        more: dict[str, str | None] = {
            "undescribed_since": None,
            "described_later": None,
            "reply_to": "review" if reviewing else "request",
        }
        if _response(event) and state is None:
            more["described_later"] = "true" if number < last else "false"
            undescribed = undescribed or event.get("created_at")
        elif _response(event):
            if state not in _SAYS_NOTHING:
                more["undescribed_since"] = undescribed
            undescribed = None
            answered = answered or state in _ANSWERS
        elif event.get("event_type") == "followup_sent" and state == "internal_review":
            reviewing = answered
        yield event, more


def _response(event: Mapping[str, Any]) -> bool:
    return event.get("event_type") == "response"


def _state(event: Mapping[str, Any]) -> Any:
    return event.get("calculated_state")
