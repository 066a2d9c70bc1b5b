"""What two checkouts declare is compared field by field."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import declared
from tests.files import ROOT


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A copy of this checkout."""
    for name in ("foirules", "policies"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def changed(checkout: Path, old: str, new: str) -> None:
    file = checkout / "foirules" / "rules" / "foia" / "promises.yaml"
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_line_breaks_are_no_difference(other: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(other, "due: expected_by", "due: |-\n      expected_by")
    assert declared.main([str(ROOT), str(other)]) == 0
    assert capsys.readouterr().out.endswith(" declarations, 0 differences\n")


def test_a_field_that_differs_is_told(other: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(other, "due: expected_by", "due: expected_by + 1")
    assert declared.main([str(ROOT), str(other)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[:-1] == [
        "promises: rule promise-broken: due",
        "- expected_by",
        "+ expected_by + 1",
    ]
    assert told[-1].endswith(" declarations, 1 differences")


def test_what_only_one_has_and_the_order_are_told() -> None:
    one: dict[str, dict[str, str]] = {"a: fact x.b": {}, "a: fact x.c": {}}
    assert list(declared.differences(one, {"a: fact x.b": {}})) == ["- a: fact x.c"]
    assert list(declared.differences({"a: fact x.c": {}}, one)) == ["+ a: fact x.b"]
    assert len(list(declared.differences(one, dict(reversed(one.items()))))) == 2
