"""Logs in, their audit out: read, judged chunk by chunk, written and counted."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path
from signal import SIGINT, SIGTERM
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import polars as pl
from attrs import Factory, evolve, frozen

from foirules.audit.counting.summary import Audit, of_no_case, reasons
from foirules.audit.counting.totals import Totals
from foirules.audit.judging.law_files import SHIPPED, LawFiles
from foirules.audit.judging.listed_cases import figure_asked
from foirules.audit.judging.policies_compared import FILE as CHANGED
from foirules.audit.judging.tables import CASES, DUE, TABLES
from foirules.audit.reading.case_ids import with_case_ids
from foirules.audit.reading.chunks import CHUNK, Chunk, ParquetTable, chunks
from foirules.audit.reading.day_orders import with_one_order
from foirules.audit.reading.log_files import WITH_MAP, LogFiles, read_log_files
from foirules.audit.reading.mapping import Map, map_of_our_names
from foirules.audit.reading.readers.row_writer import REJECTED, USED, LogError, no_column
from foirules.audit.reading.record import record_of
from foirules.audit.reading.recorded_column import DAYS, RecordedColumn, with_kind
from foirules.audit.reading.same_name import ColumnNames
from foirules.audit.reading.table_view import TableView
from foirules.audit.reading.unchanged import unchanged
from foirules.audit.running.due_file import write_due
from foirules.audit.running.one_chunk import DoneChunk, Job
from foirules.audit.running.out_folder import (
    ANNOTATED,
    RETURNS,
    SUMMARY,
    WORK,
    refuse_foreign,
    replace_results,
)
from foirules.audit.running.placed import placed
from foirules.audit.running.processes import judge_chunks
from foirules.audit.running.write import joined, write
from foirules.cases.errors import CaseError
from foirules.language.log_words import log_words
from foirules.processes.signals import postponed

if TYPE_CHECKING:
    from foirules.audit.reading.databases.database import Database
    from foirules.audit.running.one_file import Writer

MESSAGES: Final = {
    "no-source": "the map {map} names no column for {found}, nor does each of its events say it",
    "no-workbook": "--sheet {sheet}: a sheet is of a workbook, and none of the logs is one",
    "mixed": "logs of the formats {formats} cannot be read by one map",
    "out": "{path}: cannot be written: {reason}",
    "strict": "{file}: {place}{reason}",
    "strict-more": "{count} more rows or cases are rejected",
}
FEW: Final = 5_000  # cases that one process judges before others would have started
SHOWN: Final = 20
Progress = Callable[[int, int], None]
Writing = Callable[[str, str, int, int], None]


@frozen
class AuditSettings:
    """What is to be audited, and how.

    :param logs: files and folders; ``-`` for standard input.
    :param as_of: events after this day have not happened.
    :param map: how columns and values come to be ours; if None, as the format has it.
    :param out: the folder for results; None to count only.
    :param formats: of the tables: ``parquet``, ``csv``, ``jsonl``.
    :param raw_cells: text of tables in CSV stays as it is, also where a spreadsheet takes it for a
        formula.
    :param writers: of what is one file, by its name in ``out``.
    :param one_file: where the file of the one writer is put, without ``out``.
    :param against: the logs' column with what their system recorded: last days for complying,
        whether each case was in time, or how many working days it took; if None, as the
        map has it.
    :param by: the logs' column that what is due is grouped by, such as a team.
    :param listed: the figure, by its id, of which the cases are wanted.
    :param annotate: whether the files are written again with the last day and the state beside
        each row.
    :param strict: what would be rejected is an error.
    :param processes: how many; all cores if None.
    :param chunk: how many cases one process judges at a time, at most.
    :param sheets: of workbooks; if there are none, as the map has it, or the one that looks like
        the log.
    :param database: one that gives a log as well.
    """

    logs: tuple[str, ...]
    as_of: date
    law: LawFiles = SHIPPED
    map: Map | None = None
    out: Path | None = None
    formats: tuple[str, ...] = ("parquet",)
    raw_cells: bool = False
    writers: Mapping[str, Writer] = Factory(dict)
    one_file: Path | None = None
    against: str | None = None
    by: str | None = None
    listed: str | None = None
    annotate: bool = False
    strict: bool = False
    processes: int | None = None
    chunk: int = CHUNK
    sheets: tuple[str, ...] = ()
    database: Database | None = None

    @property
    def against_column(self) -> str | None:
        """The column with what the system recorded: that asked for, or else that of the map."""
        of_map = self.map.against if self.map else None
        return self.against or (of_map.column if of_map else None)


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
        for name in (*TABLES, CASES, DUE) if results else ():
            (folder / "results" / name).mkdir(parents=True)
        audit.listed_as = figure_asked(settings.listed, settings.law, job.records)
        rejected = [pl.DataFrame(files.writer.rejected, schema=REJECTED, orient="row")]
        annotated: list[pl.DataFrame] = []
        with unchanged(files.read_in_place()):
            parts = chunks(files.tables, map.case, folder, _processes(settings), settings.chunk)
            try:
                _judge_all(job, parts, settings, audit, rejected, annotated, progress)
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
                _write_returns(audit, made / RETURNS)
            if settings.writers:
                from foirules.audit.running.one_file import AuditResults
            for name, writer in settings.writers.items():
                told = partial(writing, name)
                writer(AuditResults(audit, results, refused, told), made / name)
            _write(made, results, settings, audit, refused)
            if settings.annotate:
                with unchanged(files.states.values()):
                    write_annotated(files, annotated, made / ANNOTATED)
            replace_results(made, settings.out)
        elif settings.one_file and results:
            from foirules.audit.running.one_file import AuditResults, written_to

            told = partial(writing, settings.one_file.name)
            found = AuditResults(audit, results, refused, told)
            (writer,) = settings.writers.values()
            written_to(settings.one_file, lambda path: writer(found, path))
        return audit


def read_logs(settings: AuditSettings, folder: Path) -> tuple[LogFiles, Job, Audit]:
    """The logs as tables in Parquet, what is asked of their cases, and an audit before anything is
    judged.

    :param folder: where tables are written that were not Parquet.
    :raises LogError: for logs that cannot be audited at all.
    """
    asked = {settings.against_column or "", settings.by or ""}
    columns = (settings.map or widest_map(settings.law)).reads() | asked
    law = settings.law.load_regimes()
    case = settings.map.needs()[0] if settings.map else None
    read = ColumnNames(columns) if settings.map else columns
    sheets = settings.sheets or (settings.map.sheets if settings.map else ())
    encoding = settings.map.encoding if settings.map else None
    files = read_log_files(
        settings.logs, folder, case, read, law, sheets, settings.database, encoding
    )
    if settings.sheets and "workbook" not in files.formats.values():
        raise LogError(MESSAGES["no-workbook"].format(sheet=settings.sheets[0]))
    if settings.map:
        files.tables = [_seen(each, columns, settings.map) for each in files.tables]
    if settings.strict and files.strays:
        raise LogError(*files.strays)
    map = settings.map or _map_of(files, settings.law)
    audit = _begin_on_files(settings, map, files)
    words = [each.vocabulary for each in law.values()]
    begins = {each.begins for each in words}
    files.tables, audit.case_ids = with_case_ids(files.tables, files.places(), map, begins)
    against = recorded_column(settings, map)
    if against is not None:
        audit.against = against = with_kind(against, files.tables, map.day_formats)
    map, said = with_one_order(map, files.tables, words, column_of_last_days(against))
    audit.file_notes += [(next(iter(files.formats)), each) for each in said]
    results = folder / "results" if settings.out or settings.one_file else None
    job = job_of(settings, map, files.columns().values(), results, against)
    audit.records = job.records
    return files, job, audit


def _seen(table: ParquetTable, columns: Iterable[str], map: Map) -> ParquetTable:
    """A table as a map sees its columns."""
    return evolve(table, view=TableView.of(table.schema(), columns, map.case_columns))


def widest_map(law: LawFiles) -> Map:
    """The map of a log that has our names, the cases of which may be of any regime."""
    others = (each for each in law.load_regimes().values() if each.id != law.regime)
    return map_of_our_names(law.load_regime(), *others)


def recorded_column(settings: AuditSettings, map: Map) -> RecordedColumn | None:
    """The column with what the logs' system recorded, its kind not known yet."""
    name, of_map = settings.against_column, map.against
    if name is None:
        return None
    own = of_map.values if of_map and of_map.column == name else ()
    return RecordedColumn.of(name, log_words(settings.law.load_regime()), own)


def column_of_last_days(against: RecordedColumn | None) -> str | None:
    """The name of a column with what a system recorded, if that is days."""
    return against.name if against is not None and against.kind == DAYS else None


def job_of(
    settings: AuditSettings,
    map: Map,
    columns: Iterable[Collection[str]],
    folder: Path | None,
    against: RecordedColumn | None = None,
) -> Job:
    """What is asked of each chunk of logs.

    :param columns: of each log.
    :param against: the column with what their system recorded, with its kind.
    """
    columns = list(columns)
    mixed = any(map.names_regimes(each) for each in columns)
    read_again = ("parquet",) if settings.writers else ()
    formats = tuple(dict.fromkeys((*settings.formats, *read_again)))
    given = formats, settings.raw_cells, against, settings.by, settings.listed, settings.annotate
    known = settings.law.load_regimes()
    records = {
        id: record_of(map, columns, known[id]) for id in (known if mixed else [settings.law.regime])
    }
    as_of = settings.as_of
    return Job(as_of, settings.law, map.on_day(as_of), folder, *given, mixed, records)


def _processes(settings: AuditSettings) -> int:
    return settings.processes or os.cpu_count() or 1


def _judge_all(
    job: Job,
    parts: Sequence[Chunk],
    settings: AuditSettings,
    audit: Audit,
    rejected: list[pl.DataFrame],
    annotated: list[pl.DataFrame],
    progress: Progress,
) -> None:
    total = sum(each.cases for each in parts)
    few = total <= FEW and settings.processes is None
    progress(0, total)
    for done in judge_chunks(job, parts, 1 if few else _processes(settings)):
        with postponed(SIGINT, SIGTERM):  # what is counted of a chunk is whole
            add_done(audit, done)
        rejected.append(done.rejected)
        annotated.append(done.annotated)
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


def _map_of(files: LogFiles, law: LawFiles) -> Map:
    """The map that comes with a format, or else none.

    :raises LogError: where the law has not the words of that map, or the logs would need two.
    """
    formats = set(files.formats.values())
    mapped = sorted(formats & set(WITH_MAP))
    if len(formats) > 1 and mapped:
        raise LogError(MESSAGES["mixed"].format(formats=" and ".join(sorted(formats))))
    if mapped:
        from foirules.audit.reading.map_files import MapError, load_map

        try:
            return load_map(mapped[0], law.load_regimes(), law.regime)
        except MapError as error:
            raise LogError(*error.errors) from None
    return our_map(law, files.columns().values())


def our_map(law: LawFiles, columns: Iterable[Container[str]]) -> Map:
    """The map of logs that have our names: where one has a column for it, of several regimes.

    :param columns: of each log.
    """
    widest = widest_map(law)
    mixed = any(widest.names_regimes(each) for each in columns)
    return widest if mixed else map_of_our_names(law.load_regime())


def _begin_on_files(settings: AuditSettings, map: Map, files: LogFiles) -> Audit:
    """An audit before anything is judged; rows that no reader could read are counted."""
    columns = {
        table if table in files.formats else next(iter(files.formats), table): names
        for table, names in files.columns().items()
    }
    audit = begin_audit(settings, map, columns)
    audit.files = len(files.formats)
    audit.file_notes = files.writer.file_notes
    audit.digest = files.digest
    audit.read = files.writer.read - files.writer.kept
    audit.cases = audit.of_no_law = files.writer.cases
    return audit


def begin_audit(settings: AuditSettings, map: Map, columns: Mapping[str, Iterable[str]]) -> Audit:
    """An audit before anything is judged.

    :param columns: of each log.
    :raises LogError: where one lacks a column that is needed.
    """
    try:
        settings.law.prepared(None)  # what is wrong with the law is said before a log is judged
    except CaseError as error:
        raise LogError(*(said.removeprefix(": ") for said in error.errors)) from None
    audit = Audit(settings.as_of, settings.law, map.name, files=len(columns), by=settings.by)
    errors: dict[str, None] = {}
    for name in map.lacks():
        errors[MESSAGES["no-source"].format(map=map.name, found=repr(name))] = None
    for file, given in columns.items():
        names = list(given)
        for name in (*map.needs(), *filter(None, (settings.against_column, settings.by))):
            if name not in names:
                errors[no_column(file, name, names)] = None
        read = map.reads() | {*USED, settings.against_column, settings.by}
        not_read = [name for name in names if name not in read]
        if not_read:
            audit.columns_not_read[file] = not_read
    if errors:
        raise LogError(*errors)
    return audit


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


# --- results --------------------------------------------------------------------------------------


@contextmanager
def work_folder(out: Path | None) -> Iterator[Path]:
    """A folder to work in, on the disk of the results; it goes when all is done."""
    try:
        if out is not None:
            refuse_foreign(out)
            out.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            with postponed(SIGINT, SIGTERM):  # no interruption between its making and its keeping
                name = stack.enter_context(TemporaryDirectory(prefix=WORK, dir=out))
            yield Path(name)
    except OSError as error:
        reason = error.strerror or error
        path = out or "a temporary folder"
        raise LogError(MESSAGES["out"].format(path=path, reason=reason)) from None


def _write(
    out: Path, results: Path, settings: AuditSettings, audit: Audit, refused: pl.DataFrame
) -> None:
    """The results as they are to be."""
    raw = settings.raw_cells
    write_due(out, results / DUE, audit.chunks, audit.by, raw)
    for name, format in product((*TABLES, CASES), settings.formats):
        # A chunk may have been written and not come to be counted.
        there = (results / name / f"{each}.{format}" for each in sorted(audit.chunks))
        parts = [path for path in there if path.exists()]
        if format == "parquet":
            (out / name).mkdir()
            for part in parts:
                part.replace(out / name / part.name)
        else:
            joined(parts, out / f"{name}.{format}")
    write(refused, out / "rejected", "csv", raw)
    write_counts(out, settings.formats, audit, raw)


def _write_returns(audit: Audit, folder: Path) -> None:
    """Fills in the returns that are wanted, and writes them into a folder."""
    from foirules.audit.counting.return_figures import filled_returns
    from foirules.audit.running.return_files import write_returns

    filled = filled_returns(audit)
    audit.returns = [each.to_dict() for each in filled]
    if filled:
        write_returns(filled, folder)


def write_counts(out: Path, formats: Sequence[str], audit: Audit, raw_cells: bool) -> None:
    """What is counted and compared, and the summary."""
    against = [table for each in audit.totals.values() for table in each.against]
    changed = [table for each in audit.totals.values() for table in each.changed]
    for format in formats:
        if against:
            from foirules.audit.judging.recorded_compared import differing

            write(differing(pl.concat(against)), out / "against", format, raw_cells)
        if changed:
            write(pl.concat(changed), out / CHANGED, format, raw_cells)
        write(audit.statistics_table(), out / "statistics", format, raw_cells)
    summary = out / ".summary.json.part"
    summary.write_text(json.dumps(audit.to_dict(), indent=2, ensure_ascii=False) + "\n", "utf-8")
    summary.replace(out / SUMMARY)
