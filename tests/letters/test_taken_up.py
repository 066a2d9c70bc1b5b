"""Reviews that name no part of the request: of which parts they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foirules.letters.draft import DraftEvent
from foirules.letters.read_messages import read_messages, read_text

THREAD = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00
Subject: Library

Under the Freedom of Information Act please send me
a) the number of visits in 2018
b) the report on closing the library
c) what the readers wrote about it

From: FOI <foi@hartcombe.gov.uk>
Sent: 1 March 2019 09:00
Subject: RE: Library

Thank you for your request. Our response is as follows.

a) There were 31,204.
b) The report is withheld under section 43(2).
c) The letters are withheld under section 40(2).

From: A Person <a@example.org>
Sent: 4 March 2019 09:00
Subject: RE: Library

{asks}

From: FOI <foi@hartcombe.gov.uk>
Sent: 29 March 2019 09:00
Subject: RE: Library

This is the outcome of the internal review that you asked for.

{says}
"""
REVIEW = "I am not happy with this answer. Please carry out an internal review."
UPHELD = "I uphold the decision to withhold it under section {}."


def _review(asks: str, says: str) -> DraftEvent:
    draft = read_text(THREAD.format(asks=asks, says=says), as_of=date(2020, 1, 1))
    return next(each for each in draft.events if each.event == "review-outcome")


@pytest.mark.parametrize(
    ("asks", "says", "parts"),
    [
        (REVIEW, UPHELD.format("43(2)"), {"b": ("s43(2)",)}),
        (REVIEW, UPHELD.format("40(2)"), {"c": ("s40(2)",)}),
        (f"{REVIEW} I mean part b.", "It is attached, less names withheld under section 40(2).", {"b": ("s40(2)",)}),
        (f"{REVIEW} It is part c that I want.", UPHELD.format("40(2)"), {"c": ("s40(2)",)}),
        ("Please review (b) only. Parts a and c are fine.", UPHELD.format("43(2)"), {"b": ("s43(2)",)}),
        ("I accept c. Please review the refusal of b.", UPHELD.format("36(2)(c)"), {"b": ("s36(2)(c)",)}),
        ("Please review. The report ought to be public.", UPHELD.format("36(2)(c)"), {"b": ("s36(2)(c)",)}),
    ],
)  # fmt: skip
def test_a_review_that_names_no_part_is_of_what_it_comes_back_to(
    asks: str, says: str, parts: dict[str, tuple[str, ...]]
) -> None:
    read = _review(asks, says).outcomes
    assert {part: said["exemptions"].value for part, said in read.items()} == parts
    assert all("outcome" in said for said in read.values())


def test_a_review_that_first_tells_what_was_asked_is_of_what_the_requester_named() -> None:
    tells = "You asked for the visits (part a), the report (part b) and the letters (part c)."
    says = f"{tells}\n\nThe report is withheld under section 36(2)(c)."
    read = _review(f"{REVIEW} I mean part b.", says).outcomes
    assert {part: said["exemptions"].value for part, said in read.items()} == {"b": ("s36(2)(c)",)}


def test_each_ground_of_a_review_is_that_of_its_own_part() -> None:
    read = _review(REVIEW, "Section 43(2) still applies. So does section 40(2).").outcomes
    assert {part: said["exemptions"].value for part, said in read.items()} == {
        "b": ("s43(2)",),
        "c": ("s40(2)",),
    }


@pytest.mark.parametrize(
    ("says", "parts"),
    [
        (
            "I have looked at it afresh. Section 43(2) still applies.\n\nSection 40(2) applies to c.",
            {"b": ("s43(2)",), "c": ("s40(2)",)},
        ),
        (
            "The pages of the first chapter are attached. Section 43(2) remains for all others. "
            "Section 40(2) continues to apply to (c).",
            {"b": ("s43(2)",), "c": ("s40(2)",)},
        ),
        (
            "b: section 43(2) upheld. c: section 40(2) upheld.",
            {"b": ("s43(2)",), "c": ("s40(2)",)},
        ),
        (
            "For b I substitute section 36(2)(c) for section 43(2). For c, section 40(2) stands.",
            {"b": ("s36(2)(c)",), "c": ("s40(2)",)},
        ),
        (
            "On (b) the panel upholds section 43(2).\n\nOn (c) it replaced section 40(2) with section 38(1)(b).",
            {"b": ("s43(2)",), "c": ("s38(1)(b)",)},
        ),
        (
            "1. This is my decision on part b and part c.\n\n2. The panel met on 20 March 2019.\n\n"
            "3. I uphold section 43(2).",
            {"b": ("s43(2)",)},
        ),
    ],
)
def test_what_a_review_says_of_no_part_is_of_those_refused_on_that_ground(
    says: str, parts: dict[str, tuple[str, ...]]
) -> None:
    read = _review(REVIEW, says).outcomes
    found = {part: said["exemptions"].value for part, said in read.items() if "exemptions" in said}
    assert found == parts


def test_a_review_that_names_one_part_may_come_back_to_the_ground_of_another() -> None:
    says = (
        "I have read the report, and section 43(2) is rightly engaged.\n\n"
        "I also find that section 40(2) was correctly applied to part c.\n\n"
        "I therefore uphold the decision in full."
    )
    read = _review(f"{REVIEW} I mean parts b and c.", says).outcomes
    assert {part: said["exemptions"].value for part, said in read.items()} == {
        "b": ("s43(2)",),
        "c": ("s40(2)",),
    }


@pytest.mark.parametrize(
    ("says", "became"),
    [
        ("b) You are right that a section should have been named. It is section 42. I uphold it.", "refused"),
        ("b) It is section 42. I uphold it. Whether section 41 would apply I leave open and do not rely on.", "refused"),
        ("b) Section 43(2) has gone, as the sale is made. Section 41 therefore applies.", "refused"),
        ("b) Section 43(2) falls away. To the report as a whole I apply section 36(2)(c) instead.", "refused"),
        ("b) The panel replaced section 43(2) with section 36(2)(c), for the same reasons.", "refused"),
        ("b) We ought to have cited section 36(2)(c): candour would be lost.", "refused"),
        ("b) I enclose it. By withholding the report the council did not comply with section 1.", "disclosed"),
        ("b) It has been found, and is attached. I am sorry that we told you that it was not held.", "disclosed"),
        ("b) It is exempt under section 43(2). Little weight attaches to what it says of rents.", "refused"),
        ("b) I do not think that the exemption is made out. It is attached. I am sorry that it was not supplied before.", "disclosed"),
    ],
)  # fmt: skip
def test_what_became_of_a_part_that_a_review_takes_up(says: str, became: str) -> None:
    assert _review(REVIEW, says).outcomes["b"]["outcome"].value == became


def test_a_review_of_nothing_that_is_known_stays_of_the_whole() -> None:
    read = _review(REVIEW, "It is all withheld under section 12(1).").outcomes
    assert set(read) == {None}


def test_of_parts_that_a_review_was_not_asked_of_nothing_is_asked() -> None:
    says = UPHELD.format("43(2)").replace("withhold it", "withhold part b")
    open_of = []
    for asks in (f"{REVIEW} I mean part b.", REVIEW):
        draft = read_text(THREAD.format(asks=asks, says=says), as_of=date(2020, 1, 1))
        open_of.append({q.field for q in draft.questions if q.event == "review-outcome"})
    assert not open_of[0] & {"outcomes.a.outcome", "outcomes.c.outcome"}
    assert open_of[1] >= {"outcomes.a.outcome", "outcomes.c.outcome"}


LATER = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00

Under the Freedom of Information Act please send me
a) the number of visits in 2018
b) the advice on closing the library

From: FOI <foi@hartcombe.gov.uk>
Sent: 1 March 2019 09:00

Thank you for your request.

a) Please find the number of visits attached.
b) We need more time to consider the public interest under section 42. You will hear by 29 March 2019.

From: FOI <foi@hartcombe.gov.uk>
Sent: 29 March 2019 09:00

I am sorry for the delay. The advice is withheld under section 42(1), because it is between the
council and its solicitors.
"""


def test_a_later_answer_that_names_no_part_is_of_those_that_no_answer_has_settled() -> None:
    draft = read_text(LATER, as_of=date(2020, 1, 1))
    last = draft.events[-1]
    assert (last.event, set(last.outcomes)) == ("response", {"b"})
    assert last.outcomes["b"]["exemptions"].value == ("s42(1)",)
    assert "outcomes.a.outcome" not in {q.field for q in draft.questions if q.message == 3}


ALONE = {
    "1": "4 February 2019\n\nDear Sir or Madam\n\nUnder the Freedom of Information Act please send me\n"
    "a) the number of visits in 2018\nb) the report on closing the library\n"
    "c) what the readers wrote about it\n\nAda Person",
    "2": "Hartcombe Libraries\n1 March 2019\n\nMs A Person\n\nThis letter is our response.\n\n"
    "a) 31,204\n\nb) The report is withheld under section 43(2).\n\n"
    "c) The letters are withheld under section 40(2).\n\nB Clerk",
    "3": "4 March 2019\n\nPlease would the head of the office review b and c.\n\nAda Person",
    "4": "Hartcombe Libraries\n29 March 2019\n\nMs A Person\n\nHL 12: review\n\nI have considered your "
    "complaint of 4 March 2019 about our letter of 1 March.\n\nPart b. I rely on section 41 alone.\n\n"
    "Part c. The letters are attached, bar the names, exempt under section 40(2).\n\nC Chief",
}


def test_a_review_by_nobody_who_wrote_before_speaks_of_the_parts_that_it_names(
    tmp_path: Path,
) -> None:
    for name, text in ALONE.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    events = read_messages(tmp_path, as_of=date(2020, 1, 1)).events
    read = next(each for each in events if each.event == "review-outcome").outcomes
    assert {part: said["exemptions"].value for part, said in read.items()} == {
        "b": ("s41",),
        "c": ("s40(2)",),
    }


def test_a_review_that_only_says_which_parts_it_is_about_tells_them_by_their_subjects() -> None:
    says = (
        "This is a review of parts b and c.\n\n"
        "The report on closing the library is enclosed. I withdraw section 43(2).\n\n"
        "As to what the readers wrote, I uphold section 40(2). They did so in confidence."
    )
    read = _review("Please review parts b and c.", says).outcomes
    assert read["b"]["outcome"].value == "disclosed"
    assert "exemptions" not in read["b"]
    assert read["c"]["outcome"].value == "refused"
    assert read["c"]["exemptions"].value == ("s40(2)",)


@pytest.mark.parametrize("asks", [REVIEW, "Please look at this again."])
def test_a_review_that_first_says_which_part_it_was_asked_to_look_at_is_of_that(asks: str) -> None:
    says = (
        "You asked me to look at the report (item b), and I have done so.\n\n"
        "I don't agree with all of the answer. Chapters 1 to 3 are attached.\n\n"
        "The plans are still live. As to those I uphold section 43(2)."
    )
    read = _review(asks, says).outcomes
    assert {part: said["outcome"].value for part, said in read.items()} == {"b": "partly-disclosed"}


def test_a_review_that_names_a_part_below_what_it_decides_is_not_of_that_part() -> None:
    says = (
        "I find that section 43(2) is engaged. It continues to be withheld under section 43(2).\n\n"
        "You might have been told sooner of part a."
    )
    read = _review(REVIEW, says).outcomes
    assert {part for part, said in read.items() if "exemptions" in said} == {"b"}
