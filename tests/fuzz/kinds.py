"""The kinds of files that the command line reads, each with files that are right."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final
from unittest import mock

import polars as pl
from attrs import frozen

from foirules import assess, load_case
from foirules.cli import main
from foirules.cli.shared import read_days
from tests.audit.test_formats import XES
from tests.audit.test_maps import MAP as SYSTEM_MAP
from tests.audit.test_maps import OURS, SYSTEM
from tests.audit.test_workbooks import HEADINGS, MAP, ROW, book, ods
from tests.bad_input.test_letters import BOX, LETTER, MAIL
from tests.bad_input.test_logs import OCEL_JSON, OCEL_XML
from tests.bad_input.test_mangled import POLICIES, case_file
from tests.bad_input.test_mangled_logs import LOGS
from tests.files import ROOT

AUDIT: Final = ("--as-of", "2024-06-03", "--processes", "1", "--out", "out")
CASE: Final = b"case: a\nevents:\n  - {on: 2017-08-03, event: request-received}\n"
LENDING: Final[Mapping[str, bytes]] = {
    f"lending/{path.relative_to(ROOT / 'tests/regime/lending')}": path.read_bytes()
    for path in sorted((ROOT / "tests/regime/lending").rglob("*.yaml"))
}
RETURN: Final = b"""Period,Authority,Requests closed,Requests closed within statutory timescales
2024-Q1,Leeds,10,8
2024-Q2,Leeds,"1,200",99
"""
Made = Callable[[Random], tuple[str, bytes]]


@frozen
class Ended:
    """How a trial ended.

    :param code: the exit code, or the status of a response.
    :param wrong: what is not as it should be; empty where all is.
    """

    code: int | None
    wrong: str = ""


@frozen
class Command:
    """A command line, and the files of its folder; one of them is mangled.

    :param make: the file that is mangled, by a seed.
    """

    arguments: Sequence[str]
    make: Made
    others: Mapping[str, bytes] = {}
    refused: int = 2

    def run(self, name: str, data: bytes) -> Ended:
        """What comes of it in the current folder."""
        for file, content in {**self.others, name: data}.items():
            Path(file).parent.mkdir(exist_ok=True, parents=True)
            Path(file).write_bytes(content)
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), mock.patch("sys.stdin", None):
            code = main(self.arguments)
        return Ended(code, _wrong(code, err.getvalue()))


def _wrong(code: int | None, said: str) -> str:
    if code not in (0, 1, 2):
        return f"exit code {code}"
    if code == 2 and not said.startswith("foirules: "):
        return f"exit code 2 with {said!r}"
    return said if "Traceback" in said or "could not be judged" in said else ""


def _any(file: str, *given: bytes) -> Made:
    return lambda rng: (file, rng.choice(given))


def _of(file: str, make: Callable[[Random], bytes]) -> Made:
    return lambda rng: (file, make(rng))


def _written(file: str) -> Made:
    return lambda _: (file, _by_library(file))


@cache
def _by_library(name: str) -> bytes:
    """A file that a library writes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        if path.suffix == ".parquet":
            pl.read_csv(io.StringIO(OURS), infer_schema=False).write_parquet(path)
        elif path.suffix == ".ods":
            ods(path, Log=[HEADINGS, ROW])
        elif path.suffix == ".docx":
            from docx import Document

            document = Document()
            for line in LETTER.splitlines():
                document.add_paragraph(line)
            document.save(str(path))
        else:
            book(path, Log=[HEADINGS, ROW])
        return path.read_bytes()


@cache
def _pdf() -> bytes:
    """A letter, a line a line of the page."""
    lines = "".join(f"({line}) Tj 0 -20 Td " for line in LETTER.splitlines())
    stream = f"BT /F 12 Tf 20 700 Td {lines}ET\n"
    objects = (
        "/Type/Catalog/Pages 2 0 R",
        "/Type/Pages/Kids[3 0 R]/Count 1",
        "/Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/MediaBox[0 0 9 9]",
        f"/Length {len(stream)}>>\nstream\n{stream}endstream\n%<<",
        "/Type/Font/Subtype/Type1/BaseFont/Helvetica",
    )
    text, starts = "%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, 1):
        starts.append(len(text))
        text += f"{number} 0 obj\n<<{each}>>\nendobj\n"
    entries = "".join(f"{start:010} 00000 n \n" for start in starts)
    end = f"xref\n0 6\n0000000000 65535 f \n{entries}trailer\n<</Root 1 0 R/Size 6>>\n"
    end += f"startxref\n{len(text)}\n%%EOF\n"
    return (text + end).encode()


@cache
def _result() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.yaml"
        path.write_bytes(CASE)
        found = assess(load_case(path), read_days("--as-of", ["2017-10-10"])[0])
    return json.dumps([found.to_dict()], default=str, indent=1).encode()


def _audit(file: str, make: Made, *more: str, **others: bytes) -> Command:
    named = {name.replace("_", "."): data for name, data in others.items()}
    return Command(("audit", file, *more, *AUDIT), make, named)


def _draft(file: str, make: Made) -> Command:
    return Command(("draft", file, "--as-of", "2018-01-01"), make)


def _assess(more: Sequence[str], make: Made) -> Command:
    as_of = ("--as-of", "2017-10-10", "--engine", "scalar")
    return Command(("assess", "case.yaml", *as_of, *more), make, {"case.yaml": CASE})


JSON_LOG: Final = json.dumps([json.loads(each) for each in LOGS["jsonl"].splitlines()]).encode()
COMMANDS: Final[Mapping[str, Command]] = {
    "case": _assess((), _of("case.yaml", case_file)),
    "check": Command(("check", "case.yaml"), _of("case.yaml", case_file)),
    "policy": _assess(("--policy", "p.yaml"), _any("p.yaml", *POLICIES)),
    "rules": _assess(
        ("--rules", "r.yaml"), _any("r.yaml", (ROOT / "docs/own-rules.yaml").read_bytes())
    ),
    "law": Command(
        ("due", "2024-03-04", "--law", "lending", "--regime", "lending"),
        lambda rng: rng.choice([*LENDING.items()]),
        LENDING,
    ),
    "map": Command(
        ("audit", "log.csv", "--map", "m.yaml", *AUDIT),
        _any("m.yaml", SYSTEM_MAP.encode()),
        {"log.csv": SYSTEM.encode()},
    ),
    "csv": _audit("log.csv", _any("log.csv", LOGS["csv"])),
    "jsonl": _audit("log.jsonl", _any("log.jsonl", LOGS["jsonl"])),
    "json": _audit("log.json", _any("log.json", JSON_LOG)),
    "packed": _audit("log.csv.gz", _any("log.csv.gz", gzip.compress(OURS.encode(), mtime=0))),
    "parquet": _audit("log.parquet", _written("log.parquet")),
    "xes": _audit("log.xes", _any("log.xes", XES.encode())),
    "ocel": _audit("log.ocel", _any("log.ocel", OCEL_JSON.encode(), OCEL_XML.encode())),
    "alaveteli": _audit("log.json", _any("log.json", LOGS["alaveteli"])),
    "workbook": _audit(
        "log.xlsx", _written("log.xlsx"), "--map", "m.yaml", m_yaml=MAP.encode()
    ),
    "open document": _audit(
        "log.ods", _written("log.ods"), "--map", "m.yaml", m_yaml=MAP.encode()
    ),
    "return": Command(("check-return", "cabinet-office", "r.csv"), _any("r.csv", RETURN)),
    "mailbox": _draft("box.mbox", _any("box.mbox", BOX.encode())),
    "mail": _draft("a.eml", _any("a.eml", MAIL.format("a@b.org", 1, "Minutes", LETTER).encode())),
    "letter": _draft("letter.txt", _any("letter.txt", LETTER.encode())),
    "pdf": _draft("letter.pdf", lambda _: ("letter.pdf", _pdf())),
    "document": _draft("letter.docx", _written("letter.docx")),
    "result": Command(
        ("verify", "result.json", "case.yaml"),
        lambda _: ("result.json", _result()),
        {"case.yaml": CASE},
    ),
}  # fmt: skip
