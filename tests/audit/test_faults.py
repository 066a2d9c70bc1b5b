"""A case that cannot be judged, a process that dies, an interruption: nothing else is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest

pl = pytest.importorskip("polars")

from foirules.audit.judging.judge import judge  # noqa: E402
from foirules.audit.reading.readers.row_writer import LogError  # noqa: E402
from foirules.audit.running import halving, processes, results  # noqa: E402
from foirules.audit.running.audit_settings import AuditSettings  # noqa: E402
from foirules.audit.running.logs import audit_logs  # noqa: E402
from tests import generate  # noqa: E402
from tests.audit import poison  # noqa: E402
from tests.audit.logs import AS_OF, adds_up, audit, found, rejected  # noqa: E402
from tests.files import ROOT  # noqa: E402


def write(folder: Path, *names: str) -> None:
    lines = [f"{name},2024-03-04,request-received" for name in names]
    (folder / "log.csv").write_text("\n".join(["case,on,event", *lines]) + "\n", encoding="utf-8")


def test_the_cases_at_fault_are_found_by_halving(tmp_path: Path) -> None:
    names = [f"case {n}" for n in range(50)]
    faulty = {"case 7", "case 8", "case 40"}
    write(tmp_path, *names)
    tries = 0

    def failing(rows: Any, *rest: Any) -> Any:
        nonlocal tries
        tries += 1
        if at_fault := faulty & set(rows["case"]):
            raise ArithmeticError(f"{len(at_fault)} of {rows.height}")
        return judge(rows, *rest)

    with mock.patch.object(halving, "judge", failing):
        told = audit_logs(AuditSettings((str(tmp_path / "log.csv"),), AS_OF, out=tmp_path / "out"))
    adds_up(told)
    assert (told.assessed, told.rejected_cases, told.rejected_rows) == (47, 3, 3)
    assert {(case, reason) for _, _, case, reason in rejected(tmp_path)} == {
        (name, "it could not be judged: ArithmeticError: 1 of 1") for name in faulty
    }
    assert set(found(tmp_path, "clocks")["case"]) == set(names) - faulty
    assert tries < 40


def test_a_process_that_dies_costs_one_case(tmp_path: Path) -> None:
    names = ["a", "poison", "b", "c"]
    write(tmp_path, *names)
    with mock.patch.object(processes, "judge_and_write", poison.judge_and_write):
        told = audit(tmp_path, "log.csv", processes=2, chunk=2)
    adds_up(told)
    assert (told.assessed, told.rejected_cases) == (3, 1)
    assert rejected(tmp_path) == [("log.csv", "3", "poison", "a process that judged it died")]
    assert set(found(tmp_path, "clocks")["case"]) == {"a", "b", "c"}


def test_an_interruption_leaves_what_is_done(tmp_path: Path) -> None:
    write(tmp_path, *"abcdef")

    def interrupted(rows: Any, *rest: Any) -> Any:
        if "e" in rows["case"]:
            raise KeyboardInterrupt
        return judge(rows, *rest)

    with mock.patch.object(halving, "judge", interrupted):
        told = audit(tmp_path, "log.csv", chunk=2)
    adds_up(told)
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert (summary["complete"], summary["cases"]["assessed"]) == (False, 4)
    assert set(found(tmp_path, "clocks")["case"]) == set("abcd")
    assert not list((tmp_path / "out").glob(".*"))


_AUDIT = """
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from foirules.audit.running.audit_settings import AuditSettings
from foirules.audit.running.logs import audit_logs
def main():
    wanted = AuditSettings(("log.parquet",), date(2027, 1, 1), out=Path("out"), processes=2, chunk=300)
    print(audit_logs(wanted).complete)
if __name__ == "__main__":
    main()
"""


def test_a_stop_by_the_system_leaves_nothing_half_made(tmp_path: Path) -> None:
    """SIGTERM reaches the one process that gives out the work."""
    generate.log(100_000).write_parquet(tmp_path / "log.parquet")
    running = subprocess.Popen(
        [sys.executable, "-m", "foirules", "audit", "log.parquet", "--out", "out"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + 120
    while time.monotonic() < until and not list(tmp_path.glob("out/.foirules-*")):
        time.sleep(0.01)
    running.send_signal(signal.SIGTERM)
    _, err = running.communicate(timeout=120)
    assert (running.returncode, b"Traceback" in err) == (130, False)
    assert err.startswith(b"foirules: interrupted")
    assert not list((tmp_path / "out").glob(".*"))


def test_a_stop_in_the_making_of_the_folder_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(TemporaryDirectory[str]):
        def __init__(self, prefix: str, dir: Path) -> None:
            super().__init__(prefix=prefix, dir=dir)
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(results, "TemporaryDirectory", Stopped)
    with pytest.raises(KeyboardInterrupt), results.work_folder(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_from_outside(tmp_path: Path) -> None:
    """Ctrl-C reaches every process of the group; the tables of the chunks done are whole."""
    generate.log(12_000).write_parquet(tmp_path / "log.parquet")
    (tmp_path / "run.py").write_text(_AUDIT, encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "run.py"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until = time.monotonic() + 120
    while time.monotonic() < until and running.poll() is None:
        if len(list(tmp_path.glob("out/.foirules-*/results/actions/*.parquet"))) > 3:
            break  # no more than three are under way at a time: one at least is done
        time.sleep(0.01)

    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=120)
    assert (running.returncode, out.decode().strip(), err) == (0, "False", b"")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    done = summary["cases"]["assessed"]
    assert summary["complete"] is False
    assert found(tmp_path, "clocks")["case"].n_unique() == done > 0
    assert done < 12_000
    assert not list((tmp_path / "out").glob(".*"))
    assert date.fromisoformat(summary["as_of"]) == date(2027, 1, 1)


def test_a_folder_of_results_holds_one_audit(tmp_path: Path) -> None:
    """What an earlier one wrote in another format, or beside a column, goes; what is not an
    audit's stays."""
    (tmp_path / "log.csv").write_text(
        "case,on,event,Target\na,2024-03-04,request-received,2024-04-03\n", encoding="utf-8"
    )
    audit(tmp_path, "log.csv", formats=("csv",), against="Target")
    out = tmp_path / "out"
    (out / "note.txt").write_text("mine", encoding="utf-8")
    assert {"findings.csv", "against.csv"} <= {path.name for path in out.iterdir()}
    audit(tmp_path, "log.csv")
    assert {path.name for path in out.iterdir()} == {
        *("findings", "clocks", "actions", "cases", "due.csv", "statistics.parquet"),
        *("rejected.csv", "summary.json", "note.txt"),
    }
    audit(tmp_path, "log.csv", formats=("jsonl",))
    assert not [path for path in out.iterdir() if path.is_dir()]


@pytest.mark.parametrize("summary", [None, "{}", '{"schema": "another"}', "[", "[" * 100_000])
def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path, summary: str | None) -> None:
    write(tmp_path, "a")
    out = tmp_path / "out"
    out.mkdir()
    (out / "findings.csv").write_text("mine", encoding="utf-8")
    if summary is not None:
        (out / "summary.json").write_text(summary, encoding="utf-8")
    with pytest.raises(LogError, match=r"holds 'findings.csv', and no summary"):
        audit(tmp_path, "log.csv")
    assert (out / "findings.csv").read_text(encoding="utf-8") == "mine"
    assert len(list(out.iterdir())) == (1 if summary is None else 2)
