"""Logs in, their audit out: read, judged chunk by chunk, written and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

import polars as pl

from foirules.audit.counting.summary import Audit, of_no_case, reasons
from foirules.audit.counting.totals import Totals
from foirules.audit.judging.listed_cases import figure_asked
from foirules.audit.judging.tables import CASES, DUE, TABLES
from foirules.audit.reading.chunks import Chunk, chunks
from foirules.audit.reading.readers.row_writer import REJECTED, LogError
from foirules.audit.reading.unchanged import unchanged
from foirules.audit.running.audit_settings import AuditSettings
from foirules.audit.running.begun_audit import read_logs
from foirules.audit.running.one_chunk import BESIDE, DoneChunk, Job
from foirules.audit.running.out_folder import ANNOTATED, RETURNS, replace_results
from foirules.audit.running.placed import placed
from foirules.audit.running.processes import judge_chunks
from foirules.audit.running.results import work_folder, write_filled_returns, write_results
from foirules.processes.signals import postponed

MESSAGES: Final = {
    "strict": "{file}: {place}{reason}",
    "strict-more": "{count} more rows or cases are rejected",
}
FEW: Final = 5_000  # cases that one process judges before others would have started
SHOWN: Final = 20
Progress = Callable[[int, int], None]
Writing = Callable[[str, str, int, int], None]


def audit_logs(
    settings: AuditSettings,
    progress: Progress = lambda done, of: None,
    writing: Writing = lambda file, what, done, of: None,
) -> Audit:
    """Audits logs, and writes what is found of them into ``settings.out``.

    Interrupted (KeyboardInterrupt), it writes what is done and says so.

    :param progress: called with how many cases are done, and of how many.
    :param writing: called as a file of ``settings.writers`` is written, with its name, what is
        written into it, and how many of how many are done.
    :raises LogError: for logs that cannot be audited at all, or with ``strict`` in part.
    """
    with work_folder(settings.out) as folder:
        files, job, audit = read_logs(settings, folder)
        if settings.annotate:
            from foirules.audit.running.annotate import check_files, write_annotated

            check_files(files)
        map = job.map
        results = job.folder
        for name in (*TABLES, CASES, DUE, BESIDE) if results else ():
            (folder / "results" / name).mkdir(parents=True)
        audit.listed_as = figure_asked(settings.listed, settings.law, job.records)
        rejected = [pl.DataFrame(files.writer.rejected, schema=REJECTED, orient="row")]
        with unchanged(files.read_in_place()):
            parts = chunks(files.tables, map.case, folder, settings.workers, settings.chunk)
            try:
                _judge_all(job, parts, settings, audit, rejected, progress)
            except KeyboardInterrupt:
                audit.complete = False
        refused = pl.concat(rejected).sort("file", "row", nulls_last=False, maintain_order=True)
        audit.reasons = reasons(refused)
        refused = placed(refused, files.writer.places, map)
        audit.of_no_case = of_no_case(refused)
        if settings.strict and refused.height:
            raise LogError(*lines_of_rejected(refused))
        if settings.out and results:
            made = folder / "made"
            made.mkdir()
            if settings.law.returns:
                write_filled_returns(audit, made / RETURNS)
            if settings.writers:
                from foirules.audit.running.one_file import AuditResults
            for name, writer in settings.writers.items():
                told = partial(writing, name)
                writer(AuditResults(audit, results, refused, told), made / name)
            write_results(made, results, settings, audit, refused)
            if settings.annotate:
                beside = [results / BESIDE / f"{each}.parquet" for each in audit.chunks]
                there = [path for path in beside if path.exists()]
                with unchanged(files.states.values()):
                    write_annotated(files, there, made / ANNOTATED, map.encoding)
            replace_results(made, settings.out)
        elif settings.one_file and results:
            from foirules.audit.running.one_file import AuditResults, written_to

            told = partial(writing, settings.one_file.name)
            found = AuditResults(audit, results, refused, told)
            (writer,) = settings.writers.values()
            written_to(settings.one_file, lambda path: writer(found, path))
        return audit


def _judge_all(
    job: Job,
    parts: Sequence[Chunk],
    settings: AuditSettings,
    audit: Audit,
    rejected: list[pl.DataFrame],
    progress: Progress,
) -> None:
    total = sum(each.cases for each in parts)
    few = total <= FEW and settings.processes is None
    progress(0, total)
    for done in judge_chunks(job, parts, 1 if few else settings.workers):
        with postponed():  # what is counted of a chunk is whole
            add_done(audit, done)
        rejected.append(done.rejected)
        progress(audit.cases, max(total, audit.cases))


def add_done(audit: Audit, done: DoneChunk) -> None:
    """Adds what has become of a chunk."""
    audit.chunks.append(done.name)
    audit.read += done.read
    audit.used += done.used
    audit.left_out += done.left_out
    audit.cases += done.cases_read
    audit.assessed += done.assessed
    audit.under_several += done.under_several
    audit.not_received += done.not_received
    audit.listed = pl.concat([audit.listed, done.listed])
    audit.returned = pl.concat([audit.returned, done.returns])
    audit.of_no_law += done.of_no_law
    audit.left_out_by_event.update(done.left_out_by_event)
    audit.read_as_empty.update(done.read_as_empty)
    audit.of_against.update(done.of_against)
    audit.values_not_read.update(done.values_not_read)
    for regime, totals in done.totals.items():
        audit.totals.setdefault(regime, Totals()).add(totals)


def lines_of_rejected(refused: pl.DataFrame) -> Iterator[str]:
    """A line for each row or case rejected, of the first that are."""
    for row in refused.head(SHOWN).iter_rows(named=True):
        row_place = f"row {row['row']}: " if row["row"] is not None else ""
        case_place = f"case {row['case']}: " if row["case"] is not None else ""
        yield MESSAGES["strict"].format(
            file=row["file"], place=row_place + case_place, reason=row["reason"]
        )
    if refused.height > SHOWN:
        yield MESSAGES["strict-more"].format(count=refused.height - SHOWN)
