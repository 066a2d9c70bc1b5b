"""``rules --between``: what changed from one law to another."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from foirules.changes.between_laws import ASPECTS
from foirules.changes.law_file import law_data, text_of
from foirules.language.form import FORMS, WITHIN
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies
from foirules.rules.version import __version__
from tests.cli.conftest import Command
from tests.files import ROOT

pytestmark = pytest.mark.one_cpython

LAW_FILE = ROOT / "laws" / f"{__version__}.json"
POSSIBLE = "possible-when: given_late or not answered_in_time"
WHY = "Answers are due promptly and by the last day at the latest."
Changed = Callable[..., Path]


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """Makes a copy of the law that ships with texts of files replaced, each by (file, old, new)."""

    def make(*changes: tuple[str, str, str], with_policies: bool = True) -> Path:
        folder = tmp_path / f"law-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(ROOT / "foirules" / "rules", folder, ignore=shutil.ignore_patterns("*.py*"))
        if with_policies:
            shutil.copytree(ROOT / "policies", folder / "policies")
        for file, old, new in changes:
            path = folder / file
            text = path.read_text(encoding="utf-8")
            assert text.count(old) >= 1, f"{file} has no {old!r}"
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return make


def changes(told: Any, regime: str = "foia") -> dict[tuple[str, str], Any]:
    """What changed in a body of law, by its kind and name."""
    assert (told.code, told.err) == (0, "")
    (of,) = (each for each in told.data["regimes"] if each["regime"] == regime)
    return {(each["what"], each["name"]): each for each in of["changes"]}


def test_the_file_of_this_version_is_the_law_that_is_installed() -> None:
    said = text_of(law_data(load_law().values(), load_policies().values()))
    assert LAW_FILE.read_text(encoding="utf-8") == said, "run python -m docs.make"


def test_every_key_of_a_declaration_is_told_as_an_aspect() -> None:
    keys = {key for form in FORMS.values() for key in form.keys}
    within = {key for form in WITHIN.values() for key in form.keys}
    names = {"id", "name", "breaks", "keeps"}
    assert keys - within - names - {key for each in ASPECTS.values() for key in each} == set()


def test_the_same_law_has_not_changed(foirules: Command) -> None:
    told = foirules("rules", "--between", LAW_FILE, "installed", "--format", "json")
    assert (told.code, told.err, told.data["same"]) == (0, "", True)
    assert [each["files_differ"] for each in told.data["regimes"]] == [False] * 4


def test_what_changed_is_told_apart(foirules: Command, changed: Changed) -> None:
    law = changed(
        ("foia/response.yaml", POSSIBLE, "possible-when: given_late"),
        ("foia/response.yaml", WHY, "Answers are due promptly."),
        ("policies/foia.yaml", "working-days: 20", "working-days: 25"),
        ("foia/statistics.yaml", "title: answered later", "title: later"),
    )
    found = changes(foirules("rules", "--between", "installed", law, "--format", "json"))
    rule = found["rule", "late-response"]
    told = {each["key"]: each for each in rule["fields"]}
    assert set(found) >= {("period", "response"), ("statistic", "answered-with-extension")}
    assert {key: each["aspect"] for key, each in told.items()} == {
        "possible-when": "certainty",
        "plain why": "words",
    }
    assert told["possible-when"]["before"] == POSSIBLE.removeprefix("possible-when: ")
    assert told["possible-when"]["after"] == "given_late"
    assert found["period", "response"]["fields"] == [
        {
            "aspect": "length",
            "key": "from 2005-01-01: length",
            "before": "20 working days",
            "after": "25 working days",
        }
    ]
    assert found["statistic", "answered-with-extension"]["fields"][0]["key"] == "title"


def test_a_period_from_another_day_and_one_of_an_authority(
    foirules: Command, changed: Changed
) -> None:
    law = changed(
        (
            "policies/foia.yaml",
            "{from: 2005-01-01, working-days: 20",
            "{from: 2006-01-01, working-days: 20",
        ),
        ("policies/department-for-education.yaml", "calendar-months: 2", "calendar-months: 3"),
    )
    found = changes(foirules("rules", "--between", "installed", law, "--format", "json"))
    dates = [(f["aspect"], f["key"]) for f in found["period", "response"]["fields"]]
    assert dates == [("days in force", "from 2005-01-01"), ("days in force", "from 2006-01-01")]
    assert [name for _, name in found if name.startswith("department-for-education: ")]


def test_a_rule_that_is_new_and_one_that_is_gone(foirules: Command, changed: Changed) -> None:
    law = changed(("foia/response.yaml", "id: late-response\n", "id: tardy-response\n"))
    found = changes(foirules("rules", "--between", "installed", law, "--format", "json"))
    assert found["rule", "tardy-response"]["change"] == "added"
    assert found["rule", "late-response"]["change"] == "removed"
    back = changes(foirules("rules", "--between", law, "installed", "--format", "json"))
    assert back["rule", "late-response"]["change"] == "added"


def test_a_fact_that_changed_names_the_rules_that_rest_on_it(
    foirules: Command, changed: Changed
) -> None:
    """Be it through other facts."""
    law = changed(
        (
            "foia/complying.yaml",
            "is: last_due if time_runs else nothing",
            "is: last_due + 1 if time_runs else nothing",
        )
    )
    found = changes(foirules("rules", "--between", "installed", law, "--format", "json"))
    (fact,) = (each for (what, _), each in found.items() if what == "fact")
    assert fact["fields"][0]["aspect"] == "expression"
    assert {"late-response", "response"} <= set(fact["felt_by"])


def test_text_and_markdown_say_the_same(foirules: Command, changed: Changed) -> None:
    law = changed(("foia/response.yaml", POSSIBLE, "possible-when: given_late"))
    text = foirules("rules", "--between", "installed", law, "--regime", "foia").out
    assert text.endswith(
        "Freedom of Information Act 2000 (foia): 0 added, 0 removed, 1 changed\n"
        "\n"
        "Rules\n"
        "    late-response                 changed: breach, FOIA s10(1)\n"
        "      certainty · possible-when\n"
        "        - given_late or not answered_in_time\n"
        "        + given_late\n"
    )
    told = foirules(
        *("rules", "--between", "installed", law, "--regime", "foia", "--format", "markdown")
    )
    assert (
        "- `late-response` changed: breach, FOIA s10(1)\n"
        "  - certainty, `possible-when`: `given_late or not answered_in_time` → `given_late`\n"
    ) in told.out


def test_a_folder_without_policies_and_with_one_law_is_compared_in_what_it_has(
    foirules: Command, changed: Changed
) -> None:
    folder = changed(with_policies=False) / "foia"
    told = foirules("rules", "--between", "installed", folder, "--format", "json")
    assert changes(told) == {}
    assert told.data["only_before"] == ["eir", "eisr", "foisa"]
    assert told.data["regimes"][0]["policy_compared"] is False
    said = foirules("rules", "--between", "installed", folder).out
    assert "Only in installed, and not compared: eir, eisr, foisa" in said
    assert "Periods and lists are not compared" in said


def test_words_that_are_not_compared_are_told(foirules: Command, changed: Changed) -> None:
    folder = changed(("foia/vocabulary.yaml", "\n", "\n# a remark\n"))
    told = foirules("rules", "--between", "installed", folder, "--regime", "foia")
    assert "the files differ in other things" in told.out


def test_a_wheel_and_a_checkout_are_laws_too(foirules: Command, tmp_path: Path) -> None:
    wheel = tmp_path / f"foirules-{__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr(f"foirules-{__version__}.dist-info/METADATA", "Name: foirules\n")
        file.write(LAW_FILE, f"foirules/laws/{__version__}.json")
    told = foirules("rules", "--between", wheel, ROOT, "--format", "json")
    assert (told.code, told.err, told.data["same"]) == (0, "", True)


@pytest.mark.parametrize("regime", ["foia", "foisa"])
def test_each_declaration_of_the_law_is_in_the_file(regime: str) -> None:
    of = json.loads(LAW_FILE.read_text(encoding="utf-8"))["regimes"][regime]
    law = load_law()[regime].law(load_law()[regime].names_read())
    assert set(of["rule"]) == {read.declared.id for read in law.rules}
    assert set(of["clock"]) == {read.declared.name for read in law.clocks}
    assert set(of["action"]) == {read.declared.name for read in law.actions}
    assert {fact.key for fact in law.facts} <= {tuple(name.split(".")) for name in of["fact"]}
    assert set(of["period"]) >= set(load_policies()[regime].periods)


def test_what_it_writes_as_json_is_of_its_schema(foirules: Command, changed: Changed) -> None:
    schema = foirules("schema", "law-changes").data
    Draft7Validator.check_schema(schema)
    law = changed(("foia/response.yaml", POSSIBLE, "possible-when: given_late"))
    told = foirules("rules", "--between", "installed", law, "--format", "json").data
    Draft7Validator(schema).validate(told)
    del told["regimes"][0]["changes"]
    assert not Draft7Validator(schema).is_valid(told)
