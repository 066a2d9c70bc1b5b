"""What is sent to the service and cannot be answered: a line for each thing that is wrong."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest.mock import patch

import pytest
from attrs import frozen

pytest.importorskip("starlette")

import anyio
from starlette.testclient import TestClient

from foirules.processes.workers import Worker
from foirules.serving import answers
from foirules.serving.app import app
from foirules.serving.judges import Judges
from foirules.serving.respond import Request, Response, respond

pytestmark = pytest.mark.one_cpython
JSON = {"Content-Type": "application/json"}


@frozen
class Sent:
    """What is sent, with its headers; ``by`` is what answers in the place of the judges."""

    path: str
    body: bytes = b"{}"
    headers: dict[str, str] = JSON
    by: Callable[[], str] | None = None


class Here(Judges):
    """Judges in this process, which started anew would not know the trial's messages."""

    def start(self) -> None:
        pass

    def answer(self, request: Request, seconds: float | None = None) -> Response:
        return respond(request)


def sleeping(request: Request) -> Response:
    time.sleep(0.5 if request.body else 0)
    return Response(200, b"{}")


def dying(request: Request) -> Response:
    if request.body == b"die":
        os._exit(9)
    return Response(200, b"{}")


def late() -> str:
    return _by_judges(Judges(1, 0.1, do=sleeping), b"sleep")


def died() -> str:
    return _by_judges(Judges(1, 30, do=dying), b"die")


def busy() -> str:
    judges = Judges(1, 30, most_waiting=1, do=sleeping)
    judges.start()
    try:
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(judges.answer, [Request("/due", {}, b"sleep")] * 4))
    finally:
        judges.end()
    return next(each.body.decode() for each in found if each.status == 503)


def alone() -> str:
    """A judge has died, and no other can be started."""
    judges = Judges(1, 60, do=dying)
    judges.start()
    judges.answer(Request("/due", {}, b"die"))
    with patch.object(Worker, "started", side_effect=OSError(24, "Too many open files")):
        return judges.answer(Request("/due", {}, b"")).body.decode()


def _by_judges(judges: Judges, body: bytes) -> str:
    judges.seconds, seconds = 60, judges.seconds
    judges.start()
    judges.seconds = seconds
    try:
        return judges.answer(Request("/due", {}, body)).body.decode()
    finally:
        judges.end()


def _by_parts(*parts: dict[str, Any], end: float = 0) -> list[dict[str, Any]]:
    """What the application sends where a body comes in such parts, and then nothing more."""
    sent: list[dict[str, Any]] = []
    waiting = iter(parts)

    async def receive() -> dict[str, Any]:
        for part in waiting:
            return part
        await anyio.sleep(end)
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(dict(message))

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/due",
        "query_string": b"",
        "headers": [(b"host", b"testserver")],
    }
    anyio.run(app(Here(1, 30), ["testserver"], 2048), scope, receive, send)
    return sent


BEGUN = {"type": "http.request", "body": b"{", "more_body": True}


def slow() -> str:
    with patch("foirules.serving.app.BODY_SECONDS", 0.1):
        begun, body = _by_parts(BEGUN, end=60)
    assert begun["status"] == 408
    text: str = body["body"].decode()
    return text


def test_who_goes_away_before_the_end_of_a_body_is_no_fault() -> None:
    begun, _ = _by_parts(BEGUN)
    assert begun["status"] == 400


def test_a_mark_of_the_order_of_bytes_is_read_over() -> None:
    body = b'\xef\xbb\xbf{"received": "2024-03-04"}'
    assert respond(Request("/due", {}, body)).status == 200


def broken() -> str:
    with patch.object(answers, "due_answer", side_effect=AssertionError):
        return respond(Request("/due", {}, b"{}")).body.decode()


def not_installed() -> str:
    name = "foirules.audit.running.logs"
    there = sys.modules.pop(name, None)
    sys.modules[name] = None  # type: ignore[assignment]  # so that it cannot be imported
    try:
        return respond(Request("/audit", {}, b"case,on,event")).body.decode()
    finally:
        del sys.modules[name]
        if there is not None:
            sys.modules[name] = there


def many_rows() -> str:
    rows = "".join(f"{n},2024-03-04,request-received\n" for n in range(2001))
    return respond(Request("/report", {}, f"case,on,event\n{rows}".encode())).body.decode()


def long_case() -> str:
    rows = "".join(f"a,2024-03-04,chaser,{n}\n" for n in range(1000))
    log = f"case,on,event,event-id\na,2024-03-04,request-received,\n{rows}"
    return respond(Request("/report", {}, log.encode())).body.decode()


TRIALS: dict[str, tuple[Sent, list[str]]] = {
    "no JSON": (
        Sent("/due", b"{"),
        [
            "the body is no JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
        ],
    ),
    "a key that stands twice": (
        Sent("/due", b'{"received": "2024-03-04", "policy": "foia", "received": "2025-03-04"}'),
        ["the key 'received' stands twice in a mapping of the body"],
    ),
    "a key of a case that stands twice": (
        Sent("/assess", b'[{"case": "a", "events": [{"on": "2024-03-04", "on": "2024-03-05"}]}]'),
        ["the key 'on' stands twice in a mapping of the body"],
    ),
    "a body that does not come": (
        Sent("/due", by=slow),
        ["the body has not come within 0.1 seconds"],
    ),
    "no UTF-8": (Sent("/due", b"\xff"), ["the body is not UTF-8 text"]),
    "too many cases": (
        Sent("/assess", b"[" + b"1," * 1000 + b"1]"),
        ["1001 cases; expected 1000 at most in one request"],
    ),
    "too large": (Sent("/due", b" " * 3000), ["the body is larger than 2048 bytes"]),
    "another type": (
        Sent("/due", headers={"Content-Type": "text/yaml"}),
        ["the type 'text/yaml' is not read; expected application/json or application/x-ndjson"],
    ),
    "lines of due days": (
        Sent("/due", headers={"Content-Type": "application/x-ndjson"}),
        ["JSON lines are read by /assess, /report and /audit"],
    ),
    "a report of too many cases": (
        Sent("/report", b"[" + b"1," * 1000 + b"1]"),
        ["more than 1000 cases; a report has 1000 at most"],
    ),
    "a tracker with columns of its own": (
        Sent("/report?name=a.csv", b"Ref,Received\n1,4/3/2024\n"),
        [
            "a.csv: not a log with the columns case, on and event, as CSV or JSON lines; a tracker"
            " with columns of its own is read by foirules audit, and POST /audit of foirules serve"
        ],
    ),
    "a log without rows": (
        Sent("/report", b"case,on,event\n"),
        ["body: no row below the names of the columns"],
    ),
    "a log with too long a row": (
        Sent("/report", b"case,on,event\na,2024-03-04,request-received,x\n"),
        ["4 values; there are 3 columns"],
    ),
    "a log with a line that is no JSON": (
        Sent("/report", b'{"case": "a", "on": "2024-03-04", "event": "request-received"}\n3\n'),
        ["no object of JSON"],
    ),
    "a log of a case of several laws": (
        Sent("/report", b"case,on,event,part-regime\na,2024-03-04,request-received,eir\n"),
        [
            "cases of several laws are not read here: foirules audit reads them",
            "body: no case can be judged",
        ],
    ),
    "a log of too long a case": (
        Sent("/report", by=long_case),
        ["1,001 rows; a case has 1,000 at most", "body: no case can be judged"],
    ),
    "a log of too many cases": (
        Sent("/report", by=many_rows),
        [
            "body: 2,001 cases; 2,000 at most are judged one by one: foirules audit judges any"
            " number"
        ],
    ),
    "an audit where nothing audits": (
        Sent("/audit", by=not_installed),
        ["audits need the extra `audit`: pip install 'foirules[audit]'"],
    ),
    "an unknown map": (
        Sent("/audit?map=council", b"case,on,event"),
        ["unknown map 'council'; did you mean 'council-tracker'?"],
    ),
    "a log of no case that can be judged": (
        Sent("/audit", b"case,on,event\na,2024-03-04,request-recieved\n"),
        [
            "no case can be judged; rejected 1 times: event: unknown event …; did you mean …?",
            "no case can be judged; rejected 1 times: … of its … rows cannot be read: what they say"
            " is not known",
        ],
    ),
    "a day given twice": (
        Sent("/assess?as_of=2024-01-01&as_of=2024-01-02"),
        ["'as_of' stands twice in the address"],
    ),
    "one that takes too long": (
        Sent("/due", by=late),
        ["this took longer than 0.1 seconds, and was ended"],
    ),
    "one that ends its judge": (
        Sent("/due", by=died),
        ["the process that judged this has ended before its time; perhaps memory ran out"],
    ),
    "one for which no judge can be started": (
        Sent("/due", by=alone),
        ["no process could be started to judge this; try again in a second"],
    ),
    "more than can wait": (
        Sent("/due", by=busy),
        ["too many requests are waiting; try again in a second"],
    ),
    **{
        f"a field of {path} that is null": (Sent(path, body), lines)
        for path, body, lines in (
            ("/due", b'{"received": null}', ["the key 'received' is missing"]),
            ("/draft", b'{"text": null}', ["the key 'text' is missing"]),
            ("/ask", b'{"answers": null}', ["the key 'answers' is missing"]),
            (
                "/what-if",
                b'{"case": null, "events": null}',
                ["the key 'case' is missing", "the key 'events' is missing"],
            ),
        )
    },
    "a fault of the program": (
        Sent("/due", by=broken),
        ["the service failed at this; it is a fault of the program, not of what was sent"],
    ),
}


def told(sent: Sent) -> list[str]:
    """The messages of the errors."""
    shape: Any
    if sent.by is not None:
        shape = json.loads(sent.by())
    else:
        with TestClient(app(Here(1, 30), ["testserver"], 2048)) as client:
            shape = client.post(sent.path, content=sent.body, headers=sent.headers).json()
    return [each["message"] for each in shape["errors"]]


@pytest.mark.parametrize(("sent", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_is_wrong_is_told(sent: Sent, lines: list[str]) -> None:
    assert told(sent) == lines
