"""One case of a log: its rows alone are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import polars as pl
from attrs import evolve, frozen

from foirules.audit.judging.mixed_cases import rows_by_law
from foirules.audit.judging.rows_to_frame import frame_of_rows
from foirules.audit.reading.case_regimes import Laws
from foirules.audit.reading.chunks import Chunk, HeldRows, ParquetTable, parquet_errors
from foirules.audit.reading.plain_types import case_name
from foirules.audit.reading.readers.row_writer import LogError
from foirules.audit.reading.unchanged import unchanged
from foirules.audit.running.audit_settings import AuditSettings
from foirules.audit.running.begun_audit import read_logs
from foirules.audit.running.one_chunk import DoneChunk, Job, cases_of_chunk, regimes_of
from foirules.audit.running.results import work_folder
from foirules.cases.case import Case
from foirules.documents.suggest import nearest

MESSAGES: Final = {
    "no-case": "--case: the log has no case {found}{near}",
    "rejected": "case {case} is rejected: {reason}",
    "row": "{file}, row {row}: {reason}",
}
LOOKED_AT: Final = 20_000  # names of cases, for one that is near


@frozen
class LoggedRow:
    """A row of a log, or what a map makes of it: where it stands, and what it says in our names."""

    file: str
    row: int
    said: dict[str, Any]


@frozen
class LoggedCase:
    """A case of a log, with its rows in order of day."""

    case: Case
    rows: tuple[LoggedRow, ...]


def cases_called(settings: AuditSettings, name: str) -> list[LoggedCase]:
    """The cases of logs that are called so; where cases are called after their files, also those
    whose own name it is.

    :raises LogError: where there is none, or one cannot be judged: then with each reason.
    """
    with work_folder(None) as folder:
        files, job, _ = read_logs(evolve(settings, out=None), folder)
        with unchanged(files.read_in_place()):
            pieces = [_rows(table, job.map.case, name) for table in files.tables]
            held = [HeldRows(rows) for rows in pieces if rows.height]
            if not held:
                raise LogError(_no_case(files.tables, job.map.case, name))
        found: list[LoggedCase] = []
        errors: list[str] = []
        chunk = Chunk(0, held, together=False, cases=1)
        for laws, cases in cases_of_chunk(job, chunk, DoneChunk("")):
            errors += _reasons(cases.rejected)
            found += _logged(job, laws, cases.rows, errors)
    if errors and not found:
        raise LogError(*errors)
    return found


def _rows(table: ParquetTable, case: str, name: str) -> pl.DataFrame:
    """The rows of the cases of a table that are called so."""
    with parquet_errors(table.name):
        scan = table.scan()
        if table.file is not None:
            scan = scan.with_row_index("_row", 1).with_columns(_file=pl.lit(table.file))
            scan = scan.with_columns(pl.col("_row").cast(pl.Int64))
        own = case_name(case, table.schema()[case]).cast(pl.String)
        called = own == name
        if table.case is not None:
            called |= own.str.ends_with(f"/{name}")
        return scan.filter(called).collect()


def _no_case(tables: list[ParquetTable], case: str, name: str) -> str:
    """What is said of a name that no case has."""
    known: list[str] = []
    for table in tables:
        own = case_name(case, table.schema()[case]).cast(pl.String)
        names = table.scan().select(own.drop_nulls().unique()).head(LOOKED_AT)
        with parquet_errors(table.name):
            known += names.collect().to_series().to_list()
    return MESSAGES["no-case"].format(found=repr(name), near=nearest(name, known))


def _reasons(rejected: pl.DataFrame) -> list[str]:
    """Why cases and rows of them are rejected."""
    return [
        MESSAGES["rejected"].format(
            case=case,
            reason=reason if row is None else MESSAGES["row"].format(**_at(file, row, reason)),
        )
        for file, row, case, reason, _ in rejected.rows()
    ]


def _at(file: str, row: int, reason: str) -> dict[str, Any]:
    return {"file": file, "row": row, "reason": reason}


def _logged(job: Job, laws: Laws, rows: pl.DataFrame, errors: list[str]) -> Iterator[LoggedCase]:
    """The cases of some rows, each as all of its laws see it."""
    if not rows.height:
        return
    by_law = dict.fromkeys(laws, rows)
    if len(laws) > 1:
        by_law, refused = rows_by_law(rows, regimes_of(job, laws), job.law.load_policies())
        errors += [MESSAGES["rejected"].format(case=c, reason=r) for c, r in refused.items()]
    frames = [
        frame_of_rows(seen, job.law.load_regimes()[law], job.record(law))
        for law, seen in by_law.items()
    ]
    for place, name in enumerate(frames[0].names):
        own, *others = (frame.case(place) for frame in frames)
        of_case = rows.filter(pl.col("case") == name).rows(named=True)
        yield LoggedCase(evolve(own, also=tuple(others)), tuple(map(_logged_row, of_case)))


def _logged_row(row: dict[str, Any]) -> LoggedRow:
    said = {
        name: value
        for name, value in row.items()
        if value is not None and name != "case" and not name.startswith("_")
    }
    return LoggedRow(row["_file"], row["_row"], said)
