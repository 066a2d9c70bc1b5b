"""What the audit reads of a log, before it judges it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import Factory, define

from foirules.audit.judging.law_files import SHIPPED
from foirules.audit.reading.chunks import chunks
from foirules.audit.reading.day_orders import with_one_order
from foirules.audit.reading.log_files import read_log_files
from foirules.audit.reading.map_files import load_map
from foirules.audit.running.audit_settings import AuditSettings
from foirules.audit.running.begun_audit import begin_audit, job_of
from foirules.audit.running.one_chunk import DoneChunk, cases_of_chunk
from tests.trackers.generate import Told

ANSWERS = ("response", "review-outcome")


@define
class Read:
    """The regime and the events of each case, and of those rejected why."""

    cases: dict[str, tuple[str, list[Told]]] = Factory(dict)
    rejected: dict[str | None, list[str]] = Factory(lambda: defaultdict(list))


def read(log: Path, map_file: Path, as_of: date) -> Read:
    """What is read of a log by a map."""
    map = load_map(str(map_file))
    found = Read()
    with TemporaryDirectory() as name:
        folder = Path(name)
        law = SHIPPED.load_regimes()
        files = read_log_files([str(log)], folder, map.case, map.reads(), law)
        for _, _, case, reason, _ in files.writer.rejected:
            found.rejected[case].append(reason)
        words = [each.vocabulary for each in law.values()]
        map, _ = with_one_order(map, files.tables, words)
        settings = AuditSettings((str(log),), as_of, map=map)
        begin_audit(settings, map, files.columns())
        job = job_of(settings, map, files.columns().values(), None)
        for chunk in chunks(files.tables, map.case, folder, 1):
            for laws, cases in cases_of_chunk(job, chunk, DoneChunk(chunk.name)):
                for case, reason in cases.rejected.select("case", "reason").rows():
                    found.rejected[case].append(reason)
                for row in cases.rows.iter_rows(named=True):
                    events = found.cases.setdefault(row["case"], (" ".join(laws), []))[1]
                    events.append(_told(row))
    for _, events in found.cases.values():
        events.sort(key=str)
    return found


def _told(row: dict[str, object]) -> Told:
    answer = row["event"] in ANSWERS
    cited = row.get("exemptions") if answer else None
    outcome = row.get("outcome") if answer else None
    until = row.get("until")
    assert isinstance(cited, list | None)
    said: Any = (row["event"], row["on"], until, outcome, tuple(cited) if cited else None)
    told: Told = said
    return told
