"""A log in a Parquet file -> tables of what is found, chunk by chunk, a process a core."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
import polars.selectors as cs
from attrs import Factory, define, frozen

from foirules.assess import Prepared, prepare
from foirules.audit.frames import COLUMNS, Frame, frame
from foirules.audit.tables import TABLES, Found, Tables, located, with_assessments
from foirules.batch import assess_block, columns_of, functions_of
from foirules.engine.block import block
from foirules.model import Authority, Case, CaseError
from foirules.policy import load_policies

CHUNK: Final = 25_000  # cases read, judged and written at a time


@frozen
class Chunk:
    """Rows of a log: whole cases."""

    number: int
    first: int
    rows: int


@define
class Counts:
    """Cases judged, rows of each table, and the cases refused, each with the reason."""

    cases: int = 0
    rows: dict[str, int] = Factory(lambda: dict.fromkeys(TABLES, 0))
    refused: list[str] = Factory(list)

    def add(self, other: Counts) -> None:
        self.cases += other.cases
        self.refused += other.refused
        for name, rows in other.rows.items():
            self.rows[name] += rows


@contextmanager
def workers(processes: int | None = None) -> Iterator[Executor]:
    """Processes that audit chunks, one a core if not said otherwise."""
    # Each process has one core, so polars' threads would stand in each other's way.
    before = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"
    try:
        with ProcessPoolExecutor(processes or os.cpu_count(), get_context("spawn")) as pool:
            yield pool
    finally:
        if before is None:
            del os.environ["POLARS_MAX_THREADS"]
        else:
            os.environ["POLARS_MAX_THREADS"] = before


def audit_file(
    log: Path,
    out: Path,
    as_of: date,
    pool: Executor,
    *,
    tables: Sequence[str] = TABLES,
    cases: int = CHUNK,
) -> Counts:
    """Judges every case of a Parquet log and writes ``findings``, ``clocks`` and ``actions``.

    Each is a folder of Parquet files in ``out``, a file a chunk, with the fields of the JSON
    contract; a file appears when it is whole.

    :param as_of: events after this day have not happened.
    :param tables: which of the three, if not all.
    :param cases: how many to a chunk.
    :raises ValueError: where the rows of a case do not stand together.
    """
    for name in tables:
        (out / name).mkdir(parents=True, exist_ok=True)
    counts = Counts()
    for done in pool.map(partial(audit_chunk, log, out, as_of, tables), chunks(log, cases)):
        counts.add(done)
    return counts


def chunks(log: Path, cases: int) -> list[Chunk]:
    """A log in chunks of whole cases."""
    runs = pl.scan_parquet(log).select(pl.col("case").rle()).unnest("case").collect()
    names, ends = runs["value"], runs["len"].cum_sum().to_list()
    if not names.is_sorted() and names.n_unique() < len(names):
        raise ValueError(f"{log}: the rows of a case do not stand together")
    cuts = [0, *ends[cases - 1 : -1 : cases], *ends[-1:]]
    return [Chunk(number, a, b - a) for number, (a, b) in enumerate(pairwise(cuts))]


def audit_chunk(log: Path, out: Path, as_of: date, tables: Sequence[str], chunk: Chunk) -> Counts:
    """Judges the cases of a chunk and writes what is found of them."""
    read = cs.by_name(*COLUMNS, require_all=False)
    rows = pl.scan_parquet(log).select(read).slice(chunk.first, chunk.rows).collect()
    counts, found = audit_rows(rows, as_of, tables)
    for name, of_policies in found.items():
        if not of_policies:  # every case was refused
            continue
        path = out / name / f"{chunk.number:05}.parquet"
        part = path.with_suffix(".part")
        pl.concat(of_policies).write_parquet(part, compression="lz4", statistics=False)
        part.replace(path)
    return counts


def audit_rows(
    rows: pl.DataFrame, as_of: date, tables: Sequence[str] = TABLES
) -> tuple[Counts, dict[str, list[pl.DataFrame]]]:
    """What is found of the cases of some rows, those of each case standing together."""
    counts = Counts()
    found: dict[str, list[pl.DataFrame]] = {name: [] for name in tables}
    whole = frame(rows, _prepared(None).known.law.schema)
    for prepared, of in _by_policy(whole, counts):
        for name, table in _tables(prepared, of, as_of, tables, counts).items():
            found[name].append(table)
            counts.rows[name] += table.height
    return counts, found


def _prepared(policy: str | None) -> Prepared:
    return prepare(Case("", (), authority=Authority(policy=policy)), load_policies())


def _by_policy(whole: Frame, counts: Counts) -> Iterator[tuple[Prepared, Frame]]:
    """The cases of each policy; those of one that is not known are refused."""
    policies = whole.policies.unique(maintain_order=True)
    for policy in policies:
        chosen = whole.policies.eq_missing(policy).arg_true().to_numpy()
        try:
            prepared = _prepared(policy)
        except CaseError as error:
            refused = whole.names.gather(chosen)  # the error is that of a case without a name
            counts.refused += [name + reason for name in refused for reason in error.errors]
            continue
        yield prepared, whole if len(policies) == 1 else whole.only(chosen)


def _tables(
    prepared: Prepared, of: Frame, as_of: date, wanted: Sequence[str], counts: Counts
) -> dict[str, pl.DataFrame]:
    """The tables of some cases of one policy.

    Cases with ranges, and those that come near the end of the calendar, are assessed one by one.
    """
    alone = [of.case(place) for place in of.ranged().tolist()]
    if alone:
        of = of.only(np.setdiff1d(np.arange(of.log.size), of.ranged()))
    found, outside = _found(prepared, of, as_of, wanted)
    alone += [of.case(place) for place in np.flatnonzero(outside).tolist()]
    assessed = []
    for each in assess_block(alone, [as_of] * len(alone)):
        if isinstance(each, CaseError):
            counts.refused += each.errors
        else:
            assessed.append(each)
    counts.cases += of.log.size - int(outside.sum()) + len(assessed)
    tables = Tables(prepared.known.law, of, prepared.environment, as_of.toordinal(), found)
    return with_assessments(tables, assessed)


def _found(
    prepared: Prepared, of: Frame, as_of: date, wanted: Sequence[str]
) -> tuple[dict[str, list[Found]], np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """What each declaration says of a frame, and the cases that lie outside the calendar."""
    law = prepared.known.law
    made = block(of.log, law.schema, np.int32(as_of.toordinal()), functions_of(prepared))
    judged = columns_of(law).judge(made, wanted)
    found = {name: [located(hits, made) for hits in getattr(judged, name)] for name in wanted}
    if judged.outside.any():
        for name, each in found.items():
            found[name] = [hits.only(~judged.outside[hits.case]) for hits in each]
    return found, judged.outside
