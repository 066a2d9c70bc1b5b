"""What single letters under the Freedom of Information Act are told to be, after those before them."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.read_messages import read_text

REQUEST = "Under the Freedom of Information Act please send me the minutes of the board for 2018."
HEAD = "From: {}\nSent: {} March 2019 09:00\nSubject: Minutes\n\n{}\n\n"
SENDERS = {"asks": "A Person <a@example.org>", "answers": "FOI <foi@hartcombe.gov.uk>"}
ASKS, ANSWERS = SENDERS
OPEN = None  # no event

TOLD: list[tuple[str | None, list[tuple[str, str]]]] = [
    (
        "acknowledgement",
        [
            (
                ANSWERS,
                "Dear Person,\n\nYour request is being considered and you will receive the information requested within the statutory timescale of 20 working days as defined by the Freedom of Information Act 2000, subject to the information not being exempt or containing a reference to a third party. In some circumstances the Council may be unable to achieve this deadline. If this is likely you will be informed and given a revised time-scale at the earliest opportunity.\n\nThere may be a fee payable for the retrieval, collation and provision of the information you request. If this is the case you will be informed and the 20 working day timescale will be suspended until we receive payment from you.\n\nFor your information, the Act defines a number of exemptions which may prevent release of the information you have requested. There will be an assessment and if any of the exemption categories apply then the information will not be released. You will be informed if this is the case, including your rights of appeal.",
            ),
        ],
    ),
    (
        "acknowledgement",
        [
            (
                ANSWERS,
                "Thank you for your e-mail. Your request has been logged under reference 12345 and passed to the relevant officer for a reply.",
            ),
        ],
    ),
    (
        "acknowledgement",
        [
            (
                ANSWERS,
                "Thank you for your Freedom of Information request, which was received on 4 February 2019. You should expect to receive a response by 4 March 2019.",
            ),
        ],
    ),
    (
        "acknowledgement",
        [
            (
                ANSWERS,
                "This is an automated response to let you know we've received your email. We answer FOI requests within 20 working days.",
            ),
        ],
    ),
    (
        OPEN,
        [
            (
                ANSWERS,
                "I am out of the office until 12 March and will respond to your email on my return.",
            ),
        ],
    ),
    (
        "clarification-sought",
        [
            (
                ANSWERS,
                "Thank you for your request. Before we can process it we need further information from you: which board do you mean? Once we have heard from you we will begin to work on it.",
            ),
        ],
    ),
    (
        "clarification-sought",
        [
            (
                ANSWERS,
                "In order to help us identify the information you want, could you specify the period you are interested in? The 20 working days will start when we receive your reply.",
            ),
        ],
    ),
    (
        "fees-notice",
        [
            (
                ANSWERS,
                "The cost of copying has been assessed at £52. In accordance with section 9 of the Act, please pay this fee within three months. We will not begin until payment is received.",
            ),
        ],
    ),
    (
        "extension-notice",
        [
            (
                ANSWERS,
                "The Council does hold the information you asked for, but is considering whether section 43 applies. As this is a qualified exemption, the Act allows us additional time to consider the public interest test. We will respond by 1 April 2019.",
            ),
        ],
    ),
    (
        "extension-notice",
        [
            (
                ANSWERS,
                "We are extending the deadline by 20 working days under section 10 of the Act because we have not yet reached a decision on the balance of the public interest.",
            ),
        ],
    ),
    (
        "holding-reply",
        [
            (
                ANSWERS,
                "I am sorry for the delay in answering your request. We are awaiting information from a colleague and will be in touch as soon as we can.",
            ),
        ],
    ),
    (
        "holding-reply",
        [
            (
                ANSWERS,
                "Unfortunately we need more time to respond to your request. We aim to let you have a response by 29 March.",
            ),
        ],
    ),
    (
        "holding-reply",
        [
            (
                ANSWERS,
                "Please accept our apologies that you have not yet received a response. Your request is with the service area and we will chase them for you.",
            ),
        ],
    ),
    (
        "response",
        [
            (ANSWERS, "Please find attached the Trust's response to your FOI request."),
        ],
    ),
    (
        "response",
        [
            (
                ANSWERS,
                "Further to your request, please see the answers below.\n\nQ. How many? A. 12.",
            ),
        ],
    ),
    (
        "response",
        [
            (
                ANSWERS,
                "We have searched our records and no information has been found that falls within the scope of your request.",
            ),
        ],
    ),
    (
        "response",
        [
            (
                ANSWERS,
                "The information you have requested is exempt under Section 21 of the Freedom of Information Act because it is reasonably accessible by other means: see our website.",
            ),
        ],
    ),
    (
        "response",
        [
            (
                ANSWERS,
                "I have decided to refuse your request under section 12 of the Act as it would take more than 18 hours to find the material.",
            ),
        ],
    ),
    (
        "chaser",
        [
            (
                ASKS,
                "Dear FOI team, I wonder whether you could give me an update on my request? The 20 working days have passed.",
            ),
        ],
    ),
    (
        "chaser",
        [
            (
                ASKS,
                "Please can you tell me when I will get a reply? It is now well beyond the statutory time limit.",
            ),
        ],
    ),
    (
        "review-requested",
        [
            (ANSWERS, "Please find the information attached."),
            (ASKS, "I am not satisfied with your reply and would like an internal review."),
        ],
    ),
    (
        "review-requested",
        [
            (ANSWERS, "We refuse your request under section 14."),
            (
                ASKS,
                "Please pass this on to the person who conducts Freedom of Information reviews.\n\nI am writing to request an internal review of X Council's handling of my FOI request 'x'.",
            ),
        ],
    ),
    (
        "review-acknowledged",
        [
            (ANSWERS, "We refuse your request under section 14."),
            (ASKS, "I request an internal review."),
            (
                ANSWERS,
                "Thank you for your email. An internal review will be carried out by a senior officer not involved in the original decision and you'll get a reply within 20 working days.",
            ),
        ],
    ),
    (
        "review-extended",
        [
            (ANSWERS, "We refuse your request under section 14."),
            (ASKS, "I request an internal review."),
            (
                ANSWERS,
                "I am sorry but the internal review is not yet complete. It should be finished by 5 April.",
            ),
        ],
    ),
    (
        "review-outcome",
        [
            (ANSWERS, "We refuse your request under section 14."),
            (ASKS, "I request an internal review."),
            (
                ANSWERS,
                "Having reviewed the case, I agree that section 14(1) was engaged and that the request was correctly refused. Your complaint is not upheld.",
            ),
        ],
    ),
    (
        "review-outcome",
        [
            (ANSWERS, "We refuse your request under section 40(2)."),
            (ASKS, "I request an internal review."),
            (
                ANSWERS,
                "The panel met on 3 April. It found that the names should have been given, and these are enclosed. It upheld the use of section 40(2) for the telephone numbers.",
            ),
        ],
    ),
    (
        "response",
        [
            (ASKS, "I request an internal review as you have not replied."),
            (
                ANSWERS,
                "Please accept our apologies for the late reply. The minutes are attached.\n\nIf you are not content with the outcome of the internal review you may complain to the Information Commissioner.",
            ),
        ],
    ),
    (
        "clarification-received",
        [
            (ANSWERS, "Please clarify which board you mean."),
            (ASKS, "The main board, please."),
        ],
    ),
    (
        "request-withdrawn",
        [
            (ANSWERS, "Thank you for your request, which we have received."),
            (ASKS, "I have found this on your website, so please withdraw my request."),
        ],
    ),
    (
        OPEN,
        [
            (ANSWERS, "The minutes are attached."),
            (ASKS, "Thank you very much for this."),
        ],
    ),
    (
        "ico-complaint",
        [
            (ANSWERS, "We refuse your request under section 14."),
            (
                ASKS,
                "As you have not completed the review I have complained to the Information Commissioner.",
            ),
        ],
    ),
    (
        "response",
        [
            (
                ANSWERS,
                "The Department neither confirms nor denies that it holds the information, by virtue of section 24(2) of the Act.",
            ),
        ],
    ),
    (
        "response",
        [
            (
                ANSWERS,
                "Your request has been transferred to the Ministry of Justice, which holds the information. It will reply to you directly.",
            ),
        ],
    ),
    (
        "acknowledgement",
        [
            (
                ANSWERS,
                "Got this, thanks. I am only in on Tuesdays so will dig the minutes out when I can. They should be with you by 18 April at the latest.",
            ),
        ],
    ),
    (
        "acknowledgement",
        [
            (
                ANSWERS,
                "Your enquiry is noted as 19-0230. Please bear with us; we still mean to answer by 15 April.",
            ),
        ],
    ),
    (
        "holding-reply",
        [
            (
                ANSWERS,
                "In order to consult the bidders we need to extend the deadline by ten working days from today.",
            ),
        ],
    ),
    (
        "ico-complaint",
        [
            (ANSWERS, "The minutes are withheld under section 36(2)(c)."),
            (
                ASKS,
                "I have gone straight to the Commissioner with a complaint; no need for your review.",
            ),
        ],
    ),
    (
        "review-requested",
        [
            (ANSWERS, "The minutes are withheld under section 36(2)(c)."),
            (ASKS, "I'd like you to reconsider the minutes of May. On the others I'll wait."),
        ],
    ),
    (
        "review-acknowledged",
        [
            (ANSWERS, "The minutes are withheld under section 36(2)(c)."),
            (ASKS, "Please carry out an internal review."),
            (
                ANSWERS,
                "I am treating your message as a request for internal review and have given it to the Director, who hopes to write to you by 12 April.",
            ),
        ],
    ),
    (
        "review-outcome",
        [
            (ANSWERS, "The minutes are withheld under section 36(2)(c)."),
            (ASKS, "Please carry out an internal review."),
            (
                ANSWERS,
                "Two governors met on 9 March to review the decision. In their view it was right. The decision to refuse under section 36(2)(c) is upheld.",
            ),
        ],
    ),
    (
        "chaser",
        [
            (ASKS, "You said 5 March. Please respond without further delay."),
        ],
    ),
    (
        "request-outside-act",
        [
            (
                ANSWERS,
                "The information you ask for is outside the scope of the Freedom of Information Act, as we hold it for the purposes of journalism. We are not obliged to provide it. We are happy to tell you that figures are published each month.",
            ),
        ],
    ),
    (
        "fees-notice",
        [
            (
                ANSWERS,
                "Thank you for your letter. Copies cost £2 a sheet and I shall be glad if you will send me £60, made out to the Board, upon which they will be posted. You may instead look at them here free of charge.",
            ),
        ],
    ),
    (
        "fee-paid",
        [
            (
                ANSWERS,
                "Please pay the fee of £52 within three months. We will not begin until payment is received.",
            ),
            (ASKS, "Transferred just now."),
        ],
    ),
    (
        "holding-reply",
        [
            (
                ANSWERS,
                "I regret that we are not yet in a position to reply as the officer concerned is on leave. I would hope that a reply can be sent in the week beginning 6 April.",
            ),
        ],
    ),
    (
        "holding-reply",
        [
            (
                ANSWERS,
                "I do apologise, your email went into the junk folder and I only saw it today. I will reply to you after our meeting on 13 March.",
            ),
        ],
    ),
    (
        "clarification-sought",
        [
            (
                ANSWERS,
                "Thank you for your request. Could you tell us minutes of whom - the board, or its committees - and about what?",
            ),
        ],
    ),
    (
        "acknowledgement",
        [
            (ANSWERS, "To help us find them, could you specify the meetings you mean?"),
            (ASKS, "Those of May."),
            (
                ANSWERS,
                "Thank you for clarifying your request. It has now been logged as FOI 6120 and you will receive a response by 6 April 2019 at the latest.",
            ),
        ],
    ),
    (
        "response",
        [
            (
                ANSWERS,
                "The minutes are withheld under section 36(2)(c). The review would be done by staff who had no part in this answer. You may ask for an internal review.",
            ),
        ],
    ),
    (
        "review-acknowledged",
        [
            (
                ANSWERS,
                "The minutes are withheld under section 36(2)(c). You may ask for an internal review.",
            ),
            (ASKS, "Please carry out an internal review."),
            (
                ANSWERS,
                "I am sorry that you have had cause to complain. Your request for an internal review, received on 8 March 2019, has been passed to the Head of Customer Relations, who will respond by 10 April 2019.",
            ),
        ],
    ),
    (
        "review-extended",
        [
            (
                ANSWERS,
                "The minutes are withheld under section 36(2)(c). You may ask for an internal review.",
            ),
            (ASKS, "Please carry out an internal review."),
            (
                ANSWERS,
                "The Board meets only once a quarter and your review will have to wait for it. Its next meeting is on 17 April and you will hear by 24 April 2019.",
            ),
        ],
    ),
    (
        "review-outcome",
        [
            (
                ANSWERS,
                "The minutes are withheld under section 36(2)(c). You may ask for an internal review.",
            ),
            (ASKS, "Please carry out an internal review."),
            (
                ANSWERS,
                "I have investigated your complaint. Your request should have had an answer by 5 March. I did not agree that it is exempt. The list is attached.",
            ),
        ],
    ),
    (
        "notice-complied",
        [
            (
                ANSWERS,
                "The minutes are withheld under section 36(2)(c). You may ask for an internal review.",
            ),
            (ASKS, "Please carry out an internal review."),
            (ANSWERS, "The review upholds the refusal."),
            (
                ANSWERS,
                "In compliance with the Information Commissioner's decision notice please find attached the minutes.",
            ),
        ],
    ),
    (
        "fees-notice",
        [
            (ANSWERS, "Please send us a cheque for £35, after which we will post the copies."),
        ],
    ),
    (
        "fees-notice",
        [
            (
                ANSWERS,
                "Under section 9 of the Act we are requesting a fee of £40 to cover photocopying.",
            ),
        ],
    ),
    (
        "fees-notice",
        [
            (
                ANSWERS,
                "The disbursements come to £45. On receipt of that amount the copies will be sent to you.",
            ),
        ],
    ),
    (
        "fees-notice",
        [
            (
                ANSWERS,
                "I enclose an invoice for £45. The information will be sent when it is settled.",
            ),
        ],
    ),
    (
        "review-extended",
        [
            (
                ANSWERS,
                "The minutes are withheld under section 36(2)(c). You may ask for an internal review.",
            ),
            (ASKS, "Please carry out an internal review."),
            (
                ANSWERS,
                "The review panel has had to be postponed. You will have its decision by 6 May.",
            ),
        ],
    ),
    (
        "request-withdrawn",
        [
            (ANSWERS, "Thank you for your request. You will receive a response by 1 April 2019."),
            (ASKS, "I have decided not to proceed with the request."),
        ],
    ),
    (
        "notice-complied",
        [
            (
                ANSWERS,
                "The minutes are withheld under section 36(2)(c). You may ask for an internal review.",
            ),
            (ASKS, "Please carry out an internal review."),
            (ANSWERS, "The review upholds the refusal."),
            (
                ANSWERS,
                "The Commissioner has ordered us to disclose the minutes. They are attached.",
            ),
        ],
    ),
    (
        "holding-reply",
        [
            (ANSWERS, "Sorry, we're running behind. We will reply by 15 April."),
        ],
    ),
    (
        "holding-reply",
        [
            (ANSWERS, "It's nearly ready, I should have it with you next week."),
        ],
    ),
    (
        "extension-notice",
        [
            (
                ANSWERS,
                "Section 35 is engaged and we have yet to finish weighing the public interest; we plan to decide by 29 April.",
            ),
        ],
    ),
    (
        "acknowledgement",
        [
            (ANSWERS, "Your request is receiving attention."),
        ],
    ),
    (
        "request-not-valid",
        [
            (
                ANSWERS,
                "We cannot treat your email as a request as you have not given your full name.",
            ),
        ],
    ),
]


@pytest.mark.parametrize(("event", "letters"), TOLD)
def test_the_last_letter_is_told(event: str | None, letters: list[tuple[str, str]]) -> None:
    every = [(ASKS, REQUEST), *letters]
    text = "".join(HEAD.format(SENDERS[who], day, said) for day, (who, said) in enumerate(every, 4))
    draft = read_text(text, as_of=date(2020, 1, 1))
    assert len(draft.messages) == len(every)
    assert next((e.event for e in draft.events if e.message == len(every)), None) == event


def test_a_letter_that_relies_on_a_ground_is_the_likeliest_that_does() -> None:
    letters = [
        (ASKS, REQUEST),
        (ANSWERS, "The minutes are withheld under section 22."),
        (ASKS, "When will they be published?"),
        (ANSWERS, "The minutes are withheld under section 43(2), which I find is the right exemption, and the agenda is enclosed."),
    ]  # fmt: skip
    text = "".join(
        HEAD.format(SENDERS[who], day, said) for day, (who, said) in enumerate(letters, 4)
    )
    *_, last = read_text(text, as_of=date(2020, 1, 1)).events
    assert (last.event, last.confidence["event"]) == ("review-outcome", "likely")


def test_one_that_may_as_well_only_say_when_it_will_answer_is_asked() -> None:
    says = "We need more time, since section 43(2) is engaged. We will write to you by 30 March."
    letters = [(ASKS, REQUEST), (ANSWERS, f"We are looking at your request. {says}")]
    text = "".join(
        HEAD.format(SENDERS[who], day, said) for day, (who, said) in enumerate(letters, 4)
    )
    draft = read_text(text, as_of=date(2020, 1, 1))
    assert [each.message for each in draft.events] == [1]
    assert [q.message for q in draft.questions if q.field == "event"] == [2]
