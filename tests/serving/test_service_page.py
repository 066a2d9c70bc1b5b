"""docs/service.md says what the service does."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import Any

import pytest

httpx = pytest.importorskip("httpx")

from tests.files import ROOT  # noqa: E402
from tests.serving.conftest import Service  # noqa: E402

pytestmark = pytest.mark.one_cpython
PAGE = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")


def test_every_path_stands_on_the_page(client: Any) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    told = {path.replace("NAME", "{name}").replace("ID", "{name}") for path in _paths()}
    assert told == set(paths)


def _paths() -> list[str]:
    return re.findall(r"`(?:GET |POST )?(/[\w./-]+)`", PAGE.split("`as_of=")[0])


def test_the_error_on_the_page_is_what_is_told(client: Any) -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", PAGE, re.S)
    asked = {"received": "2017-08-03", "regime": "foi"}
    assert client.post("/due", json=asked).json() == json.loads(shown)


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
@pytest.mark.parametrize("name", ["assess", "every-path"])
def test_an_example_in_node_prints_what_the_page_shows(service: Service, name: str) -> None:
    command = ["node", f"docs/service/{name}.mjs", service.url]
    assert " ".join(command[:2]) in PAGE
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout in re.findall(r"```text\n(.*?)```", PAGE, re.S)


def test_the_example_of_every_path_asks_each() -> None:
    code = (ROOT / "docs" / "service" / "every-path.mjs").read_text(encoding="utf-8")
    asked = re.findall(r"asked\([\"`](/[\w.-]+)", code)
    assert set(asked) == {"/" + path.split("/")[1] for path in _paths()}
