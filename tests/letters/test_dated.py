"""The days of threads that are labelled for these alone: the folder ``dated``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.letters.gold import SIDES, Thread, threads
from tests.letters.scoring import Score, scored
from tests.letters.test_gold import (
    test_days_worked_out_follow_the_calendar as assert_days_follow_the_calendar,
)
from tests.letters.test_gold import (
    test_words_of_dates_stand_in_their_lines as assert_words_stand_in_their_lines,
)

pytestmark = pytest.mark.one_cpython
DATED: Final = threads(Path(__file__).parent / "dated")


@pytest.fixture(scope="module")
def dates() -> Score:
    return scored(DATED).by["dates"]


@pytest.mark.parametrize("thread", DATED, ids=[each.name for each in DATED])
def test_the_gold_is_well_made(thread: Thread) -> None:
    assert all(each.side in SIDES and each.events is None for each in thread.messages)
    assert_words_stand_in_their_lines(thread)
    assert_days_follow_the_calendar(thread)


def test_what_a_day_is_taken_for_is_right(dates: Score) -> None:
    assert len(DATED) >= 440
    assert dates.right >= 1700
    assert dates.precision >= 0.99, dates.told


def test_most_days_are_found(dates: Score) -> None:
    assert dates.recall >= 0.87, dates.told
