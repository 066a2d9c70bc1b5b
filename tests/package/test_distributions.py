"""What is in the sdist and in the wheel."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from email.message import Message
from email.parser import Parser

import pytest

from docs.make.project import EXTRAS, NAME, REPOSITORY, SITE
from foirules.rules.version import __version__
from tests.docs.pages import links
from tests.files import ROOT
from tests.package.conftest import Built

BESIDE = {".gitignore", ".ci/run"}  # of no use without the repository


@pytest.fixture(scope="module")
def in_wheel(built: Built) -> set[str]:
    with zipfile.ZipFile(built.wheel) as wheel:
        return set(wheel.namelist())


@pytest.fixture(scope="module")
def metadata(built: Built) -> Message:
    with zipfile.ZipFile(built.wheel) as wheel:
        text = wheel.read(f"{NAME}-{__version__}.dist-info/METADATA").decode()
    return Parser().parsestr(text)


def test_both_pass_the_checks_of_the_index(built: Built) -> None:
    files = [str(built.sdist), str(built.wheel)]
    for command in (["twine", "check", "--strict", *files], ["check_wheel_contents", files[1]]):
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_wheel_has_the_law_the_policies_the_types_and_the_licence(in_wheel: set[str]) -> None:
    ours = [path for path in (ROOT / "foirules").rglob("*") if path.is_file()]
    expected = {
        *(path.relative_to(ROOT).as_posix() for path in ours if path.suffix != ".pyc"),
        *(f"foirules/policies/{path.name}" for path in (ROOT / "policies").glob("*.yaml")),
        "pytest_foirules.py",
        f"{NAME}-{__version__}.dist-info/licenses/LICENSE",
    }
    assert "foirules/py.typed" in expected
    assert "foirules/rules/foia/response.yaml" in expected
    assert expected <= in_wheel
    further = {name for name in in_wheel - expected if ".dist-info/" not in name}
    assert further
    assert all(name.startswith(("foirules/kept/", "foirules/laws/")) for name in further), further


def test_the_sdist_has_every_file_of_the_repository(built: Built) -> None:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("no repository")
    with tarfile.open(built.sdist) as sdist:
        has = {name.partition("/")[2] for name in sdist.getnames()}
    assert {name for name in done.stdout.split("\0") if name} - BESIDE <= has


def test_the_metadata_says_where_it_lives(metadata: Message) -> None:
    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "MIT"
    assert metadata.get_all("Project-URL") == [
        f"Repository, {REPOSITORY}",
        f"Documentation, {SITE}",
    ]
    assert set(metadata.get_all("Provides-Extra") or []) == set(EXTRAS)
    assert len(metadata["Summary"]) < 512


def test_the_readme_of_the_index_has_no_link_into_the_checkout(metadata: Message) -> None:
    text = metadata.get_payload()
    assert isinstance(text, str)
    assert text.startswith("# foirules")
    found = links(text)
    ours = links((ROOT / "README.md").read_text("utf-8"))
    assert len(found) == len(ours)
    raw = REPOSITORY.replace("github.com", "raw.githubusercontent.com")
    for link, here in zip(found, ours, strict=True):
        picture = here.endswith((".png", ".svg"))
        there = f"{raw}/main/" if picture else f"{REPOSITORY}/blob/main/"
        assert link == (here if here.startswith("https:") else there + here)


def test_every_extra_that_an_error_or_a_page_names_is_there() -> None:
    named = set[str]()
    for path in [
        *(ROOT / "foirules").rglob("*.py"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "README.md",
    ]:
        for found in re.findall(r"foirules\[([\w,]+)\]", path.read_text("utf-8")):
            named |= set(found.split(","))
    assert named >= {"workbook", "serve", "mcp"}
    assert named <= set(EXTRAS)


def test_the_address_is_the_same_in_every_file() -> None:
    """pyproject.toml says it; a page that is written by hand repeats it."""
    owner = REPOSITORY.removesuffix(f"/{NAME}").rpartition("/")[2]
    written = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "pyproject.toml"]
    named = r"github(?:usercontent)?\.com/([\w.-]+)/foirules\b"
    owners = {each for path in written for each in re.findall(named, path.read_text("utf-8"))}
    assert owners == {owner}
    assert f"https://{owner}.github.io/{NAME}/" == SITE


def test_nothing_is_left_to_be_filled_in() -> None:
    suffixes = {".md", ".yml", ".yaml", ".toml", ".py", ".ini"}
    folders = [ROOT / "docs", ROOT / "foirules", ROOT / ".github"]
    files = [*ROOT.glob("*.*"), *(path for folder in folders for path in folder.rglob("*"))]
    blank = re.compile(r"\b(OWNER|REVISION|TODO|FIXME|XXX|yourorg|your-org|CHANGEME)\b")
    for path in files:
        if path.suffix in suffixes and path.is_file():
            assert not blank.search(path.read_text("utf-8")), path
