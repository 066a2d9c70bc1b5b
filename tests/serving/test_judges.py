"""A request that takes too long, or ends its judge, costs itself alone."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from foirules.serving.judges import Judges
from foirules.serving.respond import Request, Response

pytestmark = pytest.mark.one_cpython


def slow(request: Request) -> Response:
    if request.path == "/sleep":
        time.sleep(float(request.body))
    if request.path == "/die":
        os._exit(9)
    return Response(200, b"{}")


def told(response: Response) -> str:
    (error,) = json.loads(response.body)["errors"]
    return str(error["message"])


def test_one_that_takes_too_long_is_ended() -> None:
    judges = Judges(1, 0.5, do=slow)
    judges.start()
    try:
        late = judges.answer(Request("/sleep", {}, b"60"))
        assert (late.status, told(late)) == (
            504,
            "this took longer than 0.5 seconds, and was ended",
        )
        judges.seconds = 60
        died = judges.answer(Request("/die", {}))
        assert (died.status, told(died).split(";")[0]) == (
            500,
            "the process that judged this has ended before its time",
        )
        assert judges.answer(Request("/due", {})).status == 200
    finally:
        judges.end()


def test_more_than_can_wait_are_refused() -> None:
    judges = Judges(1, 60, most_waiting=1, do=slow)
    judges.start()
    try:
        with ThreadPoolExecutor(8) as threads:
            asked = Request("/sleep", {}, b"0.5")
            found = [each.status for each in threads.map(judges.answer, [asked] * 8)]
        assert found.count(503) >= 5
        assert found.count(200) >= 1
        assert len(found) == 8
    finally:
        judges.end()
