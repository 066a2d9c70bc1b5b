"""What has to be known of whole logs before their cases are judged: Spark finds it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import partial, reduce
from typing import Any, Final

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from foirules.audit.reading.case_ids import PER_FILE, SAID, SHARED, CaseIds, called, counted
from foirules.audit.reading.day_orders import (
    cells_not_read,
    columns_of_days,
    has_orders,
    in_one_order,
)
from foirules.audit.reading.days import DayFormats
from foirules.audit.reading.mapping import Map
from foirules.audit.reading.plain_types import in_plain_types
from foirules.audit.reading.readers.row_writer import Place
from foirules.audit.reading.recorded_column import RecordedColumn, of_most_cells
from foirules.audit.running.spark_logs import ORDER, quoted
from foirules.language.vocabulary import Vocabulary

_CELLS: Final = pa.schema(
    [("column", pa.string()), ("order", pa.string()), ("cell", pa.string()), ("at", pa.int64())]
)
_KINDS: Final = pa.schema([("kind", pa.string()), ("cells", pa.int64())])
_COUNTED: Final = pa.schema(
    [
        ("case", pa.string()),
        ("_file", pa.string()),
        ("rows", pa.int64()),
        (SAID, pa.int64()),
        ("begins", pa.bool_()),
    ]
)
Batches = Iterator[pa.RecordBatch]


def with_one_order_on_spark(
    map: Map, logs: Sequence[DataFrame], words: Sequence[Vocabulary], against: str | None
) -> tuple[Map, list[str]]:
    """A map by which each column is read in one order of its day formats, and what is to be told of
    that.

    :raises LogError: where the days of a column are in no one order.
    """
    if not has_orders(map):
        return map, []
    wanted = columns_of_days(map, words, against)
    columns: dict[str, dict[str, str]] = {
        name: {} for name in wanted if any(name in rows.columns for rows in logs)
    }
    for rows in logs:
        own = [name for name in columns if name in rows.columns]
        cells = rows.select(*(quoted(name) for name in own), "_file", "_row", ORDER).mapInArrow(
            partial(_cells, own, map.day_formats), from_arrow_schema(_CELLS)
        )
        first = cells.groupBy("column", "order").agg(f.min_by("cell", "at").alias("cell"))
        for row in first.collect():
            columns[row["column"]].setdefault(row["order"], row["cell"])
    return in_one_order(map, columns)


def _cells(columns: Sequence[str], day_formats: DayFormats, batches: Batches) -> Batches:
    """What a worker of Spark finds of its share: cells that an order does not read."""
    for batch in batches:
        rows: Any = pl.from_arrow(batch)
        found = []
        for column in columns if rows.height else ():
            plain = in_plain_types(rows.select(column, "_file", "_row"))
            if plain.schema[column] == pl.String:
                cells = cells_not_read(plain, column, day_formats)
                said = {"column": column, "at": rows[ORDER][0]}
                found += [{**said, "order": order, "cell": cell} for order, cell in cells.items()]
        yield pa.RecordBatch.from_pylist(found, schema=_CELLS)


def with_kind_on_spark(
    column: RecordedColumn, logs: Sequence[DataFrame], day_formats: DayFormats
) -> RecordedColumn:
    """The column with what a system recorded with its kind, by its cells."""
    counts: Counter[str] = Counter()
    for rows in logs:
        if column.name in rows.columns:
            cells = rows.select(quoted(column.name)).mapInArrow(
                partial(_kinds, column, day_formats), from_arrow_schema(_KINDS)
            )
            for row in cells.groupBy("kind").agg(f.sum("cells").alias("cells")).collect():
                counts[row["kind"]] += row["cells"]
    return of_most_cells(column, counts)


def _kinds(column: RecordedColumn, day_formats: DayFormats, batches: Batches) -> Batches:
    """What a worker of Spark finds of its share: how many cells are of each kind."""
    for batch in batches:
        rows: Any = pl.from_arrow(batch)
        cells = in_plain_types(rows)[column.name]
        found = column.counts_by_kind(cells, day_formats).items()
        said = [{"kind": kind, "cells": count} for kind, count in found]
        yield pa.RecordBatch.from_pylist(said, schema=_KINDS)


def with_case_ids_on_spark(
    map: Map, logs: Sequence[DataFrame], begins: Collection[str]
) -> tuple[list[DataFrame], CaseIds | None]:
    """Logs whose cases are told apart by their files, where they are to be, and how the ids were
    taken; None where no id stands in several files.

    :param begins: the events that cases begin with.
    """
    case = f.col(quoted(map.case)).cast("string")
    of_rows = [rows.select(case.alias("case"), "_file").where("case is not null") for rows in logs]
    every = reduce(DataFrame.unionAll, of_rows)
    files = sorted(row["_file"] for row in every.select("_file").distinct().collect())
    several = every.groupBy("case").agg(f.countDistinct("_file").alias("files")).where("files > 1")
    if len(files) < 2 or several.isEmpty():
        return list(logs), None
    ids = several.select(f.col("case").alias("_of"))
    of_files = reduce(
        DataFrame.unionAll,
        (
            rows.join(ids, case == ids["_of"], "left_semi").mapInArrow(
                partial(_counted, map, begins), from_arrow_schema(_COUNTED)
            )
            for rows in logs
        ),
    )
    whole = of_files.groupBy("case", "_file").agg(
        f.sum("rows").alias("rows"), f.sum(SAID).alias(SAID), f.max("begins").alias("begins")
    )
    whole = whole.cache()
    same = whole.groupBy("case", "rows", SAID).agg(f.count("*").alias("files"))
    repeated = same.select(f.sum(f.col("rows") * (f.col("files") - 1))).collect()[0][0]
    all_begin = whole.where("not begins").isEmpty()
    whole.unpersist()
    taken = map.case_ids or (PER_FILE if all_begin else SHARED)
    if taken == SHARED:
        return list(logs), CaseIds(taken, int(repeated))
    own = called([Place(file) for file in files])
    names = f.create_map(*(f.lit(part) for pair in own.items() for part in pair))
    named = f.when(case == "", case).otherwise(f.concat_ws("/", names[f.col("_file")], case))
    named = f.when(case.isNotNull(), named)
    return [rows.withColumn(map.case, named) for rows in logs], CaseIds(taken, int(repeated))


def _counted(map: Map, begins: Collection[str], batches: Batches) -> Batches:
    """What a worker of Spark counts of its share: rows of cases, by their files."""
    for batch in batches:
        rows: Any = pl.from_arrow(batch)
        found = counted(rows, map, begins).with_columns(pl.col("rows", SAID).cast(pl.Int64))
        yield from found.to_arrow().cast(_COUNTED).to_batches()
