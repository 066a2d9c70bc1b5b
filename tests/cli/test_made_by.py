"""Whatever is printed or written of a result says what made it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from foirules.documents.digests import digest_of_data
from foirules.rules.version import SHOWN
from tests.cli.conftest import Command
from tests.files import DFE, ROOT

pytestmark = pytest.mark.one_cpython

CASE = str(ROOT / "cases" / f"{DFE}.yaml")
THREAD = ROOT / "tests" / "letters" / "dfe-2017.txt"
AS_OF = ("--as-of", "2017-10-10")
LOG = "case,on,event\na,2017-03-06,request-received\na,2017-09-04,acknowledgement\n"
HASHED = ("law", "policy", "calendar", "input")


@pytest.fixture(name="log")
def _log(tmp_path: Path) -> str:
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("kind", ["html", "ics"])
def test_a_page_and_a_calendar_of_a_case(foirules: Command, kind: str) -> None:
    if kind == "ics":
        pytest.importorskip("icalendar")
    (made,) = (
        each["made_by"] for each in foirules("assess", CASE, *AS_OF, "--format", "json").data
    )
    said = f"from {', '.join(f'{name} {made[name][:SHOWN]}' for name in HASHED)}."
    told = foirules("assess", CASE, *AS_OF, "--format", kind).out.replace("\r", "")
    assert f"Made by foirules {made['program']} {said}" in told.replace("\n ", "").replace(
        "\\,", ","
    )


def test_the_files_of_an_audit(foirules: Command, log: str, tmp_path: Path) -> None:
    for needed in ("polars", "icalendar", "xlsxwriter", "openpyxl"):
        pytest.importorskip(needed)
    import openpyxl

    audit = ("audit", log, *AS_OF)
    made = foirules(*audit, "--summary", "json").data["made_by"]
    assert made["input"] == hashlib.sha256(LOG.encode()).hexdigest()
    said = f"from {', '.join(f'{name} {made[name][:SHOWN]}' for name in HASHED)}."
    for kind in ("html", "ics"):
        path = tmp_path / f"out.{kind}"
        foirules(*audit, "--format", kind, "--output", str(path))
        text = path.read_text("utf-8").replace("\r", "").replace("\n ", "").replace("\\,", ",")
        assert f"Made by foirules {made['program']} {said}" in text
    path = tmp_path / "out.xlsx"
    foirules(*audit, "--format", "xlsx", "--output", str(path))
    rows = openpyxl.load_workbook(path)["summary"].iter_rows(values_only=True)
    shown = {row[2]: row[3] for row in rows}
    assert shown["program"] == made["program"]
    assert [shown[f"hash of the {name}"] for name in HASHED] == [made[name] for name in HASHED]


def test_a_case_of_a_log_is_known_by_what_its_rows_say(
    foirules: Command, log: str, tmp_path: Path
) -> None:
    pytest.importorskip("polars")
    asked = ("audit", log, "--case", "a", *AS_OF, "--format", "json")
    (first,) = foirules(*asked).data
    assert first["made_by"]["input"] == digest_of_data([row["said"] for row in first["rows"]])
    Path(log).write_text(LOG + "b,2017-03-06,request-received\n", encoding="utf-8")
    (again,) = foirules(*asked).data
    assert again["made_by"] == first["made_by"]
    Path(log).write_text(LOG.replace("09-04", "09-05"), encoding="utf-8")
    (other,) = foirules(*asked).data
    assert other["made_by"]["input"] != first["made_by"]["input"]


def test_each_question_about_a_draft(foirules: Command) -> None:
    asked = foirules("draft", str(THREAD), *AS_OF, "--questions", "json").data
    made = [each["made_by"] for each in asked]
    assert all(each == made[0] for each in made)
    assert made[0]["input"] == hashlib.sha256(THREAD.read_bytes()).hexdigest()
    assert None not in made[0].values()


def test_a_return_that_was_checked(foirules: Command, tmp_path: Path) -> None:
    pytest.importorskip("polars")
    counted = tmp_path / "log.csv"
    counted.write_text(LOG, encoding="utf-8")
    foirules("audit", str(counted), *AS_OF, "--return", "cabinet-office", "--out", tmp_path / "o")
    path = tmp_path / "o" / "returns" / "cabinet-office.csv"
    made = foirules("check-return", "cabinet-office", path, "--format", "json").data["made_by"]
    assert made["input"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (len(made["law"]), made["policy"]) == (64, None)
