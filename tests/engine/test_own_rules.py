"""A fact, rules, a clock and an action added beside the Act's, run by all back ends as they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest
from attrs import evolve

from tests.foia import CHAPTERS

pytest.importorskip("numpy")

from foirules import Assessment, Case, OwnRules, assess, load_law
from foirules.assessing.many_cases import assess_block
from foirules.engine.durable import matcher as durable
from foirules.language.declarations import Chapter
from foirules.language.law import Law
from foirules.language.law_reader import read_law
from foirules.language.regime import Regime
from foirules.language.types import BOOL, INT
from tests import generate
from tests.engine.agreement import disagreement, forget, said
from tests.files import day, examples


def office() -> Chapter:
    """What an office asks of itself: an answer in ten working days, a chaser answered at all."""
    chapter = Chapter("our own standard")
    chapter.fact(
        "part",
        "days_taken",
        INT,
        "working_days_between(clock_start, answered_on)",
        meaning="Working days from the day that time ran from to the answer.",
    )
    chapter.fact(
        "part",
        "chased_after_time",
        BOOL,
        "any(e.event == 'chaser' and e.on > response_due and (answered_on is absent"
        " or e.on < answered_on) for e in events)",
        meaning="The requester had to ask after the request when time was up.",
    )
    chapter.promise(
        "slower-than-promised",
        "part",
        applies="days_taken is present",
        when="days_taken > 10",
        due="add_working_days(clock_start, 10)",
        ended="answered_on",
        cites="our standard of service",
        message="answered after {days_taken} working days",
        meaning="The office promises an answer in ten working days.",
    )
    chapter.note(
        "chased-in-vain",
        "part",
        applies="True",
        when="chased_after_time",
        begins="response_due + 1",
        cites="our standard of service",
        message="the requester asked again",
        meaning="A chaser after the last day is a complaint in all but name.",
    )
    chapter.clock(
        "own-standard",
        "part",
        when="clock_start is present",
        started="clock_start",
        due="add_working_days(clock_start, 10)",
        stopped="answered_on",
        kind="promise",
        cites="our standard of service",
    )
    chapter.action(
        "answer-chaser",
        "authority",
        "part",
        when="chased_after_time and answered_on is absent",
        available_from="response_due + 1",
        cites="our standard of service",
        message="answer the chaser",
    )
    return chapter


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The Act's law with the office's own, as the law that cases are assessed by."""

    def with_our_own(
        regime: Regime,
        periods: frozenset[str],
        dates_unknown: bool = False,
        own: Any = (),
        partly: bool = False,
    ) -> Law:
        schema = regime.schema.with_unknown(["on"]) if dates_unknown else regime.schema
        return read_law(schema, (*CHAPTERS, office()), periods, partly)

    monkeypatch.setattr(Regime, "law", with_our_own)
    forget()
    yield
    monkeypatch.undo()
    forget()


ENGINES = ("scalar", "columns", *(["durable"] if durable.available() else []))


def _assessed(case: Case, as_of: date, engine: str) -> Assessment:
    if engine != "columns":
        return assess(case, as_of, engine=engine)
    (found,) = assess_block([case], [as_of])
    assert isinstance(found, Assessment)
    return found


SLOW = Case.from_dict(
    {
        "case": "slow",
        "events": [
            {"on": "2017-08-03", "event": "request-received"},
            {"on": "2017-09-06", "event": "chaser"},
            {"on": "2017-09-08", "event": "response", "outcome": "disclosed"},
        ],
    }
)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.usefixtures("added")
def test_what_is_added_is_found(engine: str) -> None:
    found = _assessed(SLOW, day("2017-10-10"), engine)
    (slow,) = [f for f in found.findings if f.rule == "slower-than-promised"]
    assert (slow.kind, slow.certainty) == ("promise", "established")
    assert (slow.due, slow.date) == (day("2017-08-18"), day("2017-08-19"))
    assert slow.working_days_late == 14
    assert slow.message == "answered after 24 working days"
    assert "chased-in-vain" in {f.rule for f in found.findings}
    (clock,) = [c for c in found.clocks if c.clock == "own-standard"]
    assert (clock.kind, clock.due, clock.status) == ("promise", slow.due, "missed")
    waiting = _assessed(SLOW, day("2017-09-07"), engine)
    assert "answer-chaser" in {a.action for a in waiting.actions}
    quick = _assessed(SLOW, day("2017-08-10"), engine)
    assert "slower-than-promised" not in {f.rule for f in quick.findings}


@pytest.mark.usefixtures("added")
def test_all_back_ends_agree_on_what_is_added() -> None:
    cases, days = zip(*(generate.anything(Random(seed)) for seed in range(400)), strict=True)
    found = disagreement(cases, days, matched="durable" in ENGINES)
    assert found is None, found
    rules = {f.rule for a in assess_block(cases, days) if isinstance(a, Assessment)
             for f in a.findings}  # fmt: skip
    assert {"slower-than-promised", "chased-in-vain"} <= rules


def restated(regime: Regime) -> tuple[OwnRules, set[str]]:
    """The rules of a law again, each as a note of one's own; and those for cases of every year."""
    laws = [rule for chapter in regime.chapters for rule in chapter.rules]
    notes = [
        evolve(rule, id=f"own-{rule.id}", kind="note", may_answer=(), since=None, until=None)
        for rule in laws
    ]
    own = OwnRules(((regime.id, Chapter("the law as our own", rules=notes)),))
    return own, {rule.id for rule in laws if not rule.since and not rule.until}


@pytest.mark.one_cpython
@pytest.mark.parametrize("id", load_law())
def test_all_back_ends_agree_where_each_rule_is_also_ones_own(id: str) -> None:
    own, every_year = restated(load_law()[id])
    seeds = range(examples(60, 300))
    cases, days = zip(*(generate.anything(Random(n), load_law()[id]) for n in seeds), strict=True)
    found = disagreement(cases, days, matched="durable" in ENGINES, rules=own)
    assert found is None, found
    for judged in assess_block(cases, days, rules=own):
        if isinstance(judged, Assessment):
            broken = {f.rule for f in judged.findings}
            assert {rule for rule in every_year if f"own-{rule}" in broken} == broken & every_year


PLAIN = said(assess(SLOW, day("2017-10-10")))
NAMED = {"findings": "rule", "met": "rule", "undecided": "rule", "clocks": "clock",
         "actions": "action"}  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.usefixtures("added")
def test_the_acts_own_is_as_before(engine: str) -> None:
    own = {"slower-than-promised", "chased-in-vain", "own-standard", "answer-chaser"}
    found = said(_assessed(SLOW, day("2017-10-10"), engine))
    assert found != PLAIN
    for kind, name in NAMED.items():
        assert [each for each in found[kind] if each[name] not in own] == PLAIN[kind]
