"""One chunk of a log: read, judged, written and counted. It is what each process does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl
from attrs import Factory, define, frozen

from foirules.audit.counting.totals import Totals
from foirules.audit.judging.annotated_rows import SCHEMA, annotated_rows
from foirules.audit.judging.due_rows import with_group
from foirules.audit.judging.judged_cases import JudgedCases, joined_table
from foirules.audit.judging.law_files import LawFiles
from foirules.audit.judging.listed_cases import LISTED, listed_cases
from foirules.audit.judging.policies_compared import compare_policies
from foirules.audit.judging.return_rows import SCHEMA as RETURN_ROWS
from foirules.audit.judging.tables import CASES, DUE, RETURNS, TABLES
from foirules.audit.judging.whole_cases import (
    UNJUDGED,
    WholeCases,
    lost_cases,
    received_by,
    rejected_cases,
    unjudged_cases,
    whole_cases,
)
from foirules.audit.reading.case_regimes import Laws, rows_by_laws
from foirules.audit.reading.chunks import SHARES, Chunk, hash_of, reading_errors
from foirules.audit.reading.map_rows import mapped_rows
from foirules.audit.reading.mapping import Map
from foirules.audit.reading.plain_types import case_name, in_plain_types, text_column
from foirules.audit.reading.readers.row_writer import REJECTED, USED
from foirules.audit.reading.record import EVERYTHING, Record
from foirules.audit.reading.typed_rows import (
    AGAINST,
    BY,
    ORIGIN,
    TypedRows,
    typed_rows,
    untyped_rows,
)
from foirules.audit.running.halving import judge_by_halves
from foirules.audit.running.write import write
from foirules.language.regime import Regime
from foirules.language.vocabulary import Vocabulary

if TYPE_CHECKING:
    from foirules.audit.reading.recorded_column import RecordedColumn


BESIDE: Final = "beside"  # the folder of what is to stand beside the rows of the log


@frozen(eq=False, repr=False)
class Job:
    """What is asked of each chunk of a log.

    :param as_of: events after this day have not happened.
    :param folder: where the tables of each chunk are written; None to count only.
    :param formats: of the tables: ``parquet``, ``csv`` or ``jsonl``.
    :param raw_cells: text of CSV stays as it is, also where a spreadsheet takes it for a formula.
    :param against: the log's column with what its system recorded beside what the law says.
    :param by: the log's column that what is due is grouped by.
    :param listed: the figure of which the cases are wanted.
    :param annotate: whether the last day and the state of each row are wanted.
    :param mixed: cases may name a regime of their own.
    :param records: what the log records, by regime.
    """

    as_of: date
    law: LawFiles
    map: Map
    folder: Path | None = None
    formats: tuple[str, ...] = ("parquet",)
    raw_cells: bool = False
    against: RecordedColumn | None = None
    by: str | None = None
    listed: str | None = None
    annotate: bool = False
    mixed: bool = False
    records: Mapping[str, Record] = Factory(dict)

    def record(self, regime: str) -> Record:
        """What the log records of the cases of a regime."""
        return self.records.get(regime, EVERYTHING)

    def proposed_for(self, regime: str) -> bool:
        """Whether a policy is proposed that changes the cases of a regime."""
        proposal = self.law.proposal()
        return proposal is not None and proposal.regime.id == regime

    def words(self, regime: str) -> Vocabulary:
        """The words of a regime."""
        return self.law.load_regimes()[regime].vocabulary


@define(eq=False, repr=False)
class DoneChunk:
    """What has become of a chunk: its rows and cases add up.

    :param name: what its tables are called.
    :param read, used, left_out: rows; those that are neither used nor left out are rejected.
    :param cases_read: cases, those among them of which the regime is not known.
    :param assessed: how many of them are assessed; ``under_several`` how many of these under
        several laws: each counts in the totals of each of its laws.
    :param not_received: how many were not yet received on the day of the audit.
    :param of_no_law: how many are rejected because it is not known which law they are under.
    :param totals: by regime.
    :param rejected: rows and cases, each with the reason.
    :param listed: the cases of the figure that is asked for.
    :param annotated: the rows, with the last day and the state of each, until they are written.
    :param returns: what the cells of the returns that are wanted count.
    :param left_out_by_event: how many rows the map leaves out.
    :param values_not_read: how often there are which values, by column, that cannot be read.
    :param read_as_empty: how often there are which cells, by column, that say nothing.
    :param of_against: how many cells of what the system recorded are ``read`` and ``not_read``.
    """

    name: str
    read: int = 0
    used: int = 0
    left_out: int = 0
    cases_read: int = 0
    assessed: int = 0
    under_several: int = 0
    not_received: int = 0
    of_no_law: int = 0
    totals: dict[str, Totals] = Factory(dict)
    rejected: pl.DataFrame = Factory(lambda: pl.DataFrame(schema=REJECTED))
    listed: pl.DataFrame = Factory(lambda: pl.DataFrame(schema=LISTED))
    annotated: pl.DataFrame = Factory(lambda: pl.DataFrame(schema=SCHEMA))
    returns: pl.DataFrame = Factory(lambda: pl.DataFrame(schema=RETURN_ROWS))
    left_out_by_event: Counter[str] = Factory(Counter)
    values_not_read: Counter[tuple[str, str]] = Factory(Counter)
    read_as_empty: Counter[tuple[str, str]] = Factory(Counter)
    of_against: Counter[str] = Factory(Counter)


def judge_and_write(job: Job, chunk: Chunk) -> DoneChunk:
    """Judges the cases of a chunk and writes what is found of them."""
    done, judged = judge_chunk(job, chunk)
    if job.folder is not None:
        for name, table in result_tables(job, judged):
            # What is due is sorted as a whole later on.
            for format in job.formats if name != DUE else ("parquet",):
                write(table, job.folder / name / chunk.name, format, job.raw_cells)
        if job.annotate:
            write(done.annotated, job.folder / BESIDE / chunk.name, "parquet")
            done.annotated = done.annotated.clear()
    return done


def result_tables(job: Job, judged: Sequence[JudgedCases]) -> Iterator[tuple[str, pl.DataFrame]]:
    """The tables of what is found of some cases, by their names, as they are written."""
    for name in (*TABLES, CASES, DUE):
        table = joined_table(name, judged, job.mixed)
        if not table.width:
            continue
        yield name, with_group(table, job.by) if name in (CASES, DUE) else table


def judge_chunk(job: Job, chunk: Chunk) -> tuple[DoneChunk, list[JudgedCases]]:
    """What becomes of a chunk, and what is found of its cases, law by law."""
    done = DoneChunk(chunk.name)
    of_laws: list[JudgedCases] = []
    rejected = []
    for laws, cases in cases_of_chunk(job, chunk, done):
        judged, failed, changed = _judge(job, laws, cases, done)
        if job.listed is not None:
            tables = ((each.table(CASES), each.table("findings")) for each in judged)
            own = [
                listed_cases(job.listed, job.law.load_regimes()[law], *each, changed.get(law))
                for law, each in zip(laws, tables, strict=True)
                if each[0].width
            ]
            done.listed = pl.concat([done.listed, *own])
        counted = (each.table(RETURNS) for each in judged if each.tables.get(RETURNS))
        done.returns = pl.concat([done.returns, *counted])
        if job.annotate:
            both = pl.concat([cases.rejected, failed])
            known = [job.law.load_regimes()[law] for law in laws]
            beside = annotated_rows(cases.rows, both, judged, known)
            done.annotated = pl.concat([done.annotated, beside])
        of_laws += judged
        rejected += [_rejected_of(laws, cases.rejected), _rejected_of(laws, failed)]
    done.rejected = pl.concat(rejected)
    return done, of_laws


def _judge(
    job: Job, laws: Laws, cases: WholeCases, done: DoneChunk
) -> tuple[list[JudgedCases], pl.DataFrame, dict[str, pl.DataFrame]]:
    """What is found of cases under each of their laws, those that cannot be judged, and what a
    proposed policy would make another, by law."""
    changed = dict[str, pl.DataFrame]()
    received, not_received = received_by(cases.rows, job.as_of)
    by_law, refused = _by_law(job, laws, received)
    judged, failed = _judge_under_each(job, by_law)
    failed = pl.concat([rejected_cases(received, refused), failed])
    unjudged = pl.concat([cases.unjudged, _failed_cases(job, laws, received, failed)])
    used = _without(cases.rows, failed)
    done.used += used.select(*ORIGIN, "case").n_unique() if job.map.wide else used.height
    assessed = judged[laws[0]].cases if laws else 0
    done.assessed += assessed
    done.under_several += assessed if len(laws) > 1 else 0
    done.not_received += not_received
    done.of_no_law += 0 if laws else cases.cases_read
    for law, found in judged.items():
        totals = done.totals.setdefault(law, Totals())
        totals.cases += cases.cases_read
        totals.not_received += not_received
        totals.add_unjudged(unjudged)
        totals.add_judged(found, job.as_of)
        if job.proposed_for(law):
            changed[law], proposed = _by_proposal(job, law, _without(by_law[law], failed), found)
            proposed.cases += cases.cases_read
            proposed.not_received += not_received
            proposed.add_unjudged(unjudged)
            totals.add_proposed(changed[law], proposed)
        if job.against is not None and AGAINST in used.columns:
            from foirules.audit.judging.recorded_compared import compared

            own = _without(by_law[law], failed)
            totals.against.append(
                compared(own, found, job.as_of, job.law.of(law), job.against.kind)
            )
    return list(judged.values()), failed, changed


def _by_proposal(
    job: Job, law: str, rows: pl.DataFrame, now: JudgedCases
) -> tuple[pl.DataFrame, Totals]:
    """What a proposed policy would make another of cases, and what would be counted of them.

    :param now: what is found of the same cases by the policy in force.
    """
    by_it = job.law.of(law).as_proposed()
    judged, failed = judge_by_halves(rows, job.as_of, by_it, job.record(law))
    totals = Totals()
    totals.add_unjudged(_failed_cases(job, (law,), rows, failed))
    totals.add_judged(judged, job.as_of)
    return compare_policies(now.without(failed["case"]), judged), totals


def _failed_cases(job: Job, laws: Laws, rows: pl.DataFrame, failed: pl.DataFrame) -> pl.DataFrame:
    """What is known of cases that were to be judged and cannot be."""
    if failed.is_empty() or not laws:
        return pl.DataFrame(schema=UNJUDGED)
    own = rows.filter(pl.col("case").is_in(failed["case"].implode()))
    return unjudged_cases(own, job.words(laws[0]).begins)


def _by_law(
    job: Job, laws: Laws, rows: pl.DataFrame
) -> tuple[dict[str, pl.DataFrame], dict[str, str]]:
    """The rows of cases as each of their laws sees them; and why some cannot be judged."""
    if len(laws) < 2:
        return dict.fromkeys(laws, rows), {}
    from foirules.audit.judging.mixed_cases import rows_by_law

    return rows_by_law(rows, regimes_of(job, laws), job.law.load_policies())


def _judge_under_each(
    job: Job, by_law: Mapping[str, pl.DataFrame]
) -> tuple[dict[str, JudgedCases], pl.DataFrame]:
    """What is found of cases under each law; one that cannot be judged under one is rejected."""
    rejected = [pl.DataFrame(schema=REJECTED)]
    while True:
        found = {
            law: judge_by_halves(rows, job.as_of, job.law.of(law), job.record(law))
            for law, rows in by_law.items()
        }
        failed = pl.concat([rejected[0], *(each for _, each in found.values())])
        rejected.append(failed.unique("case", keep="first", maintain_order=True))
        if failed.is_empty() or len(by_law) < 2:
            return {law: judged for law, (judged, _) in found.items()}, pl.concat(rejected)
        by_law = {law: _without(rows, failed) for law, rows in by_law.items()}


def _without(rows: pl.DataFrame, rejected: pl.DataFrame) -> pl.DataFrame:
    """The rows of cases that are not rejected."""
    gone = rejected["case"].implode()
    return rows if rejected.is_empty() else rows.filter(~pl.col("case").is_in(gone))


def _rejected_of(laws: Laws, rejected: pl.DataFrame) -> pl.DataFrame:
    """What is rejected of the cases of some laws."""
    own = next(iter(laws), None)
    known = pl.when(pl.col("case").is_not_null()).then(pl.lit(own, pl.String))
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
    for laws, cases in cases_of_chunk(job, chunk, done):
        reasons = dict.fromkeys(cases.rows["case"].unique(), reason)
        both = pl.concat([cases.rejected, rejected_cases(cases.rows, reasons)])
        rejected.append(_rejected_of(laws, both))
        done.of_no_law += 0 if laws else cases.cases_read
        unjudged = [cases.unjudged, _failed_cases(job, laws, cases.rows, both)]
        for law in laws:
            totals = done.totals.setdefault(law, Totals())
            totals.cases += cases.cases_read
            totals.add_unjudged(pl.concat(unjudged))
    done.rejected = pl.concat(rejected)
    return done


def _pieces(job: Job, chunk: Chunk) -> Iterator[pl.DataFrame]:
    """The pieces of a chunk, as far as they are of its share."""
    place, of = chunk.share
    against = job.against.name if job.against else None
    case, read = job.map.case, {*job.map.reads(), *USED, against, job.by}
    for piece in chunk.pieces:
        raw = piece.read()
        with reading_errors(partial(_files, raw)):
            raw = in_plain_types(raw.select(name for name in raw.columns if name in read))
            raw = job.map.day_formats.in_one_order(raw)
        if against is not None and against in raw.columns:
            raw = raw.with_columns(pl.col(against).alias(AGAINST))
        if job.by is not None and job.by in raw.columns:
            raw = raw.with_columns(text_column(raw, job.by).alias(BY))
        share = hash_of(case, raw.schema[case], SHARES) % of
        yield raw if of == 1 else raw.filter(share == place)


def _files(raw: pl.DataFrame) -> str:
    """The files that rows came from, as messages name them."""
    return ", ".join(raw["_file"].unique(maintain_order=True))


def cases_of_chunk(job: Job, chunk: Chunk, done: DoneChunk) -> Iterator[tuple[Laws, WholeCases]]:
    """The cases of a chunk by their laws."""
    for laws, typed in _read(job, chunk, done).items():
        if not laws:
            cases = lost_cases(typed)
        elif len(laws) == 1:
            cases = whole_cases(typed, chunk.together, job.words(laws[0]))
        else:
            from foirules.audit.reading.mixed_rows import MixedEvents, with_wrong_parts

            regimes = regimes_of(job, laws)
            names = MixedEvents.of(regimes)
            cases = whole_cases(with_wrong_parts(typed, laws[0]), chunk.together, names)
        done.cases_read += cases.cases_read
        yield laws, cases


def regimes_of(job: Job, laws: Laws) -> dict[str, Regime]:
    known = job.law.load_regimes()
    return {law: known[law] for law in laws}


def _read(job: Job, chunk: Chunk, done: DoneChunk) -> dict[Laws, TypedRows]:
    """The rows of a chunk in our columns and types, by the laws of their cases."""
    mapped = _mapped(job, chunk, done)
    usual, known = job.law.regime, job.law.load_regimes()
    by_laws: Iterable[tuple[Laws, pl.DataFrame]] = (((usual,), rows) for rows in mapped)
    if job.mixed:
        by_laws = rows_by_laws(list(mapped), usual, known, done.values_not_read)
    read: dict[Laws, list[TypedRows]] = {}
    for laws, rows in by_laws:
        with reading_errors(partial(_files, rows)):
            if not laws:
                typed = untyped_rows(rows)
            elif len(laws) == 1:
                typed = typed_rows(rows, job.map.day_formats, known[laws[0]], known.values())
            else:
                from foirules.audit.reading.mixed_rows import mixed_rows

                typed = mixed_rows(rows, job.map.day_formats, regimes_of(job, laws), known)
        done.values_not_read.update(typed.values_not_read)
        read.setdefault(laws, []).append(typed)
    return {laws: _together(each) for laws, each in read.items()}


def _mapped(job: Job, chunk: Chunk, done: DoneChunk) -> Iterator[pl.DataFrame]:
    """The pieces of a chunk in our columns."""
    for raw in _pieces(job, chunk):
        done.read += raw.height
        with reading_errors(partial(_files, raw)):
            mapped = mapped_rows(job.map, raw)
        done.left_out += len(mapped.left_out)
        done.left_out_by_event.update(mapped.left_out.to_list())
        done.read_as_empty.update(_of_log(mapped.emptied, job))
        done.values_not_read.update(("event", repr(name)) for name in mapped.unmapped)
        rows = mapped.rows
        if job.against is not None and AGAINST in rows.columns:
            rows, cells, not_read = job.against.read_rows(rows, job.map.day_formats)
            done.of_against.update(cells)
            done.values_not_read.update(_of_log(not_read, job))
        yield rows


def _of_log(counts: Counter[tuple[str, str]], job: Job) -> Counter[tuple[str, str]]:
    """Values counted by column, with that of what its system recorded as the log calls it."""
    own = Counter({key: count for key, count in counts.items() if key[0] != AGAINST})
    name = job.against.name if job.against else ""
    return own | Counter({(name, v): n for (column, v), n in counts.items() if column == AGAINST})


def _together(read: Sequence[TypedRows]) -> TypedRows:
    if len(read) == 1:
        return read[0]
    rows = pl.concat([each.rows for each in read], how="diagonal")
    return TypedRows(rows, pl.concat([each.wrong for each in read]), Counter())
