"""The reader on the threads that were labelled beside its phrases: it does what it was made to do.

How well it reads what its author has not seen, the held-back threads say.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.letters.gold import threads
from tests.letters.scoring import Scores, scored

TUNED = Path(__file__).with_name("tuned")


@pytest.fixture(scope="module")
def scores() -> Scores:
    return scored(threads(TUNED))


def test_every_message_is_found_with_its_sender(scores: Scores) -> None:
    for name in ("threads", "messages found", "sender"):
        assert (scores.by[name].wrong, scores.by[name].open) == (0, 0), scores.by[name].told


@pytest.mark.parametrize("name", ["kind", "exemptions", "dates", "outcome", "statements"])
def test_what_is_decided_is_right_and_little_is_left_open(scores: Scores, name: str) -> None:
    score = scores.by[name]
    assert score.right > 10
    assert score.precision >= 0.98, score.told
    assert score.recall >= 0.95, score.told
    assert score.left_open <= 0.15, score.told


def test_each_kind_of_message_is_told(scores: Scores) -> None:
    assert len({gold for gold, _ in scores.kinds}) > 10
    assert scores.macro_f1() >= 0.95
