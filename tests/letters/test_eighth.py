"""What answers rely on, and what became of each part, in the threads of ``eighth/grounds``."""

from __future__ import annotations

from pathlib import Path

from tests.letters.gold import threads
from tests.letters.scoring import scored

GROUNDS = Path(__file__).parent / "eighth" / "grounds"


def test_grounds_and_outcomes_of_answers_are_read() -> None:
    found = scored(threads(GROUNDS))
    grounds, outcomes = found.of("exemptions"), found.of("outcome")
    assert grounds.right > 900
    assert outcomes.right > 500
    assert min(grounds.precision, grounds.recall) >= 0.97, grounds.told
    assert outcomes.precision >= 0.94, outcomes.told
    assert outcomes.left_open <= 0.12, outcomes.told
