"""A long run neither grows nor changes its mind nor crashes; shorter than ``benchmarks/soak.py``."""

from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import soak
from foirules import Assessment, assess
from foirules.engine.durable import matcher as durable
from tests.files import ROOT, case, day, examples

pytestmark = pytest.mark.skipif(not soak.counts(), reason="glibc counts memory")

LENGTHS = {"scalar": 2_000, "durable": examples(500, 1_000), "columns": 8_000}
ONE = pytest.mark.one_cpython


@pytest.mark.parametrize(
    "engine",
    [
        pytest.param("scalar", marks=ONE),
        "durable",  # whose C extension is compiled for each CPython
        pytest.param("columns", marks=ONE),
    ],
)
def test_a_long_run_stays_as_it_was(engine: str) -> None:
    """In a process of its own: a crash of the C extension is then a failure of this test."""
    if engine == "durable" and not durable.available():
        pytest.skip("durable-rules is not installed")
    command = [sys.executable, soak.__file__, engine, str(LENGTHS[engine])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{engine}: {LENGTHS[engine]:,} cases")


@pytest.mark.one_cpython
def test_memory_that_is_kept_is_noticed() -> None:
    """In a process of its own too, in which the C library counts what Python takes."""
    keeping = (
        "from benchmarks import soak; kept = [];"
        "soak.soak('scalar', 2_000, lambda found: kept.append((found, b'.' * 5_000)))"
    )
    command = [sys.executable, "-c", keeping]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | soak.COUNTED,
    )
    assert done.returncode == 1
    assert "SoakError: memory grew" in done.stderr


def test_findings_that_change_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Assessment, "__eq__", lambda *_: False)
    monkeypatch.setattr(soak, "memory", lambda: 0.0)  # of this process, which holds much
    with pytest.raises(soak.SoakError, match="the findings are not those of the beginning"):
        soak.soak("scalar", 20)


@pytest.mark.skipif(not durable.available(), reason="needs durable-rules")
def test_a_text_that_durable_rules_loses_costs_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given that its C code once gives JSON with a hole, a new ruleset matches the row."""
    late = case()
    scalar = assess(late, day("2017-09-05"), engine="scalar")
    engine, holes = durable._load(), ['{"r_0":{"m":}}']

    def start(handle: int, state: int) -> tuple[str, str]:
        known, fired = engine.start_action_for_state(handle, state)
        return known, holes.pop() if holes else fired

    durable._matcher.cache_clear()  # what it remembers of this row
    broken = SimpleNamespace(**vars(engine) | {"start_action_for_state": start})
    monkeypatch.setattr(durable, "_load", lambda: broken)
    assert assess(late, day("2017-09-05"), engine="durable") == scalar
    assert not holes


@pytest.mark.skipif(not durable.available(), reason="needs durable-rules")
def test_a_match_that_durable_rules_loses_costs_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    late = case()
    scalar = assess(late, day("2017-09-05"), engine="scalar")
    match = durable.Matcher._match
    lost: list[int] = []

    def losing(*of: Any) -> list[int]:
        matched = match(*of)
        if matched and not lost:
            lost.append(matched.pop())
        return matched

    durable._matcher.cache_clear()  # what it remembers of this row
    monkeypatch.setattr(durable.Matcher, "_match", losing)
    assert assess(late, day("2017-09-05"), engine="durable") == scalar
    assert lost
