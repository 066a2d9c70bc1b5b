"""Requests by the thousand, bad ones among them: none is lost, and memory stays as it is."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import pytest

httpx = pytest.importorskip("httpx")

from tests.files import examples  # noqa: E402
from tests.serving.conftest import Service  # noqa: E402

pytestmark = [pytest.mark.one_cpython, pytest.mark.early]
CASE = {"case": "a", "events": [{"on": "2024-03-04", "event": "request-received"}]}
MIXED: list[tuple[str, Any, int]] = [
    ("/due", {"received": "2024-03-04"}, 200),
    ("/assess?as_of=2024-05-01", CASE, 200),
    ("/assess?as_of=2024-05-01", [CASE, {"case": "b"}], 200),
    ("/due", {"received": "yesterday"}, 422),
    ("/assess", {"case": "a"}, 422),
    ("/nothing", {}, 404),
]


def megabytes(pid: int) -> float:
    """The memory of a process and of those that it started."""
    threads = Path(f"/proc/{pid}/task").glob("*/children")  # each thread has those it started
    pids = [pid, *(int(child) for thread in threads for child in thread.read_text().split())]
    sizes = (Path(f"/proc/{each}/statm").read_text().split()[1] for each in pids)
    return sum(int(size) * 4096 for size in sizes) / 1e6


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_of_many_mixed_requests_none_is_lost(service: Service) -> None:
    number, told = examples(600, 2_000), Counter[tuple[int, int]]()

    def send(seed: int) -> None:
        rng = Random(seed)
        with service.client() as client:
            for _ in range(number // 6):
                path, body, wanted = rng.choice(MIXED)
                told[wanted, client.post(path, json=body).status_code] += 1

    send(0)  # all that is loaded once has been
    before = megabytes(service.process.pid)
    with ThreadPoolExecutor(5) as threads:
        list(threads.map(send, range(1, 6)))
    assert sum(told.values()) == number // 6 * 6
    assert all(wanted == found for wanted, found in told)
    assert megabytes(service.process.pid) < before * 1.2 + 20


def test_stopped_under_load_it_ends_what_it_has_begun() -> None:
    """Each request is answered whole, or it is plain that it was refused."""
    service, told = Service("--judges", "1", "--seconds", "30"), Counter[str]()

    def send(stopped: threading.Event) -> None:
        with httpx.Client(base_url=service.url, timeout=60) as client:
            while True:
                try:
                    answer = client.post("/assess?as_of=2024-05-01", json=CASE)
                except httpx.TransportError:
                    told["refused"] += 1
                    return
                assert answer.json()["case"] == "a"
                told["answered"] += 1
                if told["answered"] > 20:
                    stopped.set()

    stopped = threading.Event()
    threads = [threading.Thread(target=send, args=(stopped,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert stopped.wait(60)
    service.process.send_signal(signal.SIGTERM)
    for thread in threads:
        thread.join(60)
    code = service.process.wait(60)
    service.end()
    assert (code, told["answered"] > 20, told["refused"]) == (0, True, 4)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows knows none")
@pytest.mark.parametrize("name", ["SIGHUP", "SIGINT", "SIGTERM"])
def test_whatever_ends_it_it_ends_in_order(name: str) -> None:
    service = Service("--judges", "1")
    service.process.send_signal(signal.Signals[name])
    _, said = service.process.communicate(timeout=60)
    assert (service.process.returncode, said) == (130 if name == "SIGHUP" else 0, "")
