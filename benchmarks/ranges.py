"""How long cases take whose days are known as ranges; several checkouts in turns.

    python -m benchmarks.ranges                     # this checkout
    python -m benchmarks.ranges CHECKOUT...         # and these, in one run

Milliseconds of processor a case by the scalar back end, the least of some rounds.
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
from time import process_time
from typing import Final

ROOT: Final = Path(__file__).parent.parent
ROUNDS: Final = 3
CASES: Final = 60
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
