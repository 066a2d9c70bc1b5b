"""What is claimed of each case holds of the law as it is."""

from __future__ import annotations

import pytest

from foirules import assess
from tests.mutation.claims import Claims, of_borders, policies

BORDERS = list(of_borders())


@pytest.mark.parametrize("claims", BORDERS, ids=[f"{c.source}, {c.as_of}" for c in BORDERS])
def test_the_law_is_as_its_borders_say(claims: Claims) -> None:
    assert claims.unmet(assess(claims.case, claims.as_of, policies=policies())) == []
