"""A tracker written back: its cells as they were, the last day and the state beside each row."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import pytest

pl = pytest.importorskip("polars")
openpyxl = pytest.importorskip("openpyxl")

from openpyxl.styles import Font, PatternFill  # noqa: E402

from foirules.audit.reading.map_files import load_map  # noqa: E402
from foirules.audit.reading.readers.row_writer import HeadingRow, LogError  # noqa: E402
from foirules.audit.running.annotated_csv import annotate_csv  # noqa: E402
from foirules.language.regime_files import load_law  # noqa: E402
from tests.audit.logs import audit  # noqa: E402
from tests.audit.test_workbooks import FIRST, HEADINGS, LAST, XLS, ods  # noqa: E402
from tests.audit.test_workbooks import MAP as WORKBOOK_MAP  # noqa: E402
from tests.cli.conftest import Command  # noqa: E402
from tests.cli.conftest import foirules as foirules  # noqa: E402

MAP = """
map: tracker
date-formats: ["%d/%m/%Y"]
columns:
  case: Ref
  regime: {column: Scheme, values: {FOI: foia, EIR: eir}}
  outcome: {column: Outcome, values: {All: disclosed, None: refused}}
events:
  - {event: request-received, on: Received}
  - {event: response, on: Closed}
"""
HEADS = ("Ref", "Received", "Scheme", "Closed", "Outcome", "Note")
ROWS = (
    ("1", "04/03/2024", "FOI", "28/03/2024", "All", ""),
    ("2", "04/03/2024", "EIR", "30/04/2024", "None", ""),
    ("3", "20/05/2024", "FOI", "", "", ""),
    ("4", "04/03/2024", "FOI", "see email", "", ""),
    ("5", "20/06/2024", "FOI", "", "", ""),
)
SAID = {
    "1": (date(2024, 4, 4), "answered in time"),
    "2": (date(2024, 4, 4), "answered late"),
    "3": (date(2024, 6, 18), "open, not yet due"),
    "4": (None, "not read: Closed: found 'see email'; expected a date, YYYY-MM-DD or as the"),
    "5": (None, "not yet received"),
}


def annotated(folder: Path, name: str, **more: Any) -> Path:
    """The copy of a file, which itself stays as it is."""
    (folder / "map.yaml").write_text(MAP, encoding="utf-8")
    before = (folder / name).read_bytes()
    map = load_map(str(folder / "map.yaml"), load_law(), None)
    audit(folder, name, annotate=True, **{"map": map, **more})
    assert (folder / name).read_bytes() == before
    (copy,) = (folder / "out" / "annotated").iterdir()
    return copy


def ends(ref: str, mark: str = ",") -> str:
    """What a row of CSV ends in, as far as it is compared."""
    day, state = SAID[ref]
    said = f'"{state}' if mark in state or ("," in state and mark == ",") else state
    return f"{mark}{day or ''}{mark}{said}"


def test_a_workbook_keeps_its_cells_and_their_look(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Log"
    sheet["A1"] = "Requests of 2024"
    sheet["A1"].font = Font(bold=True, size=14)
    for column, head in enumerate(HEADS, 1):
        sheet.cell(3, column, head).fill = PatternFill("solid", fgColor="FFDDEE")
    for number, row in enumerate(ROWS, 4):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value or None)
    sheet["B4"] = datetime(2024, 3, 4)
    sheet["B4"].number_format = "d mmm yy"
    sheet["F5"] = "=1+1"
    sheet.column_dimensions["A"].width = 33
    book.create_sheet("Lookups")["A1"] = "kept"
    book.save(tmp_path / "tracker.xlsx")
    copy = openpyxl.load_workbook(annotated(tmp_path, "tracker.xlsx"))
    told, before = copy["Log"], openpyxl.load_workbook(tmp_path / "tracker.xlsx")["Log"]
    for row in before.iter_rows():
        for cell in row:
            other = told[cell.coordinate]
            assert (other.value, other.number_format) == (cell.value, cell.number_format)
            for look in ("font", "fill", "border", "alignment"):
                assert repr(getattr(other, look)) == repr(getattr(cell, look))
    assert told.column_dimensions["A"].width == 33
    assert copy["Lookups"]["A1"].value == "kept"
    assert [told["G3"].value, told["H3"].value] == ["Last day", "State"]
    assert repr(told["G3"].fill) == repr(told["F3"].fill)
    for number, (ref, *_) in enumerate(ROWS, 4):
        day, state = SAID[ref]
        found = told.cell(number, 7).value
        assert (found and found.date()) == day
        assert told.cell(number, 8).value.startswith(state)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_csv_file_keeps_its_bytes(tmp_path: Path, mark: str, codec: str, end: str) -> None:
    rows = [list(row) for row in ROWS]
    rows[0][5], rows[1][5] = f'"Café{mark} 1"', '"said ""no""\nin two lines"'
    lines = [mark.join(each) for each in (HEADS, *rows)]
    text = f"Requests of 2024 – all{end}{end}" + end.join(lines) + end
    (tmp_path / "log.csv").write_bytes(text.encode(codec))
    told = annotated(tmp_path, "log.csv").read_bytes().decode(codec)
    assert told.startswith(f"Requests of 2024 – all{end}{end}")
    for line, (ref, begins) in zip(
        lines, [("", mark.join(HEADS)), *((r[0], r[0]) for r in ROWS)], strict=True
    ):
        at = told.index(line) + len(line)
        rest = told[at : told.index(end, at)]
        assert rest.startswith(ends(ref, mark) if ref else f"{mark}Last day{mark}State"), begins
    assert told.endswith(end)


def test_rows_that_are_short_are_filled_up(tmp_path: Path) -> None:
    text = "sep=;\n" + ";".join(HEADS) + "\n1;04/03/2024;FOI;28/03/2024;All;\n9;04/03/2024\n\n"
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    lines = annotated(tmp_path, "log.csv").read_text("utf-8").split("\n")
    assert lines[0] == "sep=;"
    assert lines[2] == "1;04/03/2024;FOI;28/03/2024;All;;2024-04-04;answered in time"
    assert (
        lines[3]
        == "9;04/03/2024;;;;;;not read: 2 values; expected 6, one a column".replace(
            "not read: 2 values; expected", '"not read: 2 values; expected'
        )
        + '"'
    )
    assert lines[4:] == ["", ""]


def test_each_row_of_an_event_log_says_how_its_case_stands(tmp_path: Path) -> None:
    log = (
        "case,on,event,outcome\nb,2024-03-28,response,disclosed\na,2024-05-20,request-received,\n"
        "b,2024-03-04,request-received,\nb,2024-03-04,request-received,\n"
    )
    (tmp_path / "log.csv").write_text(log, encoding="utf-8")
    lines = annotated(tmp_path, "log.csv", map=None).read_text("utf-8").splitlines()
    assert [line.split(",", 4)[4] for line in lines[1:4]] == [
        "2024-04-04,answered in time",
        '2024-06-18,"open, not yet due"',
        "2024-04-04,answered in time",
    ]
    assert lines[4].endswith(f",,not read: the same as row 4 of {tmp_path / 'log.csv'}")


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_other_kinds_of_workbooks_are_written_as_xlsx(tmp_path: Path, kind: str) -> None:
    rows = [HEADINGS, ["a", FIRST, LAST], ["b", FIRST, None]]
    if kind == "ods":
        ods(tmp_path / "log.ods", Log=rows)
    else:
        shutil.copy(XLS, tmp_path / "log.xls")
    text = WORKBOOK_MAP.replace("Granted:", "Granted in full:" if kind == "xls" else "Granted:")
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    map = load_map(str(tmp_path / "map.yaml"), load_law(), None)
    copy = annotated(tmp_path, f"log.{kind}", map=map)
    assert copy.name == "log.xlsx"
    told = [*openpyxl.load_workbook(copy).worksheets[0].iter_rows(values_only=True)]
    head = next(row for row in told if "Last day" in row)
    below = [row[head.index("State")] for row in told[told.index(head) + 1 :]]
    assert below[0] in ("answered in time", "answered late", "open, overdue")


def test_what_is_neither_csv_nor_a_workbook_is_refused(tmp_path: Path) -> None:
    frame = pl.DataFrame({"case": ["a"], "on": ["2024-03-04"], "event": ["request-received"]})
    frame.write_parquet(tmp_path / "log.parquet")
    with pytest.raises(LogError, match=r"--annotate writes CSV and workbooks; .*log.parquet is"):
        audit(tmp_path, "log.parquet", annotate=True)
    assert not (tmp_path / "out" / "summary.json").exists()


def test_a_later_audit_takes_the_copies_away(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("case,on,event\na,2024-05-20,request-received\n")
    annotated(tmp_path, "log.csv", map=None)
    audit(tmp_path, "log.csv")
    assert not (tmp_path / "out" / "annotated").exists()


def test_it_needs_a_folder(foirules: Command, tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("case,on,event\na,2024-05-20,request-received\n")
    told = foirules("audit", str(tmp_path / "log.csv"), "--annotate")
    assert (told.code, told.err) == (
        2,
        "foirules: --annotate writes into the folder annotated of --out DIR, which is not given\n",
    )


def test_no_copy_takes_the_place_of_another(tmp_path: Path) -> None:
    names = ("a/log.csv", "b/log.csv", "c/b/log.csv", "c/b-log.csv", "c-b-log.csv")
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        rows = ["case,on,event", f"{name},2024-03-04,request-received"]
        (tmp_path / name).write_text("\n".join(rows), encoding="utf-8")
    audit(tmp_path, *names, annotate=True)
    copies = [path.read_text("utf-8") for path in (tmp_path / "out" / "annotated").iterdir()]
    assert sorted(text.splitlines()[1].partition(",")[0] for text in copies) == sorted(names)


@pytest.mark.parametrize("share", [1, 3, 1 << 17])
def test_rows_are_told_share_by_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: int
) -> None:
    monkeypatch.setattr("foirules.audit.running.annotate.SHARE", share)
    rows = [",".join(row) for row in (HEADS, *ROWS)]
    (tmp_path / "log.csv").write_text("\n".join(rows), encoding="utf-8")
    told = annotated(tmp_path, "log.csv").read_text("utf-8").splitlines()
    for line, (ref, *_) in zip(told[1:], ROWS, strict=True):
        assert ends(ref) in line


def test_a_file_is_never_in_memory_whole() -> None:
    """What has been read of it is written before much more is read."""
    row, count, read, ahead = b"1,04/03/2024,FOI,28/03/2024,All,a note\n", 50_000, 0, 0

    class Rows(io.RawIOBase):
        left = count

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            nonlocal read
            taken = min(self.left, len(buffer) // len(row))
            buffer[: taken * len(row)] = row * taken
            self.left -= taken
            read += taken
            return taken * len(row)

    class Written(io.BytesIO):
        rows = 0

        def write(self, data: bytes) -> int:  # type: ignore[override]
            nonlocal ahead
            ahead = max(ahead, read - self.rows)
            self.rows += data.count(b"\n")
            return len(data)

    @contextmanager
    def opened() -> Iterator[IO[bytes]]:
        nonlocal read
        read = 0
        yield io.BufferedReader(Rows(), 1 << 12)

    out = Written()
    annotate_csv(opened, out, HeadingRow(1, ","), ("a", "b"), lambda number: None)
    assert out.rows == count
    assert ahead < count // 100


def copy_of(data: bytes, state: str = "late", encoding: str | None = None) -> bytes:
    """What becomes of a file of which the names are in the first row."""

    @contextmanager
    def opened() -> Iterator[IO[bytes]]:
        yield io.BytesIO(data)

    out = io.BytesIO()
    head = HeadingRow(1, ";")
    annotate_csv(opened, out, head, ("a", "b"), lambda number: (None, state), encoding)
    return out.getvalue()


def test_text_in_utf_16_that_is_broken_stays_as_it_is() -> None:
    before = "\ufeffn;m\n1;".encode("utf-16-le") + b"\x00\xd8"
    before += "\n2;".encode("utf-16-le") + b"\xd8"
    more = ";;late".encode("utf-16-le")
    assert copy_of(before) == (
        "\ufeffn;m;a;b\n1;".encode("utf-16-le")
        + b"\x00\xd8"
        + more
        + "\n2;".encode("utf-16-le")
        + more
        + b"\xd8"
    )


def test_what_the_encoding_of_a_file_lacks_is_a_mark() -> None:
    """As where the reason names another file."""
    assert copy_of("é\n1\n".encode("cp1252"), "ř").splitlines()[1] == b"1;;?"
    assert copy_of("é\n1\n".encode("cp1250"), "ř", "cp1250").splitlines()[1] == b"1;;\xf8"
    assert copy_of("é\n1\n".encode(), "ř", "cp1250").splitlines()[1] == "1;;ř".encode()
    named = copy_of("日\n日\n".encode("utf-16-be"), "ř", "utf-16-be")
    assert named.decode("utf-16-be").splitlines()[1] == "日;;ř"


def test_an_old_file_of_a_mac_may_say_what_stands_between_values() -> None:
    assert copy_of(b"sep=;\rn;m\r1;2\r") == b"sep=;\nn;m;a;b\n1;2;;late\n"
