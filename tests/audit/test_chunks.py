"""Tables that follow each other, cut into chunks of whole cases."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

pl = pytest.importorskip("polars")

from foirules.audit.reading import chunks as cut  # noqa: E402
from foirules.documents.limits import limits_set  # noqa: E402

NAMES = st.sampled_from(["a", "b", "c", "d"])
TABLES = st.lists(st.lists(NAMES, max_size=6), min_size=1, max_size=4)


def tables(folder: Path, *named: Sequence[str]) -> list[cut.ParquetTable]:
    """A table of each list of names: a row a name."""
    paths = [folder / f"{number}.parquet" for number, _ in enumerate(named)]
    for path, names in zip(paths, named, strict=True):
        pl.DataFrame({"case": list(names)}, schema={"case": pl.String}).write_parquet(path)
    return [cut.ParquetTable(path, path.name) for path in paths]


def rows(chunk: cut.Chunk) -> list[str]:
    """The names of the cases of the rows of a chunk."""
    return [name for piece in chunk.pieces for name in piece.read()["case"]]


def test_a_case_that_goes_on_in_the_next_table_is_in_one_chunk(tmp_path: Path) -> None:
    found = cut.chunks(tables(tmp_path, "aab", [], "bbc", "cd"), "case", tmp_path, 1, most=1)
    assert [rows(each) for each in found] == [["a", "a"], ["b"] * 3, ["c"] * 2, ["d"]]
    assert all(each.together and each.cases == 1 for each in found)


def test_a_case_that_comes_again_later_is_brought_together(tmp_path: Path) -> None:
    found = cut.chunks(tables(tmp_path, "ab", "ba"), "case", tmp_path, 1)
    assert not any(each.together for each in found)
    assert sorted(name for each in found for name in rows(each)) == ["a", "a", "b", "b"]


def test_no_chunk_has_more_rows_than_may_be_held(tmp_path: Path) -> None:
    with limits_set(["held=3"]):
        found = cut.chunks(tables(tmp_path, "aa", "abb", "cd"), "case", tmp_path, 1)
    assert ["".join(rows(each)) for each in found] == ["aaa", "bbc", "d"]


@given(TABLES, st.integers(1, 3))
def test_each_row_is_in_one_chunk_and_each_case_too(named: list[list[str]], most: int) -> None:
    with TemporaryDirectory() as folder:
        found = cut.chunks(tables(Path(folder), *named), "case", Path(folder), 1, most)
        names = [rows(each) for each in found]
    assert sorted(chain(*names)) == sorted(chain(*named))
    cases = [name for each in names for name in set(each)]
    assert len(cases) == len(set(cases))
