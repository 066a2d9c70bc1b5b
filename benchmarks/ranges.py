"""How long cases take whose days are known as ranges; several checkouts in turns.

    python -m benchmarks.ranges                     # this checkout
    python -m benchmarks.ranges CHECKOUT...         # and these, in one run

Milliseconds of processor a case by the scalar back end; then seconds of processor of a whole audit,
all its processes, of cases with some ranges each. The least of some rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

from attrs import evolve

ROOT: Final = Path(__file__).parent.parent
ROUNDS: Final = 3
CASES: Final = 60
AUDITED: Final = 50_000  # cases of a log
LETTERS: Final = (
    {"event": "chaser"},
    {"event": "holding-reply"},
    {"event": "response", "outcome": "refused", "exemptions": ["s22"]},
    {"event": "acknowledgement"},
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkouts", nargs="*", type=Path, help="further checkouts")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measured()))
        return
    checkouts = [ROOT, *(path.resolve() for path in options.checkouts)]
    found: dict[Path, list[Mapping[str, float]]] = {path: [] for path in checkouts}
    for _ in range(ROUNDS):
        for path in checkouts:
            found[path].append(_round(path))
    print(f"{'':44}" + "".join(f"{path.name:>14}" for path in checkouts))
    for name in found[ROOT][0]:
        least = [min(each[name] for each in found[path]) for path in checkouts]
        print(f"{name:44}" + "".join(f"{each:14,.2f}" for each in least))
    with TemporaryDirectory() as folder:
        audits(checkouts, Path(folder))


def audits(checkouts: Sequence[Path], folder: Path) -> None:
    """Prints how long an audit takes, and how many times as long as one without ranges."""
    without: list[float] = []
    for ranges in range(4):
        log = _log(folder / f"{ranges}.parquet", AUDITED, ranges)
        least = [float("inf")] * len(checkouts)
        for _ in range(ROUNDS):
            for number, path in enumerate(checkouts):
                least[number] = min(least[number], _audit(path, log, folder / "out"))
        without = without or least
        name = f"audit of {AUDITED:,} cases, {ranges} ranges each"
        times = (each / none for each, none in zip(least, without, strict=True))
        print(f"{name:44}" + "".join(f"{each:14,.2f}" for each in least))
        print(f"{'':44}" + "".join(f"{each:13,.1f}x" for each in times))


def _log(path: Path, cases: int, ranges: int) -> Path:
    """A log of ordinary cases, each with so many days known only within a week."""
    from tests import generate
    from tests.audit.rows import rows_of

    rng = Random(ranges)
    made = (evolve(generate.ranged(rng, ranges), case=f"{number}") for number in range(cases))
    rows_of(made).write_parquet(path)
    return path


def _audit(checkout: Path, log: Path, out: Path) -> float:
    """Seconds of processor that an audit takes, all its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "foirules", "audit", str(log), "--out", str(out)]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    subprocess.run(
        [*command, "--as-of", "2027-01-01"],
        cwd=checkout,
        env=environment,
        capture_output=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _round(checkout: Path) -> Mapping[str, float]:
    command = [sys.executable, "-m", "benchmarks.ranges", "--measure"]
    if checkout != ROOT:
        command = [sys.executable, str(Path(__file__)), "--measure"]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    done = subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, check=True
    )
    found: Mapping[str, float] = json.loads(done.stdout)
    return found


def measured() -> dict[str, float]:
    """Milliseconds a case by kind of case, and the memory at the end."""
    from foirules import Case, assess, load_case
    from tests import files, generate

    as_of = date(2026, 1, 1)

    def timed(cases: Sequence[Case], as_of: date = as_of) -> float:
        for case in cases[:5]:
            assess(case, as_of)
        start = process_time()
        for case in cases:
            assess(case, as_of)
        return 1000 * (process_time() - start) / len(cases)

    founding = load_case(ROOT / "cases" / "dfe-2017-0040081.yaml")
    found = {"the founding case": timed([founding] * 20, date(2017, 10, 10))}
    for ranges in range(7):
        rng = Random(ranges)
        cases = [generate.ranged(rng, ranges) for _ in range(CASES)]
        found[f"{ranges} ranges of up to a week"] = timed(cases)
    for letters in (2, 3, 4, 6):
        month = {"from": "2017-08-20", "to": "2017-09-18"}
        events = [{"on": month, **LETTERS[number % 4]} for number in range(letters)]
        found[f"{letters} ranges of one and the same month"] = timed([files.case(*events)])
    year = {"from": "2017-08-03", "to": "2018-08-03"}
    events = [{"on": year, **LETTERS[number % 4]} for number in range(40)]
    found["40 ranges of one and the same year"] = timed([files.case(*events)])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**found, "megabytes at the end": memory}


if __name__ == "__main__":
    main()
