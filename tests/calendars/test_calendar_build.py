"""The committed table is what the rules give, and reading it needs nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from foirules.calendars import build, nations, proclaimed


def test_the_committed_table_equals_a_fresh_build() -> None:
    assert build.TABLE.read_text(encoding="utf-8") == build.render()


def test_check_compares_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "table.py"
    monkeypatch.setattr(build, "TABLE", table)
    message = "table.py is out of date: run python -m foirules.calendars.build\n"
    assert build.main(["--check"]) == 1
    assert capsys.readouterr().err == message
    assert not table.exists()

    assert build.main([]) == 0
    assert build.main(["--check"]) == 0
    assert capsys.readouterr().err == ""

    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert build.main(["--check"]) == 1
    assert capsys.readouterr().err == message


def test_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["--chek"]) == 2
    assert capsys.readouterr().err == "usage: python -m foirules.calendars.build [--check]\n"


def test_reading_the_table_imports_neither_workalendar_nor_other_heavy_packages() -> None:
    # What the package itself imports is not counted here: only what the calendars add to it.
    script = (
        "import sys, foirules; before = set(sys.modules);"
        "from foirules.calendars import get_calendar; get_calendar('foia');"
        "print(*sorted(set(sys.modules) - before))"
    )
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    added = {name.partition(".")[0] for name in run.stdout.split()}
    assert "foirules" in added
    assert not added & {"workalendar", "holidays", "pendulum", "yaml", "numpy", "difflib"}


def test_every_proclaimed_day_is_a_weekday_with_a_source() -> None:
    for entry in proclaimed.PROCLAIMED:
        assert entry.day.weekday() < 5
        assert entry.cites
        assert set(entry.nations) <= set(proclaimed.UK)
    days = [entry.day for entry in proclaimed.PROCLAIMED]
    assert days == sorted(set(days))


def test_a_day_of_workalendars_that_is_not_known_stops_the_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(nations.REASONS, "Boxing Day")
    with pytest.raises(KeyError) as caught:
        nations.bank_holidays("scotland", 2024)
    assert str(caught.value) == "'Boxing Day'"


def test_a_moved_day_leaves_its_old_date() -> None:
    days = nations.bank_holidays("scotland", 2020)
    assert date(2020, 5, 4) not in days
    assert days[date(2020, 5, 8)] == "Early May bank holiday, moved from 4 May 2020"
