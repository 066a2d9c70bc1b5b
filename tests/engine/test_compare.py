"""Two checkouts are told apart by what they say of the same cases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from foirules.language.regime_files import load_law
from tests import compare
from tests.files import ROOT

pytestmark = pytest.mark.one_cpython
_judged = compare.judged


@pytest.fixture(scope="module", autouse=True)
def asked_once() -> Iterator[None]:
    """What a checkout says of the same cases is asked of it once."""
    with pytest.MonkeyPatch.context() as patched:
        judged = cache(lambda *of: tuple(_judged(*of)))
        patched.setattr(compare, "judged", judged)
        yield


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cases under the Act, of which a copy is changed."""
    path = tmp_path_factory.mktemp("cases") / "cases.jsonl"
    assert compare.main([str(path), "--make", "30", "--regime", "foia"]) == 0
    return path


def test_a_checkout_agrees_with_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On cases of each law."""
    cases = tmp_path / "cases.jsonl"
    assert compare.main([str(cases), "--make", "30"]) == 0
    for regime in load_law():
        assert f"regime: {regime}" in cases.read_text("utf-8")
    assert compare.main([str(cases), str(ROOT), str(ROOT)]) == 0
    assert capsys.readouterr().out == "0 cases differ\n"


def test_another_law_is_seen(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("foirules", "policies"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    law = tmp_path / "policies" / "foia.yaml"
    text = law.read_text(encoding="utf-8")
    other = text.replace(
        "working-days: 20, kind: statute, cites: FOIA s10(1)",
        "working-days: 21, kind: statute, cites: FOIA s10(1)",
    )
    assert other != text
    law.write_text(other, encoding="utf-8")
    assert compare.main([str(cases), str(ROOT), str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "due: " in told
    assert not told.endswith("\n0 cases differ\n")


def test_words_that_are_to_be_others_are_no_difference(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("foirules", "policies"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    law = tmp_path / "foirules" / "rules" / "foia" / "response.yaml"
    text = law.read_text(encoding="utf-8")
    assert "answered, or answered in full, on" in text
    law.write_text(text.replace("answered, or answered in full, on", "answered on"), "utf-8")
    given = [str(cases), str(ROOT), str(tmp_path)]
    assert compare.main(given) == 1
    reworded = ["--reworded", "answered, or answered in full, on", "answered on"]
    assert compare.main([*given, *reworded]) == 0
    assert capsys.readouterr().out.endswith("\n0 cases differ\n")


def test_derivations_may_differ_by_the_steps_of_new_facts(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("foirules", "policies"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    law = tmp_path / "foirules" / "rules" / "foia" / "response.yaml"
    text = law.read_text(encoding="utf-8")
    condition = "any(m.takes_time for m in mentions)"
    fact = "      - {of: part, name: taken, type: true-or-false, is: TAKEN, meaning: It was.}\n\n"
    before = "      - of: part\n        name: time_taken\n"
    assert before in text
    other = text.replace(condition, "taken")
    law.write_text(
        other.replace(before, fact.replace("TAKEN", condition) + before), encoding="utf-8"
    )
    facts = tmp_path / "facts"
    facts.write_text("part.taken\n", encoding="utf-8")
    given = [str(cases), str(ROOT), str(tmp_path)]
    assert compare.main(given) == 1
    assert compare.main([*given, "--facts", str(facts)]) == 0
    assert capsys.readouterr().out.endswith("\n0 cases differ\n")


def test_the_way_to_a_difference_is_told() -> None:
    old = {"a": [{"b": 1}, {"b": 2}], "c": [1]}
    new = {"a": [{"b": 1}, {"b": 3}], "c": []}
    assert list(compare.differences(old, new)) == ["a[1].b: 2 -> 3", "c: [1] -> []"]


def test_two_checkouts_are_asked_for(cases: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        compare.main([str(cases), str(ROOT)])
    assert stopped.value.code == 2
