"""Whether an id that stands in several files is of one case, or of a case in each.

Two authorities may number their requests alike, while the rows of a case may stand in several
files. Where a map does not say which (``case-ids``), ids are shared if some id that stands in
several files has no receipt in one of them; else each file has ids of its own, and a case is called
after its file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl
from attrs import evolve, frozen

from foirules.audit.reading.chunks import (
    CHUNKS,
    ParquetTable,
    hash_of,
    parquet_errors,
    reading_errors,
)
from foirules.audit.reading.map_rows import mapped_rows
from foirules.audit.reading.mapping import Map
from foirules.audit.reading.plain_types import in_plain_types, text_column
from foirules.audit.reading.readers.row_writer import WRONG, Place

SHARED, PER_FILE = "shared", "per-file"
_ROWS: Final = 1_000_000  # looked at at a time
_OF, SAID = "_of", "_said"


@frozen
class CaseIds:
    """How the ids that stand in several files were taken.

    :param taken: ``shared`` or ``per-file``.
    :param repeated: rows of cases that another file has with just the same rows.
    """

    taken: str
    repeated: int


def with_case_ids(
    tables: list[ParquetTable], files: Sequence[Place], map: Map, begins: Collection[str]
) -> tuple[list[ParquetTable], CaseIds | None]:
    """Tables whose cases are told apart by their files, where they are to be, and how the ids were
    taken; None where no id stands in several files.

    :param files: those that were read; each sheet of a workbook counts as a file.
    :param begins: the events that cases begin with.
    """
    several = _in_several(tables, map.case) if len(files) > 1 else None
    if several is None or not len(several):
        return tables, None
    of_files = _of_files(tables, map, begins, several)
    whole = of_files.group_by("case", "rows", SAID).agg(pl.len().alias("files"))
    repeated = whole.select((pl.col("rows") * (pl.col("files") - 1)).sum()).item()
    taken = map.case_ids or (PER_FILE if of_files["begins"].all() else SHARED)
    if taken == PER_FILE:
        own = called(files)
        tables = [evolve(each, case=map.case, called=own) for each in tables]
    return tables, CaseIds(taken, repeated)


def _in_several(tables: Sequence[ParquetTable], case: str) -> pl.Series:
    """The hashes of the ids that stand in several files."""
    found = []
    for table in tables:
        with parquet_errors(table.name):
            scan = table.scan()
            own = hash_of(case, table.schema()[case], CHUNKS)
            file = pl.col("_file") if table.file is None else pl.lit(table.file)
            rows = scan.filter(pl.col(case).is_not_null())
            found.append(rows.select(own.alias(_OF), file.alias("file")).unique().collect())
    counts = pl.concat(found).group_by(_OF).agg(pl.col("file").n_unique())
    return counts.filter(pl.col("file") > 1)[_OF]


def _of_files(
    tables: Sequence[ParquetTable], map: Map, begins: Collection[str], several: pl.Series
) -> pl.DataFrame:
    """For each id that stands in several files, and each of these: how many rows it has there, what
    they say as a number, and whether one is its beginning."""
    pieces = [each for table in tables for each in _pieces(table, map, begins, several)]
    return (
        pl.concat(pieces)
        .group_by("case", "_file")
        .agg(pl.col("rows", SAID).sum(), pl.col("begins").any())
    )


def _pieces(
    table: ParquetTable, map: Map, begins: Collection[str], several: pl.Series
) -> Iterator[pl.DataFrame]:
    scan, first = table.scan(), 0
    own = hash_of(map.case, table.schema()[map.case], CHUNKS)
    while (raw := table.rows(scan, first, _ROWS)).height:
        first += _ROWS
        with reading_errors(table.name):
            found = counted(raw.filter(own.is_in(several.implode())), map, begins)
        yield found


def counted(raw: pl.DataFrame, map: Map, begins: Collection[str]) -> pl.DataFrame:
    """Of each case and file, how many rows there are, what they say as a number, and whether one is
    the beginning.

    :param raw: rows of a log, with ``_file``.
    """
    rows = mapped_rows(map, in_plain_types(raw)).rows
    said = rows.select(name for name in rows.columns if name not in ("_file", "_row", WRONG))
    event = text_column(rows, "event") if "event" in rows.columns else pl.lit(None, pl.String)
    each = rows.select(
        text_column(rows, "case").alias("case"),
        "_file",
        pl.lit(1, pl.UInt64).alias("rows"),
        (said.hash_rows() // 2**20).alias(SAID),  # so that sums stay within bounds
        event.is_in([*begins]).fill_null(False).alias("begins"),
    )
    return each.group_by("case", "_file").agg(pl.col("rows", SAID).sum(), pl.col("begins").any())


def called(files: Sequence[Place]) -> dict[str, str]:
    """What each file is called in the names of its cases: as little as tells it from the others."""
    ways: Sequence[Callable[[Place], str]] = (
        lambda each: _bare(each.file).name,
        lambda each: each.sheet or _bare(each.file).name,
        lambda each: "/".join(filter(None, (_bare(each.file).name, each.sheet))),
        lambda each: "/".join(filter(None, (str(_bare(each.file)), each.sheet))),
        lambda each: each.name,
    )
    for way in ways:
        found = {each.name: way(each) for each in files}
        if len({*found.values()}) == len(found):
            break
    return found


def _bare(file: str) -> Path:
    path = Path(file)
    return path.with_name(path.name.partition(".")[0] or path.name)
