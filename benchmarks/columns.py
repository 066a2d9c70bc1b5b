"""How fast many cases are: engine by engine in memory, and from a Parquet log to written tables.

    python benchmarks/columns.py [--quick]

Judging a log takes two processes. The processor's time is given beside that of the clock, which
other work on the machine makes longer; it and the peaks of memory are read from /proc (Linux).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import cycle, islice
from multiprocessing import active_children
from pathlib import Path
from random import Random
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import polars as pl

from benchmarks import split
from benchmarks.common import Work, machine, rounds
from foirules import Assessment, Case, assess
from foirules.assessing.many_cases import assess_block, assess_many
from foirules.audit.judging.judge import judge
from foirules.audit.judging.law_files import LawFiles
from foirules.audit.judging.tables import CASES, DUE, TABLES
from foirules.audit.reading.chunks import CHUNK, Chunk, ParquetTable, chunks
from foirules.audit.reading.mapping import map_of_our_names
from foirules.audit.running.one_chunk import DoneChunk, Job, judge_and_write
from foirules.audit.running.processes import settings_of_workers
from foirules.audit.running.write import write
from foirules.engine.durable import matcher as durable
from foirules.processes.workers import Workers, workers
from tests import generate

LAW: Final = LawFiles()
AS_OF: Final = date(2027, 1, 1)
PROCESSES: Final = 2
LEAST: Final = ("findings", "clocks")
SIZES: Final = (1, 10, 100, 1_000, 10_000, 50_000)
DURABLE_MOST: Final = 100  # cases; it takes more than a second for a thousand
LOGS: Final = (50_000, 100_000, 250_000, 500_000, 1_200_000)
ROUNDS: Final = 7
LIMIT_MB: Final = 2048  # for a million cases, all processes together


def main(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["audit"]:
        return whole(*map(Path, arguments[1:]))
    os.environ["POLARS_MAX_THREADS"] = str(PROCESSES)  # of the floor; a worker has one
    quick = "--quick" in arguments
    print(f"{machine()}, numpy {np.__version__}, polars {pl.__version__}; medians of rounds")
    in_memory(SIZES[:-2] if quick else SIZES)
    with TemporaryDirectory() as kept:
        sizes = (10_000, 50_000) if quick else LOGS
        logs = {size: Path(kept) / f"{size}.parquet" for size in sizes}
        for size, log in logs.items():
            make(log, size)
        from_logs(logs)
        processes(Path(kept), 20_000 if quick else 1_000_000, logs[sizes[-1]], sizes[-1])
        split.report(logs[sizes[1]], AS_OF, TABLES)
    return 0


# --- in memory ------------------------------------------------------------------------------------


def in_memory(sizes: Sequence[int]) -> None:
    """Cases a second, with all lists but where it is said."""
    rng = Random(1)
    # No engine sees a case again before all others: they remember what they have worked out.
    made = cycle([generate.realistic(rng) for _ in range(max(sizes))])

    def loop(engine: str, cases: list[Case]) -> Iterator[Assessment]:
        return (assess(case, AS_OF, engine=engine) for case in cases)

    ways: dict[str, Callable[[list[Case]], Any]] = {
        "scalar, a loop over assess": partial(loop, "scalar"),
        **(
            {"durable, a loop over assess": partial(loop, "durable")} if durable.available() else {}
        ),
        "columns, assess_block": lambda cases: assess_block(cases, [AS_OF] * len(cases)),
        "assess_many, which chooses": lambda cases: assess_many(cases, AS_OF),
        "the same, findings only": lambda cases: assess_many(cases, AS_OF, results=("findings",)),
    }
    print("\nAssessments a second, cases of 5 to 8 events in memory, one process")
    print(_row("", *(f"{size:,} cases" for size in sizes)))
    rates: dict[str, list[str]] = {name: [] for name in ways}
    for size in sizes:
        works: dict[str, Work] = {}
        for name, way in ways.items():
            if name.startswith("durable") and size > DURABLE_MOST:
                continue
            times = max(1, 200 // size)
            works[name] = size * times, partial(_assess, way, made, size, times)
        rounds(works, times=1)
        found = rounds(works, times=5)
        for name, each in rates.items():
            each.append(f"{found[name]:,.0f}" if name in found else "-")
    for name, each in rates.items():
        print(_row(name, *each))


def _assess(
    way: Callable[[list[Case]], Any],
    made: Iterator[Case],
    size: int,
    times: int,
) -> None:
    for _ in range(times):
        for _ in way(list(islice(made, size))):
            pass


def _row(name: str, *cells: str) -> str:
    return f"  {name:32}" + "".join(f"{cell:>15}" for cell in cells)


# --- from a log -----------------------------------------------------------------------------------


def make(log: Path, cases: int) -> None:
    """A log of so many cases, written part by part."""
    parts = log.with_suffix(".parts")
    parts.mkdir()
    for first in range(1, cases + 1, 100_000):
        part = generate.log(min(100_000, cases + 1 - first), first, first)
        part.write_parquet(parts / f"{first:07}.parquet")
    pl.scan_parquet(parts / "*.parquet").sink_parquet(log)
    rmtree(parts)


Pool = Workers[Callable[[], Any], Any]
Way = Callable[[Path, list[Chunk], Pool], list[Any]]


def each_chunk(work: Way, log: Path, out: Path, pool: Pool, cases: int = CHUNK) -> list[Any]:
    """Work done on a log chunk by chunk."""
    for name in (*TABLES, CASES, DUE):
        (out / name).mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as kept:
        parts = chunks([ParquetTable(log, log.name)], "case", Path(kept), PROCESSES, cases)
        return work(out, parts, pool)


def audited(out: Path, parts: list[Chunk], pool: Pool) -> list[DoneChunk]:
    """All that ``foirules audit`` does: rows checked, three tables, statistics."""
    job = Job(AS_OF, LAW, map_of_our_names(LAW.load_regime()), out)
    return _done(pool, partial(judge_and_write, job), parts)


def judged(out: Path, parts: list[Chunk], pool: Pool) -> list[int]:
    """The engine alone: rows that are known to be good, findings and clocks."""
    return _done(pool, partial(judge_chunk, out), parts)


@contextmanager
def warm() -> Iterator[Pool]:
    """Workers that do whatever they are given, started once for many rounds."""
    with settings_of_workers(), workers(_call, PROCESSES) as pool:
        yield pool


def _call(work: Callable[[], Any]) -> Any:
    return work()


def _done(pool: Pool, work: Callable[[Chunk], Any], parts: list[Chunk]) -> list[Any]:
    return [each.result for each in pool.each(partial(work, part) for part in parts)]


def judge_chunk(out: Path, chunk: Chunk) -> int:
    cases = 0
    for number, piece in enumerate(chunk.pieces):
        found = judge(piece.read(), AS_OF, LawFiles(), LEAST)
        cases += found.cases
        for name in LEAST:
            write(found.table(name), out / name / f"{chunk.name}-{number}", "parquet")
    return cases


def floor(log: Path) -> None:
    """The same file read, and its rows grouped by case."""
    pl.read_parquet(log).group_by("case").len()


def from_logs(logs: dict[int, Path]) -> None:
    """Warm workers, from the file to written tables, beside the floor; they take turns."""
    for name, work in (
        (f"A log to written {' and '.join(LEAST)}", judged),
        (f"All that an audit does, to written {', '.join(TABLES)} and statistics", audited),
    ):
        print(f"\n{name}, {PROCESSES} warm workers: cases a second")
        from_logs_by(work, logs)


def from_logs_by(work: Way, logs: dict[int, Path]) -> None:
    print(_row("cases", "median", "best", "CPU us a case", "cores had", "floor", "share"))
    with warm() as pool, TemporaryDirectory() as kept:
        audit = partial(each_chunk, work, out=Path(kept), pool=pool)
        audit(next(iter(logs.values())), cases=2_500)
        for size, log in logs.items():
            runs, floors = [], []
            for _ in range(ROUNDS):
                runs.append(_spent(partial(audit, log)))
                floors.append(_spent(partial(floor, log))[0])
            seconds, busy = sorted(runs)[ROUNDS // 2]
            print(
                _row(
                    f"{size:,}",
                    f"{size / seconds:,.0f}",
                    f"{size / min(runs)[0]:,.0f}",
                    f"{1e6 * busy / size:.1f}",
                    f"{busy / seconds:.2f}",
                    f"{size / median(floors):,.0f}",
                    f"{median(floors) / seconds:.0%}",
                )
            )


def _spent(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and by the processor."""
    start, before = perf_counter(), cpu()
    work()
    return perf_counter() - start, cpu() - before


def processes(kept: Path, million: int, largest: Path, size: int) -> None:
    """Whole processes, start and all: the time, and the peak of memory."""
    log = kept / "million.parquet"
    make(log, million)
    for cases, each in ((million, log), (size, largest)):
        command = [sys.executable, __file__, "audit", str(each), str(kept / "out")]
        start = perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds = perf_counter() - start
        print(f"\n{cases:,} cases in a process of their own: {seconds:.2f} s, start and all;")
        print(f"  {done.stdout.strip()}")


def whole(log: Path, out: Path) -> int:
    """Judge a log, and say how much memory was in use at most."""
    with warm() as pool:
        done = each_chunk(audited, log, out, pool)
        peaks = [_megabytes(pid) for pid in ("self", *(each.pid for each in active_children()))]
    cases = sum(each.assessed for each in done)
    shown = " + ".join(f"{each:.0f}" for each in peaks)
    print(f"{cases:,} cases; memory at most {shown} = {sum(peaks):.0f} MB")
    return int(cases <= 1_000_000 and sum(peaks) > LIMIT_MB)


def cpu() -> float:
    """Seconds that this process and its workers have had of the processor."""
    ticks = 0
    for pid in ("self", *(each.pid for each in active_children())):
        said = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        ticks += int(said[11]) + int(said[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _megabytes(pid: object) -> float:
    """The most that a process has had in memory."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    (peak,) = (line for line in lines if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
