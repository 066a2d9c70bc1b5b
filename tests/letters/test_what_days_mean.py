"""What the days mean that a letter names, in the many ways in which letters say it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from foirules.letters.draft import NamedDay
from foirules.letters.read_messages import read_text
from tests.files import read_yaml

THREAD = """From: A Sample
To: Anyshire Council
Sent: 3 June 2024

Dear Anyshire Council,

Please send me the contracts for the depot under the Freedom of Information Act.

A Sample

From: FOI Officer, Anyshire Council
To: A Sample
Sent: 7 June 2024

Dear A Sample,

{opening}

{sentence}

Yours sincerely

FOI Officer
"""
BANK: Final[Any] = read_yaml(
    (Path(__file__).parent / "sentences" / "what_days_mean.yaml").read_text(encoding="utf-8")
)
BEGINS: Final = BANK["begins"]
MEANT: Final = [
    (BEGINS[name], sentence, means, day)
    for name, listed in BANK["meant"].items()
    for means, day, sentence in listed
]
NOT_MEANT: Final = [
    (BEGINS[name], sentence) for name, listed in BANK["none"].items() for sentence in listed
]


def days_named(opening: str, sentence: str) -> list[NamedDay]:
    """The days that a letter of 7 June 2024 names in a sentence."""
    text = THREAD.format(opening=opening, sentence=sentence)
    draft = read_text(text, as_of=date(2024, 12, 31))
    return [each for each in draft.days if each.message == 2]


@pytest.mark.parametrize(("opening", "sentence", "means", "day"), MEANT)
def test_what_a_day_means(opening: str, sentence: str, means: str, day: date | None) -> None:
    assert (means, day) in [(each.means, each.day) for each in days_named(opening, sentence)]


@pytest.mark.parametrize(("opening", "sentence"), NOT_MEANT)
def test_a_day_that_means_none_of_these_is_left_open(opening: str, sentence: str) -> None:
    read = days_named(opening, sentence)
    assert not [each for each in read if each.day is not None and each.means != "other"]


@pytest.mark.parametrize(
    ("sentence", "school_days"),
    [
        ("You will hear from us within 20 school days of receipt.", 20),
        ("We have twenty school days from the date of receipt.", 20),
    ],
)
def test_school_days_are_not_counted(sentence: str, school_days: int) -> None:
    (said,) = [each for each in days_named(BEGINS["ack"], sentence) if each.number]
    assert (said.number, said.unit, said.day) == (school_days, "school-days", None)
