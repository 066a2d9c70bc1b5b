"""``audit --format ics``: the last days of all cases of a log in a calendar."""

from __future__ import annotations

import itertools
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

import pytest
from attrs import evolve

pytest.importorskip("icalendar")
pytest.importorskip("polars")

from foirules import Case, assess, load_law
from foirules.cli import main
from foirules.report.ics.audit_file import write
from foirules.report.ics.case_file import calendar
from foirules.report.ics.last_days import Choice
from tests import generate
from tests.audit.logs import audit
from tests.audit.rows import rows_of
from tests.calendar_files import CANCELLED, Entry, entries, taken_in
from tests.files import examples

LAW = load_law()
AS_OF = date(2024, 6, 3)
HOSTILE = 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTACH:http://e.example\r;,:\\"\x1b[31m\u2028\x85'
LOG = (
    "case,on,event,outcome,Officer,authority\n"
    "r-1,2024-05-07,request-received,,Ann,Leeds\n"
    "r-2,2024-05-20,request-received,,Bo,Leeds\n"
    "r-2,2024-05-28,response,disclosed,Bo,Leeds\n"
)


def due(folder: Path, log: str, *arguments: str) -> bytes:
    (folder / "log.csv").write_text(log, "utf-8", newline="")
    out = folder / "due.ics"
    named = (str(folder / "log.csv"), "--format", "ics", "--output", str(out))
    assert main(["audit", *named, *(arguments or ("--as-of", "2024-06-03"))]) == 0
    return out.read_bytes()


def key(each: Entry) -> tuple[object, ...]:
    return each.uid, each.day, each.status, each.title, each.sequence, each.categories, each.alarms


def in_any_order(of: Case) -> bool:
    """Whether the order of a case file says no more of its days than these do: that of the rows of
    a log says nothing."""
    pairs = itertools.pairwise(of.events)
    return all((first.until or first.on) <= second.on for first, second in pairs)


def test_a_log_has_the_entries_of_its_cases(tmp_path: Path) -> None:
    every = Choice(all=True)
    made = [generate.ranged(Random(n), n % 3) for n in range(examples(90, 200))]
    cases = [evolve(each, case=f"c{n}") for n, each in enumerate(made) if in_any_order(each)]
    rows_of(cases).write_parquet(tmp_path / "log.parquet")
    day = max(event.on for each in cases for event in each.events)
    writers = {"due.ics": partial(write, choice=every)}
    audit(tmp_path, "log.parquet", as_of=day, writers=writers, formats=(), chunk=7)
    found = entries((tmp_path / "out/due.ics").read_bytes())
    assessed = [(each, assess(each, as_of=day)) for each in cases]
    wanted = entries(b"".join(calendar(assessed, LAW, every)))
    assert len(wanted) > 2 * len(cases)
    assert sorted(map(key, found)) == sorted(map(key, wanted))


def test_cases_that_ended_long_ago_have_no_entries_and_others_have_theirs(tmp_path: Path) -> None:
    made = [generate.realistic(Random(n), LAW["foia"]) for n in range(examples(120, 200))]
    cases = [evolve(each, case=f"c{n}") for n, each in enumerate(made) if in_any_order(each)]
    rows_of(cases).write_parquet(tmp_path / "log.parquet")
    days = sorted(event.on for each in cases for event in each.events)
    day = days[len(days) // 2]
    audit(tmp_path, "log.parquet", as_of=day, writers={"due.ics": write}, formats=(), chunk=7)
    found = entries((tmp_path / "out/due.ics").read_bytes())
    own = [each for each in cases if each.events[0].on <= day]
    wanted = entries(b"".join(calendar([(each, assess(each, as_of=day)) for each in own], LAW)))
    assert sorted(map(key, found)) == sorted(map(key, wanted))
    assert 10 < len({each.uid for each in wanted}) < len(own)


def test_the_group_and_the_authority_are_told(tmp_path: Path) -> None:
    found = entries(due(tmp_path, LOG, "--as-of", "2024-06-03", "--by", "Officer"))
    first = next(each for each in found if "answer request · r-1" in each.title)
    assert first.day == date(2024, 6, 5)
    assert "Authority: Leeds\nOfficer: Ann\n" in first.text


def test_a_log_of_a_day_later_moves_and_cancels(tmp_path: Path) -> None:
    first = due(tmp_path, LOG)
    assert due(tmp_path, LOG) == first
    held = taken_in({}, [first, first])
    assert {each.title for each in held.values()} >= {"Authority: answer request · r-1"}
    more = LOG + (
        "r-1,2024-06-04,clarification-sought,,Ann,Leeds\n"
        "r-2,2024-06-04,review-requested,,Bo,Leeds\n"
    )
    later = taken_in(held, [due(tmp_path, more, "--as-of", "2024-06-04")])
    titles = {each.title for each in later.values()}
    assert "Requester: ask for internal review · r-2" in {each.title for each in held.values()}
    assert "Requester: ask for internal review · r-2" not in titles
    assert "Authority: answer review · r-2" in titles
    assert len(titles) == len(later)


def test_options_narrow_and_widen(tmp_path: Path) -> None:
    every = entries(due(tmp_path, LOG))
    mine = entries(due(tmp_path, LOG, "--as-of", "2024-06-03", "--actor", "authority"))
    assert {key(each) for each in mine} == {
        key(each) for each in every if each.categories == ("authority",)
    }
    old = ("--as-of", "2025-06-03")
    short, long = due(tmp_path, LOG, *old), due(tmp_path, LOG, *old, "--all")
    cancelled = [each for each in entries(long) if each.status == CANCELLED]
    assert any("answer request · r-2" in each.title.lower() for each in cancelled)
    assert not [each for each in entries(short) if "nswer request · r-2" in each.title]


def test_hostile_text_stays_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    id = quoted.replace("\x1b", "")  # no id may hold a control character
    log = f"case,on,event,Officer,authority\n{id},2024-05-07,request-received,{quoted},{quoted}\n"
    file = due(tmp_path, log, "--as-of", "2024-06-03", "--by", "Officer")
    (answer,) = entries(file)
    said = 'x END:VEVENT BEGIN:VEVENT ATTACH:http://e.example ;,:\\"[31m'
    assert answer.title == f"Authority: answer request · {said}"
    lines = file.split(b"\r\n")
    assert not [line for line in lines if b"\n" in line or b"\r" in line or len(line) > 75]
    assert not [line for line in lines if line.startswith((b"ATTACH", b"END:VEVENT "))]
    assert not [byte for byte in file if byte < 32 and byte not in b"\r\n"]
    assert not [line for line in capsys.readouterr().out.splitlines() if line.startswith("ATTACH")]


def test_an_empty_log_makes_an_empty_calendar(tmp_path: Path) -> None:
    log = "case,on,event\nr-1,2024-06-10,request-received\n"
    assert entries(due(tmp_path, log)) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--all"], "--all is for --format ics"),
        (["--actor", "authority"], "--actor is for --format ics"),
        (["--format", "ics", "--out", "o", "--actor", "nobody"], "unknown actor 'nobody'"),
    ],
)
def test_what_does_not_go_together_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    assert main(["audit", str(tmp_path / "log.csv"), *arguments]) == 2
    assert said in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"log.csv"}
