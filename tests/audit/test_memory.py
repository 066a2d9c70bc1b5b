"""Packed files that unpack to many times their size take no more memory than a log of their size."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("polars")

from tests.files import ROOT

pytestmark = [
    pytest.mark.one_cpython,
    pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in another unit"),
]

SIZE = 12 << 20  # bytes unpacked
MOST = 400 << 10  # KB of memory; about 130 MB is the program itself
MEASURED = """\
import re, sys
from pathlib import Path
from foirules.cli import main
code = main(sys.argv[1:])
own = Path("/proc/self/status").read_text()  # rusage would count what its parent held
print(code, re.search(r"VmHWM:\\s+(\\d+) kB", own)[1])
"""
BOMBS = {
    "a.ocel": ('{"objectTypes":[],"objects":[{"id":"a","type":"R"}', ',{"a":[]}', "]}"),
    "a.json": ('{"url_title":"a","info_request_events":[{}', ",{}", "]}"),
    "a.jsonl": ('{"case":"a","x":[0', ",{}", "]}"),
    "a.xes": ("<log><trace>", "<event/>", "</trace></log>"),
    "deep.xes": ("<log>", "<a>", ""),
    "a.xml": ("<Cases><Case><case>", "aaaaaaaa", "</case></Case></Cases>"),
    "a.csv": ("case,on,event\n", "a", ""),
}


def _pieces(head: str, unit: str, tail: str) -> Iterator[bytes]:
    yield head.encode()
    block = unit.encode() * ((1 << 20) // len(unit))
    yield from [block] * (SIZE // len(block) + 1)
    yield tail.encode()


@pytest.mark.parametrize("name", BOMBS)
def test_what_it_takes_is_bounded(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.gz"
    with gzip.open(path, "wb", 1) as file:
        file.writelines(_pieces(*BOMBS[name]))
    command = [sys.executable, "-c", MEASURED, "audit", str(path), "--limit"]
    command += ["held=50000,record=1MB"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    code, memory = map(int, done.stdout.split())
    assert (code, done.stderr.count("\n")) == (2, 1), done.stderr
    assert memory < MOST
