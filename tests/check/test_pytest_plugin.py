"""`pytest --foi PATH`: each case file is a test."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.check.conftest import changed
from tests.files import QUICK


def run(*arguments: str) -> tuple[int, str]:
    """The exit code and the output of pytest, with the plugin whether it is installed or not."""
    command = [sys.executable, "-m", "pytest", "-p", "pytest_foirules", "-p", "no:cacheprovider"]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def project(cases: Path) -> Path:
    """A project with a test and cases, in the current folder."""
    Path("pyproject.toml").write_text("[tool.foirules]\ninclude = ['*.yaml']\n")
    Path("tests").mkdir()
    Path("tests/test_one.py").write_text("def test_one() -> None:\n    pass\n")
    return cases


def test_a_failure_is_told_as_the_command_tells_it(project: Path) -> None:
    path = project / "student-loans-company-2014.yaml"
    line = changed(path, "2014-04-14", "2014-04-15")
    code, out = run("--foi", "cases", "-rA", "-q")
    assert code == 1
    assert f"1 failed, {len(QUICK)} passed" in out
    assert f"{path}:{line}:5: late-response not expected (established): " in out
    assert re.search(rf"_+ {path.name} _+\n{path}:", out)
    assert "Traceback" not in out
    assert "runtest" not in out
    code, out = run("--foi", str(path), "-q", "--co")
    assert (code, out.splitlines()[:2]) == (0, [f"{path}::expect", "tests/test_one.py::test_one"])


@pytest.mark.one_cpython
def test_in_processes(project: Path) -> None:
    code, out = run("--foi", "cases", "-n", "2", "-q", "-k", "wirral or student or test_one")
    assert code == 0
    assert "3 passed" in out


def test_a_file_that_cannot_be_read_fails_and_a_folder_without_any_stops(project: Path) -> None:
    path = project / "student-loans-company-2014.yaml"
    line = changed(path, "events:", "evnts:")
    code, out = run("--foi", str(path), "-q")
    assert code == 1
    assert f"{path}:{line}:1: evnts: unknown key 'evnts'; did you mean 'events'?" in out
    code, out = run("--foi", "tests", "-q")
    assert (code, out.strip()) == (
        4,
        f"ERROR: {Path.cwd()}/tests: the folder holds no case file, *.yaml",
    )


@pytest.mark.one_cpython
def test_a_configuration_that_is_none_stops(project: Path) -> None:
    Path("pyproject.toml").write_text("[tool.foirules]\nignore = ['x']\n")
    code, out = run("--foi", "cases", "-q")
    assert code == 4
    assert "pyproject.toml:2:1: tool.foirules.ignore[1]: unknown rule 'x'" in out


def test_whoever_does_not_ask_for_it_loads_nothing() -> None:
    program = (
        "import pytest, sys, pytest_foirules;"
        "print([name for name in sys.modules if name.partition('.')[0] == 'foirules'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "[]\n"
