"""Examples worked out by hand: the last day by the Act, with every day that does not count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foirules import Assessment, Case, assess, load_policies
from foirules.policy.policy import Policy
from tests.files import day

# By the code of July 2018, para 4.2, a request received on a day that is no working day counts as
# received on the next one. A council that follows it says so in its policy.
CONVENTION = """
policy: by-the-code
version: "1"
title: A council that counts as the code does
extends: foia
periods:
  counted-receipt:
    versions:
      - {from: 2018-07-04, working-days: 1, kind: promise, cites: its page on requests}
"""


def judged(*events: dict[str, Any], as_of: str, policies: Any = None, **about: str) -> Assessment:
    case = Case.from_dict({"case": "worked", "authority": about, "events": list(events)})
    return assess(case, day(as_of), policies=policies)


def due(clock: str, found: Assessment) -> object:
    (last,) = {c.due for c in found.clocks if c.clock == clock}
    return last


def received(on: str) -> dict[str, Any]:
    return {"on": on, "event": "request-received"}


@pytest.mark.parametrize(
    ("on", "last"),
    [
        # Saturday: Monday 3 May is a bank holiday, so Tuesday is day one: 4-7 May 4, 10-14 9,
        # 17-21 14, 24-28 19; 31 May a bank holiday; 1 June 20
        ("2021-05-01", "2021-06-01"),
        # Saturday: 3-7 July 5, 10-11 7, 12 Northern Ireland, 13-14 9, 17-21 14, 24-28 19, 31 20
        ("2017-07-01", "2017-07-31"),
        # Saturday: 5-9 July 5, 12 Northern Ireland, 13-16 9, 19-23 14, 26-30 19, 2 August Scotland,
        # 3 August 20
        ("2021-07-03", "2021-08-03"),
        # Monday: 2-5 December 4, 8-12 9, 15-19 14, 22-24 17; 25 and 26; 29-31 20
        ("2014-12-01", "2014-12-31"),
        # Friday 2 January, a bank holiday in Scotland: 5-9 5, 12-16 10, 19-23 15, 26-30 20
        ("2015-01-02", "2015-01-30"),
        # Thursday 30 November, a bank holiday in Scotland: 1 December 1, 4-8 6, 11-15 11, 18-22 16,
        # 27-29 19; 1 and 2 January; 3 January 20
        ("2017-11-30", "2018-01-03"),
        # the day of the founding case: 4 August 1; 7 Scotland; 8-11 5, 14-18 10, 21-25 15, 28
        # England; 29 August-1 September 19; 4 September 20
        ("2017-08-03", "2017-09-04"),
    ],
)
def test_the_twentieth_working_day(on: str, last: str) -> None:
    """The day of receipt is not counted, be it a working day or not, s10(1), (6)."""
    found = judged(received(on), as_of=last)
    assert due("response", found) == day(last)
    assert not any(f.rule == "late-response" for f in found.findings)
    late = judged(received(on), as_of=str(day(last).fromordinal(day(last).toordinal() + 1)))
    assert {f.certainty for f in late.findings if f.rule == "late-response"} == {"established"}


@pytest.mark.parametrize(
    ("on", "last"),
    [
        ("2021-05-01", "2021-06-02"),  # received, as it counts, on Tuesday 4 May
        ("2021-07-03", "2021-08-04"),  # on Monday 5 July
        ("2021-07-05", "2021-08-04"),  # on that Monday itself
        ("2017-07-01", "2017-07-31"),  # there was no such convention yet
    ],
)
def test_the_convention_of_the_code(tmp_path: Path, on: str, last: str) -> None:
    file = tmp_path / "council.yaml"
    file.write_text(CONVENTION, encoding="utf-8")
    policies = load_policies([file])
    assert isinstance(policies["by-the-code"], Policy)
    found = judged(received(on), as_of=last, policies=policies, policy="by-the-code")
    assert due("response", found) == day(last)


def test_time_starts_afresh_with_the_answer_to_a_question() -> None:
    """Section 1(3), 10(6)(b): asked on the nineteenth day, answered ten days later."""
    found = judged(
        received("2021-07-03"),
        {"on": "2021-08-02", "event": "clarification-sought"},
        {"on": "2021-08-12", "event": "clarification-received"},
        as_of="2021-08-20",
    )
    # 13 August 1, 16-20 6, 23-27 11; 30 England; 31-3 September 15, 6-10 20
    assert due("response", found) == day("2021-09-10")


def test_time_stands_still_from_the_fees_notice_to_the_payment() -> None:
    """Section 10(2): both days are left out, and no more."""
    notice = {"on": "2014-12-10", "event": "fees-notice"}
    waiting = judged(received("2014-12-01"), notice, as_of="2014-12-15")
    assert due("response", waiting) is None
    assert due("fee-payment", waiting) == day("2015-03-09")  # three months beginning with the 10th
    found = judged(
        received("2014-12-01"),
        notice,
        {"on": "2014-12-16", "event": "fee-paid"},
        as_of="2014-12-20",
    )
    # 2-5 December 4, 8-9 6; 10-12, 15-16 left out; 17-19 9, 22-24 12, 29-31 15; 1 and 2 January;
    # 5-9 20
    assert due("response", found) == day("2015-01-09")


def test_a_school_has_until_its_sixtieth_working_day_at_most() -> None:
    """SI 2004/3364 reg 3: received as the holidays begin; its days are not given."""
    found = judged(received("2021-07-22"), as_of="2021-10-18", type="school")
    # 23 July 1, 26-30 6; 2 August Scotland; 3-6 10, 9-13 15, 16-20 20, 23-27 25; 30 England;
    # 31-3 September 29, 6-10 34, 13-17 39, 20-24 44, 27-1 October 49, 4-8 54, 11-15 59, 18 60
    assert not any(f.rule == "late-response" for f in found.findings)
    late = judged(received("2021-07-22"), as_of="2021-10-19", type="school")
    assert {f.certainty for f in late.findings if f.rule == "late-response"} == {"established"}


def test_the_tribunals_days_are_calendar_days() -> None:
    """[2023] UKFTT 302 (GRC): sent on 10 November 2022; an appeal of 14 December was six days late.

    Rule 12 moves a time that ends on a day that is no working day, and leaves none out within it.
    """
    events = (received("2022-01-10"), {"on": "2022-11-10", "event": "decision-notice"})
    appeal = {"on": "2022-12-14", "event": "tribunal-appeal"}
    found = judged(*events, appeal, as_of="2022-12-20")
    assert due("tribunal-appeal", found) == day("2022-12-08")
    assert {f.rule for f in found.findings} >= {"late-appeal"}
    in_time = judged(*events, {**appeal, "on": "2022-12-08"}, as_of="2022-12-20")
    assert "late-appeal" not in {f.rule for f in in_time.findings}
