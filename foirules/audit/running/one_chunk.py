"""One chunk of a log: read, judged, written and counted. It is what each process does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl
from attrs import Factory, define, evolve, frozen

from foirules.audit.counting.totals import Totals
from foirules.audit.judging.days_compared import compare_days
from foirules.audit.judging.judge import judge
from foirules.audit.judging.judged_cases import JudgedCases, joined_table
from foirules.audit.judging.law_files import LawFiles
from foirules.audit.judging.tables import TABLES
from foirules.audit.judging.whole_cases import (
    WholeCases,
    lost_cases,
    rejected_cases,
    whole_cases,
)
from foirules.audit.reading.case_regimes import rows_by_regime
from foirules.audit.reading.chunks import SHARES, Chunk, hash_of, reading_errors
from foirules.audit.reading.mapping import Map
from foirules.audit.reading.plain_types import case_name, in_plain_types
from foirules.audit.reading.readers.row_writer import REJECTED, USED
from foirules.audit.reading.record import EVERYTHING, Record
from foirules.audit.reading.typed_rows import AGAINST, ORIGIN, TypedRows, typed_rows, untyped_rows
from foirules.audit.running.write import write
from foirules.language.vocabulary import Vocabulary

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
    :param mixed: cases may name a regime of their own.
    :param records: what the log records, by regime.
    """

    as_of: date
    law: LawFiles
    map: Map
    folder: Path | None = None
    format: str = "parquet"
    against: str | None = None
    mixed: bool = False
    records: Mapping[str, Record] = Factory(dict)

    def record(self) -> Record:
        """What the log records of the cases of the regime that is meant."""
        return self.records.get(self.law.regime, EVERYTHING)

    def words(self, regime: str) -> Vocabulary:
        """The words of a regime."""
        return self.law.load_regimes()[regime].vocabulary


@define
class DoneChunk:
    """What has become of a chunk: its rows and cases add up.

    :param name: what its tables are called.
    :param read, used, left_out: rows; those that are neither used nor left out are rejected.
    :param cases_read: cases, those among them of which the regime is not known.
    :param totals: by regime.
    :param rejected: rows and cases, each with the reason.
    :param left_out_by_event: how many rows the map leaves out.
    :param values_not_read: how often there are which values, by column, that cannot be read.
    """

    name: str
    read: int = 0
    used: int = 0
    left_out: int = 0
    cases_read: int = 0
    totals: dict[str, Totals] = Factory(dict)
    rejected: pl.DataFrame = Factory(lambda: pl.DataFrame(schema=REJECTED))
    left_out_by_event: Counter[str] = Factory(Counter)
    values_not_read: Counter[tuple[str, str]] = Factory(Counter)


def judge_and_write(job: Job, chunk: Chunk) -> DoneChunk:
    """Judges the cases of a chunk and writes what is found of them."""
    done, judged = judge_chunk(job, chunk)
    if job.folder is not None:
        for name in TABLES:
            table = joined_table(name, judged, job.mixed)
            if table.width:
                write(table, job.folder / name / chunk.name, job.format)
    return done


def judge_chunk(job: Job, chunk: Chunk) -> tuple[DoneChunk, list[JudgedCases]]:
    """What becomes of a chunk, and what is found of its cases, regime by regime."""
    done = DoneChunk(chunk.name)
    of_regimes: list[JudgedCases] = []
    rejected = []
    for regime, cases in _cases(job, chunk, done):
        rejected.append(_rejected_of(regime, cases.rejected))
        if regime is not None:
            own = evolve(job, law=job.law.of(regime))
            judged, failed = _judge_regime(own, cases, done)
            rejected.append(_rejected_of(regime, failed))
            of_regimes.append(judged)
    done.rejected = pl.concat(rejected)
    return done, of_regimes


def _judge_regime(job: Job, cases: WholeCases, done: DoneChunk) -> tuple[JudgedCases, pl.DataFrame]:
    """What is found of the cases of the job's own regime, and those that cannot be judged."""
    judged, failed = _judge_cases(job, cases)
    rejected = [failed, rejected_cases(cases.rows, dict(judged.refused))]
    gone = [*(name for name, _ in judged.refused), *failed["case"]]
    used = cases.rows.filter(~pl.col("case").is_in(gone)) if gone else cases.rows
    done.used += used.select(*ORIGIN, "case").n_unique() if job.map.wide else used.height
    totals = done.totals[job.law.regime] = Totals(cases.cases_read)
    totals.add_judged(judged, job.as_of)
    if AGAINST in used.columns:
        totals.against.append(compare_days(used, job.as_of, job.law))
    return judged, pl.concat(rejected)


def _rejected_of(regime: str | None, rejected: pl.DataFrame) -> pl.DataFrame:
    """What is rejected of the cases of a regime."""
    known = pl.when(pl.col("case").is_not_null()).then(pl.lit(regime, pl.String))
    return rejected.with_columns(known.alias("regime"))


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
    rejected = []
    for regime, cases in _cases(job, chunk, done):
        reasons = dict.fromkeys(cases.rows["case"].unique(), reason)
        both = pl.concat([cases.rejected, rejected_cases(cases.rows, reasons)])
        rejected.append(_rejected_of(regime, both))
        if regime is not None:
            done.totals[regime] = Totals(cases.cases_read)
    done.rejected = pl.concat(rejected)
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


def _cases(job: Job, chunk: Chunk, done: DoneChunk) -> Iterator[tuple[str | None, WholeCases]]:
    """The cases of a chunk by regime; by None those whose regime is not known."""
    for regime, typed in _read(job, chunk, done).items():
        if regime is None:
            cases = lost_cases(typed)
        else:
            cases = whole_cases(typed, chunk.together, job.words(regime))
        done.cases_read += cases.cases_read
        yield regime, cases


def _read(job: Job, chunk: Chunk, done: DoneChunk) -> dict[str | None, TypedRows]:
    """The rows of a chunk in our columns and types, by the regime of their cases."""
    mapped = _mapped(job, chunk, done)
    usual, law = job.law.regime, job.law.load_regimes()
    by_regime: Iterable[tuple[str | None, pl.DataFrame]] = ((usual, rows) for rows in mapped)
    if job.mixed:
        by_regime = rows_by_regime(list(mapped), usual, law, done.values_not_read)
    read: dict[str | None, list[TypedRows]] = {}
    for regime, rows in by_regime:
        with reading_errors(_files(rows)):
            if regime is None:
                typed = untyped_rows(rows)
            else:
                words = job.words(regime)
                typed = typed_rows(rows, job.map.day_formats, words, law.values())
        done.values_not_read.update(typed.values_not_read)
        read.setdefault(regime, []).append(typed)
    return {regime: _together(each) for regime, each in read.items()}


def _mapped(job: Job, chunk: Chunk, done: DoneChunk) -> Iterator[pl.DataFrame]:
    """The pieces of a chunk in our columns."""
    for raw in _pieces(job, chunk):
        done.read += raw.height
        with reading_errors(_files(raw)):
            mapped = job.map.apply(raw)
        done.left_out += len(mapped.left_out)
        done.left_out_by_event.update(mapped.left_out.to_list())
        done.values_not_read.update(("event", repr(name)) for name in mapped.unmapped)
        yield mapped.rows


def _together(read: Sequence[TypedRows]) -> TypedRows:
    if len(read) == 1:
        return read[0]
    rows = pl.concat([each.rows for each in read], how="diagonal")
    return TypedRows(rows, pl.concat([each.wrong for each in read]), Counter())


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
        judged.add(judge(rows, job.as_of, job.law, TABLES, job.record()))
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
