"""A log that another program writes to is read as it was, or refused in a line; never half and half."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pl = pytest.importorskip("polars")

from foirules.audit.reading import log_files  # noqa: E402
from foirules.audit.running import logs, one_case  # noqa: E402
from foirules.audit.running.audit_settings import AuditSettings  # noqa: E402
from foirules.cli import main  # noqa: E402
from tests.audit.test_workbooks import HEADINGS, MAP, ROW, book  # noqa: E402

CHANGED = (
    "changed while it was read: try again when no other program writes to it, or on a copy of it"
)
LOG = "case,on,event\na,2024-03-04,request-received\n"
Change = Callable[[Path], None]


def appended(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"b,2024-03-04,request-received\n")


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def replaced(path: Path) -> None:
    (path.parent / "new").write_bytes(path.read_bytes())
    (path.parent / "new").replace(path)


def gone(path: Path) -> None:
    path.unlink()


CHANGES = [appended, cut, emptied, replaced, gone]
each_change = pytest.mark.parametrize("change", CHANGES)


def csv(path: Path) -> list[str]:
    path.write_text(LOG, encoding="utf-8")
    return []


def jsonl(path: Path) -> list[str]:
    row = {"case": "a", "on": "2024-03-04", "event": "request-received"}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return []


def workbook(path: Path) -> list[str]:
    book(path, Log=[HEADINGS, ROW])
    (path.parent / "m.yaml").write_text(MAP, encoding="utf-8")
    return ["--map", "m.yaml"]


def case_file(path: Path) -> list[str]:
    path.write_text("case: a\nevents:\n- {on: 2024-03-04, event: request-received}\n", "utf-8")
    return []


def parquet(path: Path) -> list[str]:
    log = {"case": ["a", "b"], "on": ["2024-03-04"] * 2, "event": ["request-received"] * 2}
    pl.DataFrame(log).write_parquet(path)
    return []


NAMES: dict[Callable[[Path], list[str]], str] = {
    csv: "log.csv", jsonl: "log.jsonl", workbook: "log.xlsx", case_file: "log.yaml",
    parquet: "log.parquet",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Command lines run in the folder that has the log."""
    monkeypatch.chdir(tmp_path)


def refused(name: str, *more: str) -> None:
    """An audit is, in one line, with nothing on standard output."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["audit", name, "--as-of", "2024-06-03", *more])
    assert (code, out.getvalue()) == (2, "")
    assert err.getvalue() == f"foirules: {name}: {CHANGED}\n"


@each_change
@pytest.mark.parametrize("write", NAMES)
def test_a_change_while_it_is_read(
    write: Callable[[Path], list[str]], change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(NAMES[write])
    more = write(path)
    read = log_files._read

    def reading(*of: Any) -> None:
        change(path)
        read(*of)

    monkeypatch.setattr(log_files, "_read", reading)
    refused(path.name, *more, "--out", "out")
    assert not list(Path("out").glob("*"))


@each_change
def test_a_table_that_changes_while_its_cases_are_judged(
    change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parquet is read where it stands; what was there of an earlier audit stays as it was."""
    path = Path("log.parquet")
    parquet(path)
    early = Path("out/summary.json")
    logs.audit_logs(AuditSettings((path.name,), date(2024, 5, 1), out=Path("out")))
    before = early.read_bytes()
    judge: Any = vars(logs)["judge_chunks"]

    def judging(*of: Any) -> Any:
        change(path)
        yield from judge(*of)

    monkeypatch.setattr(logs, "judge_chunks", judging)
    refused(path.name, "--out", "out")
    assert early.read_bytes() == before


@each_change
def test_text_that_changes_while_its_cases_are_judged(
    change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is whole: it is judged as it was, with the digest that it had."""
    path = Path("log.csv")
    csv(path)
    wanted = AuditSettings((path.name,), date(2024, 6, 3), out=Path("out"))
    expected = logs.audit_logs(wanted).to_dict()
    judge: Any = vars(logs)["judge_chunks"]

    def judging(*of: Any) -> Any:
        change(path)
        yield from judge(*of)

    monkeypatch.setattr(logs, "judge_chunks", judging)
    assert logs.audit_logs(wanted).to_dict() == expected
    csv(path)
    refused(path.name, "--out", "out", "--annotate")  # which writes the file itself again


def test_one_case_of_a_table_that_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("log.parquet")
    parquet(path)
    read: Any = vars(one_case)["read_logs"]

    def reading(*of: Any) -> Any:
        found = read(*of)
        replaced(path)
        return found

    monkeypatch.setattr(one_case, "read_logs", reading)
    refused(path.name, "--case", "a")


def test_a_file_that_is_not_read_may_change(monkeypatch: pytest.MonkeyPatch) -> None:
    csv(Path("log.csv"))
    Path("other.csv").write_text(LOG, encoding="utf-8")
    read = log_files._read

    def reading(*of: Any) -> None:
        appended(Path("other.csv"))
        read(*of)

    monkeypatch.setattr(log_files, "_read", reading)
    assert logs.audit_logs(AuditSettings(("log.csv",), date(2024, 6, 3))).assessed == 1
