"""The maps that come with the program, each on a small file of the shape that its source shows.

Headings and values are those of the sources that the maps name; the cases are made up.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pl = pytest.importorskip("polars")

from foirules.audit.reading.map_files import load_map, ready_maps, ready_text  # noqa: E402
from tests.audit.logs import adds_up, audit, found, rejected  # noqa: E402

AS_OF = date(2024, 6, 3)
Row = dict[str, str]


def table(path: Path, columns: list[str], rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def read(folder: Path, name: str, columns: list[str], rows: list[Row], **more: Any) -> Any:
    """The audit of a table by a map."""
    table(folder / "log.csv", columns, rows)
    told = audit(folder, "log.csv", map=load_map(name), as_of=AS_OF, **more)
    adds_up(told)
    return told


def answers(folder: Path) -> dict[str, tuple[Any, Any, str]]:
    """By case the last day for answering, the day of the answer, and what has come of it."""
    clocks = found(folder, "clocks").filter(clock="response")
    rows = clocks.select("case", "due", "stopped", "status").rows()
    return {case: (due, stopped, status) for case, due, stopped, status in rows}


def certainties(folder: Path, rule: str = "late-response") -> dict[str, str]:
    return dict(found(folder, "findings").filter(rule=rule).select("case", "certainty").rows())


@pytest.mark.parametrize("name", ready_maps())
def test_a_map_says_what_it_is_of_and_where_that_was_seen(name: str) -> None:
    text = ready_text(name)
    assert load_map(name).name == name
    assert "\ntitle: " in text
    assert "\nsource: " in text


# --- a council's tracker --------------------------------------------------------------------------


def test_a_tracker_may_lack_most_of_the_columns_and_does_not_record_what_it_lacks(
    tmp_path: Path,
) -> None:
    columns = ["Reference", "Date received", "Date answered", "Outcome"]
    rows = [
        ["1", "04/03/2024", "28/03/2024", "Given in full"],
        ["2", "04/03/2024", "30/05/2024", "Refused"],
        ["3", "4 March 2024", "", ""],
    ]
    told = read(
        tmp_path, "council-tracker", columns, [dict(zip(columns, r, strict=True)) for r in rows]
    )
    due = date(2024, 4, 4)
    assert answers(tmp_path) == {
        "1": (due, date(2024, 3, 28), "met"),
        "2": (due, date(2024, 5, 30), "missed"),
        "3": (due, None, "missed"),
    }
    assert certainties(tmp_path) == {"2": "possible", "3": "possible"}
    (record,) = told.records.values()
    assert record.recorded == ("request-received", "response")


def test_the_law_of_each_row_counts(tmp_path: Path) -> None:
    columns = ["Reference", "Law", "Date received", "Date answered", "Exemptions"]
    given = {"1": ("FOI", "s40(2), s.43(2)"), "2": ("eir", "12(5)(e)"), "3": ("FOISA", "s38(1)(b)")}
    rows = [
        dict(zip(columns, (case, law, "2024-03-04", "2024-03-28", cited), strict=True))
        for case, (law, cited) in given.items()
    ]
    told = read(tmp_path, "council-tracker", columns, rows)
    assert rejected(tmp_path) == []
    assert sorted(told.totals) == ["eir", "foia", "foisa"]
    due = {case: day for case, (day, *_) in answers(tmp_path).items()}
    assert due == {"1": date(2024, 4, 4), "2": date(2024, 4, 4), "3": date(2024, 4, 2)}


# --- the Ministry of Justice ----------------------------------------------------------------------

MOJ = [
    *("Number", "Case type", "Current state", "Responding team", "Responder", "Date received"),
    *("Internal deadline", "External deadline", "Date responded", "Date compliant draft uploaded"),
    *("Trigger", "Name", "Requester type", "Message", "Info held", "Outcome", "Refusal reason"),
    *("Exemptions", "Postal address", "Email", "Appeal outcome", "Third party", "Reply method"),
    *("SAR Subject type", "SAR Subject full name"),
    *("Business unit responsible for late response", "Extended", "Extension Count"),
    *("Deletion Reason", "Casework officer", "Created by", "Date created", "Business group"),
    *("Directorate name", "Director General name", "Director name", "Deputy Director name"),
    *("Draft in time", "In target"),
    "Days taken (FOIs, IRs, ICO appeals = working days; SARs = calendar days)",
    *("Number of days late", "Number of days taken after extension", "Original internal deadline"),
    *("Original external deadline", "Number of days late against original deadline"),
]


def moj(number: str, responded: str = "", kind: str = "FOI", **more: str) -> Row:
    named = {key.replace("_", " "): value for key, value in more.items()}
    return {
        "Number": number,
        "Case type": kind,
        "Date received": "2024-03-04",
        "Date responded": responded,
        "External deadline": "2024-04-04",
        "Extended": "No",
        "Extension Count": "0",
        "Business unit responsible for late response": "N/A",
        **named,
    }


def test_the_export_of_the_ministry_of_justice(tmp_path: Path) -> None:
    in_time, late = "2024-03-28", "2024-04-22"
    rows = [
        moj("1", in_time, Info_held="Yes", Outcome="Granted in full"),
        moj("2", late, Info_held="Yes", Outcome="Refused fully", Exemptions="s40,s43,s22a"),
        moj(
            "3", late, Info_held="Yes", Outcome="Refused in part", Exemptions="s21", Extended="Yes"
        ),
        moj("4"),
        moj("5", Extended="Yes", External_deadline="2024-05-02"),
        moj("6", in_time, Info_held="No"),
        moj("7", in_time, Refusal_reason="(s12(2)) - Exceeded cost to investigate"),
        moj("8", in_time, Refusal_reason="(s1(3)) - Clarification required"),
        moj("9", in_time, Refusal_reason="Neither confirm nor deny (NCND)", Exemptions="ncnd,s31"),
        moj("10", in_time, kind="FOI - Internal review for compliance", Outcome="Refused fully"),
        moj("11", in_time, kind="SAR"),
        moj("12", in_time, kind="ICO appeal (FOI)"),
        moj("13", Deletion_Reason="Duplicate"),
        moj("14", in_time, Refusal_reason="A reason of later years"),
    ]
    told = read(tmp_path, "moj", MOJ, rows, against="External deadline")
    assert (told.assessed, told.left_out) == (9, 4)
    assert {case for _, _, case, _ in rejected(tmp_path)} == {"14"}
    due = date(2024, 4, 4)
    by_case = answers(tmp_path)
    assert {case: by_case[case] for case in "1246"} == {
        "1": (due, date(2024, 3, 28), "met"),
        "2": (due, date(2024, 4, 22), "missed"),
        "4": (due, None, "missed"),
        "6": (due, date(2024, 3, 28), "met"),
    }
    assert by_case["8"][2] == "paused"
    late_ones = certainties(tmp_path)
    assert late_ones.keys() == {"2", "3", "4", "5"}
    assert {*late_ones.values()} == {"possible"}
    outcomes = {each["set"]: each["counts"] for each in told.to_dict()["statistics"]}["outcome"]
    assert {name: count for name, count in outcomes.items() if count} == {
        "granted-in-full": 1,
        "granted-in-part": 1,
        "refused-in-full": 3,  # one for its cost, one neither confirming nor denying
        "not-held": 1,
    }


# --- the research export of Alaveteli -------------------------------------------------------------

RESEARCH = [
    *("id", "title", "user_id", "public_body_id", "created_at", "updated_at", "described_state"),
    *("awaiting_description", "url_title", "law_used", "last_public_response_at"),
    "info_request_batch_id",
]


def research(title: str, state: str, last: str = "", **more: str) -> Row:
    return {
        "url_title": title,
        "public_body_id": "7",
        "created_at": "2024-03-04 09:00:00 UTC",
        "updated_at": "2024-05-02 10:30:00 UTC",
        "described_state": state,
        "awaiting_description": "false",
        "law_used": "foi",
        "last_public_response_at": last,
        **more,
    }


def test_the_research_export_of_alaveteli(tmp_path: Path) -> None:
    """An answer came on some day until the last message; one that came too late may have come before."""
    rows = [
        research("a", "successful", "2024-03-20 10:00:00 UTC"),
        research("b", "rejected", "2024-05-20 10:00:00 UTC"),
        research("c", "waiting_response"),
        research("d", "waiting_response", "2024-03-20 10:00:00 UTC"),
        research("e", "waiting_clarification", "2024-03-20 10:00:00 UTC"),
        research("f", "not_held", "2024-03-20 10:00:00 UTC", law_used="eir"),
        research("g", "error_message"),
        research("h", "user_withdrawn"),
        research("i", "successful", "2024-04-03 23:30:00 UTC"),
    ]
    told = read(tmp_path, "alaveteli-research", RESEARCH, rows)
    assert (told.assessed, told.left_out, rejected(tmp_path)) == (8, 1, [])
    assert certainties(tmp_path) == dict.fromkeys("bcdh", "possible")
    assert told.totals["eir"].assessed == 1


def test_a_time_in_utc_is_of_the_day_in_london(tmp_path: Path) -> None:
    row = research("a", "waiting_response") | {"created_at": "2024-07-01 23:30:00 UTC"}
    table(tmp_path / "log.csv", RESEARCH, [row])
    audit(tmp_path, "log.csv", map=load_map("alaveteli-research"), as_of=date(2024, 8, 1))
    (started,) = found(tmp_path, "clocks").filter(clock="response")["started"]
    assert started == date(2024, 7, 2)


# --- Infreemation ---------------------------------------------------------------------------------


def published(ref: str, created: str, closed: str, outcome: str, *exemptions: str) -> Any:
    cited = {"exemptions": {"exemption": exemptions[0]}} if exemptions else {}
    return {
        "datecreated": created,
        "dateclosed": closed,
        "datepublished": closed,
        "status": "Closed",
        "outcome": outcome,
        "keywords": "bins, waste",
        "timespend": {"unit": "minutes", "value": "120"},
        "history": {"response": [{"responsebody": "Dear [Redacted]", "from": "authority"}]},
        **cited,
        "ref": ref,
    }


@pytest.mark.parametrize("indent", [None, 2])
def test_requests_published_by_infreemation(tmp_path: Path, indent: int | None) -> None:
    """The list stands inside of two objects; what stands behind it is no row."""
    given = [
        published("1", "2024-03-04", "2024-03-28", "Provided in Full"),
        published(
            *("2", "2024-03-04", "2024-05-20", "Rejected - Exempt"),
            "S(21) - Information already reasonably accessible",
        ),
        published("3", "2024-03-04", "2024-03-28", "Lapsed"),
        published("4", "2024-03-04", "2024-03-28", "Rejected - Exempt", "S(99) - Something"),
    ]
    shape = {"published": {"request": given, "type": "FOI", "generated": "2024-06-01 04:44:44"}}
    (tmp_path / "log.json").write_text(json.dumps(shape, indent=indent), encoding="utf-8")
    told = audit(tmp_path, "log.json", map=load_map("infreemation"), as_of=AS_OF)
    adds_up(told)
    assert (told.read, told.assessed) == (4, 2)
    reasons = {case: reason.partition(":")[0] for _, _, case, reason in rejected(tmp_path)[::2]}
    assert reasons == {"3": "outcome", "4": "exemptions[1]"}
    assert ("outcome", "'Lapsed'") in told.values_not_read
    due = date(2024, 4, 4)
    assert answers(tmp_path) == {
        "1": (due, date(2024, 3, 28), "met"),
        "2": (due, date(2024, 5, 20), "missed"),
    }


# --- iCasework ------------------------------------------------------------------------------------


def details(case: str, received: str, completed: str, outcome: str, **more: str) -> str:
    said = {
        "CaseDetailsInformationRequest.Scheme": "Freedom of Information Act",
        "CaseDetails.CaseId": case,
        "CaseDetails.CaseType": "Information request",
        "CaseStatusReceipt.DateReceived": received,
        "CaseStatusWithdrawal.DateWithdrawn": "",
        "CaseStageStage1.DateDue": "2024-04-04",
        "CaseStageStage1.Outcome": outcome,
        "CaseStageStage1.DateCompleted": completed,
        **{f"CaseStageStage2.{key}": more.get(key, "") for key in STAGE},
        "MainParty.Address": "Flat B\nCanterbury Court",
    }
    fields = "".join(f"<{name}>{value}</{name}>\n" for name, value in said.items())
    return f"<Case>\n{fields}</Case>\n"


STAGE = ("DateReceived", "Outcome", "DateCompleted")
XML = '<?xml version="1.0" encoding="UTF-8"?>\n<Cases RequestId="1">\n{}</Cases>\n'


def test_requests_of_icasework_a_file_each_or_several(tmp_path: Path) -> None:
    sent = "All information sent"
    given = [
        details("1", "2024-03-04", "2024-03-28", sent),
        details("2", "2024-03-04", "2024-04-22", "Some information sent but not all held"),
        details("3", "2024-03-04", "", ""),
        details(
            *("4", "2024-03-04", "2024-03-28", sent),
            DateReceived="2024-04-02",
            DateCompleted="2024-04-12",
            Outcome=sent,
        ),
        details("5", "2024-03-04", "2024-03-28", "Not seen"),
    ]
    (tmp_path / "logs").mkdir()
    for place, each in enumerate([given[0], "".join(given[1:])]):
        (tmp_path / "logs" / f"{place}.xml").write_text(XML.format(each), encoding="utf-8")
    told = audit(tmp_path, "logs", map=load_map("icasework"), as_of=AS_OF)
    adds_up(told)
    assert (told.read, told.assessed) == (5, 4)
    assert {case for _, _, case, _ in rejected(tmp_path)} == {"5"}
    due = date(2024, 4, 4)
    assert answers(tmp_path) == {
        "1": (due, date(2024, 3, 28), "met"),
        "2": (due, date(2024, 4, 22), "missed"),
        "3": (due, None, "missed"),
        "4": (due, date(2024, 3, 28), "met"),
    }
    review = found(tmp_path, "clocks").filter(clock="review-response")
    assert review.select("case", "stopped").rows() == [("4", date(2024, 4, 12))]


def test_a_record_in_which_a_file_breaks_off_is_rejected(tmp_path: Path) -> None:
    whole, second = (details(case, "2024-03-04", "2024-03-28", "") for case in "12")
    text = XML.format(whole + second)
    (tmp_path / "log.xml").write_text(text[: text.index("Stage2", len(text) // 2)], "utf-8")
    told = audit(tmp_path, "log.xml", map=load_map("icasework"), as_of=AS_OF)
    adds_up(told)
    assert (told.read, told.assessed) == (2, 1)
    assert rejected(tmp_path)[0][3].startswith("the file breaks off in this record: not XML: ")
