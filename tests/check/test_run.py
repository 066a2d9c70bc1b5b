"""Many files, in processes and out of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from foirules import load_policies, load_rules
from foirules.assessing.many_cases import columns_available
from foirules.check import run
from foirules.check.run import Settings, check_files
from tests.files import CASES, QUICK, ROOT

POLICY = "policy: council\nversion: '1'\ntitle: T\nextends: foia\n"


def test_processes_give_what_one_gives_in_the_order_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a policy and rules of one's own, and files that cannot be checked among the others."""
    policy, own = tmp_path / "policy.yaml", tmp_path / "own.yaml"
    policy.write_text(POLICY)
    own.write_text((ROOT / "docs" / "own-rules.yaml").read_text())
    late = tmp_path / "late.yaml"
    late.write_text(
        "case: late\nauthority: {policy: council}\n"
        "events:\n  - {on: 2017-08-03, event: request-received}\n"
        "expect: {findings: [slower-than-our-standard]}\n"
    )
    files = [str(path) for path in (late, *QUICK[:4], tmp_path / "none.yaml", *QUICK[4:])]
    settings = Settings(
        date(2017, 10, 10), load_policies([policy]), load_rules([own]), ("breach", "possible")
    )
    alone = list(check_files(files, settings))
    assert [each.file for each in alone] == files
    assert [len(each.errors) for each in alone] == [0] * 5 + [1] + [0] * len(QUICK[4:])
    assert len(alone[0].problems) == 2
    monkeypatch.setattr(run, "CHUNK", 8)
    assert list(check_files(files, settings, processes=2)) == alone


@pytest.mark.skipif(not columns_available(), reason="needs numpy")
def test_many_are_judged_over_columns_with_the_same_results(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = list(map(str, CASES))
    settings = Settings(fail_on=("breach", "possible", "departure", "promise"), ignore=frozenset())
    alone = list(check_files(files, settings))
    monkeypatch.setattr(run, "FEW", 1)
    assert list(check_files(files, settings)) == alone
    assert any(each.problems for each in alone)


def test_an_interruption_from_outside_is_told_in_one_line(tmp_path: Path) -> None:
    """Ctrl-C while processes read."""
    program = (
        "import sys, time; from foirules.check import run; from foirules.cli import main\n"
        "run.MANY = 1\n"
        "print('up', flush=True)\n"
        f"raise SystemExit(main(['check', {str(tmp_path / 'fifo.yaml')!r}]))"
    )

    os.mkfifo(tmp_path / "fifo.yaml")
    running = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == b"up\n"
    time.sleep(0.5)  # it comes to the reading meanwhile
    os.killpg(running.pid, signal.SIGINT)
    while running.poll() is None:  # a process that has begun to read goes on to the end of it
        with suppress(OSError):
            os.close(os.open(tmp_path / "fifo.yaml", os.O_WRONLY | os.O_NONBLOCK))
        time.sleep(0.05)
    _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (130, b"foirules: interrupted\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("format", ["text", "github", "sarif", "junit", "json"])
def test_a_full_disk_is_told_in_one_line(format: str) -> None:
    program = f"{sys.executable} -m foirules check {QUICK[0]} --format {format} > /dev/full"
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (
        2,
        "foirules: standard output: cannot be written: No space left on device\n",
    )
