"""Parts that an answer names by what they are about, or as another part, and by no label."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from foirules.letters.read_messages import read_text

ASKED = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00
Subject: Library

Under the Freedom of Information Act please send me
a) the number of visits in 2018
b) the report on closing the branch
c) what the readers wrote about it
"""
ANSWER = """
From: FOI <foi@hartcombe.gov.uk>
Sent: {sent} 2019 09:00
Subject: RE: Library

{says}
"""
THANKS = "Thank you for your request. Our response is as follows.\n\n"
Said = dict[str | None, tuple[str | None, tuple[str, ...]]]


def _said(text: str, event: str = "response") -> Said:
    draft = read_text(text, as_of=date(2020, 1, 1))
    found: dict[str | None, dict[str, Any]] = next(
        each.outcomes for each in draft.events if each.event == event
    )
    return {
        part: (
            said["outcome"].value if "outcome" in said else None,
            said["exemptions"].value if "exemptions" in said else (),
        )
        for part, said in found.items()
    }


def _answer(says: str) -> Said:
    return _said(ASKED + ANSWER.format(sent="1 March", says=THANKS + says))


VISITS = {"a": ("disclosed", ())}


@pytest.mark.parametrize(
    ("says", "said"),
    [
        (
            "There were 31,204 visits. A table is attached.\n\nThe report is withheld under section 43(2).\n\n"
            "As for what readers wrote, section 40(2) applies.",
            {"b": ("refused", ("s43(2)",)), "c": ("refused", ("s40(2)",))},
        ),
        (
            "Visits\n\nA table is attached.\n\nClosing report\n\nWithheld under section 43(2).",
            VISITS | {"b": ("refused", ("s43(2)",))},
        ),
        (
            "The comments of the public are withheld under section 40(2).\n\nVisits. A table is attached.\n\n"
            "Report. Withheld under section 43(2).",
            VISITS | {"b": ("refused", ("s43(2)",)), "c": ("refused", ("s40(2)",))},
        ),
        (
            "With regard to the report, we have decided to withhold it under section 43(2).",
            {"b": ("refused", ("s43(2)",))},
        ),
        (
            "The visits. A table is attached; the branch had 31,204 in all.\n\nThe report. I am sorry"
            " for the delay. The readers are right that it matters, but it is withheld under section"
            " 43(2).\n\nWhat readers wrote. Exempt under section 40(2).",
            VISITS | {"b": ("refused", ("s43(2)",)), "c": ("refused", ("s40(2)",))},
        ),
        (
            "There were 31,204 visits.\n\nI must decline to send you the report. It falls within"
            " section 43(2).\n\nThe council has had forty letters of readers. I withhold them under"
            " section 40(2).",
            {"b": ("refused", ("s43(2)",)), "c": ("refused", ("s40(2)",))},
        ),
        (
            "The reporting on closure of the branch is withheld under section 43(2).\n\nAs to visitors,"
            " a table is attached.",
            VISITS | {"b": ("refused", ("s43(2)",))},
        ),
        (
            "Section 43(2) has been applied to the report and section 40(2) to what readers wrote.",
            {"b": ("refused", ("s43(2)",)), "c": ("refused", ("s40(2)",))},
        ),
        ("The report is withheld under section 43(2).", {None: ("refused", ("s43(2)",))}),
        (
            "The number of visits, the report and the readers' letters are held. They are withheld under section 43(2).",
            dict.fromkeys("abc", ("refused", ("s43(2)",))),
        ),
    ],
)
def test_a_part_is_named_by_its_subject(says: str, said: Said) -> None:
    read = _answer(says)
    assert {part: read.get(part) for part in said} == said


@pytest.mark.parametrize(
    ("says", "said"),
    [
        (
            "b) Withheld under section 43(2).\n\nc) The same applies to these.",
            {"b": ("refused", ("s43(2)",)), "c": ("refused", ("s43(2)",))},
        ),
        (
            "b) Withheld under section 43(2).\n\nc) Attached, with prices blanked out as in b above.",
            {"b": ("refused", ("s43(2)",)), "c": ("partly-disclosed", ("s43(2)",))},
        ),
        (
            "b) Withheld under section 43(2).\n\nc) The same applies to these, under section 40(2).",
            {"b": ("refused", ("s43(2)",)), "c": ("refused", ("s40(2)",))},
        ),
        (
            "We release what you ask for in part a and refuse part b under section 43(2).",
            VISITS | {"b": ("refused", ("s43(2)",))},
        ),
        (
            "a) 31,204.\n\nb) See exemptions below.\n\nc) Attached.\n\nExemptions\n\n"
            "The report is withheld under section 43(2).",
            VISITS | {"c": ("disclosed", ())},
        ),
        (
            "In reply to a) to c), a table, the report and the letters are attached.\n\n"
            "Names have been redacted from the report under section 40(2).",
            VISITS | {"b": ("partly-disclosed", ("s40(2)",))},
        ),
        (
            "a, b and c) Withheld under section 43(2).",
            dict.fromkeys("abc", ("refused", ("s43(2)",))),
        ),
        (
            "We refuse your entire request under section 12(1). We could answer part a by itself.",
            dict.fromkeys("abc", ("cost-limit", ("s12(1)",))),
        ),
        (
            "Section 43(2)\n\nThis applies to part b.",
            {"b": ("refused", ("s43(2)",))},
        ),
    ],
)
def test_what_is_said_of_one_part_is_of_another_too(says: str, said: Said) -> None:
    read = _answer(says)
    assert {part: read.get(part) for part in said} == said


REVIEW = """
From: A Person <a@example.org>
Sent: 4 March 2019 09:00
Subject: RE: Library

Please carry out an internal review of this answer.
"""


@pytest.mark.parametrize(
    ("before", "says", "said"),
    [
        ("b) Withheld under section 43(2).", "b) I uphold the decision.", ("refused", ())),
        (
            "b) Attached, with prices withheld under section 43(2).",
            "b) I uphold the decision.",
            ("partly-disclosed", ()),
        ),
        (
            "b) Attached, with prices withheld under section 43(2).",
            "b) I maintain the use of section 43(2).",
            ("partly-disclosed", ("s43(2)",)),
        ),
        (
            "b) Withheld under section 43(2).",
            "b) I uphold the use of section 43(2) for the prices. The rest is attached.",
            ("partly-disclosed", ("s43(2)",)),
        ),
    ],
)
def test_a_review_that_upholds_an_answer_leaves_it_as_it_was(
    before: str, says: str, said: tuple[str, tuple[str, ...]]
) -> None:
    answer = ANSWER.format(sent="1 March", says=THANKS + before)
    outcome = f"This is the outcome of the internal review that you asked for.\n\n{says}"
    review = ANSWER.format(sent="29 March", says=outcome)
    assert _said(ASKED + answer + REVIEW + review, "review-outcome")["b"] == said


def test_the_parts_may_be_told_when_it_is_asked_what_is_meant() -> None:
    text = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00
Subject: Library

Under the Freedom of Information Act please send me all you have on the library.

From: FOI <foi@hartcombe.gov.uk>
Sent: 8 February 2019 09:00
Subject: RE: Library

We cannot tell what you are asking for. Please clarify which papers you would like.

From: A Person <a@example.org>
Sent: 9 February 2019 09:00
Subject: RE: Library

1. the number of visits
2. the report
"""
    says = THANKS + "1. Attached.\n2. Withheld under section 43(2)."
    assert _said(text + ANSWER.format(sent="1 March", says=says)) == {
        "1": ("disclosed", ()),
        "2": ("refused", ("s43(2)",)),
    }


def test_what_stands_above_the_salutation_names_no_part() -> None:
    # Given a letterhead and a greeting that have words of parts
    head = "VISITS AND BRANCHES TEAM\n\nDear Mr Reader,\n\n"
    answer = "Thank you for your request, which is refused under section 14(1)."
    text = ASKED + ANSWER.format(sent="1 March", says=head + answer)
    assert _said(text) == {None: ("vexatious", ("s14(1)",))}


def test_the_subjects_of_a_review_are_of_all_parts_that_it_heads() -> None:
    # Given a request for a review that names one part by its label
    pressed = ASKED.replace("4 February", "8 March").replace(
        ASKED.partition("\n\n")[2], "Please review (b). And I have heard nothing of the letters.\n"
    )
    answered = (
        "The report is refused under section 43(2).\n\nWhat readers wrote is refused under s41."
    )
    first = ANSWER.format(sent="1 March", says=THANKS + answered)
    says = (
        "I have completed the review.\n\nThe report. I uphold section 43(2).\n\nWhat readers wrote."
        " Section 41 does not apply, but section 40(2) does. I uphold the refusal on that ground."
    )
    review = ANSWER.format(sent="2 April", says=says)
    assert _said(ASKED + first + "\n" + pressed + review, "review-outcome") == {
        "b": ("refused", ("s43(2)",)),
        "c": ("refused", ("s40(2)",)),
    }


def test_two_parts_that_share_a_stem_are_told_by_their_words() -> None:
    asked = ASKED.replace("the report on closing the branch", "the inspection notes")
    asked = asked.replace("what the readers wrote about it", "the names of the inspectors")
    says = "The notes of the inspection are attached.\n\nThe names of the inspectors are exempt under section 40(2)."
    said = _said(asked + ANSWER.format(sent="1 March", says=THANKS + says))
    assert {part: said[part] for part in "bc"} == {
        "b": ("disclosed", ()),
        "c": ("refused", ("s40(2)",)),
    }


def test_but_turns_to_another_part() -> None:
    asked = ASKED.replace("a)", "1.").replace("b)", "2.").replace("c)", "3.")
    says = (
        "We can give you the information for questions 1 and 2, which is attached, but the information"
        " for question 3 is exempt under section 40(2)."
    )
    said = _said(asked + ANSWER.format(sent="1 March", says=THANKS + says))
    assert said == {"1": ("disclosed", ()), "2": ("disclosed", ()), "3": ("refused", ("s40(2)",))}


def test_the_name_below_a_request_is_no_subject_of_its_last_part() -> None:
    # Given the answer names no label for the last part, and greets the one who asks
    asked = ASKED.rstrip("\n") + ". Thank you.\nRowena Marchbanks\n"
    says = "Dear Ms Marchbanks\n\na) 31,204.\n\nb) Section 43(2) applies.\n\nWe can say no more."
    found = _said(asked + ANSWER.format(sent="1 March", says=says))
    assert found["b"] == ("refused", ("s43(2)",))
    assert found.get("c", (None, ()))[0] is None


CLINICS = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00
Subject: Clinics

Under the Freedom of Information Act please send me
1. what was spent on locum doctors in 2018
2. the firms that supplied them
3. correspondence with Harlow Care about fees
4. the review of the night clinic
5. the names of the managers on duty
"""


def _of_clinics(says: str) -> Said:
    return _said(CLINICS + ANSWER.format(sent="1 March", says=THANKS + says))


@pytest.mark.parametrize(
    ("says", "grounds"),
    [
        pytest.param(
            "Locums: see the table below.\nSuppliers - listed on our website.\n"
            "Letters with the company: exempt, section 41(1).\n"
            "Night clinic: exempt, section 36(2)(c).\nDuty managers: exempt, section 40(2).",
            {"3": ("s41(1)",), "4": ("s36(2)(c)",), "5": ("s40(2)",)},
            id="a line for each, one of them in other words",
        ),
        pytest.param(
            "Locum doctors\n\nThe table is attached.\n\nSuppliers\n\nExempt under section 43(2).\n\n"
            "Harlow Care\n\nExempt under section 41(1).",
            {"2": ("s43(2)",), "3": ("s41(1)",)},
            id="headings, one of them between two that are told",
        ),
        pytest.param(
            "We are keeping back the correspondence, which section 41(1) covers. You also asked for the"
            " review. It is still a draft and exempt under section 36(2)(c).",
            {"3": ("s41(1)",), "4": ("s36(2)(c)",)},
            id="in one paragraph, in the middle of a clause",
        ),
        pytest.param(
            "Neither the managers nor the correspondence can be disclosed. Both are exempt under section 40(2).",
            {"3": ("s40(2)",), "5": ("s40(2)",)},
            id="two that neither is",
        ),
        pytest.param(
            '"The review of the night clinic": exempt under section 36(2)(c).\n\n'
            '"The names of the managers": exempt under section 40(2).',
            {"4": ("s36(2)(c)",), "5": ("s40(2)",)},
            id="what was asked in quotation marks",
        ),
        pytest.param(
            "The locum figures are attached.\n\nWith regard to the people in charge, section 40(2) applies.\n\n"
            "The night clinic is under review, and what there is of it is exempt under section 36(2)(c).",
            {"4": ("s36(2)(c)",)},
            id="turned to in words that tell no part",
        ),
        pytest.param(
            "You asked for the spending on locums. If the managers were named,"
            " some might be harassed. Section 38(1)(b) applies.",
            {"1": ("s38(1)(b)",)},
            id="only supposed",
        ),
    ],
)
def test_a_part_is_named_in_a_heading_or_a_clause(
    says: str, grounds: dict[str, tuple[str, ...]]
) -> None:
    read = _of_clinics(says)
    assert {part: of for part, (_, of) in read.items() if part and of} == grounds
