"""One chunk of a log: read, judged, written and counted. What the workers run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl
from attrs import Factory, define, frozen

from foirules.audit.counting.tally import Tally
from foirules.audit.judging.against import compared
from foirules.audit.judging.judge import Judged, judge
from foirules.audit.judging.law import LawOf
from foirules.audit.judging.tables import TABLES
from foirules.audit.judging.whole_cases import Cases, rejected_cases, whole_cases
from foirules.audit.reading.chunks import SHARES, Chunk, hash_of, reading
from foirules.audit.reading.mapping import Map
from foirules.audit.reading.plain_types import name_of, plain
from foirules.audit.reading.readers.parts import REJECTED, USED
from foirules.audit.reading.values import AGAINST, ORIGIN, Typed, typed
from foirules.audit.running.write import write

MESSAGES: Final = {
    "failed": "it could not be judged: {error}",
}


@frozen
class Job:
    """What is asked of a log.

    :param against: the log's column with the last days for complying that its system recorded.
    :param folder: where the tables of each chunk are written; None to count only.
    """

    as_of: date
    law: LawOf
    map: Map
    folder: Path | None = None
    format: str = "parquet"
    against: str | None = None


@define
class Done:
    """What has become of a chunk: its rows and cases add up.

    :param name: what its tables are called.
    """

    name: str
    read: int = 0
    used: int = 0
    left_out: int = 0
    seen: int = 0
    assessed: int = 0
    tally: Tally = Factory(Tally)
    rejected: pl.DataFrame = Factory(lambda: pl.DataFrame(schema=REJECTED))
    against: pl.DataFrame | None = None
    left: Counter[str] = Factory(Counter)
    strange: Counter[tuple[str, str]] = Factory(Counter)


def run(job: Job, chunk: Chunk) -> Done:
    """Judges the cases of a chunk and writes what is found of them."""
    done, judged = found(job, chunk)
    if job.folder is not None:
        for name in TABLES:
            table = judged.table(name)
            if table.width:
                write(table, job.folder / name / chunk.name, job.format)
    return done


def found(job: Job, chunk: Chunk) -> tuple[Done, Judged]:
    """What becomes of a chunk, and what is found of its cases."""
    done = Done(chunk.name)
    rows = _read(job, chunk, done)
    cases = whole_cases(rows, chunk.together, job.law.of().vocabulary)
    done.seen = cases.seen
    judged, failed = _judged(job, cases)
    rejected = [cases.rejected, *([failed] if failed.height else [])]
    rejected += [rejected_cases(cases.rows, dict(judged.refused))] if judged.refused else []
    done.rejected = pl.concat(rejected)
    gone = [name for name, _ in judged.refused]
    used = cases.rows
    if gone or failed.height:
        used = used.filter(~pl.col("case").is_in([*gone, *failed["case"]]))
    if AGAINST in used.columns:
        done.against = compared(used, job.as_of, job.law)
    done.used = used.select(*ORIGIN, "case").n_unique() if job.map.wide else used.height
    done.assessed = judged.cases
    done.tally.add_judged(judged, job.as_of)
    return done, judged


def names_of(job: Job, chunk: Chunk) -> list[str]:
    """The names of the cases of a chunk."""
    case = job.map.case
    names = [
        raw.with_columns(name_of(case, raw.schema[case]).cast(pl.String).alias(case))[case]
        for raw in _pieces(job, chunk)
    ]
    return pl.concat(names).unique(maintain_order=True).to_list() if names else []


def rejected(job: Job, chunk: Chunk, reason: str) -> Done:
    """A chunk of one case that is rejected whole."""
    done = Done(chunk.name)
    cases = whole_cases(_read(job, chunk, done), chunk.together, job.law.of().vocabulary)
    done.seen = cases.seen
    reasons = dict.fromkeys(cases.rows["case"].unique(), reason)
    done.rejected = pl.concat([cases.rejected, rejected_cases(cases.rows, reasons)])
    return done


def _pieces(job: Job, chunk: Chunk) -> Iterator[pl.DataFrame]:
    """The pieces of a chunk, as far as they are of its share."""
    place, of = chunk.share
    case, read = job.map.case, {*job.map.reads(), *USED, job.against}
    for piece in chunk.pieces:
        raw = piece.read()
        with reading(_files(raw)):
            raw = plain(raw.select(name for name in raw.columns if name in read))
        if job.against is not None and job.against in raw.columns:
            raw = raw.with_columns(pl.col(job.against).alias(AGAINST))
        share = hash_of(case, raw.schema[case], SHARES) % of
        yield raw if of == 1 else raw.filter(share == place)


def _files(raw: pl.DataFrame) -> str:
    return ", ".join(raw["_file"].unique(maintain_order=True))


def _read(job: Job, chunk: Chunk, done: Done) -> Typed:
    """The rows of a chunk in our columns and types."""
    read = []
    for raw in _pieces(job, chunk):
        done.read += raw.height
        with reading(_files(raw)):
            mapped = job.map.apply(raw)
            read.append(typed(mapped.rows, job.map.clock, job.law.of().vocabulary))
        done.left_out += len(mapped.left)
        done.left.update(mapped.left.to_list())
        done.strange.update(("event", repr(name)) for name in mapped.unknown)
        done.strange.update(read[-1].strange)
    if len(read) == 1:
        return read[0]
    rows = pl.concat([each.rows for each in read], how="diagonal")
    return Typed(rows, pl.concat([each.wrong for each in read]), done.strange)


def _judged(job: Job, cases: Cases) -> tuple[Judged, pl.DataFrame]:
    """What is found of cases; and those with which the judging fails, found by halving."""
    failed: list[pl.DataFrame] = []
    judged = Judged({name: [] for name in TABLES})
    for rows in _halves(job, cases.rows, judged):
        failed.append(rows)
    return judged, pl.concat([pl.DataFrame(schema=REJECTED), *failed])


def _halves(job: Job, rows: pl.DataFrame, judged: Judged) -> Iterator[pl.DataFrame]:
    if not rows.height:
        return
    try:
        judged.add(judge(rows, job.as_of, job.law))
    except (Exception, pl.exceptions.PanicException) as error:
        # Whatever it is, it must not take the other cases with it.
        names = rows["case"].unique(maintain_order=True)
        if len(names) > 1:
            half = names[: len(names) // 2]
            first = rows["case"].is_in(half.implode())
            yield from _halves(job, rows.filter(first), judged)
            yield from _halves(job, rows.filter(~first), judged)
        else:
            said = f"{type(error).__name__}: {error}".splitlines()[0]
            yield rejected_cases(rows, {names[0]: MESSAGES["failed"].format(error=said)})
