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

from attrs import define

from foirules.audit.reading.readers.bounds import too_much
from foirules.audit.reading.readers.json_list import in_lines
from foirules.audit.reading.readers.json_text import NotJson, loaded
from foirules.audit.reading.readers.row_writer import WRONG, LogError, NoLog, RowWriter
from foirules.documents.data import from_data
from foirules.documents.limits import limit

MESSAGES: Final = {
    "not-json": "{path}: not JSON: {reason}",
    "event": "found {found}; expected an event, which is an object",
    "authority": "{path}: the JSON of an authority, which holds none of its requests; a site has"
    " them at /request/NAME.json, each by itself",
    "feed": "{path}: a feed, which holds some events of requests; a site has whole requests at"
    " /request/NAME.json, each by itself",
    "shape": "{path}: no request of an Alaveteli site: no {found}",
    "unknown": "messages of which nobody has said what they were: {messages:,}, in {requests:,}"
    " of the requests; any may have been the answer, and figures take none for it",
}
_ANSWERS: Final = ("successful", "partially_successful", "rejected", "not_held")
_SAYS_NOTHING: Final = (None, "waiting_response")
_UNKNOWN: Final = (None, "gone_postal", "requires_admin", "attention_requested")
_FIELDS: Final = (
    *("id", "event_type", "created_at", "described_state", "calculated_state"),
    "last_described_at",
)


def read(file: IO[bytes], name: str, writer: RowWriter) -> None:
    """One request, one a line, or a list; rows are numbered by the place of their event."""
    file = in_lines(file)
    most = limit("record")
    first = file.readline(most + 1)
    requests = _Requests(name, writer)
    try:
        request = loaded(first)
    except NotJson:
        requests.give(requests.whole(first + file.read(most + 1)))
    else:
        requests.give(requests.checked(request))
        while line := file.readline(most + 1):
            if line.strip():
                requests.line(line)
    writer.flush()
    requests.tell()


@define
class _Requests:
    """Gives the rows of the requests of a file.

    :param number: of the last row.
    :param unknown: how many messages are there of which it is not known what they were.
    :param doubtful: how many requests have such.
    """

    name: str
    writer: RowWriter
    number: int = 0
    unknown: int = 0
    doubtful: int = 0

    def whole(self, text: bytes) -> Any:
        """The request of a whole text."""
        if len(text) > limit("record"):
            raise too_much("record", self.name)
        try:
            request = loaded(text)
        except NotJson as error:
            raise LogError(MESSAGES["not-json"].format(path=self.name, reason=error)) from None
        return self.checked(request)

    def checked(self, request: Any) -> Any:
        """A request.

        :raises LogError: where it is none; NoLog, where it is something else that a site gives.
        """
        if isinstance(request, dict) and "info_request_events" not in request:
            for key, called in (("url_name", "authority"), ("info_request", "feed")):
                if key in request:
                    raise NoLog(MESSAGES[called].format(path=self.name))
        for key, kind in (("url_title", str), ("info_request_events", list)):
            if not isinstance(request, dict) or not isinstance(request.get(key), kind):
                raise LogError(MESSAGES["shape"].format(path=self.name, found=key))
        return request

    def line(self, line: bytes) -> None:
        """Gives one line of several; one that is not a request is rejected."""
        try:
            self.give(self.whole(line))
        except LogError as error:
            self.number += 1
            wrong = error.errors[0].removeprefix(f"{self.name}: ")
            self.writer.reject(self.name, self.number, wrong)

    def give(self, request: Any) -> None:
        """Gives the rows of a request."""
        body = request.get("public_body")
        common = {
            "request": request["url_title"],
            "public_body": body.get("name") if isinstance(body, dict) else None,
            "law_used": request.get("law_used"),
        }
        listed: list[Any] = request["info_request_events"]
        events = [event for event in listed if isinstance(event, dict)]
        told = {id(event): more for event, more in _told(events)}
        for event in listed:
            self.number += 1
            if not isinstance(event, dict):
                wrong = MESSAGES["event"].format(found=from_data(event).shown())
                self.writer.row(common, self.name, self.number, **{WRONG: wrong})
                continue
            said = {key: event.get(key) for key in _FIELDS}
            texts = {k: v if v is None else str(v) for k, v in said.items()}
            self.writer.row({**common, **texts, **told[id(event)]}, self.name, self.number)
        unknown = sum(
            _response(each)
            and _state(each) in _UNKNOWN
            and told[id(each)]["described_later"] != "true"
            for each in events
        )
        self.unknown += unknown
        self.doubtful += unknown > 0

    def tell(self) -> None:
        """Tells of messages that may have been any letter."""
        if self.unknown:
            said = MESSAGES["unknown"].format(messages=self.unknown, requests=self.doubtful)
            self.writer.note(self.name, said)


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
