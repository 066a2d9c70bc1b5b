"""Audits that write into one folder at a time, and one that is killed as it does."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import pytest

pl = pytest.importorskip("polars")

from foirules.audit.running import out_folder  # noqa: E402
from foirules.audit.running.audit_settings import AuditSettings  # noqa: E402
from foirules.audit.running.logs import audit_logs  # noqa: E402
from foirules.audit.running.out_folder import SUMMARY, WORK  # noqa: E402


class Killed(BaseException):
    pass


def audited(folder: Path, name: str, cases: int) -> None:
    """An audit of so many cases, which are called after it."""
    rows = [f"{name}{n},2024-03-04,request-received" for n in range(cases)]
    log = folder / f"{name}.csv"
    log.write_text("\n".join(["case,on,event", *rows]) + "\n", encoding="utf-8")
    formats = ("parquet",) if name == "a" else ("csv", "jsonl")
    wanted = AuditSettings(
        (str(log),), date(2024, 6, 3), out=folder / "out", formats=formats, chunk=1
    )
    audit_logs(wanted)


def whose(out: Path) -> str:
    """The name of the one audit that a folder holds whole."""
    parts = list(out.glob("cases/*.parquet"))
    csv = [pl.read_csv(path)["case"] for path in out.glob("cases.csv")]
    found = [pl.read_parquet(path)["case"] for path in parts] + csv
    cases = sorted(pl.concat(found))
    (name,) = {case[0] for case in cases}
    summary = json.loads((out / SUMMARY).read_text("utf-8"))
    assert summary["cases"]["assessed"] == len(cases)
    ours = {"cases", "clocks", "findings", "actions"}
    assert {each.partition(".")[0] for each in names(out)} - {"rejected", "due"} == {
        *ours,
        "statistics",
        "summary",
    }
    assert (out / "cases").is_dir() == (name == "a")
    assert (out / "cases.jsonl").exists() == (name == "b")
    return str(name)


def names(out: Path) -> set[str]:
    return {path.name for path in out.iterdir()}


def test_two_at_once_leave_the_results_of_one(tmp_path: Path) -> None:
    """In turns and together; whichever was last, its results are whole."""

    def some(name: str, cases: int) -> None:
        for _ in range(4):
            audited(tmp_path / name, name, cases)

    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "out").symlink_to(tmp_path / "out")
    (tmp_path / "out").mkdir()
    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(some, "a", 3), threads.submit(some, "b", 5)]:
            done.result()
    assert whose(tmp_path / "out") in "ab"


def test_the_folder_another_works_in_may_go_meanwhile(tmp_path: Path) -> None:
    audited(tmp_path, "a", 2)
    out = tmp_path / "out"
    ended = Event()

    def works() -> None:
        while not ended.is_set():
            with TemporaryDirectory(prefix=WORK, dir=out) as folder:
                (Path(folder) / "results" / "cases").mkdir(parents=True)

    with ThreadPoolExecutor(1) as threads:
        working = threads.submit(works)
        try:
            for _ in range(300):
                out_folder.refuse_foreign(out)
        finally:
            ended.set()
        working.result()


def test_an_audit_waits_while_another_puts_its_results_in_place(tmp_path: Path) -> None:
    audited(tmp_path, "a", 2)
    with ThreadPoolExecutor(1) as threads:
        with out_folder._alone(tmp_path / "out"):
            running = threads.submit(audited, tmp_path, "b", 2)
            assert not wait([running], timeout=0.5).done
            assert whose(tmp_path / "out") == "a"
        running.result()
    assert whose(tmp_path / "out") == "b"


@pytest.mark.parametrize("after", [0, 1, 3])
def test_one_killed_as_it_replaces_is_told_by_its_lacking_summary(
    after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it leaves is of no audit; the next one may have the folder."""
    audited(tmp_path, "a", 2)
    steps = iter(range(100))
    replace = Path.replace

    def killed(path: Path, to: Path) -> Path:
        of_results = path != to and to.is_relative_to(tmp_path / "out") and WORK not in str(to)
        if of_results and next(steps) == after:
            raise Killed
        return replace(path, to)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(Killed):
            audited(tmp_path, "b", 3)
    assert SUMMARY not in names(tmp_path / "out")
    audited(tmp_path, "b", 3)
    assert whose(tmp_path / "out") == "b"
