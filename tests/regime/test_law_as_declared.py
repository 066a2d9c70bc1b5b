"""The Lending Rules as they are shown, as schemas have them, and where they are wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from docs.make.events import events
from docs.make.rules import rules
from foirules import Regime, RegimeError, load_law
from foirules.documents.data import to_data as data
from foirules.documents.load import load_document
from tests.cli.conftest import Command


def read(path: str) -> Any:
    return json.loads(
        json.dumps(data(load_document(Path(path).read_text("utf-8"), path)), default=str)
    )


def test_its_rules_are_listed_and_shown(law: Path, foirules: Command) -> None:
    asked = ("rules", "--law", law, "--regime", "lending")
    lines = foirules(*asked).out.splitlines()
    assert "  late-return                       breach, Lending Rules r3" in lines
    assert "  return                            borrower, Lending Rules r3" in lines
    told = foirules(*asked, "late-return", "--expressions").out
    assert told.startswith("late-return · breach · of each volume · Lending Rules r3\n")
    assert "volume.loan_due · date · Lending Rules r3" in told
    unknown = foirules(*asked, "late-retrun")
    assert (unknown.code, unknown.err.count("\n")) == (2, 1)
    assert "did you mean 'late-return'?" in unknown.err


def test_its_policies_are_listed_and_shown(law: Path, foirules: Command) -> None:
    listed = foirules("policies", "--law", law).out
    assert "Lending Rules of the public libraries · version 2024-06-01" in listed
    lines = foirules("policies", "lending", "hill-library", "--law", law).out.splitlines()
    assert (
        "    from 1 April 2024        28 calendar days · statute · Lending Rules r3 as amended"
        in (lines)
    )
    assert (
        "    from 1 January 2020      10 calendar days · promise · the notice at the desk" in lines
    )


@pytest.mark.parametrize("name", ["case", "rules", "policy", "map", "assessment"])
def test_a_schema_takes_what_it_describes(law: Path, foirules: Command, name: str) -> None:
    if name == "map":
        pytest.importorskip("polars")
    schema = foirules("schema", name, "--law", law, "--regime", "lending").data
    Draft7Validator.check_schema(schema)
    given = {
        "case": ["loan-1.yaml"],
        "rules": [*map(str, (law / f"{each}.yaml" for each in ("loan", "recall", "fine")))],
        "policy": [*map(str, sorted((law / "policies").iterdir()))],
        "map": ["desk.yaml"],
        "assessment": [],
    }
    found = [read(path) for path in (*given[name], *(["our-standard.yaml"] * (name == "rules")))]
    if name == "assessment":
        found = foirules("assess", "loan-1.yaml", "--law", law, "--format", "json").data
    assert found
    for each in found:
        assert [error.message for error in Draft7Validator(schema).iter_errors(each)] == []


def test_a_schema_of_a_case_has_no_event_of_another_law(law: Path, foirules: Command) -> None:
    schema = foirules("schema", "case", "--law", law, "--regime", "lending").data
    case = read("loan-1.yaml")
    case["events"][0]["event"] = "request-received"
    assert list(Draft7Validator(schema).iter_errors(case))


def test_its_pages_are_made(lending: Regime) -> None:
    made = events(lending)
    assert "| `fine-notice` | library | a notice of a fine, r6 |" in made
    assert "`illness(hospital)`" in made
    told = rules(lending)
    assert "### late-return\n\nBreach, of each volume. Lending Rules r3.\n" in told
    assert "### Clock: loan" in told


def test_a_new_case_begins_with_the_template_of_its_law(law: Path, foirules: Command) -> None:
    asked = ("new", "loan-2", "--law", law, "--regime", "lending", "--received", "2024-05-01")
    told = foirules(*asked)
    assert (told.code, told.out, told.err) == (
        2,
        "",
        "foirules: there is no lending/new-case.yaml, by which a case of 'lending' would be begun\n",
    )
    (law / "new-case.yaml").write_text(
        "case: $name\nregime: lending\nauthority: $authority\n"
        "events:\n  - {on: $received, event: book-lent}\n"
        "# The events are\n$events\n"
    )
    told = foirules(*asked)
    assert told.out.startswith("case: loan-2\nregime: lending\nauthority: Example Council\n")
    assert "  #   book-lent, renewed, recalled, returned, lost-reported" in told.out


def test_what_is_wrong_with_it_is_said_in_its_file(law: Path) -> None:
    folder = law.resolve()  # what was read of a folder is kept by its name
    path = folder / "loan.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("returned_on > loan_due or", "returnd_on > loan_due or"), "utf-8")
    wrong = load_law([folder])["lending"]
    with pytest.raises(RegimeError) as error:
        wrong.law(wrong.names_read())
    assert "unknown name 'returnd_on' of a volume; did you mean 'returned_on'?" in str(error.value)
    assert str(error.value).startswith(f"{path}:")
