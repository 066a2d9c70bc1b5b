"""The reader on threads that were written after published letters: what it has reached there."""

from __future__ import annotations

import pytest

from tests.letters.gold import TENTH, threads
from tests.letters.scoring import Scores, scored

pytestmark = pytest.mark.one_cpython
PRECISION = {"kind": 0.98, "exemptions": 0.98, "dates": 0.97, "statements": 0.95, "outcome": 0.94}
RECALL = {"kind": 0.86, "exemptions": 0.93, "dates": 0.89, "statements": 0.90, "outcome": 0.85}


@pytest.fixture(scope="module")
def scores() -> Scores:
    return scored(threads(TENTH))


def test_every_message_is_found_and_who_wrote_it(scores: Scores) -> None:
    found, sender = scores.by["messages found"], scores.by["sender"]
    assert found.right > 260
    assert found.wrong == 0, found.told
    assert sender.precision >= 0.99, sender.told


@pytest.mark.parametrize("name", PRECISION)
def test_what_is_decided_is_right(scores: Scores, name: str) -> None:
    score = scores.by[name]
    assert score.precision >= PRECISION[name], score.told
    assert score.recall >= RECALL[name], score.told
