"""The version is the same in the program, the changelog and the tag; workflows are well formed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from docs.make.project import NAME
from docs.make.release import UNRELEASED, changelog, faults, main, notes
from foirules.rules.version import __version__
from tests.files import ROOT

LOG = "# Changelog\n\n## 0.2.0 (2026-12-01)\n\n- More.\n\n## 0.1.0 (2026-11-27)\n\n- Much.\n"


def test_the_changelog_and_the_version_agree() -> None:
    assert faults(changelog()) == []


def test_a_tag_of_now_is_that_of_its_commit() -> None:
    command = ["git", "tag", "--points-at", "HEAD", "v*"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    for tag in done.stdout.split():
        assert notes(tag, changelog())[1] == []


def test_the_notes_of_a_release_are_its_part_of_the_changelog() -> None:
    assert notes("v0.2.0", LOG, "0.2.0") == ("- More.", [])


@pytest.mark.parametrize(
    ("tag", "text", "version", "said"),
    [
        ("v0.2.1", LOG, "0.2.0", "the tag v0.2.1 is not that of foirules/rules/version.py: v0.2.0"),
        ("v0.1.0", LOG, "0.1.0", "foirules/rules/version.py: 0.1.0; CHANGELOG.md: 0.2.0"),
        ("v0.3.0", LOG, "0.3.0", "CHANGELOG.md begins with 0.2.0 (2026-12-01); expected: 0.3.0 (DAY)"),
        ("v0.2.0", LOG.replace("## 0.2.0", f"## {UNRELEASED}\n\n## 0.2.0"), "0.2.0", "CHANGELOG.md begins with Unreleased; expected: 0.2.0 (DAY)"),
        ("v0.2.0", LOG.replace("0.1.0", "0.4.0"), "0.2.0", "CHANGELOG.md: the releases do not stand newest first"),
        ("v0.2.0", LOG.replace("(2026-11-27)", ""), "0.2.0", "CHANGELOG.md: '0.1.0 ' is no release; expected: 0.1.0 (2026-11-27)"),
        ("v0.2.0", f"{LOG}## {UNRELEASED}\n", "0.2.0", "CHANGELOG.md: Unreleased stands below a release"),
        ("v0.2.0", LOG.replace("2026-12-01", "2029-01-01"), "0.2.0", "the calendar ends 2030-12-31: add a year first (CONTRIBUTING.md, Each year)"),
        ("v0.2.0", LOG.replace("2026-12-01", "2028-01-01"), "0.2.0", "the calendar is announced until 2028-12-31: add a year first (CONTRIBUTING.md, Each year)"),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_said(tag: str, text: str, version: str, said: str) -> None:
    assert said in notes(tag, text, version)[1]


def test_further_work_may_stand_above_a_release() -> None:
    assert faults(LOG.replace("## 0.2.0", f"## {UNRELEASED}\n\n## 0.2.0"), "0.2.0") == []
    assert faults(LOG.replace("## 0.2.0", f"## {UNRELEASED}\n\n## 0.2.0"), "0.3.0") == []
    assert faults(LOG, "0.3.0") == ["foirules/rules/version.py: 0.3.0; CHANGELOG.md: 0.2.0"]


def test_the_command_prints_the_notes_or_why_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main(["v9.9.9"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert f"the tag v9.9.9 is not that of foirules/rules/version.py: v{__version__}" in told.err


# --- workflows, action, hook --------------------------------------------------------------------

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        *(("vendor.github-workflows", path) for path in WORKFLOWS),
        ("vendor.github-actions", ROOT / "action.yml"),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_it_is_well_formed(schema: str, path: Path) -> None:
    pytest.importorskip("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_action_and_the_hook_have_the_name_of_the_command() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert hook["entry"] == hook["name"] == action["name"] == f"{NAME} check"
    assert hook["id"] == f"{NAME}-check"


def test_every_environment_that_a_workflow_runs_is_there() -> None:
    tox = (ROOT / "tox.ini").read_text("utf-8")
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values():
            for step in job.get("steps", []):
                for word in step.get("run", "").split("tox run -e ")[1:]:
                    for name in word.split()[0].split(","):
                        assert name.startswith("${{") or f"[testenv:{name}]" in tox, name
