"""``foirules due``: the last day for answering a request."""

from __future__ import annotations

from pathlib import Path

import pytest

from foirules.cli import main
from foirules.cli.shared import today
from tests.cli.conftest import Command, Told

SCHOOL = """\
policy: hill-school
version: "2017-1"
title: Hill School
extends: foia
school:
  terms:
    - {from: 2017-04-24, to: 2017-07-21}
    - {from: 2017-09-05, to: 2017-12-20}
  non-school-days: [2017-05-29, {from: 2017-10-23, to: 2017-10-27}]
"""


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2017-08-03", "2017-09-04"),  # the Scottish August holiday does not count
        ("2026-06-01", "2026-06-30"),  # nor 15 June 2026, proclaimed for Scotland
        ("2022-09-01", "2022-09-30"),  # nor the day of the Queen's funeral
        ("2014-03-16", "2014-04-14"),  # nor St Patrick's Day; received on a Sunday
    ],
)
def test_the_last_day_is_all_that_is_printed(foirules: Command, received: str, due: str) -> None:
    assert foirules("due", received) == Told(0, f"{due}\n", "")


def test_several_days_are_answered_line_by_line(foirules: Command) -> None:
    assert foirules("due", "2017-08-03", "2026-06-01").out == "2017-09-04\n2026-06-30\n"


@pytest.mark.parametrize(
    ("received", "day"),
    [
        ("2017-08-03T22:59:59Z", "2017-08-03"),
        ("2017-08-03T23:30:00Z", "2017-08-04"),
        ("2017-08-03T23:30:00", "2017-08-03"),  # London's own time
        ("2017-08-03T23:30:00+01:00", "2017-08-03"),
        ("2017-08-03 23:30:00+00:00", "2017-08-04"),
        ("2017-12-01T23:30:00Z", "2017-12-01"),  # in winter London keeps Greenwich time
        ("2017-12-01T23:30:00-05:00", "2017-12-02"),
    ],
)
def test_a_timestamp_is_the_day_it_falls_on_in_london(
    foirules: Command, received: str, day: str
) -> None:
    (found,) = foirules("due", received, "--format", "json").data
    assert found["received"] == day
    assert foirules("due", received).out == foirules("due", day).out


def test_explained_it_names_days_off_in_a_row_together(foirules: Command, tmp_path: Path) -> None:
    path = tmp_path / "school.yaml"
    path.write_text(
        'policy: hill\nversion: "1"\ntitle: Hill\nextends: foia\nschool:\n  non-school-days:\n'
        "    - {from: 2021-09-02, to: 2021-09-07}\n    - 2021-09-09\n    - 2021-09-10\n"
        "    - 2021-09-13\n    - 2021-09-15\n"
    )
    told = foirules(
        "due", "2021-09-01", "--authority-type", "school", "--policy", path, "--explain"
    )
    assert told.out.splitlines()[2:7] == [
        "               2 September to 7 September 2021    not counted: Not a school day",
        "    1          8 September 2021",
        "               9 September to 13 September 2021   not counted: Not a school day",
        "    2          14 September 2021",
        "               15 September 2021                  not counted: Not a school day",
    ]


def test_explained_it_names_each_holiday_with_its_reason(foirules: Command) -> None:
    lines = foirules("due", "2017-08-03", "--explain").out.splitlines()
    assert lines == [
        "2017-09-04",
        "  Received 3 August 2017 (Thursday), day zero; FOIA s10(1).",
        "    1          4 August 2017",
        "               7 August 2017                  not counted: Summer bank holiday (Scotland)",
        "    2 to 5     8 August to 11 August 2017",
        "    6 to 10    14 August to 18 August 2017",
        "    11 to 15   21 August to 25 August 2017",
        "               28 August 2017                 not counted: Summer bank holiday (England and Wales,"
        " Northern Ireland)",
        "    16 to 19   29 August to 1 September 2017",
        "    20         4 September 2017",
        "    not counted besides: 10 days of weekends",
        "  Worked out by rule from the record given; not legal advice.",
    ]


def test_on_request_it_shows_every_expression_of_the_law_too(foirules: Command) -> None:
    explained = foirules("due", "2017-08-03", "--explain").out.splitlines()
    lines = foirules("due", "2017-08-03", "--expressions").out.splitlines()
    assert lines[:11] == explained[:11]
    steps = [line.strip() for line in lines]
    assert (
        ": add_working_days(deadline('response', clock_start, received_on), days_disregarded)"
        in steps
    )
    assert "response_due = 4 September 2017   [FOIA s10(1), (4)]" in steps
    assert "request-received 1: on = 3 August 2017" in steps
    assert "policy: response = 20 working days   [FOIA s10(1)]" in steps
    assert lines[-1] == "  Worked out by rule from the record given; not legal advice."


def test_as_data_it_says_what_was_not_counted(foirules: Command) -> None:
    (found,) = foirules("due", "2017-08-03", "--format", "json").data
    assert list(found) == [
        "made_by",
        "received",
        "regime",
        "authority_type",
        "policy",
        "calendar",
        "due",
        "kind",
        "disregarded",
        "cites",
    ]
    assert (found["due"], found["kind"], found["cites"]) == ("2017-09-04", "statute", "FOIA s10(1)")
    assert found["calendar"]["provisional"] is False
    assert [
        d["date"] for d in found["disregarded"] if d["reason"] not in ("Saturday", "Sunday")
    ] == ["2017-08-07", "2017-08-28"]


def test_a_day_that_rests_on_holidays_not_announced_says_so(foirules: Command) -> None:
    told = foirules("due", "2030-06-03")
    assert told.code == 0
    (day,) = told.out.splitlines()
    assert told.err == (
        f"foirules: {day} is provisional: bank holidays are announced until 31 December 2028\n"
    )
    (found,) = foirules("due", "2030-06-03", "--format", "json").data
    assert found["calendar"] == {"announced_until": "2028-12-31", "provisional": True}


def test_a_day_proclaimed_by_a_policy_moves_the_last_day(foirules: Command, tmp_path: Path) -> None:
    path = tmp_path / "proclaimed.yaml"
    path.write_text(
        'policy: proclaimed\nversion: "1"\ntitle: With a day proclaimed since\nextends: foia\n'
        "non-working-days:\n"
        "  - {on: 2017-08-21, reason: A day of thanksgiving, source: a proclamation}\n"
    )
    assert foirules("due", "2017-08-03", "--policy", path).out == "2017-09-05\n"
    told = foirules("due", "2017-08-03", "--policy", path, "--explain")
    days = [line.split("not counted: ") for line in told.out.splitlines()]
    assert ["21 August 2017", "A day of thanksgiving"] in [
        [each.strip() for each in d] for d in days
    ]


def test_a_school_has_its_school_days(foirules: Command, tmp_path: Path) -> None:
    """Thirteen days of July, without the Boyne's, and seven of September."""
    path = tmp_path / "school.yaml"
    path.write_text(SCHOOL)
    given = ("due", "2017-07-03", "--policy", path)
    assert foirules(*given).out == "2017-08-01\n"  # as any other authority
    assert foirules(*given, "--authority-type", "school").out == "2017-09-13\n"
    (found,) = foirules(*given, "--authority-type", "school", "--format", "json").data
    assert found["policy"][0] == {"id": "hill-school", "version": "2017-1"}
    assert {"date": "2017-08-01", "reason": "Outside the school's terms"} in found["disregarded"]
    assert {"date": "2017-07-12", "reason": "Battle of the Boyne (Northern Ireland)"} in (
        found["disregarded"]
    )


@pytest.mark.parametrize("kind", ["school", "academy", "northern-ireland-school"])
def test_a_school_has_sixty_working_days_at_most(
    foirules: Command, tmp_path: Path, kind: str
) -> None:
    """A school that is closed from the day after the receipt until the new year."""
    path = tmp_path / "school.yaml"
    closed = SCHOOL.replace("days: [", "days: [{from: 2017-06-26, to: 2018-01-05}, ")
    path.write_text(closed.replace("to: 2017-12-20}", "to: 2018-03-29}"))
    told = foirules("due", "2017-06-23", "--authority-type", kind, "--policy", path)
    assert told.out == "2017-09-20\n"


def test_a_period_of_the_authoritys_own_is_its_promise(foirules: Command, tmp_path: Path) -> None:
    path = tmp_path / "slow.yaml"
    path.write_text(
        'policy: slow\nversion: "1"\ntitle: Slow\nextends: foia\nperiods:\n  response:\n'
        "    versions:\n      - {from: 2017-01-01, working-days: 60, kind: promise, cites: a page}\n"
    )
    (found,) = foirules("due", "2017-08-03", "--policy", path, "--format", "json").data
    assert (found["due"], found["kind"]) == ("2017-10-30", "promise")
    assert found["cites"] == "FOIA s10(1); a page"


def test_days_as_people_write_them(capsys: pytest.CaptureFixture[str]) -> None:
    ways = ["2017-08-03", "03/08/2017", "3/8/2017", "3 August 2017", "3rd Aug 2017"]
    assert main(["due", *ways]) == 0
    assert capsys.readouterr().out.split() == ["2017-09-04"] * len(ways)
    assert main(["due", "today"]) == main(["due", str(today())]) == 0
    first, again = capsys.readouterr().out.split()
    assert first == again
    assert main(["due", "08/13/2017"]) == 2
