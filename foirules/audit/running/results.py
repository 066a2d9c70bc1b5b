"""The results of an audit, as they are to be, and the folder where they are made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Final

import polars as pl

from foirules.audit.counting.summary import Audit
from foirules.audit.judging.policies_compared import FILE as CHANGED
from foirules.audit.judging.tables import CASES, DUE, TABLES
from foirules.audit.reading.readers.row_writer import LogError
from foirules.audit.reading.utf8_names import check_name
from foirules.audit.running.audit_settings import AuditSettings
from foirules.audit.running.due_file import write_due
from foirules.audit.running.out_folder import SUMMARY, WORK, refuse_foreign
from foirules.audit.running.write import joined, write
from foirules.processes.signals import postponed

MESSAGES: Final = {
    "out": "{path}: cannot be written: {reason}",
}


@contextmanager
def work_folder(out: Path | None) -> Iterator[Path]:
    """A folder to work in, on the disk of the results; it goes when all is done."""
    check_name(out or Path(gettempdir()), "a folder of results")
    try:
        if out is not None:
            refuse_foreign(out)
            out.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            with postponed():  # no interruption between its making and its keeping
                name = stack.enter_context(TemporaryDirectory(prefix=WORK, dir=out))
            yield Path(name)
    except OSError as error:
        reason = error.strerror or error
        path = out or "a temporary folder"
        raise LogError(MESSAGES["out"].format(path=path, reason=reason)) from None


def write_results(
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


def write_filled_returns(audit: Audit, folder: Path) -> None:
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
