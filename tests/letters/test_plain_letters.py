"""Plain letters of a sentence or two, as offices and requesters write them every day: what each is,
and what an answer says became of what was asked for."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.read_messages import read_text
from tests.letters.test_what_became import outcomes, read

HEAD = "From: {by}\nSent: {on} 09:00\nSubject: {re}Bridge\n\n{says}\n\n"
ASKER, OFFICE = "A Person <a@example.org>", "FOI <foi@hartcombe.gov.uk>"
REQUEST = HEAD.format(
    by=ASKER,
    on="4 February 2019",
    re="",
    says="Under the Freedom of Information Act please send me the report on the bridge.",
)
REFUSAL = "The report is withheld under section 43(2). You may ask for an internal review."
REVIEW = "Please carry out an internal review."
ANSWERS = [
    (
        "acknowledgement",
        "Thank you for your request, which we received on 4 February 2019. We will respond by 4 March 2019.",
    ),
    (
        "acknowledgement",
        "Your request has been logged as FOI 1234 and passed to the relevant team.",
    ),
    (
        "acknowledgement",
        "This is to acknowledge your email. You can expect a response within 20 working days.",
    ),
    ("acknowledgement", "We have received your request for information and are dealing with it."),
    (
        "acknowledgement",
        "Your request is being considered and you will receive a reply within the statutory timescale.",
    ),
    ("acknowledgement", "I am writing to confirm receipt of your FOI request. Reference: 4411."),
    ("acknowledgement", "Please accept this as acknowledgement of your request."),
    ("acknowledgement", "Ref 4411. We aim to answer by 4 March."),
    (
        "holding-reply",
        "We are sorry that we have not been able to respond within 20 working days. We hope to reply shortly.",
    ),
    (
        "holding-reply",
        "I apologise for the delay in responding to your request. We are still collating the information.",
    ),
    (
        "holding-reply",
        "Unfortunately your request is taking longer than expected. I will write again by 18 March 2019.",
    ),
    (
        "holding-reply",
        "We are still working on your request and will get back to you as soon as possible. Sorry for the delay.",
    ),
    ("holding-reply", "Your response is overdue, for which I apologise. It is awaiting sign-off."),
    (
        "extension-notice",
        "We are extending the time to respond by a further 20 working days to consider the public interest under section 43(2). You can expect a response by 1 April 2019.",
    ),
    (
        "extension-notice",
        "The information may be exempt under section 36. We need more time to consider the balance of the public interest and will reply by 1 April 2019, as section 10(3) allows.",
    ),
    (
        "extension-notice",
        "Section 10(3) of the Act permits a reasonable extension while the public interest is considered in relation to section 35(1)(a). We estimate that a decision will be made by 1 April 2019.",
    ),
    (
        "extension-notice",
        "The Act allows us to extend the time limit where a qualified exemption applies. The exemption is section 31(1)(a).",
    ),
    ("clarification-sought", "Could you please clarify which bridge you mean?"),
    (
        "clarification-sought",
        "We need further information from you in order to identify what you want. Which period are you interested in?",
    ),
    (
        "clarification-sought",
        "Please could you specify what you mean by report? Until we hear from you we cannot proceed.",
    ),
    (
        "clarification-sought",
        "In accordance with section 1(3) we require clarification of your request. Please confirm the dates.",
    ),
    (
        "fees-notice",
        "We will charge £25 for the cost of copying. Please pay this within three months; we will then send the report.",
    ),
    ("fees-notice", "A fee of £12.50 is payable for photocopying and postage under section 9."),
    (
        "response",
        "Please find the report attached. If you are unhappy with this response you may ask for an internal review.",
    ),
    ("response", "We do not hold the report."),
    ("response", "Your request has been refused under section 14(1)."),
    (
        "response",
        "We have now completed our search and can confirm that we do not hold a report on the bridge.",
    ),
    (
        "response",
        "The cost of complying would exceed the appropriate limit and section 12 applies.",
    ),
    (
        "request-not-valid",
        "Your request is not valid under section 8 because you have not given your real name. Please provide it.",
    ),
]
CHASERS = [
    ("chaser", "I have had no reply to my request, which is now overdue. Please answer it."),
    ("chaser", "Any news on this please?"),
    ("chaser", "The statutory deadline has passed. When can I expect a response?"),
    ("chaser", "Please could you let me know when I will receive a response?"),
]
AFTER_A_REFUSAL = [
    ("review-requested", "I am not satisfied with this and request an internal review."),
    ("review-requested", "Please review your decision."),
    ("review-requested", "I would like to appeal against your refusal."),
    (
        "review-requested",
        "I believe that you hold more. Please carry out an internal review of your handling of my request.",
    ),
    (
        "review-requested",
        "I disagree that section 43(2) applies. The public interest favours disclosure. Please reconsider.",
    ),
    ("ico-complaint", "I have complained to the Information Commissioner about your refusal."),
]
ON_A_REVIEW = [
    (
        "review-acknowledged",
        "Thank you for your request for an internal review, which we received on 6 March. We will reply by 3 April 2019.",
    ),
    (
        "review-acknowledged",
        "Your email of 6 March has been passed to a senior officer who will review the decision.",
    ),
    (
        "review-extended",
        "I am sorry that we have not yet completed the internal review. We hope to do so by 20 April 2019.",
    ),
    (
        "review-extended",
        "The review is taking longer than 20 working days owing to its complexity. We will let you have the outcome by 1 May 2019.",
    ),
    (
        "review-outcome",
        "I have completed the internal review and uphold the decision to withhold the report under section 43(2).",
    ),
    (
        "review-outcome",
        "Having reviewed your request I have decided that section 43(2) no longer applies. The report is attached.",
    ),
    (
        "review-outcome",
        "The panel considered your complaint and found that the exemption was properly applied. You may complain to the Information Commissioner.",
    ),
]
BECAME = [
    ("disclosed", "Please find the report attached."),
    ("disclosed", "I attach a copy of the report."),
    ("disclosed", "A copy of the report is enclosed."),
    ("disclosed", "The report accompanies this email."),
    ("disclosed", "We are happy to release the report, which is attached."),
    ("disclosed", "You will find the report attached to this email."),
    (
        "disclosed",
        "The information you requested is provided below. The bridge was inspected in May.",
    ),
    ("disclosed", "Please see attached."),
    ("disclosed", "The report is being disclosed to you in full."),
    ("disclosed", "We are disclosing the report in full."),
    ("disclosed", "I can now provide the report."),
    ("disclosed", "The Council has decided to release the report."),
    ("disclosed", "We hold the report and a copy is attached."),
    ("not-held", "We do not hold this report."),
    ("not-held", "The Trust does not hold the information you have requested."),
    ("not-held", "No report was produced."),
    ("not-held", "There is no such report."),
    ("not-held", "We have searched our records and have not found the report."),
    ("not-held", "No information is held."),
    ("not-held", "The information is not held by the Council."),
    ("not-held", "Our searches have not located any report."),
    (
        "not-held",
        "I have established that the report was destroyed in 2015 in line with our retention schedule and is no longer held.",
    ),
    ("not-held", "We hold no recorded information on this."),
    ("not-held", "The Department holds no information within the scope of your request."),
    ("not-held", "Unfortunately this is not something that we record."),
    ("not-held", "We don't have a report on the bridge."),
    ("not-held", "Having made enquiries of the Highways team, no report has been found."),
    ("refused", "The report is withheld under section 43(2)."),
    ("refused", "I am unable to provide the report, which is exempt under section 41."),
    ("refused", "We will not be releasing the report because section 36(2)(c) applies."),
    ("refused", "Your request is refused under section 35(1)(a)."),
    ("refused", "We have decided not to disclose the report under section 22."),
    ("refused", "The report is exempt from disclosure by virtue of section 31(1)(a)."),
    (
        "refused",
        "The Council considers that the report is exempt under section 43(2) and it will not be disclosed.",
    ),
    ("refused", "We cannot let you have the report: section 42 applies."),
    (
        "refused",
        "I regret that the report cannot be released, as section 41 of the Act applies to it.",
    ),
    ("refused", "It is not possible to share the report under section 38(1)(a)."),
    ("partly-disclosed", "The report is attached with some redactions under section 40(2)."),
    (
        "partly-disclosed",
        "Some information has been redacted from the attached report under section 40(2).",
    ),
    (
        "partly-disclosed",
        "A redacted copy of the report is attached; the redactions are made under section 43(2).",
    ),
    (
        "partly-disclosed",
        "We are releasing the report except for section 4, which is exempt under section 43(2).",
    ),
    ("partly-disclosed", "I enclose the report. Names have been removed under section 40(2)."),
    (
        "partly-disclosed",
        "We can disclose part of the report. The remainder is exempt under section 36(2)(c).",
    ),
    (
        "partly-disclosed",
        "Most of the report is attached, but annex B is withheld under section 43(2).",
    ),
    (
        "partly-disclosed",
        "The report is attached save for the third chapter, to which section 35(1)(a) applies.",
    ),
    (
        "already-accessible",
        "The report is published on our website at www.bridge.gov.uk, so it is exempt under section 21.",
    ),
    (
        "already-accessible",
        "As the report is already reasonably accessible to you on our website, section 21 applies.",
    ),
    (
        "cost-limit",
        "To find it would exceed the appropriate limit, and so we refuse your request under section 12(1).",
    ),
    ("cost-limit", "We estimate that it would take 40 hours to find it, so section 12 applies."),
    (
        "cost-limit",
        "Compliance would exceed the cost limit of £450, and section 12(1) allows us to refuse.",
    ),
    ("vexatious", "We refuse your request as vexatious under section 14(1)."),
    ("vexatious", "Your request is considered to be vexatious and section 14(1) applies."),
    (
        "repeated",
        "Your request is substantially similar to one we answered in May and is refused under section 14(2).",
    ),
    (
        "neither-confirmed-nor-denied",
        "We neither confirm nor deny that we hold the report, under section 31(3).",
    ),
    (
        "neither-confirmed-nor-denied",
        "The duty to confirm or deny does not arise, by virtue of section 40(5B)(a)(i).",
    ),
    (
        "neither-confirmed-nor-denied",
        "Under section 24(2) we can neither confirm nor deny whether such a report is held.",
    ),
    (
        "transferred",
        "We do not hold it. The Highways Agency does, and we have transferred your request to it.",
    ),
]
DAYS = [
    (
        "20 February 2019",
        "received",
        date(2019, 2, 4),
        "We received your request on 4 February 2019.",
    ),
    (
        "20 February 2019",
        "received",
        date(2019, 2, 5),
        "Your request was received by us on 5 February 2019.",
    ),
    ("20 February 2019", "expected-by", date(2019, 3, 4), "We will respond by 4 March 2019."),
    (
        "20 February 2019",
        "expected-by",
        date(2019, 3, 4),
        "You should receive a response no later than 4 March 2019.",
    ),
    (
        "20 February 2019",
        "expected-by",
        date(2019, 3, 4),
        "The deadline for our response is 4 March 2019.",
    ),
    (
        "20 February 2019",
        "expected-by",
        date(2019, 3, 4),
        "You can expect to hear from us on or before 4 March 2019.",
    ),
    ("20 February 2019", "expected-by", date(2019, 3, 4), "A response is due by 04/03/2019."),
    (
        "20 February 2019",
        "expected-by",
        date(2019, 3, 4),
        "We aim to reply within 20 working days, i.e. by Monday 4 March.",
    ),
    (
        "20 February 2019",
        "expected-by",
        date(2019, 3, 4),
        "Your request will be answered by 4th March 2019 at the latest.",
    ),
    ("20 February 2019", "expected-by", date(2019, 3, 4), "Date due: 4 March 2019"),
    (
        "20 February 2019",
        "expected-by",
        date(2019, 3, 4),
        "The statutory deadline for responding is 4 March 2019 and we will meet it.",
    ),
    (
        "20 February 2019",
        "expected-by",
        date(2019, 3, 4),
        "I will be in touch by Monday, 4 March 2019.",
    ),
    (
        "20 February 2019",
        "expected-by",
        date(2019, 3, 4),
        "Please expect our reply by the 4th of March 2019.",
    ),
    (
        "6 March 2019",
        "expected-by",
        date(2019, 3, 20),
        "I am sorry for the delay. We now hope to reply by 20 March 2019.",
    ),
    (
        "6 March 2019",
        "expected-by",
        date(2019, 3, 20),
        "Sorry for the delay. You will have our answer by Wednesday 20 March.",
    ),
    (
        "6 March 2019",
        "expected-by",
        date(2019, 3, 20),
        "I apologise that we missed the deadline. I expect to send the response on 20 March 2019.",
    ),
    (
        "6 March 2019",
        "expected-by",
        date(2019, 3, 21),
        "We apologise for the delay and will respond within 10 working days of this email.",
    ),
    (
        "20 February 2019",
        "refers-to",
        date(2019, 2, 4),
        "Thank you for your request of 4 February 2019. Please find the report attached.",
    ),
    (
        "20 February 2019",
        "refers-to",
        date(2019, 2, 4),
        "I write in response to your email dated 4 February 2019. The report is attached.",
    ),
    (
        "20 February 2019",
        "refers-to",
        date(2019, 2, 4),
        "Further to your request dated 4/2/19, the report is attached.",
    ),
    (
        "20 February 2019",
        "refers-to",
        date(2019, 2, 4),
        "On 4 February 2019 you asked for the report on the bridge. It is attached.",
    ),
    (
        "20 February 2019",
        "review-by",
        date(2019, 4, 18),
        "The report is withheld under section 43(2). You may ask for a review within 40 working days of the date of this letter.",
    ),
    (
        "20 February 2019",
        "review-by",
        date(2019, 4, 20),
        "The report is withheld under section 43(2). You may ask for a review within two months of the date of this letter.",
    ),
    (
        "20 February 2019",
        "review-by",
        date(2019, 4, 15),
        "The report is withheld under section 43(2). If you wish to request an internal review please do so by 15 April 2019.",
    ),
    (
        "20 February 2019",
        "publication-by",
        date(2019, 6, 30),
        "The report is exempt under section 22 as it will be published by 30 June 2019.",
    ),
    (
        "20 February 2019",
        "publication-by",
        date(2019, 6, 30),
        "The report is due to be published on 30 June 2019, so section 22(1) applies.",
    ),
    (
        "20 February 2019",
        "as-at",
        date(2018, 12, 31),
        "There were 14 inspections as at 31 December 2018.",
    ),
    (
        "20 February 2019",
        "as-at",
        date(2018, 12, 31),
        "The figures are correct as of 31 December 2018: 14 inspections.",
    ),
    (
        "20 February 2019",
        "expected-by",
        date(2019, 4, 1),
        "We are extending the time limit by 20 working days to 1 April 2019 to consider the public interest under section 36.",
    ),
    (
        "20 February 2019",
        "expected-by",
        date(2019, 4, 1),
        "We need more time to weigh the public interest under section 43(2). We estimate that we will complete this by 1 April 2019.",
    ),
]
REVIEWS = [
    (
        "",
        {"1": "refused", "2": "refused", "3": "refused"},
        "I have reviewed the decision and uphold it in full.",
    ),
    (
        "",
        {"1": "s43(2)", "2": "s31(1)(g)", "3": "s40(2)"},
        "I uphold the application of section 43(2) to question 1, section 31(1)(g) to question 2 and section 40(2) to question 3.",
    ),
    (
        "",
        {"1": "disclosed", "2": "refused", "3": "refused"},
        "I have decided to release the contract, which is attached. I uphold the decision in respect of questions 2 and 3.",
    ),
    (
        "",
        {"1": "disclosed", "2": "s31(1)(g)"},
        "Question 1: I do not uphold section 43(2) and the contract is attached. Question 2: I uphold section 31(1)(g).",
    ),
    (
        "",
        {"1": "refused", "2": "disclosed"},
        "On question 1 the exemption was correctly applied. On question 2 I find that section 31(1)(g) is not engaged. The report is attached.",
    ),
    (
        " of your answer to question 2",
        {"2": "s31(1)(g)"},
        "I agree with the original decision. Section 31(1)(g) applies.",
    ),
    (
        " of your answer to question 2",
        {"2": "disclosed"},
        "I overturn the decision. The report is attached.",
    ),
    (
        " of your answer to question 2",
        {"2": "s36(2)(c)"},
        "I find that section 31(1)(g) was not the right exemption. However, the report is exempt under section 36(2)(c).",
    ),
    (
        " of your answer to question 2",
        {"2": "s31(1)(g),s36(2)(c)"},
        "I uphold the use of section 31(1)(g) and consider that section 36(2)(c) applies as well.",
    ),
    (
        " of your answers to questions 1 and 3",
        {"1": "s41", "3": "s40(2)"},
        "The contract should have been withheld under section 41 and not section 43(2). Section 40(2) was rightly applied to the names.",
    ),
    (
        " of your answers to questions 1 and 3",
        {"1": "s43(2)", "3": "s40(2)"},
        "I am satisfied that sections 43(2) and 40(2) were correctly applied.",
    ),
    (
        " of your answers to questions 1 and 3",
        {"1": "refused", "3": "disclosed"},
        "In relation to the contract I uphold the decision. The names of the inspectors can be released and are as follows: A. Smith and B. Jones.",
    ),
    (
        " of your answer to question 3",
        {"3": "s40(2)"},
        "The names are personal data and section 40(2) still applies.",
    ),
    (
        "",
        {"1": "disclosed", "2": "s31(1)(g)", "3": "s40(2)"},
        "1. Overturned. The contract is attached.\n\n2. Upheld under section 31(1)(g).\n\n3. Upheld under section 40(2).",
    ),
]
THREE = HEAD.format(
    by=ASKER,
    on="4 February 2019",
    re="",
    says="Under the Freedom of Information Act please send me\n\n1. the contract with the caterer"
    "\n2. the inspection report\n3. the names of the inspectors",
)
THREE_REFUSED = (
    "1. The contract is withheld under section 43(2).\n\n2. The report is withheld under section"
    " 31(1)(g).\n\n3. The names are exempt under section 40(2).\n\nYou may ask for an internal review."
)


def answers(on: str, says: str) -> str:
    return HEAD.format(by=OFFICE, on=on, re="RE: ", says=f"Dear A Person,\n\n{says}\n\nFOI Team")


def asks(on: str, says: str) -> str:
    return HEAD.format(by=ASKER, on=on, re="RE: ", says=f"Dear FOI Team,\n\n{says}\n\nA Person")


def last_of(*letters: str) -> list[str]:
    """The events that the last of some letters after the request is."""
    draft = read_text("".join((REQUEST, *letters)), as_of=date(2020, 1, 1))
    return [each.event for each in draft.events if each.message == len(letters) + 1]


@pytest.mark.parametrize(("event", "says"), ANSWERS)
def test_a_letter_of_the_office_after_the_request(event: str, says: str) -> None:
    on = "6 March 2019" if event == "holding-reply" else "20 February 2019"
    assert last_of(answers(on, says)) == [event]


@pytest.mark.parametrize(("event", "says"), CHASERS)
def test_a_letter_of_the_requester_after_silence(event: str, says: str) -> None:
    assert last_of(asks("6 March 2019", says)) == [event]


@pytest.mark.parametrize(("event", "says"), AFTER_A_REFUSAL)
def test_a_letter_of_the_requester_after_a_refusal(event: str, says: str) -> None:
    refused = answers("20 February 2019", REFUSAL)
    assert last_of(refused, asks("6 March 2019", says)) == [event]


@pytest.mark.parametrize(("event", "says"), ON_A_REVIEW)
def test_a_letter_of_the_office_on_a_review(event: str, says: str) -> None:
    before = answers("20 February 2019", REFUSAL), asks("6 March 2019", REVIEW)
    on = "8 March 2019" if event == "review-acknowledged" else "10 April 2019"
    assert last_of(*before, answers(on, says)) == [event]


@pytest.mark.parametrize(("became", "says"), BECAME)
def test_what_became_of_the_request(became: str, says: str) -> None:
    answer = f"Thank you for your request.\n\n{says}\n\nYou may ask for an internal review."
    assert outcomes(read(answer, REQUEST)) == {None: became}


@pytest.mark.parametrize(("on", "means", "day", "says"), DAYS)
def test_what_a_day_in_a_letter_of_the_office_means(
    on: str, means: str, day: date, says: str
) -> None:
    draft = read_text(REQUEST + answers(on, says), as_of=date(2020, 1, 1))
    assert (means, day) in {(each.means, each.day) for each in draft.days if each.message == 2}


@pytest.mark.parametrize(("of", "said", "says"), REVIEWS)
def test_what_a_review_says_of_parts(of: str, said: dict[str, str], says: str) -> None:
    # Given three parts that were refused, and a review of all or of some
    asked = asks("6 March 2019", f"Please carry out an internal review{of}.")
    text = (
        f"I have completed the internal review that you asked for.\n\n{says}\n\nYou may complain to"
        " the Information Commissioner."
    )
    letters = (
        THREE,
        answers("20 February 2019", THREE_REFUSED),
        asked,
        answers("2 April 2019", text),
    )
    draft = read_text("".join(letters), as_of=date(2020, 1, 1))
    review = next(each for each in draft.events if each.message == 4)
    # then each part has its grounds, or else what became of it
    assert review.event == "review-outcome"
    for part, wanted in said.items():
        read_of = review.outcomes[part]
        grounds = read_of["exemptions"].value if "exemptions" in read_of else ()
        assert wanted in (",".join(sorted(grounds)), read_of["outcome"].value)
