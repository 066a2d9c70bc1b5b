"""The due days of the page: equal to those of the library, in bulk and through the screens."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from foirules.language.regime_files import load_law
from foirules.serving.respond import Request, respond
from tests.page.conftest import STARTED, ask, shown

FIRST, LAST = date(2005, 1, 4), date(2030, 11, 1)
DAYS = 300
LETTER = """From: A Requester
To: Some Council
Date: 4 March 2024

Under the Freedom of Information Act 2000, please send me the minutes of the meeting.
"""
pytestmark = pytest.mark.one_cpython


def native(asked: Any) -> Any:
    """What the library answers, as the page's ``ask`` gives it."""
    made = respond(Request("/due", {}, json.dumps(asked).encode()))
    return [made.status, json.loads(made.body)]


def some_days(regime: str) -> list[date]:
    """Days anywhere in the calendar, half of them near Easter, Christmas and the proclaimed ones."""
    own = random.Random(regime)
    days = [FIRST + timedelta(own.randrange((LAST - FIRST).days)) for _ in range(DAYS // 2)]
    heads = [date(year, month, 1) for year in range(2005, 2030) for month in (3, 4, 8, 11, 12)]
    return days + [
        own.choice(heads) + timedelta(own.randrange(31)) for _ in range(DAYS - len(days))
    ]


@pytest.mark.parametrize("regime", load_law())
def test_due_days_are_equal_to_native_ones(page: Any, regime: str) -> None:
    kinds = load_law()[regime].vocabulary.authority_type.members
    asked = [
        {"received": day.isoformat(), "regime": regime, "authority_type": kinds[n % len(kinds)]}
        for n, day in enumerate(some_days(regime))
    ]
    answers = page.evaluate(
        """async (asked) => {
            const { ask } = await import("./ask.js");
            const made = await Promise.all(asked.map((each) => ask("/due", each)));
            return made.map(({ status, body }) => [status, body]);
        }""",
        asked,
    )
    assert len(answers) == DAYS
    assert answers == [native(each) for each in asked]
    assert sum(status == 200 for status, _ in answers) > DAYS / 2


def test_an_engine_that_was_kept_answers_as_one_that_was_not(opened: Callable[..., Any]) -> None:
    page = opened()
    page.wait_for_function("async () => Boolean(await caches.match('started'))", timeout=STARTED)
    page.reload()
    page.wait_for_selector("html[data-engine=ready]", timeout=STARTED)
    for regime in load_law():
        for day in some_days(regime)[::10]:
            asked = {"received": day.isoformat(), "regime": regime, "explain": True}
            assert ask(page, "/due", asked) == native(asked)
    status, made = ask(page, "/draft", {"text": LETTER})
    assert (status, made["case"]["events"][0]["event"]) == (200, "request-received")
    assert page.said == []


@pytest.mark.parametrize("regime", load_law())
def test_an_explained_day_is_equal_to_the_native_one(page: Any, regime: str) -> None:
    asked = {"received": "2022-08-22", "regime": regime, "explain": True}
    answer = ask(page, "/due", asked)
    assert answer == native(asked)
    assert answer[1]["if_passed"]["findings"][0]["rule"] == "late-response"


CASES = {
    "the founding case": ("foia", "2017-08-03", "general", "Monday 4 September 2017"),
    "proclaimed while it runs": ("foia", "2022-08-22", "general", "Wednesday 21 September 2022"),
    "in Scotland": ("foisa", "2024-03-04", "general", "Tuesday 2 April 2024"),
}


@pytest.mark.parametrize("name", CASES)
def test_through_the_screens(page: Any, name: str) -> None:
    regime, received, kind, expected = CASES[name]
    shown(page, "")
    page.get_by_role("link", name="When is it due?").click()
    page.get_by_label(load_law()[regime].title, exact=True).check()
    page.get_by_role("button", name="Continue").click()
    year, month, day = received.split("-")
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        page.get_by_label(label, exact=True).fill(value)
    page.keyboard.press("Enter")
    page.get_by_label("Any other public authority").check()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_selector(".answer")
    assert page.locator(".answer strong").inner_text() == expected
    assert page.url.endswith(f"#due/{regime}/{received}/{kind}")
    assert page.title() == "When is it due? – foirules"
    assert page.locator("#said").inner_text() == f"The last day is {expected}"


def test_the_answer_says_what_is_left_out_and_what_follows(page: Any) -> None:
    shown(page, "due/foia/2017-08-03/general")
    page.wait_for_selector(".answer")
    listed = page.locator("h2:has-text('Days that do not count') + ul li").all_inner_texts()
    assert listed == [
        "Thursday 3 August 2017: the day on which it was received",
        "Monday 7 August 2017: Summer bank holiday (Scotland)",
        "Monday 28 August 2017: Summer bank holiday (England and Wales, Northern Ireland)",
        "10 days of weekends",
    ]
    page.get_by_text("Every day, counted").click()
    rows = page.locator("tbody tr").all_inner_texts()
    assert rows[-1].split("\t") == ["Monday 4 September 2017", "20"]
    assert "From 5 September 2017 the law is broken (FOIA s10(1))." in page.inner_text("main")
    page.get_by_text("Draft of a letter").first.click()
    assert page.locator("pre").first.inner_text().startswith("To: [name of the authority]")


def test_an_answer_is_a_link(opened: Callable[..., Any]) -> None:
    page = opened("due/eir/2024-03-04/general")
    page.wait_for_selector(".answer")
    assert page.locator(".answer strong").inner_text() == "Thursday 4 April 2024"


def test_going_back_shows_what_was_answered(page: Any) -> None:
    shown(page, "due/foia/2017-08-03/general")
    page.wait_for_selector(".answer")
    page.get_by_role("link", name="Back").click()
    assert page.get_by_label("Any other public authority").is_checked()
    page.get_by_role("link", name="Back").click()
    assert page.get_by_label("Day", exact=True).input_value() == "3"
    assert page.get_by_label("Year", exact=True).input_value() == "2017"
    page.get_by_role("link", name="Back").click()
    assert page.get_by_label("Freedom of Information Act 2000").is_checked()


WRONG = {
    "nothing": (("", "", ""), "Enter a date"),
    "no year": (("3", "8", ""), "The date must include a year"),
    "no such day": (("31", "2", "2024"), "The date must be a real date, such as 27 3 2026"),
    "no number": (("3rd", "8", "2017"), "The date must be a real date, such as 27 3 2026"),
    "two digits": (("3", "8", "17"), "The date must be a real date, such as 27 3 2026"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_day_is_told_with_the_focus_on_it(page: Any, name: str) -> None:
    given, said = WRONG[name]
    shown(page, "")
    shown(page, "due/foia")
    for label, value in zip(("Day", "Month", "Year"), given, strict=True):
        page.get_by_label(label, exact=True).fill(value)
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    assert summary.get_by_role("link").all_inner_texts() == [said]
    assert page.evaluate("document.activeElement.className") == "errors"
    assert page.title().startswith("Error: ")
    summary.get_by_role("link").click()
    assert page.evaluate("document.activeElement.labels[0].textContent") == "Day"
    assert page.url.endswith("#due/foia")


def test_a_day_outside_the_calendar_is_told(page: Any) -> None:
    shown(page, "due/foia/1999-03-04/general")
    assert "lies outside" in page.inner_text("main")
    assert not page.locator(".answer").count()
