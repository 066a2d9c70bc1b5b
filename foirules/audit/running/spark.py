"""A log on Apache Spark: Spark reads it, brings the rows of each case together, and writes.

What is done with whole cases is what one machine does with a chunk of them; nothing else is ours.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial, reduce
from pathlib import Path
from typing import Any, Final

import polars as pl
import pyarrow as pa
from attrs import evolve
from py4j.protocol import Py4JError
from pyspark import StorageLevel
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from foirules.audit.counting.summary import Audit, of_no_case, reasons
from foirules.audit.judging.due_rows import due_order
from foirules.audit.judging.listed_cases import figure_asked
from foirules.audit.judging.tables import CASES, DUE, TABLES
from foirules.audit.reading.chunks import Chunk, HeldRows
from foirules.audit.reading.mapping import map_of_our_names
from foirules.audit.reading.readers.row_writer import REJECTED, LogError
from foirules.audit.running.audit_settings import AuditSettings
from foirules.audit.running.begun_audit import (
    begin_audit,
    column_of_last_days,
    job_of,
    law_of,
    our_map,
    recorded_column,
)
from foirules.audit.running.logs import SHOWN, add_done, lines_of_rejected
from foirules.audit.running.one_chunk import Job, judge_chunk, result_tables
from foirules.audit.running.out_folder import refuse_foreign
from foirules.audit.running.results import write_counts
from foirules.audit.running.spark_logs import (
    FORMATS,
    ORDER,
    columns_of,
    first_line,
    quoted,
    rows_of,
    seen_by,
    strays_of,
)
from foirules.audit.running.spark_scans import (
    with_case_ids_on_spark,
    with_kind_on_spark,
    with_one_order_on_spark,
)
from foirules.audit.running.spark_types import spark_table
from foirules.documents.limits import beyond, limit

MESSAGES: Final = {
    "failed": "Spark cannot go on: {reason}",
    "no-spark": "Spark does not start: {reason}",
    "heavy": "too many rows of case {case}: {beyond}",
    "encoding": "a map that names an encoding is not for Spark, which reads UTF-8",
}
ROWS: Final = 160_000  # judged at a time
SHARES: Final = 4  # of the cases, for each task that runs at a time
MEMORY: Final = "2g"  # of Java, where Spark's own settings say nothing: Spark's usual one is short
SETTINGS: Final = {
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.inMemoryColumnarStorage.batchSize": "1000",  # rows of ours are long
}


def audit_on_spark(
    settings: AuditSettings, out: str | None = None, master: str | None = None
) -> Audit:
    """Audits logs on Spark, which writes each table, and ``rejected``, as a folder of files.

    :param settings: with one format; ``settings.out`` does not count.
    :param out: a folder, or the address of one that Spark knows.
    :param master: the cluster, as ``spark-submit --master`` has it; what Spark's own settings say,
        if None.
    :raises LogError: for logs that Spark cannot read, or a Spark that does not start or go on.
    """
    if out is not None and "://" not in out:
        refuse_foreign(Path(out))
    spark = _session(master)
    try:
        read = {log: rows_of(spark, log) for log in settings.logs}
        strays = [each for log, rows in read.items() for each in strays_of(log, rows)]
        if settings.strict and strays:
            raise LogError(*(f"{file}: {said}" for file, said in strays))
        logs = {log: seen_by(rows, settings) for log, rows in read.items()}
        columns = {log: columns_of(rows) for log, rows in logs.items()}
        map = settings.map or our_map(settings.law, columns.values())
        if map.encoding:
            raise LogError(MESSAGES["encoding"])
        audit = begin_audit(settings, map, columns)
        audit.file_notes = strays
        law = law_of(map, columns.values(), settings.law)
        words = [each.vocabulary for each in law.values()]
        begins = {each.begins for each in words}
        whole, audit.case_ids = with_case_ids_on_spark(map, list(logs.values()), begins)
        against = recorded_column(settings, map)
        if against is not None:
            audit.against = against = with_kind_on_spark(against, whole, map.day_formats)
        days = column_of_last_days(against)
        map, said = with_one_order_on_spark(map, whole, words, days)
        audit.file_notes += [(settings.logs[0], each) for each in said]
        job = job_of(settings, map, columns.values(), None, against)
        audit.records = job.records
        audit.listed_as = figure_asked(settings.listed, settings.law, job.records)
        judged = _judge_on_spark(whole, job)
        kept = judged.persist(StorageLevel.DISK_ONLY)
        for row in kept.where("done is not null").select("done").collect():
            done, why, where = pickle.loads(row["done"])
            add_done(audit, done)
            audit.reasons.update(why)
            audit.of_no_case.update(where)
        if settings.strict and audit.reasons:
            raise LogError(*lines_of_rejected(_first_rejected(kept)))
        if out is not None:
            _write(kept, out, settings, audit)
        kept.unpersist()
    except (PySparkException, Py4JError) as error:
        raise LogError(MESSAGES["failed"].format(reason=first_line(error))) from None
    return audit


def _session(master: str | None) -> SparkSession:
    # The workers are to be the Python that runs now, each with one core.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    os.environ.setdefault("SPARK_DRIVER_MEMORY", MEMORY)
    builder = SparkSession.builder.appName("foirules audit")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    try:
        session: SparkSession = (builder.master(master) if master else builder).getOrCreate()
    except Exception as error:  # Java is missing, or the cluster cannot be reached
        raise LogError(MESSAGES["no-spark"].format(reason=first_line(error))) from None
    return session


# --- judging --------------------------------------------------------------------------------------


def _judge_on_spark(logs: Sequence[DataFrame], job: Job) -> DataFrame:
    """A row for each row of a table (in the column of its name), and for what is counted."""
    tables = {name: pa.struct(list(shape)) for name, shape in _shapes(job).items()}
    schema = pa.schema([*tables.items(), ("done", pa.binary())])
    case = f.col(quoted(job.map.case))
    whole = reduce(lambda a, b: a.unionByName(b, allowMissingColumns=True), logs)
    return (
        whole.repartition(whole.sparkSession.sparkContext.defaultParallelism * SHARES, case)
        .sortWithinPartitions(case, ORDER)
        .drop(ORDER)
        .mapInArrow(partial(_batches, job, schema), from_arrow_schema(schema))
    )


def _shapes(job: Job) -> dict[str, pa.Schema]:
    """The columns of each table, as found of a case that has only begun."""
    one = pl.DataFrame(
        {"case": ["1"], "on": [job.as_of], "event": [job.law.load_regime().vocabulary.begins]}
    )
    one = one.with_columns(_file=pl.lit(""), _row=pl.lit(1, pl.Int64))
    ours = map_of_our_names(job.law.load_regime())
    alone = evolve(job, map=ours, against=None, listed=None, mixed=False)
    _, judged = judge_chunk(alone, _chunk(0, one))
    tables = {
        name: spark_table(table, _format(name, job)) for name, table in result_tables(alone, judged)
    }
    return {
        **{name: table.schema for name, table in tables.items()},
        "rejected": spark_table(pl.DataFrame(schema=REJECTED), "csv").schema,
    }


def _format(name: str, job: Job) -> str:
    """The format that a table is written in."""
    return "csv" if name == DUE else job.formats[0]


def _chunk(number: int, rows: pl.DataFrame) -> Chunk:
    return Chunk(number, (HeldRows(rows),), together=True, cases=0)


def _batches(
    job: Job, schema: pa.Schema, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """What a worker of Spark does with its share of the rows, sorted by case."""
    for number, rows in enumerate(_whole_cases(batches, job.map.case)):
        done, judged = judge_chunk(job, _chunk(number, rows))
        for name, table in result_tables(job, judged):
            if table.height:
                arrow = spark_table(table, _format(name, job), job.raw_cells)
                yield from _only(schema, name, arrow)
        if done.rejected.height:
            rejected = spark_table(done.rejected, "csv", job.raw_cells)
            yield from _only(schema, "rejected", rejected)
        why, where = reasons(done.rejected), of_no_case(done.rejected)
        said = pickle.dumps((evolve(done, rejected=done.rejected.clear()), why, where))
        yield from _batch(schema, {"done": pa.array([said], pa.binary())}, 1)


def _whole_cases(batches: Iterable[pa.RecordBatch], case: str) -> Iterator[pl.DataFrame]:
    """Sorted rows, many at a time, no case cut in two.

    :raises ValueError: where a case has more rows than may be held.
    """
    held: list[pl.DataFrame] = []
    size = 0
    for batch in batches:
        rows = pl.DataFrame(batch)
        held.append(rows)
        size += rows.height
        if size < ROWS:
            continue
        whole = pl.concat(held)
        ends = whole[case].rle().struct.field("len").cum_sum()
        cut = int(ends[-2]) if len(ends) > 1 else 0
        if cut:
            yield whole[:cut]
        elif size > limit("held"):
            name = whole[case][0]
            raise ValueError(MESSAGES["heavy"].format(case=name, beyond=beyond("held")))
        held, size = [whole[cut:]], whole.height - cut
    if size:
        yield pl.concat(held)


def _only(schema: pa.Schema, name: str, table: pa.Table) -> Iterator[pa.RecordBatch]:
    """Rows of one table, as the only column of the result that is not null."""
    for batch in table.combine_chunks().to_batches():
        struct = pa.StructArray.from_arrays(batch.columns, fields=list(batch.schema))
        yield from _batch(schema, {name: struct}, batch.num_rows)


def _batch(schema: pa.Schema, columns: dict[str, Any], rows: int) -> Iterator[pa.RecordBatch]:
    arrays = [columns.get(each.name, pa.nulls(rows, each.type)) for each in schema]
    yield pa.RecordBatch.from_arrays(arrays, schema=schema)


# --- results --------------------------------------------------------------------------------------


def _first_rejected(kept: DataFrame) -> pl.DataFrame:
    rows = kept.where("rejected is not null").select("rejected.*").limit(SHOWN + 1).collect()
    return pl.DataFrame([tuple(row) for row in rows], schema=REJECTED, orient="row")


def _write(kept: DataFrame, out: str, settings: AuditSettings, audit: Audit) -> None:
    """The tables, by Spark; what is counted, where the folder is this machine's."""
    format = settings.formats[0]
    kinds = {**dict.fromkeys((*TABLES, CASES), format), DUE: "csv", "rejected": "csv"}
    for name, kind in kinds.items():
        table = kept.where(f"{name} is not null").select(f"{name}.*")
        table = table.orderBy(*due_order(audit.by)) if name == DUE else table
        writer = table.write.mode("overwrite").options(header=True, escape='"')
        writer.format(FORMATS[kind]).save(f"{out.rstrip('/')}/{name}")
    if "://" not in out:
        write_counts(Path(out), [format], audit, settings.raw_cells)
