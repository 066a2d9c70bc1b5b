"""A log judged case by case, without columns, comes to the same as its audit."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

pl = pytest.importorskip("polars")

from foirules import CaseError  # noqa: E402
from foirules.audit.few.judged import judge_few  # noqa: E402
from foirules.audit.judging.law_files import LawFiles  # noqa: E402
from foirules.audit.running.write import flat  # noqa: E402
from foirules.language.regime_files import load_law  # noqa: E402
from tests import generate  # noqa: E402
from tests.audit.logs import audit  # noqa: E402
from tests.audit.rows import apart, rows_of  # noqa: E402
from tests.files import ROOT, examples  # noqa: E402

DAY = date(2024, 6, 3)
LAWS = list(load_law())
LOGS = examples(12, 80)
CASES = 6  # of a log


def a_log(seed: int) -> tuple[str, str, date]:
    """A log as CSV, the law of its cases, and a day on which it is judged."""
    rng = Random(f"few {seed}")
    law = load_law()[LAWS[seed % len(LAWS)]]
    cases = [
        attrs.evolve(apart(generate.realistic(rng, law)), case=f"case {number}")
        for number in range(CASES)
    ]
    rows = rows_of(cases, law.vocabulary)
    rows = rows.select(name for name in rows.columns if rows[name].null_count() < rows.height)
    return flat(rows).write_csv(), law.id, max(generate.as_of(rng, case) for case in cases)


def of_audit(summary: dict[str, Any]) -> dict[str, Any]:
    """Of the summary of an audit what is counted without columns too."""
    names = ("regime", "title", "findings", "stages", "late_by")
    return {
        "made_by": summary["made_by"],
        "cases": summary["cases"],
        "due": summary["what_is_due"]["counts"],
        "by_regime": [
            {
                **{name: of[name] for name in names},
                "statistics": [
                    {name: said for name, said in each.items() if name != "shown"}
                    for each in of["statistics"]
                ],
            }
            for of in summary["by_regime"]
        ],
    }


def of_few(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "made_by": told["made_by"],
        "cases": told["cases"],
        "due": told["what_is_due"]["counts"],
        "by_regime": [{k: v for k, v in of.items() if k != "cases"} for of in told["by_regime"]],
    }


@pytest.mark.one_cpython
@pytest.mark.parametrize("seeds", [range(n, LOGS, 4) for n in range(4)], ids="abcd")
def test_it_comes_to_the_same_as_an_audit(tmp_path: Path, seeds: range) -> None:
    judged = 0
    for seed in seeds:
        text, law, as_of = a_log(seed)
        (tmp_path / "log.csv").write_text(text, "utf-8")
        made = audit(tmp_path, "log.csv", law=LawFiles(regime=law), as_of=as_of)
        summary = made.to_dict()
        if not made.assessed:
            continue
        few = judge_few(text.encode(), "log.csv", as_of, law)
        assert of_few(few.to_dict()) == of_audit(summary), seed
        wanted = pl.read_csv(tmp_path / "out" / "due.csv", infer_schema=False).to_dicts()
        given = [
            {
                k: str(v).lower() if isinstance(v, bool) else v if v is None else str(v)
                for k, v in row.items()
            }
            for row in few.due()
        ]
        assert sorted(map(repr, given)) == sorted(
            repr({k: row[k] or None for k in given[0]}) for row in wanted
        ), seed
        judged += made.assessed
    assert judged >= len(seeds) * CASES / 2


LOG = "case,on,event,outcome,parts\na,2024-03-04,request-received,,\na,2024-05-01,response,refused,x\na,2024-05-01,response,disclosed,y\n"
SAME = {
    "semicolons": LOG.replace(",", ";"),
    "a mark": "\ufeff" + LOG,
    "lines of Windows": LOG.replace("\n", "\r\n"),
    "in another order": "\n".join([LOG.splitlines()[0], *reversed(LOG.splitlines()[1:])]),
    "a row that is repeated": LOG + LOG.splitlines()[1] + "\n",
    "an empty row": LOG.replace("\na,2024-05-01,response,d", "\n\na,2024-05-01,response,d"),
    "times": LOG.replace("2024-03-04,", "2024-03-03T23:30:00-01:00,"),
    "JSON lines": '{"case": "a", "on": "2024-03-04", "event": "request-received"}\n'
    '{"case": "a", "on": "2024-05-01", "event": "response", "outcome": "refused", "parts": ["x"]}\n'
    '{"case": "a", "on": "2024-05-01", "event": "response", "outcome": "disclosed", "parts": "y"}\n',
}


@pytest.mark.parametrize("name", SAME)
def test_it_reads_the_same_however_it_is_written(name: str) -> None:
    (first,) = judge_few(LOG.encode(), "log", DAY).judged
    (own,) = judge_few(SAME[name].encode(), "log", DAY).judged
    assert {part: said["outcome"] for part, said in own.case.events[1].outcomes.items()} == {
        "x": "refused",
        "y": "disclosed",
    }
    assert sorted(each.rule for each in own.found.findings) == sorted(
        each.rule for each in first.found.findings
    )
    assert own.case.events[0].on == date(2024, 3, 4)


def test_events_of_a_day_stand_in_order_of_their_moments(tmp_path: Path) -> None:
    log = (
        "case,on,event\na,2024-03-04T09:00,request-received\na,2024-03-06T15:00,clarification-received"
        "\na,2024-03-06T10:00:00Z,clarification-sought\n"
    )
    (tmp_path / "log.csv").write_text(log, "utf-8")
    (own,) = judge_few(log.encode(), "log.csv", DAY).judged
    assert [each.event for each in own.case.events][1:] == [
        "clarification-sought",
        "clarification-received",
    ]
    summary = audit(tmp_path, "log.csv", as_of=DAY).to_dict()
    assert of_few(judge_few(log.encode(), "log.csv", DAY).to_dict()) == of_audit(summary)


def test_a_case_that_is_wrong_is_refused_with_its_row_and_stops_no_other() -> None:
    log = LOG + "b,2024-03-04,request-recieved,,\n,2024-03-04,request-received,,\n"
    few = judge_few(log.encode(), "log.csv", DAY)
    assert [each.case.case for each in few.judged] == ["a"]
    assert [line.line for each in few.refused for line in each.wrong] == [5, 6]  # type: ignore[attr-defined]
    with pytest.raises(CaseError) as told:
        judge_few(b"case,on,event\nb,4/3/2024,request-received\n", "log.csv", DAY)
    assert told.value.errors[0].startswith("log.csv:2: on: found '4/3/2024'; expected a date")


def test_polars_is_not_needed() -> None:
    code = (
        "import sys; sys.modules['polars'] = sys.modules['numpy'] = None\n"
        "from datetime import date\n"
        "from foirules.audit.few.judged import judge_few\n"
        f"print(len(judge_few({LOG.encode()!r}, 'log', date(2024, 6, 3)).judged))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("1\n", "")
