"""``foirules audit --return``: what is written of a log, and what is said of it."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")

from foirules.language.regime_files import load_law
from foirules.returns.table import returns_of
from tests.cli.conftest import Command, foirules

__all__ = ["foirules"]

LOG = """case,on,until,event,outcome,exemptions,authority
in time,2024-04-03,,request-received,,,Leeds
in time,2024-04-20,,response,disclosed,,Leeds
late,2024-04-03,,request-received,,,Leeds
late,2024-06-20,,response,refused,s40(2);s31,Leeds
late,2024-06-25,,review-requested,,,Leeds
perhaps,2024-05-07,,request-received,,,Leeds
perhaps,2024-05-28,2024-06-20,response,not-held,,Leeds
open,2024-06-28,,request-received,,,York
before,2024-03-31,,request-received,,,York
before,2024-04-20,,response,disclosed,,York
after,2024-07-01,,request-received,,,York
"""
AS_OF = "2024-07-15"


def fill(
    foirules: Command, folder: Path, *names: str, log: str = LOG, **more: str
) -> dict[str, Any]:
    """The summary of the log of which returns are asked for, by their names."""
    (folder / "log.csv").write_text(log, encoding="utf-8")
    asked = [each for name in names for each in ("--return", name)]
    extra = [each for key, value in more.items() for each in (f"--{key}", value)]
    told = foirules(
        *("audit", folder / "log.csv", "--as-of", AS_OF, "--out", folder / "out"),
        *(*asked, *extra, "--summary", "json"),
    )
    assert told.code == 0, told.err
    return {each["return"]: each for each in told.data["returns"]}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "out" / "returns" / name).open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def cases(folder: Path, name: str) -> dict[str, list[tuple[str, str]]]:
    """The cases of each cell, each with its certainty."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows(folder, f"{name}-cases.csv"):
        found.setdefault(row["cell"], []).append((row["case"], row["certainty"]))
    return found


def test_a_return_counts_the_requests_of_its_period(foirules: Command, tmp_path: Path) -> None:
    said = fill(foirules, tmp_path, "code-8.5")["code-8.5"]
    assert said["period"] == {
        "name": "Q2 2024",
        "from": "2024-04-01",
        "to": "2024-06-30",
        "over": True,
    }
    leeds, york = rows(tmp_path, "code-8.5.csv")
    assert leeds == {
        "Period": "Q2 2024",
        "Authority": "Leeds",
        "Requests received": "3",
        "Not yet processed": "0",
        "Not yet processed, extended for the public interest test": "0",
        "Processed in full": "3",
        "Processed within the statutory deadline": "1",
        "Processed with the deadline extended": "0",
        "Processed later than the statutory deadline": "1",
        "Granted in full": "1",
        "Refused in full": "2",
        "Refused in full, the information not being held": "1",
        "Granted in part and refused in part": "0",
        "Referred for internal review": "1",
    }
    assert (york["Requests received"], york["Not yet processed"]) == ("1", "1")


def test_every_cell_lists_its_cases(foirules: Command, tmp_path: Path) -> None:
    said = fill(foirules, tmp_path, "code-8.5")["code-8.5"]
    found = cases(tmp_path, "code-8.5")
    assert found["within-deadline"] == [("in time", "certain"), ("perhaps", "possible")]
    assert found["late"] == [("late", "certain"), ("perhaps", "possible")]
    assert found["received"] == [
        (each, "certain") for each in ("in time", "late", "open", "perhaps")
    ]
    assert found["reviews"] == [("late", "certain")]
    assert (said["possible"], said["as_recorded"]) == (1, 0)
    first = rows(tmp_path, "code-8.5-cases.csv")[0]
    assert (first["heading"], first["authority"], first["row"]) == (
        "Requests received",
        "Leeds",
        "2",
    )


def test_the_period_is_each_returns_own(foirules: Command, tmp_path: Path) -> None:
    """What was closed in it, and not what was received."""
    fill(foirules, tmp_path, "ico", period="2024-04-15..2024-04-30")
    leeds, york = rows(tmp_path, "ico.csv")
    assert [leeds["Requests closed"], york["Requests closed"]] == ["1", "1"]
    assert york["Percentage of requests closed within statutory timescales"] == "100"
    assert york["Percentage of reviews closed within recommended timescales"] == ""


def test_a_cell_is_empty_and_not_0_where_the_record_leaves_it_open(
    foirules: Command, tmp_path: Path
) -> None:
    """One request may have been late or in time; none certainly was."""
    log = "\n".join(line for line in LOG.splitlines() if line.startswith(("case", "perhaps")))
    said = fill(foirules, tmp_path, "code-8.5", log=log + "\n")["code-8.5"]
    (leeds,) = rows(tmp_path, "code-8.5.csv")
    assert leeds["Processed within the statutory deadline"] == ""
    assert leeds["Processed later than the statutory deadline"] == ""
    assert leeds["Processed with the deadline extended"] == "0"
    (empty,) = said["empty"]
    assert empty["reason"] == "whether it is 0 is not known"
    assert len(empty["cells"]) == 2


def test_a_cell_is_empty_where_the_log_does_not_record_what_it_counts(
    foirules: Command, tmp_path: Path
) -> None:
    """The map makes neither extension notices nor reviews, and has no column for exemptions."""
    log = (
        "Ref,Received,Replied,Result\n1,2024-04-03,2024-04-20,Full\n2,2024-04-03,2024-06-20,None\n"
    )
    map = tmp_path / "map.yaml"
    map.write_text(
        "map: tracker\n"
        "regime: foia\n"
        "columns:\n"
        "  case: Ref\n"
        "  outcome: {column: Result, values: {Full: disclosed, None: refused}}\n"
        "events:\n"
        "  - {event: request-received, on: Received}\n"
        "  - {event: response, on: Replied}\n",
        encoding="utf-8",
    )
    said = fill(foirules, tmp_path, "cabinet-office", log=log, map=str(map))["cabinet-office"]
    (row,) = rows(tmp_path, "cabinet-office.csv")
    assert (row["Total requests received"], row["20-day deadline met"]) == ("2", "1")
    assert row["Permitted extension to 20-day deadline"] == ""
    assert row["Total Internal Reviews"] == ""
    assert row["S(40) - Personal information"] == ""
    assert row["5(d) - Impinges on confidentiality of a public authority's work"] == ""
    reasons = {each["reason"]: each["cells"] for each in said["empty"]}
    assert "Total Internal Reviews" in reasons["the log does not record review-requested"]
    assert "S(40) - Personal information" in reasons["the log does not record exemptions"]
    assert (
        "Requests handled under EIRs"
        in reasons["the log has no requests under a law that counts it"]
    )
    assert said["as_recorded"] == 2  # neither may have been a request; time may have been taken


def test_a_log_that_may_have_requests_under_another_law_has_0_of_them(
    foirules: Command, tmp_path: Path
) -> None:
    header, *lines = LOG.splitlines()
    log = "\n".join([f"{header},regime", *(f"{line},foia" for line in lines)])
    fill(foirules, tmp_path, "cabinet-office", log=log + "\n")
    leeds, _ = rows(tmp_path, "cabinet-office.csv")
    assert leeds["Requests handled under EIRs"] == "0"
    assert leeds["4(e) - Internal communications"] == "0"
    assert leeds["Total exemptions and exceptions applied"] == "2"
    fill(foirules, tmp_path, "cabinet-office")
    leeds, _ = rows(tmp_path, "cabinet-office.csv")
    assert leeds["Requests handled under EIRs"] == ""


def test_what_it_writes_adds_up(foirules: Command, tmp_path: Path) -> None:
    """Where no request is in doubt, and none is yet to fall due."""
    left = ("perhaps", "open")
    log = "\n".join(line for line in LOG.splitlines() if not line.startswith(left))
    names = [name for name in returns_of(load_law()) if name != "osic"]
    fill(foirules, tmp_path, *names, log=log + "\n")
    for name in names:
        for suffix in ("csv", "xlsx"):
            path = tmp_path / "out" / "returns" / f"{name}.{suffix}"
            if suffix == "csv" or path.exists():
                told = foirules("check-return", name, path)
                assert (told.code, told.err) == (0, ""), told.out


def test_a_return_of_another_law(foirules: Command, tmp_path: Path) -> None:
    log = LOG.replace("s40(2);s31", "s38(1)(b)")
    fill(foirules, tmp_path, "osic", log=log, regime="foisa")
    leeds, york = rows(tmp_path, "osic.csv")
    assert (leeds["FOISA requests"], york["FOISA requests"]) == ("3", "1")
    assert (leeds["FOISA response late"], leeds["EIR requests"]) == ("1", "")
    assert leeds["Region"] == ""


def test_nothing_of_a_log_is_a_formula(foirules: Command, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    fill(foirules, tmp_path, "code-8.5", log=LOG.replace(",Leeds", ",=1+1"))
    assert [row["Authority"] for row in rows(tmp_path, "code-8.5.csv")] == ["'=1+1", "York"]
    with zipfile.ZipFile(tmp_path / "out" / "returns" / "code-8.5.xlsx") as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 3
        for name in sheets:
            assert b"<f>" not in book.read(name)
        assert b"=1+1" in book.read("xl/sharedStrings.xml")


def test_the_terminal_says_what_is_counted_and_what_is_empty(
    foirules: Command, tmp_path: Path
) -> None:
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    told = foirules(
        *("audit", tmp_path / "log.csv", "--as-of", AS_OF, "--out", tmp_path / "out"),
        *("--return", "cabinet-office", "--period", "2024"),
    )
    text = " ".join(told.out.split())
    assert "Freedom of Information statistics of central government, 2024" in text
    assert "requests received in the period, as they stand on the day of the audit" in text
    assert "the period is not over on the day of the audit" in text
    assert "2 received, still being processed and not yet due; neither met nor late" in text
    assert "empty, as the record has what a review gave, not whether it upheld" in text
    assert "and 15 more" in text


def test_a_later_audit_takes_the_returns_of_an_earlier_one_away(
    foirules: Command, tmp_path: Path
) -> None:
    fill(foirules, tmp_path, "code-8.5", "ico")
    assert fill(foirules, tmp_path) == {}
    assert not (tmp_path / "out" / "returns").exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            ["--return", "code"],
            "unknown return 'code'; did you mean 'code-8.5'?",
        ),
        (["--return", "ico", "--period", "May"], "--period: found 'May'; expected a quarter"),
        (["--return", "ico", "--case", "late"], "--return is of a whole log: leave out --case"),
        (["--return", "ico", "--engine", "spark"], "--return is filled in on this machine"),
        (["--period", "2024"], "--period is for --return, which is not given"),
    ],
)
def test_what_does_not_go_together_is_told(
    foirules: Command, tmp_path: Path, asked: list[str], said: str
) -> None:
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    told = foirules(
        "audit", tmp_path / "log.csv", "--as-of", AS_OF, "--out", tmp_path / "o", *asked
    )
    assert (told.code, told.out) == (2, "")
    assert said in told.err
    assert not (tmp_path / "o").exists()


def test_a_return_is_written_into_a_folder(foirules: Command, tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    told = foirules("audit", tmp_path / "log.csv", "--return", "ico")
    assert (told.code, told.out) == (2, "")
    assert "--return writes into the folder returns of --out DIR, which is not given" in told.err


def test_the_summary_in_the_folder_has_it_too(foirules: Command, tmp_path: Path) -> None:
    said = fill(foirules, tmp_path, "code-8.5")
    kept = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))["returns"]
    assert kept == [*said.values()]


def test_a_return_without_requests_under_its_law_says_why_it_has_no_rows(
    foirules: Command, tmp_path: Path
) -> None:
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    given = ("audit", tmp_path / "log.csv", "--as-of", AS_OF, "--out", tmp_path / "out")
    why = "no rows, as the log has no requests under a law that it counts"
    assert why in foirules(*given, "--return", "osic").out
    assert rows(tmp_path, "osic.csv") == []
    assert why not in foirules(*given, "--return", "code-8.5").out
