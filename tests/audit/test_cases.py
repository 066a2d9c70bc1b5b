"""The table of cases: every figure of the summary can be traced to its cases."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

from foirules import Case, CaseError, assess

pl = pytest.importorskip("polars")

from foirules.audit.judging.case_rows import case_rows_of_assessments  # noqa: E402
from foirules.audit.judging.judge import judge  # noqa: E402
from foirules.audit.judging.law_files import LawFiles  # noqa: E402
from foirules.audit.judging.rows_to_frame import frame_of_rows  # noqa: E402
from foirules.audit.judging.tables import CASES, TABLES  # noqa: E402
from foirules.audit.reading.readers.row_writer import IN_ORDER, LogError  # noqa: E402
from tests import generate  # noqa: E402
from tests.audit.logs import AS_OF, audit, found  # noqa: E402
from tests.audit.rows import rows_of  # noqa: E402
from tests.foia import REGIME  # noqa: E402

DAY = date(2027, 1, 1)
LOG = (
    "case,on,until,event,outcome,exemptions,Team,authority\n"
    "in time,2024-03-04,,request-received,,,Roads,Leeds\n"
    "in time,2024-03-28,,response,disclosed,,Roads,Leeds\n"
    "late,2024-03-04,,request-received,,,Schools,Leeds\n"
    "late,2024-04-30,,response,refused,s40(2),Schools,Leeds\n"
    "open,2024-05-20,,request-received,,,Roads,York\n"
    "overdue,2024-04-20,,request-received,,,,York\n"
    "perhaps,2024-03-04,,request-received,,,Roads,York\n"
    "perhaps,2024-03-28,2024-05-02,response,disclosed,,Roads,York\n"
    "lost,2024-03-04,,request-received,,,Roads,York\n"
    "lost,2024-02-30,,response,disclosed,,Roads,York\n"
)


def write(folder: Path) -> None:
    (folder / "log.csv").write_text(LOG, encoding="utf-8")


def listed(folder: Path, figure: str, **more: Any) -> dict[str, str]:
    """The cases of a figure, each with its certainty."""
    write(folder)
    told = audit(folder, "log.csv", listed=figure, **more).listed_to_dict(figure)
    return {each["case"]: each["certainty"] for each in told["cases"]}


def test_a_case_has_its_days_its_measures_and_its_place(tmp_path: Path) -> None:
    write(tmp_path)
    audit(tmp_path, "log.csv")
    rows = {row["case"]: row for row in found(tmp_path, "cases").to_dicts()}
    assert sorted(rows) == ["in time", "late", "open", "overdue", "perhaps"]
    assert rows["in time"] == {
        "case": "in time",
        "regime": "foia",
        "authority": "Leeds",
        "received": date(2024, 3, 4),
        "due": date(2024, 4, 4),
        "answered": date(2024, 3, 28),
        "measures": ["answered-in-time", "granted-in-full"],
        "possible_measures": [],
        "file": str(tmp_path / "log.csv"),
        "row": 2,
    }
    assert (rows["late"]["measures"], rows["late"]["row"]) == (
        ["answered-late", "refused-in-full", "late-without-word", "cites-s40"],
        4,
    )
    assert rows["open"]["answered"] is None
    perhaps = rows["perhaps"]
    may = ["answered-in-time", "answered-late", "late-without-word"]
    assert perhaps["possible_measures"] == may
    assert (perhaps["measures"], perhaps["answered"]) == (["granted-in-full"], None)


def test_the_measures_of_the_cases_add_up_to_the_figures(tmp_path: Path) -> None:
    made = (generate.case(Random(seed)) for seed in range(300))
    cases = [attrs.evolve(case, case=f"case {n}") for n, case in enumerate(made)]
    rows_of(cases).write_parquet(tmp_path / "log.parquet")
    shape = audit(tmp_path, "log.parquet", as_of=DAY).to_dict()
    table = found(tmp_path, "cases")
    assert table.height == shape["cases"]["assessed"] > 200
    counts = Counter(table["measures"].explode().drop_nulls().to_list())
    timeliness, outcome = shape["statistics"][:2]
    for each in (timeliness, outcome):
        for measure, count in each["counts"].items():
            assert counts[measure] == count, measure
    certain = pl.col("measures").list.eval(pl.element().is_in([*timeliness["counts"]])).list.any()
    assert table.filter(~certain).height == timeliness["uncertain"] > 0


def test_the_table_holds_what_the_cases_come_to_one_by_one() -> None:
    """Also of days that are known as ranges."""
    made = (generate.case(Random(seed)) for seed in range(600))
    named = (attrs.evolve(case, case=f"case {n}") for n, case in enumerate(made))
    cases = [case for case in named if case.authority.policy is None]
    rows, law = rows_of(cases).with_columns(pl.lit(True).alias(IN_ORDER)), LawFiles()
    table = judge(rows, DAY, law, (*TABLES, CASES)).table(CASES)
    kept, assessed = _assessed(cases, law)
    one_by_one = case_rows_of_assessments(
        kept, assessed, frame_of_rows(rows, REGIME), law.statistics()
    )
    exact = [case.case for case in kept if not case.ranged]
    same = [name for name in table.columns if name != "answered"]
    assert table.sort("case").select(same).equals(one_by_one.sort("case").select(same))
    for each in (table, one_by_one):
        assert each.filter(pl.col("case").is_in(exact))["answered"].drop_nulls().len() > 50
    answered = table.join(one_by_one, on="case").filter(pl.col("answered_right").is_not_null())
    assert answered.filter(pl.col("answered").ne_missing(pl.col("answered_right"))).is_empty()


def _assessed(cases: list[Case], law: LawFiles) -> tuple[list[Case], list[Any]]:
    kept, found = [], []
    for case in cases:
        try:
            found.append(assess(case, DAY, rules=law.load_own_rules()))
        except CaseError:
            continue
        kept.append(case)
    return kept, found


@pytest.mark.parametrize("regime", ["foia", "eir", "foisa", "eisr"])
def test_the_last_day_of_a_case_is_that_of_its_main_clock(tmp_path: Path, regime: str) -> None:
    lines = ["case,on,event,outcome"]
    for number in range(40):
        received = date(2023, 1, 1).toordinal() + 9 * number
        days = [(received, "request-received,")]
        days += [(received + 3 * number % 70, "response,disclosed")] if number % 3 else []
        days += [(received + 2, "clarification-sought,")] if number % 4 == 1 else []
        days += [(received + 9, "clarification-received,")] if number % 8 == 1 else []
        lines += [f"c{number},{date.fromordinal(day)},{said}" for day, said in sorted(days)]
    (tmp_path / "log.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    law = LawFiles(regime=regime)
    audit(tmp_path, "log.csv", law=law)
    clocks = found(tmp_path, "clocks").filter(clock=law.load_regime().schema.roles.main_clock)
    due = dict(found(tmp_path, "cases").select("case", "due").rows())
    assert due == dict.fromkeys(due) | dict(clocks.select("case", "due").rows())
    assert len({*due.values()}) > 20


def test_a_figure_gives_its_cases(tmp_path: Path) -> None:
    assert listed(tmp_path, "answered-late") == {"late": "certain", "perhaps": "possible"}
    assert listed(tmp_path, "granted-in-full") == {"in time": "certain", "perhaps": "certain"}
    assert listed(tmp_path, "on-hold") == {}


def test_a_rate_and_a_rule_give_theirs(tmp_path: Path) -> None:
    assert listed(tmp_path, "in-time") == {"in time": "certain", "perhaps": "possible"}
    assert listed(tmp_path, "late-response")["overdue"] in ("certain", "possible")
    assert "in time" not in listed(tmp_path, "late-response")


def test_a_figure_that_nothing_counts_is_told_with_those_that_are(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(LogError) as told:
        audit(tmp_path, "log.csv", listed="overdu")
    first, measures, rates = told.value.errors
    assert first == "--list: nothing is counted as 'overdu'; did you mean 'overdue'?"
    assert " measures answered-in-time, " in measures
    assert rates.endswith(" rates in-time, closed-in-time, reviews-in-time")


def test_a_column_of_the_log_is_carried_only_where_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path)
    audit(tmp_path, "log.csv")
    assert "Roads" not in (tmp_path / "out" / "due.csv").read_text("utf-8")
    assert "Team" not in found(tmp_path, "cases").columns
    audit(tmp_path, "log.csv", by="Team")
    teams = dict(found(tmp_path, "cases").select("case", "Team").rows())
    assert (teams["late"], teams["overdue"]) == ("Schools", None)


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_the_table_is_written_in_the_format_asked_for(tmp_path: Path, format: str) -> None:
    write(tmp_path)
    audit(tmp_path, "log.csv", formats=(format,))
    text = (tmp_path / "out" / f"cases.{format}").read_text("utf-8")
    said = {
        "csv": "in time,foia,Leeds,2024-03-04,2024-04-04,2024-03-28,answered-in-time;granted-in-full",
        "jsonl": '"measures":["answered-late","refused-in-full","late-without-word","cites-s40"],'
        '"possible_measures":[]',
    }
    assert said[format] in text
    audit(tmp_path, "log.csv")
    assert not (tmp_path / "out" / f"cases.{format}").exists()


def test_the_cases_of_many_chunks_are_those_of_one(tmp_path: Path) -> None:
    write(tmp_path)
    one = audit(tmp_path, "log.csv", listed="answered-late")
    whole = found(tmp_path, "cases")
    many = audit(tmp_path, "log.csv", listed="answered-late", chunk=1)
    assert found(tmp_path, "cases").sort("row").equals(whole.sort("row"))
    assert many.listed_to_dict("answered-late") == one.listed_to_dict("answered-late")
    assert many.to_dict() == one.to_dict()
    assert AS_OF.isoformat() == one.to_dict()["as_of"]
