"""One chunk of a log: read, judged, written and counted. It is what each process does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl
from attrs import Factory, define, frozen

from foirules.audit.counting.totals import Totals
from foirules.audit.judging.days_compared import compare_days
from foirules.audit.judging.judge import judge
from foirules.audit.judging.judged_cases import JudgedCases
from foirules.audit.judging.law_files import LawFiles
from foirules.audit.judging.tables import TABLES
from foirules.audit.judging.whole_cases import WholeCases, rejected_cases, whole_cases
from foirules.audit.reading.chunks import SHARES, Chunk, hash_of, reading_errors
from foirules.audit.reading.mapping import Map
from foirules.audit.reading.plain_types import case_name, in_plain_types
from foirules.audit.reading.readers.row_writer import REJECTED, USED
from foirules.audit.reading.typed_rows import AGAINST, ORIGIN, TypedRows, typed_rows
from foirules.audit.running.write import write

MESSAGES: Final = {
    "failed": "it could not be judged: {error}",
}


@frozen
class Job:
    """What is asked of each chunk of a log.

    :param as_of: events after this day have not happened.
    :param folder: where the tables of each chunk are written; None to count only.
    :param format: of the tables: ``parquet``, ``csv`` or ``jsonl``.
    :param against: the log's column with the last days for complying that its system recorded.
    """

    as_of: date
    law: LawFiles
    map: Map
    folder: Path | None = None
    format: str = "parquet"
    against: str | None = None


@define
class DoneChunk:
    """What has become of a chunk: its rows and cases add up.

    :param name: what its tables are called.
    :param read, used, left_out: rows; those that are neither used nor left out are rejected.
    :param cases_read, assessed: cases.
    :param rejected: rows and cases, each with the reason.
    :param against: the days recorded, beside the last days of the law; None where none are asked.
    :param left_out_by_event: how many rows the map leaves out.
    :param values_not_read: how often there are which values, by column, that cannot be read.
    """

    name: str
    read: int = 0
    used: int = 0
    left_out: int = 0
    cases_read: int = 0
    assessed: int = 0
    totals: Totals = Factory(Totals)
    rejected: pl.DataFrame = Factory(lambda: pl.DataFrame(schema=REJECTED))
    against: pl.DataFrame | None = None
    left_out_by_event: Counter[str] = Factory(Counter)
    values_not_read: Counter[tuple[str, str]] = Factory(Counter)


def judge_and_write(job: Job, chunk: Chunk) -> DoneChunk:
    """Judges the cases of a chunk and writes what is found of them."""
    done, judged = judge_chunk(job, chunk)
    if job.folder is not None:
        for name in TABLES:
            table = judged.table(name)
            if table.width:
                write(table, job.folder / name / chunk.name, job.format)
    return done


def judge_chunk(job: Job, chunk: Chunk) -> tuple[DoneChunk, JudgedCases]:
    """What becomes of a chunk, and what is found of its cases."""
    done = DoneChunk(chunk.name)
    rows = _read(job, chunk, done)
    cases = whole_cases(rows, chunk.together, job.law.load_regime().vocabulary)
    done.cases_read = cases.cases_read
    judged, failed = _judge_cases(job, cases)
    rejected = [cases.rejected, *([failed] if failed.height else [])]
    rejected += [rejected_cases(cases.rows, dict(judged.refused))] if judged.refused else []
    done.rejected = pl.concat(rejected)
    gone = [name for name, _ in judged.refused]
    used = cases.rows
    if gone or failed.height:
        used = used.filter(~pl.col("case").is_in([*gone, *failed["case"]]))
    if AGAINST in used.columns:
        done.against = compare_days(used, job.as_of, job.law)
    done.used = used.select(*ORIGIN, "case").n_unique() if job.map.wide else used.height
    done.assessed = judged.cases
    done.totals.add_judged(judged, job.as_of)
    return done, judged


def case_names(job: Job, chunk: Chunk) -> list[str]:
    """The names of the cases of a chunk."""
    case = job.map.case
    names = [
        raw.with_columns(case_name(case, raw.schema[case]).cast(pl.String).alias(case))[case]
        for raw in _pieces(job, chunk)
    ]
    return pl.concat(names).unique(maintain_order=True).to_list() if names else []


def reject_chunk(job: Job, chunk: Chunk, reason: str) -> DoneChunk:
    """A chunk of one case that is rejected whole."""
    done = DoneChunk(chunk.name)
    cases = whole_cases(_read(job, chunk, done), chunk.together, job.law.load_regime().vocabulary)
    done.cases_read = cases.cases_read
    reasons = dict.fromkeys(cases.rows["case"].unique(), reason)
    done.rejected = pl.concat([cases.rejected, rejected_cases(cases.rows, reasons)])
    return done


def _pieces(job: Job, chunk: Chunk) -> Iterator[pl.DataFrame]:
    """The pieces of a chunk, as far as they are of its share."""
    place, of = chunk.share
    case, read = job.map.case, {*job.map.reads(), *USED, job.against}
    for piece in chunk.pieces:
        raw = piece.read()
        with reading_errors(_files(raw)):
            raw = in_plain_types(raw.select(name for name in raw.columns if name in read))
        if job.against is not None and job.against in raw.columns:
            raw = raw.with_columns(pl.col(job.against).alias(AGAINST))
        share = hash_of(case, raw.schema[case], SHARES) % of
        yield raw if of == 1 else raw.filter(share == place)


def _files(raw: pl.DataFrame) -> str:
    """The files that rows came from, as messages name them."""
    return ", ".join(raw["_file"].unique(maintain_order=True))


def _read(job: Job, chunk: Chunk, done: DoneChunk) -> TypedRows:
    """The rows of a chunk in our columns and types."""
    read = []
    for raw in _pieces(job, chunk):
        done.read += raw.height
        with reading_errors(_files(raw)):
            mapped = job.map.apply(raw)
            read.append(
                typed_rows(mapped.rows, job.map.day_formats, job.law.load_regime().vocabulary)
            )
        done.left_out += len(mapped.left_out)
        done.left_out_by_event.update(mapped.left_out.to_list())
        done.values_not_read.update(("event", repr(name)) for name in mapped.unmapped)
        done.values_not_read.update(read[-1].values_not_read)
    if len(read) == 1:
        return read[0]
    rows = pl.concat([each.rows for each in read], how="diagonal")
    return TypedRows(rows, pl.concat([each.wrong for each in read]), done.values_not_read)


def _judge_cases(job: Job, cases: WholeCases) -> tuple[JudgedCases, pl.DataFrame]:
    """What is found of cases; and those with which the judging fails, found by halving."""
    failed: list[pl.DataFrame] = []
    judged = JudgedCases({name: [] for name in TABLES})
    for rows in _halves(job, cases.rows, judged):
        failed.append(rows)
    return judged, pl.concat([pl.DataFrame(schema=REJECTED), *failed])


def _halves(job: Job, rows: pl.DataFrame, judged: JudgedCases) -> Iterator[pl.DataFrame]:
    """Adds what is found of cases; gives those with which the judging fails, as rejected."""
    if not rows.height:
        return
    try:
        judged.add(judge(rows, job.as_of, job.law))
    except (Exception, pl.exceptions.PanicException) as error:
        # Whatever it is, it must not take the other cases with it.
        names = rows["case"].unique(maintain_order=True)
        if len(names) > 1:
            half = names[: len(names) // 2]
            first = rows["case"].is_in(half.implode())
            yield from _halves(job, rows.filter(first), judged)
            yield from _halves(job, rows.filter(~first), judged)
        else:
            said = f"{type(error).__name__}: {error}".splitlines()[0]
            yield rejected_cases(rows, {names[0]: MESSAGES["failed"].format(error=said)})
