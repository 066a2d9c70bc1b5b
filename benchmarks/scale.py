"""An audit of many cases by two processes and by a local Spark: the same results, and how much
processor and memory each takes.

    python -m benchmarks.scale LOG... [--python PYTHON] [--processes N] [--engine native|spark]

PYTHON is one that has pyspark, if this one has not. Memory is what all processes of an audit share
out among them (proportional set size), and the processor what all have had, both read from /proc
(Linux) every second: what a process has in its last second is not seen.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

import polars as pl
from attrs import frozen

from benchmarks.common import ROOT, machine
from foirules.audit.judging.tables import CASES, TABLES

AS_OF: Final = "2027-01-01"
EVERY: Final = 1.0  # seconds between two looks at the memory
OWN: Final = ("made_by",)  # what a summary says of the program: Spark has no hash of the files
NATIVE: Final = "native"


@frozen
class Run:
    """What an audit took: seconds of the clock and of the processor, and MB at each look."""

    clock: float
    busy: float
    memory: Sequence[int]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("logs", nargs="+", type=Path)
    parser.add_argument("--python", default=sys.executable, help="with pyspark")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--engine", action="append", choices=[NATIVE, "spark"])
    options = parser.parse_args()
    logs = [str(log.resolve()) for log in options.logs]
    master = f"local[{options.processes}]"
    how = {
        NATIVE: ["--processes", str(options.processes)],
        "spark": ["--engine", "spark", "--master", master],
    }
    print(f"{machine()}\n", flush=True)
    print("| | cases | seconds | microseconds of processor a case | MB after each tenth | most |")
    print("| --- | ---: | ---: | ---: | --- | ---: |", flush=True)
    results = {}
    with TemporaryDirectory() as folder:
        for name in options.engine or how:
            out = Path(folder) / name
            audit = ["-m", "foirules", "audit", *logs, "--as-of", AS_OF, "--out", str(out)]
            run = _run([options.python, *audit, *how[name]])
            results[name] = _results(out)
            print(_line(name, results[name]["summary"]["cases"]["read"], run), flush=True)
        first, *others = results.values()
        different = [part for other in others for part in first if first[part] != other[part]]
    if others:
        print(f"\ndifferent: {', '.join(different)}" if different else "\nthe results are the same")
    return int(bool(different))


def _line(name: str, cases: int, run: Run) -> str:
    tenths = [run.memory[len(run.memory) * n // 10] for n in range(1, 10)]
    each = " ".join(map(str, tenths))
    busy = 1e6 * run.busy / cases
    return f"| {name} | {cases:,} | {run.clock:.0f} | {busy:.1f} | {each} | {max(run.memory)} |"


def _run(command: list[str]) -> Run:
    settings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    settings |= {"PYTHONPATH": str(ROOT)}
    memory: list[int] = []
    busy: dict[int, float] = {}
    start = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT, env=settings) as audit:
        while audit.poll() is None:
            family = list(_family(audit.pid))
            memory.append(sum(map(_megabytes, family)))
            busy |= {pid: spent for pid in family if (spent := _spent(pid))}
            with suppress(subprocess.TimeoutExpired):
                audit.wait(EVERY)
    if audit.returncode not in (0, 1):
        raise SystemExit(f"{command}: exit code {audit.returncode}")
    return Run(perf_counter() - start, sum(busy.values()), memory)


def _family(pid: int) -> Iterator[int]:
    """A process and all that it has started, and these."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text(encoding="ascii").split()
        except OSError:  # it has ended
            continue
        for child in children:
            yield from _family(int(child))


def _spent(pid: int) -> float:
    """Seconds of the processor that a process has had."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(pid: int) -> int:
    try:
        said = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return sum(int(each.split()[1]) for each in said.splitlines() if each.startswith("Pss:")) >> 10


def _results(out: Path) -> Mapping[str, Any]:
    """What an audit has come to: its summary, and of each table its rows in any order."""
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    found: dict[str, Any] = {"summary": {k: v for k, v in summary.items() if k not in OWN}}
    for table in (*TABLES, CASES):
        one = out / f"{table}.parquet"
        rows = pl.scan_parquet(one if one.is_file() else out / table / "*.parquet")
        shape = rows.collect_schema()
        said = [_text(name, shape[name]).fill_null("\0") for name in sorted(shape)]
        of_row = pl.concat_str(said, separator="\1").hash()
        found[table] = rows.select(pl.len(), of_row.sum().alias("sum")).collect().row(0)
    return found


def _text(name: str, kind: pl.DataType) -> pl.Expr:
    if isinstance(kind, pl.List):
        return pl.col(name).cast(pl.List(pl.String)).list.join(";")
    return pl.col(name).cast(pl.String)


if __name__ == "__main__":
    raise SystemExit(main())
