"""The questions about a draft: those that matter and no others, and the draft with their answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from foirules import assess
from foirules.cases.case import Case
from foirules.cases.case_file import read_case
from foirules.cases.confirming import WHOLE
from foirules.language.types import BOOL
from foirules.letters.answering import NoAnswer, answered, read_answer
from foirules.letters.asking import NONE, RECORDED, YES, Asked, Value, asked_of
from foirules.letters.draft import Draft
from foirules.letters.draft_file import draft_file
from foirules.letters.read_messages import read_messages, read_text
from foirules.letters.weighing import Key, Weigher
from tests.letters.gold import LABELLED, threads
from tests.letters.scoring import AS_OF as LATE
from tests.letters.scoring import drafted

THREAD = Path(__file__).with_name("dfe-2017.txt")
AS_OF = date(2017, 10, 10)
SOME = threads(LABELLED)[::10]
LETTERS = """\
Requester to council, 1 March 2024

Dear Council,

Under the Freedom of Information Act 2000 I would like to request a copy of the minutes of the
meetings of the parking committee in 2023.

Yours faithfully,
A Requester

Council to requester, 20 March 2024

Dear Requester,

Thank you for your request, which we received on 1 March 2024. The information is exempt under
section 42 of the Act, legal professional privilege.

Yours sincerely,
The Council
"""


def as_read(asked: Asked) -> Value:
    """The answer that what was read is right; None where nothing was."""
    if asked.field == RECORDED or asked.items:
        return YES
    if asked.read is None:
        return None
    return asked.read.value if asked.type is BOOL else YES


def asked_through(
    draft: Draft, as_of: date, answer: Callable[[Asked], Value] = as_read
) -> tuple[Draft, list[Asked]]:
    """The draft after every question that matters, and these."""
    weigher, done, every = Weigher(as_of), set[Key](), list[Asked]()
    while True:
        asked = [each for each in weigher.questions(draft) if each.key not in done]
        asked = weigher.together(draft, asked, done)
        if not asked:
            return draft, every
        every.append(asked[0])
        done |= {asked[0].key, *(each.key for each in asked[0].items)}
        draft = answered(draft, asked[0], answer(asked[0]))


def found(case: Case, as_of: date) -> set[tuple[str, str | None, str | None, str]]:
    return {
        (f.rule, f.part, f.event.id if f.event else None, f.certainty)
        for f in assess(case, as_of).findings
    }


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read_messages(THREAD, as_of=AS_OF)


@pytest.fixture(scope="module")
def weigher() -> Weigher:
    return Weigher(AS_OF)


def one(asked: list[Asked], id: str) -> Asked:
    return next(each for each in asked if each.id == id)


def test_the_most_telling_question_is_asked_first(draft: Draft, weigher: Weigher) -> None:
    asked = weigher.questions(draft, every=True)
    weights = [weigher.weight(draft, each) for each in asked]
    assert weights == sorted(weights, reverse=True)
    assert {asked[0].id, asked[1].id} == {"read:4", "read:8"}
    assert asked[-1].field == RECORDED


def test_only_what_changes_something_is_asked_of_values(draft: Draft, weigher: Weigher) -> None:
    asked = weigher.questions(draft, every=True)
    values = [each for each in asked if each.field not in (WHOLE, RECORDED)]
    assert all(weigher.weight(draft, each) for each in values)
    ids = {each.id for each in asked}
    assert "read:8.states.ico-right-particulars" in ids
    # Of a holding reply no rule asks what it says of complaints, nor on which day a chaser came.
    assert not ids & {"read:7.states.complaints-procedure", "read:7.states.ico-right", "read:5.on"}


def test_values_wait_until_their_event_is_confirmed(draft: Draft, weigher: Weigher) -> None:
    first = weigher.questions(draft)
    assert {each.field for each in first} == {WHOLE, RECORDED}
    confirmed = answered(draft, one(first, "read:4"), YES)
    assert "read:4.exemptions" in {each.id for each in weigher.questions(confirmed)}


def test_a_question_is_in_plain_words_with_the_lines_to_look_at(
    draft: Draft, weigher: Weigher
) -> None:
    asked = one(weigher.questions(draft, every=True), "read:4.states.ico-right-particulars")
    assert asked.asks == (
        "Does the letter of 1 September 2017 describe how to apply to the Commissioner for a"
        " decision?"
    )
    assert (asked.lines, asked.messages) == ((153, 154), (4,))
    assert asked.read is not None
    assert asked.read.value is False


def test_each_answer_tells_what_it_changes(draft: Draft, weigher: Weigher) -> None:
    asked = one(weigher.questions(draft, every=True), "read:4.states.ico-right-particulars")
    changes = dict(weigher.changes(draft, asked))
    assert changes["no"] == []  # as it was read
    (gone,) = changes["yes"]
    assert (gone.name, gone.message, gone.becomes) == ("ico-right-missing", 4, None)


def test_all_confirmed_it_is_the_confirmed_case(draft: Draft) -> None:
    done, asked = asked_through(draft, AS_OF)
    assert 20 < len(asked) < 35
    assert found(done.case(), AS_OF) == found(draft.case(confirm=True), AS_OF)
    assert read_case(draft_file(done, AS_OF), "it") == done.case()


@pytest.mark.one_cpython
@pytest.mark.parametrize("thread", SOME, ids=[each.name for each in SOME])
def test_what_is_not_asked_changes_nothing(thread: object) -> None:
    draft = drafted(thread)  # type: ignore[arg-type]
    as_of = min(LATE, max(each.when.last for each in draft.events))
    done, _ = asked_through(draft, as_of)
    assert found(done.case(), as_of) == found(draft.case(confirm=True), as_of)


def test_what_a_letter_says_is_looked_over_at_once(draft: Draft, weigher: Weigher) -> None:
    confirmed = answered(draft, one(weigher.questions(draft), "read:4"), YES)
    asked = weigher.together(confirmed, weigher.questions(confirmed), ())
    (states,) = [each for each in asked if each.field == "states"]
    assert states.messages == (4,)
    said = [each.field for each in states.items]
    assert said[:2] == ["states.confirmed-held", "states.exemption-reason"]
    assert all(each.read is not None and each.read.value is True for each in states.items)
    wrong = answered(confirmed, states, read_answer(states, "2, 3", confirmed))
    left = wrong.case().events[3].unconfirmed
    assert "states.confirmed-held" not in left
    assert {"states.exemption-reason", said[2]} <= set(left)
    with pytest.raises(NoAnswer, match="'9' is none of the numbers 1 to 5"):
        read_answer(states, "9", confirmed)


def test_nothing_known_leaves_all_as_it_was(draft: Draft) -> None:
    done, _ = asked_through(draft, AS_OF, lambda _: None)
    assert done == draft
    assert {f[3] for f in found(done.case(), AS_OF)} == {"possible"}


def test_each_mark_is_struck_that_was_answered(draft: Draft, weigher: Weigher) -> None:
    confirmed = answered(draft, one(weigher.questions(draft), "read:4"), YES)
    left = confirmed.case().events[3].unconfirmed
    assert WHOLE not in left
    assert "exemptions" in left
    asked = one(weigher.questions(confirmed), "read:4.exemptions")
    assert "exemptions" not in answered(confirmed, asked, YES).case().events[3].unconfirmed


def test_another_value_stands_in_place_of_what_was_read(draft: Draft, weigher: Weigher) -> None:
    every = weigher.questions(draft, every=True)
    changed = answered(draft, one(every, "read:8.outcomes.b.exemptions"), ("s40(2)",))
    changed = answered(changed, one(every, "read:4.expected-by"), NONE)
    changed = answered(changed, one(every, "read:8.on"), date(2017, 10, 6))
    case = changed.case(confirm=True)
    assert case.events[7].outcomes["b"]["exemptions"] == ("s40(2)",)
    assert "expected-by" not in case.events[3].details
    assert (case.events[7].on, case.events[7].until) == (date(2017, 10, 6), None)


def test_a_message_may_be_another_event_or_none(draft: Draft, weigher: Weigher) -> None:
    asked = one(weigher.questions(draft), "read:4")
    other = answered(draft, asked, "holding-reply")
    assert other.case().events[3].event == "holding-reply"
    assert read_case(draft_file(other, AS_OF), "it") == other.case()
    answer = answered(draft, asked, "response").events[3]
    assert "outcome" in answer.outcomes[None]  # which is nothing that an extension notice says
    assert (answer.when, answer.confirmed) == (draft.events[3].when, frozenset({WHOLE}))
    without = answered(draft, asked, NONE)
    assert len(without.events) == len(draft.events) - 1
    assert "read:4" not in {each.id for each in weigher.questions(without) if each.messages == (4,)}


def test_a_message_that_could_not_be_told_becomes_an_event() -> None:
    text = (
        LETTERS
        + "\nCouncil to requester, 2 April 2024\n\nDear Requester,\n\nThe minutes are in our attic.\n"
    )
    draft = read_text(text, as_of=date(2024, 5, 1))
    weigher = Weigher(date(2024, 5, 1))
    (asked,) = [q for q in weigher.questions(draft) if q.id.startswith("message:")]
    assert "response" in asked.choices
    made = answered(draft, asked, "response")
    assert [each.event for each in made.events] == ["request-received", "response", "response"]
    assert made.case(confirm=True).events[2].on == date(2024, 4, 2)
    none = answered(draft, asked, NONE)
    assert none.events == draft.events
    assert not [q for q in weigher.questions(none) if q.id.startswith("message:")]


def test_a_letter_is_read_as_what_a_person_told_that_it_is() -> None:
    """Given a letter that could be anything, when a person says that it is the answer, then its
    words are read as those of an answer, and wait to be confirmed."""
    text = (
        LETTERS
        + "\nCouncil to requester, 2 April 2024\n\nDear Requester,\n\nThe minutes are in our attic.\n"
        "If you are not happy you may write to the Information Commissioner.\n"
    )
    draft = read_text(text, as_of=date(2024, 5, 1))
    (asked,) = [each for each in asked_of(draft) if each.field == WHOLE and each.place is None]
    told = answered(draft, asked, "response")
    made = told.events[-1]
    assert (made.event, made.first) == ("response", made.states["ico-right"].first)
    assert made.unconfirmed() == tuple(made.values())
    open_of_it = {each.field for each in told.questions if each.message == made.message}
    assert "states.complaints-procedure" in open_of_it


@pytest.mark.parametrize(
    ("id", "text", "value"),
    [
        ("read:4", "yes", "yes"),
        ("read:4", "5", "holding-reply"),
        ("read:4", "holding reply", "holding-reply"),
        ("read:4", "None", "none"),
        ("read:4", "2 September 2017", date(2017, 9, 2)),
        ("read:4.exemptions", "section 22, s40 (2)", ("s22", "s40(2)")),
        ("read:4.exemptions", "y", "yes"),
        ("read:4.expected-by", "29/9/17", date(2017, 9, 29)),
        ("read:4.expected-by", "29th September", date(2017, 9, 29)),
        ("read:8.on", "2017-10-06", date(2017, 10, 6)),
        ("read:8.outcomes.a.outcome", "partly", "partly-disclosed"),
        ("read:4.states.estimate", "No.", False),
        ("recorded", "no", "no"),
    ],
)
def test_answers_are_read_as_people_write_them(
    draft: Draft, weigher: Weigher, id: str, text: str, value: Value
) -> None:
    asked = one(weigher.questions(draft, every=True), id)
    assert read_answer(asked, text, draft) == value


@pytest.mark.parametrize(
    ("id", "text", "told"),
    [
        ("read:4", "no", "what is it then? yes, 1 acknowledgement, 2 clarification-sought"),
        ("read:4", "extnsion-notice", "did you mean 'extension-notice'?"),
        ("read:4", "99", "'99' is none of them"),
        ("read:1", "none", "expected yes, a day, where only that is wrong, don't know"),
        ("read:4.exemptions", "s99", "'s99' is no exemption"),
        ("read:4.exemptions", ",", "expected a section, such as s40(2)"),
        ("read:4.expected-by", "soon", "'soon' is no day; expected one such as 6 October 2017"),
        ("read:4.expected-by", "31 February 2017", "is no day"),
        ("read:4.states.estimate", "maybe", "expected yes, no, don't know"),
        ("recorded", "perhaps", "expected yes, no, don't know"),
    ],
)
def test_what_is_no_answer_is_told_with_what_is_expected(
    draft: Draft, weigher: Weigher, id: str, text: str, told: str
) -> None:
    asked = one(weigher.questions(draft, every=True), id)
    with pytest.raises(NoAnswer) as error:
        read_answer(asked, text, draft)
    assert told in str(error.value)


def test_a_letter_that_is_told_to_be_a_review_takes_up_only_what_came_before_it() -> None:
    """Given that part a) was refused before and part b) after on the same ground."""
    text = """\
Requester to council, 1 March 2024

Dear Council,

Please send me under the Freedom of Information Act:
a) the minutes of the harbour board of 2023
b) the contracts for the harbour crane

Council to requester, 20 March 2024

Dear Requester,

a) We refuse this part under section 22 of the Act, as the minutes will be published.
b) The contracts will follow.

Council to requester, 2 April 2024

Dear Requester,

The matter has been looked at by the head of legal services. Section 22 applies.

Council to requester, 9 April 2024

Dear Requester,

b) We refuse this part under section 22 of the Act, as the contracts will be published.
"""
    draft = read_text(text, as_of=date(2024, 5, 1))
    for _ in range(2):  # it leaves no mark on what was read
        read_again = draft.read_as(3, "review-outcome")
        assert read_again is not None
        made, _ = read_again
        assert list(made.outcomes) == ["a"]
    as_response = draft.read_as(3, "response")
    assert as_response is not None
    assert list(as_response[0].outcomes) == ["b"]  # which no answer had settled
