"""What the page on verifying shows is what the commands print."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from foirules import assess, load_case
from foirules.cli import main
from tests.docs.pages import blocks, page
from tests.docs.test_written_pages import indented
from tests.files import day

PAGE = page("docs/verify.md")


def test_the_session_is_what_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (case,) = blocks(PAGE, "yaml")
    (tmp_path / "case.yaml").write_text(case, encoding="utf-8")
    shown = iter(blocks(PAGE, "text"))
    codes = []
    for line in "".join(indented(PAGE)).splitlines():
        if line.startswith("echo "):
            with (tmp_path / "case.yaml").open("a", encoding="utf-8") as file:
                file.write(shlex.split(line)[1] + "\n")
            continue
        codes.append(main(shlex.split(line)[1:]))
        if " verify " in line:
            assert capsys.readouterr().out == next(shown)
    assert codes == [0, 0, 1]
    assert list(shown) == []


def test_it_names_all_that_made_a_result(tmp_path: Path) -> None:
    (case,) = blocks(PAGE, "yaml")
    path = tmp_path / "case.yaml"
    path.write_text(case, encoding="utf-8")
    (shown,) = blocks(PAGE, "json")
    for name in assess(load_case(path), day("2017-10-10")).made_by:
        assert f'"{name}": ' in shown
