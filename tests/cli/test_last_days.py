"""``assess --format ics``: last days in a person's calendar."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

pytest.importorskip("icalendar")

from foirules import assess, load_case, load_law
from foirules.language.regime import Regime
from foirules.report.ics.case_file import calendar
from foirules.report.ics.last_days import EVERY, Choice
from tests.calendar_files import CANCELLED, CONFIRMED, TENTATIVE, Entry, entries, taken_in
from tests.cli.conftest import Command
from tests.files import CASES, DFE, ROOT, case

LAW = load_law()
Events = list[dict[str, Any]]
RECEIVED: dict[str, Any] = {"on": "2017-08-03", "event": "request-received"}
ASKED: dict[str, Any] = {"on": "2017-08-10", "event": "clarification-sought", "required": True}
EXPLAINED: dict[str, Any] = {"on": "2017-08-21", "event": "clarification-received"}
UNTIMED = {"send-copy-to-responsible-authority", "decide-complaint"}
ANSWER: dict[str, Any] = {"on": "2017-08-25", "event": "response", "outcome": "disclosed"}


def file_of(events: Events, as_of: str, choice: Choice = EVERY, id: str = "r-1") -> bytes:
    """A calendar of a case as of a day."""
    return made({"case": id, "events": events}, as_of, choice)


def made(shape: Any, as_of: str, choice: Choice = EVERY) -> bytes:
    of = shape if hasattr(shape, "events") else case().from_dict(shape)
    found = assess(of, as_of=date.fromisoformat(as_of))
    return b"".join(calendar([(of, found)], LAW, choice))


def answers(found: list[Entry] | Mapping[str, Entry]) -> list[tuple[date, str]]:
    """The days and states of answering the request."""
    each = found.values() if isinstance(found, Mapping) else found
    return [(e.day, e.status) for e in each if "nswer request" in e.title]


def test_a_last_day_is_an_entry_with_its_basis_and_alarms(foirules: Command) -> None:
    told = foirules(
        "assess", ROOT / "cases" / f"{DFE}.yaml", "--as-of", "2017-08-20", "--format", "ics"
    )
    assert told.code == 0
    found = entries(told.out.encode())
    assert {each.day for each in found} == {date(2017, 9, 4)}
    assert [each.title for each in found] == [
        f"Authority: answer request · {DFE}, part {part}" for part in "abcd"
    ]
    first = found[0]
    assert (first.status, first.sequence, first.alarms) == (CONFIRMED, 20170820, 2)
    assert first.categories == ("authority",)
    assert "Provision: FOIA s10(1)\n" in first.text
    assert "confirm what is held, communicate what is not exempt" in first.text
    assert "Authority: Department for Education" in first.text


def test_alarms_ring_at_nine_on_days_to_come(foirules: Command) -> None:
    early = file_of([RECEIVED], "2017-08-28").decode()
    assert (
        early.count("TRIGGER:-P6DT15H")
        == early.count("TRIGGER:-PT15H")
        == early.count("BEGIN:VEVENT")
    )
    last_week = file_of([RECEIVED], "2017-08-29").decode()
    assert "TRIGGER:-P6DT15H" not in last_week
    assert last_week.count("TRIGGER:-PT15H") == last_week.count("BEGIN:VEVENT")
    assert "VALARM" not in file_of([RECEIVED], "2017-09-04").decode()
    help = " ".join(foirules("assess", "--help").out.split())
    assert "alarms seven days and one day before each, at nine" in help


def test_a_file_that_is_made_again_is_the_same() -> None:
    file = file_of([RECEIVED, ASKED], "2017-08-20")
    assert file == file_of([RECEIVED, ASKED], "2017-08-20")
    assert file.count(b"DTSTAMP:20170820T000000Z") == file.count(b"BEGIN:VEVENT") > 0


def test_a_later_file_moves_and_cancels_and_doubles_nothing() -> None:
    day_one = file_of([RECEIVED], "2017-08-04")
    held = taken_in({}, [day_one, day_one])
    assert answers(held) == [(date(2017, 9, 4), CONFIRMED)]
    paused = file_of([RECEIVED, ASKED], "2017-08-11")
    assert not answers(taken_in(held, [paused]))
    assert entries(paused)[0].title == "Paused · Authority: answer request · r-1"
    explained = file_of([RECEIVED, ASKED, EXPLAINED], "2017-08-22")
    assert answers(taken_in(held, [explained])) == [(date(2017, 9, 19), CONFIRMED)]
    assert answers(taken_in(held, [explained, paused])) == [(date(2017, 9, 19), CONFIRMED)]
    done = file_of([RECEIVED, ASKED, EXPLAINED, ANSWER], "2017-08-26")
    assert not taken_in(held, [paused, explained, done])


def test_what_ended_ninety_days_ago_is_left_out_unless_all_is_asked_for() -> None:
    events = [RECEIVED, ANSWER]
    last = date(2017, 9, 4)
    for days, told in ((90, True), (91, False)):
        as_of = (last + timedelta(days)).isoformat()
        assert bool(answers(entries(file_of(events, as_of)))) is told
        assert answers(entries(file_of(events, as_of, Choice(all=True)))) == [(last, CANCELLED)]


def test_what_is_overdue_stays_however_long() -> None:
    (late,) = (e for e in entries(file_of([RECEIVED], "2019-08-03")) if "nswer request" in e.title)
    assert late.title == "Overdue · Authority: answer request · r-1"
    assert (late.day, late.status, late.alarms) == (date(2017, 9, 4), CONFIRMED, 0)


def test_the_earlier_day_is_taken_and_the_later_told() -> None:
    received = RECEIVED | {"on": {"from": "2017-08-01", "to": "2017-08-03"}}
    file = entries(file_of([received], "2017-08-20"))
    assert answers(file) == [(date(2017, 8, 31), CONFIRMED)]
    assert "due 31 August 2017 (the safe day) or as late as 4 September 2017" in file[0].text
    assert answers(entries(file_of([received], "2017-09-02"))) == [(date(2017, 8, 31), TENTATIVE)]


def test_the_authoritys_own_day_is_taken_where_it_is_earlier() -> None:
    """Guidance gives until 2 October 2017; the Department said 29 September."""
    dfe = load_case(ROOT / "cases" / f"{DFE}.yaml")
    held = taken_in({}, [made(dfe, day) for day in ("2017-08-20", "2017-09-10")])
    assert {(each.day, each.title.partition(" · ")[0]) for each in held.values()} == {
        (date(2017, 9, 29), "Authority: conclude public interest test")
    }
    assert all("due 2 October 2017" in each.text for each in held.values())


def test_what_one_answer_does_by_one_day_is_one_entry() -> None:
    """Time taken for the public interest puts off the answer, not the word on what is held."""
    extended: dict[str, Any] = {
        **{"on": "2017-08-25", "event": "extension-notice", "exemptions": ["s43(2)"]},
        "expected-by": "2017-09-29",
    }
    before, after = (file_of(events, "2017-08-28") for events in ([RECEIVED], [RECEIVED, extended]))
    assert [each.title for each in entries(before)] == ["Authority: answer request · r-1"]
    held = taken_in({}, [before, after])
    assert {(each.title, each.day) for each in held.values()} == {
        ("Authority: conclude public interest test · r-1", date(2017, 9, 29)),
        ("Uncertain · Authority: say whether held · r-1", date(2017, 9, 4)),  # it does not say
    }
    answered = file_of([RECEIVED, extended, ANSWER | {"on": "2017-09-01"}], "2017-09-02")
    (left,) = taken_in(held, [answered]).values()
    assert left.title == "Uncertain · Authority: say whether held · r-1"


def test_two_reviews_are_two_entries() -> None:
    asked = [{"on": day, "event": "review-requested"} for day in ("2017-09-01", "2017-09-11")]
    found = entries(file_of([RECEIVED, ANSWER, *asked], "2017-09-12"))
    reviews = [each for each in found if "nswer review" in each.title]
    assert [each.day for each in reviews] == [date(2017, 9, 29), date(2017, 10, 9)]
    before = entries(file_of([RECEIVED, ANSWER, asked[0]], "2017-09-10"))
    assert reviews[0].uid in {each.uid for each in before}
    assert reviews[1].uid not in {each.uid for each in before}


def test_one_side_may_be_chosen() -> None:
    asked: Events = [
        {"on": "2024-03-04", "event": "request-received"},
        {"on": "2024-03-25", "event": "response", "outcome": "refused", "exemptions": ["s43(2)"]},
        {"on": "2024-04-02", "event": "review-requested"},
        {"on": "2024-04-30", "event": "review-outcome", "outcome": "refused"},
    ]
    as_of = "2024-05-01"
    every = {e.uid: e.categories for e in entries(file_of(asked, as_of))}
    authority, requester = (
        {e.uid for e in entries(file_of(asked, as_of, Choice(actor)))}
        for actor in ("authority", "requester")
    )
    assert authority
    assert requester
    assert authority | requester == set(every)
    assert {every[uid] for uid in authority - requester} == {("authority",)}
    assert {every[uid] for uid in requester - authority} == {("requester",)}


def test_every_clock_is_somebodys() -> None:
    """Else a list of one side's last days would have the other's. Duties that no clock times are
    not in the calendar."""
    for regime in LAW.values():
        assert not _clocks(regime) - {name for each in _actions(regime) for name in each.meets}
        untimed = {
            each.name
            for each in _actions(regime)
            if each.deadline and not each.optional and not each.meets
        }
        assert untimed <= UNTIMED


def _clocks(regime: Regime) -> set[str]:
    return {clock.name for chapter in regime.chapters for clock in chapter.clocks}


def _actions(regime: Regime) -> list[Any]:
    return [action for chapter in regime.chapters for action in chapter.actions]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_duty_of_a_curated_case_has_an_entry_on_its_day_or_before(path: Path) -> None:
    of = load_case(path)
    optional = {(r.id, a.name) for r in LAW.values() for a in _actions(r) if a.optional}
    last = max(event.on for event in of.events)
    for as_of in (of.events[0].on + timedelta(3), last, last + timedelta(40)):
        found = assess(of, as_of=as_of)
        held = [e for e in entries(b"".join(calendar([(of, found)], LAW))) if e.status != CANCELLED]
        days = {each.day for each in held}
        for clock in found.clocks:
            if clock.status in ("running", "missed") and clock.stopped is None and clock.due:
                assert any(day <= clock.due for day in days)
        for action in found.actions:
            if action.deadline and (action.regime, action.action) not in optional:
                assert action.deadline in days or action.action in UNTIMED


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--format", "ics", "--actor", "requestor"],
            "unknown actor 'requestor'; did you mean 'requester'?",
        ),
        (["--actor", "requester"], "--actor is for --format ics"),
        (["--format", "ics", "--what-if", "{on: 2017-09-01, event: chaser}"], "--what-if"),
    ],
)
def test_what_does_not_go_together_is_refused(
    foirules: Command, arguments: list[str], said: str
) -> None:
    told = foirules("assess", ROOT / "cases" / f"{DFE}.yaml", "--as-of", "2017-08-20", *arguments)
    assert (told.code, told.out) == (2, "")
    assert said in told.err


def test_a_file_is_named_and_cases_stand_together(foirules: Command, tmp_path: Path) -> None:
    for name in ("a", "b"):
        shape = {"case": name, "events": [RECEIVED]}
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(shape), "utf-8")
    out = tmp_path / "due.ics"
    asked = ("assess", tmp_path, "--as-of", "2017-08-20", "--format", "ics", "--output", out)
    assert foirules(*asked).code == 0
    assert {each.title[-3:] for each in entries(out.read_bytes())} == {"· a", "· b"}
    assert b"\r\r\n" not in out.read_bytes()


def test_what_is_not_installed_is_told(foirules: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    for name in ("case_file", "icalendar_file"):
        monkeypatch.delitem(sys.modules, f"foirules.report.ics.{name}", raising=False)
    told = foirules("assess", ROOT / "cases" / f"{DFE}.yaml", "--format", "ics")
    assert told.code == 2
    assert "icalendar is not installed: pip install 'foirules[calendar]'" in told.err
