"""What a letter that claims an exemption has to rest on: ss2(3), 15, 22, 22A, 36, 37 and 40."""

from __future__ import annotations

from typing import Any

import pytest

from foirules import Assessment, Case, assess
from tests.files import day

AVAILABLE, OPINION = "extension-not-available", "qualified-person-missing"
RELIED_ON, AT_REVIEW = "extension-not-relied-on", "disclosed-at-review"


def judged(*events: dict[str, Any], received: str = "2017-08-03", kind: str = "general") -> Any:
    """rule -> its certainty, or met or undecided, of a case of one part, a year later."""
    receipt = {"on": received, "event": "request-received"}
    case = Case.from_dict(
        {"case": "test", "authority": {"type": kind}, "events": [receipt, *events]}
    )
    found: Assessment = assess(case, day(f"{int(received[:4]) + 1}-10-01"))
    return (
        {m.rule: "met" for m in found.met}
        | {u.rule: "undecided" for u in found.undecided}
        | {f.rule: f.certainty for f in found.findings}
    )


def letter(on: str, event: str = "response", **said: Any) -> dict[str, Any]:
    outcome = {"outcome": "refused"} if event == "response" else {}
    return {"on": on, "event": event, **outcome, **said}


# --- which exemptions have a public interest to weigh ----------------------------------------------


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("s37", "possible"),  # some limbs are absolute, s2(3)(ea), and the letter names none
        ("s37(1)", "possible"),
        ("s37(2)", "possible"),
        ("s37(1)(a)", "established"),
        ("s37(1)(ac)", "met"),
        ("s40", "possible"),
        ("s40(1)", "established"),
        ("s40(5)", "possible"),  # not in the list of s2(3)
        ("s40(5B)(a)(i)", "possible"),
        ("s41", "established"),
    ],
)
def test_whether_time_can_be_taken_under_it(cited: str, expected: str) -> None:
    taken = letter("2015-09-02", "extension-notice", exemptions=[cited])
    assert judged(taken, received="2015-08-05")[AVAILABLE] == expected


def test_s22a_goes_by_the_day_of_the_letter() -> None:
    """SI 2014/2330 has no transitional provision for it."""
    for on, expected in (("2014-09-30", "established"), ("2014-10-01", "met")):
        taken = letter(on, "extension-notice", exemptions=["s22A"])
        assert judged(taken, received="2014-09-15")[AVAILABLE] == expected


# --- s36 and the opinion of a qualified person ----------------------------------------------------


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"qualified-person-on": "2017-08-30", "states": {"qualified-person": False}}, "met"),
        ({"qualified-person-on": "2017-09-01"}, "met"),
        ({"qualified-person-on": "2017-09-02"}, "possible"),  # the refusal came before it
        (
            {"qualified-person-on": "2017-08-30", "qualified-person-by": "2017-09-02"},
            "possible",
        ),
        ({"qualified-person-by": "2017-09-01"}, "met"),
        ({"states": {"qualified-person": True}}, "met"),
        ({"states": {"qualified-person": False}}, "possible"),  # s36(2) asks for the opinion alone
        ({}, "undecided"),
    ],
)
def test_a_refusal_under_s36(said: dict[str, Any], expected: str) -> None:
    assert judged(letter("2017-09-01", exemptions=["s36(2)(c)"], **said))[OPINION] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"qualified-person-on": "2024-06-12"}, "possible"),
        ({"qualified-person-on": "2024-05-29"}, "met"),
        ({"qualified-person-on": "2024-05-20", "qualified-person-by": "2024-06-12"}, "possible"),
        ({}, "undecided"),
    ],
)
def test_time_taken_under_s36_before_the_opinion(said: dict[str, Any], expected: str) -> None:
    """The line to take LTT17: time cannot be correctly taken before the opinion."""
    taken = letter("2024-05-29", "extension-notice", exemptions=["s36(2)(b)(i)"])
    refused = letter("2024-06-25", exemptions=["s36(2)(b)(i)"], **said)
    assert judged(taken, refused, received="2024-04-29")[RELIED_ON] == expected


# --- s22 and a review -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        ({"exemptions": ["s22"], "intended-before": True}, "possible"),
        ({"exemptions": ["s22"]}, "possible"),
        ({"exemptions": ["s22"], "intended-before": False}, "established"),  # it never was exempt
        ({"exemptions": ["s22A"]}, "possible"),
        ({"exemptions": ["s43(2)"], "intended-before": True}, "established"),
    ],
)
def test_what_a_review_gives_may_have_been_exempt_until_then(
    refusal: dict[str, Any], expected: str
) -> None:
    found = judged(
        letter("2017-09-01", **refusal),
        {"on": "2017-09-04", "event": "review-requested"},
        {"on": "2017-10-02", "event": "review-outcome", "outcome": "disclosed"},
    )
    assert found[AT_REVIEW] == expected


# --- transferred public records -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (["s38"], "established"),
        (["s38", "s41"], None),  # not "only by virtue of" a qualified one
        (["s38", "s40(2)"], "undecided"),  # it turns on the condition
        (["s37"], "possible"),
    ],
)
def test_what_is_for_the_responsible_authority(cited: list[str], expected: str | None) -> None:
    """ss15(2)(b), 66(4)."""
    refused = letter("2017-09-04", exemptions=cited)
    for rule in ("copy-not-sent", "determination-not-awaited"):
        assert judged(refused, kind="records-authority").get(rule) == expected
        assert judged(refused, kind="place-of-deposit").get(rule) is None


def test_a_place_of_deposit_has_thirty_days() -> None:
    """SI 2004/3364 reg 4(1)(a)."""
    for on, expected in (("2017-09-18", "met"), ("2017-09-19", "established")):
        given = letter(on, outcome="disclosed")
        assert judged(given, kind="place-of-deposit")["late-response"] == expected
