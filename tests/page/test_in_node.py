"""What the engine in the browser's Python finds, run in Node, is what it finds here: each byte."""

from __future__ import annotations

import json
import shutil
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from foirules.cases.case_file import load_case_file
from foirules.serving.respond import Request, respond
from tests.files import CASES, ROOT
from tests.page.site import pyodide_folder
from tests.page.test_drop import LOG

NODE = shutil.which("node")
LETTERS = ROOT / "tests" / "letters" / "dfe-2017.txt"
pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed")


def in_node(site: Path, folder: Path, asked: list[Request]) -> list[tuple[int, bytes]]:
    """The responses to requests of the engine in Node.

    :param folder: to work in.
    """
    given = [
        {"path": r.path, "query": dict(r.query), "body": b64encode(r.body).decode()} for r in asked
    ]
    (folder / "asked.json").write_text(json.dumps(given), "utf-8")
    command = [NODE or "node", str(Path(__file__).with_name("respond.mjs"))]
    done = subprocess.run(
        [*command, site / "engine.zip", pyodide_folder(), folder / "asked.json"],
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-2_000:]  # it begins with the source of Pyodide
    return [(status, b64decode(body)) for status, body in json.loads(done.stdout)]


def asked_of_all() -> list[Request]:
    """Every curated case dropped, with its page and without; letters; a log; and what is wrong."""
    asked = []
    for path in CASES:
        expect = load_case_file(path).case.expect or {}
        query = {"as_of": expect["as-of"].isoformat(), "name": path.name}
        asked.append(Request("/report", query, path.read_bytes()))
    first = {"as_of": "2017-10-10", "after": "2017-08-01", "name": LETTERS.name, "page": "true"}
    asked.append(Request("/report", first, LETTERS.read_bytes()))
    asked.append(Request("/report", {**asked[0].query, "format": "html"}, asked[0].body))
    wrong = b"case: a\nevents:\n  - {on: 2024-03-04, event: request-recieved}\n"
    log = {"as_of": "2024-06-03", "name": "requests.csv", "page": "true"}
    asked.append(Request("/report", log, LOG.encode()))
    return [*asked, Request("/report", {"name": "a.yaml"}, wrong)]


def test_each_byte_is_the_same(site: Path, tmp_path: Path) -> None:
    asked = asked_of_all()
    found = in_node(site, tmp_path, asked)
    for request, (status, body) in zip(asked, found, strict=True):
        here = respond(request)
        assert (status, body) == (here.status, here.body), request.query["name"]
    statuses = [status for status, _ in found]
    assert statuses == [200] * (len(CASES) + 3) + [422]
