"""One run of the law that serves many scenarios says what a run of each would say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import attrs
import pytest

from foirules import Case, CaseError, assess, load_case
from foirules.assessing.run import Run
from foirules.engine.environment import Environment
from foirules.engine.scalar.scenario import ScalarScenario
from foirules.engine.scenarios import ScenarioDays
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from tests import files, generate
from tests.engine.agreement import Found, by_scalar, said
from tests.files import DFE, FULL, ROOT

LAWS = list(load_law().values())
RANGED = sorted(path.stem for path in (ROOT / "cases").glob("*.yaml") if load_case(path).ranged)


def one_by_one(
    run: Run, chosen: Sequence[ScenarioDays], of: Environment, sample: bool, first: int
) -> list[ScalarScenario]:
    return [run.one(each, of, sample, place) for place, each in enumerate(chosen, start=first)]


def by_each_scenario(case: Case, as_of: date, monkeypatch: pytest.MonkeyPatch) -> Found:
    with monkeypatch.context() as patched:
        patched.setattr(Run, "every", one_by_one)
        return by_scalar(case, as_of, explain=True)


def assert_alike(case: Case, as_of: date, monkeypatch: pytest.MonkeyPatch) -> None:
    together = by_scalar(case, as_of, explain=True)
    each = by_each_scenario(case, as_of, monkeypatch)
    assert said(together) == said(each), generate.as_file(case)
    if not isinstance(together, CaseError) and not isinstance(each, CaseError):
        assert together.derivations() == each.derivations(), generate.as_file(case)


@pytest.mark.one_cpython
@pytest.mark.parametrize("name", RANGED)
def test_the_curated_cases(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a real case, when it is judged on several days, then nothing in it differs."""
    case = load_case(ROOT / "cases" / f"{name}.yaml")
    days = sorted({day for event in case.events for day in (event.on, event.until or event.on)})
    after = days[-1] + timedelta(30)
    for as_of in (after, days[len(days) // 2], days[-1] - timedelta(1))[: 3 if FULL else 1]:
        assert_alike(case, as_of, monkeypatch)


@pytest.mark.one_cpython
@pytest.mark.parametrize("ranges", range(1, 7))
def test_ordinary_cases(ranges: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given days known within a week, of one event to six, each way is tried by brute force."""
    rng = Random(ranges)
    for _ in range(120 if FULL else 15):
        case = generate.ranged(rng, ranges)
        assert_alike(case, generate.as_of(rng, case), monkeypatch)


@pytest.mark.one_cpython
@pytest.mark.parametrize("regime", LAWS, ids=[regime.id for regime in LAWS])
def test_cases_in_which_anything_happens(regime: Regime, monkeypatch: pytest.MonkeyPatch) -> None:
    made = (generate.anything(Random(seed), regime) for seed in range(3_000 if FULL else 400))
    ranged = [(case, as_of) for case, as_of in made if case.ranged]
    assert len(ranged) > 25
    for case, as_of in ranged:
        assert_alike(case, as_of, monkeypatch)


def test_a_day_outside_the_calendar_is_told_though_only_some_days_reach_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given a receipt near the calendar's end, twenty working days from some days lie beyond it."""
    received = {"on": {"from": "2030-11-01", "to": "2030-12-20"}, "event": "request-received"}
    case = Case.from_dict({"case": "late", "events": [received]})
    refused = by_scalar(case, date(2030, 12, 31))
    assert isinstance(refused, CaseError)
    assert said(refused) == said(by_each_scenario(case, date(2030, 12, 31), monkeypatch))


def test_a_case_whose_days_cross_no_border_is_run_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given an answer of 4 to 8 September, the twentieth working day being the 4th, the law is run
    once for the 4th and once for all later days."""
    runs = []
    judged = Run._judged

    def counted(run: Run, *args: object) -> object:
        runs.append(args)
        return judged(run, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Run, "_judged", counted)
    for first, last, times in ((1, 4, 1), (5, 8, 1), (1, 8, 2)):
        days = {"from": f"2017-09-{first:02}", "to": f"2017-09-{last:02}"}
        case = files.case({"on": days, "event": "response", "outcome": "disclosed"})
        runs.clear()
        assess(case, date(2017, 10, 10), results=())
        assert len(runs) == times, (first, last)


def test_the_founding_case_is_run_for_each_border_and_not_for_each_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = load_case(ROOT / "cases" / f"{DFE}.yaml")
    found: list[int] = []
    every = Run.every

    def counted(run: Run, chosen: Sequence[ScenarioDays], *args: object) -> object:
        served = every(run, chosen, *args)  # type: ignore[arg-type]
        found.extend((len(chosen), len(served)))
        return served

    monkeypatch.setattr(Run, "every", counted)
    assess(case, date(2017, 10, 10), results=())
    assert found[:2] == [231, 10]


def test_forty_overlapping_ranges_of_a_year_are_judged_soundly() -> None:
    """Given days that may be combined in more ways than can be tried, what is established is
    established of a case with any of these days."""
    kinds = (
        {"event": "chaser"},
        {"event": "holding-reply"},
        {"event": "response", "outcome": "refused", "exemptions": ["s22"]},
        {"event": "acknowledgement"},
    )
    year = {"from": "2017-08-03", "to": "2018-08-03"}
    wide = files.case(*({"on": year, **kinds[number % 4]} for number in range(40)))
    as_of = date(2018, 12, 1)
    whole = assess(wide, as_of)
    assert whole.notes
    established = {f.rule for f in whole.findings if f.certainty == "established"}
    receipt, *letters = wide.events
    rng = Random(0)
    for _ in range(20):
        days = sorted(receipt.on + timedelta(rng.randrange(366)) for _ in letters)
        known = (attrs.evolve(e, on=d, until=None) for e, d in zip(letters, days, strict=True))
        found = assess(attrs.evolve(wide, events=(receipt, *known)), as_of)
        assert established <= {f.rule for f in found.findings if f.certainty == "established"}
