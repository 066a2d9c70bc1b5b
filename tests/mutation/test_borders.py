"""What is claimed of each case holds of the law as it is."""

from __future__ import annotations

import pytest
import yaml

from foirules import assess
from tests.mutation.bench import output_name
from tests.mutation.claims import BORDERS, Claims, of_borders, policies, read
from tests.mutation.declarations import Output, of_the_act

CLAIMS = list(of_borders())


@pytest.mark.parametrize("claims", CLAIMS, ids=[f"{c.source}, {c.as_of}" for c in CLAIMS])
def test_the_law_is_as_its_borders_say(claims: Claims) -> None:
    assert claims.unmet(assess(claims.case, claims.as_of, policies=policies())) == []


def test_what_does_not_hold_is_told() -> None:
    (claims,) = read(
        "file", "[{events: [2017-08-03 request-received], 2017-08-04: {stage: decided}}]"
    )
    assert claims.unmet(assess(claims.case, claims.as_of)) == ["file 1, 2017-08-04: stage"]


def test_each_is_about_something_there_is() -> None:
    """Of a misspelt name nothing would be found, as if that were expected."""
    law = of_the_act().law
    outputs: list[Output] = [*law.rules, *law.clocks, *law.actions]
    names = {output_name(each) for each in outputs}
    assert {claim.name for claims in CLAIMS for claim in claims.claims} <= {*names, "stage"}


def test_each_has_a_reason() -> None:
    for path in BORDERS.glob("*.yaml"):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            assert len(entry["why"]) > 5, entry["events"]
