"""Inputs of every kind that is read, mangled: each ends with a line and its code, none is slow.

``python -m tests.fuzz --seconds 60 --seed 1`` tries as many as it can, and prints each that went
wrong with its kind and its seed; ``--kind KIND --seed S --count 1`` tries one again, and ``--keep
DIR`` writes its files there. Nothing is mangled twice in one way: a seed is an input.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.fuzz.trials import KINDS, memory, trial, trials


def run(argv: Sequence[str] | None = None) -> int:
    """The command line; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--count", type=int, default=sys.maxsize, help="of inputs at most")
    parser.add_argument("--seed", type=int, default=0, help="the first; the next follow it")
    parser.add_argument("--kind", action="append", choices=KINDS)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the files of what is wrong")
    asked: Any = parser.parse_args(argv)
    codes: defaultdict[str, Counter[int | None]] = defaultdict(Counter)
    spent: Counter[str] = Counter()
    bad, began = 0, time.perf_counter()
    for tried, each in enumerate(trials(asked.kind or list(KINDS), asked.seed), 1):
        codes[each.kind][each.code] += 1
        spent[each.kind] += round(each.seconds * 1e6)
        if each.wrong:
            bad += 1
            print(f"{each.kind}, seed {each.seed}: {each.wrong}", flush=True)
            if asked.keep:
                trial(each.kind, each.seed, asked.keep)
        if tried >= asked.count or time.perf_counter() - began > asked.seconds:
            break
    for kind, of in codes.items():
        ended = ", ".join(f"{number} with {code}" for code, number in sorted(of.items(), key=str))
        print(f"{kind}: {ended}; {spent[kind] / of.total() / 1e3:.0f} ms each")
    print(f"{tried} inputs, {bad} wrong, {memory() >> 20} MB")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(run())
