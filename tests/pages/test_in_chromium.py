"""Pages opened in Chromium: that of the system, with scripts on and off, on paper and on a phone."""

from __future__ import annotations

import struct
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api")

from foirules import load_case
from tests.files import CASES, ROOT
from tests.pages.hostile import hostile
from tests.pages.in_chromium import (
    IN_CHROMIUM,
    SIZES,
    asks_for_nothing_says_nothing_and_fits,
    browser_fixture,
    has_no_fault,
    opened,
    printed,
)
from tests.pages.pictures import DESKTOP, PHONE, PICTURES, founding_case
from tests.pages.reading import page_of

__all__ = ["browser_fixture"]
pytestmark = IN_CHROMIUM


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages as files: the founding case, several cases, a hostile one."""
    folder = tmp_path_factory.mktemp("pages")
    several = [(load_case(path), date(2026, 11, 1)) for path in _of_each_law()]
    made = {
        "founding": founding_case(),
        "several": page_of(*several),
        "hostile": page_of((hostile(), date(2024, 6, 3)), notes=True),
    }
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


def _of_each_law() -> list[Path]:
    """The shortest case under each law."""
    by_length = sorted(CASES, key=lambda path: -path.stat().st_size)
    texts = {path: path.read_text("utf-8") for path in by_length}
    shortest = {text.partition("\nregime: ")[2].split()[0]: path for path, text in texts.items()}
    return [*shortest.values()]


@pytest.mark.parametrize("name", ["founding", "several", "hostile"])
@pytest.mark.parametrize("size", SIZES)
def test_it_asks_for_nothing_says_nothing_and_fits(
    browser: Any, pages: dict[str, Path], name: str, size: str
) -> None:
    asks_for_nothing_says_nothing_and_fits(browser, pages[name], size)


@pytest.mark.parametrize(("name", "unfolded"), [("founding", 10_000), ("several", 0)])
def test_axe_finds_no_fault(browser: Any, pages: dict[str, Path], name: str, unfolded: int) -> None:
    has_no_fault(browser, pages[name], unfolded)  # the second has more of the same


def test_without_script_the_reason_of_a_day_is_two_clicks_away(
    browser: Any, pages: dict[str, Path]
) -> None:
    page = opened(browser, pages["founding"], viewport=PHONE, java_script_enabled=False)
    page.locator("#case-1-findings").get_by_role("link", name="4 September 2017").first.click()
    page.locator("#case-1-days-2").get_by_role("link", name="7 Aug:").first.click()
    reason = page.get_by_text("7 August 2017: Summer bank holiday (Scotland).")
    box = reason.bounding_box()
    assert box is not None
    assert page.url.endswith("#case-1-days-2-reason-0")
    page.context.close()


def test_without_script_a_derivation_and_a_draft_unfold(
    browser: Any, pages: dict[str, Path]
) -> None:
    page = opened(browser, pages["founding"], java_script_enabled=False)
    for summary, within in (
        ("How this comes about", "nonempty(cited - cited_before)"),
        ("Draft of a letter", "Please carry out an internal review"),
    ):
        assert not page.get_by_text(within).first.is_visible()
        page.get_by_text(summary).first.click()
        assert page.get_by_text(within).first.is_visible()
    page.context.close()


def test_the_keyboard_reaches_the_main_part_and_shows_where_it_is(
    browser: Any, pages: dict[str, Path]
) -> None:
    page = opened(browser, pages["founding"], viewport=DESKTOP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main part"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "What happened"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.context.close()


@pytest.mark.parametrize("name", ["founding", "several", "hostile"])
def test_on_paper_it_is_a4_with_its_letters_unfolded(
    browser: Any, pages: dict[str, Path], name: str
) -> None:
    text = " ".join(printed(browser, pages[name]))
    if name == "founding":
        assert "Duties were broken." in text
        assert "Please carry out an internal review of how you dealt with it" in text
        assert "Summer bank holiday (Scotland)" in text
        assert "nonempty(cited - cited_before)" not in text


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_of_the_docs_are_of_this_page(
    browser: Any, pages: dict[str, Path], name: str
) -> None:
    """Fonts differ between machines, so that sizes are compared and not pixels."""
    kept = (ROOT / "docs" / name).read_bytes()
    page = opened(browser, pages["founding"], viewport=PICTURES[name])
    assert _size(kept) == _size(page.screenshot())
    assert len(kept) < 200_000
    page.context.close()


def _size(png: bytes) -> tuple[int, int]:
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high
