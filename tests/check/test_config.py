"""What is configured, and where it is looked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.files import ROOT

EVENTS = """\
events:
  - {on: 2017-08-03, event: request-received}
  - {on: 2017-08-10, event: acknowledgement, expected-by: 2017-08-15}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, below one with a case in which an answer and a promise are overdue."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "late.foi.yaml").write_text(f"case: late\n{EVENTS}")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def configured(folder: Path, *lines: str, name: str = "foirules.toml") -> None:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_the_nearest_folder_upward_says_what_is_checked_and_when(
    foirules: Command, folder: Path
) -> None:
    configured(folder, "paths = ['kept']", "as-of = 2017-10-10")
    told = foirules("check")
    assert told.code == 1
    first, summary = told.out.splitlines()
    assert first.startswith("../kept/late.foi.yaml:3:5: late-response not expected (established): ")
    assert summary == "1 file checked: 1 problem in 1 file"


def test_pyproject_will_do_and_a_file_of_its_own_goes_first(
    foirules: Command, folder: Path
) -> None:
    table = ("[tool.foirules]", "paths = ['kept']", "as-of = 2017-10-10")
    configured(folder, "[project]", "name = 'x'", name="pyproject.toml")
    assert foirules("check").code == 2
    configured(folder, *table, name="pyproject.toml")
    assert foirules("check").out.endswith("1 problem in 1 file\n")
    configured(folder, "paths = ['kept']", "as-of = 2017-08-11")
    assert foirules("check") == (0, "1 file checked: no problems\n", "")


def test_the_command_line_is_stronger_and_the_file_is_strongest(
    foirules: Command, folder: Path
) -> None:
    configured(folder, "paths = ['kept']", "as-of = 2017-10-10")
    assert foirules("check", "--as-of", "2017-08-11").code == 0
    path = folder / "kept" / "late.foi.yaml"
    path.write_text(path.read_text() + "expect: {as-of: 2017-09-05}\n")
    assert foirules("check", "--as-of", "2017-08-11").code == 1


def test_kinds_of_finding_that_fail(foirules: Command, folder: Path) -> None:
    configured(folder, "paths = ['kept']", "as-of = 2017-10-10", "fail-on = ['promise']")
    told = foirules("check")
    assert [line.split()[1] for line in told.out.splitlines()[:-1]] == ["promise-broken"]
    assert foirules("check", "--fail-on", "breach,promise").out.count("not expected") == 2


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("select = ['late-response']", ["late-response"]),
        ("ignore = ['late-response']", ["promise-broken"]),
        ("select = ['late-response']\nignore = ['late-response']", []),
        ("select = []", []),
    ],
)
def test_rules_selected_and_ignored(
    foirules: Command, folder: Path, line: str, rules: list[str]
) -> None:
    both = "fail-on = ['breach', 'promise']"
    configured(folder, "paths = ['kept']", "as-of = 2017-10-10", both, line)
    told = foirules("check")
    assert [line.split()[1] for line in told.out.splitlines()[:-1]] == rules
    assert told.code == int(bool(rules))


def test_names_of_files_in_folders(foirules: Command, folder: Path) -> None:
    configured(folder, "paths = ['kept']", "as-of = 2017-08-11", "include = ['*.yaml', '*.json']")
    (folder / "kept" / "b.yaml").write_text(f"case: b\n{EVENTS}")
    (folder / "kept" / "c.txt").write_text("no case")
    assert foirules("check").out == "2 files checked: no problems\n"


def test_policies_and_rules_of_ones_own(foirules: Command, folder: Path) -> None:
    (folder / "policy.yaml").write_text(
        "policy: council\nversion: '1'\ntitle: T\nextends: foia\n", encoding="utf-8"
    )
    shutil.copy(ROOT / "docs" / "own-rules.yaml", folder / "own.yaml")
    path = folder / "kept" / "late.foi.yaml"
    path.write_text(
        f"case: late\nauthority: {{policy: council}}\n{EVENTS}"
        "  - {on: 2017-08-29, event: response, outcome: disclosed}\n"
        "expect: {as-of: 2017-08-30, findings: [slower-than-our-standard]}\n"
    )
    configured(folder, "paths = ['kept']")
    assert "unknown policy 'council'" in foirules("check").err
    configured(folder, "paths = ['kept']", "policies = ['policy.yaml']")
    assert "unknown rule 'slower-than-our-standard'" in foirules("check").err
    configured(folder, "paths = ['kept']", "policies = ['policy.yaml']", "rules = ['own.yaml']")
    assert foirules("check") == (0, "1 file checked: no problems\n", "")
