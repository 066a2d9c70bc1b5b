"""Ways in which offices put things that say less than they seem to, or say it in passing."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.draft import Draft, DraftEvent
from foirules.letters.read_messages import read_text

HEAD = "From: {}\nSent: {} March 2019 09:00\nSubject: Swings\n\n{}\n\n"
ASKS, ANSWERS = "Ada Quill <a@example.org>", "Info Desk <foi@larkham.gov.uk>"
REQUEST = "Please send me the inspection reports of the swings in Elm Park since 2016."
PARTS = "Please send me:\n\n1. the reports of 2017\n\n2. the reports of 2018\n\n3. what they cost"


def drafted(*said: str, asked: str = REQUEST, regime: str = "foia") -> Draft:
    letters = [(ASKS, asked), *((ANSWERS, each) for each in said)]
    text = "".join(HEAD.format(who, day, said) for day, (who, said) in enumerate(letters, 4))
    return read_text(text, as_of=date(2020, 1, 1), regime=regime)


def last(draft: Draft) -> DraftEvent | None:
    return next((e for e in draft.events if e.message == len(draft.messages)), None)


@pytest.mark.parametrize(
    ("says", "event"),
    [
        ("Thank you for your email. We are currently processing your request.", "acknowledgement"),
        (
            "Thank you for your email of 4 March 2019.\n\nWe will reply by 1 April 2019. We may need"
            " to ask you what is meant, so that we can provide you with the information you want.",
            "acknowledgement",
        ),
        (
            "Your request came on 4 March 2019 and I am dealing with it under the Act. You can"
            " expect a reply by 1 April 2019 unless I need to come back to you to clarify it.",
            "acknowledgement",
        ),
        ("Thank you for your request. I have attached our formal response to it.", "response"),
        ("Please find attached response to your request.", "response"),
        ("Please find the response to your request attached.", "response"),
    ],
)
def test_what_a_letter_is(says: str, event: str) -> None:
    found = last(drafted(says))
    assert found is not None
    assert found.event == event


GIVEN = "Thank you for your request. "
OF_ALL: list[tuple[str, str | None, tuple[str, ...]]] = [
    ("I have attached our formal response to your request.", None, ()),
    ("Please find the response to your request attached.", None, ()),
    ("I am unable to provide this, because we do not have it.", "not-held", ()),
    (
        "We hold the reports. Section 12(1) applies: finding them would exceed the cost limit."
        " Though we cannot answer this, we may be able to answer a narrower request.",
        "cost-limit",
        ("s12(1)",),
    ),
    (
        "It would exceed the cost limit of £450 to find the reports. Under section 12(1) the"
        " Council is not therefore obliged to comply.",
        "cost-limit",
        ("s12(1)",),
    ),
    (
        "Finding the reports would exceed the cost limit under section 12(1). An authority relying"
        " on a claim that section 12 or section 14 applies must say so in a notice.",
        "cost-limit",
        ("s12(1)",),
    ),
    (
        "It is not possible to answer your request in full. Some parts of your request are exempt"
        " under section 43(2), as rivals would learn our prices.",
        "partly-disclosed",
        ("s43(2)",),
    ),
    (
        "Both parts of your request are exempt under section 43(2), as rivals would learn our"
        " prices. I have annexed the wording of that section for ease of reference.",
        "refused",
        ("s43(2)",),
    ),
    (
        "I enclose the reports. What was redacted in the earlier answer can be read in them now.",
        "disclosed",
        (),
    ),
    (
        "A response to your request is attached. In the enclosures, redactions were made under"
        " section 40(2).",
        "partly-disclosed",
        ("s40(2)",),
    ),
    (
        "The reports are withheld under section 43(2). With redactions nothing would be left of"
        " them.",
        None,
        ("s43(2)",),
    ),
]


@pytest.mark.parametrize(("says", "outcome", "grounds"), OF_ALL)
def test_what_became_of_it(says: str, outcome: str | None, grounds: tuple[str, ...]) -> None:
    found = last(drafted(GIVEN + says))
    assert found is not None
    of = found.outcomes.get(None, {})
    assert (of["outcome"].value if "outcome" in of else None) == outcome
    assert (of["exemptions"].value if "exemptions" in of else ()) == grounds


def test_a_part_of_which_something_could_be_given_is_asked() -> None:
    says = "It would exceed the cost limit under section 12(1) to answer question 1. Within it we"
    found = last(
        drafted(f"{GIVEN}{says} could provide an answer to questions 2 and 3.", asked=PARTS)
    )
    assert found is not None
    assert not {"2", "3"} & {p for p, of in found.outcomes.items() if "outcome" in of}


def test_what_became_of_other_requests_is_not_what_became_of_this() -> None:
    asked = "Please tell me how many requests you refused in 2018 and under which sections."
    says = "The number of requests that were refused under section 12(1) in 2018 is 41."
    found = last(drafted(f"{GIVEN}{says}", asked=asked))
    assert found is None or all("exemptions" not in of for of in found.outcomes.values())
    assert found is None or "cost-limit" not in {
        of["outcome"].value for of in found.outcomes.values() if "outcome" in of
    }


@pytest.mark.parametrize(
    "says",
    [
        "Looking further could affect your rights of review and of appeal to the Commissioner.",
        "We provide the Information Commissioner with figures of our requests each quarter.",
    ],
)
def test_who_speaks_of_rights_does_not_yet_tell_of_them(says: str) -> None:
    found = last(drafted(f"{GIVEN}I enclose the reports. {says}"))
    assert found is not None
    told = {name for name, read in found.states.items() if read.value}
    assert not told & {"ico-right", "complaints-procedure"}


def test_a_request_is_received_by_a_body_on_a_day() -> None:
    draft = drafted(
        "I write about your request which was received by Larkham Borough Council (LBC) on"
        " 05/03/2019. You will receive a response within 20 working days."
    )
    assert ("received", date(2019, 3, 5)) in {(each.means, each.day) for each in draft.days}


def test_a_number_that_is_shown_above_is_not_what_is_given() -> None:
    found = last(
        drafted(
            "Thank you for your request. It is being dealt with under the reference number quoted"
            " above, and will be answered within twenty working days."
        )
    )
    assert found is not None
    assert found.event == "acknowledgement"


def test_where_to_write_and_what_was_asked_are_not_given() -> None:
    found = last(
        drafted(
            "Thank you for your request. It is being dealt with under the Act and will be answered"
            " within twenty working days.\n\nDo not reply to this address. Our postal address and"
            " telephone number are as follows: 1 High Street, Larkham."
        )
    )
    assert found is not None
    assert found.event == "acknowledgement"
    found = last(
        drafted(
            "We hold the reports. In accordance with section 12 we are not obliged to answer where"
            " that would exceed the appropriate limit. The cost of complying with the requests"
            " detailed below would exceed it. Therefore we are refusing them."
        )
    )
    assert found is not None
    assert found.outcomes[None]["outcome"].value == "cost-limit"


def test_a_short_request_and_a_letter_with_the_same_closing_are_two_messages() -> None:
    text = """\
Reports about the swings and the slides in the parks of the town
Dear Larkham Town Council
Please send me the inspection reports of the swings.
Yours sincerely
Ada
LARKHAM TOWN COUNCIL REFERENCE: 17
Dear Ms Q
Our Ref: 17
Thank you for your request received on 4 March 2019. Please tell us which park you mean.
Yours sincerely
Ewan
"""
    found = read_text(text, as_of=date(2020, 1, 1), regime="foia")
    assert [each.sender for each in found.messages] == ["requester", "authority"]


def test_what_only_an_attachment_can_say_is_asked() -> None:
    """A letter that attaches the answer says nothing of holding; one that gives it, does."""
    named = "Attachments: answer.pdf\n\n"
    asks = [
        last(
            read_text(
                HEAD.format(ASKS, 4, REQUEST)
                + HEAD.format(ANSWERS, 5, said).replace("\n\n", f"\n{named}", 1),
                as_of=date(2020, 1, 1),
            )
        )
        for said in ("Please find attached our response.", "I enclose the inspection reports.")
    ]
    cover, answer = (each for each in asks if each is not None)
    assert "confirmed-held" not in cover.states
    assert answer.states["confirmed-held"].value is True
