"""Schools: twenty school days or sixty working days, whichever is earlier, SI 2004/3364 reg 3."""

from __future__ import annotations

from pathlib import Path

import pytest

from foirules import Assessment, Case, assess, load_policies
from tests.files import day

TERMS = """
policy: a-school
version: "1"
title: A school
extends: foia
school:
  terms:
    - {from: 2017-01-04, to: 2017-02-10}
    - {from: 2017-02-20, to: 2017-03-31}
    - {from: 2017-04-19, to: 2017-05-26}
    - {from: 2017-06-05, to: 2017-07-21}
    - {from: 2017-09-05, to: 2017-10-20}
    - {from: 2017-10-30, to: 2017-12-20}
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "school.yaml"
    path.write_text(TERMS, encoding="utf-8")
    return path


def judged(policy: Path, *events: dict[str, str], kind: str = "school") -> Assessment:
    case = Case.from_dict(
        {
            "case": "school",
            "authority": {"policy": "a-school", "type": kind},
            "events": list(events),
        }
    )
    return assess(case, day("2018-06-01"), policies=load_policies([policy]))


def due(found: Assessment) -> object:
    (last,) = {clock.due for clock in found.clocks if clock.clock == "response"}
    return last


@pytest.mark.parametrize(
    ("received", "last"),
    [
        # 4-7 July 4, 10-14 8 (12 Northern Ireland), 17-21 13; 5-8 September 17, 11-13 20
        ("2017-07-03", "2017-09-13"),
        # the summer does not count, and the sixtieth working day is later: 6 school days in July
        # (14, 17 to 21), 14 from 5 September
        ("2017-07-13", "2017-09-22"),
        # 20 school days from 2 November: 29 November
        ("2017-11-01", "2017-11-29"),
    ],
)
def test_the_twentieth_school_day(policy: Path, received: str, last: str) -> None:
    found = judged(policy, {"on": received, "event": "request-received"})
    assert due(found) == day(last)


def test_beyond_the_terms_that_are_given_the_last_day_is_not_known(policy: Path) -> None:
    """But that it has gone by is, after the sixtieth working day."""
    found = judged(policy, {"on": "2017-12-04", "event": "request-received"})
    assert due(found) is None
    assert {f.certainty for f in found.findings if f.rule == "late-response"} == {"established"}


def test_an_extension_beyond_the_terms_is_counted_in_working_days(policy: Path) -> None:
    """The school's days off stretch the time for complying, not that of the guidance."""
    found = judged(
        policy,
        {"on": "2017-11-01", "event": "request-received"},
        {"on": "2017-11-20", "event": "extension-notice", "exemptions": ["s22"]},  # type: ignore[dict-item]
    )
    (clock,) = (c for c in found.clocks if c.clock == "public-interest-extension")
    # 29 November; 30 Scotland; 1 December 1, 4-8 6, 11-15 11, 18-22 16; 25, 26; 27-29 19; 1 and 2
    # January; 3 January 20
    assert clock.due == day("2018-01-03")
    assert any(why == "2 January (Scotland)" for _, why in clock.disregarded)


def test_a_body_that_is_no_school_has_twenty_working_days(policy: Path) -> None:
    found = judged(policy, {"on": "2017-07-03", "event": "request-received"}, kind="general")
    assert due(found) == day("2017-08-01")  # 12 July is a holiday in Northern Ireland


def test_a_question_can_be_put_as_long_as_the_schools_time_runs(policy: Path) -> None:
    found = judged(
        policy,
        {"on": "2017-07-03", "event": "request-received"},
        {"on": "2017-09-12", "event": "clarification-sought"},
        {"on": "2017-09-13", "event": "clarification-received"},
    )
    # 14 September 1, 15 2, 18-22 7, 25-29 12, 2-6 October 17, 9 18, 10 19, 11 20
    assert due(found) == day("2017-10-11")


@pytest.mark.parametrize(
    ("answered", "certainty"),
    [
        # 2 March is the twentieth working day after 2 February 2022, 3 May the sixtieth
        ("2022-03-02", "met"),
        ("2022-03-03", "undecided"),
        ("2022-05-03", "undecided"),
        ("2022-05-04", "established"),
    ],
)
def test_a_school_of_whose_days_nothing_is_known(answered: str, certainty: str) -> None:
    """In time by the twentieth working day whatever they are, late after the sixtieth."""
    case = Case.from_dict(
        {
            "case": "academy",
            "authority": {"type": "academy"},
            "events": [
                {"on": "2022-02-02", "event": "request-received"},
                {"on": answered, "event": "response", "outcome": "disclosed"},
            ],
        }
    )
    found = assess(case, day("2022-06-30"))
    said = {
        "met": {m.rule for m in found.met},
        "undecided": {u.rule for u in found.undecided},
        "established": {f.rule for f in found.findings if f.certainty == "established"},
    }
    assert [name for name, rules in said.items() if "late-response" in rules] == [certainty]
