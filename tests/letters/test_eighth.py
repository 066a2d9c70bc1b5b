"""What answers rely on, and what became of each part, in the threads of ``eighth``."""

from __future__ import annotations

from pathlib import Path

from tests.letters.gold import threads
from tests.letters.scoring import scored

GROUNDS = Path(__file__).parent / "eighth" / "grounds"
OUTCOMES = Path(__file__).parent / "eighth" / "outcomes"
KINDS = Path(__file__).parent / "eighth" / "kinds"


def test_grounds_and_outcomes_of_answers_are_read() -> None:
    found = scored(threads(GROUNDS))
    grounds, outcomes = found.of("exemptions"), found.of("outcome")
    assert grounds.right > 900
    assert outcomes.right > 500
    assert min(grounds.precision, grounds.recall) >= 0.97, grounds.told
    assert outcomes.precision >= 0.94, outcomes.told
    assert outcomes.left_open <= 0.12, outcomes.told


def test_outcomes_are_asked_where_they_are_not_sure() -> None:
    found = scored(threads(OUTCOMES))
    outcomes = found.of("outcome")
    assert outcomes.right > 300
    assert outcomes.precision >= 0.97, outcomes.told
    assert outcomes.left_open <= 0.15, outcomes.told


def test_kinds_of_letters_are_told_or_left_open() -> None:
    kinds = scored(threads(KINDS)).of("kind")
    assert kinds.right > 70
    assert kinds.precision >= 0.97, kinds.told
    assert kinds.left_open <= 0.2, kinds.told
