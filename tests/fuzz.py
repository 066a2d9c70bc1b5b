"""Inputs of every kind that is read, mangled: each ends with 0, 1 or 2 and a line, none is slow.

``python -m tests.fuzz --seconds 60 --seed 1`` tries as many as it can, and prints each that went
wrong with its kind and its seed; ``--kind KIND --seed S --count 1`` tries one again, and ``--keep
DIR`` writes its files there. Nothing is mangled twice in one way: a seed is an input.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import resource
import shutil
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final
from unittest import mock

import polars as pl
from attrs import frozen

from foirules import assess, load_case
from foirules.cli import main
from foirules.cli.shared import read_days
from tests.audit.test_formats import XES
from tests.audit.test_maps import MAP as SYSTEM_MAP
from tests.audit.test_maps import OURS, SYSTEM
from tests.audit.test_workbooks import HEADINGS, MAP, ROW, book, ods
from tests.bad_input.test_letters import BOX, LETTER
from tests.bad_input.test_logs import OCEL_JSON, OCEL_XML
from tests.bad_input.test_mangled import POLICIES, case_file, mangled
from tests.bad_input.test_mangled_logs import LOGS
from tests.files import ROOT

SECONDS: Final = 10.0  # that one may take
BYTES: Final = 1 << 30  # of memory that it may take besides
AUDIT: Final = ("--as-of", "2024-06-03", "--processes", "1", "--out", "out")
CASE: Final = b"case: a\nevents:\n  - {on: 2017-08-03, event: request-received}\n"


@frozen
class Kind:
    """A kind of input: a command line, and the file that is mangled, made by a seed."""

    command: Sequence[str]
    file: str
    make: Callable[[Random], bytes]
    others: Mapping[str, bytes] = {}


@frozen
class Trial:
    """What came of an input.

    :param wrong: what went wrong; empty where nothing did.
    """

    kind: str
    seed: int
    code: int | None
    seconds: float
    wrong: str


def _any(*given: bytes) -> Callable[[Random], bytes]:
    return lambda rng: rng.choice(given)


@cache
def _made(name: str) -> bytes:
    """A file that a library writes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        if path.suffix == ".parquet":
            pl.read_csv(io.StringIO(OURS), infer_schema=False).write_parquet(path)
        elif path.suffix == ".ods":
            ods(path, Log=[HEADINGS, ROW])
        else:
            book(path, Log=[HEADINGS, ROW])
        return path.read_bytes()


@cache
def _result() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.yaml"
        path.write_bytes(CASE)
        found = assess(load_case(path), read_days("--as-of", ["2017-10-10"])[0])
    return json.dumps([found.to_dict()], default=str, indent=1).encode()


def _audit(file: str, make: Callable[[Random], bytes], *more: str, **others: bytes) -> Kind:
    named = {name.replace("_", "."): data for name, data in others.items()}
    return Kind(("audit", file, *more, *AUDIT), file, make, named)


def _draft(file: str, *texts: bytes) -> Kind:
    return Kind(("draft", file, "--as-of", "2018-01-01"), file, _any(*texts))


def _assess(more: Sequence[str], file: str, make: Callable[[Random], bytes]) -> Kind:
    as_of = ("--as-of", "2017-10-10", "--engine", "scalar")
    return Kind(("assess", "case.yaml", *as_of, *more), file, make, {"case.yaml": CASE})


KINDS: Final[Mapping[str, Kind]] = {
    "case": _assess((), "case.yaml", case_file),
    "check": Kind(("check", "case.yaml"), "case.yaml", case_file),
    "policy": _assess(("--policy", "p.yaml"), "p.yaml", _any(*POLICIES)),
    "rules": _assess(
        ("--rules", "r.yaml"), "r.yaml", _any((ROOT / "docs/own-rules.yaml").read_bytes())
    ),
    "map": Kind(
        ("audit", "log.csv", "--map", "m.yaml", *AUDIT),
        "m.yaml",
        _any(SYSTEM_MAP.encode()),
        {"log.csv": SYSTEM.encode()},
    ),
    "csv": _audit("log.csv", _any(LOGS["csv"])),
    "jsonl": _audit("log.jsonl", _any(LOGS["jsonl"])),
    "json": _audit(
        "log.json", _any(json.dumps([json.loads(e) for e in LOGS["jsonl"].splitlines()]).encode())
    ),
    "packed": _audit("log.csv.gz", _any(gzip.compress(OURS.encode(), mtime=0))),
    "parquet": _audit("log.parquet", lambda _: _made("log.parquet")),
    "xes": _audit("log.xes", _any(XES.encode())),
    "ocel": _audit("log.ocel", _any(OCEL_JSON.encode(), OCEL_XML.encode())),
    "alaveteli": _audit("log.json", _any(LOGS["alaveteli"])),
    "workbook": _audit(
        "log.xlsx", lambda _: _made("log.xlsx"), "--map", "m.yaml", m_yaml=MAP.encode()
    ),
    "open document": _audit(
        "log.ods", lambda _: _made("log.ods"), "--map", "m.yaml", m_yaml=MAP.encode()
    ),
    "mailbox": _draft("box.mbox", BOX.encode()),
    "letter": _draft("letter.txt", LETTER.encode()),
    "result": Kind(
        ("verify", "result.json", "case.yaml"),
        "result.json",
        lambda _: _result(),
        {"case.yaml": CASE},
    ),
}


def trial(name: str, seed: int, keep: Path | None = None) -> Trial:
    """What comes of an input of a kind."""
    kind, rng = KINDS[name], Random(f"{name} {seed}")
    out, err, code, wrong = io.StringIO(), io.StringIO(), None, ""
    with TemporaryDirectory() as folder, chdir(folder):
        for file, data in kind.others.items():
            Path(file).write_bytes(data)
        Path(kind.file).write_bytes(mangled(rng, kind.make(rng)))
        if keep:
            shutil.copytree(folder, keep / f"{name} {seed}", dirs_exist_ok=True)
        began, held = time.process_time(), memory()
        with redirect_stdout(out), redirect_stderr(err), mock.patch.object(sys, "stdin", None):
            try:
                code = main(kind.command)
            except BaseException:
                wrong = traceback.format_exc()
    seconds = time.process_time() - began
    grown = memory() - held
    return Trial(name, seed, code, seconds, wrong or _wrong(code, err.getvalue(), seconds, grown))


def _wrong(code: int | None, said: str, seconds: float, grown: int) -> str:
    if code not in (0, 1, 2):
        return f"exit code {code}"
    if code == 2 and not said.startswith("foirules: "):
        return f"exit code 2 with {said!r}"
    if "Traceback" in said or "could not be judged" in said:
        return said
    if seconds > SECONDS:
        return f"{seconds:.1f} seconds"
    return "" if grown < BYTES else f"{grown:,} bytes of memory more"


def memory() -> int:
    """The most that this process has held, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def trials(kinds: Sequence[str], first: int) -> Iterator[Trial]:
    """Trials without end, of each kind in turn."""
    seed = first
    while True:
        yield from (trial(kind, seed) for kind in kinds)
        seed += 1


def run(argv: Sequence[str] | None = None) -> int:
    """The command line; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--count", type=int, default=sys.maxsize, help="of inputs at most")
    parser.add_argument("--seed", type=int, default=0, help="the first; the next follow it")
    parser.add_argument("--kind", action="append", choices=KINDS)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the files of what is wrong")
    asked: Any = parser.parse_args(argv)
    codes: Counter[tuple[str, int | None]] = Counter()
    bad, began = 0, time.perf_counter()
    for tried, each in enumerate(trials(asked.kind or list(KINDS), asked.seed), 1):
        codes[each.kind, each.code] += 1
        if each.wrong:
            bad += 1
            print(f"{each.kind}, seed {each.seed}: {each.wrong}", flush=True)
            if asked.keep:
                trial(each.kind, each.seed, asked.keep)
        if tried >= asked.count or time.perf_counter() - began > asked.seconds:
            break
    for kind, code in sorted(codes, key=str):
        print(f"{kind}: {codes[kind, code]} ended with {code}")
    print(f"{tried} inputs, {bad} wrong, {memory() >> 20} MB")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(run())
