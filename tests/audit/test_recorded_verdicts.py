"""Whether a case was in time, and how many working days it took, as a system recorded it, set beside
what the law says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pl = pytest.importorskip("polars")

from foirules.audit.judging.law_files import LawFiles  # noqa: E402
from foirules.audit.reading.map_files import load_map  # noqa: E402
from tests.audit.logs import adds_up, audit  # noqa: E402

LAWS = ("foia", "eir", "foisa", "eisr")
MAP = """\
map: m
date-formats: ["%d/%m/%Y"]
recorded: all
columns: {case: Ref}
events:
  - {event: request-received, on: Received}
  - {event: response, on: Closed, set: {outcome: disclosed}}
"""
RECEIVED = "04/03/2024"  # the twentieth working day is in the week of 2 April under each law
IN_TIME, LATE = "28/03/2024", "07/05/2024"


def told(folder: Path, rows: str, law: str = "foia", map: str = MAP, **more: Any) -> dict[str, Any]:
    """The summary of a tracker of which the first line names the columns."""
    (folder / "log.csv").write_text(rows, encoding="utf-8")
    (folder / "map.yaml").write_text(map, encoding="utf-8")
    read = load_map(str(folder / "map.yaml"), regime=law)
    asked = {"law": LawFiles(regime=law), "against": "Said"} | more
    found = audit(folder, "log.csv", map=read, **asked)
    adds_up(found)
    summary: dict[str, Any] = found.to_dict()
    return summary


def tracker(*rows: tuple[str, str, str]) -> str:
    lines = [f"{n},{RECEIVED},{closed},{said}" for n, closed, said in rows]
    return "\n".join(["Ref,Received,Closed,Said", *lines]) + "\n"


def differing(folder: Path) -> dict[str, tuple[Any, ...]]:
    table = pl.read_parquet(folder / "out" / "against.parquet").drop("regime", "authority")
    return {row[0]: row[1:] for row in table.rows()}


# --- verdicts -------------------------------------------------------------------------------------


@pytest.mark.parametrize("law", LAWS)
def test_verdicts_agree_with_the_law_or_differ_either_way(tmp_path: Path, law: str) -> None:
    """Given cases in time, late and not due, when each says either, then each way is counted."""
    log = tracker(
        ("kept", IN_TIME, "Yes"),
        ("missed", LATE, "no"),
        ("said kept", LATE, " YES"),
        ("said missed", IN_TIME, "No"),
        ("silent", "", "yes"),
        ("unsaid", LATE, ""),
        ("unread", LATE, "so so"),
    )
    not_due = told(tmp_path, log, law, as_of=date(2024, 3, 29))
    assert not_due["against"]["neither"] == 3  # all that are said of and answered in May, or never
    summary = told(tmp_path, log, law)
    none = {"alike": 0, "late_by_law": 0, "in_time_by_law": 0}
    assert summary["against"] == {
        "kind": "verdicts",
        "compared": 5,
        "alike": 2,
        "late_by_law": 2,
        "in_time_by_law": 1,
        "possible": none,
        "neither": 0,
    }
    assert differing(tmp_path) == {
        "said kept": ("in-time", "late", "established"),
        "said missed": ("late", "in-time", "established"),
        "silent": ("in-time", "late", "established"),
    }
    assert summary["against_column"] == {
        "column": "Said",
        "kind": "verdicts",
        "read": 5,
        "not_read": 1,
    }
    assert summary["values_not_read"] == [{"column": "Said", "value": "'so so'", "count": 1}]


@pytest.mark.parametrize(
    ("kept", "missed"),
    [("In time", "Late"), ("Met", "Missed"), ("TRUE", "FALSE"), ("on time", "OVERDUE"), ("Y", "N")],
)
def test_the_words_of_systems(tmp_path: Path, kept: str, missed: str) -> None:
    found = told(tmp_path, tracker(("1", IN_TIME, kept), ("2", LATE, missed)))["against"]
    assert (found["kind"], found["compared"], found["alike"]) == ("verdicts", 2, 2)


def test_what_is_not_recorded_makes_a_difference_possible_only(tmp_path: Path) -> None:
    """Given a log that records no extension, when a late case is said to be in time, then the law
    possibly differs; and where the system says late too, it agrees as recorded."""
    log = tracker(("said kept", LATE, "Yes"), ("said missed", LATE, "No"), ("kept", IN_TIME, "Yes"))
    found = told(tmp_path, log, map=MAP.replace("recorded: all\n", ""))["against"]
    assert (found["compared"], found["alike"], found["late_by_law"]) == (3, 1, 0)
    assert found["possible"] == {"alike": 1, "late_by_law": 1, "in_time_by_law": 0}
    assert differing(tmp_path) == {"said kept": ("in-time", "late", "possible")}


@pytest.mark.parametrize(("verdict", "way"), [("Yes", "late_by_law"), ("No", "in_time_by_law")])
def test_a_day_known_as_a_range_makes_it_possible(tmp_path: Path, verdict: str, way: str) -> None:
    """Given an answer of a day on either side of the last, then what is said possibly differs."""
    rows = f"Ref,Received,Closed,Until,Said\n1,{RECEIVED},{IN_TIME},{LATE},{verdict}\n"
    map = MAP.replace("on: Closed,", "on: Closed, until: Until,")
    found = told(tmp_path, rows, map=map)["against"]
    none = {"alike": 0, "late_by_law": 0, "in_time_by_law": 0}
    assert found["possible"] == none | {way: 1}
    assert (found["compared"], found["alike"]) == (1, 0)


def test_a_map_says_what_its_words_mean(tmp_path: Path) -> None:
    """Given words that are not known, or mean another thing here, then the map's count first; and
    without --against the map's column is taken."""
    log = tracker(("1", IN_TIME, "Achieved"), ("2", LATE, "n/a"), ("3", LATE, "yes"))
    values = "against: {column: Said, values: {achieved: true, N/A: false, Yes: false}}\n"
    summary = told(tmp_path, log, map=MAP + values, against=None)
    assert summary["against"]["alike"] == summary["against"]["compared"] == 3
    assert summary["read_as_empty"] == []


def test_numbers_that_the_map_calls_verdicts_are(tmp_path: Path) -> None:
    log = tracker(("1", IN_TIME, "1"), ("2", LATE, "0"))
    values = 'against: {column: Said, values: {"1": true, "0": false}}\n'
    found = told(tmp_path, log, map=MAP + values, against=None)["against"]
    assert (found["kind"], found["alike"]) == ("verdicts", 2)


# --- numbers of working days ----------------------------------------------------------------------

# Working days after 4 March up to 28 March, and up to 7 May. Left out are 29 March (Good Friday), 6 May
# and, but for Scotland, 1 April; for the whole of the United Kingdom 18 March (St Patrick's Day) too.
TAKEN: Mapping[str, tuple[int, int]] = {
    "foia": (17, 42),
    "eir": (17, 42),
    "foisa": (18, 44),
    "eisr": (18, 44),
}


@pytest.mark.parametrize("law", LAWS)
def test_numbers_are_set_beside_those_of_the_law(tmp_path: Path, law: str) -> None:
    """Given how many days a system counted, then each that differs has what it comes of."""
    few, many = TAKEN[law]
    log = tracker(
        ("kept", IN_TIME, f"{few}"),
        ("missed", LATE, f"{many} working days"),
        ("calendar days", LATE, "64"),
        ("receipt counted", LATE, f"{many + 1}.0"),
        ("fewer", LATE, "3 Days"),
        ("open", "", "12"),
        ("unread", LATE, "12 weeks"),
    )
    summary = told(tmp_path, log, law)
    found = summary["against"]
    assert {name: found[name] for name in ("kind", "compared", "alike", "fewer", "more")} == {
        "kind": "numbers",
        "compared": 5,
        "alike": 2,
        "fewer": 1,
        "more": 2,
    }
    said = differing(tmp_path)
    assert {name: row[:3] for name, row in said.items()} == {
        "calendar days": (64, many, 64 - many),
        "receipt counted": (many + 1, many, 1),
        "fewer": (3, many, 3 - many),
    }
    assert said["calendar days"][3] == ["every-day"]
    assert "receipt-counted" in said["receipt counted"][3]
    assert said["fewer"][3] == []
    assert found["titles"].keys() == found["explanations"].keys() - {"not-explained"}
    assert summary["values_not_read"] == [{"column": "Said", "value": "'12 weeks'", "count": 1}]


def test_time_starts_afresh_with_the_particulars(tmp_path: Path) -> None:
    """Given a question that was answered on 12 March, then days are counted from there; all days
    since the receipt are those of a system that did not start afresh."""
    rows = (
        "Ref,Received,Asked,Told,Closed,Said\n"
        f"1,{RECEIVED},05/03/2024,12/03/2024,{IN_TIME},17\n"
        f"2,{RECEIVED},05/03/2024,12/03/2024,{IN_TIME},11\n"
    )
    more = "  - {event: clarification-sought, on: Asked}\n  - {event: clarification-received, on: Told}\n"
    found = told(tmp_path, rows, map=MAP + more)["against"]
    assert (found["alike"], found["more"]) == (1, 1)
    assert differing(tmp_path)["1"] == (17, 11, 6, ["not-restarted"])


# --- the column -----------------------------------------------------------------------------------


def test_a_column_is_of_the_kind_of_most_of_its_cells(tmp_path: Path) -> None:
    """Given cells of several kinds, then those of the others are told as not read."""
    log = tracker(
        *(("1", IN_TIME, "Yes"), ("2", LATE, "No"), ("3", LATE, "02/04/2024"), ("4", LATE, "21"))
    )
    summary = told(tmp_path, log)
    assert summary["against_column"] == {
        "column": "Said",
        "kind": "verdicts",
        "read": 2,
        "not_read": 2,
    }
    assert {each["value"] for each in summary["values_not_read"]} == {"'02/04/2024'", "'21'"}


def test_a_cell_is_counted_once_for_its_row(tmp_path: Path) -> None:
    """Given a row that tells of two events, when its cell is no day, then it is told once."""
    log = tracker(("1", IN_TIME, "02/04/2024"), ("2", LATE, "02/04/2024"), ("3", LATE, "soon"))
    summary = told(tmp_path, log)
    assert summary["values_not_read"] == [{"column": "Said", "value": "'soon'", "count": 1}]
    assert summary["against_column"] == {
        "column": "Said",
        "kind": "days",
        "read": 2,
        "not_read": 1,
    }


@pytest.mark.parametrize("said", [("Yes", "No"), ("17", "42"), ("02/04/2024", "03/04/2024")])
def test_several_processes_come_to_the_same(tmp_path: Path, said: tuple[str, str]) -> None:
    rows = [(f"{n}", IN_TIME if n % 3 else LATE, said[n % 2]) for n in range(40)]
    one = told(tmp_path, tracker(*rows))
    before = differing(tmp_path)
    several = told(tmp_path, tracker(*rows), processes=2, chunk=7)
    assert several == one
    assert differing(tmp_path) == before
    assert one["against"]["compared"] == 40


def test_each_law_has_its_own_figures(tmp_path: Path) -> None:
    """Given a log of four laws, then each is set beside its own law, a case late by its own."""
    # 2 April is the twentieth working day in Scotland, and the eighteenth of the United Kingdom's.
    lines = [f"{law},{law},{RECEIVED},03/04/2024,Yes" for law in LAWS]
    rows = "\n".join(["Ref,Law,Received,Closed,Said", *lines]) + "\n"
    map = MAP.replace("{case: Ref}", "{case: Ref, regime: Law}")
    summary = told(tmp_path, rows, map=map)
    found = {of["regime"]: of["against"]["late_by_law"] for of in summary["by_regime"]}
    assert found == {"foia": 0, "eir": 0, "foisa": 1, "eisr": 1}
