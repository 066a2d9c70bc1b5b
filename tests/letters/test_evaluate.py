"""The evaluation of the reader beside a baseline."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.letters.baseline import baseline
from tests.letters.evaluate import KINDS, main
from tests.letters.gold import LABELLED, threads
from tests.letters.scoring import Scores, scored

pytestmark = pytest.mark.one_cpython
SOME = sorted(LABELLED.glob("*.yaml"))[::8]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("some")
    for path in SOME:
        shutil.copy(path, made)
    return made


@pytest.fixture(scope="module")
def both(folder: Path) -> tuple[Scores, Scores]:
    found = threads(folder)
    return scored(found), scored(found, baseline)


@pytest.mark.parametrize("name", ["kind", "exemptions", "statements", "outcome"])
def test_the_reader_does_better_than_the_baseline(both: tuple[Scores, Scores], name: str) -> None:
    ours, theirs = (each.by[name] for each in both)
    assert ours.precision > theirs.precision
    assert ours.recall > theirs.recall


def test_the_baseline_reads_what_it_is_made_for(both: tuple[Scores, Scores]) -> None:
    _, theirs = both
    assert theirs.by["exemptions"].recall > 0.5
    assert theirs.by["kind"].right > 10


def test_a_table_of_both_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--baseline"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{len(SOME)} threads, ")
    for called in KINDS.values():
        assert out.count(f"\n{called} ") == 2
    assert main([str(folder)]) == 0
    assert "baseline" not in capsys.readouterr().out


def test_a_folder_without_threads_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 2
    assert "no labelled thread" in capsys.readouterr().err
