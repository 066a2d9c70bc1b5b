"""`verify`: a kept result judged again, and what is not as it was."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from foirules import Case, assess, load_case
from foirules.rules import version
from tests.cli.conftest import Command
from tests.files import DFE, ROOT, day

AS_OF = ("--as-of", "2017-10-10")
ONE = "case: one\nevents:\n- {on: 2017-08-03, event: request-received}\n"


@pytest.fixture(name="case")
def _case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    shutil.copyfile(ROOT / "cases" / f"{DFE}.yaml", path)
    return path


def kept(foirules: Command, tmp_path: Path, *arguments: object) -> Path:
    path = tmp_path / "result.json"
    form = () if "--format" in arguments else ("--format", "json")
    told = foirules("assess", *arguments, *AS_OF, *form, "--output", path)
    assert told.err == ""
    return path


def differing(foirules: Command, *arguments: object) -> dict[str, Any]:
    """What is said of the one result, which is not as it was."""
    told = foirules("verify", *arguments, "--format", "json")
    assert (told.code, told.err, told.data["same"]) == (1, "", False)
    (found,) = told.data["results"]
    return dict(found)


def test_a_result_that_stands(foirules: Command, case: Path, tmp_path: Path) -> None:
    told = foirules("verify", kept(foirules, tmp_path, case), case)
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        f"{DFE} · as of 10 October 2017\n"
        "  The same, by the same program, law, policy, calendar and input\n"
        "\n"
        "1 result: the same.\n"
    )


@pytest.mark.parametrize("place", [0, 100, 1000, -1])
def test_a_changed_byte_of_the_case_is_found(
    foirules: Command, case: Path, tmp_path: Path, place: int
) -> None:
    """Even where it changes nothing of what is found."""
    data = bytearray(b"# a remark\n" + case.read_bytes() + b"# another\n")
    case.write_bytes(data)
    result = kept(foirules, tmp_path, case)
    remarks = {0: 2, 100: 5, 1000: len(data) - 3, -1: len(data) - 2}
    data[remarks[place]] ^= 1
    case.write_bytes(data)
    found = differing(foirules, result, case)
    assert (list(found["made_by"]), found["differences"]) == (["input"], [])


def test_another_day_of_receipt_changes_rows(foirules: Command, tmp_path: Path) -> None:
    case = tmp_path / "one.yaml"
    case.write_text(ONE, encoding="utf-8")
    result = kept(foirules, tmp_path, case)
    case.write_text(ONE.replace("08-03", "08-04"), encoding="utf-8")
    found = differing(foirules, result, case)
    said = {
        (each["name"], each["row"].get("clock") or each["row"].get("rule"), each["field"]): (
            each["then"],
            each["now"],
        )
        for each in found["differences"]
    }
    assert said["clocks", "response", "due"] == ("2017-09-04", "2017-09-05")
    assert said["findings", "late-response", "working_days_late"] == (26, 25)
    told = foirules("verify", result, case)
    assert "  clocks · response · foia: started 2017-08-03, now 2017-08-04; due " in told.out
    assert told.out.endswith("\n1 result: 0 the same, 1 not. Not the same: input and rows.\n")


def test_a_finding_that_is_new_and_one_that_is_gone(foirules: Command, tmp_path: Path) -> None:
    case = tmp_path / "one.yaml"
    case.write_text(ONE, encoding="utf-8")
    result = kept(foirules, tmp_path, case)
    case.write_text(
        ONE + "- {on: 2017-08-10, event: response, outcome: refused}\n", encoding="utf-8"
    )
    found = differing(foirules, result, case)
    rows = {
        (each["row"]["rule"], each["then"] is None, each["now"] is None)
        for each in found["differences"]
        if each["name"] == "findings" and each["field"] is None
    }
    assert ("late-response", False, True) in rows
    assert "  findings · late-response · foia: gone\n" in foirules("verify", result, case).out
    result = kept(foirules, tmp_path, case)
    case.write_text(ONE, encoding="utf-8")
    assert "  findings · late-response · foia: new\n" in foirules("verify", result, case).out


def test_a_changed_byte_of_the_law_is_found(foirules: Command, tmp_path: Path) -> None:
    lending, case = tmp_path / "lending", ROOT / "tests" / "regime" / "files" / "loan-1.yaml"
    shutil.copytree(ROOT / "tests" / "regime" / "lending", lending)
    result = kept(foirules, tmp_path, case, "--law", lending)
    assert foirules("verify", result, case, "--law", lending).code == 0
    again = tmp_path / "again" / "lending"  # a folder is read once in a process
    shutil.copytree(lending, again)
    with (again / "loan.yaml").open("a", encoding="utf-8") as file:
        file.write("#")
    found = differing(foirules, result, case, "--law", again)
    assert (list(found["made_by"]), found["differences"]) == (["law"], [])


def test_another_policy_is_found(foirules: Command, tmp_path: Path) -> None:
    policy, case = tmp_path / "mine.yaml", tmp_path / "case.yaml"
    text = 'policy: mine\nversion: "1"\ntitle: Mine\nextends: foia\n'
    policy.write_text(text, encoding="utf-8")
    case.write_text(ONE + "authority: {policy: mine}\n", encoding="utf-8")
    result = kept(foirules, tmp_path, case, "--policy", policy)
    assert foirules("verify", result, case, "--policy", policy).code == 0
    policy.write_text(text.replace("title: Mine", "title: Thine"), encoding="utf-8")
    found = differing(foirules, result, case, "--policy", policy)
    assert (list(found["made_by"]), found["differences"]) == (["policy"], [])


def test_another_program_is_found(
    foirules: Command, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = kept(foirules, tmp_path, case)
    monkeypatch.setattr(version, "__version__", "9.9")
    found = differing(foirules, result, case)
    assert found["made_by"] == {"program": {"then": "0.1.0", "now": "9.9"}}


@pytest.mark.parametrize("said", [7, ["a"], {"a": "b"}, True])
def test_what_made_it_may_be_no_text(
    foirules: Command, case: Path, tmp_path: Path, said: object
) -> None:
    """It says as little as one that is left out."""
    result = kept(foirules, tmp_path, case)
    (shape,) = json.loads(result.read_text(encoding="utf-8"))
    shape["made_by"] |= {"law": said, "input": said}
    result.write_text(json.dumps(shape), encoding="utf-8")
    found = differing(foirules, result, case)
    assert {name: each["then"] for name, each in found["made_by"].items()} == {
        "law": None,
        "input": None,
    }
    assert "law: made by what it does not say, now " in foirules("verify", result, case).out


def test_a_result_that_was_tampered_with(foirules: Command, case: Path, tmp_path: Path) -> None:
    result = kept(foirules, tmp_path, case)
    (shape,) = json.loads(result.read_text(encoding="utf-8"))
    shape["findings"][0]["certainty"] = "denied"
    result.write_text(json.dumps(shape), encoding="utf-8")
    found = differing(foirules, result, case)
    ((name, field, then),) = ((d["name"], d["field"], d["then"]) for d in found["differences"])
    assert (found["made_by"], name, field, then) == ({}, "findings", "certainty", "denied")


def test_of_many_each_finds_its_own(foirules: Command, tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    for number in range(3):
        text = ONE.replace("one", f"c{number}").replace("08-03", f"08-0{number + 1}")
        (cases / f"{number}.yaml").write_text(text, encoding="utf-8")
    result = kept(foirules, tmp_path, cases, "--format", "jsonl")
    assert foirules("verify", result, cases).out.endswith("\n3 results: the same.\n")
    (cases / "1.yaml").write_text(ONE.replace("one", "c1"), encoding="utf-8")
    told = foirules("verify", result, cases, "--format", "json")
    assert [each["same"] for each in told.data["results"]] == [True, False, True]


def test_a_result_of_a_dict_is_known_by_what_the_file_says(
    foirules: Command, tmp_path: Path
) -> None:
    case, result = tmp_path / "case.yaml", tmp_path / "result.json"
    case.write_text(ONE, encoding="utf-8")
    shape = {"case": "one", "events": [{"event": "request-received", "on": day("2017-08-03")}]}
    made = assess(shape, day("2017-10-10")).to_dict()
    assert made["made_by"]["input"] != load_case(case).digest
    result.write_text(json.dumps(made), encoding="utf-8")
    assert foirules("verify", result, case).code == 0
    assert Case.from_dict(shape).digest == made["made_by"]["input"]


def test_letters_are_verified_too(foirules: Command, tmp_path: Path) -> None:
    letters = tmp_path / "thread.txt"
    shutil.copyfile(ROOT / "tests" / "letters" / "dfe-2017.txt", letters)
    result = kept(foirules, tmp_path, letters, "--confirm")
    assert foirules("verify", result, letters, "--confirm").code == 0
    assert foirules("verify", result, letters).code == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "{file}: it holds no result"),
        ("[]", "{file}: it holds no result"),
        ('{"schema": ', "{file}:1:12: no JSON: Expecting value"),
        ("[1]", "{file}: result 1: found 1; expected an assessment, as foirules assess"),
        ("{}", "{file}: result 1: schema: found nothing; expected foirules/assessment"),
        ('{"schema": "foirules/assessment", "version": 2}', "{file}: result 1: version: found 2;"),
        (
            '{"schema": "foirules/assessment", "version": 1, "as_of": "soon"}',
            "{file}: result 1: as_of: found 'soon'; expected a date, YYYY-MM-DD",
        ),
        ("[" * 100_000, "{file}:1:1: no JSON: nested too deep"),
    ],
)
def test_what_is_no_result_is_refused(
    foirules: Command, case: Path, tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "result.json"
    path.write_text(text, encoding="utf-8")
    told = foirules("verify", path, case)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("foirules: " + said.format(file=path))


def test_a_result_without_its_case_is_refused_and_a_case_without_its_result(
    foirules: Command, case: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(ONE, encoding="utf-8")
    result = kept(foirules, tmp_path, case)
    told = foirules("verify", result, other)
    assert (told.code, told.err) == (
        2,
        f"foirules: {result}: result 1: no case '{DFE}' is among those given\n",
    )
    told = foirules("verify", result, case, other)
    assert (told.code, told.err) == (2, f"foirules: {other}: no result of the case 'one'\n")


def test_what_it_writes_as_json_is_of_its_schema(
    foirules: Command, case: Path, tmp_path: Path
) -> None:
    result = kept(foirules, tmp_path, case)
    schema = foirules("schema", "verify").data
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)
    validator.validate(foirules("verify", result, case, "--format", "json").data)
    case.write_text(case.read_text().replace("2017-08-03", "2017-08-04"), encoding="utf-8")
    told = foirules("verify", result, case, "--format", "json").data
    validator.validate(told)
    assert told["results"][0]["differences"]
    del told["results"][0]["made_by"]
    assert not validator.is_valid(told)
