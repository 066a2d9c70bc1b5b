"""Files dropped on the page: what they are taken for, the report in its frame, what is saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foirules import assess, load_case
from foirules.serving.respond import Request, respond
from tests.files import DFE, ROOT
from tests.page.conftest import begun_again, shown
from tests.page.test_page import SMALLEST, TAGS
from tests.pages.pictures import DESKTOP, PHONE

CASE = ROOT / "cases" / f"{DFE}.yaml"
LETTERS = ROOT / "tests" / "letters" / "dfe-2017.txt"
WRONG = "case: a\nevents:\n  - {on: 2024-03-04, event: request-recieved}\n"
LOG = """\
case,on,event,outcome
a,2024-03-04,request-received,
a,2024-05-01,response,disclosed
b,2024-05-01,request-received,
c,2024-05-01,request-recieved,
"""
pytestmark = pytest.mark.one_cpython


def given(page: Any, path: Path | dict[str, Any], **days: str) -> None:
    """Chooses a file, and asks for its report.

    :param days: ISO days by the beginning of their labels.
    """
    page.evaluate("location.hash = '#drop'")
    page.wait_for_selector("input[type=file]")
    page.set_input_files("input[type=file]", path)
    if days:
        page.locator("summary").click()
    for name, day in days.items():
        within = page.get_by_role("group", name=name)
        for label, value in zip(("Year", "Month", "Day"), day.split("-"), strict=True):
            within.get_by_label(label).fill(value)
    page.get_by_role("button", name="Show the report").click()


def reported(page: Any) -> Any:
    """The frame of the report, whole."""
    page.wait_for_selector("iframe.report", timeout=60_000)
    frame = page.frame_locator("iframe.report")
    frame.locator("footer").wait_for()
    return frame


def file(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def test_a_case_file_is_reported_and_saved(
    opened: Callable[..., Any], heard: list[str], tmp_path: Path
) -> None:
    page = opened()
    heard.clear()
    page.get_by_role("link", name="Drop a file").click()
    given(page, CASE, **{"As of which day": "2017-10-10"})
    frame = reported(page)
    assert page.locator("h1").inner_text() == f"Report of {DFE}.yaml"
    assert "taken for a case file" in page.inner_text("main")
    assert frame.locator("h1").inner_text() == DFE
    verdict = frame.locator(".verdict").first
    assert "Duties were broken." in verdict.inner_text()
    assert verdict.evaluate("each => getComputedStyle(each).borderLeftWidth") != "0px"  # styled
    frame.get_by_role("link", name="Days counted").click()
    assert frame.locator("#case-1-days").evaluate("each => each.getBoundingClientRect().top") < 200
    assert page.url.endswith("#drop/report")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the report").click()
    download.value.save_as(tmp_path / "saved.html")
    query = {"as_of": "2017-10-10", "format": "html"}
    here = respond(Request("/report", query, CASE.read_bytes())).body
    assert (tmp_path / "saved.html").read_bytes() == here
    assert download.value.suggested_filename == f"{DFE}.html"
    assert heard == []
    own = "Blocked script execution"  # of what these tests look at in the frame
    assert [each for each in page.said if not each.startswith(own)] == []


def test_letters_are_reported_and_their_case_is_saved(fresh: Any, tmp_path: Path) -> None:
    page = fresh
    days = {"As of which day": "2017-10-10", "When was the first letter": "2017-08-01"}
    given(page, LETTERS, **days)
    reported(page)
    assert "taken for letters" in page.inner_text("main")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the case file").click()
    path = tmp_path / "draft.json"
    download.value.save_as(path)
    found = assess(load_case(path), date(2017, 10, 10))
    query = {"as_of": "2017-10-10", "after": "2017-08-01"}
    here = json.loads(respond(Request("/report", query, LETTERS.read_bytes())).body)
    kinds = {(each["rule"], each["certainty"]) for each in here["assessments"][0]["findings"]}
    assert {(each.rule, each.certainty) for each in found.findings} == kinds
    assert {certainty for _, certainty in kinds} == {"possible"}


def test_a_log_is_reported_case_by_case(fresh: Any, tmp_path: Path) -> None:
    page = fresh
    shown(page, "drop")
    given(page, file("requests.csv", LOG), **{"As of which day": "2024-06-03"})
    frame = reported(page)
    assert "taken for a log of cases" in page.inner_text("main")
    assert frame.locator("h1").inner_text() == "What the log shows as of 3 June 2024"
    (named,) = frame.get_by_text("late-response", exact=False).all()[:1]
    assert "s10(1)" in named.inner_text()
    left_out = page.locator("h2:has-text('What was left out') + ul li").all_inner_texts()
    assert left_out == [
        "Line 5, event: unknown event 'request-recieved'; did you mean 'request-received'?"
    ]
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the report").click()
    download.value.save_as(tmp_path / "saved.html")
    query = {"as_of": "2024-06-03", "name": "requests.csv", "format": "html"}
    here = respond(Request("/report", query, LOG.encode())).body
    assert (tmp_path / "saved.html").read_bytes() == here


def test_a_tracker_in_columns_of_its_own_is_told_where_it_is_read(
    fresh: Any,
) -> None:
    page = fresh
    shown(page, "drop")
    given(page, file("tracker.csv", "Ref,Received,Closed\n1,04/03/2024,01/05/2024\n"))
    page.wait_for_selector(".errors li:has-text('tracker.csv')")
    assert "foirules serve" in page.locator(".errors li").inner_text()


def test_what_is_wrong_is_told_with_its_line_and_field(fresh: Any) -> None:
    page = fresh
    shown(page, "drop")
    page.get_by_role("button", name="Show the report").click()
    assert page.locator(".errors li").all_inner_texts() == ["Choose a file, or drop one here"]
    given(page, file("a.yaml", WRONG))
    page.wait_for_selector(".errors li:has-text('request-recieved')")
    (said,) = page.locator(".errors li").all_inner_texts()
    assert said.startswith(
        "Line 3, events[1].event: unknown event 'request-recieved'; did you mean"
    )
    page.locator(".errors a").click()
    assert page.evaluate("document.activeElement.id") == "file"


def test_a_file_is_dropped_on_the_field(fresh: Any) -> None:
    page = fresh
    shown(page, "drop")
    page.evaluate(
        """text => {
            const held = new DataTransfer();
            held.items.add(new File([text], "dropped.yaml"));
            const event = new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true });
            document.querySelector(".drop").dispatchEvent(event);
        }""",
        CASE.read_text("utf-8"),
    )
    reported(page)
    assert page.locator("h1").inner_text() == "Report of dropped.yaml"


def test_a_script_in_a_file_does_not_run(fresh: Any) -> None:
    page = fresh
    shown(page, "drop")
    text = CASE.read_text("utf-8").replace("a:", "a: <script>parent.harm = 1</script>", 1)
    given(page, file("case.yaml", text))
    page.wait_for_selector("iframe.report, .errors", timeout=60_000)
    sandbox = page.locator("iframe.report")
    if sandbox.count():
        assert sandbox.get_attribute("sandbox") == "allow-same-origin"  # and no scripts
    assert page.evaluate("window.harm === undefined")


@pytest.mark.parametrize("size", [DESKTOP, PHONE, SMALLEST], ids=["desktop", "phone", "smallest"])
def test_axe_finds_no_fault_and_it_fits(free: Any, size: dict[str, int]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = begun_again(free)
    page.set_viewport_size(size)
    shown(page, "drop")
    for step in ("empty", "wrong", "report", "log"):
        if step == "wrong":
            page.get_by_role("button", name="Show the report").click()
        if step == "report":
            given(page, CASE)
            reported(page)
        if step == "log":
            given(page, file("requests.csv", LOG))
            reported(page)
            page.wait_for_selector("h1:has-text('requests.csv')")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        found = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    page.set_viewport_size(DESKTOP)
