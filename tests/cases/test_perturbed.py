"""The founding case changed: moved across holidays, its parts merged and split, letters left out.

What is expected was counted by hand from the calendar, as the comments show.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from foirules import Assessment, Case, assess
from tests.files import EXTENSION, HOLDING, RESPONSE, brief, data, day, of

EACH = ("a", "b", "c", "d")


def on(text: str, content: Any) -> Assessment:
    return assess(Case.from_dict(content), day(text))


@pytest.mark.parametrize(
    ("received", "due"),
    [
        # 8-11 August 4, 14-18 9, 21-25 14, 29-1 September 18, 4 19, 5 20
        ("2017-08-04", "2017-09-05"),
        # a Saturday, and Scotland's Monday: the first working day is 8 August all the same
        ("2017-08-05", "2017-09-05"),
        # 15 June 1, 16 2, 19-23 7, 26-30 12, 3-7 July 17, 10 18, 11 19; 12 Northern Ireland; 13 20
        ("2017-06-14", "2017-07-13"),
        # 10 November 1, 13-17 6, 20-24 11, 27-29 14; 30 Scotland; 1 December 15, 4-8 20
        ("2017-11-09", "2017-12-08"),
        # 15 December 1, 18-22 6, 27-29 9; 1 January, and 2 Scotland; 3-5 12, 8-12 17, 15-17 20
        ("2017-12-14", "2018-01-17"),
        # 2 March 1, 5-9 6, 12-16 11; 19 Northern Ireland; 20-23 15, 26-29 19; Easter; 3 April 20
        ("2018-03-01", "2018-04-03"),
        # 6-9 September 4, 12-16 9; 19 the State Funeral; 20-23 13, 26-30 18, 3 October 19, 4 20
        ("2022-09-05", "2022-10-04"),
        # 2 June 1, 3-5 4, 8-12 9; 15 Scotland; 16-19 13, 22-26 18, 29 19, 30 20
        ("2026-06-01", "2026-06-30"),
    ],
)
def test_moved_across_holidays(received: str, due: str) -> None:
    content = data()
    last = day(due)
    for answered, late in ((last, False), (last + timedelta(days=1), True)):
        content["events"] = [
            {"on": received, "event": "request-received"},
            {"on": answered, "event": "response", "outcome": "disclosed"},
        ]
        found = on("2026-11-24", content)
        assert {c.due for c in found.clocks if c.clock == "response"} == {last}
        assert of(found, "late-response") == (
            {("established", part) for part in EACH} if late else set()
        )


def test_parts_merged_into_one_request() -> None:
    content = data()
    del content["parts"]
    answer = content["events"][RESPONSE]
    del answer["outcomes"]
    answer |= {"outcome": "partly-disclosed", "exemptions": ["s40(2)", "s36(2)(c)", "s22"]}
    found = on("2017-10-10", content)
    assert of(found, "late-exemption") == {("established", None)}
    assert of(found, "late-response") == {("possible", None)}
    assert of(found, "extension-not-relied-on") == {("possible", None)}
    assert {c.due for c in found.clocks if c.clock == "response"} == {day("2017-09-04")}


def test_a_part_split_in_two() -> None:
    content = data()
    del content["parts"]["d"]
    content["parts"] |= {"d1": "the number of users", "d2": "the systems they use"}
    outcomes = content["events"][RESPONSE]["outcomes"]
    outcomes["d1"] = outcomes.pop("d")
    outcomes["d2"] = {"outcome": "disclosed"}
    found = on("2017-10-10", content)
    assert of(found, "late-response") == {("possible", part) for part in ("a", "d1", "d2")}
    assert of(found, "figure-ready-earlier") == {("established", "d1")}


def test_without_the_holding_letter_nothing_shows_when_the_decision_was_reached() -> None:
    content = data()
    del content["events"][HOLDING]
    found = on("2017-10-10", content)
    assert of(found, "decision-delayed") == set()
    assert of(found, "promise-broken") == {("established", None)}


def test_without_the_letter_of_1_september_all_is_late() -> None:
    content = data()
    del content["events"][EXTENSION]
    found = on("2017-10-10", content)
    # what was given, and what was refused: an exemption may have been good
    given, refused = (("established", part) for part in "ad"), (("possible", part) for part in "bc")
    assert of(found, "late-response") == {*given, *refused}
    # the holding letter may have come by 4 September, and whether it confirmed is not recorded
    assert of(found, "late-confirmation") == {("possible", part) for part in "bc"}
    assert of(found, "late-refusal-notice") == {("established", part) for part in "abc"}
    # from 5 September to the first day of the range, Saturday 30 September: 19 working days
    assert {f.working_days_late for f in found.findings if f.rule == "late-response"} == {19}
    assert not [c for c in found.clocks if c.clock == "public-interest-extension"]


def test_without_an_answer_both_promises_are_broken() -> None:
    content = data()
    del content["events"][RESPONSE]
    found = on("2017-10-10", content)
    assert {each for each in brief(found.findings) if each[0] == "promise-broken"} == {
        ("promise-broken", "established", None, "4"),
        ("promise-broken", "established", None, "7"),
    }
    # the holding letter asked for more, as the guidance allows in exceptional cases
    assert of(found, "extension-beyond-guidance") == {("possible", part) for part in EACH}
    (action,) = {
        (a.deadline, a.overdue)
        for a in found.actions
        if a.action == "conclude-public-interest-test"
    }
    assert action == (day("2017-09-29"), True)


def test_had_time_been_taken_for_s36_it_is_s22_that_comes_late() -> None:
    content = data()
    content["events"][EXTENSION]["exemptions"] = ["s36(2)(c)"]
    found = on("2017-10-10", content)
    assert of(found, "extension-not-relied-on") == {("possible", "a"), ("possible", "b")}
    late = {f.part: f.exemptions for f in found.findings if f.rule == "late-exemption"}
    assert late == {"a": ("s22", "s40(2)"), "b": ("s22",)}


def test_had_the_notice_spoken_of_one_part_only_the_others_are_late() -> None:
    content = data()
    content["events"][EXTENSION]["parts"] = ["b"]
    found = on("2017-10-10", content)
    assert of(found, "late-response") == {("possible", "c"), *(("established", p) for p in "ad")}
    # the holding letter may have come by 4 September, and whether it confirmed is not recorded
    assert of(found, "late-confirmation") == {("possible", "c")}
    assert of(found, "late-refusal-notice") == {("established", part) for part in "ac"}
    assert {c.part for c in found.clocks if c.clock == "public-interest-extension"} == {"b"}
