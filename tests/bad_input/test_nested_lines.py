"""A line of JSON that is nested as no reader of JSON goes down."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("polars")

from foirules.cli import main

DEEP = '[{"case": ' + "[" * 100_000 + "]" * 100_000 + "}]"


@pytest.mark.parametrize("name", ["log.json", "log.jsonl"])
@pytest.mark.parametrize("text", [DEEP, DEEP[1:-1]], ids=["a list", "an object"])
def test_it_is_refused_with_a_line(
    name: str,
    text: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(text, encoding="utf-8")
    assert main(["audit", name, "--as-of", "2024-06-03"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[-1] == "foirules: nothing could be judged"
    assert all(line.startswith("foirules: ") for line in lines)
