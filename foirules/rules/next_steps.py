"""Where a part stands, and what requester, authority and Commissioner can do next."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE, INT, STAGE

CHAPTER = Chapter("next steps")
CHAPTER.fact(
    "part",
    "stage",
    STAGE,
    "'not-received' if received_on is absent"
    " else 'not-a-request' if not valid_request"
    " else 'under-appeal' if appeal_pending"
    " else 'decided' if decided_by_commissioner_on is present"
    " else 'with-commissioner' if complaint_pending"
    " else 'reviewed' if reviewed"
    " else 'under-review' if review_asked_on is present"
    " else 'answered' if answered_on is present"
    " else 'withdrawn' if withdrawn_on is present"
    " else 'lapsed' if fee_lapsed"
    " else 'awaiting-clarification' if awaits_clarification"
    " else 'awaiting-fee' if awaits_fee"
    " else 'extended' if extended_in_time"
    " else 'overdue' if time_is_up and not awaits_specification"
    " else 'awaiting-response'",
    meaning="How far the part has come.",
)

_OPEN = "answered_on is absent and withdrawn_on is absent"

# Of a school whose days are not given only its first twenty working days are sure.
CHAPTER.fact(
    "part",
    "awaits_answer",
    BOOL,
    f"{_OPEN} and time_runs",
    meaning="Time runs for the part, and there is no answer to it.",
)
CHAPTER.fact(
    "part",
    "within_time",
    BOOL,
    "awaits_answer and (as_of <= response_due or as_of <= plain_due)",
    "FOIA s10(1)",
    meaning="And it has not run out.",
)
CHAPTER.fact(
    "request",
    "ask_by",
    DATE,
    "latest(p.response_due for p in parts if p.within_time)",
    "FOIA ss1(3), 9(1)",
    meaning="The last day to ask the requester a question about some part, or for a fee.",
)
_ASK = "any(p.within_time for p in parts)"
_ASK_FROM = "earliest(p.clock_start for p in parts if p.within_time)"

CHAPTER.fact(
    "request",
    "question_open_on",
    DATE,
    "first(i.on for i in interruptions"
    " if i.asks and i.in_time_with_all_before and i.ended_on is absent)",
    "FOIA s1(3)",
    meaning="The day of the first question that is not answered.",
)
CHAPTER.fact(
    "request",
    "question_open_days",
    INT,
    "as_of - question_open_on",
    meaning="The days since then.",
)
CHAPTER.action(
    "make-request-anew",
    "requester",
    "request",
    order=5,
    when="not_valid_on is present and (not valid_request or validity_doubted)",
    available_from="not_valid_on",
    cites="FOIA s8(1)",
    message="make the request in writing, with a name, an address for correspondence and a description"
    " of the information: time runs from the day on which it is received",
)
CHAPTER.action(
    "advise-requester",
    "authority",
    "request",
    order=6,
    when="not_valid_on is present and (not valid_request or validity_doubted)",
    available_from="not_valid_on",
    cites="FOIA s16(1)",
    message="advise and assist, so far as is reasonable, on how to make a request",
)
CHAPTER.action(
    "specify-day",
    "commissioner",
    "request",
    order=7,
    when="awaits_specification and withdrawn_on is absent and first_response_on is absent",
    available_from="time_applied_for_on",
    cites="SI 2004/3364 regs 5(3), 6(3)",
    message="specify the day by which the request is to be complied with, no later than the sixtieth"
    " working day, as the authority asked on {time_applied_for_on}",
)
CHAPTER.action(
    "answer-clarification",
    "requester",
    "request",
    order=10,
    when="withdrawn_on is absent"
    " and any(p.awaits_clarification and p.answered_on is absent for p in parts)",
    available_from="question_open_on",
    cites="FOIA s1(3)",
    message="answer the authority's question, which has been open for {question_open_days} days: time"
    " starts afresh on the day it has the answer",
)
CHAPTER.action(
    "pay-fee",
    "requester",
    "request",
    order=11,
    when="any(p.awaits_fee for p in parts) and withdrawn_on is absent",
    available_from="earliest(f.on for f in fees if f.paid_on is absent)",
    deadline="earliest(f.pay_by for f in fees if f.paid_on is absent)",
    cites="FOIA s9(2)",
    message="pay the fee: if it is not paid in time, the duty to comply ends",
)
CHAPTER.action(
    "answer-request",
    "authority",
    "part",
    order=20,
    when="awaits_answer and received_on is present and not extended_in_time",
    available_from="clock_start",
    deadline="response_due",
    cites="FOIA ss1(1), 10(1), 17(1)",
    message="confirm what is held, communicate what is not exempt and give any refusal notice",
)
CHAPTER.action(
    "conclude-public-interest-test",
    "authority",
    "part",
    order=21,
    when=f"{_OPEN} and extended_in_time",
    available_from="extension_on",
    deadline="earliest(extension_guidance_due,"
    " latest(m.notice.expected_by for m in mentions if m.event == 'extension-notice'))",
    cites="FOIA ss10(3), 17(3)",
    message="reach the decision on the public interest and answer: the Act asks for a reasonable"
    " time, the authority's own estimate and the Commissioner's guidance for the day given",
)
CHAPTER.action(
    "add-up-related-requests",
    "authority",
    "relation",
    order=22,
    when="within_sixty_days and first_response_on is absent and withdrawn_on is absent"
    " and valid_request",
    available_from="on",
    deadline="earliest(p.response_due for p in request.parts)",
    cites="FOIA ss12(4), 17(5); SI 2004/3244 reg 5",
    message="the cost of the request received on {other_received_on} may be added to that of this one"
    " before it is set against the limit",
)
CHAPTER.action(
    "send-copy-to-responsible-authority",
    "authority",
    "part",
    order=23,
    when=f"authority_type == 'records-authority' and {_OPEN} and copied_on is absent",
    available_from="clock_start",
    deadline="response_due",
    cites="FOIA s15(1)",
    message="send a copy of the request to the responsible authority, if information in a transferred"
    " public record is exempt under qualified exemptions only",
)
CHAPTER.action(
    "await-determination",
    "authority",
    "request",
    order=24,
    when="copied_on is present and determined_on is absent and withdrawn_on is absent",
    available_from="copied_on",
    cites="FOIA ss15(3), 66(3), (4)",
    message="have the determination of the responsible authority, due within such time as is"
    " reasonable, before refusing on the public interest",
)
CHAPTER.action(
    "publish",
    "authority",
    "mention",
    order=25,
    when="publication_by is present and published_on is absent and decided_by_commissioner_on is absent",
    available_from="on",
    deadline="publication_by",
    cites="FOIA s22(1)",
    message="publish the information that was withheld on {on} for the sake of its publication",
)
CHAPTER.action(
    "ask-what-is-needed",
    "authority",
    "request",
    order=26,
    when=_ASK,
    available_from=_ASK_FROM,
    deadline="ask_by",
    cites="FOIA s1(3)",
    message="ask what is reasonably required to identify and locate the information, if anything is:"
    " time starts afresh with the answer",
)
CHAPTER.action(
    "give-fees-notice",
    "authority",
    "request",
    order=27,
    when=_ASK,
    available_from=_ASK_FROM,
    deadline="ask_by",
    cites="FOIA ss9(1), 10(2)",
    message="ask for a fee, if one can be charged: the working days from the notice to its payment are"
    " left out",
)
CHAPTER.action(
    "take-time-for-public-interest",
    "authority",
    "part",
    order=28,
    when="within_time and not extended_in_time",
    available_from="clock_start",
    deadline="response_due",
    cites="FOIA ss10(3), 17(2)",
    message="take time to weigh the public interest, if a qualified exemption applies: by a refusal"
    " notice that specifies it and estimates when the decision will be reached",
)
CHAPTER.action(
    "apply-for-time",
    "authority",
    "request",
    order=29,
    when="any(p.awaits_answer for p in parts) and time_applied_for_on is absent"
    " and as_of <= apply_by",
    available_from="earliest(p.clock_start for p in parts if p.awaits_answer)",
    deadline="apply_by",
    cites="SI 2004/3364 regs 5(3), 6(3)",
    message="ask the Commissioner to specify a later day, if the information has to come from armed"
    " forces in operations or is outside the United Kingdom",
)
CHAPTER.action(
    "ask-for-internal-review",
    "requester",
    "part",
    order=30,
    when="answered_on is present and review_asked_on is absent and not reviewed"
    " and not complaint_made and no_procedure_on is absent"
    " and not as_of > review_closed_after",
    available_from="answered_on",
    deadline="review_by",
    expected=f"(received_on is present and valid_request and {_OPEN})"
    " or (answered_on is present and review_asked_on is absent"
    " and not reviewed and not complaint_made)",
    cites="s45 Code; the authority's policy",
    message="ask the authority for an internal review; the time for it is the authority's policy, no"
    " bar in law",
    not_yet="ask for an internal review: not open, there being no answer yet, the time for it gone by"
    " or no procedure for it; the authority may still take a late request",
)
CHAPTER.action(
    "answer-review",
    "authority",
    "review",
    order=31,
    when="review_answered_on is absent and decided_by_commissioner_on is absent",
    available_from="on",
    deadline="review_last",
    cites="s45 Code; Commissioner's guidance on internal reviews",
    message="answer the internal review asked for on {on}",
)
CHAPTER.action(
    "acknowledge-review",
    "authority",
    "review",
    order=32,
    when="acknowledge_by is present and review_answered_on is absent and not acknowledged"
    " and decided_by_commissioner_on is absent",
    available_from="on",
    cites="s45 Code of Practice (July 2018) para 5.4",
    message="acknowledge the request of {on} for a review, and say by when it will be answered",
)
_SILENT_FROM = "extension_guidance_due + 1 if extended_in_time else response_due + 1"

CHAPTER.action(
    "chase-authority",
    "requester",
    "part",
    order=39,
    when="silent and not complaint_made and withdrawn_on is absent"
    " and not any(e.event in ('chaser', 'review-requested') and e.on > response_due for e in events)",
    available_from=_SILENT_FROM,
    cites="the Commissioner's complaints page",
    message="ask the authority for its answer, and keep what was written: the Commissioner asks for"
    " evidence of it with a complaint that there is none",
)
CHAPTER.action(
    "complain-to-commissioner",
    "requester",
    "part",
    order=40,
    when="exhausted and not complaint_made and withdrawn_on is absent",
    available_from=f"last_heard_on if last_heard_on is present else {_SILENT_FROM}",
    deadline="complain_by",
    opens="last_heard_on",
    expected="not complaint_made and withdrawn_on is absent"
    " and (answered_on is present or extended_in_time)",
    cites="FOIA s50(1), (2)",
    message="apply to the Commissioner for a decision; where there is no answer he asks for evidence"
    " that the authority was chased",
    not_yet="a complaint to the Commissioner may be made, but need not be decided until the"
    " authority's complaints procedure is exhausted, s50(2)(a): ask for an internal review first",
)
CHAPTER.action(
    "decide-complaint",
    "commissioner",
    "request",
    order=50,
    when="last_complained_on is present and complaint_pending",
    available_from="last_complained_on",
    cites="FOIA s50(2), (3)(a), (b)",
    message="decide the complaint made on {last_complained_on}, or notify the complainant of the ground for"
    " not deciding it",
)
CHAPTER.action(
    "require-information",
    "commissioner",
    "request",
    order=55,
    when="last_complained_on is present and complaint_pending",
    available_from="last_complained_on",
    cites="FOIA s51(1)",
    message="require, by an information notice, what is reasonably needed to decide the complaint",
)
CHAPTER.action(
    "prosecute",
    "commissioner",
    "alteration",
    order=70,
    when="as_of <= prosecute_by",
    available_from="on",
    deadline="prosecute_by",
    cites="FOIA s77(4); Magistrates' Courts Act 1980 s127",
    message="begin a prosecution, where a record was altered to prevent its disclosure",
)
