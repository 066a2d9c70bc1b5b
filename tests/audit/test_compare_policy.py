"""A proposed policy tried on a log: the cases it would change, and the rates beside each other."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

pl = pytest.importorskip("polars")

from foirules import Assessment, Case, PolicyError, assess  # noqa: E402
from foirules.audit.judging.law_files import LawFiles  # noqa: E402
from foirules.cli import main  # noqa: E402
from foirules.policy.policies import load_policies, load_proposed  # noqa: E402
from tests.audit.logs import adds_up, audit  # noqa: E402
from tests.files import ROOT  # noqa: E402

AS_OF = date(2018, 1, 1)
REFORM = """\
policy: quicker
version: "1"
title: A bill for quicker answers
extends: foia
periods:
  response:
    versions:
      - {from: 2017-01-01, working-days: 15, kind: statute, cites: the Bill cl 1}
"""
LOG = """\
case,on,event,outcome,exemptions,policy
early,2017-08-03,request-received,,,
early,2017-08-10,response,disclosed,,
between,2017-08-03,request-received,,,
between,2017-09-01,response,disclosed,,
late,2017-08-03,request-received,,,
late,2017-09-20,response,disclosed,,
before,2016-08-03,request-received,,,
before,2016-08-30,response,disclosed,,
of an authority,2017-08-03,request-received,,,department-for-education
of an authority,2017-09-01,response,disclosed,,department-for-education
"""


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    (tmp_path / "reform.yaml").write_text(REFORM, encoding="utf-8")
    return tmp_path


def tried(folder: Path, **more: Any) -> Any:
    law = LawFiles(proposed=str(folder / "reform.yaml"), **more.pop("law", {}))
    told = audit(folder, "log.csv", as_of=AS_OF, law=law, **more)
    adds_up(told)
    return told


def changes(folder: Path) -> list[dict[str, Any]]:
    table = pl.read_parquet(folder / "out" / "policy-changes.parquet")
    return list(table.iter_rows(named=True))


def test_what_a_shorter_time_would_change(folder: Path) -> None:
    """Fifteen working days from 3 August 2017 run until 25 August: 7 August does not count."""
    told = tried(folder).to_dict()["proposed"]
    found = {
        (row["case"], row["what"], row["name"]): (row["change"], row["days_moved"])
        for row in changes(folder)
    }
    moved = {
        (case, "clock", clock): ("moved", -10)
        for case in ("early", "between", "late", "of an authority")
        for clock in ("confirmation", "response")
    }
    assert found == {
        **moved,
        ("between", "finding", "late-response"): ("added", None),
        ("of an authority", "finding", "late-response"): ("added", None),
        ("late", "finding", "late-response"): ("moved", -10),
    }
    assert (told["judged"], told["cases"], told["policy"]["id"]) == (5, 4, "quicker")
    assert [(e["name"], e["added"], e["moved"]) for e in told["findings"]] == [
        ("late-response", 2, 1)
    ]
    (rate, *_) = told["rates"]
    assert (rate["before"]["of"], rate["before"]["percentage"]) == (4, 80.0)
    assert (rate["after"]["of"], rate["after"]["percentage"]) == (2, 40.0)


def test_the_figures_of_now_are_as_without_a_proposal(folder: Path) -> None:
    """All but what is said of the proposal."""
    with_it = tried(folder).to_dict()
    without = audit(folder, "log.csv", as_of=AS_OF).to_dict()
    for summary in (with_it, without):
        for each in (summary, *summary["by_regime"]):
            each.pop("proposed")
    assert with_it == without
    assert not (folder / "out" / "policy-changes.parquet").exists()  # it was an earlier audit's


def test_a_longer_time_takes_findings_away_and_a_later_one_changes_nothing(folder: Path) -> None:
    text = REFORM.replace("working-days: 15", "working-days: 40")
    (folder / "reform.yaml").write_text(text, encoding="utf-8")
    told = tried(folder).to_dict()["proposed"]
    assert [(e["name"], e["removed"]) for e in told["findings"]] == [("late-response", 1)]
    assert all(each["later"] == each["moved"] == 4 for each in told["clocks"])
    text = REFORM.replace("2017-01-01", "2017-12-01")
    (folder / "later.yaml").write_text(text, encoding="utf-8")
    law = LawFiles(proposed=str(folder / "later.yaml"))
    told = audit(folder, "log.csv", as_of=AS_OF, law=law).to_dict()["proposed"]
    assert (told["judged"], told["cases"], told["findings"], told["clocks"]) == (5, 0, [], [])


def test_a_whole_policy_of_the_same_name_takes_its_place(folder: Path) -> None:
    text = (ROOT / "policies" / "foia.yaml").read_text(encoding="utf-8")
    text = text.replace("working-days: 20", "working-days: 15", 1)
    (folder / "reform.yaml").write_text(text, encoding="utf-8")
    told = tried(folder).to_dict()["proposed"]
    assert (told["policy"]["id"], told["cases"]) == ("foia", 5)  # from 2005 on: `before` too


def test_cases_of_another_law_are_let_be(folder: Path) -> None:
    text = "case,on,event,regime\na,2017-08-03,request-received,foia\nb,2017-08-03,request-received,eir\n"
    (folder / "log.csv").write_text(text, encoding="utf-8")
    told = tried(folder).to_dict()
    assert {
        of["regime"]: of["proposed"] and of["proposed"]["judged"] for of in told["by_regime"]
    } == {
        "foia": 1,
        "eir": None,
    }


# --- beside the scalar engine ---------------------------------------------------------------------


def rows_of(number: int) -> Iterator[tuple[str, str, str, str]]:
    """A request of some shape: answered, extended, asked about, refused, or left open."""
    received = date(2017, 6, 1) + timedelta(days=7 * number % 130)
    answered = received + timedelta(days=14 + 11 * number % 40)
    yield received.isoformat(), "request-received", "", ""
    match number % 5:
        case 1:
            later = received + timedelta(days=17 + number % 11)
            yield later.isoformat(), "extension-notice", "", "s22"
            answered = later + timedelta(days=20 + number % 23)
        case 2:
            asked = received + timedelta(days=3)
            yield asked.isoformat(), "clarification-sought", "", ""
            yield (asked + timedelta(days=2)).isoformat(), "clarification-received", "", ""
        case 3:
            yield answered.isoformat(), "response", "refused", "s40(2)"
            return
        case 4 if number % 2:
            return
    yield answered.isoformat(), "response", "disclosed", ""


def said_of(found: Assessment) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Of each finding and clock its certainty and its last day."""
    said: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    seen: Counter[tuple[Any, ...]] = Counter()
    for each in found.findings:
        key = ("finding", each.rule, each.event.id if each.event else None)
        said[(*key, seen[key])] = (each.certainty, each.due)
        seen[key] += 1
    for clock in found.clocks:
        key = ("clock", clock.clock, None)
        said[(*key, seen[key])] = (None, clock.due)
        seen[key] += 1
    return said


def test_each_change_is_one_between_two_assessments(folder: Path) -> None:
    """The columns engine, beside the scalar one that judges each case by both policies."""
    logged = {f"c{number}": list(rows_of(number)) for number in range(60)}
    with (folder / "log.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("case", "on", "event", "outcome", "exemptions"))
        for case, rows in logged.items():
            writer.writerows((case, *row) for row in rows)
    tried(folder)
    told = {(row["case"], row["what"], row["name"], row["event"]): row for row in changes(folder)}
    assert len(told) == len(changes(folder))
    _, proposed = load_proposed(folder / "reform.yaml")
    expected: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for name, rows in logged.items():
        events = []
        for on, event, outcome, exemptions in rows:
            more: dict[str, Any] = {"outcome": outcome} if outcome else {}
            more |= {"exemptions": [exemptions]} if exemptions else {}
            events.append({"on": on, "event": event, **more})
        whole = Case.from_dict({"case": name, "events": events})
        now, then = (
            said_of(assess(whole, AS_OF, policies=policies))
            for policies in (load_policies(), proposed)
        )
        for key in {*now, *then}:
            if now.get(key) != then.get(key):
                assert key[-1] == 0
                expected[(name, *key[:-1])] = (now.get(key), then.get(key))
    assert told.keys() == expected.keys()
    assert {row["change"] for row in told.values()} >= {"added", "moved"}
    for key, (before, after) in expected.items():
        row = told[key]
        assert (before or (None, None)) == (row["certainty_before"], row["due_before"]), key
        assert (after or (None, None)) == (row["certainty_after"], row["due_after"]), key


def test_chunks_and_processes_make_no_difference(folder: Path) -> None:
    one = tried(folder).to_dict()
    many = tried(folder, processes=2, chunk=1).to_dict()
    assert many["proposed"] == one["proposed"]


# --- the command line -----------------------------------------------------------------------------


def test_the_cases_are_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["audit", str(folder / "log.csv"), "--as-of", "2018-01-01"]
    asked += ["--compare-policy", str(folder / "reform.yaml")]
    assert main([*asked, "--list", "policy-added"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(
        "cases to which it adds a finding or a clock (policy-added) as of 2018-01-01: 2 certain"
    )
    assert main([*asked, "--list", "policy-changed"]) == 0
    assert ": 4 certain, 0 possible\n" in capsys.readouterr().out
    assert main(asked) == 0
    told = capsys.readouterr().out
    assert (
        "By the proposed policy quicker (A bill for quicker answers)\n"
        "  5 cases judged by it: it would change 4\n"
        "    late-response                   2 added · last day moved of 1, by -10 days\n"
    ) in told
    assert "80.0% (4 of 5), by the proposal 40.0% (2 of 5)\n" in told


def test_without_a_proposal_there_is_no_such_figure(folder: Path) -> None:
    assert main(["audit", str(folder / "log.csv"), "--list", "policy-changed"]) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            REFORM.replace("extends: foia", "regime: foia"),
            "{path}:1:1: periods: lacks school-days",
        ),
        (
            REFORM.replace("response:", "respnse:"),
            "{path}:6:3: periods.respnse: foia has no 'respnse'",
        ),
        (
            REFORM.replace("extends: foia", "extends: foya"),
            "{path}:4:10: extends: unknown policy 'foya'",
        ),
    ],
)
def test_a_proposal_that_is_wrong_is_refused(folder: Path, text: str, said: str) -> None:
    path = folder / "reform.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as refused:
        load_proposed(path)
    assert refused.value.errors[0].startswith(said.format(path=path)), refused.value.errors


def test_a_whole_policy_of_a_new_name_proposes_nothing(folder: Path) -> None:
    text = (ROOT / "policies" / "foia.yaml").read_text(encoding="utf-8")
    path = folder / "mine.yaml"
    path.write_text(text.replace("policy: foia\n", "policy: mine\nregime: foia\n"), "utf-8")
    with pytest.raises(PolicyError) as refused:
        load_proposed(path)
    assert refused.value.errors == (
        f"{path}: a proposal extends a policy or has the name of one; 'mine' is none, and extends"
        " none",
    )


def test_what_is_no_proposal_may_only_promise(folder: Path) -> None:
    with pytest.raises(PolicyError, match="holds promises only"):
        load_policies([folder / "reform.yaml"])
