"""200 trackers with known truth: each cell is read rightly, or is named as not read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

pytest.importorskip("polars")
pytest.importorskip("python_calamine")

from tests.trackers.files import map_of, written
from tests.trackers.generate import AS_OF, Tracker, tracker
from tests.trackers.reading import Read, read

TRACKERS: Final = 200


@pytest.mark.parametrize("number", range(TRACKERS))
def test_each_cell_is_read_rightly_or_named(number: int, tmp_path: Path) -> None:
    made = tracker(number)
    (tmp_path / "map.yaml").write_text(map_of(made), encoding="utf-8")
    found = read(written(made, tmp_path), tmp_path / "map.yaml", AS_OF)
    for place in range(len(made.requests)):
        holds(made, place, found)
    assert not found.cases.keys() - {request.case for request in made.requests}


def holds(made: Tracker, place: int, found: Read) -> None:
    """What is read of a request is what it says, or a cell of its row is named."""
    request = made.requests[place]
    cells = zip(map(made.headings.get, made.columns), made.rows[place], strict=True)
    shown = {str(heading): str(cell) for heading, cell in cells}
    if request.case in found.cases:
        assert request.readable, request
        assert found.cases[request.case] == (request.regime, sorted(request.events, key=str))
        return
    reasons = found.rejected[request.case]
    named = [
        heading
        for heading, why in request.hard.items()
        if any(_names(heading, shown[heading], why, each) for each in reasons)
    ]
    assert named, (request, reasons)


def _names(heading: str, cell: str, why: str, reason: str) -> bool:
    """Whether a reason for rejecting names a cell, by its column or what it holds."""
    no_day = why == "no-day" and reason == "on: nothing is recorded"
    if why == "exemption" and reason.startswith("exemptions"):
        return True
    cell = repr(cell.strip())[1:-1]
    return no_day or reason.startswith(f"{heading}: ") or cell[:20] in reason
