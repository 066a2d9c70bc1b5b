"""A request without labels has the parts that an answer numbers."""

from __future__ import annotations

import pytest

from foirules.letters.asked_parts import asked_for
from foirules.letters.message import Line
from foirules.letters.named_parts import mentions
from tests.letters.test_what_became import outcomes, read

HEAD = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00
Subject: Halls

"""
LISTED = f"""{HEAD}Under the Freedom of Information Act please send me,
- the sums paid to rent halls in 2018
- the report on closing the depot
- the letters of the tenants
"""
LISTED_BY_NUMBERS = (
    LISTED.replace("- the sums", "1. the sums")
    .replace("- the report", "2. the report")
    .replace("- the letters", "3. the letters")
)
IN_TEXT = f"""{HEAD}Under the Freedom of Information Act I would like the sums paid to rent halls in
2018, the report on closing the depot and the letters of the tenants.
"""
BECAME = {"1": "disclosed", "2": "refused", "3": "not-held"}
ANSWERS = "1. £48,200.\n\n2. Withheld under section 43(2).\n\n3. We hold no letters."
HEADED = (
    "Question 1 - sums\n\n£48,200.\n\nQuestion 2 - report\n\nWithheld under section 43(2).\n\n"
    "Question 3 - letters\n\nWe hold no letters."
)


@pytest.mark.parametrize(
    "answer",
    [
        ANSWERS,
        HEADED,
        "Item   Held?   Answer\n1      Yes     £48,200\n2      Yes     Withheld, s43(2)\n3      No      -",
        f"We have numbered what you asked for.\n\n{ANSWERS}",
    ],
    ids=["labels", "headings", "table", "said"],
)
def test_an_answer_numbers_the_items_of_a_list(answer: str) -> None:
    assert outcomes(read(answer, LISTED)) == BECAME


@pytest.mark.parametrize(
    "says",
    [
        "I have numbered your questions.",
        "You did not number your questions, so I have done it.",
        "For ease we have split your request into three questions.",
    ],
)
def test_an_answer_says_that_it_numbers_what_stands_in_a_sentence(says: str) -> None:
    assert outcomes(read(f"{says}\n\n{HEADED}", IN_TEXT)) == BECAME


def test_headings_that_are_questions_number_what_stands_in_a_sentence() -> None:
    assert outcomes(read(HEADED, IN_TEXT)) == BECAME


@pytest.mark.parametrize("between", ["; ", ";\n"], ids=["a line", "lines"])
def test_an_answer_says_as_what_parts_it_reads_a_request(between: str) -> None:
    read_as = between.join(("(a) the sums", "(b) the report", "and (c) the letters"))
    answer = f"We read it as asking for {read_as}.\n\n"
    answer += "(a) £48,200.\n\n(b) Withheld under section 43(2).\n\n(c) We hold no letters."
    of = dict(zip("abc", BECAME.values(), strict=True))
    assert outcomes(read(answer, IN_TEXT)) == of


@pytest.mark.parametrize(
    "answer",
    [
        ANSWERS,  # and it says nothing of numbers
        "1. Thank you for your letter.\n\n2. We withhold the report under section 43(2).\n\n"
        "3. You may ask for a review.",  # its own paragraphs
    ],
)
def test_numbers_of_which_nothing_is_said_are_no_parts(answer: str) -> None:
    assert set(outcomes(read(answer, IN_TEXT))) <= {None}


def test_an_answer_with_other_numbers_than_a_list_has_items_numbers_none() -> None:
    answer = "1. £48,200 was paid.\n\n2. We withhold the rest under section 43(2)."
    assert set(outcomes(read(answer, LISTED))) <= {None}


def test_a_review_is_of_the_parts_that_the_answer_numbered() -> None:
    more = (
        "\nFrom: A Person <a@example.org>\nSent: 4 March 2019 09:00\nSubject: RE: Rooms\n\n"
        "Please review your answer to 2.\n\nFrom: FOI <foi@hartcombe.gov.uk>\n"
        "Sent: 1 April 2019 09:00\nSubject: Review\n\nOutcome of your internal review\n\n"
        "2. The refusal is upheld under section 43(2)."
    )
    draft = read(ANSWERS + "\n" + more, LISTED)
    assert draft.events[-1].event == "review-outcome"
    assert outcomes(draft) == {"2": "refused"}


def test_a_request_that_counts_in_words_has_parts() -> None:
    request = (
        f"{HEAD}Please tell me, firstly, what was paid to rent halls; secondly, what the report on the"
        " depot says; and thirdly, what tenants wrote.\n"
    )
    assert outcomes(read(ANSWERS, request)) == BECAME


def test_what_stands_between_marks_of_emphasis_is_read_without_them() -> None:
    answer = (
        "_1. the sums paid to rent halls in 2018_\n\n*£48,200.*\n\n_2. the report on closing the depot_\n\n"
        "*Withheld under\nsection 43(2).*\n\n_3. the letters of the tenants_\n\n*We hold no letters.*"
    )
    labelled = LISTED.replace("- the sums", "1. the sums").replace("- the report", "2. the report")
    assert outcomes(read(answer, labelled.replace("- the letters", "3. the letters"))) == BECAME


def test_parts_may_be_told_one_after_the_other_in_a_sentence() -> None:
    answer = "In summary, part (1) is enclosed; part (2) is withheld under section 43(2); part (3) is not held."
    labelled = LISTED.replace("- the sums", "1. the sums").replace("- the report", "2. the report")
    assert outcomes(read(answer, labelled.replace("- the letters", "3. the letters"))) == BECAME


@pytest.mark.parametrize(
    "items",
    [
        "Question one: what was paid to rent halls in 2018?\nQuestion two: what does the report on the"
        " depot say?\nQuestion three: what did the tenants write?",
        "A the sums paid to rent halls in 2018\nB the report on closing the depot\nC the letters of"
        " the tenants",
        "Firstly, the sums paid to rent halls in 2018. Secondly, the report on closing the depot. And"
        " lastly, the letters of the tenants.",
    ],
    ids=["numbers in words", "letters alone", "lastly"],
)
def test_a_request_labels_its_parts_in_other_ways(items: str) -> None:
    asked = f"{HEAD}Under the Freedom of Information Act please send me\n\n{items}\n"
    of = dict(zip("abc" if items.startswith("A ") else "123", BECAME.values(), strict=True))
    assert outcomes(read(HEADED.replace("Question", "Item"), asked)) == of


def test_one_line_that_begins_with_a_letter_labels_no_part() -> None:
    asked = f"{HEAD}Under the Freedom of Information Act please send me\nA copy of the report.\n"
    assert outcomes(read("The report is withheld under section 43(2).", asked)) == {None: "refused"}


@pytest.mark.parametrize("called", ["{} bullet.", "{} point:", "Your {} question."])
def test_an_answer_counts_the_items_of_a_list_in_words(called: str) -> None:
    said = ("£48,200.", "Withheld under section 43(2).", "We hold no letters.")
    words = ("First", "Second", "Third")
    lines = (f"{called.format(word)} {text}" for word, text in zip(words, said, strict=True))
    assert outcomes(read("\n\n".join(lines), LISTED)) == BECAME


def test_a_paragraph_with_a_number_of_its_own_is_of_the_part_that_its_heading_names() -> None:
    # Given an answer that numbers its paragraphs, and takes the parts in another order
    answer = (
        "1. The letters (your third question). We hold none.\n\n2. The report (your second question)."
        " Withheld under section 43(2)."
    )
    asked = LISTED.replace("- the sums", "1. the sums").replace("- the report", "2. the report")
    asked = asked.replace("- the letters", "3. the letters")
    assert outcomes(read(answer, asked)) == {"2": "refused", "3": "not-held"}


def test_parts_of_a_paper_are_none_of_the_request() -> None:
    # Given a review that gives two parts of one paper, and withholds its third
    answer = (
        "Parts 1 and 2 of the tender are enclosed. Part 3, the rates, is withheld under section 43(2)."
        "\n\n(b) We hold no report."
    )
    asked = f"{HEAD}Under the Freedom of Information Act please send me\n\n(a) the tender\n(b) the report\n"
    assert outcomes(read(f"(a) {answer}", asked)) == {"a": "partly-disclosed", "b": "not-held"}


def test_a_schedule_below_a_heading_with_a_part_is_of_that_part() -> None:
    asked = f"{HEAD}Under the Freedom of Information Act please send me\n\n1. the letters\n2. the report\n"
    answer = (
        "1. See the schedule.\n\n2. The report is attached.\n\nSchedule (question 1)\n\n"
        "A. The letter of 3 May: withheld, section 42.\n\nB. The letter of 4 May: enclosed."
    )
    assert outcomes(read(answer, asked)) == {"1": "partly-disclosed", "2": "disclosed"}


@pytest.mark.parametrize(
    "says",
    ["they decided as follows: no. 1, all of it, is to be given.", "what about number 1?"],
)
def test_numbers_within_a_sentence_name_parts(says: str) -> None:
    asked = asked_for([Line(1, "1. the letters"), Line(2, "2. the report")])
    assert [parts for _, parts in mentions(says, asked)] == [("1",)]


@pytest.mark.parametrize(
    "answer",
    [
        "Paragraph one - sums. £48,200.\n\nParagraph two - report. Withheld under section 43(2).\n\n"
        "Paragraph three - letters. We hold none.",
        "One. £48,200.\n\nTwo. The report. Withheld under section 43(2).\n\nThree. We hold no letters.",
        "1 (sums, 2018). £48,200.\n\n2 (report). Withheld under section 43(2).\n\n3 (letters). None held.",
    ],
    ids=["paragraphs in words", "words alone", "brackets"],
)
def test_an_answer_begins_with_the_part_in_other_ways(answer: str) -> None:
    assert outcomes(read(answer, LISTED_BY_NUMBERS)) == BECAME


def test_paragraphs_in_words_are_several_parts_at_once() -> None:
    answer = "Paragraphs one and three - sums and letters. Attached.\n\nParagraph two - report. Not held."
    assert outcomes(read(answer, LISTED_BY_NUMBERS)) == dict.fromkeys("13", "disclosed") | {
        "2": "not-held"
    }


def test_items_of_a_list_are_answered_by_their_subjects_in_their_order() -> None:
    answer = (
        "- Halls: £48,200.\n\n- Depot: withheld under section 43(2).\n\n"
        "- Letters of tenants: we hold none."
    )
    assert outcomes(read(answer, LISTED)) == BECAME


def test_items_of_other_subjects_answer_no_list() -> None:
    answer = "- £48,200.\n\n- Withheld under section 43(2).\n\n- We hold no letters."
    assert set(outcomes(read(answer, LISTED))) <= {None}
