"""The law's code is kept between runs, for the same law, compiler and interpreter only."""

from __future__ import annotations

import sys
from pathlib import Path
from types import CodeType

import pytest

from foirules.assessing.one_case import law_for
from foirules.engine import bytecode
from foirules.language.declarations import Chapter
from foirules.language.law import Law
from foirules.language.law_reader import read_law
from foirules.language.types import DATE
from foirules.policy.policies import load_policies
from tests.foia import CHAPTERS, SCHEMA

kept = bytecode.kept  # before the fixture of all tests takes its place
LAW = law_for(load_policies()["foia"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bytecode, "FOLDER", tmp_path / "__pycache__")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return bytecode.FOLDER


def code(text: str) -> CodeType:
    return compile(text, "<law>", "exec")


def never() -> CodeType:
    raise AssertionError("made again")


def changed() -> Law:
    own = Chapter("own")
    own.fact("request", "day_after", DATE, "received_on + 1")
    return read_law(SCHEMA, (*CHAPTERS, own), LAW.periods)


def test_what_was_made_is_read_the_next_time(folder: Path) -> None:
    assert kept(LAW, lambda: code("a = 1")) == code("a = 1")
    assert kept(LAW, never) == code("a = 1")
    assert len(list(folder.iterdir())) == 1


def test_another_law_is_made_anew(folder: Path) -> None:
    kept(LAW, lambda: code("a = 1"))
    assert kept(changed(), lambda: code("a = 2")) == code("a = 2")
    assert len(list(folder.iterdir())) == 2


def test_another_compiler_makes_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(LAW, lambda: code("a = 1"))
    monkeypatch.setattr(bytecode, "_compiler", lambda: b"another")
    assert kept(LAW, lambda: code("a = 2")) == code("a = 2")


def test_a_copy_that_cannot_be_read_is_made_anew(folder: Path) -> None:
    kept(LAW, lambda: code("a = 1"))
    (path,) = folder.iterdir()
    for broken in (b"", b"no code", path.read_bytes()[:20]):
        path.write_bytes(broken)
        assert kept(LAW, lambda: code("a = 2")) == code("a = 2")


def test_nothing_is_written_where_python_writes_no_bytecode(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept(LAW, lambda: code("a = 1"))
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_no_error(folder: Path) -> None:
    folder.write_text("in the way")
    assert kept(LAW, lambda: code("a = 1")) == code("a = 1")


def test_old_copies_are_not_kept_for_ever(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(bytecode.MOST + 5):
        monkeypatch.setattr(bytecode, "_compiler", lambda n=number: b"%d" % n)
        kept(LAW, lambda: code("a = 1"))
    assert len(list(folder.iterdir())) == bytecode.MOST
