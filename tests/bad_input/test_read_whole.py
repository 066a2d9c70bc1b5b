"""Files that are read whole, whatever command reads them: none is read beyond its limit."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import (
    AbstractContextManager,
    chdir,
    nullcontext,
    redirect_stderr,
    redirect_stdout,
)
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple
from unittest import mock

import pytest

pytest.importorskip("polars")
pytest.importorskip("python_calamine")
xlsxwriter = pytest.importorskip("xlsxwriter")

from foirules.audit.reading.readers.bytes import OLE  # noqa: E402
from foirules.cli import main  # noqa: E402
from tests.bad_input.command_lines import limited  # noqa: E402

LAST: Final = "XFD1048576"  # the last cell that a sheet can have


class Given(NamedTuple):
    """A command line, with the files of its folder."""

    arguments: Sequence[str]
    files: Mapping[str, bytes]
    setting: Callable[[], AbstractContextManager[Any]] = nullcontext


def small() -> AbstractContextManager[Any]:
    return limited(results=20, xls=20, **{"return": 20})


def no_memory() -> AbstractContextManager[Any]:
    return mock.patch("foirules.cli.due.due", side_effect=MemoryError)


def workbook(pattern: str, text: str) -> bytes:
    """A workbook of two cells, of which what its XML says is changed."""
    made, changed = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("A")
        sheet.write("A1", 1)
        sheet.write("B2", "some words")
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(changed, "w") as target:
        for each in source.infolist():
            xml = re.sub(pattern, text, source.read(each).decode())
            target.writestr(each.filename, xml)
    return changed.getvalue()


def of_cells(*rows: str) -> bytes:
    """A workbook with a text that it holds once, and with what its XML says of some rows."""
    return workbook("<sheetData>.*</sheetData>", f"<sheetData>{''.join(rows)}</sheetData>")


def ods(row: str) -> bytes:
    """A workbook .ods with one row."""
    head = "".join(f'xmlns:{name}="urn:oasis:{name}" ' for name in ("office", "table", "text"))
    body = f'<table:table table:name="A"><table:table-row>{row}</table:table-row></table:table>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr(
            "content.xml", f"<office:document-content {head}>{body}</office:document-content>"
        )
    return made.getvalue()


def two_sheets() -> bytes:
    """A workbook with two sheets of one name, of which the first has its last cell far away."""
    made, changed = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("A").write(LAST, 1)
        book.add_worksheet("B").write("A1", 1)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(changed, "w") as target:
        for each in source.infolist():
            xml = source.read(each).replace(b'name="B"', b'name="A"')
            target.writestr(
                each.filename, xml.replace(b'<c r="XFD', b'<c r="A1"><v>1</v></c><c r="XFD')
            )
    return changed.getvalue()


def audited(name: str, data: bytes, *settings: Callable[[], AbstractContextManager[Any]]) -> Given:
    return Given(["audit", name, "--as-of", "2024-06-03"], {name: data}, *settings)


def short_texts() -> AbstractContextManager[Any]:
    return limited(text=30)


def beside(name: str) -> bytes:
    """A workbook with a further file."""
    made = io.BytesIO(workbook("-", "-"))
    with zipfile.ZipFile(made, "a") as target:
        target.writestr(name, "")
    return made.getvalue()


FAR: Final = f'<row r="1"><c r="A1"><v>1</v></c><c r="{LAST}"><v>1</v></c></row>'
SHARED: Final = '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>'
FULL: Final = (
    "sheet A has 1,048,576 rows and 16,384 columns: the limit cells is 20,000,000; --limit"
    " cells=40000000 sets another"
)
TOO_LONG: Final = (
    "sheet A has too much text in its cells: the limit text is 30; --limit text=60 sets another"
)

TRIALS: dict[str, tuple[Given, list[str]]] = {
    "a query": (
        Given(["audit", "log.db", "--query", "q.sql"], {"q.sql": b" " * (1 << 20) + b"SELECT 1"}),
        ["q.sql: too large: the limit document is 1 MB; --limit document=2MB sets another"],
    ),
    "results": (
        Given(["verify", "r.json", "a.yaml"], {"r.json": json.dumps(["a"] * 9).encode()}, small),
        ["r.json: too large: the limit results is 20 bytes; --limit results=40 sets another"],
    ),
    "a return": (
        Given(["check-return", "ico", "r.csv"], {"r.csv": b"Period,Authority," * 2}, small),
        ["r.csv: too large: the limit return is 20 bytes; --limit return=40 sets another"],
    ),
    "a return whose sheet has no end": (
        Given(["check-return", "ico", "r.xlsx"], {"r.xlsx": workbook("B2", LAST)}),
        [f"r.xlsx: {FULL}"],
    ),
    "a return without a sheet": (
        Given(["check-return", "ico", "r.xlsx"], {"r.xlsx": workbook("<sheet .*?/>", "")}),
        ["r.xlsx: a workbook without a sheet"],
    ),
    "a cell far from its row": (audited("a.xlsx", of_cells(FAR)), [f"a.xlsx: {FULL}"]),
    "a cell after one in the last column": (
        audited(
            "a.xlsx",
            of_cells(
                '<row r="1"><c r="XFC1"/><c><v>1</v></c></row>',
                '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
            ),
        ),
        [f"a.xlsx: {FULL}"],
    ),
    "rows that have a prefix alone": (
        audited("a.xlsx", of_cells(FAR.replace("<", "<x:").replace("<x:/", "</x:"))),
        [f"a.xlsx: {FULL}"],
    ),
    "two sheets of one name": (
        audited("a.xlsx", two_sheets()),
        [f"a.xlsx: {FULL}"],
    ),
    "a text in many cells": (
        audited("a.xlsx", of_cells(SHARED * 2), short_texts),
        [f"a.xlsx: {TOO_LONG}"],
    ),
    "a text in many cells of .ods": (
        audited(
            "a.ods",
            ods(
                '<table:table-cell office:value-type="string" table:number-columns-repeated="4">'
                "<text:p>some words</text:p></table:table-cell>"
            ),
            short_texts,
        ),
        [f"a.ods: {TOO_LONG}"],
    ),
    "spaces that are counted": (
        audited(
            "a.ods",
            ods(
                '<table:table-cell office:value-type="string">'
                '<text:p>some<text:s text:c="2000000000"/>words</text:p></table:table-cell>'
            ),
            short_texts,
        ),
        [f"a.ods: {TOO_LONG}"],
    ),
    "two files that some call alike": (
        audited("a.xlsx", beside("XL/Workbook.xml")),
        ["a.xlsx: a workbook that cannot be read: two of its files are called alike"],
    ),
    "a workbook of two kinds": (
        audited("a.xlsx", beside("content.xml")),
        ["a.xlsx: a workbook that cannot be read: it is a workbook of two kinds"],
    ),
    "a workbook .xls": (
        Given(["audit", "log.xls"], {"log.xls": OLE + bytes(40)}, small),
        [
            "log.xls: a workbook .xls that is too large: the limit xls is 20 bytes; --limit xls=40"
            " sets another"
        ],
    ),
    "a machine without memory": (
        Given(["due", "2017-08-03"], {}, no_memory),
        ["there is not enough memory for this; a lower --limit has it refused sooner"],
    ),
}


def told(given: Given) -> list[str]:
    """The lines on standard error; nothing is printed, and the exit code is 2."""
    out, err = io.StringIO(), io.StringIO()
    with TemporaryDirectory() as name, chdir(name):
        for file, content in given.files.items():
            Path(file).write_bytes(content)
        with given.setting(), redirect_stdout(out), redirect_stderr(err):
            code = main([*given.arguments])
    assert (code, out.getvalue()) == (2, "")
    return [line.removeprefix("foirules: ") for line in err.getvalue().splitlines()]


@pytest.mark.parametrize(("given", "lines"), TRIALS.values(), ids=TRIALS)
def test_it_is_told_why(given: Given, lines: list[str]) -> None:
    assert told(given) == lines
