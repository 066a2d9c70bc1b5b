"""Formats of an audit that are one file: where it goes, and what it is made of."""

from __future__ import annotations

import io
import sys
import types
from pathlib import Path

import pytest

from foirules.audit.running.one_file import AuditResults
from foirules.audit.running.out_folder import FILES
from foirules.cli import main
from foirules.report import one_file
from tests.audit.logs import audit

LOG = (
    "case,on,event,outcome,Team,authority\n"
    "r-1,2024-03-04,request-received,,Blue,A\n"
    "r-1,2024-05-28,response,disclosed,Blue,A\n"
    "r-2,2024-03-05,request-received,,Red,B\n"
    "r-3,2024-02-30,request-received,,Red,B\n"
)


def counts(results: AuditResults, path: Path) -> None:
    """A file with what each table has."""
    names = ("findings", "clocks", "actions", "cases", "due", "rejected")
    lines = [f"{name}: {sum(1 for _ in results.rows(name))}" for name in names]
    lines += [f"{row['case']} of {row['by']}" for row in results.rows("cases")]
    path.write_text("\n".join(lines), "utf-8")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log; xlsx is written by :func:`counts`."""
    module = types.ModuleType("foirules_counts")
    module.write = counts  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "foirules_counts", module)
    monkeypatch.setitem(one_file.FORMATS, "xlsx", one_file.Format("foirules_counts"))
    path = tmp_path / "log.csv"
    path.write_text(LOG, "utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def run(*arguments: str) -> int:
    return main(["audit", "log.csv", "--as-of", "2024-06-03", *arguments])


def test_a_writer_sees_every_table(log: Path) -> None:
    audit(log.parent, "log.csv", writers={"results.xlsx": counts}, by="Team", chunk=1)
    lines = (log.parent / "out/results.xlsx").read_text("utf-8").splitlines()
    told = dict(line.split(": ") for line in lines if ": " in line)
    assert {"r-1 of Blue", "r-2 of Red"} == {line for line in lines if " of " in line}
    assert told["cases"] == "2"
    assert told["rejected"] == "2"  # the row, and its case
    assert int(told["findings"]) >= 2
    assert int(told["due"]) >= 1


def test_a_table_that_no_case_has_rows_of_is_empty(log: Path) -> None:
    log.write_text("case,on,event\nr-1,2024-06-10,request-received\n", "utf-8")
    audit(log.parent, "log.csv", writers={"results.xlsx": counts})
    lines = (log.parent / "out/results.xlsx").read_text("utf-8").splitlines()
    assert lines[:5] == ["findings: 0", "clocks: 0", "actions: 0", "cases: 0", "due: 0"]


def test_it_is_in_the_folder_alone_or_beside_tables(log: Path) -> None:
    beside = {"due.csv", "rejected.csv", "summary.json"}
    assert run("--format", "xlsx", "--out", "out") == 0
    assert {path.name for path in Path("out").iterdir()} == {"results.xlsx", *beside}
    assert run("--format", "csv", "--format", "xlsx", "--out", "out") == 0
    assert {"results.xlsx", "cases.csv", *beside} < {path.name for path in Path("out").iterdir()}
    assert not Path("out/cases").exists()
    assert run("--format", "csv", "--out", "out") == 0  # the results of before are all replaced
    assert not Path("out/results.xlsx").exists()


def test_two_formats_of_tables_are_both_written(log: Path) -> None:
    assert run("--format", "csv", "--format", "parquet", "--format", "csv", "--out", "out") == 0
    names = {path.name for path in Path("out").iterdir()}
    assert {"cases", "cases.csv", "findings", "findings.csv", "statistics.csv"} < names
    assert "statistics.parquet" in names


def test_output_names_the_file(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--format", "xlsx", "--output", "mine.xlsx") == 0
    assert Path("mine.xlsx").read_text("utf-8").startswith("findings: ")
    assert "2 cases as of 2024-06-03" in capsys.readouterr().out  # the summary is printed
    assert {path.name for path in Path().iterdir()} == {"log.csv", "mine.xlsx"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "xlsx"], "--format xlsx is one file: --out DIR or --output FILE"),
        (
            ["--format", "xlsx", "--format", "csv", "--output", "x"],
            "--output FILE takes one format, and xlsx and csv are given",
        ),
        (["--format", "xlsx", "--output", "no/where.xlsx"], "no/where.xlsx: cannot be written"),
        (["--format", "xlsx", "--case", "r-1"], "--format xlsx is for the results of an audit"),
        (["--format", "csv", "--format", "xlsx", "--case", "r-1"], "printed in one format"),
        (["--format", "xlsx", "--out", "o", "--engine", "spark"], "leave out --engine spark"),
        (["--format", "csv", "--format", "jsonl", "--engine", "spark"], "Spark writes one format"),
    ],
)
def test_what_does_not_go_together_is_refused(
    log: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(*arguments) == 2
    assert said in capsys.readouterr().err
    assert {path.name for path in Path().iterdir()} == {"log.csv"}


def test_what_a_format_lacks_is_said(
    log: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = one_file.Format("foirules_no_such", "it is not installed: pip install it")
    monkeypatch.setitem(one_file.FORMATS, "xlsx", lacking)
    assert run("--format", "xlsx", "--out", "out") == 2
    assert "it is not installed: pip install it" in capsys.readouterr().err


def test_a_file_that_could_not_be_written_leaves_nothing(log: Path) -> None:
    def fails(results: AuditResults, path: Path) -> None:
        path.write_text("half", "utf-8")
        raise OSError(28, "No space left on device")

    from foirules.audit.reading.readers.row_writer import LogError

    with pytest.raises(LogError, match="No space left"):
        audit(log.parent, "log.csv", out=None, writers={"a": fails}, one_file=log.parent / "a")
    with pytest.raises(LogError, match="No space left"):
        audit(log.parent, "log.csv", writers={"results.xlsx": fails})
    assert {path.name for path in log.parent.iterdir()} == {"log.csv", "out"}
    assert not [*(log.parent / "out").iterdir()]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("name", "what"), [("xlsx", "cases"), ("xlsx", "due"), ("ics", "cases")])
def test_what_is_written_is_told_on_a_terminal(
    log: Path, monkeypatch: pytest.MonkeyPatch, name: str, what: str
) -> None:
    pytest.importorskip("icalendar")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    run("--format", name, "--out", "out")
    told = terminal.getvalue().split("\r\x1b[K")
    assert any(each.startswith(f"writing {FILES[name]}: {what}, 0 of ") for each in told)
    assert "writing" not in told[-1]


def test_nothing_is_told_of_that_elsewhere(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("--format", "xlsx", "--out", "out")
    assert "writing" not in capsys.readouterr().err
