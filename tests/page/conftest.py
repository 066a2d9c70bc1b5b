"""The page, built with Pyodide and opened in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from foirules.serving.build import build
from tests.page.site import NPM, pyodide_folder, served
from tests.pages.pictures import CHROMIUM, DESKTOP, chromium

STARTED = 120_000  # milliseconds, on a machine that does other things too


@pytest.fixture(scope="session", name="site")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if NPM is None:
        pytest.skip("npm is not installed, which fetches Pyodide")
    folder = tmp_path_factory.mktemp("page") / "site"
    build(folder, pyodide_folder())
    return folder


@pytest.fixture(scope="package", name="browser")
def _browser() -> Iterator[Any]:
    pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="package", name="heard")
def _heard() -> list[str]:
    """The paths that the server of the page was asked for."""
    return []


@pytest.fixture(scope="package", name="url")
def _url(site: Path, heard: list[str]) -> Iterator[str]:
    with served(site, heard) as url:
        yield url


@pytest.fixture(name="opened")
def _opened(browser: Any, url: str) -> Iterator[Callable[..., Any]]:
    """Opens the page at a fragment, in a context of its own, and waits until its engine is ready:
    some five seconds.

    What it asks for is in ``page.asked``, what it says of itself in ``page.said``.
    """
    contexts = []

    def opened(fragment: str = "", **how: Any) -> Any:
        context = browser.new_context(**{"viewport": DESKTOP, **how})
        contexts.append(context)
        page = context.new_page()
        page.asked, page.said = [], []
        context.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(f"{url}#{fragment}")
        page.wait_for_selector("html[data-engine=ready]", timeout=STARTED)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="package", name="page")
def _page(browser: Any, url: str) -> Iterator[Any]:
    """A page with its engine ready, for tests that only ask."""
    with ready(browser, url) as page:
        yield page


@pytest.fixture(scope="package", name="free")
def _free(browser: Any, url: str) -> Iterator[Any]:
    """A page whose policy does not keep axe out."""
    with ready(browser, url, bypass_csp=True, accept_downloads=True) as page:
        yield page


@pytest.fixture(name="fresh")
def _fresh(page: Any) -> Any:
    """The page begun again, as one that was here before: its engine was kept, and soon starts."""
    return begun_again(page)


@contextmanager
def ready(browser: Any, url: str, **how: Any) -> Iterator[Any]:
    """A page in a context of its own, with its engine ready, and kept for the next time."""
    context = browser.new_context(viewport=DESKTOP, **how)
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(url)
    page.wait_for_selector("html[data-engine=ready]", timeout=STARTED)
    page.wait_for_function("async () => Boolean(await caches.match('started'))", timeout=STARTED)
    yield page
    context.close()


def begun_again(page: Any) -> Any:
    """The page at its start, with nothing of what was done on it before."""
    page.evaluate("location.hash = ''")
    page.reload()
    page.wait_for_selector("html[data-engine=ready]", timeout=STARTED)
    page.said.clear()
    return page


def shown(page: Any, fragment: str) -> None:
    """Goes to a screen, and waits until it is whole."""
    page.evaluate("fragment => { location.hash = fragment }", fragment)
    page.wait_for_function(
        "fragment => document.documentElement.dataset.screen === fragment", arg=fragment
    )
    page.wait_for_selector(".waits", state="detached")


def ask(page: Any, path: str, body: Any) -> Any:
    """What the engine in the page answers, as ``[status, body]``."""
    script = """async ([path, body]) => {
        const { ask } = await import("./ask.js");
        const made = await ask(path, body ?? undefined);
        return [made.status, made.body];
    }"""
    return page.evaluate(script, [path, body])
