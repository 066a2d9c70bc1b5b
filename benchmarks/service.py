"""How soon the service answers, asked at a steady rate.

    python -m benchmarks.service [--rate 50] [--seconds 20] [--judges 1] [CASE]

The load is open: a request is sent when its time has come, whether those before it have been
answered or not, and its time is counted from then. One judge is one core's work. ``GET /health``,
asked in the same way, shows what HTTP and the machine cost.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection
from math import inf
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep
from typing import Any, Final

from benchmarks.common import ROOT, machine
from foirules.documents.data import to_data
from foirules.documents.load import load_document, read_text

CASE: Final = ROOT / "cases" / "dfe-2017-0040081.yaml"
SENDERS: Final = 24  # each sends one request at a time
QUANTILES: Final = {"median": 0.5, "p90": 0.9, "p99": 0.99}
Ask = Callable[[HTTPConnection], bool]
"""Sends a request, and reads the whole of its answer; whether it is one."""


@contextmanager
def served(judges: int) -> Iterator[tuple[str, int]]:
    """The address of a service that runs meanwhile."""
    command = [sys.executable, "-m", "foirules", "serve", "--port", "0", "--judges", str(judges)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            said = process.stderr.readline()
            found = re.search(r"http://([\d.]+):(\d+)", said)
            assert found, f"the service did not start: {said}"
            yield found[1], int(found[2])
        finally:
            process.terminate()


def load(address: tuple[str, int], ask: Ask, rate: float, seconds: float) -> list[float]:
    """The milliseconds of each answer, from the moment at which it was to be asked for, sorted;
    those that failed took for ever."""
    count = round(rate * seconds)
    taken = [inf] * count
    start = perf_counter() + 0.5

    def send(first: int) -> None:
        connection = HTTPConnection(*address)
        for number in range(first, count, SENDERS):
            at = start + number / rate
            sleep(max(0.0, at - perf_counter()))
            if ask(connection):
                taken[number] = (perf_counter() - at) * 1000

    senders = [Thread(target=send, args=(number,)) for number in range(min(SENDERS, count))]
    for each in senders:
        each.start()
    for each in senders:
        each.join()
    return sorted(taken)


def asking(method: str, path: str, body: bytes | None = None) -> Ask:
    def ask(connection: HTTPConnection) -> bool:
        connection.request(method, path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        return answer.status == 200

    return ask


def case_of(path: Path) -> tuple[bytes, Any]:
    """The body of a case file, and the day on which it expects something."""
    data: Any = to_data(load_document(read_text(path), str(path)))
    day = data.get("expect", {}).get("as-of")
    return json.dumps(data, default=date.isoformat).encode(), day


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("case", nargs="?", type=Path, default=CASE)
    parser.add_argument("--rate", type=float, default=50, help="requests a second")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--judges", type=int, default=1)
    options = parser.parse_args()
    body, day = case_of(options.case)
    asks = {
        "GET /health": asking("GET", "/health"),
        "POST /assess": asking("POST", f"/assess?as_of={day}" if day else "/assess", body),
    }
    print(f"{options.rate:g} a second for {options.seconds:g} s, {options.case.stem}; {machine()}")
    with served(options.judges) as address:
        load(address, asks["POST /assess"], 5, 2)  # what is made once is made
        found = {}
        for name, ask in asks.items():
            taken = load(address, ask, options.rate, options.seconds)
            found[name] = {q: taken[int(len(taken) * at)] for q, at in QUANTILES.items()}
            said = ", ".join(f"{q} {ms:.1f}" for q, ms in found[name].items())
            failed = sum(each == inf for each in taken)
            print(f"{name:<13} {said}, most {taken[-1]:.1f} ms; {failed} of {len(taken)} failed")
    health, assess = found.values()
    ratios = ", ".join(f"{q} {assess[q] / health[q]:.1f}" for q in QUANTILES)
    print(f"/assess takes so many times as long as /health: {ratios}")


if __name__ == "__main__":
    main()
