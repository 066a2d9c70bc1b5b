"""``foirules check-return``: a copy of a published return, made up, with faults and without."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from foirules.language.regime_files import load_law
from foirules.returns.table import returns_of
from tests.cli.conftest import Command, foirules

__all__ = ["foirules"]

TABLE = returns_of(load_law())["cabinet-office"]
SOUND = {
    **{"quarter": "Q2 2024", "body": "Ministry of Tides"},
    **{"received": "1,250", "processed": "1,150", "on-hold": "50", "open": "50", "under-eir": "7"},
    **{"left": "1200", "met": "1000", "extended": "90", "late": "110"},
    **{"met-percentage": "83.33333333", "in-time-percentage": "91", "left-again": "1200"},
    **{"advice": "100", "not-held": "300", "resolvable": "800"},
    **{"granted": "400", "partly-withheld": "150", "withheld": "200", "no-outcome": "50"},
    **{"granted-percentage": "50", "withheld-percentage": "25%"},
    **{"vexatious": "1", "repeated": "2", "cost-limit": "97", "exempt": "100"},
    **{"s22": "60", "s40": "55", "s39": "-", "exemptions": "115", "claimed": "105"},
    **{"s21": "10", "s21-partly": "4", "s21-fully": "6", "s21-met": "9", "s21-late": "1"},
    **{"s21-percentage": "90", "reviews": "12", "reviews-known": "10", "review-upheld": "8"},
    **{"review-upheld-in-part": "1", "review-overturned": "1", "review-percentage": "80"},
    **{"complaints": "3", "pit": "5", "pit-completed": "4", "pit-to-5": "3", "pit-over-100": "1"},
    **{"ir-completed": "10", "ir-to-10": "10", "pit-before": "9", "pit-before-to-5": "2"},
}
BANDS = [each.id for each in TABLE.columns if each.id.startswith(("pit-", "ir-"))]
EXEMPTIONS = next(each.of for each in TABLE.columns if each.id == "exemptions")
NONE = dict.fromkeys([*BANDS, *EXEMPTIONS], "0")


def write(path: Path, *rows: Mapping[str, str], leave_out: str = "") -> Path:
    columns = [each for each in TABLE.columns if each.heading != leave_out]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([each.heading for each in columns])
        out.writerows([{**NONE, **row}.get(each.id, "-") for each in columns] for row in rows)
    return path


def test_a_sound_return_adds_up(foirules: Command, tmp_path: Path) -> None:
    told = foirules("check-return", "cabinet-office", write(tmp_path / "r.csv", SOUND))
    assert (told.code, told.err) == (0, "")
    assert "1 rows with figures; all add up" in told.out.replace("\n  ", " ")


@pytest.mark.parametrize(
    ("change", "kind", "cell", "expected", "beside"),
    [
        ({"late": "111"}, "sum", "H2", 1201, ["I2", "J2", "K2"]),
        ({"met-percentage": "83.4"}, "share", "L2", 1000 / 12, ["I2", "H2"]),
        ({"exemptions": "116"}, "sum", "BL2", 115, None),
        ({"exemptions": "114"}, "at-most", "BL2", 115, None),
        ({"pit-to-5": "4"}, "sum", "CG2", 5, None),
        ({"under-eir": "1251"}, "at-most", "C2", 1251, ["G2"]),
        ({"reviews": "9"}, "at-most", "BT2", 10, ["BU2"]),
        ({"pit-before-to-5": "10"}, "at-most", "CZ2", 10, None),
        ({"s22": "many"}, "number", "AB2", None, []),
        ({"complaints": "3.5"}, "number", "BZ2", None, []),
    ],
    ids=lambda each: "-".join(each) if isinstance(each, dict) else "",
)
def test_each_fault_is_told_with_its_cells(
    foirules: Command,
    tmp_path: Path,
    change: dict[str, str],
    kind: str,
    cell: str,
    expected: float | None,
    beside: list[str] | None,
) -> None:
    """What is not given, as s39 is, leaves open whether the exemptions are all of the total."""
    rows = [{**SOUND, **change}, SOUND] if "exemptions" not in change else [{**SOUND, **change}]
    if change == {"exemptions": "116"}:
        rows[0]["s39"] = "0"
    told = foirules(
        "check-return", "cabinet-office", write(tmp_path / "r.csv", *rows), "--format", "json"
    )
    assert told.code == 1
    (fault,) = told.data["faults"]
    assert (fault["kind"], fault["cell"]["cell"]) == (kind, cell)
    assert fault["expected"] == (None if expected is None else pytest.approx(expected))
    assert beside is None or [each["cell"] for each in fault["beside"]] == beside
    assert (fault["row"], fault["authority"]) == (2, "Ministry of Tides")


def test_the_text_names_row_cells_and_reason(foirules: Command, tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", SOUND, {**SOUND, "late": "111"})
    told = foirules("check-return", "cabinet-office", path)
    assert told.code == 1
    text = " ".join(told.out.split())
    assert "row 3, Q2 2024 Ministry of Tides: H3 Total requests received" in text
    assert "is 1200; the cells below add up to 1,201 I3 20-day deadline met: 1000" in text
    assert "2 rows with figures; 1 do not add up" in text
    assert "1 of 2 a request that is not on hold or lapsed meets the deadline" in text


def test_standard_input_is_read_as_well(
    foirules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write(tmp_path / "r.csv", {**SOUND, "late": "111"}).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    told = foirules("check-return", "cabinet-office", "-")
    assert told.code == 1
    assert told.out.startswith("-, row 2, Q2 2024 Ministry of Tides: H2 Total requests received")


def test_a_workbook_is_read_as_well(foirules: Command, tmp_path: Path) -> None:
    xlsxwriter: Any = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(str(tmp_path / "r.xlsx"))
    sheet = book.add_worksheet("Data")
    sheet.write_row(0, 0, ["Freedom of Information statistics"])
    sheet.write_row(2, 0, [each.heading for each in TABLE.columns])
    row = {**NONE, **SOUND, "late": "111"}
    for place, each in enumerate(TABLE.columns):
        text = row.get(each.id, "-").replace(",", "")
        number = text.replace(".", "").isdigit()
        sheet.write(3, place, float(text) if number else text)
    book.close()
    told = foirules("check-return", "cabinet-office", tmp_path / "r.xlsx", "--format", "json")
    assert told.code == 1
    (fault,) = told.data["faults"]
    assert (fault["cell"]["cell"], fault["cell"]["value"], fault["row"]) == ("H4", "1200", 4)


def test_a_file_that_is_another_is_told(foirules: Command, tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", SOUND, leave_out="S(26) - Defence")
    told = foirules("check-return", "cabinet-office", path)
    assert (told.code, told.out) == (2, "")
    said = f"{path}: is no return cabinet-office: it has no column 'S(26) - Defence'"
    assert told.err == f"foirules: {said}\n"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("cabinet", b"", "unknown return 'cabinet'; did you mean 'cabinet-office'?"),
        ("code-8.5", b"", "it has no column 'Period'"),
        ("code-8.5", b"PK\x03\x04 and no more", "a workbook that cannot be read"),
        ("code-8.5", b"\xff\x00,\x9d\n", "it has no column 'Period'"),
        ("code-8.5", None, "cannot be read: No such file or directory"),
    ],
)
def test_what_cannot_be_read_is_told(
    foirules: Command, tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    if data is not None:
        (tmp_path / "r.csv").write_bytes(data)
    told = foirules("check-return", name, tmp_path / "r.csv")
    assert (told.code, told.out) == (2, "")
    assert said in told.err


def test_a_return_without_a_figure_is_told(foirules: Command, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    headings = [each.heading for each in returns_of(load_law())["ico"].columns]
    path.write_text(",".join(headings) + "\n2024,A,,,-,n/a,,\n", encoding="utf-8")
    told = foirules("check-return", "ico", path)
    assert (told.code, told.out) == (2, "")
    assert told.err == f"foirules: {path}: it has the columns of ico and no row with a figure\n"


def test_it_is_told_as_json(foirules: Command, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    path = write(tmp_path / "r.csv", SOUND)
    assert foirules(
        *("check-return", "cabinet-office", path, "--format", "json", "--output", out)
    ) == (0, "", "")
    said = json.loads(out.read_text("utf-8"))
    assert (said["schema"], said["return"], said["rows"]) == (
        "foirules.checked-return",
        "cabinet-office",
        1,
    )
    assert said["faults"] == []
    assert {each["failed"] for each in said["checks"]} == {0}
