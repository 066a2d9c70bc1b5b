"""`foirules new`: a case file that can be checked as it is, and its examples too."""

from __future__ import annotations

import re
from pathlib import Path

from freezegun import freeze_time

from foirules.cases.case_file import read_case
from tests.cli.conftest import Command
from tests.foia import EVENTS


def test_it_is_a_case_that_can_be_checked(foirules: Command, tmp_path: Path) -> None:
    path = tmp_path / "new.foi.yaml"
    given = ("new", "example-1", "--received", "2024-03-04", "--authority", "St. John's: Council")
    assert foirules(*given, "--output", path) == (0, "", "")
    assert path.read_text("utf-8") == foirules(*given).out
    case = read_case(path.read_text("utf-8"), "new.foi.yaml")
    assert (case.case, case.authority.name) == ("example-1", "St. John's: Council")
    assert foirules("check", path) == (0, "1 file checked: no problems\n", "")


def test_its_examples_can_be_used_as_they_stand(foirules: Command) -> None:
    text = foirules("new", "example-1", "--received", "2024-03-04").out
    _, names = text.split("  # The events are\n")
    events = names.partition("# foirules check")[0]
    assert re.findall(r"[a-z-]{3,}", events) == list(EVENTS)
    used = re.sub(r"(?m)^ *#   ( *)(?=\S)", _indented, text.replace(events, ""))
    case = read_case(used[used.index("case: ") :], "new")
    assert case.parts == ("a", "b")
    assert case.events[1].details["exemptions"] == ("s40(2)",)
    assert case.accept[0]["rule"] == "late-response"


def test_a_name_that_yaml_takes_for_something_else(foirules: Command) -> None:
    for name in ("false", "Null", "yes", "~", "1", "2024-03-04", "a: b", "#"):
        case = read_case(foirules("new", name, "--authority", name).out, "new")
        assert (case.case, case.authority.name) == (name, name)


def _indented(match: re.Match[str]) -> str:
    """An example without its mark, as far in as the remark it belongs to."""
    return match.group().replace("#   ", "", 1)


def test_received_today_unless_it_is_said(foirules: Command) -> None:
    with freeze_time("2024-03-04 23:30"):
        assert "{on: 2024-03-04, event: request-received}" in foirules("new", "x").out
