"""What was built, used from nothing: in a bare environment, away from the checkout."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.docs.pages import page
from tests.docs.test_written_pages import indented
from tests.docs.walks import follow
from tests.files import DFE, ROOT
from tests.package.conftest import Bare, Built

TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))

TYPED = """\
from datetime import date
from typing import assert_type

from foirules import assess, due, load_case

assert_type(due(date(2024, 3, 4)).day, date)
assert_type(assess(load_case("case.yaml"), as_of=date(2024, 3, 4)).findings[0].certainty, str)
due("2024-03-04")
"""


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.stem)
def test_a_tutorial_goes_from_nothing(path: Path, bare: Bare) -> None:
    assert list(follow(path.read_text("utf-8"), bare.folder, bare.environment)) == []


def test_the_first_command_of_the_readme_goes_from_the_sdist(built: Built, bare: Bare) -> None:
    with tarfile.open(built.sdist) as sdist:
        sdist.extractall(bare.folder, filter="data")
    (checkout,) = bare.folder.iterdir()
    first, second, *_ = indented(page("README.md"))
    done = bare.run("bash", "-c", f"cd {checkout} && {first}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{DFE} · Department for Education · as of 10 October 2017\n")
    assert second.rstrip().endswith(".venv/bin/tox run")


def test_the_wheel_has_the_law_as_data_and_works_anywhere(installed: Bare) -> None:
    program = "import sys; from foirules.cli import main; main(['due', '2017-08-03']); print('yaml' in sys.modules)"
    assert installed.run("python", "-c", program).stdout == "2017-09-04\nFalse\n"
    case = str(ROOT / "cases" / f"{DFE}.yaml")
    for command in (
        ["policies", "department-for-education", "--output", "policy.txt"],
        ["assess", case, "--as-of", "2017-10-10", "--format", "html", "--output", "case.html"],
        ["check", case, "--format", "junit", "--output", "check.xml"],
        ["rules", "late-response", "--regime", "eisr", "--output", "rule.txt"],
        ["schema", "case", "--output", "case.schema.json"],
    ):
        done = installed.run("foirules", *command)
        assert (done.returncode, done.stderr) == (0, ""), command
        assert (installed.folder / command[-1]).stat().st_size > 200
    done = installed.run("python", "-m", "foirules.serving.build", "page")
    assert (done.returncode, (installed.folder / "page" / "index.html").is_file()) == (0, True)
    done = installed.run("foirules", "serve")
    assert (done.returncode, "foirules[serve]" in done.stderr) == (2, True)


def test_a_program_that_uses_it_is_typed(installed: Bare) -> None:
    (installed.folder / "program.py").write_text(TYPED)
    python = installed.folder.parent / "venv" / "bin" / "python"
    command = ["-m", "mypy", "--strict", "--python-executable", str(python), "program.py"]
    done = subprocess.run(
        [sys.executable, *command], cwd=installed.folder, capture_output=True, text=True
    )
    wrong, found = done.stdout.splitlines()
    assert 'Argument 1 to "due" has incompatible type "str"; expected "date"' in wrong
    assert found.startswith("Found 1 error ")
