"""A file dropped on the page that ``foirules serve`` gives: the service is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api")
pytest.importorskip("python_calamine")

from foirules.cli import main
from tests.page.test_drop import LOG, file, given, reported
from tests.pages.pictures import CHROMIUM, DESKTOP, chromium

pytestmark = [
    pytest.mark.one_cpython,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@pytest.fixture(name="page")
def _page(service: Any) -> Iterator[Any]:
    with chromium() as browser:
        page = browser.new_context(viewport=DESKTOP).new_page()
        page.goto(f"{service.url}/")
        page.wait_for_selector("html[data-engine=ready]")
        yield page


def test_a_log_and_a_tracker_show_the_page_of_their_audit(page: Any, tmp_path: Path) -> None:
    given(page, file("requests.csv", LOG), **{"As of which day": "2024-06-03"})
    frame = reported(page)
    assert frame.locator("h1").inner_text() == "What the log shows as of 3 June 2024"
    assert frame.get_by_text("Rates").count()  # an audit's
    tracker = tmp_path / "tracker.xlsx"
    assert main(["new", "--tracker", str(tracker), "--example"]) == 0
    page.evaluate("location.hash = '#drop'")
    page.wait_for_selector("input[type=file]")
    page.set_input_files("input[type=file]", tracker)
    page.locator("summary").click()
    page.get_by_label("By which map?").fill("council")
    page.get_by_role("button", name="Show the report").click()
    said = page.locator(".errors li").inner_text()
    assert said == "Unknown map 'council'; did you mean 'council-tracker'?"
    page.get_by_label("By which map?").fill("council-tracker")
    page.get_by_role("button", name="Show the report").click()
    page.wait_for_selector("h1:has-text('tracker.xlsx')")
