"""The schemas are of the files that are read and written: whatever is read is as they demand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from foirules import CaseError, assess, load_case
from foirules.audit.reading.map_files import ready_maps, ready_text
from foirules.cases.case_file import read_case
from foirules.documents.items import Item
from foirules.documents.load import load_document, read_text
from foirules.documents.problems import DocumentError
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.schema import OF_SEVERAL_LAWS, SCHEMAS
from foirules.schema.several_laws import under_each
from tests import generate
from tests.bad_input.test_case_files import TRIALS, after
from tests.bad_input.test_mangled import POLICIES, case_file, mangled
from tests.bad_input.test_maps import TRIALS as MAPS
from tests.bad_input.test_own_rules import TRIALS as RULES
from tests.cli.conftest import Command
from tests.files import CASES, OF_THE_ACT, ROOT, examples
from tests.foia import EVENTS, REGIME

EXAMPLES = examples(60, 300)
BEYOND_A_SCHEMA = (
    "not YAML",
    "unknown time zone",
    "unknown encoding",
    "format of strptime",
    "'columns.event' is missing",
)
BEYOND_A_SCHEMA_OF_RULES = (
    "is defined in",
    "unknown kind 'breach'",
    "unknown key 'until'",
    "unknown name",
    "unknown function",
    "this name already",
    "declared twice",
    "folded",
    ": the limit ",  # on the length and depth of an expression
)
SEEDS = st.integers(0, 2**32 - 1).map(Random)


@cache
def any_case() -> Draft7Validator:
    """Of a case file under any law that ships."""
    return Draft7Validator(under_each(SCHEMAS["case"], load_law()))


@cache
def validator(name: str, regime: Regime = REGIME) -> Draft7Validator:
    return Draft7Validator(SCHEMAS[name](regime))


def plain(item: Item) -> Any:
    """What a YAML or JSON file holds, days as text."""
    if isinstance(item.value, dict):
        return {key: plain(value) for key, value in item.value.items()}
    return [plain(each) for each in item.value] if isinstance(item.value, list) else item.value


def content(path: Path) -> Any:
    return plain(load_document(read_text(path), str(path)))


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_a_schema_and_the_command_prints_it(foirules: Command, name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name](REGIME))
    told = foirules("schema", name, "--regime", REGIME.id)
    assert (told.code, told.err, told.data) == (0, "", SCHEMAS[name](REGIME))


@pytest.mark.parametrize("name", OF_SEVERAL_LAWS)
def test_without_a_regime_it_is_of_all(foirules: Command, name: str) -> None:
    schema = under_each(SCHEMAS[name], load_law())
    Draft7Validator.check_schema(schema)
    assert foirules("schema", name).data == schema


IN_ORDER = """
import json
import os
from foirules import load_law
from foirules.schema import OF_SEVERAL_LAWS, SCHEMAS
from foirules.schema.several_laws import under_each
from foirules.serving.openapi import openapi

law = load_law()
made = [[schema(each) for each in law.values()] for schema in SCHEMAS.values()]
print(json.dumps([*made, *(under_each(SCHEMAS[name], law) for name in OF_SEVERAL_LAWS), openapi()]))
"""


@pytest.mark.one_cpython
def test_their_order_is_always_the_same() -> None:
    """Whatever the hashes of text begin with; that of the service's description too."""
    printed = {
        subprocess.run(
            [sys.executable, "-c", IN_ORDER],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


# --- what is right --------------------------------------------------------------------------------


@pytest.mark.one_cpython
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_curated_cases_and_what_is_found_of_them(path: Path) -> None:
    case = load_case(path)
    regime = load_law()[case.regime]
    said = content(path)
    validator("case", regime).validate(said)
    any_case().validate(said)
    for other in load_law().keys() - {case.regime}:
        under = {**said, "regime": other}
        assert any_case().is_valid(under) == validator("case", load_law()[other]).is_valid(under)
    assert case.expect is not None
    found = assess(case, case.expect["as-of"])
    validator("assessment", regime).validate(found.to_dict())


def test_derivations() -> None:
    case = load_case(next(path for path in CASES if path.stem.startswith("student")))
    assert case.expect is not None
    found = assess(case, case.expect["as-of"], explain=True)
    derived = [each.to_dict() for each in found.derivations()]
    assert derived
    validator("assessment").validate({**found.to_dict(), "derivations": derived})


@pytest.mark.parametrize("path", sorted((ROOT / "policies").glob("*.yaml")), ids=lambda p: p.stem)
def test_policies(path: Path) -> None:
    said = content(path)
    validator("policy", load_law()[said.get("regime", REGIME.id)]).validate(said)


RULES_FILES = [
    *((regime, path) for regime in load_law().values() for path in regime.files),
    (REGIME, ROOT / "docs" / "own-rules.yaml"),
]


@pytest.mark.parametrize(
    ("regime", "path"), RULES_FILES, ids=[f"{of.id} {path.stem}" for of, path in RULES_FILES]
)
def test_rules(regime: Regime, path: Path) -> None:
    """The chapters of each law, and the example of rules of one's own."""
    validator("rules", regime).validate(content(path))


def test_an_unknown_key_of_rules_is_refused_wherever_it_stands() -> None:
    for name in ("response", "promises"):
        for place, data in keys_added(content(REGIME.folder / f"{name}.yaml")):
            assert not validator("rules").is_valid(data), place


@pytest.mark.parametrize(("files", "lines"), RULES.values(), ids=RULES)
def test_what_the_reader_of_rules_refuses_the_schema_does(
    files: dict[str, str], lines: list[str]
) -> None:
    """As far as a schema can: what an expression says is beyond it, and what own rules may not."""
    try:
        data = [plain(load_document(text, name)) for name, text in files.items()]
    except DocumentError:
        pytest.skip("no document")
    if any(said in line for line in lines for said in BEYOND_A_SCHEMA_OF_RULES):
        pytest.skip("beyond a schema")
    assert not all(map(validator("rules").is_valid, data))


@pytest.mark.parametrize("name", ready_maps())
def test_maps(name: str) -> None:
    data = plain(load_document(ready_text(name), name))
    validator("map").validate(data)
    for place, wrong in keys_added(data):
        if not {"values", "where"} & set(place):  # any name is one of a log
            assert not validator("map").is_valid(wrong), place


@pytest.mark.parametrize(("given", "lines"), MAPS.values(), ids=MAPS)
def test_what_the_reader_of_maps_refuses_the_schema_does(given: Any, lines: list[str]) -> None:
    text = given[0].get("map.yaml", "")
    wrong = [line for line in lines if line.startswith("foirules: map.yaml:")]
    if not wrong or all(any(said in line for said in BEYOND_A_SCHEMA) for line in wrong):
        pytest.skip("beyond a schema")
    assert not validator("map").is_valid(plain(load_document(text, "map.yaml")))


def test_without_polars_it_is_said_how_to_get_it(
    foirules: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("foirules.audit")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "foirules.schema.map", raising=False)
    monkeypatch.setitem(sys.modules, "polars", None)
    told = foirules("schema", "map")
    assert told == (2, "", "foirules: polars is not installed: pip install 'foirules[audit]'\n")


def test_a_policy_of_a_school() -> None:
    validator("policy").validate(plain(load_document(POLICIES[0].decode(), "school.yaml")))


@settings(max_examples=EXAMPLES)
@given(SEEDS)
def test_whatever_file_is_read_is_as_the_schema_demands(rng: Random) -> None:
    """Files that are right, and mangled ones that are still read."""
    data = case_file(rng)
    data = mangled(rng, data) if rng.random() < 0.7 else data
    try:
        text = data.decode()
        read_case(text, "case.yaml")
    except (CaseError, UnicodeDecodeError):
        return
    validator("case").validate(plain(load_document(text, "case.yaml")))


# --- what is wrong --------------------------------------------------------------------------------

# What a schema cannot say: days that there are not, order, names that stand elsewhere in the file.
SAID_BY_THE_READER_ONLY = (
    "there is no day", "lies outside", "stands after", "the first event is", "a second", "stands twice",
    "unknown part", "names no parts", "is that of", "the place of this event", "stands on the event and under",
    "range begins", "unknown event 7", "9999-12-31T", "T25:00:00Z",
    "is a name of foia and foisa", "the limit ranges",
)  # fmt: skip


@pytest.mark.parametrize(("text", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_the_reader_refuses_the_schema_does(text: str, lines: list[str]) -> None:
    """As far as a schema can."""
    try:
        data = plain(load_document(text, "case.yaml"))
    except DocumentError:
        pytest.skip("no document")
    if all(any(said in line for said in SAID_BY_THE_READER_ONLY) for line in lines):
        pytest.skip("beyond a schema")
    assert not validator("case").is_valid(data)
    assert not any_case().is_valid(data)


def keys_added(data: Any) -> Iterator[Any]:
    """The data with an unknown key in each of its mappings, one at a time."""

    def places(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        if isinstance(value, dict):
            yield path
        children = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in children:
            if isinstance(each, dict | list):
                yield from places(each, (*path, key))

    for path in places(data, ()):
        changed = deepcopy(data)
        target = changed
        for key in path:
            target = target[key]
        target["no-such-key"] = "x"
        yield path, changed


@pytest.mark.parametrize("path", OF_THE_ACT[:6], ids=lambda path: path.stem)
def test_an_unknown_key_is_refused_wherever_it_stands(path: Path) -> None:
    for place, data in keys_added(content(path)):
        if place and place[-1] == "parts":  # any name is one of a part
            continue
        assert not validator("case").is_valid(data), place
        assert not any_case().is_valid(data), place


def test_an_event_has_the_fields_of_its_kind_only() -> None:
    """Every field of every kind on every other kind."""
    every = {f.name for kind in EVENTS.values() for f in kind.fields}
    for kind in EVENTS.values():
        shape = next(
            each["then"]["properties"]
            for each in SCHEMAS["case"](REGIME)["definitions"]["event"]["allOf"]
            if kind.name in each["if"]["properties"]["event"]["enum"]
        )
        states = shape.get("states", {"properties": ()})
        if "$ref" in states:
            states = SCHEMAS["case"](REGIME)["definitions"]["states"]
        told = set(shape) | set(states["properties"])
        assert told & every == {f.name for f in kind.fields}


# --- in an editor, in CI --------------------------------------------------------------------------


def test_check_jsonschema_takes_it(foirules: Command, tmp_path: Path) -> None:
    """As editors do that read the first line of a case file."""
    schema, good, bad = (tmp_path / name for name in ("case.json", "good.yaml", "bad.yaml"))
    foirules("schema", "case", "--output", schema)
    line = "# yaml-language-server: $schema=case.json\n"
    bad.write_text(line + after("{on: 2017-08-04, event: response, outcme: refused}"))

    def check(path: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(path)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    for regime in load_law().values():
        good.write_text(line + generate.as_file(generate.case(Random(5), regime=regime)))
        assert check(good).returncode == 0
    refused = check(bad)
    assert refused.returncode == 1
    assert "'outcme' was unexpected" in refused.stdout
    assert json.loads(schema.read_text("utf-8"))["$schema"].endswith("draft-07/schema#")
