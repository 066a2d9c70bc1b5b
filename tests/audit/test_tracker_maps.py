"""What maps say of trackers: cells that say nothing, names spelt otherwise, rows that are no
requests, days that only a status tells of, cases named by several columns."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

pl = pytest.importorskip("polars")

from foirules.audit.reading.map_files import load_map  # noqa: E402
from foirules.report.audit import summary_text  # noqa: E402
from foirules.report.page import Page  # noqa: E402
from tests.audit.logs import adds_up, audit, found, rejected  # noqa: E402

FAULTS = Path(__file__).with_name("faults")
START = 'map: m\ndate-formats: ["%d/%m/%Y"]\n'
ANSWERS = (
    "events:\n  - {event: request-received, on: Date received}\n"
    "  - {event: response, on: Date closed, where: {Result: Full}, set: {outcome: disclosed}}\n"
    "  - {event: response, on: Date closed, where: {Result: Refused}, set: {outcome: refused}}\n"
)


def by_map(folder: Path, log: str, text: str, name: str = "log.csv", **more: Any) -> dict[str, Any]:
    """The summary of a log audited by a map."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(log, "utf-8")
    (folder / "map.yaml").write_text(text, "utf-8")
    told = audit(folder, name, map=load_map(str(folder / "map.yaml")), **more)
    adds_up(told)
    return told.to_dict()


def clocks(folder: Path, name: str = "response") -> list[tuple[Any, ...]]:
    """Of each case when the clock of the answer started and stopped, and what came of it."""
    own = found(folder, "clocks").filter(clock=name).sort("case")
    rows: list[tuple[Any, ...]] = own.select("case", "started", "stopped", "status").rows()
    return rows


# --- rows left out --------------------------------------------------------------------------------


def test_a_row_that_is_no_request_is_left_out_whole(tmp_path: Path) -> None:
    log = (FAULTS / "log-01-leftout.csv").read_text("utf-8")
    text = (FAULTS / "log-01-leftout.map.yaml").read_text("utf-8")
    told = by_map(tmp_path, log, text, as_of=date(2024, 7, 1))
    assert told["rows"] == {"read": 2, "used": 1, "left_out": 1, "rejected": 0}
    assert told["cases"] == {"read": 1, "assessed": 1, "rejected": 0, "not_received": 0}
    assert told["left_out"] == [{"event": "Type: SAR", "count": 1}]
    assert [(case, status) for case, _, _, status in clocks(tmp_path)] == [("1", "met")]


def test_wherever_the_condition_stands_and_without_one_what_is_left_over(tmp_path: Path) -> None:
    log = "Ref,Type,Received,Chased\n1,FOI,2024-03-04,2024-03-05\n2,SAR,2024-03-04,\n3,,,\n4,,,2024-03-05\n"
    text = (
        "map: m\ncolumns: {case: Ref}\nevents:\n  - {event: request-received, on: Received}\n"
        "  - {left-out: true, on: Chased}\n  - {left-out: true, where: {Type: SAR}}\n"
        "  - {left-out: true}\n"
    )
    told = by_map(tmp_path, log, text)
    assert told["rows"] == {"read": 4, "used": 1, "left_out": 3, "rejected": 0}
    assert told["left_out"] == [
        {"event": "no event", "count": 2},
        {"event": "Type: SAR", "count": 1},
    ]


def test_a_row_of_which_the_only_day_is_left_out_is_left_out(tmp_path: Path) -> None:
    log = "Ref,Received,Chased\n1,2024-03-04,2024-03-05\n1,,2024-03-06\n"
    text = (
        "map: m\ncolumns: {case: Ref}\nevents:\n  - {event: request-received, on: Received}\n"
        "  - {left-out: true, on: Chased}\n"
    )
    told = by_map(tmp_path, log, text)
    assert told["rows"] == {"read": 2, "used": 1, "left_out": 1, "rejected": 0}
    assert told["left_out"] == [{"event": "Chased", "count": 1}]


# --- cells and names ------------------------------------------------------------------------------

PLACEHOLDERS = """\
Ref,Date received,Date closed,Result
1,04/03/2024,TBC,Full
2,04/03/2024,28/03/2024,full
3,04/03/2024, n/a ,-
4,04/03/2024,28/03/2024, REFUSED
"""


def test_what_says_nothing_is_read_as_empty_and_counted(tmp_path: Path) -> None:
    told = by_map(tmp_path, PLACEHOLDERS, START + "columns: {case: Ref}\n" + ANSWERS)
    assert told["cases"] == {"read": 4, "assessed": 4, "rejected": 0, "not_received": 0}
    assert told["read_as_empty"] == [
        {"column": "Date closed", "value": "TBC", "count": 1},
        {"column": "Date closed", "value": "n/a", "count": 1},
        {"column": "Result", "value": "-", "count": 1},
    ]
    assert "Read as empty" in summary_text(told, Page(False))
    assert [status for *_, status in clocks(tmp_path)] == ["missed", "met", "missed", "met"]


def test_a_map_has_a_list_of_its_own_and_what_it_names_is_no_such_thing(tmp_path: Path) -> None:
    log = PLACEHOLDERS.replace("TBC", "Not Known").replace(",-", ",N/A")
    text = START + "columns: {case: Ref, authority: {column: Result, values: {N/A: Nobody}}}\n"
    told = by_map(tmp_path, log, text + "empty: [not known, n/a]\n" + ANSWERS)
    assert [each["value"] for each in told["read_as_empty"]] == ["Not Known", "n/a"]
    told = by_map(tmp_path, log, text + "empty: []\n" + ANSWERS)
    assert told["read_as_empty"] == []
    assert told["cases"]["rejected"] == 2


def test_what_happened_on_a_day_that_is_not_known_did_happen(tmp_path: Path) -> None:
    """To take it for nothing would make a breach of it."""
    log = "Ref,Date received,Date closed,Result\n1,04/03/2024,unknown,Full\n"
    told = by_map(tmp_path, log, START + "columns: {case: Ref}\n" + ANSWERS)
    assert told["cases"]["rejected"] == 1


def test_columns_and_values_without_regard_to_case_and_space(tmp_path: Path) -> None:
    log = PLACEHOLDERS.replace("Ref,Date received,Date closed", "REF,date  Received,DateClosed")
    told = by_map(tmp_path, log, START + "columns: {case: Ref}\n" + ANSWERS)
    assert told["cases"] == {"read": 4, "assessed": 4, "rejected": 0, "not_received": 0}
    outcomes = "columns: {case: Ref, outcome: {column: Result, values: {Full: disclosed, refused: refused}}}\n"
    plain = "events: [{event: request-received, on: Date received}, {event: response, on: Date closed}]\n"
    told = by_map(tmp_path, log, START + outcomes + plain)
    assert told["cases"] == {"read": 4, "assessed": 4, "rejected": 0, "not_received": 0}


def test_two_names_that_differ_in_case_alone_stay_two(tmp_path: Path) -> None:
    log = "case,on,event,note\n1,2024-03-04,a,x\n1,2024-03-05,A,x\n1,2024-03-28,b,x\n"
    text = (
        "map: m\ncolumns: {case: case, on: on, event: event}\nevents:\n"
        "  - {event: request-received, from: a}\n  - {event: acknowledgement, from: A}\n"
        "  - {event: response, from: B}\n"
    )
    told = by_map(tmp_path, log, text)
    assert told["cases"]["assessed"] == 1
    told = by_map(tmp_path, log.replace("A,", "Á,").replace("event,note", "event,Event"), text)
    assert told["cases"]["rejected"] == 1


def test_a_separator_of_a_list(tmp_path: Path) -> None:
    log = (
        "Ref,Received,Closed,Grounds,Parts\n"
        '1,04/03/2024,28/03/2024,Personal | Section 43 - commercial interests,"a, b"\n'
        "2,04/03/2024,28/03/2024,,\n"
    )
    text = START + (
        "columns:\n  case: Ref\n"
        '  exemptions: {column: Grounds, separator: "|", values: {Personal: s40(2)}}\n'
        "events:\n  - {event: request-received, on: Received, set: {parts: {column: Parts, separator: ','}}}\n"
        "  - {event: response, on: Closed, set: {outcome: refused, ico-right: true}}\n"
    )
    told = by_map(tmp_path, log, text)
    assert told["cases"]["assessed"] == 2
    parts = found(tmp_path, "clocks").filter(clock="response", case="1")["part"]
    assert sorted(parts) == ["a", "b"]


# --- days -----------------------------------------------------------------------------------------


def test_a_status_without_a_day_is_a_range_up_to_the_extract(tmp_path: Path) -> None:
    """So it is not established that the answer was late, nor that there was none."""
    log = "Ref,Status,Date received,Date closed,Result\n1,CLOSED,04/03/2024,,Full\n2,Open,04/03/2024,,\n"
    text = (
        START
        + "recorded: all\n"
        + "columns: {case: Ref}\n"
        + ANSWERS.replace(
            "events:\n",
            "events:\n  - {event: response, where: {Status: Closed, Date closed: ~}, on: Date received,"
            " until: {value: extract}, set: {outcome: {column: Result, values: {Full: disclosed}}}}\n",
        )
    )
    by_map(tmp_path, log, text, as_of=date(2024, 6, 3))
    late = found(tmp_path, "findings").filter(rule="late-response")
    assert late.select("case", "certainty").sort("case").rows() == [
        ("1", "possible"),
        ("2", "established"),
    ]
    by_map(tmp_path, log, text + "extract: 2024-03-20\n", as_of=date(2024, 6, 3))
    late = found(tmp_path, "findings").filter(rule="late-response")
    assert late["case"].to_list() == ["2"]


def test_days_by_the_words_of_a_letter(tmp_path: Path) -> None:
    """Good Friday and Easter Monday, New Year's Day and 2 January are no working days; two months
    after 31 December is the last day of February."""
    log = "Ref,Received,Extended,Asked\n1,04/03/2024,28/03/2024,\n2,31/12/2023,31/12/2023,x\n"
    for length, days in {
        "working-days: 20": (date(2024, 4, 29), date(2024, 1, 30)),
        "calendar-months: 2": (date(2024, 5, 28), date(2024, 2, 29)),
    }.items():
        text = START + (
            "columns: {case: Ref}\nevents:\n  - {event: request-received, on: Received}\n"
            "  - {event: extension-notice, on: Extended, set: {exemptions: [s43(2)],"
            " expected-by: {" + length + "}}}\n"
        )
        assert by_map(tmp_path, log, text)["cases"]["assessed"] == 2
        told = found(tmp_path, "findings").filter(rule="estimate-lapsed").sort("case")
        assert told["date"].to_list() == [day + timedelta(1) for day in days], length


def test_such_a_day_of_a_letter_whose_day_is_not_known_is_not_worked_out(tmp_path: Path) -> None:
    log = "Ref,Received,Extended\n1,04/03/2024,28/03/2024\n"
    text = START + (
        "columns: {case: Ref}\nevents:\n  - {event: request-received, on: Received}\n"
        "  - {event: extension-notice, on: Extended, until: {value: 5 April 2024},"
        " set: {expected-by: {working-days: 20}}}\n"
    )
    assert by_map(tmp_path, log, text)["cases"]["rejected"] == 1
    assert (
        "expected-by: found '20 working-days'"
        in rejected(tmp_path)[0][3] + rejected(tmp_path)[1][3]
    )


# --- cases ----------------------------------------------------------------------------------------


def test_a_case_named_by_several_columns(tmp_path: Path) -> None:
    log = "Year,No,Received,Closed\n2024,1,04/03/2024,28/03/2024\n2023,1,04/03/2023,\n2024,,04/03/2024,\n"
    text = START + (
        "columns: {case: {joined: [Year, no], with: /}}\nevents:\n"
        "  - {event: request-received, on: Received}\n  - {event: response, on: Closed}\n"
    )
    told = by_map(tmp_path, log, text)
    assert (told["cases"]["assessed"], told["rows"]["rejected"]) == (2, 1)
    assert [case for case, *_ in clocks(tmp_path)] == ["2023/1", "2024/1"]


def test_a_review_with_a_number_of_its_own(tmp_path: Path) -> None:
    log = (
        "Ref,Request ref,Kind,Received,Closed\nF1,,Request,04/03/2024,28/03/2024\n"
        "IR1,F1,Review,02/04/2024,30/04/2024\n"
    )
    text = START + (
        "columns: {case: [Request ref, Ref]}\nevents:\n"
        "  - {event: request-received, on: Received, where: {Kind: Request}}\n"
        "  - {event: response, on: Closed, where: {Kind: Request}}\n"
        "  - {event: review-requested, on: Received, where: {Kind: Review}}\n"
        "  - {event: review-outcome, on: Closed, where: {Kind: Review}}\n"
    )
    assert by_map(tmp_path, log, text)["cases"] == {
        "read": 1,
        "assessed": 1,
        "rejected": 0,
        "not_received": 0,
    }
    assert clocks(tmp_path, "review-response") == [
        ("F1", date(2024, 4, 2), date(2024, 4, 30), "met")
    ]


@pytest.mark.parametrize(("what", "name"), [("name", "leeds"), ("folder", "councils")])
def test_the_file_as_the_authority(tmp_path: Path, what: str, name: str) -> None:
    text = START + "columns: {case: Ref, authority: {file: " + what + "}}\n" + ANSWERS
    by_map(tmp_path, PLACEHOLDERS, text, "councils/leeds.csv")
    statistics = pl.read_parquet(tmp_path / "out" / "statistics.parquet")
    assert statistics["authority"].to_list() == [name]
