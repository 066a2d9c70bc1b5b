"""`foirules new --tracker`: a workbook whose last days are right, and that can be audited as it is."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from freezegun import freeze_time

pytest.importorskip("polars")
pytest.importorskip("python_calamine")
pytest.importorskip("xlsxwriter")

from foirules import assess, due
from foirules.audit.reading.map_files import load_map
from foirules.cli import main
from foirules.language.regime_files import load_law
from tests.audit.logs import adds_up, audit, found
from tests.cli import spreadsheet
from tests.cli.conftest import Command

pytestmark = pytest.mark.one_cpython
LAWS = {"FOI": "foia", "EIR": "eir", "FOISA": "foisa", "EISR": "eisr"}
FIRST, LAST = date(2005, 1, 1), date(2030, 12, 31)


@pytest.fixture(scope="module", params=["foia", "foisa"])
def tracker(tmp_path_factory: pytest.TempPathFactory, request: Any) -> spreadsheet.Sheets:
    path = tmp_path_factory.mktemp("tracker") / "t.xlsx"
    assert main(["new", "--tracker", str(path), "--regime", request.param]) == 0
    return spreadsheet.sheets(path)


def headings(tracker: spreadsheet.Sheets) -> dict[str, str]:
    """The columns of the requests, by what they are called."""
    cells = tracker.cells["Requests"]
    return {said: place[:-1] for place, said in cells.items() if place[1:] == "1"}


def laws(tracker: spreadsheet.Sheets) -> list[str]:
    return tracker.named("LawList")


def worked_out(tracker: spreadsheet.Sheets, law: str, **days: date | None) -> Any:
    """The last day of a request, as a spreadsheet has it."""
    named = headings(tracker)
    typed = {named[name.replace("_", " ")]: day for name, day in days.items() if day}
    values: dict[str, Any] = {each: spreadsheet.number(day) for each, day in typed.items()}
    values[named["Law"]] = law
    found = spreadsheet.row(tracker, "Requests", 7, values)[named["Last day to answer"]]
    return date(1899, 12, 30) + timedelta(days=found) if isinstance(found, int) else found


def test_the_last_day_is_that_of_the_law(tracker: spreadsheet.Sheets) -> None:
    random = Random(1)
    days = [FIRST + timedelta(days=random.randrange(9_400)) for _ in range(80)]
    days += [date(year, 12, day) for year in range(2005, 2030) for day in (1, 24, 28)]
    days += [date(2030, 10, 30), date(2020, 3, 9), date(2020, 5, 27)]
    for law in laws(tracker):
        for day in days:
            assert (
                worked_out(tracker, law, Date_received=day)
                == due(day, regime=LAWS[law], results=()).day
            )


def test_it_is_not_worked_out_where_the_time_changed_or_the_calendar_ends(
    tracker: spreadsheet.Sheets,
) -> None:
    said = "not worked out"
    for law in laws(tracker):
        changed = LAWS[law] == "foisa"  # sixty working days from 7 April to 26 May 2020
        for day in (date(2020, 3, 10), date(2020, 4, 6), date(2020, 4, 7), date(2020, 5, 26)):
            assert (worked_out(tracker, law, Date_received=day) == said) == changed, day
        assert worked_out(tracker, law, Date_received=LAST - timedelta(days=20)) == said


def test_a_question_in_time_restarts_the_time(tracker: spreadsheet.Sheets) -> None:
    """As the law has it: one that comes after the last day changes nothing."""
    random = Random(2)
    for law in laws(tracker):
        for _ in range(40):
            day = date(2021, 1, 1) + timedelta(days=random.randrange(1_800))
            asked = day + timedelta(days=random.randrange(45))
            answered = (
                asked + timedelta(days=random.randrange(30)) if random.random() < 0.8 else None
            )
            events = [("request-received", day), ("clarification-sought", asked)]
            events += [("clarification-received", answered)] if answered else []
            shape = {
                "case": "x",
                "regime": LAWS[law],
                "events": [{"event": name, "on": on.isoformat()} for name, on in events],
            }
            (clock,) = (
                clock
                for clock in assess(shape, as_of=date(2027, 1, 1)).clocks
                if clock.clock == "response"
            )
            typed = {"Date_received": day, "Clarification_asked": asked}
            got = worked_out(tracker, law, **typed, Clarification_received=answered)
            assert got == (clock.due or "on hold"), (law, events)


def test_nothing_is_worked_out_of_nothing(tracker: spreadsheet.Sheets) -> None:
    assert worked_out(tracker, "FOI") == ""


def test_the_days_off_are_those_of_the_calendar(tracker: spreadsheet.Sheets) -> None:
    law = load_law()[LAWS[laws(tracker)[0]]]
    off = {date(1899, 12, 30) + timedelta(days=day) for day in tracker.named("DaysOff")}
    days = (FIRST + timedelta(days=place) for place in range((LAST - FIRST).days + 1))
    working = {day for day in days if day.weekday() < 5 and day not in off}
    assert {date.fromordinal(day) for day in law.calendar.days} == working


def test_its_columns_and_lists_are_those_that_the_map_reads(tracker: spreadsheet.Sheets) -> None:
    map = load_map("council-tracker")
    assert map.reads() <= {*headings(tracker)}
    pair = [["FOI", "EIR"], ["FOISA", "EISR"]]
    assert laws(tracker) in pair
    outcomes = dict(dict(map.source)["regime"].values)
    assert outcomes == LAWS
    assert tracker.named("OutcomeList") == tracker.named("ReviewOutcomeList")
    assert "Given in full" in tracker.named("OutcomeList")
    known = load_law()[LAWS[laws(tracker)[0]]].vocabulary.exemptions.masks
    assert {*known} <= {*tracker.named("ExemptionsList")}


@pytest.mark.parametrize("regime", ["foia", "eir", "foisa"])
@pytest.mark.parametrize("today", ["2026-01-08", "2026-04-20", "2026-09-01"])
def test_its_example_can_be_tried_at_once(
    foirules: Command, tmp_path: Path, regime: str, today: str
) -> None:
    with freeze_time(today):
        told = foirules("new", "--tracker", tmp_path / "t.xlsx", "--example", "--regime", regime)
    assert told.code == 0
    assert "foirules audit" in told.out
    map = load_map("council-tracker")
    as_of = date.fromisoformat(today)
    more = {"map": map, "as_of": as_of, "against": "Last day to answer"}
    summary = audit(tmp_path, "t.xlsx", **more)
    adds_up(summary)
    assert (summary.read, summary.assessed, summary.rejected_rows) == (10, 10, 0)
    clocks = found(tmp_path, "clocks").filter(clock="response")
    assert dict(clocks["status"].value_counts().rows()) == {
        "met": 3,
        "missed": 2,
        "running": 4,
        "paused": 1,
    }
    compared = [of["against"] for of in summary.to_dict()["by_regime"]]
    assert sum(each["compared"] for each in compared) == 9
    assert sum(each["alike"] for each in compared) >= 8  # one of them is extended


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--tracker", "t.xls"], "t.xls: expected a name that ends in .xlsx"),
        (["--tracker", "there.xlsx"], "there.xlsx: is there already; it is not written over"),
        (["--tracker", "no/t.xlsx"], "no/t.xlsx: cannot be written: No such file or directory"),
        (["x", "--tracker", "t.xlsx"], "NAME is for a case: give it without --tracker"),
        (
            ["--received", "2024-03-04", "--tracker", "t.xlsx"],
            "--received is for a case: give it without --tracker",
        ),
        (["x", "--example"], "--example is for a workbook: give it without NAME"),
        ([], "expected the NAME of a case, or --tracker FILE for a workbook"),
    ],
)
def test_what_cannot_be_written_is_told(
    foirules: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.xlsx").write_text("")
    assert foirules("new", *given) == (2, "", f"foirules: {said}\n")
    assert [each.name for each in tmp_path.iterdir()] == ["there.xlsx"]
