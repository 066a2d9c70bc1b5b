"""A log may hold cases of several regimes: each is read and judged by the law of its own."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

pl = pytest.importorskip("polars")

from foirules import Case, assess  # noqa: E402
from foirules.audit.counting.summary import Audit  # noqa: E402
from foirules.audit.judging.law_files import LawFiles  # noqa: E402
from foirules.audit.reading.map_files import load_map  # noqa: E402
from foirules.cli import main  # noqa: E402
from foirules.report.audit import summary_text  # noqa: E402
from foirules.report.page import Page  # noqa: E402
from tests import generate  # noqa: E402
from tests.audit.logs import AS_OF, adds_up, audit, found  # noqa: E402
from tests.audit.rows import assessed, said  # noqa: E402
from tests.audit.rows import json as plain  # noqa: E402

RECEIPT = {"on": "2024-03-04", "event": "request-received"}
FILES: list[dict[str, Any]] = [
    {
        "case": "act, late",
        "authority": "Leeds City Council",
        "events": [
            RECEIPT,
            {"on": "2024-04-10", "event": "response", "outcome": "refused", "exemptions": ["s22"]},
            {"on": "2024-04-12", "event": "review-requested"},
        ],
    },
    {"case": "act, silent", "authority": "Leeds City Council", "events": [RECEIPT]},
    {
        "case": "regulations, extended",
        "regime": "eir",
        "authority": "Leeds City Council",
        "events": [
            RECEIPT,
            {"on": "2024-03-20", "event": "extension-notice"},
            {
                "on": "2024-04-25",
                "event": "response",
                "outcome": "refused",
                "exemptions": ["r12(5)(e)"],
            },
        ],
    },
    {
        "case": "regulations, late review",
        "regime": "eir",
        "authority": "York",
        "events": [
            RECEIPT,
            {"on": "2024-03-15", "event": "response", "outcome": "disclosed"},
            {"on": "2024-03-18", "event": "review-requested"},
        ],
    },
    {
        "case": "Scotland, over Easter Monday",
        "regime": "foisa",
        "authority": "Glasgow City Council",
        "events": [
            RECEIPT,
            {"on": "2024-04-02", "event": "response", "outcome": "disclosed"},
            {"on": "2024-04-03", "event": "review-requested"},
            {"on": "2024-05-20", "event": "commissioner-application"},
        ],
    },
    {
        "case": "Scotland, late",
        "regime": "foisa",
        "authority": "Glasgow City Council",
        "events": [
            RECEIPT,
            {
                "on": "2024-04-16",
                "event": "response",
                "outcome": "refused",
                "exemptions": ["s30(b)(i)"],
            },
        ],
    },
]
COLUMNS = (
    *("case", "regime", "authority", "on", "event", "outcome", "exemptions", "Target"),
)  # fmt: skip
LEFT_OUT = ("message", "disregarded")


def cases() -> list[Case]:
    return [Case.from_dict(file) for file in FILES]


def rows() -> list[dict[str, Any]]:
    """Rows of which the receipt alone names the law, and not where that is the usual one."""
    return [
        {
            "case": file["case"],
            "authority": file["authority"],
            "regime": file.get("regime") if event is RECEIPT else None,
            **event,
            "exemptions": ";".join(event.get("exemptions", [])) or None,
        }
        for file in FILES
        for event in file["events"]
    ]


def write(path: Path, given: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        log = csv.DictWriter(file, COLUMNS)
        log.writeheader()
        log.writerows(given)


def tables(folder: Path) -> dict[str, list[str]]:
    """The rows of the tables, in no order."""
    return {name: sorted(map(repr, plain(found(folder, name)))) for name in NAMES}


NAMES = ("findings", "clocks", "actions")


def one_by_one(of: list[Case]) -> dict[str, list[str]]:
    """What is found of cases, each judged by itself."""
    assessments = assessed(of, AS_OF)
    return {name: sorted(map(repr, said(assessments, name))) for name in NAMES}


@pytest.mark.one_cpython
@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("order", ["as they stand", "mixed"])
def test_a_log_of_several_laws_comes_to_what_its_cases_do(
    tmp_path: Path, processes: int, order: str
) -> None:
    given = rows()
    if order == "mixed":
        Random(3).shuffle(given)
    write(tmp_path / "log.csv", given)
    told = audit(tmp_path, "log.csv", processes=processes, chunk=2)
    adds_up(told)
    assert (told.assessed, told.rejected_rows) == (len(FILES), 0)
    assert tables(tmp_path) == one_by_one(cases())


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_text_has_a_column_for_the_law(tmp_path: Path, format: str) -> None:
    write(tmp_path / "log.csv", rows())
    audit(tmp_path, "log.csv", formats=(format,))
    file = tmp_path / "out" / f"findings.{format}"
    read = pl.read_csv(file) if format == "csv" else pl.read_ndjson(file)
    assert read.columns[:3] == ["case", "regime", "rule"]
    assert set(read["regime"]) == {"foia", "eir", "foisa"}


def test_the_rows_of_a_case_may_stand_in_several_files(tmp_path: Path) -> None:
    """Its law is named in one of them, and its words stand in another."""
    given = rows()
    write(tmp_path / "a.csv", [row for row in given if row["regime"]])
    others = [{k: v for k, v in row.items() if k != "regime"} for row in given if not row["regime"]]
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(row) + "\n" for row in others))
    told = audit(tmp_path, "a.csv", "b.jsonl")
    adds_up(told)
    assert tables(tmp_path) == one_by_one(cases())


def test_case_files_of_several_laws_are_audited_together(tmp_path: Path) -> None:
    for number, file in enumerate(FILES):
        (tmp_path / f"{number}.json").write_text(json.dumps(file), encoding="utf-8")
    told = audit(tmp_path, *(f"{number}.json" for number in range(len(FILES))))
    assert told.assessed == len(FILES)
    assert tables(tmp_path) == one_by_one(cases())


# --- what is counted ------------------------------------------------------------------------------


def counted(folder: Path, **more: Any) -> Audit:
    write(folder / "log.csv", rows())
    return audit(folder, "log.csv", **more)


def test_what_is_counted_is_of_one_law_each(tmp_path: Path) -> None:
    shape = counted(tmp_path).to_dict()
    of = {each["regime"]: each for each in shape["by_regime"]}
    assert list(of) == ["foia", "eir", "foisa"]  # that of cases that name none first
    assert shape["regime"] is None
    assert [each["id"] for each in shape["policy"]] == ["foia", "eir", "foisa"]
    assert "rates" not in shape
    for each in of.values():
        assert each["cases"] == {"read": 2, "assessed": 2, "rejected": 0, "not_received": 0}
        timeliness = next(s for s in each["statistics"] if s["set"] == "timeliness")
        assert sum(timeliness["counts"].values()) == 2
    rates = {(id, r["rate"]): (r["of"], r["among"]) for id, e in of.items() for r in e["rates"]}
    assert rates["foia", "in-time"] == (0, 2)
    assert rates["eir", "in-time"] == (2, 2)
    assert rates["foisa", "in-time"] == (1, 2)


def test_a_law_is_counted_as_it_is_alone(tmp_path: Path) -> None:
    """What stands under its name is what a log of its cases alone comes to."""
    for each in counted(tmp_path).to_dict()["by_regime"]:
        names = [file["case"] for file in FILES if file.get("regime", "foia") == each["regime"]]
        folder = tmp_path / each["regime"]
        folder.mkdir()
        write(folder / "log.csv", [row for row in rows() if row["case"] in names])
        assert audit(folder, "log.csv").to_dict()["by_regime"] == [each]


def test_a_log_of_one_law_has_its_figures_beside_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "log.csv", [row for row in rows() if row["case"].startswith("act")])
    told = audit(tmp_path, "log.csv").to_dict()
    (of_the_act,) = told["by_regime"]
    assert told["regime"] == "foia"
    for key in of_the_act.keys() - {"title", "policy", "cases"}:
        assert told[key] == of_the_act[key]
    before = (
        *("schema", "version", "made_by", "as_of", "complete", "policy", "map", "regime", "files"),
        "rows",
        *("cases", "under_several_laws", "rejected", "of_no_known_case", "left_out"),
        *("values_not_read", "read_as_empty", "columns_not_read", "case_ids", "file_notes"),
        *("against_column", "findings", "stages", "recorded", "not_recorded"),
        *("statistics", "late_by", "rates", "counted"),
        *(
            "columns",
            "backlog",
            "quarters",
            "months",
            "authorities",
            "against",
            "proposed",
            "overdue",
            "due_this_week",
        ),
    )
    assert tuple(told) == (*before, "what_is_due", "returns", "by_regime")


def test_the_table_of_statistics_has_a_row_a_law(tmp_path: Path) -> None:
    counted(tmp_path)
    table = pl.read_parquet(tmp_path / "out" / "statistics.parquet")
    assert table.group_by("regime").agg(pl.col("requests").sum()).sort("regime").rows() == [
        ("eir", 2), ("foia", 2), ("foisa", 2),
    ]  # fmt: skip
    assert table.filter(regime="foisa")["rate-in-time"].to_list() == [50.0]
    reviews = table.select("regime", "review-in-longest").unique().sort("regime").rows()
    assert reviews == [("eir", None), ("foia", 0), ("foisa", None)]  # only the Act has such


def test_the_summary_has_a_section_a_law(tmp_path: Path) -> None:
    text = summary_text(counted(tmp_path).to_dict(), Page(width=200))
    headings = [line for line in text.splitlines() if line.endswith(": 2 cases")]
    assert headings == [
        "Freedom of Information Act 2000: 2 cases",
        "Environmental Information Regulations 2004: 2 cases",
        "Freedom of Information (Scotland) Act 2002: 2 cases",
    ]
    assert text.count("\nRates\n") == 3


def test_the_exit_code_is_of_all_laws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = [row for row in rows() if row["case"] in ("Scotland, late", "regulations, extended")]
    write(tmp_path / "log.csv", late)
    log = str(tmp_path / "log.csv")
    command = ["audit", log, "--as-of", "2024-06-03", "--processes", "1"]
    assert main([*command, "--fail-on", "breach"]) == 1
    assert "late-refusal-notice" in capsys.readouterr().out


def test_recorded_days_are_those_of_the_law_of_each_case(tmp_path: Path) -> None:
    """Easter Monday is a working day in Scotland."""
    given = [row | {"Target": "2024-04-04"} for row in rows() if row["on"] == "2024-03-04"]
    write(tmp_path / "log.csv", given)
    told = audit(tmp_path, "log.csv", against="Target")
    table = pl.read_parquet(tmp_path / "out" / "against.parquet")
    differ = table.select("case", "regime", "due", "days_apart").sort("case").rows()
    assert differ == [
        ("Scotland, late", "foisa", date(2024, 4, 2), 2),
        ("Scotland, over Easter Monday", "foisa", date(2024, 4, 2), 2),
    ]
    of = {each["regime"]: each["against"] for each in told.to_dict()["by_regime"]}
    assert {id: (each["compared"], each["alike"]) for id, each in of.items()} == {
        "foia": (2, 2), "eir": (2, 2), "foisa": (2, 0),
    }  # fmt: skip


# --- which law ------------------------------------------------------------------------------------


def test_the_law_that_is_asked_for_is_that_of_cases_that_name_none(tmp_path: Path) -> None:
    write(tmp_path / "log.csv", [row for row in rows() if row["case"] != "act, late"])
    told = audit(tmp_path, "log.csv", law=LawFiles(regime="foisa"))
    assert [each["regime"] for each in told.to_dict()["by_regime"]] == ["foisa", "eir"]
    assert found(tmp_path, "clocks").filter(case="act, silent")["regime"].unique().to_list() == [
        "foisa"
    ]


def test_a_map_says_what_the_laws_are_called(tmp_path: Path) -> None:
    """And may speak of the events and fields of each of them."""
    text = "Ref,When,What,Law\n" + "".join(
        f"{ref},2024-03-04,in,{law}\n{ref},2024-04-25,{out},{law}\n"
        for ref, law, out in ((1, "FOI", "out"), (2, "EIR", "eir"), (3, "Scot", "appeal"), (4, "", "out"))
    )  # fmt: skip
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    (tmp_path / "map.yaml").write_text(
        "map: m\nrecorded: all\n"
        "columns:\n  case: Ref\n  on: When\n  event: What\n"
        "  regime: {column: Law, values: {FOI: foia, EIR: eir, Scot: foisa}}\n"
        "events:\n"
        "  - {event: request-received, from: in}\n"
        "  - {event: response, from: out, set: {outcome: disclosed}}\n"
        "  - {event: response, from: eir, set: {outcome: refused, exemptions: [r12(5)(e)]}}\n"
        "  - {event: commissioner-application, from: appeal}\n",
        encoding="utf-8",
    )
    told = audit(tmp_path, "log.csv", map=load_map(str(tmp_path / "map.yaml")))
    adds_up(told)
    events: dict[str, list[dict[str, Any]]] = {
        "1": [{"on": "2024-04-25", "event": "response", "outcome": "disclosed"}],
        "2": [{"on": "2024-04-25", "event": "response", "outcome": "refused",
               "exemptions": ["r12(5)(e)"]}],
        "3": [{"on": "2024-04-25", "event": "commissioner-application"}],
        "4": [{"on": "2024-04-25", "event": "response", "outcome": "disclosed"}],
    }  # fmt: skip
    laws = {"1": "foia", "2": "eir", "3": "foisa", "4": "foia"}
    same = [
        Case.from_dict({"case": ref, "regime": laws[ref], "events": [RECEIPT, *events[ref]]})
        for ref in laws
    ]
    assert tables(tmp_path) == one_by_one(same)


def test_a_map_may_name_one_law_for_all(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("Ref,When,What\n1,2024-03-04,request-received\n")
    shape = []
    for said_so in ("regime: eir\ncolumns: {", "columns: {regime: {value: eir}, "):
        text = f"map: m\n{said_so}case: Ref, on: When, event: What}}\n"
        (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
        map = load_map(str(tmp_path / "map.yaml"))
        law = LawFiles(regime=map.regime)
        shape.append(audit(tmp_path, "log.csv", map=map, law=law).to_dict())
    assert shape[0] == shape[1]
    assert shape[0]["regime"] == "eir"


def test_a_policy_is_one_of_the_law_of_its_case(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text(
        "policy: council\nversion: '2024-01-01'\ntitle: t\nextends: eir\n"
        "periods:\n  response:\n    versions:\n"
        "      - {from: 2024-01-01, working-days: 10, kind: promise, cites: our promise}\n",
        encoding="utf-8",
    )
    (tmp_path / "log.csv").write_text(
        "case,regime,policy,on,event\n"
        "a,eir,council,2024-03-04,request-received\n"
        "b,foia,council,2024-03-04,request-received\n"
        "c,,,2024-03-04,request-received\n",
        encoding="utf-8",
    )
    told = audit(tmp_path, "log.csv", law=LawFiles((str(tmp_path / "council.yaml"),)))
    adds_up(told)
    with (tmp_path / "out" / "rejected.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["case"], row["regime"]) == ("b", "foia")
    assert row["reason"] == "the policy 'council' is of eir, and the case of foia"
    due = found(tmp_path, "clocks").filter(clock="response").select("case", "regime", "due")
    assert sorted(due.rows()) == [
        ("a", "eir", date(2024, 3, 19)), ("c", "foia", date(2024, 4, 4)),
    ]  # fmt: skip


def test_rejected_cases_say_of_which_law_they_are(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(
        "case,regime,on,event\n"
        "a,eir,2024-03-04,request-received\na,,2024-03-05,nothing\n"
        "b,,2024-03-04,chaser\n"
        "c,foi,2024-03-04,request-received\n"
        ",eir,2024-03-04,request-received\n"
        "d,,2024-03-04,request-received\n",
        encoding="utf-8",
    )
    told = audit(tmp_path, "log.csv")
    adds_up(told)
    with (tmp_path / "out" / "rejected.csv").open(encoding="utf-8", newline="") as file:
        laws = {(row["case"], row["regime"]) for row in csv.DictReader(file)}
    assert laws == {("a", "eir"), ("b", "foia"), ("c", ""), ("", "")}
    shape = told.to_dict()
    assert shape["cases"] == {"read": 4, "assessed": 1, "rejected": 3, "not_received": 0}
    assert [(each["regime"], each["cases"]["read"]) for each in shape["by_regime"]] == [
        ("foia", 2),
        ("eir", 1),
    ]
    assert {"column": "regime", "value": "'foi'", "count": 1} in shape["values_not_read"]


@pytest.mark.one_cpython
def test_many_cases_of_several_laws(tmp_path: Path) -> None:
    """Each as often as it stands in the log, in chunks of which some have cases of one law only."""
    given = [
        row | {"case": f"{row['case']} {number}", "on": row["on"]}
        for number in range(200)
        for row in rows()
        if number % 3 or row["case"].startswith("act")
    ]
    write(tmp_path / "log.csv", given)
    told = audit(tmp_path, "log.csv", chunk=100, processes=2)
    adds_up(told)
    for name in NAMES:
        once: dict[str, int] = {}
        for case in cases():
            once[case.case] = len(getattr(assess(case, AS_OF), name))
        table = found(tmp_path, name)
        for case_name, count in once.items():
            own = table.filter(pl.col("case").str.replace(r" \d+$", "") == case_name)
            often = 200 if case_name.startswith("act") else 133
            assert own.height == count * often, (name, case_name)


def test_generated_cases_of_the_act_are_found_as_without_the_column(tmp_path: Path) -> None:
    """And cases of the Regulations between them change nothing."""
    log = generate.log(300, seed=5).with_columns(pl.col("event").cast(pl.String))
    log.write_parquet(tmp_path / "plain.parquet")
    plain_summary = audit(tmp_path, "plain.parquet", as_of=date(2027, 1, 1)).to_dict()
    plain_tables = tables(tmp_path)
    others = pl.DataFrame(
        {"case": ["e1", "e2"], "regime": ["eir", "eir"], "event": ["request-received"] * 2,
         "on": [date(2024, 3, 4)] * 2}
    )  # fmt: skip
    both = pl.concat([others[:1], log, others[1:]], how="diagonal_relaxed")
    both.write_parquet(tmp_path / "both.parquet")
    told = audit(tmp_path, "both.parquet", as_of=date(2027, 1, 1)).to_dict()
    of_the_act, of_the_regulations = told["by_regime"]
    assert of_the_act == plain_summary["by_regime"][0]
    assert of_the_regulations["cases"]["assessed"] == 2
    mixed = {
        name: sorted(map(repr, plain(found(tmp_path, name).filter(regime="foia"))))
        for name in NAMES
    }
    assert mixed == plain_tables


def test_the_name_of_an_authority_says_what_it_says_in_a_case_file(tmp_path: Path) -> None:
    """A request to Glasgow that names no law may be under another: that is in doubt in both."""
    events: list[dict[str, Any]] = [
        RECEIPT,
        {"on": "2024-04-25", "event": "response", "outcome": "disclosed"},
    ]
    file = {"case": "Glasgow", "authority": "Glasgow City Council", "events": events}
    write(
        tmp_path / "log.csv",
        [{"case": "Glasgow", "authority": "Glasgow City Council", **event} for event in events],
    )
    told = audit(tmp_path, "log.csv")
    assert tables(tmp_path) == one_by_one([Case.from_dict(file)])
    assert {"possible"} == {
        each["certainty"] for each in told.to_dict()["findings"] if each["kind"] == "breach"
    }


# --- letters that give grounds of another law -----------------------------------------------------

LETTERS: dict[str, list[dict[str, Any]]] = {
    "an exception": [{"outcome": "refused", "exemptions": ["r12(5)(e)"]}],
    "an exemption and exceptions": [
        {"outcome": "refused", "exemptions": ["s40(2)", "r13(1)", "r12(4)(d)"]}
    ],
    "another law than its grounds": [
        {"outcome": "refused", "exemptions": ["r12(5)(e)"], "answered-under": "foia"}
    ],
    "part by part": [
        {"parts": ["a"], "outcome": "refused", "exemptions": ["s22"]},
        {"parts": ["b"], "outcome": "refused", "exemptions": ["regulation 12(5)(e)"]},
    ],
    "its law in another row than its grounds": [
        {"parts": ["a"], "outcome": "refused", "exemptions": ["r12(4)(b)"]},
        {"parts": ["b"], "outcome": "disclosed", "answered-under": "foia"},
    ],
}


def as_rows(letter: list[dict[str, Any]]) -> list[dict[str, Any]]:
    parts = ["a", "b"] if "parts" in letter[0] else None
    receipt = {"case": "c", "on": "2024-03-04", "event": "request-received", "parts": parts}
    answer = {"case": "c", "on": "2024-03-20", "event": "response"}
    return [receipt, *({**answer, **each} for each in letter)]


def as_file(letter: list[dict[str, Any]]) -> dict[str, Any]:
    answer: dict[str, Any] = {"on": "2024-03-20", "event": "response"}
    if "parts" not in letter[0]:
        return {"case": "c", "events": [RECEIPT, answer | letter[0]]}
    answer["outcomes"] = {}
    for row in letter:
        said = {key: each for key, each in row.items() if key in ("outcome", "exemptions")}
        answer["outcomes"][row["parts"][0]] = said
        answer |= {key: each for key, each in row.items() if key == "answered-under"}
    return {"case": "c", "parts": ["a", "b"], "events": [RECEIPT, answer]}


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_a_letter_with_grounds_of_another_law_is_read_as_in_a_case_file(
    tmp_path: Path, letter: list[dict[str, Any]], format: str
) -> None:
    if format == "jsonl":
        text = "".join(json.dumps(row) + "\n" for row in as_rows(letter))
    else:
        names = ("case", "on", "event", "parts", "outcome", "exemptions", "answered-under")
        texts = [
            [";".join(v) if isinstance(v := row.get(n), list) else v or "" for n in names]
            for row in as_rows(letter)
        ]
        text = "".join(",".join(line) + "\n" for line in [list(names), *texts])
    (tmp_path / f"log.{format}").write_text(text, encoding="utf-8")
    told = audit(tmp_path, f"log.{format}")
    assert told.to_dict()["cases"] == {"read": 1, "assessed": 1, "rejected": 0, "not_received": 0}
    assert tables(tmp_path) == one_by_one([Case.from_dict(as_file(letter))])
    rules = {each["rule"] for each in told.to_dict()["findings"]}
    under_another = not any(row.get("answered-under") == "foia" for row in letter)
    assert ("answered-under-another-law" in rules) == under_another
