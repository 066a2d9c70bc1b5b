"""What is asked of an audit."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import Factory, frozen

from foirules.audit.judging.law_files import SHIPPED, LawFiles
from foirules.audit.reading.chunks import CHUNK
from foirules.audit.reading.mapping import Map

if TYPE_CHECKING:
    from foirules.audit.reading.databases.database import Database
    from foirules.audit.running.one_file import Writer


@frozen(eq=False, repr=False)
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

    @property
    def workers(self) -> int:
        """How many processes there are at most."""
        return self.processes or os.cpu_count() or 1
