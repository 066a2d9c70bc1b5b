"""``foirules rules`` and ``foirules policies``: the law as it is declared."""

from __future__ import annotations

from pathlib import Path

import pytest

from foirules import load_policies
from foirules.assessing.one_case import law_for
from foirules.language.regime_files import load_law
from tests.cli.conftest import Command

LAW = law_for(load_policies()["foia"])


def test_every_rule_clock_and_action_is_listed(foirules: Command) -> None:
    told = foirules("rules")
    assert (told.code, told.err) == (0, "")
    first = {line.split()[0] for line in told.out.splitlines() if line.startswith("  ")}
    declared = {rule.declared.id for rule in LAW.rules}
    declared |= {clock.declared.name for clock in LAW.clocks}
    declared |= {action.declared.name for action in LAW.actions}
    assert declared - first == set()
    assert "  late-response                     breach, FOIA s10(1)" in told.out.splitlines()


def test_a_rule_is_shown_with_the_very_expressions_that_run(foirules: Command) -> None:
    (rule,) = (rule for rule in LAW.rules if rule.declared.id == "late-response")
    told = foirules("rules", "late-response", "--expressions")
    assert told.code == 0
    assert told.out.startswith("late-response · breach · of each part · FOIA s10(1)\n")
    text = " ".join(told.out.split())
    assert f"arises when {rule.declared.applies} broken when {rule.declared.when}" in text
    assert "part.response_due · date · FOIA s10(1)" in text


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("response", "response · clock · of each part · FOIA s10(1)"),
        ("response_due", "response_due · date fact · of each part · FOIA s10(1), (4)"),
        ("part.response_due", "response_due · date fact · of each part · FOIA s10(1), (4)"),
    ],
)
def test_a_clock_or_a_fact_is_shown_too(foirules: Command, name: str, head: str) -> None:
    assert head in foirules("rules", name).out.splitlines()


def test_a_fact_of_several_subjects_is_shown_for_each_unless_one_is_named(
    foirules: Command,
) -> None:
    heads = [f"within_time · true or false fact · of each {s}" for s in ("part", "fee")]
    whole, one = foirules("rules", "within_time").out, foirules("rules", "part.within_time").out
    assert all(head in whole for head in heads)
    assert [head in one for head in heads] == [True, False]


def test_several_are_shown_in_the_order_asked_for(foirules: Command) -> None:
    data = foirules("rules", "response_due", "late-response", "--format", "json").data
    assert [(each["name"], each["subject"]) for each in data] == [
        ("response_due", "part"),
        ("late-response", "part"),
    ]


def test_as_data_the_law_is_whole(foirules: Command) -> None:
    data = foirules("rules", "--regime", "foia", "--format", "json").data
    assert len(data) == sum(map(len, (LAW.rules, LAW.clocks, LAW.actions, LAW.facts)))
    assert all({"name", "what", "subject", "cites", "meaning"} <= each.keys() for each in data)
    assert {each["regime"] for each in data} == {"foia"}


def test_the_laws_are_listed_one_by_one_unless_one_is_asked_for(foirules: Command) -> None:
    """That which is meant where none is named stands first."""
    laws = sorted(load_law(), key=by_default)
    titles = [f"{load_law()[id].title} ({id})" for id in laws]
    whole = foirules("rules").out
    assert [line for line in whole.splitlines() if line in titles] == titles
    assert whole == "\n".join(foirules("rules", "--regime", id).out for id in laws)
    data = foirules("rules", "--format", "json").data
    assert {each["regime"] for each in data} == load_law().keys()


def test_a_name_is_that_of_the_first_law_that_has_it(foirules: Command) -> None:
    def head(*arguments: str) -> str:
        return foirules("rules", *arguments).out.partition("\n")[0]

    assert head("late-review") == head("late-review", "--regime", "foia")
    assert "FOISA s21" in head("late-review", "--regime", "foisa")
    assert head("review-right-missing") == head("review-right-missing", "--regime", "eisr")
    assert "FOISA ss19(b), 20(1)" in head("review-right-missing", "--regime", "foisa")
    told = foirules("rules", "review-right-missing", "--regime", "foia")
    assert told.code == 2
    assert "no rule, clock, action, fact or provision 'review-right-missing'" in told.err


def test_the_texts_that_a_rule_rests_on_are_shown(foirules: Command) -> None:
    told = foirules("rules", "form-not-given", "--expressions").out
    assert told.endswith("""
What was read
  FOIA s11(1) · Means by which communication to be made
    read at first hand, as on 7 April 2026 · in force from 1 January 2005
  FOIA s11(2) · Means by which communication to be made
    read at first hand, as on 7 April 2026 · in force from 1 January 2005
  FOIA s11(1A) · Means by which communication to be made
    read at first hand, as on 7 April 2026 · in force from 1 September 2013
    Protection of Freedoms Act 2012 s102(2)(a), by SI 2013/1906 art 3(a).
  FOIA · Freedom of Information Act 2000 · the revised text of legislation.gov.uk, in the copy of legalize-dev/legalize-uk, uk/ukpga-2000-36.md
""")
    (data,) = foirules("rules", "form-not-given", "--format", "json").data
    assert [each["provision"] for each in data["provisions"]] == [
        "FOIA s11(1)",
        "FOIA s11(2)",
        "FOIA s11(1A)",
    ]
    assert data["provisions"][2]["in_force"] == {"from": "2013-09-01", "until": None}
    assert data["provisions"][2]["as_at"] == "2026-04-07"


def test_the_provisions_are_listed_with_what_stands_for_each(foirules: Command) -> None:
    text = foirules("rules").out.partition("\nProvisions\n")[2]
    lines = {line[:36].strip(): line[36:] for line in text.splitlines() if line[2:3].strip()}
    assert "late-response" in lines["FOIA s10(1)"]
    assert lines["FOIA s14(1)"] == "can be claimed · repeated-without-compliance"
    assert lines["FOIA s40"] == "Personal information · can be claimed"
    assert lines["FOIA s19"].startswith("Publication schemes · left out: Publication schemes")


def test_a_rule_of_ones_own_rests_on_no_text_of_the_register(
    foirules: Command, tmp_path: Path
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "chapter: own\nrules:\n  - {id: own-rule, of: part, kind: note, applies: true, when: false,"
        " cites: FOIA s10 and us, says: s, meaning: m}\n"
    )
    told = foirules("rules", "own-rule", "--rules", path)
    assert (told.code, "What was read" in told.out) == (0, False)
    assert "own-rule" in foirules("rules", "--rules", path).out


def test_every_policy_is_listed(foirules: Command) -> None:
    told = foirules("policies")
    assert (told.code, told.err) == (0, "")
    assert (
        "department-for-education        Department for Education · version 2026-11-24 · extends foia"
        in told.out.splitlines()
    )
    named = [line.split()[0] for line in told.out.splitlines() if not line.startswith(" ")]
    assert sorted(named) == sorted(load_policies())
    data = foirules("policies", "--format", "json").data
    assert [each["id"] for each in data] == named
    assert [each["id"] for each in data if not each["extends"]] == sorted(
        load_law(), key=by_default
    )


def by_default(id: str) -> tuple[bool, str]:
    return id != "foia", id


def test_the_policies_of_a_law_stand_together(foirules: Command) -> None:
    whole = foirules("policies", "--format", "json").data
    for id in load_law():
        of_it = foirules("policies", "--regime", id, "--format", "json").data
        assert [each["regime"] for each in of_it] == [id] * len(of_it)
        place = whole.index(of_it[0])
        assert whole[place : place + len(of_it)] == of_it
    told = foirules("policies", "--regime", "fiosa")
    assert (told.code, "did you mean 'foisa'" in told.err) == (2, True)


def test_a_policy_is_shown_with_all_that_it_extends(foirules: Command) -> None:
    lines = foirules("policies", "department-for-education").out.splitlines()
    assert "    from 1 January 2005      20 working days · statute · FOIA s10(1)" in lines
    place = lines.index("  review-request · Time to ask for an internal review")
    assert lines[place + 1] == (
        "    from 1 September 2017    2 calendar months · promise · the Department's letter of 1 September 2017"
        " (two calendar months)"
    )
    (data,) = foirules("policies", "department-for-education", "--format", "json").data
    assert (data["id"], data["extends"]) == ("department-for-education", "foia")
    assert data["periods"]["response"][0]["amount"] == 20


def test_a_policy_of_a_file_is_listed_and_shown(foirules: Command, tmp_path: Path) -> None:
    path = tmp_path / "school.yaml"
    path.write_text(
        'policy: hill-school\nversion: "1"\ntitle: Hill School\nextends: foia\n'
        "non-working-days:\n  - {on: 2017-08-21, reason: Thanksgiving, source: a proclamation}\n"
        "school:\n  terms:\n    - {from: 2017-09-05, to: 2017-12-20}\n"
        "  non-school-days: [2017-10-20, 2017-10-23]\n  source: its web page\n"
    )
    listed = foirules("policies", "--regime", "foia", "--policy", tmp_path).out.splitlines()
    assert listed[-1].split(" · ") == [
        "hill-school".ljust(32) + "Hill School",
        "version 1",
        "extends foia",
    ]
    lines = foirules("policies", "hill-school", "--policy", path).out.splitlines()
    assert lines[-4:] == [
        "  not a working day: 21 August 2017 (Thanksgiving)",
        "  school term: 5 September to 20 December 2017",
        "  no school: 20 October to 23 October 2017",
        "  school days from: its web page",
    ]
