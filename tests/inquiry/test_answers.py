"""Answers in, the next question out: in whatever order, kept where one goes back, or told wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

import pytest

from foirules import CaseError, assess, load_law
from foirules.assessing.inquiry.inquiry import Inquiry, inquire
from foirules.assessing.inquiry.next_question import NextQuestion
from foirules.cases.case_file import case_from_dict
from tests.files import ROOT
from tests.inquiry.walk import walk

AS_OF = date(2024, 6, 3)
FOIA = {"authority": "foia/general", "begins": "2024-01-08"}
REFUSED = {
    **FOIA,
    "next.1": {"event": "response", "on": "2024-02-05"},
    "next.2": "nothing",
    "next.1/outcome": "refused",
}


def asked(given: dict[str, Any], as_of: date = AS_OF) -> Inquiry:
    return inquire([{"question": id, "answer": said} for id, said in given.items()], as_of)


def to_the_end(given: dict[str, Any]) -> Inquiry:
    """What is not given is not known."""
    while (made := asked(given)).question is not None:
        given = {**given, made.question.id: None}
    return made


def choices(question: NextQuestion | None, further: bool = False) -> Sequence[str]:
    assert question is not None
    return [each.value for each in question.choices if each.further == further]


def test_first_the_authority_is_asked_for_and_then_the_day() -> None:
    first = asked({}).question
    assert first is not None
    assert (first.id, first.kind) == ("authority", "choice")
    assert choices(first)[:4] == ["foia/general", "eir/general", "eisr/general", "foisa/general"]
    second = asked({"authority": "foisa/general"}).question
    assert second is not None
    assert (second.id, second.kind, second.last) == ("begins", "day", AS_OF)
    assert second.asks == "On which day did the authority receive the request?"


def test_what_may_have_happened_is_what_would_change_something() -> None:
    question = asked(FOIA).question
    assert question is not None
    assert question.asks == "What happened since?"
    assert {"response", "review-requested", "nothing"} <= {*choices(question)}
    assert "fee-paid" in choices(question, further=True)  # follows on a notice that there is not
    assert "chaser" in choices(question, further=True)
    later = asked({**FOIA, "next.1": {"event": "fees-notice", "on": "2024-01-20"}}).question
    assert "fee-paid" in choices(later)


def test_every_kind_of_event_can_be_told() -> None:
    for id, law in load_law().items():
        question = asked({"authority": f"{id}/general", "begins": "2024-01-08"}).question
        names = {*choices(question), *choices(question, further=True)} - {"nothing"}
        assert names == law.vocabulary.events.keys() - {law.vocabulary.begins}


def test_the_order_in_which_answers_are_given_is_of_no_matter() -> None:
    walked = walk(ROOT / "cases" / "home-office-2010-15213.yaml")
    for seed in range(5):
        mixed = list(walked.answers)
        Random(seed).shuffle(mixed)
        made = inquire(mixed, walked.as_of)
        assert made.data == walked.inquiry.data
        assert made.open == walked.inquiry.open
    for length in range(len(walked.answers)):
        question = inquire(walked.answers[:length], walked.as_of).question
        assert question == walked.asked[length]


def test_an_answer_that_does_not_fit_is_not_used_and_used_when_it_fits_again() -> None:
    assert asked(REFUSED).not_used == ()
    other = {**REFUSED, "next.1": {"event": "chaser", "on": "2024-02-05"}}
    assert asked(other).not_used == ("next.1/outcome",)
    none = {**REFUSED, "next.1": "nothing"}
    assert asked(none).not_used == ("next.2", "next.1/outcome")
    made = asked({**REFUSED, "authority": "eir/general"})
    assert made.used == ("authority", "begins", "next.1", "next.1/outcome", "next.2")
    foreign = {**FOIA, "next.1": {"event": "tribunal-appeal", "on": "2024-02-05"}}
    made = asked({**foreign, "authority": "foisa/general"})
    assert made.not_used == ("next.1",)
    assert made.question is not None
    assert made.question.id == "next.1"
    grounds = {**REFUSED, "next.1/exemptions": ["s12(1)"], "authority": "eir/general"}
    assert "next.1/exemptions" in asked(grounds).not_used


@pytest.mark.parametrize("id", load_law())
def test_a_day_that_is_not_known_may_be_any(id: str) -> None:
    made = to_the_end({"authority": f"{id}/general", "begins": None, "next.1": "nothing"})
    assert made.data is not None
    assert made.data["events"][0]["on"] == {"from": "2005-01-01", "to": AS_OF.isoformat()}
    assert made.case is not None
    assert not {f.certainty for f in assess(made.case, AS_OF).findings} & {"established"}


def test_a_law_that_is_not_known_makes_all_possible_only() -> None:
    known = to_the_end({**FOIA, "next.1": "nothing"})
    unknown = to_the_end({**FOIA, "authority": None, "next.1": "nothing"})
    for made, certainty in ((known, "established"), (unknown, "possible")):
        assert made.case is not None
        found = {f.rule: f.certainty for f in assess(made.case, AS_OF).findings}
        assert found["late-response"] == certainty
    assert unknown.data is not None
    assert unknown.data["notes"].startswith("Which law governs is not known")


def test_what_else_happened_that_is_not_known_is_not_taken_as_not_having_happened() -> None:
    made = to_the_end({**FOIA, "next.1": None})
    assert made.data is not None
    assert made.data["recorded"] == ["request-received"]
    assert made.case is not None
    assert {f.certainty for f in assess(made.case, AS_OF).findings} == {"possible"}


def test_there_may_be_none_of_a_field_or_it_may_not_be_known() -> None:
    told = {
        "authority": "foia/general",
        "begins": "2024-01-08",
        "next.1": {"event": "extension-notice", "on": "2024-02-05"},
        "next.2": "nothing",
    }
    question = asked({**told, "next.1/exemptions": ["s43"]}).question
    assert question is not None
    assert (question.id, question.kind) == ("next.1/expected-by", "day")
    assert choices(question) == ["nothing"]
    given = {**told, "next.1/exemptions": ["s43"]}
    none = asked({**given, "next.1/expected-by": "nothing"})
    unknown = asked({**given, "next.1/expected-by": None})
    assert none.question is unknown.question is None
    assert none.data is not None
    assert unknown.data is not None
    assert "without-fields" not in none.data
    assert unknown.data["without-fields"] == ["expected-by"]


def test_what_a_letter_states_is_asked_as_one() -> None:
    made = asked({**REFUSED, "next.1/exemptions": ["s40(2)"]})
    states = next(each for each in made.open if each.kind == "states")
    assert states.id == "next.1/states"
    assert {"complaints-procedure", "ico-right"} <= {*choices(states)}
    said = {each: each == "ico-right" for each in choices(states)}
    after = asked({**REFUSED, "next.1/exemptions": ["s40(2)"], "next.1/states": said})
    assert after.data is not None
    assert after.data["events"][1]["states"] == said
    assert all(each.kind != "states" for each in after.open)
    assert after.case is not None
    assert "complaints-procedure-missing" in {f.rule for f in assess(after.case, AS_OF).findings}


def test_the_case_file_is_the_case() -> None:
    made = asked({**REFUSED, "next.1/exemptions": ["s40(2)"]})
    assert made.data is not None
    assert case_from_dict(made.data) == made.case


WRONG: dict[str, tuple[Any, str]] = {
    "no list": ({"question": "authority"}, "answers: found a mapping; expected a list"),
    "no answer": (
        [{"question": "authority"}],
        "answers[1]: the key 'answer' is missing",
    ),
    "twice": (
        [{"question": "begins", "answer": None}] * 2,
        "answers[2].question: the question begins is answered twice",
    ),
    "no such law": (
        [{"question": "authority", "answer": "fioa/general"}],
        "answers[1].answer: unknown authority 'fioa/general'; did you mean 'foia/general'?",
    ),
    "too late": (
        [{"question": "authority", "answer": None}, {"question": "begins", "answer": "2024-07-01"}],
        "answers[2].answer: found 2024-07-01; expected a day from 2005-01-01 to 2024-06-03",
    ),
    "a wrong range": (
        [
            {"question": "authority", "answer": None},
            {"question": "begins", "answer": {"from": "2024-02-01", "to": "2024-01-01"}},
        ],
        "answers[2].answer: the range begins on 2024-02-01, after its end on 2024-01-01",
    ),
    "half a range": (
        [
            {"question": "authority", "answer": None},
            {"question": "begins", "answer": {"from": "2024-02-01"}},
        ],
        "answers[2].answer: the key 'to' is missing",
    ),
    "no such event": (
        [
            {"question": "authority", "answer": None},
            {"question": "begins", "answer": "2024-01-08"},
            {"question": "next.1", "answer": {"event": "respons", "on": None}},
        ],
        "answers[3].answer.event: unknown event 'respons'; did you mean 'response'?",
    ),
    "no such statement": (
        [
            {"question": "authority", "answer": None},
            {"question": "begins", "answer": "2024-01-08"},
            {"question": "next.1", "answer": {"event": "response", "on": None}},
            {"question": "next.1/states", "answer": {"advise": True}},
        ],
        "answers[4].answer.advise: unknown key 'advise'; did you mean 'advice'?",
    ),
    "too many": (
        [{"question": str(number), "answer": None} for number in range(201)],
        "answers: 201 answers; expected 200 at most",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told(name: str) -> None:
    given, said = WRONG[name]
    with pytest.raises(CaseError) as error:
        inquire(given, AS_OF)
    assert error.value.errors == (said,)


def test_a_day_of_a_wrong_type_is_told() -> None:
    with pytest.raises(TypeError, match="as_of"):
        inquire([], "2024-06-03")  # type: ignore[arg-type]
