"""What an audit found, for formats that are one file each: a page, a workbook, a calendar."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any, Final

import polars as pl
from attrs import frozen

from foirules.audit.counting.first_cases import FirstCases, first_cases
from foirules.audit.counting.summary import Audit
from foirules.audit.judging.case_rows import SCHEMA as CASE_SCHEMA
from foirules.audit.judging.due_rows import SCHEMA as DUE_SCHEMA
from foirules.audit.judging.due_rows import due_order
from foirules.audit.judging.tables import CASES, DUE, TABLES
from foirules.audit.reading.readers.row_writer import LogError
from foirules.documents.whole_file import opened_as_it_stands, place_of

MESSAGES: Final = {"written": "{path}: cannot be written: {reason}"}
REJECTED: Final = "rejected"
FINDINGS, *_ = TABLES
CLOCKS: Final = "clocks"
_OVER: Final = ("lapsed", "stopped", "met", "uncertain")  # of what need not be told for ever
BATCH: Final = 10_000  # rows, after which it is told how many are written
Told = Callable[[str, int, int], None]
_EMPTY: Final = {CASES: CASE_SCHEMA, DUE: DUE_SCHEMA}


@frozen
class AuditResults:
    """What an audit found. Its tables are on the disk, and are read each time they are asked for.

    :param audit: what is counted.
    :param folder: the tables of each chunk, in Parquet.
    :param refused: the rows and cases rejected.
    :param told: called as rows are read, with what they are, how many were and how many there are.
    """

    audit: Audit
    folder: Path
    refused: pl.DataFrame
    told: Told = lambda what, done, of: None

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of a table, as plain values by the names of their columns; days are dates.

        What the rows of ``cases`` and ``due`` are grouped by is in ``by``, whatever the log calls
        it. Those of ``due`` stand by actor, group and day, others in the order of the log.

        :param name: findings, clocks, actions, cases, due or rejected.
        """
        table = self.refused.lazy() if name == REJECTED else self.table(name)
        if name == DUE:
            table = table.sort(due_order("by"), nulls_last=True)
        whole = table.collect(engine="streaming")
        for done, batch in enumerate(whole.iter_slices(BATCH)):
            self.told(name, done * BATCH, whole.height)
            yield from batch.iter_rows(named=True)

    def by_case_with_clocks(
        self, *names: str, since: date | None
    ) -> Iterator[tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]]:
        """Rows of ``cases``, each with the rows of its case of ``clocks``, and of other tables by
        their names. Those of one chunk are held at a time.

        :param names: of the other tables: findings or actions.
        :param since: cases are left out whose clocks were all over before this day.
        """
        chunks = sorted(self.audit.chunks)
        for done, chunk in enumerate(chunks):
            self.told("cases", self.audit.assessed * done // len(chunks), self.audit.assessed)
            if not self._path(CLOCKS, chunk).exists():
                continue
            wanted = self._chunks(CLOCKS, [chunk]).filter(_not_over(since)).select("case").unique()
            cases, *others = (
                self._chunks(name, [chunk])
                .join(wanted, on="case", how="semi", maintain_order="left")
                .collect()
                for name in (CASES, CLOCKS, *names)
            )
            beside: dict[str, dict[str, list[dict[str, Any]]]] = {n: {} for n in (CLOCKS, *names)}
            for of_case, table in zip(beside.values(), others, strict=True):
                for row in table.iter_rows(named=True):
                    of_case.setdefault(row["case"], []).append(row)
            for case in cases.iter_rows(named=True):
                yield case, {name: of.get(case["case"], []) for name, of in beside.items()}

    def first_cases(self, most: int) -> FirstCases:
        """The first cases of every figure of the summary.

        :param most: how many of a figure.
        """
        audit = self.audit
        counted = {id: audit.law.of(id).statistics() for id in audit.totals}
        cases, findings, due = (self.table(name) for name in (CASES, FINDINGS, DUE))
        return first_cases(cases, findings, due, counted, most)

    def due_by_day(self) -> list[tuple[str, date, int]]:
        """How much falls due of whom on which day from that of the audit on, in order."""
        coming = self.table(DUE).filter(~pl.col("overdue"))
        counted = coming.group_by("actor", "deadline").agg(pl.len()).sort("actor", "deadline")
        return counted.collect().rows()

    def soonest_due(self, most: int) -> Iterator[dict[str, Any]]:
        """The first rows of ``due`` of each actor and group: what is longest overdue, then what
        falls due next.

        :param most: how many of each.
        """
        order = ["actor", "by", "overdue", "deadline", "case", "parts", "action", "regime"]
        descending = [name == "overdue" for name in order]
        rows = self.table(DUE).sort(order, descending=descending, nulls_last=True)
        first = rows.group_by("actor", "by", maintain_order=True).head(most)
        yield from first.collect().iter_rows(named=True)

    def table(self, name: str) -> pl.LazyFrame:
        """A table of all chunks that are counted."""
        return self._chunks(name, sorted(self.audit.chunks))

    def _chunks(self, name: str, chunks: Sequence[str]) -> pl.LazyFrame:
        there = [path for each in chunks if (path := self._path(name, each)).exists()]
        if not there:
            return pl.LazyFrame(schema=_EMPTY.get(name, {}))
        rows = pl.scan_parquet(there)
        by = self.audit.by
        if name not in _EMPTY or "by" in (columns := rows.collect_schema().names()):
            return rows
        if by in columns:
            return rows.rename({by: "by"})
        return rows.with_columns(pl.lit(None, pl.String).alias("by"))

    def _path(self, name: str, chunk: str) -> Path:
        return self.folder / name / f"{chunk}.parquet"


def _not_over(since: date | None) -> pl.Expr:
    """Which clocks may still be told of: all but those that have no day, and those that were over
    before one."""
    if since is None:
        return pl.lit(True)
    last = pl.max_horizontal("due", "due_latest", "stopped")
    over = pl.col("status").is_in(_OVER) | pl.col("stopped").is_not_null()
    return (pl.col("status") == "paused") | (last.is_not_null() & ~(over & (last < since)))


Writer = Callable[[AuditResults, Path], None]
"""Writes what an audit found into a file of that path."""


def written_to(path: Path, write: Callable[[Path], None]) -> None:
    """Lets a file be written, which appears only when it is whole; a link to it stays one, and what
    is no file, such as a pipe, is written to as it stands.

    :raises LogError: where it cannot be.
    """
    try:
        place, as_it_stands = place_of(path)
        with TemporaryDirectory(
            prefix=f".{place.name}.", dir=None if as_it_stands else place.parent
        ) as folder:
            made = Path(folder) / place.name
            write(made)
            if not as_it_stands:
                made.replace(place)
                return
            with made.open("rb") as whole, os.fdopen(opened_as_it_stands(place), "wb") as out:
                copyfileobj(whole, out)
    except OSError as error:
        raise LogError(
            MESSAGES["written"].format(path=path, reason=error.strerror or error)
        ) from None
