"""The engines agree on every case that the borders, the examples and the curated cases tell."""

from __future__ import annotations

from functools import cache

import pytest

from foirules import assess
from foirules.assessing.many_cases import assess_block
from foirules.assessing.one_case import law_for
from foirules.engine.durable import matcher as durable
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from tests.files import FULL
from tests.mutation.claims import Claims, all_claims, policies

pytestmark = pytest.mark.one_cpython

LAWS = list(load_law().values())
of_each_law = pytest.mark.parametrize("regime", LAWS, ids=[regime.id for regime in LAWS])


@cache
def claimed(regime: Regime) -> list[Claims]:
    return all_claims(law_for(policies()[regime.id]), regime)


@of_each_law
def test_columns_say_what_is_said_case_by_case(regime: Regime) -> None:
    pytest.importorskip("numpy")
    cases = [claims.case for claims in claimed(regime)]
    days = [claims.as_of for claims in claimed(regime)]
    plain = [assess(*each, policies=policies()) for each in zip(cases, days, strict=True)]
    assert assess_block(cases, days, policies()) == plain


@of_each_law
def test_durable_rules_say_the_same(regime: Regime) -> None:
    if not durable.available():
        pytest.skip("durable-rules is not installed")
    for claims in claimed(regime)[:: 7 if FULL else 25]:
        case, day = claims.case, claims.as_of
        found = assess(case, day, engine="durable", policies=policies())
        assert found == assess(case, day, policies=policies())
