"""What the page on checking shows is what is read and done."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import yaml

from foirules.cases.case_file import read_case
from foirules.cases.expectations import SECTIONS
from foirules.check.config import KEYS, find_config
from foirules.cli import main
from tests.docs.pages import blocks, page, titled
from tests.docs.test_written_pages import indented
from tests.files import ROOT
from tests.regimes import copied

PAGE, IN_CI = page("docs/check.md"), page("docs/ci.md")
CASE = """\
case: test
parts: [a, b, c, d]
events:
  - {on: 2017-08-03, event: request-received}
"""
HOOKS = yaml.safe_load(page(".pre-commit-hooks.yaml"))
ACTION = yaml.safe_load(page("action.yml"))


def shown(key: str, text: str = PAGE) -> str:
    """The YAML block that begins with a key."""
    (found,) = (each for each in blocks(text, "yaml") if each.startswith(f"{key}:"))
    return found


def test_what_is_expected_and_accepted_is_read() -> None:
    case = read_case(CASE + shown("accept") + shown("expect"), "check.md")
    assert case.expect is not None
    assert set(case.expect) - {"as-of", "complete", "undecided"} == set(SECTIONS) - {"undecided"}
    assert case.expect["findings"][0] == {"rule": "late-response", "part": "d"}
    assert [each["reason"] for each in case.accept] == ["Agreed with the requester"]


def test_the_configuration_is_read_and_names_every_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (text,) = blocks(PAGE, "toml")
    assert tuple(tomllib.loads(text)["tool"]["foirules"]) == KEYS
    (tmp_path / "pyproject.toml").write_text(text)
    (tmp_path / "policy.yaml").write_text("policy: x\nversion: '1'\ntitle: X\nextends: foia\n")
    (tmp_path / "own-rules.yaml").write_text(page("docs/own-rules.yaml"))
    copied(tmp_path / "law")
    top = tmp_path / "law" / "regime.yaml"
    top.write_text(top.read_text("utf-8").replace("regime: foia", "regime: other"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert "x" in (find_config(tmp_path).settings().policies or {})


def test_the_snippets_name_what_there_is() -> None:
    gitlab = yaml.safe_load(shown("cases", IN_CI))["cases"]
    assert gitlab["script"][1].split()[:2] == ["foirules", "check"]
    assert gitlab["script"][1].endswith(gitlab["artifacts"]["reports"]["junit"])
    github = yaml.safe_load(shown("jobs", IN_CI))["jobs"]["cases"]["steps"][1]["with"]
    assert github.keys() <= ACTION["inputs"].keys()
    assert [each["id"] for each in yaml.safe_load(shown("repos", IN_CI))["repos"][0]["hooks"]] == [
        hook["id"] for hook in HOOKS
    ]


@pytest.mark.parametrize(
    "command",
    [
        HOOKS[0]["entry"] + " CASE",
        ACTION["runs"]["steps"][-1]["run"],
        shown("cases", IN_CI).split("- ")[2],
    ],
    ids=["pre-commit", "action", "gitlab"],
)
def test_their_commands_run(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases").mkdir()
    case = (ROOT / "cases" / "wirral-2013-fs50509081.yaml").read_text("utf-8")
    (tmp_path / "cases" / "one.foi.yaml").write_text(case)
    given = command.partition("\n")[0].split()[1:]
    names = {"CASE": "cases/one.foi.yaml", "$PATHS": "cases", "$ARGUMENTS": "--as-of=2020-01-01"}
    assert main([names.get(each, each) for each in given]) == 0
    assert capsys.readouterr().err == ""


def test_the_letter_of_the_page_can_be_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import shlex

    monkeypatch.chdir(tmp_path)
    (file,) = titled(page("docs/tutorials/officer.md"), "letter.foi.yaml")
    Path("letter.foi.yaml").write_text(file)
    (command,) = (each for each in indented(PAGE) if "--what-if" in each)
    assert main(shlex.split(command)[1:]) == 0
    assert "It would break" in capsys.readouterr().out
