"""On Spark a log comes to what it comes to on one machine."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytest.importorskip("pyspark")

import polars as pl
from attrs import evolve
from pyspark.sql import SparkSession

from foirules.audit.counting.summary import Audit
from foirules.audit.judging.tables import TABLES
from foirules.audit.reading.days import DayFormats
from foirules.audit.reading.mapping import map_of_our_names
from foirules.audit.reading.readers.row_writer import LogError
from foirules.audit.reading.table_view import CaseColumns
from foirules.audit.running import spark as module
from foirules.audit.running.logs import AuditSettings, audit_logs
from foirules.audit.running.spark import MESSAGES, audit_on_spark
from foirules.cli import main
from foirules.language.regime_files import load_law
from tests import generate
from tests.audit import mixed
from tests.audit.rows import rows_of

AS_OF = date(2027, 1, 1)
MASTER = "local[2,4]"  # two tasks at a time, each tried four times

pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
    pytest.mark.filterwarnings("ignore"),  # those of Spark's own code
]


@pytest.fixture(scope="module", autouse=True)
def _stopped() -> Iterator[None]:
    yield
    session = SparkSession.getActiveSession()
    if session is not None:
        session.stop()


def log(folder: Path, cases: int) -> Path:
    """A log of realistic and hostile cases, their rows mixed, some of which cannot be read."""
    rng = Random(8)
    made = [generate.case(rng) for _ in range(cases // 10)]
    rows = pl.concat([generate.log(cases, 8), rows_of(made)], how="diagonal_relaxed")
    rows = rows.with_columns(
        pl.when(pl.int_range(pl.len()) % 97 == 5)
        .then(pl.lit("respones"))
        .otherwise("event")
        .alias("event")
    )
    path = folder / "log.parquet"
    rows.sample(fraction=1.0, shuffle=True, seed=8).write_parquet(path)
    return path


def both(folder: Path, path: Path, **wanted: Any) -> tuple[Audit, Audit]:
    here = AuditSettings((str(path),), AS_OF, out=folder / "here", **wanted)
    there = audit_on_spark(here, str(folder / "spark"), MASTER)
    return audit_logs(here), there


def table(folder: Path, name: str) -> list[str]:
    """The rows of a table, in no order."""
    files = sorted((folder / name).glob("*.parquet"))
    rows = pl.concat([pl.read_parquet(file) for file in files], how="vertical_relaxed")
    return sorted(map(repr, rows.with_columns(pl.selectors.categorical().cast(str)).rows()))


def rejected(path: Path) -> list[str]:
    files = [path] if path.is_file() else sorted(path.glob("*.csv"))
    rows = [pl.read_csv(file, infer_schema=False, has_header=True) for file in files]
    return sorted(map(repr, pl.concat([each for each in rows if each.width]).rows()))


def test_what_is_found_and_counted_is_the_same(tmp_path: Path) -> None:
    here, there = both(tmp_path, log(tmp_path, 300))
    assert there.to_dict() == here.to_dict()
    assert here.rejected_cases > 10
    for name in TABLES:
        assert table(tmp_path / "spark", name) == table(tmp_path / "here", name), name
    assert rejected(tmp_path / "spark" / "rejected") == rejected(tmp_path / "here" / "rejected.csv")
    summary = json.loads((tmp_path / "spark" / "summary.json").read_text("utf-8"))
    assert summary == here.to_dict()


def test_cases_of_several_laws_come_to_the_same(tmp_path: Path) -> None:
    path = log(tmp_path, 100)
    more = pl.DataFrame(
        [
            {"case": f"{law} {number}", "regime": law, "on": date(2024, 3, 4), "event": event}
            for number in range(30)
            for law in ("eir", "foisa", "foia", "fio")
            for event in ("request-received", "review-requested")
        ]
    )
    rows = pl.concat([pl.read_parquet(path), more], how="diagonal_relaxed")
    rows.sample(fraction=1.0, shuffle=True, seed=9).write_parquet(path)
    here, there = both(tmp_path, path)
    assert there.to_dict() == here.to_dict()
    laws = [each["regime"] for each in here.to_dict()["by_regime"]]
    assert laws == ["foia", "eir", "foisa"]
    for name in TABLES:
        assert table(tmp_path / "spark", name) == table(tmp_path / "here", name), name
    assert rejected(tmp_path / "spark" / "rejected") == rejected(tmp_path / "here" / "rejected.csv")


def test_cases_whose_parts_are_under_several_laws_come_to_the_same(tmp_path: Path) -> None:
    rows = [row for file, _ in mixed.files(4, 40) for row in mixed.rows(file)]
    Random(1).shuffle(rows)
    path = tmp_path / "log.jsonl"
    path.write_text("".join(json.dumps(row, default=str) + "\n" for row in rows), "utf-8")
    here, there = both(tmp_path, path)
    assert there.to_dict() == here.to_dict()
    assert here.under_several + here.not_received == 40
    for name in TABLES:
        assert table(tmp_path / "spark", name) == table(tmp_path / "here", name), name


def test_text_comes_to_the_same(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "case,on,event,outcome,exemptions\n"
        'a,2017-08-03,request-received,,\na,2017-09-05,response,refused,"s40(2);s22"\n'
        "b,2017-08-03,request-received,,\nb,soon,response,disclosed,\n",
        encoding="utf-8",
    )
    here, there = both(tmp_path, path, format="csv")
    wanted = here.to_dict()
    assert there.to_dict() == wanted
    assert (here.assessed, here.rejected_cases) == (1, 1)
    files = (tmp_path / "spark" / "findings").glob("part-*.csv")
    parts = [pl.read_csv(file, infer_schema=False) for file in files]
    written = pl.concat([part for part in parts if part.width])
    wanted_rows = pl.read_csv(tmp_path / "here" / "findings.csv", infer_schema=False)
    assert sorted(map(repr, written.rows())) == sorted(map(repr, wanted_rows.rows()))


def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    path = log(tmp_path, 6_000)
    killed: list[int] = []
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.1) and not killed:
            for pid in _busy_workers():
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
                return

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        here, there = both(tmp_path, path)
    finally:
        over.set()
        killer.join()
    assert killed
    assert there.to_dict() == here.to_dict()
    for name in TABLES:
        assert table(tmp_path / "spark", name) == table(tmp_path / "here", name), name


def _busy_workers() -> list[int]:
    """The processes in which Spark runs Python, once they have worked for half a second."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            said = stat.read_text(encoding="utf-8").rsplit(")", 1)[1].split()
            command = stat.with_name("cmdline").read_bytes()
        except OSError:  # it has ended
            continue
        ticks = (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")
        parent = Path("/proc") / said[1] / "cmdline"
        if ticks > 0.5 and b"pyspark.daemon" in command and b"daemon" in parent.read_bytes():
            found.append(int(stat.parent.name))
    return found


# --- what can go wrong ----------------------------------------------------------------------------


def refuse(path: str, **wanted: Any) -> list[str]:
    with pytest.raises(LogError) as caught:
        audit_on_spark(AuditSettings((path,), AS_OF, **wanted), master=MASTER)
    return list(caught.value.errors)


def test_what_spark_cannot_read_is_said_in_one_line(tmp_path: Path) -> None:
    missing = str(tmp_path / "no.parquet")
    (line,) = refuse(missing)
    assert line.startswith(f"{missing}: Spark cannot read it: [PATH_NOT_FOUND] ")
    two_orders = evolve(
        map_of_our_names(load_law()["foia"]), day_formats=DayFormats(("%d/%m/%Y", "%m/%d/%Y"))
    )
    path = tmp_path / "log.csv"
    path.write_text("case,on,event\na,2017-08-03,request-received\n", encoding="utf-8")
    assert refuse(str(path), map=two_orders) == [MESSAGES["orders"]]
    joined = evolve(two_orders, day_formats=DayFormats(), case_columns=CaseColumns(("a", "b")))
    assert refuse(str(path), map=joined) == [MESSAGES["case-columns"]]
    named = evolve(joined, case_columns=None, encoding="cp1252")
    assert refuse(str(path), map=named) == [MESSAGES["encoding"]]
    assert refuse("log.xes") == [MESSAGES["format"].format(log="log.xes")]
    path.write_text("cases,on,event\na,2017-08-03,request-received\n", encoding="utf-8")
    (line,) = refuse(str(path))
    assert line == (
        f"{path}: no column 'case'; did you mean 'cases'?; a map says which column it is: --map, or"
        " --suggest-map to have one proposed"
    )
    path.write_text("case,on,event\na,soon,request-received\n", encoding="utf-8")
    first, second = refuse(str(path), strict=True)
    assert "row 1: case a: on: found 'soon'" in first
    assert "case a: 1 of its 1 rows cannot be read" in second


def test_a_spark_that_does_not_start_or_go_on_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(log(tmp_path, 20))
    out = tmp_path / "file"
    out.write_text("not a folder", encoding="utf-8")
    with pytest.raises(LogError, match=r"^Spark cannot go on: .+") as caught:
        audit_on_spark(AuditSettings((path,), AS_OF), str(out / "out"), MASTER)
    assert len(caught.value.errors[0].splitlines()) == 1
    monkeypatch.setattr(module, "SparkSession", _NoJava())
    with pytest.raises(LogError) as caught:
        audit_on_spark(AuditSettings((path,), AS_OF))
    assert caught.value.errors == ("Spark does not start: [JAVA_GATEWAY_EXITED] Java gateway",)


class _NoJava:
    """A session that cannot be had."""

    @property
    def builder(self) -> _NoJava:
        return self

    def __getattr__(self, name: str) -> Callable[..., _NoJava]:
        return lambda *_: self

    def getOrCreate(self) -> None:
        raise RuntimeError("[JAVA_GATEWAY_EXITED] Java gateway\nexited")


def test_without_pyspark_it_is_said_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "foirules.audit.running.spark", None)
    assert main(["audit", "log.csv", "--engine", "spark"]) == 2
    assert capsys.readouterr().err == (
        "foirules: pyspark is not installed: pip install 'foirules[spark]' (it needs Java 17 or"
        " later)\n"
    )


def test_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = log(tmp_path, 20)
    command = ["audit", str(path), "--as-of", "2027-01-01", "--summary", "json"]
    assert main([*command, "--engine", "spark", "--master", MASTER]) == 0
    there = capsys.readouterr().out
    assert main(command) == 0
    assert json.loads(there) == json.loads(capsys.readouterr().out)
