"""The engines agree on every case that the borders, the examples and the curated cases tell."""

from __future__ import annotations

import pytest

from foirules import assess, assess_many
from foirules.assessing.one_case import law_for
from foirules.engine.durable import matcher as durable
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies
from tests.mutation.claims import all_claims

REGIME = load_law()["eir"]
CLAIMS = all_claims(law_for(load_policies()["eir"]), REGIME)
DAYS = sorted({claims.as_of for claims in CLAIMS})


def test_columns_say_what_is_said_case_by_case() -> None:
    pytest.importorskip("numpy")
    for day in DAYS:
        cases = [claims.case for claims in CLAIMS if claims.as_of == day]
        plain = [assess(case, day) for case in cases]
        assert list(assess_many(cases, day, engine="columns")) == plain


def test_durable_rules_say_the_same() -> None:
    if not durable.available():
        pytest.skip("durable-rules is not installed")
    for claims in CLAIMS[::7]:
        found = assess(claims.case, claims.as_of, engine="durable")
        assert found == assess(claims.case, claims.as_of)
