"""Questions and fees, which put off the time for complying: FOIA ss1(3), 9, 10(2) and (6)."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.rules.period import declare_period
from foirules.vocabulary import BOOL, DATE, INT

CHAPTER = Chapter("questions and fees")
fact = CHAPTER.fact

fact(
    "interruption",
    "asks",
    BOOL,
    "event == 'clarification-sought' and required",
    "FOIA s1(3)",
    meaning="It is a question that was needed.",
)
fact(
    "interruption",
    "charges",
    BOOL,
    "event == 'fees-notice'",
    "FOIA s9(1)",
    meaning="It is a fees notice.",
)
fact(
    "interruption",
    "ended_on",
    DATE,
    "first(s.on for s in part.supplies if s.seq > seq"
    " and (s.event == 'fee-paid' if charges else s.event == 'clarification-received'))",
    "FOIA ss1(3), 9(2)",
    meaning="The day on which the question was answered, or the fee received.",
)
fact(
    "interruption",
    "ended_seq",
    INT,
    "first(s.seq for s in part.supplies if s.seq > seq"
    " and (s.event == 'fee-paid' if charges else s.event == 'clarification-received'))",
    meaning="The place of that in the order of events.",
)
fact(
    "interruption",
    "pay_until",
    DATE,
    "deadline('fee-payment', on, on) if charges else nothing",
    "FOIA s9(2)",
    meaning="Of a fees notice the last day to pay: three months beginning with the day of the notice.",
)
fact(
    "interruption",
    "free_from",
    DATE,
    "latest(on, latest(i.ended_on for i in part.interruptions if i.charges and i.seq < seq) + 1)",
    "FOIA s10(2)",
    meaning="The day of the notice or, if that is later, the day after an earlier fee was paid.",
)
fact(
    "interruption",
    "running_from",
    DATE,
    "latest(counted_from, latest(i.ended_on for i in part.interruptions"
    " if i.asks and i.ended_seq < seq))",
    "FOIA s10(6)",
    meaning="The day from which time ran when it came, if all before it came in time.",
)
_LEFT_OUT = (
    "total({days}_inclusive(latest(i.free_from, running_from + 1), i.ended_on)"
    " for i in part.interruptions if i.ended_seq < seq and i.ended_on <= i.pay_until)"
)
fact(
    "interruption",
    "days_before",
    INT,
    _LEFT_OUT.format(days="working_days"),
    "FOIA s10(2)",
    meaning="Working days that fees had left out of that time.",
)
fact(
    "interruption",
    "school_days_before",
    INT,
    _LEFT_OUT.format(days="school_days"),
    "FOIA s10(2)",
    meaning="The same, in school days.",
)
declare_period(
    fact,
    "interruption",
    "end",
    "running_from",
    "days_before",
    "school_days_before",
    ", as time then ran",
)
fact(
    "interruption",
    "while_open",
    BOOL,
    "any(i.seq < seq and (i.ended_seq is absent or i.ended_seq > seq)"
    " and (i.asks or on <= i.pay_until) for i in part.interruptions)",
    "FOIA ss1(3), 9(2)",
    meaning="It came while an earlier question, or a fee that could still be paid, was open.",
)
fact(
    "interruption",
    "comes_in_time",
    BOOL,
    "while_open or (on <= latest_end and (on <= last_end or on <= plain_end))",
    "FOIA ss1(3), 9(1), 10(1)",
    meaning="It came within the period for complying, or while that stood still, if all before it"
    " did.",
)
fact(
    "interruption",
    "in_time_with_all_before",
    BOOL,
    "comes_in_time and all(i.comes_in_time for i in part.interruptions if i.seq < seq)",
    "FOIA ss1(3), 9(1), 10(1)",
    meaning="It came within the period for complying, or while that stood still: what comes when the"
    " period has run out begins no other, nor does what follows it.",
)

# --- clarification ------------------------------------------------------------------------------

fact(
    "clarification",
    "put_in_time",
    BOOL,
    "any(i.in_time_with_all_before for i in request.interruptions if i.seq == seq)",
    "FOIA ss1(3), 10(1)",
    meaning="The question was put within the period for complying, or while another, or a fee, was"
    " still open, for one at least of the parts that it was about.",
)
fact(
    "clarification",
    "asked_in_time",
    BOOL,
    "required and put_in_time",
    "FOIA ss1(3), 10(1)",
    meaning="The question was needed, and asked before the time for complying had run out."
    " A later question cannot undo a breach, nor can those that follow it: this is the convention"
    " by which time restarts.",
)
fact(
    "part",
    "answered_seq",
    INT,
    "first(m.notice.seq for m in mentions if m.answers)",
    meaning="The place in the order of events of the first answer to the part.",
)
fact(
    "part",
    "clarified_on",
    DATE,
    "latest(i.ended_on for i in interruptions if i.asks and i.in_time_with_all_before"
    " and (answered_on is absent or i.ended_on <= answered_on))",
    "FOIA s10(6)(b)",
    meaning="The day the authority received what it had reasonably required to be told.",
)
fact(
    "part",
    "awaits_clarification",
    BOOL,
    "any(i.asks and i.in_time_with_all_before"
    " and (answered_on is absent or i.on <= answered_on)"
    " and (i.ended_on is absent or i.ended_on > answered_on) for i in interruptions)",
    "FOIA s1(3)",
    meaning="The authority was not told what it needed and is not, or was not when it answered,"
    " obliged to comply.",
)
fact(
    "part",
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
    when="False",
    possible_when="not put_in_time",
    begins="on",
    cites="FOIA ss1(3), 10(6)",
    message="",
    possible_message="the question of {on} was put after the time for complying had run out: it is"
    " taken to restart nothing, though s10(6) in its own words counts from the answer to any"
    " question that was needed",
    cites_if_possible="FOIA s10(6): no time by which the question must have been put",
    meaning="An authority that reasonably requires further information need not comply until it has"
    " it. That a question put when the time for complying had run out already undoes no breach is a"
    " convention; s10(6) does not say when the question must have been put.",
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
    "nothing if any(i.seq == seq and i.ended_on is absent for i in request.interruptions)"
    " else latest(i.ended_on for i in request.interruptions if i.seq == seq)",
    "FOIA s9(2)",
    meaning="The day on which the fee had been received for all parts that it was about.",
)
fact(
    "fee",
    "pay_by",
    DATE,
    "first(i.pay_until for i in request.interruptions if i.seq == seq)",
    "FOIA s9(2)",
    meaning="The last day to pay: three months beginning with the day of the notice.",
)
fact(
    "fee",
    "within_time",
    BOOL,
    "any(i.in_time_with_all_before for i in request.interruptions if i.seq == seq)",
    "FOIA ss1(3), 9(1)",
    meaning="The fees notice was given within the period for complying, or while a question asked in"
    " it, or another fee, was open, for one at least of the parts that it was about.",
)
fact(
    "interruption",
    "defers",
    BOOL,
    "charges and in_time_with_all_before"
    " and (part.answered_seq is absent or seq < part.answered_seq)",
    "FOIA s9(1)",
    meaning="It is a fees notice given within the period for complying, and before an answer: it puts"
    " the answer off.",
)
fact(
    "fee",
    "given_in_time",
    BOOL,
    "any(i.defers for i in request.interruptions if i.seq == seq)",
    "FOIA s9(1)",
    meaning="The fees notice was given within the time for complying, and before an answer: it puts"
    " the answer off.",
)
fact(
    "interruption",
    "disregarded_from",
    DATE,
    "latest(free_from, clock_start + 1)",
    "FOIA s10(2)",
    meaning="The first day disregarded for the notice that no earlier notice has disregarded.",
)
fact(
    "interruption",
    "days",
    INT,
    "working_days_inclusive(disregarded_from, ended_on) if defers and ended_on <= pay_until else 0",
    "FOIA s10(2)",
    meaning="Working days from the day of the notice to the day of payment, both included.",
)
fact(
    "interruption",
    "school_days",
    INT,
    "school_days_inclusive(disregarded_from, ended_on) if days > 0 else 0",
    "FOIA s10(2)",
    meaning="The same, in school days.",
)
fact(
    "part",
    "days_disregarded",
    INT,
    "total(i.days for i in interruptions)",
    "FOIA s10(2)",
    meaning="Working days disregarded for fees.",
)
fact(
    "part",
    "awaits_fee",
    BOOL,
    "any(i.defers and i.ended_on is absent and as_of <= i.pay_until for i in interruptions)",
    "FOIA s9(2)",
    meaning="A fee is unpaid that can still be paid: the authority is not obliged to comply.",
)
fact(
    "part",
    "fee_asked_on",
    DATE,
    "earliest(i.disregarded_from for i in interruptions if i.defers and i.ended_on is absent)",
    "FOIA s10(2)",
    meaning="The day from which no day counts, a fee being unpaid.",
)
fact(
    "part",
    "fee_lapsed",
    BOOL,
    "any(i.defers and not i.ended_on <= i.pay_until and as_of > i.pay_until for i in interruptions)",
    "FOIA s9(2)",
    meaning="The fee was not paid within three months: the duty to comply has ended.",
)

CHAPTER.note(
    "late-fees-notice",
    "fee",
    applies="True",
    when="not within_time",
    begins="on",
    cites="FOIA s9(1)",
    message="the fees notice of {on} was given after the time for complying had run out: it has no"
    " effect",
    meaning="A fees notice may be given within the period for complying with s1(1). One given later"
    " is no breach, but none of the effects of a fees notice follows from it: time goes on.",
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
