"""What the benchmarks of audits time is run, on a few cases."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

pl = pytest.importorskip("polars")

from benchmarks.columns import audited, each_chunk, judged, make, warm  # noqa: E402
from foirules.audit.judging.tables import CASES, DUE, TABLES  # noqa: E402

pytestmark = pytest.mark.one_cpython


def test_a_log_is_judged_and_audited_by_warm_workers(tmp_path: Path) -> None:
    log, out = tmp_path / "log.parquet", tmp_path / "out"
    make(log, 60)
    with warm() as pool:
        run = partial(each_chunk, log=log, out=out, pool=pool, cases=30)
        assert sum(run(judged)) == 60
        assert sum(done.assessed for done in run(audited)) == 60
    assert all(any((out / name).iterdir()) for name in (*TABLES, CASES, DUE))
