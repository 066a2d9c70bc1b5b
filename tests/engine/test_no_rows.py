"""What columns are compiled to where some subjects have no rows: the same is said of the cases."""

from __future__ import annotations

from random import Random
from typing import Final

import pytest
from attrs import evolve

np = pytest.importorskip("numpy")

from foirules import Case, load_law  # noqa: E402
from foirules.assessing.many_cases import functions_of  # noqa: E402
from foirules.assessing.one_case import Prepared, prepare  # noqa: E402
from foirules.engine.columns.block import Block, block  # noqa: E402
from foirules.engine.columns.compiler import MADE, BlockOutputs, Columns  # noqa: E402
from foirules.engine.columns.log import log_of  # noqa: E402
from tests import generate  # noqa: E402

LAW: Final = load_law()
LISTS: Final = ("findings", "duties", "clocks", "actions")


@pytest.mark.one_cpython
@pytest.mark.parametrize("regime", LAW)
@pytest.mark.parametrize("partly", [False, True])
def test_a_block_of_one_case_is_judged_as_by_the_whole_law(regime: str, partly: bool) -> None:
    rng, fewer = Random(3), 0
    whole: dict[Prepared, Columns] = {}
    for _ in range(12):
        case = _case(rng, regime, partly)
        prepared, day = prepare(case), generate.as_of(rng, case).toordinal()
        law = prepared.known.law
        all_of_it = whole.setdefault(prepared, Columns(law))
        all_of_it.whole()
        few = Columns(law)
        mine = few.judge(_block(prepared, [case], day))
        theirs = all_of_it.judge(_block(prepared, [case], day))
        if not theirs.outside.any():
            assert _said(mine) == _said(theirs), generate.as_file(case)
        assert few._first is not None
        fewer += len(few._first.writer.steps) < 0.9 * len(all_of_it.whole().writer.steps)
    assert fewer > 6


def test_a_block_with_rows_of_more_subjects_is_judged_by_the_whole_law() -> None:
    rng = Random(5)
    cases = [_case(rng, "foia", False) for _ in range(30)]
    prepared, day = prepare(cases[0]), generate.as_of(rng, cases[0]).toordinal()
    begun = [evolve(each, events=each.events[:1]) for each in cases]
    columns = Columns(prepared.known.law)
    columns.judge(_block(prepared, begun, day))
    assert columns._whole is None
    columns.judge(_block(prepared, begun[:2], day))
    assert columns._whole is None
    of_more = columns.judge(_block(prepared, cases, day))
    assert columns._whole is not None
    alone = Columns(prepared.known.law)
    alone.whole()
    assert _said(of_more) == _said(alone.judge(_block(prepared, cases, day)))


def test_only_what_is_wanted_is_written() -> None:
    law = prepare(Case("", ())).known.law
    clocks, everything = Columns(law).whole(), Columns(law).whole()
    clocks.program(("clocks",))
    everything.program(MADE)
    assert len(clocks.writer.steps) < len(everything.writer.steps) / 2
    clocks.program(MADE)
    needed = {number for number, *_ in clocks.program(("clocks",)).steps}
    assert len(needed) < len(clocks.writer.steps) / 2


def _case(rng: Random, regime: str, partly: bool) -> Case:
    made = generate.case(rng, regime=LAW[regime])
    return evolve(
        made,
        authority=evolve(made.authority, policy=None),
        also=(),
        recorded=("request-received", "response") if partly else None,
    )


def _block(prepared: Prepared, cases: list[Case], day: int) -> Block:
    schema = prepared.known.law.schema
    return block(log_of(cases, schema), schema, np.int32(day), functions_of(prepared))


def _said(outputs: BlockOutputs) -> dict[str, object]:
    hits = {
        name: [
            (
                each.subject,
                each.rows.tolist(),
                each.state.tolist(),
                [v.tolist() for v in each.values],
            )
            for each in getattr(outputs, name)
        ]
        for name in LISTS
    }
    return {**hits, "stage": outputs.stage.tolist()}
