"""Logs of loans: what is found of them and what is counted, in the words of their law."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")

from tests.cli.conftest import Command, Told


@pytest.fixture
def audited(law: Path, foirules: Command) -> Any:
    def run(*arguments: str) -> Told:
        return foirules(
            *("audit", "--law", law, "--as-of", "2024-07-01", "--processes", "1"), *arguments
        )

    return run


def test_a_log_is_judged_by_the_law_that_its_map_names(audited: Any) -> None:
    summary = audited("--map", "desk.yaml", "desk.csv", "--summary", "json").data
    assert (summary["regime"], summary["policy"]) == (
        "lending",
        [{"id": "lending", "version": "2024-06-01"}],
    )
    assert [(each["rule"], each["certainty"]) for each in summary["findings"]] == [
        ("fine-despite-ground", "established"),
        ("late-return", "established"),
        ("objection-unread", "possible"),
        ("sum-not-stated", "established"),
    ]
    assert summary["stages"] == {"returned": 2}


def test_what_is_counted_is_what_its_law_counts(audited: Any) -> None:
    summary = audited("--regime", "lending", "desk.csv", "--summary", "json").data
    (returns,) = summary["statistics"]
    assert returns["counts"] == {"returned-in-time": 1, "returned-late": 1, "out": 0}
    assert returns["uncertain"] == 0
    (rate,) = summary["rates"]
    assert (rate["rate"], rate["percentage"], rate["band"]) == ("in-time", 50.0, "poor")
    (quarter,) = summary["quarters"]
    assert (quarter["quarter"], quarter["loans"]) == ("2024-Q2", 2)
    (late,) = summary["late_by"]
    assert (late["measure"], late["most"]) == ("returned-late", 1)


def test_the_summary_is_told_in_its_words(audited: Any) -> None:
    text = Path("desk.csv").read_text("utf-8")
    Path("desk.csv").write_text(text + "l5,2024-02-01,book-lent,,,,,Dale Library,\n", "utf-8")
    told = audited("--regime", "lending", "desk.csv").out
    assert "\nVolumes of loans by stage\n" in told
    quarters, authorities = (line for line in told.splitlines() if "still out" in line)
    assert quarters == authorities
    assert quarters.split() == ["loans", "late", "still", "out", "returned", "in", "time"]
    row = next(line for line in told.splitlines() if line.startswith("  Dale Library"))
    assert row.split()[2:] == ["1", "0", "1"]
    for word in ("request", "FOIA", "answer", "exemption"):
        assert word not in told


def test_rows_that_cannot_be_read_are_named_in_its_words(audited: Any) -> None:
    told = audited("--regime", "lending", "desk.csv", "--out", "out")
    assert told.err == "foirules: 3 rows and 2 cases are rejected; see out/rejected.csv\n"
    with Path("out/rejected.csv").open(encoding="utf-8", newline="") as file:
        reasons = {row["row"]: row["reason"] for row in csv.DictReader(file)}
    assert reasons == {
        "7": "1 of its 2 rows cannot be read: what they say is not known",
        "8": "event: unknown event 'renewd'; did you mean 'renewed'?",
        "9": "the first event is renewed; expected book-lent",
    }


def test_the_table_of_statistics_has_its_measures(audited: Any) -> None:
    audited("--regime", "lending", "desk.csv", "--out", "out", "--format", "csv")
    with Path("out/statistics.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert {name: row[name] for name in ("loans", "returned-in-time", "returned-late", "out")} == {
        "loans": "2",
        "returned-in-time": "1",
        "returned-late": "1",
        "out": "0",
    }


def test_days_recorded_by_a_system_are_set_beside_those_of_the_law(audited: Any) -> None:
    found = audited("--map", "desk.yaml", "desk.csv", "--against", "last-day", "--summary", "json")
    against = found.data["against"]
    assert {name: against[name] for name in ("compared", "alike", "earlier", "later")} == {
        "compared": 2,
        "alike": 1,
        "earlier": 0,
        "later": 1,
    }
    assert against["explanations"] == {"a-month": 1}


def test_verdicts_and_days_of_a_system_are_set_beside_those_of_the_law(audited: Any) -> None:
    """Given loans of 17 Tuesdays to Fridays, returned late, and of 10 that are 19 days."""
    head, *rows = Path("desk.csv").read_text("utf-8").splitlines()
    said = {"l1": "Yes,17", "l2": "Yes,19"}
    lines = [f"{row},{said.get(row.split(',')[0], ',')}" for row in rows]
    Path("said.csv").write_text("\n".join([f"{head},kept,days", *lines]) + "\n", "utf-8")
    law = "--regime", "lending", "--summary", "json"
    verdicts = audited("said.csv", "--against", "kept", *law).data["against"]
    assert (verdicts["kind"], verdicts["alike"], verdicts["late_by_law"]) == ("verdicts", 1, 1)
    numbers = audited("said.csv", "--against", "days", *law).data["against"]
    assert (numbers["kind"], numbers["alike"], numbers["more"]) == ("numbers", 1, 1)
    assert numbers["explanations"] == {"every-day": 1}


def test_case_files_of_the_law_are_audited(audited: Any) -> None:
    summary = audited("--regime", "lending", "loan-1.yaml", "--summary", "json").data
    assert summary["cases"] == {"read": 1, "assessed": 1, "rejected": 0, "not_received": 0}
    assert summary["stages"] == {"overdue": 1, "returned": 1}
    named_by_the_file = audited("loan-1.yaml", "--summary", "json").data
    assert named_by_the_file == summary


def test_a_map_is_proposed_by_its_words(audited: Any) -> None:
    lines = audited("--regime", "lending", "--suggest-map", "desk.csv").out.splitlines()
    assert "  - {event: book-lent, from: book-lent}  # 3 rows" in lines


def test_a_law_without_words_of_its_own_is_not_given_those_of_another(
    audited: Any, law: Path
) -> None:
    Path("log.csv").write_text("Case,Date,Activity\n1,2024-03-01,Response sent\n")
    lines = audited("--regime", "lending", "--suggest-map", "log.csv").out.splitlines()
    assert "  case: Case" in lines
    assert "  # - {left-out: true, from: Response sent}  # 1 row; or an event?" in lines


def test_a_law_says_what_its_logs_call_things(audited: Any, law: Path) -> None:
    (law / "log-words.yaml").write_text(
        "columns: {case: [loan]}\nevents: {returned: [came back]}\n"
    )
    Path("log.csv").write_text("Loan,Case,Date,Activity\n1,2,2024-03-01,It came back\n")
    lines = audited("--regime", "lending", "--suggest-map", "log.csv").out.splitlines()
    assert "  case: Loan" in lines
    assert "  - {event: returned, from: It came back}  # 1 row" in lines


def test_what_is_wrong_with_its_words_is_said_with_its_place(audited: Any, law: Path) -> None:
    (law / "log-words.yaml").write_text("column: {case: [loan]}\n")
    told = audited("--regime", "lending", "--suggest-map", "desk.csv")
    assert told.code == 2
    assert "log-words.yaml:1:1: column: unknown key 'column'; did you mean 'columns'?" in told.err


def test_a_law_without_a_policy_of_its_own_is_told_and_judges_nothing(
    foirules: Command, law: Path
) -> None:
    law.rename("bare")
    shutil.rmtree("bare/policies")
    audit = ("audit", "--law", "bare", "--as-of", "2024-07-01")
    told = foirules(*audit, "--regime", "lending", "desk.csv")
    assert told.code == 2
    assert told.err.startswith("foirules: unknown policy 'lending'; expected ")
    Path("mixed.csv").write_text(
        "case,regime,on,event\nx,lending,2024-03-04,book-lent\ny,,2024-03-04,request-received\n"
    )
    told = foirules(*audit, "mixed.csv", "--summary", "json", "--out", "out")
    assert told.code == 0
    of = {each["regime"]: each for each in told.data["by_regime"]}
    assert (of["lending"]["policy"], of["lending"]["cases"]["rejected"]) == ([], 1)
    assert of["foia"]["cases"]["assessed"] == 1
    assert ",x,\"unknown policy 'lending'; expected " in Path("out/rejected.csv").read_text("utf-8")
