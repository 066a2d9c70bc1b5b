"""Tables -> files; a file appears only when it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import copyfileobj
from typing import Final

import polars as pl

from foirules.audit.reading.readers.row_writer import writing_errors
from foirules.audit.running.inert_cells import inert

FORMATS: Final = ("parquet", "csv", "jsonl")


def write(table: pl.DataFrame, path: Path, format: str, raw_cells: bool = False) -> Path:
    """A table as a file; ``format`` is the last part of its name.

    :param raw_cells: text of CSV stays as it is, also where a spreadsheet takes it for a formula.
    """
    path = path.with_name(f"{path.name}.{format}")
    part = path.with_name(f".{path.name}.part")
    with writing_errors(path):
        if format == "parquet":
            whole = max(table.height, 1)  # in one group its names are listed once
            table.write_parquet(part, compression="lz4", statistics=False, row_group_size=whole)
        elif format == "csv":
            (flat(table) if raw_cells else inert(flat(table))).write_csv(part)
        else:
            table.write_ndjson(part)
        part.replace(path)
    return path


def flat(table: pl.DataFrame) -> pl.DataFrame:
    """A table without objects and lists: ``event.on`` for the day of an event, ``;`` in lists."""
    columns: list[pl.Series] = []
    for column in table:
        if isinstance(column.dtype, pl.Struct):
            fields = column.struct.unnest()
            columns += [each.alias(f"{column.name}.{each.name}") for each in fields]
        elif isinstance(column.dtype, pl.List):
            columns.append(column.list.join(";"))
        else:
            columns.append(column)
    return pl.DataFrame(columns)


def joined(parts: Sequence[Path], target: Path) -> None:
    """The parts of a table in text as one file; of CSV the names of the columns stand once."""
    whole = target.with_name(f".{target.name}.part")
    with whole.open("wb") as out:
        for number, part in enumerate(parts):
            with part.open("rb") as file:
                if number and target.suffix == ".csv":
                    file.readline()
                copyfileobj(file, out)
    whole.replace(target)
