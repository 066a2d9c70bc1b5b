"""`--errors json`: what goes to standard error is one list, on every command."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from foirules.cli import MODULES
from tests.cli.conftest import Command, Told
from tests.files import ROOT

WRONG = "case: c\nevents:\n  - {on: 2017-08-0, event: request-received}\n  - {on: 2017-08-02, event: chasr}\n"


@pytest.fixture(name="schema")
def _schema(foirules: Command) -> Draft7Validator:
    shape = foirules("schema", "errors").data
    Draft7Validator.check_schema(shape)
    return Draft7Validator(shape)


def errors(told: Told, schema: Draft7Validator) -> list[dict[str, Any]]:
    listed = json.loads(told.err)
    schema.validate(listed)
    return list(listed)


@pytest.mark.parametrize("command", ["assess", "check", "verify"])
def test_each_error_is_told_with_its_place(
    foirules: Command, tmp_path: Path, schema: Draft7Validator, command: str
) -> None:
    path, result = tmp_path / "case.yaml", tmp_path / "result.json"
    right = WRONG.replace("08-0,", "08-01,").replace("chasr", "chaser")
    path.write_text(right, encoding="utf-8")
    foirules("assess", path, "--format", "json", "--output", result)
    path.write_text(WRONG, encoding="utf-8")
    arguments = [result, path] if command == "verify" else [path]
    told = foirules(command, *arguments, "--errors", "json")
    assert told.code == 2
    found = errors(told, schema)
    assert found[0] == {
        "file": str(path),
        "line": 3,
        "column": 10,
        "field": "events[1].on",
        "found": "'2017-08-0'",
        "expected": "a date, YYYY-MM-DD",
        "meant": None,
        "message": "found '2017-08-0'; expected a date, YYYY-MM-DD",
    }
    assert {each["line"] for each in found} == {3, 4}
    near = next(each for each in found if each["found"] == "'chasr'")
    assert (near["meant"], near["field"]) == ("'chaser'", "events[2].event")
    as_text = foirules(command, *arguments).err.splitlines()
    assert len(as_text) == len(found)


@pytest.mark.parametrize("command", MODULES)
def test_every_command_takes_it(foirules: Command, schema: Draft7Validator, command: str) -> None:
    told = foirules(command, "--errors", "json", "--no-such-option")
    assert (told.code, told.out) == (2, "")
    assert all(each["message"] for each in errors(told, schema))
    assert "--errors {text,json}" in foirules(command, "--help").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["assess", "no-such-file.yaml"], ("no-such-file.yaml", None, "cannot be read:")),
        (["due", "soon"], (None, "DATE", "found 'soon'; expected a date, YYYY-MM-DD")),
        (["nothing"], (None, None, "unknown command 'nothing'")),
        (["due", "2017-08-03", "--policy", "x.yaml"], (None, None, "'x.yaml' is no file")),
        (["audit", "no-such.csv"], (None, None, "no-such.csv")),
    ],
)
def test_whatever_is_wrong(
    foirules: Command,
    schema: Draft7Validator,
    arguments: list[str],
    said: tuple[str | None, str | None, str],
) -> None:
    (found,) = errors(foirules(*arguments, "--errors=json"), schema)
    file, field, message = said
    assert (found["file"], found["field"]) == (file, field)
    assert message in found["message"]


def test_what_is_no_yaml_has_its_line(
    foirules: Command, tmp_path: Path, schema: Draft7Validator
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("case: c\nevents: [\n", encoding="utf-8")
    (found,) = errors(foirules("assess", path, "--errors", "json"), schema)
    assert (found["file"], found["line"], found["column"]) == (str(path), 3, 1)
    assert found["message"].startswith("not YAML: ")


def test_a_remark_is_in_the_list_too(foirules: Command, schema: Draft7Validator) -> None:
    told = foirules("due", "2030-06-03", "--errors", "json")
    (found,) = errors(told, schema)
    assert (told.code, told.out) == (0, "2030-07-01\n")
    assert found["message"].startswith("2030-07-01 is provisional")


def test_where_nothing_is_wrong_nothing_is_said(foirules: Command) -> None:
    assert foirules("due", "2017-08-03", "--errors", "json").err == ""


def test_no_password_is_shown(foirules: Command, schema: Draft7Validator) -> None:
    (found,) = errors(foirules("postgresql://me:secret@host/db", "--errors", "json"), schema)
    assert "secret" not in json.dumps(found)


# --- what is read from standard input ---------------------------------------------------------

ONE = '{"case": "c%d", "events": [{"on": "2017-08-03", "event": "request-received"}]}'


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("case: c1\nevents: [{on: 2017-08-03, event: request-received}]\n", ["c1"]),
        (ONE % 1, ["c1"]),
        ("\n".join(ONE % n for n in (1, 2, 3)), ["c1", "c2", "c3"]),
        (f"{ONE % 1}\n\n  \n{ONE % 2}\n", ["c1", "c2"]),
        (f"[{ONE % 1},\n{ONE % 2}]", ["c1", "c2"]),
        ("".join(f"- {ONE % n}\n" for n in (1, 2)), ["c1", "c2"]),
    ],
    ids=["YAML", "JSON", "JSON lines", "with empty lines", "a list", "a list in YAML"],
)
def test_one_case_a_list_and_lines(
    foirules: Command, monkeypatch: pytest.MonkeyPatch, text: str, cases: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(text.encode()))
    told = foirules("assess", "-", "--as-of", "2017-10-10", "--format", "jsonl")
    assert (told.code, told.err) == (0, "")
    assert [json.loads(line)["case"] for line in told.out.splitlines()] == cases


def test_a_wrong_line_stops_no_other(
    foirules: Command, monkeypatch: pytest.MonkeyPatch, schema: Draft7Validator
) -> None:
    lines = [ONE % 1, '{"case": ', ONE.replace("08-03", "08-0") % 3, "7", ONE % 5]
    monkeypatch.setattr(sys, "stdin", Stdin("\n".join(lines).encode()))
    told = foirules("assess", "-", "--format", "jsonl", "--errors", "json")
    assert told.code == 2
    assert [json.loads(line)["case"] for line in told.out.splitlines()] == ["c1", "c5"]
    found = errors(told, schema)
    assert [(each["file"], each["line"]) for each in found] == [("-", 2), ("-", 3), ("-", 4)]


def test_a_folder_of_every_kind_of_file(foirules: Command, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ONE % 1, encoding="utf-8")
    (tmp_path / "b.json").write_text(f"[{ONE % 2}, {ONE % 3}]", encoding="utf-8")
    (tmp_path / "c.jsonl").write_text(f"{ONE % 4}\n{ONE % 5}\n", encoding="utf-8")
    told = foirules("assess", tmp_path, "--format", "jsonl")
    assert (told.code, told.err) == (0, "")
    found = [json.loads(line)["case"] for line in told.out.splitlines()]
    assert found == ["c1", "c2", "c3", "c4", "c5"]


def test_the_curated_cases_are_a_folder_of_cases(foirules: Command) -> None:
    told = foirules("assess", ROOT / "cases", "--format", "jsonl", "--as-of", "2024-01-01")
    assert (told.code, told.err) == (0, "")
    assert len(told.out.splitlines()) == len(list((ROOT / "cases").rglob("*.yaml")))
