"""Many assessments in one process: the memory stays flat, and the findings stay the same.

    python benchmarks/soak.py [ENGINE CASES]

Without arguments 200,000 cases by scalar and 20,000 by durable-rules, each in its own process.
Exit code 1 where memory grows or a finding changes. The memory is read from /proc (Linux).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from math import prod
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent))

from foirules import Assessment, assess
from foirules.engine.durable import matcher as durable
from tests import generate

FULL: Final = {"scalar": 200_000, "durable": 20_000}
WARM: Final = 0.25  # of the cases come before the memory is first read: the caches fill
HEAVIEST: Final = 20  # cases
MOST: Final = 16.0  # megabytes it may grow by after that
STATUS: Final = Path("/proc/self/status")


class SoakError(Exception):
    """What did not stay as it was."""


def memory() -> float:
    """Megabytes of the process that are in memory."""
    (line,) = (x for x in STATUS.read_text(encoding="ascii").splitlines() if x.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def soak(engine: str, cases: int, then: Callable[[Assessment], object] = id) -> list[float]:
    """Assess so many generated cases; the memory after the warm-up and after each tenth since.

    :param then: what is done with each assessment.
    :raises SoakError: where memory has grown, or the first cases are no longer found the same.
    """
    first = _findings(engine)
    # What Python has once asked the machine for it seldom gives back: the cases whose days may have
    # fallen in most ways come first, so that any growth after them is one.
    for seed in sorted(range(1, cases + 1), key=_ways, reverse=True)[:HEAVIEST]:
        then(_assessed(seed, engine))
    warm = int(cases * WARM)
    marks = {warm + (cases - warm) * tenth // 10 for tenth in range(11)}
    used = []
    for seed in range(1, cases + 1):
        then(_assessed(seed, engine))
        if seed in marks:
            used.append(memory())
    if _findings(engine) != first:
        raise SoakError("the findings are not those of the beginning")
    last = min(used[-3:])  # a case of many ways to fall takes more for a while
    if last - used[0] > MOST:
        raise SoakError(f"memory grew from {used[0]:.0f} MB to {last:.0f} MB")
    return used


def _findings(engine: str) -> list[object]:
    found: list[object] = []
    for seed in range(50):
        found.append(_assessed(seed, engine).to_dict())
    return found


def _assessed(seed: int, engine: str) -> Assessment:
    rng = Random(seed)
    case = generate.case(rng)
    return assess(case, generate.as_of(rng, case), engine=engine)


def _ways(seed: int) -> int:
    """How many ways the days of a case may have fallen in."""
    events = generate.case(Random(seed)).events
    return prod((e.until - e.on).days + 1 for e in events if e.until is not None)


def main(arguments: Sequence[str]) -> int:
    if not arguments:
        engines = [engine for engine in FULL if engine == "scalar" or durable.available()]
        commands = [[sys.executable, __file__, e, str(FULL[e])] for e in engines]
        return max(abs(subprocess.run(command, check=False).returncode) for command in commands)
    engine, cases = arguments[0], int(arguments[1])
    start = perf_counter()
    try:
        used = soak(engine, cases)
    except SoakError as error:
        print(f"{engine}: {error}", file=sys.stderr)
        return 1
    seconds = perf_counter() - start
    print(f"{engine}: {cases:,} cases in {seconds:.0f} s; MB after warm-up and each tenth since:")
    print("  " + " ".join(f"{each:.0f}" for each in used))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
