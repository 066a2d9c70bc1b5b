"""The steps of a law are kept between runs: what is read of them says the same."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from attrs import evolve

np = pytest.importorskip("numpy")

from foirules import Case, load_law  # noqa: E402
from foirules.assessing.many_cases import functions_of  # noqa: E402
from foirules.assessing.one_case import Prepared, prepare  # noqa: E402
from foirules.engine.columns import compiler, conditions  # noqa: E402
from foirules.engine.columns.block import Block, block  # noqa: E402
from foirules.engine.columns.compiler import MADE, BlockOutputs, Columns  # noqa: E402
from foirules.engine.columns.log import log_of  # noqa: E402
from foirules.engine.columns.program import Program, ProgramCodec  # noqa: E402
from foirules.engine.columns.steps import Step  # noqa: E402
from foirules.language import kept  # noqa: E402
from tests import generate  # noqa: E402

LAW: Final = load_law()
LISTS: Final = ("findings", "duties", "undecided", "clocks", "actions")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this process, empty to begin with."""
    tmp_path.chmod(0o700)
    monkeypatch.setattr(kept, "cache_folder", lambda: tmp_path)
    return tmp_path


@pytest.mark.one_cpython
@pytest.mark.parametrize("regime", LAW)
@pytest.mark.parametrize("partly", [False, True])
def test_what_is_kept_of_the_steps_of_a_law_says_the_same(regime: str, partly: bool) -> None:
    rng = Random(3)
    cases = [_case(rng, regime, partly) for _ in range(40)]
    prepared, day = prepare(cases[0]), generate.as_of(rng, cases[0]).toordinal()
    law = prepared.known.law
    written, read = Columns(law), Columns(law)
    codec = ProgramCodec(law.schema.vocabulary.exemptions)
    key = frozenset(MADE), 0
    text = codec.write(written.program(*key))
    read._programs[key] = codec.read(text)
    assert codec.write(read.program(*key)) == text
    told = [_said(each.judge(_block(prepared, cases, day), MADE)) for each in (written, read)]
    assert told[0] == told[1]
    assert any(told[0][name] for name in LISTS)


def test_steps_are_written_once_and_then_read(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    law = prepare(Case("", ())).known.law
    assert law.kept_as is not None
    first = Columns(law).program(MADE)
    assert [path.name.partition(".")[0] for path in _files(cache)] == ["columns-of-law-foia"]
    monkeypatch.setattr(compiler, "facts_read", _refuse)
    again = Columns(law).program(MADE)
    codec = ProgramCodec(law.schema.vocabulary.exemptions)
    assert codec.write(again) == codec.write(first)
    with pytest.raises(AssertionError):  # another key
        Columns(law).program(("clocks",))


def test_a_law_that_was_changed_keeps_nothing_and_reads_nothing(cache: Path) -> None:
    law = prepare(Case("", ())).known.law
    Columns(law).program(MADE)
    files = _files(cache)
    changed = evolve(law, rules=law.rules[:1])
    assert changed.kept_as is None
    assert len(Columns(changed).program(MADE).outputs["findings"]) == 1
    assert _files(cache) == files


@pytest.mark.parametrize("name", ["gone", "operator", "Known", "absent"])
def test_a_kept_program_that_runs_something_else_is_written_again(cache: Path, name: str) -> None:
    law = prepare(Case("", ())).known.law
    steps = len(Columns(law).program(MADE).steps)
    (path,) = _files(cache)
    head, _, body = path.read_bytes().partition(b"\n")
    text = body.decode().replace('"_is_state"', f'"{name}"')
    assert text != body.decode()
    path.write_bytes(kept.packed(json.loads(head)["key"], text))
    assert len(Columns(law).program(MADE).steps) == steps
    assert f'"{name}"' not in path.read_text("utf-8")


@pytest.mark.parametrize("run", [os.getcwd, lambda _: None, partial(conditions.Conditions.test)])
def test_only_functions_of_the_modules_that_write_steps_are_kept(
    run: Callable[..., Any],
) -> None:
    codec = ProgramCodec(LAW["foia"].vocabulary.exemptions)
    step = Step(run, (), "")
    with pytest.raises(TypeError, match="cannot be kept"):
        codec.write(Program([(0, step, ())], {}, None))


def test_only_what_is_wanted_is_written() -> None:
    law = prepare(Case("", ())).known.law
    clocks, everything = Columns(law), Columns(law)
    few, all_of_it = clocks.program(("clocks",)), everything.program(MADE)
    assert len(few.steps) < len(all_of_it.steps) / 2
    clocks.program(MADE)
    assert clocks.program(("clocks",)) is few


def _files(cache: Path) -> list[Path]:
    return sorted(cache.glob("columns-of-*"))


def _refuse(*_: Any) -> Any:
    raise AssertionError("written again")


def _case(rng: Random, regime: str, partly: bool) -> Case:
    made = generate.case(rng, regime=LAW[regime], ranges=False)
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
    hits: dict[str, object] = {
        name: [
            (
                each.subject,
                each.rows.tolist(),
                each.state.tolist(),
                [v.tolist() for v in each.values],
            )
            for each in getattr(outputs, name)
            if len(each.rows)
        ]
        for name in LISTS
    }
    return {**hits, "stage": outputs.stage.tolist(), "outside": outputs.outside.tolist()}
