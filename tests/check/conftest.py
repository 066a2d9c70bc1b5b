"""The curated cases in a folder of their own, where one of them can be changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import foirules as foirules
from tests.files import QUICK, ROOT


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with quick cases in ``cases`` and the project's configuration."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "cases").mkdir()
    for path in QUICK:
        shutil.copy(path, tmp_path / "cases")
    return Path("cases")


def changed(path: Path, before: str, after: str) -> int:
    """Writes a file anew with one text in it changed; the line it stands on."""
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{path}: {before} stands {text.count(before)} times"
    path.write_text(text.replace(before, after), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1
