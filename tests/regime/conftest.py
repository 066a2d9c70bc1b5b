"""The lending of books: a law that no module of foirules knows, in a folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from foirules import Policy, Regime, load_law, load_policies
from tests.cli.conftest import foirules as foirules

HERE = Path(__file__).parent


@pytest.fixture
def law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the law in ``lending`` and beside it a case, a log, its map and a
    file of rules."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(HERE / "lending", tmp_path / "lending")
    shutil.copytree(HERE / "files", tmp_path, dirs_exist_ok=True)
    return Path("lending")


@pytest.fixture
def regimes(law: Path) -> dict[str, Regime]:
    return dict(load_law([law]))


@pytest.fixture
def lending(regimes: dict[str, Regime]) -> Regime:
    return regimes["lending"]


@pytest.fixture
def policies(regimes: dict[str, Regime]) -> dict[str, Policy]:
    return dict(load_policies((), regimes))
