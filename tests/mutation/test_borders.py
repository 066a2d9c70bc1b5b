"""What is claimed of each case holds of the law as it is."""

from __future__ import annotations

import pytest
import yaml

from foirules import assess
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from tests.mutation.bench import output_name
from tests.mutation.claims import Claims, borders, of_borders, policies, read
from tests.mutation.declarations import Output, of_law

LAWS = list(load_law().values())
OF_LAW = [(regime, claims) for regime in LAWS for claims in of_borders(regime)]
CLAIMS = [claims for _, claims in OF_LAW]


@pytest.mark.parametrize(
    "claims", CLAIMS, ids=[f"{of.id} {c.source}, {c.as_of}" for of, c in OF_LAW]
)
def test_the_law_is_as_its_borders_say(claims: Claims) -> None:
    assert claims.unmet(assess(claims.case, claims.as_of, policies=policies())) == []


def test_what_does_not_hold_is_told() -> None:
    (claims,) = read(
        "file", "[{events: [2017-08-03 request-received], 2017-08-04: {stage: decided}}]"
    )
    assert claims.unmet(assess(claims.case, claims.as_of)) == ["file 1, 2017-08-04: stage"]


@pytest.mark.parametrize("regime", LAWS, ids=[regime.id for regime in LAWS])
def test_each_is_about_something_there_is(regime: Regime) -> None:
    """Of a misspelt name nothing would be found, as if that were expected."""
    law = of_law(regime).law
    outputs: list[Output] = [*law.rules, *law.clocks, *law.actions]
    names = {output_name(each) for each in outputs}
    found = {claim.name for of, claims in OF_LAW if of is regime for claim in claims.claims}
    assert found <= {*names, "stage"}


def test_each_has_a_reason() -> None:
    for path in (path for regime in LAWS for path in borders(regime)):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            assert len(entry["why"]) > 5, entry["events"]
