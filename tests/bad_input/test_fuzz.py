"""Inputs of every kind, mangled: `python -m tests.fuzz` tries as many as one likes."""

from __future__ import annotations

import pytest

pytest.importorskip("polars")
pytest.importorskip("python_calamine")
pytest.importorskip("starlette")

from tests.files import examples
from tests.fuzz.trials import KINDS, trial

pytestmark = pytest.mark.one_cpython

EACH = examples(15, 33)  # of a kind: a thousand of all, at full length


@pytest.mark.parametrize("kind", KINDS)
def test_each_ends_with_a_line_and_soon(kind: str) -> None:
    tried = [trial(kind, seed) for seed in range(EACH)]
    assert [(each.seed, each.wrong) for each in tried if each.wrong] == []
    assert KINDS[kind].refused in {each.code for each in tried}
