"""Logs in: their tables, what is asked of their cases, and an audit before anything is judged."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve

from foirules.audit.counting.summary import Audit
from foirules.audit.judging.law_files import LawFiles
from foirules.audit.reading.case_ids import with_case_ids
from foirules.audit.reading.chunks import ParquetTable
from foirules.audit.reading.day_orders import with_one_order
from foirules.audit.reading.log_columns import REGIMES
from foirules.audit.reading.log_files import WITH_MAP, LogFiles, read_log_files
from foirules.audit.reading.mapping import Map, map_of_our_names
from foirules.audit.reading.readers.row_writer import USED, LogError, no_column
from foirules.audit.reading.record import record_of
from foirules.audit.reading.same_name import ColumnNames
from foirules.audit.running.audit_settings import AuditSettings
from foirules.audit.running.one_chunk import Job
from foirules.cases.errors import CaseError
from foirules.language.regime import Regime

if TYPE_CHECKING:
    from foirules.audit.reading.recorded_column import RecordedColumn

MESSAGES: Final = {
    "no-source": "the map {map} names no column for {found}, nor does each of its events say it",
    "no-workbook": "--sheet {sheet}: a sheet is of a workbook, and none of the logs is one",
    "mixed": "logs of the formats {formats} cannot be read by one map",
}


def read_logs(settings: AuditSettings, folder: Path) -> tuple[LogFiles, Job, Audit]:
    """The logs as tables in Parquet, what is asked of their cases, and an audit before anything is
    judged.

    :param folder: where tables are written that were not Parquet.
    :raises LogError: for logs that cannot be audited at all.
    """
    asked = {settings.against_column or "", settings.by or ""}
    law = settings.law.load_regimes()
    case = settings.map.needs()[0] if settings.map else None
    of_map = settings.map.reads() | asked if settings.map else ()
    read = ColumnNames(of_map) if settings.map else _OurColumns(settings.law, asked)
    sheets = settings.sheets or (settings.map.sheets if settings.map else ())
    encoding = settings.map.encoding if settings.map else None
    files = read_log_files(
        settings.logs, folder, case, read, law, sheets, settings.database, encoding
    )
    if settings.sheets and "workbook" not in files.formats.values():
        raise LogError(MESSAGES["no-workbook"].format(sheet=settings.sheets[0]))
    if settings.map:
        files.tables = [_seen(each, of_map, settings.map) for each in files.tables]
    if settings.strict and files.strays:
        raise LogError(*files.strays)
    map = settings.map or _map_of(files, settings.law)
    audit = _begin_on_files(settings, map, files)
    words = [
        each.vocabulary for each in law_of(map, files.columns().values(), settings.law).values()
    ]
    begins = {each.begins for each in words}
    files.tables, audit.case_ids = with_case_ids(files.tables, files.places(), map, begins)
    against = recorded_column(settings, map)
    if against is not None:
        from foirules.audit.reading.recorded_column import with_kind

        audit.against = against = with_kind(against, files.tables, map.day_formats)
    map, said = with_one_order(map, files.tables, words, column_of_last_days(against))
    audit.file_notes += [(next(iter(files.formats)), each) for each in said]
    results = folder / "results" if settings.out or settings.one_file else None
    job = job_of(settings, map, files.columns().values(), results, against)
    audit.records = job.records
    return files, job, audit


def _seen(table: ParquetTable, columns: Iterable[str], map: Map) -> ParquetTable:
    """A table as a map sees its columns."""
    from foirules.audit.reading.table_view import TableView

    return evolve(table, view=TableView.of(table.schema(), columns, map.case_columns))


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
    mixed = any(name in each for each in columns for name in REGIMES)
    return widest_map(law) if mixed else map_of_our_names(law.load_regime())


def widest_map(law: LawFiles) -> Map:
    """The map of a log that has our names, the cases of which may be of any regime."""
    others = (each for each in law.load_regimes().values() if each.id != law.regime)
    return map_of_our_names(law.load_regime(), *others)


def law_of(map: Map, columns: Iterable[Container[str]], law: LawFiles) -> Mapping[str, Regime]:
    """The regimes that the cases of some logs may be of, by their names.

    :param columns: of each log.
    """
    if _are_mixed(map, columns):
        return law.load_regimes()
    return {law.regime: law.load_regime()}


def _are_mixed(map: Map, columns: Iterable[Container[str]]) -> bool:
    """Whether the cases of one of some logs may name a regime of their own."""
    return any(map.names_regimes(each) for each in columns)


class _OurColumns(Container[str]):
    """The columns that a log without a map may have, and some more.

    Which these are, the words of every regime say. They are looked up when one is first asked for:
    of a log in Parquet none is.
    """

    def __init__(self, law: LawFiles, more: Collection[str]) -> None:
        self._law, self._more = law, more

    @cached_property
    def _names(self) -> frozenset[str]:
        return widest_map(self._law).reads().union(self._more)

    def __contains__(self, name: object) -> bool:
        return name in self._names


def recorded_column(settings: AuditSettings, map: Map) -> RecordedColumn | None:
    """The column with what the logs' system recorded, its kind not known yet."""
    name, of_map = settings.against_column, map.against
    if name is None:
        return None
    from foirules.audit.reading.recorded_column import RecordedColumn
    from foirules.language.log_words import log_words

    own = of_map.values if of_map and of_map.column == name else ()
    return RecordedColumn.of(name, log_words(settings.law.load_regime()), own)


def column_of_last_days(against: RecordedColumn | None) -> str | None:
    """The name of a column with what a system recorded, if that is days."""
    if against is None:
        return None
    from foirules.audit.reading.recorded_column import DAYS

    return against.name if against.kind == DAYS else None


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
    mixed = _are_mixed(map, columns)
    law = law_of(map, columns, settings.law)
    read_again = ("parquet",) if settings.writers else ()
    formats = tuple(dict.fromkeys((*settings.formats, *read_again)))
    given = formats, settings.raw_cells, against, settings.by, settings.listed, settings.annotate
    records = {id: record_of(map, columns, regime) for id, regime in law.items()}
    as_of = settings.as_of
    return Job(as_of, settings.law, map.on_day(as_of), folder, *given, mixed, records)


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
