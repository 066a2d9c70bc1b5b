"""The schemas of files that may hold the words of several laws: of cases and of maps."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from operator import itemgetter
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from foirules import Case, CaseError
from foirules.audit.reading.map_files import MapError, load_map
from foirules.documents.load import load_document
from foirules.language.regime_files import load_law
from foirules.schema import SCHEMAS
from foirules.schema.several_laws import under_each
from tests import generate
from tests.cases.test_several_laws import EXTENDED, RECEIVED, answered, mixed
from tests.foia import REGIME
from tests.schema.test_schemas import any_case, plain, validator


def taken(data: dict[str, Any]) -> bool:
    """Whether the schemas take a case file, that of its law and that of any."""
    regime = load_law()[data.get("regime", REGIME.id)]
    by_its_law: bool = validator("case", regime).is_valid(data)
    assert any_case().is_valid(data) == by_its_law
    return by_its_law


SCOTTISH = {"a": None, "b": {"title": "The samples", "regime": "eisr"}}
APPLIED = {"on": "2026-12-01", "event": "commissioner-application"}
EXCEPTED = {"outcome": "refused", "exemptions": ["r12(5)(e)"]}
OF_SEVERAL: dict[str, dict[str, Any]] = {
    "a part under another law": mixed(),
    "an event that both have": mixed(EXTENDED),
    "outcomes of each law": mixed(answered("2026-10-02", a={"outcome": "refused"}, b=EXCEPTED)),
    "grounds of both on the letter": mixed(
        {"on": "2026-10-02", "event": "response", "exemptions": ["s43", "reg 12(5)(e)"]}
    ),
    "an outcome that only the other has": mixed(answered("2026-10-02", b={"outcome": "own-data"})),
    "an event that only the other has": {**mixed(APPLIED), "parts": SCOTTISH},
    "a policy for each": mixed(authority={"policy": ["department-for-education", "eir"]}),
    "Scottish laws": {**mixed(APPLIED), "regime": "foisa", "parts": SCOTTISH},
    "its own law by name": {"case": "c", "parts": {"a": {"regime": "foia"}}, "events": [RECEIVED]},
    "a ground of another law alone": {
        "case": "c",
        "events": [RECEIVED, {**EXCEPTED, "on": "2026-10-02", "event": "response"}],
    },
}
NOT_OF_SEVERAL: dict[str, dict[str, Any]] = {
    "a law that nobody knows": mixed(parts={"a": None, "b": {"regime": "eire"}}),
    "no part under its own law": mixed(parts={"b": {"regime": "eir"}}),
    "an event of no law of the case": mixed(APPLIED),
    "a field that the event has under none": mixed(
        {"on": "2026-09-10", "event": "acknowledgement", "outcome": "refused"}
    ),
    "a ground that no law knows": mixed(
        {"on": "2026-10-02", "event": "response", "exemptions": ["s999"]}
    ),
    "an outcome that no law knows": mixed(answered("2026-10-02", b={"outcome": "refuse"})),
    "several policies under one law": {"case": "c", "authority": {"policy": ["foia", "eir"]}, "events": [RECEIVED]},
    "an outcome of another law alone": {"case": "c", "events": [RECEIVED, {"on": "2026-10-02", "event": "response", "outcome": "own-data"}]},
}  # fmt: skip


@pytest.mark.parametrize("data", OF_SEVERAL.values(), ids=OF_SEVERAL)
def test_what_is_read_of_several_laws_the_schema_takes(data: dict[str, Any]) -> None:
    Case.from_dict(data)
    assert taken(data)


@pytest.mark.parametrize("data", NOT_OF_SEVERAL.values(), ids=NOT_OF_SEVERAL)
def test_what_is_refused_of_several_laws_the_schema_refuses(data: dict[str, Any]) -> None:
    with pytest.raises(CaseError):
        Case.from_dict(data)
    assert not taken(data)


def test_whatever_is_read_of_several_laws_the_schema_takes() -> None:
    """Events of two laws, as they were made at random, in one file."""
    read = 0
    for seed in range(80):
        rng = Random(seed)
        laws = rng.sample(list(load_law().values()), 2)
        made = [generate.case(rng, most_events=3, ranges=False, regime=law) for law in laws]
        files = [plain(load_document(generate.as_file(each), "case.yaml")) for each in made]
        about = ("id", "parts", "outcomes")
        begun, *events = (
            {key: value for key, value in event.items() if key not in about}
            for file in files
            for event in file["events"]
        )
        events = [each for each in events if each["event"] != begun["event"]]
        data = {
            "case": "mixed",
            "regime": laws[0].id,
            "parts": {"a": "The contract", "b": {"regime": laws[1].id}},
            "events": [begun, *sorted(events, key=itemgetter("on"))],
        }
        with suppress(CaseError):
            Case.from_dict(data)
            read += 1
            assert taken(data), data
    assert read > 20


def test_a_law_that_is_alone_has_no_other() -> None:
    """No part can be under another, and nothing is said of one."""
    alone = SCHEMAS["case"](REGIME, {REGIME.id: REGIME})
    Draft7Validator.check_schema(alone)
    assert "if" not in alone
    assert not Draft7Validator(alone).is_valid(mixed())
    assert Draft7Validator(alone).is_valid({"case": "c", "events": [RECEIVED]})


# --- maps -----------------------------------------------------------------------------------------

LAWS_OF_ROWS = {"column": "Act", "values": {"FOI": "foia", "EIR": "eir", "other": None}}
MAPS_OF_SEVERAL: dict[str, tuple[dict[str, Any], bool]] = {
    "words of another law": (
        {
            "columns": {
                "case": "Ref",
                "regime": LAWS_OF_ROWS,
                "event": "What",
                "exemptions": "Cited",
            },
            "events": [
                {"event": "commissioner-application", "from": "appeal"},
                {"event": "response", "from": "sent", "set": {"exemptions": ["r12(5)(e)"]}},
            ],
        },
        True,
    ),
    "no column of laws": (
        {
            "columns": {"case": "Ref", "event": "What"},
            "events": [{"event": "commissioner-application", "from": "appeal"}],
        },
        False,
    ),
    "a law that nobody knows": (
        {"columns": {"case": "Ref", "regime": {"column": "Act", "values": {"FOI": "fioa"}}}},
        False,
    ),
    "a word of no law": (
        {
            "columns": {"case": "Ref", "regime": LAWS_OF_ROWS, "event": "What"},
            "events": [{"event": "replied", "from": "appeal"}],
        },
        False,
    ),
}


@pytest.mark.parametrize(("data", "right"), MAPS_OF_SEVERAL.values(), ids=MAPS_OF_SEVERAL)
def test_maps_of_logs_of_several_laws(data: dict[str, Any], right: bool, tmp_path: Path) -> None:
    whole = {"map": "log", **data}
    (tmp_path / "map.yaml").write_text(yaml.safe_dump(whole), encoding="utf-8")
    with nullcontext() if right else pytest.raises(MapError):
        load_map(str(tmp_path / "map.yaml"))
    any_map = Draft7Validator(under_each(SCHEMAS["map"], load_law()))
    for regime in load_law().values():
        named = {**whole, "regime": regime.id}
        assert any_map.is_valid(named) == validator("map", regime).is_valid(named)
    assert validator("map").is_valid(whole) == any_map.is_valid(whole) == right
