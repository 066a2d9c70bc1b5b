"""`verify` of results that are no assessments: a due day, what if, a check, an audit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from foirules import Case, assess
from foirules.assessing.verifying import verify
from foirules.cases.case_file import load_case
from tests.cli.conftest import Command
from tests.files import DFE, ROOT, day

ONE = "case: one\nevents:\n- {on: 2017-08-03, event: request-received}\n"
RESPONSE = "{on: 2017-09-20, event: response, outcome: disclosed}"
LOG = "case,on,event,outcome\na,2017-08-03,request-received,\na,2017-09-20,response,disclosed\n"


@pytest.fixture(name="case")
def _case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(ONE, encoding="utf-8")
    return path


def kept(foirules: Command, tmp_path: Path, *arguments: object) -> Path:
    path = tmp_path / "result.json"
    told = foirules(*arguments, "--output", path)
    assert told.err == ""
    return path


def only(told: Any) -> dict[str, Any]:
    """What is said of the one result, which is not as it was."""
    assert (told.code, told.err, told.data["same"]) == (1, "", False)
    (found,) = told.data["results"]
    return dict(found)


@pytest.mark.parametrize("more", [(), ("--regime", "foisa"), ("--policy", "foia")])
def test_a_due_day(foirules: Command, tmp_path: Path, more: tuple[str, ...]) -> None:
    result = kept(foirules, tmp_path, "due", "2017-08-03", "2022-09-05", "--format", "json", *more)
    told = foirules("verify", result)
    assert (told.code, told.err) == (0, "")
    assert told.out.endswith("\n2 results: the same.\n")
    shape = json.loads(result.read_text(encoding="utf-8"))
    shape[1]["due"] = "2022-10-03"
    result.write_text(json.dumps(shape[1]), encoding="utf-8")
    (difference,) = only(foirules("verify", result, "--format", "json"))["differences"]
    assert (difference["field"], difference["then"]) == ("due", "2022-10-03")


def test_what_if(foirules: Command, tmp_path: Path, case: Path) -> None:
    asked = ("assess", case, "--as-of", "2017-10-10", "--what-if", RESPONSE, "--format", "json")
    result = kept(foirules, tmp_path, *asked)
    told = foirules("verify", result, case, "--what-if", RESPONSE)
    assert (told.code, told.err) == (0, "")
    other = RESPONSE.replace("disclosed", "not-held")
    found = only(foirules("verify", result, case, "--what-if", other, "--format", "json"))
    assert list(found["made_by"]) == ["input"]
    case.write_text(ONE.replace("08-03", "08-04"), encoding="utf-8")
    found = only(foirules("verify", result, case, "--what-if", RESPONSE, "--format", "json"))
    assert list(found["made_by"]) == ["input"]
    used = "stops[response, foia, statute].working_days_used"
    assert [(d["then"], d["now"]) for d in found["differences"] if d["field"] == used] == [(32, 31)]


def test_a_check(
    foirules: Command, tmp_path: Path, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    case.write_text(ONE + "expect:\n  as-of: 2017-10-10\n  findings: []\n", encoding="utf-8")
    result = kept(foirules, tmp_path, "check", "case.yaml", "--format", "json")
    assert foirules("verify", result, "case.yaml").code == 0
    case.write_text(case.read_text().replace("08-03", "08-04"), encoding="utf-8")
    found = only(foirules("verify", result, "case.yaml", "--format", "json"))
    assert list(found["made_by"]) == ["input"]
    fields = {each["field"] for each in found["differences"]}
    assert any(field.endswith("].message") for field in fields), fields


def test_an_audit(foirules: Command, tmp_path: Path) -> None:
    pytest.importorskip("polars")
    log = tmp_path / "log.csv"
    log.write_text(LOG, encoding="utf-8")
    asked = ("audit", log, "--as-of", "2018-01-01", "--by", "case", "--summary", "json")
    result = kept(foirules, tmp_path, *asked)
    told = foirules("verify", result, log)
    assert (told.code, told.err) == (0, "")
    log.write_text(LOG.replace("09-20", "09-04"), encoding="utf-8")
    found = only(foirules("verify", result, log, "--format", "json"))
    values = {each["field"]: (each["then"], each["now"]) for each in found["differences"]}
    assert values["by_regime[foia].rates[in-time].percentage"] == (0.0, 100.0)
    said = foirules("verify", result, log).out
    assert "  by_regime[foia].findings[late-response, breach, established]: gone\n" in said
    assert "more, which --format json has\n" in said


# --- a changed byte of any input ------------------------------------------------------------------

SOURCE = (ROOT / "cases" / f"{DFE}.yaml").read_bytes()
RESULT = assess(load_case(ROOT / "cases" / f"{DFE}.yaml"), day("2017-10-10")).to_dict()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, len(SOURCE) - 1), bit=st.integers(0, 7))
@example(place=0, bit=0)
@example(place=len(SOURCE) - 1, bit=1)
def test_a_changed_byte_anywhere_in_a_case_file_is_found(
    foirules: Command, tmp_path: Path, place: int, bit: int
) -> None:
    """It is told as a changed input, or the file cannot be read any more, or is of no result."""
    changed = bytearray(SOURCE)
    changed[place] ^= 1 << bit
    case, result = tmp_path / "case.yaml", tmp_path / "result.json"
    case.write_bytes(changed)
    result.write_text(json.dumps(RESULT), encoding="utf-8")
    told = foirules("verify", result, case, "--format", "json")
    if told.code == 1:
        assert "input" in only(told)["made_by"]
    else:
        assert told.code == 2
        assert told.err


SHAPE = {
    "case": "one",
    "events": [
        {"on": "2017-08-03", "event": "request-received"},
        {"on": "2017-09-20", "event": "response", "outcome": "refused", "exemptions": ["s40(2)"]},
    ],
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("case",), "two"),
        (("events", 0, "on"), "2017-08-02"),
        (("events", 1, "on"), "2017-09-21"),
        (("events", 1, "outcome"), "disclosed"),
        (("events", 1, "exemptions"), ["s40(2)", "s41"]),
        (("events", 1, "note"), "seen"),
    ],
)
def test_a_changed_value_of_a_dict_is_found(path: tuple[Any, ...], value: Any) -> None:
    shape = json.loads(json.dumps(SHAPE))
    *above, last = path
    within: Any = shape
    for key in above:
        within = within[key]
    within[last] = value
    then = assess(Case.from_dict(SHAPE), day("2017-10-10")).to_dict()
    found = verify(then, assess(Case.from_dict(shape), day("2017-10-10")))
    assert "input" in found.made_by


@pytest.mark.parametrize("name", ["regime.yaml", "loan.yaml", "vocabulary.yaml", "statistics.yaml"])
def test_a_changed_byte_of_any_file_of_a_law_is_found(
    foirules: Command, tmp_path: Path, name: str
) -> None:
    lending = ROOT / "tests" / "regime" / "lending"
    case = ROOT / "tests" / "regime" / "files" / "loan-1.yaml"
    result = tmp_path / "result.json"
    told = foirules("assess", case, "--law", lending, "--format", "json", "--output", result)
    assert told.err == ""
    again = tmp_path / "again" / "lending"
    shutil.copytree(lending, again)
    with (again / name).open("ab") as file:
        file.write(b"#\n")
    found = only(foirules("verify", result, case, "--law", again, "--format", "json"))
    assert list(found["made_by"]) == ["law"]
