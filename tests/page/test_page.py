"""The page as a whole: what it asks for, offline, its screens for everyone, and its files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foirules.serving.build import ENGINE, MANIFEST, manifest
from tests.page.conftest import shown
from tests.page.site import served
from tests.pages.pictures import DESKTOP, PHONE

SCREENS = {
    "the start": "",
    "which law": "due",
    "which day": "due/foia",
    "which kind": "due/foisa/2024-03-04",
    "the answer": "due/foia/2024-03-04/general",
    "no answer": "due/foia/2024-03-04/school",
    "no screen": "nowhere",
}
SMALLEST = {"width": 320, "height": 640}  # WCAG 1.4.10: no scrolling in two directions
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = pytest.mark.one_cpython


@pytest.mark.parametrize("wrong", [False, True], ids=["", "with-errors"])
@pytest.mark.parametrize("name", SCREENS)
def test_axe_finds_no_fault(free: Any, name: str, wrong: bool) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    shown(free, "")
    shown(free, SCREENS[name])
    buttons = free.get_by_role("button", name="Continue")
    if wrong and not buttons.count():
        return
    if wrong:
        free.evaluate(
            "document.querySelectorAll('main input').forEach((each) => { each.value = ''; each.checked = false; })"
        )
        buttons.click()
        assert free.locator(".errors").count() == 1
    free.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    found = axe.Axe().run(free, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE, SMALLEST], ids=["desktop", "phone", "smallest"])
def test_every_screen_fits(page: Any, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    for fragment in SCREENS.values():
        shown(page, fragment)
        page.evaluate(
            "document.querySelectorAll('details').forEach((each) => { each.open = true })"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], fragment
    page.set_viewport_size(DESKTOP)


def test_every_screen_has_one_heading_that_its_title_says_and_the_focus(page: Any) -> None:
    titles = set()
    for fragment in reversed(SCREENS.values()):
        shown(page, fragment)
        heading = page.locator("h1")
        assert heading.count() == 1
        page.wait_for_function("document.activeElement === document.querySelector('h1')")
        assert page.title().removesuffix(" – foirules") == heading.inner_text()
        titles.add(page.title())
    assert len(titles) == len(SCREENS) - 1  # the answer and that there is none are one screen


def test_nothing_is_asked_for_after_loading(
    opened: Callable[..., Any], url: str, heard: list[str]
) -> None:
    page = opened()
    heard.clear()
    for fragment in SCREENS.values():
        shown(page, fragment)
    page.wait_for_timeout(500)
    assert heard == []
    assert all(each.startswith(url) for each in page.asked)
    assert page.said == []
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_it_sends_nothing_to_anywhere_else(fresh: Any) -> None:
    """The policy of the page and the service worker refuse it."""
    for address in ("https://example.org/", "./what-if?case=1"):
        tried = (
            "address => fetch(address, {method: 'POST', body: 'x'}).then(() => 'sent', () => 'no')"
        )
        assert fresh.evaluate(tried, address) == "no"


def test_once_loaded_it_works_offline(opened: Callable[..., Any]) -> None:
    page = opened()
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector("html[data-engine=ready]", timeout=120_000)
    shown(page, "due/foia/2017-08-03/general")
    assert page.locator(".answer strong").inner_text() == "Monday 4 September 2017"


def test_by_the_keyboard_alone(fresh: Any) -> None:
    page = fresh
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main part"
    _press(page, "Enter", "Tab", "Enter")
    _arrived(page, "Which law is the request under?")
    _press(page, "Tab", "Space", "Enter")
    _arrived(page, "When did the authority receive the request?")
    for part in ("3", "8", "2017"):
        _press(page, "Tab", *part)
    _press(page, "Enter")
    _arrived(page, "What kind of authority is it?")
    _press(page, "Tab", "ArrowUp", "Enter")
    page.wait_for_selector(".answer")
    assert page.locator(".answer strong").inner_text() == "Monday 4 September 2017"


def _press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _arrived(page: Any, heading: str) -> None:
    page.wait_for_function(
        "heading => document.activeElement.textContent === heading && document.activeElement.matches('h1')",
        arg=heading,
    )


@pytest.mark.parametrize("workers", ["allow", "block"])
def test_a_file_that_was_changed_is_not_run(
    browser: Any, site: Path, tmp_path: Path, workers: str
) -> None:
    folder = tmp_path / "changed"
    shutil.copytree(site, folder)
    with (folder / "engine.zip").open("ab") as file:
        file.write(b"more")
    with served(folder) as url:
        page = browser.new_context(service_workers=workers).new_page()
        page.goto(f"{url}#due/foia/2024-03-04/general")
        page.wait_for_selector("html[data-engine=failed]", timeout=60_000)
        assert "did not start" in page.inner_text("#engine")
        page.wait_for_selector("dl")
        assert "The engine did not start" in page.inner_text("main")
        page.context.close()


def test_where_files_cannot_be_kept_it_works(browser: Any, url: str) -> None:
    page = browser.new_context(service_workers="block").new_page()
    page.goto(f"{url}#due/foia/2024-03-04/general")
    page.wait_for_selector(".answer", timeout=120_000)
    assert page.locator(".answer strong").inner_text() == "Thursday 4 April 2024"
    page.context.close()


def test_on_paper_the_answer_stands_without_what_is_for_a_screen(page: Any) -> None:
    shown(page, "due/foia/2024-03-04/general")
    page.emulate_media(media="print")
    seen = page.inner_text("body")
    page.emulate_media(media="screen")
    assert "Thursday 4 April 2024" in seen
    for text in ("Change", "Copy the link", "Back", "Skip to the main part"):
        assert text not in seen


def test_a_newer_version_is_offered_and_taken(browser: Any, site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    for path in folder.rglob("*"):
        os.utime(path, (0, 0))  # a browser's cache may keep what is old for long
    with served(folder) as url:
        page = browser.new_context().new_page()
        page.goto(url)
        page.wait_for_selector("html[data-engine=ready]", timeout=120_000)
        assert not page.locator(".newer").count()
        _change_title(folder)
        page.reload()
        page.wait_for_selector(".newer", timeout=120_000)
        assert "The days of the law" not in page.inner_text(".top")
        page.get_by_role("button", name="Use it").click()
        page.wait_for_selector(".top:has-text('The days of the law')", timeout=60_000)
        page.wait_for_selector("html[data-engine=ready]", timeout=120_000)
        assert not page.locator(".newer").count()
        assert len(page.evaluate("caches.keys()")) == 1
        page.context.close()


def _change_title(folder: Path) -> None:
    """Puts a page of another version into the folder of one that is served."""
    index = folder / "index.html"
    index.write_bytes(
        index.read_bytes().replace(b"Time limits of requests", b"The days of the law")
    )
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    engine = {p: data for p, data in files.items() if "/" in p or p == ENGINE}
    (folder / MANIFEST).write_bytes(manifest(files, engine))
