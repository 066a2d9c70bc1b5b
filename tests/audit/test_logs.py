"""Logs in, results out: each case is found as it is alone, and rows and cases add up."""

from __future__ import annotations

import json as plain_json
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

np = pytest.importorskip("numpy")
pl = pytest.importorskip("polars")

from foirules import Case, CaseError, assess  # noqa: E402
from foirules.audit.judging.tables import TABLES  # noqa: E402
from foirules.cases.case import Authority  # noqa: E402
from tests import generate  # noqa: E402
from tests.audit.logs import adds_up, audit, found, rejected  # noqa: E402
from tests.audit.rows import apart, assessed, json, rows_of, said  # noqa: E402

AS_OF = date(2027, 1, 1)


@cache
def cases() -> list[Case]:
    """Cases of two policies and one that is not known, some with ranges, some at the calendar's
    edge."""
    made: list[Case] = []
    for seed in count():
        case = apart(generate.anything(Random(seed))[0])
        if not _of_our_years(case):
            continue
        if len(made) == 150:
            return made
        policy = "nowhere" if len(made) % 40 == 0 else case.authority.policy
        authority = Authority(case.authority.name, policy, case.authority.type)
        made.append(attrs.evolve(case, case=f"case {seed:03}", authority=authority))
    raise AssertionError


def _of_our_years(case: Case) -> bool:
    """Whether a case file could hold it."""
    days = [event.until or event.on for event in case.events]
    for event in case.events:
        for told in (event.details, *event.outcomes.values()):
            days += [value for value in told.values() if isinstance(value, date)]
    return all(2005 <= day.year <= 2030 for day in days + [event.on for event in case.events])


@cache
def refused() -> dict[str, str]:
    """Of each case that cannot be assessed, why."""
    reasons = {}
    for case in cases():
        try:
            assess(case, AS_OF)
        except CaseError as error:
            if case.events[0].on > AS_OF:
                continue
            reasons[case.case] = error.errors[0].removeprefix(f"{case.case}: ")
    return reasons


@cache
def wanted(name: str) -> list[str]:
    return sorted(map(repr, said(assessed(cases(), AS_OF), name)))


def rows() -> Any:
    """A log without rows that repeat others word for word but for their ids."""
    return rows_of(cases())


@pytest.mark.one_cpython
@pytest.mark.parametrize("chunk", [7, 40, 1000])
@pytest.mark.parametrize("shuffled", [False, True])
def test_each_case_of_a_log_is_found_as_it_is_alone(
    tmp_path: Path, chunk: int, shuffled: bool
) -> None:
    """Whether or not the rows of a case stand together; those of a day keep their order."""
    log = rows().with_columns(subject=pl.lit("what no rule reads"))
    if shuffled:
        place = pl.int_range(pl.len()).over("case")
        log = log.with_columns(_n=place).sort("_n", maintain_order=True).drop("_n")
    log.write_parquet(tmp_path / "log.parquet")
    told = audit(tmp_path, "log.parquet", as_of=AS_OF, chunk=chunk)
    adds_up(told)
    assert len(refused()) > 2
    later = {case.case for case in cases() if case.events[0].on > AS_OF}
    assert later - set(refused())
    assert (told.cases, told.not_received) == (len(cases()), len(later))
    assert told.rejected_cases == len(refused())
    assert {case: reason for _, _, case, reason in rejected(tmp_path)} == refused()
    lost = log.filter(pl.col("case").is_in(list(refused()))).height
    assert (told.read, told.rejected_rows) == (log.height, lost)
    for name in TABLES:
        assert sorted(map(repr, json(found(tmp_path, name)))) == wanted(name)


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_text_is_read_and_written_as_parquet_is(tmp_path: Path, kind: str) -> None:
    log = rows()
    if kind == "csv":
        lists = pl.col(pl.List(pl.String))
        none = (
            pl.when(lists.list.len() == 0)
            .then(lists.list.join(";") + ";")
            .otherwise(lists.list.join(";"))
            .name.keep()
        )
        log.with_columns(none).write_csv(tmp_path / "log")
    else:
        log.write_ndjson(tmp_path / "log")
    told = audit(tmp_path, "log", as_of=AS_OF, formats=(kind,), chunk=40)
    adds_up(told)
    for name in TABLES:
        path = tmp_path / "out" / f"{name}.{kind}"
        if kind == "csv":
            lines = path.read_text("utf-8").splitlines()
            assert len(lines) - 1 == len(wanted(name))
            assert lines[0].startswith("case,")
        else:
            rows_found = [plain_json.loads(line) for line in path.read_text("utf-8").splitlines()]
            assert sorted(map(repr, rows_found)) == wanted(name)


def test_several_processes_find_what_one_does(tmp_path: Path) -> None:
    rows().write_parquet(tmp_path / "log.parquet")
    alone = audit(tmp_path, "log.parquet", as_of=AS_OF, chunk=40).to_dict()
    one = {name: found(tmp_path, name) for name in TABLES}
    both = audit(tmp_path, "log.parquet", as_of=AS_OF, chunk=40, processes=2).to_dict()
    assert both == alone
    for name in TABLES:
        assert found(tmp_path, name).equals(one[name])


def test_results_of_an_earlier_audit_go(tmp_path: Path) -> None:
    rows().write_parquet(tmp_path / "log.parquet")
    audit(tmp_path, "log.parquet", as_of=AS_OF, chunk=20)
    (tmp_path / "out" / "findings" / "mine.txt").write_text("kept")
    audit(tmp_path, "log.parquet", as_of=AS_OF)
    names = sorted(path.name for path in (tmp_path / "out" / "findings").iterdir())
    assert names == ["00000.parquet", "mine.txt"]
    assert not list((tmp_path / "out").glob(".*"))


# --- rows -----------------------------------------------------------------------------------------

HEAD = "case,on,event,event-id,outcome,parts,exemptions"


def write(folder: Path, *lines: str) -> None:
    (folder / "log.csv").write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")


def test_a_case_that_lost_a_row_is_not_judged(tmp_path: Path) -> None:
    """The row could have been the answer that seems to be missing."""
    write(
        tmp_path,
        "a,2024-03-04,request-received,,,,",
        "a,2024-02-30,response,,disclosed,,",
        "b,2024-03-04,request-received,,,,",
    )
    told = audit(tmp_path, "log.csv")
    adds_up(told)
    assert (told.read, told.used, told.cases, told.assessed) == (3, 1, 2, 1)
    assert rejected(tmp_path) == [
        ("log.csv", "2", "a", "1 of its 2 rows cannot be read: what they say is not known"),
        ("log.csv", "3", "a", "on: there is no day 2024-02-30"),
    ]
    assert set(found(tmp_path, "findings")["case"]) == {"b"}


def test_a_row_that_repeats_another_is_rejected_alone(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a,2024-03-04,request-received,,,,",
        "a,2024-03-05,chaser,,,,",
        "a,2024-03-05,acknowledgement,,,,",
        "a,2024-03-05,chaser,,,,",
        "a,2024-03-05,chaser,4,,,",
        "a,2024-03-04,request-received,,,,",
    )
    told = audit(tmp_path, "log.csv")
    adds_up(told)
    assert (told.used, told.assessed) == (4, 1)
    assert [(row, reason.partition(" of ")[0]) for _, row, _, reason in rejected(tmp_path)] == [
        ("5", "the same as row 3"),
        ("7", "the same as row 2"),
    ]


def test_rows_stand_in_any_order(tmp_path: Path) -> None:
    """By day, then by the moment; a receipt comes first on its day."""
    lines = [
        "a,2024-03-05T10:00,clarification-received,,,,",
        "a,2024-03-05T09:00,clarification-sought,,,,",
        "b,2024-03-04,request-received,,,,",
        "a,2024-03-04,acknowledgement,,,,",
        "a,2024-03-04,request-received,,,,",
    ]
    write(tmp_path, *lines)
    assert audit(tmp_path, "log.csv").assessed == 2
    (clock,) = found(tmp_path, "clocks").filter(case="a", clock="response").to_dicts()
    assert clock["started"] == date(2024, 3, 5)
    assert clock["status"] == "missed"


def test_an_answer_may_have_a_row_for_each_part(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a,2024-03-04,request-received,,,x;y,",
        "a,2024-03-28,response,,disclosed,x,",
        "a,2024-03-28,response,,refused,y,Section 40(2); s.22",
    )
    assert audit(tmp_path, "log.csv").assessed == 1
    clocks = found(tmp_path, "clocks").filter(clock="response")
    assert clocks.select("part", "stopped", "status").rows() == [
        ("x", date(2024, 3, 28), "met"),
        ("y", date(2024, 3, 28), "met"),
    ]


def test_a_question_may_name_the_parts_that_it_is_about(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a,2024-03-04,request-received,,,x;y;z,",
        "a,2024-03-20,clarification-sought,,,y;z,",
        "a,2024-04-05,clarification-sought,,,x,",
        "a,2024-04-10,clarification-received,,,y,",
    )
    assert audit(tmp_path, "log.csv").assessed == 1
    clocks = found(tmp_path, "clocks").filter(clock="response")
    assert clocks.select("part", "due", "status").rows() == [
        ("x", date(2024, 4, 4), "missed"),
        ("y", date(2024, 5, 9), "missed"),
        ("z", None, "paused"),
    ]
    late = found(tmp_path, "findings").filter(rule="late-clarification")
    assert [(row["part"], row["event"]["id"]) for row in late.to_dicts()] == [("x", "3")]


def test_a_timestamp_is_the_day_it_falls_on_in_london(tmp_path: Path) -> None:
    lines = [
        f"{n},{stamp},request-received,,,,"
        for n, stamp in enumerate(
            (
                "2024-06-01T23:30:00Z",
                "2024-06-02T00:30:00+01:00",
                "2024-06-02 00:30",
                "2024-06-01T19:30:00.5-04:00",
                "2024-01-01T23:30:00Z",
            )
        )
    ]
    write(tmp_path, *lines)
    audit(tmp_path, "log.csv")
    started = found(tmp_path, "clocks").filter(clock="response").sort("case")["started"]
    assert started.to_list() == [*[date(2024, 6, 2)] * 4, date(2024, 1, 1)]


def test_a_live_log_says_what_is_overdue_and_what_falls_due(tmp_path: Path) -> None:
    write(
        tmp_path,
        "late,2024-05-01,request-received,,,,",
        "soon,2024-05-08,request-received,,,,",
        "later,2024-05-20,request-received,,,,",
    )
    shape = audit(tmp_path, "log.csv").to_dict()
    assert shape["overdue"]["clocks"] == {"confirmation": 1, "response": 1}
    assert shape["due_this_week"]["clocks"] == {"confirmation": 1, "response": 1}
    _, due = shape["due_this_week"]["cases"]
    assert (due["case"], due["clock"]) == ("soon", "response")
    assert date(2024, 6, 3) <= date.fromisoformat(due["due"]) < date(2024, 6, 3) + timedelta(7)
