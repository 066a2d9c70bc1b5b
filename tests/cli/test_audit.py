"""The audit on the command line: what is printed, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("polars")

from tests.cli.conftest import Command
from tests.files import ROOT

LOG = """\
case,authority,on,event,outcome
a,One,2024-03-04,request-received,
a,One,2024-03-28,response,disclosed
b,One,2024-03-04,request-received,
b,One,2024-04-08,response,disclosed
c,Two,2024-05-08,request-received,
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    return path


def test_the_summary_as_text(foirules: Command, log: Path) -> None:
    told = foirules("audit", log, "--as-of", "2024-06-03")
    assert (told.code, told.err) == (0, "")
    lines = [" ".join(line.split()) for line in told.out.splitlines()]
    for line in (
        "3 cases as of 2024-06-03",
        "5 rows read: 5 used, 0 rejected",
        "3 cases: 3 assessed, 0 rejected",
        "In time 50.0% 1 of 2",
        "answered in time 1 33.3%",
        "answered late 1 33.3%",
        "open, not yet due 1 33.3%",
        "Timeliness: answered late median 2, nine in ten within 2, at most 2",
        "late-response 1 0 breach",
        "One 2 1 0 50.0%",
        "2024-06-06 3 left answer request c Two",
        "Worked out by rule from the record given; not legal advice.",
    ):
        assert line in lines, line
    assert all(len(line) <= 100 for line in told.out.splitlines())


def test_the_summary_as_json_is_the_one_of_the_results(
    foirules: Command, log: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    told = foirules("audit", log, "--as-of", "2024-06-03", "--summary", "json", "--out", out)
    assert told.code == 0
    assert told.data == json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (told.data["schema"], told.data["version"]) == ("foirules/audit", 1)
    assert told.data["policy"][0]["id"] == "foia"


def test_the_cases_of_a_figure_are_printed_in_place_of_the_summary(
    foirules: Command, log: Path
) -> None:
    audit = ("audit", log, "--as-of", "2024-06-03", "--list")
    told = foirules(*audit, "answered-late")
    head, *_, heads, row = told.out.splitlines()
    assert head == "answered late (answered-late) as of 2024-06-03: 1 certain, 0 possible"
    assert heads.split() == ["case", "received", "due", "answered", "certainty", "row"]
    assert row.split()[4] == "certain"
    assert row.split()[5].isdecimal()
    data = foirules(*audit, "answered-late", "--summary", "json").data
    assert [each["certainty"] for each in data["cases"]] == ["certain"]
    assert (data["figure"], data["as_of"]) == ("answered-late", "2024-06-03")
    refused = foirules(*audit, "answered-lat")
    assert refused.code == 2
    assert refused.err.startswith(
        "foirules: --list: nothing is counted as 'answered-lat'; did you mean 'answered-late'?\n"
    )


def test_what_is_due_is_grouped_by_a_column_that_the_log_has(foirules: Command, log: Path) -> None:
    told = foirules("audit", log, "--as-of", "2024-06-03", "--by", "authority")
    assert "What is due, by authority" in told.out
    refused = foirules("audit", log, "--as-of", "2024-06-03", "--by", "autority")
    assert refused.code == 2
    assert "no column 'autority'; did you mean 'authority'?" in refused.err


def test_standard_input_and_a_file_of_the_summary(
    foirules: Command, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with log.open("rb") as file:

        class Standard:
            buffer = file

        monkeypatch.setattr("sys.stdin", Standard)
        told = foirules("audit", "-", "--as-of", "2024-06-03", "--output", tmp_path / "said")
    assert (told.code, told.out) == (0, "")
    assert "3 cases as of 2024-06-03" in (tmp_path / "said").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("fail_on", "code"), [("breach", 1), ("possible", 1), ("departure", 0), ("promise", 0)]
)
def test_fail_on_is_that_of_assess(foirules: Command, log: Path, fail_on: str, code: int) -> None:
    told = foirules("audit", log, "--as-of", "2024-06-03", "--fail-on", fail_on)
    assert told.code == code


def test_rules_and_policies_of_ones_own(foirules: Command, log: Path, tmp_path: Path) -> None:
    rules = ROOT / "docs" / "own-rules.yaml"
    policy = tmp_path / "own.yaml"
    policy.write_text('policy: own\nversion: "1"\ntitle: Own\nextends: foia\n', encoding="utf-8")
    told = foirules(
        "audit", log, "--as-of", "2024-06-03", "--rules", rules, "--policy", policy,
        "--summary", "json",
    )  # fmt: skip
    assert told.code == 0
    found = {each["rule"]: each["count"] for each in told.data["findings"]}
    assert found["slower-than-our-standard"] == 2


def test_a_map_is_proposed(foirules: Command, log: Path) -> None:
    told = foirules("audit", log, "--suggest-map")
    assert (told.code, told.err) == (0, "foirules: 5 of 5 rows are read by this map\n")
    assert told.out.startswith("map: log\n")
    assert told.out.endswith(f"\n#   foirules audit {log} --map map.yaml\n")


def test_what_is_not_sure_of_a_map_goes_to_the_terminal(
    foirules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the command that follows names the map, and the column with the log's own last days."""
    monkeypatch.chdir(tmp_path)
    Path("log.csv").write_text(
        "Ref,Requested,Due date,Closed,Result\n1,04/03/2024,02/04/2024,28/03/2024,Full\n"
        "2,25/03/2024,24/04/2024,30/04/2024,Lost\n"
    )
    told = foirules("audit", "log.csv", "--suggest-map", "--output", "my.yaml")
    assert (told.code, told.out) == (0, "")
    assert told.err.splitlines() == [
        "foirules: not sure: Requested: the day of a request may not be that of its",
        "  receipt",
        "foirules: not sure: Result: what 'Lost' means",
        "foirules: 1 of 2 rows are read by this map; what is not read stands at its end",
    ]
    text = Path("my.yaml").read_text("utf-8")
    assert "save this" not in text
    assert text.endswith(
        "#   foirules audit log.csv --map my.yaml\n"
        "# To set the last days of Due date beside those of the law, add\n"
        "#   --against 'Due date'\n"
    )
    audited = foirules("audit", "log.csv", "--map", "my.yaml", "--against", "Due date")
    assert audited.code in (0, 1)
    assert "1 assessed, 1 rejected" in audited.out


def test_where_no_map_can_be_proposed_it_is_said_what_lacks(
    foirules: Command, tmp_path: Path
) -> None:
    (tmp_path / "log.csv").write_text("Ref,Closed\n1,04/03/2024\n2,05/03/2024\n")
    told = foirules("audit", tmp_path / "log.csv", "--suggest-map")
    assert told.code == 2
    assert told.err == (
        "foirules: no map can be proposed: no column was recognised that holds the day of"
        " request-received; there are Ref, Closed\n"
    )
    assert told.out == ""


def test_without_polars_it_is_said_how_to_get_it(
    foirules: Command, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    for name in [name for name in sys.modules if name.startswith("foirules.audit")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "polars", None)
    told = foirules("audit", log)
    assert (told.code, told.err) == (
        2,
        "foirules: polars is not installed: pip install 'foirules[audit]'\n",
    )


def test_nothing_judged_is_bad_input(foirules: Command, tmp_path: Path) -> None:
    log, out = tmp_path / "log.csv", tmp_path / "out"
    log.write_text("case,on,event\na,2024-02-30,request-received\n", encoding="utf-8")
    told = foirules("audit", log, "--as-of", "2024-06-03", "--out", out)
    assert told.code == 2
    assert "1 cases: 0 assessed, 1 rejected" in told.out
    assert told.err.endswith("foirules: nothing could be judged\n")
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["cases"]["rejected"] == 1


def test_a_log_of_what_came_later_is_said_to_be_such(foirules: Command, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("case,on,event\na,2024-08-01,request-received\n", encoding="utf-8")
    told = foirules("audit", log, "--as-of", "2024-06-03")
    assert (told.code, told.err) == (
        0,
        "foirules: 1 cases, all received after 2024-06-03: none is judged\n",
    )
    assert "1 cases: 0 assessed, 0 rejected, 1 not yet received" in told.out


def test_rates_fit_a_terminal(
    foirules: Command, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foirules.report.page.UNWRAPPED", 80)
    with log.open("a", encoding="utf-8") as file:
        file.write("d,One,2024-03-04,request-received,\nd,One,2024-02-30,response,disclosed\n")
    told = foirules("audit", log, "--as-of", "2024-06-03")
    lines = told.out[told.out.index("Rates") : told.out.index("Timeliness")].splitlines()
    assert max(map(len, lines)) <= 80
    assert "at least 33.3%, at most 66.7%" in [line.strip() for line in lines]
