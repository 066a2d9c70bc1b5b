"""How sure a reading is: what a letter says in plain words is right more often than what is concluded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foirules.letters.confidence import LIKELY, PLAIN
from foirules.letters.draft import Draft
from foirules.letters.read_messages import read_messages
from tests.letters.gold import LABELLED, threads
from tests.letters.scoring import Scores, scored

THREAD = Path(__file__).with_name("dfe-2017.txt")


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read_messages(THREAD, as_of=date(2017, 10, 10))


@pytest.fixture(scope="module")
def scores() -> Scores:
    return scored(threads(LABELLED))


def test_each_reading_is_plain_or_likely(draft: Draft) -> None:
    for event in draft.events:
        assert set(event.confidence) == {"event", "on", *event.values()}
        assert set(event.confidence.values()) <= {PLAIN, LIKELY}


@pytest.mark.parametrize(
    ("message", "name", "sure"),
    [
        (4, "event", PLAIN),
        (4, "expected-by", PLAIN),  # by 29th September 2017
        (7, "expected-by", LIKELY),  # no later than the 6 October
        (4, "states.ico-right", PLAIN),
        (4, "states.exemption-reason-particulars", LIKELY),  # nothing in it says so
        (8, "outcomes.c.exemptions", PLAIN),  # withheld due to exemptions under sections 36(2)(c)
        (8, "outcomes.c.outcome", LIKELY),
        (8, "on", LIKELY),
    ],
)
def test_it_is_told_by_what_decided(draft: Draft, message: int, name: str, sure: str) -> None:
    (event,) = [each for each in draft.events if each.message == message]
    assert event.confidence[name] == sure


@pytest.mark.one_cpython
def test_what_is_plain_is_right_more_often(scores: Scores) -> None:
    plain, likely = scores.read_as(PLAIN), scores.read_as(LIKELY)
    assert plain.precision > 0.98
    assert plain.precision > likely.precision > 0.8
    assert plain.right > likely.right
    assert scores.by["statements, plain"].precision > scores.by["statements, likely"].precision
