"""The law as it is compiled, against a walk through the days of simple cases."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from foirules import Case, Event, assess
from tests import generate
from tests.files import FULL
from tests.foia import OUTCOME
from tests.walk import Walked, last_to_pay, walk, works

pytestmark = pytest.mark.one_cpython

CASES = 12_000 if FULL else 4_000


def simple(rng: Random) -> tuple[Case, date]:
    """A request answered once or not, with questions, a fee and letters that change nothing."""
    day = date(2005, 1, 1) + timedelta(rng.randrange(7900))
    happened: list[tuple[date, str, dict[str, Any]]] = [(day, "request-received", {})]
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        required = {} if rng.random() < 0.8 else {"required": rng.random() < 0.3}
        asked = day + timedelta(_around(rng))
        happened.append((asked, "clarification-sought", required))
        if rng.random() < 0.8:
            heard = asked + timedelta(rng.choice((0, 1, 5, 20, 40)))
            happened.append((heard, "clarification-received", {}))
    if rng.random() < 0.4:
        notice = day + timedelta(_around(rng))
        happened.append((notice, "fees-notice", {}))
        if rng.random() < 0.8:
            last = last_to_pay(notice)
            paid = rng.choice((notice, notice + timedelta(rng.randint(1, 40)), last))
            happened.append((paid + timedelta(rng.choice((0, 0, 1))), "fee-paid", {}))
    for name in ("acknowledgement", "chaser", "holding-reply"):
        if rng.random() < 0.3:
            happened.append((day + timedelta(rng.randrange(60)), name, {}))
    happened.sort(key=lambda each: each[0])
    if rng.random() < 0.85:
        end = rng.choice(happened)[0] + timedelta(rng.choice((_around(rng), rng.randrange(150))))
        outcome = {"outcome": rng.choice(OUTCOME.members)}
        later = [each for each in happened if each[0] > end]
        happened = [*happened[: len(happened) - len(later)], (end, "response", outcome), *later]
    events = [Event(name, on, id=str(n), details=d) for n, (on, name, d) in enumerate(happened, 1)]
    made = Case("simple", tuple(events))
    return made, happened[-1][0] + timedelta(rng.choice((0, 1, 7, 30, 100)))


def _around(rng: Random) -> int:
    """Days about the end of the time for complying, where it matters."""
    return rng.choice((0, 3, 10, 24, 26, 27, 28, 29, 30, 31, 35, 50))


def walked(case: Case, as_of: date) -> Walked:
    happened = [(e.on, e.event) for e in case.events if e.details.get("required", True)]
    return walk(happened, as_of)


def assessed(case: Case, as_of: date) -> Walked:
    found = assess(case, as_of)
    (clock,) = [c for c in found.clocks if c.clock == "response"]
    late = [f.working_days_late for f in found.findings if f.rule == "late-response"]
    return Walked(clock.due, late[0] if late else None)


def test_the_walk_agrees() -> None:
    """The last day, and the working days by which the answer or the silence is late."""
    compared, late, without = 0, 0, 0
    for seed in range(CASES):
        case, as_of = simple(Random(seed))
        found = assessed(case, as_of)
        assert found == walked(case, as_of), f"# as of {as_of}\n{generate.as_file(case)}"
        compared += 1
        late += found.late is not None
        without += found.due is None
    assert compared == CASES
    assert late > 0.2 * CASES
    assert without > 0.05 * CASES


def test_the_walk_is_no_copy() -> None:
    """It can disagree: with the answer a day later, or a day counted that does not."""
    case = Case.from_dict(
        {
            "case": "founding",
            "events": [
                {"on": "2017-08-03", "event": "request-received"},
                {"on": "2017-09-05", "event": "response", "outcome": "disclosed"},
            ],
        }
    )
    assert walked(case, date(2017, 10, 10)) == Walked(date(2017, 9, 4), 1)
    assert not works(date(2017, 8, 7))
    assert works(date(2006, 11, 30))
    assert last_to_pay(date(2017, 8, 3)) == date(2017, 11, 2)
    assert last_to_pay(date(2017, 11, 30)) == date(2018, 2, 28)
    other = assessed(case, date(2017, 9, 4))
    assert other != walked(case, date(2017, 10, 10))


# Cases that are easily got wrong: (why, what happened, as of, what is due and how late).
EASILY_WRONG = [
    (
        "a question is judged late or not without the days that a fee leaves out, s10(2)",
        "2023-01-07 request-received, 2023-01-10 fees-notice, 2023-01-23 fee-paid,"
        " 2023-02-11 clarification-sought, 2023-03-29 response",
        date(2023, 4, 5),
        Walked(None, None),
    ),
    (
        "three months beginning with 31 August end on 30 November, which has no such day",
        "2005-08-04 request-received, 2005-08-31 fees-notice, 2005-11-30 fee-paid,"
        " 2005-12-06 response",
        date(2005, 12, 7),
        Walked(date(2005, 12, 5), 1),
    ),
    (
        "a fee asked for after the answer ends the time for it",
        "2018-01-12 request-received, 2018-01-15 response, 2018-02-08 fees-notice",
        date(2018, 2, 17),
        Walked(date(2018, 2, 9), None),
    ),
]


def _case(happened: str) -> Case:
    events = [dict(zip(("on", "event"), each.split(), strict=True)) for each in happened.split(",")]
    said = {"response": {"outcome": "refused"}}
    return Case.from_dict(
        {"case": "parted", "events": [{**e, **said.get(e["event"], {})} for e in events]}
    )


@pytest.mark.parametrize(("why", "happened", "as_of", "expected"), EASILY_WRONG)
def test_what_is_easily_got_wrong(why: str, happened: str, as_of: date, expected: Walked) -> None:
    case = _case(happened)
    assert walked(case, as_of) == expected, why
    assert assessed(case, as_of) == expected, why
