"""Days that may be of something else, so that the draft asks for them."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from foirules.letters.draft import Draft
from foirules.letters.read_messages import read_text

ASKED: Final = "Please send me the contracts for the depot under the Freedom of Information Act."
ACKNOWLEDGED: Final = "Thank you for your request for information. We acknowledge receipt of it."
ANSWERED: Final = "Please find enclosed the information that you asked for."


def thread(*letters: tuple[str, str], clock: str = "") -> Draft:
    """The draft of a request of Monday 3 June 2024 and of letters that follow, each by the day on
    which it was sent and what it says.

    :param clock: the time in the head of each, as mail programs write it.
    """
    texts = [_letter("A Sample", "Anyshire Council", f"3 June 2024{clock}", ASKED)]
    texts += (
        _letter("Anyshire Council", "A Sample", f"{sent}{clock}", says) for sent, says in letters
    )
    return read_text("\n\n".join(texts), as_of=date(2024, 12, 31))


def _letter(sender: str, to: str, sent: str, says: str) -> str:
    return f"From: {sender}\nTo: {to}\nSent: {sent}\n\nDear {to},\n\n{says}\n\nYours\n\n{sender}"


def days(draft: Draft, means: str, message: int = 2) -> list[date]:
    return [d.day for d in draft.days if (d.message, d.means) == (message, means) and d.day]


def asked(draft: Draft, name: str) -> bool:
    return any(each.field == name for each in draft.questions)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("You should have our reply by Friday.", []),
        ("You should have our reply by Friday 14 June.", [date(2024, 6, 14)]),
    ],
)
def test_a_weekday_alone_is_asked_for(sentence: str, told: list[date]) -> None:
    draft = thread(("7 June 2024", f"{ACKNOWLEDGED} {sentence}"))
    assert days(draft, "expected-by") == told
    assert asked(draft, "expected-by") is not bool(told)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("I will write to you by 20 June. You will have our reply by 24 June.", []),
        ("I will write to you by 24 June. You will have our reply by 24 June.", [24]),
    ],
)
def test_of_two_days_for_an_answer_neither_is_taken(sentence: str, told: list[int]) -> None:
    draft = thread(("7 June 2024", f"{ACKNOWLEDGED} {sentence}"))
    assert {day.day for day in days(draft, "expected-by")} == set(told)
    assert asked(draft, "expected-by") is not bool(told)


@pytest.mark.parametrize(
    ("ground", "told"),
    [("section 22", [date(2024, 9, 2)]), ("section 43(2)", [])],
)
def test_a_day_of_publication_goes_with_its_grounds(ground: str, told: list[date]) -> None:
    says = (
        f"We hold the report. It is exempt under {ground} of the Act. The statistics will be"
        " published on 2 September 2024."
    )
    assert days(thread(("28 June 2024", says)), "publication-by") == told


@pytest.mark.parametrize(
    ("day", "told"), [("26 July 2024", [date(2024, 7, 26)]), ("11 July 2024", [])]
)
def test_a_day_by_which_to_write_ends_a_usual_time(day: str, told: list[date]) -> None:
    sentence = f"Please write to the Chief Officer by {day}."
    assert days(thread(("28 June 2024", f"{ANSWERED} {sentence}")), "review-by") == told


@pytest.mark.parametrize(
    ("clock", "day", "told"),
    [
        ("", "10 June", [date(2024, 6, 10)]),
        ("", "12 June", []),
        (" 10:15", "6 June", [date(2024, 6, 6)]),
        (" 10:15", "10 June", []),
    ],
)
def test_what_came_in_had_not_long_been_sent(clock: str, day: str, told: list[date]) -> None:
    says = f"{ACKNOWLEDGED} Your request reached us on {day}."
    assert days(thread(("14 June 2024", says), clock=clock), "received") == told


def test_a_figure_that_may_be_of_a_day_is_asked_for() -> None:
    draft = thread(("28 June 2024", f"{ANSWERED} On 15 May 2024 there were 12 contracts."))
    assert days(draft, "as-at") == []
    assert asked(draft, "as-at")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        # a holding reply or an acknowledgement, each of which promises an answer
        ("It was due on 1 July; we will now send it by 12 July.", [date(2024, 7, 12)]),
        # as likely an answer
        ("It was due on 1 July; it is now to go out by 12 July.", []),
        # promised in so many words, whatever the letter is
        ("Your answer was due on 1 July; you will now have it by 12 July.", [date(2024, 7, 12)]),
    ],
)
def test_of_an_open_kind_what_holds_of_the_likeliest_is_read(
    sentence: str, told: list[date]
) -> None:
    says = "Thank you for your letter about your request of 3 June. We are still working on it."
    draft = thread(("7 June 2024", ACKNOWLEDGED), ("3 July 2024", f"{says} {sentence}"))
    assert draft.readings[2].kind is None
    assert days(draft, "refers-to", 3) == [date(2024, 6, 3)]
    assert days(draft, "expected-by", 3) == told


def test_what_a_letter_puts_off_is_not_due_on_its_own_day() -> None:
    says = (
        "I am sorry for the delay in answering your request. We said that you would have our reply"
        " by 1 July. You will now have it by 12 July."
    )
    draft = thread(("7 June 2024", ACKNOWLEDGED), ("1 July 2024", says))
    assert days(draft, "expected-by", 3) == [date(2024, 7, 12)]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("We aim to have this done by 20 June and will write to you by 24 June.", [24]),
        ("The site closes by 20 June. You will have our reply by 24 June.", [24]),
    ],
)
def test_a_day_that_is_promised_outweighs_one_that_may_be_meant(
    sentence: str, told: list[int]
) -> None:
    draft = thread(("7 June 2024", f"{ACKNOWLEDGED} {sentence}"))
    assert [day.day for day in days(draft, "expected-by")] == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Your other request will be answered by 24 June.", []),
        ("The contractor will reply to you by 24 June.", []),
        ("We will reply to the auditor by 24 June.", []),
    ],
)
def test_a_promise_of_something_else_is_none(sentence: str, told: list[date]) -> None:
    draft = thread(("7 June 2024", f"{ANSWERED} {sentence}"))
    assert days(draft, "expected-by") == told


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("Monday 5 August", [date(2024, 8, 5)]),  # 20 working days in England
        ("Wednesday 7 August", [date(2024, 8, 7)]),  # by the law
        ("Friday 9 August", []),
    ],
)
def test_a_time_may_be_counted_by_the_holidays_of_one_part(day: str, told: list[date]) -> None:
    texts = [
        _letter("A Sample", "Anyshire Council", "8 July 2024", ASKED),
        _letter("Anyshire Council", "A Sample", "10 July 2024", f"{ACKNOWLEDGED} Diary: {day}."),
    ]
    draft = read_text("\n\n".join(texts), as_of=date(2024, 12, 31))
    assert days(draft, "expected-by") == told


@pytest.mark.parametrize(("mark", "told"), [("Link to this", [date(2024, 8, 28)]), ("", [])])
def test_what_a_site_sends_on_comes_on_its_day(mark: str, told: list[date]) -> None:
    says = f"{ANSWERED} You can ask for a review within 40 working days of receiving this letter."
    texts = [
        _letter("A Sample", "Anyshire Council", "3 June 2024", ASKED),
        _letter("Anyshire Council", "A Sample", "28 June 2024", says),
    ]
    draft = read_text(f"\n\n{mark}\n\n".join([*texts, ""]), as_of=date(2024, 12, 31))
    assert days(draft, "review-by") == told
