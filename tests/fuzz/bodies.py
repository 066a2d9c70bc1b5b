"""What is sent to the service: a body that is right for each path, with its address and type."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from random import Random
from typing import Any, Final

from attrs import frozen
from starlette.testclient import TestClient

from foirules.serving.app import app
from foirules.serving.judges import Judges
from foirules.serving.respond import Request, Response, respond
from tests.audit.test_maps import OURS
from tests.bad_input.test_letters import BOX, LETTER
from tests.bad_input.test_mangled import case_file
from tests.bad_input.test_mangled_logs import LOGS
from tests.files import DFE, ROOT, read_yaml
from tests.fuzz.kinds import JSON_LOG, Ended, Made
from tests.inquiry.walk import walk

MOST_BYTES: Final = 1 << 20
QUERIES: Final = (
    *20 * ("as_of=2017-10-10",),
    "",
    "as_of=2017-02-30",
    "as_of=9999-12-31",
    "as_of=&as_of=",
    "as_of=2017-10-10&explain=true",
    "as_of=2017-10-10&regime=eir",
    "as_of=2017-10-10&regime=%ff%00",
    "format=html&as_of=2017-10-10",
    "page=true",
    "name=a.json",
    "name=%0d%0aa.csv",
    "map=council-tracker",
    "by=authority",
)
TYPES: Final = (
    *20 * ("application/json",),
    "application/x-ndjson",
    "application/octet-stream",
    "text/csv; charset=latin-1",
    "",
)


class Here(Judges):
    """Judges in this process."""

    def start(self) -> None:
        pass

    def end(self) -> None:
        pass

    def answer(self, request: Request, seconds: float | None = None) -> Response:
        return respond(request)


@cache
def _client() -> TestClient:
    return TestClient(app(Here(1, 30), ["testserver"], MOST_BYTES))


@frozen
class Posted:
    """A path of the service, and a body that is mangled.

    :param make: the body, by a seed.
    """

    path: str
    make: Made
    refused: int = 422

    def run(self, name: str, data: bytes) -> Ended:
        """What comes of it: ``name`` is the rest of the address and the type of the body."""
        query, _, type = name.partition(" ")
        address = f"{self.path}?{query}"
        answer = _client().post(address, content=data, headers={"Content-Type": type})
        return Ended(answer.status_code, _wrong(answer))


def _wrong(answer: Any) -> str:
    said = answer.text
    if answer.status_code not in (200, 400, 404, 413, 415, 422):
        return f"status {answer.status_code}: {said}"
    if "Traceback" in said:
        return str(said)
    if answer.headers["content-type"].startswith("text/html"):
        return "" if said.startswith("<!doctype html>") else f"no page: {said[:200]}"
    lines = said.splitlines() if "ndjson" in answer.headers["content-type"] else [said]
    try:
        read = [json.loads(line, parse_constant=_no_number) for line in lines]
    except ValueError as error:
        return f"{error}: {said[:200]}"
    errors = answer.status_code != 200 and not read[0]["errors"]
    return "status without an error" if errors else ""


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def _any(*bodies: Callable[[Random], Any]) -> Made:
    """One of some bodies: JSON, or bytes as they are."""

    def made(rng: Random) -> tuple[str, bytes]:
        body = rng.choice(bodies)(rng)
        data = body if isinstance(body, bytes) else json.dumps(body, default=str).encode()
        return f"{rng.choice(QUERIES)} {rng.choice(TYPES)}", data

    return made


def _case(rng: Random) -> Any:
    return json.loads(json.dumps(read_yaml(case_file(rng)), default=str))


def _what_if(rng: Random) -> Any:
    return {"case": _case(rng), "events": [{"on": "2018-01-05", "event": "chaser"}]}


@cache
def _answers() -> Sequence[Any]:
    return walk(ROOT / "cases" / f"{DFE}.yaml").answers


def _due(_: Random) -> Any:
    return {"received": "2017-08-03", "regime": "foia", "authority_type": "school", "explain": True}


def _log(rng: Random) -> Any:
    return rng.choice((OURS.encode(), LOGS["csv"], LOGS["jsonl"], JSON_LOG))


POSTS: Final[Mapping[str, Posted]] = {
    each.path: each
    for each in (
        Posted("/assess", _any(_case, lambda rng: [_case(rng), _case(rng)])),
        Posted("/due", _any(_due)),
        Posted("/what-if", _any(_what_if)),
        Posted("/check", _any(_case)),
        Posted("/draft", _any(lambda _: {"text": LETTER, "regime": "foia", "after": "2017-01-01"})),
        Posted("/ask", _any(lambda rng: {"answers": _answers()[: rng.randint(1, 20)]})),
        Posted("/report", _any(case_file, _log, lambda _: BOX.encode(), lambda _: LETTER.encode())),
        Posted("/audit", _any(_log)),
    )
}
