"""Data of a program's own that is no case: each error by its field, for there is no line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from foirules import Case, CaseError

RECEIPT = {"on": date(2017, 8, 3), "event": "request-received"}


def of(*events: Any, **more: Any) -> dict[str, Any]:
    return {"case": "test", "events": [RECEIPT, *events], **more}


DEEP: list[Any] = []
DEEP.append(DEEP)

TRIALS: dict[str, tuple[Any, list[str]]] = {
    "nothing": (None, ["found nothing; expected a mapping of keys to values"]),
    "a list": ([of()], ["found a list; expected a mapping of keys to values"]),
    "text": ("case: test", ["found 'case: test'; expected a mapping of keys to values"]),
    "an empty dict": ({}, ["the key 'case' is missing", "the key 'events' is missing"]),
    "a list in itself": (
        of(parts=DEEP),
        ["nested too deep: the limit depth is 32; --limit depth=64 sets another"],
    ),
    "an unknown key": (of(event=[]), ["event: unknown key 'event'; did you mean 'events'?"]),
    "a key that is no text": (
        of() | {5: 1},
        [
            "5: unknown key '5'; expected case, regime, authority, parts, recorded, without-fields, events, accept, expect, source or notes"
        ],
    ),
    "a number for a name": (of() | {"case": 40081}, ["case: found 40081; expected text"]),
    "bytes for a name": (of() | {"case": b"test"}, ["case: found b'test'; expected text"]),
    "a date for a name": (
        of() | {"case": date(2017, 8, 3)},
        ["case: found 2017-08-03; expected text"],
    ),
    "a type for events": (
        {"case": "test", "events": list},
        ["events: found <class 'list'>; expected a list"],
    ),
    "an event that is a tuple": (
        of(("chaser", "2017-08-04")),
        ["events[2]: found a list; expected a mapping of keys to values"],
    ),
    "an impossible day": (
        of({"on": "2017-02-30", "event": "chaser"}),
        ["events[2].on: there is no day 2017-02-30"],
    ),
    "a fraction for a day": (
        of({"on": 42.5, "event": "chaser"}),
        ["events[2].on: found 42.5; expected a date, YYYY-MM-DD"],
    ),
    "a date too early": (
        of({"on": date(1999, 1, 1), "event": "chaser"}),
        ["events[2].on: 1999-01-01 lies outside the years covered, 2005-01-01 to 2030-12-31"],
    ),
    "a time before the beginning of time": (
        of({"on": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=9))), "event": "chaser"}),
        ["events[2].on: found 0001-01-01T00:00:00+09:00; expected a date, YYYY-MM-DD"],
    ),
    "a range with its ends exchanged": (
        of({"on": {"from": date(2017, 9, 2), "to": date(2017, 9, 1)}, "event": "chaser"}),
        ["events[2].on: the range begins on 2017-09-02, after its end on 2017-09-01"],
    ),
    "events in the wrong order": (
        of({"on": date(2017, 8, 1), "event": "chaser"}),
        [
            "events[2].on: chaser on 2017-08-01 stands after request-received on 2017-08-03; events stand in order of date"
        ],
    ),
    "a misspelt event": (
        of({"on": date(2017, 8, 4), "event": "chasr"}),
        ["events[2].event: unknown event 'chasr'; did you mean 'chaser'?"],
    ),
    "a misspelt field and a wrong value": (
        of({"on": date(2017, 8, 4), "event": "response", "exemption": ["s22"], "outcome": 1}),
        [
            "events[2].exemption: unknown key 'exemption'; did you mean 'exemptions'?",
            "events[2].outcome: found 1; expected the name of an outcome",
        ],
    ),
    "exemptions that are text": (
        of({"on": date(2017, 8, 4), "event": "response", "exemptions": "s22"}),
        ["events[2].exemptions: found 's22'; expected a list"],
    ),
    "an unknown part": (
        of({"on": date(2017, 8, 4), "event": "response", "outcomes": {"c": {}}}, parts=["a", "b"]),
        ["events[2].outcomes.c: unknown part 'c'; expected a or b"],
    ),
}


def told(data: Any) -> list[str]:
    """The lines for what is wrong with a dict that should be a case."""
    try:
        Case.from_dict(data)
    except CaseError as error:
        return list(error.errors)
    return []


@pytest.mark.parametrize(("data", "lines"), TRIALS.values(), ids=TRIALS)
def test_wrong_data_is_named_by_its_field(data: Any, lines: list[str]) -> None:
    assert told(data) == lines


@pytest.mark.parametrize(
    "on",
    [
        "2017-08-03",
        date(2017, 8, 3),
        datetime(2017, 8, 3, 23, 30),
        datetime(2017, 8, 2, 23, 30, tzinfo=UTC),
        "2017-08-02T23:30:00Z",
        {"from": "2017-08-03", "to": date(2017, 8, 3)},
    ],
)
def test_a_day_may_be_given_in_any_of_these_ways(on: Any) -> None:
    case = Case.from_dict({"case": "test", "events": [{"on": on, "event": "request-received"}]})
    assert (case.events[0].on, case.events[0].until) == (date(2017, 8, 3), None)


def test_what_pyyaml_makes_of_a_bare_on_is_understood() -> None:
    """YAML 1.1 reads the key as a truth value."""
    event = {True: date(2017, 8, 3), "event": "request-received"}
    assert Case.from_dict({"case": "test", "events": [event]}).events[0].on == date(2017, 8, 3)
