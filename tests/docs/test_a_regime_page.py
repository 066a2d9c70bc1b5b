"""The page that makes a regime from nothing: its files are written, its commands run as told."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("polars")

from foirules import assess, load_law, load_policies
from foirules.cases.examples import example
from tests.docs.pages import blocks, page
from tests.docs.test_written_pages import indented

PAGE = page("docs/a-regime.md")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files of the page, each named by its first line."""
    for text in [*blocks(PAGE, "yaml"), *blocks(PAGE, "csv")]:
        name, _, body = text.partition("\n")
        path = tmp_path / name.removeprefix("# ")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    return tmp_path


def test_the_walk_of_the_page_goes_as_it_is_written(folder: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", PAGE, flags=re.DOTALL | re.MULTILINE)
    commands, outputs = indented(prose), blocks(PAGE, "text")
    assert [each.split()[1] for each in commands] == ["due", "assess", "check", "audit"]
    for command, output in zip(commands, outputs, strict=True):
        here = command.replace("foirules", f"{sys.executable} -m foirules", 1)
        done = subprocess.run(["bash", "-c", here], cwd=folder, capture_output=True, text=True)
        assert (done.stdout, done.stderr) == (output, ""), command


def test_the_examples_of_its_rule_are_as_they_say(folder: Path) -> None:
    """As for the rules that ship: what breaks a rule does, what keeps it does not."""
    law = load_law([folder / "lending"])
    (rule,) = (rule for chapter in law["lending"].chapters for rule in chapter.rules)
    for lines, found in ((rule.breaks, True), (rule.keeps, False)):
        case, as_of = example(lines, regime=law["lending"])
        result = assess(case, as_of, policies=load_policies((), law))
        assert (rule.id in {each.rule for each in result.findings}) == found
