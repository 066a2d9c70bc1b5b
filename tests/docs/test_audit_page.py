"""The page on audits: its log and its maps do what it says of them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")

from foirules.audit.judging.statistics import statistics
from foirules.audit.reading.map_files import load_map
from foirules.cli import main
from tests.docs.pages import blocks, page, tables
from tests.foia import REGIME

PAGE = page("docs/audit.md")
SYSTEM = """\
Request Ref,Activity,Date,Result,Policy
1,Request logged,04/03/2024 10:00,,
1,Closed,28/03/2024 12:00,Refused,foia
2,Request received,04/03/2024 10:00,,
2,Comment,05/03/2024 10:00,,
2,Closed,19/03/2024 10:00,Withdrawn,
"""
WIDE = "Ref,Date received,Date closed,Result\n1,04/03/2024,28/03/2024,Granted\n2,05/03/2024,,\n"


def audited(folder: Path, log: str, *more: str) -> dict[str, Any]:
    (folder / "log.csv").write_text(log, encoding="utf-8")
    out = str(folder / "results")
    arguments = [str(folder / "log.csv"), "--as-of", "2024-06-03", "--out", out, *more]
    assert main(["audit", *arguments]) == 0
    found: dict[str, Any] = json.loads((folder / "results" / "summary.json").read_text("utf-8"))
    return found


def test_the_log_of_the_page(tmp_path: Path) -> None:
    (log,) = blocks(PAGE, "csv")
    summary = audited(tmp_path, log, "--against", "Target", "--format", "csv")
    assert summary["cases"] == {"read": 3, "assessed": 2, "rejected": 1, "not_received": 0}
    with (tmp_path / "results" / "findings.csv").open(encoding="utf-8", newline="") as file:
        found = {(row["case"], row["rule"], row["part"]) for row in csv.DictReader(file)}
    assert ("r-1", "ico-right-missing", "") in found
    assert ("r-2", "late-response", "") in found
    assert ("r-2", "exemption-not-specified", "") in found
    against = (tmp_path / "results" / "against.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[0] for line in against[1:]] == ["r-1", "r-2"]


def test_the_results_are_those_that_the_page_names(tmp_path: Path) -> None:
    (log,) = blocks(PAGE, "csv")
    formats = "--format", "parquet", "--format", "html"
    audited(tmp_path, log, "--against", "Target", "--annotate", "--return", "ico", *formats)
    named = {row[0].strip("`/") for row in next(tables(PAGE))[1:]}
    assert {path.name for path in (tmp_path / "results").iterdir()} == named


TRACKER = """\
Year,Number,Type,Received,Extended,Date closed,Date sent,Status,Result,Exemptions
2024,1,FOI,04/03/2024,28/03/2024,,20/05/2024,Closed,Refused,Personal|Section 43(2) - commercial interests
2023,1,foi,04/03/2024,TBC,,-,CLOSED,,
2024,2,sar,04/03/2024,,,,Open,,
"""


@pytest.mark.parametrize(
    ("number", "log", "rows", "cases"), [(0, SYSTEM, 4, 2), (1, WIDE, 2, 2), (2, TRACKER, 2, 2)]
)
def test_the_maps_of_the_page(tmp_path: Path, number: int, log: str, rows: int, cases: int) -> None:
    map = tmp_path / "map.yaml"
    map.write_text(blocks(PAGE, "yaml")[number], encoding="utf-8")
    assert load_map(str(map)).name in ("example-council", "a-row-a-request", "a-tracker")
    summary = audited(tmp_path, log, "--map", str(map))
    counted = {"read": cases, "assessed": cases, "rejected": 0, "not_received": 0}
    assert summary["cases"] == counted
    assert summary["rows"]["read"] - summary["rows"]["left_out"] == rows


def test_the_rates_and_thresholds_of_the_page() -> None:
    _, _, rates, thresholds, *_ = tables(PAGE)
    assert [row[0].strip("`") for row in rates[1:]] == [
        rate.name for rate in statistics(REGIME).rates
    ]
    (closed,) = (rate for rate in statistics(REGIME).rates if rate.name == "closed-in-time")
    assert [
        [str(each.start), "; ".join(f"{least}%: {name}" for name, least in each.bands if least)]
        for each in closed.thresholds
    ] == thresholds[1:]


def test_the_statistics_have_what_the_page_says_of_them() -> None:
    """Citations of every set and rate, and bands that end at nothing."""
    for measures in statistics(REGIME).sets:
        assert measures.cites
    for rate in statistics(REGIME).rates:
        assert rate.cites
        assert {*rate.of} <= {*rate.among} <= {*statistics(REGIME).names}
        starts = [each.start for each in rate.thresholds]
        assert starts == sorted(starts)
        for each in rate.thresholds:
            assert each.cites
            assert [least for _, least in each.bands] == sorted(dict(each.bands).values())[::-1]
            assert each.bands[-1][1] == 0
