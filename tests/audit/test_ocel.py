"""Object-centric logs come to what the case files of their requests do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")

from foirules.audit.reading.map_files import load_map
from foirules.audit.running.suggesting import suggest_map
from foirules.cases.case import Case
from tests.audit.logs import AS_OF, adds_up, audit, found, rejected
from tests.audit.test_formats import same

XML = """<?xml version="1.0" encoding="UTF-8"?>
<log>
  <object-types>
    <object-type name="Request"><attributes><attribute name="authority" type="string"/></attributes></object-type>
    <object-type name="Officer"><attributes/></object-type>
  </object-types>
  <event-types><event-type name="response"><attributes/></event-type></event-types>
  <objects>
    <object id="r-1" type="Request">
      <attributes><attribute name="authority" time="1970-01-01T00:00:00Z">Example Council</attribute></attributes>
      <objects><relationship object-id="r-2" qualifier="sent with"/></objects>
    </object>
    <object id="r-2" type="Request"><attributes/></object>
    <object id="o-1" type="Officer"><attributes/></object>
  </objects>
  <events>
    <event id="e1" type="request-received" time="2024-03-03T23:30:00-01:00">
      <objects>
        <relationship object-id="r-1" qualifier="begins"/>
        <relationship object-id="r-2" qualifier="begins"/>
      </objects>
    </event>
    <event id="e2" type="response" time="2024-03-28T09:00:00Z">
      <attributes>
        <attribute name="outcome">refused</attribute>
        <attribute name="exemptions">s22;s40(2)</attribute>
        <attribute name="ico-right">true</attribute>
      </attributes>
      <objects>
        <relationship object-id="r-1" qualifier="answers"/>
        <relationship object-id="r-1" qualifier="ends"/>
        <relationship object-id="o-1" qualifier="by"/>
      </objects>
    </event>
  </events>
</log>
"""
RECEIPT = {"on": "2024-03-04", "event": "request-received", "id": "e1"}
ANSWER = {
    "on": "2024-03-28",
    "event": "response",
    "id": "e2",
    "outcome": "refused",
    "exemptions": ["s22", "s40(2)"],
    "states": {"ico-right": True},
}
CASES: list[dict[str, Any]] = [
    {"case": "r-1", "authority": {"name": "Example Council"}, "events": [RECEIPT, ANSWER]},
    {"case": "r-2", "events": [RECEIPT]},
]


def in_json() -> dict[str, Any]:
    """The same log, in JSON."""
    council = {"name": "authority", "time": "1970-01-01T00:00:00Z", "value": "Example Council"}
    said = {"outcome": "refused", "exemptions": "s22;s40(2)", "ico-right": True}

    def related(*ids: str) -> list[dict[str, str]]:
        return [{"objectId": id, "qualifier": "of"} for id in ids]

    return {
        "objectTypes": [{"name": "Request", "attributes": []}],
        "eventTypes": [],
        "objects": [
            {"id": "r-1", "type": "Request", "attributes": [council]},
            {"id": "r-2", "type": "Request"},
            {"id": "o-1", "type": "Officer"},
        ],
        "events": [
            {
                "id": "e1",
                "type": "request-received",
                "time": "2024-03-03T23:30:00-01:00",
                "relationships": related("r-1", "r-2"),
            },
            {
                "id": "e2",
                "type": "response",
                "time": "2024-03-28T09:00:00Z",
                "attributes": [{"name": name, "value": value} for name, value in said.items()],
                "relationships": related("r-1", "o-1"),
            },
        ],
    }


@pytest.mark.parametrize("text", [XML, json.dumps(in_json()), json.dumps(in_json(), indent=2)])
def test_an_event_is_of_each_object_of_the_type_of_the_case(tmp_path: Path, text: str) -> None:
    """Of the one type that every event is related to, where no map says which."""
    (tmp_path / "log").write_text(text, encoding="utf-8")
    told = audit(tmp_path, "log")
    adds_up(told)
    assert (told.map, told.read, told.assessed) == ("ocel", 3, 2)
    assert told.columns_not_read == {str(tmp_path / "log"): ["Officer"]}
    same(tmp_path, [Case.from_dict(case) for case in CASES], AS_OF)
    assert set(found(tmp_path, "clocks")["case"]) == {"r-1", "r-2"}


OURS = """map: ours
columns:
  case: {case}
  on: ocel:timestamp
  event: ocel:activity
  authority: {{column: Authority, optional: true}}
  policy: {{column: case:policy, optional: true}}
events:
  - {{event: request-received, on: ocel:timestamp, where: {{ocel:activity: request-received}}}}
  - {{event: response, on: ocel:timestamp, where: {{ocel:activity: response}}}}
"""


def test_a_map_says_which_type_is_the_case(tmp_path: Path) -> None:
    """Other objects are columns by their types."""
    log = in_json()
    log["objects"].append({"id": "Example Council", "type": "Authority"})
    log["events"] = [log["events"][1]]
    log["events"][0]["type"] = "request-received"
    log["events"][0]["relationships"].append({"objectId": "Example Council"})
    (tmp_path / "log").write_text(json.dumps(log), encoding="utf-8")
    (tmp_path / "map.yaml").write_text(OURS.format(case="Officer"), encoding="utf-8")
    told = audit(tmp_path, "log", map=load_map(str(tmp_path / "map.yaml")))
    adds_up(told)
    assert (told.read, told.assessed) == (1, 1)
    assert set(found(tmp_path, "clocks")["case"]) == {"o-1"}
    assert [each["authority"] for each in told.to_dict()["authorities"]] == ["Example Council"]
    assert "Request" in next(iter(told.columns_not_read.values()))


def test_an_event_with_a_row_for_each_of_its_cases_is_used_once_for_each(tmp_path: Path) -> None:
    (tmp_path / "log").write_text(XML, encoding="utf-8")
    (tmp_path / "map.yaml").write_text(OURS.format(case="Request"), encoding="utf-8")
    told = audit(tmp_path, "log", map=load_map(str(tmp_path / "map.yaml")))
    adds_up(told)
    assert (told.read, told.used, told.assessed) == (3, 3, 2)


@pytest.mark.parametrize(
    ("since", "named"),
    [
        (["2024-03-04T00:00:00Z", "2024-03-20"], "first"),
        (["2024-03-03", "2024-03-04T00:30:00+00:00", "2024-03-04T00:31:00Z"], "second"),
        (["2024-03-04T00:30:00+00:00", "2024-03-03"], "first"),
        (["2024-04-01T00:00:00Z", "2024-05-01T00:00:00Z"], "first"),
        (["some time", "2024-03-04"], "second"),
    ],
)
def test_an_attribute_of_a_case_is_as_it_was_when_the_event_happened(
    tmp_path: Path, since: list[str], named: str
) -> None:
    """The receipt is of 00:30 on 4 March in London."""
    log = in_json()
    log["objects"][0]["attributes"] = [
        {"name": "authority", "time": time, "value": value}
        for time, value in zip(since, ("first", "second", "third"), strict=False)
    ]
    (tmp_path / "log").write_text(json.dumps(log), encoding="utf-8")
    authorities = audit(tmp_path, "log").to_dict()["authorities"]
    assert {each["authority"] for each in authorities} == {named, None}


def test_what_is_not_as_it_should_be_costs_its_event_alone(tmp_path: Path) -> None:
    log = in_json()
    log["events"] += [7, {"id": "e3", "relationships": [{"objectId": "r-2"}, {}, 3]}]
    (tmp_path / "log").write_text(json.dumps(log), encoding="utf-8")
    told = audit(tmp_path, "log")
    adds_up(told)
    assert (told.read, told.assessed) == (5, 1)
    assert [row[1:] for row in rejected(tmp_path)] == [
        ("1", "r-2", "1 of its 2 rows cannot be read: what they say is not known"),
        ("3", "", "of no case: no object of the type Request"),
        ("4", "r-2", "on: nothing is recorded"),
    ]


def test_a_map_is_proposed_for_what_a_map_says_is_the_case(tmp_path: Path) -> None:
    (tmp_path / "log").write_text(XML.replace('"response" t', '"Closed" t'), encoding="utf-8")
    (tmp_path / "map.yaml").write_text(OURS.format(case="Request"), encoding="utf-8")
    proposed = suggest_map(
        [str(tmp_path / "log")], load_map(str(tmp_path / "map.yaml")), as_of=AS_OF
    ).text
    assert "  case: Request\n" in proposed
    assert '  event: "ocel:activity"\n' in proposed
    assert "from: Closed" in proposed
