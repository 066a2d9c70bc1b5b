""" "What can I do?" in Chromium: curated cases told through the screens."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from foirules import assess, load_case
from foirules.assessing.inquiry.next_question import NextQuestion
from tests.files import ROOT
from tests.inquiry.walk import Walked, walk
from tests.page.conftest import shown
from tests.page.test_page import SMALLEST, TAGS
from tests.pages.pictures import DESKTOP, PHONE

CASES = ("home-office-2010-15213", "long-sutton-2011-fs50448990", "scottish-ministers-2012-076")
pytestmark = pytest.mark.one_cpython


def told(name: str) -> Walked:
    return walk(ROOT / "cases" / f"{name}.yaml")


def begin(page: Any, as_of: Any) -> None:
    """The first question, on a day."""
    page.clock.set_fixed_time(f"{as_of}T12:00:00Z")
    page.evaluate("location.hash = ''")
    page.get_by_role("link", name="What can I do?").click()
    page.wait_for_selector("form")


def choose(page: Any, value: str) -> None:
    page.locator(f"input[type=radio][value='{value}']").first.evaluate(
        "(each) => { const more = each.closest('details'); if (more) more.open = true; }"
    )
    page.locator(f"input[type=radio][value='{value}']").first.check()


def fill_day(page: Any, label: str, day: str) -> None:
    of = page.get_by_role("group", name=label, exact=True)
    for part, value in zip(("Year", "Month", "Day"), day.split("-"), strict=True):
        of.get_by_label(part, exact=True).fill(value)


def fill_days(page: Any, days: Any) -> None:
    if isinstance(days, str):
        page.get_by_label("On a day that I know").check()
        fill_day(page, "The day", days)
    else:
        page.get_by_label("Between two days").check()
        fill_day(page, "The first day it may have been", days["from"])
        fill_day(page, "The last day it may have been", days["to"])


def answer(page: Any, asked: NextQuestion, given: Any) -> None:
    """An answer as a person gives it, up to the button."""
    if given is None:
        page.get_by_label("I don't know", exact=True).first.check()
    elif isinstance(given, bool):
        choose(page, str(given).lower())
    elif isinstance(given, list):
        page.get_by_label("It names", exact=True).check()
        page.get_by_label("Which", exact=True).fill(", ".join(given))
    elif asked.kind == "event" and given != "nothing":
        choose(page, given["event"])
        fill_days(page, given["on"])
    elif asked.kind == "day" and given != "nothing":
        fill_days(page, given)
    else:
        choose(page, given)


def go_on(page: Any) -> None:
    before = page.url
    page.get_by_role("button", name="Continue").click()
    page.wait_for_function("before => location.href !== before", arg=before)
    page.wait_for_selector("main h1")


def through(page: Any, walked: Walked, seen: Callable[[str], None]) -> None:
    """The screens of a walk, each looked at."""
    begin(page, walked.as_of)
    for place, each in enumerate(walked.answers, 1):
        asked = walked.asked[place - 1]
        assert page.locator("h1").inner_text() == asked.asks
        assert page.url.endswith(f"#walk/{place}" if place > 1 else "#walk")
        answer(page, asked, each["answer"])
        seen(asked.kind)
        go_on(page)
    assert page.url.endswith("#walk/end")
    seen("end")


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_told_through_the_screens(free: Any, name: str, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    walked, looked = told(name), set()

    def seen(kind: str) -> None:
        if kind in looked:
            return
        looked.add(kind)
        free.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
        found = axe.Axe().run(free, options={"runOnly": {"type": "tag", "values": TAGS}})
        assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
        for size in (DESKTOP, PHONE, SMALLEST):
            free.set_viewport_size(size)
            wide = free.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], (kind, size)
        free.set_viewport_size(DESKTOP)

    through(free, walked, seen)
    asked_before = len(free.context.pages)
    with free.expect_download() as saved:
        free.get_by_role("button", name="Save as YAML").click()
    saved.value.save_as(tmp_path / "case.yaml")
    with free.expect_download() as saved:
        free.get_by_role("button", name="Save as JSON").click()
    saved.value.save_as(tmp_path / "case.json")
    assert json.loads((tmp_path / "case.json").read_text("utf-8")) == walked.inquiry.data
    assert len(free.context.pages) == asked_before
    case = load_case(tmp_path / "case.yaml")
    assert walked.inquiry.case is not None
    assert case.events == walked.inquiry.case.events
    found = assess(case, walked.as_of)
    text = free.inner_text("main")
    for action in found.actions:
        if action.available_from is not None:
            assert action.message[1:] in text
    for finding in found.findings:
        assert finding.message[1:] in text
    free.get_by_role("button", name="Start again").click()


def test_going_back_keeps_the_answers(opened: Callable[..., Any], heard: list[str]) -> None:
    page, walked = opened(), told("scottish-ministers-2012-076")
    heard.clear()
    through(page, walked, lambda _: None)
    for place in range(len(walked.answers), 0, -1):
        page.go_back()
        page.wait_for_function(
            "asks => document.querySelector('h1').textContent === asks",
            arg=walked.asked[place - 1].asks,
        )
        assert page.locator("input[type=radio]:checked").count() >= 1
    for _ in walked.answers:
        go_on(page)
    assert page.url.endswith("#walk/end")
    page.get_by_role("link", name="Change the answer to: On which day").click()
    fill_day(page, "The day", "2012-11-21")
    for _ in walked.answers[1:]:
        go_on(page)
    assert page.url.endswith("#walk/end")
    assert "21 November 2012" in page.inner_text("main")
    assert heard == []  # nothing is asked for after loading
    assert page.said == []
    assert "2012" not in page.url


def test_what_is_wrong_is_told(fresh: Any) -> None:
    page = fresh
    shown(page, "walk")
    page.wait_for_selector("form")
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_role("alert").get_by_role("link").all_inner_texts() == [
        "Choose an answer. \u201cI don't know\u201d is one of them"
    ]
    choose(page, "foia/general")
    go_on(page)
    fill_days(page, "2031-01-01")
    page.get_by_role("button", name="Continue").click()
    assert "The day must be from 1 1 2005 to" in page.get_by_role("alert").inner_text()
    page.get_by_label("I don't know").check()
    go_on(page)
    assert page.locator("h1").inner_text() == "What happened since?"


def test_the_case_file_is_yaml_that_says_the_same(page: Any) -> None:
    data = {
        "case": "a-1",
        "notes": 'It\'s "so": yes # no',
        "recorded": ["request-received"],
        "events": [
            {"on": "2024-01-08", "event": "request-received"},
            {
                "on": {"from": "2024-02-01", "to": "2024-02-09"},
                "event": "response",
                "exemptions": ["s40(2)"],
                "states": {"advice": True},
                "estimated-cost": 450,
            },
        ],
    }
    made = page.evaluate("async (data) => (await import('./walk-end.js')).yaml(data)", data)
    read = yaml.safe_load(made.replace("on:", "'on':"))
    assert json.loads(json.dumps(read, default=str)) == data
