"""The page on the library names all that is public, each with an example that runs."""

from __future__ import annotations

import doctest
import io
import json
import re
import shlex
import sys
from typing import Any

import pytest

import foirules
from foirules.cli import main
from tests.docs.pages import blocks, page
from tests.files import ROOT

PAGE = page("docs/library.md")
SECTIONS = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))


def test_it_names_all_that_is_public_and_nothing_else() -> None:
    assert sorted(SECTIONS) == foirules.__all__
    assert PAGE.count("\n### ") == len(SECTIONS)


@pytest.mark.parametrize("name", foirules.__all__)
def test_each_name_is_told_of_and_then_used(name: str) -> None:
    (code,) = blocks(SECTIONS[name], "python")
    assert not SECTIONS[name].lstrip().startswith("```"), "what it is comes first"
    assert re.search(rf"\b{name}\b", code) or name == "Due"  # due gives it
    assert getattr(foirules, name).__doc__


def test_what_it_shows_is_what_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown, names = blocks(PAGE, "python"), dict[str, Any]()
    assert len(shown) == len(SECTIONS)
    test = doctest.DocTestParser().get_doctest("\n".join(shown), names, "library.md", None, 0)
    told: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    assert (result.failed, result.attempted > 80) == (0, True), "".join(told)


def test_what_it_shows_of_the_command_line_is_what_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (session,), (shown,) = blocks(PAGE, "sh"), blocks(PAGE, "json")
    command, *lines = session.splitlines()
    stdin = io.TextIOWrapper(io.BytesIO("\n".join(lines[:-1]).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    arguments, _, _ = command.partition(" <<")
    assert main(shlex.split(arguments)[1:]) == 2
    told = capsys.readouterr()
    assert told.err == shown
    assert [json.loads(line)["case"] for line in told.out.splitlines()] == ["a"]
