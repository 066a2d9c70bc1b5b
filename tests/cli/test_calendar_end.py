"""The end of the calendar is said a year before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command

SAID = (
    "foirules: the calendar ends on 31 December 2030: what falls due later cannot be worked out;"
    " a newer version of foirules has further years\n"
)


@pytest.mark.parametrize(("as_of", "said"), [("2029-12-31", ""), ("2030-01-01", SAID)])
@pytest.mark.parametrize("command", ["assess", "audit"])
def test_the_end_is_said_in_the_last_year(
    foirules: Command, tmp_path: Path, command: str, as_of: str, said: str
) -> None:
    if command == "audit":
        pytest.importorskip("polars")
        path = tmp_path / "log.csv"
        path.write_text("case,on,event\na,2024-03-04,request-received\n")
    else:
        path = tmp_path / "case.yaml"
        path.write_text("case: a\nevents: [{on: 2024-03-04, event: request-received}]\n")
    told = foirules(command, path, "--as-of", as_of)
    assert (told.code, told.err) == (0, said)
