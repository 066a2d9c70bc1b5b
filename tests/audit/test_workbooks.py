"""Workbooks as people keep them, and what an audit reads of them and says."""

from __future__ import annotations

import shutil
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import odfdo
import pytest
import xlsxwriter

pytest.importorskip("polars")
pytest.importorskip("python_calamine")

from foirules.audit.counting.summary import Audit
from foirules.audit.reading.map_files import MapError, load_map
from foirules.audit.reading.readers.row_writer import LogError
from foirules.cli import main
from foirules.documents.limits import limits_set
from tests.audit.logs import adds_up, audit, found, rejected

HEADINGS: Final = ["Ref", "Date received", "Date closed", "Outcome"]
FIRST, LAST = date(2024, 3, 4), date(2024, 3, 28)
ROW: Final = [1234, FIRST, LAST, "Granted"]
MAP: Final = """
map: tracker
date-formats: ["%d/%m/%Y"]
columns: {case: Ref, outcome: {column: Outcome, values: {Granted: disclosed}}}
events:
  - {event: request-received, on: Date received}
  - {event: response, on: Date closed}
"""
XLS: Final = Path(__file__).with_name("workbooks") / "log.xls"
Lines = list[list[Any]]


def book(
    path: Path, *, hidden: tuple[str, ...] = (), date_1904: bool = False, **sheets: Any
) -> Any:
    """A workbook with the lines of some sheets; of a sheet also what a function does to it."""
    made = xlsxwriter.Workbook(str(path), {"date_1904": date_1904})
    of_day = made.add_format({"num_format": "dd/mm/yyyy"})
    of_moment = made.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for name, said in sheets.items():
        sheet = made.add_worksheet(name)
        lines, *more = said if isinstance(said, tuple) else (said,)
        for row, line in enumerate(lines):
            for column, value in enumerate(line):
                if isinstance(value, datetime):
                    sheet.write_datetime(row, column, value, of_moment)
                elif isinstance(value, date):
                    sheet.write_datetime(row, column, value, of_day)
                elif value not in (None, ""):
                    sheet.write(row, column, value)
        for each in more:
            each(sheet, of_day)
        if name in hidden:
            sheet.hide()
    made.close()


def ods(path: Path, **sheets: Any) -> None:
    """A workbook of OpenDocument with the lines of some sheets."""
    made = odfdo.Document("spreadsheet")
    made.body.clear()
    for name, lines in sheets.items():
        table = odfdo.Table(name)
        for line in lines:
            row = odfdo.Row()
            row.set_values([None if value == "" else value for value in line])
            table.append_row(row)
        made.body.append(table)
    made.save(str(path))


def told(folder: Path, name: str = "log.xlsx", text: str = MAP, **more: Any) -> Audit:
    """The audit of a workbook by a map."""
    (folder / "map.yaml").write_text(text, encoding="utf-8")
    return audit(folder, name, map=load_map(str(folder / "map.yaml")), **more)


def days(folder: Path) -> dict[str, tuple[Any, Any]]:
    """By case, the first and the last day of the time for complying."""
    clocks = found(folder, "clocks").filter(clock="response")
    return {row["case"]: (row["started"], row["stopped"]) for row in clocks.to_dicts()}


def notes(told: Audit) -> list[tuple[str, str]]:
    """The notes, the file by its name alone."""
    return [(Path(file).name, note) for file, note in told.file_notes]


# --- cells ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("date_1904", [False, True])
def test_cells_keep_their_types(tmp_path: Path, date_1904: bool) -> None:
    """Days and moments of either epoch, text that is a day, numbers that are names."""
    rows = [
        ROW,
        ["0012", "05/03/2024", datetime(2024, 3, 28, 16, 20), "Granted"],
        [12.5, "2024-03-06", "28/03/2024", ""],
        [True, FIRST, "", ""],
        [10**15, FIRST, "", ""],
    ]
    book(tmp_path / "log.xlsx", date_1904=date_1904, Log=[HEADINGS, *rows])
    assert told(tmp_path).rejected_rows == 0
    assert days(tmp_path) == {
        "1234": (FIRST, LAST),
        "0012": (date(2024, 3, 5), LAST),
        "12.5": (date(2024, 3, 6), LAST),
        "true": (FIRST, None),
        "1000000000000000": (FIRST, None),
    }


def test_a_formula_is_its_stored_value(tmp_path: Path) -> None:
    def formulas(sheet: Any, of_day: Any) -> None:
        sheet.write_formula("C2", "=B2+24", of_day, 45379)
        sheet.write_formula("C3", '=IF(D3="","",TODAY())', None, "")

    book(tmp_path / "log.xlsx", Log=([HEADINGS, ["a", FIRST], ["b", FIRST]], formulas))
    text = _part(tmp_path / "log.xlsx")
    _repack(tmp_path / "log.xlsx", text.replace('<c r="C3">', '<c r="C3" t="str">'))
    told_of = told(tmp_path)
    assert told_of.rejected_rows == 0
    assert days(tmp_path) == {"a": (FIRST, LAST), "b": (FIRST, None)}


def test_a_cell_whose_value_is_not_known_is_named(tmp_path: Path) -> None:
    """An error, and a formula that no spreadsheet has worked out, would else be no answer."""

    def formulas(sheet: Any, of_day: Any) -> None:
        sheet.write_formula("C2", "=B2+24", of_day, "")
        sheet.write_formula("C3", "=VLOOKUP(A3,Z:Z,1)", of_day, "#N/A")
        sheet.write_formula("E4", "=1/0", None, "#DIV/0!")

    rows = [["a", FIRST], ["b", FIRST], ["c", FIRST, LAST]]
    book(tmp_path / "log.xlsx", Log=([[*HEADINGS, "Days"], *rows], formulas))
    told_of = told(tmp_path)
    adds_up(told_of)
    assert told_of.assessed == 1  # what a column beside holds is of no matter
    assert [(row, reason) for _, row, _, reason in rejected(tmp_path)][::2] == [
        (
            "2",
            "sheet Log, cell C2: Date closed: a formula without a stored value; open the workbook,"
            " save it, and try again",
        ),
        ("3", "sheet Log, cell C3: Date closed: the cell holds the error #N/A"),
    ]


def test_a_number_is_no_day(tmp_path: Path) -> None:
    """What Excel counts from 1900 is a day only where the cell is formatted as one."""
    book(tmp_path / "log.xlsx", Log=[HEADINGS, ROW, ["b", FIRST, 45_379, ""]])
    told(tmp_path)
    (reason, *_) = [reason for *_, reason in rejected(tmp_path)]
    assert reason.startswith("sheet Log, cell C3: Date closed: found '45379'; expected a date")


def test_an_error_of_an_open_document_is_named(tmp_path: Path) -> None:
    ods(tmp_path / "log.ods", Log=[HEADINGS, ["a", FIRST, "ERROR"], ["b", FIRST, "NOTHING"]])
    with zipfile.ZipFile(tmp_path / "log.ods") as packed:
        text = packed.read("content.xml").decode()
    start = text.index("<table:table-cell", text.index("Log"))
    cells = text[start:].split("<table:table-cell")
    shown = "<table:table-cell".join(
        ' table:formula="of:=1/0" calcext:value-type="error" office:value-type="string"'
        ' office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>'
        + cell.partition("</table:table-cell>")[2]
        if "ERROR" in cell
        else ' table:formula="of:=B2+1"/>' + cell.partition("</table:table-cell>")[2]
        if "NOTHING" in cell
        else cell
        for cell in cells
    )
    named = text[:start].replace(
        "<office:document-content",
        '<office:document-content xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
        1,
    )
    text = named + shown if "xmlns:calcext" not in text[:start] else text[:start] + shown
    _repack(tmp_path / "log.ods", text, "content.xml")
    told(tmp_path, "log.ods")
    assert [reason for *_, reason in rejected(tmp_path)][::2] == [
        "sheet Log, cell C2: Date closed: the cell holds the error #DIV/0!",
        "sheet Log, cell C3: Date closed: a formula without a stored value; open the workbook,"
        " save it, and try again",
    ]


def test_what_cannot_be_read_is_named_by_its_cell(tmp_path: Path) -> None:
    lines = [["FOI"], [], HEADINGS, ROW, ["b", "soon", LAST, "Lost"], ["", FIRST, "", ""]]
    book(tmp_path / "log.xlsx", Log=lines)
    told(tmp_path)
    assert [(name, row, reason) for name, row, _, reason in rejected(tmp_path)] == [
        (
            "log.xlsx",
            "5",
            "sheet Log, cell B5: Date received: found 'soon'; expected a date, YYYY-MM-DD or as the"
            " date-formats of the map have it",
        ),
        (
            "log.xlsx",
            "5",
            "sheet Log, cell D5: outcome: unknown outcome 'Lost'; expected disclosed,"
            " partly-disclosed, refused, neither-confirmed-nor-denied, not-held, transferred,"
            " cost-limit, vexatious, repeated or already-accessible",
        ),
        (
            "log.xlsx",
            "5",
            "sheet Log, row 5: 2 of its 2 rows cannot be read: what they say is not known",
        ),
        ("log.xlsx", "6", "sheet Log, cell A6: case: nothing is recorded"),
    ]


# --- headings, titles and notes -------------------------------------------------------------------


def test_titles_above_and_notes_below_are_left_out_and_told(tmp_path: Path) -> None:
    """A last line that has a name only, next to the table, is a request that is lost."""
    lines = [["Requests of 2024"], [], HEADINGS, ROW, [], ["b", FIRST], [], ["* of all teams"]]
    book(tmp_path / "log.xlsx", Log=lines)
    told_of = told(tmp_path)
    assert (told_of.read, told_of.assessed) == (2, 2)
    assert notes(told_of) == [
        ("log.xlsx", "sheet Log: the headings are in row 3"),
        ("log.xlsx", "sheet Log: left out above the headings: 'Requests of 2024'"),
        ("log.xlsx", "sheet Log: left out below the table, row 8: '* of all teams'"),
    ]
    book(tmp_path / "log.xlsx", Log=[HEADINGS, ROW, ["FOI-9"]])
    assert told(tmp_path).rejected_rows == 1


def test_headings_over_several_columns(tmp_path: Path) -> None:
    """Two columns called Date are told apart by what stands above them; one cell is over two rows."""

    def merge(sheet: Any, of_day: Any) -> None:
        sheet.merge_range("A1:E1", "Requests")
        sheet.merge_range("A2:A3", "Ref")
        sheet.merge_range("B2:C2", "Request")
        sheet.merge_range("D2:E2", "Reply")

    lines = [
        [],
        [],
        ["", "Date", "Subject", "Date", "Outcome"],
        ["a", FIRST, "Bins", LAST, "Granted"],
    ]
    book(tmp_path / "log.xlsx", Log=(lines, merge))
    text = MAP.replace("Date received", "Request Date").replace("Date closed", "Reply Date")
    told_of = told(tmp_path, text=text)
    assert told_of.columns_not_read == {str(tmp_path / "log.xlsx"): ["Subject"]}
    assert days(tmp_path) == {"a": (FIRST, LAST)}


def test_headings_over_several_columns_of_an_open_document(tmp_path: Path) -> None:
    lines: Lines = [
        ["Request", "", "Reply", ""],
        ["Ref", "Date", "Date", "Outcome"],
        ["a", FIRST, LAST, "Granted"],
    ]
    ods(tmp_path / "log.ods", Log=lines)
    text = MAP.replace("Date received", "Request Date").replace("Date closed", "Reply Date")
    told(tmp_path, "log.ods", text)
    assert days(tmp_path) == {"a": (FIRST, LAST)}


def test_headings_that_only_a_bad_neighbour_has_are_of_no_matter(tmp_path: Path) -> None:
    """Repeated names, none, and names in two lines; of those that the map reads none is repeated."""
    headings = ["Ref", "Manager", "Date\n received", "Manager", "", "Date  closed", "Outcome"]
    book(tmp_path / "log.xlsx", Log=[headings, ["a", "x", FIRST, "y", "z", LAST, "Granted"]])
    told_of = told(tmp_path)
    assert days(tmp_path) == {"a": (FIRST, LAST)}
    assert notes(told_of) == [("log.xlsx", "sheet Log: not read, for want of a heading: column E")]
    book(tmp_path / "log.xlsx", Log=[[*HEADINGS, "Date closed"], [*ROW, FIRST]])
    with pytest.raises(LogError) as error:
        told(tmp_path)
    assert str(error.value).endswith(
        "log.xlsx: sheet Log: two columns are called 'Date closed': cells C1 and E1"
    )


# --- sheets ---------------------------------------------------------------------------------------


def test_the_sheet_that_looks_like_the_log(tmp_path: Path) -> None:
    book(
        tmp_path / "log.xlsx",
        hidden=("Teams",),
        Cover=[["Council"]],
        Log=[HEADINGS, ROW],
        Teams=[["Team", "Ref"]],
    )
    told_of = told(tmp_path)
    assert told_of.assessed == 1
    assert notes(told_of) == [("log.xlsx", "not read: Cover, Teams (hidden)")]


def test_several_sheets_that_look_like_logs(tmp_path: Path) -> None:
    years: Any = {
        "Y2023": [HEADINGS, ["a", FIRST]],
        "Y2024": [HEADINGS, [], ["b", "soon"], ["c", FIRST]],
    }
    book(tmp_path / "log.xlsx", **years)
    with pytest.raises(LogError) as error:
        told(tmp_path)
    assert "the sheets Y2023, Y2024 look like logs; --sheet names" in str(error.value)
    assert told(tmp_path, sheets=("Y2023",)).cases == 1
    assert told(tmp_path, sheets=("Y2023", "Y2024")).cases == 3
    assert rejected(tmp_path)[0][1:] == (
        "3",
        "b",
        "sheet Y2024, cell B3: Date received: found 'soon'; expected a date, YYYY-MM-DD or as the"
        " date-formats of the map have it",
    )
    assert told(tmp_path, text=MAP + "sheet: Y2024\n").cases == 2
    assert told(tmp_path, text=MAP + "sheet: [Y2023, Y2024]\n").cases == 3
    assert told(tmp_path, text=MAP + "sheet: Y2024\n", sheets=("Y2023",)).cases == 1


def test_sheets_and_workbooks_may_number_their_requests_alike(tmp_path: Path) -> None:
    years: Any = {"Y2023": [HEADINGS, ROW], "Y2024": [HEADINGS, ROW]}
    book(tmp_path / "log.xlsx", **years)
    alike = told(tmp_path, sheets=("Y2023", "Y2024"))
    assert alike.to_dict()["case_ids"] == {"taken": "per-file", "repeated": 2}
    assert set(days(tmp_path)) == {"Y2023/1234", "Y2024/1234"}
    for name in ("leeds", "york"):
        book(tmp_path / f"{name}.xlsx", Log=[HEADINGS, ROW])
    load = load_map(str(tmp_path / "map.yaml"))
    assert audit(tmp_path, "leeds.xlsx", "york.xlsx", map=load).assessed == 2
    assert set(days(tmp_path)) == {"leeds/1234", "york/1234"}


def test_a_workbook_of_a_folder_that_holds_no_log_is_left_out_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    book(folder / "log.xlsx", Log=[HEADINGS, ROW])
    book(folder / "teams.xlsx", Teams=[["Team", "Head"], ["Roads", "Sam"]])
    book(folder / "two.xlsx", Teams=[["Team"], ["Roads"]], Rooms=[["Room"], ["Hall"]])
    book(folder / "void.xlsx", Empty=[])
    told_of = told(tmp_path, "logs")
    assert (told_of.files, told_of.assessed) == (1, 1)
    assert [(name, note.partition(";")[0]) for name, note in notes(told_of)] == [
        ("teams.xlsx", "left out: no column 'Ref'"),
        ("two.xlsx", "left out: no sheet has a column 'Ref'"),
        ("void.xlsx", "left out: no sheet of the workbook says anything"),
    ]
    with pytest.raises(LogError, match="no column 'Ref'"):
        told(tmp_path, "logs", strict=True)


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        (("Y2025",), "no sheet 'Y2025'; did you mean 'Y2024'?"),
        ((), "no sheet has a column 'Ref'; sheets: Y2024, Teams; --sheet names the one"),
    ],
)
def test_no_sheet_that_is_the_log(tmp_path: Path, sheets: Any, said: str) -> None:
    book(tmp_path / "log.xlsx", Y2024=[["Number"], ["a"]], Teams=[["Team"], ["b"]])
    with pytest.raises(LogError) as error:
        told(tmp_path, sheets=sheets)
    assert said in str(error.value)


def test_a_single_sheet_without_the_columns_of_the_map(tmp_path: Path) -> None:
    book(tmp_path / "log.xlsx", Log=[["Reference", "Date received"], ["a", FIRST]])
    with pytest.raises(LogError) as error:
        told(tmp_path)
    assert "log.xlsx: no column 'Ref'; expected Reference or Date received" in str(error.value)


def test_a_sheet_is_of_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("case,on,event\na,2024-03-04,request-received\n")
    with pytest.raises(LogError, match="--sheet Log: a sheet is of a workbook, and none of"):
        audit(tmp_path, "log.csv", sheets=("Log",))


def test_what_is_hidden_is_read_and_told(tmp_path: Path) -> None:
    def hide(sheet: Any, of_day: Any) -> None:
        for row in (1, 3, 4):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})

    rows = [[name, FIRST, LAST, "Granted"] for name in "abcd"]
    book(tmp_path / "log.xlsx", Cover=[["x"]], Log=([HEADINGS, *rows], hide), hidden=("Log",))
    told_of = told(tmp_path)
    assert told_of.assessed == 4
    assert notes(told_of) == [
        ("log.xlsx", "not read: Cover"),
        ("log.xlsx", "sheet Log: hidden, and read all the same: rows 2, 4 to 5"),
        ("log.xlsx", "sheet Log: hidden, and read all the same: column C"),
        ("log.xlsx", "sheet Log: the sheet is hidden; it is read all the same"),
    ]
    assert told_of.to_dict()["file_notes"][0] == {
        "file": str(tmp_path / "log.xlsx"),
        "note": "not read: Cover",
    }


# --- files ----------------------------------------------------------------------------------------


def test_the_same_in_each_format(tmp_path: Path) -> None:
    """The .xls was written by xlwt 1.3: a title, the table, a note, and a hidden sheet. By a map
    that says so no text stands for nothing, TBC neither."""
    text = "empty: []" + MAP.replace(
        "Granted: disclosed", "Granted in full: disclosed, Refused in full: refused"
    )
    shutil.copy(XLS, tmp_path / "log.xls")
    lines = [
        ["FOI requests of 2024"],
        [],
        HEADINGS,
        [1234, FIRST, LAST, "Granted in full"],
        [1235, date(2024, 3, 5), "TBC"],
        ["A-6", date(2024, 3, 6), "30/04/2024", "Refused in full"],
        [],
        ["End of report"],
    ]
    book(tmp_path / "log.xlsx", hidden=("Lookups",), Log=lines, Lookups=[["Team"]])
    shutil.copy(tmp_path / "log.xlsx", tmp_path / "log.xlsm")
    ods(tmp_path / "log.ods", Log=lines, Lookups=[["Team"]])
    whole = None
    for name in ("log.xlsx", "log.xlsm", "log.xls", "log.ods"):
        told_of = told(tmp_path, name, text)
        of_cells = {reason for *_, reason in rejected(tmp_path)}
        assert any("cell C5: Date closed: found 'TBC'" in each for each in of_cells), name
        said = (days(tmp_path), told_of.to_dict()["statistics"], len(of_cells))
        whole = whole or said
        assert said == whole, name
        if name == "log.xls":
            assert (
                "log.xls",
                "sheet Log: whether rows are hidden, and whether cells hold an error, is not known"
                " of .xls",
            ) in notes(told_of)
            assert ("log.xls", "not read: Lookups (hidden)") in notes(told_of)
        if name == "log.ods":
            known = "sheet Log: whether rows are hidden is not known of .ods"
            assert ("log.ods", known) in notes(told_of)


def test_a_log_with_our_names_needs_no_map(tmp_path: Path) -> None:
    lines = [["case", "on", "event"], ["a", FIRST, "request-received"], ["a", LAST, "response"]]
    book(tmp_path / "log.xlsx", Log=lines)
    assert audit(tmp_path, "log.xlsx").assessed == 1
    assert days(tmp_path) == {"a": (FIRST, LAST)}


def test_a_zip_with_a_workbook_or_another_log_in_it(tmp_path: Path) -> None:
    book(tmp_path / "log.xlsx", Log=[HEADINGS, ROW])
    with zipfile.ZipFile(tmp_path / "log.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(tmp_path / "log.xlsx", "2024/log.xlsx")
        packed.writestr("__MACOSX/2024/._log.xlsx", "x")
    assert told(tmp_path, "log.zip").assessed == 1
    with zipfile.ZipFile(tmp_path / "log.zip", "w") as packed:
        packed.writestr("log.csv", "case,on,event\na,2024-03-04,request-received\n")
    assert audit(tmp_path, "log.zip").assessed == 1


def _zip(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        for name in names:
            packed.writestr(name, "x")


def _broken(path: Path) -> None:
    book(path, Log=[HEADINGS, ROW])
    path.write_bytes(path.read_bytes()[:-400])


def _no_xml(path: Path) -> None:
    book(path, Log=[HEADINGS, ROW])
    _repack(path, _part(path).replace("</sheetData>", ""))


def _protected(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_broken, "log.xlsx: a zip that cannot be unpacked: "),
        (_no_xml, "log.xlsx: sheet Log is broken: mismatched tag"),
        (_protected, "log.xlsx: a workbook that is protected by a password: save it without one"),
        (lambda path: _zip(path), "log.xlsx: neither Parquet, CSV, a workbook, JSON"),
        (lambda path: _zip(path, "a/"), "log.xlsx: a zip with no file in it"),
        (
            lambda path: _zip(path, "a.csv", "b.csv", "c.csv", "d.csv"),
            "log.xlsx: a zip with 4 files, a.csv, b.csv, c.csv, ...; expected one",
        ),
        (lambda path: book(path, Log=[]), "log.xlsx: no sheet of the workbook says anything"),
        (
            lambda path: book(path, Log=[HEADINGS]),
            "log.xlsx: sheet Log: no row below the headings in row 1",
        ),
        (
            lambda path: book(path, Log=[[1, 2], [3, 4]]),
            "log.xlsx: sheet Log: none of the first 50 rows looks like headings",
        ),
        (
            lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more"),
            "log.xlsx: a workbook that cannot be read: ",
        ),
        (
            lambda path: path.write_bytes(XLS.read_bytes()[:5_300]),
            "log.xlsx: a workbook that cannot be read: it is so broken or large that calamine",
        ),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, make: Any, said: str) -> None:
    make(tmp_path / "log.xlsx")
    with pytest.raises(LogError) as error:
        told(tmp_path)
    assert said in str(error.value).removeprefix(str(tmp_path))


def test_what_a_workbook_may_come_to_is_limited(tmp_path: Path) -> None:
    far = ["far"]
    book(tmp_path / "log.xlsx", Log=([HEADINGS, ROW], lambda sheet, _: sheet.write("ZZ90", *far)))
    with limits_set(["cells=60000"]), pytest.raises(LogError) as error:
        told(tmp_path)
    assert str(error.value).endswith(
        "sheet Log has 90 rows and 702 columns: the limit cells is 60,000; --limit cells=120000"
        " sets another"
    )
    unpacked = pytest.raises(LogError, match="it unpacks to too much: the limit unpacked is 1,000")
    with limits_set(["unpacked=1000"]), unpacked:
        told(tmp_path)


def test_an_open_document_that_repeats_a_cell_too_often(tmp_path: Path) -> None:
    ods(tmp_path / "log.ods", Log=[HEADINGS, ROW])
    with zipfile.ZipFile(tmp_path / "log.ods") as packed:
        text = packed.read("content.xml").decode()
    for kind, number in (("row", 'rows-repeated="1048576"'), ("cell", 'columns-repeated="16384"')):
        repeated = f"<table:table-{kind} table:number-{number}"
        text = text.replace(f"<table:table-{kind}", repeated)
    _repack(tmp_path / "log.ods", text, "content.xml")
    with pytest.raises(LogError, match="the limit cells is 20,000,000; "):
        told(tmp_path, "log.ods")


def test_the_extra_is_named_where_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(tmp_path / "log.xlsx", Log=[HEADINGS, ROW])
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(LogError) as error:
        told(tmp_path)
    assert str(error.value).endswith(
        "log.xlsx: a workbook; to read it: pip install 'foirules[workbook]'"
    )


def test_a_map_that_names_no_sheet(tmp_path: Path) -> None:
    with pytest.raises(MapError, match="sheet: "):
        told(tmp_path, text=MAP + "sheet: {a: b}\n")


def _part(path: Path, name: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(path) as packed:
        return packed.read(name).decode()


def _repack(path: Path, text: str, name: str = "xl/worksheets/sheet1.xml") -> None:
    """A workbook with the text of one of its files changed."""
    with zipfile.ZipFile(path) as packed:
        parts = {each: packed.read(each) for each in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for each, data in parts.items():
            packed.writestr(each, text.encode() if each == name else data)


# --- the command ----------------------------------------------------------------------------------


def test_a_map_is_proposed_for_a_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its looks: titles above, and a list beside, are no log."""
    lines = [["Requests"], [], HEADINGS, ROW, ["b", "05/03/2024", "", ""]]
    book(tmp_path / "log.xlsx", Log=lines, Teams=[["Team", "Officer"], ["Roads", "A"]])
    assert main(["audit", str(tmp_path / "log.xlsx"), "--suggest-map"]) == 0
    proposed = capsys.readouterr().out
    assert "  case: Ref\n" in proposed
    assert 'date-formats: ["%d/%m/%Y"]\n' in proposed
    assert "  - event: response\n    on: Date closed\n" in proposed
    assert told(tmp_path, text=proposed.replace("# Granted: ?", "Granted: disclosed")).cases == 2


def test_the_sheet_is_named_in_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets: Any = {"Y2023": [HEADINGS, ["a", FIRST]], "Y2024": [HEADINGS, ["b", FIRST]]}
    book(tmp_path / "log.xlsx", **sheets)
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    command = ["audit", str(tmp_path / "log.xlsx"), "--map", str(tmp_path / "map.yaml")]
    assert main(command) == 2
    assert "the sheets Y2023, Y2024 look like logs" in capsys.readouterr().err
    command += ["--as-of", "2024-03-20", "--sheet", "Y2023", "--sheet", "Y2024"]
    assert main(command) == 0
    assert "2 cases: 2 assessed" in capsys.readouterr().out
    assert main([*command, "--engine", "spark"]) == 2
    assert "--sheet is for workbooks, which Spark does not read" in capsys.readouterr().err


def test_a_folder_with_a_workbook_that_somebody_has_open(tmp_path: Path) -> None:
    """Excel leaves a file beside it, which is no workbook."""
    (tmp_path / "logs").mkdir()
    book(tmp_path / "logs" / "log.xlsx", Log=[HEADINGS, ROW])
    (tmp_path / "logs" / "~$log.xlsx").write_bytes(b"\x07A. Officer")
    assert told(tmp_path, "logs").cases == 1
