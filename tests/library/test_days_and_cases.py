"""What a program may give for a day and for cases, and where it may call from."""

from __future__ import annotations

import asyncio
import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import Any

import pytest

import foirules
from foirules import (
    Assessment,
    Case,
    CaseError,
    EngineError,
    assess,
    assess_many,
    due,
    load_case,
    load_law,
    load_policies,
    load_rules,
    read_messages,
)
from foirules.assessing.many_cases import BLOCK
from tests.files import ROOT
from tests.library.given import CASE, DAY, FILE

LETTERS = ROOT / "tests" / "letters" / "dfe-2017.txt"


# --- a day ----------------------------------------------------------------------------------------

ASKED: dict[str, tuple[str, Callable[[Any], object]]] = {
    "assess": ("as_of", lambda day: assess(CASE, day)),
    "assess_many": ("as_of", lambda day: assess_many([CASE], day)),  # before any is asked for
    "due": ("received", due),
    "read_messages": ("as_of", lambda day: read_messages(LETTERS, as_of=day)),
    "read_messages, after": ("after", lambda day: read_messages(LETTERS, as_of=DAY, after=day)),
}
NO_DAYS = {
    "text": ("2017-10-10", "found '2017-10-10', of str; expected a datetime.date"),
    "a time": (datetime(2017, 10, 10, 9), "of datetime; expected a datetime.date, as its .date()"),
    "a time of a zone": (datetime(2017, 10, 10, tzinfo=UTC), "as its .date() gives"),
    "a number": (736612, "found 736612, of int; expected a datetime.date"),
    "a class": (date, "of type; expected a datetime.date"),
}


@pytest.mark.parametrize("kind", NO_DAYS)
@pytest.mark.parametrize("function", ASKED)
def test_what_is_no_day_is_refused_at_once(function: str, kind: str) -> None:
    argument, call = ASKED[function]
    value, said = NO_DAYS[kind]
    with pytest.raises(TypeError) as caught:
        call(value)
    assert str(caught.value).startswith(f"{argument}: found ")
    assert said in str(caught.value)


def test_nothing_is_no_day_either() -> None:
    for _, call in list(ASKED.values())[:4]:
        with pytest.raises(TypeError, match="found None"):
            call(None)


def test_a_day_of_a_class_of_its_own_is_a_day() -> None:
    class Day(date):
        pass

    assert assess(CASE, Day(2017, 10, 10)) == assess(CASE, DAY)


def test_a_kind_of_authority_that_is_not_known_is_refused() -> None:
    with pytest.raises(CaseError, match=r"unknown authority type 'scool'; did you mean 'school'"):
        due(DAY, authority_type="scool")


# --- any iterable ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [list, tuple, iter, lambda c: (each for each in c), lambda c: dict(enumerate(c)).values()],
    ids=["a list", "a tuple", "an iterator", "a generator", "values"],
)
def test_cases_come_in_any_iterable(form: Callable[[list[Case]], Iterable[Case]]) -> None:
    cases = [_case(number) for number in range(3)]
    assert _found(form(cases)) == [assess(each, DAY) for each in cases]


def test_dicts_are_cases_and_a_wrong_one_stands_in_its_place() -> None:
    given: list[Any] = [CASE, {"case": "d"}, Case.from_dict(CASE)]
    first, wrong, last = assess_many(given, DAY, return_errors=True)
    assert first == last == assess(CASE, DAY)
    assert isinstance(wrong, CaseError)
    assert wrong.errors == ("the key 'events' is missing",)
    with pytest.raises(CaseError, match="events"):
        list(assess_many(given, DAY))


def test_many_dicts_with_wrong_ones_among_them_by_columns() -> None:
    pytest.importorskip("numpy")
    given: list[Any] = [CASE if n % 7 else {"case": "d"} for n in range(500)]
    found = list(assess_many(given, DAY, return_errors=True))
    assert [isinstance(each, CaseError) for each in found] == [not n % 7 for n in range(500)]


def test_it_reads_no_more_than_a_block_ahead() -> None:
    """Without end as the cases are: what is read beside is bounded."""
    read = 0

    def endless() -> Iterator[Case]:
        nonlocal read
        case = _case(0)
        while True:
            read += 1
            yield case

    found = assess_many(endless(), DAY, engine="scalar", results=("clocks",))
    assert read == 0
    assert len(list(islice(found, 5))) == 5
    assert read == BLOCK


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda: assess_many(7, DAY), TypeError, "not iterable"),  # type: ignore[arg-type]
        (lambda: assess_many([], DAY, engine="x"), EngineError, "unknown engine 'x'"),
        (lambda: assess_many([], DAY, results=["x"]), ValueError, "unknown list 'x'"),
    ],
)
def test_what_is_asked_wrongly_is_refused_at_once(
    call: Callable[[], object], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        call()


def test_a_law_of_ones_own_is_taken(tmp_path: Path) -> None:
    law = load_law([ROOT / "tests" / "regime" / "lending"])
    case = load_case(ROOT / "tests" / "regime" / "files" / "loan-1.yaml", law)
    (found,) = assess_many([case], date(2024, 7, 1), law=law)
    assert found == assess(case, date(2024, 7, 1), law=law)


# --- where it is called from ----------------------------------------------------------------------


def test_tasks_of_asyncio_find_what_one_finds() -> None:
    cases = [_case(number) for number in range(20)]

    async def all_of_them() -> list[Assessment]:
        return await asyncio.gather(*(asyncio.to_thread(assess, each, DAY) for each in cases))

    assert asyncio.run(all_of_them()) == [assess(each, DAY) for each in cases]


def test_threads_that_each_judge_many_find_what_one_finds() -> None:
    cases = [_case(number) for number in range(400)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: _found(cases), range(4)))
    assert all(each == found[0] for each in found)
    assert found[0][:10] == [assess(each, DAY) for each in cases[:10]]


@pytest.mark.parametrize("method", get_all_start_methods())
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_processes_however_started_find_what_one_finds(method: str) -> None:
    """A law that is read here before goes on to a process that is forked."""
    case = load_case(FILE)
    here = assess(case, DAY)
    with ProcessPoolExecutor(2, mp_context=get_context(method)) as pool:
        there = list(pool.map(partial(_assessed_there, case), range(4)))
    assert [each for _, each in there] == [here] * 4
    assert os.getpid() not in {process for process, _ in there}
    assert {str(each.made_by) for _, each in there} == {str(here.made_by)}


def _assessed_there(case: Case, _: int) -> tuple[int, Assessment]:
    return os.getpid(), assess(case, DAY)


def test_what_is_public_is_pickled() -> None:
    law, policies = load_law(), load_policies()
    rules = load_rules([ROOT / "docs" / "own-rules.yaml"])
    draft = read_messages(LETTERS, as_of=DAY)
    case = load_case(FILE)

    def again(value: Any) -> Any:
        return pickle.loads(pickle.dumps(value))

    assert again(law["foia"]) is law["foia"]
    for id, policy in policies.items():
        copy = again(policy)
        assert (copy.id, copy.lineage(), copy.regime) == (id, policy.lineage(), policy.regime)
        assert (copy.periods, copy.sets) == (policy.periods, policy.sets)
    assert assess(case, DAY, policies=again(dict(policies))) == assess(case, DAY)
    assert assess(case, DAY, policies=again(policies)) == assess(case, DAY)
    assert assess(case, DAY, rules=again(rules)) == assess(case, DAY, rules=rules)
    assert again(draft).case() == draft.case()
    assert again(draft).case().digest == draft.case().digest
    assert again(case) == case
    assert again(case).digest == case.digest
    assert again(due(DAY)) == due(DAY)
    assert again(due(DAY)).to_dict() == due(DAY).to_dict()
    for error in (CaseError(["a", "b"]), foirules.PolicyError(["a"]), foirules.LettersError(["a"])):
        assert again(error).errors == error.errors
    with pytest.raises(foirules.OutsideCalendar) as caught:
        law["foia"].calendar.add_working_days(date(2030, 12, 30).toordinal(), 20)
    assert str(again(caught.value)) == str(caught.value)


def _case(number: int) -> Case:
    event = {"on": date(2017, 8, 1 + number % 28), "event": "request-received"}
    return Case.from_dict({"case": f"c{number}", "events": [event]})


def _found(cases: Iterable[Case]) -> list[Assessment]:
    found = list(assess_many(cases, DAY))
    assert all(isinstance(each, Assessment) for each in found)
    return [each for each in found if isinstance(each, Assessment)]
