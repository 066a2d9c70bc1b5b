"""The page as `foirules serve` serves it: its own files, or those of a folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from foirules.serving.build import build
from tests.serving.conftest import Service

ANSWER = "Monday 4 September 2017"


@pytest.fixture(scope="module", name="service")
def _service() -> Iterator[Service]:
    service = Service("--judges", "1", "--seconds", "60")
    yield service
    service.end()


def test_the_page_stands_at_the_root(service: Service) -> None:
    with service.client() as client:
        page = client.get("/")
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert "<title>foirules</title>" in page.text
        assert client.get("/app.js").headers["content-type"].startswith("text/javascript")
        assert client.get("/nowhere.js").status_code == 404
        assert client.get("/health").json()["status"] == "ok"


@pytest.mark.one_cpython
def test_it_asks_the_service(browser: Any, service: Service) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.goto(f"{service.url}/#due/foia/2017-08-03/general")
    page.wait_for_selector(".answer")
    assert page.locator(".answer strong").inner_text() == ANSWER
    assert f"POST {service.url}/due" in asked
    assert "is sent to the service" in page.inner_text("#privacy")
    page.close()


@pytest.mark.one_cpython
def test_a_page_with_its_own_engine_is_served(browser: Any, site: Path) -> None:
    service = Service("--judges", "1", "--seconds", "60", "--page", str(site))
    try:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.method))
        page.goto(f"{service.url}/#due/foia/2017-08-03/general")
        page.wait_for_selector(".answer", timeout=120_000)
        assert page.locator(".answer strong").inner_text() == ANSWER
        assert set(asked) == {"GET"}
        page.goto(f"{service.url}/health")
        assert '"status"' in page.inner_text("body")
        page.close()
    finally:
        service.end()


def test_a_folder_without_a_page_is_refused(tmp_path: Path) -> None:
    asked = [sys.executable, "-m", "foirules", "serve", "--page", str(tmp_path)]
    refused = subprocess.run(asked, capture_output=True, text=True)
    assert refused.returncode == 2
    assert f"{tmp_path}: there is no page in this folder" in refused.stderr


def test_a_page_without_an_engine_is_served_from_a_folder_too(tmp_path: Path) -> None:
    build(tmp_path / "site")
    service = Service("--judges", "1", "--page", str(tmp_path / "site"))
    try:
        with service.client() as client:
            assert client.get("/").status_code == 200
    finally:
        service.end()
