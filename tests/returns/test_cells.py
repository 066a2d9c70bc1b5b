"""What single cells of the Scottish return count, and what comes near it and is not counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("polars")

from foirules.audit.counting.return_figures import filled_returns
from foirules.audit.judging.law_files import LawFiles
from foirules.returns.period import read_period
from tests.audit.logs import audit

AS_OF = date(2026, 9, 1)
PERIOD = read_period("2026-Q2", AS_OF)
REFUSALS = {"vexatious": "vexatious", "repeated": "repeated", "cost": "cost-limit"}
Row = tuple[str, str, str, str]  # day, event, parts, outcome


def cells(tmp_path: Path, *rows: Row, law: str = "foisa") -> dict[str, int]:
    """The cells that count something of one request of 7 April 2026."""
    received = ("2026-04-07", "request-received", "a;b", "")
    lines = ["case,on,event,parts,outcome,exemptions"]
    lines += [f"x,{','.join(row)}," for row in (received, *rows)]
    (tmp_path / "log.csv").write_text("\n".join(lines) + "\n", "utf-8")
    asked = LawFiles(regime=law, returns=("osic",), period=PERIOD)
    (filled,) = filled_returns(audit(tmp_path, "log.csv", law=asked, as_of=AS_OF))
    (row,) = filled.rows
    found = {id: row.figures[id].value for id in filled.table.counted}
    return {id: int(value) for id, value in found.items() if value}


@pytest.mark.parametrize("cell", REFUSALS)
def test_a_refusal_of_one_part_is_enough(tmp_path: Path, cell: str) -> None:
    found = cells(
        tmp_path,
        ("2026-04-20", "response", "a", REFUSALS[cell]),
        ("2026-04-20", "response", "b", "disclosed"),
    )
    assert {each: found.get(each) for each in REFUSALS} == dict.fromkeys(REFUSALS) | {cell: 1}
    assert found["received"] == found["on-time"] == found["partly-released"] == 1


@pytest.mark.parametrize("cell", REFUSALS)
def test_a_refusal_at_review_is_no_answer(tmp_path: Path, cell: str) -> None:
    found = cells(
        tmp_path,
        ("2026-04-20", "response", "", "disclosed"),
        ("2026-04-21", "review-requested", "", ""),
        ("2026-05-05", "review-outcome", "", REFUSALS[cell]),
    )
    assert cell not in found
    assert found["reviews-on-time"] == found["released"] == 1


@pytest.mark.parametrize("cell", REFUSALS)
@pytest.mark.parametrize(
    ("answered", "counted"),
    [("2026-04-08", 1), ("2026-06-30", 1), ("2026-07-01", None)],
)
def test_a_refusal_counts_in_the_period_of_the_answer(
    tmp_path: Path, cell: str, answered: str, counted: int | None
) -> None:
    found = cells(tmp_path, (answered, "response", "", REFUSALS[cell]))
    assert found.get(cell) == counted
    assert found.get("late") == (1 if answered == "2026-06-30" else None)


@pytest.mark.parametrize("law", ["foisa", "eisr"])
@pytest.mark.parametrize(
    ("rows", "counted"),
    [
        ([("2026-04-09", "request-withdrawn", "", "")], True),
        ([("2026-06-30", "request-withdrawn", "", "")], True),
        ([("2026-07-01", "request-withdrawn", "", "")], False),
        (
            [
                ("2026-04-08", "response", "", "disclosed"),
                ("2026-04-09", "request-withdrawn", "", ""),
            ],
            False,
        ),
        (
            [
                ("2026-04-08", "response", "a", "disclosed"),
                ("2026-04-09", "request-withdrawn", "", ""),
            ],
            True,
        ),
    ],
    ids=["on a day", "on the last", "the day after", "once answered", "answered in part"],
)
def test_withdrawn_is_what_has_no_answer(
    tmp_path: Path, law: str, rows: list[Row], counted: bool
) -> None:
    prefix = "eir-" if law == "eisr" else ""
    found = cells(tmp_path, *rows, law=law)
    assert (f"{prefix}withdrawn" in found) == counted
    assert f"{prefix}no-response" not in found
