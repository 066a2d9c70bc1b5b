"""The sdist and the wheel, built once, and bare installs to use them in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import frozen

from tests.files import ROOT


@frozen
class Built:
    """The folder of what was built, and the two files."""

    folder: Path
    sdist: Path
    wheel: Path


@frozen
class Bare:
    """A virtual environment in which nothing is installed, away from the checkout."""

    folder: Path
    environment: dict[str, str]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
        )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sdist, and the wheel made of it."""
    pytest.importorskip("build")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return Built(folder, sdist, wheel)


@pytest.fixture(scope="session")
def with_pip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment that has pip alone: to copy it takes less than to make another."""
    folder = tmp_path_factory.mktemp("with-pip") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return folder


def new(folder: Path, built: Built, with_pip: Path) -> Bare:
    """Its pip takes foirules from what was built, and the rest from the index."""
    shutil.copytree(with_pip, folder / "venv", symlinks=True)
    for script in (folder / "venv" / "bin").iterdir():
        if not script.is_symlink():
            text = script.read_text("utf-8").replace(str(with_pip), str(folder / "venv"))
            script.write_text(text, "utf-8")
    (folder / "here").mkdir()
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "FOIRULES"))}
    environment = {
        **inherited,
        "PATH": f"{folder / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PIP_FIND_LINKS": str(built.folder),
        "PIP_QUIET": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "FOIRULES_CACHE": "off",
    }
    return Bare(folder / "here", environment)


@pytest.fixture
def bare(built: Built, with_pip: Path, tmp_path: Path) -> Bare:
    """A bare environment for one test."""
    return new(tmp_path, built, with_pip)


@pytest.fixture(scope="session")
def installed(built: Built, with_pip: Path, tmp_path_factory: pytest.TempPathFactory) -> Bare:
    """One in which the wheel alone is installed."""
    made = new(tmp_path_factory.mktemp("installed"), built, with_pip)
    assert made.run("pip", "install", str(built.wheel)).returncode == 0
    return made
