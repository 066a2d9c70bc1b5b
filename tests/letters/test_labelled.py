"""The reader on the threads that it is tuned on: what it has reached does not fall.

They were written by somebody who had not seen it. How well it reads what it has not been tuned on,
the held-back threads say.
"""

from __future__ import annotations

import pytest

from tests.letters.gold import LABELLED, threads
from tests.letters.scoring import Scores, scored

pytestmark = pytest.mark.one_cpython
PRECISION = {"kind": 0.98, "exemptions": 0.98, "dates": 0.98, "statements": 0.95, "outcome": 0.86}
RECALL = {"kind": 0.97, "exemptions": 0.97, "dates": 0.88, "statements": 0.88, "outcome": 0.80}
MOST_OPEN = 0.15


@pytest.fixture(scope="module")
def scores() -> Scores:
    return scored(threads(LABELLED))


def test_every_message_is_found(scores: Scores) -> None:
    assert scores.by["messages found"].right > 290
    for name in ("threads", "messages found"):
        assert scores.by[name].wrong == 0, scores.by[name].told


def test_who_wrote_a_message_is_told(scores: Scores) -> None:
    score = scores.by["sender"]
    assert score.precision >= 0.99, score.told
    assert score.left_open <= 0.02, score.told


@pytest.mark.parametrize("name", PRECISION)
def test_what_is_decided_is_right(scores: Scores, name: str) -> None:
    assert scores.by[name].precision >= PRECISION[name], scores.by[name].told


@pytest.mark.parametrize("name", RECALL)
def test_most_is_found(scores: Scores, name: str) -> None:
    assert scores.by[name].recall >= RECALL[name], scores.by[name].told


@pytest.mark.parametrize("name", ["kind", "statements"])
def test_little_is_left_open(scores: Scores, name: str) -> None:
    assert scores.by[name].left_open <= MOST_OPEN, scores.by[name].told


def test_each_kind_of_message_is_told(scores: Scores) -> None:
    assert len({gold for gold, _ in scores.kinds}) > 15
    assert scores.macro_f1() >= 0.95
