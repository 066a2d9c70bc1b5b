"""A thread whose first messages are missing, as a mailbox may have it: what its first message tells
of those before it."""

from __future__ import annotations

from datetime import date

import pytest

from foirules import assess
from foirules.cases.confirming import as_confirmed
from foirules.letters.draft import Draft
from foirules.letters.errors import LettersError
from foirules.letters.read_messages import read_text
from tests.letters.cut import counted
from tests.letters.gold import LABELLED, threads

AS_OF = date(2024, 12, 31)
EVER = date(2023, 6, 1)
ASKER, OFFICE = "Anna Field <anna@field.example>", "FOI Team <foi@brookshire.gov.uk>"
HEAD = "From: {}\nTo: {}\nSent: {} 09:00\nSubject: FOI 2024/113\n\n{}\n"
PRESSED = (
    "Dear FOI Team,\n\nOn 3 January 2024 I asked for the tender prices. You refused on 5 February 2024"
    " under section 43(2). Please carry out an internal review."
)
HEARD = (
    "Dear Ms Field,\n\nThank you for your request for an internal review, which we received on 14"
    " February 2024. We will reply by 13 March 2024."
)
UPHELD = (
    "Dear Ms Field,\n\nI have completed the internal review of our response of 5 February 2024 to your"
    " request of 3 January 2024. I am satisfied that section 43(2) was correctly applied, and uphold"
    " the decision. You may complain to the Information Commissioner."
)
ANSWER = (
    "Dear Ms Field,\n\nThank you for your request of 3 January 2024. The tender prices are withheld"
    " under section 43(2). You may ask for an internal review."
)


def asks(day: str, text: str) -> str:
    return HEAD.format(ASKER, OFFICE, day, text)


def answers(day: str, text: str) -> str:
    return HEAD.format(OFFICE, ASKER, day, text)


def drafted(*letters: str, after: date | None = EVER) -> Draft:
    return read_text("\n".join(letters), as_of=AS_OF, after=after)


def events(draft: Draft) -> list[tuple[str, date, date]]:
    return [(each.event, each.when.first, each.when.last) for each in draft.events]


def on(event: str, day: date) -> tuple[str, date, date]:
    return event, day, day


ASKED_ON = on("request-received", date(2024, 1, 3))
REVIEW_ASKED = on("review-requested", date(2024, 2, 14))
REVIEWED = on("review-outcome", date(2024, 3, 12))


def test_a_thread_that_begins_with_the_review_requested() -> None:
    # Given the letters on a review, without the request and its answer
    draft = drafted(
        asks("14 February 2024", PRESSED),
        answers("15 February 2024", HEARD),
        answers("12 March 2024", UPHELD),
    )
    # then each is what it is, and the request was made on the day that the first letter names
    acknowledged = on("review-acknowledged", date(2024, 2, 15))
    assert events(draft) == [ASKED_ON, REVIEW_ASKED, acknowledged, REVIEWED]


def test_a_review_alone() -> None:
    draft = drafted(answers("12 March 2024", UPHELD))
    assert events(draft) == [ASKED_ON, REVIEWED]


def test_an_acknowledgement_of_the_review_alone() -> None:
    # Given the day on which the request for a review came, and no day of the request
    draft = drafted(answers("15 February 2024", HEARD))
    # then that day is not taken for the request's
    assert events(draft) == [
        ("request-received", EVER, date(2024, 2, 15)),
        on("review-acknowledged", date(2024, 2, 15)),
    ]


def test_a_thread_that_begins_with_the_answer() -> None:
    draft = drafted(
        answers("5 February 2024", ANSWER),
        asks("14 February 2024", PRESSED),
        answers("12 March 2024", UPHELD),
    )
    answered = on("response", date(2024, 2, 5))
    assert events(draft) == [ASKED_ON, answered, REVIEW_ASKED, REVIEWED]


def test_a_thread_that_begins_with_a_chaser() -> None:
    chased = asks(
        "14 February 2024",
        "My request of 3 January 2024 is overdue: I have had no reply. When may I expect one?",
    )
    draft = drafted(chased, answers("16 February 2024", ANSWER))
    assert events(draft) == [
        ASKED_ON,
        on("chaser", date(2024, 2, 14)),
        on("response", date(2024, 2, 16)),
    ]


@pytest.mark.parametrize(
    "says",
    [
        "Not a word from you since January. When may I expect an answer?",
        "I have heard nothing. Where is the reply?",
        "You should by now have answered me, and the time allowed by law has gone by.",
    ],
)
def test_a_chaser_may_say_in_many_ways_that_no_answer_came(says: str) -> None:
    draft = drafted(asks("14 February 2024", says), answers("16 February 2024", ANSWER))
    assert events(draft)[1] == on("chaser", date(2024, 2, 14))


@pytest.mark.parametrize(
    "says",
    [
        "You wrote on 14 February 2024 to ask for a review. I find that section 43(2) was rightly"
        " applied and uphold the refusal.",
        "I am independent of the original decision. I find that section 43(2) was rightly applied"
        " and uphold the refusal.",
        "The Registrar has reviewed the answer of 5 February 2024 and finds that section 43(2) was"
        " rightly applied.",
    ],
)
def test_the_outcome_of_a_review_may_say_in_many_ways_that_it_is_one(says: str) -> None:
    draft = drafted(answers("12 March 2024", f"Dear Ms Field,\n\n{says}"))
    assert events(draft)[-1] == REVIEWED


def test_an_answer_after_review_of_the_request_is_a_response() -> None:
    says = "Dear Ms Field,\n\nAfter review of your request we refuse it under section 14(1)."
    draft = drafted(answers("5 February 2024", f"{says} You may ask for an internal review."))
    assert events(draft)[1] == on("response", date(2024, 2, 5))


@pytest.mark.parametrize(
    "says",
    [
        "Where is the hoard kept at night? The last report was due on 3 January 2024.",
        "Please send me, under the FOI Act, the submissions on the review of the library service.",
        "How many complaints did you receive in 2023, and when did you last review your policy?",
        "Under the Freedom of Information Act please provide your review of the decision to close"
        " the depot.",
        "I asked by telephone on 3 January 2024. Please send me under FOI the list of depots.",
    ],
)
def test_a_request_about_reviews_is_a_request(says: str) -> None:
    draft = drafted(asks("14 February 2024", says), answers("5 March 2024", ANSWER))
    assert events(draft)[0] == on("request-received", date(2024, 2, 14))


@pytest.mark.parametrize(
    "says",
    [
        "Internal review: if you are unhappy with this answer you may ask for one within 40 working"
        " days.",
        "We have reviewed the file. Send your representations, if you have any, to the clerk.",
        "We have an internal review process: we will review the decision if you ask us to.",
    ],
)
def test_an_answer_that_offers_a_review_is_a_response(says: str) -> None:
    draft = drafted(answers("5 February 2024", f"{ANSWER} {says}"))
    assert events(draft)[1] == on("response", date(2024, 2, 5))


def test_the_office_of_a_body_that_greets_a_person_answers() -> None:
    # Given an answer in which nothing tells the writer but its head
    brief = "Dear Ms Field,\n\nEleven licences were revoked. The reasons are in the table."
    draft = drafted(answers("5 February 2024", brief))
    assert [each.sender for each in draft.messages] == ["authority"]


def test_without_the_day_of_the_request_it_is_asked_for() -> None:
    told = "nothing says when the request was made"
    with pytest.raises(LettersError, match=told):
        drafted(answers("15 February 2024", HEARD), after=None)


def test_what_is_missing_is_not_taken_as_not_having_happened() -> None:
    # Given the letters on a review, of which the answer to the request is missing
    draft = drafted(asks("14 February 2024", PRESSED), answers("12 March 2024", UPHELD))
    # then only what comes from there on is recorded
    assert draft.lacks_request
    assert draft.recorded == (
        "review-requested", "review-acknowledged", "review-extended", "review-outcome",
    )  # fmt: skip
    # and when all is confirmed, no lateness is established, as an answer may have come in time
    for case in (draft.case(confirm=True), as_confirmed(draft.case())):
        found = assess(case, AS_OF).findings
        assert {f.certainty for f in found if "late" in f.rule} == {"possible"}


def test_a_decision_notice_alone_shows_no_other_letter() -> None:
    # Given a decision of the Commissioner, before which letters must have been exchanged
    notice = HEAD.format(
        "Information Commissioner's Office <icocasework@ico.org.uk>",
        ASKER,
        "9 September 2024",
        "Decision notice IC-123456-X1Y2. The complainant requested the tender prices on 3 January 2024."
        " The Commissioner's decision is that the council was entitled to rely on section 43(2).",
    )
    draft = drafted(notice)
    # then nothing is taken as recorded but the request, and confirming does not change that
    assert [each.event for each in draft.events][-1] == "decision-notice"
    assert draft.recorded == ("request-received",)
    assert as_confirmed(draft.case()).recorded == ("request-received",)


def test_with_the_request_all_is_recorded() -> None:
    whole = drafted(
        asks("3 January 2024", "Under the FOI Act please send me the tender prices."),
        answers("5 February 2024", ANSWER),
    )
    assert not whole.lacks_request
    assert "response" in whole.recorded
    assert "recorded" not in whole.data(confirm=True)


@pytest.mark.parametrize(
    ("begins", "right", "wrong"),
    [("response", 0.85, 0.1), ("review-requested", 0.7, 0.25), ("review-outcome", 0.6, 0.35)],
)
def test_threads_cut_at_a_letter(begins: str, right: float, wrong: float) -> None:
    # Given the labelled threads, without what comes before their first letter of a kind
    counts = counted(threads(LABELLED), begins)
    # then most begin with that, and most that comes later is read as before
    of = counts.first
    assert of["right"] / of.total() >= right
    assert of["wrong"] / of.total() <= wrong
    assert counts.later["right"] / counts.later.total() >= 0.75


@pytest.mark.parametrize(
    "asks",
    [
        "I am asking for the report of the independent review into the library.",
        "I request a copy of the external review of the library.",
        "We would like to see the findings of the review of 2019.",
        "I want the 2019 review of the library service.",
        "I am asking for the fire safety review that you commissioned.",
    ],
)
def test_what_is_asked_for_may_be_called_a_review(asks: str) -> None:
    says = "From: A Person <a@example.org>\nSent: 4 February 2019 09:00\nSubject: Library\n\nDear Sirs,\n\n{}\n\nA Person\n"
    answer = "\nFrom: FOI <foi@hartcombe.gov.uk>\nSent: 1 March 2019 09:00\n\nDear A Person,\n\nIt is attached.\n\nFOI\n"
    draft = read_text(says.format(asks) + answer, as_of=date(2020, 1, 1))
    assert [each.event for each in draft.events] == ["request-received", "response"]
