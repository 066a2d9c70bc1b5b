"""The schemas of the words of letters: whatever is read of them is as they demand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest
import yaml
from jsonschema import Draft7Validator

from foirules import load_law, rules
from foirules.documents.data import to_data
from foirules.documents.load import load_document, read_text
from foirules.language.errors import RulesError
from foirules.letters.letter_files import FILES, letter_words
from foirules.schema import SCHEMAS
from tests.foia import REGIME
from tests.schema.test_schemas import keys_added

LAW = load_law()


@cache
def validator(name: str, regime: str = REGIME.id) -> Draft7Validator:
    schema = SCHEMAS[f"letter-{name}"](LAW[regime])
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def data(name: str, regime: str = REGIME.id) -> Any:
    path = LAW[regime].folder / "letters" / f"{name}.yaml"
    return to_data(load_document(read_text(path), path.name))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the folder of the Act, and of what laws share."""
    made = tmp_path_factory.mktemp("law")
    for each in (REGIME.id, "shared"):
        shutil.copytree(Path(rules.__file__).parent / each, made / each)
    return made / REGIME.id


def refused(folder: Path, name: str, said: Any) -> list[str]:
    """What the reader says is wrong of a file in place of the Act's."""
    path = folder / "letters" / f"{name}.yaml"
    before = path.read_text("utf-8")
    path.write_text(yaml.safe_dump(said, sort_keys=False, allow_unicode=True), "utf-8")
    letter_words.cache_clear()
    try:
        letter_words(attrs.evolve(REGIME, folder=folder))
    except RulesError as error:
        return list(error.errors)
    finally:
        path.write_text(before, "utf-8")
        letter_words.cache_clear()
    return []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("regime", LAW)
def test_the_files_that_ship(regime: str, name: str) -> None:
    validator(name, regime).validate(data(name, regime))


@pytest.mark.parametrize("name", FILES)
def test_an_unknown_key_is_refused_wherever_it_stands(name: str, folder: Path) -> None:
    found = list(keys_added(data(name)))
    assert found
    for place, wrong in Random(1).sample(found, min(8, len(found))) + found[:1]:
        if place[-1:] == ("signs",):  # any name is one of a sign
            continue
        assert not validator(name).is_valid(wrong), place
        assert refused(folder, name, wrong), place


def keys(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in children:
        if isinstance(value, dict):
            yield path, str(key)
        if isinstance(each, dict | list):
            yield from keys(each, (*path, key))


@pytest.mark.parametrize("name", FILES)
def test_the_reader_and_the_schema_need_the_same_keys(name: str, folder: Path) -> None:
    whole = data(name)
    tried: dict[Any, tuple[tuple[Any, ...], str]] = {}
    for path, key in keys(whole):
        kind = tuple("[]" if isinstance(each, int) else each for each in path)
        taken = key == "takes"  # what is taken, other files need
        if not taken and (path[:1] != ("signs",) or len(path) > 1):
            tried.setdefault((kind, key), (path, key))
    for path, key in tried.values():
        wrong = deepcopy(whole)
        target = wrong
        for each in path:
            target = target[each]
        del target[key]
        errors = refused(folder, name, wrong)
        if all("unknown sign" in each for each in errors) and errors:
            continue  # beyond a schema: signs stand in several files
        assert bool(errors) != validator(name).is_valid(wrong), (path, key, errors)


WRONG: list[tuple[str, tuple[Any, ...], Any, str]] = [
    ("kinds", ("kinds", 0, "by"), "requestor", "unknown sender 'requestor'"),
    ("kinds", ("kinds", 0, "event"), "reply", "unknown event 'reply'"),
    ("kinds", ("kinds", 0, "first"), "yes, it is", "expected true or false"),
    ("kinds", ("senders",), {"council": []}, "'council'"),
    ("kinds", ("recorded",), "response", "expected a list"),
    ("outcomes", ("outcomes", 0, "outcome"), "given", "unknown outcome 'given'"),
    ("outcomes", ("field",), "result-of-it", "unknown field 'result-of-it'"),
    ("outcomes", ("outcomes", 0, "of"), ["s99"], "unknown ground 's99'"),
    ("grounds", ("relied",), "relies", "expected a list"),
    ("grounds", ("heads",), [""], "expected text"),
    ("statements", ("statements", 0, "name"), "right", "unknown statement 'right'"),
    ("statements", ("statements", 0, "asks"), "", "expected text"),
    ("days", ("days", 0, "role"), "recieved", "unknown role 'recieved'"),
    ("days", ("days", 0, "from"), "today", "unknown start 'today'"),
    ("days", ("takes",), ["a"], "expected text"),
    ("days", ("signs",), {"soon": [["by"]]}, "expected text"),
    ("days", (), [], "expected a mapping"),
]


@pytest.mark.parametrize(
    ("name", "place", "value", "told"),
    WRONG,
    ids=[f"{n}-{'.'.join(map(str, p))}" for n, p, *_ in WRONG],
)
def test_what_is_wrong_is_told_with_its_place(
    name: str, place: tuple[Any, ...], value: Any, told: str, folder: Path
) -> None:
    wrong = data(name)
    target = wrong
    for each in place[:-1]:
        target = target[each]
    if place:
        target[place[-1]] = value
    else:
        wrong = value
    assert not validator(name).is_valid(wrong)
    errors = refused(folder, name, wrong)
    assert any(told in each for each in errors), errors
    assert all(f"letters/{name}.yaml:" in each for each in errors), errors
