"""What is due of each chunk -> ``due.csv``, in order of the day, each actor by itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from foirules.audit.judging.due_rows import SCHEMA, due_order, with_group
from foirules.audit.judging.tables import DUE
from foirules.audit.running.inert_cells import inert


def write_due(
    out: Path, parts: Path, chunks: Iterable[str], column: str | None, raw_cells: bool
) -> None:
    """Writes what is due, sorted without all of it being held.

    :param parts: the folder with a table of each of the chunks.
    :param column: of the log, by which it is grouped.
    :param raw_cells: text stays as it is, also where a spreadsheet takes it for a formula.
    """
    there = sorted(path for each in chunks if (path := parts / f"{each}.parquet").exists())
    none = with_group(pl.DataFrame(schema=SCHEMA), column)
    rows = pl.scan_parquet(there) if there else none.lazy()
    in_order = rows.sort(due_order(column), nulls_last=True)
    (in_order if raw_cells else inert(in_order)).sink_csv(out / f"{DUE}.csv")
