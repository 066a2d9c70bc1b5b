"""The curated cases of one part, told by a person who answers the questions."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from foirules import assess
from foirules.assessing.inquiry.inquiry import inquire
from tests.files import examples
from tests.inquiry.walk import Walked, of_one_part, walk

MOST_IN_THE_MEDIAN = 7
OTHERWISE = {
    "school-summer-2021": "the days of a school's terms stand in its policy, and are not asked for",
    "weald-of-kent-2016": "the days of a school's terms stand in its policy, and are not asked for",
    "dumfries-and-galloway-2013-csih-47": "the outcome came weeks after its date: seldom asked",
}
SELDOM = "dumfries-and-galloway-2013-csih-47"


def listed(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"question": question, "answer": answer} for question, answer in given.items()]


@pytest.fixture(scope="module", name="walks")
def _walks() -> dict[str, Walked]:
    return {path.stem: walk(path) for path in of_one_part()}


def test_a_verdict_comes_after_a_median_of_seven_questions(walks: dict[str, Walked]) -> None:
    asked = [len(each.answers) for each in walks.values()]
    assert len(asked) >= 55
    assert statistics.median(asked) <= MOST_IN_THE_MEDIAN
    assert max(asked) <= 12


def test_the_last_days_and_next_steps_are_those_of_the_case(walks: dict[str, Walked]) -> None:
    differ = {name: each.differs() for name, each in walks.items()}
    assert {name for name, rows in differ.items() if rows} == OTHERWISE.keys()


def test_what_is_seldom_asked_is_left_at_the_end(walks: dict[str, Walked]) -> None:
    (path,) = (path for path in of_one_part() if path.stem == SELDOM)
    assert not walk(path, every=True).differs()
    assert walks[SELDOM].differs()


@pytest.mark.parametrize("path", of_one_part(), ids=lambda path: path.stem)
def test_what_is_not_known_establishes_nothing(path: Path, walks: dict[str, Walked]) -> None:
    walked = walks[path.stem]
    told = walked.inquiry.case
    assert told is not None
    known = {f.rule for f in assess(told, walked.as_of).findings if f.certainty == "established"}
    places = list(range(len(walked.answers)))
    Random(path.stem).shuffle(places)
    for place in places[: examples(1, len(places))]:
        given = {each["question"]: each["answer"] for each in walked.answers}
        given[walked.answers[place]["question"]] = None
        made = inquire(listed(given), walked.as_of)
        while made.question is not None:
            given[made.question.id] = None
            made = inquire(listed(given), walked.as_of)
        assert made.case is not None
        found = assess(made.case, walked.as_of).findings
        established = {f.rule for f in found if f.certainty == "established"}
        assert established <= known, walked.answers[place]
