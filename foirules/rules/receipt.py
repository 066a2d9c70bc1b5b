"""Receipt, clarification, fees and the time for complying: FOIA ss1(3), 9, 10(1), (2) and (6)."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE, INT

CHAPTER = Chapter("receipt")
fact = CHAPTER.fact

fact(
    "request",
    "received_on",
    DATE,
    "first(r.on for r in receipts)",
    "FOIA s10(6)(a)",
    meaning="The day the authority received the request, whatever day of the week.",
)
fact(
    "request",
    "withdrawn_on",
    DATE,
    "first(e.on for e in events if e.event == 'request-withdrawn')",
    meaning="The day the requester withdrew the request.",
)
fact(
    "request",
    "judged_to",
    DATE,
    "earliest(as_of, withdrawn_on)",
    meaning="The day up to which the authority's silence counts.",
)
fact(
    "request",
    "first_response_on",
    DATE,
    "first(n.on for n in notices if n.event in ('response', 'review-outcome'))",
    meaning="The day of the first answer to any part, if only at review.",
)

fact(
    "request",
    "first_response_seq",
    INT,
    "first(n.seq for n in notices if n.event in ('response', 'review-outcome'))",
    meaning="The place of that answer in the order of events.",
)
fact(
    "request",
    "not_valid_on",
    DATE,
    "first(r.on for r in rejections if r.event == 'request-not-valid'"
    " and r.on <= deadline('response', counted_from, received_on))",
    "FOIA s8",
    meaning="The day on which, while there was time to comply, what was received was found to be no"
    " request.",
)
fact(
    "request",
    "outside_act_on",
    DATE,
    "first(r.on for r in rejections if r.event == 'request-outside-act'"
    " and r.on <= deadline('response', counted_from, received_on))",
    "FOIA s7(1), (5)",
    meaning="The day on which, likewise, it was found to ask for what the Act does not reach.",
)
fact(
    "request",
    "valid_request",
    BOOL,
    "not_valid_on is absent and outside_act_on is absent",
    "FOIA ss7(1), (5), 8",
    meaning="What was received is a request under the Act, or was not found to be none while there"
    " was time to comply.",
)
fact(
    "request",
    "asks_for_form",
    BOOL,
    "any(r.form_asked for r in receipts)",
    "FOIA s11(1)",
    meaning="The request says in which form the information is to be given.",
)
fact(
    "request",
    "counted_from",
    DATE,
    "latest(received_on, deadline('counted-receipt', received_on - 1, received_on))",
    "FOIA s10(6); s45 Code of Practice (July 2018) para 4.2",
    meaning="The day of receipt; by the convention of the code of 2018, where the authority's policy"
    " follows it, the next working day for a request received on another.",
)
fact(
    "request",
    "school_limit_days",
    INT,
    "amount('school-limit', received_on) if authority_type == 'school'"
    " else amount('academy-limit', received_on) if authority_type == 'academy'"
    " else amount('northern-ireland-school-limit', received_on)"
    " if authority_type == 'northern-ireland-school' else nothing",
    "SI 2004/3364 reg 3; SI 2010/2768 reg 2; SI 2009/1369 reg 2",
    meaning="For a school: the working days beyond which its holidays do not help.",
)

# --- clarification ------------------------------------------------------------------------------

fact(
    "clarification",
    "answered_on",
    DATE,
    "first(e.on for e in events if e.event == 'clarification-received' and e.seq > seq)",
    "FOIA s1(3)",
    meaning="The day the requester answered the question.",
)
fact(
    "clarification",
    "answer_seq",
    INT,
    "first(e.seq for e in events if e.event == 'clarification-received' and e.seq > seq)",
    meaning="The place of that answer in the order of events.",
)
fact(
    "clarification",
    "running_from",
    DATE,
    "latest(counted_from, latest(c.answered_on for c in request.clarifications"
    " if c.required and c.answer_seq < seq))",
    "FOIA s10(6)",
    meaning="The day from which time ran when the question was asked, if no question was late.",
)
fact(
    "clarification",
    "paused_days",
    INT,
    "total(working_days_inclusive(latest(f.free_from, running_from + 1), f.paid_on)"
    " for f in request.fees if f.paid_in_time"
    " and f.on <= deadline('response', running_from, received_on))",
    "FOIA s10(2)",
    meaning="Working days that fees left out of the time in which the question was put.",
)
fact(
    "clarification",
    "put_in_time",
    BOOL,
    "on <= add_working_days(deadline('response', running_from, received_on), paused_days)"
    " or any(f.on <= deadline('response', running_from, received_on) and on <= f.pay_by"
    " and not f.paid_in_time for f in request.fees)"
    " or (on <= add_working_days(running_from, school_limit_days)"
    " and on <= school_deadline(running_from, 20, on))"
    " or any(c.required and c.seq < seq and (c.answer_seq is absent or c.answer_seq > seq)"
    " for c in request.clarifications)",
    "FOIA ss1(3), 10(1)",
    meaning="The question was put within the time that ran from the answer to the one before it, or"
    " while another, or a fee, was still open.",
)
fact(
    "clarification",
    "asked_in_time",
    BOOL,
    "required and all(c.put_in_time for c in request.clarifications if c.seq <= seq)",
    "FOIA ss1(3), 10(1)",
    meaning="The question was needed, and asked before the time for complying had run out."
    " A later question cannot undo a breach, nor can those that follow it: this is the convention"
    " by which time restarts.",
)
fact(
    "request",
    "clarified_on",
    DATE,
    "latest(c.answered_on for c in clarifications if c.asked_in_time"
    " and (first_response_on is absent or c.answered_on <= first_response_on))",
    "FOIA s10(6)(b)",
    meaning="The day the authority received what it had reasonably required to be told.",
)
fact(
    "request",
    "awaits_clarification",
    BOOL,
    "any(c.asked_in_time and (first_response_on is absent or c.on <= first_response_on)"
    " and (c.answered_on is absent or c.answered_on > first_response_on) for c in clarifications)",
    "FOIA s1(3)",
    meaning="The authority was not told what it needed and is not, or was not when it answered,"
    " obliged to comply.",
)
fact(
    "request",
    "clock_start",
    DATE,
    "latest(counted_from, clarified_on)",
    "FOIA s10(6)",
    meaning="Day zero: the day of receipt or, if later, of the answer under s1(3).",
)

CHAPTER.note(
    "late-clarification",
    "clarification",
    applies="True",
    when="not put_in_time",
    begins="on",
    cites="FOIA s1(3)",
    message="the question of {on} was put after the time for complying had run out: it restarts"
    " nothing",
    meaning="An authority that reasonably requires further information need not comply until it has"
    " it. A question put when the time for complying had run out already undoes no breach.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-05 clarification-sought",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 clarification-sought",
    ),
)

# --- fees ---------------------------------------------------------------------------------------

fact(
    "fee",
    "paid_on",
    DATE,
    "first(e.on for e in events if e.event == 'fee-paid' and e.seq > seq)",
    "FOIA s9(2)",
    meaning="The day the fee was received.",
)
fact(
    "fee",
    "pay_by",
    DATE,
    "deadline('fee-payment', on, on)",
    "FOIA s9(2)",
    meaning="The last day to pay: three months beginning with the day of the notice.",
)
fact(
    "fee",
    "within_time",
    BOOL,
    "on <= deadline('response', clock_start, received_on)"
    " or (on <= add_working_days(clock_start, school_limit_days)"
    " and on <= school_deadline(clock_start, 20, on))"
    " or any(c.asked_in_time and c.seq < seq and (c.answer_seq is absent or c.answer_seq > seq)"
    " for c in request.clarifications)",
    "FOIA ss1(3), 9(1)",
    meaning="The fees notice was given within the time for complying, or while a question was open"
    " that had been asked in it.",
)
fact(
    "fee",
    "given_in_time",
    BOOL,
    "within_time and (first_response_seq is absent or seq < first_response_seq)",
    "FOIA s9(1)",
    meaning="The fees notice was given within the time for complying, and before an answer: it puts"
    " the answer off.",
)
fact(
    "fee",
    "paid_in_time",
    BOOL,
    "paid_on <= pay_by",
    "FOIA s9(2)",
    meaning="The fee was received within three months.",
)
fact(
    "fee",
    "free_from",
    DATE,
    "latest(on, latest(f.paid_on for f in request.fees if f.seq < seq) + 1)",
    "FOIA s10(2)",
    meaning="The day of the notice or, if that is later, the day after an earlier fee was paid.",
)
fact(
    "fee",
    "disregarded_from",
    DATE,
    "latest(free_from, clock_start + 1)",
    "FOIA s10(2)",
    meaning="The first day disregarded for this notice that no earlier notice has disregarded.",
)
fact(
    "fee",
    "days",
    INT,
    "working_days_inclusive(disregarded_from, paid_on) if given_in_time and paid_in_time else 0",
    "FOIA s10(2)",
    meaning="Working days from the day of the notice to the day of payment, both included.",
)
fact(
    "fee",
    "school_days",
    INT,
    "school_days_inclusive(disregarded_from, paid_on) if days > 0 else 0",
    "FOIA s10(2)",
    meaning="The same, in school days.",
)
fact(
    "request",
    "awaits_fee",
    BOOL,
    "any(f.given_in_time and f.paid_on is absent and as_of <= f.pay_by for f in fees)",
    "FOIA s9(2)",
    meaning="A fee is unpaid that can still be paid: the authority is not obliged to comply.",
)
fact(
    "request",
    "fee_asked_on",
    DATE,
    "earliest(f.disregarded_from for f in fees if f.given_in_time and f.paid_on is absent)",
    "FOIA s10(2)",
    meaning="The day from which no day counts, a fee being unpaid.",
)
fact(
    "request",
    "fee_lapsed",
    BOOL,
    "any(f.given_in_time and not f.paid_in_time and as_of > f.pay_by for f in fees)",
    "FOIA s9(2)",
    meaning="The fee was not paid within three months: the duty to comply has ended.",
)

CHAPTER.breach(
    "late-fees-notice",
    "fee",
    applies="True",
    when="not within_time",
    begins="on",
    cites="FOIA s9(1)",
    message="the fees notice of {on} was given after the time for complying had run out: it stops"
    " nothing",
    meaning="A fees notice must be given within the time for complying with s1(1). One given later"
    " does not stop that time.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-05 fees-notice",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 fees-notice",
    ),
)
CHAPTER.note(
    "late-fee",
    "fee",
    applies="given_in_time",
    when="paid_on > pay_by",
    begins="paid_on",
    cites="FOIA s9(2)",
    message="the fee asked for on {on} was paid on {paid_on}, after {pay_by}: the authority is not"
    " obliged to comply",
    meaning="A fee must be paid within three months beginning with the day on which the fees notice is"
    " given. Paid later it revives nothing: the request has to be made again.",
    breaks=(
        "2017-08-03 request-received",
        "2017-08-10 fees-notice",
        "2017-11-10 fee-paid",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-08-10 fees-notice",
        "2017-11-09 fee-paid",
    ),
)
CHAPTER.clock(
    "fee-payment",
    "fee",
    when="given_in_time",
    started="on",
    due="pay_by",
    stopped="paid_on",
    lapsed="as_of > pay_by",
    period="fee-payment",
    in_force="on",
    used="nothing",
    cites="FOIA s9(2)",
    meaning="Three months beginning with the day of the fees notice. If the fee is not paid in them"
    " the duty to comply ends.",
)

# --- the time for complying ---------------------------------------------------------------------

fact(
    "request",
    "plain_due",
    DATE,
    "add_working_days(deadline('response', clock_start, received_on), total(f.days for f in fees))",
    "FOIA s10(1), (2)",
    meaning="The twentieth working day, days disregarded for a fee not counted.",
)
fact(
    "request",
    "school_due",
    DATE,
    "school_deadline(clock_start, 20 + total(f.school_days for f in fees),"
    " add_working_days(clock_start, school_limit_days + total(f.days for f in fees)))",
    "SI 2004/3364 reg 3; SI 2010/2768 reg 2; SI 2009/1369 reg 2",
    meaning="The twentieth school day or the sixtieth working day, whichever is earlier.",
)
fact(
    "request",
    "records_due",
    DATE,
    "add_working_days(deadline('records-limit', clock_start, received_on),"
    " total(f.days for f in fees)) if authority_type == 'records-authority' else nothing",
    "SI 2004/3364 reg 4",
    meaning="For transferred public records that may not be open: the thirtieth working day.",
)
fact(
    "request",
    "time_applied_for_on",
    DATE,
    "first(e.on for e in events if e.event == 'time-application')",
    "SI 2004/3364 regs 5(3), 6(3)",
    meaning="The day the authority asked the Commissioner for more time.",
)
fact(
    "request",
    "apply_by",
    DATE,
    "deadline('response', clock_start, received_on)",
    "SI 2004/3364 regs 5(3), 6(3)",
    meaning="The last day for asking the Commissioner: the twentieth working day following receipt.",
)
fact(
    "request",
    "applied_in_time",
    BOOL,
    "time_applied_for_on <= apply_by",
    "SI 2004/3364 regs 5(3), 6(3)",
    meaning="The Commissioner was asked within twenty working days following receipt.",
)
fact(
    "request",
    "awaits_specification",
    BOOL,
    "applied_in_time and not any(True for s in specifications)",
    "SI 2004/3364 regs 5(3), 6(3)",
    meaning="The Commissioner has been asked for more time and has not answered.",
)
fact(
    "request",
    "specified_due",
    DATE,
    "earliest(last(s.specified_day for s in specifications),"
    " deadline('specified-limit', clock_start, received_on)) if applied_in_time else nothing",
    "SI 2004/3364 regs 5(2), 6(2)",
    meaning="The day the Commissioner specified, no later than the sixtieth working day, where the"
    " information is with armed forces in operations or outside the United Kingdom.",
)
fact(
    "request",
    "time_runs",
    BOOL,
    "valid_request and not (awaits_clarification or awaits_fee or awaits_specification or fee_lapsed)",
    "FOIA ss1(3), 8, 9(2)",
    meaning="There is a last day for complying: no question or fee is open, and the duty has not"
    " ended.",
)
fact(
    "request",
    "response_due",
    DATE,
    "nothing if not time_runs"
    " else specified_due if specified_due is present"
    " else records_due if records_due is present"
    " else school_due if school_limit_days is present else plain_due",
    "FOIA s10(1), (4)",
    meaning="The last day for complying with s1(1). None while a question or a fee is open.",
)
fact(
    "request",
    "longest_due",
    DATE,
    "nothing if not time_runs"
    " else response_due if specified_due is present or school_limit_days is absent"
    " else add_working_days(clock_start, school_limit_days + total(f.days for f in fees))",
    "FOIA s10(1)",
    meaning="The last day for complying or, for a school whose days are not given, the last that it"
    " can be.",
)
fact(
    "request",
    "time_is_up",
    BOOL,
    "judged_to > longest_due or (judged_to > response_due and judged_to > plain_due)",
    "FOIA s10(1)",
    meaning="The last day for complying has gone by.",
)
fact(
    "mention",
    "in_time",
    BOOL,
    "on <= longest_due and (on <= response_due or on <= plain_due)",
    "FOIA s10(1)",
    meaning="The letter came within the time for complying.",
)
fact(
    "mention",
    "late",
    BOOL,
    "on > longest_due or (on > response_due and on > plain_due)",
    "FOIA s10(1)",
    meaning="The letter came after the time for complying.",
)

CHAPTER.note(
    "request-not-valid",
    "request",
    applies="True",
    when="not_valid_on is present",
    begins="received_on",
    cites="FOIA s8",
    message="what was received on {received_on} is no request under s8: nothing runs; the authority"
    " should advise and assist, s16",
    meaning="A request must be in writing, state the name of the applicant and an address for"
    " correspondence, and describe the information. Until it does, no duty arises but that of advice"
    " and assistance to would-be applicants.",
    breaks=(
        "2017-08-03 request-received",
        "2017-08-04 request-not-valid",
    ),
    keeps=("2017-08-03 request-received",),
)
CHAPTER.note(
    "outside-the-act",
    "request",
    applies="True",
    when="outside_act_on is present",
    begins="outside_act_on",
    cites="FOIA s7(1), (5)",
    message="the authority found on {outside_act_on} that the Act does not reach what was asked for, the"
    " authority being listed for other information only: nothing runs",
    meaning="Some bodies are public authorities for information of one description only, as a"
    " broadcaster is for what it does not hold for journalism. Nothing in Parts I to V applies to"
    " other information that they hold. Whether it is other can be taken to the Commissioner.",
    breaks=(
        "2017-08-03 request-received",
        "2017-08-04 request-outside-act",
    ),
    keeps=("2017-08-03 request-received",),
)
CHAPTER.note(
    "environmental-information",
    "receipt",
    applies="True",
    when="environmental",
    begins="on",
    cites="FOIA s39; SI 2004/3391",
    message="the information is environmental: the request of {on} is to be answered under the EIR,"
    " which know no extension for the public interest and have a time limit for internal review",
    meaning="Environmental information is exempt under s39 so that it is dealt with under the"
    " Environmental Information Regulations 2004. What is found here is found under FOIA.",
    breaks=("2017-08-03 request-received environmental=yes",),
    keeps=("2017-08-03 request-received",),
)
CHAPTER.note(
    "late-time-application",
    "request",
    applies="time_applied_for_on is present",
    when="not applied_in_time",
    begins="time_applied_for_on",
    cites="SI 2004/3364 regs 5(3), 6(3)",
    message="the Commissioner was asked for more time on {time_applied_for_on}, after the twentieth"
    " working day: no longer time can be specified",
    meaning="Where information has to come from armed forces in operations, or from outside the"
    " United Kingdom, the Commissioner can specify a longer time if the authority asks within twenty"
    " working days following receipt.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-05 time-application",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 time-application",
    ),
)
