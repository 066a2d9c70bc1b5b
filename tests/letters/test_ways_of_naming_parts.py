"""Plain ways in which an answer says which part it is of, and what became of that."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.read_messages import read_text

ASKS = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00
Subject: Halls

Under the Freedom of Information Act please send me

{}the contract with the caterer
{}the inspection report
{}the names of the inspectors
{}how many complaints there were in 2018

From: FOI <foi@hartcombe.gov.uk>
Sent: 20 February 2019 09:00
Subject: RE: Halls

Dear A Person,

Thank you for your request.

{says}

You may ask for an internal review.

FOI Team
"""
NUMBERS, LETTERS, ROMANS = (
    ("1. ", "2. ", "3. ", "4. "),
    ("a) ", "b) ", "c) ", "d) "),
    ("(i) ", "(ii) ", "(iii) ", "(iv) "),
)
Grounds = dict[str | None, str]


def grounds(labels: tuple[str, ...], says: str) -> Grounds:
    """By part the grounds that an answer was read to rely on."""
    draft = read_text(ASKS.format(*labels, says=says), as_of=date(2020, 1, 1))
    outcomes = next(each.outcomes for each in draft.events if each.event == "response")
    return {
        part: " ".join(said["exemptions"].value)
        for part, said in outcomes.items()
        if "exemptions" in said
    }


@pytest.mark.parametrize(
    ("labels", "says", "expected"),
    [
        (
            NUMBERS,
            "The second. This is withheld under section 43(2).\n\nThe third. Exempt by section 40(2).\n\n"
            "The last. There were 14.",
            {"2": "s43(2)", "3": "s40(2)"},
        ),
        (NUMBERS, "As for your last question, section 12(1) applies.", {"4": "s12(1)"}),
        (
            NUMBERS,
            "The contract (your no. 1) is attached. The names (your no. 3) are withheld under section 40(2).",
            {"3": "s40(2)"},
        ),
        (
            NUMBERS,
            "Report (no. 2). Section 43(2) applies.\n\nInspectors (no. 3). Section 40(2) applies.",
            {"2": "s43(2)", "3": "s40(2)"},
        ),
        (
            ROMANS,
            "1. Your letter came on 4 February 2019.\n\n2. So far as concerns (ii), there is one. Section 43(2)"
            " applies.\n\n3. So far as concerns (iii), there are two. Section 40(2) applies.",
            {"ii": "s43(2)", "iii": "s40(2)"},
        ),
        (
            LETTERS,
            "1. Your letter came on 4 February 2019.\n\n2. The report (B) is enclosed, with redactions. These"
            " are subject to section 43(2).\n\n3. The inspectors (C) asked us not to tell. They are subject"
            " to section 40(2).",
            {"b": "s43(2)", "c": "s40(2)"},
        ),
        (
            NUMBERS,
            "3. See 4 below.\n\n4. Exempt under section 36(2)(c).",
            {"3": "s36(2)(c)", "4": "s36(2)(c)"},
        ),
        (
            NUMBERS,
            "2. INSPECTION REPORT See 3 below.\n\n3. INSPECTORS Exempt under section 40(2).\n\n"
            "4. COMPLAINTS IN 2018 None.",
            {"2": "s40(2)", "3": "s40(2)"},
        ),
        (
            NUMBERS,
            "As to question 2, section 43(2) applies.\n\nAs to question 3, section 40(2) applies, on the"
            " grounds as were given to you for question 2.",
            {"2": "s43(2)", "3": "s40(2)"},
        ),
        (
            NUMBERS,
            "Questions 1 and 2. The contract is attached. The inspection report is withheld under"
            " section 43(2). It would harm the firm.",
            {"2": "s43(2)"},
        ),
        (
            LETTERS,
            "Parts (b) and (c)\n\nSection 43(2) applies to the report, and it is withheld. The exemption"
            " for the inspectors is that in section 40(2).\n\nParts (a) and (d)\n\nBoth are attached.\n\n"
            "Reasons for refusing\n\nSection 43(2) - the firm would lose trade.\n\nSection 40(2) - they are"
            " junior staff.",
            {"b": "s43(2)", "c": "s40(2)"},
        ),
        (
            NUMBERS,
            "Questions 1 and 2. The contract was let in 2017, and the report followed. Both are exempt"
            " under section 43(2).",
            {"1": "s43(2)", "2": "s43(2)"},
        ),
        (
            NUMBERS,
            "Questions 2 and 3. The inspection report is held. All of this is exempt under section 43(2).",
            {"2": "s43(2)", "3": "s43(2)"},
        ),
        (
            NUMBERS,
            "What you asked: the contract with the caterer\nOur answer: attached.\n\nWhat you asked: the"
            " inspection report\nOur answer: exempt under section 43(2).\n\nWhat you asked: the names of"
            " the inspectors\nOur answer: exempt under section 40(2).",
            {"2": "s43(2)", "3": "s40(2)"},
        ),
        (
            LETTERS,
            "A is attached. B and D are exempt under section 43(2). C is withheld under section 40(2).",
            {"b": "s43(2)", "c": "s40(2)", "d": "s43(2)"},
        ),
        (
            NUMBERS,
            "The answer to your first is attached. The answer to your second is no: it is withheld under"
            " section 43(2).",
            {"2": "s43(2)"},
        ),
        (
            NUMBERS,
            "We hold a report of the kind named in your second. It is exempt under section 43(2).",
            {"2": "s43(2)"},
        ),
        (
            NUMBERS,
            "For your 1, 2 and 3 section 43(2) applies. Complaints (your 4) are exempt under section 40(2).",
            {"1": "s43(2)", "2": "s43(2)", "3": "s43(2)", "4": "s40(2)"},
        ),
        (
            NUMBERS,
            "Question 3: we had your 2 letters and your 4 calls, and section 40(2) applies.",
            {"3": "s40(2)"},
        ),
        (
            ROMANS,
            "We can disclose i) and iv) in full. The report (ii) is exempt under section 43(2), the"
            " names (iii) under section 40(2).",
            {"ii": "s43(2)", "iii": "s40(2)"},
        ),
        (
            ROMANS,
            "i) attached; ii) section 43(2), as the firm is about to tender; iii) section 40(2); iv) 12.",
            {"ii": "s43(2)", "iii": "s40(2)"},
        ),
        (
            NUMBERS,
            "1. What we hold\n\nWe hold the contract and the report.\n\n2. What we refuse\n\n"
            "First item: exempt under section 43(2).\n\nSecond item: attached.\n\nThird item: exempt"
            " under section 40(2).\n\n3. What you can do\n\nYou may complain.",
            {"1": "s43(2)", "3": "s40(2)"},
        ),
    ],
)
def test_an_answer_says_of_which_part_a_ground_is(
    labels: tuple[str, ...], says: str, expected: Grounds
) -> None:
    assert grounds(labels, says) == expected


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        (
            "Everything except question 3 is attached. Question 3 is exempt under section 40(2).",
            {"1": "disclosed", "2": "disclosed", "3": "refused", "4": "disclosed"},
        ),
        (
            "Apart from 2 and 3, all is enclosed. 2 and 3 are withheld under section 43(2).",
            {"1": "disclosed", "2": "refused", "3": "refused", "4": "disclosed"},
        ),
        ("All is attached save for items 2, 3 and 4, which are withheld.", {}),
        ("Except for item 3, the figures are of 2018. Item 3 is attached.", {"3": "disclosed"}),
        ("All pages are numbered, except one. Item 1 is attached.", {"1": "disclosed"}),
    ],
)
def test_an_answer_speaks_of_all_parts_but_some(says: str, expected: Grounds) -> None:
    draft = read_text(ASKS.format(*NUMBERS, says=says), as_of=date(2020, 1, 1))
    outcomes = next(each.outcomes for each in draft.events if each.event == "response")
    became = {part: said["outcome"].value for part, said in outcomes.items() if "outcome" in said}
    assert {part: of for part, of in became.items() if of == "disclosed" or expected} == expected
