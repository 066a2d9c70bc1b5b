"""Logs as Spark reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, Final
from urllib.parse import unquote

import polars as pl
import pyarrow as pa
from py4j.protocol import Py4JJavaError
from pyspark.errors import AnalysisException
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from foirules.audit.reading.readers.row_writer import USED, WRONG, LogError
from foirules.audit.reading.table_view import TableView
from foirules.audit.running.audit_settings import AuditSettings
from foirules.audit.running.spark_types import spark_table

MESSAGES: Final = {
    "unread": "{log}: Spark cannot read it: {reason}",
    "format": "{log}: what Spark is to read is told by its name: a folder or a file that ends in"
    " .parquet, .csv, .jsonl or .json, compressed or not",
    "encoding": "{log}: not UTF-8 text, as which Spark reads it: save it so",
}
NOTES: Final = {"stray": "left out: its name does not end in {suffix}"}
FORMATS: Final = {"parquet": "parquet", "csv": "csv", "jsonl": "json", "json": "json"}
ENDINGS: Final = {"parquet": ".parquet", "csv": ".csv", "json": ".json"}
ORDER: Final = "_order"
_LOST: Final = "\ufffd"  # what bytes that are no text are read as
_NOT_UTF_8: Final = "not UTF-8 text"


def rows_of(spark: SparkSession, log: str) -> DataFrame:
    """The rows of a log, each with the file it came from, and in its order there.

    :raises LogError: for one that Spark cannot read, or reads as what it is not.
    """
    format = _format(log)
    # Spark numbers the rows of Parquet files only: the number of another is its place in the order.
    number = "_metadata.row_index" if format == "parquet" else "monotonically_increasing_id()"
    try:
        # A file of a folder that is a table of other columns is refused, and not read by place.
        reader = spark.read.options(header=True, escape='"', enforceSchema=False)
        reader = reader.options(multiLine=format == "csv", pathGlobFilter=f"*{ENDINGS[format]}*")
        rows = reader.format(format).load(log).drop(*USED)
        if any(_LOST in name or "\0" in name for name in rows.columns):
            raise LogError(MESSAGES["encoding"].format(log=log))
        texts = [f.col(quoted(name)) for name, kind in rows.dtypes if kind == "string"]
        lost = f.lit(False) if format == "parquet" else f.concat_ws("", *texts).contains(_LOST)
        return rows.select(
            "*",
            f.when(lost, f.lit(_NOT_UTF_8)).alias(WRONG),
            _file(log).alias("_file"),
            (f.expr(number) + 1).alias("_row"),
            f.monotonically_increasing_id().alias(ORDER),
        )
    except AnalysisException as error:
        said = MESSAGES["unread"].format(log=log, reason=first_line(error))
        raise LogError(said) from None


def _format(log: str) -> str:
    """What Spark calls the format of a log, by its name."""
    name = log.rstrip("/").removesuffix(".gz").removesuffix(".zst")
    format = FORMATS.get(name.rpartition(".")[2].lower())
    if format is None:
        raise LogError(MESSAGES["format"].format(log=log))
    return format


def strays_of(log: str, rows: DataFrame) -> list[tuple[str, str]]:
    """The files of a folder that are left out, each with what is said of it."""
    every = rows.sparkSession.read.format("binaryFile").load(log).select("path").collect()
    left = {_plain(row["path"]) for row in every} - {_plain(path) for path in rows.inputFiles()}
    said = NOTES["stray"].format(suffix=ENDINGS[_format(log)])
    return [(path, said) for path in sorted(left)]


def _plain(path: str) -> str:
    """The path of a file of this machine, or the address of another."""
    return unquote(re.sub(r"^file:/+", "/", path))


def quoted(column: str) -> str:
    """A column's name as Spark's SQL has it."""
    return f"`{column.replace('`', '``')}`"


def first_line(error: Exception) -> str:
    """What Spark, or Java under it, says is wrong."""
    if isinstance(error, Py4JJavaError):
        error = Exception(error.java_exception.getMessage())
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _file(log: str) -> Column:
    """What messages call the file of a row: the log, or a file in it."""
    name = f.expr("_metadata.file_name")
    of_folder = f.concat(f.lit(f"{log.rstrip('/')}/"), name)
    return f.when(name == log.rpartition("/")[2], f.lit(log)).otherwise(of_folder)


def seen_by(rows: DataFrame, settings: AuditSettings) -> DataFrame:
    """Rows as the map, where there is one, sees their columns: as on one machine."""
    if settings.map is None:
        return rows
    wanted = settings.map.reads() | {settings.against_column or "", settings.by or ""}
    empty: Any = pl.from_arrow(to_arrow_schema(rows.schema).empty_table())
    view = TableView.of(empty.schema, wanted, settings.map.case_columns)
    if view is None:
        return rows
    schema = spark_table(view.see(empty.lazy()).collect(), "parquet").schema
    return rows.mapInArrow(partial(_see, view, schema), from_arrow_schema(schema))


def _see(
    view: TableView, schema: pa.Schema, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """What a worker of Spark does for that."""
    for batch in batches:
        rows: Any = pl.from_arrow(batch)
        seen = spark_table(view.see(rows.lazy()).collect(), "parquet")
        yield from seen.cast(schema).to_batches()


def columns_of(rows: DataFrame) -> list[str]:
    """The columns of a log, and those that say where a row came from."""
    return [name for name in rows.columns if name != ORDER]
