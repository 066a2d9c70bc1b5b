"""How long a command takes from its start to its end, beside a Python that does nothing.

    python -m benchmarks.startup [CHECKOUT ...] [--rounds N]

Every command is a whole process, with the bytecode and the law kept, as they are from its second
run on. All take turns, those of other checkouts too; each figure is of the processor, user and
system, and a command's ratio is taken to the Python that ran just before it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from tests import generate

CASES: Final = 10
ROOT: Final = Path(__file__).parent.parent
NOTHING: Final = ["-c", "pass"]
COMMANDS: Final = {
    "python -c 'import foirules'": ["-c", "import foirules"],
    "python -c 'from foirules import assess'": ["-c", "from foirules import assess"],
    **{
        f"foirules {each}": ["-m", "foirules", *each.split()]
        for each in (
            "due 2017-08-03",
            "due 2017-08-03 --explain",
            "due 2017-08-03 --regime foisa",
            "due 2026-03-02 --law tests/regime/lending --regime lending",
            "assess cases/hmrc-2008-1075.yaml --as-of 2020-01-10",
            "assess cases/dfe-2017-0040081.yaml --as-of 2017-10-10",
            "assess cases/hmrc-2008-1075.yaml --as-of 2020-01-10 --rules docs/own-rules.yaml",
            "check cases/hmrc-2008-1075.yaml",
            "check cases",
            "rules late-response",
            "rules",
            "policies",
            "policies foia",
        )
    },
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("checkouts", nargs="*", type=Path, help="others to take turns with")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    folders = [ROOT, *(each.resolve() for each in options.checkouts)]
    print(f"{'milliseconds of processor, and times python -c pass':72}", *(f.name for f in folders))
    with TemporaryDirectory() as kept:
        settings = [_settings(folder, Path(kept, str(n))) for n, folder in enumerate(folders)]
        for name, arguments in {**COMMANDS, **_of_a_log(Path(kept))}.items():
            figures = _in_turns(arguments, folders, settings, options.rounds)
            shown = (f"{1000 * seconds:9.0f} {ratio:6.1f}" for seconds, ratio in figures)
            print(f"{name:72}", *shown, flush=True)


def _of_a_log(kept: Path) -> dict[str, list[str]]:
    """An audit of ten cases, and what its libraries take by themselves."""
    log = kept / "log.parquet"
    generate.log(CASES, 1, 1).write_parquet(log)
    audit = ["audit", str(log), "--out", str(kept / "out"), "--as-of", "2027-01-01"]
    return {
        "python -c 'import polars'": ["-c", "import polars"],
        "python -c 'import polars, numpy'": ["-c", "import polars, numpy"],
        f"foirules audit, {CASES} cases": ["-m", "foirules", *audit],
    }


def _settings(folder: Path, kept: Path) -> dict[str, str]:
    """The environment in which a checkout's own code runs, and keeps what it keeps."""
    settings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return settings | {
        "PYTHONPATH": str(folder),
        "PYTHONPYCACHEPREFIX": str(kept / "bytecode"),
        "FOIRULES_CACHE": str(kept / "law"),
    }


def _in_turns(
    arguments: list[str], folders: list[Path], settings: list[dict[str, str]], rounds: int
) -> list[tuple[float, float]]:
    """Of each checkout the median seconds of a command, and how many times those of nothing."""
    found: list[list[tuple[float, float]]] = [[] for _ in folders]
    for number in range(rounds + 1):
        for place, (folder, environment) in enumerate(zip(folders, settings, strict=True)):
            nothing = _seconds(NOTHING, folder, environment)
            seconds = _seconds(arguments, folder, environment)
            if number:  # the first keeps what is kept
                found[place].append((seconds, seconds / nothing))
    return [(median(s for s, _ in each), median(r for _, r in each)) for each in found]


def _seconds(arguments: list[str], folder: Path, environment: dict[str, str]) -> float:
    """Of processor, of a process and those that it waits for."""
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        told = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments}: {told.decode()}")
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
