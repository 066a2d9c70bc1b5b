"""One date changed in one case: exactly that file fails, at that line, in every format."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from junitparser import JUnitXml

from foirules import load_case
from foirules.language.regime_files import load_law
from tests.check.conftest import changed
from tests.cli.conftest import Command
from tests.files import CASES, QUICK, ROOT

HERE = Path(__file__).parent
SARIF_SCHEMA = json.loads((HERE / "schemas" / "sarif-schema-2.1.0.json").read_text("utf-8"))
FORMATS = ("text", "github", "sarif", "junit", "json")
LATER = ("2014-04-14", "2014-04-15")  # the day of an answer that came on the last day
ACCEPTING = 'accept:\n  - {rule: late-response, reason: "the file\'s, 100%"}\nexpect:'


def brief(text: str, format: str) -> str:
    """What was printed; of SARIF, without the rules of the law that nothing is said of."""
    if format == "junit":  # written by lxml where that is installed
        return text.replace(" />", "/>")
    if format != "sarif":
        return text
    shape = json.loads(text)
    driver = shape["runs"][0]["tool"]["driver"]
    spoken_of = {result["ruleId"] for result in shape["runs"][0]["results"]}
    driver["rules"] = [rule for rule in driver["rules"] if rule["id"] in spoken_of]
    del driver["semanticVersion"]
    for result in shape["runs"][0]["results"]:
        del result["ruleIndex"]
    return json.dumps(shape, indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("format", FORMATS)
def test_the_cases_are_as_they_expect(foirules: Command, cases: Path, format: str) -> None:
    told = foirules("check", cases, "--format", format)
    assert (told.code, told.err) == (0, "")
    if format in ("text", "github"):
        assert told.out == f"{len(QUICK)} files checked: no problems\n"


def test_every_case_of_the_project_is_as_it_expects(
    foirules: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    told = foirules("check", "cases/")
    assert told == (0, f"{len(CASES)} files checked: no problems\n", "")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("accepted", [False, True], ids=["failing", "accepted"])
def test_a_date_changed_is_seen_at_its_line(
    foirules: Command, cases: Path, format: str, accepted: bool
) -> None:
    """FOIRULES_SNAPSHOTS=1 writes the snapshots anew."""
    path = cases / "student-loans-company-2014.yaml"
    line = changed(path, *LATER)
    if accepted:
        changed(path, "expect:", ACCEPTING)
    told = foirules("check", path, cases / "wirral-2013-fs50509081.yaml", "--format", format)
    assert (told.code, told.err) == (int(not accepted), "")
    out = re.sub(r'"[0-9a-f]{64}"', '"HASH"', told.out)  # which tests of made_by look at
    snapshot = HERE / "snapshots" / f"{'accepted' if accepted else 'failing'}.{format}"
    if os.environ.get("FOIRULES_SNAPSHOTS"):
        snapshot.write_text(brief(out, format), encoding="utf-8")
    assert brief(out, format) == snapshot.read_text(encoding="utf-8")
    if not accepted:
        place = {
            "text": f"{path}:{line}:5: late-response ",
            "github": f"file={path},line={line},col=5,title=late-response",
            "sarif": f'"startLine": {line},',
            "junit": f"{path}:{line}:5: late-response ",
            "json": f'"line": {line},',
        }
        assert place[format] in told.out


@pytest.mark.parametrize("path", QUICK, ids=lambda path: path.stem)
def test_whichever_expected_day_is_changed_that_line_fails_alone(
    foirules: Command, cases: Path, path: Path
) -> None:
    """The first day that is expected of a finding or a clock."""
    lines = path.read_text("utf-8").splitlines()
    start = lines.index("expect:") + 2
    at = next((i for i, line in enumerate(lines[start:], start) if "due: 20" in line), None)
    if at is None:
        pytest.skip("expects no day")
    day = lines[at].index("due: ") + len("due: ")
    lines[at] = f"{lines[at][:day]}2006{lines[at][day + 4 :]}"
    (cases / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = foirules("check", cases)
    problem, summary = told.out.splitlines()
    assert problem.startswith(f"cases/{path.name}:{at + 1}:{day + 1}: ")
    assert summary == f"{len(QUICK)} files checked: 1 problem in 1 file"
    assert told.code == 1


# --- SARIF ----------------------------------------------------------------------------------------


def sarif(foirules: Command, *arguments: object) -> Any:
    return foirules("check", *arguments, "--format", "sarif").data


def test_sarif_is_as_its_schema_demands(foirules: Command, cases: Path) -> None:
    path = cases / "student-loans-company-2014.yaml"
    changed(path, *LATER)
    changed(path, "  findings: []", "  clocks: [{clock: response, due: 2014-04-10}]")
    for given in ([cases], [path, "no.yaml"]):
        shape = sarif(foirules, *given)
        jsonschema.Draft4Validator(SARIF_SCHEMA).validate(shape)
        (run,) = shape["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert {rules[each["ruleIndex"]]["id"] for each in run["results"]} == {
            "late-response",
            "clocks/response",
        }
        assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"] == "no.yaml: cannot be read: No such file or directory"
    assert not run["invocations"][0]["executionSuccessful"]


def test_the_rules_described_are_those_of_the_laws_of_the_cases(
    foirules: Command, cases: Path
) -> None:
    """An id that two laws share stands once, with the words and the citation of each."""
    law, laws = load_law(), dict[str, Path]()
    for path in QUICK:
        laws.setdefault(load_case(path).regime, path)
    declared = {
        id: {rule.id: rule for chapter in law[id].chapters for rule in chapter.rules} for id in laws
    }
    for id, path in laws.items():
        (run,) = sarif(foirules, path)["runs"]
        told = {each["id"]: each for each in run["tool"]["driver"]["rules"]}
        assert told.keys() == declared[id].keys()
        assert told["late-response"]["fullDescription"]["text"] == (
            declared[id]["late-response"].meaning
        )
    (run,) = sarif(foirules, *laws.values())["runs"]
    ids = [each["id"] for each in run["tool"]["driver"]["rules"]]
    assert len(set(ids)) == len(ids)
    assert set(ids) == set().union(*declared.values())
    (late,) = (r for r in run["tool"]["driver"]["rules"] if r["id"] == "late-response")
    for id, rules in declared.items():
        rule = rules["late-response"]
        assert f"{law[id].cited_as}: {rule.meaning}" in late["fullDescription"]["text"]
        assert rule.cites in late["properties"]["cites"]


def test_help_is_in_plain_words_and_links_only_where_pages_can_be_read(
    foirules: Command, cases: Path
) -> None:
    path = cases / "student-loans-company-2014.yaml"

    def described() -> dict[str, Any]:
        (run,) = sarif(foirules, path)["runs"]
        return {each["id"]: each for each in run["tool"]["driver"]["rules"]}

    without = described()
    text = without["late-response"]["help"]["text"]
    assert text.startswith("What it means: The authority answered this part of the request after")
    assert "\n\nWhat the requester can do: " in text
    assert text.endswith("\n\nbreach; FOIA s10(1)")
    assert not any("helpUri" in each for each in without.values())
    Path("foirules.toml").write_text('docs = "https://example.org/docs/"\n')
    linked = described()
    assert linked["late-response"]["helpUri"] == (
        "https://example.org/docs/rules/foia.md#late-response"
    )
    headings = set(re.findall(r"(?m)^### (.+)$", (ROOT / "docs/rules/foia.md").read_text("utf-8")))
    assert {each["helpUri"].partition("#")[2] for each in linked.values()} <= headings


def test_the_schema_refuses_what_is_no_sarif(foirules: Command, cases: Path) -> None:
    shape = sarif(foirules, cases)
    del shape["runs"][0]["tool"]["driver"]["name"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SARIF_SCHEMA).validate(shape)


def test_a_fingerprint_stays_when_lines_are_added_above(foirules: Command, cases: Path) -> None:
    path = cases / "student-loans-company-2014.yaml"
    changed(path, *LATER)

    def marks() -> list[tuple[int, str]]:
        results = sarif(foirules, cases)["runs"][0]["results"]
        return [
            (
                each["locations"][0]["physicalLocation"]["region"]["startLine"],
                each["partialFingerprints"]["foirules/v1"],
            )
            for each in results
        ]

    ((line, mark),) = marks()
    changed(path, "events:", "# a remark\n# of two lines\nevents:")
    assert marks() == [(line + 2, mark)]


# --- JUnit ----------------------------------------------------------------------------------------


def test_junit_counts_files_that_fail_and_files_that_cannot_be_read(
    foirules: Command, cases: Path
) -> None:
    changed(cases / "student-loans-company-2014.yaml", *LATER)
    told = foirules("check", cases, "no.yaml", "empty", "--format", "junit")
    assert told.code == 2
    read = JUnitXml.fromstring(told.out.encode())
    assert (read.tests, read.failures, read.errors) == (len(QUICK) + 2, 1, 2)
