"""Logs with bytes changed, lost and doubled: told in a line or rejected, and rows still add up."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("polars")

from foirules.audit.reading.readers.row_writer import LogError
from tests.audit.logs import adds_up, audit
from tests.audit.test_formats import XES, thread
from tests.audit.test_maps import OURS
from tests.files import FULL

pytestmark = pytest.mark.one_cpython

_THREAD = thread(
    ("sent", "2024-03-04T09:00:00.000+00:00", "waiting_response"),
    ("response", "2024-03-20T09:00:00.000+00:00", None),
    ("response", "2024-04-12T10:30:00.000+01:00", "rejected"),
)
_HEAD, *_ROWS = (line.split(",") for line in OURS.splitlines())
LOGS = {
    "csv": OURS.encode(),
    "jsonl": "\n".join(
        json.dumps(dict(zip(_HEAD, row, strict=True)) | {"exemptions": row[5].split()})
        for row in _ROWS
    ).encode(),
    "xes": XES.encode(),
    "alaveteli": json.dumps(_THREAD).encode(),
}
_BYTES = b'",;\n\r\0\xff\xc3<>{}[]&:0a- '


def mangled(data: bytes, rng: Random) -> bytes:
    text = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        place = rng.randrange(len(text))
        match rng.randrange(4):
            case 0:
                text[place] = rng.choice(_BYTES)
            case 1:
                del text[place : place + rng.randrange(1, 30)]
            case 2:
                text[place:place] = text[place : place + rng.randrange(1, 60)]
            case _:
                del text[place:]
                text = text or bytearray(b"x")
    return bytes(text)


@pytest.mark.parametrize("kind", LOGS)
def test_a_mangled_log_is_told_or_rejected(tmp_path: Path, kind: str) -> None:
    audited = 0
    lines: list[str] = []
    for seed in range(120 if FULL else 60):
        (tmp_path / "log").write_bytes(mangled(LOGS[kind], Random(seed)))
        try:
            told = audit(tmp_path, "log", out=None)
        except LogError as error:
            lines += error.errors
        else:
            adds_up(told)
            audited += 1
    assert not [line for line in lines if "\n" in line]
    assert audited > 10
