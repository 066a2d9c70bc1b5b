"""Tasks shared out among processes: none is lost, whatever dies or interrupts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from foirules.processes.workers import workers
from tests.files import ROOT


def squared(number: int) -> int:
    if number == 13:
        os._exit(9)
    if number < 0:
        raise ValueError(f"{number} is below 0")
    return number * number


def test_each_task_has_its_result_and_its_place() -> None:
    with workers(squared, 2) as pool:
        done = list(pool.each(range(12)))
        again = list(pool.each([5]))
        assert len(pool.workers) <= 2
    assert sorted((each.place, each.task, each.result) for each in done) == [
        (number, number, number * number) for number in range(12)
    ]
    assert [each.result for each in again] == [25]
    assert pool.workers == []


def test_a_worker_that_dies_costs_its_own_task() -> None:
    with workers(squared, 2) as pool:
        done = {each.task: each for each in pool.each([1, 13, 2, 13, 3, 4])}
        assert [done[13].died, done[13].result] == [True, None]
        assert {task: each.result for task, each in done.items() if not each.died} == {
            1: 1,
            2: 4,
            3: 9,
            4: 16,
        }


def test_what_a_task_raises_is_raised_here() -> None:
    with workers(squared, 1) as pool, pytest.raises(ValueError, match="-1 is below 0"):
        list(pool.each([1, -1, 2]))


_PARENT = """
import time
from multiprocessing import active_children
from foirules.processes.workers import workers

def wait(seconds):
    time.sleep(seconds)

if __name__ == "__main__":
    with workers(wait, 2) as pool:
        for each in pool.each([0, 0, 60, 60]):
            print(*(child.pid for child in active_children()), flush=True)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked for in /proc")
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_no_worker_outlives_the_process_that_started_it(
    tmp_path: Path, sign: signal.Signals
) -> None:
    (tmp_path / "parent.py").write_text(_PARENT, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, "parent.py"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert parent.stdout
    with parent.stdout:
        parent.stdout.readline()
        children = parent.stdout.readline().split()
    assert len(children) == 2
    parent.send_signal(sign)
    parent.wait(timeout=60)
    until = time.monotonic() + 60
    while (left := [pid for pid in children if _runs(pid.decode())]) and time.monotonic() < until:
        time.sleep(0.05)
    assert left == []


def _runs(pid: str) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return stat.rsplit(")", 1)[1].split()[0] != "Z"
