"""The scalar back end, columns and durable-rules say the same of any case."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from random import Random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("numpy")

from foirules import Case, CaseError, assess
from foirules.assessing import many_cases as batch
from foirules.assessing.many_cases import assess_block
from foirules.assessing.one_case import law_for
from foirules.cases.case_file import read_case
from foirules.cases.examples import example
from foirules.engine.durable import matcher as durable
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies
from tests import files, generate
from tests.engine.agreement import Found, by_scalar, disagreement, said
from tests.files import DFE, ROOT, examples

LAWS = list(load_law().values())
OF_EACH = examples(2_500, 100_000) // len(LAWS)  # cases of a law
AT_ONCE = 2_500  # of these in one block
TOGETHER = 10  # cases of an example, in one block
EXAMPLES = -(-examples(200, 1_000) // (len(LAWS) * TOGETHER))  # of a law
MATCHED = durable.available()
of_each_law = pytest.mark.parametrize("regime", LAWS, ids=[regime.id for regime in LAWS])


@pytest.mark.parametrize("first", range(0, OF_EACH, AT_ONCE))
@of_each_law
def test_all_back_ends_agree(regime: Regime, first: int) -> None:
    """100,000 cases at full length, shared among the laws, of every kind, the whole of each
    assessment.

    A case that scalar refuses, a day being outside the calendar, is refused by columns in the same
    words; durable-rules is held to what it works out, the rules' statuses and values.
    """
    seeds = range(first, min(first + AT_ONCE, OF_EACH))
    cases, days = zip(*(generate.anything(Random(seed), regime) for seed in seeds), strict=True)
    found = disagreement(cases, days, matched=MATCHED)
    assert found is None, found


@pytest.mark.one_cpython
@settings(max_examples=EXAMPLES)
@given(st.randoms(use_true_random=False))
@pytest.mark.parametrize("id", load_law())
def test_all_agree_on_the_whole_way(id: str, rng: Random) -> None:
    """As a user asks them, and with the derivations; hypothesis itself shrinks what fails."""
    made = [generate.anything(rng, load_law()[id]) for _ in range(TOGETHER)]
    cases, days = zip(*made, strict=True)
    together = assess_block(cases, days, explain=True)
    for (case, day), columns in zip(made, together, strict=True):
        alike(case, day, columns)


def whole_way(case: Case, day: date) -> Found:
    (columns,) = assess_block([case], [day], explain=True)
    return alike(case, day, columns)


def alike(case: Case, day: date, columns: Found) -> Found:
    """What the scalar back end says of a case; columns, and durable-rules, say the same."""
    plain = by_scalar(case, day, explain=True)
    assert said(columns) == said(plain), generate.as_file(case)
    if isinstance(plain, CaseError) or isinstance(columns, CaseError):
        return plain
    assert columns.derivations() == plain.derivations(), generate.as_file(case)
    if MATCHED:
        matched = assess(case, day, engine="durable", explain=True)
        assert said(matched) == said(plain), generate.as_file(case)
        assert matched.derivations() == plain.derivations(), generate.as_file(case)
    return plain


def test_a_derivation_comes_back_to_the_request_it_began_with() -> None:
    """What was shown once of the request is not shown again, whichever row stands for it."""
    asked = {"on": "2017-08-04", "event": "clarification-sought", "required": True}
    applied = {"on": "2017-09-05", "event": "time-application"}
    whole_way(files.case(asked, applied), files.day("2017-09-05"))


@pytest.mark.parametrize("seed", range(3))
def test_all_agree_where_the_days_are_too_many_to_judge_each(seed: int) -> None:
    rng = Random(seed)
    case = generate.realistic(rng)
    receipt, *others = case.events
    later = receipt.on + timedelta(60)
    letters = 3 * [event for event in others if event.event in generate.LETTERS]
    events = [attrs.evolve(event, on=receipt.on, until=later) for event in letters]
    found = whole_way(attrs.evolve(case, events=(receipt, *events)), later)
    assert not isinstance(found, CaseError)
    assert found.notes


@of_each_law
def test_all_agree_on_the_examples_of_every_rule(regime: Regime) -> None:
    """Also of the few rules that cases at random hardly ever reach."""
    rules = [rule for chapter in regime.chapters for rule in chapter.rules]
    told = [lines for rule in rules for lines in (rule.breaks, rule.keeps)]
    cases, days = zip(*(example(lines, regime=regime) for lines in told), strict=True)
    found = disagreement(cases, days, matched=MATCHED)
    assert found is None, found


@pytest.mark.skipif(not MATCHED, reason="durable-rules is not installed")
def test_the_matcher_starts_no_thread() -> None:
    """One that polls its rulesets takes the matches of a fact just asserted for itself."""
    program = (
        "import sys, threading; from datetime import date; from foirules import assess, load_case;"
        "assess(load_case(sys.argv[1]), date(2017, 10, 10), engine='durable');"
        "print(threading.active_count())"
    )
    command = [sys.executable, "-c", program, str(ROOT / "cases" / f"{DFE}.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


@pytest.mark.one_cpython
@of_each_law
def test_no_ordinary_case_is_left_to_the_scalar_back_end(
    regime: Regime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case whose days are well within the calendar is not refused for a day that is none."""
    rngs = [Random(seed) for seed in range(500)]
    cases = [generate.case(rng, ranges=False, regime=regime) for rng in rngs]
    cases += [generate.realistic(rng, regime) for rng in rngs]
    days = [generate.as_of(rng, case) for rng, case in zip(2 * rngs, cases, strict=True)]
    monkeypatch.setattr(batch, "_one", None)
    assert len(assess_block(cases, days)) == len(cases)


@pytest.mark.one_cpython
@of_each_law
def test_the_cases_generated_reach_what_can_differ(regime: Regime) -> None:
    """Refused and not, established and possible, and nearly every rule, clock and action."""
    law = law_for(load_policies()[regime.id])
    found = [by_scalar(*generate.anything(Random(seed), regime)) for seed in range(1_500)]
    done = [each for each in found if not isinstance(each, CaseError)]
    assert 20 < len(found) - len(done) < 300
    assert {f.certainty for each in done for f in each.findings} == {"established", "possible"}
    for reached, declared in (
        ({f.rule for each in done for f in each.findings}, law.rules),
        ({c.clock for each in done for c in each.clocks}, law.clocks),
        ({a.action for each in done for a in each.actions}, law.actions),
    ):
        assert len(reached) > 0.85 * len(declared)


@pytest.mark.one_cpython
@of_each_law
def test_a_generated_case_can_be_kept_as_a_file(regime: Regime) -> None:
    for seed in range(80):
        rng = Random(seed)
        for case in (generate.case(rng, regime=regime), generate.realistic(rng, regime)):
            again = read_case(generate.as_file(case), "generated.yaml")
            as_of = generate.as_of(rng, case)
            assert assess(again, as_of) == assess(case, as_of)
