"""A case whose parts are under several laws comes to the same in a log as by itself."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

import pytest

pl = pytest.importorskip("polars")

from attrs import evolve  # noqa: E402

from foirules import Case, CaseError, assess  # noqa: E402
from foirules.audit.counting.summary import Audit  # noqa: E402
from foirules.audit.judging.judge import judge  # noqa: E402
from foirules.audit.judging.law_files import SHIPPED  # noqa: E402
from foirules.audit.judging.tables import TABLES  # noqa: E402
from foirules.audit.reading.case_ids import SHARED  # noqa: E402
from foirules.audit.reading.map_files import MapError, load_map  # noqa: E402
from foirules.audit.running import halving  # noqa: E402
from foirules.audit.running.audit_settings import AuditSettings  # noqa: E402
from foirules.audit.running.begun_audit import widest_map  # noqa: E402
from foirules.audit.running.logs import audit_logs  # noqa: E402
from foirules.report.audit import summary_text  # noqa: E402
from foirules.report.page import Page  # noqa: E402
from tests.audit import mixed  # noqa: E402
from tests.audit.logs import adds_up, audit, found, rejected  # noqa: E402
from tests.audit.rows import json as plain  # noqa: E402

AS_OF = date(2027, 1, 1)


def tables(folder: Path) -> dict[str, list[str]]:
    """The rows of the tables, in no order."""
    return {name: sorted(map(repr, plain(found(folder, name)))) for name in TABLES}


def one_by_one(cases: list[Case], as_of: date = AS_OF) -> dict[str, list[str]]:
    """What is found of the cases that can be assessed, each by itself."""
    rows: dict[str, list[str]] = {name: [] for name in TABLES}
    for case in cases:
        try:
            shape = assess(case, as_of).to_dict()
        except CaseError:
            continue
        for name in TABLES:
            for each in shape[name]:
                kept = {k: v for k, v in each.items() if k not in ("message", "disregarded")}
                regime = kept.pop("regime")
                rows[name].append(repr({"case": case.case, "regime": regime, **kept}))
    return {name: sorted(each) for name, each in rows.items()}


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, default=str) + "\n" for row in rows), "utf-8")


def test_case_files_come_to_what_the_assessments_say(tmp_path: Path) -> None:
    made = list(mixed.files(1, 60, ranges=True))
    (tmp_path / "log").mkdir()
    for file, case in made:
        (tmp_path / "log" / f"{case.case}.json").write_text(json.dumps(file, default=str))
    told = audit(tmp_path, "log", as_of=AS_OF)
    adds_up(told)
    assert told.cases == len(made)
    assert tables(tmp_path) == one_by_one([case for _, case in made])


@pytest.mark.one_cpython
@pytest.mark.parametrize("processes", [1, 2])
def test_a_log_comes_to_what_the_assessments_say(tmp_path: Path, processes: int) -> None:
    made = list(mixed.files(2, 60))
    rows = [row for file, _ in made for row in mixed.rows(file)]
    if processes == 2:
        names = [case.case for _, case in made]
        Random(1).shuffle(names)
        rows = [row for name in names for row in rows if row["case"] == name]
    write_rows(tmp_path / "log.jsonl", rows)
    told = audit(tmp_path, "log.jsonl", as_of=AS_OF, processes=processes, chunk=20)
    adds_up(told)
    assert (told.cases, told.rejected_rows) == (len(made), 0)
    assert tables(tmp_path) == one_by_one([case for _, case in made])


# --- a log of a few lines -------------------------------------------------------------------------

LOG = """\
case,regime,on,event,parts,part-regime,outcome,exemptions,policy,Target
m-1,,2024-03-04,request-received,contract,,,,,2024-04-04
m-1,,2024-03-04,request-received,samples,eir,,,,
m-1,,2024-03-20,extension-notice,samples,,,,,
m-1,,2024-03-28,response,contract,,refused,s43,,
m-1,,2024-04-25,response,samples,,refused,r12(5)(e),,
o-1,,2024-03-04,request-received,,,,,,2024-04-04
o-1,,2024-04-05,response,,,disclosed,,,
o-2,eir,2024-03-04,request-received,,,,,,
"""
MIXED: dict[str, Any] = {
    "case": "m-1",
    "parts": {"contract": None, "samples": {"regime": "eir"}},
    "events": [
        {"on": "2024-03-04", "event": "request-received"},
        {"on": "2024-03-20", "event": "extension-notice", "outcomes": {"samples": {}}},
        {
            "on": "2024-03-28",
            "event": "response",
            "outcomes": {"contract": {"outcome": "refused", "exemptions": ["s43"]}},
        },
        {
            "on": "2024-04-25",
            "event": "response",
            "outcomes": {"samples": {"outcome": "refused", "exemptions": ["r12(5)(e)"]}},
        },
    ],
}
OTHERS: list[dict[str, Any]] = [
    {
        "case": "o-1",
        "events": [
            {"on": "2024-03-04", "event": "request-received"},
            {"on": "2024-04-05", "event": "response", "outcome": "disclosed"},
        ],
    },
    {"case": "o-2", "regime": "eir", "events": [{"on": "2024-03-04", "event": "request-received"}]},
]
JUNE = date(2024, 6, 3)


def of_lines(folder: Path, text: str = LOG, **more: Any) -> Audit:
    (folder / "log.csv").write_text(text, encoding="utf-8")
    return audit(folder, "log.csv", **more)


def test_each_part_is_judged_by_its_own_law(tmp_path: Path) -> None:
    """The samples are late by the forty days of the EIR only, the contract by none."""
    adds_up(of_lines(tmp_path))
    cases = [Case.from_dict(file) for file in (MIXED, *OTHERS)]
    assert tables(tmp_path) == one_by_one(cases, JUNE)
    due = found(tmp_path, "clocks").filter(case="m-1", clock="response")
    assert sorted(due.select("regime", "part", "due", "status").rows()) == [
        ("eir", "samples", date(2024, 5, 2), "met"),
        ("foia", "contract", date(2024, 4, 4), "met"),
    ]


def test_a_case_counts_once_and_under_each_of_its_laws(tmp_path: Path) -> None:
    told = of_lines(tmp_path)
    shape = told.to_dict()
    assert shape["cases"] == {"read": 3, "assessed": 3, "rejected": 0, "not_received": 0}
    assert shape["under_several_laws"] == 1
    assert shape["rows"] == {"read": 8, "used": 8, "left_out": 0, "rejected": 0}
    of = {each["regime"]: each for each in shape["by_regime"]}
    for each in of.values():
        assert each["cases"] == {"read": 2, "assessed": 2, "rejected": 0, "not_received": 0}
    rates = {
        id: next(r for r in each["rates"] if r["rate"] == "in-time") for id, each in of.items()
    }
    assert {id: (rate["of"], rate["among"]) for id, rate in rates.items()} == {
        "foia": (1, 2),  # that of which the contract is, not the one answered late
        "eir": (1, 2),
    }
    assert sum(of["foia"]["stages"].values()) == 2
    text = summary_text(shape, Page(width=80))
    assert "1 under several laws: each counts under each" in text


def test_a_mixed_case_counts_in_a_law_as_its_part_alone_would(tmp_path: Path) -> None:
    """The figures of the Regulations are those of a request for the samples alone."""
    of = {each["regime"]: each for each in of_lines(tmp_path).to_dict()["by_regime"]}
    alone = LOG.replace("m-1,,2024-03-04,request-received,contract,,,,,2024-04-04\n", "")
    alone = alone.replace("m-1,,2024-03-28,response,contract,,refused,s43,,\n", "")
    alone = alone.replace("m-1,,", "m-1,eir,").replace("samples,eir", "samples,")
    (tmp_path / "alone").mkdir()
    told = of_lines(tmp_path / "alone", alone).to_dict()
    (wanted,) = (each for each in told["by_regime"] if each["regime"] == "eir")
    assert of["eir"] == wanted


def test_a_recorded_day_is_compared_with_that_of_each_law(tmp_path: Path) -> None:
    of_lines(tmp_path, against="Target")
    differ = pl.read_parquet(tmp_path / "out" / "against.parquet")
    assert differ.select("case", "regime", "due").rows() == [("m-1", "eir", date(2024, 5, 2))]


def test_what_is_wrong_under_one_law_rejects_the_whole_case(tmp_path: Path) -> None:
    """A policy that is not known; one of two under the same law; a day outside the calendar."""
    for policy, reason in (
        ("nowhere", "unknown policy 'nowhere'"),
        ("foia;department-for-education", "are both of foia"),
    ):
        told = of_lines(tmp_path, LOG.replace("contract,,,,,", f"contract,,,,{policy},"))
        adds_up(told)
        (row,) = rejected(tmp_path)
        assert row[:3] == ("log.csv", "2", "m-1")
        assert reason in row[3]
        shape = told.to_dict()
        assert shape["cases"] == {"read": 3, "assessed": 2, "rejected": 1, "not_received": 0}
        assert shape["under_several_laws"] == 0
        assert [each["cases"]["rejected"] for each in shape["by_regime"]] == [1, 1]
        assert tables(tmp_path) == one_by_one([Case.from_dict(file) for file in OTHERS], JUNE)


def test_a_case_that_cannot_be_judged_under_one_law_is_not_counted_under_another(
    tmp_path: Path,
) -> None:
    def failing(rows: Any, as_of: date, law: Any, *more: Any) -> Any:
        if law.regime == "eir" and "m-1" in rows["case"]:
            raise ArithmeticError("of the samples")
        return judge(rows, as_of, law, *more)

    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    with mock.patch.object(halving, "judge", failing):
        settings = AuditSettings(
            (str(tmp_path / "log.csv"),), JUNE, out=tmp_path / "out", processes=1
        )
        told = audit_logs(settings)
    adds_up(told)
    assert [each["cases"] for each in told.to_dict()["by_regime"]] == [
        {"read": 2, "assessed": 1, "rejected": 1, "not_received": 0},
        {"read": 2, "assessed": 1, "rejected": 1, "not_received": 0},
    ]
    assert [row[2:] for row in rejected(tmp_path)] == [
        ("m-1", "it could not be judged: ArithmeticError: of the samples")
    ]
    assert tables(tmp_path) == one_by_one([Case.from_dict(file) for file in OTHERS], JUNE)


def test_each_law_has_its_own_of_several_policies(tmp_path: Path) -> None:
    text = LOG.replace("contract,,,,,", "contract,,,,eir;department-for-education,")
    adds_up(of_lines(tmp_path, text))
    policies = {"policy": ["eir", "department-for-education"]}
    cases = [Case.from_dict(file) for file in (MIXED | {"authority": policies}, *OTHERS)]
    assert tables(tmp_path) == one_by_one(cases, JUNE)


def test_what_a_letter_says_may_stand_on_the_row_of_a_part_under_another_law(
    tmp_path: Path,
) -> None:
    text = (
        "case,on,event,parts,part-regime,outcome,exemptions,complaints-procedure,authority\n"
        "m,2024-03-04,request-received,a,,,,,Leeds City Council\n"
        "m,2024-03-04,request-received,b,eir,,,,\n"
        "m,2024-03-20,response,a,,refused,s43,no,\n"
        "m,2024-03-20,response,b,,refused,r12(5)(e),,\n"
        "m,2024-03-21,chaser,,,,,,\n"
    )
    adds_up(of_lines(tmp_path, text))
    said = {"a": ["s43"], "b": ["r12(5)(e)"]}
    outcomes = {part: {"outcome": "refused", "exemptions": each} for part, each in said.items()}
    letter = {"on": "2024-03-20", "event": "response", "outcomes": outcomes}
    case = Case.from_dict(
        {
            "case": "m",
            "authority": "Leeds City Council",
            "parts": {"a": None, "b": {"regime": "eir"}},
            "events": [
                {"on": "2024-03-04", "event": "request-received"},
                letter | {"states": {"complaints-procedure": False}},
                {"on": "2024-03-21", "event": "chaser"},
            ],
        }
    )
    assert tables(tmp_path) == one_by_one([case], JUNE)


def test_a_map_says_which_law_a_part_is_under(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(
        "Ref,When,What,Item,Law\n"
        "1,2024-03-04,in,contract,FOI\n1,2024-03-04,in,samples,Env\n"
        "1,2024-04-25,out,contract,\n1,2024-04-25,out,samples,\n",
        encoding="utf-8",
    )
    (tmp_path / "map.yaml").write_text(
        "map: m\nrecorded: all\n"
        "columns:\n  case: Ref\n  on: When\n  event: What\n  parts: Item\n"
        "  part-regime: {column: Law, values: {FOI: foia, Env: eir}}\n"
        "events:\n"
        "  - {event: request-received, from: in}\n"
        "  - {event: response, from: out, set: {outcome: disclosed}}\n",
        encoding="utf-8",
    )
    told = audit(tmp_path, "log.csv", map=load_map(str(tmp_path / "map.yaml")))
    adds_up(told)
    outcomes = {part: {"outcome": "disclosed"} for part in ("contract", "samples")}
    case = {
        "case": "1",
        "parts": {"contract": None, "samples": {"regime": "eir"}},
        "events": [
            {"on": "2024-03-04", "event": "request-received"},
            {"on": "2024-04-25", "event": "response", "outcomes": outcomes},
        ],
    }
    assert tables(tmp_path) == one_by_one([Case.from_dict(case)], JUNE)


def test_a_map_names_a_law_that_nobody_knows(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(
        "map: m\ncolumns: {case: a, on: b, event: c, part-regime: {column: d, values: {E: eire}}}\n"
    )
    with pytest.raises(MapError, match=r"part-regime\.values\.E: unknown regime 'eire'"):
        load_map(str(tmp_path / "map.yaml"))


@pytest.mark.one_cpython
@pytest.mark.parametrize("order", range(3))
def test_rows_of_a_case_stand_in_any_order_and_in_any_file(tmp_path: Path, order: int) -> None:
    """The law of a part may be named in another file than its answer stands in."""
    head, *lines = LOG.splitlines(keepends=True)
    Random(order).shuffle(lines)
    (tmp_path / "a.csv").write_text(head + "".join(lines[::2]), encoding="utf-8")
    (tmp_path / "b.csv").write_text(head + "".join(lines[1::2]), encoding="utf-8")
    map = evolve(widest_map(SHIPPED), case_ids=SHARED)  # both may hold a row of the receipt
    told = audit(tmp_path, "a.csv", "b.csv", map=map, processes=2, chunk=1)
    adds_up(told)
    cases = [Case.from_dict(file) for file in (MIXED, *OTHERS)]
    assert tables(tmp_path) == one_by_one(cases, JUNE)
