"""A clock that goes back an hour, or on by a day, each time that anyone looks at it: the day is read
once, and nothing is measured by it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

pytest.importorskip("polars")

from foirules.serving.respond import Request, respond
from tests.cli.conftest import Command
from tests.cli.test_audit import LOG
from tests.files import DFE, ROOT

HOURS = {"an hour back": -1, "a day on": 24}


class Clock:
    """It begins half an hour after a midnight of London."""

    def __init__(self, hours: int) -> None:
        self.at, self.jump = datetime(2024, 6, 3, 23, 30, tzinfo=UTC), timedelta(hours=hours)

    def now(self, zone: tzinfo) -> datetime:
        found = self.at.astimezone(zone)
        self.at += self.jump
        return found

    def time(self) -> float:
        return self.now(UTC).timestamp()


@pytest.fixture(params=HOURS.values(), ids=list(HOURS))
def jumping(request: pytest.FixtureRequest) -> Iterator[None]:
    clock = Clock(request.param)
    with pytest.MonkeyPatch.context() as patched:
        for place in ("foirules.cli.shared", "foirules.serving.respond"):
            patched.setattr(f"{place}.datetime", clock)
        patched.setattr("time.time", clock.time)
        patched.setattr("time.time_ns", lambda: int(clock.time() * 1e9))
        yield


@pytest.mark.usefixtures("jumping")
def test_an_audit(foirules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its progress on a terminal, its summary, and its results over those of another day."""
    log, out = tmp_path / "log.csv", tmp_path / "out"
    log.write_text(LOG, encoding="utf-8")
    monkeypatch.setenv("FOIRULES_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    told = foirules("audit", log, "--summary", "json", "--out", out)
    again = foirules("audit", log, "--summary", "json", "--out", out)
    for each in (told, again):
        assert each.code == 0
        assert "of about 3 cases" in each.err
        assert not re.search(r"-\d", each.err), each.err
        plain = foirules("audit", log, "--summary", "json", "--as-of", each.data["as_of"])
        assert each.out == plain.out
    assert told.data["as_of"] != again.data["as_of"]
    assert (out / "summary.json").read_text("utf-8") == again.out


@pytest.mark.usefixtures("jumping")
def test_an_assessment(foirules: Command) -> None:
    case = ROOT / "cases" / f"{DFE}.yaml"
    told = foirules("assess", case, "--format", "json")
    (found,) = told.data
    assert (told.code, told.err) == (0, "")
    again = foirules("assess", case, "--format", "json", "--as-of", found["as_of"])
    assert again.data == [found]


@pytest.mark.usefixtures("jumping")
def test_an_answer_of_the_service() -> None:
    body = {"case": "c", "events": [{"on": "2024-05-08", "event": "request-received"}]}
    answer = respond(Request("/assess", {}, json.dumps(body).encode()))
    day = json.loads(answer.body)["as_of"]
    assert respond(Request("/assess", {"as_of": day}, json.dumps(body).encode())) == answer
