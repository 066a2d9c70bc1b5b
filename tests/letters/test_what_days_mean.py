"""What the days mean that a letter names, in the many ways in which letters say it."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.draft import NamedDay
from foirules.letters.read_messages import read_text

THREAD = """From: A Sample
To: Anyshire Council
Sent: 3 June 2024

Dear Anyshire Council,

Please send me the contracts for the depot under the Freedom of Information Act.

A Sample

From: FOI Officer, Anyshire Council
To: A Sample
Sent: 7 June 2024

Dear A Sample,

{opening}

{sentence}

Yours sincerely

FOI Officer
"""
ACK = "Thank you for your request for information. We acknowledge receipt of it."
HOLD = (
    "We are sorry for the delay in answering your request. We have not been able to complete our"
    " response."
)
EXT = (
    "We hold the information. Section 43(2) may apply and we need more time to consider the public"
    " interest test under section 10(3)."
)
GIVES = "Please find enclosed the information that you asked for."
REFUSES = (
    "We hold the information but are withholding it under section 43(2), as disclosure would"
    " prejudice our commercial interests. The public interest favours withholding it."
)
PUBLISHES = (
    "We hold the report. It is exempt under section 22 as it is intended for future publication."
)


def days_named(opening: str, sentence: str) -> list[NamedDay]:
    """The days that a letter of 7 June 2024 names in a sentence."""
    text = THREAD.format(opening=opening, sentence=sentence)
    draft = read_text(text, as_of=date(2024, 12, 31))
    return [each for each in draft.days if each.message == 2]


MEANT = [
    (ACK, "It reached us on 4 June 2024.", "received", date(2024, 6, 4)),
    (ACK, "Your email came in on 4 June and has been logged.", "received", date(2024, 6, 4)),
    (ACK, "We logged your request on 4 June 2024.", "received", date(2024, 6, 4)),
    (ACK, "Date received: 4 June 2024", "received", date(2024, 6, 4)),
    (
        ACK,
        "Your request, received by this office on 4 June 2024, is being dealt with.",
        "received",
        date(2024, 6, 4),
    ),
    (ACK, "This was received yesterday.", "received", date(2024, 6, 6)),
    (ACK, "It arrived this morning.", "received", date(2024, 6, 7)),
    (ACK, "You can expect a reply by 1 July 2024.", "expected-by", date(2024, 7, 1)),
    (ACK, "We will reply no later than 1 July.", "expected-by", date(2024, 7, 1)),
    (ACK, "The deadline for our response is 1 July 2024.", "expected-by", date(2024, 7, 1)),
    (ACK, "You should hear from us by Monday 1 July.", "expected-by", date(2024, 7, 1)),
    (ACK, "The law gives us until 1 July to answer.", "expected-by", date(2024, 7, 1)),
    (ACK, "Our answer is due on or before 1 July 2024.", "expected-by", date(2024, 7, 1)),
    (
        ACK,
        "We must answer promptly and in any event by 1 July 2024.",
        "expected-by",
        date(2024, 7, 1),
    ),
    (ACK, "The statutory deadline falls on 1 July 2024.", "expected-by", date(2024, 7, 1)),
    (
        ACK,
        "We aim to respond to you within 20 working days of receiving your request.",
        "expected-by",
        date(2024, 7, 1),
    ),
    (
        ACK,
        "You will receive a response within 20 working days from the date of receipt.",
        "expected-by",
        date(2024, 7, 1),
    ),
    (
        ACK,
        "A response will be issued within twenty working days following the date of receipt of your request.",
        "expected-by",
        date(2024, 7, 1),
    ),
    (HOLD, "We now expect to reply by Friday 21 June.", "expected-by", date(2024, 6, 21)),
    (HOLD, "You will have it tomorrow week.", "expected-by", date(2024, 6, 15)),
    (HOLD, "You should have our answer by Friday week.", "expected-by", date(2024, 6, 21)),
    (
        HOLD,
        "I hope to let you have it by the middle of next week.",
        "expected-by",
        date(2024, 6, 14),
    ),
    (HOLD, "I hope to write to you early next week.", "expected-by", date(2024, 6, 14)),
    (HOLD, "I will write again the day after tomorrow.", "expected-by", date(2024, 6, 9)),
    (
        HOLD,
        "I anticipate being able to respond before the end of June.",
        "expected-by",
        date(2024, 6, 30),
    ),
    (HOLD, "We would ask you to bear with us until 21 June.", "expected-by", date(2024, 6, 21)),
    (HOLD, "We need a further ten working days from today.", "expected-by", date(2024, 6, 21)),
    (
        HOLD,
        "It will be with you within the next ten working days.",
        "expected-by",
        date(2024, 6, 21),
    ),
    (HOLD, "You will hear from us in two weeks' time.", "expected-by", date(2024, 6, 21)),
    (HOLD, "Please allow us a further two weeks.", "expected-by", date(2024, 6, 21)),
    (
        HOLD,
        "We expect to be in a position to send it on 21 June 2024.",
        "expected-by",
        date(2024, 6, 21),
    ),
    (HOLD, "The revised date for our answer is 21 June 2024.", "expected-by", date(2024, 6, 21)),
    (
        HOLD,
        "I will come back to you by close of business on 21 June.",
        "expected-by",
        date(2024, 6, 21),
    ),
    (
        HOLD,
        "We should be able to answer by the end of next week.",
        "expected-by",
        date(2024, 6, 14),
    ),
    (
        HOLD,
        "A fuller reply will follow in the week commencing 17 June 2024.",
        "expected-by",
        date(2024, 6, 21),
    ),
    (EXT, "We will let you know our decision by 29 July 2024.", "expected-by", date(2024, 7, 29)),
    (
        EXT,
        "We estimate that we will reach a decision by 29 July 2024.",
        "expected-by",
        date(2024, 7, 29),
    ),
    (
        EXT,
        "We are extending the time for a response to 29 July 2024.",
        "expected-by",
        date(2024, 7, 29),
    ),
    (EXT, "We expect to conclude our considerations by 29 July.", "expected-by", date(2024, 7, 29)),
    (EXT, "The extended deadline is therefore 29 July 2024.", "expected-by", date(2024, 7, 29)),
    (
        EXT,
        "We therefore extend the time limit to a total of 40 working days.",
        "expected-by",
        date(2024, 7, 30),
    ),
    (
        EXT,
        "We shall reply within 40 working days of the date on which we received your request.",
        "expected-by",
        date(2024, 7, 30),
    ),
    (
        EXT,
        "We hope to complete the test within 20 working days of this letter.",
        "expected-by",
        date(2024, 7, 5),
    ),
    (
        REFUSES,
        "If you are dissatisfied you may ask for an internal review by 5 August 2024.",
        "review-by",
        date(2024, 8, 5),
    ),
    (
        REFUSES,
        "Any request for an internal review should reach us within 40 working days of the date of this letter.",
        "review-by",
        date(2024, 8, 6),
    ),
    (
        REFUSES,
        "You have 40 working days from the date of this letter to ask for a review.",
        "review-by",
        date(2024, 8, 6),
    ),
    (
        REFUSES,
        "If you are unhappy with this response, please write to the Monitoring Officer within two months of the date of this letter.",
        "review-by",
        date(2024, 8, 7),
    ),
    (
        REFUSES,
        "Requests for a review must be made within 40 working days of this response.",
        "review-by",
        date(2024, 8, 6),
    ),
    (
        REFUSES,
        "Complaints about how we handled your request should be sent to us within two calendar months from today.",
        "review-by",
        date(2024, 8, 7),
    ),
    (
        REFUSES,
        "An appeal against this decision must be lodged with the Clerk not later than 5 August 2024.",
        "review-by",
        date(2024, 8, 5),
    ),
    (
        REFUSES,
        "If you are not content you can complain to the Information Commissioner within six weeks of this letter.",
        "complain-by",
        date(2024, 7, 19),
    ),
    (
        REFUSES,
        "You may complain to the Information Commissioner, normally within three months of our final decision.",
        "complain-by",
        None,
    ),
    (REFUSES, "I refer to your request of 3 June 2024.", "refers-to", date(2024, 6, 3)),
    (
        REFUSES,
        "Further to your email dated 3 June 2024, we write with our answer.",
        "refers-to",
        date(2024, 6, 3),
    ),
    (
        REFUSES,
        "Thank you for your request for information which we received on 4 June 2024.",
        "received",
        date(2024, 6, 4),
    ),
    (REFUSES, "You wrote to us on 3 June asking for the contracts.", "refers-to", date(2024, 6, 3)),
    (
        REFUSES,
        "Your request dated 3 June 2024 was received on 4 June 2024.",
        "received",
        date(2024, 6, 4),
    ),
    (GIVES, "The figures are correct as at 31 May 2024.", "as-at", date(2024, 5, 31)),
    (GIVES, "There were 212 staff in post on 31 May 2024.", "as-at", date(2024, 5, 31)),
    (GIVES, "The data was extracted from our system on 5 June 2024.", "as-at", date(2024, 6, 5)),
    (GIVES, "The position at 31 May 2024 was as follows.", "as-at", date(2024, 5, 31)),
    (GIVES, "We paid the contractor £12,400 up to 31 May 2024.", "as-at", date(2024, 5, 31)),
    (PUBLISHES, "It will be published on 30 September 2024.", "publication-by", date(2024, 9, 30)),
    (PUBLISHES, "We expect to publish it in September 2024.", "publication-by", date(2024, 9, 30)),
    (
        PUBLISHES,
        "The report is due to be published by the end of September 2024.",
        "publication-by",
        date(2024, 9, 30),
    ),
    (
        PUBLISHES,
        "Publication is planned for 30 September 2024.",
        "publication-by",
        date(2024, 9, 30),
    ),
    (
        PUBLISHES,
        "It will be made available on our website in the autumn, by 30 September 2024.",
        "publication-by",
        date(2024, 9, 30),
    ),
    (
        PUBLISHES,
        "It is scheduled for release on 30 September 2024.",
        "publication-by",
        date(2024, 9, 30),
    ),
    (
        PUBLISHES,
        "It will appear in the Board's papers for 30 September 2024.",
        "publication-by",
        date(2024, 9, 30),
    ),
    (PUBLISHES, "It goes to print in September 2024.", "publication-by", date(2024, 9, 30)),
    (
        PUBLISHES,
        "The annual report comes out on 30 September.",
        "publication-by",
        date(2024, 9, 30),
    ),
    (ACK, "Your request landed in our inbox on 4 June.", "received", date(2024, 6, 4)),
    (ACK, "We are in receipt of your letter dated 3 June 2024.", "refers-to", date(2024, 6, 3)),
    (ACK, "The twenty working days run out on 1 July 2024.", "expected-by", date(2024, 7, 1)),
    (ACK, "We have until 1 July 2024 to respond.", "expected-by", date(2024, 7, 1)),
    (
        ACK,
        "We will endeavour to answer by no later than Monday 1st July.",
        "expected-by",
        date(2024, 7, 1),
    ),
    (ACK, "Please expect a response on or around 1 July.", "expected-by", date(2024, 7, 1)),
    (
        ACK,
        "A response is due to you by close of play on Monday 1 July.",
        "expected-by",
        date(2024, 7, 1),
    ),
    (
        HOLD,
        "We are now working towards a response date of 21 June 2024.",
        "expected-by",
        date(2024, 6, 21),
    ),
    (
        HOLD,
        "The response should be issued by Friday 21st of June.",
        "expected-by",
        date(2024, 6, 21),
    ),
    (HOLD, "Our aim is to get this to you by the 21st.", "expected-by", date(2024, 6, 21)),
    (HOLD, "You can look forward to hearing from us by 21 June.", "expected-by", date(2024, 6, 21)),
    (HOLD, "We undertake to reply to you in full by 21/06/2024.", "expected-by", date(2024, 6, 21)),
    (HOLD, "I will write to you at the end of the month.", "expected-by", date(2024, 6, 30)),
    (
        HOLD,
        "You will have a full response before the month is out.",
        "expected-by",
        date(2024, 6, 30),
    ),
    (
        EXT,
        "We now anticipate that you will have our substantive response by 29 July.",
        "expected-by",
        date(2024, 7, 29),
    ),
    (EXT, "Our revised target for responding is 29 July 2024.", "expected-by", date(2024, 7, 29)),
    (EXT, "We shall write to you again on or before 29 July.", "expected-by", date(2024, 7, 29)),
    (
        EXT,
        "The new deadline for our reply is Monday 29 July 2024.",
        "expected-by",
        date(2024, 7, 29),
    ),
    (
        EXT,
        "A decision on where the balance lies will be made by 29 July 2024.",
        "expected-by",
        date(2024, 7, 29),
    ),
    (EXT, "We require until 29 July 2024 to complete this.", "expected-by", date(2024, 7, 29)),
    (
        REFUSES,
        "Should you wish to appeal, do so in writing within 40 working days of the date at the top of this letter.",
        "review-by",
        date(2024, 8, 6),
    ),
    (
        REFUSES,
        "You may request that we reconsider, within two months from the date of this response.",
        "review-by",
        date(2024, 8, 7),
    ),
    (
        REFUSES,
        "The time limit for requesting a review is 40 working days from the date of this letter.",
        "review-by",
        date(2024, 8, 6),
    ),
    (
        REFUSES,
        "We will consider requests for review received by 5 August 2024.",
        "review-by",
        date(2024, 8, 5),
    ),
    (
        REFUSES,
        "Please submit any complaint by 5 August 2024 at the latest.",
        "review-by",
        date(2024, 8, 5),
    ),
    (
        REFUSES,
        "The Commissioner generally expects complaints to be brought within six weeks of our final response.",
        "complain-by",
        None,
    ),
    (
        REFUSES,
        "We refer to the letter that you sent us on 3 June 2024.",
        "refers-to",
        date(2024, 6, 3),
    ),
    (
        REFUSES,
        "On 3 June 2024 you asked the Council for the contracts.",
        "refers-to",
        date(2024, 6, 3),
    ),
    (REFUSES, "This is in reply to yours of 3 June.", "refers-to", date(2024, 6, 3)),
    (REFUSES, "Your correspondence of the 3rd of June refers.", "refers-to", date(2024, 6, 3)),
    (
        REFUSES,
        "I write about the request you submitted on 3 June and which reached us on 4 June.",
        "received",
        date(2024, 6, 4),
    ),
    (GIVES, "As of 31 May 2024 the total stood at 212.", "as-at", date(2024, 5, 31)),
    (GIVES, "The spreadsheet shows the position on 31 May 2024.", "as-at", date(2024, 5, 31)),
    (GIVES, "We hold figures up to 31 May 2024.", "as-at", date(2024, 5, 31)),
    (
        GIVES,
        "These are the numbers recorded on our system at 31 May 2024.",
        "as-at",
        date(2024, 5, 31),
    ),
    (
        PUBLISHES,
        "We plan to put it on our website by 30 September 2024.",
        "publication-by",
        date(2024, 9, 30),
    ),
    (PUBLISHES, "Its publication date is 30 September 2024.", "publication-by", date(2024, 9, 30)),
    (
        PUBLISHES,
        "We intend to release it to the public on 30 September 2024.",
        "publication-by",
        date(2024, 9, 30),
    ),
    (
        PUBLISHES,
        "The full report will be available online from 30 September 2024.",
        "publication-by",
        date(2024, 9, 30),
    ),
    (
        PUBLISHES,
        "The minister will lay it before Parliament by 30 September 2024.",
        "publication-by",
        date(2024, 9, 30),
    ),
    (PUBLISHES, "It will be launched on 30 September 2024.", "publication-by", date(2024, 9, 30)),
]
NOT_MEANT = [
    (ACK, "The Act allows us 20 working days."),
    (ACK, "We will usually reply in 20 working days."),
    (ACK, "Our offices are closed on Monday 26 August."),
    (ACK, "Our Freedom of Information Officer is on leave until 17 June."),
    (HOLD, "We had hoped to reply by 5 June."),
    (HOLD, "We told you that you would have a reply by 5 June, and I am sorry that you did not."),
    (HOLD, "I regret that the reply promised for 5 June was not sent."),
    (EXT, "We will take a further 20 working days."),
    (
        REFUSES,
        "You may ask us to look at this again within 40 working days of receiving this letter.",
    ),
    (GIVES, "The meeting was held on 31 May 2024."),
    (GIVES, "The contract was signed on 2 May 2023."),
    (GIVES, "A letter was sent to the contractor on 2 May 2023."),
    (PUBLISHES, "The report was completed on 2 May 2024."),
    (ACK, "If you have not heard from us by 1 July 2024 please ring."),
    (ACK, "The office will be closed from 24 June until 28 June."),
    (HOLD, "The answer was due on 5 June."),
    (HOLD, "The director returns from leave on 17 June and will answer then."),
    (GIVES, "The policy came into force on 1 April 2023."),
    (GIVES, "The Cabinet approved the scheme on 1 April 2023."),
]


@pytest.mark.parametrize(("opening", "sentence", "means", "day"), MEANT)
def test_what_a_day_means(opening: str, sentence: str, means: str, day: date | None) -> None:
    assert (means, day) in [(each.means, each.day) for each in days_named(opening, sentence)]


@pytest.mark.parametrize(("opening", "sentence"), NOT_MEANT)
def test_a_day_that_means_none_of_these_is_left_open(opening: str, sentence: str) -> None:
    read = days_named(opening, sentence)
    assert not [each for each in read if each.day is not None and each.means != "other"]


@pytest.mark.parametrize(
    ("sentence", "school_days"),
    [
        ("You will hear from us within 20 school days of receipt.", 20),
        ("We have twenty school days from the date of receipt.", 20),
    ],
)
def test_school_days_are_not_counted(sentence: str, school_days: int) -> None:
    (said,) = [each for each in days_named(ACK, sentence) if each.number]
    assert (said.number, said.unit, said.day) == (school_days, "school-days", None)
