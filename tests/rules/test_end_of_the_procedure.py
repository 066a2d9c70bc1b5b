"""The end of the procedure: certificates, what appeals suspend, decisions on them, further steps, contempt.

Given a notice of 1 June 2018 that requires steps by 6 July, when ..., then ...
"""

from __future__ import annotations

import pytest

from foirules import Assessment, assess
from foirules.cases.examples import example
from tests.files import day

NOTICE = "2018-06-01 decision-notice comply-by=2018-07-06"
APPEAL = "2018-06-28 tribunal-appeal by-authority=yes"
FAILED = "notice-not-complied-with"
TRIBUNALS = "tribunal-decision-not-complied-with"


def judged(*lines: str, as_of: str) -> Assessment:
    case, _ = example(("2017-08-03 request-received", *lines))
    return assess(case, day(as_of))


def found(assessment: Assessment, *rules: str) -> set[tuple[str, str]]:
    """(rule, certainty) of the findings, or of some rules."""
    return {(f.rule, f.certainty) for f in assessment.findings if not rules or f.rule in rules}


def undecided(assessment: Assessment) -> set[tuple[str, str]]:
    """(rule, field that is missing) of what is left open."""
    return {(u.rule, name) for u in assessment.undecided for name in u.missing}


def actions(assessment: Assessment, actor: str) -> set[str]:
    """What an actor can do."""
    return {a.action for a in assessment.actions if a.actor == actor and a.available_from}


def clock(assessment: Assessment, name: str) -> tuple[str, str | None]:
    """Status and last day of the one clock of a name."""
    (one,) = (c for c in assessment.clocks if c.clock == name)
    return one.status, str(one.due) if one.due else None


# --- certificates, FOIA s53 -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2018-06-29", set()), ("2018-07-02", {(FAILED, "established")})],
)
def test_a_certificate_in_time_takes_away_the_effect_of_the_notice(
    on: str, expected: set[tuple[str, str]]
) -> None:
    """Section 53(2): by the twentieth working day following the notice, 29 June, a Friday."""
    certified = judged(NOTICE, f"{on} ministerial-certificate", as_of="2018-07-31")
    assert found(certified, FAILED) == expected
    assert ("certify-failure-to-comply" in actions(certified, "commissioner")) == bool(expected)


@pytest.mark.parametrize(
    ("kind", "can"), [("general", True), ("school", False), ("parliament", False)]
)
def test_only_those_whom_the_act_names_can_have_one(kind: str, can: bool) -> None:
    """Section 53(1)(a): a government department, the Welsh Government, or one designated."""
    given = f"authority-type {kind}", NOTICE
    assert ("give-certificate" in actions(judged(*given, as_of="2018-06-20"), "authority")) == can
    certified = judged(*given, "2018-06-29 ministerial-certificate", as_of="2018-07-31")
    assert found(certified, FAILED) == (set() if can else {(FAILED, "established")})


@pytest.mark.parametrize(("on", "late"), [("2022-05-30", False), ("2022-05-31", True)])
def test_a_further_appeal_moves_the_effective_date(on: str, late: bool) -> None:
    """Section 53(4)(b), "or any further appeal": the Upper Tribunal dismisses on 2 May 2022."""
    certified = judged(
        "2020-09-01 decision-notice comply-by=2020-10-06",
        "2020-09-25 tribunal-appeal by-authority=yes",
        "2021-06-14 tribunal-decision result=dismissed",
        "2022-05-02 upper-tribunal-decision result=dismissed",
        f"{on} ministerial-certificate",
        as_of="2022-06-30",
    )
    assert (found(certified, "late-certificate") != set()) == late


# --- what an appeal suspends, FOIA ss50(6), 58(1) ----------------------------------------------------


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("dismissed", {(FAILED, "possible")}),
        ("struck-out", {(FAILED, "possible")}),
        ("allowed", set()),
        ("allowed-in-part", set()),
        ("consent", set()),
    ],
)
def test_a_notice_binds_again_if_the_appeal_fails(
    result: str, expected: set[tuple[str, str]]
) -> None:
    """The Act sets no new day, so that a failure is possible and no more."""
    decision = f"2019-01-07 tribunal-decision result={result}"
    pending = judged(NOTICE, APPEAL, decision, as_of="2019-01-06")
    assert found(pending, FAILED) == set()
    assert clock(pending, "decision-compliance") == ("paused", "2018-07-06")
    decided = judged(NOTICE, APPEAL, decision, as_of="2019-03-01")
    assert found(decided, FAILED, TRIBUNALS) == expected


def test_a_result_that_is_not_recorded_leaves_open_what_is_due() -> None:
    decided = judged(NOTICE, APPEAL, "2019-01-07 tribunal-decision", as_of="2019-03-01")
    assert found(decided, FAILED, TRIBUNALS) == set()
    assert (FAILED, "result") in undecided(decided)


@pytest.mark.parametrize("result", ["dismissed", "allowed", "allowed-in-part", "consent"])
@pytest.mark.parametrize(
    ("done", "expected"),
    [("2019-02-11", set()), ("2019-02-12", {(TRIBUNALS, "established")})],
)
def test_a_decision_on_an_appeal_may_set_a_day(
    result: str, done: str, expected: set[tuple[str, str]]
) -> None:
    decision = f"2019-01-07 tribunal-decision result={result} comply-by=2019-02-11"
    before = judged(NOTICE, APPEAL, decision, as_of="2019-02-11")
    assert clock(before, "tribunal-compliance") == ("running", "2019-02-11")
    assert "comply-with-tribunal-decision" in actions(before, "authority")
    after = judged(NOTICE, APPEAL, decision, f"{done} notice-complied", as_of="2019-03-01")
    assert found(after, FAILED, TRIBUNALS) == expected


@pytest.mark.parametrize(
    ("lines", "certainty"),
    [
        (["2018-06-29 tribunal-appeal"], None),
        (["2018-06-30 tribunal-appeal"], "established"),
        (["2018-06-30 tribunal-appeal", "2018-07-06 appeal-admitted-late"], None),
        (["2018-06-30 tribunal-appeal", "2018-07-09 appeal-admitted-late"], "possible"),
        (["2018-07-10 tribunal-response"], "possible"),  # of an appeal that is not on record
        (["2018-06-04 tribunal-appeal", "2018-07-02 appeal-withdrawn"], "established"),
        (["2018-06-04 tribunal-appeal", "2018-07-09 appeal-withdrawn"], "possible"),
    ],
)
def test_only_an_appeal_that_is_brought_suspends(lines: list[str], certainty: str | None) -> None:
    """SI 2009/1976 r22(4)(b): one out of time must not be admitted unless the time is extended."""
    found_on = {c for _, c in found(judged(NOTICE, *lines, as_of="2018-07-31"), FAILED)}
    assert found_on == ({certainty} if certainty else set())


@pytest.mark.parametrize(
    ("sought", "certainty"), [("2019-02-11", "possible"), ("2019-02-12", "established")]
)
def test_a_further_appeal_suspends_nothing_of_itself(sought: str, certainty: str) -> None:
    """SI 2009/1976 r5(3)(l): the Tribunal may suspend the effect of its decision."""
    after = judged(
        NOTICE,
        APPEAL,
        "2019-01-07 tribunal-decision result=allowed comply-by=2019-02-11",
        f"{sought} permission-sought",
        as_of="2019-03-01",
    )
    assert found(after, TRIBUNALS) == {(TRIBUNALS, certainty)}


def test_a_remittal_makes_the_appeal_pending_again() -> None:
    """Tribunals, Courts and Enforcement Act 2007 s12(2)(b)(i)."""
    lines = (
        *(NOTICE, APPEAL, "2019-01-07 tribunal-decision result=dismissed"),
        "2019-09-02 upper-tribunal-decision result=remitted",
    )
    remitted = judged(*lines, as_of="2019-10-01")
    assert found(remitted, FAILED) == set()
    assert {stage for _, stage in remitted.stages} == {"under-appeal"}


# --- who appeals, and when ---------------------------------------------------------------------------


def test_each_party_has_its_own_time_to_appeal() -> None:
    """[2014] UKUT 444 (AAC): cross-appeals are permissible, though not necessary."""
    by_authority = judged(NOTICE, "2018-06-11 tribunal-appeal by-authority=yes", as_of="2018-06-29")
    assert clock(by_authority, "tribunal-appeal") == ("running", "2018-06-29")
    assert "appeal-to-tribunal" in actions(by_authority, "requester")
    assert "appeal-against-notice" not in actions(by_authority, "authority")
    by_requester = judged(NOTICE, "2018-06-11 tribunal-appeal", as_of="2018-06-29")
    assert "appeal-to-tribunal" not in actions(by_requester, "requester")
    assert "appeal-against-notice" in actions(by_requester, "authority")


@pytest.mark.parametrize(
    ("appeal", "certainty"),
    [
        ("2006-06-29 tribunal-appeal", None),
        ("2006-06-30 tribunal-appeal", "possible"),
        ("2006-06-30 tribunal-appeal posted-on=2006-06-29", None),
        ("2006-07-03 tribunal-appeal posted-on=2006-06-30", "established"),
    ],
)
def test_under_the_rules_of_2005_a_notice_is_served_when_posted(
    appeal: str, certainty: str | None
) -> None:
    """SI 2005/14 rr5(2), (3), 31(2): twenty-eight days from 1 June 2006."""
    case, _ = example(("2005-08-03 request-received", "2006-06-01 decision-notice", appeal))
    assert {c for _, c in found(assess(case, day("2006-08-01")), "late-appeal")} == (
        {certainty} if certainty else set()
    )


@pytest.mark.parametrize(
    ("served", "expected"),
    [("", ("uncertain", None)), (" served-on=2018-07-04", ("missed", "2018-08-01"))],
)
def test_the_commissioner_responds_from_the_day_of_receipt(
    served: str, expected: tuple[str, str | None]
) -> None:
    """SI 2009/1976 r23(1)(b)."""
    silent = judged(NOTICE, f"2018-06-29 tribunal-appeal{served}", as_of="2018-12-01")
    assert clock(silent, "tribunal-response") == expected


# --- further steps ------------------------------------------------------------------------------------

DECIDED = (NOTICE, APPEAL, "2019-01-07 tribunal-decision result=dismissed")


@pytest.mark.parametrize(
    ("lines", "certainty"),
    [
        (["2019-02-04 permission-sought"], None),
        (["2019-02-05 permission-sought"], "established"),
        (["2019-02-04 set-aside-sought", "2019-03-01 set-aside-refused", "2019-03-29 permission-sought"], None),
        (["2019-02-04 set-aside-sought", "2019-03-01 set-aside-refused", "2019-03-30 permission-sought"], "established"),
        (["2019-02-05 set-aside-sought", "2019-03-01 set-aside-refused", "2019-03-29 permission-sought"], "possible"),
    ],
)  # fmt: skip
def test_permission_runs_from_the_latest_of_the_days(
    lines: list[str], certainty: str | None
) -> None:
    """SI 2009/1976 r42(2), (3): from the refusal to set aside too, if that was sought in time."""
    sought = judged(*DECIDED, *lines, as_of="2019-05-01")
    assert {c for _, c in found(sought, "late-permission-application")} == (
        {certainty} if certainty else set()
    )


def test_permission_sought_before_the_decision_stops_no_time() -> None:
    early = judged(
        *(NOTICE, APPEAL, "2018-12-03 permission-sought"),
        "2019-01-07 tribunal-decision result=dismissed",
        as_of="2019-01-20",
    )
    assert clock(early, "permission-to-appeal") == ("running", "2019-02-04")


@pytest.mark.parametrize(
    ("given", "clock_name", "last", "step", "rule"),
    [
        # SI 2009/1976 r4(3), fourteen days; rr41(3), 8(6), 17(4), twenty-eight
        ((NOTICE, APPEAL, "2018-09-03 registrar-decision"), "reconsideration", "2018-09-17",
         "reconsideration-sought", "late-reconsideration-application"),
        (DECIDED, "set-aside", "2019-02-04", "set-aside-sought", "late-set-aside-application"),
        ((NOTICE, APPEAL, "2018-09-03 appeal-withdrawn"), "reinstatement", "2018-10-01",
         "reinstatement-sought", "late-reinstatement-application"),
        ((NOTICE, APPEAL, "2018-09-03 tribunal-decision result=struck-out"), "reinstatement",
         "2018-10-01", "reinstatement-sought", "late-reinstatement-application"),
        # SI 2008/2698 rr21(3)(b), 23(2)(a), a month; r22(5), fourteen days
        ((*DECIDED, "2019-02-11 permission-refused"), "upper-tribunal-application", "2019-03-11",
         "upper-tribunal-application", "late-upper-tribunal-application"),
        ((*DECIDED, "2019-02-11 permission-granted"), "upper-tribunal-appeal", "2019-03-11",
         "upper-tribunal-appeal", "late-upper-tribunal-appeal"),
        ((*DECIDED, "2019-02-11 permission-refused", "2019-03-11 upper-tribunal-application",
          "2019-04-01 permission-refused"), "permission-hearing", "2019-04-15",
         "reconsideration-sought", "late-hearing-application"),
    ],
)  # fmt: skip
def test_each_further_step_has_its_time(
    given: tuple[str, ...], clock_name: str, last: str, step: str, rule: str
) -> None:
    open_still = judged(*given, as_of=last)
    assert clock(open_still, clock_name) == ("running", last)
    in_time = judged(*given, f"{last} {step}", as_of=last)
    assert clock(in_time, clock_name)[0] == "met"
    assert found(in_time, rule) == set()
    next_day = day(last).fromordinal(day(last).toordinal() + 1)
    assert clock(judged(*given, as_of=str(next_day)), clock_name)[0] == "lapsed"
    late = judged(*given, f"{next_day} {step}", as_of=str(next_day))
    assert found(late, rule) == {(rule, "established")}


# --- contempt -----------------------------------------------------------------------------------------

ALLOWED = (
    "2020-06-01 decision-notice comply-by=2020-07-06",
    "2020-06-29 tribunal-appeal",
    "2021-01-11 tribunal-decision result=allowed comply-by=2021-02-15",
)


@pytest.mark.parametrize(("as_of", "can"), [("2021-02-15", False), ("2021-02-16", True), ("2021-03-16", True), ("2021-03-17", False)])  # fmt: skip
def test_the_tribunals_own_notice_is_for_the_tribunal(as_of: str, can: bool) -> None:
    """FOIA s61(3), (4); SI 2009/1976 r7A(2); [2020] UKUT 174 (AAC): twenty-eight days."""
    failing = judged(*ALLOWED, as_of=as_of)
    assert ("apply-for-contempt" in actions(failing, "requester")) == can
    assert "certify-failure-to-comply" not in actions(failing, "commissioner")


def test_where_the_appeal_is_dismissed_the_commissioner_enforces() -> None:
    """Section 54: the notice of the Commissioner stands."""
    dismissed = ALLOWED[2].replace("allowed", "dismissed")
    failing = judged(*ALLOWED[:2], dismissed, as_of="2021-02-16")
    assert "apply-for-contempt" not in actions(failing, "requester")
    assert "certify-failure-to-comply" in actions(failing, "commissioner")


@pytest.mark.parametrize(("due", "runs"), [("2019-06-01", False), ("2019-06-02", True)])
def test_the_rule_is_in_force_since_3_june_2019(due: str, runs: bool) -> None:
    """SI 2019/925 r1(2), r3(3): for what was first not done on that day or later."""
    decision = f"2019-01-07 tribunal-decision result=allowed comply-by={due}"
    failing = judged(NOTICE, APPEAL, decision, as_of="2019-06-20")
    assert any(c.clock == "contempt-application" for c in failing.clocks) == runs


# --- claims first made to the Commissioner or the Tribunal --------------------------------------------


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("exemptions=s22", set()),
        ("exemptions=s22,s41", {("exemption-first-claimed-late", "established")}),
        ("exemptions=s12", {("cost-or-vexatious-first-claimed-late", "established")}),
        ("exemptions=s14(1)", {("cost-or-vexatious-first-claimed-late", "possible")}),
    ],
)
def test_what_is_first_claimed_to_the_commissioner(
    claim: str, expected: set[tuple[str, str]]
) -> None:
    """FOIA s17(1)(b), (5), (6); EA/2005/0006; LTT63; [2015] UKUT 47 (AAC)."""
    claimed = judged(
        "2017-09-04 response outcome=refused exemptions=s22",
        f"2018-01-10 exemption-claimed to=commissioner {claim}",
        as_of="2018-02-01",
    )
    names = "exemption-first-claimed-late", "cost-or-vexatious-first-claimed-late"
    assert found(claimed, *names) == expected


def test_one_failure_to_give_notice_is_one_finding() -> None:
    """A first refusal that was late was late for every exemption, whenever claimed."""
    claimed = judged(
        "2017-09-05 response outcome=refused exemptions=s22",
        "2018-01-10 exemption-claimed to=tribunal exemptions=s41",
        as_of="2018-02-01",
    )
    assert found(claimed, "exemption-first-claimed-late") == set()
    assert found(claimed, "late-refusal-notice") == {("late-refusal-notice", "established")}
