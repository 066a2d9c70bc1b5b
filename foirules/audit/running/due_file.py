"""What is due of each chunk -> ``due.csv``, in order of the day, each actor by itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from foirules.audit.judging.due_rows import SCHEMA, due_order, with_group
from foirules.audit.judging.tables import DUE


def write_due(out: Path, parts: Path, chunks: Iterable[str], column: str | None) -> None:
    """Writes what is due, sorted without all of it being held.

    :param parts: the folder with a table of each of the chunks.
    :param column: of the log, by which it is grouped.
    """
    there = sorted(path for each in chunks if (path := parts / f"{each}.parquet").exists())
    none = with_group(pl.DataFrame(schema=SCHEMA), column)
    rows = pl.scan_parquet(there) if there else none.lazy()
    rows.sort(due_order(column), nulls_last=True).sink_csv(out / f"{DUE}.csv")
