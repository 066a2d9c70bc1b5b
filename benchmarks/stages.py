"""Where the time of an audit goes, stage by stage: microseconds of processor a case.

    python -m benchmarks.stages LOG [--chunk N] [--rounds N]

The log is audited in this process, by one thread, into tables in Parquet; of several rounds the
quickest is shown. A stage's time is its own, without that of the stages it calls.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, Final

os.environ["POLARS_MAX_THREADS"] = "1"  # as a worker has it

from attrs import Factory, define

from benchmarks.common import machine
from foirules.audit.counting.summary import Audit
from foirules.audit.counting.totals import Totals
from foirules.audit.judging import boxes, judge
from foirules.audit.judging.tables import TableMaker
from foirules.audit.reading.chunks import CHUNK, Piece
from foirules.audit.running import halving, logs, one_chunk, processes, results
from foirules.audit.running.audit_settings import AuditSettings

AS_OF: Final = date(2027, 1, 1)
STAGES: Final[dict[str, list[tuple[Any, str]]]] = {
    "files opened, cases found in them": [(logs, "read_logs"), (logs, "chunks")],
    "rows read": [(Piece, "read")],
    "columns of any type to plain ones": [(one_chunk, "in_plain_types")],
    "rows mapped to our names": [(one_chunk, "mapped_rows")],
    "rows checked": [(one_chunk, "typed_rows"), (one_chunk, "whole_cases")],
    "rows to cases as columns": [(judge, "frame_of_rows"), (judge, "by_policy")],
    "cases to the rows of subjects": [(judge, "block")],
    "the law": [(judge._Judging, "_said")],
    "ranges: bounds and scenarios": [(boxes, "boxes"), (judge, "ranged_cases")],
    "what the law says by case": [(judge._Judging, "_add"), (judge, "hits_on_frame")],
    "findings, clocks and actions": [(TableMaker, n) for n in ("findings", "clocks", "actions")],
    "the table of cases, and what is due": [(judge, "case_rows"), (judge, "due_rows")],
    "measures counted": [(judge, "count_frame"), (Totals, "add_judged")],
    "tables written": [(one_chunk, "write")],
    "the rest of a chunk": [(processes, "judge_and_write"), (halving, "judge")],
    "chunks added up": [(logs, "add_done")],
    "the statistics, made and written": [(Audit, "statistics_table"), (results, "write_counts")],
    "results put together": [(logs, "write_results"), (logs, "replace_results")],
}


@define
class Stages:
    """The processor's time by stage, each without that of the stages within it."""

    spent: dict[str, float] = Factory(dict)
    _within: list[float] = Factory(list)

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """A function whose time counts as that of a stage."""

        @wraps(work)
        def timed(*given: Any, **named: Any) -> Any:
            start = process_time()
            self._within.append(0.0)
            try:
                return work(*given, **named)
            finally:
                whole = process_time() - start
                self.spent[stage] = self.spent.get(stage, 0.0) + whole - self._within.pop()
                if self._within:
                    self._within[-1] += whole

        return timed


@contextmanager
def watched() -> Iterator[Stages]:
    """The stages of what is audited meanwhile."""
    stages, before = Stages(), []
    for stage, works in STAGES.items():
        for owner, name in works:
            work = getattr(owner, name)
            before.append((owner, name, work))
            setattr(owner, name, stages.timed(stage, work))
    try:
        yield stages
    finally:
        for owner, name, work in before:
            setattr(owner, name, work)


def audited(log: Path, chunk: int) -> tuple[int, float, dict[str, float]]:
    """How many cases there are; and the time of an audit, whole and by stage."""
    with TemporaryDirectory() as folder, watched() as stages:
        settings = AuditSettings(
            (str(log),), AS_OF, out=Path(folder) / "out", processes=1, chunk=chunk
        )
        start = process_time()
        audit = logs.audit_logs(settings)
        return audit.cases, process_time() - start, stages.spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("log", type=Path)
    parser.add_argument("--chunk", type=int, default=CHUNK, help="cases at a time, at most")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    audited(options.log, options.chunk)  # the law is compiled
    runs = [audited(options.log, options.chunk) for _ in range(options.rounds)]
    cases, whole, spent = min(runs, key=lambda run: run[1])
    print(f"{machine()}; {cases:,} cases, microseconds of processor a case\n")
    rest = {"all else": whole - sum(spent.values()), "together": whole}
    print("| stage | | |\n| --- | ---: | ---: |")
    for stage, seconds in {**{stage: spent.get(stage, 0) for stage in STAGES}, **rest}.items():
        print(f"| {stage} | {1e6 * seconds / cases:.2f} | {seconds / whole:.0%} |")


if __name__ == "__main__":
    main()
