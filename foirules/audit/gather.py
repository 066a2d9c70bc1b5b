"""Tables in Parquet -> chunks of whole cases.

Where the rows of each case stand together, a chunk is a slice of a table. Where they do not, the
rows are sorted into as many files as chunks by a hash of the case's name, batch by batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import polars as pl
from attrs import define, frozen

from foirules.audit.readers.parts import IN_ORDER
from foirules.engine.arrays import Array

CHUNK: Final = 50_000  # cases to a chunk at most
LEAST: Final = 2_500  # and at least, where there are so many
SLICE: Final = 4_000_000  # rows of which the cases are looked at at a time
CHUNKS, SHARES = 1, 2  # the seeds of two hashes that know nothing of each other
OURS: Final = ("_file", "_row", IN_ORDER)  # names of columns that only our readers give
MOST_FILES: Final = 512  # that are open at a time


@frozen
class Table:
    """A table in Parquet.

    :param file: what messages call it; None where its rows say so themselves (``_file``, ``_row``).
    """

    path: Path
    file: str | None = None


@frozen
class Piece:
    """Some rows of a table, all if ``rows`` is None."""

    table: Table
    first: int = 0
    rows: int | None = None

    def read(self) -> pl.DataFrame:
        """The rows, each with where it came from."""
        scan = pl.scan_parquet(self.table.path).slice(self.first, self.rows)
        if self.table.file is None:
            return scan.collect()
        rows = scan.drop(*OURS, strict=False).collect()
        last = self.first + rows.height
        return rows.with_columns(
            _file=pl.lit(self.table.file), _row=pl.int_range(self.first + 1, last + 1)
        )


class Rows(Protocol):
    """What gives rows with where each came from, in ``_file`` and ``_row``."""

    def read(self) -> pl.DataFrame: ...


@frozen
class Chunk:
    """Whole cases: pieces of tables. ``together`` says that the rows of each case are.

    :param share: of the cases those whose hash falls to ``share[0]`` of ``share[1]``.
    """

    number: int
    pieces: Sequence[Rows]
    together: bool
    cases: int  # about so many
    share: tuple[int, int] = (0, 1)

    @property
    def name(self) -> str:
        """What its results are called; names stand in order."""
        place, of = self.share
        return f"{self.number:05}" + (f"-{place}-{of}" if of > 1 else "")


def chunks(
    tables: Sequence[Table], case: str, folder: Path, workers: int, most: int = CHUNK
) -> list[Chunk]:
    """Tables in chunks of whole cases.

    :param case: the column that holds the case's name.
    :param folder: where rows are sorted that do not stand together.
    :param workers: each is to have something to do.
    """
    runs = [_Runs.of(table, case) for table in tables]
    every = np.concatenate([each.names for each in runs]) if runs else np.zeros(0, np.uint64)
    cases = pl.Series(every).n_unique()  # many times as fast as numpy's
    size = min(most, max(LEAST, ceil(cases / workers)))
    if cases == len(every):
        return list(_slices(runs, size))
    return _sorted(tables, case, folder, max(1, ceil(cases / size)), cases)


@define(eq=False)
class _Runs:
    """The runs of rows of one case: a hash of its name, and the row after the last."""

    table: Table
    names: Array
    ends: Array

    @classmethod
    def of(cls, table: Table, case: str) -> _Runs:
        scan = pl.scan_parquet(table.path)
        rows = scan.select(pl.len()).collect().item()
        names, ends = [], []
        for first in range(0, max(rows, 1), SLICE):
            of_rows = scan.slice(first, SLICE).select(hash_of(case, CHUNKS)).collect()
            hashed = of_rows.to_series().to_numpy()
            last = np.flatnonzero(np.append(hashed[1:] != hashed[:-1], [True][: len(hashed)]))
            names.append(hashed[last])
            ends.append(last + 1 + first)
        name, end = np.concatenate(names), np.concatenate(ends)
        cut = np.append(name[1:] != name[:-1], [True][: len(name)])  # a case on both sides of a cut
        return cls(table, name[cut], end[cut])


def hash_of(case: str, seed: int) -> pl.Expr:
    """A number for each case's name."""
    return pl.col(case).cast(pl.String).fill_null("").hash(seed=seed)


def _slices(runs: Sequence[_Runs], size: int) -> Iterator[Chunk]:
    """Slices of tables, small tables together."""
    pieces: list[Piece] = []
    held = number = 0
    for each in runs:
        first, row = 0, 0
        while first < len(each.ends):
            last = min(len(each.ends), first + size - held)
            end = int(each.ends[last - 1])
            pieces.append(Piece(each.table, row, end - row))
            held += last - first
            first, row = last, end
            if held == size:
                yield Chunk(number, tuple(pieces), True, held)
                pieces, held, number = [], 0, number + 1
    if pieces:
        yield Chunk(number, tuple(pieces), True, held)


def _sorted(
    tables: Sequence[Table], case: str, folder: Path, files: int, cases: int
) -> list[Chunk]:
    """The rows of tables sorted into files by their cases."""
    files = min(files, MOST_FILES)
    for number, table in enumerate(tables):
        scan = pl.scan_parquet(table.path)
        if table.file is not None:
            scan = scan.drop(*OURS, strict=False).with_row_index("_row", 1)
            scan = scan.with_columns(_file=pl.lit(table.file), _row=pl.col("_row").cast(pl.Int64))
        scan = scan.with_columns(_chunk=(hash_of(case, CHUNKS) % files).cast(pl.UInt16))
        scan.sink_parquet(
            pl.PartitionBy(
                folder / f"sorted-{number:05}",
                key="_chunk",
                include_key=False,
                approximate_bytes_per_file=None,
            ),
            compression="lz4",
            statistics=False,
            mkdir=True,
        )
    found: dict[int, list[Piece]] = {}
    for path in sorted(folder.glob("sorted-*/_chunk=*/*.parquet")):
        place = int(path.parent.name.partition("=")[2])
        found.setdefault(place, []).append(Piece(Table(path)))
    about = ceil(cases / len(found)) if found else 0
    return [
        Chunk(number, tuple(found[place]), False, about)
        for number, place in enumerate(sorted(found))
    ]
