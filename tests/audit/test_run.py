"""A Parquet log is judged chunk by chunk as its cases are one by one."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import attrs
import pytest

np = pytest.importorskip("numpy")
pl = pytest.importorskip("polars")

from foirules import Case, CaseError, assess  # noqa: E402
from foirules.audit import run  # noqa: E402
from foirules.audit.tables import TABLES  # noqa: E402
from foirules.model import Authority  # noqa: E402
from tests import generate  # noqa: E402
from tests.audit.rows import json, rows_of, said  # noqa: E402

AS_OF = date(2027, 1, 1)


@pytest.fixture
def alone() -> Executor:
    """A worker in this process."""
    return ThreadPoolExecutor(1)


@cache
def cases() -> list[Case]:
    """Cases of two policies and one that is not known, some with ranges, some at the calendar's
    edge."""
    made = []
    for seed in range(150):
        case, _ = generate.anything(Random(seed))
        policy = "nowhere" if seed % 50 == 0 else case.authority.policy
        authority = Authority(case.authority.name, policy, case.authority.type)
        made.append(attrs.evolve(case, case=f"case {seed:03}", authority=authority))
    return made


def errors(case: Case) -> tuple[str, ...]:
    try:
        assess(case, AS_OF)
    except CaseError as error:
        return error.errors
    return ()


def write(path: Path, cases: list[Case]) -> Path:
    rows_of(cases).with_columns(subject=pl.lit("what no rule reads")).write_parquet(path)
    return path


@pytest.mark.parametrize("size", [1, 40])
def test_each_case_of_a_file_is_found_as_it_is_alone(
    tmp_path: Path, alone: Executor, size: int
) -> None:
    log = write(tmp_path / "log.parquet", cases())
    counts = run.audit_file(log, tmp_path / "out", AS_OF, alone, cases=size)
    refused = [line for case in cases() for line in errors(case)]
    assert len(refused) > 3
    assert (counts.cases, sorted(counts.refused)) == (len(cases()) - len(refused), refused)
    for name in TABLES:
        found = pl.read_parquet(tmp_path / "out" / name / "*.parquet")
        assert counts.rows[name] == found.height
        assert sorted(map(repr, json(found))) == sorted(map(repr, said(cases(), name, AS_OF)))


def test_only_the_tables_asked_for_are_made(tmp_path: Path, alone: Executor) -> None:
    log = write(tmp_path / "log.parquet", cases()[:20])
    counts = run.audit_file(log, tmp_path / "out", AS_OF, alone, tables=["clocks"])
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["clocks"]
    assert {name for name, rows in counts.rows.items() if rows} == {"clocks"}


def test_a_case_in_two_places_is_refused(tmp_path: Path, alone: Executor) -> None:
    one, other = cases()[1:3]
    log = write(tmp_path / "log.parquet", [one, other, one])
    with pytest.raises(ValueError, match="do not stand together"):
        run.audit_file(log, tmp_path / "out", AS_OF, alone)


def test_chunks_hold_whole_cases(tmp_path: Path) -> None:
    log = write(tmp_path / "log.parquet", cases())
    chunks, rows = run.chunks(log, 40), rows_of(cases())["case"]
    held = [rows[chunk.first : chunk.first + chunk.rows].n_unique() for chunk in chunks]
    assert held == [40, 40, 40, 30]
    assert sum(chunk.rows for chunk in chunks) == len(rows)
