"""Requests -> responses: JSON in, JSON out, and an error for each thing that is wrong."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from attrs import frozen

from foirules.calendars.working_days import OutsideCalendar
from foirules.cases.errors import CaseError, EngineError
from foirules.documents.problems import error_data
from foirules.language.regime_files import load_law
from foirules.letters.errors import LettersError
from foirules.serving import answers
from foirules.serving.asked import Asked
from foirules.serving.auditing import LogAsked, NotInstalled, audit_answer

JSON: Final = "application/json"
LINES: Final = "application/x-ndjson"
HTML: Final = "text/html; charset=utf-8"
PAGE: Final = "html"
FORMATS: Final = ("json", PAGE)
LONDON: Final = ZoneInfo("Europe/London")
MOST_CASES: Final = 1_000  # in one request
OK, BAD, MISSING, UNFIT, BROKEN, LACKING = 200, 400, 404, 422, 500, 501
MESSAGES: Final = {
    "json": "the body is no JSON: {reason}",
    "utf-8": "the body is not UTF-8 text",
    "twice": "the key {found} stands twice in a mapping of the body",
    "cases": "{found} cases; expected {most} at most in one request",
    "broken": "the service failed at this; it is a fault of the program, not of what was sent",
}
FILE_TYPES: Final = (
    "application/octet-stream",
    "application/yaml",
    "message/rfc822",
    "application/mbox",
    "text/plain",
)
LOG_TYPES: Final = ("application/octet-stream", "text/csv")
_STATUS: Final[Mapping[type[Exception], int]] = {answers.NotFound: MISSING, NotInstalled: LACKING}
_WRONG: Final = (
    NotInstalled,
    CaseError,
    LettersError,
    answers.NotFound,
    OutsideCalendar,
    EngineError,
)


@frozen
class Request:
    """What is asked of a path of the service.

    :param query: the fields of the address.
    :param lines: whether the body is JSON lines, and the response is to be.
    :param folder: where files may stand while it is answered; who asks takes it away again.
    """

    path: str
    query: Mapping[str, str]
    body: bytes = b""
    lines: bool = False
    folder: str | None = None


@frozen
class Response:
    """:param body: JSON, JSON lines or a page."""

    status: int
    body: bytes
    type: str = JSON


def respond(request: Request) -> Response:
    """The response to a request; whatever comes, it raises nothing."""
    try:
        root, _, name = request.path.strip("/").partition("/")
        return _ROUTES[root](request, name or None)
    except (_Refused, *_WRONG) as error:
        refused = _refused(error)
        return failed(refused.status, refused.errors)
    except Exception:
        return failed(BROKEN, [MESSAGES["broken"]])


# --- the paths ------------------------------------------------------------------------------------


def _assess(request: Request, _: str | None) -> Response:
    asked = Asked.of(dict(request.query), ("as_of", "explain"))
    explain = asked.one_of("explain", ("true", "false")) == "true"
    day = _day(asked)

    def found(case: Any) -> Any:
        return answers.assess_answer(case, day, explain)

    if request.lines:
        made = (_dumped(_each(found, line)) for line in _lines(request.body))
        return Response(OK, b"".join(made), LINES)
    body = _read(request.body)
    if isinstance(body, list):
        _bounded(len(body))
        return _answered([_each(found, each) for each in body])
    return _answered(found(body))


def _due(request: Request, _: str | None) -> Response:
    return _answered(answers.due_answer(_read(request.body)))


def _of_a_day(answer: Callable[[Any, date], Any]) -> Callable[[Request, str | None], Response]:
    def route(request: Request, _: str | None) -> Response:
        day = _day(Asked.of(dict(request.query), ("as_of",)))
        return _answered(answer(_read(request.body), day))

    return route


def _report(request: Request, _: str | None) -> Response:
    from foirules.serving.reporting import report_of  # with the reading of letters

    asked = Asked.of(dict(request.query), ("as_of", "regime", "after", "name", "format", "page"))
    regime, after = asked.one_of("regime", load_law()), asked.day("after")
    name, with_page = asked.text("name"), asked.one_of("page", ("true", "false")) == "true"
    as_page = asked.one_of("format", FORMATS) == PAGE
    report = report_of(request.body, name or "body", _day(asked), regime, after)
    if as_page:
        return Response(OK, report.page().encode("utf-8", "replace"), HTML)
    return _answered({**report.to_dict(), **({"page": report.page()} if with_page else {})})


def _audit(request: Request, _: str | None) -> Response:
    asked = Asked.of(dict(request.query), ("as_of", "regime", "map", "by", "format"))
    given = {
        "regime": asked.one_of("regime", load_law()),
        **{name: asked.text(name) for name in ("map", "by")},
    }
    as_page = asked.one_of("format", FORMATS) == PAGE
    log = LogAsked.of(request.body, _day(asked), **given)
    made = audit_answer(log, as_page, request.folder)
    return Response(OK, made.encode("utf-8", "replace"), HTML if as_page else JSON)


def _rules(request: Request, name: str | None) -> Response:
    return _answered(answers.rules_answer(dict(request.query), name))


def _policies(request: Request, id: str | None) -> Response:
    Asked.of(dict(request.query), ())
    return _answered(answers.policies_answer(id))


def _openapi(_: Request, __: str | None) -> Response:
    from foirules.serving.openapi import openapi  # seldom asked for

    return _answered(openapi())


_ROUTES: Final[Mapping[str, Callable[[Request, str | None], Response]]] = {
    "assess": _assess,
    "due": _due,
    "what-if": _of_a_day(answers.what_if_answer),
    "check": _of_a_day(answers.check_answer),
    "draft": _of_a_day(answers.draft_answer),
    "report": _report,
    "audit": _audit,
    "ask": _of_a_day(answers.ask_answer),
    "rules": _rules,
    "policies": _policies,
    "openapi.json": _openapi,
}

# --- bodies ---------------------------------------------------------------------------------------


class _Refused(Exception):
    def __init__(self, status: int, errors: list[str]) -> None:
        super().__init__(*errors)
        self.status, self.errors = status, errors


def _refused(error: Exception) -> _Refused:
    """How what cannot be answered is told."""
    if isinstance(error, _Refused):
        return error
    lines = [*getattr(error, "errors", (str(error),))]
    return _Refused(_STATUS.get(type(error), UNFIT), lines)


def _day(asked: Asked) -> date:
    """The day that is asked for; today in London, where none is."""
    day = asked.day("as_of")
    asked.check()
    return day or datetime.now(LONDON).date()


def _read(body: bytes) -> Any:
    try:
        text = body.decode("utf-8-sig")
        return json.loads(text, parse_constant=_no_number, object_pairs_hook=_mapping)
    except UnicodeDecodeError:
        raise _Refused(BAD, [MESSAGES["utf-8"]]) from None
    except (ValueError, RecursionError) as error:
        raise _Refused(BAD, [MESSAGES["json"].format(reason=error)]) from None


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        found = next(name for name, count in Counter(n for n, _ in pairs).items() if count > 1)
        raise _Refused(BAD, [MESSAGES["twice"].format(found=repr(found))])
    return made


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def _lines(body: bytes) -> Iterator[bytes]:
    lines = [line for line in body.splitlines() if line.strip()]
    _bounded(len(lines))
    return iter(lines)


def _bounded(cases: int) -> None:
    if cases > MOST_CASES:
        raise _Refused(UNFIT, [MESSAGES["cases"].format(found=cases, most=MOST_CASES)])


def _each(answer: Callable[[Any], Any], case: Any) -> Any:
    """The answer to one of several; what is wrong with it stops no other."""
    try:
        return answer(_read(case) if isinstance(case, bytes) else case)
    except (_Refused, *_WRONG) as error:
        return {"errors": error_data(_refused(error).errors)}


def _answered(shape: Any) -> Response:
    return Response(OK, _dumped(shape))


def failed(status: int, errors: list[str]) -> Response:
    """A response that says what is wrong."""
    return Response(status, _dumped({"errors": error_data(errors)}))


def _dumped(shape: Any) -> bytes:
    text = json.dumps(shape, ensure_ascii=False, default=date.isoformat)
    return text.encode("utf-8", "replace") + b"\n"
