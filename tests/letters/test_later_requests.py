"""A thread that goes on to another request: a case of its own, with its own time for the answer."""

from __future__ import annotations

from datetime import date

import pytest

from foirules import assess
from foirules.letters.answering import answered, read_answer
from foirules.letters.asking import asked_of
from foirules.letters.draft import Draft
from foirules.letters.read_messages import drafts_of, read_text, thread_of_text

AS_OF = date(2025, 12, 31)
ASKED = "Under the Freedom of Information Act please send me the number of fines in 2023."
REFUSED = (
    "To find this would exceed the appropriate limit, so we refuse it under section 12(1). The"
    " number of permits could be given within the limit. You may ask for an internal review."
)
GIVEN = (
    "Thank you for your request of 3 February 2025. Please find attached the number of fines. You"
    " may ask for an internal review."
)
ANSWERS = "Please find attached the number of permits. You may ask for an internal review."
SIDES = ("Anna Field <anna@field.example>", "FOI <foi@brookshire.gov.uk>")
HEAD = "From: {}\nSent: {} 09:00\nSubject: Fines\n\n{}\n"
DAYS = ("3 February 2025", "20 February 2025", "10 April 2025", "2 June 2025", "9 June 2025")


def thread(*says: str) -> str:
    """Letters of the requester and of the authority, in turns."""
    letters = (HEAD.format(SIDES[n % 2], DAYS[n], said) for n, said in enumerate(says))
    return "\n".join(letters)


def drafted(*says: str) -> list[Draft]:
    return list(drafts_of(thread_of_text(thread(*says)), as_of=AS_OF))


def events(draft: Draft) -> list[tuple[str, date]]:
    return [(each.event, each.when.first) for each in draft.events]


@pytest.mark.parametrize(
    "says",
    [
        "I would like to make a new request: the number of appeals in 2023.",
        "Please treat this as a fresh request for the number of permits in 2023.",
        "Thank you. My refined request is for the number of permits in 2023.",
        "In that case I narrow my request to the number of permits in 2023.",
        "Please send me instead the number of permits in 2023.",
        "I shall leave the fines. May I ask instead for the number of permits in 2023?",
        "Thanks. A further question, if I may, under FOI: how many permits were there in 2023?",
        "Since you are so helpful, tell me under the FOI Act how many permits there were in 2023.",
    ],
)
def test_a_request_that_is_made_anew_has_its_own_time(says: str) -> None:
    # Given a request that was refused for its cost, and one that the requester makes anew
    first, second = drafted(ASKED, REFUSED, says, ANSWERS)
    # then each is a case, and the second is late by its own day, which is 13 May 2025
    assert events(first) == [
        ("request-received", date(2025, 2, 3)),
        ("response", date(2025, 2, 20)),
    ]
    assert events(second) == [
        ("request-received", date(2025, 4, 10)),
        ("response", date(2025, 6, 2)),
    ]
    assert (first.later_request, second.later_request) == (3, None)
    found = assess(second.case(confirm=True), AS_OF).findings
    late = [(f.due, f.certainty) for f in found if f.rule == "late-response"]
    assert late == [(date(2025, 5, 13), "established")]


@pytest.mark.parametrize(
    ("says", "answer"),
    [
        ("Could you tell me how many permits there were?", "I have logged this as a new request."),
        ("Yes please, the permits.", "Further to your revised request, there were 1,202."),
        ("Then the permits.", "Your request of 10 April 2025 is refused under section 14(1)."),
    ],
)
def test_the_authority_may_tell_that_a_request_is_another(says: str, answer: str) -> None:
    first, second = drafted(ASKED, REFUSED, says, answer)
    assert first.later_request == 3
    assert events(second)[0] == ("request-received", date(2025, 4, 10))


OFFERED = [
    "If you were to ask for 2023 alone, we could give that within the limit.",
    "Should it help, the number of permits could be given for one year. Would you like that?",
    "You may wish to narrow your request to one depot.",
    "We would be happy to look at a smaller request.",
    "What we could do is count the permits of one depot.",
]


@pytest.mark.parametrize("offer", OFFERED)
@pytest.mark.parametrize(
    "says",
    ["Yes please.", "Then please send me the permits.", "As you suggest: 2023 alone.",
     "Fair enough. Just 2023 please.", "I will take 2023, then.", "Very well, the permits of 2023.",
     "Please send me the complaints about permits, then."],
)  # fmt: skip
def test_who_takes_up_what_an_answer_offers_asks_anew(offer: str, says: str) -> None:
    # Given a refusal that offers to take a smaller request
    refused = f"We refuse your request under section 12(1). {offer}"
    first, second = drafted(ASKED, refused, says, ANSWERS)
    # then who takes it up makes that request
    assert first.later_request == 3
    assert events(second)[0] == ("request-received", date(2025, 4, 10))


@pytest.mark.parametrize("offer", OFFERED)
@pytest.mark.parametrize(
    "says",
    ["Thank you, I will think about it.", "Please review this refusal.", "Why would that be less?",
     "How do I complain?", "The attachment will not open. Please send it again.",
     "Please send me a copy of your complaints policy.", "Fair enough, thank you."],
)  # fmt: skip
def test_who_does_not_take_up_what_is_offered_asks_nothing_anew(offer: str, says: str) -> None:
    refused = f"We refuse your request under section 12(1). {offer}"
    (only,) = drafted(ASKED, refused, says)
    assert only.later_request is None


def test_where_nothing_was_offered_yes_please_asks_for_nothing() -> None:
    (only,) = drafted(ASKED, GIVEN, "Yes please.")
    assert only.later_request is None


@pytest.mark.parametrize(
    ("says", "answer"),
    [
        ("Thank you, that is helpful.", "Thank you for your request of 3 February 2025."),
        ("Please carry out an internal review. I will not make a new request.", ANSWERS),
        ("You say I could narrow my request. Why should I? Please review this.", ANSWERS),
        ("Please review your decision of 20 February.", "Your request of 10 April 2025 for a review is accepted."),
        ("How do I complain?", "You may write to us. If you send a new request we will answer it."),
        ("Could you explain the table?", "The second row is of permits."),
        ("I do not want more figures, I ask instead for an explanation of them.", ANSWERS),
    ],
)  # fmt: skip
def test_what_else_a_requester_writes_begins_no_case(says: str, answer: str) -> None:
    (only,) = drafted(ASKED, GIVEN, says, answer)
    assert only.later_request is None
    assert len(only.messages) == 4


def test_what_is_narrowed_before_any_answer_is_the_same_request() -> None:
    asks = "Your request is not clear to us. Which fines do you mean? Please clarify it."
    (only,) = drafted(ASKED, asks, "I narrow my request to parking fines.", GIVEN)
    assert [each.event for each in only.events][1:3] == [
        "clarification-sought",
        "clarification-received",
    ]


def test_the_cases_of_a_thread_are_told_apart_by_name_and_by_hash() -> None:
    anew = "I would like to make a new request: the number of permits."
    first, second, third = drafted(ASKED, GIVEN, anew, ANSWERS, anew)
    assert [each.name for each in (first, second, third)] == ["thread", "thread-3", "thread-5"]
    assert second.later_request == 5
    assert len({each.case().digest for each in (first, second, third)}) == 3
    again = read_text(thread(ASKED, GIVEN, anew, ANSWERS, anew), as_of=AS_OF, request=3)
    assert events(again) == events(second)


IN_PARTS = """Please send me
1. the minutes of the board since 2015
2. the cost of the review
3. all emails about the review"""


@pytest.mark.parametrize(
    ("says", "parts"),
    [
        ("Please treat this as a new request: items 1 and 2 as before.", ["1", "2"]),
        (
            "I would like to make a new request: question 2 for 2021 only, and question 3.",
            ["2", "3"],
        ),
        ("Please treat this as a fresh request for the first of my questions.", ["1"]),
        ("I would like to make a new request: items 1 and 2. I do not pursue item 3.", ["1", "2"]),
        ("Please treat this as a new request: the number of permits.", []),
    ],
)
def test_a_request_may_name_the_parts_of_the_one_before(says: str, parts: list[str]) -> None:
    # Given a request in parts that was refused, and another that names some of them
    answer = "\n\n".join(f"Item {part}. We do not hold this." for part in parts) or ANSWERS
    letters = IN_PARTS, REFUSED, says, answer
    _, second = drafted(*letters)
    # then these are its parts, asked for where they are named, and its answer is read by them
    assert list(second.parts) == parts
    assert set(second.parts.values()) <= {second.messages[0].span}
    read = second.events[-1].outcomes
    assert [part for part in read if part is not None] == parts
    # whether the thread is read as a whole or from the second request on
    again = read_text(thread(*letters), as_of=AS_OF, request=3)
    assert events(again) == events(second)
    assert again.parts == second.parts


def test_a_request_without_a_day_comes_after_what_is_before_it() -> None:
    text = thread(ASKED, GIVEN, "I would like to make a new request: the permits.")
    text = text.replace(DAYS[2], "")
    found = list(drafts_of(thread_of_text(text), as_of=AS_OF))
    assert found[1].events[0].when.first == date(2025, 2, 20)


def test_a_thread_of_many_requests_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from foirules.letters.reading import LetterReader

    taken = LetterReader.take_apart
    count = 0

    def counted(self: LetterReader, message: object) -> object:
        nonlocal count
        count += 1
        return taken(self, message)  # type: ignore[arg-type]

    monkeypatch.setattr(LetterReader, "take_apart", counted)
    says = "Under FOIA I make a new request for the figures.", GIVEN
    letters = [
        HEAD.format(SIDES[n % 2], f"{1 + n % 28} March {2010 + n // 28}", says[n % 2])
        for n in range(140)
    ]
    found = list(drafts_of(thread_of_text("\n".join(letters)), as_of=AS_OF))
    assert [len(each.messages) for each in found] == [2] * 70
    assert count < 2 * 140


def test_a_person_may_say_that_a_message_makes_another_request() -> None:
    # Given a message after an answer of which it is open what it is
    (draft,) = drafted(ASKED, GIVEN, "And the permits, in the same form.", ANSWERS)
    asked = next(each for each in asked_of(draft) if each.messages == (3,))
    assert "request-received" in asked.choices
    assert asked.asks.endswith("makes another request (request-received) begins a case of its own.")
    # when it is told to make another request, then the case ends before it
    told = answered(draft, asked, read_answer(asked, "request-received", draft))
    assert events(told) == events(draft)[:2]
    assert (len(told.messages), told.later_request) == (2, 3)
    assert all(each.messages[:1] <= (2,) for each in asked_of(told))
    # and of no message before an answer is that asked
    asks = "Your request is not clear to us. Which fines do you mean? Please clarify it."
    (before,) = drafted(ASKED, asks, "The others.", GIVEN)
    assert not any("request-received" in each.choices for each in asked_of(before))
