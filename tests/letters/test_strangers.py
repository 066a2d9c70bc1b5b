"""What is read of short answers and reviews by strangers: how much of it is right, at least."""

from __future__ import annotations

from pathlib import Path

import pytest

from foirules.language.regime_files import load_law
from tests.letters.sentences import scored

FOLDER = Path(__file__).parent / "strangers"


@pytest.mark.parametrize(
    ("bank", "precision", "recall", "outcomes"),
    [
        ("argued", 0.98, 0.92, 0.92),
        ("by_label", 0.91, 0.88, 0.92),
        ("by_subject", 0.93, 0.85, 0.83),
        ("by_subject_again", 0.98, 0.90, 0.90),
        ("everyday", 0.98, 0.93, 0.93),
        ("first_answers", 0.97, 0.96, 0.92),
        ("first_answers_again", 0.99, 0.96, 0.93),
        ("in_words", 0.94, 0.87, 0.87),
        ("local_bodies", 0.94, 0.87, 0.90),
        ("ordinary", 0.97, 0.93, 0.97),
        ("other_laws", 0.98, 0.93, 0.95),
        ("reviews", 0.90, 0.86, 0.87),
        ("reviews_again", 0.96, 0.90, 0.92),
        ("templates", 0.97, 0.97, 0.95),
    ],
)
def test_letters_of_strangers_are_read(
    bank: str, precision: float, recall: float, outcomes: float
) -> None:
    of_grounds, of_outcomes = scored(FOLDER / f"{bank}.yaml", load_law())
    assert of_grounds.precision >= precision, of_grounds.told
    assert of_grounds.recall >= recall, of_grounds.told
    assert of_outcomes.precision >= outcomes, of_outcomes.told
