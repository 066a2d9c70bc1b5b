"""The service, as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
import httpx

from tests.files import ROOT


class Service:
    """A service that listens on a free port.

    :param options: of ``foirules serve``.
    """

    def __init__(self, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "foirules", "serve", "--port", "0", *options],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr
        said = self.process.stderr.readline()
        assert said.startswith("foirules: listening on http://127.0.0.1:"), said
        self.url = said.split()[3].rstrip(";")

    def client(self) -> httpx.Client:
        return httpx.Client(
            base_url=self.url, timeout=60, transport=httpx.HTTPTransport(retries=20)
        )

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)
        assert self.process.stderr
        self.process.stderr.close()


@pytest.fixture(scope="module", name="service")
def _service() -> Iterator[Service]:
    service = Service("--judges", "2", "--seconds", "30", "--audit-seconds", "120")
    yield service
    service.end()


@pytest.fixture(name="client")
def _client(service: Service) -> Iterator[httpx.Client]:
    with service.client() as client:
        yield client
