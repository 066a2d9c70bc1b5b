"""What is due: a line for each case and actor, in order of the day, grouped where that is asked."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pl = pytest.importorskip("polars")

from foirules.calendars.uk import get_calendar  # noqa: E402
from foirules.report.due_list import due_list  # noqa: E402
from foirules.report.page import Page  # noqa: E402
from tests.audit.logs import AS_OF, audit  # noqa: E402

HEAD = "case,on,until,event,parts,outcome,Team\n"
LOG = (
    "over,2024-04-20,,request-received,,,Roads\n"
    "soon,2024-05-08,,request-received,,,Schools\n"
    "today,2024-05-03,,request-received,,,Roads\n"
    "parts,2024-05-20,,request-received,a;b;c,,\n"
    "parts,2024-05-23,,response,c,disclosed,\n"
    "done,2023-05-20,,request-received,,,Roads\n"
    "done,2023-05-23,,response,,disclosed,Roads\n"
    "asked,2024-05-08,,request-received,,,Schools\n"
    "asked,2024-05-20,,clarification-sought,,,Schools\n"
)


def due(folder: Path, log: str = LOG, **more: Any) -> list[dict[str, str]]:
    (folder / "log.csv").write_text(HEAD + log, encoding="utf-8")
    audit(folder, "log.csv", **more)
    with (folder / "out" / "due.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_authority_has_a_line_for_each_request_that_it_is_to_act_on(tmp_path: Path) -> None:
    rows = [row for row in due(tmp_path) if row["actor"] == "authority"]
    keys = ("case", "parts", "action", "deadline", "overdue", "working_days_left", "row")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("over", "", "answer-request", "2024-05-20", "true", "", "2"),
        ("today", "", "answer-request", "2024-06-04", "false", "1", "4"),
        ("soon", "", "answer-request", "2024-06-06", "false", "3", "3"),
        ("parts", "a;b", "answer-request", "2024-06-18", "false", "11", "5"),
    ]
    assert rows[0]["working_days_over"] == "9"


def test_the_days_over_and_left_are_working_days_of_the_law(tmp_path: Path) -> None:
    calendar = get_calendar("united-kingdom")
    for row in due(tmp_path):
        ends = sorted((AS_OF, date.fromisoformat(row["deadline"])))
        between = calendar.working_days_between(*(day.toordinal() for day in ends))
        assert int(row["working_days_left"] or row["working_days_over"]) == between


def test_what_a_requester_may_do_stands_apart(tmp_path: Path) -> None:
    rows = due(tmp_path)
    actors = [row["actor"] for row in rows]
    assert actors == sorted(actors)
    mine = [row for row in rows if row["actor"] == "requester"]
    assert [(row["case"], row["parts"], row["action"]) for row in mine] == [
        ("parts", "c", "ask-for-internal-review")
    ]


def test_an_option_is_due_only_where_there_is_no_duty(tmp_path: Path) -> None:
    """A question may be asked until 6 June, which is sooner than the decision is due."""
    (tmp_path / "log.csv").write_text(
        "case,on,event,exemptions\ntaken,2024-05-08,request-received,\n"
        "taken,2024-05-20,extension-notice,s43(2)\n",
        encoding="utf-8",
    )
    audit(tmp_path, "log.csv", formats=("csv",))
    actions = pl.read_csv(tmp_path / "out" / "actions.csv").filter(actor="authority")
    days = dict(actions.select("action", "deadline").rows())
    assert days["ask-what-is-needed"] < days["conclude-public-interest-test"]
    (row,) = pl.read_csv(tmp_path / "out" / "due.csv").rows(named=True)
    assert row["action"] == "conclude-public-interest-test"


def test_it_is_grouped_by_a_column_of_the_log(tmp_path: Path) -> None:
    rows = [r for r in due(tmp_path, by="Team") if r["actor"] == "authority"]
    assert [(row["Team"], row["case"]) for row in rows] == [
        ("Roads", "over"),
        ("Roads", "today"),
        ("Schools", "soon"),
        ("", "parts"),
    ]


def test_it_is_counted_by_actor_and_by_group(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(HEAD + LOG, encoding="utf-8")
    found = audit(tmp_path, "log.csv", by="Team").to_dict()["what_is_due"]
    assert found["counts"] == [
        {"actor": "authority", "overdue": 1, "this_week": 2, "later": 1},
        {"actor": "requester", "overdue": 0, "this_week": 0, "later": 1},
    ]
    assert [(each["by"], each["actor"], each["overdue"]) for each in found["by"]] == [
        ("Roads", "authority", 1),
        ("Schools", "authority", 0),
        (None, "authority", 0),
        (None, "requester", 0),
    ]
    assert [row["case"] for row in found["first"]] == ["over", "today", "soon", "parts", "parts"]
    chunked = audit(tmp_path, "log.csv", by="Team", chunk=1).to_dict()["what_is_due"]
    assert chunked == found


def test_a_log_of_which_nothing_is_due_has_an_empty_file(tmp_path: Path) -> None:
    done = "done,2023-05-20,,request-received,,,\ndone,2023-05-23,,response,,disclosed,\n"
    assert due(tmp_path, done) == []
    head = (tmp_path / "out" / "due.csv").read_text("utf-8").splitlines()
    assert head[0].startswith("actor,deadline,overdue,working_days_left,working_days_over,case,")


def test_the_terminal_shows_the_first_and_says_where_the_rest_is(tmp_path: Path) -> None:
    many = "".join(f"c{n:02},2024-04-{n % 20 + 1:02},,request-received,,,\n" for n in range(40))
    (tmp_path / "log.csv").write_text(HEAD + LOG + many, encoding="utf-8")
    found = audit(tmp_path, "log.csv").to_dict()["what_is_due"]
    page = Page(width=80)
    due_list(page, found, AS_OF.isoformat(), "out/due.csv")
    assert max(map(len, page.lines)) <= 80
    at = page.lines.index("Due of the authority")
    assert page.lines[at + 1].split()[:3] == ["2024-04-29", "23", "over"]
    assert [line.split()[0] for line in page.lines[at + 7 : at + 9]] == ["2024-06-04", "2024-06-06"]
    assert "                         and 35 more, in out/due.csv" in page.lines
    page = Page(width=80)
    due_list(page, found, AS_OF.isoformat(), None)
    assert any("and 35 more; --out DIR writes all of it" in line for line in page.lines)
