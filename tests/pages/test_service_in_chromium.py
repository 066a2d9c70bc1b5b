"""The page of a service in Chromium: on a desk, on a phone, on paper, without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")
pytest.importorskip("playwright.sync_api")

from tests.pages.in_chromium import (
    IN_CHROMIUM,
    SIZES,
    asks_for_nothing_says_nothing_and_fits,
    browser_fixture,
    has_no_fault,
    opened,
    printed,
)
from tests.pages.pictures import DESKTOP, PHONE
from tests.pages.service import page_of_log, write_hostile_log, write_log

__all__ = ["browser_fixture"]
pytestmark = IN_CHROMIUM


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages of a realistic log and of a hostile one."""
    logs = {
        "realistic": write_log(tmp_path_factory.mktemp("realistic") / "log.parquet", 150),
        "hostile": write_hostile_log(tmp_path_factory.mktemp("hostile") / "log.csv"),
    }
    for path in logs.values():
        page_of_log(path)
    return {name: path.parent / "out" / "report.html" for name, path in logs.items()}


@pytest.mark.parametrize("name", ["realistic", "hostile"])
@pytest.mark.parametrize("size", SIZES)
def test_it_asks_for_nothing_says_nothing_and_fits(
    browser: Any, pages: dict[str, Path], name: str, size: str
) -> None:
    asks_for_nothing_says_nothing_and_fits(browser, pages[name], size)


@pytest.mark.parametrize("unfolded", [0, 30])  # a few of many that are alike
def test_axe_finds_no_fault(browser: Any, pages: dict[str, Path], unfolded: int) -> None:
    has_no_fault(browser, pages["realistic"], unfolded)


def test_without_script_a_figure_leads_to_its_cases_and_a_case_to_why(
    browser: Any, pages: dict[str, Path]
) -> None:
    page = opened(browser, pages["realistic"], viewport=PHONE, java_script_enabled=False)
    page.locator("#foia-set-timeliness").get_by_role(
        "link", name="answered late", exact=True
    ).click()
    assert page.url.endswith("#foia-cases-answered-late")
    listed = page.locator("details", has=page.locator("#foia-cases-answered-late"))
    assert listed.get_by_text("--list answered-late").is_visible()
    case = listed.get_by_role("link").first
    case.click()
    why = page.locator("#" + page.url.partition("#")[2])
    assert why.get_by_text("working days late").first.is_visible()
    why.get_by_role("link").first.click()
    assert page.locator("#" + page.url.partition("#")[2]).is_visible()
    page.context.close()


def test_without_script_an_authority_leads_to_its_cases(
    browser: Any, pages: dict[str, Path]
) -> None:
    page = opened(browser, pages["realistic"], viewport=PHONE, java_script_enabled=False)
    page.locator("#foia-authorities").get_by_role("link", name="Carrow NHS Trust").click()
    place = page.locator("#" + page.url.partition("#")[2])
    assert place.get_by_text("cases.csv, authority: Carrow NHS Trust").is_visible()
    listed = page.locator("details", has=place)
    assert listed.get_by_role("cell", name="overdue").first.is_visible()
    page.context.close()


def test_bars_are_as_long_as_their_shares(browser: Any, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["realistic"], viewport=DESKTOP)
    rows = page.locator("#foia-set-outcome tbody tr")
    for row in rows.all():
        share = float(row.locator("td").nth(1).inner_text().removesuffix("%"))
        whole = row.locator(".bar").bounding_box()["width"]
        drawn = row.locator(".bar rect").bounding_box()["width"]
        assert abs(100 * drawn / whole - share) < 1
    page.context.close()


@pytest.mark.parametrize("name", ["realistic", "hostile"])
def test_on_paper_it_is_a4_without_the_lists(
    browser: Any, pages: dict[str, Path], name: str
) -> None:
    sheets = printed(browser, pages[name])
    text = " ".join(sheets)
    assert "What is due" in text
    assert "Why: case by case" not in text
    assert len(sheets) < 40
