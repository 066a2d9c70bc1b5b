"""What a log says never acts where it is shown: no formula, no escape sequence."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

pytest.importorskip("polars")

from foirules.audit.counting.summary import Audit
from foirules.audit.running.inert_cells import STARTS
from tests.audit.logs import audit, rejected

HEAD = "case,on,event,authority,officer,parts\n"
LIVE = [f"{start}cmd|calc" for start in STARTS if start.strip()]


def log(folder: Path, *rows: tuple[str, str, str, str]) -> None:
    """A log of requests received: id, authority, officer, parts."""
    with (folder / "log.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        file.write(HEAD)
        for case, *rest in rows:
            out.writerow([case, "2024-03-04", "request-received", *rest])


def tables(folder: Path) -> dict[str, list[list[str]]]:
    """Each table in CSV, its cells as a spreadsheet would read them."""
    made: dict[str, list[list[str]]] = {}
    for path in (folder / "out").rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            made[path.stem] = list(csv.reader(file))
    return made


def of_formulas(folder: Path, **more: bool) -> tuple[Audit, list[str]]:
    """An audit of a log full of formulas, and what a spreadsheet takes for one in its tables."""
    log(folder, *((each, each, each, each) for each in LIVE))
    found = audit(folder, "log.csv", formats=("csv",), by="officer", **more)
    cells = [cell for rows in tables(folder).values() for row in rows for cell in row]
    return found, [cell for cell in cells if cell.startswith(STARTS)]


def test_no_cell_of_a_table_is_a_formula(tmp_path: Path) -> None:
    found, live = of_formulas(tmp_path)
    assert found.cases == len(LIVE)
    assert not live
    made = tables(tmp_path)
    assert {row[0] for row in made["cases"][1:]} == {f"'{each}" for each in LIVE}
    assert {"due", "clocks", "statistics", "findings"} <= made.keys()


def test_who_asks_for_raw_cells_gets_them(tmp_path: Path) -> None:
    _, live = of_formulas(tmp_path, raw_cells=True)
    assert set(LIVE) <= set(live)


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_control_characters_reach_no_table(tmp_path: Path, format: str) -> None:
    """An id that holds one is rejected, as in a case file; elsewhere U+FFFD stands for it."""
    bad, said = "a\x1b[31mb", "case: the control character '\\x1b' is not allowed"
    log(
        tmp_path,
        (bad, "", "", ""),
        ("b", "Leeds\x07 City", "O\x9bB", "1"),
        ("c", "", "", "1\x02;2"),
    )
    audit(tmp_path, "log.csv", formats=(format,), by="officer")
    refused = rejected(tmp_path)
    assert ("log.csv", "2", "a\\x1b[31mb", said) in refused
    part = "parts: the control character '\\x02' is not allowed"
    assert part in {reason for _, _, case, reason in refused if case == "c"}
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    texts = [path.read_text("utf-8") for path in written]
    assert not [text for text in texts if any(c in text for c in "\x1b\x07\x9b\x02")]
    assert "Leeds\ufffd City" in "".join(texts)
    assert "O\ufffdB" in "".join(texts)
