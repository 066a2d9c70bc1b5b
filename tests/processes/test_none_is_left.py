"""A command that is killed at once, or whose terminal is closed, leaves no process behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest

cs = pytest.importorskip("polars.selectors")

from tests import generate  # noqa: E402
from tests.files import CASES, ROOT  # noqa: E402

pytestmark = [
    pytest.mark.one_cpython,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked for in /proc"),
]

MARK = "FOIRULES_TRIAL"
SECONDS = 5.0  # two are enough on a machine that does nothing else
AUDIT = ("--as-of", "2027-01-01", "--processes", "2", "--out", "out")
COMMANDS = {
    "audit of CSV": ("audit", "log.csv", *AUDIT),
    "audit of Parquet": ("audit", "log.parquet", *AUDIT),
    "check": ("check", "cases", "--as-of", "2026-01-01"),
    "serve": ("serve", "--port", "0", "--judges", "2"),
}
LEAST = {"check": 1, "serve": 3}  # processes at work when it is stopped; of an audit three


def running(mark: str) -> set[int]:
    """The processes that a command has started, itself among them."""
    found = set()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            env, stat = (path / "environ").read_bytes(), (path / "stat").read_text("ascii")
        except OSError:
            continue
        if f"{MARK}={mark}".encode() in env and stat.rsplit(")", 1)[1].split()[0] != "Z":
            found.add(int(path.name))
    return found


def files(folder: Path) -> dict[str, bytes]:
    """What others see of a folder of results."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log in two formats, the results of an earlier audit, and more case files than are soon
    checked."""
    folder = tmp_path_factory.mktemp("killed")
    log = generate.log(30_000)
    log.write_parquet(folder / "log.parquet")
    log.with_columns(cs.list().list.join(";")).write_csv(folder / "log.csv")
    (folder / "cases").mkdir()
    for number in range(20):
        for path in CASES:
            shutil.copy(path, folder / "cases" / f"{number}-{path.name}")
    small = folder / "small.csv"
    small.write_text("case,on,event\na,2024-03-04,request-received\n", encoding="utf-8")
    command = [sys.executable, "-m", "foirules", "audit", "small.csv", "--out", "out"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGHUP], ids=["killed", "hung up"])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_process_is_left(here: Path, command: str, sign: signal.Signals) -> None:
    """A signal that no program can hear reaches the first process alone; the end of a terminal all
    of them."""
    mark, former = str(uuid4()), files(here / "out")
    parent = subprocess.Popen(
        [sys.executable, "-m", "foirules", *COMMANDS[command]],
        cwd=here,
        env={"PYTHONPATH": str(ROOT), "PATH": "", MARK: mark},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        least, until = LEAST.get(command, 3), time.monotonic() + 120
        while len(running(mark)) < least and parent.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        assert parent.poll() is None
        if sign is signal.SIGKILL:
            parent.kill()
        else:
            os.killpg(parent.pid, sign)
        assert parent.wait(timeout=60) != 0
        until = time.monotonic() + SECONDS
        while (left := running(mark)) and time.monotonic() < until:
            time.sleep(0.05)
        assert left == set()
    finally:
        for pid in running(mark):
            os.kill(pid, signal.SIGKILL)
    assert files(here / "out") == former
