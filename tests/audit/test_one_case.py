"""One case of a log is shown as its case file would be, with its rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

from foirules import assess

pl = pytest.importorskip("polars")

from foirules.audit.reading.map_files import load_map  # noqa: E402
from foirules.audit.reading.readers.row_writer import LogError  # noqa: E402
from foirules.audit.running.audit_settings import AuditSettings  # noqa: E402
from foirules.audit.running.one_case import LoggedCase, cases_called  # noqa: E402
from foirules.language.regime_files import load_law  # noqa: E402
from tests import generate  # noqa: E402
from tests.audit.rows import rows_of  # noqa: E402
from tests.cli.conftest import Command  # noqa: E402
from tests.cli.conftest import foirules as foirules  # noqa: E402

AS_OF = date(2024, 6, 3)
LOG = (
    "case,on,event,outcome,exemptions,Handled by\n"
    "r-2,2024-03-04,request-received,,,A. Person\n"
    "r-1,2024-03-04,request-received,,,A. Person\n"
    "r-2,2024-04-30,response,refused,s40(2),A. Person\n"
    "r-3,2024-03-04,request-received,,,\n"
    "r-3,2024-02-30,response,disclosed,,\n"
)


def called(folder: Path, name: str, *logs: str, **more: Any) -> list[LoggedCase]:
    paths = tuple(str(folder / log) for log in logs or ("log.csv",))
    return cases_called(AuditSettings(paths, AS_OF, **more), name)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    return tmp_path


def test_a_case_of_a_log_is_the_case_that_was_logged(tmp_path: Path) -> None:
    made = (generate.case(Random(seed), ranges=False) for seed in range(60))
    cases = [attrs.evolve(case, case=f"case {n}") for n, case in enumerate(made)]
    rows_of(cases).sample(fraction=1, shuffle=True, seed=3).write_parquet(tmp_path / "log.parquet")
    for case in cases[::7]:
        (found,) = called(tmp_path, case.case, "log.parquet")
        assert found.case.case == case.case
        assert {e.id: e.on for e in found.case.events} == {e.id: e.on for e in case.events}
        assert len(found.rows) == rows_of([case]).height


def test_its_rows_say_where_they_stand_and_what_the_map_makes_of_them(log: Path) -> None:
    (found,) = called(log, "r-2")
    assert [row.row for row in found.rows] == [2, 4]
    assert found.rows[1].said == {
        "on": date(2024, 4, 30),
        "event": "response",
        "outcome": "refused",
        "exemptions": ["s40(2)"],
    }


def test_a_case_that_each_of_several_files_has_is_found_in_each(log: Path) -> None:
    (log / "other.csv").write_text(LOG.replace("2024-04-30", "2024-05-01"), encoding="utf-8")
    names = [found.case.case for found in called(log, "r-2", "log.csv", "other.csv")]
    assert sorted(names) == ["log/r-2", "other/r-2"]
    (one,) = called(log, "other/r-2", "log.csv", "other.csv")
    assert one.case.events[1].on == date(2024, 5, 1)


def test_the_parts_of_a_case_may_be_under_several_laws(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(
        "case,on,event,parts,part-regime,outcome,exemptions\n"
        "r-6,2024-03-04,request-received,contract,,,\n"
        "r-6,2024-03-04,request-received,samples,eir,,\n"
        "r-6,2024-03-28,response,contract,,refused,s43(2)\n"
        "r-6,2024-04-25,response,samples,,refused,r12(5)(e)\n",
        encoding="utf-8",
    )
    (found,) = called(tmp_path, "r-6")
    assert (found.case.parts, [each.parts for each in found.case.also]) == (
        ("contract",),
        [("samples",)],
    )
    late = {(f.regime, f.rule) for f in assess(found.case, AS_OF).findings}
    assert ("eir", "late-response") in late


def test_a_map_is_read_by(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("Ref,Got,Sent\n7,2024-03-04,2024-03-20\n", encoding="utf-8")
    (tmp_path / "map.yaml").write_text(
        "map: m\ncolumns: {case: Ref}\nevents:\n  - {event: request-received, on: Got}\n"
        "  - {event: response, on: Sent}\n"
    )
    map = load_map(str(tmp_path / "map.yaml"), load_law(), None)
    (found,) = called(tmp_path, "7", map=map)
    assert [event.event for event in found.case.events] == ["request-received", "response"]
    assert found.case.recorded == ("request-received", "response")


def test_one_that_cannot_be_judged_is_told_with_each_reason(log: Path) -> None:
    with pytest.raises(LogError) as told:
        called(log, "r-3")
    row, case = told.value.errors
    assert row.startswith(
        f"case r-3 is rejected: {log / 'log.csv'}, row 6: on: there is no day 2024-02-30"
    )
    assert case == (
        f"case r-3 is rejected: {log / 'log.csv'}, row 5: 1 of its 2 rows cannot be read: what they"
        " say is not known"
    )


def test_one_that_is_not_there_is_told_with_one_that_is(log: Path) -> None:
    with pytest.raises(LogError) as told:
        called(log, "r-22")
    assert told.value.errors == ("--case: the log has no case 'r-22'; did you mean 'r-2'?",)


def test_it_is_shown_as_a_case_file_is(
    foirules: Command, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(log)
    audit = ("audit", "log.csv", "--as-of", "2024-06-03", "--case", "r-2")
    told = foirules(*audit)
    assert told.code == 0
    assert "\nTimeline\n  1  4 March 2024   request received\n" in told.out
    assert told.out.endswith(
        "    on 2024-04-30 · event response · outcome refused · exemptions s40(2)\n"
    )
    assert "A. Person" not in told.out
    (data,) = foirules(*audit, "--format", "json").data
    assert (data["case"], data["rows"][0]["row"]) == ("r-2", 2)
    assert foirules(*audit, "--fail-on", "breach").code == 1
    refused = foirules(*audit, "--out", "x")
    assert (refused.code, refused.err) == (
        2,
        "foirules: --case shows one case, and goes without --out\n",
    )
    assert foirules("audit", "log.csv", "--format", "json").code == 2
