"""What is found is the same on each CPython, byte for byte: each is held to digests that are kept."""

from __future__ import annotations

import json

from docs.make.results import results
from tests.files import ROOT


def test_every_result_is_that_of_the_other_cpythons() -> None:
    kept = json.loads((ROOT / "tests" / "results.json").read_text("utf-8"))
    found = json.loads(results())
    assert found.keys() == kept.keys(), "run python -m docs.make"
    others = [name for name in kept if found[name] != kept[name]]
    assert others == [], "where all of these differ the law has changed: run python -m docs.make"
