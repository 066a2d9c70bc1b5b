"""``policies --between``: what changed in the law from one day to another."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from foirules.changes.between_days import between_days
from foirules.policy.policies import load_policies
from tests.cli.conftest import Command

POLICIES = load_policies()
DAYS = st.dates(date(2005, 1, 1), date(2026, 12, 31))


def rows(told: Any) -> dict[tuple[str, str, str], tuple[str, str, str | None, str | None]]:
    assert (told.code, told.err) == (0, "")
    return {
        (e["what"], e["policy"] or e["regime"], e["name"]): (
            *(e["on"], e["change"]),
            *(e["before"], e["after"]),
        )
        for e in told.data["changes"]
    }


def test_the_code_of_july_2018(foirules: Command) -> None:
    found = rows(foirules("policies", "--between", "2018-07-03", "2018-07-04", "--format", "json"))
    assert found["period", "foia", "review-request"] == (
        *("2018-07-04", "began"),
        *(None, "40 working days (code)"),
    )
    assert found["period", "foia", "review-response"] == (
        *("2018-07-04", "changed"),
        *("20 working days (guidance)", "20 working days (code)"),
    )
    assert ("provision", "foia", "s45 Code of Practice (July 2018) para 5.4") in found


def test_the_scottish_days_of_2020_came_and_went(foirules: Command) -> None:
    """Coronavirus (Scotland) Act 2020 Sch 6 para 3, from 7 April until 26 May 2020."""
    asked = ("policies", "foisa", "--format", "json", "--between")
    began = rows(foirules(*asked, "2020-04-06", "2020-04-07"))["period", "foisa", "response"]
    ended = rows(foirules(*asked, "2020-05-26", "2020-05-27"))["period", "foisa", "response"]
    assert began[2:] == ("20 working days (statute)", "60 working days (statute)")
    assert ended[2:] == ("60 working days (statute)", "20 working days (statute)")
    between = rows(foirules(*asked, "2020-04-07", "2020-05-26"))
    assert not [name for what, _, name in between if what == "period"]


def test_the_first_day_is_before_what_is_told_and_the_last_is_in_it(foirules: Command) -> None:
    asked = ("policies", "foia", "--format", "json", "--between")
    assert ("period", "foia", "review-request") not in rows(
        foirules(*asked, "2018-07-04", "2019-01-01")
    )
    assert ("period", "foia", "review-request") in rows(
        foirules(*asked, "2018-01-01", "2018-07-04")
    )


def test_a_promise_that_ends_and_what_holds_again(foirules: Command, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        'policy: mine\nversion: "1"\ntitle: Mine\nextends: foia\nperiods:\n  response:\n'
        "    versions:\n      - {from: 2020-02-03, to: 2020-03-31, working-days: 10,"
        " kind: promise, cites: its letter}\n",
        encoding="utf-8",
    )
    told = foirules(
        *("policies", "mine", "--policy", path, "--format", "json"),
        *("--between", "2020-01-01", "2021-01-01"),
    )
    assert [(e["on"], e["before"], e["after"]) for e in told.data["changes"]] == [
        ("2020-02-03", "20 working days (statute)", "10 working days (promise)"),
        ("2020-04-01", "10 working days (promise)", "20 working days (statute)"),
    ]


@given(st.lists(DAYS, min_size=3, max_size=3, unique=True).map(sorted))
def test_two_stretches_make_the_whole(days: list[date]) -> None:
    first, middle, last = days
    whole = between_days(first, last, POLICIES.values(), POLICIES)
    parts = (
        between_days(*each, POLICIES.values(), POLICIES)
        for each in ((first, middle), (middle, last))
    )
    assert whole == [change for part in parts for change in part]


@given(st.tuples(DAYS, DAYS).filter(lambda days: days[0] < days[1]))
def test_a_period_that_is_another_on_the_last_day_has_changed(days: tuple[date, date]) -> None:
    first, last = days
    told = {
        (each.policy, each.name)
        for each in between_days(first, last, POLICIES.values(), POLICIES)
        if each.what in ("period", "list")
    }
    for policy in (each for each in POLICIES.values() if each.extends is None):
        for name in (*policy.periods, *policy.sets):
            before, after = (policy.in_force(name, day) for day in (first, last))
            lengths = [each and (each.length, each.members, each.kind) for each in (before, after)]
            if lengths[0] != lengths[1] and before is not None:
                assert (policy.id, name) in told


def test_text_and_markdown(foirules: Command) -> None:
    asked = ("policies", "foia", "--between", "2018-05-24", "2018-07-04")
    text, markdown = foirules(*asked).out, foirules(*asked, "--format", "markdown").out
    assert text.startswith("What changed after 24 May 2018, until 4 July 2018\n")
    said = (
        "foia · period began · 40 working days (code) · s45 Code of Practice (July 2018) para 5.3"
    )
    assert f"  review-request                  {said}\n" in text
    assert f"- `review-request`: {said}\n" in markdown
    nothing = foirules("policies", "foia", "--between", "2019-07-04", "2019-07-05").out
    assert nothing.endswith("\n  Nothing that foirules knows of changed.\n")


def test_what_it_writes_as_json_is_of_its_schema(foirules: Command) -> None:
    schema = foirules("schema", "day-changes").data
    told = foirules("policies", "--between", "2018-01-01", "2021-01-01", "--format", "json").data
    Draft7Validator(schema).validate(told)
    del told["changes"][0]["on"]
    assert not Draft7Validator(schema).is_valid(told)
