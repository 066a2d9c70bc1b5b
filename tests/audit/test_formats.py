"""Logs in the formats that people have come to what their cases come to."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

pl = pytest.importorskip("polars")

from foirules import load_case  # noqa: E402
from foirules.audit.reading.readers import encodings  # noqa: E402
from foirules.audit.reading.readers.bytes import _zstd  # noqa: E402
from foirules.audit.reading.readers.row_writer import LogError  # noqa: E402
from foirules.cases.case import Case  # noqa: E402
from foirules.documents.limits import limits_set  # noqa: E402
from tests.audit import rows  # noqa: E402
from tests.audit.logs import AS_OF, adds_up, audit, found, rejected  # noqa: E402
from tests.files import CASES, ROOT  # noqa: E402

LOG = "case,on,event\na,2024-03-04,request-received\nb,2024-03-04,request-received\n"


def same(folder: Path, cases: list[Case], as_of: date) -> None:
    """What is found is what is found of the cases one by one."""
    assessments = rows.assessed(cases, as_of)
    for name in ("findings", "clocks", "actions"):
        wanted = sorted(map(repr, rows.said(assessments, name)))
        assert sorted(map(repr, rows.json(found(folder, name)))) == wanted, name


def test_a_folder_of_case_files(tmp_path: Path) -> None:
    as_of = date(2026, 1, 5)
    told = audit(ROOT, "cases", out=tmp_path / "out", as_of=as_of)
    adds_up(told)
    cases = [load_case(path) for path in CASES]
    assert (told.files, told.assessed) == (len(CASES), len(cases))
    assert {case.regime for case in cases} >= {"foia", "eir", "foisa"}
    assert told.under_several == sum(bool(case.also) for case in cases) > 0
    same(tmp_path, cases, as_of)


@pytest.mark.parametrize("pack", ["gzip", "zstd"])
def test_packed_logs_are_known_by_what_is_in_them(tmp_path: Path, pack: str) -> None:
    zstd = _zstd()
    if pack == "zstd" and zstd is None:
        pytest.skip("nothing here unpacks zstd")
    packed = gzip.compress(LOG.encode()) if pack == "gzip" else zstd.compress(LOG.encode())
    (tmp_path / "log").write_bytes(packed)
    assert audit(tmp_path, "log").assessed == 2


def test_packed_case_files_are_known_by_their_names(tmp_path: Path) -> None:
    for path in CASES[:3]:
        packed = gzip.compress(path.read_bytes())
        (tmp_path / f"{path.name}.gz").write_bytes(packed)
    told = audit(tmp_path, *[f"{path.name}.gz" for path in CASES[:3]], as_of=date(2026, 1, 5))
    assert told.assessed == 3


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_of_several_kinds(tmp_path: Path, mark: str) -> None:
    text = LOG.replace(",", mark).replace("\n", "\r\n")
    text += f'"c{mark}\n""1"""{mark} 2024-03-04 {mark}request-received'
    (tmp_path / "log").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert audit(tmp_path, "log").assessed == 3
    assert set(found(tmp_path, "clocks")["case"]) == {"a", "b", f'c{mark}\n"1"'}


def test_a_bad_line_costs_no_other(tmp_path: Path) -> None:
    lines = [f"c{n},2024-03-04,request-received" for n in range(200)]
    lines[100] = 'c100,"2024-03-04,request-received'
    (tmp_path / "log.csv").write_text("case,on,event\n" + "\n".join(lines), encoding="utf-8")
    told = audit(tmp_path, "log.csv")
    adds_up(told)
    assert (told.read, told.assessed) == (200, 199)
    ((_, row, _, reason),) = rejected(tmp_path)
    assert (row, reason.startswith("not CSV: ")) == ("102", True)


def test_logs_of_several_files_are_one(tmp_path: Path) -> None:
    """The rows of a case may stand in different files, and in different formats."""
    (tmp_path / "one.csv").write_text(LOG, encoding="utf-8")
    answer = {"case": "a", "on": date(2024, 3, 28), "event": "response", "outcome": "disclosed"}
    pl.DataFrame([answer]).write_parquet(tmp_path / "two.parquet")
    lines = [{**answer, "case": "b", "on": "2024-04-05", "exemptions": ["s22"]}]
    (tmp_path / "three.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    told = audit(tmp_path, "one.csv", "two.parquet", "three.jsonl")
    adds_up(told)
    assert (told.read, told.assessed) == (4, 2)
    clocks = found(tmp_path, "clocks").filter(clock="response").sort("case")
    assert clocks.select("stopped", "status").rows() == [
        (date(2024, 3, 28), "met"),
        (date(2024, 4, 5), "missed"),
    ]


# --- JSON -----------------------------------------------------------------------------------------

RECORDS = [
    {"case": "a", "on": "2024-03-04", "event": "request-received"},
    {"case": "a", "on": "2024-03-28", "event": "response", "outcome": "disclosed"},
]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_of_rows(tmp_path: Path, indent: int | None) -> None:
    (tmp_path / "log.json").write_text(json.dumps(RECORDS, indent=indent), encoding="utf-8")
    told = audit(tmp_path, "log.json")
    adds_up(told)
    assert (told.read, told.assessed, told.rejected_rows) == (2, 1, 0)
    same(tmp_path, [Case.from_dict({"case": "a", "events": [_event(r) for r in RECORDS]})], AS_OF)


def _event(row: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in row.items() if key != "case"}


def test_a_list_of_rows_is_read_as_their_lines_are(tmp_path: Path) -> None:
    """However the list is cut into blocks; one that is broken costs no other."""
    listed = [json.dumps(row) for row in (*RECORDS, {**RECORDS[0], "case": 'b "], [{é'})] * 50
    listed[70] = listed[70].replace(":", "")
    (tmp_path / "log.json").write_text(f"[{', '.join(listed)}]", encoding="utf-8")
    with mock.patch.object(encodings, "_BLOCK", 64), limits_set(["record=128"]):
        told = audit(tmp_path, "log.json")
    adds_up(told)
    assert (told.read, told.assessed) == (150, 2)
    broken = [(row, reason) for _, row, _, reason in rejected(tmp_path) if "same as" not in reason]
    assert broken == [("71", "not JSON: Expecting ':' delimiter")]


# --- XES ------------------------------------------------------------------------------------------

XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
  <classifier name="Activity" keys="concept:name"/>
  <trace>
    <string key="concept:name" value="a"/>
    <event>
      <string key="concept:name" value="request-received">
        <string key="concept:name" value="an attribute of the attribute"/>
      </string>
      <date key="time:timestamp" value="2024-03-03T23:30:00.000-01:00"/>
    </event>
    <event>
      <date key="time:timestamp" value="2024-03-28T09:00:00.000+00:00"/>
      <string key="concept:name" value="response"/>
      <string key="outcome" value="disclosed"/>
      <boolean key="confirmed-held" value="true"/>
    </event>
  </trace>
  <trace>
    <event>
      <string key="concept:name" value="request-received"/>
      <date key="time:timestamp" value="2024-03-04T09:00:00.000+00:00"/>
    </event>
    <string key="concept:name" value="b"/>
  </trace>
</log>
"""


def test_xes_with_its_standard_names(tmp_path: Path) -> None:
    (tmp_path / "log.xes").write_text(XES, encoding="utf-8")
    told = audit(tmp_path, "log.xes")
    adds_up(told)
    assert (told.map, told.read, told.assessed) == ("xes", 3, 2)
    receipt = {"on": "2024-03-04", "event": "request-received"}
    answer = {"on": "2024-03-28", "event": "response", "outcome": "disclosed"}
    answer["states"] = {"confirmed-held": True}  # type: ignore[assignment]
    cases = [{"case": "a", "events": [receipt, answer]}, {"case": "b", "events": [receipt]}]
    same(tmp_path, [Case.from_dict(case) for case in cases], AS_OF)


def test_half_of_an_xes_log_loses_its_last_trace_only(tmp_path: Path) -> None:
    (tmp_path / "log.xes").write_text(XES[: XES.rindex("</event>") + 8], encoding="utf-8")
    told = audit(tmp_path, "log.xes")
    adds_up(told)
    assert (told.read, told.assessed, told.rejected_rows) == (3, 1, 1)
    assert "the file breaks off in this trace" in rejected(tmp_path)[0][3]


# --- Alaveteli ------------------------------------------------------------------------------------


def thread(*events: tuple[str, str, str | None], **more: Any) -> dict[str, Any]:
    """A request as ``/request/NAME.json`` shows it; of events the type, the time, the state."""
    return {
        "id": 1,
        "url_title": "school_meals",
        "title": "School meals",
        "created_at": "2024-03-04T09:00:00.000+00:00",
        "updated_at": "2024-05-02T10:30:00.000+01:00",
        "described_state": "successful",
        "display_status": "Successful",
        "awaiting_description": False,
        "prominence": "normal",
        "law_used": "foi",
        "tags": [],
        "user": {"id": 3, "url_name": "a_person", "name": "A Person"},
        "public_body": {"id": 7, "url_name": "example", "name": "Example Council"},
        "info_request_events": [
            {
                "id": 100 + number,
                "event_type": kind,
                "created_at": at,
                "described_state": None,
                "calculated_state": state,
                "last_described_at": None,
                "incoming_message_id": number if kind == "response" else None,
                "outgoing_message_id": None,
                "comment_id": None,
            }
            for number, (kind, at, state) in enumerate(events)
        ],
        **more,
    }


def records(events: list[dict[str, Any]], **more: Any) -> list[Case]:
    """A case file that holds just that."""
    authority = {"name": "Example Council"}
    return [
        Case.from_dict({"case": "school_meals", "authority": authority, "events": events, **more})
    ]


def test_an_alaveteli_thread_comes_to_what_a_case_file_of_it_does(tmp_path: Path) -> None:
    """A message that nobody has described may have been the answer that a later one is said to be."""
    told = thread(
        ("sent", "2024-03-04T09:00:00.000+00:00", "waiting_response"),
        ("response", "2024-03-04T09:01:00.000+00:00", "waiting_response"),
        ("comment", "2024-03-20T09:00:00.000+00:00", None),
        ("followup_sent", "2024-03-21T09:00:00.000+00:00", None),
        ("response", "2024-04-01T23:30:00.000Z", None),
        ("response", "2024-04-12T10:30:00.000+01:00", "rejected"),
        ("followup_sent", "2024-04-15T10:30:00.000+01:00", "internal_review"),
        ("response", "2024-04-16T10:30:00.000+01:00", "internal_review"),
        ("response", "2024-05-02T10:30:00.000+01:00", "successful"),
        ("status_update", "2024-05-02T11:30:00.000+01:00", None),
    )
    (tmp_path / "thread.json").write_text(json.dumps(told), encoding="utf-8")
    told_of = audit(tmp_path, "thread.json")
    adds_up(told_of)
    assert told_of.map == "alaveteli"
    assert dict(told_of.left_out_by_event) == {"comment": 1, "response": 1, "status_update": 1}
    same(
        tmp_path,
        records(
            [
                {"on": "2024-03-04", "event": "request-received", "id": "100"},
                {"on": "2024-03-04", "event": "acknowledgement", "id": "101"},
                {"on": "2024-03-21", "event": "chaser", "id": "103"},
                {
                    "on": {"from": "2024-04-02", "to": "2024-04-12"},
                    "event": "response",
                    "id": "105",
                    "outcome": "refused",
                },
                {"on": "2024-04-15", "event": "review-requested", "id": "106"},
                {"on": "2024-04-16", "event": "review-acknowledged", "id": "107"},
                {
                    "on": "2024-05-02",
                    "event": "review-outcome",
                    "id": "108",
                    "outcome": "disclosed",
                },
            ]
        ),
        AS_OF,
    )


def test_a_list_of_threads(tmp_path: Path) -> None:
    sent = ("sent", "2024-03-04T09:00:00.000+00:00", "waiting_response")
    threads = [thread(sent) | {"url_title": f"request_{n}"} for n in range(3)]
    for indent in (None, 2):
        (tmp_path / "threads.json").write_text(json.dumps(threads, indent=indent), "utf-8")
        told = audit(tmp_path, "threads.json")
        adds_up(told)
        assert (told.map, told.read, told.assessed) == ("alaveteli", 3, 3)


def test_a_thread_a_line(tmp_path: Path) -> None:
    sent = ("sent", "2024-03-04T09:00:00.000+00:00", "waiting_response")
    threads = [thread(sent) | {"url_title": f"request_{n}"} for n in range(3)]
    lines = [*map(json.dumps, threads[:2]), "{}", json.dumps(threads[2])]
    (tmp_path / "threads.json").write_text("\n".join(lines), encoding="utf-8")
    told = audit(tmp_path, "threads.json")
    adds_up(told)
    assert (told.read, told.assessed) == (4, 3)
    assert rejected(tmp_path) == [
        ("threads.json", "3", "", "no request of an Alaveteli site: no url_title")
    ]


@pytest.mark.parametrize("state", [None, "gone_postal", "requires_admin", "attention_requested"])
def test_a_message_of_which_nothing_is_known_makes_what_rests_on_silence_possible(
    tmp_path: Path, state: str | None
) -> None:
    """It may have been the answer, or any other letter; the request is judged all the same."""
    told = thread(
        ("sent", "2024-03-04T09:00:00.000+00:00", "waiting_response"),
        ("response", "2024-03-20T09:00:00.000+00:00", state),
    )
    (tmp_path / "thread.json").write_text(json.dumps(told), encoding="utf-8")
    told_of = audit(tmp_path, "thread.json")
    adds_up(told_of)
    assert (told_of.assessed, rejected(tmp_path)) == (1, [])
    findings = found(tmp_path, "findings")
    assert findings.select("rule", "certainty").rows() == [("late-response", "possible")]
    (note,) = (said for _, said in told_of.file_notes)
    assert note.startswith("messages of which nobody has said what they were: 1, in 1 of the")


def test_a_described_message_beside_one_that_is_not_is_read_as_it_is_described(
    tmp_path: Path,
) -> None:
    told = thread(
        ("sent", "2024-03-04T09:00:00.000+00:00", "waiting_response"),
        ("response", "2024-03-20T09:00:00.000+00:00", "successful"),
        ("response", "2024-05-20T09:00:00.000+00:00", None),
    )
    (tmp_path / "thread.json").write_text(json.dumps(told), encoding="utf-8")
    told_of = audit(tmp_path, "thread.json")
    assert (told_of.assessed, told_of.left_out) == (1, 1)
    assert found(tmp_path, "findings").height == 0
    clock = found(tmp_path, "clocks").filter(clock="response")
    assert clock["stopped"].to_list() == [date(2024, 3, 20)]


AUTHORITY = {
    "id": 7,
    "url_name": "example",
    "name": "Example Council",
    "info": {"requests_count": 3, "requests_successful_count": 1},
}
FEED = [
    {
        "id": 100,
        "event_type": "response",
        "created_at": "2024-03-20T09:00:00Z",
        "info_request": {"id": 1, "url_title": "school_meals"},
        "public_body": AUTHORITY,
    }
]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    ("given", "said"),
    [(AUTHORITY, "the JSON of an authority, which holds none"), (FEED, "a feed, which holds some")],
)
def test_what_else_a_site_gives_is_told_apart(
    tmp_path: Path, given: Any, said: str, indent: int | None
) -> None:
    (tmp_path / "example.json").write_text(json.dumps(given, indent=indent), encoding="utf-8")
    with pytest.raises(LogError, match=said):
        audit(tmp_path, "example.json")


def test_an_authority_in_a_folder_of_requests_is_left_out(tmp_path: Path) -> None:
    sent = ("sent", "2024-03-04T09:00:00.000+00:00", "waiting_response")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.json").write_text(json.dumps(AUTHORITY), encoding="utf-8")
    (tmp_path / "site" / "b.json").write_text(json.dumps(thread(sent)), encoding="utf-8")
    told = audit(tmp_path, "site")
    assert told.assessed == 1
    assert any("left out: the JSON of an authority" in said for _, said in told.file_notes)


def test_a_question_an_answer_and_the_regulations(tmp_path: Path) -> None:
    told = thread(
        ("sent", "2024-03-04T09:00:00.000+00:00", "waiting_response"),
        ("response", "2024-03-10T09:00:00.000+00:00", "waiting_clarification"),
        ("followup_sent", "2024-03-12T09:00:00.000+00:00", "waiting_response"),
        ("response", "2024-03-28T09:00:00.000+00:00", "partially_successful"),
        law_used="eir",
    )
    (tmp_path / "thread.json").write_text(json.dumps(told), encoding="utf-8")
    audit(tmp_path, "thread.json")
    same(
        tmp_path,
        records(
            [
                {"on": "2024-03-04", "event": "request-received", "id": "100"},
                {"on": "2024-03-10", "event": "clarification-sought", "id": "101"},
                {"on": "2024-03-12", "event": "clarification-received", "id": "102"},
                {
                    "on": "2024-03-28",
                    "event": "response",
                    "outcome": "partly-disclosed",
                    "id": "103",
                },
            ],
            regime="eir",
        ),
        AS_OF,
    )


@pytest.mark.parametrize(
    "events",
    [
        [("resent", "2024-03-09T09:00:00.000+00:00", "waiting_response")],
        [("response", "2024-03-09T09:00:00.000+00:00", "error_message")],
        [("response", "2024-03-09T09:00:00.000+00:00", "user_withdrawn")],
    ],
)
def test_a_thread_of_which_it_is_not_known_when_the_request_arrived_or_ended_is_rejected(
    tmp_path: Path, events: Any
) -> None:
    told = thread(("sent", "2024-03-04T09:00:00.000+00:00", "waiting_response"), *events)
    (tmp_path / "thread.json").write_text(json.dumps(told), encoding="utf-8")
    told_of = audit(tmp_path, "thread.json")
    adds_up(told_of)
    assert (told_of.cases, told_of.assessed) == (1, 0)
    assert rejected(tmp_path)[1][3] == f"event: the map says nothing of '{events[0][0]}'"
