"""Logs -> the map that is proposed for them, with what came of reading them by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl
from attrs import evolve, frozen

from foirules.audit.judging.law_files import SHIPPED, LawFiles
from foirules.audit.reading.chunks import chunks
from foirules.audit.reading.databases.database import Database
from foirules.audit.reading.log_files import read_log_files
from foirules.audit.reading.map_files import MapError, load_map, ready_text
from foirules.audit.reading.mapping import Map
from foirules.audit.reading.proposing.plan import rows
from foirules.audit.reading.proposing.proposed import plan_for
from foirules.audit.reading.proposing.writing import remark_lines, written
from foirules.audit.reading.readers.row_writer import REJECTED, LogError
from foirules.audit.reading.unchanged import unchanged
from foirules.audit.reading.wrong_rows import MESSAGES as READING
from foirules.audit.running.audit_settings import AuditSettings
from foirules.audit.running.begun_audit import read_logs
from foirules.audit.running.one_chunk import DoneChunk, cases_of_chunk
from foirules.audit.running.placed import placed
from foirules.audit.running.results import work_folder
from foirules.documents.suggest import one_line

MESSAGES: Final = {
    "lacking": "no map can be proposed: no column was recognised that holds {what}; there are"
    " {columns}",
}
NOTES: Final = {
    "read": "tried on {log}: {read} of {rows} read",
    "left-out": "{rows} left out",
    "empty": "read as empty: {cells}",
    "not-read": "rows not read: {count:,}",
    "more": "and {count:,} more",
    "no-day": "it gives no day for what it tells",
}
_NO_DAY: Final = READING["missing"].format(column="on")
_OF_CASE: Final = "of its .* rows? cannot be read"  # why a case is rejected with its rows
PROPOSED: Final = "the map that was to be proposed"
MAP: Final = "map.yaml"
_SHOWN: Final = 10  # of what is not read
_FEW: Final = 6  # of what is read as empty


@frozen
class Tried:
    """What came of reading logs by a map.

    :param read, left_out: rows, of ``rows``.
    :param reasons: what is not read, each with its place.
    :param emptied: how many cells were read as empty, by what stands in them.
    """

    rows: int
    read: int
    left_out: int
    reasons: Sequence[str]
    emptied: Sequence[tuple[str, int]]

    def lines(self, log: str) -> Iterator[str]:
        """What is said of it."""
        said = NOTES["read"].format(log=log, read=f"{self.read:,}", rows=rows(self.rows))
        left = NOTES["left-out"].format(rows=rows(self.left_out)) if self.left_out else ""
        yield ", ".join(filter(None, (said, left)))
        if self.emptied:
            shown = ", ".join(f"{text!r} ({n:,})" for text, n in self.emptied[:_FEW])
            yield NOTES["empty"].format(cells=shown)
        if self.reasons:
            not_read = self.rows - self.read - self.left_out
            yield NOTES["not-read"].format(count=not_read)
            yield from (f"- {each}" for each in self.reasons[:_SHOWN])
            if len(self.reasons) > _SHOWN:
                yield NOTES["more"].format(count=len(self.reasons) - _SHOWN)


@frozen
class Proposal:
    """A map proposed for logs.

    :param text: as YAML; nothing but remarks where no map can be proposed.
    :param doubts: what is not sure.
    :param deadlines: columns with last days that the log's system recorded.
    :param tried: what came of it; None where it was not tried.
    :param lacking: why no map can be proposed.
    """

    text: str
    doubts: Sequence[str] = ()
    deadlines: Sequence[str] = ()
    tried: Tried | None = None
    lacking: str = ""


def suggest_map(
    logs: Sequence[str],
    map: Map | None = None,
    law: LawFiles = SHIPPED,
    sheets: Sequence[str] = (),
    database: Database | None = None,
    *,
    as_of: date,
) -> Proposal:
    """A map proposed for logs, as YAML, tried on them.

    :param map: one that says which objects are the cases, for OCEL.
    :param sheets: of workbooks.
    :param database: one that gives a log as well.
    :param as_of: the day on which the log was taken out of its system.
    :raises LogError: for what is not a log.
    """
    with work_folder(None) as folder:
        case, regimes = map.case if map else None, law.load_regimes()
        read, tried = folder / "looked-at", folder / "tried"
        read.mkdir()
        tried.mkdir()
        files = read_log_files(logs, read, case, None, regimes, sheets, database)
        if set(files.formats.values()) == {"alaveteli"}:
            return Proposal(ready_text("alaveteli"))
        log = Path(next(iter(files.formats))).name
        title = log.partition(".")[0] or log
        plan = plan_for(files.tables, law.load_regime(), [*regimes.values()])
        proposal = Proposal(written(title, plan), plan.doubts(), plan.deadlines)
        if plan.lacking:
            what = " or ".join(plan.lacking)
            columns = ", ".join(one_line(each) for each in plan.columns_seen)
            lacking = MESSAGES["lacking"].format(what=what, columns=columns)
            return evolve(proposal, lacking=lacking)
        settings = AuditSettings(tuple(logs), as_of, law, sheets=tuple(sheets), database=database)
        try:
            found = _tried(settings, proposal.text, tried)
        except (MapError, LogError) as error:
            reason = error.errors[0].replace(str(tried / MAP), PROPOSED)
            plan.lacking = [reason]
            return evolve(proposal, text=written(title, plan), lacking=reason)
        lines = [line for each in found.lines(log) for line in remark_lines(each)]
        return evolve(proposal, text=proposal.text + "\n".join(lines) + "\n", tried=found)


def _tried(settings: AuditSettings, text: str, folder: Path) -> Tried:
    """What comes of reading logs by a map, as an audit reads them."""
    path = folder / MAP
    path.write_text(text, encoding="utf-8")
    map = load_map(str(path), settings.law.load_regimes(), settings.law.regime)
    settings = evolve(settings, map=map)
    files, job, audit = read_logs(settings, folder)
    rejected = [pl.DataFrame(files.writer.rejected, schema=REJECTED, orient="row")]
    done = DoneChunk("")
    with unchanged(files.read_in_place()):
        for chunk in chunks(files.tables, job.map.case, folder, 1):
            for _, found in cases_of_chunk(job, chunk, done):
                rejected.append(found.rejected.select([*REJECTED]))
    refused = placed(pl.concat(rejected), files.writer.places, job.map).sort("file", "row")
    rows = done.read + audit.read
    own = refused.filter(~pl.col("reason").str.contains(_OF_CASE))
    gone = own.drop_nulls("row").select("file", "row").n_unique()
    read = own.select("row", "case", "reason").rows()
    reasons = list(dict.fromkeys(_reason(*row) for row in read))
    emptied = done.read_as_empty
    told = sorted(
        {text: sum(n for (_, t), n in emptied.items() if t == text) for _, text in emptied}.items(),
        key=lambda each: (-each[1], each[0]),
    )
    return Tried(rows, rows - gone - done.left_out, done.left_out, reasons, told)


def _reason(row: int | None, case: str | None, reason: str) -> str:
    """Why a row is not read, as short as may be."""
    places = [
        f"row {row}" if row is not None and not reason.startswith("sheet ") else "",
        f"case {case}" if case else "",
    ]
    said = NOTES["no-day"] if reason == _NO_DAY else reason.partition("; expected ")[0]
    where = ", ".join(filter(None, places))
    return ": ".join(filter(None, (where, said)))
