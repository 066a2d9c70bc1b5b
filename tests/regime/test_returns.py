"""A law of one's own has returns of its own, in files beside its folder."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")

from tests.cli.conftest import Command, Told

TABLE = """\
return: shelves
title: Loans of the quarter
version: "2024-07-01"
source: Lending Rules r9
counts: loans begun in the period
columns:
  - {id: when, heading: Quarter, holds: period}
  - {id: library, heading: Library, holds: authority}
  - {id: lent, heading: Lent}
  - {id: late, heading: Returned late}
  - {id: share, heading: Percentage late, share-of: [late], among: [lent]}
  - {id: fines, heading: Fines}
"""
COUNTS = """\
returns: library-returns
version: "2024-07-01"
facts:
  - of: loan
    name: lent_in_period
    type: true-or-false
    is: lent_on >= period_start and lent_on <= period_end
    meaning: It was lent in the period.
cells:
  shelves:
    - when:
        lent: lent_in_period
        late: lent_in_period and all_back and some_back_late
    - of: happening
      needs: [fine-notice]
      when:
        fines: event == 'fine-notice' and lent_in_period
"""


@pytest.fixture
def filled(law: Path, foirules: Command) -> Any:
    folder = Path("shared/returns")
    folder.mkdir(parents=True)
    (folder / "shelves.yaml").write_text(TABLE, encoding="utf-8")

    def run(counts: str = COUNTS) -> Told:
        (law / "returns.yaml").write_text(counts, encoding="utf-8")
        return foirules(
            *(
                "audit",
                "desk.csv",
                "--law",
                law.absolute(),
                "--regime",
                "lending",
                "--as-of",
                "2024-07-01",
            ),
            *("--return", "shelves", "--out", "out", "--processes", "1"),
        )

    return run


def test_it_is_filled_in_by_its_facts(filled: Any, foirules: Command) -> None:
    assert filled().code == 0
    with Path("out/returns/shelves.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["Library"]: row for row in csv.DictReader(file)}
    assert rows["Hill Library"] == {
        "Quarter": "Q2 2024",
        "Library": "Hill Library",
        "Lent": "2",
        "Returned late": "1",
        "Percentage late": "50",
        "Fines": "1",
    }
    path = "out/returns/shelves.csv"
    assert foirules("check-return", "shelves", path, "--law", "lending").code == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  shelves:", "  shelfs:", "unknown return 'shelfs'"),
        ("        late:", "        latte:", "unknown cell 'latte'; did you mean 'late'?"),
        ("of: happening", "of: happenings", "unknown subject 'happenings'"),
        ("[fine-notice]", "[fine-notise]", "unknown event 'fine-notise'"),
        ("needs:", "needs-fields:", "unknown field 'fine-notice'"),
        ("lent: lent_in", "lent: lent_inn", "unknown name 'lent_inn_period' of a loan"),
    ],
)
def test_what_is_wrong_with_it_is_told(filled: Any, old: str, new: str, said: str) -> None:
    told = filled(COUNTS.replace(old, new, 1))
    assert (told.code, told.out) == (2, "")
    assert said in told.err
    assert not Path("out/returns").exists()
