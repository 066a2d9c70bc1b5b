"""What is done for Windows, as far as it can be tried elsewhere."""

from __future__ import annotations

import errno
import io
from pathlib import Path

import pytest

from foirules.cli import write_utf8
from tests.cli.conftest import Command
from tests.cli.test_output import AS_OF, DFE


def test_what_goes_into_a_pipe_is_utf_8() -> None:
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding="cp1252")
    write_utf8(stream)
    print("Cyngor Tŷ", file=stream, flush=True)
    assert written.getvalue().decode("utf-8").rstrip() == "Cyngor Tŷ"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of files that another program has open."""
    names, replace = set[str](), Path.replace

    def as_windows_does(path: Path, target: str | Path) -> Path:
        if {path.name, Path(target).name} & names:
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", as_windows_does)
    return names


def test_a_file_that_is_open_elsewhere_stays_as_it_is(
    foirules: Command, tmp_path: Path, held: set[str]
) -> None:
    path = tmp_path / "case.html"
    path.write_text("before")
    held.add("case.html")
    told = foirules("assess", DFE, *AS_OF, "--format", "html", "--output", path)
    assert (told.code, told.out) == (2, "")
    assert told.err == f"foirules: {path}: cannot be written: Permission denied\n"
    assert [each.name for each in tmp_path.iterdir()] == ["case.html"]
    assert path.read_text() == "before"


def test_results_of_which_one_is_open_elsewhere_stay_together(
    foirules: Command, tmp_path: Path, held: set[str]
) -> None:
    pytest.importorskip("xlsxwriter")
    log, out = tmp_path / "log.csv", tmp_path / "out"
    log.write_text("case,on,event\na,2024-03-04,request-received\n")
    command = ("audit", log, "--as-of", "2024-06-03", "--format", "xlsx", "--out", out)
    assert foirules(*command).code == 0
    before = {path: path.read_bytes() for path in out.rglob("*")}
    assert out / "results.xlsx" in before

    log.write_text("case,on,event\na,2024-03-05,request-received\n")
    held.add("results.xlsx")
    told = foirules(*command)
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        f"foirules: {out / 'results.xlsx'}: cannot be replaced: Permission denied; where another"
        " program has it open, close it there\n"
    )
    assert {path: path.read_bytes() for path in out.rglob("*")} == before
