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
    "first(e.on for e in events if e.event == 'request-received')",
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
    "first(n.on for n in notices if n.event == 'response')",
    meaning="The day of the first answer to any part.",
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
    "latest(received_on, latest(c.answered_on for c in request.clarifications"
    " if c.required and c.answer_seq < seq))",
    "FOIA s10(6)",
    meaning="The day from which time ran when the question was asked, if no question was late.",
)
fact(
    "clarification",
    "timely",
    BOOL,
    "required and (on <= deadline('response', running_from, received_on)"
    " or (school_limit_days is present and on <= earliest(add_school_days(running_from, 20),"
    " add_working_days(running_from, school_limit_days)))"
    " or any(c.required and c.seq < seq and (c.answer_seq is absent or c.answer_seq > seq)"
    " for c in request.clarifications))",
    "FOIA ss1(3), 10(1)",
    meaning="The question was needed, and asked within the time that ran from the answer to the one"
    " before it, or while another was still open.",
)
fact(
    "clarification",
    "asked_in_time",
    BOOL,
    "timely and all(c.timely for c in request.clarifications if c.required and c.seq < seq)",
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
    "latest(received_on, clarified_on)",
    "FOIA s10(6)",
    meaning="Day zero: the day of receipt or, if later, of the answer under s1(3).",
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
    "given_in_time",
    BOOL,
    "on <= deadline('response', clock_start, received_on)"
    " or (school_limit_days is present and on <= earliest(add_school_days(clock_start, 20),"
    " add_working_days(clock_start, school_limit_days)))",
    "FOIA s9(1)",
    meaning="The fees notice was given within the time for complying.",
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
    "counted_from",
    DATE,
    "latest(on, clock_start + 1, latest(f.paid_on for f in request.fees if f.seq < seq) + 1)",
    "FOIA s10(2)",
    meaning="The first day disregarded for this notice that no earlier notice has disregarded.",
)
fact(
    "fee",
    "days",
    INT,
    "(working_days_inclusive(counted_from, paid_on) if paid_on is present else 0)"
    " if given_in_time and paid_in_time else 0",
    "FOIA s10(2)",
    meaning="Working days from the day of the notice to the day of payment, both included.",
)
fact(
    "fee",
    "school_days",
    INT,
    "(school_days_inclusive(counted_from, paid_on) if paid_on is present else 0)"
    " if given_in_time and paid_in_time else 0",
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
    "last(f.counted_from for f in fees if f.given_in_time and f.paid_on is absent)",
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
    "earliest(add_school_days(clock_start, 20 + total(f.school_days for f in fees)),"
    " add_working_days(clock_start, school_limit_days + total(f.days for f in fees)))"
    " if school_limit_days is present else nothing",
    "SI 2004/3364 reg 3; SI 2010/2768 reg 2; SI 2009/1369 reg 2",
    meaning="The twentieth school day or the sixtieth working day, whichever is earlier.",
)
fact(
    "request",
    "response_due",
    DATE,
    "nothing if awaits_clarification or awaits_fee or fee_lapsed"
    " else school_due if school_limit_days is present else plain_due",
    "FOIA s10(1)",
    meaning="The last day for complying with s1(1). None while a question or a fee is open.",
)
fact(
    "request",
    "time_is_up",
    BOOL,
    "judged_to > response_due",
    "FOIA s10(1)",
    meaning="The last day for complying has gone by.",
)
