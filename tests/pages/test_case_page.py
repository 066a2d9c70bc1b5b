"""A case on a page: what is on it, and that nothing in a case can break it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from random import Random

import pytest

from foirules import Assessment, CaseError, assess, load_case, load_law
from foirules.language.regime import Regime
from tests.cli.conftest import Command, foirules  # noqa: F401
from tests.files import CASES, ROOT, case, examples
from tests.generate import anything
from tests.pages.hostile import BACKWARDS, LONG, MARKUP, hostile
from tests.pages.reading import Element, check, page_of, read

DFE = ROOT / "cases" / "dfe-2017-0040081.yaml"
AS_OF = date(2017, 10, 10)
LAW = load_law()


@pytest.fixture(scope="module")
def founding() -> Element:
    return read(page_of((load_case(DFE), AS_OF)))


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assess(load_case(DFE), AS_OF, explain=True)


def section(page: Element, name: str) -> Element:
    return page.at(f"case-1-{name}")


# --- what is on it --------------------------------------------------------------------------------


def test_the_verdict_comes_first(founding: Element) -> None:
    (verdict,) = founding.classed("verdict")
    assert verdict.text == (
        "Duties were broken. As recorded: 2 breaches established, 9 possible; 1 departure possible;"
        " 1 promise broken; 2 duties undecided."
        "Next, if wanted: requester, ask for internal review, by 30 November 2017."
    )
    text = founding.text
    assert text.index("Duties were broken") < text.index("What happened")
    assert [h.text for h in founding.all("h2")] == [
        "What happened",
        "Days counted",
        "What was found",
        "Each letter's checklist",
        "What the record does not say",
        "What can be done next",
    ]


def test_each_event_is_in_the_picture_and_in_the_list(founding: Element) -> None:
    happened = section(founding, "timeline")
    (picture,) = happened.all("svg")
    assert [each.name for each in picture.within[:2]] == ["title", "desc"]
    assert (
        len(
            [
                e
                for e in picture.all("circle", "rect")
                if e.attributes["class"] in ("event", "range")
            ]
        )
        == 8
    )
    assert len(happened.classed("events")[0].all("li")) == 8
    assert "1 September 2017 Extension notice: s22" in happened.text
    assert len(picture.classed("due")) == 4  # of five clocks, one has no last day
    assert len(picture.classed("left-out")) == 2 * 12 + 8


def test_from_a_last_day_to_the_reason_of_a_day_left_out_in_two_clicks(founding: Element) -> None:
    found = section(founding, "findings")
    late = next(
        f for f in found.classed("finding") if f.text.startswith("Late response, parts a and d")
    )
    (last_day,) = (a for a in late.all("a") if a.text == "4 September 2017")
    strip = founding.at((last_day.attributes["href"] or "")[1:])
    out = next(a for a in strip.all("a") if a.text == "7 Aug")
    assert founding.at((out.attributes["href"] or "")[1:]).text == (
        "7 August 2017: Summer bank holiday (Scotland)."
    )


def test_the_strip_numbers_the_days_that_count(founding: Element) -> None:
    strip = founding.at("case-1-days-2")
    numbers = [b.text for b in strip.all("b")]
    assert numbers == ["start", *map(str, range(1, 21))]
    assert len(strip.classed("out")) == 12
    (last,) = strip.classed("last")
    assert last.text == "4 Sep20last day"


@pytest.mark.parametrize("path", CASES[:: max(len(CASES) // 12, 1)], ids=lambda p: p.stem)
def test_every_finding_is_there_with_what_it_rests_on(path: Path) -> None:
    made = load_case(path)
    as_of = (made.expect or {})["as-of"]
    found = assess(made, as_of, explain=True)
    page = read(page_of((made, as_of)))
    check(page)
    text = " ".join(section(page, "findings").text.split())
    for each in found.findings:
        assert " ".join(each.message.split())[1:] in text
        assert each.cites in text
    for derived in found.derivations():
        if derived.of == "finding" and derived.step.expression:
            assert " ".join(derived.step.expression.split()) in text
    days = section(page, "days").text
    for clock in found.clocks:
        assert clock.cites in days
        for day, reason in clock.disregarded:
            assert day.weekday() >= 5 or reason in days
    steps = section(page, "next").text
    for action in found.actions:
        assert action.message[1:] in steps


def test_the_checklist_has_every_duty_of_a_letter_and_how_it_stands(
    founding: Element, assessment: Assessment
) -> None:
    rows = section(founding, "letters").all("tr")
    shown = {(row.all("code")[0].text, row.classed("tag")[0].text) for row in rows if row.all("td")}
    rules = {rule.id: rule for c in LAW["foia"].chapters for rule in c.rules}

    def says(rule: str) -> bool:
        return rules[rule].due is None and rules[rule].kind in ("breach", "departure")

    expected = {
        (f.rule, "no" if f.certainty == "established" else "perhaps not")
        for f in assessment.findings
        if f.event and says(f.rule)
    }
    expected |= {(m.rule, "yes") for m in assessment.met if m.event and says(m.rule)}
    expected |= {(u.rule, "not known") for u in assessment.undecided if u.event and says(u.rule)}
    assert shown == expected
    assert {("ico-right-missing", "perhaps not"), ("complaints-procedure-missing", "yes")} <= shown


def test_what_is_undecided_is_a_question(founding: Element) -> None:
    asked = [each.text for each in section(founding, "questions").all("li")]
    assert asked == [
        "When the request was made, was it already intended to publish what the letter sent between"
        f" 30 September and 6 October 2017 withholds of part {part}? (event 8: response)"
        "Decides: Publication not intended. intended-before"
        for part in "ab"
    ]


def test_a_rule_that_nothing_breaks_says_so() -> None:
    page = read(page_of((case(), date(2017, 8, 20))))
    check(page)
    assert "Nothing was found to be broken." in section(page, "findings").text
    assert "The record says all that the rules ask for." in section(page, "questions").text
    assert "Answer requesthas to be done" in section(page, "next").text


def test_notes_and_sources_are_shown_on_request_only() -> None:
    made = load_case(DFE)
    plain, noted = page_of((made, AS_OF)), page_of((made, AS_OF), notes=True)
    check(read(noted))
    for remark in ("WhatDoTheyKnow", "No message in the published record", "Names no part, so it"):
        assert remark not in plain
        assert remark in noted


def test_several_cases_are_one_page_with_an_index() -> None:
    paths = CASES[:3]
    cases = [(load_case(path), date(2020, 1, 1)) for path in paths]
    cases = [each for each in cases if each[0].events[0].on < each[1]]
    page = read(page_of(*cases))
    check(page)
    index = page.all("nav")[0]
    assert [a.text.split(",")[0] for a in index.all("a")] == [made.case for made, _ in cases]
    for (made, _), entry in zip(cases, index.all("a"), strict=True):
        assert page.at((entry.attributes["href"] or "")[1:]).text == made.case


# --- drafts of letters ----------------------------------------------------------------------------


@pytest.mark.parametrize("regime", LAW.values(), ids=lambda regime: regime.id)
def test_the_law_has_a_letter_for_what_is_done_by_one(regime: Regime) -> None:
    wanted = {
        "ask-for-internal-review",
        "complain-to-commissioner",
        "chase-authority",
        "acknowledge-review",
        "take-time-for-public-interest",
        "extend-time",
    }
    drafts = {a.name: a.draft_text for c in regime.chapters for a in c.actions if a.name in wanted}
    assert {"ask-for-internal-review", "complain-to-commissioner"} <= drafts.keys()
    assert all(drafts.values())


def test_a_draft_is_filled_from_the_case(founding: Element) -> None:
    (draft,) = section(founding, "next").all("pre")
    assert "To: Department for Education\n" in draft.text
    assert (
        "You received my request for information on 3 August 2017 and answered it between"
        " 30 September and 6 October 2017." in draft.text
    )
    assert "- part c: s36(2)(c) first cited" in draft.text
    marked = [mark.text for mark in draft.all("mark")]
    possible = [mark for mark in marked if mark.startswith("[perhaps: ")]
    assert len(possible) == 10
    assert draft.text.index("[perhaps: ") > draft.text.index("- part c: s36(2)(c) first cited")
    assert [mark for mark in marked if mark not in possible] == [
        "[date of this letter]",
        "[reference of the request]",
        "[your name]",
        "[your address]",
    ]


def test_a_draft_leaves_blank_what_the_case_does_not_hold() -> None:
    made = case({"on": "2017-09-10", "event": "chaser"})
    found = assess(made, date(2017, 12, 1), explain=True)
    (letter,) = (a.draft for a in found.actions if a.action == "complain-to-commissioner")
    assert "Day on which it received my request: 3 August 2017\n" in letter
    assert "Day of its answer: [date of the answer; or say that there was none]\n" in letter
    plain = assess(made, date(2017, 12, 1))
    assert plain == found
    assert not any(action.draft for action in plain.actions)


# --- what cannot break it -------------------------------------------------------------------------


def test_hostile_text_stays_text() -> None:
    text = page_of((hostile(), date(2024, 6, 3)), notes=True)
    page = read(text)
    check(page)
    assert "<script" not in text
    assert "onerror='" not in text
    assert MARKUP in page.text
    assert LONG in page.text
    assert BACKWARDS.replace("\u202e", "").replace("\u202c", "") in page.text
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
    assert len(section(page, "timeline").classed("events")[0].all("li")) == 500


@pytest.mark.parametrize("regime", LAW.values(), ids=lambda regime: regime.id)
def test_any_case_is_a_whole_page(regime: Regime) -> None:
    seen = 0
    for seed in range(examples(6, 12)):
        made, as_of = anything(Random(seed), regime)
        if made.ranged and len(made.events) > 9:
            continue  # judged in too many ways to be quick
        try:
            page = page_of((made, as_of))
        except CaseError:
            continue  # a day outside the calendar
        check(read(page))
        seen += 1
    assert seen > 3


def test_the_command_writes_a_page(foirules: Command, tmp_path: Path) -> None:  # noqa: F811
    given = ("assess", DFE, "--as-of", "2017-10-10", "--format", "html")
    printed = foirules(*given)
    assert printed.code == 0
    check(read(printed.out))
    assert foirules(*given, "--output", tmp_path / "case.html").out == ""
    assert (tmp_path / "case.html").read_text("utf-8") == printed.out
    assert "WhatDoTheyKnow" in foirules(*given, "--notes").out
    assert foirules(*given, "--engine", "columns").out == printed.out
