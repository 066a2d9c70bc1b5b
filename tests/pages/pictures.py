"""The pictures of the docs: the page of the founding case, as Chromium shows it.

    python -m tests.pages.pictures

takes them again. They are looked at by a person before they are kept.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from foirules import load_case
from tests.files import DFE, ROOT
from tests.pages.reading import page_of

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser")
DESKTOP: Final = {"width": 1000, "height": 1000}
PHONE: Final = {"width": 375, "height": 800}
PICTURES: Final = {"case-page.png": DESKTOP, "case-page-phone.png": PHONE}


@contextmanager
def chromium() -> Iterator[Any]:
    """The system's Chromium, started."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        flags = ["--no-sandbox", "--disable-dev-shm-usage"]
        opened = started.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield opened
        opened.close()


def founding_case() -> str:
    """The page of the founding case."""
    return page_of((load_case(ROOT / "cases" / f"{DFE}.yaml"), date(2017, 10, 10)))


def main() -> None:
    with TemporaryDirectory() as folder, chromium() as browser:
        path = Path(folder) / "case.html"
        path.write_text(founding_case(), encoding="utf-8")
        for name, size in PICTURES.items():
            page = browser.new_page(viewport=size)
            page.goto(path.as_uri())
            page.screenshot(path=ROOT / "docs" / name)


if __name__ == "__main__":
    main()
