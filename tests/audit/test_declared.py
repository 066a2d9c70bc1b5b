"""The files of what is counted and of recorded days: what is wrong in one is said with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from foirules.audit.judging import recorded_days, statistics_file
from foirules.language.errors import RulesError
from tests.foia import REGIME

Read = Callable[[], Any]

STATISTICS = """\
statistics: test
version: "2026-11-24"
facts:
  - {of: part, name: late, type: true-or-false, is: answered_on > response_due, meaning: m}
sets:
  time:
    title: Time
    among: [requests]
    cites: c
    measures:
      in-time: {title: in time, when: not late}
rates:
  in-time: {title: t, of: [in-time], among: [requests], cites: c}
late-by: [5]
"""
DAYS = """\
due: response_due
days:
  month: {title: a month, is: "add_months(received_on, 1)"}
calendars:
  scotland: {title: of Scotland}
taken: {from: received_on, until: answered_on}
"""
WRONG: list[tuple[str, str, list[str]]] = [
    ("late-by: [5]\n", "", ["1:1: the key 'late-by' is missing"]),
    ("late-by: [5]", "late-by: [none]", ["14:11: late-by[1]: found 'none'; expected a whole number from 1 to 999"]),
    ("of: part", "of: prat", ["4:10: facts[1].of: unknown subject 'prat'; did you mean 'part'?"]),
    ("[requests]\n", "[request]\n", ["8:13: sets.time.among[1]: unknown measure 'request'; did you mean 'requests'?"]),
    (
        "of: [in-time]",
        "of: [on-time]",
        ["13:28: rates.in-time.of[1]: unknown measure 'on-time'; did you mean 'in-time'?"],
    ),
    (
        "when: not late}",
        "whne: not late}",
        [
            "11:16: sets.time.measures.in-time: the key 'when' is missing",
            "11:33: sets.time.measures.in-time.whne: unknown key 'whne'; did you mean 'when'?",
        ],
    ),
    (
        "cites: c}",
        "cites: c, thresholds: [{from: 2010-13-01, bands: {good: 101}, cites: c}]}",
        [
            "13:87: rates.in-time.thresholds[1].from: there is no day 2010-13-01",
            "13:113: rates.in-time.thresholds[1].bands.good: found 101; expected a whole number from 0 to 100",
        ],
    ),
    ("due: response_due", "due: >-\n  response_due", ["1:6: due: folded, which loses the places in an expression; it stands on one line, or in a literal block (|)"]),
    ("title: a month, ", "", ["3:10: days.month: the key 'title' is missing"]),
    ("taken: {from: received_on, until: answered_on}", "taken: {from: [], others: {a: {title: x}}}", [
        "6:8: taken: the key 'until' is missing",
        "6:15: taken.from: found a list; expected an expression, in quotes where it begins with a bracket",
        "6:31: taken.others.a: the key 'from' is missing",
    ]),
    ("taken: {from: received_on, until: answered_on}", "in-time: late", ["6:10: in-time: unknown rate 'late'"]),
    ("scotland: {title: of Scotland}", "- scotland", ["5:3: calendars: found a list; expected a mapping of keys to values"]),
]  # fmt: skip


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], list[str]]:
    """The lines for what is wrong with a text that stands in place of a file."""

    def lines(module: Any, text: str) -> list[str]:
        file = tmp_path / "f.yaml"
        file.write_text(text, encoding="utf-8")
        monkeypatch.setattr(module, "FILE", file.name)
        try:
            if module is statistics_file:
                module.read_statistics(evolve(REGIME, folder=tmp_path))
            else:
                module.recorded_days.__wrapped__(evolve(REGIME, folder=tmp_path))
        except RulesError as error:
            return [line.removeprefix(f"{file}:") for line in error.errors]
        return []

    return lines


@pytest.mark.parametrize(("old", "new", "lines"), WRONG)
def test_what_is_wrong_is_said_with_its_place(
    told: Callable[[Any, str], list[str]], old: str, new: str, lines: list[str]
) -> None:
    module, text = (statistics_file, STATISTICS) if old in STATISTICS else (recorded_days, DAYS)
    assert old in text
    assert told(module, text) == []
    assert told(module, text.replace(old, new)) == lines


def test_a_file_that_is_none(told: Callable[[Any, str], list[str]]) -> None:
    assert told(statistics_file, "") == [" empty"]
    assert told(recorded_days, "due: [") == ["2:1: not YAML: did not find expected node content"]
