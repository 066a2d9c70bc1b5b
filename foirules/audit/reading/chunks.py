"""Tables in Parquet -> chunks of whole cases.

Where the rows of each case stand together, a chunk is a slice of a table. Where they do not, the
rows are sorted into as many files as chunks by a hash of the case's name, batch by batch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import accumulate, count, pairwise
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import polars as pl
from attrs import Factory, define, evolve, frozen

from foirules.audit.reading.panic_lines import without_panic_lines
from foirules.audit.reading.plain_types import case_name, is_name
from foirules.audit.reading.readers.row_writer import USED, LogError
from foirules.documents.limits import beyond, limit
from foirules.engine.columns.arrays import Array, Places

if TYPE_CHECKING:
    from foirules.audit.reading.table_view import TableView

MESSAGES: Final = {
    "unreadable": "{path}: cannot be read: {reason}",
    "heavy": "{path}: {rows:,} rows are of {of}: {beyond}",
}
CHUNK: Final = 50_000  # cases to a chunk at most
LEAST: Final = 2_500  # and at least, where there are so many
SLICE: Final = 4_000_000  # rows whose cases are looked at at a time
CHUNKS, SHARES = 1, 2  # the seeds of two hashes that know nothing of each other
BUCKETS: Final = 1 << 20  # of cases whose rows are counted together at first
MOST_FILES: Final = 512  # that are open at a time


@contextmanager
def reading_errors(log: str | Callable[[], str]) -> Iterator[None]:
    """Any error in reading a log is told with the log's name.

    :param log: its name, or what gives it where there is an error.
    :raises LogError: for it.
    """
    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        panic = isinstance(error, pl.exceptions.PanicException)
        reason = "what it holds is damaged" if panic else str(error).partition("\n")[0]
        name = log() if callable(log) else log
        raise LogError(MESSAGES["unreadable"].format(path=name, reason=reason)) from None


@contextmanager
def parquet_errors(log: str | Callable[[], str]) -> Iterator[None]:
    """The same where Parquet is read, which may be damaged: it is told in no other way.

    :raises LogError: for any error.
    """
    with reading_errors(log), without_panic_lines():
        yield


@frozen
class ParquetTable:
    """A table in Parquet.

    :param file: what messages call it; None where its rows say so themselves (``_file``, ``_row``).
    :param case: the column with the name of the case, where cases are called after their files.
    :param called: what each file is called in the names of its cases, then.
    :param view: how a map sees its columns.
    """

    path: Path
    file: str | None = None
    case: str | None = None
    called: Mapping[str, str] = Factory(dict)
    view: TableView | None = None

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.file or str(self.path)

    def scan(self) -> pl.LazyFrame:
        """Its rows, without columns that have a name of ours."""
        with parquet_errors(self.name):
            return self._scan()

    def schema(self) -> pl.Schema:
        """The columns of these rows."""
        with parquet_errors(self.name):
            return self._scan().collect_schema()

    def _scan(self) -> pl.LazyFrame:
        scan = pl.scan_parquet(self.path, glob=False)
        scan = scan if self.file is None else scan.drop(*USED, strict=False)
        scan = self.view.see(scan) if self.view else scan
        if self.case is None or not is_name(scan.collect_schema()[self.case]):
            return scan
        if self.file is None:
            file = pl.col("_file").replace_strict(self.called)
        else:
            file = pl.lit(self.called[self.file])
        name = pl.col(self.case).cast(pl.String)
        named = pl.when(name == "").then(name).otherwise(pl.concat_str(file, pl.lit("/"), name))
        return scan.with_columns(named.alias(self.case))

    def rows(
        self,
        scan: pl.LazyFrame,
        first: int,
        count: int | None,
        columns: Sequence[str] | None = None,
    ) -> pl.DataFrame:
        """Some rows of a scan of it, each with where it came from.

        :param columns: those that are wanted; if None, all.
        :raises LogError: where they cannot be read.
        """
        with parquet_errors(self.name):
            return self._rows(scan, first, count, columns)

    def _rows(
        self, scan: pl.LazyFrame, first: int, count: int | None, columns: Sequence[str] | None
    ) -> pl.DataFrame:
        if self.file is None:
            wanted = scan if columns is None else scan.select(*columns, "_file", "_row")
            return wanted.slice(first, count).collect()
        rows = (scan if columns is None else scan.select(columns)).slice(first, count).collect()
        return _in_one_piece(rows).with_columns(
            _file=pl.lit(self.file), _row=pl.int_range(first + 1, first + rows.height + 1)
        )


def _in_one_piece(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows in one piece of memory: columns that are cut in several are cut anew in each step."""
    silent = (each for each in rows if each.null_count() == rows.height)
    return rows.with_columns(pl.lit(None, each.dtype).alias(each.name) for each in silent).rechunk()


@frozen
class Piece:
    """Some rows of a table, all if ``rows`` is None."""

    table: ParquetTable
    first: int = 0
    rows: int | None = None

    def read(self) -> pl.DataFrame:
        """The rows, each with where it came from."""
        return self.table.rows(self.table.scan(), self.first, self.rows)


class RowSource(Protocol):
    """What gives rows with where each came from, in ``_file`` and ``_row``."""

    def read(self) -> pl.DataFrame:
        """The rows.

        :raises LogError: where they cannot be read.
        """
        ...


@frozen(eq=False, repr=False)
class HeldRows:
    """Rows in memory, as a piece of a chunk."""

    rows: pl.DataFrame

    def read(self) -> pl.DataFrame:
        """The rows."""
        return self.rows


@frozen
class Chunk:
    """Whole cases: pieces of tables.

    :param together: whether the rows of each case stand together.
    :param cases: about how many there are.
    :param share: of the cases those whose hash falls to ``share[0]`` of ``share[1]``.
    """

    number: int
    pieces: Sequence[RowSource]
    together: bool
    cases: int
    share: tuple[int, int] = (0, 1)

    @property
    def name(self) -> str:
        """What its results are called; names stand in order."""
        place, of = self.share
        return f"{self.number:05}" + (f"-{place}-{of}" if of > 1 else "")


def chunks(
    tables: Sequence[ParquetTable], case: str, folder: Path, workers: int, most: int = CHUNK
) -> list[Chunk]:
    """Tables in chunks of whole cases.

    :param case: the column that holds the case's name.
    :param folder: where rows are sorted that do not stand together.
    :param workers: each is to have something to do.
    :raises LogError: where a table cannot be read, or a case has more rows than may be held.
    """
    runs = [each for table in tables if (each := _Runs.of(table, case)).rows]
    joined = list(_joined(runs))
    every = np.concatenate([np.zeros(0, np.uint64), *(each.names for each in joined)])
    cases = pl.Series(every).n_unique()  # many times as fast as numpy's
    rows, most_rows = sum(each.rows for each in runs), limit("held")
    if rows > most_rows:
        _refuse_heavy(runs, case, most_rows)
    size = min(most, max(LEAST, ceil(cases / workers)))
    if cases == len(every):
        return list(_slices(joined, size, most_rows))
    files = max(1, ceil(cases / size), ceil(rows / most_rows))
    return _sorted(tables, case, folder, files, cases)


@define(eq=False, repr=False)
class _Runs:
    """The runs of rows of one case: a hash of its name, and the row after the last.

    :param rows: how many the table has.
    """

    table: ParquetTable
    rows: int
    names: Array
    ends: Places

    @classmethod
    def of(cls, table: ParquetTable, case: str) -> _Runs:
        with parquet_errors(table.name):
            return cls._of(table, case)

    @classmethod
    def _of(cls, table: ParquetTable, case: str) -> _Runs:
        scan = table.scan()
        rows = scan.select(pl.len()).collect().item()
        of_row = hash_of(case, table.schema()[case], CHUNKS).alias(case)
        names, ends = [], []
        for first in range(0, max(rows, 1), SLICE):
            cases = scan.select(case).slice(first, SLICE).with_columns(of_row).collect()
            hashed = cases.to_series().to_numpy()
            last = _ends(hashed)
            names.append(hashed[last])
            ends.append(last + 1 + first)
        name, end = np.concatenate(names), np.concatenate(ends)
        kept = _ends(name)  # a case may be on both sides of a cut
        return cls(table, rows, name[kept], end[kept])


def _joined(runs: Sequence[_Runs]) -> Iterator[_Runs]:
    """The runs of tables, each with rows, as if they were one table: the last of a table is left
    out where its case goes on in the next."""
    for each, after in pairwise(runs):
        goes_on = each.names[-1] == after.names[0]
        yield evolve(each, names=each.names[:-1], ends=each.ends[:-1]) if goes_on else each
    yield from runs[-1:]


def _ends(names: Array) -> Places:
    """The last of each run of equal names."""
    return np.flatnonzero(np.append(names[1:] != names[:-1], len(names) > 0)[: len(names)])


def hash_of(case: str, kind: pl.DataType, seed: int) -> pl.Expr:
    """A number for each case's name, in a column of some type."""
    return case_name(case, kind).hash(seed=seed)


def _refuse_heavy(runs: Sequence[_Runs], case: str, most: int) -> None:
    """A case of more rows than may be held, as all rows of a case are, is refused before any is.

    :raises LogError: for the case that has most.
    """
    lengths = [np.diff(each.ends, prepend=0) for each in runs]
    buckets = [(each.names % BUCKETS).astype(np.int64) for each in runs]
    in_bucket = np.zeros(BUCKETS)
    for bucket, length in zip(buckets, lengths, strict=True):
        in_bucket += np.bincount(bucket, length, BUCKETS)
    heavy = [in_bucket[bucket] > most for bucket in buckets]  # a case is in one bucket
    name, rows = _most_rows(
        np.concatenate([each.names[found] for each, found in zip(runs, heavy, strict=True)]),
        np.concatenate([length[found] for length, found in zip(lengths, heavy, strict=True)]),
    )
    if rows <= most:
        return
    for each in runs:
        if len(places := np.flatnonzero(each.names == name)):
            row = int(each.ends[places[0]]) - 1
            (last,) = each.table.rows(each.table.scan(), row, 1, [case]).rows(named=True)
            of = "no case" if last[case] in (None, "") else f"case {last[case]}"
            said = {"path": last["_file"], "rows": rows, "of": of, "beyond": beyond("held")}
            raise LogError(MESSAGES["heavy"].format(**said))


def _most_rows(names: Array, lengths: Array) -> tuple[int, int]:
    """The name that has most rows, and how many; (0, 0) where there is no name."""
    of_name = pl.DataFrame({"name": names, "rows": lengths}).group_by("name").agg(pl.col.rows.sum())
    return of_name.sort("rows").row(-1) if of_name.height else (0, 0)


def _slices(runs: Sequence[_Runs], size: int, most_rows: int) -> Iterator[Chunk]:
    """Slices of tables, small tables together.

    :param runs: of tables that are joined.
    :param size: cases to a chunk.
    :param most_rows: to a chunk; no case has more.
    """
    firsts = list(accumulate((each.rows for each in runs), initial=0))
    of_each = (each.ends + first for each, first in zip(runs, firsts, strict=False))
    ends = np.concatenate([np.zeros(0, np.int64), *of_each])
    case = row = 0
    for number in count():
        if case == len(ends):
            return
        last = min(case + size, int(np.searchsorted(ends, row + most_rows, "right")))
        end = int(ends[last - 1])
        yield Chunk(number, tuple(_pieces(runs, firsts, row, end)), True, last - case)
        case, row = last, end


def _pieces(runs: Sequence[_Runs], firsts: Sequence[int], row: int, end: int) -> Iterator[Piece]:
    """The rows from one to before another, among the rows of all tables.

    :param firsts: where the rows of each table begin among them, and at last where they end.
    """
    place = bisect_right(firsts, row) - 1
    while row < end:
        last = min(end, firsts[place + 1])
        yield Piece(runs[place].table, row - firsts[place], last - row)
        place, row = place + 1, last


def _sorted(
    tables: Sequence[ParquetTable], case: str, folder: Path, files: int, cases: int
) -> list[Chunk]:
    """The rows of tables sorted into files by their cases."""
    files = min(files, MOST_FILES)
    for number, table in enumerate(tables):
        with parquet_errors(table.name):
            _sort(table, case, folder / f"sorted-{number:05}", files)
    pieces: dict[int, list[Piece]] = {}
    for path in sorted(folder.glob("sorted-*/_chunk=*/*.parquet")):
        place = int(path.parent.name.partition("=")[2])
        pieces.setdefault(place, []).append(Piece(ParquetTable(path)))
    about = ceil(cases / len(pieces)) if pieces else 0
    return [
        Chunk(number, tuple(pieces[place]), False, about)
        for number, place in enumerate(sorted(pieces))
    ]


def _sort(table: ParquetTable, case: str, folder: Path, files: int) -> None:
    scan = table.scan()
    if table.file is not None:
        scan = scan.with_row_index("_row", 1)
        scan = scan.with_columns(pl.col("_row").cast(pl.Int64), _file=pl.lit(table.file))
    name = hash_of(case, table.schema()[case], CHUNKS)
    scan.with_columns(_chunk=(name % files).cast(pl.UInt16)).sink_parquet(
        pl.PartitionBy(folder, key="_chunk", include_key=False, approximate_bytes_per_file=None),
        compression="lz4",
        statistics=False,
        mkdir=True,
    )
