"""CSV as it comes: what stands in a row is read, whatever stands around it."""

from __future__ import annotations

import gzip
import shutil
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

pl = pytest.importorskip("polars")

from foirules.audit.counting.summary import Audit  # noqa: E402
from foirules.audit.reading.map_files import MapError, load_map  # noqa: E402
from foirules.audit.reading.readers import csv  # noqa: E402
from foirules.audit.reading.readers.row_writer import LogError, RowWriter  # noqa: E402
from tests.audit.logs import adds_up, audit, found, rejected  # noqa: E402

FAULTS = Path(__file__).with_name("faults")
LOG = "case,on,event,authority\nr-1,2024-03-04,request-received,Example Council\n"


def judged(folder: Path, text: str | bytes, *logs: str, **more: Any) -> Audit:
    """What is told of a log of some text."""
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "log.csv").write_bytes(data)
    told = audit(folder, "log.csv", *logs, **more)
    adds_up(told)
    return told


def notes(told: Audit) -> list[tuple[str, str]]:
    return [(Path(file).name, said) for file, said in told.file_notes]


@pytest.mark.parametrize(
    ("log", "read", "said"),
    [
        ("log-09-header-newline.csv", ["Date closed"], []),
        (
            "log-09b-title-rows.csv",
            [],
            ["the names of the columns are in row 4; what stands above them is not read"],
        ),
        ("log-09c-sep-line.csv", [], []),
        ("log-09d-pandas-index.csv", ["column 1"], []),
    ],
)
def test_what_stands_around_the_names(
    tmp_path: Path, log: str, read: list[str], said: list[str]
) -> None:
    shutil.copy(FAULTS / log, tmp_path)
    told = audit(tmp_path, log)
    adds_up(told)
    assert (told.read, told.assessed) == (1, 1)
    assert [name for names in told.columns_not_read.values() for name in names] == read
    assert [note for _, note in notes(told)] == said


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    judged(tmp_path, "FOI log\n\n" + LOG + "\nr-2,2024-02-30,request-received,\n")
    assert [(row, case) for _, row, case, _ in rejected(tmp_path)] == [("6", "r-2")] * 2


COUNCIL = """\
map: a-council
date-formats: ["%d/%m/%Y"]
columns: {case: Reference}
events:
  - {event: request-received, on: Received}
  - {event: response, on: Date closed}
"""


def test_a_tracker_with_a_name_twice_and_a_column_without(tmp_path: Path) -> None:
    """What no map reads is of no matter; a name that two columns have says its place."""
    shutil.copy(FAULTS / "log-03-council-tracker-cp1252.csv", tmp_path / "log.csv")
    (tmp_path / "map.yaml").write_text(COUNCIL, "utf-8")
    told = audit(tmp_path, "log.csv", map=load_map(str(tmp_path / "map.yaml")))
    adds_up(told)
    assert (told.read, told.assessed, told.rejected_rows) == (4, 4, 0)
    ((_, names),) = told.columns_not_read.items()
    assert {"Senior Manager (column 11)", "Senior Manager (column 14)", "column 15"} <= {*names}
    assert notes(told) == [("log.csv", "read as Windows-1252, as it is not UTF-8")]


def test_a_name_that_two_columns_have_is_read_by_its_place(tmp_path: Path) -> None:
    text = "case,on,event,who,who\nr-1,2024-03-04,request-received,A,B\n"
    columns = "{case: case, on: on, event: event, authority: %s}"
    (tmp_path / "map.yaml").write_text("map: m\ncolumns: " + columns % "who", "utf-8")
    with pytest.raises(LogError) as error:
        judged(tmp_path, text, map=load_map(str(tmp_path / "map.yaml")))
    assert str(error.value).endswith(
        "two columns are called 'who'; a map reads one of them by its place, 'who (column 4)' or"
        " 'who (column 5)'"
    )
    own = "map: m\ncolumns: " + columns % "who (column 5)"
    (tmp_path / "map.yaml").write_text(own, "utf-8")
    judged(tmp_path, text, map=load_map(str(tmp_path / "map.yaml")))
    assert set(found(tmp_path, "clocks")["case"]) == {"r-1"}


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("cp1252", ["read as Windows-1252, as it is not UTF-8"]),
        ("utf-16", ["read as UTF-16"]),
        ("utf-16-le", ["read as UTF-16"]),
        ("utf-16-be", ["read as UTF-16"]),
    ],
)
def test_encodings(tmp_path: Path, codec: str, said: list[str]) -> None:
    text = LOG.replace("Example Council", "Cyngor Sir Ynys Môn – £")
    told = judged(tmp_path, text.encode(codec))
    assert [note for _, note in notes(told)] == said
    (of,) = told.to_dict()["by_regime"]
    assert [each["authority"] for each in of["authorities"]] == ["Cyngor Sir Ynys Môn – £"]


def test_a_file_in_two_encodings_is_read_as_utf_8(tmp_path: Path) -> None:
    """Windows-1252 is taken only where all of a file can be it."""
    text = (LOG + "r-2,2024-03-04,request-received,Ynys Môn\n").encode()
    told = judged(tmp_path, text + "é,2024-03-04,request-received,\n".encode("cp1252"))
    assert (told.assessed, notes(told)) == (2, [])
    assert rejected(tmp_path)[0][1:] == ("4", "\ufffd", "not UTF-8 text")


def test_a_column_whose_name_is_no_text(tmp_path: Path) -> None:
    """In neither encoding; its rows are read one by one, as one of them is no text either."""
    log = b"case,on,event,\x90\xb1\na,2024-03-04,request-received,1\nb,\x90,response,2\n"
    told = judged(tmp_path, log)
    adds_up(told)
    assert (told.assessed, *told.columns_not_read.values()) == (1, ["\ufffd\ufffd"])
    assert rejected(tmp_path)[0][3] == "not UTF-8 text"


def test_an_encoding_is_found_where_it_shows_late(tmp_path: Path) -> None:
    rows = "".join(f"r-{n},2024-03-04,request-received,Example Council\n" for n in range(2_000))
    last = "Ynys Môn,2024-03-04,request-received,\n"
    with mock.patch.object(csv, "BLOCK", 1 << 12):
        told = judged(tmp_path, (LOG.splitlines()[0] + "\n" + rows + last).encode("cp1252"))
    assert (told.assessed, told.rejected_rows) == (2_001, 0)
    assert "Ynys Môn" in set(found(tmp_path, "clocks")["case"])


def test_half_of_a_character_of_utf_16_is_no_text(tmp_path: Path) -> None:
    told = judged(tmp_path, LOG.rstrip("\n").encode("utf-16")[:-1])
    assert (told.read, told.assessed) == (1, 0)
    assert rejected(tmp_path)[0][3] == "not UTF-8 text"


def test_zeros_are_left_out_and_told(tmp_path: Path) -> None:
    told = judged(tmp_path, LOG.replace("r-1", "r-1\0\0").replace("Example", "Exam\0ple"))
    assert (told.assessed, notes(told)) == (
        1,
        [("log.csv", "zero bytes (NUL) are left out of it")],
    )
    assert set(found(tmp_path, "clocks")["case"]) == {"r-1"}


def test_lines_that_end_in_a_carriage_return(tmp_path: Path) -> None:
    assert judged(tmp_path, LOG.replace("\n", "\r")).assessed == 1


def test_rows_that_say_nothing_are_passed_over(tmp_path: Path) -> None:
    told = judged(tmp_path, LOG + ",,,\n , ,,\nr-2,2024-03-04,request-received,\n" + ",,,\n" * 99)
    assert (told.read, told.assessed, told.rejected_rows) == (2, 2, 0)


def test_values_beyond_the_last_name_are_wrong_where_they_say_something(tmp_path: Path) -> None:
    more = "r-2,2024-03-04,request-received,,,\nr-3,2024-03-04,request-received,,,late\n"
    told = judged(tmp_path, LOG + more)
    assert (told.read, told.assessed) == (3, 2)
    assert rejected(tmp_path)[0][1:] == ("4", "r-3", "6 values; expected 4, one a column")


@pytest.mark.parametrize("neighbour", ["", "x,r-3,2024-03-04\n"])
def test_a_bad_neighbour_does_not_lose_a_long_value(tmp_path: Path, neighbour: str) -> None:
    lines = gzip.decompress((FAULTS / "log-14b-long-field-bad-neighbour.csv.gz").read_bytes())
    bad = b"x,r-3,2024-03-04"
    assert bad in lines
    told = judged(tmp_path, lines if neighbour else lines.replace(bad, b""))
    assert told.assessed == 1
    answer = found(tmp_path, "clocks").filter(clock="response")
    assert answer["status"].to_list() == ["met"]


_VALUE = st.text(st.sampled_from("ab,\";\n\r'é \0\x0b1"), max_size=6)
_QUOTED = _VALUE.map(lambda each: '"' + each.replace('"', '""') + '"')
_WHOLE = st.lists(st.sampled_from(["a", "b c", "é", "", '"x, y"', '"it ""is"""', "'"]), min_size=3, max_size=3)  # fmt: skip
_ANY = st.lists(st.one_of(_VALUE, _QUOTED), max_size=4).map(",".join)


@given(st.lists(_WHOLE, min_size=1, max_size=4), st.lists(_ANY, max_size=3), st.randoms())
def test_a_row_says_the_same_beside_any_other(
    tmp_path_factory: pytest.TempPathFactory, whole: list[list[str]], any_: list[str], rng: Any
) -> None:
    """What is read at once, and what is read row by row, come to the same."""
    lines = [f"{n},{','.join(row)}" for n, row in enumerate(whole)]
    mixed = [*lines, *(each for each in any_ if each)]
    rng.shuffle(mixed)
    alone = rows_of(tmp_path_factory.mktemp("log"), lines, True)
    assert alone == rows_of(tmp_path_factory.mktemp("log"), lines, False)
    assert rows_of(tmp_path_factory.mktemp("log"), mixed, True) == rows_of(
        tmp_path_factory.mktemp("log"), mixed, False
    )


def rows_of(folder: Path, lines: list[str], quickly: bool) -> list[tuple[Any, ...]]:
    """The rows that the reader gives of some lines, and what it says of those it can't read."""
    path = folder / "log.csv"
    path.write_bytes(("case,b,c,d\n" + "\n".join(lines) + "\n").encode())
    writer = RowWriter(folder, "read")
    careful = mock.patch.object(csv._Table, "_quickly", return_value=None)
    with path.open("rb") as file:
        try:
            if quickly:
                csv.read(file, "log.csv", writer)
            else:
                with careful:
                    csv.read(file, "log.csv", writer)
        except LogError as error:
            return [error.errors]
    names = ("case", "b", "c", "d", "_row", "_wrong")
    rows = [
        tuple(row.get(name) for name in names)
        for each in writer.paths
        for row in pl.read_parquet(each).to_dicts()
    ]
    return [*sorted(rows, key=lambda row: row[4]), *writer.rejected]


# --- where the names stand, as in a workbook -----------------------------------------------------


def test_a_heading_over_several_columns_tells_those_of_one_name_apart(tmp_path: Path) -> None:
    log = (
        "Requests of 2024,,,\n,Request,,Reply\nRef,Date,Officer,Date\n"
        "1,2024-03-04,A. Person,2024-03-28\n"
    )
    (tmp_path / "map.yaml").write_text(
        "map: m\ncolumns: {case: Ref}\nevents:\n"
        "  - {event: request-received, on: Request Date}\n  - {event: response, on: Reply Date}\n",
        encoding="utf-8",
    )
    told = judged(tmp_path, log, map=load_map(str(tmp_path / "map.yaml")))
    assert told.assessed == 1
    assert rejected(tmp_path) == []
    clock = found(tmp_path, "clocks").filter(clock="response")
    assert clock["stopped"].to_list() == [date(2024, 3, 28)]
    said = "the names of the columns are in row 3; what stands above them is not read"
    assert notes(told) == [("log.csv", said)]


def test_a_title_that_is_called_like_the_column_of_the_case_is_no_row_of_names(
    tmp_path: Path,
) -> None:
    told = judged(tmp_path, f"case,as reported,,\n,,,\n{LOG}")
    assert (told.read, told.assessed) == (1, 1)


# --- an encoding that the map names ---------------------------------------------------------------


NAMED = "map: m\nencoding: {encoding}\ncolumns: {{case: case, on: on, event: event}}\n"
GREEK = "case,on,event,note\nΔήμος,2024-03-04,request-received,{more}\n"


def by_map(folder: Path, encoding: str, data: bytes) -> Audit:
    (folder / "map.yaml").write_text(NAMED.format(encoding=encoding), encoding="utf-8")
    return judged(folder, data, map=load_map(str(folder / "map.yaml")))


@pytest.mark.parametrize("more", ["", "Δ" * 2000])
@pytest.mark.parametrize("encoding", ["iso8859-7", "cp1253", "utf-16-le", "utf-16-be", "UTF-8"])
def test_a_file_is_read_in_the_encoding_that_the_map_names(
    tmp_path: Path, encoding: str, more: str
) -> None:
    told = by_map(tmp_path, encoding, GREEK.format(more=more).encode(encoding))
    assert told.assessed == 1
    assert found(tmp_path, "clocks")["case"].unique().to_list() == ["Δήμος"]


def test_a_file_in_utf_8_is_read_so_whatever_the_map_names(tmp_path: Path) -> None:
    told = by_map(tmp_path, "cp1252", GREEK.encode())
    said = "read as UTF-8, which it is, and not as cp1252, as the map has it"
    assert notes(told) == [("log.csv", said)]
    assert found(tmp_path, "clocks")["case"].unique().to_list() == ["Δήμος"]


def test_a_row_that_is_no_text_in_the_encoding_named_is_rejected(tmp_path: Path) -> None:
    data = GREEK.encode("cp1253") + b"r-2,2024-03-04,request-received,\xff\n"
    told = by_map(tmp_path, "cp1253", data)
    assert told.assessed == 1
    assert rejected(tmp_path)[0][1::2] == ("3", "not cp1253 text")


def test_plain_text_is_not_of_an_encoding_that_would_make_something_else_of_it(
    tmp_path: Path,
) -> None:
    with pytest.raises(LogError, match=r"log\.csv: not utf-16-le, as the map has it; without"):
        by_map(tmp_path, "utf-16-le", LOG.encode())


@pytest.mark.parametrize("encoding", ["latin-99", "base64", "idna"])
def test_an_encoding_that_nobody_knows_is_told(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(
        MapError, match=f"unknown encoding '{encoding}'; expected one such as utf-8"
    ):
        by_map(tmp_path, encoding, LOG.encode())
