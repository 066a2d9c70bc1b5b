"""Where the time goes on the way from a log to written tables, and which fact takes how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

import numpy as np
import polars as pl
import polars.selectors as cs
from attrs import Factory, define

from foirules import Case
from foirules.assessing.many_cases import columns_of, functions_of
from foirules.assessing.one_case import prepare
from foirules.audit.judging.frame_hits import hits_on_frame
from foirules.audit.judging.rows_to_frame import frame_of_rows
from foirules.audit.judging.tables import TableMaker
from foirules.audit.reading.chunks import CHUNK
from foirules.audit.reading.log_columns import log_columns
from foirules.engine.columns.block import block
from foirules.language.regime_files import load_law
from foirules.rules import DEFAULT

TIMES: Final = 9
SLOWEST: Final = 20


@define
class Shares:
    """The processor's time by name: what passes goes to the name said last."""

    spent: dict[str, float] = Factory(lambda: defaultdict(float))
    _name: str = ""
    _since: float = Factory(process_time)

    def __call__(self, name: str) -> None:
        now = process_time()
        self.spent[self._name] += now - self._since
        self._name, self._since = name, process_time()


def report(log: Path, as_of: date, tables: Sequence[str]) -> None:
    """One chunk of a log, in one process: the whole way step by step, and the law fact by fact."""
    rows = pl.scan_parquet(log)
    names = rows.select(pl.col("case").unique(maintain_order=True).head(CHUNK)).collect()["case"]
    with TemporaryDirectory() as kept:
        piece = Path(kept) / "piece.parquet"
        rows.filter(pl.col("case") <= names[-1]).sink_parquet(piece)
        runs = [(Shares(), Shares()) for _ in range(TIMES)]
        for way, law in runs:
            judge(piece, Path(kept), as_of, tables, way)
            judge(piece, Path(kept), as_of, tables, Shares(), law)
    print(f"\nOne chunk of {len(names):,} cases in one process, CPU microseconds a case")
    parts = _medians([way.spent for way, _ in runs], len(names))
    print("  " + ", ".join(f"{name} {each:.2f}" for name, each in parts.items()))
    print(f"  together {sum(parts.values()):.2f}")
    facts = _medians([law.spent for _, law in runs], len(names))
    print(f"The law's time, the slowest {SLOWEST} of {len(facts)}")
    for name, each in sorted(facts.items(), key=lambda fact: -fact[1])[:SLOWEST]:
        print(f"  {name:44} {each:8.3f} {each / sum(facts.values()):8.1%}")


def judge(
    log: Path,
    out: Path,
    as_of: date,
    tables: Sequence[str],
    way: Shares,
    law_by_fact: Shares | None = None,
) -> None:
    """What the audit does with the cases of one policy in a chunk."""
    way("read")
    rows = (
        pl.scan_parquet(log)
        .select(cs.by_name(*log_columns(load_law()[DEFAULT].vocabulary), require_all=False))
        .collect()
    )
    way("shape")
    prepared = prepare(Case("", ()))
    law = prepared.known.law
    whole = frame_of_rows(rows, prepared.policy.regime)
    own = whole.only(np.flatnonzero(whole.policies.is_null()))
    made = block(own.log, law.schema, np.int32(as_of.toordinal()), functions_of(prepared))
    way("law")
    judged = columns_of(law).judge(made, tables, law_by_fact)
    way("tables")
    found = {
        name: [hits_on_frame(hits, made, law.schema) for hits in getattr(judged, name)]
        for name in tables
    }
    maker = TableMaker(law, own, prepared.environment, as_of.toordinal(), found)
    ready: dict[str, pl.DataFrame] = {name: getattr(maker, name)() for name in tables}
    way("write")
    for name, table in ready.items():
        table.write_parquet(out / f"{name}.parquet", compression="lz4", statistics=False)
    way("")


def _medians(runs: Sequence[dict[str, float]], cases: int) -> dict[str, float]:
    """Microseconds a case, by name."""
    return {name: 1e6 * median(run[name] for run in runs) / cases for name in runs[0] if name}
