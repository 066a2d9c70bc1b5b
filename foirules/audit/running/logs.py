"""Logs in, their audit out: read, judged chunk by chunk, written and counted."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from signal import SIGINT, SIGTERM
from tempfile import TemporaryDirectory
from typing import Final

import polars as pl
from attrs import frozen

from foirules.audit.counting.summary import Audit, of_no_case, reasons, statistics_table
from foirules.audit.judging.law import SHIPPED, LawOf
from foirules.audit.judging.tables import TABLES
from foirules.audit.reading.chunks import CHUNK, Chunk, chunks
from foirules.audit.reading.map_files import load_map, ready_text
from foirules.audit.reading.mapping import Map, ours
from foirules.audit.reading.readers import LogError
from foirules.audit.reading.readers.parts import REJECTED, USED
from foirules.audit.reading.sources import MAPS, Sources, sources
from foirules.audit.reading.suggestions import suggested
from foirules.audit.running.signals import unheard
from foirules.audit.running.worker import Done, Job
from foirules.audit.running.workers import judged
from foirules.audit.running.write import joined, write
from foirules.documents.suggest import expected

MESSAGES: Final = {
    "no-column": "{file}: no column {found}{near}; a map says which column it is: --map, or"
    " --suggest-map to have one proposed",
    "mixed": "logs of the formats {formats} cannot be read by one map",
    "out": "{path}: cannot be written: {reason}",
    "strict": "{file}: {place}{reason}",
    "strict-more": "{count} more rows or cases are rejected",
}
FEW: Final = 5_000  # cases that one process judges before others would have started
SHOWN: Final = 20
Progress = Callable[[int, int], None]


@frozen
class Wanted:
    """What is to be audited, and how.

    :param logs: files and folders; ``-`` for standard input.
    :param out: the folder for results; None to count only.
    :param map: how columns and values come to be ours; if None, as the format has it.
    :param format: of the results: ``parquet``, ``csv`` or ``jsonl``.
    :param against: the logs' column with the last days for complying that their system recorded.
    :param strict: what would be rejected is an error.
    :param processes: how many; all cores if None.
    """

    logs: tuple[str, ...]
    as_of: date
    law: LawOf = SHIPPED
    map: Map | None = None
    out: Path | None = None
    format: str = "parquet"
    against: str | None = None
    strict: bool = False
    processes: int | None = None
    chunk: int = CHUNK


def audit_logs(wanted: Wanted, progress: Progress = lambda done, of: None) -> Audit:
    """Audits logs, and writes what is found of them into ``wanted.out``.

    Interrupted (KeyboardInterrupt), it writes what is done and says so.

    :param progress: called with how many cases are done, and of how many.
    :raises LogError: for logs that cannot be audited at all, or with ``strict`` in part.
    """
    with _folder(wanted.out) as folder:
        case = wanted.map.case if wanted.map else None
        columns = (wanted.map or ours(wanted.law.of())).reads() | {wanted.against or ""}
        of = wanted.law
        found = sources(wanted.logs, folder, case, columns, of.regimes(), of.regime)
        map = wanted.map or _map_of(found, wanted.law)
        audit = _begun(wanted, map, found)
        parts = chunks(found.tables, map.case, folder, _processes(wanted), wanted.chunk)
        results = folder / "results" if wanted.out else None
        for name in TABLES if results else ():
            (folder / "results" / name).mkdir(parents=True)
        job = Job(wanted.as_of, wanted.law, map, results, wanted.format, wanted.against)
        rejected = [pl.DataFrame(found.parts.rejected, schema=REJECTED, orient="row")]
        try:
            _judge(job, parts, wanted, audit, rejected, progress)
        except KeyboardInterrupt:
            audit.complete = False
        refused = pl.concat(rejected).sort("file", "row", nulls_last=False, maintain_order=True)
        audit.reasons, audit.of_no_case = reasons(refused), of_no_case(refused)
        if wanted.strict and refused.height:
            raise LogError(*fatal(refused))
        if wanted.out and results:
            _write(wanted.out, results, wanted.format, audit, refused)
        return audit


def suggest_map(logs: Sequence[str], map: Map | None = None, law: LawOf = SHIPPED) -> str:
    """A map proposed for logs, as YAML.

    :param map: one that says which objects are the cases, for OCEL.
    :raises LogError: for what is no log.
    """
    with _folder(None) as folder:
        found = sources(logs, folder, map.case if map else None, None, law.regimes(), law.regime)
        if set(found.formats.values()) == {"alaveteli"}:
            return ready_text("alaveteli")
        name = next(iter(found.formats))
        return suggested(found.tables, Path(name).name.partition(".")[0], law.of())


def _processes(wanted: Wanted) -> int:
    return wanted.processes or os.cpu_count() or 1


def _judge(
    job: Job,
    parts: Sequence[Chunk],
    wanted: Wanted,
    audit: Audit,
    rejected: list[pl.DataFrame],
    progress: Progress,
) -> None:
    total = sum(each.cases for each in parts)
    few = total <= FEW and wanted.processes is None
    progress(0, total)
    for done in judged(job, parts, 1 if few else _processes(wanted)):
        add(audit, done)
        rejected.append(done.rejected)
        progress(audit.cases, max(total, audit.cases))


def add(audit: Audit, done: Done) -> None:
    audit.chunks.append(done.name)
    audit.read += done.read
    audit.used += done.used
    audit.left_out += done.left_out
    audit.cases += done.seen
    audit.assessed += done.assessed
    audit.left.update(done.left)
    audit.strange.update(done.strange)
    audit.tally.add(done.tally)
    if done.against is not None:
        audit.against.append(done.against)


def _map_of(found: Sources, law: LawOf) -> Map:
    """The map that comes with a format, or else none."""
    formats = set(found.formats.values())
    mapped = sorted(formats & set(MAPS))
    if len(formats) > 1 and mapped:
        raise LogError(MESSAGES["mixed"].format(formats=" and ".join(sorted(formats))))
    if mapped:
        return load_map(mapped[0], law.regimes(), law.regime)
    return ours(law.of())


def _begun(wanted: Wanted, map: Map, found: Sources) -> Audit:
    """An audit of which nothing is judged yet; rows that no reader could read are counted."""
    columns = {
        table if table in found.formats else next(iter(found.formats), table): names
        for table, names in found.columns().items()
    }
    audit = begun(wanted, map, columns)
    audit.files = len(found.formats)
    audit.read = found.parts.read - found.parts.kept
    audit.cases = found.parts.cases
    return audit


def begun(wanted: Wanted, map: Map, columns: Mapping[str, Iterable[str]]) -> Audit:
    """An audit of which nothing is judged yet.

    :param columns: of each log.
    :raises LogError: where one lacks a column that is needed.
    """
    regime = wanted.law.prepared(None).policy
    audit = Audit(
        wanted.as_of,
        list(regime.lineage()),
        wanted.law.of(),
        wanted.law.counted(),
        map.name,
        files=len(columns),
    )
    errors: dict[str, None] = {}
    for file, given in columns.items():
        names = list(given)
        for name in (*map.needs(), *([wanted.against] if wanted.against else [])):
            if name not in names:
                known = [each for each in names if not each.startswith("_")]
                near = expected(name, known)
                text = MESSAGES["no-column"].format(file=file, found=repr(name), near=near)
                errors[text] = None
        read = map.reads() | {*USED, wanted.against}
        not_read = [name for name in names if name not in read]
        if not_read:
            audit.not_read[file] = not_read
    if errors:
        raise LogError(*errors)
    return audit


def fatal(refused: pl.DataFrame) -> Iterator[str]:
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
def _folder(out: Path | None) -> Iterator[Path]:
    """A folder to work in, on the disk of the results; it goes when all is done."""
    try:
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            with unheard(SIGINT, SIGTERM):  # no interruption between its making and its keeping
                name = stack.enter_context(TemporaryDirectory(prefix=".foirules-", dir=out))
            yield Path(name)
    except OSError as error:
        reason = error.strerror or error
        path = out or "a temporary folder"
        raise LogError(MESSAGES["out"].format(path=path, reason=reason)) from None


def _write(out: Path, results: Path, format: str, audit: Audit, refused: pl.DataFrame) -> None:
    """The results where they are to be, each whole; those of an earlier audit go."""
    for name in TABLES:
        # A chunk may have been written and not come to be counted.
        there = (results / name / f"{each}.{format}" for each in sorted(audit.chunks))
        parts = [path for path in there if path.exists()]
        if format == "parquet":
            (out / name).mkdir(exist_ok=True)
            for old in (out / name).glob("[0-9]*.parquet"):
                old.unlink()
            for part in parts:
                part.replace(out / name / part.name)
        else:
            joined(parts, out / f"{name}.{format}")
    write(refused, out / "rejected", "csv")
    write_counts(out, format, audit)


def write_counts(out: Path, format: str, audit: Audit) -> None:
    """What is counted and compared, and the summary."""
    if audit.against:
        write(pl.concat(audit.against).filter(pl.col("days_apart") != 0), out / "against", format)
    every = audit.regime.schema.root.collection
    write(statistics_table(audit.tally, audit.counted, every), out / "statistics", format)
    summary = out / ".summary.json.part"
    summary.write_text(json.dumps(audit.to_dict(), indent=2, ensure_ascii=False) + "\n", "utf-8")
    summary.replace(out / "summary.json")
