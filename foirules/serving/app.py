"""The service as an ASGI application: it takes requests in, and gives them to the judges.

It keeps nothing of a request, and writes nothing of one anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from tempfile import TemporaryDirectory
from typing import Final

from anyio import fail_after, to_thread
from attrs import evolve
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse
from starlette.responses import Response as HttpResponse
from starlette.routing import Route

from foirules.documents.problems import error_data
from foirules.serving.answers import health_answer
from foirules.serving.judges import Judges
from foirules.serving.respond import FILE_TYPES, JSON, LINES, LOG_TYPES, PAGE, Request, Response

BAD, TOO_SLOW, TOO_LARGE, UNKNOWN_TYPE = 400, 408, 413, 415
BODY_SECONDS: Final = 60  # in which a body has to come
REPORT, AUDIT = "/report", "/audit"
POSTED: Final = ("/assess", "/due", "/what-if", "/check", "/draft", "/ask", REPORT, AUDIT)
SHOWN: Final = (
    "/rules",
    "/rules/{name:path}",
    "/policies",
    "/policies/{name:path}",
    "/openapi.json",
)
TYPES: Final = ("", JSON, LINES)
FILES: Final[Mapping[str, Sequence[str]]] = {
    REPORT: (*TYPES, *FILE_TYPES),
    AUDIT: (*TYPES, *LOG_TYPES),
}
"""The types of the files that some paths take, of which the content tells more."""
MESSAGES: Final = {
    "slow": "the body has not come within {seconds} seconds",
    "large": "the body is larger than {most} bytes",
    "type": "the type {found} is not read; expected {expected}",
    "lines": "JSON lines are read by /assess, /report and /audit",
    "twice": "{name} stands twice in the address",
}
HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def app(
    judges: Judges, hosts: Sequence[str], most_bytes: int, audit_seconds: float = 20
) -> Starlette:
    """The application.

    :param judges: started with the application, and ended with it.
    :param hosts: the names under which it may be called.
    :param most_bytes: of a body.
    :param audit_seconds: that an audit may take: a judge's first reads much more of the law.
    """

    async def answer(request: HttpRequest) -> HttpResponse:
        lines = _by_lines(request)
        query = dict(request.query_params)
        if len(query) != len(request.query_params.multi_items()):
            raise HTTPException(BAD, MESSAGES["twice"].format(name=_twice(request)))
        if request.url.path in FILES and _wants_page(request):
            query.setdefault("format", PAGE)
        try:
            with fail_after(BODY_SECONDS):
                body = await _body(request, most_bytes)
        except TimeoutError:
            said = MESSAGES["slow"].format(seconds=BODY_SECONDS)
            raise HTTPException(TOO_SLOW, said, {"Connection": "close"}) from None
        except ClientDisconnect:  # nobody is there to be answered
            return HttpResponse(status_code=BAD)
        asked = Request(request.url.path, query, body, lines)
        made = await to_thread.run_sync(judged, asked)
        return HttpResponse(made.body, made.status, HEADERS, made.type)

    def judged(asked: Request) -> Response:
        if asked.path != AUDIT:
            return judges.answer(asked)
        with TemporaryDirectory(prefix="foirules-") as folder:  # goes, even where the judge died
            return judges.answer(evolve(asked, folder=folder), audit_seconds)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await to_thread.run_sync(judges.start)
        await to_thread.run_sync(health_answer)
        to_thread.current_default_thread_limiter().total_tokens = judges.most_waiting + judges.count
        try:
            yield
        finally:
            await to_thread.run_sync(judges.end)

    return Starlette(
        routes=[
            Route("/health", _health),
            *(Route(path, answer, methods=["POST"]) for path in POSTED),
            *(Route(path, answer, methods=["GET"]) for path in SHOWN),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
        exception_handlers={HTTPException: _failed},
        lifespan=lifespan,
    )


async def _health(_: HttpRequest) -> HttpResponse:
    return JSONResponse(await to_thread.run_sync(health_answer), headers=HEADERS)


async def _failed(_: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, HTTPException)
    headers = {**HEADERS, **(error.headers or {})}
    return JSONResponse({"errors": error_data([error.detail])}, error.status_code, headers)


def _by_lines(request: HttpRequest) -> bool:
    """Whether the body is JSON lines."""
    path = request.url.path
    known = FILES.get(path, TYPES)
    said = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if said not in known:
        expected = " or ".join(filter(None, known))
        raise HTTPException(
            UNKNOWN_TYPE, MESSAGES["type"].format(found=repr(said), expected=expected)
        )
    if said == LINES and path != "/assess" and path not in FILES:
        raise HTTPException(UNKNOWN_TYPE, MESSAGES["lines"])
    return said == LINES


def _wants_page(request: HttpRequest) -> bool:
    """Whether a page is accepted, and named before JSON, as a browser does."""
    accepted = request.headers.get("accept", "").lower()
    return "text/html" in accepted.partition(JSON)[0]


def _twice(request: HttpRequest) -> str:
    names = Counter(name for name, _ in request.query_params.multi_items())
    return next(repr(name) for name, count in names.items() if count > 1)


async def _body(request: HttpRequest, most: int) -> bytes:
    """The body, of which no more is taken in than is allowed."""
    parts, size = list[bytes](), 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise HTTPException(TOO_LARGE, MESSAGES["large"].format(most=most))
        parts.append(part)
    return b"".join(parts)
