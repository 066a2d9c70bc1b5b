"""What is read of short answers, by part: what became of each, and on which grounds."""

from __future__ import annotations

import pytest

from foirules.language.regime_files import load_law
from tests.letters.scoring import Score
from tests.letters.sentences import FOLDER, compare, small_letters

LEAST = 0.97  # of the readings, and of what the gold has
LEAST_OUTCOMES = 0.95
MOST_OPEN = 0.05  # of the letters whose kind is left open: nothing is read of them by part


@pytest.mark.parametrize(
    ("bank", "least"),
    [
        ("grounds.yaml", 100),
        ("grounds_again.yaml", 100),
        ("grounds_by_reference.yaml", 15),
        ("grounds_of_reviews.yaml", 10),
        ("grounds_ordinary.yaml", 20),
        ("grounds_plain.yaml", 15),
    ],
)
def test_short_answers_are_read(bank: str, least: int) -> None:
    law = load_law()
    grounds, outcomes = Score(), Score()
    every = list(small_letters(FOLDER / bank))
    told = [small for small in every if compare(small, law, Score(), Score()) is not None]
    assert len(every) - len(told) <= len(every) * MOST_OPEN
    for small in told:
        compare(small, law, grounds, outcomes)
    assert min(grounds.right, outcomes.right) > least
    assert min(grounds.precision, grounds.recall) >= LEAST, grounds.told
    assert min(outcomes.precision, outcomes.recall) >= LEAST_OUTCOMES, outcomes.told
