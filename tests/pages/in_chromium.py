"""Pages opened in the Chromium of the system, and what each of them is held to."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pypdf = pytest.importorskip("pypdf")

from tests.pages.pictures import CHROMIUM, DESKTOP, PHONE, chromium  # noqa: E402

SMALLEST: Final = {"width": 320, "height": 640}  # WCAG 1.4.10: no scrolling in two directions
SIZES: Final = {"desktop": DESKTOP, "phone": PHONE, "smallest": SMALLEST}
IN_CHROMIUM: Final = [
    pytest.mark.one_cpython,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
_HELD_TO: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@pytest.fixture(scope="module", name="browser")
def browser_fixture() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


def opened(browser: Any, path: Path, **how: Any) -> Any:
    """A page that is open; whatever it asks for, and whatever is said of it, is kept with it."""
    page = browser.new_context(**how).new_page()
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("dialog", lambda dialog: page.said.append(dialog.message))
    page.goto(path.as_uri())
    return page


def asks_for_nothing_says_nothing_and_fits(browser: Any, path: Path, size: str) -> None:
    page = opened(browser, path, viewport=SIZES[size])
    assert page.asked == [path.as_uri()]
    assert page.said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    page.context.close()


def has_no_fault(browser: Any, path: Path, unfolded: int) -> None:
    """What axe finds, with so many of what can be unfolded unfolded."""
    page = opened(browser, path, viewport=DESKTOP, bypass_csp=True)  # for axe itself
    page.evaluate(
        f"[...document.querySelectorAll('details')].slice(0, {unfolded}).forEach(e => e.open = true)"
    )
    options = {"runOnly": {"type": "tag", "values": list(_HELD_TO)}}
    found = axe.Axe().run(page, options=options)
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    page.context.close()


def printed(browser: Any, path: Path) -> list[str]:
    """The text of each sheet of A4."""
    page = opened(browser, path)
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    for sheet in sheets:
        wide, high = float(sheet.mediabox.width), float(sheet.mediabox.height)
        assert (round(wide), round(high)) == (595, 842)
    page.context.close()
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]
