"""The scalar back end and durable-rules find the same in any case."""

from __future__ import annotations

from random import Random

import pytest

from foirules import EngineError, assess
from foirules.engine import durable
from foirules.language.nodes import ABSENT
from tests import generate
from tests.files import FULL, data

pytestmark = pytest.mark.skipif(not durable.available(), reason="durable-rules is not installed")

BATCH = 2_500
BATCHES = 40 if FULL else 1


def differing(seed: int) -> str | None:
    """A generated case in which the two differ, as a case file."""
    rng = Random(seed)
    case = generate.case(rng)
    as_of = generate.as_of(rng, case)
    one, other = assess(case, as_of), assess(case, as_of, engine="durable")
    if one == other:
        return None
    return f"# seed {seed}, as of {as_of}\n{generate.as_file(case)}"


@pytest.mark.parametrize("batch", range(BATCHES))
def test_scalar_and_durable_rules_agree(batch: int) -> None:
    """100,000 cases at full length: gaps in the record, ranges, several events a day."""
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        found = differing(seed)
        assert found is None, found


@pytest.mark.parametrize("breaks", ["comparison", "absent"])
def test_a_broken_matcher_is_noticed(breaks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above can fail: one operator, or one sentinel, made wrong."""
    if breaks == "comparison":
        monkeypatch.setitem(durable._OPS, ">", "$gte")
    else:
        monkeypatch.setitem(durable._SENTINELS, ABSENT, 10_000_000)
    durable._matcher.cache_clear()
    try:
        assert any(_differs(seed) for seed in range(300))
    finally:
        durable._matcher.cache_clear()


def _differs(seed: int) -> bool:
    try:
        return differing(seed) is not None
    except EngineError:
        return True


def test_a_generated_case_can_be_kept_as_a_file() -> None:
    from foirules.casefile import read_case

    for seed in range(200):
        case = generate.case(Random(seed))
        again = read_case(generate.as_file(case), "generated.yaml")
        as_of = generate.as_of(Random(seed), case)
        assert assess(again, as_of) == assess(case, as_of)
    assert data()["case"]
