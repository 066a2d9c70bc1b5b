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
from foirules.audit.judging.tables import CASES, TABLES
from foirules.audit.reading.days import DayFormats
from foirules.audit.reading.map_files import load_map
from foirules.audit.reading.mapping import Map, map_of_our_names
from foirules.audit.reading.readers.row_writer import LogError
from foirules.audit.running import spark as module
from foirules.audit.running.audit_settings import AuditSettings
from foirules.audit.running.logs import audit_logs
from foirules.audit.running.spark import MESSAGES as SPARK
from foirules.audit.running.spark import audit_on_spark
from foirules.audit.running.spark_logs import MESSAGES
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


def summary_of(audit: Audit) -> dict[str, Any]:
    """The summary, but for the hash of the files, which Spark reads in portions and has none of."""
    shape = audit.to_dict()
    return shape | {"made_by": shape["made_by"] | {"input": None}}


def told(audit: Audit) -> dict[str, Any]:
    """The summary, but for the rows of a CSV: Spark counts them from the one after its heads."""
    shape = summary_of(audit)
    first = [{**each, "row": None} for each in shape["what_is_due"]["first"]]
    return shape | {"what_is_due": shape["what_is_due"] | {"first": first}}


def both(folder: Path, *paths: Path, **wanted: Any) -> tuple[Audit, Audit]:
    here = AuditSettings(tuple(map(str, paths)), AS_OF, out=folder / "here", **wanted)
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
    assert summary_of(there) == summary_of(here)
    assert here.rejected_cases > 10
    for name in (*TABLES, CASES):
        assert table(tmp_path / "spark", name) == table(tmp_path / "here", name), name
    assert rejected(tmp_path / "spark" / "rejected") == rejected(tmp_path / "here" / "rejected.csv")
    assert rejected(tmp_path / "spark" / "due") == rejected(tmp_path / "here" / "due.csv")
    summary = json.loads((tmp_path / "spark" / "summary.json").read_text("utf-8"))
    assert summary == summary_of(here)


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
    assert summary_of(there) == summary_of(here)
    laws = [each["regime"] for each in summary_of(here)["by_regime"]]
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
    assert summary_of(there) == summary_of(here)
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
    here, there = both(tmp_path, path, formats=("csv",))
    wanted = summary_of(here)
    assert summary_of(there) == wanted
    assert (here.assessed, here.rejected_cases) == (1, 1)
    files = (tmp_path / "spark" / "findings").glob("part-*.csv")
    parts = [pl.read_csv(file, infer_schema=False) for file in files]
    written = pl.concat([part for part in parts if part.width])
    wanted_rows = pl.read_csv(tmp_path / "here" / "findings.csv", infer_schema=False)
    assert sorted(map(repr, written.rows())) == sorted(map(repr, wanted_rows.rows()))


def test_a_map_sees_the_columns_as_on_one_machine(tmp_path: Path) -> None:
    """A case that several columns name, and columns that a map spells otherwise."""
    path = tmp_path / "log.csv"
    path.write_text(
        "Year ,NUMBER,Day,Kind\n"
        "2017, 7 ,2017-08-03,request-received\n2017,7,2017-09-05,response\n"
        "2018,7,2018-08-03,request-received\n,7,2018-08-03,request-received\n",
        encoding="utf-8",
    )
    (tmp_path / "map.yaml").write_text(
        "map: m\ncolumns: {case: {joined: [Year, Number], with: '-'}, on: Day, event: Kind}\n",
        encoding="utf-8",
    )
    here, there = both(tmp_path, path, map=load_map(str(tmp_path / "map.yaml")))
    assert told(there) == told(here) | {"file_notes": []}
    assert (here.assessed, here.rejected_rows) == (2, 1)
    assert set(_cases_of(tmp_path / "spark")) == set(_cases_of(tmp_path / "here"))


def _cases_of(folder: Path) -> list[str]:
    return pl.read_parquet(folder / "clocks" / "*.parquet")["case"].cast(str).to_list()


def two_orders() -> Map:
    formats = DayFormats(("%d/%m/%Y", "%m/%d/%Y"))
    return evolve(map_of_our_names(load_law()["foia"]), day_formats=formats)


def test_the_days_of_a_column_are_read_in_one_order(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "case,on,event,exemptions\na,08/03/2017,request-received,\na,09/05/2017,response,\n"
        "b,08/13/2017,request-received,\n",
        encoding="utf-8",
    )
    here, there = both(tmp_path, path, map=two_orders())
    assert told(there) == told(here)
    assert [note["note"] for note in summary_of(here)["file_notes"]] == [
        "the days of on are read by %m/%d/%Y"
    ]


@pytest.mark.parametrize("said", [("Yes", "Late"), ("17", "42 days"), ("02/04/2024", "2024-04-03")])
def test_what_a_system_recorded_is_set_beside_the_law(
    tmp_path: Path, said: tuple[str, str]
) -> None:
    """Given a column of each kind, with a cell that cannot be read, then it is read and compared as
    on one machine."""
    closed = ("28/03/2024", "07/05/2024")
    rows = [f"{n},04/03/2024,{closed[n % 2]},{said[n % 3 % 2]}" for n in range(60)]
    text = "\n".join(["case,on,closed,Said", *rows, "soon,04/03/2024,28/03/2024,soon"]) + "\n"
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    (tmp_path / "m.yaml").write_text(
        "map: m\ndate-formats: ['%d/%m/%Y', '%m/%d/%Y']\ncolumns: {case: case}\nevents:\n"
        "  - {event: request-received, on: on}\n"
        "  - {event: response, on: closed, set: {outcome: disclosed}}\n",
        encoding="utf-8",
    )
    map = load_map(str(tmp_path / "m.yaml"))
    here, there = both(tmp_path, tmp_path / "log.csv", map=map, against="Said")
    summary = summary_of(here)
    assert summary_of(there) == summary
    assert summary["against"]["compared"] == 60
    assert (summary["against_column"]["read"], summary["against_column"]["not_read"]) == (60, 1)
    tables = [pl.read_parquet(tmp_path / at / "against.parquet") for at in ("here", "spark")]
    assert tables[0].height > 5
    assert tables[0].sort("case").equals(tables[1].sort("case"))


HEAD, ONE = "case,on,event,outcome\n", "1,2017-08-03,request-received,\n"
TWO, ANSWER = "1,2018-08-03,request-received,\n", "1,2017-09-05,response,disclosed\n"


@pytest.mark.parametrize(
    ("logs", "cases", "taken"),
    [
        ((ONE + ANSWER, TWO), ["leeds/1", "york/1"], "per-file"),
        ((ONE, ANSWER), ["1"], "shared"),
        ((ONE + ANSWER, ONE + ANSWER), ["leeds/1", "york/1"], "per-file"),
        ((ONE + ANSWER, TWO.replace("1,", "2,", 1)), ["1", "2"], None),
    ],
)
def test_ids_that_stand_in_several_files_are_taken_as_on_one_machine(
    tmp_path: Path, logs: tuple[str, str], cases: list[str], taken: str | None
) -> None:
    paths = [tmp_path / "leeds.csv", tmp_path / "york.csv"]
    for path, rows in zip(paths, logs, strict=True):
        path.write_text(HEAD + rows, encoding="utf-8")
    here, there = both(tmp_path, *paths)
    assert told(there) == told(here)
    assert (here.case_ids and here.case_ids.taken) == taken
    for folder in ("here", "spark"):
        assert sorted(set(_cases_of(tmp_path / folder))) == cases


def test_a_stray_file_of_a_folder_is_left_out_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "log.csv"
    folder.mkdir()
    (folder / "part-0.csv").write_text(HEAD + ONE, encoding="utf-8")
    (folder / "read me.txt").write_text("nothing here\n", encoding="utf-8")
    there = audit_on_spark(AuditSettings((str(folder),), AS_OF), master=MASTER)
    assert (there.cases, there.read) == (1, 1)
    said = "left out: its name does not end in .csv"
    assert there.file_notes == [(str(folder / "read me.txt"), said)]
    assert refuse(str(folder), strict=True) == [f"{folder / 'read me.txt'}: {said}"]
    # and a table with other columns is not read by their places
    (folder / "part-1.csv").write_text("on,case,event,outcome\n" + ONE, encoding="utf-8")
    (line,) = refuse(str(folder))
    assert line.startswith("Spark cannot go on: ")


def test_a_row_that_is_no_utf_8_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(f"{HEAD}{ONE}caf\xe9,2017-08-03,request-received,\n".encode("latin-1"))
    there = audit_on_spark(AuditSettings((str(path),), AS_OF), str(tmp_path / "out"), MASTER)
    assert (there.assessed, there.rejected_cases) == (1, 1)
    assert any("not UTF-8 text" in row for row in rejected(tmp_path / "out" / "rejected"))


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
    assert summary_of(there) == summary_of(here)
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
    path = tmp_path / "log.csv"
    named = evolve(map_of_our_names(load_law()["foia"]), encoding="cp1252")
    path.write_text("case,on,event\na,2017-08-03,request-received\n", encoding="utf-8")
    assert refuse(str(path), map=named) == [SPARK["encoding"]]
    assert refuse("log.xes") == [MESSAGES["format"].format(log="log.xes")]
    path.write_text("case,on,event\na,2017-08-03,request-received\n", encoding="utf-16")
    assert refuse(str(path)) == [MESSAGES["encoding"].format(log=path)]
    path.write_text(
        "case,on,event\na,03/08/2017,request-received\nb,13/08/2017,request-received\n"
        "c,08/13/2017,request-received\n",
        encoding="utf-8",
    )
    (line,) = refuse(str(path), map=two_orders())
    assert line.startswith("on: its days are in no one order: ")
    assert f"%d/%m/%Y does not read '08/13/2017' in row 3 of {path}" in line
    assert f"%m/%d/%Y does not read '13/08/2017' in row 2 of {path}" in line
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
    there = json.loads(capsys.readouterr().out)
    assert main(command) == 0
    here = json.loads(capsys.readouterr().out)
    here["made_by"]["input"] = None  # of the files, which Spark reads in portions
    assert there == here
