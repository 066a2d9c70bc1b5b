"""The docs as a site: every page in its place, every link alive, on a phone too."""

from __future__ import annotations

import re
import threading
import tomllib
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from docs.make import site
from docs.make.project import REPOSITORY, SITE
from tests.files import ROOT
from tests.pages.pictures import CHROMIUM, PHONE, chromium

pytestmark = pytest.mark.one_cpython


# --- without a build ----------------------------------------------------------------------------


def named(nav: Any) -> Iterator[str]:
    """The pages that a navigation names."""
    for each in nav:
        for within in each.values() if isinstance(each, dict) else (each,):
            yield from [within] if isinstance(within, str) else named(within)


def test_the_navigation_has_every_page_once() -> None:
    found = tomllib.loads(site.settings(page=True))["project"]
    assert found["site_url"] == SITE
    pages = [name for name in site.pages() if name.endswith(".md")]
    assert sorted(named(found["nav"])) == sorted([*pages, site.PAGE, REPOSITORY])
    without = tomllib.loads(site.settings(page=False))["project"]["nav"]
    assert sorted(named(without)) == sorted([*pages, REPOSITORY])


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[a](../check.md#ci)", "[a](../check.md#ci)"),
        ("[check.md](../check.md)", "[Checking case files](../check.md)"),
        ("[a](../../CONTRIBUTING.md)", "[a](../contributing.md)"),
        ("[a](../../cases/)", f"[a]({REPOSITORY}/blob/main/cases)"),
        ("[a](https://x.org/a.md)", "[a](https://x.org/a.md)"),
        ("[a](../nowhere.md)", "[a](../nowhere.md)"),
        ("```sh\n[a](../../cases/)\n```", "```sh\n[a](../../cases/)\n```"),
    ],
)
def test_a_link_leads_to_the_page_or_to_the_repository(link: str, expected: str) -> None:
    assert site.linked(link, ROOT / "docs" / "events" / "foia.md", "events/foia.md") == expected


def test_the_page_is_named_where_there_is_one() -> None:
    for name, there in (
        ("index.md", "app/index.html"),
        ("tutorials/requester.md", "../app/index.html"),
    ):
        text = (ROOT / "docs" / name).read_text("utf-8")
        assert there not in text
        assert f"[use it in your browser]({there})" in site.with_page(text, name)


# --- built --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("zensical")
    folder = tmp_path_factory.mktemp("site")
    page = folder / "built-page"
    page.mkdir()
    (page / "index.html").write_text("<!doctype html><title>The page</title>")
    assert site.main([str(folder / "foirules"), "--page", str(page)]) == 0
    return folder / "foirules"


class Links(HTMLParser):
    """The ids and links of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids, self.links = set[str](), list[str]()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in ("href", "src") and value:
                self.links.append(value)


def test_no_link_of_the_site_is_broken(built: Path) -> None:
    pages = {path: Links(path) for path in built.rglob("*.html") if path.name != "404.html"}
    assert len(pages) > len([name for name in site.pages() if name.endswith(".md")])
    followed = 0
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            assert target.exists(), (path, link)
            if target in pages and parts.fragment:
                assert unquote(parts.fragment) in pages[target].ids, (path, link)
            followed += 1
    assert followed > 5000


def test_a_link_that_leads_nowhere_stops_the_build(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("zensical")
    path = ROOT / "docs" / "index.md"  # stands for it
    monkeypatch.setattr(site, "pages", lambda: {"index.md": path})
    monkeypatch.setattr(site, "linked", lambda text, *_: text)
    monkeypatch.setattr(
        site, "settings", lambda page: '[project]\nsite_name = "a"\ndocs_dir = "pages"\n'
    )
    assert site.build(tmp_path / "out", None) != 0
    assert not (tmp_path / "out").exists()
    assert "page does not exist" in re.sub(r"\x1b\[[\d;]*m", "", capfd.readouterr().err)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None: ...


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    handler = partial(Quiet, directory=str(built.parent))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/foirules/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    pytest.importorskip("playwright")
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    with chromium() as opened:
        yield opened


def test_it_fits_a_phone_and_asks_nothing_of_others(address: str, browser: Any) -> None:
    page, asked = browser.new_page(viewport=PHONE), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    for name in ("", "tutorials/requester/", "rules/foia/", "reference/", "trackers/", "page/"):
        page.goto(address + name, wait_until="networkidle")
        wide, has = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= has, name
    assert all(url.startswith(address) for url in asked)


def test_a_rule_is_found_by_the_search(address: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(address, wait_until="networkidle")
    page.keyboard.press("Control+k")
    page.wait_for_function("document.activeElement.shadowRoot?.activeElement?.tagName == 'INPUT'")
    page.keyboard.type("extension-beyond-guidance")
    page.locator("a[href*='rules/foia/'][href$='#extension-beyond-guidance']").click()
    page.wait_for_url("**/rules/foia/**")
