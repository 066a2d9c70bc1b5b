"""Cases that can be read and cannot be assessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from foirules import (
    Authority,
    Case,
    CaseError,
    EngineError,
    Event,
    assess,
    assess_many,
    due,
    load_rules,
)
from foirules.calendars.uk import get_calendar
from foirules.cases.case_file import read_case
from foirules.documents.problems import Problems
from foirules.documents.reader import Reader
from foirules.policy.policies import load_policies
from tests.bad_input.engines import without_durable_rules
from tests.files import among

AS_OF = date(2017, 10, 10)
RECEIPT = Event("request-received", date(2017, 8, 3), id="1")
LATE = Event("request-received", date(2030, 12, 20), id="1")

BACKWARDS = """\
chapter: ours
facts:
  - {of: part, name: elapsed, type: number, is: "working_days_between(clock_start, as_of)"}
  - {of: part, name: earlier, type: date, is: "add_working_days(clock_start, 20 - elapsed)"}
rules:
  - {id: ours, of: part, kind: note, applies: earlier is present, when: as_of > earlier,
     cites: ours, says: it, meaning: It.}
"""


def _counting_backwards(engine: str) -> object:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ours.yaml"
        file.write_text(BACKWARDS, "utf-8")
        rules = load_rules([file])
    return list(assess_many([Case("test", (RECEIPT,))], AS_OF, engine=engine, rules=rules))


def _file(authority: str) -> Case:
    text = f"case: test\nauthority: {authority}\nevents:\n"
    return read_case(text + "  - {on: 2017-08-03, event: request-received}\n", "case.yaml")


def _mixed(policies: str) -> Case:
    text = f"case: test\nauthority: {{policy: {policies}}}\nparts: {{a: The plan, b: {{regime: eir}}}}\n"
    return read_case(text + "events:\n  - {on: 2017-08-03, event: request-received}\n", "case.yaml")


def _dict(policy: str) -> Case:
    events = [{"on": "2017-08-03", "event": "request-received"}]
    return Case.from_dict({"case": "test", "authority": {"policy": policy}, "events": events})


def _with_rules(day: str) -> object:
    """The receipt assessed by a rule that begins on a day."""
    with TemporaryDirectory() as name:
        path = Path(name) / "rules.yaml"
        path.write_text(
            f"chapter: a\nfacts:\n- {{of: request, name: far, type: date, is: {day}, cites: us,"
            " meaning: m}\nrules:\n- {id: r, of: request, kind: note, applies: true,"
            " when: far > as_of, begins: far, cites: us, says: s, meaning: m}\n",
            encoding="utf-8",
        )
        return assess(Case("test", (RECEIPT,)), AS_OF, rules=load_rules([path]))


TRIALS: dict[str, tuple[Callable[[], object], list[str]]] = {
    "a misspelt kind of authority": (
        lambda: due(AS_OF, authority_type="scool"),
        ["unknown authority type 'scool'; did you mean 'school'?"],
    ),
    "a day that rules come to and no calendar has": (
        lambda: _with_rules(f"as_of {'+ 99999' * 35}"),
        ["the rules come to a day outside the years 1 to 9999"],
    ),
    "a misspelt policy of a file": (
        lambda: assess(_file("{name: A, policy: departmnt-for-education}"), AS_OF),
        [
            "case.yaml:2:30: authority.policy: unknown policy 'departmnt-for-education'; did you mean 'department-for-education'?"
        ],
    ),
    "an unknown policy of a file": (
        lambda: assess(_file("{policy: nasa}"), AS_OF),
        [
            f"case.yaml:2:21: authority.policy: unknown policy 'nasa'; expected {among(load_policies())}"
        ],
    ),
    "an unknown policy of a dict": (
        lambda: assess(_dict("fioa"), AS_OF),
        ["authority.policy: unknown policy 'fioa'; did you mean 'foia'?"],
    ),
    "an unknown policy of a case made by hand": (
        lambda: assess(Case("test", (RECEIPT,), authority=Authority(policy="fioa")), AS_OF),
        ["test: unknown policy 'fioa'; did you mean 'foia'?"],
    ),
    "two policies of one law": (
        lambda: assess(_mixed("[foia, department-for-education]"), AS_OF),
        [
            "case.yaml:2:21: authority.policy: the policies 'foia' and 'department-for-education' are both of foia"
        ],
    ),
    "no policies at all": (
        lambda: assess(Case("test", (RECEIPT,)), AS_OF, policies={}),
        ["test: unknown policy 'foia'"],
    ),
    "a last day outside the calendar": (
        lambda: assess(Case("test", (LATE,)), LATE.on),
        [
            "test: working day 20 after 2030-12-20 lies outside the calendar united-kingdom, which covers 2005-01-01 to 2030-12-31"
        ],
    ),
    "a rule of one's own that counts backwards": (
        lambda: _counting_backwards("scalar"),
        ["test: cannot add a negative number of working days: -26"],
    ),
    "the same over columns": (
        lambda: _counting_backwards("columns"),
        ["test: cannot add a negative number of working days: -26"],
    ),
    "a misspelt engine": (
        lambda: assess(Case("test", (RECEIPT,)), AS_OF, engine="durable-rules"),
        ["unknown engine 'durable-rules'; did you mean 'durable'?"],
    ),
    "a misspelt list of results": (
        lambda: assess(Case("test", (RECEIPT,)), AS_OF, results=["finding"]),
        ["results: unknown list 'finding'; did you mean 'findings'?"],
    ),
    "an unknown list of results": (
        lambda: list(assess_many([], AS_OF, results=["reasons"])),
        [
            "results: unknown list 'reasons'; expected findings, met, undecided, clocks, actions or stages"
        ],
    ),
    "an unknown engine": (
        lambda: assess(Case("test", (RECEIPT,)), AS_OF, engine="drools"),
        ["unknown engine 'drools'; expected scalar or durable"],
    ),
}


def told(tried: Callable[[], Any]) -> list[str]:
    """The lines for what keeps a case from being assessed."""
    try:
        tried()
    except CaseError as error:
        return list(error.errors)
    except (EngineError, ValueError) as error:
        return str(error).splitlines()
    return []


@pytest.mark.parametrize(("tried", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_keeps_a_case_from_being_assessed_is_one_line(
    tried: Callable[[], Any], lines: list[str]
) -> None:
    assert told(tried) == lines


def test_where_durable_rules_is_not_installed_it_is_said_how_to_get_it() -> None:
    case = Case("test", (RECEIPT,))
    with without_durable_rules():
        assert told(lambda: assess(case, AS_OF, engine="durable")) == [
            "durable-rules is not installed: pip install 'foirules[durable]' (needs a C compiler and"
            " CPython below 3.13), or use --engine scalar"
        ]
        assert assess(case, AS_OF, engine="scalar").findings


def test_the_days_that_can_be_read_are_those_of_the_calendar() -> None:
    reader, calendar = Reader(Problems(None)), get_calendar("foia")
    assert (reader.first, reader.last) == (calendar.first_date, calendar.last_date)


def test_where_a_policy_is_named_makes_no_difference_to_a_case() -> None:
    assert _file("{policy: foia}") == _dict("foia")
    assert "case.yaml" not in repr(_file("{policy: foia}"))
