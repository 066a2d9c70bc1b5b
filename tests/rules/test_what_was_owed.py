"""What was owed decides the breach: s10(1) goes with s1(1), s17 stands by itself."""

from __future__ import annotations

from datetime import date

import pytest

from foirules import Assessment, assess
from foirules.cases.examples import example
from tests.files import day

RECEIVED = "2024-03-04 request-received"  # the last day is 4 April 2024
LATE = "2024-04-30"
BREACHES_OF_TIME = (
    "late-response",
    "late-confirmation",
    "late-refusal-notice",
    "late-cost-or-vexatious-notice",
)


def judged(*events: str, as_of: str | None = None) -> Assessment:
    found, later = example(events)
    return assess(found, day(as_of) if as_of else later)


def breaches(found: Assessment, *rules: str) -> dict[str, str]:
    """Rule -> certainty, of the breaches of time or of the rules named."""
    wanted = rules or BREACHES_OF_TIME
    return {f.rule: f.certainty for f in found.findings if f.rule in wanted}


# --- s10(1), where s1(1) imposes a duty and where it does not -----------------------------------------


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        # given late, or said late that none is held: [2026] UKFTT 433 (GRC) para 124
        ("outcome=disclosed", {"late-response": "established"}),
        ("outcome=not-held", {"late-response": "established"}),
        (
            "outcome=partly-disclosed exemptions=s41",
            {"late-response": "established", "late-refusal-notice": "established"},
        ),
        # exempt information is not owed, but that it is held is to be confirmed: one breach of s10(1)
        (
            "outcome=refused exemptions=s41 confirmed-held=yes",
            {
                "late-response": "possible",
                "late-confirmation": "established",
                "late-refusal-notice": "established",
            },
        ),
        # s2(1): nor is it owed to confirm
        (
            "outcome=neither-confirmed-nor-denied exemptions=s23(5)",
            {"late-response": "possible", "late-refusal-notice": "established"},
        ),
        # ss12(2), 14: s1(1) does not oblige; s17(5) asks for the notice in time
        (
            "outcome=vexatious exemptions=s14(1) earlier-notice=no",
            {"late-response": "possible", "late-cost-or-vexatious-notice": "established"},
        ),
        (
            "outcome=repeated exemptions=s14(2)",
            {"late-response": "possible", "late-cost-or-vexatious-notice": "established"},
        ),
        (
            "outcome=cost-limit exemptions=s12(2)",
            {"late-response": "possible", "late-cost-or-vexatious-notice": "established"},
        ),
        (
            "outcome=cost-limit exemptions=s12",
            {"late-response": "possible", "late-cost-or-vexatious-notice": "established"},
        ),
        # s12(1) leaves the duty to confirm as it is
        (
            "outcome=cost-limit exemptions=s12(1)",
            {
                "late-response": "possible",
                "late-confirmation": "established",
                "late-cost-or-vexatious-notice": "established",
            },
        ),
        # s17(6): no notice is needed
        (
            "outcome=vexatious exemptions=s14(1) earlier-notice=yes",
            {"late-response": "possible"},
        ),
        # what it answered is not recorded: it may rest on s14
        ("", {"late-response": "possible"}),
    ],
)
def test_a_late_answer_breaks_what_was_owed(answer: str, expected: dict[str, str]) -> None:
    assert breaches(judged(RECEIVED, f"{LATE} response {answer}")) == expected


@pytest.mark.parametrize(
    "answer",
    [
        "outcome=disclosed",
        "outcome=refused exemptions=s41 confirmed-held=yes",
        "outcome=vexatious",
        "outcome=cost-limit exemptions=s12(1)",
    ],
)
def test_the_same_answer_on_the_last_day_breaks_nothing(answer: str) -> None:
    assert breaches(judged(RECEIVED, f"2024-04-04 response {answer}")) == {}


def test_silence_is_established() -> None:
    assert breaches(judged(RECEIVED, as_of="2024-04-04")) == {}
    assert breaches(judged(RECEIVED, as_of="2024-04-05")) == {"late-response": "established"}


@pytest.mark.parametrize(("exemptions", "outcome"), [("s41", "refused"), ("s12(1)", "cost-limit")])
def test_holding_confirmed_in_time_leaves_the_information_possible(
    exemptions: str, outcome: str
) -> None:
    found = breaches(
        judged(
            RECEIVED,
            "2024-03-20 holding-reply confirmed-held=yes",
            f"{LATE} response outcome={outcome} exemptions={exemptions}",
        ),
        "late-response",
        "late-confirmation",
    )
    assert found == {"late-response": "possible"}


def test_an_answer_is_late_by_its_day_whatever_it_says() -> None:
    """The day of an answer is known where its outcome is not."""
    (late,) = (
        f for f in judged(RECEIVED, f"{LATE} response").findings if f.rule == "late-response"
    )
    assert (late.working_days_late, late.due) == (18, date(2024, 4, 4))
    assert "on 30 April 2024" in late.message


def test_a_later_claim_makes_a_silence_possible_and_its_removal_does_not() -> None:
    silence = judged(RECEIVED, f"{LATE} response outcome=vexatious", as_of="2024-04-29")
    assert breaches(silence) == {"late-response": "established"}
    given = (
        RECEIVED,
        f"{LATE} response outcome=vexatious",
        "2024-05-20 response outcome=disclosed",
    )
    assert breaches(judged(*given))["late-response"] == "established"


# --- a late extension, s10(3) and s17(1): the first turns on the exemption ----------------------------


@pytest.mark.parametrize(
    ("on", "exemptions", "expected"),
    [
        ("2024-04-04", "s43", {}),
        ("2024-04-05", "s43", {"late-response": "possible", "late-refusal-notice": "established"}),
        # under an absolute exemption there is nothing to weigh: silence is silence
        (
            "2024-04-05",
            "s41",
            {"late-response": "established", "late-refusal-notice": "established"},
        ),
    ],
)
def test_a_late_extension_notice(on: str, exemptions: str, expected: dict[str, str]) -> None:
    notice = f"{on} extension-notice exemptions={exemptions}"
    held = "2024-03-20 holding-reply confirmed-held=yes"
    assert breaches(judged(RECEIVED, held, notice, as_of="2024-04-20")) == expected


def test_what_is_given_after_a_late_extension_is_possible_and_before_it_established() -> None:
    notice, given = "2024-04-10 extension-notice exemptions=s43", "response outcome=disclosed"
    after = judged(RECEIVED, notice, f"2024-04-20 {given}")
    assert breaches(after, "late-response") == {"late-response": "possible"}
    before = judged(RECEIVED, f"2024-04-08 {given}", notice)
    assert breaches(before, "late-response") == {"late-response": "established"}


@pytest.mark.parametrize(
    ("answered", "expected"), [("2016-03-31", set()), ("2016-04-01", {"extension-unreasonable"})]
)
def test_reasons_too_long_after_a_dropped_s14_and_a_late_extension(
    answered: str, expected: set[str]
) -> None:
    """FS50641158, FS50124442: s17(3) is judged whether the notice came in time or not."""
    found = judged(
        "2016-02-01 request-received",
        "2016-02-26 response outcome=vexatious exemptions=s14(1)",
        "2016-03-10 extension-notice exemptions=s43",
        f"{answered} response outcome=refused exemptions=s43",
    )
    rule = "extension-unreasonable"
    assert set(breaches(found, rule)) == expected


def test_an_estimate_that_runs_out_and_is_not_renewed() -> None:
    """FS50158274: possibly s17(2)."""
    notice = "2024-04-04 extension-notice exemptions=s43 expected-by=2024-04-22"
    answer = "2024-04-23 response outcome=refused exemptions=s43"
    rule = "estimate-lapsed"
    assert breaches(judged(RECEIVED, notice, answer), rule) == {rule: "possible"}
    renewed = "2024-04-22 holding-reply expected-by=2024-04-23"
    assert breaches(judged(RECEIVED, notice, renewed, answer), rule) == {}
    too_late = "2024-04-23 holding-reply expected-by=2024-04-24"
    assert breaches(judged(RECEIVED, notice, too_late, answer), rule) == {rule: "possible"}
    assert breaches(judged(RECEIVED, notice, as_of="2024-04-22"), rule) == {}


@pytest.mark.parametrize(
    ("exemptions", "expected"),
    [
        ("s43", None),
        ("s41,s43", "possible"),
        ("s41", "established"),
        ("s43,s40(2) personal-data-condition=s40(3A)", "possible"),
        ("s43,s40(2) personal-data-condition=s40(3B)", None),
    ],
)
def test_time_under_an_absolute_exemption_beside_a_qualified_one(
    exemptions: str, expected: str | None
) -> None:
    """s17(2)(a)(ii): exempt only by virtue of a provision that is not in s2(3)."""
    rule = "extension-not-available"
    found = judged(RECEIVED, f"2024-04-04 extension-notice exemptions={exemptions}")
    assert breaches(found, rule).get(rule) == expected


def test_years_of_silence_after_an_extension_depart_from_the_guidance() -> None:
    """The Act gives no number of days, so that s17(3) stays possible (FS50536796)."""
    notice = "2019-08-30 extension-notice exemptions=s43(2) estimate=yes confirmed-held=yes"
    years_later = judged("2019-08-05 request-received", notice, as_of="2025-01-06")
    rules = ("extension-beyond-guidance", "extension-unreasonable")
    assert breaches(years_later, *rules) == dict(
        zip(rules, ("established", "possible"), strict=True)
    )


@pytest.mark.parametrize(
    ("received", "answered", "expected"),
    [
        ("2014-03-03", "2014-05-06", "established"),  # in no case more than forty days
        ("2017-08-03", "2017-10-03", "possible"),  # since October 2015 but in exceptional ones
        ("2017-08-03", "2017-10-02", None),
    ],
)
def test_an_answer_beyond_the_guidance_may_have_been_exceptional(
    received: str, answered: str, expected: str | None
) -> None:
    taken = {"2014-03-03": "2014-03-31", "2017-08-03": "2017-09-01"}[received]
    found = judged(
        f"{received} request-received",
        f"{taken} extension-notice exemptions=s43",
        f"{answered} response outcome=refused exemptions=s43",
    )
    rule = "extension-beyond-guidance"
    assert breaches(found, rule).get(rule) == expected


# --- reviews ------------------------------------------------------------------------------------------

ASKED = "2024-04-08 review-requested"


def test_the_outcome_of_a_review_of_silence_is_the_first_answer() -> None:
    found = judged(RECEIVED, ASKED, f"{LATE} review-outcome outcome=disclosed")
    (late,) = (f for f in found.findings if f.kind == "breach")
    assert (late.rule, late.certainty, late.working_days_late) == (
        "late-response",
        "established",
        18,
    )
    open_now = {a.action for a in found.actions if a.available_from}
    assert open_now == {"complain-to-commissioner"}


def test_a_first_refusal_at_review_breaks_s17_1_itself() -> None:
    found = judged(RECEIVED, ASKED, f"{LATE} review-outcome outcome=refused exemptions=s41")
    assert breaches(found) == {
        "late-response": "possible",
        "late-confirmation": "established",
        "late-refusal-notice": "established",
    }


CONTENTS = (
    "exemption-not-explained",
    "public-interest-reasons-missing",
    "complaints-procedure-missing",
    "ico-right-missing",
)
SAYS_NOTHING = (
    "exemption-reason=no public-interest-reasons=no complaints-procedure=no ico-right=no advice=no"
    " confirmed-held=no"
)


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("not-held", set(CONTENTS)),  # the first notice
        ("refused exemptions=s36(2)(c)", set(CONTENTS)),  # the first of s43(2)
        ("refused exemptions=s36(2)(c),s43(2)", set()),
    ],
)
def test_what_a_refusal_at_review_must_say(first: str, expected: set[str]) -> None:
    """s17(1)(c), (3), (7), of what is claimed for the first time."""
    found = judged(
        RECEIVED,
        f"2024-03-28 response outcome={first}",
        "2024-04-02 review-requested",
        f"2024-04-25 review-outcome outcome=refused exemptions=s36(2)(c),s43(2) {SAYS_NOTHING}",
    )
    of_the_review = {f.rule for f in found.findings if f.event and f.event.id == "4"}
    assert of_the_review & set(CONTENTS) == expected


@pytest.mark.parametrize("first", ["not-held", "cost-limit exemptions=s12(1)"])
def test_cost_first_relied_on_at_review(first: str) -> None:
    """[2026] UKFTT 282 (GRC) para 23: s12(2) and s16 are judged of it as well, and s17(5), (7)."""
    found = judged(
        RECEIVED,
        f"2024-03-28 response outcome={first}",
        "2024-04-02 review-requested",
        f"2024-04-25 review-outcome outcome=cost-limit exemptions=s12(1) {SAYS_NOTHING}",
    )
    of_the_review = {f.rule: f.certainty for f in found.findings if f.event and f.event.id == "4"}
    new = {
        "not-confirmed-despite-cost": "possible",
        "advice-not-given": "possible",
        "complaints-procedure-missing": "established",
        "ico-right-missing": "established",
    }
    assert of_the_review == (new if first == "not-held" else {})


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        ("2019-10-29", None),  # the twentieth working day
        ("2019-10-30", "possible"),
        ("2019-11-26", "possible"),  # the fortieth, for what is complex or large
        ("2019-11-27", "established"),
    ],
)
def test_a_review_may_have_been_complex(answered: str, expected: str | None) -> None:
    """s45 Code of Practice (July 2018) paras 5.4, 5.5."""
    found = judged(
        "2019-08-01 request-received",
        "2019-08-02 response outcome=refused exemptions=s41",
        "2019-10-01 review-requested",
        f"{answered} review-outcome outcome=refused exemptions=s41",
    )
    assert breaches(found, "late-review").get("late-review") == expected


# --- after a decision notice, s50(4) ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decided", "expected"),
    [("2024-06-03", "possible"), ("2024-07-01", "possible"), ("2024-07-02", "established")],
)
def test_a_refusal_given_to_comply_with_a_decision_notice(decided: str, expected: str) -> None:
    found = judged(
        RECEIVED,
        "2024-03-28 response outcome=not-held",
        *sorted(
            [
                f"{decided} decision-notice",
                "2024-07-01 response outcome=refused exemptions=s43 confirmed-held=yes",
            ]
        ),
    )
    assert breaches(found, "late-refusal-notice") == {"late-refusal-notice": expected}


def test_an_exemption_added_to_comply_with_a_decision_notice() -> None:
    first = "2024-03-28 response outcome=refused exemptions=s43"
    second = "2024-07-01 response outcome=refused exemptions=s36(2)(c),s43"
    rule = "late-exemption"
    assert breaches(judged(RECEIVED, first, second), rule) == {rule: "established"}
    decision = "2024-06-03 decision-notice"
    assert breaches(judged(RECEIVED, first, decision, second), rule) == {rule: "possible"}


# --- a letter after the complaint, s50(2)(b) ----------------------------------------------------------


def test_only_letters_up_to_the_complaint_count_for_delay() -> None:
    before = (
        "2026-11-02 request-received",
        "2026-11-26 response outcome=refused exemptions=s41",
        "2027-03-01 ico-complaint",
    )
    after = "2027-03-15 review-outcome outcome=refused exemptions=s41"
    delayed = [
        next(
            f for f in judged(*events, as_of="2027-04-01").findings if f.rule == "complaint-delayed"
        )
        for events in (before, (*before, after))
    ]
    assert delayed[0] == delayed[1]
    assert delayed[0].due == date(2027, 1, 7)
