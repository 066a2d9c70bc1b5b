"""Ids that stand in several files are of one case, or of a case in each."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

pl = pytest.importorskip("polars")

from foirules.audit.counting.summary import Audit  # noqa: E402
from foirules.audit.reading.map_files import MapError, load_map  # noqa: E402
from tests.audit.logs import adds_up, audit, found  # noqa: E402

HEAD = "case,on,event\n"
RECEIPT = "1,2024-03-04,request-received\n"
ANSWER = "1,2024-03-28,response\n"
MAP = "map: m\ncase-ids: %s\ncolumns: {case: case, on: on, event: event}\n"


def told_of(folder: Path, files: dict[str, str], **more: Any) -> Audit:
    for name, rows in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(HEAD + rows, "utf-8")
    told = audit(folder, *files, **more)
    adds_up(told)
    return told


def taken(told: Audit) -> Any:
    return told.to_dict()["case_ids"]


def test_two_authorities_may_number_their_requests_alike(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).with_name("faults") / "log-30-two-councils", tmp_path / "logs")
    told = audit(tmp_path, "logs")
    adds_up(told)
    assert (told.assessed, told.rejected_rows) == (2, 0)
    assert taken(told) == {"taken": "per-file", "repeated": 2}
    assert set(found(tmp_path, "clocks")["case"]) == {"log-leeds/1", "log-york/1"}


def test_a_case_whose_answer_stands_in_another_file_is_one(tmp_path: Path) -> None:
    told = told_of(tmp_path, {"a.csv": RECEIPT, "b.csv": ANSWER})
    assert (told.assessed, taken(told)) == (1, {"taken": "shared", "repeated": 0})
    assert set(found(tmp_path, "clocks")["case"]) == {"1"}


def test_ids_of_which_each_stands_in_one_file_stay_as_they_are(tmp_path: Path) -> None:
    told = told_of(tmp_path, {"a.csv": RECEIPT, "b.csv": RECEIPT.replace("1,", "2,", 1)})
    assert (told.assessed, taken(told)) == (2, None)
    assert set(found(tmp_path, "clocks")["case"]) == {"1", "2"}


@pytest.mark.parametrize(("way", "cases"), [("shared", 1), ("per-file", 2)])
def test_a_map_says_which(tmp_path: Path, way: str, cases: int) -> None:
    (tmp_path / "map.yaml").write_text(MAP % way, "utf-8")
    map = load_map(str(tmp_path / "map.yaml"))
    files = {"a.csv": RECEIPT, "b.csv": RECEIPT + ANSWER}
    told = told_of(tmp_path, files, map=map)
    assert (told.assessed, taken(told)["taken"]) == (cases, way)


def test_a_map_says_one_of_the_two(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(MAP % "by-file", "utf-8")
    with pytest.raises(MapError, match="did you mean 'per-file'"):
        load_map(str(tmp_path / "map.yaml"))


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    told_of(tmp_path, {"leeds/log.csv": RECEIPT, "york/log.csv": RECEIPT})
    own = {str(tmp_path / each / "log") + "/1" for each in ("leeds", "york")}
    assert set(found(tmp_path, "clocks")["case"]) == own


@pytest.mark.parametrize("kind", [pl.Int64, pl.Categorical, pl.Binary, pl.String])
def test_tables_of_any_kind_are_called_after_their_files(tmp_path: Path, kind: Any) -> None:
    names = pl.Series("case", ["1", "2", None])
    for file in ("a", "b"):
        pl.DataFrame(
            {
                "case": names.cast(kind),
                "on": ["2024-03-04"] * 3,
                "event": ["request-received"] * 3,
            }
        ).write_parquet(tmp_path / f"{file}.parquet")
    told = audit(tmp_path, "a.parquet", "b.parquet")
    adds_up(told)
    assert (told.assessed, told.rejected_rows) == (4, 2)
    assert set(found(tmp_path, "clocks")["case"]) == {"a/1", "a/2", "b/1", "b/2"}
