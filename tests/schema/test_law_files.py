"""The schemas of the files of a regime: whatever is read of them is as they demand."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from foirules import load_law
from foirules.documents.data import to_data
from foirules.documents.load import load_document, read_text
from foirules.documents.problems import DocumentError
from foirules.language import log_words
from foirules.language.regime import Regime
from foirules.language.regime_files import read_regime
from foirules.language.types import MOST_NAMES
from foirules.returns.table import returns_of
from foirules.schema import SCHEMAS
from tests.bad_input.test_regimes import TRIALS, told
from tests.schema.test_schemas import keys_added
from tests.small_law import FILES, write

NAMES = ("regime", "vocabulary", "subjects")
NEEDED: dict[str, list[tuple[str, ...]]] = {
    "regime": [(key,) for key in to_data(load_document(FILES["regime.yaml"], "regime.yaml"))],
    "vocabulary": [
        *((key,) for key in ("actors", "begins-with", "names", "exemptions", "events")),
        *(("exemptions", key) for key in ("called", "plural", "members")),
        ("names", "authority-type"),
        ("names", "stage", "members"),
        *(("fields", "known-on", key) for key in ("type", "left-out", "meaning")),
        *(("events", "asked", key) for key in ("by", "meaning")),
    ],
    "subjects": [("part", "rows"), ("part", "meaning")],
}
# What a schema cannot say: days that there are not, files, and names that stand elsewhere.
BEYOND: dict[str, tuple[str, ...]] = {
    "regime": ("there is no day", "lies outside", "there is no file", "the law has no"),
    "vocabulary": (
        *("there is no day", "unknown event", "unknown field", "unknown type"),
        "no value of the type 'stage'",  # a list of names of the file itself
    ),
    "subjects": ("unknown subject",),
}


@cache
def small() -> Regime:
    with TemporaryDirectory() as folder:
        return read_regime(write(Path(folder)))


@cache
def validator(name: str, of: Regime) -> Draft7Validator:
    return Draft7Validator(SCHEMAS[name](of))


def data(name: str, text: str | None = None) -> Any:
    """What the file of the small law holds, or another in its place."""
    file = f"{name}.yaml"
    return to_data(load_document(FILES[file] if text is None else text, file))


def refused_by_the_reader(name: str, wrong: Any) -> bool:
    text = yaml.safe_dump(wrong, sort_keys=False)
    return any(line.startswith(f"small/{name}.yaml:") for line in told({f"{name}.yaml": text}))


# --- what is right --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("id", load_law())
def test_the_files_that_ship(name: str, id: str) -> None:
    of = load_law()[id]
    text = read_text(of.folder / f"{name}.yaml")
    validator(name, of).validate(data(name, text))


@pytest.mark.parametrize("name", NAMES)
def test_the_files_of_another_law(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name](small()))
    validator(name, small()).validate(data(name))


@pytest.mark.parametrize("name", ["regime", "vocabulary"])
def test_words_of_a_law_may_be_new(name: str) -> None:
    """A file whose words are not yet those of any regime holds to the schema of the default one."""
    validator(name, load_law()["foia"]).validate(data(name))


def test_a_calendar_of_ones_own() -> None:
    days = [{"on": "2020-06-01", "reason": "a feast", "source": "its statute"}]
    calendar = {"based-on": "scotland", "weekdays-off": ["Friday"], "days-off": days}
    validator("regime", small()).validate(data("regime") | {"calendar": calendar})


def test_a_subject_of_every_event() -> None:
    subjects = data("subjects")
    subjects["asking"]["made-of"] = "all"
    validator("subjects", small()).validate(subjects)


# --- what is wrong --------------------------------------------------------------------------------


PLACES = [(name, way) for name, ways in NEEDED.items() for way in ways]


@pytest.mark.parametrize(("name", "way"), PLACES, ids=[".".join((n, *way)) for n, way in PLACES])
def test_a_key_that_is_needed(name: str, way: tuple[str, ...]) -> None:
    wrong = data(name)
    *path, last = way
    target = wrong
    for key in path:
        target = target[key]
    del target[last]
    assert refused_by_the_reader(name, wrong)
    assert not validator(name, small()).is_valid(wrong)


@pytest.mark.parametrize("name", NAMES)
def test_a_key_that_may_be_left_out(name: str) -> None:
    """The reader and the schema need the same keys, wherever one is left out."""
    for path, key in keys(data(name)):
        wrong = data(name)
        target = wrong
        for each in path:
            target = target[each]
        del target[key]
        if {name, *path, key} & {"limbs"} or not fits_in_itself(name, wrong):
            continue
        refused = not validator(name, small()).is_valid(wrong)
        assert refused_by_the_reader(name, wrong) == refused, (*path, key)


def keys(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield path, key
            yield from keys(each, (*path, key))


def fits_in_itself(name: str, wrong: Any) -> bool:
    """Whether the names that a file uses are those that it declares."""
    text = yaml.safe_dump(wrong, sort_keys=False)
    lines = told({f"{name}.yaml": text})
    return not any(said in line for line in lines for said in BEYOND[name])


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_key_is_refused_wherever_it_stands(name: str) -> None:
    found = list(keys_added(data(name)))
    assert found
    for place, wrong in found:
        if place[-1:] != ("limbs",):  # any name is one that has limbs
            assert not validator(name, small()).is_valid(wrong), place
            assert refused_by_the_reader(name, wrong), place


def test_no_more_exemptions_than_a_set_holds() -> None:
    words = data("vocabulary")
    words["exemptions"]["members"] = [f"g{number}" for number in range(MOST_NAMES)]
    assert validator("vocabulary", small()).is_valid(words)
    words["exemptions"]["members"].append("more")
    assert not validator("vocabulary", small()).is_valid(words)


@pytest.mark.parametrize(("files", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_the_reader_refuses_the_schema_does(files: dict[str, str], lines: list[str]) -> None:
    """As far as a schema can."""
    tried = 0
    for name in NAMES:
        wrong = [line for line in lines if line.startswith(f"small/{name}.yaml")]
        if not wrong or all(any(said in line for said in BEYOND[name]) for line in wrong):
            continue
        try:
            said = data(name, files[f"{name}.yaml"])
        except DocumentError:
            continue
        assert not validator(name, small()).is_valid(said)
        tried += 1
    if not tried:
        pytest.skip("beyond a schema, or no document")


def test_few_of_the_trials_are_beyond_a_schema() -> None:
    beyond = [
        trial
        for trial, (_, lines) in TRIALS.items()
        if all(any(said in line for name in NAMES for said in BEYOND[name]) for line in lines)
    ]
    assert len(beyond) < len(TRIALS) / 3


def test_words_of_the_vocabulary_are_those_of_subjects() -> None:
    """An editor says at once that an event or a field is none of the law's."""
    for key, names in (("made-of", ["askd"]), ("fields", ["grounds"])):
        wrong = deepcopy(data("subjects"))
        wrong["answer"][key] = names
        assert not validator("subjects", small()).is_valid(wrong)


# --- what is read beside the law ------------------------------------------------------------------

LOG_WORDS = log_words.WORDS
BESIDE = ("statistics", "recorded-days", "returns", "sources", "left-out", "log-words")


@pytest.mark.parametrize("name", BESIDE)
@pytest.mark.parametrize("id", load_law())
def test_what_stands_beside_a_law_that_ships(name: str, id: str) -> None:
    of = load_law()[id]
    said = data(name, read_text(of.folder / f"{name}.yaml"))
    validator(name, of).validate(said)
    for place, wrong in keys_added(said):
        if not {"limbs", "contents", "bands", "when", *LOG_WORDS} & set(place):  # any name is one
            assert not validator(name, of).is_valid(wrong), place


@pytest.mark.parametrize("name", returns_of(load_law()))
def test_the_tables_of_returns_that_ship(name: str) -> None:
    of = load_law()["foia"]
    path = of.folder.parent / "shared" / "returns" / f"{name}.yaml"
    said = data("return-table", read_text(path))
    validator("return-table", of).validate(said)
    for place, wrong in keys_added(said):
        if not {"aside", "reasons"} & set(place):  # any name is one
            assert not validator("return-table", of).is_valid(wrong), place


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_that_may_be_left_out_says_what_then(name: str) -> None:
    """Of the files of a law; docs/law-files.md shows it."""
    if name.endswith("-changes") or name in (
        "case",
        "map",
        "assessment",
        "questions",
        "verify",
        "errors",
    ):
        pytest.skip("no file of a law")
    for keys, needed in records(SCHEMAS[name](small())):
        for key, shape in keys.items():
            assert "description" in shape, key
            told = "default" in shape or "left out: " in shape["description"]
            assert told != (key in needed), key


def records(schema: Any) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """The keys of each mapping of a schema, with those that must be there."""
    if isinstance(schema, list):
        for each in schema:
            yield from records(each)
    elif isinstance(schema, dict):
        if "properties" in schema and schema.get("title") != "a field by event":
            yield schema["properties"], schema.get("required", [])
        for key, each in schema.items():
            if key not in ("if", "then"):  # what holds of a key beside another, told already
                yield from records(each)
