"""A request under several laws is in a return once, and in a cell for certain where they agree."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

pl = pytest.importorskip("polars")

from foirules import assess  # noqa: E402
from foirules.audit.counting.return_figures import filled_returns  # noqa: E402
from foirules.audit.judging.law_files import LawFiles  # noqa: E402
from foirules.audit.judging.return_counts import PREFIX  # noqa: E402
from foirules.returns.period import read_period  # noqa: E402
from tests.audit import mixed  # noqa: E402
from tests.audit.logs import audit  # noqa: E402

AS_OF = date(2027, 1, 1)
NAME = "cabinet-office"
LAWS = ("foia", "eir")


def asked(law: str = "foia") -> LawFiles:
    period = read_period("2005-01-01..2026-12-31", AS_OF)
    return LawFiles(regime=law, returns=(NAME,), period=period)


@pytest.mark.one_cpython
def test_each_request_is_counted_once(tmp_path: Path) -> None:
    made = [
        (file, case)
        for file, case in mixed.files(5, 120)
        if {case.regime, *(also.regime for also in case.also)} == {*LAWS}
    ]
    (tmp_path / "log").mkdir()
    for file, case in made:
        (tmp_path / "log" / f"{case.case}.json").write_text(json.dumps(file, default=str))
    told = audit(tmp_path, "log", law=asked(), as_of=AS_OF)
    (filled,) = filled_returns(told)
    by_law: dict[str, dict[str, set[tuple[str, str]]]] = {}
    for _, case in made:
        for law in LAWS:
            for each in assess(case, AS_OF, rules=asked(law).load_own_rules()).findings:
                if each.rule.startswith(PREFIX) and each.certainty == "established":
                    cell = each.rule.rpartition(":")[2]
                    row = (case.case, each.event.id if each.event else "")
                    by_law.setdefault(cell, {}).setdefault(law, set()).add(row)
    counted = filled.cases.filter(pl.col("certainty") != "possible")
    for id in filled.table.counted:
        rows = counted.filter(cell=id).select("case", pl.col("event").fill_null("")).rows()
        assert len(rows) == len({*rows})
        either = set().union(*by_law.get(id, {}).values())
        in_group = any(id in group for group in filled.table.groups)
        assert {*rows} <= either if in_group else {*rows} == either, id
    received = counted.filter(cell="received")["case"]
    assert len(received) == len({*received}) > 20
    for group in filled.table.groups:
        of = counted.filter(pl.col("cell").is_in([*group]))
        assert of["case"].is_duplicated().sum() == 0
        doubted = filled.cases.filter(pl.col("cell").is_in([*group]), certainty="possible")
        assert not {*of["case"]} & {*doubted["case"]}


def test_where_laws_disagree_it_is_possible_in_each(tmp_path: Path) -> None:
    log = (
        "case,on,event,parts,part-regime,outcome,authority\n"
        "r,2024-04-02,request-received,a,,,Leeds\n"
        "r,2024-04-02,request-received,b,eir,,Leeds\n"
        "r,2024-04-20,response,a,,disclosed,Leeds\n"
        "r,2024-06-20,response,b,eir,disclosed,Leeds\n"
        "s,2024-04-02,request-received,a,,,Leeds\n"
        "s,2024-04-02,request-received,b,eir,,Leeds\n"
        "s,2024-04-20,response,a,,disclosed,Leeds\n"
        "s,2024-04-20,response,b,eir,disclosed,Leeds\n"
    )
    (tmp_path / "log.csv").write_text(log, encoding="utf-8")
    told = audit(tmp_path, "log.csv", law=asked(), as_of=AS_OF)
    (filled,) = filled_returns(told)
    (row,) = filled.rows
    figures = {id: row.figures[id] for id in ("received", "under-eir", "met", "late", "granted")}
    assert {id: each.value for id, each in figures.items()} == {
        "received": 2,
        "under-eir": 2,
        "met": 1,
        "late": None,
        "granted": 2,
    }
    assert (figures["met"].possible, figures["late"].possible) == (1, 1)
    assert figures["late"].reason == "whether it is 0 is not known"
