"""Days whose meaning is told by the thread and the rest of the letter, beside the words near them."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.read_messages import read_text

ACKNOWLEDGED = "Thank you for your request for information. We acknowledge receipt of it."
ANSWERED = "Please find enclosed the information that you asked for."


def day_read(opening: str, sentence: str, means: str, sent: str = "7 June 2024") -> list[date]:
    """The days of a meaning in a letter that answers a request of 3 June 2024."""
    text = (
        "From: A Sample\nTo: Anyshire Council\nSent: 3 June 2024\n\nDear Anyshire Council,\n\n"
        "Please send me the contracts for the depot under the Freedom of Information Act.\n\n"
        f"A Sample\n\nFrom: Anyshire Council\nTo: A Sample\nSent: {sent}\n\nDear A Sample,\n\n"
        f"{opening}\n\n{sentence}\n\nYours\n\nAnyshire Council\n"
    )
    draft = read_text(text, as_of=date(2024, 12, 31))
    return [
        each.day for each in draft.days if each.message == 2 and each.means == means and each.day
    ]


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("For your diary: Monday 1 July.", [date(2024, 7, 1)]),  # 20 working days
        ("For your diary: Thursday 4 July.", []),
        ("For your diary: Monday 1 July. You may ask for a review within 40 working days.", []),
        ("The papers should be ready by 20 June.", []),  # it is asked
        ("The papers should be ready by 20 June. The Clerk calls on 18 June.", []),
    ],
)
def test_the_day_of_an_answer(sentence: str, days: list[date]) -> None:
    assert day_read(ACKNOWLEDGED, sentence, "expected-by") == days


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("On 31 May 2024 there were 12 contracts.", [date(2024, 5, 31)]),
        ("On 31 May there were 12 contracts.", [date(2024, 5, 31)]),
        ("On 5 June 2024 there were 12 contracts.", [date(2024, 6, 5)]),  # since the request
        ("On 15 May 2024 there were 12 contracts.", []),
        ("The number on 31 August was 12.", []),  # of last year, or one to come
        ("There were 12 contracts up to 15 May 2024.", [date(2024, 5, 15)]),
        ("The depot was open up to 15 May 2024.", []),
        ("Between 1 April and 15 May 2024 there were 12 contracts.", []),
        ("On 14 February 2023 there was a fire.", []),
        ("The number as at 14 February 2023 was 12.", [date(2023, 2, 14)]),
        # in brackets, by the request, and in a span that goes on beyond it
        ("2023: 12; 2024 (to 15 May): 20.", [date(2024, 5, 15)]),
        ("2023: 12; 2024 (received on 15 May): 20.", []),
        ("There were 12 from 1 April to the date of your request.", [date(2024, 6, 3)]),
        ("We held nothing at the date of your request.", []),
        ("There were 12 between 1 April and 5 June 2024.", [date(2024, 6, 5)]),
        ("On 5 June 2024 12 were open, when you asked.", [date(2024, 6, 5)]),
        ("There were 12 at the beginning of June.", [date(2024, 6, 1)]),
        ("On 31 May 74 contracts were open.", [date(2024, 5, 31)]),  # and not in 2074
        ("The figures were confirmed by the auditor on 5 June 2024.", []),
        ("There are 12 as things stand today.", [date(2024, 6, 7)]),
    ],
)
def test_the_day_of_a_count(sentence: str, days: list[date]) -> None:
    assert day_read(ANSWERED, sentence, "as-at") == days


@pytest.mark.parametrize(
    ("sent", "days"), [("7 June 2024 10:15", [date(2024, 8, 2)]), ("7 June 2024", [])]
)
def test_receipt_of_a_letter_is_known_where_it_was_mailed(sent: str, days: list[date]) -> None:
    sentence = "You can ask for a review within 8 weeks of receiving this letter."
    assert day_read(ANSWERED, sentence, "review-by", sent) == days


def test_a_day_told_twice_is_its_date() -> None:
    sentence = "You will have our answer by the end of next week but one, 21 June."
    assert day_read(ACKNOWLEDGED, sentence, "expected-by") == [date(2024, 6, 21)]


@pytest.mark.parametrize("same", ["the same day", "on that same day", "on the same date"])
def test_the_same_day_is_that_written_before_it(same: str) -> None:
    sentence = f"Your email of 3 June was received {same}."
    assert day_read(ACKNOWLEDGED, sentence, "received") == [date(2024, 6, 3)]
    assert day_read(ACKNOWLEDGED, f"Your email was received {same}.", "received") == []


@pytest.mark.parametrize("then", ["the next day", "on the following day", "the day after"])
def test_the_next_day_is_that_after_the_one_before_it(then: str) -> None:
    sentence = f"Your email of 3 June was received {then}."
    assert day_read(ACKNOWLEDGED, sentence, "received") == [date(2024, 6, 4)]
    other = f"Your email of 3 June was received {then} you telephoned."
    assert day_read(ACKNOWLEDGED, other, "received") == []


def test_a_day_on_which_a_letter_came_is_of_its_month() -> None:
    sentence = "Your letter of 3 June came on the 5th."
    assert day_read(ACKNOWLEDGED, sentence, "received", "17 August 2024") == [date(2024, 6, 5)]
    other = "Your letter of 3 June is being read, and we hope to answer by the 2nd."
    assert day_read(ACKNOWLEDGED, other, "expected-by", "17 June 2024") == [date(2024, 7, 2)]


def test_a_day_of_that_week_is_its_date() -> None:
    sentence = "The panel sits on 17 June and you will have our answer by the Friday of that week, 21 June."
    assert day_read(ACKNOWLEDGED, sentence, "expected-by") == [date(2024, 6, 21)]


def test_days_of_one_month_are_listed() -> None:
    sentence = "We refer to your letters of 3 and 7 June."
    assert day_read(ANSWERED, sentence, "refers-to", "17 June 2024") == [date(2024, 6, 3)]
    assert day_read(ANSWERED, "Your items 3 and 7 June.", "refers-to", "17 June 2024") == []


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Thank you for your complaint of 24 June 2024.", [date(2024, 6, 24)]),
        ("Thank you for your complaint about your request of 3 June 2024.", [date(2024, 6, 3)]),
        ("Thank you for your complaint of 4 June 2024.", []),  # the thread has no such letter
    ],
)
def test_what_the_commissioner_got_may_not_be_in_the_thread(
    sentence: str, days: list[date]
) -> None:
    text = (
        "From: A Sample\nTo: Anyshire Council\nSent: 3 June 2024\n\nDear Anyshire Council,\n\n"
        "Please send me the contracts for the depot under the Freedom of Information Act.\n\n"
        "A Sample\n\nFrom: Anyshire Council\nTo: A Sample\nSent: 7 June 2024\n\nDear A Sample,\n\n"
        f"{ANSWERED}\n\nFOI Officer\n\nFrom: Information Commissioner's Office\nTo: A Sample\n"
        f"Sent: 1 July 2024\n\nDear A Sample,\n\n{sentence} We have accepted it as valid.\n\n"
        "Case Officer\n"
    )
    draft = read_text(text, as_of=date(2024, 12, 31))
    read = [each for each in draft.days if each.message == 3 and each.means == "refers-to"]
    assert [each.day for each in read if each.day] == days


def test_of_two_days_of_publication_neither_is_taken() -> None:
    opening = f"{ANSWERED} We withhold the report under section 22."
    one = "It will be published on 8 July 2024."
    assert day_read(opening, one, "publication-by") == [date(2024, 7, 8)]
    two = f"{one} The annex will be published on 9 September 2024."
    assert day_read(opening, two, "publication-by") == []
