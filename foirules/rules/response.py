"""The answer: confirming or denying, and communicating, FOIA ss1(1) and 10(1)."""

from __future__ import annotations

from foirules.language.law import Chapter, Pause
from foirules.rules.validity import OF_VALIDITY
from foirules.vocabulary import BOOL, DATE

CHAPTER = Chapter("response")
fact = CHAPTER.fact

fact(
    "mention",
    "answered_before",
    BOOL,
    "any(m.event == 'response' and m.on <= on for m in part.mentions)",
    meaning="An answer to the part came on the day of the letter or before.",
)
fact(
    "mention",
    "answers",
    BOOL,
    "event == 'response' or (event == 'review-outcome' and not answered_before)",
    "FOIA s10(1)",
    meaning="The letter is an answer to the part, whatever it says. So is the outcome of a review of"
    " silence: it is the first answer.",
)
fact(
    "mention",
    "gives",
    BOOL,
    "answers and outcome in ('disclosed', 'partly-disclosed')",
    "FOIA s1(1)(b)",
    meaning="The letter communicates information.",
)
fact(
    "mention",
    "withholds",
    BOOL,
    "answers and outcome in"
    " ('refused', 'partly-disclosed', 'neither-confirmed-nor-denied', 'already-accessible')",
    "FOIA s17(1)",
    meaning="The letter refuses information, or to confirm or deny, under an exemption.",
)
fact(
    "mention",
    "says_holding",
    BOOL,
    "(answers and outcome in ('disclosed', 'partly-disclosed', 'not-held',"
    " 'already-accessible', 'neither-confirmed-nor-denied', 'cost-limit', 'vexatious', 'repeated',"
    " 'transferred'))"
    " or (event in ('response', 'extension-notice', 'holding-reply', 'review-outcome')"
    " and notice.confirmed_held)",
    "FOIA ss1(1)(a), (5), 2(1), 12, 14",
    meaning="The letter confirms or denies that the information is held, or the duty to do so does"
    " not arise.",
)
fact(
    "mention",
    "settles_holding",
    BOOL,
    "says_holding or (takes_time and outcome == 'neither-confirmed-nor-denied')",
    "FOIA ss1(1)(a), 10(3)(a)",
    meaning="It does, or the duty is put off to weigh the public interest in saying so.",
)
fact(
    "part",
    "said_on",
    DATE,
    "earliest(m.on for m in mentions if m.says_holding)",
    meaning="The day on which a letter first said whether the information is held.",
)
fact(
    "part",
    "said_in_time",
    BOOL,
    "any(m.says_holding and m.in_time for m in mentions)",
    "FOIA s1(1)(a)",
    meaning="A letter in time said whether the information is held.",
)
fact(
    "part",
    "answered_on",
    DATE,
    "first(m.on for m in mentions if m.answers)",
    meaning="The day of the first answer to the part.",
)
fact(
    "part",
    "answered_in_time",
    BOOL,
    "any(m.answers and m.in_time for m in mentions)",
    "FOIA s10(1)",
    meaning="An answer to the part came in time.",
)
fact(
    "part",
    "given_late",
    BOOL,
    "any(m.gives and m.late for m in mentions)",
    "FOIA s10(1)",
    meaning="Information was communicated after the twentieth working day.",
)
fact(
    "mention",
    "after_time_taken",
    BOOL,
    "any(m.takes_time and m.on <= on for m in part.mentions)",
    "FOIA s10(3)",
    meaning="Time had been taken for the public interest by the day of the letter, in time or not.",
)
fact(
    "mention",
    "owes_late",
    BOOL,
    "late and not after_time_taken"
    " and (gives or (outcome in ('not-held', 'transferred') and on == part.answered_on))",
    "FOIA ss1(1), 10(1)",
    meaning="The letter gives late what was owed: information that is not exempt, or that none is"
    " held.",
)
fact(
    "part",
    "time_taken",
    BOOL,
    "any(m.takes_time for m in mentions)",
    "FOIA s10(3)",
    meaning="Time was taken for the public interest, in time or not.",
)
fact(
    "part",
    "unanswered",
    BOOL,
    "answered_on is absent and not time_taken",
    "FOIA s10(1)",
    meaning="There is neither an answer to the part nor a letter that takes time for it.",
)
fact(
    "part",
    "settled_in_time",
    BOOL,
    "any(m.settles_holding and m.in_time for m in mentions)",
    "FOIA ss1(1)(a), 10(1)",
    meaning="Whether the information is held was confirmed or denied in time.",
)
fact(
    "part",
    "settled_on",
    DATE,
    "earliest(m.on for m in mentions if m.settles_holding)",
    meaning="The day on which it was confirmed or denied.",
)
fact(
    "part",
    "completed_on",
    DATE,
    "answered_on if gave_more_on is absent or gave_some_at_first else gave_more_on",
    meaning="The day of the first answer or, if that gave nothing late and a later one did, of that.",
)
fact(
    "part",
    "gave_some_at_first",
    BOOL,
    "any(m.gives and m.late and m.on == answered_on for m in mentions)",
    "FOIA s10(1)",
    meaning="The first answer gave information, late.",
)
fact(
    "part",
    "gave_more_on",
    DATE,
    "earliest(m.on for m in mentions if m.gives and m.late and m.on > answered_on)",
    "FOIA s10(1)",
    meaning="The first later day on which information was given late.",
)
fact(
    "part",
    "exempt_first",
    BOOL,
    "any(m.refuses and not m.gives and not m.neither_confirms_nor_denies"
    " and (answered_on is absent or m.on <= answered_on) for m in mentions)",
    "FOIA ss1(1)(a), 17(1)",
    meaning="An exemption from the duty to communicate was claimed with the first answer or before it:"
    " the duty to confirm stood by itself.",
)
fact(
    "part",
    "cost_first",
    BOOL,
    "any(m.answers and m.outcome == 'cost-limit' and 's12(1)' in m.exemptions"
    " and not 's12(2)' in m.exemptions"
    " and m.on == answered_on for m in mentions)",
    "FOIA ss1(1)(a), 12(1), (2)",
    meaning="The first answer rests on s12(1) alone, which leaves the duty to confirm as it is.",
)

CHAPTER.breach(
    "late-response",
    "part",
    applies="(answered_in_time or time_is_up)"
    " and (answered_in_time or not extended_in_time or given_late)",
    when="(unanswered or any(m.owes_late for m in mentions)) and not duty_doubted",
    possible_when="given_late or not answered_in_time",
    due="response_due",
    ended="completed_on if completed_on is present else withdrawn_on",
    cites="FOIA s10(1)",
    message="answered, or answered in full, on {completed_on|no day on the record}; the last day was"
    " {response_due}",
    possible_message="answered, or answered in full, on {completed_on|no day on the record}, after"
    " {response_due}: late, unless nothing was owed by that day, as where ss2, 12 or 14 apply, the"
    " public interest was being weighed under an exemption that was engaged, there was no request (ss7,"
    " 8) or the Commissioner specifies a later day (s10(4))",
    cites_if_possible="[2026] UKFTT 433 (GRC) para 124; the Commissioner's lines to take on procedural"
    " breaches",
    may_answer=("response", "review-outcome", "extension-notice", *OF_VALIDITY),
    meaning="Information that is not exempt must be communicated, and what is held confirmed or"
    " denied, promptly and not later than the twentieth working day following the date of receipt."
    " Silence breaks that, and so does an answer after the last day that gives information or says"
    " that none is held. Where a late answer claims that nothing is owed (ss2, 12, 14) s17 is broken,"
    " and this only if the claim fails; after time taken for the public interest, in time or not, only"
    " to the extent that no qualified exemption was engaged.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-05 response outcome=disclosed",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=disclosed",
    ),
)
CHAPTER.breach(
    "late-confirmation",
    "part",
    applies="settled_in_time or (time_is_up and (exempt_first or cost_first))",
    when="not settled_in_time and not any(m.neither_confirms_nor_denies for m in mentions)"
    " and not (validity_doubted or (said_on if said_on is present else judged_to) <= specified_by)",
    possible_when="not settled_in_time"
    " or (not said_in_time and any(m.outcome is unrecorded for m in mentions))",
    due="response_due",
    ended="said_on if said_on is present else withdrawn_on",
    cites="FOIA ss1(1)(a), 10(1), (3)(a)",
    message="whether the information is held was confirmed on {said_on|no day on the record};"
    " the last day was {response_due}",
    possible_message="no letter by {response_due} says whether the information is held: late, unless"
    " there was no duty to say so (s2(1)), the public interest was weighed in it, there was no request"
    " (ss7, 8) or the Commissioner specifies a later day (s10(4))",
    cites_if_possible="FOIA ss2(1), 10(3)(a)",
    may_answer=("response", "review-outcome", *OF_VALIDITY),
    meaning="The duty to confirm or deny that information is held has its own place in s10(1). Time"
    " taken to weigh the public interest in disclosure does not put it off; time taken to weigh that"
    " in confirming does, and the letter that takes it is recorded with the outcome"
    " neither-confirmed-nor-denied. An exemption, or the cost limit of s12(1), leaves the duty as it"
    " is. Where the first answer gives the information, or says that none is held, late-response"
    " says all.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-05 response outcome=refused exemptions=s22 confirmed-held=yes",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=refused exemptions=s22 confirmed-held=yes",
    ),
)
fact(
    "notice",
    "comes_on",
    DATE,
    "deadline('ordinary-post', posted_on, posted_on)",
    "Interpretation Act 1978 s7",
    meaning="The day on which a posted letter would be delivered in the ordinary course of post.",
)
CHAPTER.breach(
    "late-by-post",
    "mention",
    applies="comes_on is present and in_time and (answers or event == 'extension-notice')",
    when="False",
    possible_when="comes_on > response_due",
    due="response_due",
    cites="FOIA ss10(1), 17(1), (5); Interpretation Act 1978 s7",
    message="",
    possible_message="the letter dated {on} was posted on {posted_on}; in the ordinary course of post it"
    " would come on {comes_on}, after {response_due}: late, unless it came sooner",
    meaning="What an Act requires to be given and is sent by post is taken to be given, unless the"
    " contrary is proved, when the letter would be delivered in the ordinary course of post: by first"
    " class on the second working day after it was posted, as the courts take it. A letter that was"
    " posted on the last day comes too late.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=disclosed posted-on=2017-09-01",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-08-31 response outcome=disclosed posted-on=2017-08-31",
    ),
)
CHAPTER.note(
    "figure-ready-earlier",
    "mention",
    applies="answers and late",
    when="as_at <= response_due",
    begins="on",
    cites="FOIA s10(1)",
    message="the information is stated as at {as_at} and was given on {on}: was it given promptly?",
    meaning="The duty is to answer promptly, the twentieth working day being the last and not the"
    " proper one. Information that was ready well before it was given puts the question.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-05 response outcome=disclosed as-at=2017-08-14",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-05 response outcome=disclosed as-at=2017-09-05",
    ),
)
fact(
    "mention",
    "ready_on",
    DATE,
    "earliest(as_at if as_at >= received_on else nothing,"
    " first(e.on for e in events if e.event == 'publication'))",
    "FOIA s10(1)",
    meaning="The day by which the record shows that the information was ready to be given: that at which"
    " it is stated, if the request had come by then, or that on which it was published.",
)
CHAPTER.note(
    "ready-before-answer",
    "mention",
    applies="gives and in_time and ready_on is present",
    when="working_days_between(latest(ready_on, latest(clock_start,"
    " latest(f.paid_on for f in request.fees))), on) > amount('ready-well-before', received_on)",
    begins="on",
    cites="FOIA s10(1)",
    message="the information given on {on} was ready by {ready_on}: was it given promptly?",
    meaning="The duty is to answer promptly, and the twentieth working day is the last for it and not the"
    " proper one. Where the record shows that information given in time was ready well before, that is to"
    " be looked at. No authority says how many days are too many.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=disclosed as-at=2017-08-14",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=disclosed as-at=2017-08-25",
    ),
)
CHAPTER.note(
    "figure-of-later-day",
    "mention",
    applies="answers",
    when="as_at > received_on",
    begins="on",
    cites="FOIA s1(4)",
    message="the information given on {on} is stated as at {as_at}: what is asked for is what was held"
    " on {received_on}, with such changes only as would have been made without the request",
    meaning="The information to be confirmed and communicated is that held when the request is"
    " received. Account may be taken of what was amended or deleted after that, if it would have been"
    " whether a request had come or not.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=disclosed as-at=2017-08-04",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=disclosed as-at=2017-08-03",
    ),
)
CHAPTER.note(
    "completeness-not-shown",
    "mention",
    applies="answers",
    when="not shown_complete",
    begins="on",
    cites="FOIA s1(1)",
    message="the answer given on {on} does not show that it covers all that was asked",
    meaning="An answer in time that leaves out information that was held is late for what it leaves"
    " out. The record does not show whether this one does.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=disclosed shown-complete=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=disclosed",
    ),
)

CHAPTER.breach(
    "form-not-given",
    "mention",
    applies="answers and outcome in ('disclosed', 'partly-disclosed') and asks_for_form",
    when="False",
    possible_when="not form_given",
    begins="on",
    cites="FOIA s11(1), (2); FOIA s11(1A) from 1 September 2013",
    message="",
    possible_message="the information of {on} was not given in the form that was asked for: a breach,"
    " if it was reasonably practicable to give it so",
    meaning="An authority must give effect, so far as is reasonably practicable, to the applicant's"
    " preference for a copy, an inspection or a summary, or for a dataset in a form that can be used"
    " again (s11(1A), from 1 September 2013).",
    breaks=(
        "2017-08-03 request-received form-asked=yes",
        "2017-09-04 response outcome=disclosed form-given=no",
    ),
    keeps=(
        "2017-08-03 request-received form-asked=yes",
        "2017-09-04 response outcome=disclosed form-given=yes",
    ),
)
CHAPTER.breach(
    "form-reasons-missing",
    "mention",
    applies="gives and asks_for_form and not form_given",
    when="not notice.form_reasons",
    begins="on",
    cites="FOIA s11(3)",
    message="the information of {on} was not given in the form that was asked for, and the letter does"
    " not say why",
    meaning="An authority that finds it not reasonably practicable to comply with a preference for a"
    " form must notify the applicant of its reasons.",
    breaks=(
        "2017-08-03 request-received form-asked=yes",
        "2017-09-04 response outcome=disclosed form-given=no form-reasons=no",
    ),
    keeps=(
        "2017-08-03 request-received form-asked=yes",
        "2017-09-04 response outcome=disclosed form-given=no form-reasons=yes",
    ),
)
CHAPTER.breach(
    "not-confirmed-despite-cost",
    "mention",
    applies="newly_declines and outcome == 'cost-limit'",
    when="False",
    possible_when="not notice.confirmed_held",
    cites_if_possible="FOIA s12(2); [2026] UKFTT 282 (GRC) para 23: at review",
    begins="on",
    cites="FOIA s12(2)",
    message="",
    possible_message="the letter dated {on} refuses on cost and does not say whether the information"
    " is held: a breach, unless to find that out would alone exceed the limit",
    meaning="The cost limit does not do away with the duty to confirm or deny, unless the cost of that"
    " alone would exceed it.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=cost-limit confirmed-held=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=cost-limit confirmed-held=yes",
    ),
)
CHAPTER.breach(
    "advice-not-given",
    "notice",
    applies="any(m.newly_declines and m.outcome == 'cost-limit' for m in mentions)",
    when="False",
    possible_when="not advice",
    cites_if_possible="FOIA s16(1)",
    begins="on",
    cites="FOIA s16; s45 Code",
    message="",
    possible_message="the letter dated {on} refuses on cost and offers no advice on what could be had"
    " within the limit: a breach, if it was reasonable to expect it",
    meaning="An authority must give advice and assistance so far as it would be reasonable to expect."
    " It does if it follows the code of practice, which asks an authority that refuses on cost to say"
    " what could be provided within the limit.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=cost-limit advice=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=cost-limit advice=yes",
    ),
)

CHAPTER.clock(
    "response",
    "part",
    when="clock_start is present and valid_request",
    started="clock_start",
    due="response_due",
    stopped="answered_on if answered_in_time or not extended_in_time else extension_on",
    lapsed="fee_lapsed",
    paused="awaits_clarification or awaits_fee or (awaits_specification and as_of > response_due)",
    superseded="(extended_in_time and not answered_in_time)"
    " or (withdrawn_on is present and answered_on is absent)",
    period="response",
    used="working_days_between({started},"
    " earliest({stopped} if {stopped} is present else judged_to, fee_asked_on - 1))"
    " - days_disregarded",
    pause=Pause(
        "interruptions",
        "disregarded_from if days > 0 else nothing",
        "ended_on",
        "From the fees notice to the payment of the fee, s10(2)",
    ),
    school=True,
    cites="FOIA s10(1)",
    meaning="The time for complying with s1(1). Stopped where time is taken under s10(3).",
)
CHAPTER.clock(
    "confirmation",
    "part",
    when="clock_start is present and valid_request",
    started="clock_start",
    due="response_due",
    stopped="settled_on",
    lapsed="fee_lapsed",
    paused="awaits_clarification or awaits_fee or (awaits_specification and as_of > response_due)",
    superseded="withdrawn_on is present and settled_on is absent",
    period="response",
    used="working_days_between({started},"
    " earliest({stopped} if {stopped} is present else judged_to, fee_asked_on - 1))"
    " - days_disregarded",
    pause=Pause(
        "interruptions",
        "disregarded_from if days > 0 else nothing",
        "ended_on",
        "From the fees notice to the payment of the fee, s10(2)",
    ),
    school=True,
    cites="FOIA s1(1)(a)",
    meaning="The time for confirming or denying that the information is held, which time taken to"
    " weigh the public interest in disclosure does not put off.",
)
