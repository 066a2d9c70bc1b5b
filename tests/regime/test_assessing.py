"""The Lending Rules: loans, renewals, recalls and fines, as each back end finds them."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest

from foirules import (
    Assessment,
    Case,
    CaseError,
    Policy,
    Regime,
    assess,
    assess_many,
    due,
    load_case,
    load_rules,
)
from foirules.assessing.one_case import law_for
from foirules.cases.examples import example
from tests.cli.conftest import Command

AS_OF: Final = date(2024, 7, 1)


class Judge:
    """Cases judged by the three back ends, which are to agree."""

    def __init__(self, regimes: dict[str, Regime], policies: dict[str, Policy]) -> None:
        self.regimes, self.policies = regimes, policies

    def case(self, *lines: str) -> Assessment:
        """Of the case that some lines tell."""
        return self.of(*example(lines, regime=self.regimes["lending"]))

    def of(self, case: Case, as_of: date = AS_OF, **more: Any) -> Assessment:
        found = assess(case, as_of, engine="scalar", policies=self.policies, **more)
        (columns,) = assess_many([case], as_of, engine="columns", policies=self.policies, **more)
        assert isinstance(columns, Assessment)
        assert columns.to_dict() == found.to_dict()
        if find_spec("durable") is not None:
            durable = assess(case, as_of, engine="durable", policies=self.policies, **more)
            assert durable.to_dict() == found.to_dict()
        return found


@pytest.fixture
def judge(regimes: dict[str, Regime], policies: dict[str, Policy]) -> Judge:
    return Judge(regimes, policies)


def found(assessment: Assessment) -> list[tuple[str, str | None, str]]:
    return [(each.rule, each.part, each.certainty) for each in assessment.findings]


def due_of(assessment: Assessment) -> dict[str | None, date | None]:
    return {clock.part: clock.due for clock in assessment.clocks if clock.clock == "loan"}


# --- the last day ---------------------------------------------------------------------------------


def test_a_loan_is_of_three_weeks_and_since_april_2024_of_four(regimes: dict[str, Regime]) -> None:
    days = [date(2024, 3, 5), date(2024, 3, 31), date(2024, 4, 1)]
    found = [due(day, regime="lending", law=regimes).day for day in days]
    assert found == [date(2024, 3, 26), date(2024, 4, 21), date(2024, 4, 29)]


def test_a_university_lends_for_eight_weeks(regimes: dict[str, Regime]) -> None:
    given: dict[str, Any] = {"regime": "lending", "law": regimes}
    assert due(date(2024, 3, 5), authority_type="university", **given).day == date(2024, 4, 30)


def test_the_last_day_is_told_and_explained(law: Path, foirules: Command) -> None:
    told = foirules("due", "2024-03-05", "--law", law, "--regime", "lending", "--expressions")
    assert told.out.startswith("2024-03-26\n  Received 5 March 2024 (Tuesday), day zero;")
    assert "policy: loan = 21 calendar days   [Lending Rules r3]" in told.out
    assert "  Every day counts, up to 26 March 2024.\n" in told.out
    (data,) = foirules(
        "due", "2024-03-05", "--law", law, "--regime", "lending", "--format", "json"
    ).data
    assert (data["regime"], data["authority_type"], data["due"]) == (
        "lending",
        "public",
        "2024-03-26",
    )


# --- what is found --------------------------------------------------------------------------------


def test_each_rule_is_broken_and_kept_by_its_own_examples(
    judge: Judge, policies: dict[str, Policy]
) -> None:
    rules = [rule.declared for rule in law_for(policies["lending"]).rules]
    assert len(rules) == 8
    for rule in rules:
        assert rule.id in {f.rule for f in judge.case(*rule.breaks).findings}, rule.id
        kept = judge.case(*rule.keeps)
        assert rule.id not in {f.rule for f in kept.findings} | {u.rule for u in kept.undecided}


def test_a_renewal_starts_the_loan_afresh(judge: Judge) -> None:
    made = judge.case("2024-05-01 book-lent", "2024-05-20 renewed", "as-of 2024-06-17")
    assert (found(made), due_of(made)) == ([], {None: date(2024, 6, 17)})


def test_a_renewal_of_one_volume_is_of_that_one(judge: Judge) -> None:
    made = judge.case("parts a b", "2024-05-01 book-lent", "2024-05-20 renewed parts=a")
    assert due_of(made) == {"a": date(2024, 6, 17), "b": date(2024, 5, 29)}
    assert made.stages == (("a", "overdue"), ("b", "overdue"))


def test_a_renewal_after_the_change_has_the_new_time(judge: Judge) -> None:
    made = judge.case("2024-03-20 book-lent", "2024-04-02 renewed", "as-of 2024-04-03")
    assert due_of(made) == {None: date(2024, 4, 30)}


def test_what_another_borrower_asks_for_is_returned_in_a_week(judge: Judge) -> None:
    made = judge.case(
        "2024-05-01 book-lent", "2024-05-03 recalled", "2024-05-11 returned", "as-of 2024-05-12"
    )
    (finding,) = made.findings
    assert (finding.rule, finding.due) == ("kept-after-recall", date(2024, 5, 10))
    assert finding.message == "recalled on 3 May 2024; the last day was 10 May 2024"


def test_a_library_that_promises_more_gives_ten_days(judge: Judge) -> None:
    made = judge.case(
        "policy hill-library",
        "2024-05-01 book-lent",
        "2024-05-03 recalled",
        "2024-05-11 returned",
    )
    assert found(made) == []


def test_the_time_for_the_notice_of_a_fine_counts_the_days_on_which_the_library_is_open(
    judge: Judge,
) -> None:
    made = judge.case("2024-02-01 book-lent", "2024-03-05 returned", "as-of 2024-03-06")
    (action,) = made.actions
    assert (action.action, action.actor, action.deadline) == (
        "send-fine-notice",
        "library",
        date(2024, 3, 26),
    )


def test_what_is_lost_after_the_last_day_may_have_been_late(judge: Judge) -> None:
    made = judge.case("2024-05-01 book-lent", "2024-06-03 lost-reported")
    assert found(made) == [("late-return", None, "possible")]
    assert made.stages == ((None, "lost"),)


def test_a_ground_named_more_deeply_is_the_one_above_it(judge: Judge) -> None:
    given = ("2024-05-01 book-lent", "2024-06-05 returned")
    notice = "2024-06-06 fine-notice decided=demanded sum-stated=yes objection-stated=yes"
    made = judge.case(*given, f"{notice} grounds=illness(hospital)")
    (finding,) = (f for f in made.findings if f.rule == "fine-despite-ground")
    assert finding.exemptions == ("illness",)
    assert finding.message == "a fine was demanded for illness"


def test_a_ground_is_one_from_the_day_on_which_it_was_added(judge: Judge) -> None:
    notice = "fine-notice decided=demanded grounds=bereavement sum-stated=yes objection-stated=yes"
    for lent, rules in (("2024-03-20", set()), ("2024-04-03", {"fine-despite-ground"})):
        made = judge.case(f"{lent} book-lent", "2024-06-05 returned", f"2024-06-06 {notice}")
        assert {f.rule for f in made.findings} - {"late-return"} == rules


def test_what_is_not_recorded_of_a_notice_is_named(judge: Judge) -> None:
    made = judge.case(
        "2024-05-01 book-lent",
        "2024-06-05 returned",
        "2024-06-06 fine-notice decided=demanded objection-stated=yes",
    )
    assert {each.rule: each.missing for each in made.undecided} == {
        "sum-not-stated": ("sum-stated",),
        "fine-despite-ground": ("grounds",),
    }


@pytest.mark.parametrize(
    ("to", "certainty"), [("2024-05-29", None), ("2024-05-31", "possible")], ids=["kept", "open"]
)
def test_a_return_on_one_of_several_days(judge: Judge, to: str, certainty: str | None) -> None:
    made = judge.case("2024-05-01 book-lent", f"2024-05-28..{to} returned")
    assert [f.certainty for f in made.findings] == ([certainty] if certainty else [])


def test_a_return_that_is_late_on_each_of_its_days_is_established(judge: Judge) -> None:
    made = judge.case("2024-05-01 book-lent", "2024-05-30..2024-06-02 returned")
    assert found(made) == [("late-return", None, "established")]


# --- the command ----------------------------------------------------------------------------------


def test_a_case_is_told_in_the_words_of_its_law(law: Path, foirules: Command) -> None:
    told = foirules("assess", "loan-1.yaml", "--law", law, "--as-of", AS_OF)
    lines = [line.strip() for line in told.out.splitlines()]
    assert "part a overdue; part b returned" in lines
    assert (
        "5  20 June 2024           fine notice: a waived; b demanded (illness(hospital))" in lines
    )
    assert "fine-despite-ground · part b · event 5 · Lending Rules r6(2)" in lines
    assert "borrower · part a · Lending Rules r3" in lines
    for word in ("request", "FOIA", "exemption", "answer", "Commissioner"):
        assert word not in told.out


def test_as_data_it_is_what_the_library_gives(
    law: Path, foirules: Command, judge: Judge, regimes: dict[str, Regime]
) -> None:
    made = judge.of(load_case("loan-1.yaml", regimes))
    asked = ("assess", "loan-1.yaml", "--law", law, "--as-of", AS_OF, "--format", "json")
    assert foirules(*asked).data == [made.to_dict()]
    assert foirules(*asked, "--engine", "columns").data == [made.to_dict()]


def test_its_findings_are_explained(law: Path, foirules: Command) -> None:
    told = foirules("assess", "loan-1.yaml", "--law", law, "--as-of", AS_OF, "--expressions")
    lines = [line.strip() for line in told.out.splitlines()]
    assert "part a: recall_due = 17 June 2024   [Lending Rules r5]" in lines
    assert "policy: recall = 7 calendar days   [Lending Rules r5]" in lines
    assert "not counted: 10 June 2024 = Monday" in lines


def test_what_is_undecided_is_listed(law: Path, foirules: Command) -> None:
    text = Path("loan-1.yaml").read_text("utf-8").replace("sum-stated: true", "")
    Path("loan-2.yaml").write_text(text, "utf-8")
    told = foirules("assess", "loan-2.yaml", "--law", law, "--as-of", AS_OF, "--undecided").out
    assert "  sum-not-stated · event 5 · Lending Rules r7(1)\n" in told
    assert "    would be decided by: sum-stated\n" in told


def test_an_event_is_tried_before_it_happens(law: Path, foirules: Command) -> None:
    event = "{on: 2024-07-02, event: returned, parts: [a]}"
    asked = ("assess", "loan-1.yaml", "--law", law, "--as-of", "2024-07-02", "--what-if")
    told = foirules(*asked, event)
    assert "  2 July 2024  returned: part a\n" in told.out
    again = foirules(*asked, "{on: 2024-07-02, event: book-lent}")
    assert (again.code, again.err) == (
        2,
        "foirules: --what-if:1:25: event: a second book-lent; the first is event 1\n",
    )


def test_rules_of_ones_own_stand_beside_it(
    law: Path, foirules: Command, judge: Judge, regimes: dict[str, Regime]
) -> None:
    own = load_rules(["our-standard.yaml"], regimes)
    for day, rules in (("2024-03-04", ["out-for-long"]), ("2024-03-03", [])):
        case, _ = example(("2024-01-03 book-lent", f"{day} returned"), regime=regimes["lending"])
        made = judge.of(case, date(2024, 3, 5), rules=own)
        assert [f.rule for f in made.findings if f.kind == "promise"] == rules
    told = foirules(
        *("rules", "out-for-long", "--law", law, "--regime", "lending"),
        *("--rules", "our-standard.yaml"),
    )
    assert told.out.startswith("out-for-long · promise · of each volume · our standard\n")


def test_cases_of_two_laws_are_assessed_in_one_call(law: Path, foirules: Command) -> None:
    Path("request.yaml").write_text(
        "case: request-1\nevents:\n  - {on: 2024-05-01, event: request-received}\n", "utf-8"
    )
    asked = ("assess", "request.yaml", "loan-1.yaml", "--law", law, "--as-of", AS_OF)
    for engine in ("scalar", "columns"):
        lines = foirules(*asked, "--format", "jsonl", "--engine", engine).out.splitlines()
        assert [line.partition('"regime"')[2][:12] for line in lines] == [
            ': "foia", "a',
            ': "lending",',
        ]


# --- what is refused ------------------------------------------------------------------------------


def test_a_policy_of_another_law_is_refused_in_a_line(law: Path, foirules: Command) -> None:
    text = Path("loan-1.yaml").read_text("utf-8")
    text = text.replace("{name: Hill Library}", "{name: Hill Library, policy: foia}")
    Path("loan-1.yaml").write_text(text, "utf-8")
    told = foirules("assess", "loan-1.yaml", "--law", law, "--as-of", AS_OF)
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert told.err.startswith("foirules: loan-1.yaml:")
    assert "foia" in told.err
    assert "lending" in told.err


def test_an_unknown_regime_is_refused_with_the_nearest(
    law: Path, foirules: Command, regimes: dict[str, Regime]
) -> None:
    near = "unknown regime 'lendin'; did you mean 'lending'?"
    for command in (("due", "2024-03-05"), ("rules",), ("schema", "case"), ("audit", "desk.csv")):
        told = foirules(*command, "--law", law, "--regime", "lendin")
        assert (told.code, told.out, told.err) == (2, "", f"foirules: {near}\n")
    with pytest.raises(CaseError, match="did you mean 'lending'"):
        due(date(2024, 3, 5), regime="lendin", law=regimes)
    with pytest.raises(CaseError, match="did you mean 'lending'"):
        Case.from_dict({"case": "x", "regime": "lendin", "events": []}, regimes)


def test_an_event_of_another_law_is_refused(law: Path, foirules: Command) -> None:
    text = Path("loan-1.yaml").read_text("utf-8").replace("event: renewed", "event: fee-paid")
    Path("loan-1.yaml").write_text(text, "utf-8")
    told = foirules("assess", "loan-1.yaml", "--law", law)
    assert told.err.splitlines()[0] == (
        "foirules: loan-1.yaml:8:29: events[2].event: unknown event 'fee-paid';"
        " did you mean 'fine-paid'?"
    )
