"""What a log records: where it is silent of the rest, nothing built on that is established."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")

from foirules import assess, load_case
from foirules.audit.counting.summary import Audit
from foirules.audit.reading.map_files import MapError, load_map, ready_text
from foirules.report.audit import summary_text
from foirules.report.page import Page
from tests import files
from tests.audit.logs import AS_OF, adds_up, audit, found

TRACKER = """\
Ref,Received,Closed,Result
late,2024-03-04,2024-04-19,disclosed
in-time,2024-03-04,2024-03-20,disclosed
open,2024-03-04,,
"""
MAP = """\
map: tracker
columns: {case: Ref, outcome: Result}
events:
  - {event: request-received, on: Received}
  - {event: response, on: Closed}
"""
RECORDED = "recorded: [mapped, %s]\n"


def run(folder: Path, map: str = MAP, log: str = TRACKER, **more: Any) -> Audit:
    (folder / "log.csv").write_text(log, encoding="utf-8")
    (folder / "map.yaml").write_text(map, encoding="utf-8")
    told = audit(folder, "log.csv", map=load_map(str(folder / "map.yaml")), **more)
    adds_up(told)
    return told


def certainties(folder: Path, rule: str) -> dict[str, str]:
    table = found(folder, "findings")
    rows = table.filter(table["rule"].cast(str) == rule).to_dicts()
    return {row["case"]: row["certainty"] for row in rows}


def test_a_tracker_of_receipt_and_closing_gives_lateness_as_possible(tmp_path: Path) -> None:
    told = run(tmp_path)
    assert certainties(tmp_path, "late-response") == {"late": "possible", "open": "possible"}
    assert not [each for each in told.to_dict()["findings"] if each["certainty"] == "established"]


def test_of_what_it_shows_nothing_it_has_no_rate(tmp_path: Path) -> None:
    shape = run(tmp_path).to_dict()
    rates = {each["rate"]: each["percentage"] for each in shape["rates"]}
    assert rates == {"in-time": 33.3, "closed-in-time": 50.0, "reviews-in-time": None}
    shown = {each["set"]: each["shown"] for each in shape["statistics"]}
    assert shown["timeliness"]
    assert not shown["review"]
    assert shape["recorded"] == ["request-received", "response"]
    assert "extension-notice" in shape["not_recorded"]["events"]
    assert "expected-by" in shape["not_recorded"]["fields"]
    assert "outcome" not in shape["not_recorded"]["fields"]
    assert "late-review" in shape["not_recorded"]["rules"]
    assert "late-response" not in shape["not_recorded"]["rules"]
    text = summary_text(shape, Page(False, 80))
    assert "It records request-received, response, and no other event." in text
    unseen = "Parts for which time was taken for the public interest; Internal reviews;"
    assert f"It shows nothing of: {unseen}" in " ".join(text.split())
    assert "Reviews answered in time" not in text


def test_a_tracker_of_requests_for_review_alone_says_nothing_of_their_answers(
    tmp_path: Path,
) -> None:
    map = MAP + "  - {event: review-requested, on: Review}\n"
    log = "Ref,Received,Closed,Result,Review\n1,2023-03-06,2023-03-20,disclosed,2023-04-03\n"
    shape = run(tmp_path, map, log).to_dict()
    assert certainties(tmp_path, "late-review") == {"1": "possible"}
    (rate,) = (each for each in shape["rates"] if each["rate"] == "reviews-in-time")
    assert (rate["percentage"], rate["band"]) == (None, None)


def test_who_knows_better_says_all(tmp_path: Path) -> None:
    told = run(tmp_path, MAP + "recorded: all\n")
    assert certainties(tmp_path, "late-response") == {"late": "established", "open": "established"}
    assert told.to_dict()["not_recorded"] is None
    assert told.to_dict()["recorded"] is None


def test_or_names_what_else_is_complete(tmp_path: Path) -> None:
    """What the answer turns on is recorded, and that the information is not environmental."""
    kinds = (
        "request-withdrawn, request-not-valid, request-outside-act, time-application,"
        " time-specified, time-refused, clarification-sought, clarification-received,"
        " fees-notice, fee-paid, extension-notice, decision-notice, tribunal-decision,"
        " upper-tribunal-decision, court-decision, review-outcome"
    )
    sure = MAP.replace("outcome: Result}", "outcome: Result, environmental: {value: false}}")
    run(tmp_path, sure + RECORDED % kinds)
    assert certainties(tmp_path, "late-response") == {"late": "established", "open": "established"}
    run(tmp_path, MAP + RECORDED % kinds)
    assert certainties(tmp_path, "late-response") == {"late": "possible", "open": "possible"}
    run(tmp_path, sure + RECORDED % kinds.replace(" extension-notice,", ""))
    assert certainties(tmp_path, "late-response") == {"late": "possible", "open": "possible"}


def test_a_kind_of_which_a_column_is_not_mapped_is_not_recorded(tmp_path: Path) -> None:
    """Where two columns give one kind the first answer may stand in the other."""
    log = TRACKER.replace("Closed", "Date closed").replace("Received", "Date Received")
    map = MAP.replace("on: Closed", "on: Date closed").replace("on: Received", "on: Date Received")
    assert "response" in run(tmp_path, map, log).to_dict()["recorded"]
    two = "".join(f"{line},\n" for line in log.splitlines()).replace(",\n", ",Response Date\n", 1)
    assert "response" not in run(tmp_path, map, two).to_dict()["recorded"]


def test_a_map_without_events_and_a_log_in_our_names_record_all(tmp_path: Path) -> None:
    log = "case,on,event\n1,2024-03-04,request-received\n1,2024-04-19,response\n"
    (tmp_path / "ours.csv").write_text(log, encoding="utf-8")
    assert audit(tmp_path, "ours.csv").to_dict()["not_recorded"] is None
    told = run(tmp_path, "map: m\ncolumns: {case: case, on: on, event: event}\n", log)
    assert told.to_dict()["not_recorded"] is None


def test_a_case_of_a_log_may_say_what_its_source_records(tmp_path: Path) -> None:
    """As a case file does; of one that does not, the log speaks."""
    log = (
        "case,on,event,outcome,recorded\n"
        "1,2024-03-04,request-received,,request-received;response\n"
        "1,2024-04-19,response,disclosed,\n"
        "2,2024-03-04,request-received,,\n"
        "2,2024-04-19,response,disclosed,\n"
    )
    (tmp_path / "ours.csv").write_text(log, encoding="utf-8")
    audit(tmp_path, "ours.csv")
    assert certainties(tmp_path, "late-response") == {"1": "possible", "2": "established"}


def test_a_case_file_in_a_folder_keeps_what_it_records(tmp_path: Path) -> None:
    events = "events:\n  - {on: 2024-03-04, event: request-received}\n"
    (tmp_path / "cases").mkdir()
    for name, more in (("a", "recorded: [request-received]\n"), ("b", "recorded: all\n")):
        text = f"case: {name}\n{more}{events}"
        (tmp_path / "cases" / f"{name}.yaml").write_text(text, encoding="utf-8")
    audit(tmp_path, "cases")
    assert certainties(tmp_path, "late-response") == {"a": "possible", "b": "established"}


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ("some", "recorded: found 'some'; expected all, or a list of mapped and kinds of events"),
        ("[]", "recorded: expected at least one event"),
        ("[mapped, respons]", "unknown event 'respons'; did you mean 'response'?"),
    ],
)
def test_a_list_that_cannot_be_read_is_told(tmp_path: Path, recorded: str, said: str) -> None:
    (tmp_path / "map.yaml").write_text(f"{MAP}recorded: {recorded}\n", encoding="utf-8")
    with pytest.raises(MapError) as error:
        load_map(str(tmp_path / "map.yaml"))
    (line,) = error.value.errors
    assert said in line


# --- a site, which does not say what a message was ------------------------------------------------


def thread(*messages: tuple[str, str, str | None]) -> str:
    """A request as WhatDoTheyKnow gives it."""
    events = [
        {"id": n, "event_type": kind, "created_at": f"{day}T10:00:00Z", "calculated_state": state}
        for n, (day, kind, state) in enumerate(messages, 1)
    ]
    body = {"name": "Department for Education"}
    request = {"id": 1, "url_title": files.DFE, "law_used": "foi", "public_body": body}
    return json.dumps({**request, "info_request_events": events})


FOUNDING = (
    ("2017-08-03", "sent", "waiting_response"),
    ("2017-08-03", "response", "waiting_response"),
    ("2017-09-01", "response", "waiting_response"),  # the extension notice
    ("2017-09-05", "followup_sent", None),
    ("2017-09-29", "response", "waiting_response"),
    ("2017-10-04", "response", "partially_successful"),
)


def test_of_the_founding_thread_a_site_establishes_nothing_that_the_case_does_not(
    tmp_path: Path,
) -> None:
    as_of = date(2017, 10, 10)
    (tmp_path / "request.json").write_text(thread(*FOUNDING), encoding="utf-8")
    told = audit(tmp_path, "request.json", as_of=as_of)
    adds_up(told)
    assert told.assessed == 1
    case = assess(load_case(files.ROOT / "cases" / f"{files.DFE}.yaml"), as_of)
    sure = {f.rule for f in case.findings if f.certainty == "established"}
    rows = found(tmp_path, "findings").to_dicts()
    assert {row["rule"] for row in rows} >= {"late-response"}
    assert {row["rule"] for row in rows if row["certainty"] == "established"} <= sure


def test_taken_as_a_whole_record_it_would_show_two_breaches_that_are_none(
    tmp_path: Path,
) -> None:
    """So that the test above says something."""
    as_of = date(2017, 10, 10)
    map = tmp_path / "all.yaml"
    text = ready_text("alaveteli").replace("[request-received, review-requested]", "all")
    map.write_text(text, encoding="utf-8")
    (tmp_path / "request.json").write_text(thread(*FOUNDING), encoding="utf-8")
    audit(tmp_path, "request.json", as_of=as_of, map=load_map(str(map)))
    rows = found(tmp_path, "findings").to_dicts()
    sure = {row["rule"] for row in rows if row["certainty"] == "established"}
    assert sure == {"late-response", "late-refusal-notice"}


UNCERTAIN = """\
{"id": 1, "url_title": "late-1", "law_used": "foi", "public_body": {"name": "Example Council"}, \
"info_request_events": [{"id": 1, "event_type": "sent", "created_at": "2024-03-04T10:00:00Z", \
"calculated_state": "waiting_response"}, {"id": 2, "event_type": "response", "created_at": \
"2024-03-05T10:00:00Z", "calculated_state": null}, {"id": 3, "event_type": "response", \
"created_at": "2024-05-05T10:00:00Z", "calculated_state": "successful"}]}
"""


def test_an_answer_that_may_have_been_the_message_before_it_is_not_surely_late(
    tmp_path: Path,
) -> None:
    (tmp_path / "requests.jsonl").write_text(UNCERTAIN, encoding="utf-8")
    audit(tmp_path, "requests.jsonl", as_of=AS_OF)
    assert certainties(tmp_path, "late-response") == {"late-1": "possible"}
