"""What a process holds that judges cases of every law, with rules of its own and without, of
sources that record this and that: after some time, no more."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

pytest.importorskip("numpy")

from foirules import Assessment, Case, CaseError, OwnRules, assess, load_rules
from foirules.assessing import many_cases
from foirules.assessing.many_cases import assess_block
from foirules.assessing.one_case import Prepared, prepare
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies
from tests import generate
from tests.files import ROOT, case, day

CASES = 6  # of each law
FEW = 10  # objects that come and go by themselves
OWN = (ROOT / "docs/own-rules.yaml").read_text(encoding="utf-8")


@pytest.mark.one_cpython
def test_no_more_is_held_after_three_rounds_than_after_two(tmp_path: Path) -> None:
    """Given the same days and letters under new names, with rules read anew each time."""
    held = []
    for number in range(3):
        for _ in _judged(tmp_path, number):
            pass
        gc.collect()
        held.append(len(gc.get_objects()))
    assert held[2] <= held[1] + FEW, held


@pytest.mark.one_cpython
def test_what_is_held_of_each_case_is_noticed(tmp_path: Path) -> None:
    held: list[int] = []
    kept: list[object] = []
    for number in range(2):
        kept += _judged(tmp_path, number)
        gc.collect()
        held.append(len(gc.get_objects()))
    assert held[1] > held[0] + len(load_law()) * CASES


def _judged(folder: Path, number: int) -> Iterator[object]:
    """Assessments of a round: one by one, with and without rules of one's own, and together."""
    for id, regime in load_law().items():
        made = [generate.anything(Random(seed), regime) for seed in range(CASES)]
        cases = [
            attrs.evolve(
                generate.partly_recorded(Random(seed), each) if seed % 2 else each,
                case=f"{id} {number} {seed}",
            )
            for seed, (each, _) in enumerate(made)
        ]
        days = [each for _, each in made]
        for rules in (None, _own(folder, id)):
            for one, as_of in zip(cases, days, strict=True):
                with suppress(CaseError):
                    yield assess(one, as_of, rules=rules, explain=True)
        yield from assess_block(cases, days)


def _own(folder: Path, id: str) -> OwnRules:
    path = folder / f"{id}.yaml"
    path.write_text(f"regime: {id}\n{OWN}", encoding="utf-8")
    return load_rules([path])


def test_the_law_of_a_policy_is_prepared_once_for_cases_in_any_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There may be more policies than laws that are kept."""
    shipped = load_policies()["foia"]
    names = [f"policy {number}" for number in range(3)]
    policies = {name: attrs.evolve(shipped, id=name) for name in names}
    answered = case({"on": "2017-09-05", "event": "response", "outcome": "disclosed"})
    cases = [
        attrs.evolve(answered, authority=attrs.evolve(answered.authority, policy=name))
        for name in 4 * names
    ]
    prepared = []

    def counted(of: Case, *more: Any) -> Prepared:
        prepared.append(of.authority.policy)
        return prepare(of, *more)

    monkeypatch.setattr(many_cases, "prepare", counted)
    found = assess_block(cases, [day("2017-10-10")] * len(cases), policies)
    used = [each.policy[0][0] for each in found if isinstance(each, Assessment)]
    assert used == 4 * names
    assert prepared == names
