"""Sixty working days for what was answered from 7 April to 26 May 2020, and what was late before.

Coronavirus (Scotland) Act 2020 Sch 6 paras 3 and 4, in force on 7 April, repealed on 27 May 2020 by
the (No.2) Act, Sch 4 para 11. What para 3 made of the thirty days of the Keeper was not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from foirules import Assessment, Case, assess
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy
from tests.files import day, of
from tests.rules.foisa.test_worked_examples import clock, event, received, response

OPEN = "  - {from: 2019-10-21, to: 2020-10-09}"
EASTER = "  - {from: 2019-10-21, to: 2020-04-03}\n  - {from: 2020-04-20, to: 2020-10-09}"
ESTABLISHED, POSSIBLE, NOT = {("established", None)}, {("possible", None)}, set[Any]()
KEEPER, SCHOOL = "records-authority", "special-school"


def policies(folder: Path, terms: str) -> dict[str, Policy]:
    """Those that ship, and one of a school with such terms."""
    path = folder / "school.yaml"
    text = (
        "policy: a-school\nregime: foisa\nversion: '1'\ntitle: A school\nextends: foisa\nschool:\n"
    )
    path.write_text(f"{text} terms:\n{terms}\n", encoding="utf-8")
    return dict(load_policies([path]))


def judged(*events: dict[str, Any], as_of: str, known: Any = None, **about: str) -> Assessment:
    case = {"case": "spring", "regime": "foisa", "authority": about, "events": list(events)}
    return assess(Case.from_dict(case), day(as_of), policies=known)


# --- the Keeper -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "as_of", ["2020-03-17", "2020-04-06", "2020-04-07", "2020-05-26", "2020-05-27"]
)
def test_a_breach_of_the_keeper_stays_one(as_of: str) -> None:
    """s10(2): 4-7 February 4, 10-14 9, 17-21 14, 24-28 19, 2-6 March 24, 9-13 29, 16 March 30."""
    found = judged(received("2020-02-03"), as_of=as_of, type=KEEPER)
    assert of(found, "late-response") == ESTABLISHED
    assert clock("response", found).due == day("2020-03-16")


def test_thirty_days_of_the_keeper_that_run_into_the_longer_time_are_not_run_out() -> None:
    """Of 6 March 2020 the twentieth working day is 3 April, before it; the thirtieth is the 20th."""
    asked = received("2020-03-06")
    for as_of, found in (("2020-04-21", NOT), ("2020-05-26", NOT), ("2020-05-27", ESTABLISHED)):
        assert of(judged(asked, as_of=as_of, type=KEEPER), "late-response") == found


def test_what_the_keeper_gave_in_the_longer_time_is_open() -> None:
    """A first letter in time, before 7 April, makes no breach of a second, of the longer time."""
    letters = (
        response("2020-03-20", "partly-disclosed", exemptions=["s30"]),
        response("2020-04-30"),
    )
    found = judged(received("2020-03-03"), *letters, as_of="2020-05-01", type=KEEPER)
    assert of(found, "late-response") == NOT
    (open_,) = (each for each in found.undecided if each.rule == "late-response")
    assert open_.missing == ("policy: records-limit",)


def test_thirty_days_for_a_review_that_run_into_the_longer_time() -> None:
    """s21(2): of 6 March the thirtieth working day is 20 April 2020, under the longer time: then the
    seventieth. That the twentieth, 3 April, served it, there being no other authority, is possible.
    """
    before = (received("2020-01-06"), response("2020-01-10", "refused", exemptions=["s30"]))
    asked = (*before, event("2020-03-06", "review-requested"))
    for as_of in ("2020-04-04", "2020-04-21", "2020-05-26"):
        found = judged(*asked, as_of=as_of, type=KEEPER)
        assert of(found, "late-review") == POSSIBLE, as_of
        (late,) = (each for each in found.findings if each.rule == "late-review")
        assert late.due == day("2020-04-03")
    assert of(judged(*asked, as_of="2020-05-27", type=KEEPER), "late-review") == ESTABLISHED


def test_a_review_required_in_the_longer_time_is_judged_after_it_by_the_shorter() -> None:
    """Of 1 May 2020, 8 and 25 May not counted, the twentieth working day is 2 June, the thirtieth 16."""
    before = (received("2020-03-02"), response("2020-03-16", "refused", exemptions=["s30"]))
    asked = (*before, event("2020-05-01", "review-requested"))
    expected = (("2020-06-02", NOT), ("2020-06-03", POSSIBLE), ("2020-06-16", POSSIBLE))
    for as_of, found in (*expected, ("2020-06-17", ESTABLISHED)):
        judgement = judged(*asked, as_of=as_of, type=KEEPER)
        assert of(judgement, "late-review") == found, as_of
        if found == POSSIBLE:
            (late,) = (each for each in judgement.findings if each.rule == "late-review")
            assert late.due == day("2020-06-02")


# --- a special school -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "as_of", ["2020-03-03", "2020-04-06", "2020-04-07", "2020-05-26", "2020-05-27"]
)
def test_a_breach_of_a_special_school_stays_one(tmp_path: Path, as_of: str) -> None:
    """SSI 2016/346 reg 2(2)(a): open on every working day, to the twentieth, 2 March 2020."""
    known = policies(tmp_path, OPEN)
    found = judged(received("2020-02-03"), as_of=as_of, known=known, type=SCHOOL, policy="a-school")
    assert of(found, "late-response") == ESTABLISHED
    assert clock("response", found).due == day("2020-03-02")


def test_school_days_that_run_into_the_longer_time_are_not_run_out(tmp_path: Path) -> None:
    """Of 9 March the twentieth school day is 20 April 2020, after a fortnight at Easter."""
    known, asked = policies(tmp_path, EASTER), received("2020-03-09")
    for as_of, found in (("2020-04-21", NOT), ("2020-05-26", NOT), ("2020-05-27", ESTABLISHED)):
        judgement = judged(asked, as_of=as_of, known=known, type=SCHOOL, policy="a-school")
        assert of(judgement, "late-response") == found, as_of
    assert clock("response", judgement).due == day("2020-04-20")


def test_an_answer_in_time_of_a_school_whose_days_are_not_known() -> None:
    """Of 2 March 2020 the twentieth working day is the 30th, and no school has less."""
    found = judged(
        received("2020-03-02"),
        response("2020-03-30", "refused", exemptions=["s30"]),
        as_of="2020-03-30",
        type=SCHOOL,
    )
    named = {each.rule for each in found.undecided} | {each.rule for each in found.findings}
    assert not named & {"late-response", "late-refusal-notice"}


# --- any authority --------------------------------------------------------------------------------


def _spring() -> Iterator[date]:
    for ordinal in range(date(2020, 1, 6).toordinal(), date(2020, 5, 30).toordinal(), 3):
        yield date.fromordinal(ordinal)


@pytest.mark.parametrize(
    ("kind", "terms"),
    [("general", ""), (KEEPER, ""), (SCHOOL, OPEN), (SCHOOL, EASTER), (SCHOOL, "")],
    ids=["general", "Keeper", "open school", "school at Easter", "school not known"],
)
def test_an_established_breach_never_goes_away_by_time_alone(
    kind: str, terms: str, tmp_path: Path
) -> None:
    known = policies(tmp_path, terms) if terms else None
    about = {"type": kind} | ({"policy": "a-school"} if terms else {})
    for on in _spring():
        begun = (received(str(on - timedelta(60))), response(str(on - timedelta(59))))
        for events, rule in (
            ((received(str(on)),), "late-response"),
            ((*begun, event(str(on), "review-requested")), "late-review"),
        ):
            days = (str(on + timedelta(after)) for after in range(25, 140, 6))
            found: list[Any] = [
                of(judged(*events, as_of=d, known=known, **about), rule) for d in days
            ]
            if kind == SCHOOL and not terms and rule == "late-review":
                assert ESTABLISHED not in found  # it may have been required too early or too late
            else:
                since = found.index(ESTABLISHED)
                assert all(each == ESTABLISHED for each in found[since:]), (rule, on)
